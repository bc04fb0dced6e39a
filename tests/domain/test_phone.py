"""Telephone numbers; all of them invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xcli.domain.phone import read_phone, show_phone

ACCEPTED = [
    ("13800138000", "13800138000", None),
    (13800138000, "13800138000", None),
    (13800138000.0, "13800138000", None),
    ("138 0013 8000", "13800138000", "note"),
    ("138-0013-8000", "13800138000", "note"),
    ("１３８００１３８０００", "13800138000", "note"),
    ("+8613800138000", "13800138000", "note"),
    ("0086 13800138000", "13800138000", "note"),
    ("8613800138000", "13800138000", "note"),
    ("021-61234567", "021-61234567", None),
    ("（021）61234567", "021-61234567", "note"),
    ("02161234567", "021-61234567", "note"),
    ("0971-2231234", "0971-2231234", None),
    ("0971-2231234-801", "0971-2231234-801", None),
    ("0971-2231234转801", "0971-2231234-801", "note"),
    ("+86-971-2231234", "0971-2231234", "note"),
    ("61234567", "61234567", "warning"),
    ("2231234", "2231234", "warning"),
    ("81234567", "81234567", "warning"),
    ("400-800-8888", "400-800-8888", None),
    ("4008008888", "400-800-8888", "note"),
    ("12348", "12348", None),
    ("+85261234567", "+85261234567", None),
    ("无", None, "note"),
    (None, None, None),
    ("", None, None),
]


@pytest.mark.parametrize(("cell", "number", "weight"), ACCEPTED)
def test_accepted(cell: object, number: str | None, weight: str | None) -> None:
    value, fault = read_phone(cell)
    assert (value, fault and fault.weight) == (number, weight)


REFUSED = [
    ("138****8000", "遮盖"),
    ("1.38001E+10", "Excel"),
    ("1380013800", "10 位"),
    ("138001380000", "12 位"),
    ("12800138000", "11 位"),
    ("13800138000、13900139000", "两个"),
    ("13800138000/13900139000", "两个"),
    ("张三", "不是电话"),
    ("138OO138000", "不是电话"),
    ("١٣٨٠٠١٣٨٠٠٠", "不是电话"),
    (float("nan"), "不是电话"),
    (float("inf"), "不是电话"),
    (1.5, "不是电话"),
    (True, "不是电话"),
]


@pytest.mark.parametrize(("cell", "says"), REFUSED)
def test_refused(cell: object, says: str) -> None:
    value, fault = read_phone(cell)
    assert value is None
    assert fault is not None
    assert fault.weight == "error"
    assert says in fault.reason.zh
    assert fault.remedy.zh
    assert fault.remedy.en


@given(st.from_regex(r"\A(1[3-9][0-9]{9}|0971-[2-9][0-9]{6}|02[0-9]-[2-9][0-9]{7}|400-[0-9]{3}-[0-9]{4})\Z"))
def test_reading_inverts_showing(number: str) -> None:
    assert read_phone(show_phone(number)) == (number, None)


@given(st.one_of(st.text(), st.text("0123456789-+ ()转", max_size=20), st.floats(), st.integers()))
def test_whatever_is_accepted_is_stored_in_its_final_form(cell: object) -> None:
    number, fault = read_phone(cell)
    if number is None:
        assert fault is None or fault.weight in {"error", "note"}
    else:
        again, second = read_phone(number)
        assert again == number
        assert second is None or second.weight == "warning"
