"""What running every command with any words has found: each once more, by itself."""

import os
from pathlib import Path

import pytest

from desk import Run

LONG = "a" * 300
FOUND = (
    (["import", ""], 2),
    (["import", LONG], 4),
    (["audit", "sheets", "import", LONG], 4),
    (["audit", "list", "--score", "90"], 0),
    (["audit", "list", "--score", "90..100"], 0),
    (["audit", "list", "--score", "x"], 2),
    (["dispute", "list", "--to", f"{LONG}.csv"], 6),
    (["dispute", "list", "--to", "x.docx", "--reveal", "核对"], 2),
    (["dispute", "list", "--to", "taken.csv", "--reveal", "核对"], 5),
    (["dispute", "list", "--format", "yaml", "--reveal", "核对"], 2),
    (["dispute", "list", "--to", "none/x.csv", "--reveal", "核对"], 3),
)


@pytest.mark.parametrize("words, code", FOUND)
def test_what_was_found_is_a_sentence_and_changes_nothing(
    two_cases: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], code: int
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "taken.csv").touch()
    before = Path(os.environ["XCLI_DB"]).read_bytes()
    answer = two_cases(*words)
    assert answer.code == code, answer.err
    assert Path(os.environ["XCLI_DB"]).read_bytes() == before
