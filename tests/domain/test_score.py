"""Scores are read exactly and shown as they were written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xcli.domain.score import read_score, show_score


@pytest.mark.parametrize(
    ("cell", "points"),
    [("92", 9200), ("92.5", 9250), ("９２．５分", 9250), (92.5, 9250), (92.0, 9200), (100, 10000), (0, 0), ("", None), (None, None)],
)
def test_scores_are_read(cell: object, points: int | None) -> None:
    assert read_score(cell)[0] == points


@pytest.mark.parametrize(
    ("cell", "why"),
    [("101", "0 到 100"), ("-5", "0 到 100"), (-5, "0 到 100"), ("92.125", "两位小数"), ("优秀", "不是分数"), (True, "不是分数"), ("九十", "不是分数"),
     (1234, "0 到 100"), (float("nan"), "不是分数"), (float("inf"), "不是分数")],
)
def test_others_are_refused(cell: object, why: str) -> None:
    value, fault = read_score(cell)
    assert value is None
    assert fault is not None
    assert why in fault.reason.zh


@given(st.integers(0, 10_000))
def test_what_is_shown_reads_back(points: int) -> None:
    assert read_score(show_score(points)) == (points, None)
