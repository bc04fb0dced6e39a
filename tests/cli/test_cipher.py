"""An encrypted ledger works as any other, holds nothing in the clear, and opens with its key only."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from desk import TODAY, Answer, Run
from torture.fuzz import leaves
from torture.leaks import NOT_RUN, WORDS, planted
from xcli.cli.app import app
from xcli.domain.pages import lines
from xcli.ledger.backup import back_up
from xcli.ledger.file import connect
from xcli.ledger.journal import Act
from xcli.ledger.ledger import open_ledger

INIT = ("init", "--bureau", "630122", "--name", "湟中区司法局", "--clerk", "王芳")
NAME, SECRET = "赵小鸟", "桃花源密约"
SHEET = f"案号,受理日期,纠纷类别,申请人,简要情况\n湟试〔2024〕8号,2024-11-01,邻里,{NAME},{SECRET}\n"
ADD = ("dispute", "add", "--accepted-on", TODAY, "--category", "邻里")


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Name the place of a ledger in a folder of its own."""
    (tmp_path / "data").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XCLI_DB", str(tmp_path / "data" / "ledger.db"))
    return tmp_path / "data" / "ledger.db"


@pytest.fixture
def key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Name the key file, which does not exist yet."""
    monkeypatch.setenv("XCLI_KEY_FILE", str(tmp_path / "stick.key"))
    return tmp_path / "stick.key"


@pytest.fixture
def locked(run: Run, ledger: Path, key: Path, tmp_path: Path) -> Run:
    """Make an encrypted ledger with a private name in it."""
    pytest.importorskip("sqlcipher3", reason="sqlcipher3 is not here (extra cipher)")
    assert run(*INIT, "--cipher").code == 0
    (tmp_path / "sent.csv").write_text(SHEET, "utf-8")
    assert run("import", "sent.csv").code == 0
    (tmp_path / "sent.csv").unlink()
    return run


def clear(folder: Path) -> list[str]:
    """Return the files that hold a private word, or that SQLite itself can read."""
    marks = (NAME.encode(), SECRET.encode(), "湟中区".encode(), b"SQLite format 3")
    return [path.name for path in folder.rglob("*") if path.is_file() and any(mark in path.read_bytes() for mark in marks)]


def refused(answer: Answer, code: int, word: str) -> None:
    """Hold that a command ended with this code and one sentence."""
    assert answer.code == code, answer.err
    assert word in answer.err
    assert answer.err.count("错误") == 1
    assert answer.out == ""


def test_every_kind_of_work_is_done_and_nothing_stands_in_the_clear(locked: Run, ledger: Path) -> None:
    assert locked(*ADD, "--party", f"申请人={NAME}").code == 0
    assert NAME in locked("dispute", "list").out
    assert NAME in locked("find", NAME).out
    assert "受理矛盾纠纷" in locked("stats", "dispute", "--month", "2024-11").out
    assert locked("why", "dispute.accepted", "--month", "2024-11").code == 0
    assert locked("dispute", "close", "1", "--outcome", "settled", "--mediated-on", TODAY).code == 0
    assert locked("undo").code == 0
    assert "完好" in locked("db", "verify").err
    assert "加密" in locked("db", "info").out
    assert locked("backup").code == 0
    assert clear(ledger.parent) == []
    assert {path.suffix for path in ledger.parent.rglob("*") if path.is_file()} == {".db"}


@pytest.mark.skipif(os.environ.get("XCLI_TEST_ALL") != "1", reason="every command again; dev.py test --all")
def test_every_command_there_is_runs_on_an_encrypted_ledger(locked: Run, ledger: Path) -> None:
    with open_ledger(str(ledger)).writing(Act("王芳", "import")) as writer:
        for page in lines().values():
            writer.add(page, planted(page, 1))
    for path, command in leaves(get_command(app)):
        if path not in NOT_RUN:
            words = [word for p in command.params if p.param_type_name == "argument" for word in WORDS.get(p.name, [])]
            answer = locked(*path, *words)
            assert answer.code not in {1, 6}, (path, answer.err)
    assert clear(ledger.parent) == []


def test_the_search_for_clear_words_is_not_blind(run: Run, ledger: Path) -> None:
    assert run(*INIT).code == 0
    assert run(*ADD, "--party", f"申请人={NAME}").code == 0
    assert clear(ledger.parent) == ["ledger.db"]


def test_the_key_is_private_new_each_time_and_told_to_be_kept(run: Run, ledger: Path, key: Path) -> None:
    pytest.importorskip("sqlcipher3", reason="sqlcipher3 is not here (extra cipher)")
    made = run(*INIT, "--cipher")
    assert str(key) in made.err
    assert key.stat().st_mode & 0o077 == 0
    first = key.read_text()
    assert len(first) == 65
    assert first.strip() not in made.out + made.err
    key.unlink()
    ledger.unlink()
    run(*INIT, "--cipher")
    assert key.read_text() != first


@pytest.mark.parametrize("command", [ADD, ("dispute", "list"), ("db", "verify"), ("backup",), ("db", "upgrade"), ("undo",)])
def test_without_the_right_key_nothing_is_read_or_written(
    locked: Run, ledger: Path, key: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = ledger.read_bytes()
    key.write_text("ab" * 32)
    refused(locked(*command), 6, "密钥")
    key.write_text("not a key")
    refused(locked(*command), 6, str(key))
    key.unlink()
    refused(locked(*command), 6, str(key))
    monkeypatch.delenv("XCLI_KEY_FILE")
    (Path.home() / ".config").rename(Path.home() / "elsewhere") if (Path.home() / ".config").exists() else None
    monkeypatch.setenv("XDG_CONFIG_HOME", str(ledger.parent / "none"))
    monkeypatch.setenv("XCLI_CLERK", "王芳")
    refused(locked(*command), 6, "XCLI_KEY_FILE")
    assert ledger.read_bytes() == before


def test_a_backup_stays_encrypted_and_is_restored(locked: Run, ledger: Path, key: Path) -> None:
    assert locked("backup").code == 0
    copy = next((ledger.parent / "backups").iterdir())
    assert locked(*ADD, "--party", "申请人=钱七").code == 0
    assert locked("restore", str(copy), "--force").code == 0
    assert "钱七" not in locked("dispute", "list").out
    assert NAME in locked("dispute", "list").out
    assert locked("db", "verify").code == 0
    assert clear(ledger.parent) == []
    right = key.read_text()
    key.write_text("ab" * 32)
    refused(locked("backup", "check"), 6, "密钥")
    refused(locked("restore", str(copy), "--force"), 6, "密钥")
    key.write_text(right)
    assert locked("backup", "check").code == 0


@pytest.mark.parametrize("sealed", [True, False])
def test_a_backup_under_the_lock_does_not_drop_it(locked: Run, ledger: Path, sealed: bool) -> None:
    """A desk with a key looks into every file once to see which it is, and never while it is written."""
    place = str(ledger if sealed else ledger.with_name("plain.db"))
    if not sealed:
        assert locked(*INIT, "--db", place).code == 0
    with open_ledger(place).writing(Act("王芳", "office add")):
        back_up(place)
        other = [sys.executable, "-m", "xcli", "office", "add", "乙所", "--db", place, "--clerk", "李四"]
        told = {**os.environ, "XCLI_WAIT": "0", "PYTHONPATH": os.pathsep.join(sys.path)}
        done = subprocess.run(other, env=told, capture_output=True, text=True, encoding="utf-8", check=False)
        assert (done.returncode, "乙所" in done.stdout) == (6, False), done.stdout + done.stderr


def test_a_second_encryption_is_refused(locked: Run, tmp_path: Path) -> None:
    (tmp_path / "word").write_text("蓝天")
    refused(locked("backup", "--password-file", "word"), 2, "--encrypt")


def test_a_plain_ledger_is_put_under_the_key_by_restoring_it(locked: Run, ledger: Path, tmp_path: Path) -> None:
    """In the clear it would lie there without anybody noticing."""
    plain = ("--db", "plain.db")
    assert locked(*INIT, *plain).code == 0
    assert locked(*ADD, "--party", f"申请人={NAME}", *plain).code == 0
    assert locked(*ADD, "--summary", SECRET, *plain).code == 0
    assert locked("dispute", "close", "1", "--outcome", "settled", "--mediated-on", TODAY, *plain).code == 0
    assert locked("undo", *plain).code == 0
    of = ("--db", str(ledger))
    refused(locked("restore", "plain.db", *of), 5, "另一本台账")
    assert locked("restore", "plain.db", "--force", *of).code == 0
    assert clear(ledger.parent) == []
    assert locked("dispute", "list", *of).out == locked("dispute", "list", *plain).out
    assert locked("db", "verify", *of).code == 0
    schemas = [connect(place, "ro").execute("SELECT type, name, sql FROM sqlite_schema ORDER BY 1, 2").fetchall() for place in (ledger, Path("plain.db"))]
    assert schemas[0] == schemas[1], "tables, indexes and every trigger that guards them"


def test_one_changed_byte_is_found(locked: Run, ledger: Path) -> None:
    data = bytearray(ledger.read_bytes())
    data[len(data) // 2] ^= 1
    ledger.write_bytes(data)
    assert locked("db", "verify").code in {6, 7}


def test_no_output_is_written_over_an_encrypted_ledger(locked: Run, ledger: Path) -> None:
    ledger.rename(ledger.with_suffix(".csv"))
    before = ledger.with_suffix(".csv").read_bytes()
    words = ("dispute", "list", "--to", str(ledger.with_suffix(".csv")), "--force")
    assert locked(*words, "--db", str(ledger.with_suffix(".csv"))).code == 2
    assert ledger.with_suffix(".csv").read_bytes() == before


def test_an_older_encrypted_ledger_is_upgraded_behind_an_encrypted_backup(locked: Run, ledger: Path) -> None:
    from xcli.ledger.schema import create

    ledger.unlink()
    create(str(ledger), "630122", "0002", encrypted=True)
    assert locked("db", "upgrade").code == 0
    assert len(list((ledger.parent / "backups").iterdir())) == 1
    assert clear(ledger.parent) == []
    assert locked("db", "verify").code == 0


def test_without_the_package_nothing_is_made(run: Run, ledger: Path, key: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    monkeypatch.setitem(sys.modules, "sqlcipher3.dbapi2", None)
    refused(run(*INIT, "--cipher"), 6, "xcli[cipher]")
    assert not ledger.exists()
    assert not key.exists()


def test_a_plain_ledger_needs_no_key_and_no_package(run: Run, ledger: Path, key: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    assert run(*INIT).code == 0
    assert run("dispute", "list").code == 0
    assert sqlite3.connect(ledger).execute("SELECT count(*) FROM tx").fetchone()[0] > 0
