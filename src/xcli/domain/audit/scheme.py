"""A scheme of review judged and applied: its points add up, its limits descend; marks give score, veto and bar."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from xcli.domain.fault import Fault
from xcli.domain.score import FULL, show_score
from xcli.text import Text

Content = Mapping[str, Any]


class Result(NamedTuple):
    """What the marks of a whole file come to."""

    score: int
    veto: bool
    barred: bool


def label(scheme: Content) -> str:
    """Return what a version of a scheme is called: 通用标准 第1版."""
    return f"{scheme['title']} 第{scheme['version']}版"


def limits(scheme: Content) -> str:
    """Return the limits as a file keeps them: 90/80/60."""
    points = [scheme[name] for name in ("excellent", "good", "passing") if scheme.get(name) is not None]
    return "/".join(show_score(point) for point in points)


def items(scheme: Content) -> dict[str, Content]:
    """Return the items by their numbers."""
    return {item["no"]: item for item in scheme.get("item", ())}


def wrong_with(scheme: Content) -> Iterator[Fault]:
    """Yield what is wrong with a scheme as a whole."""
    yield from _wrong_points(scheme)
    yield from _wrong_limits(scheme)
    yield from _wrong_deductions(scheme)


def _wrong_points(scheme: Content) -> Iterator[Fault]:
    every = scheme.get("item", ())
    total = sum(item.get("points", 0) for item in every)
    if total != FULL:
        yield Fault(
            Text(
                f"各项分值合计 {show_score(total)} 分，不是 100 分",
                f"the points add up to {show_score(total)}, not 100",
            )
        )
    seen: set[str] = set()
    for item in every:
        number = item.get("no")
        if number in seen:
            yield Fault(Text(f"序号 {number} 用了两次", f"the number {number} is used twice"))
        seen.add(number)
        if not item.get("points") and not item.get("veto"):
            yield Fault(Text(f"{number} 既没有分值，又不是否决项", f"{number} has no points and is no veto"))


def _wrong_limits(scheme: Content) -> Iterator[Fault]:
    names = {"excellent": Text("优秀", "excellent"), "good": Text("良好", "good"), "passing": Text("合格", "pass")}
    known = [(name, scheme[field]) for field, name in names.items() if scheme.get(field) is not None]
    for (above, high), (below, low) in pairwise(known):
        if high <= low:
            yield Fault(
                Text(
                    f"分数线重叠：{above.zh} {show_score(high)} 分起，{below.zh} {show_score(low)} 分起",
                    f"the limits overlap: {above.en} from {show_score(high)}, {below.en} from {show_score(low)}",
                )
            )


def _wrong_deductions(scheme: Content) -> Iterator[Fault]:
    known = items(scheme)
    for deduction in scheme.get("deduction", ()):
        number, points = deduction.get("no"), deduction.get("points", 0)
        item = known.get(number)
        if item is None:
            yield Fault(
                Text(f"扣分标准里的序号 {number} 没有对应项目", f"a deduction names {number}, which is no item")
            )
        elif points > item.get("points", 0):
            yield Fault(
                Text(
                    f"{number} 的一项扣分 {show_score(points)} 分，多于该项分值",
                    f"a deduction of {number} takes {show_score(points)} off, more than the item has",
                )
            )


def open_items(scheme: Content, marks: Sequence[Content]) -> list[str]:
    """Return the numbers of the items that have no mark."""
    marked = {mark["no"] for mark in marks}
    return [number for number in items(scheme) if number not in marked]


def result(scheme: Content, marks: Sequence[Content]) -> Result:
    """Return what marks come to: the points that are left, and whether a veto fails the file or bars it."""
    known = items(scheme)
    struck = {known[mark["no"]].get("veto") for mark in marks if mark.get("veto")}
    return Result(FULL - sum(mark["off"] for mark in marks), "fail" in struck, "bar" in struck)


def defects(scheme: Content, marks: Sequence[Content]) -> list[dict[str, Any]]:
    """Return what was found wrong as the file's record keeps it, in the order of the scheme."""
    by_no = {mark["no"]: mark for mark in marks}
    found = []
    for number, item in items(scheme).items():
        mark = by_no.get(number, {})
        if mark.get("off") or mark.get("veto"):
            fatal = 1 if mark.get("veto") and item.get("veto") == "fail" else None
            said = f"{number} {mark.get('note') or item['title']}"
            found.append({"kind": item["kind"], "item": said, "points": mark["off"], "fatal": fatal})
    return found


def differences(one: Sequence[Content], other: Sequence[Content]) -> list[str]:
    """Return the numbers of the items that two readings mark differently; what they note does not count."""
    ours, theirs = ({mark["no"]: (mark["off"], bool(mark.get("veto"))) for mark in marks} for marks in (one, other))
    return [number for number in ours | theirs if ours.get(number) != theirs.get(number)]
