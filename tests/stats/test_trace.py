"""What is listed is what was counted, and every record left out has a reason."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stats.ledgers import holding
from stats.test_query import ledgers, periods, standing
from stats.test_table import YEAR
from xcli.domain.indicator import Count, Indicator
from xcli.domain.pages.dispute import Dispute
from xcli.domain.period import Period, month
from xcli.ledger.ledger import Ledger
from xcli.stats.catalogue import find_indicator
from xcli.stats.evaluate import test as holds
from xcli.stats.table import terms_of
from xcli.stats.trace import chosen, counted, reason_of, reasons, trace


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(ledgers, periods, st.sampled_from(Dispute.indicators))
def test_every_record_is_counted_or_has_a_reason(
    contents: list[dict[str, Any]], spans: list[Period], indicator: Indicator
) -> None:
    for term in indicator.terms:
        inside = holds(counted(term, spans[0]))
        why = [holds(reason.where) for reason in reasons(term, spans[0])]
        for content in standing(contents):
            assert inside(content) != any(reason(content) for reason in why)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(ledgers, periods, st.sampled_from([i for i in Dispute.indicators if isinstance(i.numerator, Count)]))
def test_a_count_lists_as_many_records_as_it_says(
    either: Ledger, contents: list[dict[str, Any]], spans: list[Period], indicator: Indicator
) -> None:
    with holding(either, contents) as desk:
        found = trace(desk, indicator, spans[0], terms_of(Dispute, indicator))
        assert found.numerator.value == found.numerator.records == len(chosen(desk, found.numerator.where))
        assert sum(count for _, count in found.left) == len(chosen(desk, found.candidates))


def test_the_success_rate_of_january_explained(either: Ledger) -> None:
    with holding(either, YEAR) as desk:
        rate = find_indicator("调解成功率", "dispute")
        found = trace(desk, rate, month("2024-01"), terms_of(Dispute, rate))
        left = chosen(desk, found.candidates)
    assert [(reason.text.zh, count) for reason, count in found.left] == [("未填调解日期", 1), ("调解日期在期间之后", 1)]
    assert [reason_of(record, [reason for reason, _ in found.left]).zh for record in left] == [
        "未填调解日期",
        "调解日期在期间之后",
    ]
    assert found.outside == 1


def test_a_seed_draws_the_same_records(either: Ledger) -> None:
    with holding(either, YEAR) as desk:
        everything = counted(
            Count(Dispute.accepted_on), Period(min(c["accepted_on"] for c in YEAR), month("2024-12").end)
        )
        first, second = (chosen(desk, everything, sample=2, seed=7) for _ in range(2))
    assert len(first) == 2
    assert [record.id for record in first] == [record.id for record in second]
