"""What may no longer be written: final versions, and records held by another. Asked of every tx, undo too."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, and_, exists, or_, select

from xcli.domain.page import Hold
from xcli.errors import Conflict
from xcli.ledger.tables import Shelf, shelf
from xcli.ledger.where import compiled
from xcli.text import Text


class Final(Conflict):
    """A final version would be ended."""

    sentence = Text(
        "{page}一经写定，不能修改、撤销或撤回，未保存。",
        "{page}: what is settled is neither changed nor retracted nor undone; nothing was saved.",
    )


class Held(Conflict):
    """Another record holds what would be changed."""

    sentence = Text("未保存：{why}。", "Nothing was saved: {why}.")


def check_held(conn: Connection, bureau: str, tx: int, command: str, name: str) -> None:
    """Refuse a tx that ends a final version of a page, or changes records that are held."""
    place = shelf(name)
    if place.page.final is not None:
        past = place.rows.past
        ended = and_(past.c.bureau == bureau, past.c.until_tx == tx, compiled(place.page.final, past, _no_parts))
        if conn.scalar(select(exists(select(1).where(ended)))):
            raise Final(page=place.page.label)
    for hold in place.page.holds:
        if command not in hold.by and _breaks(conn, bureau, tx, place, hold):
            raise Held(why=hold.says)


def _no_parts(name: str) -> FromClause:
    raise KeyError(name)


def _breaks(conn: Connection, bureau: str, tx: int, place: Shelf, hold: Hold) -> bool:
    now, past = place.rows
    holder = shelf(hold.holder).rows.current
    # What a tx sets up together with its holder is not held by it yet.
    mine = and_(holder.c.bureau == bureau, holder.c.tx < tx, compiled(hold.where, holder, _no_parts))
    if not conn.scalar(select(exists(select(1).where(mine)))):
        return False

    def held(rows: FromClause, column: str) -> Any:
        key = rows.c[hold.key.name if hold.key else "id"]
        tie = exists(select(1).where(mine, holder.c[hold.matches] == key))
        return select(1).where(rows.c.bureau == bureau, rows.c[column] == tx, tie)

    if hold.fields:
        return bool(conn.scalar(select(exists(held(now, "tx").where(_differs(tx, now, past, hold))))))
    return bool(conn.scalar(select(or_(exists(held(now, "tx")), exists(held(past, "until_tx"))))))


def _differs(tx: int, now: FromClause, past: FromClause, hold: Hold) -> ColumnElement[bool]:
    """Return the condition that a version has other values in the held fields than the one it replaces, if any."""
    before = and_(past.c.bureau == now.c.bureau, past.c.id == now.c.id, past.c.until_tx == tx)
    same = and_(before, *(past.c[f.name].is_not_distinct_from(now.c[f.name]) for f in hold.fields))
    given = or_(*(now.c[f.name].is_not(None) for f in hold.fields))
    return or_(
        and_(exists(select(1).where(before)), ~exists(select(1).where(same))),
        and_(~exists(select(1).where(before)), given),
    )
