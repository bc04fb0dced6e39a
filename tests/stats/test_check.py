"""Planted contradictions are found, and named; a sound ledger passes."""

from datetime import date
from typing import Any

import pytest

from stats.ledgers import holding
from stats.test_table import YEAR, case
from xcli.domain.calendar import Calendar
from xcli.domain.page import complete
from xcli.domain.pages import lines
from xcli.domain.period import year
from xcli.ledger.ledger import Ledger
from xcli.stats.check import breaches, verdicts

PERIODS = [*year("2024").split_months(), year("2024")]
PLANTED = [
    # a record that contradicts itself                           the equation that fails   the rule it breaks
    (case("2024-03-01", "2024-02-01", "settled"), "dispute.balance", "mediated-before-accepted"),
    (case("2024-03-01", outcome="settled"), None, "closed-without-day"),
    (case("2024-03-01", "2024-03-05", "failed", agreement_form="oral"), None, "agreement-not-settled"),
]


def test_a_sound_ledger_agrees(either: Ledger) -> None:
    with holding(either, YEAR) as desk:
        found, broken = verdicts(desk, PERIODS), breaches(desk)
    assert [verdict.identity.id for verdict in found if not verdict.holds] == []
    assert all(verdict.tried > len(PERIODS) for verdict in found)
    assert broken == []


@pytest.mark.parametrize("planted, equation, rule", PLANTED)
def test_a_planted_contradiction_is_found(
    either: Ledger, planted: dict[str, Any], equation: str | None, rule: str
) -> None:
    with holding(either, [*YEAR, planted | {"case_no": "湟调〔2024〕99号"}]) as desk:
        found, broken = verdicts(desk, PERIODS), breaches(desk)
    failing = [verdict for verdict in found if not verdict.holds]
    assert [verdict.identity.id for verdict in failing] == ([equation] if equation else [])
    assert all([record.title for record in verdict.breakers] == ["湟调〔2024〕99号"] for verdict in failing)
    assert rule in [breach.rule.id for breach in broken]
    assert all(record.title == "湟调〔2024〕99号" for breach in broken for record in breach.records)


def test_both_sides_are_shown(either: Ledger) -> None:
    with holding(either, [case("2024-03-01", "2024-02-01", "settled")]) as desk:
        balance = next(v for v in verdicts(desk, PERIODS) if v.identity.id == "dispute.balance")
    february = next(d for d in balance.differences if d.whole and d.period == PERIODS[1])
    assert [(indicator.label.zh, value) for indicator, value in (*february.left, *february.right)] == [
        ("期初未结", 0),
        ("受理矛盾纠纷", 0),
        ("调处纠纷", 1),
        ("期末未结", 0),
    ]
    assert february.sums == (0, 1)


def test_a_deemed_day_of_another_calendar_is_found(either: Ledger) -> None:
    received = {"case_no": "湟复〔2024〕1号", "received_on": date(2024, 9, 27), "respondent": "区城市管理局"}
    right = complete(lines()["recon"], received, Calendar())
    moved = right | {"case_no": "湟复〔2024〕2号", "deemed_on": date(2024, 10, 9), "examined_on": date(2024, 10, 9)}
    with holding(either, [right, moved], line="recon") as desk:
        broken = breaches(desk)
    assert {(breach.rule.field.name, *(record.title for record in breach.records)) for breach in broken} == {
        ("deemed_on", "湟复〔2024〕2号"),
        ("examined_on", "湟复〔2024〕2号"),
    }
