"""What the tx that is being written has changed so far, record by record."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import FromClause, and_, or_, select

from xcli.domain.keeping import Opening
from xcli.domain.page import Page
from xcli.ledger.journal import Writer
from xcli.ledger.query import find
from xcli.ledger.tables import shelf

Content = Mapping[str, Any]


def records_changed(writer: Writer, page: type[Page], end: date) -> Iterator[tuple[Content | None, Content | None]]:
    """Yield records before and after, of those that have, or had, a day before `end`."""
    now, past = shelf(page.name).rows
    days = [name for name, single in page.stored().items() if single.kind == "day"]

    def early(rows: FromClause) -> Any:
        return or_(*(rows.c[name] < end for name in days))

    ended = select(past.c.id).where(past.c.bureau == writer.bureau, past.c.until_tx == writer.tx)
    written = and_(now.c.tx == writer.tx, or_(early(now), now.c.id.in_(ended)))
    fresh = {record.id: record.content for record in find(writer.conn, page, writer.bureau, where=written)}
    for record in find(
        writer.conn, page, writer.bureau, where=past.c.until_tx == writer.tx, rows=past, as_of=writer.tx - 1
    ):
        yield record.content, fresh.pop(record.id, None)
    for content in fresh.values():
        yield None, content


def stocks_changed(writer: Writer, line: str) -> Iterator[date]:
    """Yield the days of a line's opening stocks that were set or taken away."""
    now, past = shelf(Opening.name).rows
    for rows, which in ((now, now.c.tx == writer.tx), (past, past.c.until_tx == writer.tx)):
        asked = select(rows.c.day).where(rows.c.bureau == writer.bureau, rows.c.line == line, which)
        yield from writer.conn.scalars(asked)
