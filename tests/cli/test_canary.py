"""What is private leaves only on purpose: every command is run on planted data, and everything written is searched."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from desk import TODAY, Answer, Run
from torture.leaks import CANARIES, NAME, NUMBER, SECRET, Searched, leaks, plant, said, search
from xcli.domain.pages import lines

LONG = 60


@pytest.fixture
def sheet(desk: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Plant records in the ledger, and write a sheet with more."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", None)
    plant(Path(os.environ["XCLI_DB"]), tmp_path / "sent.csv")
    return desk


def test_no_command_tells_what_it_should_not(sheet: Run, tmp_path: Path) -> None:
    found = search(sheet, tmp_path)
    assert found.hits == []
    assert found.commands > LONG
    assert found.files


@pytest.mark.parametrize(
    "shown, hits",
    [(NUMBER, 1), (SECRET, 1), (NAME, 1), ("张某", 0)],
)
def test_the_search_of_answers_finds_a_leak(tmp_path: Path, shown: str, hits: int) -> None:
    searched = Searched()
    searched.see(("dispute", "list"), ["--format", "json"], Answer(0, shown, ""))
    assert len(searched.hits) == hits


def test_the_search_finds_a_leak(sheet: Run, tmp_path: Path) -> None:
    """What is revealed on purpose is found: the search is not blind."""
    for name in ("a.csv", "a.xlsx", "a.json"):
        assert sheet("dispute", "list", "--to", name, "--reveal", "核对").code == 0
    found = leaks(tmp_path)
    assert {name for name, _ in found} == {"a.csv", "a.xlsx", "a.json"}
    assert {mark for _, mark in found} == set(CANARIES)


def test_an_import_that_fails_names_places_and_no_values(sheet: Run, tmp_path: Path) -> None:
    answer = sheet("import", "sent.csv")
    assert answer.code == 4
    assert not [mark for mark in CANARIES if mark in said(answer)]
    answer = sheet("import", "sent.csv", "--accept-good", "--json")
    assert json.loads(answer.out.splitlines()[-1])["inserted"] == 1
    assert not [mark for mark in CANARIES if mark in said(answer)]
    assert (tmp_path / "sent_待改.xlsx").stat().st_mode & 0o077 == 0


def test_an_encrypted_backup_leaves_nothing_in_the_clear(sheet: Run, tmp_path: Path) -> None:
    pytest.importorskip("pyrage", reason="pyrage is not here (extra secure)")
    (tmp_path / "key").write_text("蓝天")
    assert sheet("backup", "--to", "usb", "--password-file", "key").code == 0
    assert leaks(tmp_path) == []


def test_secrets_have_no_option(sheet: Run) -> None:
    for page in lines().values():
        refused = sheet(page.name, "add", "--help").out
        assert "--id-no" not in refused
        assert "--phone" not in refused
    answer = sheet("dispute", "add", "--accepted-on", TODAY, "--category", "邻里", "--party", f"申请人=甲,证件号码={NUMBER}")
    assert (answer.code, NUMBER in answer.err) == (2, False)


def test_a_process_that_dies_writes_no_core(sheet: Run) -> None:
    """Memory holds what the ledger holds."""
    code = "import resource; from xcli.cli import main; main(['--version']); print(resource.getrlimit(resource.RLIMIT_CORE)[0])"
    limits = resource.getrlimit(resource.RLIMIT_CORE)
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (limits[1], limits[1])),
    )
    assert done.stdout.split()[-1] == "0"
