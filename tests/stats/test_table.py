"""What a figure is, told as a jurist would: the cases, the period, the figure to expect."""

from datetime import date
from typing import Any

import pytest

from stats.ledgers import holding
from xcli.domain.figure import Growth
from xcli.domain.pages.dispute import Dispute
from xcli.domain.period import Period, month, quarter, year
from xcli.ledger.ledger import Ledger
from xcli.stats.axis import Axis
from xcli.stats.catalogue import find_indicator
from xcli.stats.table import answer, balance


def case(accepted: str, mediated: str = "", outcome: str = "", **more: Any) -> dict[str, Any]:
    dated = {"mediated_on": date.fromisoformat(mediated)} if mediated else {}
    return (
        {"accepted_on": date.fromisoformat(accepted), "category": "other"}
        | dated
        | ({"outcome": outcome} if outcome else {})
        | more
    )


# Five disputes: three of 2024, one carried in from December, one accepted in January and still open.
YEAR = [
    case("2023-12-20", "2024-01-10", "settled", amount=100_00),
    case("2024-01-05", "2024-01-05", "settled", amount=200_00),
    case("2024-01-31", "2024-02-01", "failed", amount=300_00),
    case("2024-01-15"),
    case("2024-02-29", "2024-03-20", "settled", amount=400_00),
]
FIGURES = [
    # indicator              period              value
    ("受理", month("2024-01"), (3, None)),
    ("受理", month("2024-02"), (1, None)),
    ("受理", year("2024"), (4, None)),
    ("调处成功", month("2024-01"), (2, None)),
    ("调处成功", month("2024-02"), (0, None)),
    ("调解不成功", month("2024-02"), (1, None)),
    ("调解成功率", month("2024-01"), (2, 3)),
    ("调解成功率", month("2024-02"), (0, 1)),
    ("调解成功率", month("2024-03"), (1, 0)),
    ("调处成功率", quarter("2024Q1"), (3, 4)),
    ("期初未结", month("2024-01"), (1, None)),
    ("期末未结", month("2024-01"), (2, None)),
    ("期末未结", month("2024-02"), (2, None)),
    ("期末未结", year("2024"), (1, None)),
    ("涉案金额", month("2024-01"), (300_00, None)),
    ("受理纠纷涉案金额", month("2024-01"), (500_00, None)),
    ("平均调解天数", month("2024-01"), (21, 2)),
    ("未结平均天数", month("2024-01"), (16, 2)),
    # The statistical month of January runs from 21 December to 20 January.
    ("受理", month("2024-01", 21), (2, None)),
    ("受理", month("2024-02", 21), (1, None)),
    ("受理", month("2024-03", 21), (1, None)),
    ("调处成功", month("2024-03", 21), (1, None)),
    ("受理", quarter("2024Q1", 21), (4, None)),
    ("期末未结", month("2024-01", 21), (1, None)),
]


@pytest.mark.parametrize("name, period, expected", FIGURES)
def test_figures(either: Ledger, name: str, period: Period, expected: tuple[int, int | None]) -> None:
    indicator = find_indicator(name, "dispute")
    with holding(either, YEAR) as desk:
        figure = answer(desk, [indicator], [period]).figure(indicator, period)
    assert (figure.numerator, figure.denominator) == expected


COHORT = [
    ("受理", (3, None)),
    ("调处成功", (1, None)),
    ("调解不成功", (1, None)),
    ("调解成功率", (1, 3)),
    ("期初未结", (0, None)),
    ("期末未结", (1, None)),
    ("涉案金额", (500_00, None)),
]


@pytest.mark.parametrize("name, expected", COHORT)
def test_a_cohort_follows_the_cases_accepted_in_the_period(
    either: Ledger, name: str, expected: tuple[int, int | None]
) -> None:
    indicator, january = find_indicator(name, "dispute"), month("2024-01")
    with holding(either, YEAR) as desk:
        figure = answer(desk, [indicator], [january], cohort=True).figure(indicator, january)
    assert (figure.numerator, figure.denominator) == expected


def test_a_rate_over_100_says_how_many_were_accepted_before(either: Ledger) -> None:
    rate, march = find_indicator("调解成功率", "dispute"), month("2024-03")
    cases = [case("2024-02-01", "2024-03-01", "settled"), case("2024-03-01", "2024-03-02", "settled")]
    with holding(either, cases) as desk:
        figure = answer(desk, [rate], [march]).figure(rate, march)
    assert (figure.numerator, figure.denominator, figure.carried) == (2, 1, 1)
    assert [mark.zh for mark in figure.marks] == ["含上期受理 1 件"]


STOCK = [{"day": date(2024, 1, 1), "count": 4}]


@pytest.mark.parametrize(
    "period, opening, pending",
    [
        (year("2023"), 0, 1 + 4),
        (month("2024-01"), 1 + 4, 2 + 4),
        (year("2024"), 1 + 4, 1 + 4),
    ],
)
def test_opening_stocks_count_from_their_day_and_are_marked(
    either: Ledger, period: Period, opening: int, pending: int
) -> None:
    with holding(either, YEAR, openings=STOCK) as desk:
        found = answer(desk, Dispute.indicators, [period])
        start, end = (found.figure(find_indicator(name, "dispute"), period) for name in ("期初未结", "期末未结"))
        docket = balance(desk, period)
    assert (start.numerator, end.numerator, end.bare) == (opening, pending, 4)
    assert docket.holds
    assert (docket.opening, docket.pending, docket.bare) == (opening, pending, 4)


def test_opening_stocks_have_no_category_but_an_office(either: Ledger) -> None:
    pending, january = find_indicator("期末未结", "dispute"), month("2024-01")
    with holding(either, YEAR, Dispute.category.is_("other"), openings=STOCK) as desk:
        assert answer(desk, [pending], [january]).figure(pending, january).numerator == 2
    with holding(either, YEAR, openings=STOCK) as desk:
        by_category = answer(desk, [pending], [january], axes=[Axis(Dispute.category)])
        assert by_category.figure(pending, january, ("other",)).numerator == 2
        assert by_category.figure(pending, january, (None,)).numerator == 4


@pytest.mark.parametrize(
    "name, before, now, change",
    [
        ("受理", month("2024-02"), month("2024-01"), Growth(2, 1)),
        ("调解成功率", month("2024-02"), month("2024-01"), Growth(2, 3, points=True)),
    ],
)
def test_counts_change_in_per_cent_and_rates_in_points(
    either: Ledger, name: str, before: Period, now: Period, change: Growth
) -> None:
    indicator = find_indicator(name, "dispute")
    with holding(either, YEAR) as desk:
        found = answer(desk, [indicator], [now, before])
        assert found.figure(indicator, now).growth(found.figure(indicator, before)) == change


def test_contradicting_records_unbalance_the_docket_visibly(either: Ledger) -> None:
    with holding(either, [case("2024-03-01", "2024-02-01", "settled")]) as desk:
        docket = balance(desk, month("2024-02"))
    assert not docket.holds
    assert "≠" in docket.text(Dispute.docket.noun).zh
