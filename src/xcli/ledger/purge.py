"""Blanking what is private in cases that ended long ago: the figures and the chain stay as they are."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Subquery, func, select, union, update

from xcli.domain.keeping import pages
from xcli.domain.page import Case
from xcli.ledger.chain import private_names
from xcli.ledger.tables import TX, Shelf, shelf
from xcli.ledger.where import compiled


def lines_to_purge(line: str | None = None) -> list[type[Case]]:
    """Return the lines of work whose cases close, or the one that is named."""
    return [page for page in pages().values() if issubclass(page, Case) and line in (None, page.name)]


def purgeable(conn: Connection, bureau: str, page: type[Case], before: date) -> int:
    """Return how many cases of a line ended before a day and still hold something private."""
    place = shelf(page.name)
    ended = _ended(conn, bureau, page, before)
    whole = union(*(select(t.c.id).where(t.c.bureau == bureau, t.c.salt.is_not(None)) for t in place.rows)).subquery()
    return conn.scalar(select(func.count()).where(whole.c.id.in_(select(ended.c.id)))) or 0


def blank(conn: Connection, bureau: str, page: type[Case], before: date) -> None:
    """Blank every version of those cases; what the chain keeps of the values is their digest."""
    place = shelf(page.name)
    ids = select(_ended(conn, bureau, page, before).c.id)
    own, inner = _private(place)
    for table in place.rows:
        nothing: dict[str, Any] = dict.fromkeys([*own, "salt"])
        which = (table.c.bureau == bureau, table.c.id.in_(ids), table.c.salt.is_not(None))
        conn.execute(update(table).where(*which).values(nothing))
    for group, names in inner.items():
        for table in place.parts[group]:
            conn.execute(
                update(table).where(table.c.bureau == bureau, table.c.id.in_(ids)).values(dict.fromkeys(names))
            )


def _private(place: Shelf) -> tuple[list[str], dict[str, list[str]]]:
    """Return the private columns of a page's own row, and those of its groups."""
    own: list[str] = []
    inner: dict[str, list[str]] = {}
    for name in sorted(private_names(place.page.name)):
        group, dot, field = name.partition(".")
        (inner.setdefault(group, []) if dot else own).append(field if dot else name)
    return own, inner


def _ended(conn: Connection, bureau: str, page: type[Case], before: date) -> Subquery:
    """Return the ids of the cases that closed before a day, or were retracted before it."""
    place = shelf(page.name)
    now, past = place.rows
    over = page.docket.closed & page.docket.closes.between(None, before - timedelta(days=1))
    closed = select(now.c.id).where(now.c.bureau == bureau, compiled(over, now, lambda name: place.parts[name].current))
    last = conn.scalar(select(func.max(TX.c.tx)).where(TX.c.bureau == bureau, TX.c.at < before.isoformat())) or 0
    standing = select(now.c.id).where(now.c.bureau == bureau)
    retracted = select(past.c.id).where(past.c.bureau == bureau, past.c.id.not_in(standing))
    return union(closed, retracted.group_by(past.c.id).having(func.max(past.c.until_tx) <= last)).subquery()
