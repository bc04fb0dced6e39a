"""The counts of a paragraph, for tests that may look beyond their sentence: only as far as one still reads on."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from xcli.report.lint.sentence import Item, Sentence

REACH = 40  # counts before and after; what stands farther off is another matter, and time stays linear


class Counts:
    """Plain counts of a paragraph by unit, in their order."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._by_unit: dict[str, list[Item]] = defaultdict(list)
        for sentence in sentences:
            for item in sentence.counts():
                self._by_unit[item.unit].append(item)

    def near(self, item: Item, unit: str) -> list[Item]:
        """Return the counts of a unit that stand around an item."""
        listed = self._by_unit.get(unit, [])
        at = bisect_left(listed, item.figure.start, key=lambda one: one.figure.start)
        return [one for one in listed[max(0, at - REACH) : at + REACH] if one.figure.low == one.figure.high]
