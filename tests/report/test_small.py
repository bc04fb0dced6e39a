"""What leaves names no one by a count of one or two, not even by what is left of a total."""

from hypothesis import given
from hypothesis import strategies as st

from xcli.domain.figure import Growth, Rate
from xcli.report.small import HIDDEN, without_small
from xcli.report.table import Column, Table
from xcli.text import same

COLUMNS = (Column("name", same("村")), Column("count", same("件"), "whole"))


def table(counts: list[int], total: bool = True) -> Table:
    foot = [["合计", sum(counts)]] if total else []
    return Table(same("x"), COLUMNS, [[f"村{n}", count] for n, count in enumerate(counts)], foot=foot)


def shown(counts: list[int], total: bool = True) -> list[object]:
    return [row[1] for row in without_small(table(counts, total)).rows]


def test_counts_below_three_are_left_out_and_said() -> None:
    found = without_small(table([0, 1, 2, 3, 40], total=False))
    assert [row[1] for row in found.rows] == [0, HIDDEN, HIDDEN, 3, 40]
    assert len(found.notes) == 1
    assert not without_small(table([0, 3, 40])).notes


def test_the_only_one_that_a_total_would_give_away_takes_another_along() -> None:
    assert shown([5, 1, 9]) == [HIDDEN, HIDDEN, 9]
    assert shown([5, 1, 9], total=False) == [5, HIDDEN, 9]
    assert shown([1]) == [HIDDEN]


def test_rates_and_growths_made_of_small_counts_are_left_out() -> None:
    columns = (Column("rate", same("率"), "rate"), Column("growth", same("比"), "figure"))
    rows = [[Rate(1, 2), Growth(1, 2)], [Rate(5, 10), Growth(1, 20)], [Rate(0, 0), Growth(1, 2, points=True)]]
    found = without_small(Table(same("x"), columns, rows))
    assert list(found.rows) == [[HIDDEN, HIDDEN], rows[1], rows[2]]


def test_the_text_of_a_figure_for_programs_goes_with_it() -> None:
    columns = (Column("numerator", same("n"), "whole"), Column("value", same("v")))
    assert list(without_small(Table(same("x"), columns, [[2, "2"], [30, "30"]])).rows) == [[HIDDEN, HIDDEN], [30, "30"]]


@given(counts=st.lists(st.integers(0, 9), max_size=8))
def test_no_small_count_is_shown_and_no_total_gives_one_away(counts: list[int]) -> None:
    cells = shown(counts)
    assert not [cell for cell in cells if cell in (1, 2)]
    assert cells.count(HIDDEN) != 1 or sum(1 for count in counts if count) == 1
