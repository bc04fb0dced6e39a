"""Amounts are exact, and what is not exact is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xcli.domain.money import MOST, read_money, show_money, show_wan

ACCEPTED = [
    ("0", 0, None),
    ("1234.5", 123450, None),
    ("1,234.50", 123450, None),
    ("1,234,567", 123456700, None),
    ("100元", 10000, None),
    ("100 元", 10000, None),
    ("100元整", 10000, None),
    ("12.5万元", 12500000, None),
    ("12.5万", 12500000, None),
    ("5086万", 5086000000, None),
    ("0.000001万元", 1, None),
    ("1.2亿元", 12000000000, None),
    ("3千元", 300000, None),
    ("¥100", 10000, None),
    ("￥100", 10000, "note"),
    ("人民币100元", 10000, None),
    ("１２３．５", 12350, "note"),
    ("5\u200b", 500, "note"),
    (" 5 ", 500, None),
    (100, 10000, None),
    (100.0, 10000, None),
    (1234.56, 123456, None),
    (0.1 + 0.2, 30, None),
    (4.35 * 100, 43500, None),
    (None, None, None),
    ("", None, None),
    (" \u3000", None, None),
]


@pytest.mark.parametrize(("cell", "fen", "weight"), ACCEPTED)
def test_accepted(cell: object, fen: int | None, weight: str | None) -> None:
    value, fault = read_money(cell)
    assert (value, fault and fault.weight) == (fen, weight)


REFUSED = [
    ("-1", "负数"),
    ("－1", "负数"),
    ("(100)", "负数"),
    ("负100元", "负数"),
    (-0.5, "负数"),
    (-1, "负数"),
    ("NaN", "不是金额"),
    ("nan", "不是金额"),
    ("inf", "不是金额"),
    ("-Infinity", "不是金额"),
    (float("nan"), "不是金额"),
    (float("inf"), "不是金额"),
    (float("-inf"), "不是金额"),
    (1e309, "不是金额"),
    ("1e309", "科学"),
    ("1.5E+06", "科学"),
    (1e16, "科学"),
    ("0x10", "不是金额"),
    ("1_000", "不是金额"),
    ("١٢٣", "不是金额"),
    ("²", "不是金额"),
    ("1.234", "尾数"),
    ("1.500", "尾数"),
    (0.001, "尾数"),
    ("0.0000001万元", "尾数"),
    ("12,34", "千分位"),
    ("1,2345", "千分位"),
    ("1234,567", "千分位"),
    ("USD 100", "外币"),
    ("$100", "外币"),
    ("100美元", "外币"),
    ("港币100", "外币"),
    ("5086万余元", "约数"),
    ("约5万元", "约数"),
    ("5万多", "约数"),
    ("壹万贰仟元整", "中文"),
    ("9223372036854775807", "常理"),
    ("9" * 5000, "常理"),
    (10**30, "常理"),
    ("200亿亿", "不是金额"),
    ("1001亿元", "常理"),
    ("=1+1", "不是金额"),
    ("无", "不是金额"),
    ("1 234", "不是金额"),
    ("1.2.3", "不是金额"),
    ("元", "不是金额"),
    (True, "不是金额"),
]


@pytest.mark.parametrize(("cell", "says"), REFUSED)
def test_refused(cell: object, says: str) -> None:
    value, fault = read_money(cell)
    assert value is None
    assert fault is not None
    assert fault.weight == "error"
    assert says in fault.reason.zh
    assert fault.reason.en
    assert fault.remedy.zh
    assert fault.remedy.en


@pytest.mark.parametrize(
    ("cell", "fen"), [("1.5", 1500000), (1.5, 1500000), ("5086.12", 5086120000), ("0.000001", 1), (3, 3000000)]
)
def test_a_heading_in_wan_gives_the_unit(cell: object, fen: int) -> None:
    assert read_money(cell, unit_wan=True) == (fen, None)


@pytest.mark.parametrize("cell", ["1.5万元", "1.5万", "15000元", "1.5亿"])
def test_a_unit_given_twice_is_refused(cell: str) -> None:
    value, fault = read_money(cell, unit_wan=True)
    assert value is None
    assert fault is not None
    assert "万元" in fault.reason.zh


@given(st.integers(0, MOST))
def test_reading_inverts_showing(fen: int) -> None:
    assert read_money(show_money(fen)) == (fen, None)
    assert read_money(show_wan(fen, decimals=6), unit_wan=True) == (fen, None)


@given(st.integers(0, MOST))
def test_a_workbook_cell_says_the_same_as_its_text(fen: int) -> None:
    assert read_money(fen / 100) == (fen, None)


@given(st.one_of(st.text(), st.text("0123456789.,万元¥-+e ２"), st.floats(), st.integers()), st.booleans())
def test_any_cell_gives_a_plausible_amount_or_a_fault(cell: object, unit_wan: bool) -> None:
    fen, fault = read_money(cell, unit_wan)
    if fen is None:
        assert fault is None or fault.weight == "error"
    else:
        assert 0 <= fen <= MOST


@pytest.mark.parametrize(
    ("fen", "shown"), [(0, "0.00"), (5, "0.05"), (123450, "1,234.50"), (-123450, "-1,234.50"), (-5, "-0.05")]
)
def test_show_money(fen: int, shown: str) -> None:
    assert show_money(fen) == shown


@pytest.mark.parametrize(
    ("fen", "decimals", "cut", "shown"),
    [
        (5086125000, 2, False, "5086.13"),
        (5086125000, 2, True, "5086.12"),
        (5086999999, 2, True, "5086.99"),
        (5086999999, 2, False, "5087.00"),
        (500000, 0, False, "1"),
        (0, 2, False, "0.00"),
        (-5086125000, 2, False, "-5086.13"),
        (-5086125000, 2, True, "-5086.12"),
        (-1, 2, False, "0.00"),
        (1, 6, False, "0.000001"),
    ],
)
def test_show_wan(fen: int, decimals: int, cut: bool, shown: str) -> None:
    assert show_wan(fen, decimals, cut) == shown
