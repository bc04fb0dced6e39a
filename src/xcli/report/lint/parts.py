"""Parts against their whole, alone and together with the rate that divides one by the other."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from xcli.report.lint.finding import Finding, Grade
from xcli.report.lint.listing import Listing, Reading, kinds, readings
from xcli.report.lint.measure import HUNDRED, bounds, manner, per_cent, plain, rounded, scaled
from xcli.report.lint.quota import quota_of
from xcli.report.lint.sentence import Item
from xcli.report.lint.words import Family
from xcli.text import Text, same

_PLAIN = Reading(Text("", ""), ())
_MOST_REPAIRS = 4


def parts(listing: Listing) -> Iterator[Finding]:
    """Yield what a list of parts says about its whole."""
    whole, members = listing.wholes[0], listing.members
    if not all(item.figure.low == item.figure.high for item in (whole, *members)):
        return
    total = sum(member.figure.value for member in members)
    exact = all(item.figure.exact for item in (whole, *members))
    if found := _exact(listing, total) if exact else _hedged(listing):
        yield found


def _exact(listing: Listing, total: int) -> Finding | None:
    whole = listing.wholes[0].figure.value
    if total == whole:
        return _holds(listing) if len(listing.members) > 1 else None
    if listing.marker == "total":
        return _totals(listing, total)
    if any(candidate.figure.exact and candidate.figure.value == total for candidate in listing.wholes[1:]):
        return None
    if any(member.figure.value > whole for member in listing.members):
        return _larger(listing)
    family = listing.family
    if total > whole:
        return _too_many(listing, family, total)
    return _too_few(listing, family, total)


def _holds(listing: Listing) -> Finding:
    return _finding(listing, "pass", Text("分项之和等于总数", "the parts make up the whole"), (_sum(listing.members),))


def _totals(listing: Listing, total: int) -> Finding | None:
    whole = listing.wholes[0].figure
    running = 0
    for n, member in enumerate(reversed(listing.members), 1):
        running += member.figure.value
        if running == whole.value and n > 1:
            return None
    says = Text("合计与分项之和不符", "the total is not the sum of its parts")
    sums = (_sum(listing.members, whole.value),)
    repair = _changed(listing.wholes[0], total)
    sure = listing.family is not None or not (listing.loose or listing.overlaps)
    if sure and (listing.family or total > whole.value):
        return _finding(listing, "contradiction", says, sums, (repair,))
    if total > whole.value:
        reading = Text("若各项可以重叠，则成立", "true if the parts overlap")
    else:
        reading = Text("若合计还包括前文的其他数，则成立", "true if the total includes more than this sentence lists")
    return _finding(listing, "doubtful", says, (*sums, reading), (repair,))


def _larger(listing: Listing) -> Finding:
    """Report a part larger than its whole: no reading makes it true, unless it belongs to another figure."""
    whole = listing.wholes[0]
    worst = max(listing.members, key=lambda member: member.figure.value)
    sums = (same(f"{worst.figure.shown} > {whole.figure.shown}"),)
    others = [item for item in listing.wholes[1:] if item.figure.value >= worst.figure.value]
    if others:
        reading = Text(
            f"若“其中”指的是{others[0].figure.shown}，则成立", f"true if it is part of {others[0].figure.shown}"
        )
        return _finding(listing, "doubtful", _LARGER, (*sums, reading))
    if listing.far or (listing.loose and worst is not listing.members[0]):
        return _finding(listing, "doubtful", _LARGER, (*sums, _ELSEWHERE))
    return _finding(listing, "contradiction", _LARGER, sums)


def _too_many(listing: Listing, family: Family | None, total: int) -> Finding | None:
    whole = listing.wholes[0]
    sums = (_sum(listing.members, whole.figure.value),)
    if family is None:
        if listing.overlaps or (listing.loose and total * 10 > 13 * whole.figure.value):
            return None
        reading = Text("若各项可以重叠，则成立", "true if the parts overlap")
        return _finding(listing, "doubtful", _MORE, (*sums, reading))
    others = [item for item in listing.wholes[1:] if item.figure.value >= total and not _fits(family, whole)]
    told = [
        Text(
            f"若{reading.says.zh}：{_sum(reading.kept).zh}，则成立",
            f"true if {reading.says.en}: {_sum(reading.kept).en}",
        )
        for reading in readings(family, listing.members)[1:]
        if sum(member.figure.value for member in reading.kept) == whole.figure.value
    ]
    told += [
        Text(f"若分项属于{item.figure.shown}，则成立", f"true if they are parts of {item.figure.shown}")
        for item in others[:1]
    ]
    if told:
        return _finding(listing, "doubtful", _MORE, (*sums, *told[:2]))
    if _fewer_without(family, listing):
        reading = Text("若个别分项不在总数之内，则成立", "true if some parts lie outside the whole")
        return _finding(listing, "doubtful", _MORE, (*sums, reading))
    if listing.far:
        return _finding(listing, "doubtful", _MORE, (*sums, _ELSEWHERE))
    return _finding(listing, "contradiction", _MORE, sums, (_changed(whole, total),))


def _fits(family: Family, whole: Item) -> bool:
    return any(word in whole.name for word in family.wholes.split("|") if word)


def _fewer_without(family: Family, listing: Listing) -> bool:
    """Tell whether some reading leaves no more than the whole."""
    whole = listing.wholes[0].figure.value
    return any(sum(m.figure.value for m in reading.kept) < whole for reading in readings(family, listing.members)[1:])


def _too_few(listing: Listing, family: Family | None, total: int) -> Finding | None:
    """Report parts that leave a little of the whole over: a slip, or a kind that is not listed."""
    whole = listing.wholes[0]
    rest = whole.figure.value - total
    if family is None or len(listing.members) < 2 or (listing.loose and family.name not in ("kind", "sex", "result")):
        return None
    complete = any(all_of <= set(kinds(family, listing.members)) for all_of in family.all_of)
    small = rest * 20 <= whole.figure.value
    if not (complete or small or listing.marker in ("brackets", "respectively")):
        return None
    reading = Text(f"若另有 {plain(rest)} 未列出，则成立", f"true if {plain(rest)} more are not listed")
    says = Text("分项之和小于总数", "the parts are fewer than the whole")
    return _finding(listing, "doubtful", says, (_sum(listing.members, whole.figure.value), reading))


def _hedged(listing: Listing) -> Finding | None:
    """Compare what hedged figures can stand for at the least and at the most."""
    _, most = bounds(listing.wholes[0].figure)
    least = [bounds(member.figure)[0] for member in listing.members]
    if most is None or max(least) <= most or listing.far:
        return None
    if any(bounds(item.figure)[1] is None or item.figure.value >= max(least) for item in listing.wholes[1:]):
        return None
    worst = listing.members[least.index(max(least))]
    return _finding(
        listing, "contradiction", _LARGER, (same(f"{worst.figure.shown} > {listing.wholes[0].figure.shown}"),)
    )


# --- together with a rate ---------------------------------------------------------------------------------------


def together(listing: Listing, rate: Item) -> Finding | None:
    """Test parts, whole and rate at once: one reading must make the parts add up and the rate right."""
    family, whole = listing.family, listing.wholes[0]
    if family is None or not all(item.figure.exact for item in (whole, rate, *listing.members)):
        return None
    tops = _tops(rate, listing.members)
    if not tops or listing.far:
        return None
    adds_up = [r for r in readings(family, listing.members) if _total(r.kept) == whole.figure.value]
    bases = {item.figure.value for item in listing.wholes} | {_total(r.kept) for r in readings(family, listing.members)}
    if not adds_up or any(manner(_total(top), base, rate.figure) for top in tops for base in bases):
        return None
    told = [_sum(listing.members, whole.figure.value)] if _total(listing.members) != whole.figure.value else []
    told += [
        Text(f"{_sum(r.kept).zh}（{r.says.zh}）", f"{_sum(r.kept).en} ({r.says.en})") for r in adds_up[:1] if r.says.zh
    ]
    told.append(_quotients(tops[0], whole, rate))
    says = Text("分项、总数与比率不能同时成立", "parts, whole and rate cannot all be true")
    found = _finding(listing, "contradiction", says, tuple(told), tuple(_repairs(listing, family, rate, tops)))
    return found._replace(kind="family", spans=(*found.spans, *listing.sentence.span(rate)))


def _tops(rate: Item, members: Sequence[Item]) -> list[tuple[Item, ...]]:
    """Return the members, or sums of members, that a rate's name may mean."""
    quota = quota_of(rate)
    if quota is None or not quota.rule.sure:
        return []
    named = [member for member in members if quota.is_top(member)][:4]
    named += [member for member in members if named and quota.is_more(member) and member not in named][:3]
    sizes = range(1, len(named) + 1) if quota.rule.several else (1,)
    return [chosen for size in sizes for chosen in combinations(named, size)]


def _repairs(listing: Listing, family: Family, rate: Item, tops: Sequence[tuple[Item, ...]]) -> Iterator[Text]:
    """Yield each change of a single figure after which the parts add up and the rate is right."""
    whole = listing.wholes[0].figure.value
    said: set[str] = set()
    for reading in readings(family, listing.members):
        for change in _changes(reading, whole, listing.wholes[0], rate, tops):
            if change not in said and len(said) < _MOST_REPAIRS:
                said.add(change)
                yield (
                    Text(f"{change}，{reading.says.zh}", f"{change}, {reading.says.en}")
                    if reading.says.zh
                    else same(change)
                )


def _changes(reading: Reading, whole: int, holder: Item, rate: Item, tops: Sequence[tuple[Item, ...]]) -> Iterator[str]:
    total = _total(reading.kept)
    for member in reading.kept:
        new = member.figure.value + whole - total
        for top in tops:
            value = _total(top) + (new - member.figure.value) * (member in top)
            if new != member.figure.value and new >= 0 and manner(value, whole, rate.figure) == "rounded":
                yield f"{plain(member.figure.value)} -> {plain(new)}"
    if total != whole and any(manner(_total(top), total, rate.figure) == "rounded" for top in tops):
        yield f"{plain(holder.figure.value)} -> {plain(total)}"
    if total == whole:
        for top in tops:
            right = rounded(HUNDRED * _total(top), whole, rate.figure.step)
            yield f"{plain(rate.figure.value)}% -> {plain(right)}%"


def _quotients(top: Sequence[Item], whole: Item, rate: Item) -> Text:
    shown = f"{plain(_total(top))}/{plain(whole.figure.value)} = "
    return same(f"{shown}{per_cent(_total(top), whole.figure.value, rate.figure.step)} ≠ {rate.figure.shown}")


# --- wording ----------------------------------------------------------------------------------------------------

_LARGER = Text("部分大于总体", "a part is larger than its whole")
_ELSEWHERE = Text("若所属的总数不在文中，则成立", "true if it is part of something the text does not count")
_MORE = Text("分项之和大于总数", "the parts exceed the whole")


def _total(items: Sequence[Item]) -> int:
    return sum(item.figure.value for item in items)


def _sum(items: Sequence[Item], whole: int | None = None) -> Text:
    total = _total(items)
    like = items[0].figure
    listed = " + ".join(scaled(item.figure.value, like) for item in items[:12]) + (" + …" if len(items) > 12 else "")
    return same(f"{listed} = {scaled(total, like)}" + (f" ≠ {scaled(whole, like)}" if whole is not None else ""))


def _changed(item: Item, value: int) -> Text:
    return same(f"{scaled(item.figure.value, item.figure)} -> {scaled(value, item.figure)}")


def _finding(
    listing: Listing, grade: Grade, says: Text, sums: tuple[Text, ...], repairs: tuple[Text, ...] = ()
) -> Finding:
    whole = listing.wholes[0]
    return Finding(grade, "parts", says, listing.sentence.span(whole, *listing.members), sums, repairs)
