"""Records read narrowly: only the fields that a computation needs, many records at a time."""

from collections.abc import Collection, Iterator

from sqlalchemy import Connection, and_, select

from xcli.domain.page import Page
from xcli.domain.predicate import Predicate
from xcli.ledger.chain import Content
from xcli.ledger.query import put_part, source
from xcli.ledger.tables import shelf
from xcli.ledger.where import compiled


def narrow(
    conn: Connection, page: type[Page], bureau: str, condition: Predicate, names: Collection[str],
    as_of: int | None = None,
) -> Iterator[tuple[int, Content]]:  # fmt: skip
    """Yield id and content, of these fields alone, of the records that fulfil a condition, by id."""
    place = shelf(page.name)
    rows = source(place.rows, as_of)
    where = and_(rows.c.bureau == bureau, compiled(condition, rows, lambda name: source(place.parts[name], as_of)))
    stored = [name for name in page.stored() if name in names]
    asked = select(rows.c.id, *(rows.c[name] for name in stored)).where(where)
    contents: dict[int, Content] = {
        row[0]: {name: value for name, value in zip(stored, row[1:], strict=True) if value is not None}
        for row in conn.execute(asked)
    }
    for name in page.repeated() if contents else ():
        if name in names:
            parts = source(place.parts[name], as_of)
            mine = and_(parts.c.bureau == bureau, parts.c.id.in_(select(rows.c.id).where(where)))
            for row in conn.execute(select(parts).where(mine).order_by(parts.c.id, parts.c.n)):
                put_part(page, name, contents[row.id], row._asdict())
    yield from sorted(contents.items())
