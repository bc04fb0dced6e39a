"""Where a sheet's data begin, which line of work it belongs to, and what each column holds."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from xcli.domain.clean import fold
from xcli.domain.code import CodeList
from xcli.domain.field import Field
from xcli.domain.lists import Lists
from xcli.domain.office import Offices
from xcli.domain.page import Entry, Line
from xcli.errors import Misuse, NotFound, NotValid
from xcli.intake.heading import IGNORED, Place, Vocabulary, is_useless, key, vocabulary
from xcli.intake.read import Cell
from xcli.text import Text, few

LOOK = 10
_TITLES = 3
_SHORT = 2  # a word as short as 监督 stands in many titles
_BESIDE = frozenset({"选项", "说明", "填表说明", "填写说明", "codes", "notes"})  # sheets beside the data
_ENOUGH = 2
_MASKED = re.compile(r"masked\s*=\s*1|已脱敏|脱敏导出|去标识化", re.IGNORECASE)


class NoHeading(NotValid):
    """No sheet of the file has a heading that is known."""

    sentence = Text(
        "{name}：前 {look} 行里没有找到认得的表头。{seen}空白表可用 xcli template 生成；别的表头请加 --map '表头=字段'。",
        "{name}: no known heading within the first {look} rows. {seen}Make an empty form with xcli template, "
        "or name columns by --map 'heading=field'.",
    )


class TwoHeadings(NotValid):
    """Several rows could be the heading."""

    sentence = Text(
        "{where}：第 {rows} 行都像表头，分不清从哪里开始是数据。请只留一行表头。",
        "{where}: rows {rows} all look like headings. Keep one heading row.",
    )


class SeveralLines(NotValid):
    """A sheet could belong to several lines of work."""

    sentence = Text(
        "{where}：表头同时符合 {lines}。请加 --as 指明是哪一项业务。",
        "{where}: the heading fits {lines}. Say which line it is by --as.",
    )


class ColumnsMissing(NotValid):
    """A column that every record needs is not there."""

    sentence = Text(
        "{where}：缺少必需的列 {missing}，没有导入任何内容。请补上该列；若表头写法不同，请加 --map '表头={example}'。{seen}",
        "{where}: the required columns {missing} are missing; nothing was imported. Add them, or name them by "
        "--map 'heading={example}'. {seen}",
    )


class ColumnTwice(NotValid):
    """Two columns hold the same field."""

    sentence = Text(
        "{where}：第 {first} 列“{one}”和第 {second} 列“{two}”都是{label}，没有导入任何内容。请删去一列，或用 --map '表头=-' 忽略一列。",
        "{where}: columns {first} “{one}” and {second} “{two}” both hold {label}; nothing was imported. "
        "Remove one, or ignore one by --map 'heading=-'.",
    )


class MaskedFile(NotValid):
    """The file was written for others, with names masked."""

    sentence = Text(
        "{name} 是脱敏后的文件，姓名、证件号码已不完整，不能再导入。请用原始表格，或用 --reveal 重新导出。",
        "{name} was exported with names masked and cannot be imported again. "
        "Use the original, or export with --reveal.",
    )


class BadMap(Misuse):
    """A --map is not of the form heading=field."""

    sentence = Text("--map 应写成 '表头=字段'，“{given}”不是。", "--map takes 'heading=field'; “{given}” is not.")


class UnknownField(Misuse):
    """A --map names no field of the line."""

    sentence = Text(
        "--map 里的“{given}”不是{line}的字段。可用：{known}。忽略一列写 '表头=-'。",
        "--map: “{given}” is no field of {line}. Known: {known}. To ignore a column write 'heading=-'.",
    )


class NoSuchLine(NotFound):
    """There is no such line of work."""

    sentence = Text("没有业务“{given}”。可选：{known}。", "There is no line “{given}”. Choose one of {known}.")


class Column(NamedTuple):
    """A column that is read: its place in the sheet (0 is the first), its heading, and where its cells go."""

    nth: int
    heading: str
    place: Place


@dataclass(frozen=True)
class Layout:
    """How to read one sheet."""

    page: type[Line]
    sheet: str
    row: int
    heading: tuple[str, ...]
    titles: tuple[tuple[Cell, ...], ...]
    columns: tuple[Column, ...]
    ignored: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    office: int | None = None
    depth: int = 1
    kind: str | None = None

    def label(self, index: int) -> str:
        """Return what the sheet calls a column."""
        return self.heading[index] if index < len(self.heading) and self.heading[index] else f"#{index + 1}"


@dataclass(frozen=True)
class Wishes:
    """What the clerk said of a file: its line, its office, what its headings mean; `learned` was said earlier.

    `kinds` are the registers that its title names, by page: a sheet of one register has no column for it.
    """

    line: type[Line] | None = None
    office: int | None = None
    maps: Mapping[str, str] = field(default_factory=dict)
    learned: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    lists: Lists = field(default_factory=Lists)
    kinds: Mapping[str, str] = field(default_factory=dict)


def maps_of(given: Iterable[str]) -> dict[str, str]:
    """Return the headings and fields of `--map` options."""
    found: dict[str, str] = {}
    for text in given:
        heading, equals, name = text.rpartition("=")
        if not equals or not key(heading):
            raise BadMap(given=text)
        found[key(heading)] = name.strip()
    return found


def line_named(text: str, pages: Mapping[str, type[Line]]) -> type[Line]:
    """Return the line of work with this name or label."""
    word = fold(text)
    for page in pages.values():
        if word in {page.name, fold(page.label.zh), fold(page.label.en)}:
            return page
    raise NoSuchLine(given=text, known="、".join(f"{page.label.zh}({page.name})" for page in pages.values()))


def layout_of(
    sheet: str,
    top: Sequence[tuple[int, Sequence[Cell]]],
    merged: Sequence[tuple[int, int, int, int]],
    pages: Iterable[type[Line]],
    wishes: Wishes,
) -> Layout | None:
    """Return how to read a sheet whose first rows are given; None when no heading is known."""
    if key(sheet.rpartition("【")[2]) in _BESIDE:
        return None
    fits = [fit for page in pages if (fit := _best_row(page, sheet, top, merged, wishes))]
    if not fits:
        return None
    said = fold(" ".join([sheet, *(_word(cell) for _, cells in top[:_TITLES] for cell in cells)]))
    ranks = [
        (
            not _missing(fit.page, fit.places, wishes),
            fit.score,
            fold(fit.page.label.zh) in said or fit.page.name in wishes.kinds,
        )
        for fit in fits
    ]
    best = [fit for fit, rank in zip(fits, ranks, strict=True) if rank == max(ranks)]
    if len(best) > 1:
        raise SeveralLines(where=sheet, lines="、".join(str(fit.page.label) for fit in best))
    return _layout(sheet, best[0], top, wishes)


def _missing(page: type[Line], places: Iterable[Place | None], wishes: Wishes) -> list[Field]:
    held = {place.field for place in places if place}
    if issubclass(page, Entry) and page.name in wishes.kinds:
        held.add(page.single[0].name)
    return [field for field in page.fields.values() if field.required and not field.computed and field.name not in held]


class _Fit(NamedTuple):
    page: type[Line]
    at: int
    depth: int
    heading: tuple[str, ...]
    places: tuple[Place | None, ...]
    score: int


def _best_row(
    page: type[Line],
    sheet: str,
    top: Sequence[tuple[int, Sequence[Cell]]],
    merged: Sequence[tuple[int, int, int, int]],
    wishes: Wishes,
) -> _Fit | None:
    strict = wishes.line is not None
    maps = dict(wishes.learned.get(page.name, {})) | dict(wishes.maps)
    words = vocabulary(page, wishes.lists)
    fits = []
    for at in range(min(len(top), LOOK)):
        heading, depth = _heading(at, top, merged)
        places = _told_apart(page, heading, [_place(words, text, maps, strict=strict) for text in heading])
        score = len({place for place in places if place and place.field})
        fits.append(_Fit(page, at, depth, heading, places, score))
    most = max((fit.score for fit in fits), default=0)
    best = [fit for fit in fits if fit.score == most]
    if most < _ENOUGH:
        return None
    if len(best) > 1:
        raise TwoHeadings(where=sheet, rows="、".join(str(top[fit.at][0]) for fit in best))
    return best[0]


def _heading(
    at: int, top: Sequence[tuple[int, Sequence[Cell]]], merged: Sequence[tuple[int, int, int, int]]
) -> tuple[tuple[str, ...], int]:
    """Return a heading row's words; where merges show a second level, both levels joined."""
    number, cells = top[at]
    words = [_word(cell) for cell in cells]
    two_levels = any(r1 == number and r2 == number + 1 and c1 == c2 for r1, c1, r2, c2 in merged)
    wide = [(c1, c2) for r1, c1, r2, c2 in merged if r1 == r2 == number and c2 > c1]
    if not (two_levels and wide and at + 1 < len(top)):
        return tuple(words), 1
    below = [_word(cell) for cell in top[at + 1][1]]
    words += [""] * (len(below) - len(words))
    for first, last in wide:
        above = words[first - 1]
        for column in range(first - 1, min(last, len(below))):
            words[column] = above + below[column]
    return tuple(words), 2


def _word(cell: Cell) -> str:
    return cell if isinstance(cell, str) else "" if cell is None else str(cell)


def _place(words: Vocabulary, heading: str, maps: Mapping[str, str], *, strict: bool) -> Place | None:
    """Return where a column goes: a field, nothing (a Place without field), or None when it is not known."""
    word = key(heading)
    if not word:
        return None
    told = maps.get(word)
    if told is not None:
        if told in IGNORED:
            return Place("")
        place = words.find(told)
        if place is None and not strict:
            return words.find(heading)
        if place is None:
            known = "、".join(str(single.label) for single in words.page.fields.values())
            raise UnknownField(given=told, line=words.page.label, known=known)
        return place._replace(wan=place.wan or "万元" in heading)
    return words.find(heading)


def _told_apart(page: type[Line], heading: Sequence[str], places: Sequence[Place | None]) -> tuple[Place | None, ...]:
    """Ignore the column of a computed field whose label also stands for another field, where that has its own column.

    The files that this program writes have both.
    """
    labels = {name: {key(word) for word in field.label} for name, field in page.fields.items()}
    computed = set[str]().union(*(labels[name] for name, field in page.fields.items() if field.computed))
    pairs = [(key(text), place) for text, place in zip(heading, places, strict=True)]
    own = {place for word, place in pairs if place and word in labels.get(place.field, ())}
    return tuple(
        Place("") if place in own and word in computed - labels[place.field] else place for word, place in pairs
    )


def _layout(sheet: str, fit: _Fit, top: Sequence[tuple[int, Sequence[Cell]]], wishes: Wishes) -> Layout:
    columns: list[Column] = []
    ignored: list[str] = []
    unknown: list[str] = []
    where = sheet or str(Text("表格", "the sheet"))
    for index, (heading, place) in enumerate(zip(fit.heading, fit.places, strict=True)):
        if place and place.field:
            _check_twice(where, fit.page, columns, Column(index, heading, place))
            columns.append(Column(index, heading, place))
        elif place or is_useless(heading):
            ignored.append(heading)
        elif heading.strip():
            unknown.append(heading)
    _check_missing(where, fit.page, columns, unknown, wishes)
    titles = tuple(tuple(cells) for _, cells in top[: fit.at])
    clean = tuple(" ".join(word.split()) for word in fit.heading)
    return Layout(
        fit.page,
        sheet,
        top[fit.at][0],
        clean,
        titles,
        tuple(columns),
        tuple(ignored),
        tuple(unknown),
        wishes.office,
        fit.depth,
        _kind(fit.page, columns, wishes),
    )


def _kind(page: type[Line], columns: Sequence[Column], wishes: Wishes) -> str | None:
    """Return the register that the title names, unless a column does."""
    if not issubclass(page, Entry) or any(c.place.field == page.single[0].name for c in columns):
        return None
    return wishes.kinds.get(page.name)


def _check_twice(where: str, page: type[Line], columns: list[Column], fresh: Column) -> None:
    for column in columns:
        if column.place._replace(wan=False) == fresh.place._replace(wan=False):
            raise ColumnTwice(
                where=where,
                first=column.nth + 1,
                one=column.heading,
                second=fresh.nth + 1,
                two=fresh.heading,
                label=page.fields[fresh.place.field].label,
            )


def _check_missing(where: str, page: type[Line], columns: list[Column], unknown: list[str], wishes: Wishes) -> None:
    missing = _missing(page, [column.place for column in columns], wishes)
    if missing:
        zh, en = "、".join(f.label.zh for f in missing), ", ".join(f.label.en for f in missing)
        seen = (
            Text(f"不认得的列：{few(unknown).zh}。", f"Columns not known: {few(unknown).en}.")
            if unknown
            else Text("", "")
        )
        raise ColumnsMissing(where=where, missing=Text(zh, en), example=missing[0].label, seen=seen)


def office_in(text: str, offices: Offices) -> int | None:
    """Return the one office that a title or a file name speaks of; the longest name wins."""
    word = fold(text)
    held = sorted((known for known in offices.by_word if len(known) > 1 and known in word), key=len, reverse=True)
    if not held:
        return None
    longest = {offices.by_word[known] for known in held if not any(known != other and known in other for other in held)}
    return longest.pop() if len(longest) == 1 else None


def code_in(text: str, known: CodeList) -> str | None:
    """Return the one code of a list that a title or a file name speaks of; the longest word wins."""
    word = fold(text)
    held = {one for one, entry in known.by_word.items() if len(one) > _SHORT and one in word and not entry.retired}
    longest = {known.by_word[one].code for one in held if not any(one != other and one in other for other in held)}
    return longest.pop() if len(longest) == 1 else None


def says_masked(rows: Iterable[Sequence[Cell]]) -> bool:
    """Tell whether a sheet says of itself that its names are masked."""
    return any(isinstance(cell, str) and _MASKED.search(cell) for cells in rows for cell in cells)


def sender_of(name: str, office: int | None, lists: Lists) -> str:
    """Return who sends a file: the office, else the file's name without months and numbers."""
    if office is not None:
        return lists.offices.name_of(office)
    stem = name.replace("\\", "/").rpartition("/")[2].partition(".")[0]
    return re.sub(r"[0-9０-９年月日季度上下半_\-\s()（）]+", "", stem) or stem or "-"
