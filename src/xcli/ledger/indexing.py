"""Indexes of a table that is about to grow many times over: sorted once at the end, in the same transaction."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Table, bindparam, func, select, text

from xcli.domain.page import Page
from xcli.ledger.tables import shelf

MANY = 10_000
_SORTING_KIB = 16 * 1024
# Numbers are proposed while rows go in, from the serials that stand.
_INDEXES = text(
    "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN :tables"
    " AND name NOT LIKE '%\\_serial' ESCAPE '\\' ORDER BY name"
).bindparams(bindparam("tables", expanding=True))


@contextmanager
def indexed_afterwards(conn: Connection, page: type[Page], coming: int) -> Iterator[None]:
    """Put the indexes of a page's standing rows off while more rows come than stand; nothing for a server.

    Finding a place in every index for every row costs more than sorting them all at the end. What is dropped and made
    is part of the transaction: interrupted, the ledger has its indexes as before.
    """
    put_off = _put_off(conn, page, coming)
    for name in put_off:
        conn.exec_driver_sql(f'DROP INDEX "{name}"')
    yield
    if put_off:
        with _little_memory(conn):
            for statement in put_off.values():
                conn.exec_driver_sql(statement)


@contextmanager
def _little_memory(conn: Connection) -> Iterator[None]:
    """Let SQLite sort in pieces that it lays aside in a file without a name, as the rows themselves were laid aside."""
    before = {name: conn.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in ("cache_size", "temp_store")}
    conn.exec_driver_sql(f"PRAGMA cache_size=-{_SORTING_KIB}")
    conn.exec_driver_sql("PRAGMA temp_store=FILE")
    yield
    for name, value in before.items():
        conn.exec_driver_sql(f"PRAGMA {name}={value}")


def _put_off(conn: Connection, page: type[Page], coming: int) -> dict[str, str]:
    """Return the indexes worth putting off, each as the schema has it."""
    place = shelf(page.name)
    if conn.dialect.name != "sqlite" or coming < MANY or _stand(conn, place.rows.current, coming) >= coming:
        return {}
    tables = [place.rows.current.name, *(part.current.name for part in place.parts.values())]
    return {row.name: row.sql for row in conn.execute(_INDEXES, {"tables": tables})}


def _stand(conn: Connection, table: Table, most: int) -> int:
    """Return how many rows stand, counted no further than `most`."""
    some = select(table.c.id).limit(most).subquery()
    return conn.scalar(select(func.count()).select_from(some)) or 0
