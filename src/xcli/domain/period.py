"""Periods of reporting: half-open, by the calendar or by a statistical month that begins on another day."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from xcli.domain.day import EARLIEST, LATEST, read_day, today
from xcli.domain.expression import Expression
from xcli.errors import Misuse
from xcli.text import Text

_DAY = timedelta(days=1)
_CALENDAR = 1
_STATISTICAL = 21


class BadPeriod(Misuse):
    """A period that is not one."""

    sentence = Text("时段“{given}”看不懂。", "“{given}” is not a period.")


class UnreadableMonth(BadPeriod):
    """A month that cannot be read."""

    sentence = Text(
        "“{given}”不是月份，应写成 2024-05、2024年5月、本月或上月。",
        "“{given}” is not a month; write 2024-05, 2024年5月, this or last.",
    )


class UnreadableQuarter(BadPeriod):
    """A quarter that cannot be read."""

    sentence = Text(
        "“{given}”不是季度，应写成 2024Q1、2024年第一季度、本季度或上季度。",
        "“{given}” is not a quarter; write 2024Q1, 2024年第一季度, this or last.",
    )


class UnreadableHalf(BadPeriod):
    """A half-year that cannot be read."""

    sentence = Text(
        "“{given}”不是半年，应写成 2024H1、2024年上半年或上半年。",
        "“{given}” is not a half-year; write 2024H1 or 2024年上半年.",
    )


class UnreadableYear(BadPeriod):
    """A year that cannot be read."""

    sentence = Text(
        "“{given}”不是年份，应写成 2024、今年或去年。", "“{given}” is not a year; write 2024, this or last."
    )


class UnreadableEnd(BadPeriod):
    """A first or last day that cannot be read."""

    sentence = Text(
        "“{given}”不能作为起止日期，应写成 2024-03-05 或 2024-03。",
        "“{given}” is not a first or last day; write 2024-03-05 or 2024-03.",
    )


class ReversedPeriod(BadPeriod):
    """A period that ends before it begins."""

    sentence = Text(
        "止于 {last}，早于起始的 {first}，请把两头对调。",
        "the last day {last} is before the first day {first}; exchange them.",
    )


class BadFirstDay(BadPeriod):
    """A statistical month that begins on a day that not every month has."""

    sentence = Text(
        "统计月的起始日应在 1 至 28 之间，不能是 {given}。", "a month may begin on day 1 to 28, not {given}."
    )


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from `start` until before `end`."""

    start: date
    end: date

    def __post_init__(self) -> None:
        """Refuse a period without a day."""
        if self.start >= self.end:
            raise ReversedPeriod(given=f"{self.start}..{self.last}", first=self.start, last=self.last)

    @property
    def last(self) -> date:
        """Return the last day."""
        return self.end - _DAY

    @property
    def days(self) -> int:
        """Return how many days there are."""
        return (self.end - self.start).days

    def contains(self, day: date) -> bool:
        """Tell whether a day lies in the period."""
        return self.start <= day < self.end

    def label(self) -> Text:
        """Return how a report names the period."""
        months = _whole_months(self)
        if months is None:
            return _days_label(self)
        name = _months_label(*months)
        if self.start.day == _CALENDAR:
            return name
        days = _days_label(self)
        return Text(f"{name.zh}（{days.zh}）", f"{name.en} ({days.en})")

    def split_months(self, first_day: int = _CALENDAR) -> list["Period"]:
        """Return the months of the period; the first and last may be parts of one."""
        return list(_split(self, first_day))

    def back_one_year(self) -> "Period":
        """Return the same period of the year before: whole months stay whole, 29 February becomes 28."""
        return Period(_year_before(self.start), _end_year_before(self.end))

    def same_days_last_year(self, until: date) -> "Period":
        """Return the days of the year before that match this period's days up to `until`, 29 February as 28.

        A period that is over by then is compared whole.
        """
        if until >= self.last:
            return self.back_one_year()
        return Period(_year_before(self.start), _year_before(max(until, self.start)) + _DAY)

    def previous(self) -> "Period":
        """Return the period of the same length just before: as many whole months, else as many days."""
        months = _month_count(self)
        if months:
            return Period(_add_months(self.start, -months), self.start)
        return Period(self.start - timedelta(days=self.days), self.start)

    def until(self, day: date) -> "Period":
        """Return the period cut off after a day."""
        return Period(self.start, min(self.end, day + _DAY))


def month(text: str, first_day: int = _CALENDAR) -> Period:
    """Read a month: 2024-05, 2024年5月, 5月 (of this year), 本月, 上月."""
    return _read(_MONTH, text, first_day)


def quarter(text: str, first_day: int = _CALENDAR) -> Period:
    """Read a quarter: 2024Q1, 2024年第一季度, 一季度 (of this year), 本季度, 上季度."""
    return _read(_QUARTER, text, first_day)


def half(text: str, first_day: int = _CALENDAR) -> Period:
    """Read a half-year: 2024H1, 2024年上半年, 上半年 (of this year)."""
    return _read(_HALF, text, first_day)


def year(text: str, first_day: int = _CALENDAR) -> Period:
    """Read a year: 2024, 2024年, 今年, 去年."""
    return _read(_YEAR, text, first_day)


def span(first: str | date, last: str | date | None = None, first_day: int = _CALENDAR) -> Period:
    """Return the period from a first to a last day, both in it; a month stands for its first or last day."""
    start = _end_of_span(first, first_day).start
    end = today() + _DAY if last is None else _end_of_span(last, first_day).end
    if start >= end:
        raise ReversedPeriod(given=f"{first}..{last}", first=start, last=end - _DAY)
    return Period(start, end)


def month_of(day: date, first_day: int = _CALENDAR) -> Period:
    """Return the month in which a day lies."""
    _check_first_day(first_day)
    start = day.replace(day=first_day)
    if start > day:
        start = _add_months(start, -1)
    return Period(start, _add_months(start, 1))


def year_to_date(until: date | None = None, first_day: int = _CALENDAR) -> Period:
    """Return the days from the year's beginning to a day; to today if none is given."""
    last = until or today()
    return _part_around(last, 12, first_day).until(last)


class _Kind(NamedTuple):
    """How one kind of period is written; `pattern` names the year `y` and which part of it, `n`."""

    months: int
    pattern: Expression
    error: type[BadPeriod]
    this: frozenset[str]
    last: frozenset[str]


_MONTH = _Kind(
    1,
    # A bare number could be anything: without a year the word 月 is needed.
    Expression(r"(?P<y>[0-9]{4})(?:[-/.年]|(?=[0-9]{2}$))(?P<n>[0-9]{1,2})(?:月份?)?|(?P<m>[0-9]{1,2})月份?"),
    UnreadableMonth,
    frozenset({"本月", "当月", "这个月", "this", "thismonth", "this-month"}),
    frozenset({"上月", "上个月", "last", "lastmonth", "last-month"}),
)
_QUARTER = _Kind(
    3,
    Expression(r"(?:(?P<y>[0-9]{4})[-年]?)?(?:q(?P<n>[1-4])|第?(?P<m>[一二三四1-4])季度?)"),
    UnreadableQuarter,
    frozenset({"本季度", "本季", "当季", "this", "thisquarter", "this-quarter"}),
    frozenset({"上季度", "上季", "上个季度", "last", "lastquarter", "last-quarter"}),
)
_HALF = _Kind(
    6,
    Expression(r"(?:(?P<y>[0-9]{4})[-年]?)?(?:h(?P<n>[12])|(?P<m>[上下])半年)"),
    UnreadableHalf,
    frozenset({"本半年", "this", "this-half"}),
    frozenset({"last", "last-half"}),
)
_YEAR = _Kind(
    12,
    Expression(r"(?P<y>[0-9]{4})(?:年|年?度|年?全年)?(?P<n>)(?P<m>)"),
    UnreadableYear,
    frozenset({"今年", "本年", "本年度", "this", "thisyear", "this-year"}),
    frozenset({"去年", "上年", "上年度", "last", "lastyear", "last-year"}),
)
_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2}


def _read(kind: _Kind, text: str, first_day: int) -> Period:
    _check_first_day(first_day)
    word = _plain(text)
    if word in kind.this or word in kind.last:
        current = _part_around(today(), kind.months, first_day)
        return current if word in kind.this else current.previous()
    found = kind.pattern.fullmatch(word)
    if not found:
        raise kind.error(given=text)
    part = found["n"] or found["m"] or "1"
    number = (_NUMERALS.get(part) or int(part)) * kind.months - kind.months + 1
    named = int(found["y"]) if found["y"] else _nominal(month_of(today(), first_day).start)[0]
    if not (1 <= number <= 12 and EARLIEST.year <= named <= LATEST.year):
        raise kind.error(given=text)
    return _months(named, number, kind.months, first_day)


def _part_around(day: date, months: int, first_day: int) -> Period:
    """Return the month, quarter, half-year or year in which a day lies."""
    named, number = _nominal(month_of(day, first_day).start)
    return _months(named, number - (number - 1) % months, months, first_day)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).lower()


def _months(named: int, number: int, count: int, first_day: int) -> Period:
    """Return `count` months from a year's n-th; months that do not begin on the 1st begin in the month before."""
    start = date(named, number, first_day)
    if first_day != _CALENDAR:
        start = _add_months(start, -1)
    return Period(start, _add_months(start, count))


def _check_first_day(first_day: int) -> None:
    if not 1 <= first_day <= 28:
        raise BadFirstDay(given=first_day)


def _nominal(start: date) -> tuple[int, int]:
    """Return the year and month by which a month that begins on this day is called."""
    named = start if start.day == _CALENDAR else _add_months(start.replace(day=1), 1)
    return named.year, named.month


def _end_of_span(given: str | date, first_day: int) -> Period:
    if isinstance(given, date):
        return Period(given, given + _DAY)
    day, _ = read_day(given)
    if day is not None:
        return Period(day, day + _DAY)
    try:
        return month(given, first_day)
    except UnreadableMonth:
        raise UnreadableEnd(given=given) from None


def _add_months(day: date, count: int) -> date:
    index = day.year * 12 + day.month - 1 + count
    year_, month_ = index // 12, index % 12 + 1
    # Of the days that a month may lack, take the last that it has.
    last = (date(year_ + month_ // 12, month_ % 12 + 1, 1) - _DAY).day
    return date(year_, month_, min(day.day, last))


def _year_before(day: date) -> date:
    return _add_months(day, -12)


def _end_year_before(end: date) -> date:
    # The day before 29 February is the 28th, which the year before has too, as its last.
    return date(end.year - 1, 3, 1) if (end.month, end.day) == (2, 29) else _year_before(end)


def _month_count(period: Period) -> int | None:
    """Return of how many whole months a period consists; None if of parts."""
    start, end = period.start, period.end
    if start.day != end.day or start.day > 28:
        return None
    return (end.year - start.year) * 12 + end.month - start.month


def _whole_months(period: Period) -> tuple[int, int, int] | None:
    """Return year, month and count of the months that a report would name; None if it would name days."""
    count = _month_count(period)
    if not count or period.start.day not in {_CALENDAR, _STATISTICAL}:
        return None
    return *_nominal(period.start), count


def _months_label(year_: int, first: int, count: int) -> Text:
    if count in _NAMES and (first - 1) % count == 0:
        return _NAMES[count][(first - 1) // count].fill(year=year_)
    end_year, end = divmod(year_ * 12 + first - 1 + count - 1, 12)
    if end_year == year_:
        return Text(f"{year_}年{first}—{end + 1}月", f"{year_}-{first:02} to {year_}-{end + 1:02}")
    return Text(f"{year_}年{first}月—{end_year}年{end + 1}月", f"{year_}-{first:02} to {end_year}-{end + 1:02}")


_NAMES: dict[int, tuple[Text, ...]] = {
    1: tuple(Text(f"{{year}}年{n}月", f"{{year}}-{n:02}") for n in range(1, 13)),
    3: tuple(Text(f"{{year}}年第{mark}季度", f"{{year}} Q{n}") for n, mark in enumerate("一二三四", 1)),
    6: (Text("{year}年上半年", "{year} H1"), Text("{year}年下半年", "{year} H2")),
    12: (Text("{year}年", "{year}"),),
}


def _days_label(period: Period) -> Text:
    first, last = period.start, period.last
    if first == last:
        return Text(_zh_day(first), first.isoformat())
    end = _zh_day(last) if first.year != last.year else f"{last.month}月{last.day}日"
    return Text(f"{_zh_day(first)}至{end}", f"{first} to {last}")


def _zh_day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _split(period: Period, first_day: int) -> Iterator[Period]:
    start = period.start
    while start < period.end:
        end = min(month_of(start, first_day).end, period.end)
        yield Period(start, end)
        start = end
