"""Looking for anything: a number, the beginning of a name, or words anywhere."""

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from xcli.domain.field import Parts, Words
from xcli.domain.page import Line
from xcli.ledger.naming import seek
from xcli.ledger.query import find
from xcli.ledger.record import Record
from xcli.ledger.tables import shelf

_LAST = "\U0010ffff"


def look_up(conn: Connection, page: type[Line], bureau: str, said: str, year: int, limit: int) -> list[Record]:
    """Return the cases called so, or of or with a name that begins so: found by the indexes."""
    numbered = [r for r in seek(conn, page, bureau, said, year) if limit] if _is_number(said) else []
    ids = {record.id for record in numbered}
    for group in page.fields.values():
        if isinstance(group, Parts):
            rows = shelf(page.name).parts[group.name].current
            for inner in group.part.fields.values():
                if inner.sought:
                    begins = and_(rows.c[inner.name] >= said, rows.c[inner.name] < said + _LAST)
                    asked = select(rows.c.id).where(rows.c.bureau == bureau, begins).limit(limit)
                    ids |= set(conn.scalars(asked))
    now = shelf(page.name).rows.current
    for name in page.named():
        begins = and_(now.c[name] >= said, now.c[name] < said + _LAST)
        ids |= set(conn.scalars(select(now.c.id).where(now.c.bureau == bureau, begins).limit(limit)))
    return find(conn, page, bureau, where=now.c.id.in_(sorted(ids)), limit=limit) if ids else []


def _is_number(said: str) -> bool:
    return any(char.isdecimal() for char in said)


def scan(conn: Connection, page: type[Line], bureau: str, said: str, limit: int) -> list[Record]:
    """Return the cases that hold these words anywhere, letter by letter; this reads every row."""
    place = shelf(page.name)
    now = place.rows.current
    here = [_holds(now.c[f.name], said) for f in page.stored().values() if isinstance(f, Words)]
    for group in page.fields.values():
        if isinstance(group, Parts):
            rows = place.parts[group.name].current
            words = [_holds(rows.c[f.name], said) for f in group.part.fields.values() if isinstance(f, Words)]
            if words:
                here.append(now.c.id.in_(select(rows.c.id).where(rows.c.bureau == bureau, or_(*words))))
    return find(conn, page, bureau, where=or_(*here), order=(now.c[page.docket.opens.name].desc(),), limit=limit)


def _holds(column: ColumnElement[str], said: str) -> ColumnElement[bool]:
    return func.replace(column, said, "") != column
