"""The short forms of a line, and fields that the program computes."""

import json
from pathlib import Path

import pytest

from desk import Run


@pytest.fixture
def case(desk: Run) -> Run:
    """Enter a case in the simplified procedure."""
    answer = desk(
        "recon", "add", "--received-on", "2024-11-01", "--respondent", "某镇人民政府", "--disposition", "受理",
        "--accepted-on", "2024-11-05", "--procedure", "简易程序",
    )  # fmt: skip
    assert answer.code == 0, answer.err
    return desk


def shown(run: Run) -> str:
    return run("recon", "show", "1").out


def test_a_case_is_suspended_and_resumed(case: Run) -> None:
    assert case("recon", "suspend", "1", "--suspended-on", "2024-11-10", "--ground", "另案").code == 0
    again = case("recon", "suspend", "1", "--suspended-on", "2024-11-12", "--ground", "另案")
    assert again.code == 4
    assert "两次中止重叠" in again.err
    before = case("recon", "resume", "1", "--resumed-on", "2024-11-09")
    assert before.code == 4
    assert "就结束了" in before.err
    assert case("recon", "恢复", "1", "--恢复日期", "2024-11-20").code == 0
    assert "2024-11-10" in shown(case)
    assert "2024-11-20" in shown(case)
    assert case("recon", "resume", "1").code == 5


def test_the_first_day_of_a_step_is_today_unless_given(case: Run) -> None:
    assert case("recon", "suspend", "1", "--ground", "另案").code == 0
    assert "2024-11-24" in shown(case)


def test_a_step_says_what_it_lacks(case: Run) -> None:
    answer = case("recon", "suspend", "1")
    assert answer.code == 2
    assert "--ground" in answer.err


def test_an_extension_waits_for_conversion(case: Run) -> None:
    refused = case("recon", "extend", "1", "--extended-days", "30")
    assert refused.code == 4
    assert "简易程序不得延期" in refused.err
    assert case("recon", "convert", "1", "--converted-on", "2024-11-20").code == 0
    assert case("recon", "延期", "1", "--延长天数", "30").code == 0
    assert case("undo").code == 0
    assert case("recon", "extend", "1", "--extended-days", "thirty").code == 4


def test_other_lines_have_no_such_verbs(case: Run) -> None:
    assert case("dispute", "suspend", "1").code == 2
    assert "suspend" in case("recon", "--help").out
    assert "suspend" not in case("dispute", "--help").out


def test_computed_fields_are_not_entered_but_found(desk: Run) -> None:
    assert (
        desk(
            "audit", "add", "--round", "一", "--department", "某局", "--file-no", "〔2024〕3号", "--grade", "优秀"
        ).code
        == 2
    )
    added = desk(
        "audit",
        "add",
        "--round",
        "一",
        "--department",
        "某局",
        "--file-no",
        "〔2024〕3号",
        "--reviewed-on",
        "2024-05-20",
        "--score",
        "92.5",
    )
    assert added.code == 0, added.err
    found = desk("audit", "list", "--grade", "excellent", "--format", "json")
    assert [row["score"] for row in json.loads(found.out)] == ["92.5"]
    assert desk("audit", "edit", "3", "--score", "59").code == 0
    assert "不合格" in desk("audit", "show", "3").out


def test_the_same_file_twice_in_a_round_is_refused(desk: Run) -> None:
    one = ("audit", "add", "--round", "一", "--department", "某局", "--reviewed-on", "2024-05-20", "--score", "92")
    assert desk(*one, "--file-no", "〔2024〕3号").code == 0
    assert desk(*one, "--file-no", "(2024)3号").code == 5
    assert desk(*one, "--file-no", "(2024)3号", "--force").code == 5
    assert desk(*one, "--file-no", "(2024)4号").code == 0


def test_a_sheet_with_a_wrong_grade_and_a_file_twice(desk: Run, tmp_path: Path) -> None:
    rows = [
        "〔2024〕1号,2024-05-05,92,优秀", "〔2024〕2号,2024-05-05,92,合格", "(2024)1号,2024-05-05,88,合格",
        "〔2024〕3号,2024-05-05,88,合格",
    ]  # fmt: skip
    sheet = tmp_path / "评查.csv"
    sheet.write_text("轮次,部门,文号,评查日期,得分,等次\n" + "\n".join(f"一,某局,{row}" for row in rows), "utf-8")
    answer = desk("import", str(sheet), "--accept-good")
    assert "应为优秀，原定为合格" in answer.out
    assert "重复：第 2、4 行" in answer.out
    assert "新增 1" in answer.out
    assert "未收 3" in answer.out
    assert "〔2024〕3号" in desk("audit", "list").out


def test_a_case_turned_away_is_closed_without_an_outcome(desk: Run) -> None:
    desk("recon", "add", "--received-on", "2024-11-01", "--respondent", "某局")
    closed = desk("recon", "close", "1", "--disposition", "不予受理", "--closed-on", "2024-11-06")
    assert closed.code == 0, closed.err


def test_an_aid_case_from_grant_to_closing(desk: Run) -> None:
    assert desk("aid", "add", "--kind", "民事").code == 4
    added = desk(
        "aid", "add", "--applied-on", "2024-10-08", "--kind", "民事", "--decision", "给予", "--decided-on", "2024-10-10"
    )
    assert added.code == 0, added.err
    early = desk("aid", "close", "1", "--assigned-on", "2024-10-12", "--closed-on", "2024-10-11", "--result", "胜诉")
    assert early.code == 4
    assert "结案日期早于指派日期" in early.err
    assert (
        desk("aid", "close", "1", "--assigned-on", "2024-10-12", "--closed-on", "2024-11-11", "--result", "胜诉").code
        == 0
    )
    assert "1/1 = 100.0%" in desk("why", "aid.closing_rate", "--year", "2024").out
