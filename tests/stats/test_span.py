"""Which days stand beside which."""

from datetime import date

import pytest

from xcli.domain.period import Period, month, quarter, year
from xcli.stats.span import Asked, NotBegun, SeveralPeriods, asked_for, beside, phone_call


def days(text: str) -> Period:
    start, end = text.split("..")
    return Period(date.fromisoformat(start), date.fromisoformat(end))


CALLS = [
    # today      first day  this month                 the year so far            the same days of last year
    ("2024-05-15", 1, "2024-05-01..2024-05-16", "2024-01-01..2024-05-16", "2023-01-01..2023-05-16"),
    ("2024-05-31", 1, "2024-05-01..2024-06-01", "2024-01-01..2024-06-01", "2023-01-01..2023-06-01"),
    ("2024-01-01", 1, "2024-01-01..2024-01-02", "2024-01-01..2024-01-02", "2023-01-01..2023-01-02"),
    ("2024-02-28", 1, "2024-02-01..2024-02-29", "2024-01-01..2024-02-29", "2023-01-01..2023-03-01"),
    ("2024-02-29", 1, "2024-02-01..2024-03-01", "2024-01-01..2024-03-01", "2023-01-01..2023-03-01"),
    ("2025-02-27", 1, "2025-02-01..2025-02-28", "2025-01-01..2025-02-28", "2024-01-01..2024-02-28"),
    ("2024-05-20", 21, "2024-04-21..2024-05-21", "2023-12-21..2024-05-21", "2022-12-21..2023-05-21"),
    ("2024-05-22", 21, "2024-05-21..2024-05-23", "2023-12-21..2024-05-23", "2022-12-21..2023-05-23"),
    ("2023-12-25", 21, "2023-12-21..2023-12-26", "2023-12-21..2023-12-26", "2022-12-21..2022-12-26"),
]


@pytest.mark.parametrize("today, first, this, so_far, before", CALLS)
def test_the_phone_call(today: str, first: int, this: str, so_far: str, before: str) -> None:
    assert phone_call(date.fromisoformat(today), first).spans == (days(this), days(so_far), days(before))


@pytest.mark.parametrize(
    "asked, against, before",
    [
        (Asked("month", month("2024-05")), "last-month", "2024-04-01..2024-04-16"),
        (Asked("month", month("2024-05")), "last-year", "2023-05-01..2023-05-16"),
        (Asked("month", month("2024-04")), "last-month", "2024-03-01..2024-04-01"),
        (Asked("month", month("2024-02")), "last-year", "2023-02-01..2023-03-01"),
        (Asked("quarter", quarter("2024Q1")), "last-month", "2023-10-01..2024-01-01"),
        (Asked("year", year("2023")), None, "2022-01-01..2023-01-01"),
        (Asked("year", year("2024")), None, "2023-01-01..2023-05-16"),
    ],
)
def test_the_same_days_are_compared(asked: Asked, against: str | None, before: str) -> None:
    view = beside(asked, date(2024, 5, 15), 1, against)  # type: ignore[arg-type]
    assert view.before is not None
    assert view.spans[view.before] == days(before)


@pytest.mark.parametrize(
    "given, span",
    [
        ({"month": "2024-05"}, "2024-05-01..2024-06-01"),
        ({"from": "2024-03-05", "to": "2024-04-10"}, "2024-03-05..2024-04-11"),
        ({"from": "2024-03", "to": "2024-04"}, "2024-03-01..2024-05-01"),
        ({"to": "2024-04-10"}, "2024-01-01..2024-04-11"),
    ],
)
def test_periods_are_read_from_options(given: dict[str, str | None], span: str) -> None:
    asked = asked_for(given)
    assert asked is not None
    assert asked.whole == days(span)


def test_two_periods_at_once_are_refused() -> None:
    with pytest.raises(SeveralPeriods):
        asked_for({"month": "2024-05", "year": "2024"})


def test_a_period_ahead_is_refused() -> None:
    with pytest.raises(NotBegun):
        beside(Asked("month", month("2024-06")), date(2024, 5, 31))
