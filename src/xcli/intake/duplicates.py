"""Numbers that stand twice in a file, found in eight bytes a row."""

from array import array
from collections.abc import Iterable
from itertools import pairwise

_BUCKETS = 64
_MASK = (1 << 63) - 1


def mark(line: str, office: int | None, key: str) -> int:
    """Return the number that stands for a case number while a file is read."""
    return hash((line, office, key)) & _MASK


class Seen:
    """The case numbers of a file, by their marks."""

    def __init__(self) -> None:
        """Begin without any."""
        self._buckets = [array("q") for _ in range(_BUCKETS)]

    def note_all(self, line: str, numbers: Iterable[tuple[int | None, str | None]]) -> None:
        """Take the numbers of records, each with its office."""
        buckets = self._buckets
        for office, key in numbers:
            if key is not None:
                found = hash((line, office, key)) & _MASK
                buckets[found % _BUCKETS].append(found)

    def twice(self) -> frozenset[int]:
        """Return the marks that came more than once; few others may be among them."""
        found: set[int] = set()
        for bucket in self._buckets:
            ordered = sorted(bucket)
            found.update(one for one, other in pairwise(ordered) if one == other)
        return frozenset(found)
