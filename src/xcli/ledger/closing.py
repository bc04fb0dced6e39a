"""Closed months: which there are, and the figures that were reported for them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Select, func, select

from xcli.domain.closing import Closing, Late, Reopening
from xcli.domain.page import Page
from xcli.domain.period import Period
from xcli.domain.predicate import Predicate
from xcli.ledger.query import source
from xcli.ledger.tables import TX, shelf
from xcli.ledger.where import compiled
from xcli.text import Text

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Closed:
    """A month of a line as it was reported: by which tx, whom and when; `reopened` is the tx that opened it again."""

    id: int
    tx: int
    line: str
    period: Period
    version: int
    digest: str
    soft: int
    approved_by: str | None
    at: str
    clerk: str
    reason: str | None
    reopened: int | None = None

    @property
    def locked(self) -> bool:
        """Tell whether the month is closed still."""
        return self.reopened is None

    @property
    def text(self) -> Text:
        """Return by which entry it was closed."""
        day = self.at[:10]
        return Text(f"第 {self.tx} 笔，{day}，{self.clerk}", f"entry {self.tx}, {day}, {self.clerk}")


@dataclass(frozen=True)
class Reported:
    """A figure as it was reported."""

    version: int
    numerator: int
    denominator: int | None
    bare: int
    carried: int


def closed_months(
    conn: Connection, bureau: str, line: str | None = None, as_of: int | None = None, *, every: bool = False
) -> list[Closed]:
    """Return the closed months in order, each as it was reported last; `every` gives the earlier versions too."""
    rows = source(shelf(Closing.name).rows, as_of)
    asked = select(rows, TX.c.at, TX.c.clerk, TX.c.reason).join_from(
        rows, TX, (TX.c.bureau == rows.c.bureau) & (TX.c.tx == rows.c.tx)
    )
    asked = asked.where(rows.c.bureau == bureau).order_by(rows.c["first"], rows.c.line, rows.c.tx)
    opened = _reopened(conn, bureau, as_of)
    found = [_closed(row, opened) for row in conn.execute(asked if line is None else asked.where(rows.c.line == line))]
    return found if every else list({(month.line, month.period): month for month in found}.values())


def _reopened(conn: Connection, bureau: str, as_of: int | None) -> dict[tuple[str, date], int]:
    rows = source(shelf(Reopening.name).rows, as_of)
    asked = select(rows.c.line, rows.c["first"], func.max(rows.c.tx)).where(rows.c.bureau == bureau)
    return {(row[0], row[1]): row[2] for row in conn.execute(asked.group_by(rows.c.line, rows.c["first"]))}


def _closed(row: Any, opened: dict[tuple[str, date], int]) -> Closed:
    period = Period(row.first, row.last + _DAY)
    reopened = opened.get((row.line, row.first))
    return Closed(
        row.id,
        row.tx,
        row.line,
        period,
        row.version,
        row.digest,
        row.soft or 0,
        row.approved_by,
        row.at,
        row.clerk,
        row.reason,
        reopened if reopened and reopened > row.tx else None,
    )


def reported(
    conn: Connection, bureau: str, months: Iterable[Closed], *, offices: bool = False
) -> Iterator[tuple[int, str, int | None, Reported]]:
    """Yield the reported figures of months: id of the closing, indicator, office (of the whole: None), figure.

    With `offices` those of each office, without only those of the whole.
    """
    rows = shelf(Closing.name).parts["figure"].current
    ids = [month.id for month in months]
    asked: Select[Any] = select(rows).where(rows.c.bureau == bureau, rows.c.id.in_(ids))
    asked = asked.where(rows.c.whole.is_(None) if offices else rows.c.whole == 1)
    for row in conn.execute(asked):
        kept = Reported(row.version, row.numerator, row.denominator, row.bare or 0, row.carried or 0)
        yield row.id, row.indicator, row.office, kept


def late_writes(conn: Connection, bureau: str, months: Iterable[Closed]) -> int:
    """Return how many txs changed what months count after these were reported."""
    rows = shelf(Late.name).rows.current
    known = {(month.line, month.period.start): month.tx for month in months}
    asked = select(rows.c.line, rows.c["first"], rows.c.tx).where(rows.c.bureau == bureau)
    return len({tx for line, first, tx in conn.execute(asked) if tx > known.get((line, first), tx)})


def edited_since(conn: Connection, page: type[Page], bureau: str, tx: int, condition: Predicate) -> bool:
    """Tell whether a record that fulfils a condition was written after a tx."""
    place = shelf(page.name)
    rows = place.rows.current
    holds = compiled(condition, rows, lambda name: place.parts[name].current)
    asked = select(rows.c.id).where(rows.c.bureau == bureau, rows.c.tx > tx, holds).limit(1)
    return conn.execute(asked).first() is not None


def month_content(line: str, period: Period) -> dict[str, object]:
    """Return how a kept record names a month of a line."""
    return {"line": line, "first": period.start, "last": period.last}


def standing(
    conn: Connection, page: type[Page], bureau: str, line: str, period: Period, as_of: int | None = None
) -> list[Any]:
    """Return the rows kept of a month of a line, oldest first."""
    rows = source(shelf(page.name).rows, as_of)
    asked = select(rows).where(rows.c.bureau == bureau, rows.c.line == line, rows.c["first"] == period.start)
    return list(conn.execute(asked.order_by(rows.c.tx)))


def kept_months(
    conn: Connection, page: type[Page], bureau: str, line: str, span: Period, as_of: int | None = None
) -> list[Period]:
    """Return the months of a line within a span of which anything is kept, in order."""
    rows = source(shelf(page.name).rows, as_of)
    asked = select(rows.c["first"], rows.c.last).where(rows.c.bureau == bureau, rows.c.line == line)
    asked = asked.where(rows.c["first"] >= span.start, rows.c["first"] < span.end).distinct()
    return sorted(Period(first, last + _DAY) for first, last in conn.execute(asked))


def any_closed(conn: Connection, bureau: str) -> bool:
    """Tell whether any month was ever closed."""
    rows = shelf(Closing.name).rows.current
    return conn.scalar(select(rows.c.id).where(rows.c.bureau == bureau).limit(1)) is not None
