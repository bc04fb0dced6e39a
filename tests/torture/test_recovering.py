"""A fault in the middle of a recovery harms nothing, and the judge can say when it would."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from powercut.build import shim
from powercut.days import prepared
from torture.recovering import is_whole, recoveries

pytestmark = pytest.mark.skipif(shim() is None, reason="a C compiler for Linux is not here: nothing is killed or failed")


def test_a_recovery_that_fails_can_be_done_again(tmp_path: Path) -> None:
    found = recoveries(tmp_path, 1, crashes=1, times=4)
    assert found["faults in recoveries"] == 4
    assert found["of these in the recovery itself"] > 0
    assert found["lost"] == 0


def test_the_judge_of_recoveries_can_say_no(tmp_path: Path) -> None:
    place = prepared(tmp_path)[0] / "ledger.db"
    assert is_whole(place, 0, 0, adds=False)
    assert is_whole(place, 0, 6, adds=True)
    assert not is_whole(place, 0, 0, adds=True), "answered, and not there"
    assert not is_whole(place, 1, 6, adds=True), "a record less"
    assert not is_whole(place, 0, 1, adds=False), "a defect"
    with closing(sqlite3.connect(place)) as raw, raw:
        raw.execute("UPDATE setting SET value = 'x'")
    assert not is_whole(place, 0, 6, adds=False), "it does not hold together"
