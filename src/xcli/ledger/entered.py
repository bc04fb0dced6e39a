"""When records were entered: the day of a record beside the day of the tx that first wrote it."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from xcli.domain.page import Line
from xcli.domain.period import Period
from xcli.ledger.tables import TX, shelf


class Entered(NamedTuple):
    """A record's office, its own day, and the day on which it was entered."""

    office: int | None
    day: date
    entered: date


def entered(conn: Connection, page: type[Line], bureau: str, period: Period) -> Iterator[Entered]:
    """Yield the standing records that opened in a period."""
    now, past = shelf(page.name).rows
    opens = now.c[page.docket.opens.name]
    first = select(func.min(past.c.tx)).where(past.c.bureau == now.c.bureau, past.c.id == now.c.id).scalar_subquery()
    wrote = TX.alias("wrote")
    asked = (
        select(now.c.office, opens, wrote.c.at)
        .join_from(now, wrote, (wrote.c.bureau == now.c.bureau) & (wrote.c.tx == func.coalesce(first, now.c.tx)))
        .where(now.c.bureau == bureau, opens >= period.start, opens < period.end)
    )
    for office, day, at in conn.execute(asked):
        yield Entered(office, day, date.fromisoformat(at[:10]))


def first_and_last_day(conn: Connection, bureau: str) -> tuple[date, date] | None:
    """Return the days of the first and the newest entry of a ledger."""
    row = conn.execute(select(func.min(TX.c.at), func.max(TX.c.at)).where(TX.c.bureau == bureau)).first()
    return (date.fromisoformat(row[0][:10]), date.fromisoformat(row[1][:10])) if row and row[0] else None
