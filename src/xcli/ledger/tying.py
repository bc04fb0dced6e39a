"""What surrounds a record: the acts that wrote it, its links, and cases that stand no longer."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, and_, func, or_, select

from xcli.domain.keeping import LINK_KIND, Link, page_named
from xcli.ledger.query import find, history, load
from xcli.ledger.record import Record
from xcli.ledger.tables import TX, shelf
from xcli.text import Text


def acts(conn: Connection, bureau: str, numbers: Collection[int]) -> dict[int, Any]:
    """Return the txs of these numbers."""
    asked = select(TX).where(TX.c.bureau == bureau, TX.c.tx.in_(list(numbers)))
    return {row.tx: row for row in conn.execute(asked)}


def links_of(conn: Connection, bureau: str, record: Record) -> list[Text]:
    """Return a record's links in words."""
    link = shelf("link").rows.current
    from_here = and_(link.c.from_page == record.page.name, link.c.from_id == record.id)
    to_here = and_(link.c.to_page == record.page.name, link.c.to_id == record.id)
    said: list[Text] = []
    for tie in find(conn, Link, bureau, where=or_(from_here, to_here)):
        content: dict[str, Any] = tie.content
        start = (content["from_page"], content["from_id"])
        other = (content["to_page"], content["to_id"]) if start == (record.page.name, record.id) else start
        label, title = LINK_KIND.label_of(content["kind"]), _title(conn, bureau, *other)
        said.append(Text(f"关联（{label.zh}）：{title.zh}", f"link ({label.en}): {title.en}"))
    return said


def _title(conn: Connection, bureau: str, name: str, number: int) -> Text:
    page = page_named(name)
    if record := load(conn, page, bureau, number):
        return Text(f"{page.label.zh} {record.title}", f"{page.label.en} {record.title}")
    title = history(conn, page, bureau, number)[-1].title
    return Text(f"{page.label.zh} {title}（已撤销）", f"{page.label.en} {title} (retracted)")


def author_of(conn: Connection, bureau: str, record: Record) -> str:
    """Return the clerk who entered a record first."""
    first = [
        conn.scalar(select(func.min(t.c.tx)).where(t.c.bureau == bureau, t.c.id == record.id))
        for t in shelf(record.page.name).rows
    ]
    tx = min(number for number in first if number)
    return str(acts(conn, bureau, [tx])[tx].clerk)


def tied(conn: Connection, bureau: str, start: Record, end: Record, kind: str) -> bool:
    """Tell whether two records are tied in this way, in either direction."""
    link = shelf("link").rows.current
    ways = [
        and_(
            link.c.from_page == a.page.name, link.c.from_id == a.id, link.c.to_page == b.page.name, link.c.to_id == b.id
        )
        for a, b in ((start, end), (end, start))
    ]
    return bool(conn.scalar(select(link.c.id).where(link.c.bureau == bureau, link.c.kind == kind, or_(*ways)).limit(1)))
