"""Why two figures differ: the difference split into causes that add up exactly, each with its records.

One thing is changed at a time - definition, scope, period, then what the ledger knew -, and whatever a record adds
to the figure before and after each step is laid to that step's cause. So every unit of the difference has one cause.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum
from itertools import pairwise
from typing import Any

from xcli.domain.indicator import Count, Indicator, Standing, Stock, Term
from xcli.domain.keeping import Opening
from xcli.domain.page import Page
from xcli.domain.period import Period
from xcli.domain.predicate import Predicate
from xcli.errors import Misuse
from xcli.ledger.lives import Life, lives, titles, undoings
from xcli.ledger.tying import acts
from xcli.stats.query import Desk, worths
from xcli.stats.table import stock_worths
from xcli.stats.trace import counted
from xcli.text import Text

Key = tuple[str, int]  # the page and the id of a record
Worths = Mapping[Key, int]


class Cause(Enum):
    """What may make two figures differ."""

    DEFINITION = Text("口径变化", "definition changed")
    SCOPE = Text("范围不同", "scope changed")
    PERIOD = Text("期间不同", "other period")
    LATE = Text("补录", "entered late")
    CORRECTED_IN = Text("更正计入", "corrected into it")
    CORRECTED_OUT = Text("更正移出", "corrected out of it")
    CORRECTED = Text("更正数值", "value corrected")
    RETRACTED = Text("撤销登记", "retracted")
    UNDONE = Text("撤回操作", "undone")


class CannotSplit(Misuse):
    """A figure that is no sum over records."""

    sentence = Text(
        "“{label}”按不重复的值计数，差异不能分到每条记录。",
        "“{label}” counts distinct values; its difference cannot be split over records.",
    )


@dataclass(frozen=True)
class Piece:
    """A record's part in the difference: its cause, what it added before and adds after, the tx that did it."""

    cause: Cause
    key: Key
    before: int
    after: int
    tx: int | None = None

    @property
    def delta(self) -> int:
        """Return its part."""
        return self.after - self.before


@dataclass(frozen=True)
class Split:
    """The difference of a numerator or a denominator."""

    before: int
    after: int
    pieces: tuple[Piece, ...]

    def of(self, cause: Cause) -> tuple[Piece, ...]:
        """Return the pieces of one cause."""
        return tuple(piece for piece in self.pieces if piece.cause is cause)

    @property
    def delta(self) -> int:
        """Return the whole difference."""
        return self.after - self.before

    @property
    def by_cause(self) -> dict[Cause, int]:
        """Return the difference by cause, causes without any left out."""
        return {cause: sum(p.delta for p in own) for cause in Cause if (own := self.of(cause))}

    @property
    def adds_up(self) -> bool:
        """Tell whether the causes make up the whole difference."""
        return sum(piece.delta for piece in self.pieces) == self.delta


@dataclass(frozen=True)
class Point:
    """A figure as it may be compared: definition, period, scope, as of a tx."""

    indicator: Indicator
    period: Period
    scope: Predicate
    as_of: int


Classify = Callable[[Key, int, int], tuple[Cause, int | None]]


def split(stages: Sequence[tuple[Cause | None, Worths]], classify: Classify) -> Split:
    """Split the difference between the first and the last stage; a stage without a cause of its own is classified."""
    pieces: list[Piece] = []
    for (_, before), (cause, after) in pairwise(stages):
        for key in sorted(before.keys() | after.keys()):
            old, new = before.get(key, 0), after.get(key, 0)
            if old != new:
                why = (cause, None) if cause else classify(key, old, new)
                pieces.append(Piece(why[0], key, old, new, why[1]))
    return Split(sum(stages[0][1].values()), sum(stages[-1][1].values()), tuple(pieces))


def cause_of(
    life: Life, undone: Mapping[int, int], then: int, now: int, before: int, after: int
) -> tuple[Cause, int | None]:
    """Return what happened to a record between two txs, and by which tx; told forward in time."""
    old = next((version for version in life if version.stands_at(then)), None)
    new = next((version for version in life if version.stands_at(now)), None)
    if new is None:
        tx = meant(max(v.until_tx for v in life if v.until_tx and v.until_tx <= now), undone)
        return (Cause.UNDONE if tx in undone else Cause.RETRACTED), tx
    if old is None:
        first = min(version.tx for version in life)
        return (Cause.LATE, first) if first > then else (Cause.UNDONE, new.tx)
    # An undo brings back an earlier version, letter by letter: whoever wrote that one first made the difference.
    origin = min(version.tx for version in life if version.leaf == new.leaf)
    if origin <= then:
        return Cause.UNDONE, new.tx
    if not before:
        return Cause.CORRECTED_IN, origin
    return (Cause.CORRECTED if after else Cause.CORRECTED_OUT), origin


def meant(tx: int, undone: Mapping[int, int]) -> int:
    """Return the tx that a tx amounts to: undoing an undo does again what was undone."""
    while tx in undone and undone[tx] in undone:
        tx = undone[undone[tx]]
    return tx


def between(desk: Desk, first: Point, second: Point) -> list[Split]:
    """Split the difference of two figures: of the numerator, and of the denominator if both have one."""
    undone = undoings(desk.conn, desk.bureau)
    roles = min(len(first.indicator.terms), len(second.indicator.terms))
    return [_split(desk, role, first, second, undone) for role in range(roles)]


def _split(desk: Desk, role: int, first: Point, second: Point, undone: Mapping[int, int]) -> Split:
    stages: list[tuple[Cause | None, Worths]] = [(None, worths_at(desk, role, first))]
    points = first
    for cause, name in (
        (Cause.DEFINITION, "indicator"),
        (Cause.SCOPE, "scope"),
        (Cause.PERIOD, "period"),
        (None, "as_of"),
    ):
        if getattr(points, name) != getattr(second, name):
            points = replace(points, **{name: getattr(second, name)})
            stages.append((cause, worths_at(desk, role, points)))
    changed = _differing(stages)
    known = dict(_lives(desk, changed))
    then, now = sorted((first.as_of, second.as_of))

    def classify(key: Key, before: int, after: int) -> tuple[Cause, int | None]:
        old, new = (before, after) if first.as_of <= second.as_of else (after, before)
        return cause_of(known[key], undone, then, now, old, new)

    return split(stages, classify)


def _differing(stages: Sequence[tuple[Cause | None, Worths]]) -> set[Key]:
    if len(stages) < 2 or stages[-1][0] is not None:
        return set()
    before, after = stages[-2][1], stages[-1][1]
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


def _lives(desk: Desk, keys: Iterable[Key]) -> Iterator[tuple[Key, Life]]:
    pages: dict[str, set[int]] = {}
    for name, number in keys:
        pages.setdefault(name, set()).add(number)
    for name, numbers in pages.items():
        page = Opening if name == Opening.name else desk.page
        for number, life in lives(desk.conn, page, desk.bureau, numbers).items():
            yield (name, number), life


def worths_at(desk: Desk, role: int, point: Point) -> Worths:
    """Return what each record adds to a figure's numerator (0) or denominator (1)."""
    term = point.indicator.terms[role]
    if isinstance(term, Count | Stock) and term.distinct is not None:
        raise CannotSplit(label=point.indicator.label)
    there = Desk(desk.conn, desk.page, desk.bureau, point.scope, point.as_of)
    found = {(desk.page.name, n): w for n, w in _of_records(there, term, point.period).items()}
    if role == 0:
        stocks = stock_worths(there, point.indicator, point.period)
        found |= {(Opening.name, number): count for number, count in stocks.items()}
    return found


def _of_records(desk: Desk, term: Term, period: Period) -> dict[int, int]:
    moment = period.start if isinstance(term, Standing) and term.at == "start" else period.end
    return worths(desk, counted(term, period), term, moment - timedelta(days=1))


def records_of(desk: Desk, splits: Iterable[Split]) -> tuple[dict[Key, str], dict[int, Any]]:
    """Return what the records of differences are called, whether they stand or not, and the txs that made them."""
    pieces = [piece for one in splits for piece in one.pieces]
    pages: dict[type[Page], set[int]] = {}
    for piece in pieces:
        page = Opening if piece.key[0] == Opening.name else desk.page
        pages.setdefault(page, set()).add(piece.key[1])
    named = {
        (page.name, number): title
        for page, numbers in pages.items()
        for number, title in titles(desk.conn, page, desk.bureau, numbers).items()
    }
    return named, acts(desk.conn, desk.bureau, {piece.tx for piece in pieces if piece.tx})
