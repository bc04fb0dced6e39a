"""Figures that were told: entered from before the ledger, and targets; never added to what is counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from xcli.domain.figure import Rate
from xcli.domain.keeping import EnteredFigure, Target
from xcli.domain.keeping import Told as ToldPage
from xcli.domain.period import Period
from xcli.domain.predicate import Always
from xcli.ledger.query import find
from xcli.stats.query import Desk

Place = tuple[str, Period]


@dataclass(frozen=True)
class Told:
    """What was told of an indicator for a period, and by which source; money counts in 分."""

    numerator: int
    denominator: int | None
    source: str

    @property
    def rate(self) -> Rate:
        """Return it as a quotient."""
        return Rate(self.numerator, self.denominator or 0)


def entered(desk: Desk) -> Mapping[Place, Told]:
    """Return the figures entered for the whole line; a part of it has none."""
    return _told(desk, EnteredFigure) if isinstance(desk.scope, Always) else {}


def targets(desk: Desk) -> Mapping[Place, Told]:
    """Return what the line's figures should reach."""
    return _told(desk, Target) if isinstance(desk.scope, Always) else {}


def _told(desk: Desk, page: type[ToldPage]) -> dict[Place, Told]:
    contents: list[dict[str, Any]] = [r.content for r in find(desk.conn, page, desk.bureau, as_of=desk.as_of)]
    return {
        (content["indicator"], period_of(content)): Told(
            content["numerator"], content.get("denominator"), content["source"]
        )
        for content in contents
    }


def period_of(content: Mapping[str, Any]) -> Period:
    """Return the period that a figure was told for."""
    first, last = content["first_on"], content["last_on"]
    if not (isinstance(first, date) and isinstance(last, date)):
        raise TypeError(content)
    return Period(first, last + timedelta(days=1))
