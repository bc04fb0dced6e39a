"""Dates are read strictly, and what is refused says why."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xcli.domain.day import EARLIEST, LATEST, check_not_future, read_day, set_today, show_day, small_numeral, today

FIFTH = date(2024, 3, 5)

ACCEPTED = [
    ("2024-03-05", FIFTH, None),
    ("2024-3-5", FIFTH, None),
    ("2024/3/5", FIFTH, None),
    ("2024.3.5", FIFTH, None),
    ("2024年3月5日", FIFTH, None),
    ("2024年03月05日", FIFTH, None),
    ("2024 年 3 月 5 日", FIFTH, None),
    ("2024年3月5号", FIFTH, None),
    ("2024年3月5", FIFTH, None),
    ("20240305", FIFTH, None),
    (20240305, FIFTH, None),
    (20240305.0, FIFTH, None),
    (" 2024-03-05 ", FIFTH, None),
    ("２０２４－０３－０５", FIFTH, "note"),
    ("2024．3．5", FIFTH, "note"),
    ("2024年３月５日", FIFTH, "note"),
    ("2024\u20133\u20135", FIFTH, "note"),
    ("二〇二四年三月五日", FIFTH, "note"),
    ("二零二四年十二月三十一日", date(2024, 12, 31), "note"),
    ("二○二四年十月二十日", date(2024, 10, 20), "note"),
    (FIFTH, FIFTH, None),
    (datetime(2024, 3, 5), FIFTH, None),
    (datetime(2024, 3, 5, 13, 45), FIFTH, "note"),
    ("2024-03-05 00:00:00", FIFTH, None),
    ("2024-03-05 13:45", FIFTH, "note"),
    ("2024-03-05T13:45:10", FIFTH, "note"),
    ("2024/3/5 8:05", FIFTH, "note"),
    ("2024-02-29", date(2024, 2, 29), None),
    ("1949-10-01", EARLIEST, None),
    (None, None, None),
    ("", None, None),
    (" \u3000", None, None),
]


@pytest.mark.parametrize(("cell", "day", "weight"), ACCEPTED)
def test_accepted(cell: object, day: date | None, weight: str | None) -> None:
    value, fault = read_day(cell)
    assert (value, fault and fault.weight) == (day, weight)
    assert not isinstance(value, datetime)


REFUSED = [
    ("24-3-5", "四位"),
    ("24年3月5日", "四位"),
    ("240305", "四位"),
    ("45356", "2024-03-05"),
    (45356, "2024-03-05"),
    (45356.75, "2024-03-05"),
    (46024, "2026-01-02"),
    ("02/03/2024", "分不清"),
    ("13/5/2024", "分不清"),
    ("2024.3", "缺少日"),
    ("2024年3月", "缺少日"),
    ("2024-3", "缺少日"),
    ("3月5日", "缺少年份"),
    ("2023-02-29", "闰年"),
    ("2024-02-30", "2 月没有 30 日"),
    ("2024-13-01", "没有 13 月"),
    ("2024-00-10", "没有 0 月"),
    ("2024-04-31", "4 月没有 31 日"),
    ("2024-W06-5", "周"),
    ("2024W065", "周"),
    ("9 Feb 2024", "不是日期"),
    ("2024-3/5", "不是日期"),
    ("腊月三十", "农历"),
    ("农历二〇二四年正月初五", "农历"),
    ("二〇二四年正月初五", "农历"),
    ("二〇二四年三月五十五日", "没有 55 日"),
    ("2024-02-09T23:30:00Z", "时区"),
    ("2024-02-09T23:30:00+08:00", "时区"),
    (datetime(2024, 2, 9, tzinfo=UTC), "时区"),
    ("2024-02-09 25:00", "钟点"),
    ("2024-02-09 12:60", "钟点"),
    ("9999-12-31", "2099"),
    ("2204-03-05", "2099"),
    ("0001-01-01", "1949"),
    ("0000-01-01", "1949"),
    ("1926-03-10", "1949"),
    ("1949-09-30", "1949"),
    (date(1900, 1, 1), "1949"),
    (2958466, "不是日期"),
    (-1, "不是日期"),
    (0, "不是日期"),
    (float("nan"), "不是日期"),
    (float("inf"), "不是日期"),
    (1e309, "不是日期"),
    (True, "不是日期"),
    ("12", "不是日期"),
    ("昨天", "不是日期"),
    ("may", "不是日期"),
    ("٢٠٢٤-٠٣-٠٥", "不是日期"),
    ("2024-03-0²", "不是日期"),
    ("同上", "不是日期"),
    ("=TODAY()", "不是日期"),
    ("2024-03-05\x00", "不是日期"),
]


@pytest.mark.parametrize(("cell", "says"), REFUSED)
def test_refused(cell: object, says: str) -> None:
    value, fault = read_day(cell)
    assert value is None
    assert fault is not None
    assert fault.weight == "error"
    assert says in fault.reason.zh
    assert fault.reason.en
    assert fault.remedy.zh
    assert fault.remedy.en


@given(st.dates(EARLIEST, LATEST))
def test_reading_inverts_showing(day: date) -> None:
    assert read_day(show_day(day)) == (day, None)


@given(
    st.dates(EARLIEST, LATEST),
    st.sampled_from(["{y}/{m}/{d}", "{y}.{m}.{d}", "{y}年{m}月{d}日", "{y}{m:02}{d:02}", "{y}-{m}-{d} 00:00"]),
)
def test_every_accepted_form_says_the_same_day(day: date, form: str) -> None:
    assert read_day(form.format(y=day.year, m=day.month, d=day.day)) == (day, None)


@given(st.one_of(st.text(), st.text("0123456789-/.年月日 :T二〇四十三"), st.floats(), st.integers()))
def test_any_cell_gives_a_day_in_range_or_a_fault(cell: object) -> None:
    day, fault = read_day(cell)
    if day is None:
        assert fault is None or fault.weight == "error"
    else:
        assert EARLIEST <= day <= LATEST


def test_tomorrow_is_in_the_future_and_today_is_not() -> None:
    assert check_not_future(FIFTH + timedelta(1), FIFTH) is not None
    assert check_not_future(FIFTH, FIFTH) is None


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2024, 3, 5, 15, 59, 59, tzinfo=UTC), FIFTH),
        (datetime(2024, 3, 5, 16, 0, tzinfo=UTC), date(2024, 3, 6)),
        (datetime(1970, 1, 1, tzinfo=UTC), date(1970, 1, 1)),
    ],
)
def test_the_day_changes_at_midnight_in_beijing(moment: datetime, day: date, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xcli.domain.day.clock", moment.timestamp)
    assert today() == day


def test_today_can_be_set_for_a_rehearsal() -> None:
    set_today(FIFTH)
    try:
        assert today() == FIFTH
    finally:
        set_today(None)
    assert today() != FIFTH


@pytest.mark.parametrize(
    ("numeral", "number"),
    [("五", 5), ("十", 10), ("十二", 12), ("二十", 20), ("九十九", 99), ("十十", None), ("", None)],
)
def test_small_numerals(numeral: str, number: int | None) -> None:
    assert small_numeral(numeral) == number
