"""问题整改: what an item may not say, and the figures of a year."""

from typing import Any

import pytest

from pagework import figure, judged, refusals, taken, unequal
from xcli.domain.pages.rectify import Rectify
from xcli.domain.period import month

FOUND: dict[str, Any] = {
    "source": "法治督察", "problem": "部分执法案卷归档不及时", "found_on": "2024-03-04", "measure": "开展归档专项检查", "responsible": "区城市管理局",
    "due_on": "2024-06-30",
}  # fmt: skip
DONE = FOUND | {"done_on": "2024-06-28", "result": "完成整改", "evidence": "归档检查通报"}


def test_three_fields_are_enough_to_add() -> None:
    assert judged("rectify", {name: FOUND[name] for name in ("source", "problem", "found_on")}).good
    assert refusals("rectify", {"source": "督察"}) == "缺少问题或任务；缺少提出日期"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"done_on": "2024-03-01"}, "办结日期早于提出日期"),
        ({"due_on": "2024-03-01"}, "整改时限早于提出日期"),
        ({"done_on": ""}, "有整改结果而无办结日期"),
        ({"result": ""}, "有办结日期而无整改结果"),
        ({"source": "道听途说"}, "整改来源"),
    ],
)
def test_what_an_item_may_not_say(change: dict[str, Any], says: str) -> None:
    assert says in refusals("rectify", DONE | change)


@pytest.mark.parametrize(
    ("change", "says"),
    [({"evidence": ""}, "完成整改而没有佐证材料"), ({"measure": ""}, "要有整改措施和时限"), ({"due_on": ""}, "要有整改措施和时限")],
)
def test_what_an_item_is_warned_of(change: dict[str, Any], says: str) -> None:
    assert says in refusals("rectify", DONE | change, "warning")


@pytest.mark.parametrize("day", ["2024-07-31", "2026-12-31"])
def test_a_time_limit_may_lie_ahead(day: str) -> None:
    assert judged("rectify", FOUND | {"due_on": day}).good


def items() -> list[dict[str, Any]]:
    changes: list[dict[str, Any]] = [
        {}, {"done_on": "2024-07-02"}, {"due_on": ""}, {"evidence": ""}, {"source": "下年度计划", "due_on": "2024-12-31", "result": "取消"},
    ]  # fmt: skip
    done = [taken("rectify", DONE | {"problem": f"问题{n}"} | change) for n, change in enumerate(changes)]
    return [*done, taken("rectify", FOUND | {"problem": "尚在整改"}), taken("rectify", FOUND | {"source": "自查", "problem": "执法力量不足"})]


def test_the_figures() -> None:
    year = items()
    assert figure("inspection.rectifications", year) == (4,)
    assert figure("inspection.rectified", year) == (4,)
    assert figure("rectify.inspection", year) == (5,)
    assert figure("rectify.raised", year) == (7,)
    assert figure("rectify.report", year) == (1,)
    assert figure("rectify.plan", year) == (1,)
    assert figure("rectify.closed", year) == (5,)
    assert figure("rectify.pending", year) == (2,)
    assert figure("rectify.done_rate", year) == (4, 7)
    assert figure("rectify.in_time_rate", year) == (3, 4)
    assert figure("rectify.proved", year) == (4,)


def test_the_equations_hold_month_by_month() -> None:
    months = [month(f"2024-{n:02}") for n in range(2, 9)]
    assert unequal(Rectify, items(), months) == []
    assert [figure("rectify.pending", items(), m)[0] for m in months] == [0, 7, 7, 7, 3, 2, 2]
