"""Reading records: as they stand, as they stood at a tx, and every version of one."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, Table, and_, null, select, union_all

from xcli.domain.field import Choices, Parts
from xcli.domain.page import Page
from xcli.ledger.chain import Content
from xcli.ledger.record import Record
from xcli.ledger.shape import Twin
from xcli.ledger.tables import SYSTEM, Shelf, shelf

CHUNK = 500


def source(twin: Twin, as_of: int | None = None) -> FromClause:
    """Return the rows that stand now, or that stood as of a tx; asking for now costs nothing extra."""
    now, past = twin
    if as_of is None:
        return now
    columns = [column.name for column in now.c]
    stood = select(*(now.c[name] for name in columns)).where(now.c.tx <= as_of)
    ended = select(*(past.c[name] for name in columns)).where(past.c.tx <= as_of, past.c.until_tx > as_of)
    return union_all(stood, ended).subquery(now.name)


def versions(twin: Twin) -> FromClause:
    """Return every version, the standing ones with no end."""
    now, past = twin
    columns = [column.name for column in now.c]
    standing = select(*(now.c[name] for name in columns), null().label("until_tx"))
    ended = select(*(past.c[name] for name in columns), past.c.until_tx)
    return union_all(standing, ended).subquery(now.name)


def find(
    conn: Connection,
    page: type[Page],
    bureau: str,
    *,
    where: ColumnElement[bool] | None = None,
    rows: FromClause | None = None,
    order: Sequence[ColumnElement[Any]] = (),
    limit: int | None = None,
    as_of: int | None = None,
) -> list[Record]:
    """Return the records that fulfil a condition on the columns of `rows` (default: the standing rows)."""
    src = rows if rows is not None else source(shelf(page.name).rows, as_of)
    asked: Select[Any] = select(src).where(src.c.bureau == bureau)
    if where is not None:
        asked = asked.where(where)
    if order or limit is not None:
        asked = asked.order_by(*(order or (src.c.id,))).limit(limit)
    fetched = [row._asdict() for row in conn.execute(asked)]
    if not order:
        # Sorted here: asked to sort by id, SQLite would walk the primary key and read every record of the bureau.
        fetched.sort(key=itemgetter("id"))
    return list(assemble(conn, page, bureau, fetched, as_of))


def assemble(
    conn: Connection, page: type[Page], bureau: str, rows: Iterable[dict[str, Any]], as_of: int | None = None
) -> Iterator[Record]:
    """Yield records from their rows, with their parts fetched a chunk at a time."""
    stream = iter(rows)
    while chunk := list(islice(stream, CHUNK)):
        contents: dict[int, Content] = {}
        for row in chunk:
            contents[row["id"]] = {k: v for k, v in row.items() if v is not None and k not in SYSTEM}
        _add_parts(conn, page, bureau, contents, as_of)
        for row in chunk:
            yield Record(page, row["id"], row["tx"], _ordered(page, contents[row["id"]]), row.get("until_tx"))


def _ordered(page: type[Page], content: Content) -> Content:
    return {name: content[name] for name in page.fields if name in content}


def _add_parts(
    conn: Connection, page: type[Page], bureau: str, contents: dict[int, Content], as_of: int | None
) -> None:
    for name, twin in shelf(page.name).parts.items():
        src = source(twin, as_of)
        asked = select(src).where(src.c.bureau == bureau, src.c.id.in_(list(contents))).order_by(src.c.id, src.c.n)
        for row in conn.execute(asked):
            put_part(page, name, contents[row.id], row._asdict())


def put_part(page: type[Page], name: str, content: Content, row: dict[str, Any]) -> None:
    """Add a row of a repeated field to the content it belongs to."""
    field = page.fields[name]
    if isinstance(field, Choices):
        content[name] = (*content.get(name, ()), row["code"])  # type: ignore[misc]
    elif isinstance(field, Parts):
        item = {k: row[k] for k in field.part.fields if row[k] is not None}
        content.setdefault(name, []).append(item)  # type: ignore[attr-defined]


def load(conn: Connection, page: type[Page], bureau: str, number: int) -> Record | None:
    """Return the standing version of a record."""
    now = shelf(page.name).rows.current
    return next(iter(find(conn, page, bureau, where=now.c.id == number)), None)


def history(conn: Connection, page: type[Page], bureau: str, number: int) -> list[Record]:
    """Return every version of a record, oldest first."""
    shelf_ = shelf(page.name)
    src = versions(shelf_.rows)
    asked = select(src).where(src.c.bureau == bureau, src.c.id == number).order_by(src.c.tx)
    found: list[Record] = []
    for row in conn.execute(asked).all():
        content: Content = {k: v for k, v in row._asdict().items() if v is not None and k not in SYSTEM}
        for name, twin in shelf_.parts.items():
            parts = versions(twin)
            mine = and_(parts.c.bureau == bureau, parts.c.id == number, parts.c.tx == row.tx)
            for item in conn.execute(select(parts).where(mine).order_by(parts.c.n)):
                put_part(page, name, content, item._asdict())
        found.append(Record(page, number, row.tx, _ordered(page, content), row.until_tx))
    return found


Version = tuple[Content, int, int, dict[str, Any]]


def assemble_versions(conn: Connection, place: Shelf, bureau: str) -> Iterator[Version]:
    """Yield every version of every record of a page with its id, its tx and what is kept beside it."""
    for past in (False, True):
        rows = place.rows.past if past else place.rows.current
        names = [(n, column.name) for n, column in enumerate(rows.c) if column.name not in SYSTEM]
        at = {name: n for n, name in enumerate(rows.c.keys()) if name in SYSTEM}
        beside = [(name, n) for name, n in at.items() if name not in ("bureau", "id", "tx", "until_tx")]
        stream = iter(conn.execute(select(rows).where(rows.c.bureau == bureau).order_by(rows.c.id)))
        while chunk := list(islice(stream, CHUNK)):
            contents = {(row[at["id"]], row[at["tx"]]): _present(row, names) for row in chunk}
            for name, twin in place.parts.items():
                _add_part_versions(conn, place, name, twin.past if past else twin.current, bureau, contents)
            for row in chunk:
                number, tx = row[at["id"]], row[at["tx"]]
                yield contents[number, tx], number, tx, {name: row[n] for name, n in beside}


def _present(row: Sequence[Any], names: Sequence[tuple[int, str]]) -> Content:
    return {name: row[n] for n, name in names if row[n] is not None}


def _add_part_versions(
    conn: Connection, place: Shelf, name: str, rows: Table, bureau: str, contents: dict[tuple[int, int], Content]
) -> None:
    field = place.page.fields[name]
    first, last = min(contents)[0], max(contents)[0]
    inner = ["code"] if isinstance(field, Choices) else list(field.part.fields) if isinstance(field, Parts) else []
    asked = select(rows.c.id, rows.c.tx, *(rows.c[n] for n in inner)).where(
        rows.c.bureau == bureau, rows.c.id.between(first, last)
    )
    for number, tx, *values in conn.execute(asked.order_by(rows.c.id, rows.c.tx, rows.c.n)):
        content = contents.get((number, tx))
        if content is not None:
            put_part(place.page, name, content, dict(zip(inner, values, strict=True)))
