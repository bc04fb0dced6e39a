"""行政复议: deemed acceptance, what a record may not say, and the figures of a year."""

from typing import Any

import pytest

from pagework import figure, indicator, judged, refusals, taken, unequal
from xcli.domain.calendar import Calendar
from xcli.domain.indicator import in_force
from xcli.domain.page import complete
from xcli.domain.pages.recon import Recon
from xcli.domain.period import month, year
from xcli.stats.evaluate import value

RECEIVED: dict[str, Any] = {"received_on": "2024-02-02", "respondent": "湟中区某镇人民政府"}
ACCEPTED = RECEIVED | {"disposition": "受理", "accepted_on": "2024-02-07", "procedure": "普通程序"}
CLOSED = ACCEPTED | {"closed_on": "2024-04-01", "outcome": "维持"}
SIMPLE = ACCEPTED | {"procedure": "简易程序"}
TURNED_AWAY = RECEIVED | {"disposition": "不予受理", "closed_on": "2024-02-07"}


def test_two_fields_are_enough_to_add() -> None:
    assert judged("recon", RECEIVED).good
    assert refusals("recon", {}) == "缺少收到申请日期；缺少被申请人"


# received, correction asked, correction received, accepted, disposition -> deemed accepted, intake ended (arts 30, 31)
INTAKE = """
    2024-02-02  -           -           -           -           2024-02-08  2024-02-08  nothing done: 5 working days
    2024-02-02  -           -           2024-02-07  受理        -           2024-02-07  accepted in time
    2024-02-02  -           -           2024-02-08  受理        -           2024-02-08  accepted on the last day
    2024-02-02  -           -           2024-02-20  受理        2024-02-08  2024-02-08  accepted too late
    2024-02-02  2024-02-05  -           -           -           -           -           a correction is awaited
    2024-02-02  2024-02-05  2024-02-08  -           -           2024-02-21  2024-02-21  five days anew, past the new year
    2024-02-02  2024-02-05  2024-02-08  2024-02-18  受理        -           2024-02-18  accepted after the correction
    2024-02-02  2024-02-20  -           -           -           2024-02-08  2024-02-08  correction asked for too late
    2024-02-02  -           -           -           不予受理    -           2024-03-01  turned away on the day of closing
"""


@pytest.mark.parametrize("row", [line.split()[:7] for line in INTAKE.strip().splitlines()], ids=" ".join)
def test_deemed_acceptance(row: list[str]) -> None:
    names = ("received_on", "asked_on", "corrected_on", "accepted_on", "disposition")
    cells = {name: cell for name, cell in zip(names, row, strict=False) if cell != "-"} | {"respondent": "某局"}
    if row[4] == "不予受理":
        cells["closed_on"] = "2024-03-01"
    content = judged("recon", cells).content
    shown = [str(content.get(name) or "-") for name in ("deemed_on", "examined_on")]
    assert shown == row[5:7]
    assert ("calendar" in content) == (row[5] != "-")


# received, correction asked, correction received, accepted -> deemed accepted, intake ended: by the law of 2017, art 17
RECEIVED_BEFORE_2024 = """
    2023-12-29  -           -           -           2023-12-29  2023-12-29  accepted upon receipt
    2023-12-31  -           -           -           2023-12-31  2023-12-31  the last day of that law
    2024-01-01  -           -           -           2024-01-08  2024-01-08  the first day of the next
    2023-12-29  -           -           2024-01-03  -           2024-01-03  figures keep the day that was entered
    2023-12-29  -           -           2024-01-20  -           2024-01-20  there is no deemed acceptance for being late
    2023-12-11  2023-12-13  -           -           -           -           a correction is awaited
    2023-12-11  2023-12-13  2023-12-20  -           2023-12-20  2023-12-20  received anew with the correction
"""


@pytest.mark.parametrize("row", [line.split()[:6] for line in RECEIVED_BEFORE_2024.strip().splitlines()], ids=" ".join)
def test_acceptance_by_the_law_in_force_when_it_was_received(row: list[str]) -> None:
    names = ("received_on", "asked_on", "corrected_on", "accepted_on")
    cells = {name: cell for name, cell in zip(names, row, strict=False) if cell != "-"} | {"respondent": "某局"}
    content = judged("recon", cells).content
    assert [str(content.get(name) or "-") for name in ("deemed_on", "examined_on")] == row[4:6]


DOCUMENT = RECEIVED | {"accepted_on": "2024-02-07", "suspension": [{"suspended_on": "2024-02-20", "ground": "附带审查"}]}


@pytest.mark.parametrize(
    ("cells", "says", "weight"),
    [
        ({"document_forwarded_on": "2024-02-23", "document_handling": "本机关处理"}, "应为转送有权机关（第56、57条）", "error"),
        ({"document_answered_on": "2024-02-23"}, "制定机关答复或收到通知，早于通知（第58条）", "error"),
        ({"document_asked_on": "2024-02-23", "document_asked_received_on": "2024-02-22"}, "早于通知（第58条）", "error"),
        ({"document_replied_on": "2024-03-23"}, "有权机关回复或收到，早于转送（第60条）", "error"),
        ({"document_asked_on": "2024-02-23", "document_handling": "转送"}, "不由本机关通知制定机关（第58条）", "warning"),
        ({"document_asked_on": "2024-02-23", "suspension": []}, "应当中止（第39条）", "warning"),
        ({"document_review": "是", "suspension": []}, "应当中止（第39条）", "warning"),
        ({"document_handled_on": "2024-03-12"}, "应当及时恢复审理（第40条）", "warning"),
    ],
)
def test_what_the_review_of_a_document_may_not_say(cells: dict[str, Any], says: str, weight: str) -> None:
    assert says in refusals("recon", DOCUMENT | cells, weight)
    done = [{"suspended_on": "2024-02-20", "resumed_on": "2024-03-12", "ground": "附带审查"}]
    good = {"document_asked_on": "2024-02-22", "document_asked_received_on": "2024-02-22", "suspension": done}
    answered = {"document_answered_on": "2024-03-05", "document_handled_on": "2024-03-12"}
    whole = DOCUMENT | good | answered
    assert [refusals("recon", whole, one) for one in ("error", "warning")] == ["", ""]


def test_a_calendar_that_changes_moves_the_deemed_day() -> None:
    content = taken("recon", RECEIVED)
    holiday = Calendar({content["deemed_on"]: False})
    again = complete(Recon, content, holiday)
    assert str(again["deemed_on"]) == "2024-02-09"
    assert again["calendar"] == holiday.version != content["calendar"]


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        (TURNED_AWAY | {"outcome": "维持"}, "没有受理的案件不能有审理结果"),
        (ACCEPTED | {"disposition": "不予受理", "closed_on": "2024-02-07"}, "有受理日期而审查结果不是受理"),
        (RECEIVED | {"asked_on": "2024-02-05", "closed_on": "2024-02-08", "outcome": "维持"}, "还在补正、没有受理"),
        (CLOSED | {"outcome": "维持、撤销"}, "审理结果"),
        (CLOSED | {"redo": "是"}, "责令重新作出只能随撤销或确认违法"),
        (CLOSED | {"remedy": "是"}, "责令采取补救措施只能随确认违法"),
        (ACCEPTED | {"compensation": "决定赔偿"}, "赔偿只能随另一审理结果"),
        (CLOSED | {"settled_stage": "决定前"}, "有化解阶段而结果不是调解或和解"),
        (CLOSED | {"self_corrected": "是"}, "自行改正只能随撤回"),
        (TURNED_AWAY | {"opinion_on": "2024-03-01"}, "没有受理的案件不能制发意见书"),
        (SIMPLE | {"extended_on": "2024-03-01", "extended_days": "30"}, "简易程序不得延期"),
        (SIMPLE | {"extended_on": "2024-03-01", "converted_on": "2024-03-04"}, "简易程序不得延期"),
        (ACCEPTED | {"extended_on": "2024-03-01", "extended_days": "31"}, "延长天数应在 1 至 30 天"),
        (CLOSED | {"procedure": "简易程序", "converted_on": "2024-04-02"}, "转换程序晚于办结"),
        (ACCEPTED | {"known_on": "2024-01-05", "remedy_known_on": "2024-01-04"}, "知道申请权利早于知道行为"),
        (ACCEPTED | {"converted_on": "2024-03-01"}, "只有简易程序可以转为普通程序"),
        (CLOSED | {"closed_on": "2024-02-01"}, "办结日期早于收到申请日期"),
        (CLOSED | {"closed_on": "2024-02-06"}, "办结日期早于受理之日"),
        (ACCEPTED | {"accepted_on": "2024-02-01"}, "受理日期早于收到申请日期"),
        (CLOSED | {"closed_on": ""}, "已办结而无办结日期"),
        (CLOSED | {"outcome": ""}, "有办结日期而无审理结果"),
        (RECEIVED | {"corrected_on": "2024-02-06"}, "有补正材料而无补正通知日期"),
        (RECEIVED | {"disposition": "视为放弃", "closed_on": "2024-03-01"}, "视为放弃而没有通知补正"),
        (ACCEPTED | {"hearing_notice_on": "2024-03-08", "hearing_on": "2024-03-07"}, "听证早于听证通知"),
        (ACCEPTED | {"committee_followed": "是"}, "没有咨询委员会"),
    ],
)
def test_what_a_record_may_not_say(cells: dict[str, Any], says: str) -> None:
    assert says in refusals("recon", cells)


@pytest.mark.parametrize(
    ("suspensions", "says"),
    [
        ([("2024-03-01", "2024-02-20")], "就结束了"),
        ([("2024-03-01", "2024-03-20"), ("2024-03-10", "2024-03-30")], "两次中止重叠"),
        ([("2024-03-10", "2024-03-30"), ("2024-03-01", "2024-03-20")], "两次中止重叠"),
        ([("2024-03-01", ""), ("2024-03-10", "2024-03-30")], "两次中止重叠"),
        ([("2024-02-03", "2024-03-01")], "早于受理"),
        ([("2024-03-01", "2024-04-02")], "晚于办结"),
        ([("2024-03-01", "2024-03-10"), ("2024-03-10", "2024-03-20")], ""),
        ([("2024-03-01", "2024-03-10"), ("2024-03-12", "2024-03-12")], ""),
    ],
)
def test_suspensions(suspensions: list[tuple[str, str]], says: str) -> None:
    parts = [{"suspended_on": first, "resumed_on": last, "ground": "另案"} for first, last in suspensions]
    said = refusals("recon", CLOSED | {"suspension": parts})
    assert says in said if says else said == ""


def test_not_accepting_after_the_time_for_review_is_warned_of() -> None:
    late = TURNED_AWAY | {"closed_on": "2024-02-20"}
    assert "应视为受理" in refusals("recon", late, "warning")
    assert refusals("recon", TURNED_AWAY, "warning") == ""


def test_an_extension_after_conversion_is_allowed() -> None:
    assert judged("recon", SIMPLE | {"converted_on": "2024-03-01", "extended_on": "2024-03-28", "extended_days": "30"}).good


def printed_year() -> list[dict[str, Any]]:
    """Return the year as printed, with 13 closed by mediation: 36 received, 25 closed, 11 pending."""
    outcomes = (
        [{"outcome": "维持"}] * 2 + [{"outcome": "调解", "settled_stage": "决定前"}] * 13 + [{"outcome": "驳回复议请求"}] * 5
        + [{"outcome": "撤销", "redo": "是", "opinion_on": "2024-04-01"}] + [{"outcome": "确认违法"}] * 3
    )  # fmt: skip
    return [taken("recon", cells) for cells in (TURNED_AWAY, *(CLOSED | o for o in outcomes), *[ACCEPTED] * 11)]


def test_the_printed_figures() -> None:
    records = printed_year()
    names = ("received", "closed", "not_accepted", "upheld", "mediated", "rejected", "redo", "illegal", "pending", "decided", "opinions")
    assert [figure(f"recon.{name}", records)[0] for name in names] == [36, 25, 1, 2, 13, 5, 1, 3, 11, 24, 1]
    rates = ("mediation_rate", "closing_rate", "correction_rate", "broad_rate", "sued_rate", "acceptance_rate")
    assert [figure(f"recon.{name}", records) for name in rates] == [(13, 25), (25, 36), (4, 24), (13, 25), (0, 25), (35, 36)]
    assert unequal(Recon, records, [year("2024"), *(month(f"2024-{n:02}") for n in range(1, 13))]) == []


def test_a_ledger_may_leave_cases_not_accepted_out_of_closed() -> None:
    records, known = printed_year(), indicator("recon.mediation_rate")
    for settings, base in (({}, 25), ({known.setting: "yes"}, 25), ({known.setting: "no"}, 24)):
        chosen = in_force(known, settings)
        assert [value(term, year("2024"), records) for term in chosen.terms] == [13, base]
        assert known.setting in chosen.note.zh


def test_every_outcome_is_its_own_part_of_closed() -> None:
    for entry in Recon.outcome.codes.codes:
        record = taken("recon", CLOSED | {"outcome": entry.code})
        assert unequal(Recon, [record], [year("2024")]) == []
        assert figure("recon.closed", [record]) == (1,)
    for redo in ("撤销", "部分撤销", "确认违法"):
        assert unequal(Recon, [taken("recon", CLOSED | {"outcome": redo, "redo": "是"})], [year("2024")]) == []


def test_intake_balances_while_corrections_are_awaited() -> None:
    waiting = RECEIVED | {"asked_on": "2024-02-05"}
    records = [taken("recon", cells) for cells in (waiting, RECEIVED, CLOSED, TURNED_AWAY)]
    months = [month(f"2024-{n:02}") for n in range(1, 7)]
    assert unequal(Recon, records, months) == []
    assert [figure("recon.reviewing", records, m)[0] for m in months] == [0, 1, 1, 1, 1, 1]
    assert figure("recon.deemed", records) == (1,)
