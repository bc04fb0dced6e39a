"""The bureau's offices, committees, studios and centres, as clerks name them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from xcli.domain.clean import fold
from xcli.domain.declaration import Declaration


class OfficeName(Declaration):
    """An office as of now: its id, its name, what else it is called, its kind, the office above it."""

    id: int
    name: str
    aliases: tuple[str, ...] = ()
    kind: str = "office"
    parent: int | None = None
    retired: bool = False


@dataclass
class Offices:
    """All offices of a ledger, found by name or alias."""

    entries: dict[int, OfficeName] = field(default_factory=dict)
    by_word: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, names: Iterable[OfficeName]) -> "Offices":
        """Build the book; names win over aliases, living offices over retired ones."""
        book = cls({entry.id: entry for entry in names})
        ranked = sorted(book.entries.values(), key=lambda entry: entry.retired)
        for entry in ranked:
            book.by_word.setdefault(fold(entry.name), entry.id)
        for entry in ranked:
            for alias in entry.aliases:
                book.by_word.setdefault(fold(alias), entry.id)
        return book

    def find(self, text: str) -> int | None:
        """Return the id of the office with this name, alias, or unambiguous fragment of its name."""
        word = fold(text)
        if word in self.by_word:
            return self.by_word[word]
        holding = {number for known, number in self.by_word.items() if word and word in known}
        return holding.pop() if len(holding) == 1 else None

    def nearest(self, text: str, limit: int = 3) -> list[OfficeName]:
        """Return the offices still in use whose names come nearest."""
        words = [word for word, number in self.by_word.items() if not self.entries[number].retired]
        close = get_close_matches(fold(text), words, n=limit * 2, cutoff=0.4)
        return list({self.by_word[word]: self.entries[self.by_word[word]] for word in close}.values())[:limit]

    def name_of(self, number: int) -> str:
        """Return the name of an office by its id."""
        entry = self.entries.get(number)
        return entry.name if entry else f"#{number}"

    def below(self, number: int) -> set[int]:
        """Return the office and all that stand under it."""
        found = {number}
        while more := {e.id for e in self.entries.values() if e.parent in found} - found:
            found |= more
        return found
