"""The case that a clerk names: 12, 2024-12, a whole number, or a fragment that fits one case only."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

from xcli.cli.options import argument
from xcli.domain.case_no import year_and_serial
from xcli.domain.day import today
from xcli.domain.page import Line
from xcli.errors import Misuse, NotFound
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.ledger.ledger import Ledger
    from xcli.ledger.record import Record


class NoSuchCase(NotFound):
    """No case is called so."""

    sentence = Text(
        "{line}里没有{number}“{said}”。查找：xcli find {said}",
        "{line}: none is called “{said}”. Look for it: xcli find {said}",
    )


class RetractedCase(NoSuchCase):
    """The case that is called so was retracted."""

    sentence = Text(
        "{line}“{said}”已撤销。经过见：xcli {name} history {said}",
        "{line}: “{said}” was retracted. See: xcli {name} history {said}",
    )


class SeveralCases(Misuse):
    """Several cases are called so."""

    sentence = Text("“{said}”可以是：{named}。请写得更全。", "“{said}” may be: {named}. Say more of the number.")


def case_argument(page: type[Line], metavar: Text | None = None) -> Any:
    """Declare the argument that names a record."""
    number = page.case_no.label
    help_ = Text(
        f"12（今年第 12 号）、2024-12、完整{number.zh}或其中一段",
        "12 (this year's), 2024-12, a whole number or part of it",
    )
    return Annotated[str, argument(metavar or Text(number.zh, "CASE"), help_, _completer(page))]


def the_case(opened: "Ledger", page: type[Line], said: str, as_of: int | None = None) -> "Record":
    """Return the one case that is meant, as it stands or as it stood at a tx."""
    from xcli.ledger.naming import retracted, seek

    with opened.reading() as conn:
        found = seek(conn, page, opened.bureau, said, today().year, as_of)
        if len(found) > 1:
            from xcli.ledger.book import read_book

            raise SeveralCases(
                said=said, named=_candidates(found, read_book(conn, opened.bureau).lists.offices.name_of)
            )
        if not found and as_of is None and retracted(conn, page, opened.bureau, said, today().year) is not None:
            raise RetractedCase(line=page.label, number=page.case_no.label, said=said, name=page.name)
    if not found:
        raise NoSuchCase(line=page.label, number=page.case_no.label, said=said)
    return found[0]


def _candidates(found: "list[Record]", office: Callable[[int], str]) -> str:
    named = [
        f"{r.title}（{office(int(str(r.content['office'])))}）" if "office" in r.content else r.title for r in found[:8]
    ]
    return "、".join(named) + ("…" if len(found) > 8 else "")


# 1号之一, -1号 and 0001号 share their serial with 1号.
_PLAIN = re.compile(r"[^0-9A-Za-z.\-][1-9][0-9]*号?$")


def short_name(number: str) -> str:
    """Return the shortest way to name a case: its serial, with the year unless it is this year's."""
    year, serial = year_and_serial(number)
    if year is None or serial is None or not _PLAIN.search(number):
        return number
    return str(serial) if year == today().year else f"{year}-{serial}"


def _completer(page: type[Line]) -> Callable[[str], list[str]]:
    def complete(incomplete: str) -> list[str]:
        from xcli.cli.session import ledger
        from xcli.errors import XcliError
        from xcli.ledger.naming import numbers_like

        try:
            opened = ledger()
            with opened.reading() as conn:
                return numbers_like(conn, page, opened.bureau, incomplete)
        except XcliError:
            return []

    return complete
