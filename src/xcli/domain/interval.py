"""Stretches of days inside a case: suspensions and the like, which end after they begin and never overlap."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from xcli.domain.fault import Fault
from xcli.domain.field import Day, Parts
from xcli.text import Text


def interval_faults(
    group: Parts, begins: Day, ends: Day, items: Sequence[Mapping[str,
                                                                  Any]], *, opened: date | None, closed: date | None
) -> Iterator[Fault]:
    """Yield what is wrong with the stretches of a record; `opened` and `closed` are the days it runs from and to."""
    known = sorted((item for item in items if item.get(begins.name)), key=lambda item: item[begins.name])
    if len(known) < len(items):
        yield Fault(Text(f"有一次{group.label.zh}没有{begins.label.zh}", f"a {group.label.en} without its first day"),
                    Text(f"填写{begins.label.zh}", f"give “{begins.label.en}”"))
    for item in known:
        yield from _single(group, ends, item[begins.name], item.get(ends.name), opened, closed)
    article = group.law.article if group.law else ""
    by = Text(f"（第{article}条）", f" (art. {article})") if article else Text("", "")
    for earlier, later in pairwise(known):
        until, again = earlier.get(ends.name), later[begins.name]
        if until is None or again < until:
            yield Fault(
                Text(f"两次{group.label.zh}重叠{by.zh}：{earlier[begins.name]} 起的一次到 {until or '现在'}，又从 {again} 起",
                     f"two of {group.label.en} overlap{by.en}: {earlier[begins.name]} to {until or 'now'}, "
                     f"and from {again}"),
                Text(f"先填前一次的{ends.label.zh}", f"give “{ends.label.en}” of the earlier first"))


def _single(
    group: Parts, ends: Day, first: date, last: date | None, opened: date | None, closed: date | None
) -> Iterator[Fault]:
    label = group.label
    if last is not None and last < first:
        yield Fault(Text(f"{label.zh}在 {first} 开始，{last} 就结束了",
                         f"{label.en}: begins on {first} and ends before, on {last}"),
                    Text(f"核对{ends.label.zh}", f"check “{ends.label.en}”"))
    if opened is not None and first < opened:
        yield Fault(Text(f"{label.zh}早于受理（{opened}）", f"{label.en} before the case was accepted ({opened})"))
    if closed is not None and max(first, last or first) > closed:
        yield Fault(Text(f"{label.zh}晚于办结（{closed}）", f"{label.en} after the case was closed ({closed})"))
