"""Two versions of a definition: what changed, and both figures across the change."""

from datetime import date

from xcli.domain.indicator import Count, across, versions
from xcli.domain.pages import dispute
from xcli.domain.period import Period
from xcli.ledger.ledger import Ledger
from xcli.stats.bridge import changes, side_by_side

OLD = dispute.settled.but(until=date(2024, 5, 31), numerator=Count(dispute.d.mediated_on, dispute.d.closed))
NEW = dispute.settled.but(version=2, since=date(2024, 6, 1), earlier=OLD)
MAY, JUNE = Period(date(2024, 5, 1), date(2024, 6, 1)), Period(date(2024, 6, 1), date(2024, 7, 1))
YEAR = Period(date(2024, 1, 1), date(2025, 1, 1))


def test_a_period_has_the_version_in_force_and_both_across_the_change() -> None:
    assert versions(NEW) == (OLD, NEW)
    assert across(NEW, [MAY]) == [OLD]
    assert across(NEW, [JUNE]) == [NEW]
    assert [v.label.zh for v in across(NEW, [MAY, JUNE])] == ["调处成功（口径1）", "调处成功（口径2）"]
    assert [v.version for v in across(NEW, [YEAR])] == [1, 2]


def test_only_the_parts_that_changed_are_told() -> None:
    told = {change.label.zh: (change.before, change.after) for change in changes(OLD, NEW)}
    assert set(told) == {"分子", "有效期"}
    assert all("不成功" in str(before) for before, _ in [told["分子"]])


def test_both_figures_of_the_overlap(either: Ledger) -> None:
    from stats.ledgers import holding

    cases = [
        {"accepted_on": day, "mediated_on": day, "outcome": outcome, "category": "other"}
        for day, outcome in ((date(2024, 5, 2), "settled"), (date(2024, 6, 3), "failed"))
    ]
    with holding(either, cases) as desk:
        assert [figure.numerator for figure in side_by_side(desk, [OLD, NEW], YEAR)] == [2, 1]
