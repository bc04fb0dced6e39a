"""Lists of parts and the whole they belong to, as a sentence has them, with every way to read them."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Literal, NamedTuple

from xcli.report.lint.sentence import Item, Sentence, stops
from xcli.report.lint.words import FAMILIES, OVERLAPPING, Family
from xcli.text import Text

Marker = Literal["of which", "respectively", "brackets", "total"]

MOST_MEMBERS = 60
_MOST_WHOLES = 6
_MOST_SKIPPED = 8  # shares and bracketed figures between two parts; a bound, so that time stays linear
_OF_WHICH = re.compile(r"(?:其中|包括|包含|(?<![不包])含)(?!量|义|金)[，,：:]?[^，,；;。：:]*$")
_RESPECTIVELY = re.compile(r"(?:分别[为是有]?|分为|依次为)[：:]?[^，,；;。：:]*$")
_TOTAL = re.compile(r"(?:合计|总计|共计|总共|一共|共)(?:为|有)?[：:]?\s*$")
_JOINT = re.compile("[、，,；;。：:]")
_VERB = re.compile(
    "开展|举办|召开|组织|发放|培训|提供|接待|解答|排查|受理|办理|化解|调解|制定|建立|审核|审查|挽回|参与|走访|回访|推送"
)
_SHORT_LEAD = 14
_ALONE = re.compile("(?:以上|上述|[两三四五六七八]\\w{0,2}|案件|总数|各类|全年|全区|全县)?")
_EACH = re.compile("每|各[^类项种方界地级乡]|平均|分别")


class Reading(NamedTuple):
    """One way to read a list: which members count, and how that is said."""

    says: Text
    kept: tuple[Item, ...]


class Listing(NamedTuple):
    """Parts with the figures that may be their whole, the nearest first.

    `loose` parts are joined by commas, so that a later one may be a new thought; `far` is a whole that does not stand
    right before them.
    """

    sentence: Sentence
    marker: Marker
    wholes: tuple[Item, ...]
    members: tuple[Item, ...]
    loose: bool = False
    far: bool = False

    @property
    def family(self) -> Family | None:
        """Return the family of kinds that all members belong to, each to another; None if there is none."""
        return next((family for family in FAMILIES if kinds(family, self.members)), None)

    @property
    def overlaps(self) -> bool:
        """Tell whether one thing may well be in two of the parts."""
        return any(OVERLAPPING.search(member.name) for member in self.members)


def kinds(family: Family, members: Sequence[Item]) -> tuple[str, ...]:
    """Return which kind of a family each member is; nothing unless each is another one."""
    found: list[str] = []
    for member in members:
        kind = next((word for word in family.members if re.search(word, member.name)), "")
        if not kind or (kind in found and kind != "其他"):
            return ()
        found.append(kind)
    return tuple(found) if len(found) > 1 and found != ["其他"] * len(found) else ()


def readings(family: Family, members: Sequence[Item]) -> list[Reading]:
    """Return the ways to read a list of a family: the plain one first, then without what may stand outside."""
    named = dict(zip(kinds(family, members), members, strict=False))
    outs = [member for kind, member in named.items() if kind in family.outside][:3]
    ins = [(named[a], named[b]) for a, b in family.inside if a in named and b in named][:3]
    out_sets = [subset for size in range(len(outs) + 1) for subset in combinations(outs, size)]
    in_sets: list[tuple[tuple[Item, Item], ...]] = [(), *((pair,) for pair in ins)]
    found = []
    for inner in in_sets:
        for outer in out_sets:
            left = [*outer, *(a for a, _ in inner)]
            kept = tuple(member for member in members if member not in left)
            if kept:
                found.append(Reading(_said(outer, outs, inner), kept))
    return found


def _said(outer: Sequence[Item], outs: Sequence[Item], inner: Sequence[tuple[Item, Item]]) -> Text:
    zh, en = [], []
    if outs and not outer:
        zh.append(f"{'、'.join(item.name for item in outs)}在内")
        en.append(f"{'、'.join(item.name for item in outs)} inside")
    if outer:
        zh.append(f"{'、'.join(item.name for item in outer)}在外")
        en.append(f"{'、'.join(item.name for item in outer)} outside")
    for small, large in inner:
        zh.append(f"{small.name}已算在{large.name}里")
        en.append(f"{small.name} within {large.name}")
    return Text("，".join(zh), ", ".join(en))


def listings(sentence: Sentence, before: Sentence | None) -> Iterator[Listing]:
    """Yield the lists of a sentence."""
    items = sentence.items
    past = 0
    for k, item in enumerate(items):
        if k < past or item.role != "count":
            continue
        marker = _marker(item)
        if marker:
            wholes, far = _wholes(sentence, k, before)
            members, past = _members(items, k)
            if wholes:
                yield _trimmed(Listing(sentence, marker, wholes, tuple(members), _is_loose(members), far))
        elif item.group and (k == 0 or items[k - 1].group != item.group):
            yield from _in_brackets(sentence, k)
        elif k and _sums_up(item):
            yield from _totalled(sentence, k)


def _sums_up(item: Item) -> bool:
    """Tell whether a figure is the total of what stands before it, and not of something that it names."""
    if not _TOTAL.search(item.lead):
        return False
    clause = _JOINT.split(item.lead)[-1]
    return _ALONE.fullmatch(_TOTAL.sub("", clause).strip()) is not None and not item.after


def _marker(item: Item) -> Marker | None:
    if _OF_WHICH.search(item.lead):
        return "of which"
    return "respectively" if _RESPECTIVELY.search(item.lead) else None


def _wholes(sentence: Sentence, k: int, before: Sentence | None) -> tuple[tuple[Item, ...], bool]:
    """Return the figures that may be the whole of a list, and whether another figure stands between."""
    first = sentence.items[k]
    if first.group:
        holder = sentence.holders.get(first.group)
        fits = holder is not None and holder.role == "count" and holder.unit == first.unit
        return ((holder,) if fits and holder else ()), False
    earlier = [item for item in sentence.items[max(0, k - 30) : k] if not item.group]
    if not earlier and before is not None and re.match(r"\s*其中", sentence.text):
        earlier = [item for item in before.items[-30:] if not item.group]
    same = [item for item in reversed(earlier) if item.role == "count" and item.unit == first.unit]
    return tuple(same[:_MOST_WHOLES]), bool(same) and same[0] is not earlier[-1]


def _trimmed(listing: Listing) -> Listing:
    """Keep of a loose list what surely belongs to it: the longest beginning of one family, or its first clause."""
    members = listing.members
    if not listing.loose or listing.family or len(listing.members) == 1:
        return listing
    for size in range(min(len(members), 12), 1, -1):
        if any(kinds(family, members[:size]) for family in FAMILIES):
            return listing._replace(members=members[:size], loose=_is_loose(members[:size]))
    if all(len(member.lead) <= _SHORT_LEAD and not _VERB.search(member.name) for member in members[1:]):
        return listing
    size = next(n for n in range(1, len(members)) if joint_of(members[n]) == "，")
    return listing._replace(members=members[:size], loose=False)


def _members(items: Sequence[Item], k: int) -> tuple[list[Item], int]:
    """Return the members of the list that begins at `k`, and where it ends."""
    first = items[k]
    members, style, n, skipped = [first], "", k + 1, 0
    while n < len(items) and skipped < _MOST_SKIPPED and len(members) < MOST_MEMBERS:
        item = items[n]
        share = item.role in ("rate", "growth") and ("占" in item.lead or item.group != first.group)
        if share or (item.group and item.group != first.group):
            n, skipped = n + 1, skipped + 1
            continue
        joint = joint_of(item)
        if (
            item.role != "count"
            or item.unit != first.unit
            or not joint
            or stops(item.lead)
            or item.group != first.group
        ):
            break
        if style == "、" and joint == "，":
            break
        style = style or joint
        members.append(item)
        n, skipped = n + 1, 0
    return members, n


def _is_loose(members: Sequence[Item]) -> bool:
    return any(joint_of(member) == "，" for member in members[1:])


def joint_of(item: Item) -> str:
    """Return what joins a figure to the one before: 、 in a list, ， between clauses, nothing for a new thought."""
    found = _JOINT.findall(item.lead)
    if not found:
        return "、" if re.search("和|及|与", item.lead) else ""
    if found[-1] == "、":
        return "、"
    return "，" if found[-1] in "，,；;" else ""


def _in_brackets(sentence: Sentence, k: int) -> Iterator[Listing]:
    holder = sentence.holders.get(sentence.items[k].group)
    members, _ = _members(sentence.items, k)
    if holder and holder.role == "count" and holder.unit == members[0].unit and len(members) > 1:
        yield Listing(sentence, "brackets", (holder,), tuple(members))


def _totalled(sentence: Sentence, k: int) -> Iterator[Listing]:
    items, whole = sentence.items, sentence.items[k]
    members: list[Item] = []
    n, skipped = k - 1, 0
    while n >= 0 and skipped < _MOST_SKIPPED and len(members) < MOST_MEMBERS:
        item = items[n]
        if item.group != whole.group:
            n, skipped = n - 1, skipped + 1
            continue
        if item.role != "count" or item.unit != whole.unit or _EACH.search(item.clause):
            break
        members.insert(0, item)
        if not joint_of(item) or stops(item.lead) or _marker(item):
            break
        n -= 1
    if len(members) > 1:
        loose = any(joint_of(member) == "，" for member in members[1:])
        yield Listing(sentence, "total", (whole,), tuple(members), loose)
