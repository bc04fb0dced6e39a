"""SQL and memory give the same figures on any ledger."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stats.ledgers import holding
from xcli.domain.indicator import Count, Days, Pending, Sum
from xcli.domain.pages.dispute import CATEGORY, FORM, OUTCOME, PERFORMANCE, ROLE, Dispute
from xcli.domain.period import Period
from xcli.domain.predicate import Always, Between, Predicate
from xcli.ledger.ledger import Ledger
from xcli.stats import evaluate
from xcli.stats.axis import Axis
from xcli.stats.query import figures, ids, members, tally

D = Dispute
few_days = st.dates(date(2023, 12, 18), date(2024, 3, 4))
records = st.fixed_dictionaries(
    {"accepted_on": few_days, "category": st.sampled_from(["family", "neighbour", "other"])},
    optional={
        "outcome": st.sampled_from([entry.code for entry in OUTCOME.codes]),
        "mediated_on": few_days,
        "agreed_on": few_days,
        "agreement_form": st.sampled_from([entry.code for entry in FORM.codes]),
        "performance": st.sampled_from([entry.code for entry in PERFORMANCE.codes]),
        "amount": st.integers(0, 10**12),
        "people": st.integers(0, 5),
        "escalation_people": st.integers(0, 5),
        "mediator": st.sampled_from(["赵明", "钱芳"]),
        "escalation": st.sets(st.sampled_from(["crime", "petition", "suicide"]), min_size=1).map(
            lambda s: tuple(sorted(s))
        ),
        "party": st.lists(
            st.fixed_dictionaries(
                {},
                optional={
                    "role": st.sampled_from([entry.code for entry in ROLE.codes]),
                    "person": st.sampled_from(["张三", "李四"]),
                },
            ),
            min_size=1,
            max_size=3,
        ),
    },
)
ledgers = st.lists(records, max_size=8)
periods = st.lists(
    st.tuples(few_days, few_days).filter(lambda ends: ends[0] < ends[1]).map(lambda ends: Period(*ends)),
    min_size=1,
    max_size=4,
)
axes = st.lists(
    st.sampled_from(
        [
            Axis(D.category),
            Axis(D.outcome),
            Axis(D.people),
            Axis(D.mediator),
            Axis(D.escalation),
            Axis(D.party, D.party.part.fields["role"]),
        ]
    ),
    max_size=2,
    unique=True,
)
leaves = st.sampled_from(
    [
        Always(),
        D.outcome.is_("settled"),
        D.category.is_("family", "other"),
        D.escalation.present,
        D.escalation.is_("crime"),
        D.party.present,
        D.party.any(D.party.part.fields["role"].is_(ROLE.codes[0].code)),
        D.amount.between(1, 10**6),
        D.mediated_on.before(D.accepted_on),
        D.mediator.contains("赵"),
        ~D.agreed_on.present,
        Between(D.accepted_on, date(2024, 1, 5), None),
    ]
)
scopes = st.recursive(
    leaves,
    lambda inner: st.one_of(
        inner.map(lambda p: ~p),
        st.tuples(inner, inner).map(lambda pair: pair[0] & pair[1]),
        st.tuples(inner, inner).map(lambda pair: pair[0] | pair[1]),
    ),
    max_leaves=4,
)
days = st.sampled_from([D.accepted_on, D.mediated_on, D.agreed_on])
terms = st.one_of(
    st.builds(Count, days, scopes),
    st.builds(Count, days, scopes, st.sampled_from([D.mediator, D.category])),
    st.builds(Sum, st.sampled_from([D.amount, D.people]), days, scopes),
    st.builds(Days, days, days, days, scopes),
    st.builds(
        Pending,
        st.just(D.accepted_on),
        st.just(D.mediated_on),
        scopes,
        st.sampled_from(["start", "end"]),
        st.booleans(),
    ),
)
agree = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def standing(contents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: value for name, value in content.items() if value not in ((), [])} for content in contents]


@agree
@given(ledgers, periods, axes, scopes, st.lists(terms, min_size=1, max_size=4))
def test_any_terms_agree(
    either: Ledger,
    contents: list[dict[str, Any]],
    spans: list[Period],
    by: list[Axis],
    scope: Predicate,
    asked: list[Any],
) -> None:
    with holding(either, contents, scope) as desk:
        found = figures(desk, asked, spans, axes=by)
    assert found == evaluate.figures(asked, spans, standing(contents), scope=scope, axes=by)


@agree
@given(ledgers, periods)
def test_every_indicator_agrees(either: Ledger, contents: list[dict[str, Any]], spans: list[Period]) -> None:
    asked = [term for indicator in D.indicators for term in indicator.terms]
    with holding(either, contents) as desk:
        found = figures(desk, asked, spans)
    assert found == evaluate.figures(asked, spans, standing(contents))


@agree
@given(ledgers, scopes, scopes, st.lists(scopes, max_size=3))
def test_members_and_reasons_agree(
    either: Ledger, contents: list[dict[str, Any]], scope: Predicate, condition: Predicate, reasons: list[Predicate]
) -> None:
    inside, holds = evaluate.test(scope), evaluate.test(condition)
    chosen = [content for content in standing(contents) if inside(content) and holds(content)]
    tests = [evaluate.test(reason) for reason in reasons]
    firsts = [next((n for n, test in enumerate(tests) if test(content)), None) for content in chosen]
    with holding(either, contents, scope) as desk:
        found = [record.content for record in members(desk, condition)]
        assert len(found) == len(chosen)
        assert all(content in found for content in chosen)
        assert len(ids(desk, condition)) == len(chosen)
        assert tally(desk, condition, reasons) == [firsts.count(n) for n in range(len(reasons))]


def test_one_case_with_two_values_stands_in_both_groups_and_once_in_the_whole(either: Ledger) -> None:
    case = {"accepted_on": date(2024, 1, 5), "category": CATEGORY.codes[0].code, "escalation": ("crime", "petition")}
    year = Period(date(2024, 1, 1), date(2025, 1, 1))
    with holding(either, [case]) as desk:
        grouped = figures(desk, [Count(D.accepted_on)], [year], axes=[Axis(D.escalation)])
        whole = figures(desk, [Count(D.accepted_on)], [year])
    assert grouped == {(("crime",), year): (1,), (("petition",), year): (1,)}
    assert whole == {((), year): (1,)}


@pytest.mark.parametrize("days", [("2024-01-31", 1), ("2024-02-01", 0)], ids=["last day", "day after"])
def test_a_period_ends_before_its_end(either: Ledger, days: tuple[str, int]) -> None:
    case = {"accepted_on": date.fromisoformat(days[0]), "category": "other"}
    january = Period(date(2024, 1, 1), date(2024, 2, 1))
    with holding(either, [case]) as desk:
        assert figures(desk, [Count(D.accepted_on)], [january]) == {((), january): (days[1],)}
