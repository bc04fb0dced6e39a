"""Rates against the counts that their names name, over every denominator that the text can mean."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from xcli.report.lint.counts import Counts
from xcli.report.lint.finding import Finding, Grade
from xcli.report.lint.measure import HUNDRED, Manner, denominators, manner, per_cent, plain, rounded
from xcli.report.lint.quota import Named, quota_of, rate_name
from xcli.report.lint.sentence import Item, Sentence
from xcli.report.lint.words import AT_MOST_ALL, COMMON_WORDS, NOT_DUE
from xcli.text import Text, same

Sum = tuple[Item, ...]

_ELSEWHERE = ("全国", "全省", "全州", "全市平均", "全区平均", "人口", "财政", "同期", "平均水平", "生产总值")
_OTHERWISE = ("分别", "目标", "不低于", "以上的", "要求")


def rate(item: Item, sentence: Sentence, counts: Counts) -> Finding | None:
    """Test one percentage of a sentence."""
    printed = item.figure
    if printed.unit == "‰" or printed.low != printed.high or any(word in item.clause for word in _OTHERWISE):
        return None
    if AT_MOST_ALL.search(rate_name(item)) and printed.exact and printed.value > HUNDRED:
        says = Text(f"{rate_name(item)}超过 100%", f"{rate_name(item)} is over 100 %")
        return Finding("contradiction", "rate", says, sentence.span(item))
    if _is_share(item):
        return _share(item, sentence, counts)
    quota = quota_of(item)
    return _quota(item, quota, sentence, counts) if quota else None


# --- a named rate -----------------------------------------------------------------------------------------------


def _quota(item: Item, quota: Named, sentence: Sentence, counts: Counts) -> Finding | None:
    here = [one for one in sentence.counts() if one.figure.low == one.figure.high][:80]
    tops = _tops(item, quota, here)
    if not tops:
        return None
    unit = tops[0][0].unit
    near = counts.near(item, unit)
    bases = _bases(near, quota, tops)
    found = _best(tops, bases, item)
    if found:
        return _fitting(item, sentence, *found)
    named = [one for one in here if one.unit == unit and quota.is_base(one) and not any(one in top for top in tops)]
    exact = [one for one in (*named, *(one for top in tops for one in top)) if one.figure.exact]
    if not named or len(exact) < len(named) + len({id(one) for top in tops for one in top}):
        return None
    if _may_be_otherwise(item, quota, sentence, tops, named):
        return None
    return _wrong(item, quota, sentence, tops, named)


def _may_be_otherwise(item: Item, quota: Named, sentence: Sentence, tops: Sequence[Sum], named: Sequence[Item]) -> bool:
    """Tell whether a rate that is higher than its counts has a base of its own: those due, those concluded."""
    base = max(named, key=lambda one: one.figure.value)
    higher = item.figure.value * base.figure.value > max(HUNDRED * _low(top) for top in tops)
    if not quota.rule.sure and not _side_by_side(sentence, tops, base):
        return True
    unsure = not quota.rule.sure or NOT_DUE.search(sentence.text) is not None
    return higher and (unsure or (item.figure.value == HUNDRED and not _one_subject(tops[0], base)))


def _side_by_side(sentence: Sentence, tops: Sequence[Sum], base: Item) -> bool:
    """Tell whether a sentence counts just a whole and, next to it, what the rate counts of it."""
    top = tops[0][0]
    same_unit = [one for one in sentence.counts()[:80] if one.unit == top.unit]
    before = [one for one in same_unit if one.figure.start < top.figure.start]
    return len(tops) == 1 and bool(before) and before[-1] is base


def _tops(item: Item, quota: Named, here: Sequence[Item]) -> list[Sum]:
    """Return the counts before the rate that its name names, and their sums where it may add them up."""
    named = [one for one in here if quota.is_top(one) and one.figure.start < item.figure.start]
    named = (
        named[-(1 if quota.rule.base == "." else 4) :]
        or [one for one in here if quota.is_top(one) and not quota.is_base(one)][:2]
    )
    named += [one for one in here if named and quota.is_more(one) and one not in named][:3]
    named = [one for one in named if one.unit == named[0].unit]
    sizes = range(1, len(named) + 1) if quota.rule.several else (1,)
    return [chosen for size in sizes for chosen in combinations(named, size)]


def _bases(near: Sequence[Item], quota: Named, tops: Sequence[Sum]) -> list[Sum]:
    """Return every count, and every sum that a reader may make, that the rate may divide by."""
    singles: list[Sum] = [(one,) for one in near]
    based = [one for one in near if quota.is_base(one)][:6]
    sums: list[Sum] = [chosen for size in (2, 3) for chosen in combinations(based, size)]
    carried = [one for one in near if one.carried][:2]
    sums += [(one, more) for one in based for more in carried if one is not more]
    joined = [tuple(near[first:last]) for first in range(len(near)) for last in (first + 2, first + 3)]
    largest = max(_low(top) for top in tops)
    return singles + sums + [chosen for chosen in joined if len(chosen) > 1 and _low(chosen) >= largest]


def _best(tops: Sequence[Sum], bases: Sequence[Sum], item: Item) -> tuple[Sum, Sum, Manner] | None:
    """Return the reading that makes the rate true, one that is rounded as is proper before any other."""
    found: dict[Manner, tuple[Sum, Sum, Manner]] = {}
    for top in tops:
        for base in bases:
            if base == top or _low(base) < _low(top):
                continue
            how = _how(top, base, item)
            if how and how not in found:
                found[how] = (top, base, how)
    order: tuple[Manner, ...] = ("rounded", "hedged", "cut", "up")
    return next((found[how] for how in order if how in found), None)


def _how(top: Sum, base: Sum, item: Item) -> Manner:
    """Tell how a quotient becomes what is printed; counts with a hedge may be a little more or less than printed."""
    if all(one.figure.exact for one in (*top, *base)):
        return manner(_low(top), _low(base), item.figure)
    spread = 12 if any(one.figure.hedge for one in base) or any(one.figure.hedge for one in top) else 0
    exact = HUNDRED * _low(top)
    near = abs(exact - item.figure.value * _low(base)) * 100 <= spread * exact
    return "hedged" if near else ""


def _fitting(item: Item, sentence: Sentence, top: Sum, base: Sum, how: Manner) -> Finding | None:
    shown = f"{_shown(top)}/{_shown(base)} = "
    proper = per_cent(_low(top), _low(base), item.figure.step)
    grade: Grade = "pass"
    kind, says = "rate", Text("比率与计数相符", "the rate is that of its counts")
    sums: tuple[Text, ...] = (same(f"{shown}{item.figure.shown}"),)
    if how == "cut":
        grade, kind = "note", "rounding"
        says = Text(
            f"{item.figure.shown} 截去了尾数，四舍五入是 {proper}",
            f"{item.figure.shown} is cut off; rounded it is {proper}",
        )
        sums = (same(f"{shown}{_longer(top, base, item)}…%"),)
    elif how == "up":
        grade, kind = "doubtful", "rounding"
        says = Text(f"{item.figure.shown} 只有进一法才成立", f"{item.figure.shown} is true only if rounded up")
        sums = (same(f"{shown}{_longer(top, base, item)}…%"), Text(f"四舍五入是 {proper}", f"rounded it is {proper}"))
    spans = sentence.span(*top, *(one for one in base if _within(one, sentence)), item)
    return Finding(grade, kind, says, spans, sums, manner=_telling(top, base, item, how))


def _telling(top: Sum, base: Sum, item: Item, how: Manner) -> str:
    """Tell what a rate shows about the habit of the house: nothing where cutting and rounding come to the same."""
    if (
        how == "rounded"
        and HUNDRED * _low(top) // (_low(base) * item.figure.step) * item.figure.step != item.figure.value
    ):
        return "rounded"
    return "cut" if how == "cut" else ""


def _wrong(item: Item, quota: Named, sentence: Sentence, tops: Sequence[Sum], named: Sequence[Item]) -> Finding:
    top, base = tops[0], max(named, key=lambda one: one.figure.value)
    whole, printed = base.figure.value, item.figure
    sums: tuple[Text, ...] = (
        same(f"{_shown(top)}/{plain(whole)} = {per_cent(_low(top), whole, printed.step)} ≠ {printed.shown}"),
    )
    says = Text("比率与它的计数不符", "the rate is not that of its counts")
    grade: Grade = "contradiction"
    fitting = denominators(_low(top) // 1_000_000, printed, cut=False)
    if (
        (quota.rule.loose or NOT_DUE.search(sentence.text))
        and fitting
        and _low(top) < whole
        and fitting[1] * 1_000_000 < whole
    ):
        grade = "doubtful"
        least, most = fitting
        between = f"{least}" if least == most else f"{least}–{most}"
        sums += (Text(f"若分母是 {between}（扣除未结），则成立", f"true over {between}, pending ones left out"),)
    elif not quota.rule.sure or not _one_subject(top, base):
        grade = "doubtful"
        sums += (Text("若分母另有口径（文中没有），则成立", "true if it divides by something the text does not give"),)
    return Finding(grade, "rate", says, sentence.span(*top, base, item), sums, tuple(_mended(item, top, base)))


def _one_subject(top: Sum, base: Item) -> bool:
    """Tell whether numerator and denominator count the same things, as far as their names go."""
    own = (COMMON_WORDS.sub("", one.name) for one in top)
    return all(not words or words in base.name for words in own)


def _mended(item: Item, top: Sum, base: Item) -> Iterator[Text]:
    """Yield the single changes after which the rate is right."""
    printed, whole = item.figure, base.figure.value
    right = rounded(HUNDRED * _low(top), whole, printed.step)
    yield same(f"{plain(printed.value)}% -> {plain(right)}%")
    if len(top) == 1 and printed.exact:
        count = rounded(printed.value * whole // 1_000_000, HUNDRED // 1_000_000, 1_000_000)
        if count != _low(top) and manner(count, whole, printed) == "rounded":
            yield same(f"{plain(_low(top))} -> {plain(count)}")


# --- a share ----------------------------------------------------------------------------------------------------


def _is_share(item: Item) -> bool:
    tail = item.lead[-8:]
    return ("占" in tail or "比重" in tail) and not rate_name(item).endswith("率")


def _share(item: Item, sentence: Sentence, counts: Counts) -> Finding | None:
    """Test `345件，占45.4%`: the count before it over a whole of the sentence."""
    before = [one for one in sentence.counts() if one.figure.start < item.figure.start]
    behind = item.after + item.clause
    if not before or any(word in behind for word in _ELSEWHERE) or not before[-1].figure.exact:
        return None
    top = before[-1]
    near = [one for one in counts.near(item, top.unit) if one is not top]
    joined = [tuple(near[n : n + size]) for n in range(len(near)) for size in (2, 3, 4)]
    siblings = [(top, *chosen) for chosen in joined if len(chosen) > 0]
    bases: list[Sum] = [(one,) for one in near] + joined + siblings
    found = _best([(top,)], [base for base in bases if base], item)
    if found:
        return _fitting(item, sentence, *found)
    wholes = [
        one for one in before[:-1] if one.unit == top.unit and one.figure.exact and one.figure.value > top.figure.value
    ]
    if not wholes or item.figure.hedge or item.after.startswith("的") or item.group:
        return None
    base = max(wholes, key=lambda one: one.figure.value)
    sums = (
        same(
            f"{plain(top.figure.value)}/{plain(base.figure.value)} = "
            f"{per_cent(top.figure.value, base.figure.value, item.figure.step)} ≠ {item.figure.shown}"
        ),
    )
    sure = "其中" in sentence.text[: top.figure.start - sentence.start]
    says = Text("占比与计数不符", "the share is not that of its counts")
    return Finding("contradiction" if sure else "doubtful", "rate", says, sentence.span(base, top, item), sums,
                   tuple(_mended(item, (top,), base)))  # fmt: skip


# --- wording ----------------------------------------------------------------------------------------------------


def _low(items: Sum) -> int:
    return sum(one.figure.value for one in items)


def _shown(items: Sum) -> str:
    listed = " + ".join(plain(one.figure.value) for one in items)
    return f"({listed})" if len(items) > 1 else listed


def _longer(top: Sum, base: Sum, item: Item) -> str:
    """Return a rate with two places more than were printed, cut off."""
    step = max(item.figure.step // 100, 1)
    return plain(HUNDRED * _low(top) // (_low(base) * step) * step)


def _within(item: Item, sentence: Sentence) -> bool:
    return sentence.start <= item.figure.start < sentence.end
