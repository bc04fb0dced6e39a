"""Figures given out: kept when they leave, found again when they turn out to be others."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from xcli.domain.closing import Given
from xcli.domain.indicator import Indicator, in_force, versions
from xcli.domain.page import Line
from xcli.domain.pages import lines
from xcli.domain.period import Period, month_of
from xcli.domain.predicate import Always, In
from xcli.ledger.book import read_book
from xcli.ledger.handed import handed
from xcli.ledger.journal import Writer
from xcli.stats.axis import Axis, Key
from xcli.stats.query import Desk
from xcli.stats.table import Answer, Figure, answer

_DAY = timedelta(days=1)


class Leaving(NamedTuple):
    """A figure that leaves the house: of the whole line, or of one office."""

    figure: Figure
    office: int | None = None


def leaving(found: Answer, spans: Iterable[Period], first_day: int) -> Iterator[Leaving]:
    """Yield the figures that a restatement can touch: counted, of a line or an office, over at least one month."""
    whole = [span for span in spans if _has_month(span, first_day)]
    for key, office in _offices(found.desk, found.axes, found.keys).items():
        figures = (found.figure(i, span, key) for i in found.indicators for span in whole)
        yield from (Leaving(figure, office) for figure in figures if not figure.entered)


def _has_month(span: Period, first_day: int) -> bool:
    begun = month_of(span.start, first_day)
    month = begun if begun.start == span.start else month_of(begun.end, first_day)
    return month.end <= span.end


def _offices(desk: Desk, axes: Sequence[Axis], keys: Iterable[Key]) -> dict[Key, int | None]:
    """Return of which office the figures of each group are, None for the whole line; other groups are not reported."""
    by_office = [axis.field for axis in axes] == [desk.page.office]
    match desk.scope:
        case Always() if not axes:
            return {(): None}
        case Always() if by_office:
            return {key: key[0] for key in keys if key[0] is not None}
        case In(field, (int(office),)) if field is desk.page.office and not axes:
            return {(): office}
    return {}


@dataclass(frozen=True)
class Handed:
    """A figure as it was given out, and as it is now."""

    line: str
    recipient: str
    via: str
    day: date
    clerk: str
    tx: int
    then: Figure
    now: Figure
    office: int | None = None
    file: str | None = None
    note: str | None = None

    @property
    def differs(self) -> bool:
        """Tell whether it is another figure now."""
        return (self.then.numerator, self.then.denominator) != (self.now.numerator, self.now.denominator)


def give(
    writer: Writer,
    figures: Iterable[Leaving],
    recipient: str,
    via: str,
    *,
    file: str | None = None,
    note: str | None = None,
) -> int:
    """Keep that figures were given to somebody, by phone or in a file; return how many."""
    known = list(figures)
    for one in known:
        writer.add(Given, _kept(one) | {"recipient": recipient, "via": via, "file": file, "note": note})
    return len(known)


def _kept(one: Leaving) -> dict[str, object]:
    """Return which figure it is, and what it was."""
    figure = one.figure
    return {
        "indicator": figure.indicator.id,
        "version": figure.indicator.version,
        "first": figure.period.start,
        "last": figure.period.last,
        "office": one.office,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
    }


def all_handed(conn: Any, bureau: str, months: Mapping[str, Period] | None = None) -> Iterator[Handed]:
    """Yield the figures given out, the newest first, each beside what it is now; of `months`, those that cover one."""
    book = read_book(conn, bureau)
    known = {i.id: (page, in_force(i, book.settings)) for page in lines().values() for i in page.counted(book.lists)}
    rows = [_Row(row, *known[row.indicator]) for row in handed(conn, bureau) if row.indicator in known]
    rows = [row for row in rows if months is None or row.covers(months.get(row.page.name))]
    now = _now(conn, bureau, rows)
    yield from (row.beside(now[row.place].figure(row.given, row.period)) for row in rows)


@dataclass(frozen=True)
class _Row:
    """What is kept of a figure given out, with the indicator that it was."""

    kept: Any
    page: type[Line]
    indicator: Indicator

    @property
    def period(self) -> Period:
        """Return the period that it was given for."""
        return Period(self.kept.first, self.kept.last + _DAY)

    @property
    def given(self) -> Indicator:
        """Return the version of the indicator that was given."""
        return next((v for v in versions(self.indicator) if v.version == self.kept.version), self.indicator)

    @property
    def place(self) -> tuple[type[Line], int | None, Period]:
        """Return what figures share that can be counted together."""
        return self.page, self.kept.office, self.period

    def covers(self, month: Period | None) -> bool:
        """Tell whether it was given for a period with this month in it."""
        return month is not None and self.period.start <= month.start and month.end <= self.period.end

    def beside(self, now: Figure) -> Handed:
        """Return it beside what it is now."""
        row = self.kept
        then = Figure(self.given, self.period, row.numerator, row.denominator)
        day = date.fromisoformat(row.at[:10])
        told = (row.recipient, row.via, day, row.clerk, row.tx)
        return Handed(self.page.name, *told, then, now, row.office, row.file, row.note)


def _now(conn: Any, bureau: str, rows: Iterable[_Row]) -> dict[tuple[type[Line], int | None, Period], Answer]:
    """Count what was given out as it is now: all that share line, office and period at once."""
    wanted: dict[tuple[type[Line], int | None, Period], dict[Indicator, None]] = {}
    for row in rows:
        wanted.setdefault(row.place, {})[row.given] = None
    return {
        place: answer(_desk(conn, bureau, place[0], place[1]), tuple(chosen), [place[2]])
        for place, chosen in wanted.items()
    }


def _desk(conn: Any, bureau: str, page: type[Line], office: int | None) -> Desk:
    return Desk(conn, page, bureau, Always() if office is None else page.office.is_(office))


def handed_otherwise(conn: Any, bureau: str, months: Mapping[str, Period]) -> list[Handed]:
    """Return what was given out of months that were restated, and is another figure now."""
    return [one for one in all_handed(conn, bureau, months) if one.differs]


def was_noted(conn: Any, bureau: str, figures: Iterable[Leaving], recipient: str, file: str) -> bool:
    """Tell whether this file with these figures was noted before: written once more, it gives nothing new."""
    rows = [row for row in handed(conn, bureau) if (row.recipient, row.file) == (recipient, file)]
    kept = [_kept(one) for one in figures]
    known = {tuple(getattr(row, name) for name in kept[0]) for row in rows} if kept else set()
    return all(tuple(one.values()) in known for one in kept)
