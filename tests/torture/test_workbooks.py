"""Damaged workbooks are taken whole or refused; a share of them at every test, and judges that can say no."""

import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from torture.fuzz import seeded
from torture.packages import ROWS, ods, packed, parts_of, xls, xlsx
from torture.workbooks import INSIDE, Importer, Sent, damaged, spoilt, workbooks
from xcli.intake.read.guard import Checked

LAST = re.compile(rb'<row r="4".*?</row>', re.DOTALL)


def test_damaged_workbooks_are_taken_whole_or_refused(tmp_path: Path) -> None:
    assert workbooks(tmp_path, 1, times=12) == {"workbooks": 12, "lost": 0}


@pytest.mark.parametrize("make", [xlsx, ods, xls])
def test_the_workbooks_that_are_damaged_are_sound(tmp_path: Path, make: Callable[[], bytes]) -> None:
    desk = Importer.of(tmp_path)
    desk.take(Sent(f"a.{make.__name__}", make(), len(ROWS)))
    assert desk.answer[0] == 0


def test_the_same_seed_damages_the_same_and_every_damage_can_be_done() -> None:
    assert [damaged(random.Random(7)) for _ in range(2)] == [damaged(random.Random(7))] * 2
    dice, parts = random.Random(1), parts_of(xlsx())
    sheet = "xl/worksheets/sheet1.xml"
    for damage in INSIDE:
        assert any(damage(parts[sheet], dice) != parts[sheet] for _ in range(5)), damage
    assert any(spoilt(parts, dice) != parts for _ in range(5))


def half() -> bytes:
    parts = parts_of(xlsx())
    return packed(parts | {"xl/worksheets/sheet1.xml": LAST.sub(b"", parts["xl/worksheets/sheet1.xml"])})


@pytest.mark.parametrize(
    "sent, where, broken",
    [
        (xlsx()[:60] + bytes(40) + xlsx()[100:], "xcli.intake.read.guard._BROKEN", ()),
        (half(), "xcli.intake.read.workbook.check_workbook", lambda *_, **__: Checked("xlsx")),
        (xlsx(), "torture.workbooks.SECONDS", 0.0),
        (xlsx(), "torture.workbooks.KIBIBYTES", 1000),
        (xlsx(), "torture.fuzz.main", lambda _words: print('{"inserted": 3}') or 0),
    ],
    ids=["a defect", "half of it", "an age", "all the memory", "rows that are not there"],
)
def test_the_judge_of_workbooks_can_say_no(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sent: bytes, where: str, broken: Any
) -> None:
    seeded()
    desk = Importer.of(tmp_path)
    monkeypatch.setattr(where, broken)
    with pytest.raises(AssertionError):
        desk.take(Sent("a.xlsx", sent, len(ROWS)))


def test_a_workbook_that_is_lost_is_counted_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seeded()
    monkeypatch.setattr("torture.fuzz.main", lambda _words: 1)
    assert workbooks(tmp_path, 1, times=2) == {"workbooks": 2, "lost": 2}
    assert len(list(tmp_path.glob("*-sent.*"))) == 2
