"""Copies of a ledger: taken while others write, read back in full, and only then given their name."""

import os
import re
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from xcli.errors import Misuse, NotReady, refusal
from xcli.ledger.chain import check_code
from xcli.ledger.cipher import WrongKey, ciphered, looks_ciphered
from xcli.ledger.durable import sync_folder
from xcli.ledger.engine import APPLICATION_ID, is_server, over
from xcli.ledger.file import Unreadable, connect, connect_copy, errors
from xcli.ledger.tables import LEDGER
from xcli.settings import setting
from xcli.text import Text

_STAMP = "%Y%m%d-%H%M%S"
_NAME = re.compile(r"(?P<stem>.+)-(?P<stamp>[0-9]{8}-[0-9]{6})(-[0-9]+)?(-before-(?P<why>[a-z]+))?\.db(?P<age>\.age)?")
_TEMPORARY = ".xcli-backup-"
_STALE_SECONDS = 3600
_DAMAGED = Text("文件已损坏", "the file is damaged")
_LOCKED = Text("文件已损坏，或是加密的而没有密钥", "the file is damaged, or encrypted and its key is not here")
_COUNT = "SELECT count(*) FROM "
_NEWEST = "SELECT bureau, tx, head FROM chain ORDER BY bureau, tx DESC LIMIT 1"


class ServerBackup(NotReady):
    """The ledger lives on a server."""

    sentence = Text(
        "台账在 PostgreSQL 上，备份与恢复请用 pg_dump、pg_restore。",
        "The ledger lives on PostgreSQL: use pg_dump and pg_restore for backup and restore.",
    )


class BackupBad(NotReady):
    """A copy does not read back as the ledger."""

    sentence = Text(
        "备份 {backup} 核对不通过（{what}），不能用。",
        "The backup {backup} does not read back ({what}); do not use it.",
    )


class BackupNotMade(NotReady):
    """A copy could not be written."""

    sentence = Text(
        "备份没有做成：{folder} 写不进去（{why}）。台账没有受影响，请换一个位置，或腾出空间后再试。",
        "No backup was made: {folder} cannot be written ({why}). The ledger is as it was; "
        "choose another place or free some space.",
    )


class LedgerBad(NotReady):
    """The ledger itself does not hold together, and a copy of it would be no backup."""

    sentence = Text(
        "台账 {place} 核对不通过（{what}），没有做备份；原有的备份都还在。请运行 xcli db verify，并从备份恢复。",
        "The ledger {place} does not hold together ({what}); no backup was made, earlier ones are kept. "
        "Run xcli db verify and restore a backup.",
    )


class EncryptedAlready(Misuse):
    """The ledger is encrypted, and so are its backups."""

    sentence = Text(
        "台账本身是加密的，备份用同一把密钥加密，不用再设密码：去掉 --encrypt 和 --password-file。",
        "The ledger is encrypted and its backups are too, with the same key: leave out --encrypt and --password-file.",
    )


@dataclass(frozen=True)
class Copy:
    """A copy that was read back: where, of which bureau and schema, up to which entry."""

    path: Path
    bureau: str
    uuid: str
    generation: int
    entries: int
    head: bytes
    versions: int = 0

    @property
    def code(self) -> str:
        """Return the check code of its newest entry."""
        return check_code(self.head)


def backups_of(place: str) -> Path:
    """Return the folder where a ledger's backups stand unless told otherwise."""
    if is_server(place):
        raise ServerBackup
    return Path(place).absolute().parent / "backups"


def back_up(place: str, folder: Path | None = None, why: str = "", password: str | None = None) -> Copy:
    """Copy a ledger into a folder and return the copy, proven; `why` names the change it is made before.

    Other processes go on writing; with a password only the encrypted copy ever touches the disk.
    """
    from xcli.ledger.age import encrypted

    folder = folder or backups_of(place)
    source = Path(place)
    if password and ciphered(source):
        raise EncryptedAlready
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        with _temporary(folder) as fresh:
            with (
                closing(connect(source, "rw")) as ledger,
                copied(ledger, ":memory:" if password else str(fresh)) as copy,
            ):
                if password:
                    fresh.write_bytes(encrypted(copy.serialize(), password))
            _sync(fresh)
            found = _proven(place, fresh, password)
            return _named(fresh, folder, source.stem, why, password, found)
    except UnicodeDecodeError as error:
        raise LedgerBad(place=place, what=_DAMAGED) from error
    except errors("OperationalError", OSError) as error:
        raise BackupNotMade(folder=folder, why=_reason(error)) from error


def _proven(place: str, fresh: Path, password: str | None) -> Copy:
    """Examine a copy that has just been made: what is wrong with it is wrong with the ledger."""
    try:
        return examine(fresh, password)
    except BackupBad as bad:
        raise LedgerBad(place=place, what=bad.facts["what"]) from bad


@contextmanager
def copied(source: sqlite3.Connection, target: str) -> Iterator[sqlite3.Connection]:
    """Give a copy with as many rows in every table and the same newest entry."""
    with closing(connect_copy(source, target)) as copy:
        source.execute("BEGIN")
        before = _summary(source)
        # All pages in one step: a copy in several is begun anew at every write of another process.
        source.backup(copy, pages=-1)
        source.execute("COMMIT")
        if _summary(copy) != before:
            raise BackupBad(backup=target, what=Text("行数或最新一笔不一致", "rows or the newest entry differ"))
        yield copy


def _summary(conn: sqlite3.Connection) -> list[tuple[object, ...]]:
    tables = [name for (name,) in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
    return [(name, *conn.execute(f'{_COUNT}"{name}"').fetchone()) for name in tables] + conn.execute(_NEWEST).fetchall()


@contextmanager
def opened(path: Path, password: str | None = None) -> Iterator[sqlite3.Connection]:
    """Give a connection to a copy, decrypted in memory if need be."""
    from xcli.ledger.age import decrypted, is_encrypted

    if is_encrypted(path):
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as memory:
            memory.deserialize(decrypted(path, password))
            yield memory
    else:
        with closing(connect(path, "ro")) as conn:
            yield conn


def examine(path: Path, password: str | None = None) -> Copy:
    """Read a copy from beginning to end and return what it is, or refuse it."""
    with opened(path, password) as conn:
        return examined(path, conn)


def examined(path: Path, conn: sqlite3.Connection) -> Copy:
    """Return what a copy that is open is, read from beginning to end, or refuse it."""
    try:
        return _examined(path, conn)
    except errors("DatabaseError", DBAPIError, UnicodeDecodeError, Unreadable) as error:
        if ciphered(path) and "not a database" in str(error):
            raise WrongKey(place=path, key=setting("key")) from error
        raise BackupBad(backup=path, what=_LOCKED if looks_ciphered(path) else _DAMAGED) from error


def _examined(path: Path, conn: sqlite3.Connection) -> Copy:
    from xcli.ledger.planted import refuse_veils
    from xcli.ledger.schema import Newer, bureaus, generation, head
    from xcli.ledger.verify import file_faults, verify

    if conn.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
        raise BackupBad(backup=path, what=Text("不是 xcli 的台账", "it is not a ledger of xcli"))
    with over(conn).connect() as reading:
        found = generation(reading)
        if found > head():
            raise Newer(place=path, found=found, head=head())
        refuse_veils(reading, str(path))
        bureau = next(iter(bureaus(reading)), None)
        if bureau is None:
            raise BackupBad(backup=path, what=_DAMAGED)
        uuid = str(reading.scalar(select(LEDGER.c.uuid).where(LEDGER.c.bureau == bureau)))
        # The records of an older schema cannot be read as today's pages: its file and its chain's end must do.
        verdict = verify(reading, bureau) if found == head() else None
        faults = verdict.found if verdict else list(file_faults(reading))
        newest = conn.execute("SELECT tx, head FROM chain ORDER BY tx DESC LIMIT 1").fetchone() or (0, b"")
    if faults:
        raise BackupBad(backup=path, what=faults[0])
    return Copy(path, bureau, uuid, found, newest[0], newest[1], verdict.versions if verdict else 0)


@contextmanager
def _temporary(folder: Path) -> Iterator[Path]:
    handle, name = tempfile.mkstemp(prefix=_TEMPORARY, dir=folder)
    os.close(handle)
    try:
        yield Path(name)
    finally:
        for left in (name, f"{name}-journal"):
            Path(left).unlink(missing_ok=True)


def _sweep(folder: Path) -> None:
    # What a process that was killed left behind; whoever is still writing is younger than this.
    for left in folder.glob(f"{_TEMPORARY}*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _STALE_SECONDS:
                left.unlink()


def _named(fresh: Path, folder: Path, stem: str, why: str, password: str | None, found: Copy) -> Copy:
    stamp = datetime.now().strftime(_STAMP)
    ending = (f"-before-{why}" if why else "") + ".db" + (".age" if password else "")
    for again in range(1, 100):
        target = folder / f"{stem}-{stamp}{f'-{again}' if again > 1 else ''}{ending}"
        if put_in_place(fresh, target):
            return Copy(target, found.bureau, found.uuid, found.generation, found.entries, found.head, found.versions)
    raise BackupNotMade(folder=folder, why=Text("重名", "names are taken"))


def put_in_place(fresh: Path, target: Path) -> bool:
    """Give a file its name, unless another has it."""
    try:
        os.link(fresh, target)
    except FileExistsError:
        return False
    except OSError:
        # A USB stick knows no second name for a file.
        if target.exists():
            return False
        fresh.replace(target)
    sync_folder(target.parent)
    return True


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _reason(error: Exception) -> Text:
    said = str(error).lower()
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Text("没有这个文件夹", "there is no such folder")
    if "full" in said or "no space" in said:
        return Text("磁盘空间不足", "the disk is full")
    if "permission" in said or "readonly" in said or "read-only" in said or "unable to open" in said:
        return Text("没有权限或只读", "no permission, or read-only")
    if "locked" in said or "busy" in said:
        return Text("台账正忙", "the ledger is busy")
    known = refusal(error) if isinstance(error, OSError) else None
    return known or Text("读写出错", "input or output failed")


@dataclass(frozen=True)
class Stored:
    """A backup by its name: when it was made, and before which change."""

    path: Path
    made: datetime
    why: str


def stored(folder: Path, stem: str | None = None) -> list[Stored]:
    """Return the backups in a folder, newest first; of one ledger when its file's stem is given."""
    found = []
    for path in folder.iterdir():
        name = _NAME.fullmatch(path.name)
        if name and path.is_file() and stem in (None, name["stem"]):
            with suppress(ValueError):
                found.append(Stored(path, datetime.strptime(name["stamp"], _STAMP), name["why"] or ""))
    return sorted(found, key=lambda one: (one.made, one.path.name), reverse=True)
