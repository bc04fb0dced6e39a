"""Which periods stand beside each other: the month, the year so far, the same days of the year before."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from xcli.domain import period as periods
from xcli.domain.period import Period
from xcli.errors import Misuse
from xcli.text import Text

Kind = Literal["month", "quarter", "half", "year", "span"]
Against = Literal["last-month", "last-year"]

THIS: dict[Kind, Text] = {
    "month": Text("本月", "month"),
    "quarter": Text("本季", "quarter"),
    "half": Text("本半年", "half-year"),
    "year": Text("本年", "year"),
    "span": Text("本期", "period"),
}
PREVIOUS: dict[Kind, Text] = {
    "month": Text("上月", "month before"),
    "quarter": Text("上季", "quarter before"),
    "half": Text("上半年度", "half-year before"),
    "year": Text("上年", "year before"),
    "span": Text("上期", "period before"),
}
SO_FAR = Text("本年累计", "year to date")
YEAR_BEFORE = Text("上年同期", "year before")


class NotBegun(Misuse):
    """The period lies ahead."""

    sentence = Text("{period}还没有开始，没有可统计的数据。", "{period} has not begun; there is nothing to count.")


class SeveralPeriods(Misuse):
    """Two periods were asked for at once."""

    sentence = Text("只能给一种期间：{options}。", "Give one period only, not {options}.")


@dataclass(frozen=True)
class Asked:
    """A period as it was asked for; `whole` before it is cut off at today."""

    kind: Kind
    whole: Period

    def cut(self, today: date) -> Period:
        """Return the period up to today."""
        if self.whole.start > today:
            raise NotBegun(period=self.whole.label())
        return self.whole.until(today)


@dataclass(frozen=True)
class View:
    """Periods side by side; `now` and `before` tell which two are compared."""

    columns: tuple[tuple[Text, Period], ...]
    now: int = 0
    before: int | None = None

    @property
    def spans(self) -> tuple[Period, ...]:
        """Return the periods."""
        return tuple(period for _, period in self.columns)

    @property
    def main(self) -> Period:
        """Return the period that was asked for."""
        return self.columns[0][1]


_READERS: dict[Kind, Callable[[str, int], Period]] = {
    "month": periods.month,
    "quarter": periods.quarter,
    "half": periods.half,
    "year": periods.year,
}


def asked_for(given: dict[str, str | None], first_day: int = 1) -> Asked | None:
    """Read the period options: `month`, `quarter`, `half`, `year`, or `from` and `to`; None when none was given."""
    named = {name: text for name, text in given.items() if text}
    kinds = [name for name in named if name not in {"from", "to"}]
    if len(kinds) + ("from" in named or "to" in named) > 1:
        raise SeveralPeriods(options="、".join(f"--{name}" for name in named))
    for kind, read in _READERS.items():
        if kind in named:
            return Asked(kind, read(named[kind], first_day))
    if not named:
        return None
    first = (
        named.get("from")
        or periods.year_to_date(periods.span(named["to"], named["to"], first_day).last, first_day).start
    )
    return Asked("span", periods.span(first, named.get("to"), first_day))


def named_period(text: str, first_day: int = 1) -> Period | None:
    """Read a month, quarter, half-year, year, or days from..to by name alone; None if it is none of them."""
    first, dots, last = text.partition("..")
    if dots:
        return periods.span(first, last, first_day)
    for read in _READERS.values():
        try:
            return read(text, first_day)
        except periods.BadPeriod:
            continue
    return None


def phone_call(today: date, first_day: int = 1) -> View:
    """Return what is asked on the phone: this month, this year so far, the same days of last year."""
    return beside(Asked("month", periods.month_of(today, first_day)), today, first_day)


def beside(asked: Asked, today: date, first_day: int = 1, against: Against | None = None) -> View:
    """Return the columns of a period: itself, the year so far where it is shorter, and what it is compared with."""
    this = asked.cut(today)
    own = (THIS[asked.kind], this)
    if against == "last-month":
        return View((own, (PREVIOUS[asked.kind], _previous(asked, this))), before=1)
    if against == "last-year" or asked.kind in {"year", "span"}:
        return View((own, (YEAR_BEFORE, _year_before(this, over=this == asked.whole))), before=1)
    so_far = periods.year_to_date(this.last, first_day)
    before = _year_before(so_far, over=this == asked.whole)
    return View((own, (SO_FAR, so_far), (YEAR_BEFORE, before)), now=1, before=2)


def _previous(asked: Asked, this: Period) -> Period:
    """Return the period before; as many days of it when this one is not over."""
    before = asked.whole.previous()
    return (
        before
        if this == asked.whole
        else Period(before.start, min(before.end, before.start + timedelta(days=this.days)))
    )


def _year_before(period: Period, *, over: bool) -> Period:
    """Return the same days of the year before; a period that is over is compared with a whole one."""
    if over:
        return period.back_one_year()
    return Period(period.start, period.end + timedelta(days=1)).same_days_last_year(period.last)
