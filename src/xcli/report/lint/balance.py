"""Received, closed, pending: whether they balance, and whether what is left over is stated."""

import re
from collections.abc import Iterator
from itertools import combinations

from xcli.report.lint.finding import Finding
from xcli.report.lint.measure import plain
from xcli.report.lint.sentence import Item, Sentence
from xcli.report.lint.words import CLOSED, PENDING, RECEIVED
from xcli.text import Text, same

_STRICT = "受理"
_SUCCESS = "成功"
_FOUND = re.compile("排查|不予")
_ENDED = re.compile("办结|审结|结案|已结")


def balance(sentence: Sentence) -> Iterator[Finding]:
    """Yield whether the docket of a sentence balances; what is pending and not said is noted."""
    items = [item for item in sentence.counts() if item.figure.exact][:60]
    carried = [item for item in items if item.carried]
    items = [item for item in items if not item.group and item not in carried]
    pending = [item for item in items if PENDING.search(item.name)]
    closed = [
        item for item in items if CLOSED.search(item.before) and _SUCCESS not in item.before and item not in pending
    ]
    closed = [item for item in closed if not _FOUND.search(item.before)]
    if len(closed) != 1 or len(pending) > 1 or len(carried) > 1 or any(item.group for item in carried):
        return
    received = [item for item in items if _is_received(item, closed[0]) and item not in pending]
    if len(received) != 1 or {item.unit for item in (*pending, *carried)} - {closed[0].unit}:
        return
    docket = (received[0], closed[0])
    others = [item for item in items if item.unit == docket[0].unit and item not in (*docket, *pending, *carried)]
    if pending:
        found = _balanced(sentence, docket, pending[0], carried)
        if found.grade == "pass" or not _explained(others, docket, pending[0], carried):
            yield found._replace(grade="doubtful") if others and found.grade == "contradiction" else found
    elif (
        not carried
        and docket[1].figure.value < docket[0].figure.value
        and docket[0].figure.start < docket[1].figure.start
    ):
        left = plain(docket[0].figure.value - docket[1].figure.value)
        if _ENDED.search(docket[1].before) and PENDING.search(sentence.text) is None:
            says = Text(f"没有写明未结：{_shown(docket[0])} - {_shown(docket[1])} = {left}",
                        f"pending is not stated: {_shown(docket[0])} - {_shown(docket[1])} = {left}")  # fmt: skip
            yield Finding("note", "pending", says, sentence.span(*docket))


def _is_received(item: Item, closed: Item) -> bool:
    named = RECEIVED.search(item.name) is not None and "不予" not in item.name
    return named and item is not closed and item.unit == closed.unit


def _explained(others: list[Item], docket: tuple[Item, Item], pending: Item, carried: list[Item]) -> bool:
    """Tell whether other counts of the sentence make up the difference: withdrawn, not accepted, passed on."""
    gap = sum(item.figure.value for item in (*carried, docket[0])) - docket[1].figure.value - pending.figure.value
    values = [item.figure.value for item in others[:8]]
    return any(abs(gap) == sum(chosen) for size in (1, 2, 3) for chosen in combinations(values, size))


def _balanced(sentence: Sentence, docket: tuple[Item, Item], pending: Item, carried: list[Item]) -> Finding:
    received, closed = docket
    opening = sum(item.figure.value for item in carried)
    left, right = opening + received.figure.value, closed.figure.value + pending.figure.value
    spans = sentence.span(*carried, received, closed, pending)
    shown_left = " + ".join(_shown(item) for item in (*carried, received))
    shown = f"{shown_left} {'=' if left == right else '≠'} {_shown(closed)} + {_shown(pending)}"
    if left == right:
        return Finding("pass", "balance", Text("收结平衡", "the docket balances"), spans, (same(shown),))
    says = Text("收结不平衡", "the docket does not balance")
    told = f"{shown} = {plain(right)}"
    if not carried and right > left:
        reading = Text(f"若上年结转 {plain(right - left)}，则成立", f"true if {plain(right - left)} were carried over")
        return Finding("doubtful", "balance", says, spans, (same(told), reading))
    if right < left and _STRICT not in received.name:
        reading = Text(
            f"若另有 {plain(left - right)} 不予受理或转送，则成立",
            f"true if {plain(left - right)} were not accepted or passed on",
        )
        return Finding("doubtful", "balance", says, spans, (same(told), reading))
    mended = left - closed.figure.value
    repairs = (same(f"{_shown(pending)} -> {plain(mended)}"),) if mended >= 0 else ()
    return Finding("contradiction", "balance", says, spans, (same(told),), repairs)


def _shown(item: Item) -> str:
    return plain(item.figure.value)
