"""What is done while the power may be cut, what each answer promises, and whether a disk keeps the promises."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import insert, select

BUREAU = "630122"
ENTRIES = 20
KEY_FILE = "XCLI_KEY_FILE"
ROWS = 60
_PARTS = {"dispute": "dispute_party", "closing": "closing_figure"}


class Answer(NamedTuple):
    """What had been answered: up to which entry, how many backups, which generation of the schema."""

    entry: int = 1
    backups: int = 0
    generation: int = 0


class Version(NamedTuple):
    """A version of a record: the entry that wrote it, the one that ended it, and how many parts it has."""

    page: str
    number: int
    entry: int
    until: int | None
    parts: int


@dataclass(frozen=True)
class Truth:
    """What a whole day wrote: the heads of its entries, and the versions."""

    heads: dict[int, bytes]
    versions: frozenset[Version]

    def until(self, entry: int) -> frozenset[Version]:
        """Return the versions as they stood after an entry."""
        ended = (v if v.until and v.until <= entry else v._replace(until=None) for v in self.versions)
        return frozenset(version for version in ended if version.entry <= entry)

    def holds(self, seen: "Truth") -> bool:
        """Tell whether what was seen is this day up to some entry."""
        newest = max(seen.heads, default=0)
        return seen.heads == {e: head for e, head in self.heads.items() if e <= newest} and seen.versions == self.until(newest)


@dataclass(frozen=True)
class Day:
    """A kind of day: its name for the clerk, and how its ledger is made before it."""

    kind: str
    begin: Callable[[Path], tuple[Path, Path]]


@contextmanager
def keyed(folder: Path) -> Iterator[None]:
    """Let the desk have a key, so that ledgers are encrypted, for as long as it lasts."""
    (folder / "stick.key").write_text("5e" * 32 + "\n", "ascii")
    before = os.environ.get(KEY_FILE)
    os.environ[KEY_FILE] = str(folder / "stick.key")
    try:
        yield
    finally:
        os.environ.pop(KEY_FILE)
        os.environ.update({KEY_FILE: before} if before else {})


def opened(path: Path) -> closing[sqlite3.Connection]:
    """Open a ledger's file without the program's ways of looking at it first; with the key where there is one."""
    from xcli.ledger.file import connect_new

    return closing(connect_new(path, encrypted=KEY_FILE in os.environ))


def prepared(folder: Path) -> tuple[Path, Path]:
    """Make a ledger in a folder of its own, encrypted where there is a key, and a sheet beside it."""
    from xcli.domain.keeping import Setting
    from xcli.ledger.journal import Act
    from xcli.ledger.ledger import open_ledger
    from xcli.ledger.schema import create

    desk = _desk(folder)
    create(str(desk / "ledger.db"), BUREAU, encrypted=KEY_FILE in os.environ)
    with open_ledger(str(desk / "ledger.db")).writing(Act("王芳", "init", kind="setup")) as writer:
        writer.add(Setting, {"key": "bureau_name", "value": "湟中区司法局"})
    lines = [f"外〔2024〕{n}号,2024-03-0{n % 9 + 1},合同,张{n},李{n}" for n in range(ROWS)]
    (folder / "sheet.csv").write_text("\n".join(["案号,受理日期,纠纷类别,申请人,被申请人", *lines, ""]), "utf-8")
    return desk, folder / "sheet.csv"


def _desk(folder: Path) -> Path:
    desk = folder / "desk"
    (desk / "backups").mkdir(parents=True)
    return desk


def outdated(folder: Path) -> tuple[Path, Path]:
    """Make a ledger of the first generation in a folder of its own; there is no sheet."""
    desk = _desk(folder)
    older(desk / "ledger.db")
    return desk, folder


def older(place: Path) -> None:
    """Make a ledger of the first generation with entries in its chain."""
    from xcli.ledger.chain import first_head, head_of
    from xcli.ledger.engine import engine_for
    from xcli.ledger.journal import meta_text
    from xcli.ledger.schema import create
    from xcli.ledger.tables import CHAIN, LEDGER, TX

    create(str(place), BUREAU, to="0001")
    with engine_for(str(place), write=True).begin() as conn:
        head = first_head(str(conn.scalar(select(LEDGER.c.uuid))))
        for tx in range(1, ENTRIES + 1):
            row = {"bureau": BUREAU, "tx": tx, "clerk": "王芳", "os_user": "x", "command": "office add", "kind": "write"}
            conn.execute(insert(TX), row | {"at": f"2024-01-{tx:02}T08:00:00+08:00"})
            head = head_of(head, meta_text(conn, BUREAU, tx), ())
            conn.execute(insert(CHAIN), {"bureau": BUREAU, "tx": tx, "head": head})


CASES = Day("cases", prepared)
UPKEEP = Day("upkeep", prepared)
UPGRADE = Day("upgrade", outdated)


def truth(path: Path) -> Truth:
    """Read what a whole day wrote."""
    with opened(path) as conn:
        return _truth(conn)


def _truth(conn: sqlite3.Connection) -> Truth:
    known = {name for (name,) in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    found = (_versions(conn, page, parts) for page, parts in _PARTS.items() if page in known)
    return Truth(dict(conn.execute("SELECT tx, head FROM chain").fetchall()), frozenset().union(*found))


def _versions(conn: sqlite3.Connection, page: str, parts: str) -> frozenset[Version]:
    asked = (
        f"SELECT r.id, r.tx, {until}, (SELECT count(*) FROM {parts}{past} p WHERE p.id = r.id AND p.tx = r.tx) FROM {page}{past} r"
        for past, until in (("", "NULL"), ("_past", "r.until_tx"))
    )
    return frozenset(Version(page, *row) for statement in asked for row in conn.execute(statement))


def verdict(folder: Path, whole: Truth, answered: Answer) -> str:
    """Open what a disk was left with, as the next command would: good, corrupt, half or lost."""
    from xcli.ledger.file import errors

    try:
        return _kept(folder, whole, answered)
    except errors("DatabaseError"):
        return "corrupt"


def _kept(folder: Path, whole: Truth, answered: Answer) -> str:
    seen, marks = _seen(folder / "ledger.db")
    backups = [_seen(path) for path in (folder / "backups").glob("*.db")]
    if not all(whole.holds(each) and len({*both}) == 1 for each, both in ((seen, marks), *backups)):
        return "half"
    reached = Answer(max(seen.heads, default=0), len(backups), marks[0])
    return "good" if all(have >= said for have, said in zip(reached, answered, strict=True)) else "lost"


def _seen(path: Path) -> tuple[Truth, tuple[int, int]]:
    """Return what a file holds, and its two marks of the generation."""
    with opened(path) as conn:
        if conn.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise sqlite3.DatabaseError
        (mark,) = conn.execute("PRAGMA user_version").fetchone()
        (version,) = conn.execute("SELECT version_num FROM alembic_version").fetchone()
        return _truth(conn), (mark, int(version))
