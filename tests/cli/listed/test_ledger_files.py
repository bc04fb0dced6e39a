"""Files that are no ledger, or not today's, or not whole: each refused in one sentence and left as it was."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from desk import TODAY, Run
from xcli.ledger import engine
from xcli.ledger.schema import create

ADD = ("dispute", "add", "--accepted-on", TODAY, "--category", "邻里", "--party", "申请人=张三")


def script(path: Path, *statements: str) -> None:
    with sqlite3.connect(path) as raw:
        for statement in statements:
            raw.execute(statement)
    raw.close()


def another_program(path: Path) -> None:
    script(path, "CREATE TABLE cases (id)", "PRAGMA user_version = 7")


def older(path: Path) -> None:
    create(str(path), "630122", to="0001")


def half_upgraded(path: Path) -> None:
    create(str(path), "630122")
    script(path, "PRAGMA user_version = 2")


def newer(path: Path) -> None:
    create(str(path), "630122")
    script(path, "PRAGMA user_version = 9999", "UPDATE alembic_version SET version_num = '9999'")


FILES = {
    "db-file-02": (lambda path: path.touch(), "不是 xcli 的台账"),
    "db-file-03": (lambda path: path.write_text("<html><table>"), "不是 xcli 的台账"),
    "db-file-04": (another_program, "不是 xcli 的台账"),
    "db-file-06": (older, "xcli db upgrade"),
    "db-file-07": (half_upgraded, "xcli restore"),
    "newer": (newer, "请升级 xcli"),
}


@pytest.mark.parametrize("listed", FILES)
@pytest.mark.parametrize("command", [("dispute", "list"), ADD, ("stats",), ("db", "verify"), ("undo",), ("backup",)])
def test_what_is_not_todays_ledger_is_refused_and_not_touched(
    desk: Run, tmp_path: Path, listed: str, command: tuple[str, ...]
) -> None:
    make, says = FILES[listed]
    path = tmp_path / "other.db"
    make(path)
    before = path.read_bytes()
    answer = desk(*command, "--db", str(path))
    assert answer.code == 6
    assert says in answer.err
    assert path.read_bytes() == before


def test_db_file_08_a_read_only_ledger_can_be_read(desk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs as root may write anyway: SQLite is made to refuse as it refuses everybody else."""

    def refusing(connection: Any, _path: Path) -> None:
        for statement in ("BEGIN", "PRAGMA query_only=ON"):
            connection.exec_driver_sql(statement)

    place = Path(os.environ["XCLI_DB"])
    assert desk(*ADD).code == 0
    place.chmod(0o400)
    monkeypatch.setattr(engine, "_take_lock", refusing)
    assert "张三" in desk("dispute", "list").out
    answer = desk(*ADD, "--force")
    assert answer.code == 6
    assert "只读" in answer.err


def test_db_file_13_a_truncated_ledger_is_found_and_a_backup_named(two_cases: Run) -> None:
    place = Path(os.environ["XCLI_DB"])
    whole = place.read_bytes()
    for kept in (5000, len(whole) // 3, len(whole) - 4096, len(whole) - 100):
        place.write_bytes(whole[:kept])
        answer = two_cases("db", "verify")
        assert answer.code in (6, 7)
        assert "备份" in answer.err


def test_db_file_16_a_plain_copy_made_while_someone_writes_is_refused_when_broken(two_cases: Run, tmp_path: Path) -> None:
    place = Path(os.environ["XCLI_DB"])
    before = place.read_bytes()
    assert two_cases("dispute", "add", "--accepted-on", TODAY, "--category", "合同", "--summary", "借款" * 900).code == 0
    after = place.read_bytes()
    torn = tmp_path / "copy.db"
    torn.write_bytes(before[:4096] + after[4096:])
    answer = two_cases("restore", str(torn), "--force")
    assert answer.code == 6
    assert "核对不通过" in answer.err
    assert place.read_bytes() == after


def test_db_file_17_a_second_name_is_refused_a_symbolic_link_followed(two_cases: Run, tmp_path: Path) -> None:
    place = Path(os.environ["XCLI_DB"])
    link = tmp_path / "link.db"
    link.symlink_to(place)
    assert "张三" in two_cases("dispute", "list", "--db", str(link)).out
    os.link(place, tmp_path / "twin.db")
    answer = two_cases("dispute", "list")
    assert (answer.code, "硬链接" in answer.err) == (6, True)


def test_db_file_25_a_row_edited_with_another_program_is_found(two_cases: Run) -> None:
    script(Path(os.environ["XCLI_DB"]), "UPDATE dispute SET amount = amount + 1 WHERE amount IS NOT NULL")
    answer = two_cases("db", "verify")
    assert answer.code == 7
    assert "dispute #" in answer.out


def test_path_18_a_synchronised_folder_is_a_warning_and_no_place_for_a_new_ledger(desk: Run, tmp_path: Path) -> None:
    folder = tmp_path / "OneDrive - 湟中区"
    folder.mkdir()
    place = str(shutil.copy(os.environ["XCLI_DB"], folder / "ledger.db"))
    answer = desk(*ADD, "--db", place)
    assert answer.code == 0
    assert "同步文件夹（OneDrive - 湟中区）" in answer.err
    new = desk("init", "--bureau", "630122", "--name", "湟中区司法局", "--db", str(folder / "new.db"))
    assert new.code == 6
    assert [path.name for path in folder.iterdir()] == ["ledger.db"]


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "9p", "fuse.sshfs", "remote"])
def test_a_network_share_can_be_read_but_not_written(two_cases: Run, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setattr(engine, "disk_kind", lambda _path: kind)
    assert "张三" in two_cases("dispute", "list").out
    answer = two_cases(*ADD)
    assert answer.code == 6
    assert kind in answer.err
    assert "PostgreSQL" in answer.err
    assert "1 件" not in two_cases("dispute", "list", "--from", TODAY).out


def test_the_kind_of_disk_is_read_off_the_system(tmp_path: Path) -> None:
    if not Path("/proc/self/mountinfo").exists():
        pytest.skip("the list of mounts is not here")
    assert engine.disk_kind(tmp_path / "ledger.db")
    assert engine.disk_kind(Path("/proc/ledger.db")) == "proc"


HOLD = """
import sqlite3, sys, time
conn = sqlite3.connect(sys.argv[1], isolation_level=None)
conn.execute("BEGIN IMMEDIATE")
print("held", flush=True)
time.sleep(float(sys.argv[2]))
conn.execute("COMMIT")
"""


def held(place: str, seconds: float) -> subprocess.Popen[bytes]:
    other = subprocess.Popen([sys.executable, "-c", HOLD, place, str(seconds)], stdout=subprocess.PIPE)
    assert other.stdout
    other.stdout.readline()
    return other


def test_whoever_waits_is_told_after_a_moment_and_goes_on(desk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "NOTICE_SECONDS", 0.1)
    with held(os.environ["XCLI_DB"], 0.6):
        answer = desk(*ADD)
    assert answer.code == 0
    assert "等候中" in answer.err


def test_whoever_waits_too_long_is_told_who_holds_the_ledger(desk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XCLI_WAIT", "1")
    with held(os.environ["XCLI_DB"], 30) as other:
        began = time.monotonic()
        answer = desk(*ADD)
        other.kill()
    assert answer.code == 6
    assert time.monotonic() - began < 20
    assert "等了 1 秒" in answer.err
    if Path("/proc/locks").exists():
        assert str(other.pid) in answer.err


def test_clock_02_a_clock_that_jumped_is_said_once(desk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from xcli.ledger import journal

    class Later(journal.datetime):  # type: ignore[misc]
        @classmethod
        def now(cls, tz: object = None) -> "Later":
            return super().now(tz) + journal.timedelta(days=400)  # type: ignore[no-any-return, arg-type]

    monkeypatch.setattr(journal, "datetime", Later)
    first, second = desk(*ADD), desk(*ADD, "--force")
    assert (first.code, second.code) == (0, 0)
    assert "400 天" in first.err
    assert "天，请核对" not in second.err
