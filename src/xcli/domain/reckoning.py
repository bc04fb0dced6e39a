"""How a clock runs on a record: counted when it is read, never stored, so that a new notice mends every due day."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Literal, NamedTuple

from xcli.domain.calendar import Calendar
from xcli.domain.clock import Clock
from xcli.domain.field import Day

Content = Mapping[str, Any]
State = Literal["waiting", "running", "overdue", "paused", "done", "late", "lapsed", "moot"]
Stretch = tuple[date, date | None]


class Reckoning:
    """How a ledger counts time: its working days and what its settings say of clocks."""

    __slots__ = ("calendar", "settings")

    def __init__(self, calendar: Calendar | None = None, settings: Mapping[str, str] | None = None) -> None:
        """Take the calendar, and the settings unless it knows them; a ledger without any has those that ship."""
        self.calendar = calendar or Calendar()
        self.settings = self.calendar.rules if settings is None else settings


class Run(NamedTuple):
    """One clock on one record: `raw` is its end before it moves off a day off, `due` the last day on which all is well.

    While it stands still (`since`) there is no due day, and `left` days remain. It waits while the day that starts it
    is computed and yet to come. `moot`: the case ended without saying when this was done. `n` is the part it runs on,
    `end` the field that says when it was done.
    """

    clock: Clock
    start: date
    raw: date | None
    due: date | None
    done: date | None = None
    since: date | None = None
    left: int = 0
    provisional: bool = False
    moot: bool = False
    n: int = 0
    end: Day | None = None

    def acted(self, today: date) -> date | None:
        """Return the day on which it was done; what the law itself does is not done before its day has passed."""
        awaited = self.done is not None and self.end is not None and self.end.computed and self.done >= today
        return None if awaited else self.done

    def state(self, today: date) -> State:
        """Return how it stands on a day."""
        if done := self.acted(today):
            return "late" if self.due is not None and done > self.due else "done"
        if self.moot:
            return "moot"
        if self.due is None:
            return "paused"
        if self.clock.starts.computed and self.clock.unit != "stated" and self.start > today:
            return "waiting"
        if today <= self.due:
            return "running"
        return "lapsed" if self.clock.lapses else "overdue"

    def days(self, today: date) -> int:
        """Return the days left on a day, or on the day it was done; days late are negative."""
        return 0 if self.due is None else (self.due - (self.acted(today) or today)).days


class End(NamedTuple):
    """Where a clock ends: raw and moved off a day off; or since when it stands still, with the days that are left."""

    raw: date | None = None
    due: date | None = None
    since: date | None = None
    left: int = 0


def reckon(clock: Clock, content: Content, by: Reckoning, n: int = 0) -> Run | None:
    """Return how a clock, as the ledger's settings have it, runs on a record; None before it starts."""
    start = content.get(clock.starts.name) if clock.after is None else _unheeded(clock.after, content, by)
    if start is None:
        return None
    end = next((end for end in clock.ends if content.get(end.name) is not None), None)
    done = content[end.name] if end else None
    start, asked = _restarted(clock, content, start, by)
    if asked:
        return Run(clock, start, None, None, done, asked, clock.length, n=n, end=end)
    stretches = list(stretches_of(clock, content, start, done)) if clock.pause else []
    found = _counted(clock, start, clock.length, stretches, by)
    if added := extended_by(clock, content, found.due):
        found = _counted(clock, start, clock.length + added, stretches, by)
    uncertain = _is_provisional(clock, start, found, by.calendar)
    return Run(clock, start, found.raw, found.due, done, found.since, found.left, uncertain, n=n, end=end)


def _unheeded(clock: Clock, content: Content, by: Reckoning) -> date | None:
    """Return the day on which a clock runs out, unless what it demands was done by then."""
    run = reckon(clock, content, by)
    heeded = run is None or run.due is None or (run.done is not None and run.done <= run.due)
    return None if run is None or heeded else run.due


def _restarted(clock: Clock, content: Content, start: date, by: Reckoning) -> tuple[date, date | None]:
    """Return the day from which a clock runs after a question in time was answered, and since when an answer is due."""
    restart = clock.restart
    asked = content.get(restart.asked.name) if restart else None
    if restart is None or asked is None or asked > end_of(clock, start, clock.length, by.calendar)[1]:
        return start, None
    answered = content.get(restart.answered.name)
    return (start, asked) if answered is None else (answered, None)


def extended_by(clock: Clock, content: Content, due: date | None) -> int:
    """Return the days that an extension adds; one that came after the clock had run out adds none."""
    extension = clock.extension
    on = content.get(extension.on.name) if extension else None
    if extension is None or on is None or (due is not None and on > due):
        return 0
    return min(content.get(extension.days.name) or extension.most, extension.most)


def stretches_of(clock: Clock, content: Content, start: date, done: date | None) -> Iterator[Stretch]:
    """Yield the stretches that are not counted, in order and without overlap; one still open ends with the clock."""
    pause = clock.pause
    if pause is None:
        return
    last = start
    for first, end in sorted(_stretches(pause.begins.name, pause.ends.name, content.get(pause.group.name) or ())):
        begins = max(first, last)
        ends = done if end == date.max and done is not None else end
        if ends > begins:
            yield begins, None if ends == date.max else ends
            last = ends


def _stretches(begins: str, ends: str, items: Iterable[Content]) -> Iterator[tuple[date, date]]:
    for item in items:
        if item.get(begins) is not None:
            yield item[begins], item.get(ends) or date.max


def end_of(clock: Clock, start: date, length: int, calendar: Calendar) -> tuple[date, date]:
    """Return the raw end of a clock that nothing stops, and the day to which it moves from a day off."""
    if clock.unit == "stated":
        return start, start
    if clock.unit == "working":
        due = calendar.add_working_days(start, -length if clock.backwards else length)
        return due, due
    raw = _years_on(start, length) if clock.unit == "years" else start + timedelta(days=length)
    return raw, calendar.next_working_day(raw)


def _years_on(start: date, years: int) -> date:
    try:
        return start.replace(year=start.year + years)
    except ValueError:  # 29 February: the last day of the month
        return start.replace(year=start.year + years, day=28)


def _counted(clock: Clock, start: date, length: int, stretches: Iterable[Stretch], by: Reckoning) -> End:
    raw, due = end_of(clock, start, length, by.calendar)
    for begins, ends in stretches:
        if begins > due:
            break
        if ends is None:
            return End(None, None, begins, _left(clock, begins, raw, by.calendar))
        if clock.unit == "working":
            raw = due = by.calendar.add_working_days(due, by.calendar.count(begins, ends))
        else:
            # Suspended on a day to which the end had moved: nothing is left but the day on which it goes on.
            raw = max(raw + (ends - begins), ends)
            due = by.calendar.next_working_day(raw)
    return End(raw, due)


def _left(clock: Clock, begins: date, raw: date, calendar: Calendar) -> int:
    return calendar.count(begins, raw) if clock.unit == "working" else max((raw - begins).days, 0)


def _is_provisional(clock: Clock, start: date, found: End, calendar: Calendar) -> bool:
    """Tell whether the due day depends on a year whose holidays are not announced."""
    if found.due is None or found.raw is None or clock.unit == "stated":
        return False
    first = start if clock.unit == "working" else found.raw
    years = range(min(first, found.due).year, max(first, found.due).year + 1)
    return any(calendar.provisional(year) for year in years)
