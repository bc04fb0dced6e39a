"""Which due days a change of the calendar or of the settings moves."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from xcli.domain.page import Line
from xcli.domain.reckoning import Reckoning
from xcli.stats.due import Horizon, Item, items

if TYPE_CHECKING:
    from xcli.ledger.matching import Conn


class Shift(NamedTuple):
    """A running clock whose due day has moved."""

    item: Item
    before: date | None


def moved(
    conn: "Conn", page: type[Line], bureau: str, before: Reckoning, after: Reckoning, today: date
) -> Iterator[Shift]:
    """Yield the running clocks that fall due on another day than they did."""
    horizon = Horizon(today)
    known = {_key(item): item.run.due for item in items(conn, page, bureau, before, horizon)}
    for item in items(conn, page, bureau, after, horizon):
        if _key(item) in known and known[_key(item)] != item.run.due:
            yield Shift(item, known[_key(item)])


def _key(item: Item) -> tuple[int, str, int]:
    return item.id, item.run.clock.id, item.run.n
