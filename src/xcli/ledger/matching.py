"""What an import asks of the ledger: records by number or day, earlier batches, what a resent sheet leaves out."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, func, or_, select

from xcli.domain.keeping import Setting
from xcli.domain.page import Line
from xcli.ledger.query import find
from xcli.ledger.record import Record
from xcli.ledger.tables import BATCH, TX, shelf
from xcli.ledger.undo import standing_undo

Conn = Connection  # for those who pass one on without knowing what it is


def has_records(conn: Connection, page: type[Line], bureau: str) -> bool:
    """Tell whether a line has any record."""
    now = shelf(page.name).rows.current
    return conn.scalar(select(now.c.id).where(now.c.bureau == bureau).limit(1)) is not None


def by_number(conn: Connection, page: type[Line], bureau: str, keys: Collection[str]) -> list[Record]:
    """Return the records with these folded numbers."""
    now = shelf(page.name).rows.current
    return find(conn, page, bureau, where=_through_index(now, bureau, now.c.number_key.in_(list(keys)))) if keys else []


def by_day(conn: Connection, page: type[Line], bureau: str, days: Collection[object]) -> list[Record]:
    """Return the records opened on these days; None stands for those that wait to be."""
    now = shelf(page.name).rows.current
    day = now.c[page.docket.opens.name]
    known = day.in_([one for one in days if one is not None])
    opened = or_(known, day.is_(None)) if None in days else known
    return find(conn, page, bureau, where=_through_index(now, bureau, opened)) if days else []


def _through_index(table: Table, bureau: str, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    # Asked for the rows themselves, SQLite would walk the primary key; for the ids alone it takes the index.
    return table.c.id.in_(select(table.c.id).where(table.c.bureau == bureau, condition))


def by_id(conn: Connection, page: type[Line], bureau: str, ids: Iterable[int]) -> dict[int, Record]:
    """Return standing records by id."""
    now = shelf(page.name).rows.current
    return {record.id: record for record in find(conn, page, bureau, where=now.c.id.in_(list(ids)))}


def last_tx(conn: Connection, bureau: str) -> int:
    """Return the newest tx."""
    return int(conn.scalar(select(func.max(TX.c.tx)).where(TX.c.bureau == bureau)) or 0)


def spans_of(
    conn: Connection, page: type[Line], bureau: str, spans: dict[int | None, tuple[str, str]]
) -> Iterable[tuple[int, str]]:
    """Yield id and number of the records that these offices opened within these days."""
    now = shelf(page.name).rows.current
    opened = now.c[page.docket.opens.name]
    for office, (first, last) in spans.items():
        here = now.c.office.is_(None) if office is None else now.c.office == office
        asked = select(now.c.id, now.c.case_no).where(now.c.bureau == bureau, here, opened.between(first, last))
        for number, name in conn.execute(asked.order_by(opened, now.c.id)):
            yield number, name or f"#{number}"


def batches(conn: Connection, bureau: str, digest: str) -> list[dict[str, Any]]:
    """Return the imports of a file with this digest, oldest first, each with whether it still stands."""
    asked = select(BATCH).where(BATCH.c.bureau == bureau, BATCH.c.digest == digest).order_by(BATCH.c.tx)
    found = [dict(row) for row in conn.execute(asked).mappings()]
    return [row | {"stands": standing_undo(conn, bureau, row["tx"]) is None} for row in found]


def setting_record(conn: Connection, bureau: str, key: str) -> Record | None:
    """Return the record of a setting of the ledger."""
    now = shelf(Setting.name).rows.current
    return next(iter(find(conn, Setting, bureau, where=now.c.key == key)), None)
