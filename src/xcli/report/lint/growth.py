"""Growth against the two numbers it lies between: per cent, percentage points, times, or a plain difference."""

import re
from collections.abc import Iterator

from xcli.report.lint.finding import Finding, Grade
from xcli.report.lint.measure import HUNDRED, fit, plain, rounded, scaled
from xcli.report.lint.sentence import Item, Sentence
from xcli.text import Text, same

_MOST = 12
_FARTHEST = 400
_MILLION = 1_000_000
_YEAR = re.compile(r"((?:19|20)[0-9]{2})\s?年")


def growth(sentence: Sentence) -> Iterator[Finding]:
    """Yield what is wrong or right with the growth that a sentence prints, where it prints both numbers."""
    items = sentence.items[:_FARTHEST]
    bases = [item for item in items if item.role == "base" and item.figure.exact][:_MOST]
    for n, item in enumerate(items):
        if item.role != "growth" or item.figure.low != item.figure.high:
            continue
        near = next((one for one in reversed(items[max(0, n - 4) : n]) if one.role != "growth"), None)
        pairs = [pair for pair in _pairs(item, sentence, bases) if near in pair and _same_years(item, pair[1])]
        found = _tested(item, sentence, pairs) if pairs else _from_difference(item, n, sentence)
        if found:
            yield found


def _pairs(item: Item, sentence: Sentence, bases: list[Item]) -> list[tuple[Item, Item]]:
    """Return the numbers of now and before that the growth may lie between, the nearest first."""
    rates = item.figure.unit == "个百分点"
    unit = item.unit if item.figure.unit not in ("%", "倍", "个百分点") else None
    now = [
        one for one in sentence.items[:_FARTHEST]
        if one.role in (("rate",) if rates else ("count", "rate")) and one.figure.exact and not one.carried
    ]  # fmt: skip
    pairs = [
        (one, base) for one in now for base in bases
        if one.unit == base.unit and unit in (None, one.unit) and (one.figure.unit == "%") == (base.figure.unit == "%")
    ]  # fmt: skip
    if rates:
        pairs = [pair for pair in pairs if pair[0].figure.unit == "%"]
    return sorted(pairs, key=lambda pair: abs(pair[0].figure.start - item.figure.start))[:_MOST]


def _same_years(item: Item, base: Item) -> bool:
    """Tell whether a growth is reckoned from the time of a base."""
    since = _YEAR.findall(item.clause)
    if since and base.year:
        return bool(since[-1] == base.year)
    return ("环比" in item.clause) == any(word in base.clause for word in ("上月", "上季", "上期"))


def _from_difference(item: Item, n: int, sentence: Sentence) -> Finding | None:
    """Test `120件，比上年增加20件，增长20%`: the year before is the difference."""
    if n < 2 or item.figure.unit != "%" or not item.figure.exact:
        return None
    now, change = sentence.items[n - 2], sentence.items[n - 1]
    plain_words = len(item.lead) <= 6 and change.role == "growth" and change.up == item.up is not None
    if (
        not plain_words
        or now.role != "count"
        or now.unit != change.unit
        or not (now.figure.exact and change.figure.exact)
    ):
        return None
    size = change.figure.value
    old = now.figure.value - size if item.up else now.figure.value + size
    if old <= 0:
        return None
    how = fit(HUNDRED * size, old, item.figure)
    share = f"{plain(rounded(HUNDRED * size, old, item.figure.step))}%"
    sums = (same(f"{plain(size)} / ({plain(now.figure.value)} {'-' if item.up else '+'} {plain(size)}) = {share}"),)
    spans = sentence.span(now, change, item)
    if how in ("rounded", "cut"):
        return Finding("pass", "growth", Text("增减的件数与百分数相符", "difference and growth agree"), spans, sums)
    grade: Grade = "doubtful" if how or fit(HUNDRED * size, now.figure.value, item.figure) else "contradiction"
    says = Text("增减的件数与百分数不符", "difference and growth do not agree")
    return Finding(grade, "growth", says, spans, sums, (same(f"{plain(item.figure.value)}% -> {share}"),))


def _tested(item: Item, sentence: Sentence, pairs: list[tuple[Item, Item]]) -> Finding | None:
    for now, base in pairs:
        how = _fits(item, now, base)
        if how == "up":
            break
        if how:
            says = Text("增减与两个数相符", "the growth is that of its two numbers")
            return Finding("pass", "growth", says, sentence.span(base, now, item), (_sum(item, now, base),))
    now, base = pairs[0]
    loose = next((text for pair in pairs if (text := _otherwise(item, *pair))), None)
    several = len({one.figure.value for one, _ in pairs}) > 1 or len({one.figure.value for _, one in pairs}) > 1
    grade: Grade = (
        "doubtful" if loose or several or item.figure.hedge or any(_fits(item, *p) for p in pairs) else "contradiction"
    )
    says = Text("增减与两个数不符", "the growth is not that of its two numbers")
    sums = (_sum(item, now, base), *((loose,) if loose else ()))
    return Finding(grade, "growth", says, sentence.span(base, now, item), sums, tuple(_mended(item, now, base)))


def _fits(item: Item, now: Item, base: Item) -> str:
    """Tell how the difference becomes what is printed, or nothing."""
    new, old, printed = now.figure.value, base.figure.value, item.figure
    change = new - old
    if item.up is not None and change and (change > 0) != item.up:
        return ""
    if printed.unit == "%" and now.figure.unit != "%":
        return fit(HUNDRED * abs(change), old, printed)
    if printed.unit == "倍":
        if "的" in item.lead[-2:] or "是" in item.lead[-2:] or item.up is None:
            return fit(_MILLION * new, old, printed)
        return fit(_MILLION * abs(change), old, printed)
    if printed.unit == "%":
        return ""
    return fit(abs(change), 1, printed)


def _otherwise(item: Item, now: Item, base: Item) -> Text | None:
    """Return the reading that a careless writer may have had in mind, if it makes the growth true."""
    new, old, printed = now.figure.value, base.figure.value, item.figure
    change = new - old
    if item.up is not None and change and (change > 0) != item.up:
        return None
    if printed.unit == "倍" and (fit(_MILLION * new, old, printed) or fit(_MILLION * abs(change), old, printed)):
        return Text("若“增长到”写成了“增长”，则成立", "true if it is the multiple, not the growth")
    if printed.unit == "%" and now.figure.unit == "%":
        if fit(abs(change), 1, printed):
            return Text("若是个百分点，则成立", "true in percentage points")
        if fit(HUNDRED * abs(change), old, printed):
            return Text("若是相对增幅，则成立", "true as a relative growth")
    if printed.unit == "个百分点" and fit(HUNDRED * abs(change), old, printed):
        return Text("若是百分之几而不是个百分点，则成立", "true in per cent, not in points")
    if printed.unit == "%" and new and fit(HUNDRED * abs(change), new, printed):
        return Text(
            "若以本年数为分母，则成立（应以上年数为分母）", "true over this year's number; it should be last year's"
        )
    return None


def _sum(item: Item, now: Item, base: Item) -> Text:
    new, old = now.figure.value, base.figure.value
    like = base.figure
    difference = f"{scaled(new, like)} - {scaled(old, like)} = {scaled(new - old, like)}"
    if item.figure.unit != "%" or now.figure.unit == "%" or not old:
        return same(difference)
    share = plain(rounded(HUNDRED * (new - old), old, item.figure.step))
    return same(f"({scaled(new, like)} - {scaled(old, like)}) / {scaled(old, like)} = {share}%")


def _mended(item: Item, now: Item, base: Item) -> Iterator[Text]:
    new, old, printed = now.figure.value, base.figure.value, item.figure
    if item.up is not None and new != old and (new > old) != item.up:
        return
    if printed.unit == "%" and now.figure.unit != "%" and old:
        yield same(f"{plain(printed.value)}% -> {plain(rounded(HUNDRED * abs(new - old), old, printed.step))}%")
    elif printed.unit not in ("%", "倍"):
        yield same(f"{plain(printed.value)} -> {plain(abs(new - old))}")
