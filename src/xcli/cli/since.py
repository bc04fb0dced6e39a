"""How `why` leads from a printed figure to what the ledger counts now: both of them, and the records between."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xcli.cli.differing import Differing, causes
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.ledger.book import Book
    from xcli.stats.query import Desk
    from xcli.stats.since import Since

_TOLD = Text(
    "上报数。按现在的台账为 {now}（更正后）{tail}", "As reported. The ledger now counts {now} (corrected){tail}"
)
_LISTED = Text("，差异逐件如下：", "; record by record:")
_UNLISTED = Text("；与当时的台账不符，见 xcli check。", "; not what was known then, see xcli check.")
AFTER = Text("以下是现在的台账所计入的：", "What follows is what the ledger counts now:")


def sentence(since: "Since", now: str) -> Text:
    """Return the sentence that says what a figure would be now."""
    tail = _LISTED if since.is_whole else _UNLISTED
    return Text(_TOLD.zh.format(now=now, tail=tail.zh), _TOLD.en.format(now=now, tail=tail.en))


def records(since: "Since", desk: "Desk", book: "Book", limit: int) -> Iterator[Text]:
    """Yield the records that make the difference, by cause."""
    from xcli.stats.difference import records_of

    if since.is_whole:
        titles, acts = records_of(desk, since.splits)
        yield from causes(Differing(desk, book, since.printed.indicator, since.splits, titles, acts), limit)
