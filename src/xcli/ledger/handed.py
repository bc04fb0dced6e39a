"""The figures that were given out, with the entry that noted it."""

from typing import Any

from sqlalchemy import Connection, select

from xcli.domain.closing import Given
from xcli.ledger.tables import TX, shelf


def handed(conn: Connection, bureau: str) -> list[Any]:
    """Return the figures given out, the newest first, each with the time of its entry and the clerk."""
    rows = shelf(Given.name).rows.current
    asked = select(rows, TX.c.at, TX.c.clerk).join_from(
        rows, TX, (TX.c.bureau == rows.c.bureau) & (TX.c.tx == rows.c.tx)
    )
    return list(conn.execute(asked.where(rows.c.bureau == bureau).order_by(rows.c.tx.desc(), rows.c.id)))
