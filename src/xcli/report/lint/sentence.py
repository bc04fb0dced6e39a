"""Sentences and what they count: each figure with the words around it, its part in the sentence, its brackets."""

import re
from collections.abc import Iterator
from typing import Literal

from xcli.report.lint.document import Paragraph
from xcli.report.lint.figure import Figure, figures
from xcli.report.lint.words import ALIKE, BEFORE, CARRIED, FROM, GROWTH, LEADS, LEVEL, NOT_A_PART, PLANNED, TAILS

Role = Literal["count", "rate", "growth", "base", "average", "plan"]

_SENTENCE = re.compile("[。！？!?\n]+")
_CLAUSE = re.compile("[，,；;。：:、！？（）()\t\n]")
_STRONG = re.compile("[，,；;。：:！？（）()\t\n]")
_BRACKET = re.compile("[（(）)]")
_AVERAGE = re.compile("平均|人均|户均|件均|场均|村均|年均|月均|日均|每[一-鿿]{1,4}$|每[一-鿿]{0,6}(?:约|为|有)?$")
_YEAR = re.compile(r"((?:19|20)[0-9]{2})\s?年")
_LONGEST_WORD = 40


class Item:
    """A figure in its sentence.

    `lead` is the text since the figure before, what stands in brackets left out; `before` and `after` are the words
    that say what is counted; `group` numbers the brackets it stands in, 0 for none.
    """

    __slots__ = ("after", "before", "clause", "figure", "group", "lead", "role", "up", "year")

    def __init__(
        self,
        figure: Figure,
        lead: str,
        clause: str,
        before: str,
        after: str,
        role: Role,
        up: bool | None,
        group: int,
        year: str,
    ) -> None:
        self.figure, self.lead, self.clause = figure, lead, clause
        self.before, self.after = before, after
        self.role: Role = role
        self.up, self.group, self.year = up, group, year

    @property
    def unit(self) -> str:
        """Return the unit, the same for units that count the same things."""
        return ALIKE.get(self.figure.unit, self.figure.unit)

    @property
    def name(self) -> str:
        """Return what is counted, in the words of the text."""
        return self.before + self.after

    @property
    def carried(self) -> bool:
        """Tell whether it was carried over from an earlier period."""
        return CARRIED.search(self.clause) is not None


class Sentence:
    """A sentence of a paragraph with its items; `holders` gives the item before each pair of brackets."""

    __slots__ = ("end", "holders", "items", "paragraph", "start")

    def __init__(self, paragraph: Paragraph, start: int, end: int) -> None:
        self.paragraph, self.start, self.end = paragraph, start, end
        self.items: list[Item] = []
        self.holders: dict[int, Item] = {}

    @property
    def text(self) -> str:
        """Return the words."""
        return self.paragraph.text[self.start : self.end]

    def span(self, *items: Item) -> tuple[tuple[int, int], ...]:
        """Return where items stand in the whole text."""
        at = self.paragraph.start
        return tuple((at + item.figure.start, at + item.figure.end) for item in items)

    def counts(self) -> list[Item]:
        """Return the items that are plain counts."""
        return [item for item in self.items if item.role == "count"]


def sentences(paragraph: Paragraph) -> list[Sentence]:
    """Return the sentences of a paragraph that hold figures."""
    found = list(figures(paragraph.text))
    made: list[Sentence] = []
    at = 0
    for start, end in _bounds(paragraph.text):
        mine = []
        while at < len(found) and found[at].start < end:
            mine.append(found[at])
            at += 1
        if mine:
            made.append(_sentence(paragraph, start, end, mine))
    return made


def _bounds(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in _SENTENCE.finditer(text):
        yield start, found.start()
        start = found.end()
    yield start, len(text)


def _sentence(paragraph: Paragraph, start: int, end: int, found: list[Figure]) -> Sentence:
    text = paragraph.text
    made = Sentence(paragraph, start, end)
    groups = _Groups(text, start, end)
    at = start
    for n, figure in enumerate(found):
        following = found[n + 1].start if n + 1 < len(found) else end
        group = groups.of(figure.start)
        if group not in made.holders and group and made.items:
            made.holders[group] = made.items[-1]
        lead = groups.outside(at, figure.start, group)
        made.items.append(_item(text, figure, lead, start, at, following, group))
        at = figure.end
    _date(made)
    return made


def _date(sentence: Sentence) -> None:
    """Let counts of an earlier year be what those of a later year are compared with."""
    own = {id(item): found[-1] for item in sentence.items if (found := _YEAR.findall(item.clause))}
    latest = max(own.values(), default="")
    for item in sentence.items:
        if item.role == "count" and own.get(id(item), latest) < latest:
            item.role = "base"


def _item(text: str, figure: Figure, lead: str, start: int, at: int, following: int, group: int) -> Item:
    since = max(start, figure.start - _LONGEST_WORD)
    clause = _PAIR.sub("", text[since : figure.start])
    strong = max((found.end() for found in _STRONG.finditer(clause)), default=0)
    whole_clause = clause[strong:]
    own = _PAIR.sub("", text[max(at, since) : figure.start])
    weak = max((found.end() for found in _CLAUSE.finditer(own)), default=0)
    before = TAILS.sub("", LEADS.sub("", own[weak:]).strip())
    behind = text[figure.end : min(following, figure.end + _LONGEST_WORD)]
    stop = _CLAUSE.search(behind)
    after = (behind[: stop.start()] if stop else behind).strip()
    role, up = _role(figure, own, whole_clause)
    years = _YEAR.findall(text, max(start, figure.start - 60), figure.start)
    return Item(figure, lead, whole_clause, before, after, role, up, group, years[-1] if years else "")


def _role(figure: Figure, own: str, clause: str) -> tuple[Role, bool | None]:
    if figure.unit in ("倍", "个百分点") or (not LEVEL.search(own) and GROWTH.search(own)):
        found = GROWTH.search(own)
        return "growth", None if found is None else found["up"] is not None
    if PLANNED.search(clause):
        return "plan", None
    if figure.unit in ("%", "‰"):
        return ("base" if BEFORE.search(clause) or FROM.search(own) else "rate"), None
    if (BEFORE.search(clause) or FROM.search(own)) and not CARRIED.search(clause):
        return "base", None
    if _AVERAGE.search(own):
        return "average", None
    return "count", None


class _Groups:
    """The brackets of a sentence: which stretch each offset stands in."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text = text
        self._edges: list[tuple[int, int]] = []
        self._stack: list[int] = []
        self._next = iter(_BRACKET.finditer(text, start, end))
        self._ahead = next(self._next, None)
        self._count = 0

    def of(self, offset: int) -> int:
        """Return the number of the brackets that hold an offset; offsets are asked in their order."""
        while self._ahead is not None and self._ahead.start() < offset:
            if self._ahead[0] in "（(":
                self._count += 1
                self._stack.append(self._count)
            elif self._stack:
                self._stack.pop()
            self._ahead = next(self._next, None)
        return self._stack[-1] if self._stack else 0

    def outside(self, start: int, end: int, group: int) -> str:
        """Return a stretch of text without what stands in brackets in it."""
        piece = self._text[max(start, end - 4 * _LONGEST_WORD) : end]
        bare = _PAIR.sub("", piece)
        if group:
            return bare.rpartition("（")[2].rpartition("(")[2]
        cut = max(bare.rfind("）"), bare.rfind(")"))
        return bare[cut + 1 :]


_PAIR = re.compile(r"（[^（）()]*）|\([^（）()]*\)")


def stops(lead: str) -> bool:
    """Tell whether the words before a figure end a list."""
    return NOT_A_PART.search(lead) is not None
