"""What surrounds a record: the acts that wrote it, its links, and cases that stand no longer."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Connection, and_, or_, select

from xcli.domain.case_no import fold_case_no
from xcli.domain.keeping import LINK_KIND, Link, pages
from xcli.domain.page import Case
from xcli.ledger.query import find, load
from xcli.ledger.record import Record
from xcli.ledger.tables import TX, shelf
from xcli.text import Text


def acts(conn: Connection, bureau: str, numbers: Collection[int]) -> dict[int, Any]:
    """Return the txs of these numbers."""
    asked = select(TX).where(TX.c.bureau == bureau, TX.c.tx.in_(list(numbers)))
    return {row.tx: row for row in conn.execute(asked)}


def past_case(conn: Connection, page: type[Case], bureau: str, said: str) -> int | None:
    """Return the id of a retracted case with this whole number, if no standing one has it."""
    now, past = shelf(page.name).rows
    key = fold_case_no(said)
    if conn.scalar(select(now.c.id).where(now.c.bureau == bureau, now.c.number_key == key).limit(1)):
        return None
    asked = select(past.c.id).where(past.c.bureau == bureau, past.c.number_key == key).order_by(past.c.until_tx.desc())
    number = conn.scalar(asked.limit(1))
    return None if number is None or load(conn, page, bureau, number) else int(number)


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
    page = pages()[name]
    record = load(conn, page, bureau, number)
    title = record.title if record else "—"
    return Text(f"{page.label.zh} {title}", f"{page.label.en} {title}")


def clerks_of(conn: Connection, bureau: str, numbers: Iterable[int]) -> dict[int, str]:
    """Return who wrote these txs."""
    return {tx: row.clerk for tx, row in acts(conn, bureau, list(numbers)).items()}
