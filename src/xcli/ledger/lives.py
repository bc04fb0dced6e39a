"""What became of records: every version with the txs that wrote and ended it, and which tx took back which."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, select

from xcli.domain.page import Page
from xcli.ledger.query import CHUNK, versions
from xcli.ledger.tables import TX, shelf


class Version(NamedTuple):
    """One version of a record; `leaf` is the same for versions with the same content that an undo brought back."""

    tx: int
    until_tx: int | None
    leaf: bytes

    def stands_at(self, tx: int) -> bool:
        """Tell whether it stood as of a tx."""
        return self.tx <= tx and (self.until_tx is None or self.until_tx > tx)


Life = tuple[Version, ...]


def lives(conn: Connection, page: type[Page], bureau: str, numbers: Iterable[int]) -> dict[int, Life]:
    """Return every version of records, oldest first."""
    rows = versions(shelf(page.name).rows)
    found: dict[int, list[Version]] = {}
    wanted = sorted(numbers)
    for some in (wanted[start : start + CHUNK] for start in range(0, len(wanted), CHUNK)):
        asked = select(rows.c.id, rows.c.tx, rows.c.until_tx, rows.c.leaf)
        asked = asked.where(rows.c.bureau == bureau, rows.c.id.in_(some)).order_by(rows.c.id, rows.c.tx)
        for row in conn.execute(asked):
            found.setdefault(row.id, []).append(Version(row.tx, row.until_tx, row.leaf))
    return {number: tuple(life) for number, life in found.items()}


def titles(conn: Connection, page: type[Page], bureau: str, numbers: Iterable[int]) -> dict[int, str]:
    """Return what records are called, or were called last."""
    rows = versions(shelf(page.name).rows)
    named = [rows.c[name] for name in ("case_no", *page.named()) if name in rows.c]
    found: dict[int, str] = {}
    wanted = sorted(numbers)
    for some in (wanted[start : start + CHUNK] for start in range(0, len(wanted), CHUNK)):
        asked = select(rows.c.id, *named).where(rows.c.bureau == bureau, rows.c.id.in_(some)).order_by(rows.c.tx)
        for number, *words in conn.execute(asked):
            found[number] = next((str(word) for word in words if word), f"#{number}")
    return found


def undoings(conn: Connection, bureau: str) -> dict[int, int]:
    """Return which tx each undo took back."""
    asked = select(TX.c.tx, TX.c.undoes).where(TX.c.bureau == bureau, TX.c.undoes.is_not(None))
    return {row.tx: row.undoes for row in conn.execute(asked)}


def last_tx(conn: Connection, bureau: str) -> int:
    """Return the number of the newest tx."""
    asked = select(TX.c.tx).where(TX.c.bureau == bureau).order_by(TX.c.tx.desc()).limit(1)
    return conn.scalar(asked) or 0
