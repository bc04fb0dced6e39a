"""Figures given out: kept when they leave, found again when they turn out to be others."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from xcli.domain.closing import Given
from xcli.domain.indicator import Indicator, versions
from xcli.domain.period import Period
from xcli.domain.predicate import Always
from xcli.ledger.book import read_book
from xcli.ledger.handed import handed
from xcli.ledger.journal import Writer
from xcli.stats.catalogue import indicators, page_of
from xcli.stats.query import Desk
from xcli.stats.table import Figure, answer

_DAY = timedelta(days=1)


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
    figures: Iterable[Figure],
    recipient: str,
    via: str,
    *,
    office: int | None = None,
    file: str | None = None,
    note: str | None = None,
) -> int:
    """Keep that figures were given to somebody, by phone or in a file; return how many."""
    count = 0
    for figure in figures:
        content = {
            "recipient": recipient,
            "via": via,
            "indicator": figure.indicator.id,
            "version": figure.indicator.version,
            "first": figure.period.start,
            "last": figure.period.last,
            "office": office,
            "numerator": figure.numerator,
            "denominator": figure.denominator,
            "file": file,
            "note": note,
        }
        writer.add(Given, content)
        count += 1
    return count


def all_handed(conn: Any, bureau: str) -> Iterator[Handed]:
    """Yield the figures given out, the newest first, each beside what it is now."""
    known = {i.id: i for i in indicators(lists=read_book(conn, bureau).lists)}
    for row in handed(conn, bureau):
        if row.indicator in known:
            yield _beside(conn, bureau, row, known[row.indicator])


def _beside(conn: Any, bureau: str, row: Any, indicator: Indicator) -> Handed:
    period = Period(row.first, row.last + _DAY)
    page = page_of(indicator)
    scope = Always() if row.office is None else page.office.is_(row.office)
    given = next((v for v in versions(indicator) if v.version == row.version), indicator)
    now = answer(Desk(conn, page, bureau, scope), [given], [period]).figure(given, period)
    then = Figure(given, period, row.numerator, row.denominator)
    return Handed(
        page.name,
        row.recipient,
        row.via,
        date.fromisoformat(row.at[:10]),
        row.clerk,
        row.tx,
        then,
        now,
        row.office,
        row.file,
        row.note,
    )


def touched_by(found: Iterable[Handed], months: Mapping[str, Period]) -> list[Handed]:
    """Return what was given out of months that were restated, and is another figure now."""
    return [
        one
        for one in found
        if one.differs
        and (month := months.get(one.line)) is not None
        and one.then.period.start <= month.start
        and month.end <= one.then.period.end
    ]
