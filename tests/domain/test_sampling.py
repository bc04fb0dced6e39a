"""Shares of a sample with their interval, means with their spread."""

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xcli.domain.figure import Rate
from xcli.domain.sampling import spread, wilson

# Worked by hand from the formula with z = 1.96; the first three also stand in tables of Wilson intervals.
INTERVALS = [
    (Rate(100, 100), "96.3%–100%"),
    (Rate(5, 100), "2.2%–11.2%"),
    (Rate(0, 10), "0%–27.8%"),
    (Rate(1, 1), "20.7%–100%"),
    (Rate(50, 100), "40.4%–59.6%"),
]


@pytest.mark.parametrize(("share", "shown"), INTERVALS)
def test_intervals(share: Rate, shown: str) -> None:
    assert str(wilson(share)) == shown


def test_of_nothing_there_is_no_interval() -> None:
    assert wilson(Rate(0, 0)) is None
    assert spread([]) is None


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_share_lies_in_its_interval_and_more_files_make_it_narrower(counts: tuple[int, int]) -> None:
    share = Rate(*counts)
    found, tenfold = wilson(share), wilson(Rate(10 * counts[0], 10 * counts[1]))
    assert found
    assert tenfold
    millionths = share.numerator * 10**6 / share.denominator
    assert 0 <= found.low <= millionths + 1
    assert millionths - 1 <= found.high <= 10**6
    assert tenfold.high - tenfold.low < found.high - found.low


@given(st.lists(st.integers(0, 10000), min_size=2, max_size=200))
def test_mean_and_spread_are_those_of_the_textbook(scores: list[int]) -> None:
    found = spread(scores)
    assert found
    assert found.deviation is not None
    assert abs(found.deviation - statistics.stdev(scores)) <= 1
    assert abs(float(found.mean()) * 100 - statistics.fmean(scores)) <= 1
    assert (found.least, found.most) == (min(scores), max(scores))


def test_a_single_score_has_no_spread() -> None:
    found = spread([8550])
    assert found
    assert (found.mean(), found.shown_deviation()) == ("85.50", "—")
