"""Rows that would put an entry on a register while one like it stands there."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from xcli.domain.fault import Fault
from xcli.domain.lists import Lists
from xcli.domain.page import Entry
from xcli.ledger.standing import Key, Span, key_of, words_of
from xcli.text import Text

_REMEDY = Text("先登记它的退出日期，或核对是否重复", "take it off the register first, or see whether this is the same")


class Standing:
    """The entries of a register, with those that a file adds row by row."""

    def __init__(self, page: type[Entry], known: Iterable[Span]) -> None:
        """Begin with what the ledger holds."""
        self.page = page
        self._known: dict[Key, list[Span]] = defaultdict(list)
        for span in known:
            self._known[span.key].append(span)

    def taken(self, content: Mapping[str, Any], row: int, lists: Lists) -> Fault | None:
        """Take an entry of the file, or say which stands already."""
        docket = self.page.docket
        begun, ended = content[docket.opens.name], content.get(docket.closes.name)
        fresh = Span(0, f"#{row}", begun, ended, key_of(self.page, content))
        other = next((span for span in self._known[fresh.key] if span.meets(fresh)), None)
        if other is None:
            self._known[fresh.key].append(fresh)
            return None
        what, where = words_of(self.page, fresh.key, lists), other.number
        place = Text(f"第 {where[1:]} 行", f"row {where[1:]}") if where[:1] == "#" else Text(where, where)
        reason = Text(
            f"“{what}”自 {other.since} 起已在册（{place.zh}），同一时间不能登记两次",
            f"“{what}” has been on the register since {other.since} ({place.en}) and cannot stand twice at a time",
        )
        return Fault(reason, _REMEDY)
