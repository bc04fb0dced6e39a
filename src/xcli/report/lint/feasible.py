"""Percentages whose denominator is not printed: the whole numbers that would give all of them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from xcli.report.lint.finding import Finding
from xcli.report.lint.measure import denominators, plain
from xcli.report.lint.quota import rate_name
from xcli.report.lint.sentence import Item, Sentence
from xcli.text import Text

_LEVEL = re.compile("国家级|省级|市级|州级|县级|区级|乡镇级|乡级|村级|[一二三四五甲乙丙AB]级|[一二三]类")
_MILLION = 1_000_000


class Pair(NamedTuple):
    """A count with its rate, and the denominators under which the one gives the other."""

    number: Item
    rate: Item
    rounded: tuple[int, int] | None
    cut: tuple[int, int] | None

    def reach(self) -> tuple[int, int] | None:
        """Return from the least to the largest denominator, however it was rounded."""
        both = [bounds for bounds in (self.rounded, self.cut) if bounds]
        return (min(low for low, _ in both), max(high for _, high in both)) if both else None


def feasible(sentence: Sentence, settled: list[Item]) -> Iterator[Finding]:
    """Yield which denominators the rates of a sentence leave, when it prints no denominator."""
    pairs = [
        pair
        for rate in sentence.items[:200]
        if rate.role == "rate" and rate not in settled and (pair := _pair(rate, sentence))
    ]
    yield from (_impossible(pair, sentence) for pair in pairs if pair.reach() is None)
    if len(pairs) < 2 or len({pair.number.unit for pair in pairs}) > 1:
        return
    spans = sentence.span(*(pair.number for pair in pairs), *(pair.rate for pair in pairs))
    sums = tuple(_told(pair) for pair in pairs)
    reaches = [pair.reach() for pair in pairs]
    if any(reach is None for reach in reaches):
        return
    if _common([reach for reach in reaches if reach]) is None:
        reading = Text("若各比率的分母不同，则成立", "true if the rates divide by different numbers")
        says = Text("没有一个总数能同时得出这些比率", "no one denominator gives all these rates")
        yield Finding("doubtful", "denominator", says, spans, (*sums, reading))
        return
    yield Finding("note", "denominator", _needed(pairs), spans, sums)


def _impossible(pair: Pair, sentence: Sentence) -> Finding:
    number, shown = plain(pair.number.figure.value), pair.rate.figure.shown
    says = Text(f"没有一个整数总数能使 {number} 成为 {shown}", f"{number} is {shown} of no whole number")
    return Finding("doubtful", "denominator", says, sentence.span(pair.number, pair.rate))


def _pair(rate: Item, sentence: Sentence) -> Pair | None:
    level = _LEVEL.search(rate_name(rate))
    if level is None or not rate.figure.exact:
        return None
    counts = [item for item in sentence.counts() if level[0] in item.name and item.figure.exact]
    if len(counts) != 1:
        return None
    number = counts[0].figure.value // _MILLION
    return Pair(
        counts[0], rate, denominators(number, rate.figure, cut=False), denominators(number, rate.figure, cut=True)
    )


def _common(bounds: list[tuple[int, int]]) -> tuple[int, int] | None:
    low, high = max(low for low, _ in bounds), min(high for _, high in bounds)
    return (low, high) if low <= high else None


def _needed(pairs: list[Pair]) -> Text:
    rounded = _common([pair.rounded for pair in pairs if pair.rounded]) if all(pair.rounded for pair in pairs) else None
    cut = _common([pair.cut for pair in pairs if pair.cut]) if all(pair.cut for pair in pairs) else None
    unit = pairs[0].number.figure.unit
    zh, en = [], []
    if rounded:
        zh.append(f"四舍五入须为 {_between(rounded)} {unit}")
        en.append(f"rounded: {_between(rounded)}")
    if cut:
        zh.append(f"截尾须为 {_between(cut)} {unit}")
        en.append(f"cut off: {_between(cut)}")
    if not zh:
        zh.append("只有尾数处理不一致才有可能")
        en.append("possible only if some are rounded and some cut off")
    return Text(f"没有写明总数，{'，'.join(zh)}", f"the denominator is not stated; {', '.join(en)}")


def _between(bounds: tuple[int, int]) -> str:
    return f"{bounds[0]}" if bounds[0] == bounds[1] else f"{bounds[0]}-{bounds[1]}"


def _told(pair: Pair) -> Text:
    shown = f"{plain(pair.number.figure.value)} = {pair.rate.figure.shown}"
    zh = "，".join(
        f"{word} {_between(bounds)}" for word, bounds in (("四舍五入", pair.rounded), ("截尾", pair.cut)) if bounds
    )
    en = ", ".join(
        f"{word} {_between(bounds)}" for word, bounds in (("rounded", pair.rounded), ("cut off", pair.cut)) if bounds
    )
    return Text(f"{shown}：{zh}", f"{shown}: {en}")
