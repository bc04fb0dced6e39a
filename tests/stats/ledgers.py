"""Ledgers that hold a few disputes for a moment."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from xcli.domain.keeping import Opening
from xcli.domain.pages.dispute import Dispute
from xcli.domain.predicate import Always, Predicate
from xcli.ledger.journal import Act
from xcli.ledger.ledger import Ledger
from xcli.stats.query import Desk

Contents = Sequence[dict[str, Any]]


class TakenBackError(Exception):
    """Ends a tx without keeping it."""


@contextmanager
def holding(
    ledger: Ledger, contents: Contents, scope: Predicate | None = None, *, openings: Contents = ()
) -> Iterator[Desk]:
    """Give a desk over a ledger that holds these disputes for a moment."""
    try:
        with ledger.writing(Act("王芳", "test")) as writer:
            for content in contents:
                writer.add(Dispute, content)
            for content in openings:
                writer.add(Opening, {"line": "dispute", "source": "上年台账"} | content)
            yield Desk(writer.conn, Dispute, ledger.bureau, scope or Always())
            raise TakenBackError
    except TakenBackError:
        return
