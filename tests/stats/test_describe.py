"""Definitions read as sentences."""

from datetime import date

import pytest

from xcli.domain.indicator import Term
from xcli.domain.pages.dispute import Dispute
from xcli.domain.predicate import Between, Predicate
from xcli.stats.catalogue import find_indicator
from xcli.stats.describe import describe, describe_term


@pytest.mark.parametrize(
    "condition, zh, en",
    [
        (Dispute.outcome.is_("settled"), "调解结果为调解成功", "outcome settled"),
        (~Dispute.outcome.is_("settled"), "调解结果不是调解成功", "outcome other than settled"),
        (Dispute.escalation.is_("crime"), "防止激化含民转刑", "escalation prevented turning criminal"),
        (~Dispute.amount.present, "未填涉案金额", "no amount in dispute"),
        (Dispute.amount.between(100_00, None), "涉案金额不小于100.00元", "amount in dispute from 100.00 yuan"),
        (
            Between(Dispute.accepted_on, date(2024, 1, 1), date(2024, 1, 31)),
            "受理日期在2024-01-01至2024-01-31",
            "accepted on from 2024-01-01 to 2024-01-31",
        ),
        (Dispute.mediated_on.before(Dispute.accepted_on), "调解日期早于受理日期", "mediated on before accepted on"),
        (
            Dispute.settled & (Dispute.amount.present | Dispute.people.present),
            "调解结果为调解成功、（已填涉案金额或已填涉及人数）",
            "outcome settled and (a value for amount in dispute or a value for people involved)",
        ),
    ],
)
def test_conditions(condition: Predicate, zh: str, en: str) -> None:
    assert describe(condition) == (zh, en)


@pytest.mark.parametrize(
    "term, zh",
    [
        (find_indicator("调处成功", "dispute").numerator, "调解日期在期间内、调解结果为调解成功的件数"),
        (find_indicator("受理", "dispute").numerator, "受理日期在期间内的件数"),
        (
            find_indicator("涉案金额", "dispute").numerator,
            "调解日期在期间内、调解结果为调解成功或调解不成功的涉案金额合计",
        ),
        (
            find_indicator("期末未结", "dispute").numerator,
            "到期末已有受理日期而尚未结案的件数（结案：调解结果为调解成功或调解不成功，按调解日期）",
        ),
    ],
)
def test_terms(term: Term, zh: str) -> None:
    assert describe_term(term).zh == zh
