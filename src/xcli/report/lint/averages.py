"""Averages against what they divide, and averages that no whole number of things can give."""

import re
from collections.abc import Iterator

from xcli.report.lint.finding import Finding, Grade
from xcli.report.lint.measure import bounds, fit, plain, rounded, scaled
from xcli.report.lint.sentence import Item, Sentence
from xcli.report.lint.words import ALIKE
from xcli.text import Text, same

_PER = re.compile(r"(?:平均)?每(?P<unit>[一-鿿]{1,3}?)[^每]{0,8}$|(?P<short>[人户件场村案])均[^均]{0,6}$")
_SHORT = {"案": "件", "村": "个"}
_WHOLE_THINGS = frozenset(
    {"件", "人", "场", "卷", "家", "个", "次", "份", "条", "篇", "人次", "天", "场次", "名", "户"}
)
_MILLION = 1_000_000
_TAKEN_PART = re.compile("教育|受众|参加|参与|参训|培训|覆盖|惠及|涉及|接待|解答|办理|服务|受益|共|调解|化解|发放")


def averages(sentence: Sentence) -> Iterator[Finding]:
    """Yield what is wrong or right with the averages of a sentence."""
    for item in [one for one in sentence.items if one.role == "average"][:12]:
        found = _PER.search(item.clause)
        if found is None or not item.figure.exact:
            continue
        unit = found["unit"] or _SHORT.get(found["short"], found["short"])
        unit = ALIKE.get(unit, unit)
        near = [one for one in sentence.counts() if one.figure.low == one.figure.high][:40]
        numbers = [one for one in near if one.unit == unit and one.figure.exact and one.figure.value > 0]
        totals = [one for one in near if _same_thing(one, item) and one not in numbers[:1]]
        if numbers and (told := _tested(item, sentence, totals, numbers)):
            yield told


def _same_thing(one: Item, item: Item) -> bool:
    people = {"人", "人次"}
    return one.unit == item.unit or {one.unit, item.unit} <= people


def _tested(item: Item, sentence: Sentence, totals: list[Item], numbers: list[Item]) -> Finding | None:
    pairs = [(total, number) for total in totals for number in numbers if total is not number]
    if not pairs:
        return _impossible(item, sentence, numbers)
    for total, number in pairs:
        if _fits(item, total, number):
            says = Text("平均数相符", "the average is right")
            return Finding(
                "pass", "average", says, sentence.span(total, number, item), (_sum(total, number, item, "="),)
            )
    if len(pairs) > 1:
        return None
    (total, number) = pairs[0]
    says = Text("平均数与总数、次数不符", "the average is not total by number")
    right = rounded(total.figure.value * _MILLION, number.figure.value, item.figure.step)
    repair = same(f"{scaled(item.figure.value, item.figure)} -> {scaled(right, item.figure)}")
    grade: Grade = "contradiction" if _TAKEN_PART.search(total.name) and total.figure.exact else "doubtful"
    sums = (_sum(total, number, item, "≠"),)
    return Finding(grade, "average", says, sentence.span(total, number, item), sums, (repair,))


def _fits(item: Item, total: Item, number: Item) -> bool:
    low, high = bounds(total.figure)
    least = low * _MILLION
    most = None if high is None else high * _MILLION
    below, above = item.figure.value - item.figure.step, item.figure.value + item.figure.step
    base = number.figure.value
    return bool(fit(total.figure.value * _MILLION, base, item.figure)) or (
        (total.figure.low != total.figure.high or not total.figure.exact or low != high)
        and (most is None or most >= below * base)
        and least <= above * base
    )


def _impossible(item: Item, sentence: Sentence, numbers: list[Item]) -> Finding | None:
    """Report an average with decimals that no whole total over the number of things can give."""
    if item.figure.unit not in _WHOLE_THINGS or item.figure.step >= _MILLION or len(numbers) != 1:
        return None
    number = numbers[0].figure.value // _MILLION
    near = item.figure.value * number // _MILLION
    if any(fit(total * _MILLION, number, item.figure) for total in range(max(near - 1, 0), near + 3)):
        return None
    says = Text(
        f"{number} 个整数的平均不可能是 {plain(item.figure.value)}",
        f"no whole total over {number} averages {plain(item.figure.value)}",
    )
    told = ", ".join(plain(rounded(total * _MILLION, number, item.figure.step)) for total in (near, near + 1))
    grade: Grade = "doubtful" if item.figure.unit == "天" else "contradiction"
    return Finding(
        grade, "average", says, sentence.span(numbers[0], item),
        (Text(f"最接近的是 {told}", f"the nearest are {told}"),),
    )  # fmt: skip


def _sum(total: Item, number: Item, item: Item, sign: str) -> Text:
    right = scaled(rounded(total.figure.value * _MILLION, number.figure.value, item.figure.step), item.figure)
    shown = f"{scaled(total.figure.value, total.figure)} / {plain(number.figure.value)} = {right}"
    return same(shown if sign == "=" else f"{shown} ≠ {scaled(item.figure.value, item.figure)}")
