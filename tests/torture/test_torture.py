"""A bounded share of the torture, at every test; `dev.py torture --minutes N` goes on."""

import sqlite3
import sys
import tomllib
import zlib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

from powercut.build import shim
from torture.cramped import can_mount, limits, small_disks, whole_or_nothing
from torture.fuzz import HOSTILE, Bench, fuzz, seeded
from torture.guided import CASES, guided, is_here, one, places, seeds
from torture.harness import closings_whole, damages, entries_whole, faults, kills, sound, upgrades
from torture.model import Office, histories
from torture.packages import xlsx
from torture.sheets import sheets

pytestmark = pytest.mark.skipif(shim() is None, reason="a C compiler for Linux is not here: nothing is killed or failed")


def test_process_01_a_clerk_who_is_killed_loses_nothing_that_was_answered(tmp_path: Path) -> None:
    assert kills(tmp_path, 1, times=8) == {"kills": 8, "lost": 0}


def test_an_upgrade_that_is_killed_leaves_the_old_ledger_or_the_new(tmp_path: Path) -> None:
    assert upgrades(tmp_path, 1, times=2) == {"kills of upgrades": 2, "lost": 0}


def test_a_limit_on_the_size_of_files_is_a_sentence(tmp_path: Path) -> None:
    assert limits(tmp_path, 3, times=5) == {"limits of size": 5, "lost": 0}


def test_a_small_disk_is_a_sentence(tmp_path: Path) -> None:
    if not can_mount():
        pytest.skip("a small disk: neither root nor a space of its own (unshare) is allowed here")
    assert small_disks(tmp_path, 3, times=4) == {"small disks": 4, "lost": 0}


def test_the_judges_of_closings_and_of_files_can_say_no(tmp_path: Path) -> None:
    desk = Bench.of(tmp_path)
    before = desk.place.read_bytes()
    assert closings_whole(desk.place)
    with sqlite3.connect(desk.place) as raw:
        raw.execute("UPDATE closing_figure SET numerator = numerator + 1 WHERE numerator > 0")
    raw.close()
    assert not closings_whole(desk.place)
    desk.clear()
    for path in desk.folder.iterdir():
        if path != desk.place:
            path.rename(tmp_path / path.name)
    command = ("report", "month", "--to", "out.docx")
    assert whole_or_nothing(desk.folder, 6, command, before)
    assert not whole_or_nothing(desk.folder, 0, command, before)
    assert not whole_or_nothing(desk.folder, 1, command, before)
    (desk.folder / ".xcli-half").touch()
    assert not whole_or_nothing(desk.folder, 6, command, before)


def test_db_file_19_21_a_disk_that_is_full_or_failing_leaves_the_old_state_or_the_new(tmp_path: Path) -> None:
    assert faults(tmp_path, 1, times=8) == {"faults": 8, "lost": 0}


def test_a_damaged_file_is_found(tmp_path: Path) -> None:
    assert damages(tmp_path, 1, times=12) == {"damaged files": 12, "lost": 0}


def test_any_command_with_any_words_is_answered(tmp_path: Path) -> None:
    assert fuzz(tmp_path, 1, times=70) == {"commands": 70, "lost": 0}


def test_sheets_with_any_cells_are_taken_or_refused(tmp_path: Path) -> None:
    assert sheets(tmp_path, 1, times=25) == {"sheets": 25, "lost": 0}


def test_a_sheet_that_is_a_defect_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seeded()  # made by commands that work, once for all tests of a process
    monkeypatch.setattr("torture.fuzz.main", lambda _words: 1)
    assert sheets(tmp_path, 1, times=2) == {"sheets": 2, "lost": 2}


def test_random_histories_are_what_a_dictionary_says(tmp_path: Path) -> None:
    assert histories(tmp_path, 5, times=3, steps=12) == {"histories": 3, "lost": 0}


@pytest.mark.parametrize("kind", range(CASES))
def test_readers_answer_to_whatever_nobody_should_type(kind: int) -> None:
    for word in HOSTILE:
        one(bytes([kind]) + word.encode("utf-8", "surrogatepass"))


def test_what_is_bred_begins_with_workbooks_that_are_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    monkeypatch.setattr("xcli.intake.read.guard._Look.through", lambda look: looked.append(look.checked.format))
    for data in seeds():
        one(data)
    assert set(looked) == {"xlsx", "ods"}
    assert len(looked) == 2 + len(places())


def has_wheels() -> bool:
    """Tell whether atheris is asked for on this system, so that it must be here."""
    groups = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))["dependency-groups"]
    [asked] = [Requirement(line) for line in groups["dev"] if isinstance(line, str) and line.startswith("atheris")]
    return asked.marker is not None and asked.marker.evaluate()


def test_readers_under_coverage(tmp_path: Path) -> None:
    if not is_here() and not has_wheels():
        pytest.skip("atheris has no wheel for this system: readers are not tried under coverage")
    found = guided(tmp_path, 1, seconds=4)
    assert found["lost"] == 0
    assert found["guided inputs"] > 100


def test_the_judge_of_readers_can_say_no(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xcli.domain.mask.mask_id", lambda number: number)
    monkeypatch.setattr("xcli.domain.phone.read_phone", lambda _cell: (None, None))
    for data in (b"\x0211010519491231002X", b"\x01xyz"):
        with pytest.raises(AssertionError):
            one(data)


def test_a_workbook_that_ends_in_a_defect_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    bad = b"\x03" + xlsx()[:60] + bytes(40) + xlsx()[100:]
    one(bad)
    monkeypatch.setattr("xcli.intake.read.guard._BROKEN", ())
    with pytest.raises(zlib.error):
        one(bad)


class Always:
    """Draws the same whatever it is asked."""

    def __init__(self, what: int) -> None:
        """Keep it."""
        self.what = what

    def draw(self, _strategy: object) -> int:
        """Give it."""
        return self.what


@pytest.mark.parametrize("place, step, what", [("journal.Writer.retract", "retract", 1), ("undo._swap", "undo", 2)])
def test_the_dictionary_can_say_no(monkeypatch: pytest.MonkeyPatch, place: str, step: str, what: int) -> None:
    office = Office()
    office.begin()
    office.add("2024-11-01", "邻里")
    office.the_list_is_the_dictionary()
    monkeypatch.setattr(f"xcli.ledger.{place}", lambda *_: (0, 0))
    getattr(office, step)(Always(what))
    with pytest.raises(AssertionError):
        office.the_list_is_the_dictionary()
    office.room.cleanup()


@pytest.mark.parametrize(
    "broken",
    [
        lambda _words: 1,
        lambda _words: print("\x1b[2J"),
        lambda _words: print("Traceback", file=sys.stderr),
        lambda _words: 2 if Path("ledger.db").write_bytes(b"x") else 0,
        lambda _words: Path("half").touch() or 5,
    ],
    ids=["a defect", "a raw character", "a traceback", "a silent change", "a half file"],
)
def test_the_judge_of_commands_can_say_no(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: Any) -> None:
    desk = Bench.of(tmp_path)
    desk.judge(["stats"])
    monkeypatch.setattr("torture.fuzz.main", lambda words: broken(words) or 0)
    with pytest.raises(AssertionError):
        desk.judge(["stats"])


def test_the_judge_of_these_tests_can_say_no(tmp_path: Path) -> None:
    from powercut.days import prepared

    place = prepared(tmp_path)[0] / "ledger.db"
    assert sound(place)
    assert entries_whole(place)
    with sqlite3.connect(place) as raw:
        raw.execute("UPDATE setting SET value = 'x'")
        head = "bureau, tx, at, clerk, os_user, command, kind"
        raw.execute(f"INSERT INTO tx ({head}) SELECT bureau, tx + 9, at, clerk, os_user, command, 'write' FROM tx")
    raw.close()
    assert not sound(place)
    assert not entries_whole(place)
