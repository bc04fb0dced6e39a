"""The same thing counted twice: two values in one text, two units, or against the report of the year before."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from xcli.report.lint.document import Document
from xcli.report.lint.finding import Finding
from xcli.report.lint.measure import HUNDRED, fit, plain, rounded
from xcli.report.lint.quota import rate_name
from xcli.report.lint.sentence import Item, Sentence
from xcli.text import Text, same

Where = tuple[Sentence, Item]

_EVENT = re.compile(
    "开展|举办|召开|组织|发放|培训|会议|讲座|活动|宣传|走访|检查|邀请|制定|印发|推送|建立|创建|参加|参与|集中|每|等|该|此|各"
)
_PART_OF = re.compile(
    "所|镇|乡|街道|村|社区|月|季度|半年|其中|上年|去年|同期|以来|累计|不含|包括|全省|全市|全国|年底|年末|止"
)
_UNITS = (frozenset({"卷", "本", "册"}), frozenset({"件", "起", "宗"}), frozenset({"场", "场次"}))
_SHORTEST_NAME, _SHORTEST_TWIN = 4, 30
_MOST_TWINS = 50


def two_values(found: Iterable[Where]) -> Iterator[Finding]:
    """Yield what one text counts twice with different results."""
    known: dict[tuple[str, str], dict[int, Where]] = defaultdict(dict)
    for sentence, item in found:
        if key := _key(sentence, item):
            known[key].setdefault(item.figure.value, (sentence, item))
    for (name, _), values in known.items():
        if len(values) == 2:
            (first, one), (second, other) = values.values()
            if first is second:
                continue
            says = Text(f"“{name}”前后两个数", f"two values for “{name}”")
            sums = (same(f"{one.figure.shown} ≠ {other.figure.shown}"), _OTHER_SCOPE)
            yield Finding("doubtful", "twice", says, (*second.span(other), *first.span(one)), sums)


def _key(sentence: Sentence, item: Item) -> tuple[str, str] | None:
    if item.group or not item.figure.exact or item.role not in ("count", "rate"):
        return None
    name = rate_name(item) if item.role == "rate" else item.name
    name = re.sub("[“”《》\\s]", "", name)
    start = max(sentence.start, item.figure.start - 30)
    context = sentence.paragraph.text[start : item.figure.start]
    if len(name) < _SHORTEST_NAME or _EVENT.search(name) or _PART_OF.search(context) or item.after:
        return None
    return name, item.unit


def mixed_units(sentence: Sentence) -> Iterator[Finding]:
    """Yield what a sentence counts in two units."""
    seen: dict[str, Item] = {}
    for item in sentence.counts()[:200]:
        for noun in _nouns(item):
            first = seen.setdefault(noun, item)
            a, b = first.figure.unit, item.figure.unit
            if a != b and any({a, b} <= units for units in _UNITS):
                says = Text(f"{noun}用了两种单位：{first.figure.shown}、{item.figure.shown}",
                            f"{noun} in two units: {first.figure.shown}, {item.figure.shown}")  # fmt: skip
                yield Finding("note", "unit", says, sentence.span(first, item))
                return


def _nouns(item: Item) -> list[str]:
    """Return the last two letters of the words before and after a figure: 案卷 of 行政处罚案卷."""
    return [words[-2:] for words in (item.before, item.after[:8]) if len(words) >= 2]


# --- against the year before ------------------------------------------------------------------------------------


def against(
    document: Document, found: Sequence[Where], before: Document, earlier: Iterable[Where]
) -> Iterator[Finding]:
    """Yield what a report shares with that of the year before, and growth that does not start from its numbers."""
    yield from _twins(document, before)
    old = _values(earlier)
    new = _values(found)
    for key, (sentence, item) in new.items():
        if key in old and old[key][1].figure.value == item.figure.value and item.figure.value >= 10_000_000:
            says = Text(
                f"“{key[0]}”与上年相同：{item.figure.shown}",
                f"“{key[0]}” is the same as the year before: {item.figure.shown}",
            )
            yield Finding("note", "before", says, sentence.span(item))
    for sentence, item in found:
        test = {"base": _restated, "growth": _grown}.get(item.role)
        if test and item.figure.exact and (told := test(sentence, item, old)):
            yield told


def _twins(document: Document, before: Document) -> Iterator[Finding]:
    old = {paragraph.text for paragraph in before.paragraphs if len(paragraph.text) >= _SHORTEST_TWIN}
    twins = [paragraph for paragraph in document.paragraphs if paragraph.text in old]
    for paragraph in twins[:_MOST_TWINS]:
        says = Text("整段与上年逐字相同", "the paragraph is that of the year before, word for word")
        yield Finding("note", "before", says, ((paragraph.start, paragraph.start + len(paragraph.text)),))


def _values(found: Iterable[Where]) -> dict[tuple[str, str], Where]:
    """Return what a text counts exactly once."""
    known: dict[tuple[str, str], list[Where]] = defaultdict(list)
    for sentence, item in found:
        name = re.sub("[“”《》\\s]", "", item.name)
        if item.role == "count" and item.figure.exact and not item.group and len(name) >= 4:
            known[name, item.unit].append((sentence, item))
    return {key: places[0] for key, places in known.items() if len(places) == 1}


def _restated(sentence: Sentence, item: Item, old: dict[tuple[str, str], Where]) -> Finding | None:
    name = re.sub("上年同期|去年同期|上年|去年|同期|的|为|[“”《》\\s]", "", item.name)
    known = old.get((name, item.unit))
    if known is None or known[1].figure.value == item.figure.value:
        return None
    says = Text("所引上年数与上年报告不符", "the number quoted is not that of last year's report")
    sums = (same(f"{item.figure.shown} ≠ {known[1].figure.shown}"),)
    return Finding("doubtful", "before", says, sentence.span(item), sums)


def _grown(sentence: Sentence, item: Item, old: dict[tuple[str, str], Where]) -> Finding | None:
    """Test `受理120件，同比增长20%` against last year's report."""
    counts = [one for one in sentence.counts() if one.figure.start < item.figure.start and one.figure.exact]
    if not counts or item.figure.unit != "%" or item.up is None or item.figure.low != item.figure.high:
        return None
    now = counts[-1]
    known = old.get((re.sub("[“”《》\\s]", "", now.name), now.unit))
    if known is None or not known[1].figure.value:
        return None
    base, change = known[1].figure.value, now.figure.value - known[1].figure.value
    right = (change >= 0) == item.up and fit(HUNDRED * abs(change), base, item.figure)
    share = plain(rounded(HUNDRED * change, base, item.figure.step))
    sums = (same(f"({plain(now.figure.value)} - {plain(base)}) / {plain(base)} = {share}%"),)
    if right:
        says = Text("增减与上年报告相符", "the growth agrees with last year's report")
        return Finding("pass", "before", says, sentence.span(now, item), sums)
    says = Text("增减与上年报告的数不符", "the growth does not start from last year's number")
    return Finding("doubtful", "before", says, sentence.span(now, item), sums)


_OTHER_SCOPE = Text("若口径或时段不同，则成立", "true if scope or period differ")
