"""Offices while a file is read: those of the ledger, and those that it names for the first time."""

from dataclasses import dataclass, field

from xcli.domain.clean import fold
from xcli.domain.keeping import OFFICE_KIND
from xcli.domain.office import OfficeName, Offices


@dataclass
class Register(Offices):
    """Offices with a note of the names that are not among them; a `growing` register takes these in.

    What is taken in has a negative id until the ledger gives it one.
    """

    growing: bool = False
    fresh: dict[int, OfficeName] = field(default_factory=dict)
    missed: dict[str, None] = field(default_factory=dict)

    @classmethod
    def of(cls, offices: Offices, *, growing: bool = False) -> "Register":  # type: ignore[override]
        """Copy the ledger's offices."""
        return cls(dict(offices.entries), dict(offices.by_word), growing)

    def find(self, text: str) -> int | None:
        """Return the id of an office, taking in or noting an unknown one."""
        found = super().find(text)
        if found is not None and not (self.growing and fold(text) not in self.by_word):
            return found
        if not self.growing:
            self.missed[text] = None
            return None
        return self._take(text)

    def _take(self, text: str) -> int:
        number = -len(self.fresh) - 1
        entry = OfficeName(number, text, kind=kind_of(text))
        self.fresh[number] = self.entries[number] = entry
        self.by_word[fold(text)] = number
        return number


def kind_of(name: str) -> str:
    """Return the kind of office that a name ends in: 多巴镇司法所, 某某工作室."""
    endings = [(fold(word), code.code) for code in OFFICE_KIND.codes for word in (code.label.zh, *code.aliases)]
    ranked = sorted(endings, key=lambda entry: -len(entry[0]))
    return next((code for word, code in ranked if fold(name).endswith(word)), OFFICE_KIND.codes[0].code)
