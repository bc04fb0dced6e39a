"""What must hold for any clock: ends never lie on days off, and nothing that stops a clock brings its end nearer."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xcli.domain.calendar import Calendar
from xcli.domain.clock import Clock, Extension, Pause, Restart
from xcli.domain.field import Day, Parts, Whole
from xcli.domain.law import Law
from xcli.domain.page import Case, Docket, Part
from xcli.domain.predicate import Always
from xcli.domain.reckoning import Reckoning, reckon
from xcli.text import Text

LAW = Law(Text("某法", "a law"), "1")
BY = Reckoning(Calendar())


class Stop(Part):
    """A stretch."""

    name = "stop"
    begins = Day("起", "from")
    ends = Day("止", "to")


class Sheet(Case):
    """A record with everything that moves a clock."""

    name = "sheet"
    opened = Day("起算", "opened")
    closed = Day("办结", "closed")
    asked = Day("补正通知", "asked")
    answered = Day("补正", "answered")
    stop = Parts("中止", "stop", Stop)
    longer = Day("延期", "extended")
    more = Whole("天数", "days")
    docket = Docket(opened, closed, Always())


S = Sheet
PAUSE = Pause(S.stop, Stop.begins, Stop.ends, LAW)
EXTENSION = Extension(S.longer, S.more, 30, LAW)


def clock(length: int, unit: Any, **rest: Any) -> Clock:
    return Clock("sheet.limit", Text("期限", "limit"), LAW, S.opened, (S.closed,), length, unit, **rest)


starts = st.dates(date(2008, 1, 1), date(2028, 12, 31))
lengths = st.integers(1, 90)
units = st.sampled_from(["working", "natural"])
offsets = st.integers(0, 120)
stretches = st.lists(st.tuples(offsets, st.integers(0, 60)), max_size=4)


def content(start: date, stops: list[tuple[int, int]], **more: Any) -> dict[str, Any]:
    def stop(after: int, days: int) -> dict[str, date]:
        begins = start + timedelta(days=after)
        return {"begins": begins, "ends": begins + timedelta(days=days)}

    return {"opened": start, "stop": [stop(*one) for one in stops], **more}


def due_of(one: Clock, record: dict[str, Any]) -> date:
    run = reckon(one, record, BY)
    return date.max if run is None or run.due is None else run.due


@given(start=starts, length=lengths, unit=units, stops=stretches)
def test_nothing_falls_due_on_a_day_off(start: date, length: int, unit: str, stops: list[tuple[int, int]]) -> None:
    due = due_of(clock(length, unit, pause=PAUSE), content(start, stops))
    assert BY.calendar.workday(due)
    assert due >= start + timedelta(days=length)


@given(
    start=starts, length=lengths, unit=units, stops=stretches, further=st.tuples(offsets, st.integers(0, 60)),
    longer=st.none() | offsets,
)  # fmt: skip
def test_a_further_suspension_never_brings_the_end_nearer(
    start: date, length: int, unit: str, stops: list[tuple[int, int]], further: tuple[int, int], longer: int | None
) -> None:
    one = clock(length, unit, pause=PAUSE, extension=EXTENSION)
    more = {} if longer is None else {"longer": start + timedelta(days=longer)}
    assert due_of(one, content(start, [*stops, further], **more)) >= due_of(one, content(start, stops, **more))


@given(start=starts, length=lengths, unit=units, stops=stretches, after=offsets)
def test_a_clock_that_stands_still_has_no_end_and_says_what_is_left(
    start: date, length: int, unit: str, stops: list[tuple[int, int]], after: int
) -> None:
    one = clock(length, unit, pause=PAUSE)
    record = content(start, stops)
    begins = start + timedelta(days=after)
    record["stop"].append({"begins": begins})
    run = reckon(one, record, BY)
    assert run is not None
    if run.due is None:
        assert run.since is not None
        assert run.since >= begins
        assert 0 <= run.left <= length


@given(start=starts, length=lengths, unit=units, days=st.integers(1, 40))
def test_an_extension_in_time_never_brings_the_end_nearer_and_a_late_one_changes_nothing(
    start: date, length: int, unit: str, days: int
) -> None:
    one = clock(length, unit, extension=EXTENSION)
    plain = due_of(one, content(start, []))
    asked = {"more": days, "longer": plain}
    assert due_of(one, content(start, [], **asked)) >= plain
    assert due_of(one, content(start, [], **asked)) == due_of(clock(length + min(days, 30), unit), content(start, []))
    assert due_of(one, content(start, [], more=days, longer=plain + timedelta(days=1))) == plain


@given(start=starts, length=st.integers(1, 30), after=st.integers(0, 60), wait=st.integers(0, 60))
def test_a_question_in_time_starts_the_clock_anew(start: date, length: int, after: int, wait: int) -> None:
    one = clock(length, "working", restart=Restart(S.asked, S.answered, LAW))
    plain = due_of(one, content(start, []))
    asked = start + timedelta(days=after)
    answered = asked + timedelta(days=wait)
    if asked > plain:
        assert due_of(one, content(start, [], asked=asked, answered=answered)) == plain
        return
    assert due_of(one, content(start, [], asked=asked)) == date.max
    assert due_of(one, content(start, [], asked=asked, answered=answered)) == due_of(one, content(answered, []))


@given(start=starts, length=st.integers(1, 30))
def test_backwards_and_forwards_agree(start: date, length: int) -> None:
    day = BY.calendar.next_working_day(start)
    last = due_of(clock(length, "working", backwards=True), content(day, []))
    assert due_of(clock(length, "working"), content(last, [])) == day


@pytest.mark.parametrize(
    ("start", "unit", "length", "provisional"),
    [
        ("2026-12-24", "working", 5, False),
        ("2026-12-25", "working", 5, True),
        ("2026-11-01", "natural", 60, False),
        ("2026-11-02", "natural", 60, True),
        ("2026-12-31", "working", 5, True),
        ("2003-12-30", "working", 3, True),
    ],
)
def test_an_end_in_a_year_not_announced_is_provisional(
    start: str, unit: str, length: int, *, provisional: bool
) -> None:
    run = reckon(clock(length, unit), content(date.fromisoformat(start), []), BY)
    assert run is not None
    assert run.provisional is provisional


def test_a_whole_notice_of_the_bureau_settles_its_year() -> None:
    own = Reckoning(Calendar({date(2027, 1, 1): False}, noticed=[2027]))
    run = reckon(clock(5, "working"), content(date(2026, 12, 28), []), own)
    assert run is not None
    assert (str(run.due), run.provisional) == ("2027-01-05", False)


def test_years_end_on_the_same_day_or_the_last_of_february() -> None:
    five = clock(5, "years")
    assert str(due_of(five, content(date(2020, 2, 29), []))) == "2025-02-28"
    assert str(due_of(five, content(date(2019, 3, 1), []))) == "2024-03-01"


def test_a_day_that_the_record_states_is_taken_as_it_is() -> None:
    saturday = date(2024, 7, 6)
    run = reckon(clock(0, "stated"), content(saturday, []), BY)
    assert run is not None
    assert (run.due, run.provisional) == (saturday, False)


def test_the_calendar_counts_and_names_days() -> None:
    calendar = Calendar({date(2024, 12, 30): False}, why={date(2024, 12, 30): "大雪停工"})
    assert calendar.count(date(2024, 2, 1), date(2024, 3, 1)) == 18
    assert calendar.count(date(2024, 3, 1), date(2024, 2, 1)) == 0
    assert calendar.count(date(2023, 12, 25), date(2024, 1, 8)) == 9
    assert [str(calendar.named(date.fromisoformat(day))) for day in NAMED] == list(NAMED.values())


NAMED = {
    "2024-02-10": "春节",  # a Saturday of the holiday
    "2024-02-04": "春节",  # a Sunday that is worked for it
    "2024-03-02": "None",
    "2024-03-04": "None",
    "2024-12-30": "大雪停工",
}
