"""The reason for what is written into a closed month: asked for before anything is written."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from xcli.cli.ask import ask
from xcli.cli.session import ReasonNeeded, on_terminal
from xcli.domain.page import Line
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.ledger.ledger import Ledger


def reason_for_closed(
    opened: "Ledger",
    page: type[Line],
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
    said: str | None,
) -> str | None:
    """Return the reason, asked for on a terminal if a closed month needs one; None where none is needed."""
    if said:
        return said
    from xcli.stats.late import locked, named

    with opened.reading() as conn:
        months = locked(conn, opened.bureau, page, before, after)
    if not months:
        return None
    zh, en = named(months)
    answer = ask(Text(f"{zh}已结账，补录或改动的理由", f"{en} is closed; why is it changed")) if on_terminal() else ""
    if not answer:
        raise ReasonNeeded(
            why=Text(f"{zh}已结账，改动其数字（只计入更正后，上报数不变）", f"{en} is closed; changing its figures")
        )
    return answer
