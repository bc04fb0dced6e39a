"""The schema's generation: where migrations are, what a ledger has, how it is brought up to date."""

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy import Connection, Engine, insert, select, text
from sqlalchemy.exc import DBAPIError

import xcli
from xcli.errors import NotReady
from xcli.ledger.engine import engine_for, is_server, new_file, tell
from xcli.ledger.file import Unreadable, connect, errors
from xcli.ledger.journal import BEIJING, desk_of
from xcli.ledger.tables import LEDGER
from xcli.text import Text

if TYPE_CHECKING:
    from alembic.config import Config


class Older(NotReady):
    """The ledger was made by an earlier release."""

    sentence = Text(
        "台账 {place} 的结构是第 {found} 版，本程序需要第 {head} 版。请运行：xcli db upgrade（会先备份）。",
        "The ledger {place} has schema {found}; this program needs {head}. "
        "Run: xcli db upgrade (it makes a backup first).",
    )


class Newer(NotReady):
    """The ledger was made by a later release."""

    sentence = Text(
        "台账 {place} 的结构是第 {found} 版，比本程序（第 {head} 版）新，未作任何改动。请升级 xcli。",
        "The ledger {place} has schema {found}, newer than this program ({head}); nothing was changed. Update xcli.",
    )


class HalfUpgraded(NotReady):
    """Two marks of the schema disagree."""

    sentence = Text(
        "台账 {place} 的结构标记不一致（{found} 与 {mark}），可能升级到一半。请用升级前的备份恢复：xcli restore。",
        "The ledger {place} carries two schema marks ({found} and {mark}): an upgrade may have stopped half-way. "
        "Go back to the backup made before it: xcli restore.",
    )


class ForeignJournal(NotReady):
    """Another program set the journal's mode and still has the file open."""

    sentence = Text(
        "台账 {place} 的日志方式被改成了 {mode}，现在改不回来：别的程序正开着它。请关闭那个程序，再运行 xcli db upgrade。",
        "The journal mode of the ledger {place} was set to {mode} and cannot be set back: another program has the "
        "file open. Close that program and run xcli db upgrade again.",
    )


class UpgradeBroken(NotReady):
    """After the migrations the ledger would not have held together."""

    sentence = Text(
        "升级后的校验不通过（{what}），已全部退回，台账未改动。",
        "The upgraded ledger failed its check ({what}); everything was rolled back.",
    )


class Exists(NotReady):
    """A ledger is there already."""

    sentence = Text(
        "{place} 已有文件，未作任何改动。要另建一本，请用 --db 指明别的位置。",
        "{place} exists already; nothing was changed. To make another ledger, name its place with --db.",
    )


def migrations() -> Path:
    """Return the folder of migrations: inside the wheel, or at the top of a checkout."""
    package = Path(xcli.__file__).parent
    inside = package / "migrations"
    return inside if (inside / "env.py").is_file() else package.parent.parent / "migrations"


@cache
def head() -> int:
    """Return the newest generation, from the names of the migrations (0002_dispute.py is generation 2)."""
    return max(int(path.name[:4]) for path in (migrations() / "versions").glob("[0-9][0-9][0-9][0-9]_*.py"))


def generation(conn: Connection) -> int:
    """Return the generation that a ledger has."""
    versions = [str(version) for version in conn.scalars(text("SELECT version_num FROM alembic_version"))] or ["0"]
    if len(versions) > 1 or len(versions[0]) > 9 or not (versions[0].isascii() and versions[0].isdecimal()):
        raise Unreadable
    return int(versions[0])


def check_generation(conn: Connection, place: str) -> None:
    """Refuse a ledger of another generation; read anew inside every write, as another clerk may upgrade meanwhile."""
    try:
        found = generation(conn)
    except DBAPIError as error:
        # Locked, damaged or forbidden is another mistake than a mark that is not there.
        if not any(words in str(error.orig) for words in ("no such", "does not exist")):
            raise
        raise HalfUpgraded(place=place, found="?", mark="?") from error
    _check_mark(conn, place, found)
    if found < head():
        raise Older(place=place, found=found, head=head())
    if found > head():
        raise Newer(place=place, found=found, head=head())


def _check_mark(conn: Connection, place: str, found: int) -> None:
    """Refuse a file that says of itself that it has another generation than its migrations say."""
    if conn.dialect.name == "sqlite":
        mark = conn.exec_driver_sql("PRAGMA user_version").scalar()
        if mark != found:
            raise HalfUpgraded(place=place, found=found, mark=mark)


def _config(conn: Connection) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations()).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = conn
    return config


def run_migrations(conn: Connection, to: str = "head") -> None:
    """Bring the schema up to a revision inside the caller's transaction."""
    from alembic import command

    command.upgrade(_config(conn), to)
    if conn.dialect.name == "sqlite":
        conn.exec_driver_sql(f"PRAGMA user_version={generation(conn)}")


def create(place: str, bureau: str, to: str = "head", *, encrypted: bool = False) -> None:
    """Make a new, empty ledger for a bureau; `to` names an earlier revision, for rehearsing upgrades."""
    if not is_server(place):
        try:
            new_file(Path(place), encrypted=encrypted)
        except FileExistsError as error:
            raise Exists(place=place) from error
    try:
        with _told(place), engine_for(place, write=True, keys=False).begin() as conn:
            run_migrations(conn, to)
            at = datetime.now(BEIJING).replace(microsecond=0).isoformat()
            conn.execute(insert(LEDGER), {"bureau": bureau, "uuid": uuid4().hex, "created_at": at})
            desk_of(conn, bureau, file_mark(place))
    except BaseException:
        if not is_server(place):
            Path(place).unlink(missing_ok=True)
        raise


def file_mark(place: str) -> str:
    """Return what tells this file from a copy of it; nothing when it is gone."""
    try:
        return "server" if is_server(place) else str(Path(place).stat().st_ino)
    except FileNotFoundError:
        return ""


@contextmanager
def _told(place: str) -> Iterator[None]:
    """Let what the database says become a sentence."""
    from xcli.ledger.ledger import raise_for

    try:
        yield
    except DBAPIError as error:
        raise_for(error, place)


@contextmanager
def _locked(engine: Engine) -> Iterator[Connection]:
    with engine.begin() as conn:
        if conn.dialect.name != "sqlite":
            conn.exec_driver_sql("SELECT pg_advisory_xact_lock(2020830313)")
        yield conn


def upgrade(place: str) -> tuple[int, int, Path | None]:
    """Bring an older ledger up to date; return the generations before and after, and the backup made first.

    Lock, backup under the lock, verify it, all revisions in one transaction, checks, commit; any failure leaves the
    ledger as it was.
    """
    from xcli.ledger.backup import back_up

    with _told(place), engine_for(place).begin() as conn:
        _standing(conn, place)
    _own_journal(place)
    with _told(place), _locked(engine_for(place, write=True, keys=False)) as conn:
        found = _standing(conn, place)
        if found == head():
            return found, found, None
        backup = None if is_server(place) else back_up(place, why="upgrade").path
        run_migrations(conn)
        _check_upgraded(conn)
        return found, head(), backup


def _standing(conn: Connection, place: str) -> int:
    """Return a ledger's generation; refuse one newer than this program, or one that says two things of itself."""
    found = generation(conn)
    if found > head():
        raise Newer(place=place, found=found, head=head())
    _check_mark(conn, place, found)
    return found


def _own_journal(place: str) -> None:
    """Give the file the journal that this program keeps, where another program set one."""
    if is_server(place) or (mode := _journal(place)) == "delete":
        return
    with closing(connect(Path(place), "rw")) as raw, suppress(*errors("OperationalError")):
        raw.execute("PRAGMA journal_mode=DELETE")
    if _journal(place) != "delete":
        raise ForeignJournal(place=place, mode=mode)
    tell(Text(f"日志方式已从 {mode} 改回 delete", f"the journal mode is delete again, not {mode}"))


def _journal(place: str) -> str:
    with closing(connect(Path(place), "rw")) as raw:
        return str(raw.execute("PRAGMA journal_mode").fetchone()[0])


def _check_upgraded(conn: Connection) -> None:
    if conn.dialect.name == "sqlite":
        if conn.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise UpgradeBroken(what="foreign keys")
        if conn.exec_driver_sql("PRAGMA integrity_check").scalar() != "ok":
            raise UpgradeBroken(what="integrity")


def bureaus(conn: Connection) -> list[str]:
    """Return the bureaus that a database holds."""
    return list(conn.scalars(select(LEDGER.c.bureau).order_by(LEDGER.c.bureau)))
