"""人民调解: what studios and the labour committee settled, and what was agreed there."""

from typing import Any

import pytest

from pagework import figure, refusals, taken

SETTLED: dict[str, Any] = {
    "accepted_on": "2024-03-04", "category": "其他劳动争议", "mediated_on": "2024-03-08", "outcome": "调解成功",
    "agreement_form": "书面", "agreed_on": "2024-03-08", "agreed_amount": "3.5万元",
}  # fmt: skip


@pytest.mark.parametrize(
    ("body", "counted"),
    [("工作室", True), ("劳动人事争议", True), ("行业性专业性", False), ("乡镇", False), ("村", False), ("", False)],
)
def test_what_studios_and_the_labour_committee_settled(body: str, *, counted: bool) -> None:
    content = taken("dispute", SETTLED | {"organisation": body})
    assert figure("studio.disputes", [content]) == (int(counted),)
    assert figure("studio.amount", [content]) == (3_500_000 * counted,)
    assert figure("dispute.agreed_amount", [content]) == (3_500_000,)


def test_only_what_was_settled_counts() -> None:
    pending = taken("dispute", {"accepted_on": "2024-03-04", "category": "邻里", "organisation": "工作室"})
    failed = taken("dispute", pending | {"accepted_on": "2024-03-04", "mediated_on": "2024-03-05", "outcome": "不成功"})
    assert figure("studio.disputes", [pending, failed]) == (0,)


def test_an_unknown_body_is_refused() -> None:
    assert "调解组织类型里没有" in refusals("dispute", SETTLED | {"organisation": "火星站"})
