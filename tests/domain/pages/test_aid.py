"""法律援助: what a record may not say, when a case counts as accepted, and the figures of a year."""

from typing import Any

import pytest

from pagework import figure, judged, refusals, taken, unequal
from xcli.domain.pages.aid import Aid
from xcli.domain.period import month

GRANTED: dict[str, Any] = {
    "applied_on": "2024-03-01", "source": "申请", "kind": "民事", "form": "诉讼代理", "decided_on": "2024-03-05", "decision": "给予",
    "assigned_on": "2024-03-07",
}  # fmt: skip
CLOSED = GRANTED | {"closed_on": "2024-06-03", "result": "胜诉"}
NOTIFIED: dict[str, Any] = {"notified_on": "2024-03-02", "source": "通知", "kind": "刑事", "form": "刑事辩护", "assigned_on": "2024-03-04"}


@pytest.mark.parametrize("cells", [{"applied_on": "2024-03-01", "kind": "民事"}, {"notified_on": "2024-03-01", "kind": "刑事"}])
def test_kind_and_one_of_two_days_are_enough_to_add(cells: dict[str, Any]) -> None:
    assert judged("aid", cells).good


def test_without_either_day_nothing_is_added() -> None:
    assert refusals("aid", {"kind": "民事"}) == "缺少申请日期或通知日期"
    assert refusals("aid", {"applied_on": "2024-03-01"}) == "缺少案件类型"


@pytest.mark.parametrize(
    ("cells", "day"),
    [
        (GRANTED, "2024-03-05"),
        (NOTIFIED, "2024-03-02"),
        ({"applied_on": "2024-03-01", "kind": "民事"}, "None"),
        ({"applied_on": "2024-03-01", "kind": "民事", "decided_on": "2024-03-05", "decision": "不予", "refusal": "其他"}, "None"),
        ({"notified_on": "2024-03-01", "kind": "刑事", "form": "法律帮助"}, "None"),
        ({"applied_on": "2024-03-01", "kind": "民事", "form": "代书", "decided_on": "2024-03-01", "decision": "给予"}, "None"),
    ],
    ids=["granted", "notified", "undecided", "refused", "duty lawyer", "drafting"],
)
def test_when_a_case_is_accepted(cells: dict[str, Any], day: str) -> None:
    assert str(taken("aid", cells).get("accepted_on")) == day


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        (CLOSED | {"closed_on": "2024-03-06"}, "结案日期早于指派日期"),
        (CLOSED | {"assigned_on": ""}, "没有指派就已结案"),
        (CLOSED | {"closed_on": ""}, "有办理结果而无结案日期"),
        (CLOSED | {"result": ""}, "有结案日期而无办理结果"),
        (CLOSED | {"result": "终止"}, "终止援助而没有事由"),
        (CLOSED | {"ending": "自行委托"}, "有终止事由而结果不是终止援助"),
        (CLOSED | {"recovered": "100", "wages": "200"}, "农民工工资大于挽回损失"),
        (CLOSED | {"filed_on": "2024-06-01"}, "结案前归档"),
        (CLOSED | {"recovered": "-1"}, "负数"),
        (GRANTED | {"assigned_on": "2024-03-04"}, "指派日期早于受理日期"),
        (GRANTED | {"decided_on": "2024-02-28"}, "决定日期早于申请日期"),
        (GRANTED | {"decided_on": ""}, "有审查决定而无决定日期"),
        (GRANTED | {"decision": ""}, "有决定日期而无审查决定"),
        (GRANTED | {"applied_on": ""}, "有审查决定而无申请日期"),
        (GRANTED | {"decision": "不予"}, "不予援助而没有理由"),
        (GRANTED | {"refusal": "不属范围"}, "有不予援助理由而决定不是不予援助"),
        ({"applied_on": "2024-03-01", "kind": "民事", "assigned_on": "2024-03-02"}, "没有受理就有指派日期"),
        ({"applied_on": "2024-03-01", "kind": "民事", "closed_on": "2024-03-02", "result": "胜诉"}, "没有受理就有结案情况"),
        (CLOSED | {"result": "全部采纳"}, "只有刑事案件的结果是意见采纳情况"),
        (GRANTED | {"objection": "维持"}, "有异议处理结果而无提出日期"),
    ],
)
def test_what_a_record_may_not_say(cells: dict[str, Any], says: str) -> None:
    assert says in refusals("aid", cells)


def test_help_given_before_the_decision_may_be_assigned_before_it() -> None:
    assert judged("aid", GRANTED | {"assigned_on": "2024-03-02", "urgent": "是"}).good


def test_the_printed_figures() -> None:
    criminal = [taken("aid", NOTIFIED) for _ in range(345)]
    civil = [taken("aid", CLOSED | {"recovered": "2843400" if n == 0 else "0"}) for n in range(415)]
    beside = [taken("aid", {"notified_on": "2024-03-01", "kind": "刑事", "form": "法律帮助", "closed_on": "2024-03-01", "result": "已提供"})]
    year = criminal + civil + beside
    assert [figure(f"aid.{name}", year)[0] for name in ("cases", "criminal", "civil", "duty")] == [760, 345, 415, 1]
    assert figure("aid.recovered", year) == (284_340_000,)  # 284.34 万元, in 分
    assert figure("aid.closing_rate", year) == (415, 760)
    assert unequal(Aid, year, [month(f"2024-{n:02}") for n in range(1, 13)]) == []


def test_categories_overlap_and_say_so() -> None:
    year = [taken("aid", GRANTED | {"category": "妇女、农民工"}), taken("aid", GRANTED | {"category": "妇女"})]
    assert [figure(f"aid.cases_category_{name}", year)[0] for name in ("women", "migrants", "minors")] == [2, 1, 0]
    notes = [i.note.zh for i in Aid.indicators if i.id.startswith("aid.cases_category_")]
    assert all("可重复计数" in note for note in notes)


def test_applications_and_decisions_balance() -> None:
    refused = {"applied_on": "2024-03-30", "kind": "民事", "decided_on": "2024-04-02", "decision": "不予", "refusal": "不符合经济困难"}
    waiting = {"applied_on": "2024-04-29", "kind": "行政"}
    records = [taken("aid", cells) for cells in (GRANTED, CLOSED, NOTIFIED, refused, waiting)]
    months = [month(f"2024-{n:02}") for n in range(2, 8)]
    assert unequal(Aid, records, months) == []
    assert [figure("aid.undecided", records, m)[0] for m in months] == [0, 1, 1, 1, 1, 1]
    assert figure("aid.refused_refusal_means", records) == (1,)
    assert figure("aid.grant_rate", records) == (2, 3)
    assert figure("aid.assigned", records, months[1]) == (3,)
