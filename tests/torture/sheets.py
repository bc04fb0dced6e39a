"""Sheets of every line with any cells: each import is answered, takes all it says or nothing, and leaves the ledger whole."""

import csv
import io
import random
import sys
from pathlib import Path
from typing import Any

from torture.fuzz import HOSTILE, Bench, known
from xcli.domain.field import Parts
from xcli.domain.page import Page
from xcli.domain.pages import lines

ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16")
WAYS: tuple[tuple[str, ...], ...] = (
    (), ("--accept-good",), ("--accept-good", "--json"), ("--update",), ("--dry-run",), ("--new-offices", "--accept-good", "--reason", "更正"),
)  # fmt: skip


def headings(page: type[Page], dice: random.Random) -> dict[str, str]:
    """Return some headings of a line and which field each is of."""
    found: dict[str, Any] = {}
    for name, field in page.fields.items():
        if isinstance(field, Parts):
            found |= {inner.label.zh: n for n, inner in field.part.fields.items() if dice.random() < 0.4}
        elif not field.computed and (field.required or dice.random() < 0.5):
            found[field.label.zh] = name
    return found


def sheet(page: type[Page], dice: random.Random) -> str:
    """Return a sheet in which most cells fit their column."""
    columns = headings(page, dice)

    def cell(name: str) -> str:
        fits = dice.choice(known((page.name, "add"), name))
        return fits.rpartition("=")[2] if dice.random() < 0.7 else dice.choice(HOSTILE)

    text = io.StringIO()
    rows = [[cell(name) for name in columns.values()] for _ in range(dice.randint(1, 5))]
    csv.writer(text).writerows([list(columns), *rows])
    return text.getvalue()


def sheets(folder: Path, seed: int, times: int = 300) -> dict[str, int]:
    """Import so many sheets; one that is not answered as promised is printed."""
    dice, lost, desk = random.Random(seed), 0, Bench.of(folder)
    for _ in range(times):
        text = sheet(dice.choice(list(lines().values())), dice)
        (desk.folder / "sent.csv").write_bytes(text.encode(dice.choice(ENCODINGS), "replace"))
        words = ["import", "sent.csv", *dice.choice(WAYS)]
        try:
            desk.judge(words)
        except AssertionError as error:
            lost += 1
            sys.stderr.write(f"{words}\n{text!a}\n{str(error)!a}\n")
    return {"sheets": times, "lost": lost}
