"""Rounding happens once: these are its cases."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xcli.domain.figure import Growth, Rate, percent, quotient, show_growth, show_rate, show_yuan
from xcli.text import use_language


@pytest.mark.parametrize(
    ("numerator", "denominator", "decimals", "half_up", "cut_off"),
    [
        (13, 25, 1, "52.0%", "52.0%"),
        (1646, 1673, 2, "98.39%", "98.38%"),
        (1, 8, 1, "12.5%", "12.5%"),
        (1, 8, 0, "13%", "12%"),
        (1, 1000, 0, "0%", "0%"),
        (5, 1000, 0, "1%", "0%"),
        (2, 3, 1, "66.7%", "66.6%"),
        (30, 25, 1, "120.0%", "120.0%"),
        (-1, 8, 0, "-13%", "-12%"),
        (-1, 1000, 0, "0%", "0%"),
        (0, 25, 1, "0.0%", "0.0%"),
        (0, 0, 1, "—", "—"),
        (5, 0, 1, "—", "—"),
    ],
)
def test_percent(numerator: int, denominator: int, decimals: int, half_up: str, cut_off: str) -> None:
    rate = Rate(numerator, denominator)
    assert percent(rate, decimals) == half_up
    assert percent(rate, decimals, cut=True) == cut_off


@given(st.integers(-(10**12), 10**12), st.integers(1, 10**9), st.integers(0, 4), st.booleans())
def test_quotient_is_nearest_or_cut_off(numerator: int, denominator: int, decimals: int, cut: bool) -> None:
    shown = Decimal(quotient(numerator, denominator, decimals, cut=cut))
    unit = Decimal(1).scaleb(-decimals)
    distance = abs(shown * denominator - numerator)
    assert distance < unit * denominator if cut else 2 * distance <= unit * denominator
    assert not cut or abs(shown) * denominator <= abs(numerator)


@given(st.integers(-(10**9), 10**9), st.sampled_from([1, 2, 4, 5, 8, 10, 16, 25, 40, 1000]), st.booleans())
def test_quotient_of_finite_decimals(numerator: int, denominator: int, cut: bool) -> None:
    rounded = (Decimal(numerator) / denominator).quantize(Decimal("0.1"), ROUND_DOWN if cut else ROUND_HALF_UP)
    assert Decimal(quotient(numerator, denominator, 1, cut=cut)) == rounded


@pytest.mark.parametrize(
    ("rate", "shown"), [(Rate(13, 25), "13/25 = 52.0%"), (Rate(0, 0), "—"), (Rate(30, 25), "30/25 = 120.0%")]
)
def test_rate(rate: Rate, shown: str) -> None:
    assert show_rate(rate) == shown


@pytest.mark.parametrize(
    ("growth", "chinese", "english"),
    [
        (Growth.of_counts(25, 20), "+25.0%", "+25.0%"),
        (Growth.of_counts(15, 20), "-25.0%", "-25.0%"),
        (Growth.of_counts(20, 20), "0.0%", "0.0%"),
        (Growth.of_counts(5, 0), "—", "—"),
        (Growth.of_rates(Rate(24, 25), Rate(19, 20)), "+1.0 个百分点", "+1.0 pp"),
        (Growth.of_rates(Rate(1, 2), Rate(3, 4)), "-25.0 个百分点", "-25.0 pp"),
        (Growth.of_rates(Rate(1, 2), Rate(0, 0)), "—", "—"),
        (Growth.of_rates(Rate(10001, 20000), Rate(1, 2)), "0.0 个百分点", "0.0 pp"),
    ],
)
def test_growth(growth: Growth, chinese: str, english: str) -> None:
    assert show_growth(growth) == chinese
    use_language("en")
    try:
        assert show_growth(growth) == english
    finally:
        use_language("zh")


@pytest.mark.parametrize(
    ("fen", "grouped", "plain"),
    [(0, "0.00", "0.00"), (5, "0.05", "0.05"), (123450, "1,234.50", "1234.50"), (-1, "-0.01", "-0.01")],
)
def test_yuan(fen: int, grouped: str, plain: str) -> None:
    assert show_yuan(fen) == grouped
    assert show_yuan(fen, grouped=False) == plain
