"""Ledgers that hold a few cases for a moment."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from xcli.domain.keeping import Opening
from xcli.domain.pages import lines
from xcli.domain.predicate import Always, Predicate
from xcli.ledger.journal import Act
from xcli.ledger.ledger import Ledger
from xcli.stats.query import Desk

Contents = Sequence[dict[str, Any]]


class TakenBackError(Exception):
    """Ends a tx without keeping it."""


@contextmanager
def holding(
    ledger: Ledger, contents: Contents, scope: Predicate | None = None, *, openings: Contents = (), line: str = "dispute"
) -> Iterator[Desk]:
    """Give a desk over a ledger that holds these cases for a moment."""
    page = lines()[line]
    try:
        with ledger.writing(Act("王芳", "test")) as writer:
            for content in contents:
                writer.add(page, content)
            for content in openings:
                writer.add(Opening, {"line": line, "source": "上年台账"} | content)
            yield Desk(writer.conn, page, ledger.bureau, scope or Always())
            raise TakenBackError
    except TakenBackError:
        return
