"""A power cut loses nothing that was answered, and the test that says so can tell when one would."""

import random
from pathlib import Path

import pytest

from powercut.build import shim
from powercut.cut import cut, cuts
from powercut.days import UPGRADE, UPKEEP, Day, keyed
from powercut.replay import Call, Content, Disk, applied, torn

needs_shim = pytest.mark.skipif(shim() is None, reason="a C compiler for Linux is not here: no power is cut")
FEW = 400


@needs_shim
def test_process_04_no_cut_loses_what_was_answered(tmp_path: Path) -> None:
    found = cut(tmp_path, most=FEW)
    assert found.states > FEW // 2
    assert found.bad() == 0, found.verdicts


@needs_shim
@pytest.mark.parametrize(
    "pragmas, shows",
    [
        (("synchronous=OFF",), "corrupt"),
        (("journal_mode=WAL", "synchronous=NORMAL"), "lost"),
    ],
)
def test_settings_that_are_known_to_lose_are_caught(tmp_path: Path, pragmas: tuple[str, ...], shows: str) -> None:
    assert shows in cuts(tmp_path, *pragmas, most=FEW)


@needs_shim
@pytest.mark.parametrize("day", [UPKEEP, UPGRADE], ids=lambda day: day.kind)
def test_no_cut_loses_a_closing_a_backup_or_an_upgrade(tmp_path: Path, day: Day) -> None:
    found = cut(tmp_path, day=day, most=FEW)
    assert found.states > FEW // 2
    assert found.bad() == 0, found.verdicts


@needs_shim
@pytest.mark.parametrize("pragmas, fine", [((), True), (("synchronous=OFF",), False)])
def test_no_cut_loses_what_was_answered_of_an_encrypted_ledger(tmp_path: Path, pragmas: tuple[str, ...], fine: bool) -> None:
    pytest.importorskip("sqlcipher3", reason="sqlcipher3 is not here (extra cipher)")
    with keyed(tmp_path):
        found = cut(tmp_path, *pragmas, most=FEW // 2)
    assert found.states > FEW // 4
    assert (found.bad() == 0) is fine, found.verdicts


def test_a_file_follows_its_calls() -> None:
    def write(at: int, data: bytes) -> Call:
        return Call("w", "f", at, data)

    assert applied(b"abc", [write(2, b"XY"), Call("t", "f", 3, b""), write(5, b"Z")]) == b"abX\0\0Z"
    disk = Disk({"f": (content := Content(b"abc"))}, {"f": content})
    disk.take(write(0, b"X"))
    assert [state["f"] for state in disk.states(random.Random(1))][:2] == [b"Xbc", b"abc"]
    disk.take(Call("s", "f", 0, b""))
    assert [state["f"] for state in disk.states(random.Random(1))] == [b"Xbc"]


def test_a_name_is_durable_once_its_folder_was_synced() -> None:
    disk = Disk()
    disk.take(Call("c", "j", 0, b""))
    assert [sorted(state) for state in disk.states(random.Random(1))][:2] == [["j"], []]
    disk.take(Call("s", ".", 0, b""))
    disk.take(Call("u", "j", 0, b""))
    assert [sorted(state) for state in disk.states(random.Random(1))][:2] == [[], ["j"]]


def test_a_torn_write_keeps_whole_sectors() -> None:
    call = Call("w", "f", 0, b"x" * 4096)
    lengths = {len(torn(call, random.Random(seed)).data) for seed in range(40)}
    assert {0, 512, 4096} <= lengths
    assert all(length % 512 == 0 for length in lengths)
