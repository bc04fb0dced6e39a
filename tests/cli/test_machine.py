"""A machine that refuses: no rights, no room, no memory, settings in pieces. One sentence, never a defect."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desk import Run
from xcli.cli import boundary

ADD = ("dispute", "add", "--category", "邻里", "--accepted-on", "2024-11-20")
INIT = ("init", "--bureau", "630122", "--name", "湟中区司法局", "--clerk", "王芳")


def _settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    folder = tmp_path / "set" / "xcli"
    folder.mkdir(parents=True)
    (folder / "settings.toml").write_bytes(content)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "set"))


@pytest.mark.parametrize("command", [("dispute", "list"), ADD, ("clerk", "use", "王芳"), ("--version",), ("--help",)])
def test_settings_in_pieces(
    desk: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    _settings(tmp_path, monkeypatch, b'clerk = "\xff')
    monkeypatch.delenv("XCLI_LANG", raising=False)
    answer = desk(*command)
    assert answer.code == 6
    assert "settings.toml" in answer.err
    assert "clerk use" in answer.err


@pytest.mark.parametrize("home", ["/proc", "/dev/null"])
@pytest.mark.skipif(not Path("/proc/self").exists(), reason="places that refuse are Linux's")
def test_init_where_nothing_can_be_written(run: Run, monkeypatch: pytest.MonkeyPatch, home: str) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", home)
    answer = run(*INIT)
    assert answer.code == 6
    assert home in answer.err


def test_init_says_what_it_could_not_remember(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", "/dev/null")
    place = tmp_path / "my.db"
    answer = run(*INIT, "--db", str(place))
    assert answer.code == 0
    assert "XCLI_CLERK" in answer.err
    assert "已新建" in answer.out
    assert run("dispute", "list", "--db", str(place)).code == 0


def test_a_ledger_in_a_folder_that_may_not_be_looked_into(
    desk: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = str(tmp_path / "locked" / "ledger.db")
    looked = Path.is_file

    def refuse(path: Path) -> bool:
        if str(path) == locked:
            raise PermissionError(errno.EACCES, "Permission denied", locked)
        return looked(path)

    monkeypatch.setattr(Path, "is_file", refuse)
    answer = desk("dispute", "list", "--db", locked)
    assert answer.code == 6
    assert "没有权限" in answer.err
    assert locked in answer.err


@pytest.mark.parametrize(
    "error, says",
    [
        (MemoryError(), "内存不足"),
        (OSError(errno.EMFILE, "Too many open files"), "打开的文件太多"),
        (OSError(errno.EIO, "Input/output error", "x.db"), "x.db"),
        (OSError(errno.EROFS, "Read-only file system", "x.db"), "只读"),
    ],
)
def test_what_the_machine_refuses_is_no_defect(
    desk: Run, monkeypatch: pytest.MonkeyPatch, error: Exception, says: str
) -> None:
    def fail(_rest: list[str]) -> int:
        raise error

    monkeypatch.setattr(boundary, "_run", fail)
    answer = desk("dispute", "list")
    assert answer.code == 6
    assert says in answer.err


def test_few_files_may_be_open(desk: Run, tmp_path: Path) -> None:
    """A workbook is read by a child, which needs pipes: where there are none left, that is said."""
    from resource import RLIMIT_NOFILE, setrlimit

    sheet = tmp_path / "t.xlsx"
    assert desk("template", "dispute", "--to", str(sheet)).code == 0
    done = subprocess.run(
        [sys.executable, "-m", "xcli", "import", str(sheet), "--dry-run"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | {"XCLI_LANG": "zh"},
        preexec_fn=lambda: setrlimit(RLIMIT_NOFILE, (7, 7)),
        check=False,
    )
    assert (done.returncode, "打开的文件太多" in done.stderr) == (6, True), done.stderr


def test_a_bureau_that_the_ledger_does_not_hold(desk: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (tmp_path / "ledger.db").read_bytes()
    monkeypatch.setenv("XCLI_BUREAU", "999999")
    answer = desk(*ADD)
    assert answer.code == 6
    assert "630122" in answer.err
    assert (tmp_path / "ledger.db").read_bytes() == before


@pytest.mark.parametrize("wait", ["9" * 30, "0", "99999999999", "-1", "1e9"])
def test_any_patience_is_one_that_sqlite_can_count(desk: Run, monkeypatch: pytest.MonkeyPatch, wait: str) -> None:
    monkeypatch.setenv("XCLI_WAIT", wait)
    assert desk(*ADD).code == 0


def test_a_clerk_of_spaces_is_nobody(desk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XCLI_CLERK", "  ")
    assert "clerk use" in desk(*ADD).err


def test_a_full_output_says_that_what_was_saved_stays(desk: Run) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("only Linux has a device that is always full")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "xcli", *ADD],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=os.environ | {"XCLI_LANG": "zh"},
            check=False,
        )
    assert done.returncode == 6
    assert "已保存的不受影响" in done.stderr
    assert "邻里" in desk("dispute", "list").out


@pytest.mark.parametrize(
    "words",
    [("db", "verify", "--codes"), ("backup", "--encrypt", "--password-file"), ("restore", "x.db", "--password-file")],
)
def test_a_device_or_a_pipe_is_no_small_file(desk: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    os.mkfifo(tmp_path / "pipe")
    for place in (str(tmp_path / "pipe"), "/dev/zero"):
        assert desk(*words, place).code == 3


def test_a_key_file_without_end(desk: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("sqlcipher3")
    monkeypatch.setenv("XCLI_KEY_FILE", "/dev/zero")
    assert desk(*INIT, "--cipher", "--db", str(tmp_path / "c.db")).code == 6


def test_no_codes_are_not_codes_that_fit(desk: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").write_text("\n\n", "utf-8")
    answer = desk("db", "verify", "--codes", str(tmp_path / "empty"))
    assert answer.code == 3
    assert "没有校验码" in answer.err


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n" * 9, "会议记录\n".encode(), b"x" * 2_000_000])
def test_a_code_is_not_added_to_something_else(desk: Run, tmp_path: Path, content: bytes) -> None:
    other = tmp_path / "other"
    other.write_bytes(content)
    answer = desk("db", "seal", "--to", str(other))
    assert answer.code == 2
    assert other.read_bytes() == content
