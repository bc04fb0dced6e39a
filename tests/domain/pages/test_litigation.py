"""行政应诉: what a record may not say, who appeared, who lost, and the figures of a year."""

from typing import Any

import pytest

from pagework import figure, judged, refusals, taken, unequal
from xcli.domain.pages.litigation import APPEARANCE, LOST, RESULT, Suit
from xcli.domain.period import month

SUED: dict[str, Any] = {
    "received_on": "2024-03-04", "court": "西宁市城东区人民法院", "court_no": "（2024）青0102行初31号", "level": "一审", "party": [
        {"role": "原告", "person": "石占奎"}], "defendant": "区自然资源局", "field": "自然资源",
}  # fmt: skip
HEARD = SUED | {"hearing_on": "2024-04-10", "appearance": "副职", "head": "严成英"}
CLOSED = HEARD | {"closed_on": "2024-05-20", "result": "驳回诉讼请求"}


def test_three_fields_are_enough_to_add() -> None:
    assert judged("litigation", {name: SUED[name] for name in ("received_on", "court", "defendant")}).good
    assert refusals("litigation", {"court": "中院"}) == "缺少收到应诉通知日期；缺少被告"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"defence_on": "2024-03-01"}, "提交答辩早于收到应诉通知"),
        ({"hearing_on": "2024-03-01"}, "开庭日期早于收到应诉通知日期"),
        ({"hearing_on": ""}, "有出庭情况而无开庭日期"),
        ({"appearance": "未出庭"}, "有出庭负责人，而出庭情况不是负责人出庭"),
        ({"closed_on": "2024-04-01"}, "裁判日期早于开庭日期"),
        ({"closed_on": ""}, "有裁判结果而无裁判日期"),
        ({"result": ""}, "有裁判日期而无裁判结果"),
        ({"result": "维持原判"}, "一审没有维持原判"),
        ({"appealed_on": "2024-05-01", "appeal": "原告上诉"}, "裁判之前上诉"),
        ({"appealed_on": "2024-06-01"}, "有上诉日期而没有上诉"),
        ({"capacity": "共同被告", "after_recon": "否"}, "复议机关应诉的案件应经过行政复议"),
    ],
)
def test_what_a_record_may_not_say(change: dict[str, Any], says: str) -> None:
    assert says in refusals("litigation", CLOSED | change)


def test_a_hearing_may_lie_ahead_and_a_judgment_may_not() -> None:
    assert judged("litigation", SUED | {"hearing_on": "2025-07-15"}).good
    assert "在今天之后" in refusals("litigation", CLOSED | {"closed_on": "2025-07-15"})


def test_who_appeared() -> None:
    seen = [entry.code for entry in APPEARANCE.codes]
    year = [taken("litigation", HEARD | {"appearance": code, "head": "", "court_no": code}) for code in seen]
    year += [taken("litigation", SUED), taken("litigation", SUED | {"hearing_on": "2024-06-01"})]
    assert figure("litigation.appearance_rate", year) == (3, 5)
    assert figure("litigation.principal_rate", year) == (1, 5)
    assert figure("litigation.heard", year) == (5,)


def test_who_lost() -> None:
    year = [taken("litigation", CLOSED | {"result": entry.code, "level": "二审"}) for entry in RESULT.codes]
    assert figure("litigation.lost_rate", year) == (len(LOST), len(RESULT.codes))
    assert figure("litigation.settled_rate", year) == (2, len(RESULT.codes))
    assert LOST == ("revoked", "partly_revoked", "changed", "ordered", "unlawful", "void", "liable", "reversed")


def test_appeals_are_those_against_judgments_of_first_instance() -> None:
    appeals = [("一审", "原告上诉"), ("一审", "双方上诉"), ("一审", "服判"), ("一审", ""), ("二审", "")]
    year = [taken("litigation", CLOSED | {"level": level, "appeal": appeal}) for level, appeal in appeals]
    assert figure("litigation.appeal_rate", year) == (2, 4)


def test_the_equations_hold_month_by_month() -> None:
    changes: list[dict[str, Any]] = [{}, {"result": "判决撤销"}, {"level": "二审", "result": "维持原判"}, {"closed_on": "2024-06-03"}]
    records = [taken("litigation", CLOSED | change) for change in changes] + [taken("litigation", SUED | {"level": ""})]
    months = [month(f"2024-{n:02}") for n in range(2, 8)]
    assert unequal(Suit, records, months) == []
    assert [figure("litigation.pending", records, m)[0] for m in months] == [0, 5, 5, 2, 1, 1]
