"""The file under the torture: kills in large imports, flipped bits; and their judges can say no."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from powercut.build import shim
from powercut.days import prepared
from torture import flips as flipping
from torture.flips import contents, flipped, flips
from torture.imports import Large, large_imports

pytestmark = pytest.mark.skipif(shim() is None, reason="a C compiler for Linux is not here: nothing is killed or failed")


def test_a_large_import_that_is_killed_is_whole_or_not_there(tmp_path: Path) -> None:
    found = large_imports(tmp_path, 1, times=3, rows=12_000)
    assert (found["kills in large imports"], found["lost"]) == (3, 0)


@pytest.mark.parametrize(
    "change, answered, whole",
    [
        ("SELECT 1", 0, True),
        ("SELECT 1", 2, False),
        ("DROP INDEX ix_dispute_accepted_on", 0, False),
        ("INSERT INTO dispute (bureau, id, tx, case_no, accepted_on, category, leaf) VALUES ('630122', 1, 1, '1', '', 'x', x'00')", 0, False),
    ],
    ids=["nothing done", "answered and not there", "an index missing", "one row of two"],
)
def test_the_judge_of_large_imports_can_say_no(tmp_path: Path, change: str, answered: int, whole: bool) -> None:
    place = prepared(tmp_path)[0] / "ledger.db"
    with closing(sqlite3.connect(place)) as raw, raw:
        raw.execute(change)
    assert Large(place, place, 2).is_whole("before", answered) is whole


def test_a_bit_that_was_flipped_is_found_or_stood_for_nothing(tmp_path: Path) -> None:
    assert flips(tmp_path, 1, times=15)["lost"] == 0


def test_the_judge_of_flipped_bits_can_say_no(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flipping, "sound", lambda _place: True)
    monkeypatch.setattr(flipping, "answered", lambda _server, _number: True)
    monkeypatch.setattr(flipping, "flipped", lambda whole, _dice: whole.replace("湟中区".encode(), "湟川区".encode()))
    assert flips(tmp_path, 1, times=1) == {"bits flipped": 1, "of these where nothing stood": 1, "lost": 1}


def test_one_bit_is_flipped_where_something_stands(tmp_path: Path) -> None:
    whole = (prepared(tmp_path)[0] / "ledger.db").read_bytes()
    (change,) = [(a, b) for a, b in zip(whole, flipped(whole, random.Random(1)), strict=True) if a != b]
    assert change[0]
    assert (change[0] ^ change[1]).bit_count() == 1


def test_what_is_of_the_file_is_no_content(tmp_path: Path) -> None:
    place = prepared(tmp_path)[0] / "ledger.db"
    before = contents(place)
    with closing(sqlite3.connect(place)) as raw, raw:
        raw.execute("UPDATE desk SET file = '1'")
        raw.execute("UPDATE ledger SET created_at = ''")
    assert contents(place) == before
    with closing(sqlite3.connect(place)) as raw, raw:
        raw.execute("UPDATE ledger SET uuid = ''")
    assert contents(place) != before
