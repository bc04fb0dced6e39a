"""What was written since months were reported: a figure as it is printed beside what the ledger counts now."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from xcli.domain.indicator import Indicator, Standing
from xcli.domain.period import Period
from xcli.ledger.closing import Closed, late_writes
from xcli.ledger.newest import newest
from xcli.stats.difference import Piece, Point, Split, between
from xcli.stats.query import Desk
from xcli.stats.reported import Cover, cover, tells
from xcli.stats.table import Figure, answer


@dataclass(frozen=True)
class Since:
    """A figure as it is printed and as it is counted now, and the records that make the difference."""

    printed: Figure
    counted: Figure
    splits: tuple[Split, ...]

    @property
    def is_whole(self) -> bool:
        """Tell whether the records make up the difference: the months were reported as the ledger was then."""
        return all(split.adds_up for split in self.splits)


def since_reported(desk: Desk, indicator: Indicator, period: Period) -> Since | None:
    """Return what a printed figure is and would be now; None where nothing that it counts was written since."""
    known = cover(desk, [period], ()) if tells(desk, ()) else Cover()
    if not known.answers(indicator, period):
        return None
    touched = [month for month in known.closed_in(period) if late_writes(desk.conn, desk.bureau, [month])]
    if not touched:
        return None
    printed, counted = (
        answer(replace(desk, corrected=corrected), [indicator], [period]).figure(indicator, period)
        for corrected in (False, True)
    )
    now = newest(desk.conn, desk.bureau).tx
    found = [(month, between(desk, *_points(desk, indicator, month, now))) for month in touched]
    ends = [(printed.numerator, counted.numerator), (printed.denominator or 0, counted.denominator or 0)]
    pieces = known.pieces[period]
    splits = tuple(
        Split(*ends[role], tuple(_parts(indicator, role, pieces, found))) for role in range(len(indicator.terms))
    )
    return Since(printed, counted, splits) if any(split.pieces or split.delta for split in splits) else None


def _points(desk: Desk, indicator: Indicator, month: Closed, now: int) -> tuple[Point, Point]:
    then = Point(indicator, month.period, desk.scope, month.tx)
    return then, replace(then, as_of=now)


def _parts(
    indicator: Indicator, role: int, pieces: tuple[Period, ...], found: list[tuple[Closed, list[Split]]]
) -> Iterator[Piece]:
    """Yield the records of each month; what stands, stands on the first day or on the last of the whole period."""
    term = indicator.terms[role]
    only = pieces[0 if term.at == "start" else -1] if isinstance(term, Standing) else None
    for month, splits in found:
        if only in (None, month.period):
            yield from splits[role].pieces
