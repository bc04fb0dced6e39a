"""A backup is proven when it is made; going back to one loses nothing; what is damaged is refused."""

import os
import shutil
import sqlite3
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from histories import state
from xcli.domain.keeping import Office
from xcli.domain.pages.dispute import Dispute
from xcli.ledger.age import NoAge, PasswordNeeded, WrongPassword
from xcli.ledger.backup import (
    BackupBad,
    BackupNotMade,
    Copy,
    ServerBackup,
    Stored,
    back_up,
    backups_of,
    examine,
    stored,
)
from xcli.ledger.journal import DESK_BITS, Act
from xcli.ledger.keep import BadKeep, Keep, superfluous
from xcli.ledger.ledger import Ledger, Replaced, open_ledger
from xcli.ledger.restore import AnotherLedger, EntriesWouldGo, NoSuchBackup, OverItself, restore
from xcli.ledger.schema import Newer, create
from xcli.ledger.verify import verify

BACK = Act("王芳", "restore", kind="restore")


def dump(path: Path) -> list[str]:
    """Return everything a ledger's file says, row by row."""
    with sqlite3.connect(path) as conn:
        lines = list(conn.iterdump())
    conn.close()
    return lines


def write(ledger: Ledger, title: str = "多巴司法所") -> int:
    with ledger.writing(Act("王芳", "office add")) as writer:
        return writer.add(Office, {"title": title})


@pytest.fixture
def written(file_ledger: Ledger) -> Ledger:
    """Give a ledger with a case and a few entries."""
    with file_ledger.writing(Act("王芳", "dispute add")) as writer:
        party = [{"role": "applicant", "person": "张三", "phone": "13800138000"}]
        writer.add(Dispute, {"accepted_on": datetime(2024, 3, 5).date(), "category": "land", "party": party})
    write(file_ledger)
    return file_ledger


def test_a_backup_says_what_the_ledger_says_and_is_private(written: Ledger) -> None:
    copy = back_up(written.place)
    assert dump(copy.path) == dump(Path(written.place))
    assert copy.path.stat().st_mode & 0o777 == 0o600
    assert (copy.entries, copy.head) == (2, written.head)
    assert copy.path.parent == backups_of(written.place)
    assert [p.name for p in copy.path.parent.iterdir()] == [copy.path.name]


def test_two_backups_in_a_second_are_two_files(written: Ledger) -> None:
    assert len({back_up(written.place).path for _ in range(3)}) == 3
    assert len(stored(backups_of(written.place), Path(written.place).stem)) == 3


WRITER = """
import sys
from xcli.domain.keeping import Office
from xcli.ledger.journal import Act
from xcli.ledger.ledger import open_ledger
ledger = open_ledger(sys.argv[1])
n = 0
while True:
    n += 1
    with ledger.writing(Act("李明", "office add")) as writer:
        writer.add(Office, {"title": f"第{n}司法所"})
    print(n, flush=True)
"""


def test_a_backup_is_whole_while_another_process_writes(written: Ledger) -> None:
    with subprocess.Popen([sys.executable, "-c", WRITER, written.place], stdout=subprocess.PIPE) as other:
        try:
            assert other.stdout
            other.stdout.readline()
            copies = [back_up(written.place) for _ in range(3)]
        finally:
            other.kill()
    assert sorted({copy.entries for copy in copies}) == [copy.entries for copy in copies]
    for copy in copies:
        assert examine(copy.path) == copy


def test_a_copy_with_fewer_rows_is_not_called_a_backup(written: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    from xcli.ledger import backup

    honest = backup._summary
    monkeypatch.setattr(backup, "_summary", lambda conn: [*honest(conn), (id(conn),)])
    with pytest.raises(BackupBad):
        back_up(written.place)
    assert not list(backups_of(written.place).iterdir())


def test_a_full_disk_leaves_no_file_behind(written: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    from xcli.ledger import backup

    def full(_path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "_sync", full)
    with pytest.raises(BackupNotMade, match="磁盘空间不足"):
        back_up(written.place)
    assert not list(backups_of(written.place).iterdir())


def test_what_a_killed_process_left_is_swept_after_an_hour(written: Ledger) -> None:
    folder = backups_of(written.place)
    folder.mkdir()
    old, young = folder / ".xcli-backup-old", folder / ".xcli-backup-young"
    for left in (old, young):
        left.touch()
    os.utime(old, (0, 0))
    back_up(written.place)
    assert (old.exists(), young.exists()) == (False, True)


def test_a_server_has_its_own_ways() -> None:
    with pytest.raises(ServerBackup):
        backups_of("postgresql://xcli@127.0.0.1/x")


def damage(path: Path, kind: str) -> None:
    data = bytearray(path.read_bytes())
    if kind == "truncated":
        del data[len(data) // 2 :]
    elif kind == "page":
        data[4096:8192] = os.urandom(4096)
    elif kind == "empty":
        data.clear()
    elif kind == "text":
        data[:] = b"not a ledger\n"
    path.write_bytes(bytes(data))
    if kind == "row":
        with sqlite3.connect(path) as conn:
            conn.execute("UPDATE dispute SET category = 'other'")
        conn.close()
    if kind == "reference":
        with sqlite3.connect(path) as conn:
            conn.execute("UPDATE dispute SET office = 77")
        conn.close()


@pytest.mark.parametrize("kind", ["truncated", "page", "empty", "text", "row", "reference"])
def test_a_damaged_backup_is_refused_and_the_ledger_stays(written: Ledger, kind: str) -> None:
    copy = back_up(written.place)
    damage(copy.path, kind)
    before = Path(written.place).read_bytes()
    with pytest.raises(BackupBad):
        examine(copy.path)
    with pytest.raises(BackupBad):
        restore(written.place, copy.path, BACK, force=True)
    assert Path(written.place).read_bytes() == before
    assert not list(Path(written.place).parent.glob(".xcli-*"))


def test_restoring_brings_back_what_was_and_keeps_what_is_replaced(written: Ledger) -> None:
    copy = back_up(written.place)
    earlier = state(written)
    office = write(written, "共和司法所")
    later = dump(Path(written.place))
    with pytest.raises(EntriesWouldGo, match="之后的 1 笔"):
        restore(written.place, copy.path, BACK)
    done = restore(written.place, copy.path, BACK, force=True)
    assert (done.gone, done.copy.entries) == (1, 2)
    assert done.kept is not None
    assert dump(done.kept) == later
    again = open_ledger(written.place)
    assert state(again) == earlier
    with again.reading() as conn:
        assert not verify(conn, again.bureau).found
    assert write(again, "共和司法所") >> DESK_BITS != office >> DESK_BITS
    assert Path(written.place).stat().st_mode & 0o777 == 0o600


def test_a_damaged_ledger_is_kept_as_it_is(written: Ledger) -> None:
    copy = back_up(written.place)
    path = Path(written.place)
    path.write_bytes(b"\x00" * 9000)
    path.with_name(f"{path.name}-journal").write_bytes(b"left over")
    done = restore(written.place, copy.path, BACK)
    assert done.kept is not None
    assert done.kept.read_bytes() == b"\x00" * 9000
    assert not path.with_name(f"{path.name}-journal").exists()
    assert len(state(open_ledger(written.place))) == 1


def test_a_missing_ledger_is_restored(written: Ledger) -> None:
    copy = back_up(written.place)
    Path(written.place).unlink()
    done = restore(written.place, copy.path, BACK)
    assert done.kept is None
    assert len(state(open_ledger(written.place))) == 1


def test_what_must_not_be_restored(written: Ledger, tmp_path: Path) -> None:
    other = str(tmp_path / "other.db")
    create(other, "630123")
    for source, refusal in (
        (back_up(other).path, AnotherLedger),
        (Path(written.place), OverItself),
        (tmp_path / "none.db", NoSuchBackup),
    ):
        with pytest.raises(refusal):
            restore(written.place, source, BACK)
    newer = Path(shutil.copy(written.place, tmp_path / "newer.db"))
    with sqlite3.connect(newer) as conn:
        conn.execute("UPDATE alembic_version SET version_num = '9999'")
    conn.close()
    with pytest.raises(Newer):
        restore(written.place, newer, BACK, force=True)


def test_nobody_writes_to_a_file_that_was_replaced(written: Ledger) -> None:
    copy = back_up(written.place)

    def slowly() -> None:
        with written.writing(Act("李明", "office add")) as writer:
            writer.add(Office, {"title": "李家山司法所"})
            shutil.copy(copy.path, f"{written.place}.new")
            Path(f"{written.place}.new").replace(written.place)

    with pytest.raises(Replaced):
        slowly()
    assert dump(Path(written.place)) == dump(copy.path)


def test_an_encrypted_backup_holds_no_word_of_the_ledger(written: Ledger, tmp_path: Path) -> None:
    pytest.importorskip("pyrage", reason="pyrage is not here (extra secure)")
    plain = back_up(written.place)
    assert "张三".encode() in plain.path.read_bytes()
    copy = back_up(written.place, password="蓝天 1")
    assert "张三".encode() not in copy.path.read_bytes()
    assert copy.path.name.endswith(".db.age")
    assert copy.path.stat().st_mode & 0o777 == 0o600
    assert copy.head == plain.head
    with pytest.raises(PasswordNeeded):
        examine(copy.path)
    Path(written.place).unlink()
    restore(written.place, copy.path, BACK, "蓝天 1")
    assert len(state(open_ledger(written.place))) == 1
    cut = tmp_path / copy.path.name
    cut.write_bytes(copy.path.read_bytes()[:-70_000])
    for path, password in ((copy.path, "蓝天 2"), (cut, "蓝天 1")):
        with pytest.raises(WrongPassword):
            examine(path, password)


def test_without_the_package_nothing_is_written(written: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyrage", None)
    with pytest.raises(NoAge, match=r"xcli\[secure\]"):
        back_up(written.place, password="x")
    assert not list(backups_of(written.place).iterdir())


moments = st.lists(st.integers(0, 900).map(lambda hours: datetime(2026, 11, 27) - timedelta(hours=hours)), unique=True)


@given(made=moments, counts=st.tuples(*[st.integers(0, 9)] * 3))
def test_the_newest_good_backup_always_stays(made: list[datetime], counts: Any) -> None:
    found = [Stored(Path(f"{moment:%m%d%H}"), moment, "") for moment in made]
    for good in found:
        gone = superfluous(found, Keep(*counts), good)
        assert good not in gone
        staying = [one for one in found if one not in gone]
        assert len(staying) <= sum(counts) + 1
        assert len({one.made.date() for one in staying}) >= min(counts[0], len({m.date() for m in made}))


def test_what_a_restoration_replaced_is_not_pruned() -> None:
    made = [Stored(Path(why), datetime(2024, 1, n), why) for n, why in enumerate(("", "restore", "upgrade"), 1)]
    assert [one.why for one in superfluous(made, Keep(days=1), made[2])] == [""]


@pytest.mark.parametrize("said", ["", "7", "d7", "0d", "7d;4w", "7y", "-7d", "１d,,"])
def test_what_to_keep_must_be_clear(said: str) -> None:
    with pytest.raises(BadKeep):
        Keep.parse(said)


def test_what_to_keep_is_read_in_both_languages() -> None:
    assert Keep.parse("7d,4w,12m") == Keep.parse("7天、4周、12月") == Keep(7, 4, 12)


def test_a_copy_is_told_from_what_is_not_one(written: Ledger) -> None:
    copy = back_up(written.place)
    assert isinstance(copy, Copy)
    (copy.path.parent / "list.xlsx").touch()
    assert [one.path for one in stored(copy.path.parent)] == [copy.path]
