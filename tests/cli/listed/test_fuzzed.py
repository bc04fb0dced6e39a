"""What running every command with any words has found: each once more, by itself."""

import errno
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


@pytest.mark.parametrize(
    "error", [OSError(errno.ENOSPC, "x"), OSError(errno.EFBIG, "x"), FileNotFoundError(errno.ENOENT, "No usable temporary directory")]
)
def test_no_room_for_temporary_files_is_no_defect(
    desk: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    def full(*_: object, **__: object) -> None:
        raise error

    (tmp_path / "a.csv").write_text("受理日期,纠纷类别\n2024-11-01,邻里\n", "utf-8")
    monkeypatch.setattr("tempfile.TemporaryFile", full)
    answer = desk("import", str(tmp_path / "a.csv"))
    assert (answer.code, "腾出空间" in answer.err) == (6, True)


@pytest.mark.parametrize("format", ["json", "html", "md", None])
def test_what_turns_text_around_is_shown_wherever_a_report_is_quoted(run: Run, tmp_path: Path, format: str | None) -> None:
    (tmp_path / "t.txt").write_text("受理\u202e1件，其中调解成功2件\x7f。", "utf-8")
    answer = run("report", "lint", str(tmp_path / "t.txt"), *(("--format", format) if format else ()))
    assert answer.code in (0, 4, 7)
    assert not {"\u202e", "\x7f"} & set(answer.out)
