"""Lists of codes: what ships with the program, overlaid by what the bureau adds or retires."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cached_property
from typing import NamedTuple

from xcli.domain.clean import fold
from xcli.domain.declaration import Declaration
from xcli.text import Text

_NONE = Text("", "")


class Code(NamedTuple):
    """One entry of a list: a stable code, its label, and what else people write for it.

    Of things that are counted, `unit` is what they are counted in; `takes` are the codes of what is counted of an
    entry.
    """

    code: str
    label: Text
    aliases: tuple[str, ...] = ()
    retired: bool = False
    unit: Text = _NONE
    takes: tuple[str, ...] = ()


def code(name: str, zh: str, en: str, *aliases: str, unit: Text = _NONE, takes: tuple[str, ...] = ()) -> Code:
    """Declare one entry of a list."""
    return Code(name, Text(zh, en), aliases, unit=unit, takes=takes)


class CodeList(Declaration):
    """A named list of codes; `open` tells whether a bureau may add to it.

    Lists whose codes a rule or an indicator names are closed: a bureau relabels them at most. Of the entries of a
    list with `measures`, what that list names is counted. The codes of a `kept` list are the entries of that register.
    """

    name: str
    label: Text
    codes: tuple[Code, ...]
    open: bool = False
    measures: "CodeList | None" = None
    kept: str = ""

    @cached_property
    def by_code(self) -> Mapping[str, Code]:
        """Return the entries by code."""
        return {entry.code: entry for entry in self.codes}

    @cached_property
    def by_word(self) -> Mapping[str, Code]:
        """Return the entries by every folded word that names them."""
        words: dict[str, Code] = {}
        for entry in self.codes:
            for word in (entry.code, entry.label.zh, entry.label.en, *entry.aliases):
                words.setdefault(fold(word), entry)
        return words

    def find(self, text: str) -> Code | None:
        """Return the entry named by code, label, alias, or an unambiguous beginning of one of these."""
        word = fold(text)
        found = self.by_word.get(word)
        if found or not word:
            return found
        starting = {entry.code: entry for known, entry in self.by_word.items() if known.startswith(word)}
        return next(iter(starting.values())) if len(starting) == 1 else None

    def nearest(self, text: str, limit: int = 3) -> list[Code]:
        """Return the entries still in use that come nearest to a word that names none."""
        words = [word for word, entry in self.by_word.items() if not entry.retired]
        close = get_close_matches(fold(text), words, n=limit * 2, cutoff=0.3)
        return list({self.by_word[word].code: self.by_word[word] for word in close}.values())[:limit]

    def label_of(self, name: str) -> Text:
        """Return the label of a code; a code no longer known labels itself."""
        entry = self.by_code.get(name)
        return entry.label if entry else Text(name, name)

    def overlaid(self, own: Iterable[Code]) -> "CodeList":
        """Return the list with the bureau's own entries put over and after the shipped ones."""
        entries = dict(self.by_code)
        for entry in own:
            known = entries.get(entry.code)
            entries[entry.code] = entry._replace(unit=known.unit, takes=known.takes) if known else entry
        return self.but(codes=tuple(entries.values()))

    @property
    def current(self) -> tuple[Code, ...]:
        """Return the entries that may still be chosen."""
        return tuple(entry for entry in self.codes if not entry.retired)
