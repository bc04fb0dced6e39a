"""Backups under writing restore to an entry, damaged ones are refused, and the judges can say no."""

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from powercut.build import shim
from powercut.days import prepared, truth
from torture.attacks import entries
from torture.backups import backups, damaged, is_an_entry, is_refused, says_the_same
from xcli.ledger.backup import back_up
from xcli.ledger.ledger import open_ledger

pytestmark = pytest.mark.skipif(shim() is None, reason="a C compiler for Linux is not here: nobody writes meanwhile")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Give a ledger with a few entries."""
    made = prepared(tmp_path)[0] / "ledger.db"
    entries(open_ledger(str(made)))
    return made


def test_backups_made_while_another_process_writes_restore_and_damaged_ones_do_not(tmp_path: Path) -> None:
    found = backups(tmp_path, 1, times=2, harmed=2, locked=False)
    assert found == {"backups": 4, "of these damaged": 2, "lost": 0}


def test_the_judge_of_what_was_restored_can_say_no(place: Path, tmp_path: Path) -> None:
    whole, newest = truth(place), 5
    assert is_an_entry(place, newest, whole)
    assert not is_an_entry(place, newest - 1, whole), "it has an entry more"
    assert not is_an_entry(place, newest + 1, whole), "it has an entry less"
    other = shutil.copy(place, tmp_path / "other.db")
    with closing(sqlite3.connect(other)) as raw, raw:
        raw.execute("UPDATE dispute SET category = 'other'")
    assert not is_an_entry(other, newest, whole), "its records are others"


def test_the_judge_of_refusals_can_say_no(place: Path, tmp_path: Path) -> None:
    copy = back_up(str(place), tmp_path / "copies").path
    harmed = damaged(copy, random.Random(1))
    assert is_refused(harmed, place)
    assert not says_the_same(copy, harmed)
    assert says_the_same(copy, copy)
    assert not is_refused(copy, place)
