"""Headings: which field a column of a township's sheet holds, however its heading is written."""

import re
from typing import NamedTuple

from xcli.domain.clean import fold
from xcli.domain.code import CodeList
from xcli.domain.field import Choice, Field, Money, Name, Parts
from xcli.domain.lists import Lists
from xcli.domain.page import Line, Part, parts_of
from xcli.domain.quantity import Measured

USELESS = frozenset(
    {
        "序号",
        "编码",
        "行号",
        "备注",
        "填表人",
        "填报人",
        "填表日期",
        "填报日期",
        "填报时间",
        "制表人",
        "制表日期",
        "审核人",
        "负责人",
        "签字",
        "签名",
        "页码",
        "no",
        "remarks",
        "remark",
        "note",
        "notes",
    }
)
IGNORED = frozenset({"", "-", "忽略", "ignore"})

_NOT_WORD = re.compile(r"[\W_]+")
_ASIDE = re.compile(r"[(\[（【〔［{].*?[)\]）】〕］}]")
_UNIT = re.compile(r"(人民币)?(万)?元$")
_NUMBERED = re.compile(r"第?([0-9]{1,2}|[一二三四五六七八九十])?(.*)", re.DOTALL)
_NUMERALS = {mark: n for n, mark in enumerate("一二三四五六七八九十", 1)}


class Slot(NamedTuple):
    """Which of several parts a column speaks of: the n-th, or the n-th with a certain role."""

    role: str
    n: int


class Place(NamedTuple):
    """Where the cells of a column go: a field, or a field of a part; `wan` amounts are in 万元.

    Without a field they go nowhere: the column is known, and not needed.
    """

    field: str
    inner: str = ""
    slot: Slot | None = None
    wan: bool = False


def key(heading: str) -> str:
    """Return a heading without spaces, line breaks, brackets and other marks."""
    return _NOT_WORD.sub("", fold(heading))


def keys(heading: str) -> tuple[str, ...]:
    """Return the keys of a heading: of the whole, and without what stands in brackets."""
    return tuple(word for word in dict.fromkeys((key(heading), key(_ASIDE.sub("", heading)))) if word)


def is_useless(heading: str) -> bool:
    """Tell whether a column is known to hold nothing for the ledger."""
    return not USELESS.isdisjoint(keys(heading))


def words_of(field: Field) -> list[str]:
    """Return what a field is called in headings."""
    return [word for word in (key(w) for w in (field.label.zh, field.label.en, field.name, *field.aliases)) if word]


def role_of(part: type[Part]) -> Choice | None:
    """Return the field of a part that tells the parts of one record from each other: the role of a party."""
    return next((field for field in part.fields.values() if isinstance(field, Choice)), None)


def named_by(part: type[Part]) -> Field:
    """Return the field of a part that names it, or counts: what a column called like the whole part holds."""
    return next((f for f in part.fields.values() if isinstance(f, Name | Measured)), next(iter(part.fields.values())))


class Vocabulary:
    """All headings by which the fields of one page are known."""

    def __init__(self, page: type[Line], lists: Lists) -> None:
        """Gather the words."""
        self.page = page
        self.lists = lists
        self.groups = parts_of(page)
        self.plain: dict[str, Place] = {}
        for field in sorted(page.fields.values(), key=lambda single: single.computed):
            if field.name not in self.groups:
                for word in words_of(field):
                    self.plain.setdefault(word, Place("" if field.computed else field.name))
        self.prefixes = sorted(self._prefixes(), key=lambda entry: -len(entry[0]))
        for group in self.groups.values():
            for word, inner in self._inner(group).items():
                self.plain.setdefault(word, Place(group.name, inner))

    def find(self, heading: str) -> Place | None:
        """Return where a heading's cells go, if it names a field."""
        for word in keys(heading):
            place = self._find(word)
            if place:
                return place._replace(wan="万元" in heading) if self._is_money(place) else place
        return None

    def _find(self, word: str) -> Place | None:
        place = self.plain.get(word) or self._part_place(word)
        if place is None and (unit := _UNIT.search(word)):
            bare = self.plain.get(word[: unit.start()])
            return bare if bare and self._is_money(bare) else None
        return place

    def _is_money(self, place: Place) -> bool:
        return isinstance(self.page.fields.get(place.field), Money)

    def _prefixes(self) -> list[tuple[str, Parts, str]]:
        found = [(word, group, "") for group in self.groups.values() for word in words_of(group)]
        for group in self.groups.values():
            role = role_of(group.part)
            for code in self.lists.list_of(role.codes).codes if role else ():
                found += [
                    (key(word), group, code.code) for word in (code.label.zh, code.label.en, code.code, *code.aliases)
                ]
        return found

    @staticmethod
    def _inner(group: Parts) -> dict[str, str]:
        return {word: field.name for field in reversed(list(group.part.fields.values())) for word in words_of(field)}

    def _part_place(self, word: str) -> Place | None:
        for prefix, group, role in self.prefixes:
            if not word.startswith(prefix):
                continue
            rest = word[len(prefix) :]
            # A word may itself begin with a numeral: 一票否决项.
            if inner := self._inner_of(group, rest):
                return Place(group.name, inner, _slot(role, None))
            found = _NUMBERED.fullmatch(rest)
            if found and found[1] and (inner := self._inner_of(group, found[2])):
                return Place(group.name, inner, _slot(role, found[1]))
        return None

    def _inner_of(self, group: Parts, word: str) -> str | None:
        word = word.removeprefix("的")
        if not word or word in words_of(group):
            return named_by(group.part).name
        return self._inner(group).get(word)


def _slot(role: str, number: str | None) -> Slot | None:
    if not role and not number:
        return None
    return Slot(role, _NUMERALS.get(number or "1") or int(number or 1))


_known: dict[tuple[str, tuple[CodeList, ...]], Vocabulary] = {}


def vocabulary(page: type[Line], lists: Lists) -> Vocabulary:
    """Return the headings of a page, with the words of the bureau's own codes; gathered once."""
    own = tuple(
        lists.codes[role.codes.name]
        for group in parts_of(page).values()
        if (role := role_of(group.part)) and role.codes.name in lists.codes
    )
    if (page.name, own) not in _known:
        _known[page.name, own] = Vocabulary(page, lists)
    return _known[page.name, own]
