"""Which clocks run on a record, and how they stand."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from xcli.domain.clock import Clock
from xcli.domain.page import Line
from xcli.domain.reckoning import Reckoning, Run, reckon
from xcli.stats.evaluate import test

Content = Mapping[str, Any]


Runs = Callable[[Content], Iterator[Run]]


def running(clocks: Iterable[Clock], by: Reckoning) -> Runs:
    """Return the function that yields how clocks, as a ledger's settings have them, run on a record."""
    known = [(clock, test(clock.where)) for clock in (single.under(by.settings) for single in clocks)]

    def runs(content: Content) -> Iterator[Run]:
        for clock, holds in known:
            for n, merged in _on(clock, content):
                if holds(merged) and _in_force(clock, merged) and (run := reckon(clock, merged, by, n)) is not None:
                    yield run

    return runs


class Watch:
    """The clocks of a line as a ledger's settings have them, compiled once."""

    def __init__(self, page: type[Line], by: Reckoning, clocks: Iterable[Clock] | None = None) -> None:
        """Take the clocks of the page, or some of them."""
        self.by = by
        self.clocks = [clock.under(by.settings) for clock in (page.clocks if clocks is None else clocks)]
        self.closed = test(page.docket.closed)
        self._running = running(self.clocks, by)

    def runs(self, content: Content) -> Iterator[Run]:
        """Yield the clocks that have started on a record; what a closed case no longer owes is moot."""
        closed = self.closed(content)
        for run in self._running(content):
            yield run._replace(moot=True) if closed and run.done is None and not run.clock.outlives else run

    def awaited(self, content: Content) -> Iterator[Clock]:
        """Yield the clocks of an open matter that apply but have no first day yet."""
        closed = self.closed(content)
        for clock in self.clocks:
            dated = content.get((clock.dated or clock.starts).name)
            known = clock.of or content.get(clock.starts.name) or clock.right or not clock.watched
            ended = any(content.get(end.name) for end in clock.ends) or (closed and not clock.outlives)
            if not known and not ended and test(clock.where)(content) and (dated is None or clock.in_force(dated)):
                yield clock


def _on(clock: Clock, content: Content) -> Iterator[tuple[int, Content]]:
    """Yield the record, or each of the parts that a clock runs on, with what the record says beside it."""
    if clock.of is None:
        yield 0, content
        return
    for n, item in enumerate(content.get(clock.of.name) or (), 1):
        yield n, {**content, **item}


def _in_force(clock: Clock, content: Content) -> bool:
    day = content.get((clock.dated or clock.starts).name)
    return day is None or clock.in_force(day)


def in_time(runs: Iterable[Run]) -> bool | None:
    """Tell whether what clocks demand was done in time; None where none of them was stopped."""
    stopped = [run for run in runs if run.done is not None]
    return all(run.due is None or run.done <= run.due for run in stopped) if stopped else None  # type: ignore[operator]


def late(before: Iterable[Run], after: Iterable[Run], today: date) -> list[Run]:
    """Return the clocks that were stopped too late between two versions of a record."""
    known = {(run.clock.id, run.n): run.done for run in before if run.state(today) == "late"}
    return [r for r in after if r.state(today) == "late" and known.get((r.clock.id, r.n)) != r.done]
