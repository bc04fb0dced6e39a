"""Whole numbers are whole, and of the column's own unit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xcli.domain.number import MOST, read_whole, show_whole

ACCEPTED = [
    ("5", 5, None),
    (" 5 ", 5, None),
    ("5人", 5, None),
    ("5 人", 5, None),
    ("5people", 5, None),
    ("007", 7, None),
    ("1,234", 1234, None),
    ("3.0", 3, None),
    (3.0, 3, None),
    (3, 3, None),
    (0, 0, None),
    ("５", 5, "note"),
    ("5\u200b", 5, "note"),
    ("十二人", 12, "note"),
    ("两百", None, "error"),
    (None, None, None),
    ("", None, None),
]


@pytest.mark.parametrize(("cell", "number", "weight"), ACCEPTED)
def test_accepted(cell: object, number: int | None, weight: str | None) -> None:
    value, fault = read_whole(cell, ("人", "people"))
    assert (value, fault and fault.weight) == (number, weight)


REFUSED = [
    ("3.5", "小数"),
    (3.5, "小数"),
    ("-1", "负数"),
    (-1, "负数"),
    (-1.0, "负数"),
    (-1.5, "负数"),
    ("5户", "单位"),
    ("约5人", "约数"),
    ("5人以上", "约数"),
    ("NaN", "不是整数"),
    (float("nan"), "不是整数"),
    (float("inf"), "不是整数"),
    ("0x10", "不是整数"),
    ("1_000", "不是整数"),
    ("١٢٣", "不是整数"),
    ("²", "不是整数"),
    ("①", "不是整数"),
    ("12,34", "不是整数"),
    ("=1+1", "不是整数"),
    ("同上", "不是整数"),
    ("9223372036854775807", "常理"),
    (10**10, "常理"),
    ("9" * 5000, "常理"),
    (True, "不是整数"),
]


@pytest.mark.parametrize(("cell", "says"), REFUSED)
def test_refused(cell: object, says: str) -> None:
    value, fault = read_whole(cell, ("人", "people"))
    assert value is None
    assert fault is not None
    assert fault.weight == "error"
    assert says in fault.reason.zh
    assert fault.reason.en
    assert fault.remedy.zh
    assert fault.remedy.en


def test_a_unit_is_refused_where_the_column_has_none() -> None:
    assert read_whole("5人")[0] is None


@given(st.integers(0, MOST))
def test_reading_inverts_showing(number: int) -> None:
    assert read_whole(show_whole(number)) == (number, None)


@given(st.one_of(st.text(), st.text("0123456789.,人-+十二 ２"), st.floats(), st.integers()))
def test_any_cell_gives_a_number_in_range_or_a_fault(cell: object) -> None:
    number, fault = read_whole(cell, ("人",))
    if number is None:
        assert fault is None or fault.weight == "error"
    else:
        assert 0 <= number <= MOST
