"""What is due: the clocks that nothing has stopped yet, of all cases, worst first."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from xcli.domain.clock import Clock
from xcli.domain.field import Day
from xcli.domain.page import Line
from xcli.domain.predicate import Always, Between, In, Predicate, every, fields_in
from xcli.domain.reckoning import Reckoning, Run
from xcli.ledger.narrow import narrow
from xcli.stats.clocks import Watch

if TYPE_CHECKING:
    from xcli.ledger.matching import Conn

_DAYS = {"working": 1, "natural": 1, "years": 365, "stated": 0}


@dataclass(frozen=True, slots=True)
class Item:
    """A clock that runs on a case."""

    page: type[Line]
    id: int
    case_no: str
    office: int | None
    run: Run


@dataclass(frozen=True, slots=True)
class Horizon:
    """Up to which day what is due is looked for; None for every day."""

    today: date
    last: date | None = None

    @classmethod
    def of(cls, today: date, days: int) -> "Horizon":
        """Return the horizon so many days from today."""
        return cls(today, today + timedelta(days=days))


def items(
    conn: "Conn", page: type[Line], bureau: str, by: Reckoning, horizon: Horizon, *,
    scope: Predicate | None = None, clocks: Sequence[Clock] | None = None,
) -> list[Item]:  # fmt: skip
    """Return the clocks of a line that are overdue or due within the horizon, the earliest day first."""
    chosen = [clock.under(by.settings) for clock in (page.clocks if clocks is None else clocks) if clock.watched]
    watch = Watch(page, by, chosen)
    found: list[Item] = []
    for number, content in _candidates(conn, page, bureau, chosen, horizon, scope):
        named = str(content.get("case_no") or content.get("title") or f"#{number}"), content.get("office")
        found += [Item(page, number, *named, run) for run in watch.runs(content) if _is_due(run, horizon)]
    return sorted(found, key=lambda item: (item.run.due or date.max, item.case_no))


def _is_due(run: Run, horizon: Horizon) -> bool:
    standing = run.state(horizon.today) in ("running", "overdue")
    return standing and run.due is not None and (horizon.last is None or run.due <= horizon.last)


def _candidates(
    conn: "Conn",
    page: type[Line],
    bureau: str,
    clocks: Sequence[Clock],
    horizon: Horizon,
    scope: Predicate | None,
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Read the cases on which some clock may be running, with what the clocks read of them."""
    # The clocks of a suspension all ask for the same: the engine is asked once.
    ways = tuple(dict.fromkeys(_may_run(page, clock, horizon) for clock in clocks))
    if not ways:
        return iter(())
    names: Collection[str] = {"case_no", "title", "office"} | (page.fields.keys() & _names(page, clocks))
    some = ways[0]
    for way in ways[1:]:
        some |= way
    return narrow(conn, page, bureau, every((page.scope, scope or Always(), some)), names)


def _names(page: type[Line], clocks: Sequence[Clock]) -> frozenset[str]:
    return frozenset[str]().union(*(c.names for c in clocks), (f.name for f in fields_in(page.docket.closed)))


def _may_run(page: type[Line], clock: Clock, horizon: Horizon) -> Predicate:
    """Return the condition without which a clock cannot be due by a day; all else is reckoned from the record."""
    last = horizon.last
    parts: list[Predicate] = [] if clock.outlives else [~page.docket.closed]
    if clock.of is not None:
        return every((*parts, clock.of.present))
    # A clock never runs out before its length in days has passed, whatever is not counted.
    latest = None if last is None or clock.backwards else last - timedelta(days=clock.length * _DAYS[clock.unit])
    started = Between(clock.starts, None, latest)
    return every((*parts, started, clock.where, *(~_acted(end, horizon.today) for end in clock.ends)))


def _acted(end: Day, today: date) -> Predicate:
    """Return the condition that a clock was stopped by a day; what the law itself does, once its day has passed."""
    return Between(end, None, today - timedelta(days=1)) if end.computed else end.present


def in_office(page: type[Line], number: int) -> Predicate:
    """Return the condition of belonging to an office."""
    return In(page.office, (number,))
