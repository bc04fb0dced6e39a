"""The desk at which a command runs: which ledger, which clerk, which lists."""

import sys
from typing import TYPE_CHECKING

from xcli.cli import delivery, output
from xcli.cli.given import NoValue, given
from xcli.errors import Misuse
from xcli.settings import default_ledger, setting
from xcli.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from xcli.domain.lists import Lists
    from xcli.ledger.book import Book
    from xcli.ledger.journal import Writer
    from xcli.ledger.ledger import Ledger
    from xcli.ledger.moment import Moment
    from xcli.ledger.newest import Newest


class NoClerk(Misuse):
    """Nobody is known to be writing."""

    sentence = Text(
        "不知道是谁在填写。请运行：xcli clerk use 姓名，或加 --clerk 姓名。",
        "Who is writing? Run: xcli clerk use NAME, or add --clerk NAME.",
    )


class ReasonNeeded(Misuse):
    """A reason must be given."""

    sentence = Text("{why}须写明理由：加 --reason 理由。", "{why}: a reason is required. Add --reason WHY.")


class NoTerminal(Misuse):
    """A question cannot be asked."""

    sentence = Text(
        "{option} 要在终端上逐项询问，这里没有终端。", "{option} asks questions and there is no terminal here."
    )


def place() -> str:
    """Return where the ledger stands: as told, else the default place."""
    return setting("db", given().value("db")) or str(default_ledger())


def clerk() -> str:
    """Return the clerk who is writing."""
    told = setting("clerk", given().value("clerk"))
    if not told:
        raise NoClerk
    from xcli.domain.name import read_name

    name, fault = read_name(told)
    if name is None and fault is None:
        raise NoClerk
    if name is None:
        raise BadClerk(reason=fault.reason if fault else "")
    return str(name)


class BadClerk(Misuse):
    """The clerk's name is not a name."""

    sentence = Text("填写人姓名不对：{reason}。", "The clerk's name is not right: {reason}.")


def on_terminal() -> bool:
    """Tell whether questions may be asked: only where a person both reads and types."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


def ledger() -> "Ledger":
    """Open the ledger; on a terminal without one, offer to make it."""
    from xcli.ledger.engine import NoLedger, on_notice
    from xcli.ledger.ledger import open_ledger

    on_notice(output.warn)
    bureau = setting("bureau") or None
    try:
        return _watched(open_ledger(place(), bureau))
    except NoLedger:
        if not on_terminal() or setting("db", given().value("db")):
            raise
        from xcli.cli.init import offer

        if not offer():
            raise
        return _watched(open_ledger(place(), bureau))


def _watched(opened: "Ledger") -> "Ledger":
    """Let no tx change what a closed month counts without a reason and a word to the clerk."""
    opened.watch = _mark
    delivery.comes_from(lambda: _newest(opened))
    return opened


def _newest(opened: "Ledger") -> "Newest":
    from xcli.ledger.newest import newest

    with opened.reading() as conn:
        return newest(conn, opened.bureau)


def _mark(writer: "Writer") -> "Callable[[], None]":
    from xcli.ledger.closing import any_closed

    if not any_closed(writer.conn, writer.bureau):
        return lambda: None
    from xcli.cli import output
    from xcli.stats.late import mark, named

    touched = mark(writer)

    def say() -> None:
        months = named(touched)
        output.note(
            Text(
                f"{months.zh}已结账：本次写入记为结账后写入，只计入更正后的数字。",
                f"{months.en} is closed: this is marked as a late entry and counts in the corrected figures only.",
            )
        )

    return say if touched else lambda: None


def book(opened: "Ledger", as_of: int | None = None) -> "Book":
    """Read lists, offices and settings, as they stand or as they stood at a tx."""
    from xcli.ledger.book import read_book

    with opened.reading() as conn:
        return read_book(conn, opened.bureau, as_of)


def moment_of(opened: "Ledger", said: str | None) -> "Moment | None":
    """Return the entry up to which the ledger is read; None for all of it."""
    if said is None:
        return None
    if not said:
        raise NoValue(option="--as-of")
    from xcli.ledger.moment import moment

    with opened.reading() as conn:
        return moment(conn, opened.bureau, said)


def known_then(then: "Moment | None") -> list[Text]:
    """Return the remark that an answer tells what was known then."""
    return [Text(f"当时的数字：{then.text.zh}", f"As known at {then.text.en}.")] if then else []


def own_lists() -> "Lists":
    """Return the bureau's own lists where there is a ledger, else those that ship: forms are made without one."""
    from xcli.domain.lists import Lists
    from xcli.errors import NotReady
    from xcli.ledger.ledger import open_ledger

    try:
        return book(open_ledger(place())).lists
    except NotReady:
        return Lists()
