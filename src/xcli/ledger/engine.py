"""Opening a ledger the one way that lost nothing when it was measured."""

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool, StaticPool

from xcli.errors import Misuse, NotReady
from xcli.text import Text

if TYPE_CHECKING:
    from sqlalchemy import Connection

APPLICATION_ID = 0x78636C69  # "xcli"
WAIT_SECONDS = 30

PRAGMAS = (
    f"busy_timeout={WAIT_SECONDS * 1000}",
    "recursive_triggers=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
    "temp_store=MEMORY",
    "secure_delete=ON",
    "synchronous=EXTRA",
    "fullfsync=ON",
)


class NoLedger(NotReady):
    """There is no ledger at this place."""

    sentence = Text(
        "没有找到台账 {place}。新建请运行：xcli init；若在别处，请用 --db 指明。",
        "There is no ledger at {place}. Make one with: xcli init, or name another with --db.",
    )


class NotALedger(NotReady):
    """The file is something else."""

    sentence = Text(
        "{place} 不是 xcli 的台账，未作任何改动。请用 --db 指明台账文件。",
        "{place} is not a ledger of xcli; nothing was changed. Name the ledger with --db.",
    )


class PasswordInAddress(Misuse):
    """A password stands in an address that other users of the machine can read."""

    sentence = Text(
        "--db 里不能写密码（别人能看到命令行）。请用 PGPASSFILE 或 ~/.pgpass。",
        "No password in --db: other users can read a command line. Use PGPASSFILE or ~/.pgpass.",
    )


def is_server(place: str) -> bool:
    """Tell whether a place is the address of a PostgreSQL server, not a file."""
    return place.startswith(("postgresql://", "postgresql+psycopg://"))


def engine_for(place: str, *, write: bool = False, keys: bool = True) -> Engine:
    """Return an engine on a ledger that exists.

    Its transactions only read, unless `write` is set for all or as an execution option of one connection; `keys` off
    suspends foreign keys, for migrations only.
    """
    if is_server(place):
        return _server(place)
    path = Path(place)
    if not path.is_file():
        raise NoLedger(place=place)
    _check_file(path)
    return _file(path, write=write, keys=keys)


def _check_file(path: Path) -> None:
    # The header is read by SQLite itself later; a look at it first keeps other programs' files untouched.
    with path.open("rb") as file:
        head = file.read(72)
    application = int.from_bytes(head[68:72], "big") if len(head) == 72 else 0
    if not head.startswith(b"SQLite format 3\x00") or application != APPLICATION_ID:
        raise NotALedger(place=path)


def _file(path: Path, *, write: bool, keys: bool) -> Engine:
    uri = path.resolve().as_uri() + "?mode=rw"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(uri, uri=True, timeout=WAIT_SECONDS, isolation_level=None)

    engine = create_engine("sqlite://", poolclass=NullPool, hide_parameters=True, creator=connect)

    @event.listens_for(engine, "connect")
    def _set(connection: sqlite3.Connection, _record: object) -> None:
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(f"PRAGMA foreign_keys={'ON' if keys else 'OFF'}")

    @event.listens_for(engine, "begin")
    def _begin(connection: "Connection") -> None:
        writes = connection.get_execution_options().get("write", write)
        connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if writes else 'ON'}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _server(place: str) -> Engine:
    from sqlalchemy import make_url

    try:
        url = make_url(place)
    except ArgumentError as error:
        raise NoLedger(place="PostgreSQL") from error
    if url.password is not None:
        raise PasswordInAddress
    options: dict[str, Any] = {"options": "-c timezone=Asia/Shanghai -c synchronous_commit=on"}
    return create_engine(
        url.set(drivername="postgresql+psycopg"), poolclass=NullPool, hide_parameters=True, connect_args=options
    )


def over(connection: sqlite3.Connection) -> Engine:
    """Return an engine on a connection that is open already and is closed by whoever opened it."""
    return create_engine("sqlite://", poolclass=StaticPool, hide_parameters=True, creator=lambda: connection)


def new_file(path: Path) -> None:
    """Make an empty ledger file, mode 0600, marked as ours."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600, exist_ok=False)
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute("PRAGMA user_version=0")
        connection.execute("VACUUM")
    connection.close()
