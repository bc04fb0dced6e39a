"""Stocks: the same by SQL and in memory on any register, listed by `why`, and moved only by what comes and goes."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stats.ledgers import holding
from xcli.domain.calendar import Calendar
from xcli.domain.indicator import Count, Indicator, Stock
from xcli.domain.page import complete
from xcli.domain.pages.register import RegisterEntry
from xcli.domain.period import Period, month, quarter, year
from xcli.domain.predicate import Always
from xcli.ledger.ledger import Ledger
from xcli.stats import evaluate
from xcli.stats.axis import Axis
from xcli.stats.describe import basis_of, describe_term
from xcli.stats.query import figures
from xcli.stats.trace import counted, trace

PERIODS = (month("2024-02"), month("2024-03"), quarter("2024Q1"), year("2024"))
AWARDED = RegisterEntry.kind.is_("model_village")
HERE = Stock(RegisterEntry.since, RegisterEntry.ended_on)
TERMS = (
    HERE, HERE.but(at="start"), HERE.but(where=AWARDED), HERE.but(where=AWARDED, distinct=RegisterEntry.village), HERE.but(of=RegisterEntry.count),
    Count(RegisterEntry.since), Count(RegisterEntry.ended_on), Stock(RegisterEntry.since, RegisterEntry.ended_on, RegisterEntry.category.is_("county") | ~RegisterEntry.village.present),
)  # fmt: skip
days = st.dates(date(2023, 12, 20), date(2024, 4, 20))
entries = st.fixed_dictionaries(
    {"kind": st.sampled_from(["model_village", "literate"]), "since": days},
    optional={
        "category": st.sampled_from(["county", "municipal"]), "village": st.sampled_from(["1", "2", "3"]), "until": days,
        "valid_until": days, "count": st.integers(0, 5), "person": st.sampled_from(["甲", "乙"]),
    },
).map(lambda content: complete(RegisterEntry, content, Calendar()))  # fmt: skip
registers = st.lists(entries, max_size=12)
many = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@many
@given(contents=registers)
def test_sql_equals_the_reference(either: Ledger, contents: list[dict[str, Any]]) -> None:
    axes = [Axis(RegisterEntry.village)]
    with holding(either, contents, line="register") as desk:
        assert figures(desk, TERMS, PERIODS) == evaluate.figures(TERMS, PERIODS, contents)
        assert figures(desk, TERMS, PERIODS, axes=axes) == evaluate.figures(TERMS, PERIODS, contents, axes=axes)


@many
@given(contents=registers)
def test_a_stock_is_moved_by_what_comes_and_goes(contents: list[dict[str, Any]]) -> None:
    honest = [c for c in contents if not ("ended_on" in c and c["ended_on"] < c["since"])]
    for period in PERIODS:
        start, here, came, went = (evaluate.value(t, period, honest) for t in (TERMS[1], TERMS[0], TERMS[5], TERMS[6]))
        assert start + came == went + here


def test_an_entry_that_ends_before_it_begins_breaks_the_equation() -> None:
    """Planted: the equation is no tautology."""
    odd = [{"kind": "literate", "since": date(2024, 3, 1), "until": date(2024, 2, 1), "ended_on": date(2024, 2, 1)}]
    identity = next(i for i in RegisterEntry.identities if i.id == "register.balance")
    left, right = (
        sum(evaluate.value(i.numerator, month("2024-02"), odd) for i in side) for side in (identity.left, identity.right)
    )
    assert left != right
    assert evaluate.test(identity.breakers)(odd[0])


@many
@given(contents=registers, term=st.sampled_from([t for t in TERMS if isinstance(t, Stock)]))
def test_what_is_listed_is_what_was_counted(contents: list[dict[str, Any]], term: Stock) -> None:
    for period in PERIODS:
        members = [c for c in contents if evaluate.test(counted(term, period))(c)]
        whole = Period(period.start, period.end)
        assert evaluate.value(term, whole, members) == evaluate.value(term, whole, contents)
        if term.of is term.distinct is None:
            assert len(members) == evaluate.value(term, whole, contents)


@pytest.mark.parametrize(
    ("term", "zh", "en"),
    [
        (HERE, "期末在册的条数（自起始日期起，到不再在册日期止）", "how many entries that stand at the end of the period"),
        (TERMS[1], "期初在册的条数", "at the start of the period"),
        (TERMS[3], "期末在册的册别为民主法治示范村的所在村（社区）个数（不重复）", "how many different values of village among entries"),
        (TERMS[4], "期末在册的数量合计", "the sum of quantity over entries"),
    ],
)
def test_a_stock_is_told_in_words(term: Stock, zh: str, en: str) -> None:
    said = describe_term(term)
    assert said.zh.startswith(zh)
    assert en in said.en
    assert basis_of(term).zh in ("期初", "期末")


def test_why_tells_who_stands_no_more(either: Ledger) -> None:
    contents = [
        {"kind": "literate", "person": "甲", "since": date(2023, 1, 1)},
        {"kind": "literate", "person": "乙", "since": date(2023, 1, 1), "until": date(2024, 2, 9)},
        {"kind": "literate", "person": "丙", "since": date(2024, 3, 1)},
        {"kind": "model_village", "village": "1", "category": "county", "since": date(2020, 1, 1)},
    ]
    people = next(i for i in RegisterEntry.indicators if i.id == "villagelaw.people")
    with holding(either, [complete(RegisterEntry, c, Calendar()) for c in contents], line="register") as desk:
        found = trace(desk, people, month("2024-02"), people.terms)
    assert found.numerator.value == found.numerator.records == 1
    assert [(reason.text.zh, count) for reason, count in found.left] == [("起始日期不早于该时点", 1), ("不再在册日期在该时点之前", 1)]


def test_a_rate_over_other_entries_has_nothing_left_out(either: Ledger) -> None:
    contents = [
        {"kind": "village", "title": "一村", "code": "1", "since": date(2002, 1, 1)},
        {"kind": "village", "title": "二村", "code": "2", "since": date(2002, 1, 1)},
        {"kind": "model_village", "village": "1", "category": "county", "since": date(2020, 1, 1)},
        {"kind": "model_village", "village": "1", "category": "municipal", "since": date(2021, 1, 1)},
    ]
    rate: Indicator = next(i for i in RegisterEntry.indicators if i.id == "village.county_rate")
    with holding(either, contents, line="register") as desk:
        found = trace(desk, rate, month("2024-02"), rate.terms)
    assert found.denominator
    assert (found.numerator.value, found.numerator.records, found.denominator.value) == (1, 2, 2)
    assert (found.left, found.outside) == ((), 0)
    assert found.candidates == ~Always()
