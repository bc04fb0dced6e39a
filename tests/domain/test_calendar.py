"""Working days: counted by hand from the State Council's notices, forwards and backwards, known years and unknown."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xcli.domain.calendar import Calendar

CALENDAR = Calendar()
DAYS = st.dates(date(2005, 1, 1), date(2030, 12, 31))


def day(text: str) -> date:
    return date.fromisoformat(text)


# working days after the start, the last of them
WORKING = """
    5   2024-02-02  2024-02-08   Sunday 02-04 is worked
    5   2024-02-08  2024-02-21   02-09, New Year's Eve, is a working day; Sunday 02-18 is worked
    7   2024-09-27  2024-10-12   a Saturday that is worked
    10  2024-09-27  2024-10-16
    10  2024-04-30  2024-05-16   Saturday 05-11 is worked
    3   2024-05-09  2024-05-13
    -5  2024-10-10  2024-09-27   notice of a hearing; counts Sunday 09-29
"""

# natural days after the start: raw end, due after moving off a day off
NATURAL = """
    60  2024-08-01  2024-09-30  2024-09-30
    60  2024-08-02  2024-10-01  2024-10-08
    60  2024-07-31  2024-09-29  2024-09-29   a Sunday that is worked
    60  2024-07-16  2024-09-14  2024-09-14   a Saturday that is worked
    60  2024-12-01  2025-01-30  2025-02-05
    30  2025-01-01  2025-01-31  2025-02-05
    60  2025-12-20  2026-02-18  2026-02-24
    60  2024-02-04  2024-04-04  2024-04-07   the move lands on a working Sunday
    60  2024-03-05  2024-05-04  2024-05-06
    90  2024-03-05  2024-06-03  2024-06-03
"""


def rows(table: str, columns: int) -> list[list[str]]:
    return [line.split()[:columns] for line in table.strip().splitlines()]


@pytest.mark.parametrize(("count", "start", "due"), rows(WORKING, 3))
def test_working_days(count: str, start: str, due: str) -> None:
    assert CALENDAR.add_working_days(day(start), int(count)) == day(due)


@pytest.mark.parametrize(("count", "start", "raw", "due"), rows(NATURAL, 4))
def test_natural_days(count: str, start: str, raw: str, due: str) -> None:
    assert day(start) + timedelta(days=int(count)) == day(raw)
    assert CALENDAR.add_days(day(start), int(count)) == day(due)


def test_the_years_announced_agree_with_the_library_day_by_day() -> None:
    from chinese_calendar import is_workday

    days = [day("2008-01-01") + timedelta(days=n) for n in range((day("2026-12-31") - day("2008-01-01")).days + 1)]
    assert [d for d in days if CALENDAR.workday(d) != is_workday(d)] == []


@given(start=DAYS, count=st.integers(1, 600))
def test_counting_equals_walking_day_by_day(start: date, count: int) -> None:
    for step, due in ((1, CALENDAR.add_working_days(start, count)), (-1, CALENDAR.add_working_days(start, -count))):
        here, left = start, count
        while left:
            here += timedelta(days=step)
            left -= CALENDAR.workday(here)
        assert here == due


@given(start=DAYS, count=st.integers(1, 600))
def test_forwards_and_backwards_agree(start: date, count: int) -> None:
    worked = CALENDAR.next_working_day(start)
    assert CALENDAR.add_working_days(CALENDAR.add_working_days(worked, count), -count) == worked


@given(start=DAYS, count=st.integers(0, 400))
def test_nothing_falls_due_on_a_day_off(start: date, count: int) -> None:
    assert CALENDAR.workday(CALENDAR.add_days(start, count))


def test_a_year_not_announced_has_weekends_only_and_says_so() -> None:
    assert CALENDAR.provisional(2027)
    assert not CALENDAR.provisional(2026)
    assert not CALENDAR.workday(day("2027-01-02"))  # a Saturday
    assert CALENDAR.add_working_days(day("2026-12-28"), 5) == day("2027-01-04")


def test_what_the_bureau_sets_comes_first() -> None:
    own = Calendar({day("2027-01-01"): False, day("2027-01-02"): True, day("2024-02-09"): False}, noticed=[2027])
    assert own.add_working_days(day("2026-12-31"), 1) == day("2027-01-02")
    assert own.add_working_days(day("2024-02-08"), 1) == day("2024-02-18")
    assert not own.provisional(2027)
    assert own.version.startswith(CALENDAR.version)
    assert own.version != CALENDAR.version
