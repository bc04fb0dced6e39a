"""合法性审核: what a record may not say, when a document must be filed, and the figures of a year."""

from typing import Any

import pytest

from pagework import figure, judged, refusals, taken, unequal
from xcli.domain.pages.legality import Legality
from xcli.domain.period import month

SENT: dict[str, Any] = {
    "kind": "重大行政协议", "title": "污水处理项目特许经营协议", "body": "区水务局", "requested_on": "2024-03-04",
}  # fmt: skip
REVIEWED = SENT | {"reviewed_on": "2024-03-12", "opinion": "修改"}
DOCUMENT = REVIEWED | {"kind": "规范性文件", "title": "区烟花爆竹燃放管理规定", "result": "采纳", "issued_on": "2024-04-26"}


def test_four_fields_are_enough_to_add() -> None:
    assert judged("legality", SENT).good
    assert refusals("legality", {"kind": "协议"}) == "缺少事项名称；缺少送审单位；缺少送审日期"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"reviewed_on": "2024-03-03"}, "审核日期早于送审日期"),
        ({"reviewed_on": ""}, "有审核意见而无审核日期"),
        ({"opinion": ""}, "有审核日期而无审核意见"),
        ({"opinion": "", "reviewed_on": "", "result": "采纳"}, "有采纳情况而无审核意见"),
        ({"opinion": "不合法", "issued_on": "2024-04-01"}, "采纳情况应为未采纳"),
        ({"filed_on": "2024-05-01"}, "有报备日期而无印发日期"),
        ({"issued_on": "2024-05-01", "filed_on": "2024-04-30"}, "报备日期早于印发日期"),
        ({"opinion": "合 理"}, "审核意见"),
    ],
)
def test_what_a_record_may_not_say(change: dict[str, Any], says: str) -> None:
    assert says in refusals("legality", REVIEWED | change)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"issued_on": "2024-03-05"}, "印发或签订早于审核"),
        ({"issued_on": "2024-03-20", "reviewed_on": "", "opinion": ""}, "未经审核就印发或签订"),
        ({"issued_on": "2024-03-20", "filed_on": "2024-03-21"}, "只有行政规范性文件报送备案"),
    ],
)
def test_what_a_record_is_warned_of(change: dict[str, Any], says: str) -> None:
    assert says in refusals("legality", REVIEWED | change, "warning")


@pytest.mark.parametrize(
    ("issued", "by", "filed", "late"),
    [
        ("2024-04-26", "2024-05-16", "2024-05-16", False),
        ("2024-04-26", "2024-05-16", "2024-05-17", True),
        ("2024-09-13", "2024-10-08", "2024-10-08", False),  # the twentieth day falls into the holidays
    ],
)
def test_a_normative_document_is_filed_within_twenty_days(issued: str, by: str, filed: str, late: bool) -> None:
    content = taken("legality", DOCUMENT | {"issued_on": issued, "filed_on": filed})
    assert str(content["filing_by"]) == by
    assert figure("legality.filed_late", [content]) == (int(late),)
    assert figure("legality.filed_in_time_rate", [content]) == (int(not late), 1)
    assert ("延迟报备" in refusals("legality", DOCUMENT | {"issued_on": issued, "filed_on": filed}, "warning")) is late


def test_only_normative_documents_have_a_time_to_file() -> None:
    assert "filing_by" not in taken("legality", REVIEWED | {"issued_on": "2024-04-26"})


def test_the_printed_figures() -> None:
    year = [taken("legality", REVIEWED | {"title": f"协议{n}"}) for n in range(15)]
    year += [taken("legality", REVIEWED | {"kind": "政策文件", "title": f"办法{n}", "opinion": "合法"}) for n in range(8)]
    year += [taken("legality", REVIEWED | {"opinion": "退回", "title": "未附材料的协议"}), taken("legality", SENT)]
    assert figure("legality.agreements", year) == (15,)
    assert figure("legality.policies", year) == (8,)
    assert figure("legality.reviewed", year) == (23,)
    assert figure("legality.closed", year) == (24,)
    assert figure("legality.requested", year) == (25,)
    assert figure("legality.pending", year) == (1,)
    assert figure("legality.days_to_review", year) == (23 * 8, 23)


def test_review_with_counsel() -> None:
    seen = [[{"kind": "法律顾问", "person": "汪志强"}], [{"kind": "本单位人员"}], [{"kind": "专家"}, {"kind": "公职律师"}]]
    year = [taken("legality", REVIEWED | {"title": f"协议{n}", "reviewer": who}) for n, who in enumerate(seen)]
    assert figure("legality.with_counsel", year) == (2,)


def test_the_equations_hold_month_by_month() -> None:
    changes = [{}, {"opinion": "退回"}, {"result": "部分采纳"}, {"reviewed_on": "2024-05-06", "opinion": "不予出台"}]
    records = [taken("legality", REVIEWED | {"title": str(n)} | change) for n, change in enumerate(changes)]
    records += [taken("legality", SENT | {"requested_on": "2024-04-30"}), taken("legality", DOCUMENT)]
    months = [month(f"2024-{n:02}") for n in range(2, 7)]
    assert unequal(Legality, records, months) == []
    assert [figure("legality.pending", records, m)[0] for m in months] == [0, 1, 2, 1, 1]
