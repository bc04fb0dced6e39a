"""Opening stocks: cases pending on a day of which only the number is known."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from xcli.domain.keeping import Opening
from xcli.ledger.query import find
from xcli.stats.query import Desk


@dataclass(frozen=True)
class BareStock:
    """Cases pending on a day of which only the number is known."""

    day: date
    count: int
    source: str
    office: int | None = None
    id: int = 0


def stocks(desk: Desk) -> list[BareStock]:
    """Return the opening stocks set for the line, oldest first."""
    return desk.once("stocks", lambda: _read(desk))


def _read(desk: Desk) -> list[BareStock]:
    found = find(desk.conn, Opening, desk.bureau, as_of=desk.as_of)
    own: list[tuple[int, dict[str, Any]]] = [(r.id, r.content) for r in found if r.content["line"] == desk.page.name]
    kept = [BareStock(c["day"], c["count"], c["source"], c.get("office"), number) for number, c in own]
    return sorted(kept, key=lambda stock: (stock.day, stock.office or 0))
