"""Working days: what the bureau has set, else what the State Council has announced, else weekends only."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import cached_property
from typing import NamedTuple

from xcli.text import Text, same

_DAY = timedelta(days=1)
PROVISIONAL = Text("（暂定）", " (provisional)")


class Announced(NamedTuple):
    """What the library knows: days off and working weekends with the holiday each belongs to, and for which years."""

    version: str
    first: int
    last: int
    off: Mapping[date, str]
    work: Mapping[date, str]


def announced() -> Announced:
    """Return the notices of the State Council as the library has them."""
    import chinese_calendar
    from chinese_calendar.constants import holidays, workdays

    years = [day.year for day in holidays]
    version = f"chinesecalendar {chinese_calendar.__version__}"
    return Announced(version, min(years), max(years), holidays, workdays)


class Calendar:
    """A bureau's working days, one table a year, made when the year is first asked for.

    `own` are the days that the bureau has set, True for work, `why` its reasons; `noticed` the years whose notice it
    has entered whole, so that they are no longer provisional; `rules` what its settings say of counting days.
    """

    def __init__(
        self,
        own: Mapping[date, bool] | None = None,
        noticed: Iterable[int] = (),
        why: Mapping[date, str] | None = None,
        rules: Mapping[str, str] | None = None,
    ) -> None:
        """Take what the bureau has set; the library is asked at first use."""
        self.own = dict(own or {})
        self.noticed = frozenset(noticed)
        self.why = dict(why or {})
        self.rules = rules or {}
        self._tables: dict[int, list[int]] = {}

    @cached_property
    def _announced(self) -> Announced:
        return announced()

    def workday(self, day: date) -> bool:
        """Tell whether a day is a working day."""
        if day in self.own:
            return self.own[day]
        if day.weekday() < 5:
            return day not in self._announced.off
        return day in self._announced.work

    def named(self, day: date) -> Text | None:
        """Return why a day off is off, or why a weekend is worked; None where the week alone decides."""
        if day in self.own:
            return same(self.why.get(day) or "")
        known = self._announced
        name = known.off.get(day) if not self.workday(day) else known.work.get(day) if day.weekday() > 4 else None
        return _holiday(name) if name else None

    def provisional(self, year: int) -> bool:
        """Tell whether a year's holidays are not announced yet, so that only weekends count as days off."""
        known = self._announced
        return not known.first <= year <= known.last and year not in self.noticed

    def add_working_days(self, start: date, count: int) -> date:
        """Return the last of `count` working days after the start, or before it when the count is negative."""
        return self._forwards(start, count) if count >= 0 else self._backwards(start, -count)

    def next_working_day(self, day: date) -> date:
        """Return the day itself if it is a working day, else the first working day after it."""
        return day if self.workday(day) else self._forwards(day, 1)

    def add_days(self, start: date, count: int) -> date:
        """Return the last of `count` natural days after the start; from a day off it moves on to a working day."""
        return self.next_working_day(start + timedelta(days=count))

    def count(self, first: date, end: date) -> int:
        """Return how many working days there are from the first day up to, not including, the end."""
        if end <= first:
            return 0
        before = bisect_left(self._table(first.year), first.toordinal())
        whole = sum(len(self._table(year)) for year in range(first.year, end.year))
        return whole + bisect_left(self._table(end.year), end.toordinal()) - before

    @property
    def version(self) -> str:
        """Return the name of this calendar: the library's release and, if the bureau has set days, their mark."""
        if not self.own:
            return self._announced.version
        from hashlib import sha256

        listed = ";".join(
            [f"{day}={int(work)}" for day, work in sorted(self.own.items())]
            + [f"{year}" for year in sorted(self.noticed)]
        )
        return f"{self._announced.version} + {len(self.own)} ({sha256(listed.encode()).hexdigest()[:8]})"

    def _forwards(self, start: date, count: int) -> date:
        if count == 0:
            return start
        year, left = start.year, count
        done = bisect_right(self._table(year), start.toordinal())
        while done + left > len(table := self._table(year)):
            left -= len(table) - done
            year, done = year + 1, 0
        return date.fromordinal(table[done + left - 1])

    def _backwards(self, start: date, count: int) -> date:
        year, left = start.year, count
        before = bisect_left(self._table(year), start.toordinal())
        while left > before:
            left -= before
            year -= 1
            before = len(self._table(year))
        return date.fromordinal(self._table(year)[before - left])

    def _table(self, year: int) -> list[int]:
        """Return the ordinals of a year's working days."""
        found = self._tables.get(year)
        if found is None:
            if not MINYEAR <= year < MAXYEAR:
                raise OverflowError(year)
            first = date(year, 1, 1)
            days = (first + n * _DAY for n in range((date(year + 1, 1, 1) - first).days))
            found = self._tables[year] = [day.toordinal() for day in days if self.workday(day)]
        return found


def _holiday(name: str) -> Text:
    """Return a holiday by the name that the library has for it."""
    from chinese_calendar.constants import Holiday

    known = {holiday.value: holiday.chinese for holiday in Holiday}
    return Text(known.get(name, name), name)
