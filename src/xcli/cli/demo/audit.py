"""A round of file review: drawn from the departments' lists, sheets filled in as reviewers would, own invention."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from xcli.cli.demo.dispute import YEAR

if TYPE_CHECKING:
    from xcli.domain.audit.sheet import ScoreSheets, SheetFile

ROUND = f"{YEAR}年度"
SEED = "3D2024241期527"
FILES, EXCELLENT = 100, 5
DRAW = f"audit draw --n {FILES} --by 单位 --seed {SEED} --today {YEAR}-09-10"
PANEL = ("沈建国=区司法局", "贾文慧=湟源律师事务所", "许志明=青海民族大学", "马玉兰=区城市管理局")
READ_ON = date(YEAR, 9, 24)
_MARKS: dict[str, tuple[int, ...]] = {"excellent": (5, 9), "other": (12, 34)}


def prepared(run: Callable[[str], Any]) -> None:
    """List the files and freeze the list."""
    run(f"audit frame import frames --round {ROUND} --today {YEAR}-09-09")
    run(f"audit frame freeze --round {ROUND} --today {YEAR}-09-09")


def reviewed(run: Callable[[str], Any], folder: Path) -> None:
    """Share the files out, fill the sheets in and take them back; a third settles what two see otherwise."""
    seats = " ".join(f"--reviewer {seat}" for seat in PANEL)
    run(f"audit sheets {seats} --double 6% --to sheets --today {YEAR}-09-11")
    disputed = _fill_in(folder / "sheets")
    run(f"audit sheets import sheets --today {READ_ON}")
    for number in disputed:
        run(f"audit settle {number} --by 祁正清 --body 市司法局 --as first --today {READ_ON}")
    run(f"audit rectify tell --due {YEAR + 1}-01-31 --today {YEAR}-10-10")


def _fill_in(folder: Path) -> list[str]:
    """Write the sheets as the reviewers send them back; return the files on which two of them differ."""
    from xcli.cli.session import ledger
    from xcli.intake.audit.panel import round_of, sheets_of
    from xcli.report.audit.sheets import write_sheets

    opened = ledger()
    with opened.reading() as conn:
        every = sheets_of(round_of(conn, opened.bureau, ROUND))
    numbers = [file.file_no for sheets in every for file in sheets.files]
    twice = sorted({number for number in numbers if numbers.count(number) > 1})
    best = set(Random(YEAR).sample(sorted(set(numbers) - set(twice)), EXCELLENT))
    seen: set[str] = set()
    for sheets in every:
        pages = [_page(sheets, file, best, seen, twice[:1]) for file in sheets.files]
        with (folder / f"{sheets.round}_{sheets.person}.xlsx").open("wb") as stream:
            write_sheets(stream, sheets._replace(files=pages))
    return twice[:1]


def _page(sheets: "ScoreSheets", file: "SheetFile", best: set[str], seen: set[str], disputed: list[str]) -> "SheetFile":
    """Fill in one page: the same marks by whoever reads the file, but for the one that two see otherwise."""
    again = file.file_no in seen and file.file_no in disputed
    seen.add(file.file_no)
    least, most = _MARKS["excellent" if file.file_no in best else "other"]
    dice = Random(f"{file.department} {file.file_no}")
    off = dict(_taken_off(dice, sheets.scheme["item"], dice.randint(least, most) + 2 * again))
    marks = [{"no": item["no"], "off": off.get(item["no"], 0)} for item in sheets.scheme["item"]]
    return file._replace(marks=marks, read_on=READ_ON)


def _taken_off(dice: Random, items: list[dict[str, Any]], total: int) -> Iterator[tuple[str, int]]:
    """Spread points over items as reviewers do: one or two here and there."""
    order = [item for item in items if item["points"]]
    dice.shuffle(order)
    for item in order:
        if total <= 0:
            return
        points = min(total, dice.randint(1, 4), item["points"] // 100)
        total -= points
        yield item["no"], points * 100
