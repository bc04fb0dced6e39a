"""案卷评查: what a record may not say, how a file is graded, and the figures of a year."""

from typing import Any

import pytest

from pagework import figure, judged, refusals, taken, unequal
from xcli.domain.case_no import fold_case_no
from xcli.domain.pages.audit import Audit
from xcli.domain.period import month

FILE: dict[str, Any] = {
    "round": "2024年第一轮", "department": "湟中区市场监督管理局", "file_no": "湟市监处罚〔2024〕15号", "file_kind": "行政处罚",
    "drawn_on": "2024-05-06", "reviewed_on": "2024-05-20", "score": "93",
}  # fmt: skip


def test_three_fields_are_enough_to_add() -> None:
    checked = judged("audit", {name: FILE[name] for name in ("round", "department", "file_no")})
    assert checked.good
    assert checked.content["case_no"] == "2024年第一轮 湟中区市场监督管理局 湟市监处罚〔2024〕15号"
    assert refusals("audit", {"round": "1"}) == "缺少被评查单位；缺少案卷文号"


@pytest.mark.parametrize(
    ("score", "veto", "stated", "grade"),
    [
        ("100", None, None, "excellent"),
        ("90", None, None, "excellent"),
        ("89.99", None, None, "pass"),
        ("60", None, None, "pass"),
        ("59.5", None, None, "fail"),
        ("95", "是", None, "fail"),
        ("95", "否", None, "excellent"),
        ("85", None, "良好", "pass"),
        (None, None, "优秀", "excellent"),
        (None, None, "良好", "good"),
        (None, "是", None, "fail"),
    ],
)
def test_a_file_is_graded(score: str | None, veto: str | None, stated: str | None, grade: str) -> None:
    given = {"score": score, "veto": veto, "stated_grade": stated}
    content = taken("audit", FILE | {name: value for name, value in given.items() if value} | ({} if score else {"score": ""}))
    assert content["grade"] == grade


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"stated_grade": "合格"}, "按得分和一票否决应为优秀，原定为合格"),
        ({"stated_grade": "优秀", "score": "88"}, "应为合格，原定为优秀"),
        ({"stated_grade": "优秀", "veto": "是"}, "应为不合格，原定为优秀"),
        ({"reviewed_on": "2024-05-01"}, "评查日期早于抽取日期"),
        ({"reviewed_on": ""}, "有得分或等次而无评查日期"),
        ({"score": "101"}, "不在 0 到 100 分之间"),
        ({"defect": [{"kind": "程序", "fatal": "是"}]}, "有一票否决项而没有选一票否决"),
        ({"filed_on": "2024-03-01", "decided_on": "2024-02-01"}, "决定日期早于立案日期"),
        ({"told_on": "2024-05-10"}, "反馈日期早于评查日期"),
        ({"mended_on": "2024-05-10"}, "整改早于评查"),
    ],
)
def test_what_a_record_may_not_say(change: dict[str, Any], says: str) -> None:
    assert says in refusals("audit", FILE | change)


def test_the_same_file_twice_in_a_round_has_the_same_number() -> None:
    first, again = taken("audit", FILE), taken("audit", FILE | {"file_no": "湟市监处罚(2024)15号", "score": "70"})
    other = taken("audit", FILE | {"round": "2024年第二轮"})
    assert fold_case_no(first["case_no"]) == fold_case_no(again["case_no"])
    assert fold_case_no(first["case_no"]) != fold_case_no(other["case_no"])


def test_what_is_given_for_a_computed_field_is_not_believed() -> None:
    assert taken("audit", FILE | {"grade": "不合格", "case_no": "乙7"})["grade"] == "excellent"


def files(count: int) -> list[dict[str, Any]]:
    return [taken("audit", FILE | {"file_no": f"〔2024〕{n}号", "score": "95" if n < 5 else "80"}) for n in range(count)]


def test_the_printed_figures() -> None:
    year = files(100)
    assert figure("audit.sampled", year) == (100,)
    assert figure("audit.excellent", year) == (5,)
    assert figure("audit.passed", year) == (95,)
    assert figure("audit.pass_rate", year) == (100, 100)
    assert figure("audit.excellent_rate", year) == (5, 100)
    assert figure("audit.departments", year) == (1,)


def test_the_equations_hold_month_by_month() -> None:
    kinds = [{"score": "50"}, {"veto": "是"}, {"score": "", "reviewed_on": ""}, {"file_kind": "", "reviewed_on": "2024-06-03"}]
    records = [taken("audit", FILE | {"file_no": f"〔2024〕{n}号"} | change) for n, change in enumerate(kinds)]
    months = [month(f"2024-{n:02}") for n in range(4, 8)]
    assert unequal(Audit, records, months) == []
    assert [figure("audit.pending", records, m)[0] for m in months] == [0, 2, 1, 1]
