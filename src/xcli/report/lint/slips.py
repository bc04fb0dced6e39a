"""Slips of the pen: numbering, quotation marks, the cut-off date, names spelt two ways."""

import re
from collections import defaultdict
from collections.abc import Iterator

from xcli.report.lint.document import Document, Paragraph
from xcli.report.lint.finding import Finding
from xcli.text import Text

_NUMERALS = "一二三四五六七八九十"
_HEADS = (
    re.compile(rf"\s*([{_NUMERALS}]{{1,3}})、"),
    re.compile(rf"\s*（([{_NUMERALS}]{{1,3}})）"),
    re.compile(r"\s*([0-9]{1,2})(?:[.．](?![0-9])|、)"),
)
_SHOWN = ("{}、", "（{}）", "{}.")
_INLINE = re.compile(rf"(?:^|(?<=[。；：;:，、]))[\s　]*([{_NUMERALS}]{{1,2}})是(?!否)")
_MARKS = re.compile("[“”]")
_REVERSED = re.compile("”([^“”\n]{1,30})“")
_WRONG_WORD = re.compile(r"截止(?=到?(?:目前|当前|今|现在|[0-9]{4}年|[0-9]{1,2}月|[本今上去]年|年底|月底))")
_NOW = re.compile(r"截[至止]到?(?:目前|当前|现在|今(?!年))")
_DATED = re.compile(r"截[至止]到?\s*(?:[0-9]{4}\s*年|[0-9]{1,2}\s*月|[本今上去]年|年底)")
_PLACE = re.compile(r"村(?!民|级|务|规)|社区(?!矫)|镇(?!政)|乡(?!村|镇|亲|政)|街道|寺(?!院)")
_BEFORE_PLACE = re.compile(r"[一-鿿]{0,5}$")


def slips(document: Document) -> Iterator[Finding]:
    """Yield what is wrong in the writing, whatever the figures say."""
    yield from _numbering(document)
    for paragraph in document.paragraphs:
        yield from _inline_numbering(paragraph)
        yield from _quotes(paragraph)
    yield from _cutoff(document)
    yield from _names(document)


def _numbering(document: Document) -> Iterator[Finding]:
    last: list[int | None] = [None, None, None]  # None where the text may begin in the middle
    chapter = ""
    for paragraph in document.paragraphs:
        level, number, end = _head(paragraph)
        if level < 0:
            continue
        before = last[level]
        if before is not None and number != before + 1 and not (number == 1 and before):
            yield _misnumbered(paragraph, level, number, before, end, chapter)
        if level == 0:
            chapter = paragraph.text
        last[level] = number
        last[level + 1 :] = [0] * (2 - level)


def _head(paragraph: Paragraph) -> tuple[int, int, int]:
    if paragraph.row:
        return -1, 0, 0
    for level, pattern in enumerate(_HEADS):
        if found := pattern.match(paragraph.text):
            number = int(found[1]) if found[1].isascii() else _number(found[1])
            return level, number, found.end()
    return -1, 0, 0


def _number(numeral: str) -> int:
    tens, ten, ones = numeral.rpartition("十")
    high = (_NUMERALS.find(tens) + 1 if tens else 1) if ten else 0
    return high * 10 + (_NUMERALS.find(ones) + 1 if ones else 0)


def _numeral(number: int, level: int) -> str:
    if level == 2:
        return str(number)
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _NUMERALS[tens - 1]) + ("十" if tens else "") + (_NUMERALS[ones - 1] if ones else "")


def _misnumbered(paragraph: Paragraph, level: int, number: int, before: int, end: int, chapter: str) -> Finding:
    shown, wanted = (_SHOWN[level].format(_numeral(n, level)) for n in (number, before + 1))
    under = Text(f"“{chapter[:20]}”下", f"under “{chapter[:20]}” ") if level and chapter else Text("", "")
    if number <= before:
        says = Text(
            f"序号重复或倒退：{under.zh}又是{shown}", f"numbering repeats or goes back: {under.en}{shown} again"
        )
    else:
        says = Text(
            f"序号不连：{under.zh}缺{wanted}，直接到了{shown}",
            f"numbering: {under.en}{wanted} is missing before {shown}",
        )
    return Finding("note", "numbering", says, ((paragraph.start, paragraph.start + end),))


def _inline_numbering(paragraph: Paragraph) -> Iterator[Finding]:
    before = 0
    for found in _INLINE.finditer(paragraph.text):
        number = _number(found[1])
        if before and number > before + 1:
            wanted = _numeral(before + 1, 0)
            says = Text(f"序号不连：缺“{wanted}是”", f"numbering: “{wanted}是” is missing")
            yield Finding("note", "numbering", says, (_span(paragraph, found.start(1), found.end() + 0),))
        before = number


def _quotes(paragraph: Paragraph) -> Iterator[Finding]:
    text, opened, at = paragraph.text, False, 0
    while found := _MARKS.search(text, at):
        at = found.end()
        if found[0] == "”" and not opened and (pair := _REVERSED.match(text, found.start())):
            at = pair.end()
            says = Text(
                f"引号方向反了：{pair[0]}，应为“{pair[1]}”", f"reversed quotation marks: {pair[0]} for “{pair[1]}”"
            )
            yield Finding("note", "quotes", says, (_span(paragraph, *pair.span()),))
        elif (found[0] == "“") == opened:
            near = text[max(0, found.start() - 6) : found.end() + 6]
            says = Text(f"引号不成对：…{near}…", f"unpaired quotation mark: …{near}…")
            yield Finding("note", "quotes", says, (_span(paragraph, *found.span()),))
            return
        else:
            opened = found[0] == "“"


def _cutoff(document: Document) -> Iterator[Finding]:
    dated = _DATED.search(document.text) is not None
    for paragraph in document.paragraphs:
        for found in _WRONG_WORD.finditer(paragraph.text):
            says = Text("“截止”应为“截至”", "“截止” stands for “截至”")
            yield Finding("note", "cutoff", says, (_span(paragraph, *found.span()),))
        if not dated and (now := _NOW.search(paragraph.text)):
            says = Text(f"“{now[0]}”没有写明日期，全文也没有统计截止日", f"“{now[0]}” names no date, nor does the text")
            yield Finding("note", "cutoff", says, (_span(paragraph, *now.span()),))
            dated = True


def _names(document: Document) -> Iterator[Finding]:
    """Find names of places whose characters change places: the same letters, two of them swapped."""
    spelt: dict[tuple[str, str], dict[str, tuple[int, int]]] = defaultdict(dict)
    for paragraph in document.paragraphs:
        for found in _PLACE.finditer(paragraph.text):
            before = _BEFORE_PLACE.search(paragraph.text, max(0, found.start() - 5), found.start())
            for size in (3, 4):
                if before and len(before[0]) >= size:
                    name = before[0][-size:]
                    span = _span(paragraph, found.start() - size, found.end())
                    spelt[found[0], "".join(sorted(name))].setdefault(name, span)
    said: set[str] = set()
    for (kind, _), names in sorted(spelt.items(), key=lambda one: len(one[0][1])):
        for first, second in _swapped(list(names)):
            if not any(first.endswith(name) for name in said):
                said |= {first, second}
                says = Text(
                    f"同一名称两种写法？{first}{kind} / {second}{kind}",
                    f"one name spelt two ways? {first}{kind} / {second}{kind}",
                )
                yield Finding("note", "name", says, (names[first], names[second]))


def _swapped(names: list[str]) -> Iterator[tuple[str, str]]:
    for n, first in enumerate(names[:20]):
        for second in names[n + 1 : 20]:
            apart = [k for k in range(len(first)) if first[k] != second[k]]
            if len(apart) == 2 and apart[1] == apart[0] + 1:
                yield first, second


def _span(paragraph: Paragraph, start: int, end: int) -> tuple[int, int]:
    return paragraph.start + start, paragraph.start + end
