"""One sentence in the two languages a clerk may read."""

from collections.abc import Iterable
from contextvars import ContextVar
from typing import Literal, NamedTuple

Language = Literal["zh", "en"]

_language: ContextVar[Language] = ContextVar("language", default="zh")


class Text(NamedTuple):
    """Wording in Chinese and English; `str()` gives the language in force."""

    zh: str
    en: str

    def __str__(self) -> str:
        """Return the wording in the language in force."""
        return self.zh if _language.get() == "zh" else self.en

    def fill(self, **facts: object) -> "Text":
        """Put facts into the `{name}` places of both wordings; facts that are Texts are put in by language."""
        return Text(
            self.zh.format(**{k: v.zh if isinstance(v, Text) else v for k, v in facts.items()}),
            self.en.format(**{k: v.en if isinstance(v, Text) else v for k, v in facts.items()}),
        )


def listed(texts: Iterable[Text]) -> Text:
    """Return several wordings one after the other: 甲、乙; a, b."""
    known = list(texts)
    return Text("、".join(text.zh for text in known), ", ".join(text.en for text in known))


_FEW = 8


def few(words: Iterable[str]) -> Text:
    """Return the first of many words, and how many there are: 甲、乙 等 100 个; a, b and 98 more."""
    known = list(words)
    some, rest = known[:_FEW], len(known) - _FEW
    zh, en = (f" 等 {len(known)} 个", f" and {rest} more") if rest > 0 else ("", "")
    return Text("、".join(some) + zh, ", ".join(some) + en)


def language() -> Language:
    """Return the language in force."""
    return _language.get()


def use_language(name: Language) -> None:
    """Set the language in force for all that is printed from now on."""
    _language.set(name)


def same(word: str) -> Text:
    """Return a Text that reads the same in both languages: a name, a number."""
    return Text(word, word)
