"""Going back to a backup: verified first, put in place under the lock, and what it replaces is kept."""

import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from os import close
from pathlib import Path

from xcli.errors import Conflict, Misuse, NotFound, NotReady
from xcli.ledger.backup import Copy, back_up, backups_of, copied, examine, examined, opened, put_in_place
from xcli.ledger.cipher import ciphered
from xcli.ledger.durable import sync_folder
from xcli.ledger.enciphering import encipher
from xcli.ledger.file import connect, errors, is_encrypted
from xcli.ledger.journal import Act
from xcli.text import Text


class NoSuchBackup(NotFound):
    """There is no such file."""

    sentence = Text(
        "没有备份文件 {path}。查看已有的备份：xcli backup check", "There is no backup {path}. See: xcli backup check"
    )


class OverItself(Misuse):
    """The backup named is the ledger itself."""

    sentence = Text("{path} 就是正在用的台账，不是备份。", "{path} is the ledger itself, not a backup of it.")


class AnotherLedger(Conflict):
    """The backup is of another bureau's ledger, or of another ledger of this bureau."""

    sentence = Text(
        "{path} 是另一本台账（{bureau}，{other}）的备份，现在的是 {mine}。确要换成它，请加 --force。",
        "{path} is a backup of another ledger ({bureau}, {other}); this one is {mine}. To replace it, add --force.",
    )


class EntriesWouldGo(Conflict):
    """The ledger has entries that the backup lacks."""

    sentence = Text(
        "这份备份截至第 {until} 笔，之后的 {count} 笔操作恢复后将不在台账里（会另存一份）。确要恢复，请加 --force。",
        "This backup ends with entry {until}; the {count} entries after it will not be in the ledger (a copy is kept). "
        "To go on, add --force.",
    )


class LedgerBusy(NotReady):
    """Another program is writing."""

    sentence = Text(
        "台账 {place} 正被别的程序写入，没有恢复。请稍后再试。",
        "The ledger {place} is being written; nothing was restored. Try again later.",
    )


@dataclass(frozen=True)
class Restored:
    """What is in place now, what it replaced, and how many entries went with that."""

    copy: Copy
    kept: Path | None
    gone: int


def restore(place: str, source: Path, act: Act, password: str | None = None, *, force: bool = False) -> Restored:
    """Put a backup in the place of the ledger; the entry `act` tells of it in the restored ledger."""
    path = Path(place).absolute()
    folder = backups_of(place)
    if not source.is_file():
        raise NoSuchBackup(path=source)
    if path.exists() and path.samefile(source):
        raise OverItself(path=source)
    path.parent.mkdir(parents=True, exist_ok=True)
    with _candidate(source, path, password) as (fresh, found), _held(path) as current:
        gone = 0
        if current is not None:
            gone = _entries_gone(current, fresh, found, source, force=force)
        _tell(fresh, found, act)
        kept = _kept(place, path, folder, readable=current is not None)
        if path.exists():
            fresh.chmod(stat.S_IMODE(path.stat().st_mode))
        fresh.replace(path)
        sync_folder(path.parent)
    return Restored(found, kept, gone)


@contextmanager
def _candidate(source: Path, ledger: Path, password: str | None) -> Iterator[tuple[Path, Copy]]:
    """Give a copy of the proven backup beside the ledger; an encrypted ledger is never replaced by one in the clear."""
    handle, name = tempfile.mkstemp(prefix=".xcli-restore-", suffix=".db", dir=ledger.parent)
    close(handle)
    fresh = Path(name)
    try:
        with opened(source, password) as conn:
            found = examined(source, conn)
            if ciphered(ledger) and not is_encrypted(conn):
                encipher(conn, fresh)
                examine(fresh)
            else:
                with copied(conn, name):
                    pass
        yield fresh, found
    finally:
        for left in (name, f"{name}-journal"):
            Path(left).unlink(missing_ok=True)


@contextmanager
def _held(path: Path) -> Iterator[sqlite3.Connection | None]:
    """Hold the ledger's lock so that nobody writes meanwhile; give nothing where it is missing or damaged."""
    if not path.exists():
        yield None
        return
    with closing(connect(path, "rw")) as conn:
        try:
            conn.execute("BEGIN IMMEDIATE")
            conn.execute("SELECT count(*) FROM chain").fetchone()
            held: sqlite3.Connection | None = conn
        except errors("DatabaseError") as error:
            if "locked" in str(error):
                raise LedgerBusy(place=path) from error
            held = None
        yield held


def _entries_gone(current: sqlite3.Connection, fresh: Path, found: Copy, source: Path, *, force: bool) -> int:
    """Return how many entries of the ledger the backup lacks; without `force` none may go."""
    bureau, uuid = current.execute("SELECT bureau, uuid FROM ledger ORDER BY bureau").fetchone()
    if (bureau, uuid) != (found.bureau, found.uuid) and not force:
        raise AnotherLedger(path=source, bureau=found.bureau, other=found.uuid[:8], mine=f"{bureau}, {uuid[:8]}")
    with closing(connect(fresh, "ro")) as copy:
        theirs = set(copy.execute("SELECT tx, head FROM chain WHERE bureau = ?", (bureau,)))
    gone = sum(
        1 for row in current.execute("SELECT tx, head FROM chain WHERE bureau = ?", (bureau,)) if row not in theirs
    )
    if gone and not force:
        raise EntriesWouldGo(until=found.entries, count=gone)
    return gone


def _tell(fresh: Path, found: Copy, act: Act) -> None:
    """Write the entry of the restoration, by which the copy also draws a desk number of its own."""
    from xcli.ledger.ledger import open_ledger
    from xcli.ledger.schema import head

    if found.generation == head():
        with open_ledger(str(fresh), found.bureau).writing(act):
            pass


def _kept(place: str, path: Path, folder: Path, *, readable: bool) -> Path | None:
    """Keep the ledger that is about to be replaced: a proven backup, or the damaged file as it is."""
    if not path.exists():
        return None
    if readable:
        return back_up(place, folder, "restore").path
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / f"{path.stem}-{datetime.now():%Y%m%d-%H%M%S}-damaged.db"
    journal = path.with_name(f"{path.name}-journal")
    if journal.exists():
        # Beside the restored file it would be taken for that file's own, and undo what is in it.
        journal.replace(kept.with_name(f"{kept.name}-journal"))
    put_in_place(path, kept)
    return kept
