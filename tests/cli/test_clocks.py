"""Time limits at the desk: what is due, how it is counted, late steps, and the bureau's own working days."""

import json
import re
from pathlib import Path

import pytest

from desk import Run

RECEIVED = ("--received-on", "2024-09-25", "--respondent", "区公安局", "--party", "申请人=张三")
ACCEPTED = (*RECEIVED, "--accepted-on", "2024-09-27", "--disposition", "accepted")
NOTICE = """日期,至,安排,说明
2027-01-01,2027-01-03,放假,元旦
2027-02-05,2027-02-11,放假,春节
2027-05-01,2027-05-05,放假,劳动节
2027-05-08,,上班,劳动节
2027-10-01,2027-10-07,放假,国庆节
"""


@pytest.fixture
def cases(desk: Run) -> Run:
    """Enter a reconsideration that is accepted, and a dispute that is settled."""
    assert desk("recon", "add", *ACCEPTED).code == 0
    settled = ("--outcome", "settled", "--mediated-on", "2024-10-29", "--agreed-on", "2024-10-29")
    assert desk("dispute", "add", "--accepted-on", "2024-10-28", "--category", "合同", *settled).code == 0
    return desk


def rows(run: Run, *arguments: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run(*arguments, "--format", "json").out)
    return found


def test_a_record_without_limits_says_so(cases: Run) -> None:
    lecture = ("--kind", "讲座", "--started-on", "2024-06-01", "--audience", "学生", "--quantity", "1场次")
    assert cases("activity", "add", *lecture).code == 0
    answer = cases("clock", "1", "--line", "activity")
    assert (answer.code, answer.out) == (0, "活动没有法定期限。\n")
    assert rows(cases, "clock", "1", "--line", "activity") == []


def test_what_is_due_stands_worst_first(cases: Run) -> None:
    found = rows(cases, "due")
    assert [(row["due"], row["colour"], row["days"], row["provisional"]) for row in found] == [
        ("2024-10-12", "red", -43, False),
        ("2024-11-26", "amber", 2, False),
    ]
    assert [row["clock"] for row in found] == ["发送申请书副本", "作出复议决定"]
    assert found[1]["law"] == "《行政复议法(2023)》第62条"
    told = cases("due").out
    assert re.search("红 +2024-10-12 +逾期 43 天 +发送申请书副本 +湟复〔2024〕1号 +本机关 +第48条", told)
    assert "另有 1 项当事人的权利期限" in told
    assert [row["clock"] for row in rows(cases, "due", "--rights")][-1] == "申请司法确认"


def test_due_keeps_to_line_office_and_days(cases: Run) -> None:
    assert cases("office", "add", "多巴司法所").code == 0
    assert cases("recon", "add", *RECEIVED[:2], "--respondent", "区住建局", "--office", "多巴司法所").code == 0
    assert {row["office"] for row in rows(cases, "due", "--office", "多巴司法所", "--days", "30")} == {"多巴司法所"}
    told = cases("due", "--office", "多巴司法所", "--days", "30").out
    assert "第62条" in told
    assert "本机关" not in told  # the screen names the office that must act
    assert rows(cases, "due", "--line", "纠纷", "--rights", "--days", "365")[0]["case_no"] == "湟调〔2024〕1号"
    assert rows(cases, "due", "--line", "dispute") == []
    assert len(rows(cases, "due", "--days", "0")) == 2  # both overdue; the decisions come later


def test_a_scheduler_sees_that_something_is_overdue(cases: Run) -> None:
    failed = cases("due", "--fail")
    assert (failed.code, failed.err) == (7, "错误：有 1 项逾期。\n")
    assert "2024-10-12" in failed.out
    assert cases("recon", "edit", "1", "--sent-on", "2024-10-11").code == 0
    assert cases("due", "--fail").code == 0


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("due", "--line", "recom"), 3, "没有业务“recom”"),
        (("due", "--office", "多吧"), 3, "机构名册里没有“多吧”"),
        (("due", "--days", "-1"), 2, "--days"),
        (("due", "--ics", "no/where.ics"), 3, "文件夹不存在"),
        (("clock", "99"), 3, "没有案号“99”"),
        (("clock", "1"), 2, "“1”可以是"),
        (("clock", "1", "--line", "x"), 3, "没有业务“x”"),
        (("calendar", "set", "2027-1-x", "work", "--why", "通知"), 2, "2027-1-x"),
        (("calendar", "set", "2027-01-04", "holiday", "--why", "通知"), 2, "写 work（上班）或 off（放假）"),
        (("calendar", "set", "2027-01-04", "work"), 2, "--why"),
        (("calendar", "unset", "2027-01-04", "--why", "x"), 3, "不是本单位设置的日子"),
        (("calendar", "diff"), 3, "还没有改过工作日历"),
        (("calendar", "rule", "aid.day", "working", "--why", "x"), 3, "没有“aid.day”"),
        (("calendar", "rule", "aid.days", "weekly", "--why", "x"), 2, "可选：natural working"),
        (("calendar", "rule", "aid.days", "working"), 2, "--why"),
        (("calendar", "list", "--year", "1999"), 2, "--year"),
    ],
)
def test_mistakes_are_told_in_a_sentence(cases: Run, words: tuple[str, ...], code: int, says: str) -> None:
    answer = cases(*words)
    assert answer.code == code
    assert says in answer.err.replace("\n", "")
    assert "Traceback" not in answer.err


def test_the_clocks_of_a_case(cases: Run) -> None:
    found = {row["clock"]: row for row in rows(cases, "clock", "湟复〔2024〕1号")}
    assert found["审查是否受理"]["standing"] == "2024-09-27 完成"
    assert found["发送申请书副本"]["due"] == "2024-10-12"
    assert found["作出复议决定"]["law"] == "《行政复议法(2023)》第62条"
    assert cases("时限", "1", "--业务", "行政复议").out == cases("clock", "1", "--line", "recon").out


def test_a_due_day_is_explained(cases: Run) -> None:
    told = cases("clock", "1", "--line", "recon", "--explain").out
    assert "计入调休上班 2024-09-29（周日）、2024-10-12（周六）" in told
    assert "跳过 国庆节 10-01 至 10-07、周末 1 天" in told
    assert "届满 2024-11-26（周二）" in told
    english = cases("clock", "1", "--line", "recon", "--explain", "--lang", "en").out
    assert "passed over: National Day 10-01 to 10-07" in english


def test_suspension_and_extension_are_explained(cases: Run) -> None:
    assert cases("recon", "suspend", "1", "--suspended-on", "2024-10-10", "--ground", "other").code == 0
    assert "2024-10-10 起停止计算，恢复后还有 47 日" in cases("clock", "1", "--line", "recon", "--explain").out
    assert cases("recon", "resume", "1", "--resumed-on", "2024-10-20").code == 0
    assert cases("recon", "extend", "1", "--extended-on", "2024-11-20", "--extended-days", "30").code == 0
    told = cases("clock", "1", "--line", "recon", "--explain").out
    assert "中止 2024-10-10 至 2024-10-20，10 日不计入（《行政复议法(2023)》第39条）" in told
    assert "2024-11-20 批准延长 30 日（《行政复议法(2023)》第62条）" in told
    assert "届满 2025-01-05（周日），周末 1 天，顺延至 2025-01-06（周一）" in told


def test_a_review_is_due_until_the_law_itself_accepts(desk: Run) -> None:
    assert desk("recon", "add", "--received-on", "2024-11-21", "--respondent", "区公安局").code == 0

    def due(today: str) -> list[tuple[object, ...]]:
        found = rows(desk, "due", "--days", "14", "--today", today)
        return [(row["clock"], row["due"], row["colour"], row["days"]) for row in found]

    assert due("2024-11-24") == [("审查是否受理", "2024-11-28", "green", 4)]
    assert due("2024-11-28")[0] == ("审查是否受理", "2024-11-28", "amber", 0)
    assert due("2024-11-29") == [("发送申请书副本", "2024-12-09", "green", 10)]
    told = {day: {row["clock"]: row["standing"] for row in rows(desk, "clock", "1", "--today", day)} for day in DAYS}
    assert [told[day]["审查是否受理"] for day in DAYS] == ["还有 4 天", "2024-11-28 视为受理"]
    assert [told[day]["作出复议决定"] for day in DAYS] == ["2024-11-28 起算", "还有 59 天"]
    assert "2024-11-28 到期，还有 4 天" in desk("recon", "show", "1").out
    assert "期满未作决定的，届满之日起视为受理" in desk("clock", "1", "--explain").out


def test_a_penalty_file_that_is_open_is_due_and_one_known_from_a_frame_is_not(desk: Run, tmp_path: Path) -> None:
    file = ("audit", "add", "--round", "2024", "--department", "区城管局", "--file-kind", "penalty", "--drawn-on", "2024-11-20")
    assert desk(*file, "--file-no", "城管罚〔2024〕1号", "--filed-on", "2024-08-20").code == 0
    assert desk(*file, "--file-no", "城管罚〔2024〕2号", "--decided-on", "2024-10-31").code == 0
    found = [(row["clock"], row["due"], row["who"], row["law"]) for row in rows(desk, "due", "--line", "audit")]
    assert found == [("该案作出处罚决定", "2024-11-18", "被评查单位", "《行政处罚法》第60条")]
    assert desk("due", "--line", "audit", "--fail", "--ics", str(tmp_path / "due.ics")).code == 7
    assert "城管罚〔2024〕1号".encode() in (tmp_path / "due.ics").read_bytes().replace(b"\r\n ", b"")
    assert desk("audit", "edit", "2024 区城管局 城管罚〔2024〕1号", "--decided-on", "2024-11-15").code == 0
    found = [(row["clock"], row["due"]) for row in rows(desk, "due", "--line", "audit")]
    assert found == [("该案送达决定书", "2024-11-26")]  # the second file has not been read yet
    reviewed = ("--reviewed-on", "2024-11-22", "--score", "80", "--limits", "90/60")
    assert desk("audit", "edit", "2024 区城管局 城管罚〔2024〕1号", *reviewed).code == 0
    assert rows(desk, "due", "--line", "audit") == []


def test_a_document_that_expires_is_due_before_it_ceases(desk: Run) -> None:
    entry = ("--kind", "normative", "--category", "政府规范性文件", "--title", "某办法", "--since", "2019-12-01")
    assert desk("register", "add", *entry).code == 0
    found = rows(desk, "due", "--line", "register")
    assert [(row["clock"], row["due"], row["days"]) for row in found] == [("规范性文件有效期届满", "2024-11-30", 6)]
    assert rows(desk, "due", "--line", "register", "--today", "2024-12-01") == []  # it has ceased by itself


def test_a_correction_is_explained(desk: Run) -> None:
    received = ("recon", "add", "--received-on", "2024-03-04", "--respondent")
    assert desk(*received, "甲局", "--asked-on", "2024-03-06", "--corrected-on", "2024-03-18").code == 0
    assert desk(*received, "乙局", "--asked-on", "2024-03-13", "--corrected-on", "2024-03-18").code == 0
    assert desk(*received, "丙局", "--asked-on", "2024-03-06").code == 0
    told = [desk("clock", case, "--explain").out for case in "123"]
    assert "自收到补正材料日期 2024-03-18（周一）起" in told[0]
    assert "补正通知日期 2024-03-06，2024-03-18 收到后重新计算" in told[0]
    assert "自收到申请日期 2024-03-04（周一）起" in told[1]
    assert "补正通知日期 2024-03-13，期限已届满，不重新计算" in told[1]
    assert "审查是否受理：停止计算，等待补正" in told[2]


def test_a_penalty_file_from_before_the_ninety_days_has_none(desk: Run) -> None:
    file = ("audit", "add", "--round", "2024", "--department", "区城管局", "--file-kind", "penalty", "--drawn-on", "2024-11-20")
    for number, filed in (("1", "2021-07-14"), ("2", "2021-07-15")):
        assert desk(*file, "--file-no", f"城管罚〔2021〕{number}号", "--filed-on", filed).code == 0
    assert [(row["case_no"], row["due"]) for row in rows(desk, "due", "--line", "audit")] == [
        ("2024 区城管局 城管罚〔2021〕2号", "2021-10-13")
    ]


DAYS = ("2024-11-24", "2024-11-29")


def test_the_review_of_a_document_has_its_own_limits_and_stops_the_decision(cases: Run) -> None:
    assert cases("recon", "suspend", "1", "--suspended-on", "2024-11-12", "--ground", "document").code == 0
    limits = {row["clock"]: (row["due"], row["who"], row["law"]) for row in rows(cases, "due", "--days", "30")}
    assert "作出复议决定" not in limits  # it stands still meanwhile
    assert limits["通知制定机关"] == ("2024-11-15", "本机关", "《行政复议法(2023)》第58条")
    assert limits["处理附带审查的规范性文件"] == ("2024-12-12", "本机关", "《行政复议法(2023)》第56、57条")
    asked = ("--document-asked-on", "2024-11-15", "--document-asked-received-on", "2024-11-18")
    assert cases("recon", "edit", "1", *asked).code == 0
    limits = {row["clock"]: (row["due"], row["who"], row["law"]) for row in rows(cases, "due", "--days", "30")}
    assert limits["制定机关答复"] == ("2024-12-02", "制定机关", "《行政复议法(2023)》第58条")
    assert "通知制定机关" not in limits
    told = cases("clock", "1", "--line", "recon", "--explain").out
    assert "2024-11-12 起停止计算，恢复后还有 14 日" in told
    assert "法律没有写明起算，按中止之日（推定）" in told


def test_a_document_that_another_organ_must_review_is_forwarded(cases: Run) -> None:
    assert cases("recon", "suspend", "1", "--suspended-on", "2024-11-12", "--ground", "document").code == 0
    assert cases("recon", "edit", "1", "--document-handling", "forwarded").code == 0
    found = {row["clock"]: row["due"] for row in rows(cases, "due", "--days", "90")}
    assert found == {"发送申请书副本": "2024-10-12", "转送附带审查": "2024-11-21"}
    sent = ("--document-forwarded-on", "2024-11-20", "--document-forward-received-on", "2024-11-21")
    assert cases("recon", "edit", "1", *sent).code == 0
    found = {row["clock"]: row["due"] for row in rows(cases, "due", "--days", "90")}
    assert found == {"发送申请书副本": "2024-10-12", "有权机关回复": "2025-01-20"}


def test_a_second_extension_is_refused_with_its_article(cases: Run) -> None:
    assert cases("recon", "extend", "1", "--extended-on", "2024-11-20", "--extended-days", "30").code == 0
    again = cases("recon", "extend", "1", "--extended-on", "2024-11-22", "--extended-days", "30")
    assert again.code == 5
    assert "只能延期一次（第62条）" in again.err
    assert cases("recon", "edit", "1", "--extended-days", "20", "--reason", "登错").code == 0


def test_what_comes_too_late_is_taken_and_marked(cases: Run) -> None:
    sent = cases("recon", "edit", "1", "--sent-on", "2024-10-14")
    assert sent.code == 0
    assert "发送申请书副本逾期 2 天（2024-10-12 到期，《行政复议法(2023)》第48条）" in sent.err.replace("\n", "")
    closed = cases("recon", "close", "1", "--closed-on", "2024-11-22", "--outcome", "upheld")
    assert (closed.code, closed.err) == (0, "")
    assert "2024-10-12 到期，2024-10-14 完成，逾期 2 天" in cases("recon", "show", "1").out
    late = cases("recon", "add", *ACCEPTED[:-4], "--accepted-on", "2024-10-30", "--force")
    assert late.code == 0
    assert "审查是否受理逾期" in late.err.replace("\n", "")


# --- the calendar -----------------------------------------------------------------------------------------------


def deemed(run: Run, case: str) -> str:
    return str(rows(run, "recon", "show", case)[0]["deemed_on"])


def test_the_bureaus_own_day_reaches_deemed_acceptance(desk: Run) -> None:
    assert desk("recon", "add", "--received-on", "2024-11-04", "--respondent", "区公安局").code == 0
    assert deemed(desk, "1") == "2024-11-11"
    snow = desk("calendar", "set", "2024-11-08", "off", "--why", "大雪停工")
    assert "湟复〔2024〕1号 视为受理日期：2024-11-11 -> 2024-11-12" in snow.out
    assert deemed(desk, "1") == "2024-11-12"
    assert desk("recon", "add", "--received-on", "2024-11-04", "--respondent", "区住建局").code == 0
    assert deemed(desk, "2") == "2024-11-12"
    assert desk("check", "recon").code == 0
    assert "视为受理日期：2024-11-11 -> 2024-11-12" in desk("recon", "history", "1").out
    undone = desk("calendar", "unset", "2024-11-08", "--why", "登错")
    assert undone.code == 0
    assert [deemed(desk, case) for case in "12"] == ["2024-11-11"] * 2


def test_undo_takes_the_day_and_what_it_moved_together(desk: Run) -> None:
    assert desk("recon", "add", "--received-on", "2024-11-04", "--respondent", "区公安局").code == 0
    assert desk("calendar", "set", "2024-11-08", "off", "--why", "大雪停工").code == 0
    assert desk("undo").code == 0
    assert deemed(desk, "1") == "2024-11-11"
    assert rows(desk, "calendar", "list") == []
    assert desk("db", "verify").code == 0


def test_an_import_is_judged_by_the_bureaus_days(desk: Run, tmp_path: Path) -> None:
    assert desk("calendar", "set", "2024-11-08", "off", "--why", "大雪停工").code == 0
    sheet = tmp_path / "复议.csv"
    sheet.write_text("案号,收到申请日期,被申请人\n湟复〔2024〕7号,2024-11-04,区公安局\n", "utf-8")
    assert desk("import", str(sheet), "--as", "recon").code == 0
    assert deemed(desk, "7") == "2024-11-12"


def test_diff_tells_which_due_days_moved(cases: Run) -> None:
    assert cases("calendar", "set", "2024-11-26", "off", "--why", "停电").code == 0
    found = rows(cases, "calendar", "diff")
    assert [(row["case_no"], row["before"], row["due"], row["days"]) for row in found] == [
        ("湟复〔2024〕1号", "2024-11-26", "2024-11-27", "+1")
    ]
    assert cases("calendar", "unset", "2024-11-26", "--why", "未停").code == 0
    assert [(row["before"], row["due"]) for row in rows(cases, "calendar", "diff")] == [("2024-11-27", "2024-11-26")]


def test_a_rule_left_open_is_chosen_by_an_entry(desk: Run) -> None:
    aid = ("--applied-on", "2024-11-08", "--kind", "civil", "--form", "litigation", "--matter", "labour")
    assert desk("aid", "add", *aid, "--recipient", "受援人=李四").code == 0
    assert rows(desk, "due", "--line", "aid")[0]["due"] == "2024-11-15"
    assert desk("calendar", "rule", "aid.days", "working", "--why", "省厅口径").code == 0
    assert rows(desk, "due", "--line", "aid")[0]["due"] == "2024-11-19"
    assert [row["days"] for row in rows(desk, "calendar", "diff")] == ["+4"]
    assert "working" in desk("calendar", "rule").out


def test_a_rule_reaches_the_days_that_are_stored(desk: Run) -> None:
    document = ("--requested-on", "2024-10-08", "--kind", "normative", "--title", "某办法", "--issued-on", "2024-11-04")
    assert desk("legality", "add", *document, "--body", "区财政局").code == 0
    assert rows(desk, "legality", "show", "1")[0]["filing_by"] == "2024-11-25"
    chosen = desk("calendar", "rule", "legality.filing_days", "15", "--why", "省里改为十五日")
    assert "报备期限：2024-11-25 -> 2024-11-19" in chosen.out
    assert [(row["due"], row["colour"]) for row in rows(desk, "due", "--line", "legality")] == [("2024-11-19", "red")]
    assert rows(desk, "legality", "show", "1")[0]["filing_by"] == "2024-11-19"
    assert desk("check", "legality").code == 0
    assert desk("undo").code == 0
    assert rows(desk, "legality", "show", "1")[0]["filing_by"] == "2024-11-25"


def test_a_year_not_announced_is_provisional_wherever_it_appears(desk: Run) -> None:
    later = ("--today", "2026-12-29")
    saved = desk("recon", "add", "--received-on", "2026-12-28", "--respondent", "区公安局", *later)
    assert "2027-01-04（暂定）" in saved.out
    for words in (("recon", "show", "2026-1"), ("recon", "list"), ("recon", "history", "2026-1")):
        assert "2027-01-04（暂定）" in desk(*words, "--today", "2027-01-04").out, words
    assert "2027-01-13（暂定）" in desk("clock", "2026-1", "--today", "2027-01-04").out
    told = desk("due", "--days", "30", "--today", "2027-01-04").out
    assert "2027-01-13（暂定）" in told
    assert "2027 年的放假安排尚未公布" in told.replace("\n", "")


def test_a_whole_notice_settles_its_year(desk: Run, tmp_path: Path) -> None:
    notice = tmp_path / "2027.csv"
    notice.write_text(NOTICE, "utf-8")
    dry = desk("calendar", "import", str(notice), "--dry-run")
    assert "计划（未写入）：2027 年放假 22 天、上班 1 天。" in dry.out
    assert rows(desk, "calendar", "list") == []
    assert desk("recon", "add", "--received-on", "2026-12-28", "--respondent", "区公安局", "--today", "2026-12-29").code == 0
    done = desk("calendar", "import", str(notice))
    assert (done.code, done.err) == (0, "")
    shown = desk("recon", "show", "2026-1", "--today", "2027-01-05").out
    assert "2027-01-05\n" in shown  # New Year's Day is off: the stored day has moved
    assert "暂定" not in shown
    assert desk("calendar", "set", "2027-01-05", "off", "--why", "停电").code == 0
    assert "2027-01-06\n" in desk("recon", "show", "2026-1", "--today", "2027-01-05").out
    assert len(rows(desk, "calendar", "list", "--year", "2027")) == 24


def test_half_a_notice_leaves_its_year_provisional(desk: Run, tmp_path: Path) -> None:
    notice = tmp_path / "2027.csv"
    notice.write_text("日期,安排\n2027-01-01,放假\n", "utf-8")
    done = desk("calendar", "import", str(notice), "--why", "通知")
    assert "2027 年仍为暂定" in done.err
    assert "尚未公布" in desk("calendar", "list", "--year", "2027").out


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("日期,安排\n2027-13-01,放假\n2027-01-02,不知道\n", "第 2 行日期.*第 3 行“不知道”"),
        ("日期,至,安排\n2027-01-03,2027-01-01,放假\n", "第 2 行“至”早于“日期”"),
        ("日期,安排\n2027-01-01,放假\n2027-01-01,上班\n", "2027-01-01 前面写的不同"),
        ("甲,乙\n1,2\n", "没有“日期”“安排”两列"),
    ],
)
def test_a_notice_that_cannot_be_read_names_its_rows(desk: Run, tmp_path: Path, text: str, says: str) -> None:
    notice = tmp_path / "2027.csv"
    notice.write_text(text, "utf-8")
    answer = desk("calendar", "import", str(notice))
    assert answer.code == 4
    assert re.search(says, answer.err)


def test_refresh_says_when_nothing_has_to_be_done(cases: Run) -> None:
    assert "都与现行日历一致" in cases("calendar", "refresh").out


# --- a calendar program -----------------------------------------------------------------------------------------


def test_the_calendar_file_keeps_its_names_and_says_nothing_private(cases: Run, tmp_path: Path) -> None:
    file = tmp_path / "due.ics"
    assert cases("due", "--ics", str(file)).code == 0
    first = file.read_bytes()
    assert first.count(b"BEGIN:VEVENT") == 2
    assert "张三".encode() not in first.replace(b"\r\n ", b"")
    assert cases("due", "--ics", str(file)).code == 5  # never written over unasked
    assert cases("calendar", "set", "2024-11-26", "off", "--why", "停电").code == 0
    assert cases("due", "--ics", str(file), "--force").code == 0
    names = [re.findall(rb"UID:(\S+)", text) for text in (first, file.read_bytes())]
    assert names[0] == names[1]
    assert b"DTSTART;VALUE=DATE:20241127" in file.read_bytes()
