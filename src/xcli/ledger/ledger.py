"""A ledger that is open: reading in short transactions, writing one tx at a time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError, DBAPIError, IntegrityError, OperationalError

from xcli.errors import Conflict, NotReady
from xcli.ledger.cipher import WrongKey, ciphered
from xcli.ledger.engine import NotALedger, engine_for, holder, is_server
from xcli.ledger.file import DAMAGE, patience
from xcli.ledger.journal import Act, Writer, desk_of
from xcli.ledger.schema import bureaus, check_generation, file_mark
from xcli.settings import setting
from xcli.text import Text


class Busy(NotReady):
    """Another program holds the ledger."""

    sentence = Text(
        "台账 {place} 正被别的程序写入{who}，等了 {seconds} 秒仍未空出，未保存。请稍后再试。",
        "Another program{who} held the ledger {place} for {seconds} seconds; nothing was saved. Try again later.",
    )


class ReadOnly(NotReady):
    """The file or its folder cannot be written."""

    sentence = Text(
        "台账 {place} 只读，未保存。请检查文件和文件夹的权限。",
        "The ledger {place} is read-only; nothing was saved. Check the permissions of file and folder.",
    )


class DiskFull(NotReady):
    """The disk is full or failing."""

    sentence = Text(
        "磁盘已满或写入出错，未保存，原有数据完好。请腾出空间后重试。",
        "The disk is full or failing; nothing was saved, and what was there is whole. Free some space and try again.",
    )


class Damaged(NotReady):
    """The file does not hold together."""

    sentence = Text(
        "台账 {place} 已损坏，停止写入。请运行 xcli db verify，并从备份恢复。",
        "The ledger {place} is damaged; writing stops. Run xcli db verify and restore a backup.",
    )


class NoServer(NotReady):
    """The database server does not answer."""

    sentence = Text(
        "连不上数据库服务器。请检查地址、网络和账号。",
        "The database server does not answer. Check address, network and account.",
    )


class NoRights(NotReady):
    """The account on the server may not do this."""

    sentence = Text(
        "数据库账号没有这项权限，未保存。请管理员授权，或换一个账号。",
        "The account on the database server may not do this; nothing was saved. Ask its administrator for the right, "
        "or use another account.",
    )


class NumberTaken(Conflict):
    """Another record has this number."""

    sentence = Text("案号已被另一条记录使用，未保存。", "Another record has this case number; nothing was saved.")


class InUse(Conflict):
    """Other records refer to what would go."""

    sentence = Text(
        "还有记录引用它，未保存。请先改那些记录。", "Other records refer to it; nothing was saved. Change those first."
    )


class Replaced(NotReady):
    """Another file has taken the ledger's place since it was opened."""

    sentence = Text(
        "台账 {place} 刚被换成另一个文件（例如恢复备份），未保存。请重新操作。",
        "The file of the ledger {place} was just replaced, by a restored backup perhaps; nothing was saved. Try again.",
    )


class SeveralBureaus(NotReady):
    """A database with several bureaus, and none named."""

    sentence = Text(
        "数据库里有多个单位（{known}），请用 XCLI_BUREAU 指明。",
        "The database holds several bureaus ({known}); name one by XCLI_BUREAU.",
    )


class OtherBureau(NotReady):
    """The desk is set to a bureau that this database does not hold: what it entered would be found by nobody."""

    sentence = Text(
        "台账 {place} 里没有单位 {bureau}，只有 {known}，未作任何改动。请改正 XCLI_BUREAU（或设置文件里的 bureau）。",
        "The ledger {place} holds no bureau {bureau}, only {known}; nothing was changed. "
        "Mend XCLI_BUREAU, or bureau in the file of settings.",
    )


class Refused(Exception):
    """The server refused a statement that this program should not have sent: a defect, told without any value."""


Watch = Callable[[Writer], Callable[[], None]]


@dataclass
class Ledger:
    """A ledger at a place, of one bureau.

    `watch` looks at every tx before it is chained, may refuse it, and gives what is to be said once it is committed.
    """

    place: str
    bureau: str
    engine: Engine
    head: bytes = field(default=b"")
    watch: Watch | None = None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection inside one read transaction; fetch, leave, then print."""
        try:
            with self.engine.begin() as conn:
                yield conn
        except DBAPIError as error:
            raise_for(error, self.place)

    @contextmanager
    def writing(self, act: Act) -> Iterator[Writer]:
        """Give the writer of one tx; leaving it commits, an exception leaves the ledger as it was."""
        try:
            mark = file_mark(self.place)
            with self.engine.connect().execution_options(write=True) as conn, conn.begin():
                check_generation(conn, self.place)
                writer = Writer(conn, self.bureau, act, desk=desk_of(conn, self.bureau, mark))
                writer.begin()
                yield writer
                told = self.watch(writer) if self.watch else None
                self.head = writer.finish()
                if file_mark(self.place) != mark:
                    raise Replaced(place=self.place)
        except DBAPIError as error:
            raise_for(error, self.place)
        if told:
            told()


def open_ledger(place: str, bureau: str | None = None) -> Ledger:
    """Open a ledger that exists and has this program's schema."""
    engine = engine_for(place)
    try:
        with engine.begin() as conn:
            check_generation(conn, place)
            known = bureaus(conn)
    except DBAPIError as error:
        raise_for(error, place)
    if bureau is None and len(known) != 1:
        raise SeveralBureaus(known=", ".join(known))
    if bureau is not None and bureau not in known:
        raise OtherBureau(place=place, bureau=bureau, known=", ".join(known))
    return Ledger(place, bureau or known[0], engine)


def _busy(place: str) -> Busy:
    who = "" if is_server(place) else holder(Path(place))
    said = Text(f"（{who}）", f" ({who})") if who else Text("", "")
    return Busy(place=place, who=said, seconds=f"{patience():g}")


_SENTENCES = (
    (("permission denied", "must be owner", "read-only transaction"), NoRights),
    (("locked", "busy"), Busy),
    (("readonly", "read-only", "unable to open"), ReadOnly),
    (("full", "disk i/o"), DiskFull),
    (DAMAGE, Damaged),
    (("not a database",), NotALedger),
)


def raise_for(error: DBAPIError, place: str) -> NoReturn:
    """Raise the mistake that stands behind an error of the database."""
    message = str(error.orig).lower()
    if isinstance(error, IntegrityError) and "number" in message:
        raise NumberTaken from error
    if isinstance(error, IntegrityError) and "foreign key" in message:
        raise InUse from error
    if "not a database" in message and ciphered(Path(place)):
        raise WrongKey(place=place, key=setting("key")) from error
    if isinstance(error, OperationalError | DatabaseError):
        for words, mistake in _SENTENCES:
            if any(word in message for word in words):
                raise (_busy(place) if mistake is Busy else mistake(place=place)) from error
        if "connection" in message or "authentication" in message:
            raise NoServer from error
    if said := getattr(error.orig, "diag", None):
        # PostgreSQL puts the row's values into its messages, and from there they would go into the log.
        raise Refused(f"{said.sqlstate} {said.constraint_name or ''}".strip()) from None
    raise error
