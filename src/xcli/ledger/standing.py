"""What may stand only once at a time: an entry like another, while that one stands, is refused with the whole tx."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Table, and_, or_, select, true

from xcli.domain.lists import Lists
from xcli.domain.mask import mask_name
from xcli.domain.page import Entry, Page
from xcli.errors import Conflict
from xcli.ledger.book import read_book
from xcli.ledger.tables import shelf
from xcli.text import Text

FEW = 50
Key = tuple[Any, ...]


class StandsAlready(Conflict):
    """Two entries that are the same would stand at the same time."""

    sentence = Text(
        "“{what}”自 {since} 起已在册（{number}），同一时间不能登记两次，未保存。先登记它的退出日期，或核对是否重复。",
        "“{what}” has been on the register since {since} ({number}) and cannot stand twice at a time; "
        "nothing was saved. Take it off the register first, or see whether this is the same.",
    )


class Span(NamedTuple):
    """One entry: what tells it from others, and from when until when it stands."""

    id: int
    number: str
    since: date
    until: date | None
    key: Key

    def meets(self, other: "Span") -> bool:
        """Tell whether both stand at one time."""
        return (other.until is None or self.since < other.until) and (self.until is None or other.since < self.until)


def key_of(page: type[Entry], content: Mapping[str, Any]) -> Key:
    """Return what tells an entry from others."""
    return tuple(content.get(field.name) for field in page.single)


def refuse_twice(conn: Connection, page: type[Page], bureau: str, tx: int) -> None:
    """Refuse a tx that lets two entries stand at one time though they are the same."""
    if not issubclass(page, Entry) or not page.single:
        return
    now = shelf(page.name).rows.current
    fresh = spans(conn, page, bureau, now.c.tx == tx)
    standing: dict[Key, list[Span]] = defaultdict(list)
    for span in spans(conn, page, bureau, _alike(page, now, fresh)):
        standing[span.key].append(span)
    for span in fresh:
        other = next((o for o in standing[span.key] if o.id != span.id and o.meets(span)), None)
        if other is not None:
            what = words_of(page, span.key, read_book(conn, bureau).lists)
            raise StandsAlready(what=what, since=other.since, number=other.number)


def spans(conn: Connection, page: type[Entry], bureau: str, where: ColumnElement[bool] | None = None) -> list[Span]:
    """Return the entries of the ledger, or those that fulfil a condition."""
    now = shelf(page.name).rows.current
    ends = (page.docket.opens.name, page.docket.closes.name)
    names = ["id", "case_no", *ends, *(field.name for field in page.single)]
    asked = select(*(now.c[name] for name in names)).where(now.c.bureau == bureau, true() if where is None else where)
    return [Span(row[0], row[1], row[2], row[3], tuple(row[4:])) for row in conn.execute(asked)]


def _alike(page: type[Entry], now: Table, fresh: Sequence[Span]) -> ColumnElement[bool]:
    """Return the condition of being like one of these, or of the same first field where they are many."""
    columns = [now.c[field.name] for field in page.single]
    keys = {span.key for span in fresh}
    if len(keys) > FEW:
        return columns[0].in_({key[0] for key in keys})
    return or_(now.c.id.is_(None), *(_is(columns, key) for key in keys))


def _is(columns: Iterable[ColumnElement[Any]], key: Key) -> ColumnElement[bool]:
    return and_(*(column.is_(None) if v is None else column == v for column, v in zip(columns, key, strict=True)))


def words_of(page: type[Entry], key: Key, lists: Lists) -> str:
    """Return what an entry is, as an error may say it: names masked."""
    shown = [(field, field.show(v, lists)) for field, v in zip(page.single, key, strict=True) if v is not None]
    return " ".join(mask_name(text) if field.private == "name" else text for field, text in shown)
