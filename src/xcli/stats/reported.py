"""Figures as they were reported: closed months come from what was stored, other days are counted.

A longer period is put together from its closed months and the runs of days between them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from xcli.domain.indicator import Count, Indicator, Standing, Stock, Term
from xcli.domain.period import Period, year_to_date
from xcli.domain.predicate import Always, In
from xcli.ledger.closing import Closed, Reported, closed_months, late_writes, reported
from xcli.stats.axis import Axis, Key
from xcli.stats.query import Desk

Stored = Mapping[tuple[Period, str, int | None], Reported]


@dataclass(frozen=True)
class Cover:
    """The closed months that periods touch, with their figures; periods without any are left out."""

    pieces: Mapping[Period, tuple[Period, ...]] = field(default_factory=dict)
    months: Mapping[Period, Closed] = field(default_factory=dict)
    stored: Stored = field(default_factory=dict)
    offices: frozenset[int | None] | None = None

    def answers(self, indicator: Indicator, period: Period) -> bool:
        """Tell whether a figure can be had from what was reported: by the same definition, and from parts that add."""
        pieces = self.pieces.get(period, ())
        closed = [piece for piece in pieces if piece in self.months]
        if not closed or (len(pieces) > 1 and any(is_distinct(term) for term in indicator.terms)):
            return False
        return all(self._has(indicator, piece) for piece in closed)

    def _has(self, indicator: Indicator, month: Period) -> bool:
        known = self.stored.get((month, indicator.id, WHOLE))
        return known is not None and known.version == indicator.version

    def days_between(self, period: Period) -> list[Period]:
        """Return the parts of a period that are not closed."""
        return [piece for piece in self.pieces.get(period, ()) if piece not in self.months]

    def closed_in(self, period: Period) -> list[Closed]:
        """Return the closed months of a period."""
        return [self.months[piece] for piece in self.pieces.get(period, ()) if piece in self.months]

    def kept(self, indicator: Indicator, month: Period, key: Key) -> list[Reported]:
        """Return the reported figures that make up a group's figure: one, or those of the offices in scope."""
        if key:
            places: Iterable[int | None] = [_of_office(key[0])]
        else:
            places = [WHOLE] if self.offices is None else [_of_office(office) for office in self.offices]
        found = (self.stored.get((month, indicator.id, place)) for place in places)
        return [single for single in found if single is not None]

    def carried(self, indicator: Indicator, period: Period, key: Key) -> int | None:
        """Return how many of a rate's cases were opened before a period that begins its year; None if not kept."""
        pieces = self.pieces.get(period, ())
        if any(piece not in self.months or year_of(piece) != period.start for piece in pieces):
            return None
        named = indicator.but(id=f"{indicator.id}{OF_YEAR}")
        return sum(one.numerator for piece in pieces for one in self.kept(named, piece, key))

    @property
    def keys(self) -> set[Key]:
        """Return the groups of offices that have a reported figure."""
        known = {None if place == NO_OFFICE else place for _, _, place in self.stored if place != WHOLE}
        return {(place,) for place in known if self.offices is None or place in self.offices}


OF_YEAR = "@year"  # kept beside a rate: those of its numerator that were opened before the year
WHOLE = -1  # of the whole line; offices have positive ids
NO_OFFICE = 0


def year_of(month: Period) -> date:
    """Return the day on which the year of a month begins, as its line counts months."""
    return year_to_date(month.last, month.start.day).start


def _of_office(office: int | None) -> int:
    return NO_OFFICE if office is None else office


NOTHING = Cover()


def cover(desk: Desk, periods: Sequence[Period], axes: Sequence[Axis]) -> Cover:
    """Return what of these periods was reported, as far as stored figures can answer for scope and groups."""
    offices = _offices(desk)
    if not tells(desk, axes):
        return NOTHING
    known = {month.period: month for month in closed_of(desk)}
    pieces = {period: _pieces(period, known) for period in periods}
    touched = {piece: known[piece] for parts in pieces.values() for piece in parts if piece in known}
    if not touched:
        return NOTHING
    chosen = {period: parts for period, parts in pieces.items() if any(piece in touched for piece in parts)}
    return Cover(chosen, touched, _stored(desk, touched.values(), by_office=bool(axes) or offices is not None), offices)


def closed_of(desk: Desk) -> list[Closed]:
    """Return the closed months of a line."""
    return desk.once("closed", lambda: closed_months(desk.conn, desk.bureau, desk.page.name))


def tells(desk: Desk, axes: Sequence[Axis]) -> bool:
    """Tell whether what was stored can answer: figures of the whole and of offices, as they were reported."""
    live = desk.corrected or desk.as_of is not None or _offices(desk) is NEITHER
    return not live and all(axis.field is desk.page.office for axis in axes)


def reported_at(desk: Desk, period: Period) -> Desk:
    """Return the desk at which a closed month was reported, for what was not stored: other groups, other scopes."""
    if desk.corrected or desk.as_of is not None:
        return desk
    known = closed_of(desk)
    return next((replace(desk, as_of=month.tx) for month in known if month.period == period), desk)


def touched_since(desk: Desk, periods: Iterable[Period]) -> tuple[list[Closed], int]:
    """Return the closed months of periods, and how many txs changed what they count after they were reported."""
    asked = list(periods)
    months = [
        month
        for month in closed_of(desk)
        if any(p.start <= month.period.start and month.period.end <= p.end for p in asked)
    ]
    return months, late_writes(desk.conn, desk.bureau, months) if months else 0


NEITHER: frozenset[int | None] = frozenset({-1})


def _offices(desk: Desk) -> frozenset[int | None] | None:
    """Return the offices in scope: None for all, `NEITHER` where figures of offices do not tell."""
    match desk.scope:
        case Always():
            return None
        case In(single, values) if single is desk.page.office:
            return frozenset(values)  # type: ignore[arg-type]
    return NEITHER


def _pieces(period: Period, known: Mapping[Period, Closed]) -> tuple[Period, ...]:
    """Cut a period into its closed months and the runs of days between them."""
    inside = sorted(month for month in known if period.start <= month.start and month.end <= period.end)
    pieces: list[Period] = []
    day = period.start
    for month in inside:
        if day < month.start:
            pieces.append(Period(day, month.start))
        pieces.append(month)
        day = month.end
    return (*pieces, Period(day, period.end)) if day < period.end else tuple(pieces)


def _stored(desk: Desk, months: Iterable[Closed], *, by_office: bool) -> Stored:
    chosen = list(months)
    place = {month.id: month.period for month in chosen}
    found: dict[tuple[Period, str, int | None], Reported] = {
        (place[number], name, WHOLE): figure for number, name, _, figure in reported(desk.conn, desk.bureau, chosen)
    }
    if by_office:
        for number, name, office, figure in reported(desk.conn, desk.bureau, chosen, offices=True):
            found[place[number], name, _of_office(office)] = figure
    return found


def together(term: Term, values: Sequence[int]) -> int:
    """Return the value of a term over adjoining pieces: what stands, stands on the first day or on the last."""
    if isinstance(term, Standing):
        return values[0 if term.at == "start" else -1]
    return sum(values)


def is_distinct(term: Term) -> bool:
    """Tell whether a term counts values, of which the same may stand in several periods or groups."""
    return isinstance(term, Count | Stock) and term.distinct is not None
