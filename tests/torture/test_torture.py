"""A bounded share of the torture, at every test; `dev.py torture --minutes N` goes on."""

from pathlib import Path

import pytest

from powercut.build import shim
from torture.harness import damages, faults, kills, sound

pytestmark = pytest.mark.skipif(shim() is None, reason="a C compiler for Linux is not here: nothing is killed or failed")


def test_process_01_a_clerk_who_is_killed_loses_nothing_that_was_answered(tmp_path: Path) -> None:
    assert kills(tmp_path, 1, times=6) == {"kills": 6, "lost": 0}


def test_db_file_19_21_a_disk_that_is_full_or_failing_leaves_the_old_state_or_the_new(tmp_path: Path) -> None:
    assert faults(tmp_path, 1, times=8) == {"faults": 8, "lost": 0}


def test_a_damaged_file_is_found(tmp_path: Path) -> None:
    assert damages(tmp_path, 1, times=12) == {"damaged files": 12, "lost": 0}


def test_the_judge_of_these_tests_can_say_no(tmp_path: Path) -> None:
    import sqlite3

    from powercut.cut import prepared

    place = prepared(tmp_path)[0] / "ledger.db"
    assert sound(place)
    with sqlite3.connect(place) as raw:
        raw.execute("UPDATE setting SET value = 'x'")
    raw.close()
    assert not sound(place)
