"""Undo: a further tx that restores what one tx did, or refuses as a whole, naming what changed since."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Subquery, and_, exists, func, insert, literal, or_, select, union_all

from xcli.domain.closing import Late
from xcli.domain.keeping import Link, pages
from xcli.domain.page import Line
from xcli.errors import Conflict, NotFound
from xcli.ledger.journal import Act, Writer, move_to_past
from xcli.ledger.ledger import Ledger
from xcli.ledger.shape import Twin
from xcli.ledger.tables import TX, Shelf, shelf
from xcli.text import Text


class NothingToUndo(NotFound):
    """The clerk has no tx that could be undone."""

    sentence = Text("没有可以撤回的操作。查看记录：xcli log", "There is nothing to undo. See what was done: xcli log")


class NoSuchTx(NotFound):
    """No tx has this number, or it wrote no records."""

    sentence = Text(
        "没有第 {tx} 笔操作，或它没有写入记录。查看记录：xcli log",
        "There is no entry {tx}, or it wrote no records. See: xcli log",
    )


class NotUndoable(Conflict):
    """The tx closed, opened or restated a month."""

    sentence = Text(
        "第 {tx} 笔是结账、重开或重报，不能撤回。要改已结账的月份：xcli period reopen，改完再结账或重报。",
        "Entry {tx} closed, opened or restated a month and is not undone. To change a closed month: "
        "xcli period reopen, then close or restate it.",
    )


class UndoneBefore(Conflict):
    """The tx is undone already."""

    sentence = Text(
        "第 {tx} 笔已被第 {by} 笔撤回。要恢复，撤回第 {by} 笔。",
        "Entry {tx} was undone by entry {by}. To bring it back, undo {by}.",
    )


class ChangedSince(Conflict):
    """Records were changed, linked or replaced after the tx."""

    sentence = Text(
        "第 {tx} 笔之后又改动过 {count} 条记录：{named}。没有撤回任何内容。请先撤回后面的操作。",
        "Changed since entry {tx} ({count} in all): {named}. Nothing was undone. Undo the later entries first.",
    )


class NumberReused(Conflict):
    """A case number that would come back is in use again."""

    sentence = Text(
        "撤回第 {tx} 笔会恢复案号 {named}，但该案号已被别的记录使用。没有撤回。",
        "Undoing entry {tx} would bring back {named}, a number now used by another record. Nothing was undone.",
    )


@dataclass(frozen=True)
class Undone:
    """What an undo did: its tx, the tx it took back, how many records came back and went."""

    tx: int
    undone: int
    restored: int
    removed: int


def last_undoable(conn: Connection, bureau: str, clerk: str) -> int:
    """Return this clerk's newest tx that wrote records and stands: neither undone nor itself an undo."""
    mine = select(TX.c.tx).where(TX.c.bureau == bureau, TX.c.clerk == clerk, TX.c.kind.in_(("write", "import")))
    for tx in conn.scalars(mine.order_by(TX.c.tx.desc())):
        if standing_undo(conn, bureau, tx) is None and touched(conn, bureau, tx):
            return int(tx)
    raise NothingToUndo


def touched(conn: Connection, bureau: str, tx: int) -> list[Shelf]:
    """Return the tables that a tx wrote to."""
    found = []
    for name in pages():
        now, past = shelf(name).rows
        wrote = [
            exists(select(1).where(now.c.bureau == bureau, now.c.tx == tx)),
            exists(select(1).where(past.c.bureau == bureau, past.c.tx == tx)),
            exists(select(1).where(past.c.bureau == bureau, past.c.until_tx == tx)),
        ]
        if conn.scalar(select(or_(*wrote))):
            found.append(shelf(name))
    return found


def undo(
    ledger: Ledger, clerk: str, tx: int | None = None, reason: str | None = None, key: str | None = None
) -> Undone:
    """Take back one tx, by default this clerk's last; undoing an undo brings its tx back."""
    with ledger.reading() as conn:
        target = tx if tx is not None else last_undoable(conn, ledger.bureau, clerk)
        _check_target(conn, ledger.bureau, target)
    act = Act(clerk, "undo", kind="undo", reason=reason, key=key, undoes=target)
    with ledger.writing(act) as writer:
        _check_target(writer.conn, ledger.bureau, target, writer.tx)
        places = touched(writer.conn, ledger.bureau, target)
        _check_unchanged(writer, places, target)
        restored, removed = _swap(writer, places, target)
        return Undone(writer.tx, target, restored, removed)


def _check_target(conn: Connection, bureau: str, tx: int, before: int | None = None) -> None:
    kind = conn.scalar(select(TX.c.kind).where(TX.c.bureau == bureau, TX.c.tx == tx))
    if kind is None or not touched(conn, bureau, tx):
        raise NoSuchTx(tx=tx)
    if kind == "close":
        raise NotUndoable(tx=tx)
    by = standing_undo(conn, bureau, tx, before)
    if by is not None:
        raise UndoneBefore(tx=tx, by=by)


def standing_undo(conn: Connection, bureau: str, tx: int, before: int | None = None) -> int | None:
    """Return the tx that took this one back and was not itself taken back; txs from `before` on do not count."""
    later = select(func.max(TX.c.tx)).where(TX.c.bureau == bureau, TX.c.undoes == tx)
    by = conn.scalar(later if before is None else later.where(TX.c.tx < before))
    return by if by is not None and standing_undo(conn, bureau, by, before) is None else None


def _check_unchanged(writer: Writer, places: list[Shelf], tx: int) -> None:
    changed: list[str] = []
    for place in places:
        changed += _changed_since(writer, place, tx)
    if changed:
        named = "、".join(changed[:5]) + ("…" if len(changed) > 5 else "")
        raise ChangedSince(tx=tx, count=len(changed), named=named)
    for place in places:
        if issubclass(place.page, Line):
            _check_numbers(writer, place, tx)


def _written(place: Shelf, bureau: str, tx: int) -> Subquery:
    """Return id, title and leaf of the versions that a tx wrote; later undos may have brought one back."""
    title = "case_no" if "case_no" in place.rows.current.c else "id"
    both = [
        select(t.c.id, t.c[title].label("title"), t.c.leaf).where(t.c.bureau == bureau, t.c.tx == tx)
        for t in place.rows
    ]
    return union_all(*both).subquery("written")


def _changed_since(writer: Writer, place: Shelf, tx: int) -> list[str]:
    # A version stands unchanged if the standing one weighs the same: an undo in between brought it back.
    now, past = place.rows
    written = _written(place, writer.bureau, tx)
    same = exists(
        select(1).where(now.c.bureau == writer.bureau, now.c.id == written.c.id, now.c.leaf == written.c.leaf)
    )
    changed = select(written.c.id, written.c.title).where(~same)
    title = past.c.case_no if "case_no" in past.c else past.c.id
    returned = exists(select(1).where(now.c.bureau == writer.bureau, now.c.id == past.c.id))
    retracted = select(past.c.id, title).where(
        past.c.bureau == writer.bureau, past.c.until_tx == tx, past.c.id.not_in(select(written.c.id)), returned
    )
    rows = [*writer.conn.execute(changed), *writer.conn.execute(retracted)]
    # What has no number of its own is called by what it is.
    named = [str(name or number) if "case_no" in past.c else str(place.page.label) for number, name in rows]
    return named + _linked_since(writer, place, tx)


def _linked_since(writer: Writer, place: Shelf, tx: int) -> list[str]:
    # A record that this tx made must not vanish under a link that came later.
    if place.page is Link:
        return []
    past, link = place.rows.past, shelf("link").rows.current
    written = _written(place, writer.bureau, tx)
    earlier = exists(select(1).where(past.c.bureau == writer.bureau, past.c.id == written.c.id, past.c.until_tx == tx))
    ends = or_(
        and_(link.c.from_page == place.page.name, link.c.from_id == written.c.id),
        and_(link.c.to_page == place.page.name, link.c.to_id == written.c.id),
    )
    tied = exists(select(1).where(link.c.bureau == writer.bureau, link.c.tx > tx, ends))
    made = select(written.c.id, written.c.title).where(~earlier, tied)
    return [str(name or number) for number, name in writer.conn.execute(made)]


def _check_numbers(writer: Writer, place: Shelf, tx: int) -> None:
    now, past = place.rows
    written = _written(place, writer.bureau, tx)
    taken = exists(
        select(1).where(
            now.c.bureau == writer.bureau,
            func.coalesce(now.c.office, 0) == func.coalesce(past.c.office, 0),
            now.c.number_key == past.c.number_key,
            now.c.id != past.c.id,
            now.c.id.not_in(select(written.c.id)),
        )
    )
    back = select(past.c.case_no).where(past.c.bureau == writer.bureau, past.c.until_tx == tx, past.c.tx < tx, taken)
    if name := writer.conn.scalar(back):
        raise NumberReused(tx=tx, named=name)


def _swap(writer: Writer, places: list[Shelf], tx: int) -> tuple[int, int]:
    # Offices come first in the list of pages: they go last and come back first, as records refer to them.
    removed = sum(_remove(writer, place, tx) for place in reversed(places) if place.page is not Late)
    # The mark of a late entry says that it was written, which undoing it does not change.
    restored = 0
    for place in places:
        if place.page is Late:
            continue
        writer.touched.add(place.page.name)
        for twin in (place.rows, *place.parts.values()):
            _restore(writer, twin, tx)
        restored += _count(writer, place.rows.current.c.tx == writer.tx, place.rows)
    return restored, removed


def _remove(writer: Writer, place: Shelf, tx: int) -> int:
    written = select(_written(place, writer.bureau, tx).c.id)
    count = _count(writer, place.rows.current.c.id.in_(written), place.rows)
    for twin in (*place.parts.values(), place.rows):
        move_to_past(writer.conn, twin, writer.bureau, writer.tx, twin.current.c.id.in_(written))
    return count


def _count(writer: Writer, which: ColumnElement[bool], twin: Twin) -> int:
    asked = select(func.count()).select_from(twin.current).where(twin.current.c.bureau == writer.bureau, which)
    return int(writer.conn.scalar(asked) or 0)


def _restore(writer: Writer, twin: Twin, tx: int) -> None:
    now, past = twin
    names = [column.name for column in now.c]
    values = [literal(writer.tx) if name == "tx" else past.c[name] for name in names]
    chosen = select(*values).where(past.c.bureau == writer.bureau, past.c.until_tx == tx, past.c.tx < tx)
    writer.conn.execute(insert(now).from_select(names, chosen))
