"""Periods: half-open, named as clerks name them, by the calendar and by the month from the 21st."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from xcli.domain import period as periods
from xcli.domain.day import set_today
from xcli.domain.period import BadPeriod, Period, half, month, month_of, quarter, span, year, year_to_date

NOW = date(2024, 6, 25)


@pytest.fixture(autouse=True)
def _day() -> Iterator[None]:
    set_today(NOW)
    yield
    set_today(None)


def days(text: str) -> Period:
    """Read `first..last`, both days in the period."""
    first, last = text.split("..")
    return Period(date.fromisoformat(first), date.fromisoformat(last) + timedelta(1))


WORDS = [
    ("month", "2024-05", 1, "2024-05-01..2024-05-31"),
    ("month", "2024-5", 1, "2024-05-01..2024-05-31"),
    ("month", "202405", 1, "2024-05-01..2024-05-31"),
    ("month", "2024年5月", 1, "2024-05-01..2024-05-31"),
    ("month", "２０２４年 ５ 月份", 1, "2024-05-01..2024-05-31"),
    ("month", "2024-02", 1, "2024-02-01..2024-02-29"),
    ("month", "2028-02", 1, "2028-02-01..2028-02-29"),
    ("month", "2024-12", 1, "2024-12-01..2024-12-31"),
    ("month", "5月", 1, "2024-05-01..2024-05-31"),
    ("month", "本月", 1, "2024-06-01..2024-06-30"),
    ("month", "上月", 1, "2024-05-01..2024-05-31"),
    ("month", "last-month", 1, "2024-05-01..2024-05-31"),
    ("month", "2024-05", 21, "2024-04-21..2024-05-20"),
    ("month", "2024-01", 21, "2023-12-21..2024-01-20"),
    ("month", "本月", 21, "2024-06-21..2024-07-20"),
    ("month", "上月", 21, "2024-05-21..2024-06-20"),
    ("quarter", "2024Q1", 1, "2024-01-01..2024-03-31"),
    ("quarter", "2024-q4", 1, "2024-10-01..2024-12-31"),
    ("quarter", "2024年第一季度", 1, "2024-01-01..2024-03-31"),
    ("quarter", "2024年2季度", 1, "2024-04-01..2024-06-30"),
    ("quarter", "一季度", 1, "2024-01-01..2024-03-31"),
    ("quarter", "本季度", 1, "2024-04-01..2024-06-30"),
    ("quarter", "上季度", 1, "2024-01-01..2024-03-31"),
    ("quarter", "2024Q1", 21, "2023-12-21..2024-03-20"),
    ("quarter", "本季度", 21, "2024-06-21..2024-09-20"),
    ("half", "2024H1", 1, "2024-01-01..2024-06-30"),
    ("half", "2024年下半年", 1, "2024-07-01..2024-12-31"),
    ("half", "上半年", 1, "2024-01-01..2024-06-30"),
    ("half", "2024H2", 21, "2024-06-21..2024-12-20"),
    ("half", "last", 1, "2023-07-01..2023-12-31"),
    ("year", "2024", 1, "2024-01-01..2024-12-31"),
    ("year", "2024年", 1, "2024-01-01..2024-12-31"),
    ("year", "2024年度", 1, "2024-01-01..2024-12-31"),
    ("year", "今年", 1, "2024-01-01..2024-12-31"),
    ("year", "去年", 1, "2023-01-01..2023-12-31"),
    ("year", "2024", 21, "2023-12-21..2024-12-20"),
]


@pytest.mark.parametrize(("kind", "text", "first_day", "expected"), WORDS)
def test_words(kind: str, text: str, first_day: int, expected: str) -> None:
    assert getattr(periods, kind)(text, first_day) == days(expected)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("month", ""),
        ("month", "2024-13"),
        ("month", "2024-00"),
        ("month", "5"),
        ("month", "20245"),
        ("month", "2024"),
        ("month", "0001-01"),
        ("month", "9999-12"),
        ("month", "五月"),
        ("month", "2024-05-01"),
        ("quarter", "2024Q5"),
        ("quarter", "2024-05"),
        ("half", "2024H3"),
        ("half", "半年"),
        ("year", "24"),
        ("year", "1900"),
        ("year", "2024-05"),
        ("year", "٢٠٢٤"),
    ],
)
def test_what_is_no_period_is_refused_by_name(kind: str, text: str) -> None:
    with pytest.raises(BadPeriod) as caught:
        getattr(periods, kind)(text)
    assert caught.value.exit_code == 2
    assert text in caught.value.text().zh
    assert text in caught.value.text().en


def test_the_year_turns_on_the_21st_of_december() -> None:
    set_today(date(2024, 12, 21))
    assert year("今年", 21) == days("2024-12-21..2025-12-20")
    assert month("本月", 21) == days("2024-12-21..2025-01-20")
    assert month("1月", 21) == days("2024-12-21..2025-01-20")
    assert quarter("本季度", 21) == days("2024-12-21..2025-03-20")
    assert year_to_date(first_day=21) == days("2024-12-21..2024-12-21")
    assert year_to_date(date(2024, 12, 20), 21) == days("2023-12-21..2024-12-20")


def test_a_first_day_that_some_months_lack_is_refused() -> None:
    with pytest.raises(BadPeriod, match="29"):
        month("2024-05", 29)


SPANS = [
    (("2024-03-05", "2024-04-02"), "2024-03-05..2024-04-02"),
    (("2024年3月5日", "2024.3.5"), "2024-03-05..2024-03-05"),
    (("2024-01", "2024-03"), "2024-01-01..2024-03-31"),
    (("2024-03-05", "2024年4月"), "2024-03-05..2024-04-30"),
    ((date(2024, 3, 5), date(2024, 3, 6)), "2024-03-05..2024-03-06"),
    (("2024-03-05", None), "2024-03-05..2024-06-25"),
]


@pytest.mark.parametrize(("ends", "expected"), SPANS)
def test_spans_include_their_last_day(ends: tuple[str | date, str | date | None], expected: str) -> None:
    assert span(*ends) == days(expected)


@pytest.mark.parametrize(
    ("first", "last"), [("2024-03-05", "2024-03-04"), ("2024-02-30", "2024-03-01"), ("45356", None)]
)
def test_bad_spans_are_refused(first: str, last: str | None) -> None:
    with pytest.raises(BadPeriod):
        span(first, last)


def test_a_period_has_at_least_one_day() -> None:
    with pytest.raises(BadPeriod):
        Period(NOW, NOW)


LABELS = [
    (month("2024-05"), "2024年5月", "2024-05"),
    (quarter("2024Q1"), "2024年第一季度", "2024 Q1"),
    (half("2024H2"), "2024年下半年", "2024 H2"),
    (year("2024"), "2024年", "2024"),
    (span("2024-01", "2024-05"), "2024年1—5月", "2024-01 to 2024-05"),
    (span("2023-11", "2024-02"), "2023年11月—2024年2月", "2023-11 to 2024-02"),
    (span("2024-02", "2024-04"), "2024年2—4月", "2024-02 to 2024-04"),
    (span("2024-03-05", "2024-04-02"), "2024年3月5日至4月2日", "2024-03-05 to 2024-04-02"),
    (span("2023-03-05", "2024-04-02"), "2023年3月5日至2024年4月2日", "2023-03-05 to 2024-04-02"),
    (span("2024-03-05", "2024-03-05"), "2024年3月5日", "2024-03-05"),
    (month("2024-05", 21), "2024年5月（2024年4月21日至5月20日）", "2024-05 (2024-04-21 to 2024-05-20)"),
    (quarter("2024Q1", 21), "2024年第一季度（2023年12月21日至2024年3月20日）", "2024 Q1 (2023-12-21 to 2024-03-20)"),
]


@pytest.mark.parametrize(("period", "zh", "en"), LABELS)
def test_labels(period: Period, zh: str, en: str) -> None:
    assert tuple(period.label()) == (zh, en)


BACK = [
    ("2024-05-01..2024-05-31", "2023-05-01..2023-05-31"),
    ("2024-02-01..2024-02-29", "2023-02-01..2023-02-28"),
    ("2025-02-01..2025-02-28", "2024-02-01..2024-02-29"),
    ("2024-01-01..2024-02-28", "2023-01-01..2023-02-28"),
    ("2024-02-29..2024-02-29", "2023-02-28..2023-02-28"),
    ("2023-12-21..2024-12-20", "2022-12-21..2023-12-20"),
]


@pytest.mark.parametrize(("period", "before"), BACK)
def test_back_one_year(period: str, before: str) -> None:
    assert days(period).back_one_year() == days(before)


@pytest.mark.parametrize(
    ("period", "until", "before"),
    [
        (month("2024-06"), date(2024, 6, 25), "2023-06-01..2023-06-25"),
        (month("2024-02"), date(2024, 2, 29), "2023-02-01..2023-02-28"),
        (year("2024"), date(2024, 2, 29), "2023-01-01..2023-02-28"),
        (year("2025"), date(2025, 2, 28), "2024-01-01..2024-02-28"),
        (month("2025-02"), date(2025, 3, 9), "2024-02-01..2024-02-29"),
        (month("2024-06"), date(2024, 5, 9), "2023-06-01..2023-06-01"),
    ],
)
def test_same_days_last_year(period: Period, until: date, before: str) -> None:
    assert period.same_days_last_year(until) == days(before)


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (month("2024-03"), "2024-02-01..2024-02-29"),
        (quarter("2024Q1"), "2023-10-01..2023-12-31"),
        (year("2024"), "2023-01-01..2023-12-31"),
        (month("2024-01", 21), "2023-11-21..2023-12-20"),
        (span("2024-03-05", "2024-03-14"), "2024-02-24..2024-03-04"),
    ],
)
def test_previous(period: Period, before: str) -> None:
    assert period.previous() == days(before)


def test_until_cuts_off_after_a_day() -> None:
    assert year("2024").until(NOW) == days("2024-01-01..2024-06-25")
    assert month("2024-05").until(NOW) == month("2024-05")


def test_contains_its_first_and_last_day_and_no_other() -> None:
    may = month("2024-05")
    inside = [n for n in range(-3, 35) if may.contains(date(2024, 5, 1) + timedelta(n))]
    assert inside == list(range(31))


DATES = st.dates(date(1950, 1, 1), date(2098, 12, 31))
FIRST_DAYS = st.integers(1, 28)


@given(DATES, st.integers(1, 900), FIRST_DAYS)
def test_the_months_of_a_period_put_together_are_the_period(start: date, length: int, first_day: int) -> None:
    whole = Period(start, start + timedelta(length))
    months = whole.split_months(first_day)
    assert (months[0].start, months[-1].end) == (whole.start, whole.end)
    assert all(one.end == two.start for one, two in pairwise(months))
    assert all(one.end.day == first_day for one in months[:-1])


@given(st.integers(1950, 2098), FIRST_DAYS)
def test_a_year_is_its_months_its_quarters_and_its_halves(number: int, first_day: int) -> None:
    whole = year(str(number), first_day)
    assert whole.split_months(first_day) == [month(f"{number}-{n:02}", first_day) for n in range(1, 13)]
    parts = [
        [quarter(f"{number}Q{n}", first_day) for n in range(1, 5)],
        [half(f"{number}H{n}", first_day) for n in (1, 2)],
    ]
    for kind in parts:
        assert (kind[0].start, kind[-1].end) == (whole.start, whole.end)
        assert all(one.end == two.start for one, two in pairwise(kind))


@given(DATES, FIRST_DAYS)
def test_every_day_lies_in_its_month_and_its_year_to_date(day: date, first_day: int) -> None:
    assert month_of(day, first_day).contains(day)
    so_far = year_to_date(day, first_day)
    assert so_far.last == day
    assert so_far.days <= 366


@given(DATES, st.integers(1, 900))
def test_the_previous_period_ends_where_this_begins(start: date, length: int) -> None:
    assume(start.year > 1955)
    period = Period(start, start + timedelta(length))
    assert period.previous().end == period.start


@given(st.one_of(st.text(), st.text("0123456789-年月本上 ２")))
def test_any_text_is_a_month_or_refused(text: str) -> None:
    try:
        found = month(text)
    except BadPeriod:
        return
    assert found == month_of(found.start)
