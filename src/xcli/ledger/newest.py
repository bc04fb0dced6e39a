"""Which entry of a ledger is the newest, so that what leaves it can name it."""

from typing import NamedTuple

from sqlalchemy import Connection, select

from xcli.ledger.chain import check_code
from xcli.ledger.tables import CHAIN, TX
from xcli.text import Text

NOTE = "note"  # the kind of an entry that only notes what was given out: it changes no figure


class Newest(NamedTuple):
    """The number of an entry and its check code."""

    tx: int
    code: str

    @property
    def text(self) -> Text:
        """Return both as a sentence: whoever has a file with it can prove later what the ledger was."""
        return Text(f"台账第 {self.tx} 笔，校验码 {self.code}", f"Ledger entry {self.tx}, check code {self.code}")

    def __str__(self) -> str:
        """Return both as `db verify --code` takes them."""
        return f"{self.tx} {self.code}"


def newest(conn: Connection, bureau: str, as_of: int | None = None) -> Newest:
    """Return the newest entry, up to a tx, that can change a figure, so that all files of one report name the same.

    A ledger without any begins at nought.
    """
    asked = select(CHAIN.c.tx, CHAIN.c.head).join_from(
        CHAIN, TX, (TX.c.bureau == CHAIN.c.bureau) & (TX.c.tx == CHAIN.c.tx)
    )
    asked = asked.where(CHAIN.c.bureau == bureau, TX.c.kind != NOTE).order_by(CHAIN.c.tx.desc())
    asked = asked if as_of is None else asked.where(CHAIN.c.tx <= as_of)
    row = conn.execute(asked.limit(1)).first()
    return Newest(row.tx, check_code(bytes(row.head))) if row else Newest(0, check_code(b""))
