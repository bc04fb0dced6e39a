"""The txs of a ledger as a list: who, by which command, why, how many records."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from xcli.domain.keeping import CalendarDay, pages
from xcli.ledger.tables import BATCH, TX, shelf


@dataclass(frozen=True)
class Line:
    """One tx; `wrote` counts the records it created, changed or ended, by page."""

    tx: int
    at: str
    clerk: str
    command: str
    kind: str
    reason: str | None
    undoes: int | None
    file: str | None
    wrote: dict[str, int]


def lines(conn: Connection, bureau: str, limit: int = 20, clerk: str | None = None) -> list[Line]:
    """Return the newest txs, newest first."""
    asked = select(TX, BATCH.c.file).outerjoin(BATCH, (BATCH.c.bureau == TX.c.bureau) & (BATCH.c.tx == TX.c.tx))
    asked = asked.where(TX.c.bureau == bureau).order_by(TX.c.tx.desc()).limit(limit)
    rows = conn.execute(asked if clerk is None else asked.where(TX.c.clerk == clerk)).all()
    wrote = _counts(conn, bureau, [row.tx for row in rows])
    return [Line(r.tx, r.at, r.clerk, r.command, r.kind, r.reason, r.undoes, r.file, wrote.get(r.tx, {})) for r in rows]


def _counts(conn: Connection, bureau: str, numbers: list[int]) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = {}
    for name in pages():
        now, past = shelf(name).rows
        for table, column in ((now, now.c.tx), (past, past.c.tx), (past, past.c.until_tx)):
            asked = select(column, func.count()).where(table.c.bureau == bureau, column.in_(numbers)).group_by(column)
            # A changed record is written and ended by the same tx: it counts once.
            for tx, count in conn.execute(asked):
                kept = found.setdefault(tx, {})
                ended = column.name == "until_tx"
                kept[name] = max(kept.get(name, 0), count) if ended else kept.get(name, 0) + count
    return found


def changed_calendar(conn: Connection, bureau: str) -> list[int]:
    """Return the txs that changed working days or how they are counted, in order."""
    now, past = shelf(CalendarDay.name).rows
    columns = (now.c.tx, past.c.tx, past.c.until_tx)
    found = {tx for c in columns for tx in conn.scalars(select(c).where(c.table.c.bureau == bureau).distinct())}
    rules = select(TX.c.tx).where(TX.c.bureau == bureau, TX.c.command == "calendar rule")
    return sorted(found | set(conn.scalars(rules)))


def standing(conn: Connection, bureau: str) -> dict[str, int]:
    """Return how many records of each page stand."""
    tables = {name: shelf(name).rows.current for name in pages()}
    asked = {name: select(func.count()).select_from(t).where(t.c.bureau == bureau) for name, t in tables.items()}
    return {name: conn.scalar(query) or 0 for name, query in asked.items()}
