"""Which entry of a ledger is the newest, so that what leaves it can name it."""

from typing import NamedTuple

from sqlalchemy import Connection, select

from xcli.ledger.chain import check_code
from xcli.ledger.tables import CHAIN


class Newest(NamedTuple):
    """The number of an entry and its check code."""

    tx: int
    code: str


def newest(conn: Connection, bureau: str) -> Newest:
    """Return the newest entry; a ledger without any begins at nought."""
    asked = select(CHAIN.c.tx, CHAIN.c.head).where(CHAIN.c.bureau == bureau).order_by(CHAIN.c.tx.desc()).limit(1)
    row = conn.execute(asked).first()
    return Newest(row.tx, check_code(bytes(row.head))) if row else Newest(0, check_code(b""))
