"""Official wording: it never claims more than was counted, and what it claims can be read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xcli.domain.official import Claim, claim_of, exactly, money, roundly
from xcli.text import Text

TIMES = Text("场次", "sessions")
COUNTS = st.integers(0, 10**9)


@pytest.mark.parametrize(
    "count,zh,en",
    [
        (0, "0场次", "0 sessions"),
        (1, "1场次", "1 session"),
        (96, "96场次", "96 sessions"),
        (100, "100场次", "100 sessions"),
        (101, "约100场次", "about 100 sessions"),
        (365, "360余场次", "more than 360 sessions"),
        (399, "近400场次", "nearly 400 sessions"),
        (1300, "1300场次", "1300 sessions"),
        (1387, "近1400场次", "nearly 1400 sessions"),
        (1673, "1600余场次", "more than 1600 sessions"),
        (19051, "约19000场次", "about 19000 sessions"),
    ],
)
def test_round_numbers(count: int, zh: str, en: str) -> None:
    assert roundly(count, TIMES) == Text(zh, en)


@pytest.mark.parametrize(
    "fen,zh,en",
    [
        (50_863_217_00, "5086万余元", "more than 50,860,000 yuan"),
        (2_843_412_00, "284万余元", "more than 2,840,000 yuan"),
        (30_000_00, "3万元", "30,000 yuan"),
        (9_999_99, "9999余元", "more than 9999 yuan"),
        (9_999_00, "9999元", "9999 yuan"),
        (0, "0元", "0 yuan"),
    ],
)
def test_amounts(fen: int, zh: str, en: str) -> None:
    assert money(fen) == Text(zh, en)


@given(COUNTS)
def test_a_wording_is_borne_out_by_its_count(count: int) -> None:
    for text in (roundly(count, TIMES), exactly(count, TIMES)):
        claim = claim_of(text.zh)
        assert claim is not None
        assert claim.allows(count), text.zh


@given(COUNTS)
def test_only_near_speaks_of_what_was_not_reached(count: int) -> None:
    text = roundly(count, TIMES).zh
    number = int("".join(char for char in text if char.isdigit()))
    assert number <= count or (text.startswith("近") and number - count <= number // 100)


@given(st.integers(0, 10**13))
def test_an_amount_is_never_more_than_was_counted(fen: int) -> None:
    claim = claim_of(money(fen).zh)
    assert claim is not None
    assert claim.least * 100 <= fen < claim.below * 100


def test_a_wording_that_claims_more_is_found_out() -> None:
    assert claim_of("400余场次") == Claim(400, 410)
    assert not Claim(400, 410).allows(399)
    assert claim_of("近400场次") == Claim(396, 400)
    assert claim_of("若干场次") is None
