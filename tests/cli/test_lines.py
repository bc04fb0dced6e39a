"""The verbs of a line of work, as a clerk uses them without a terminal."""

import csv
import io
import json
import sys
from pathlib import Path

import pytest

from desk import TODAY, Run

NEXT_DAY = "2024-11-25"


def test_a_case_is_entered_in_one_line(desk: Run) -> None:
    answer = desk("dispute", "add", "--accepted-on", "2024年3月5日", "--category", "邻里", "--party", "申请人=张三")
    assert answer.out == "已登记 湟调〔2024〕1号：2024-03-05 邻里 张三（填写人 王芳）。下一步：xcli dispute close 1\n"
    english = desk("dispute", "add", "--accepted-on", TODAY, "--category", "wages", "--lang", "en").out
    assert english.startswith(
        "Saved 湟调〔2024〕2号: 2024-11-24 wages of migrant workers (clerk 王芳). Next: xcli dispute close 2"
    )


@pytest.mark.parametrize(
    "form", [("written", "--agreed-on", TODAY), ("oral", "--agreed-on", TODAY, "--agreement-note", "当场清偿")]
)
def test_a_dispute_settled_on_the_spot_is_one_command(desk: Run, form: tuple[str, ...]) -> None:
    answer = desk(
        "dispute", "add", "--accepted-on", TODAY, "--category", "邻里", "--outcome", "成功", "--agreement-form", *form
    )
    assert f"调解成功 {TODAY}" in answer.out
    assert "xcli dispute show 1" in answer.out


BAD_VALUES = [
    # option           value                    a word of the sentence
    ("--accepted-on", "2024-02-30", "2 月没有 30 日"),
    ("--accepted-on", NEXT_DAY, "日期在今天之后"),
    ("--accepted-on", "24-3-5", "年份要写四位"),
    ("--accepted-on", "45356", "日期序号"),
    ("--mediated-on", "2024-11-19", "调解日期早于受理日期"),
    ("--amount", "nan", "涉案金额"),
    ("--amount", "inf", "涉案金额"),
    ("--amount", "-5", "涉案金额"),
    ("--amount", "9223372036854775807", "涉案金额"),
    ("--people", "3.5", "涉及人数"),
    ("--category", "邻理", "最接近的是：邻里"),
    ("--office", "多巴所", "机构名册里没有“多巴所”"),
    ("--outcome", "settled", "有调解结果而无调解日期"),
    ("--mediator", "\x00", "NUL"),
    ("--case-no", "湟调〔2030〕1号", "年份在将来"),
]


@pytest.mark.parametrize("option, value, says", BAD_VALUES)
def test_a_bad_value_is_refused_and_nothing_is_written(desk: Run, option: str, value: str, says: str) -> None:
    good = {"--accepted-on": "2024-11-20", "--category": "邻里"} | {option: value}
    answer = desk("dispute", "add", *(word for pair in good.items() for word in pair))
    assert (answer.code, answer.out) == (4, "")
    assert says in answer.err
    assert json.loads(desk("dispute", "list", "--format", "json").out) == []


def test_all_faults_are_told_together(desk: Run) -> None:
    answer = desk("dispute", "add", "--amount", "1_000", "--people", "x")
    assert answer.code == 4
    for word in ("--amount", "--people", "缺少受理日期（--accepted-on）", "缺少纠纷类别（--category）"):
        assert word in answer.err


@pytest.mark.parametrize("text", ["$(rm -rf ~)`id`", "=cmd()", "[red]", ":smile:", "'; DROP TABLE dispute; --"])
def test_text_is_text(desk: Run, text: str) -> None:
    assert desk("dispute", "add", "--accepted-on", TODAY, "--category", "其他", "--summary", text).code == 0
    assert text in desk("dispute", "show", "1").out


def test_numbers_go_on_after_the_highest_ever_used(two_cases: Run) -> None:
    new = ("dispute", "add", "--accepted-on", TODAY, "--category", "医疗")
    assert two_cases("dispute", "retract", "2", "--reason", "误登").code == 0
    assert "湟调〔2024〕3号" in two_cases(*new).out
    assert "湟调〔2024〕40号" in two_cases(*new, "--case-no", "湟调〔2024〕40号").out
    assert "湟调〔2024〕41号" in two_cases(*new).out
    assert "湟调〔2023〕1号" in two_cases("dispute", "add", "--accepted-on", "2023-12-31", "--category", "医疗").out


def test_a_number_may_be_used_once(two_cases: Run) -> None:
    again = ("dispute", "add", "--accepted-on", TODAY, "--category", "医疗", "--case-no", "湟调(2024)2")
    refused = two_cases(*again)
    assert refused.code == 5
    assert "湟调〔2024〕2号" in refused.err
    assert two_cases(*again, "--force").code == 5


def test_what_looks_the_same_is_refused_unless_forced(two_cases: Run) -> None:
    like = [
        "dispute",
        "add",
        "--category",
        "合同",
        "--party",
        "申请人=李四",
        "--party",
        "被申请人=张三",
        "--accepted-on",
    ]
    assert "湟调〔2024〕1号" in two_cases(*like, "2024-11-14").err
    assert two_cases(*like, "2024-11-14").code == 5
    assert two_cases(*like, "2024-11-01").code == 0
    assert two_cases(*like, "2024-11-22", "--force").code == 0


def test_a_key_makes_a_repetition_harmless(desk: Run) -> None:
    once = ("dispute", "add", "--accepted-on", TODAY, "--category", "医疗", "--key", "a1")
    assert desk(*once).code == 0
    assert desk(*once).code == 5
    assert "共 1 件" in desk("dispute", "list").out


WAYS_TO_NAME = [
    # said                  which of 1, 11 of this year and 1 of 2023; or the exit code
    ("1", "湟调〔2024〕1号"),
    ("11", "湟调〔2024〕11号"),
    ("2023-1", "湟调〔2023〕1号"),
    ("2024-11", "湟调〔2024〕11号"),
    ("湟调〔2024〕1号", "湟调〔2024〕1号"),
    ("湟调(2024)第1号", "湟调〔2024〕1号"),
    ("湟调［２０２４］１", "湟调〔2024〕1号"),
    ("2023〕1", "湟调〔2023〕1号"),
    ("湟调", "2"),
    ("12", "3"),
    ("无此案", "3"),
]


@pytest.mark.parametrize("said, which", WAYS_TO_NAME)
def test_a_case_is_named_as_clerks_speak(desk: Run, said: str, which: str) -> None:
    for number, day in (("湟调〔2024〕1号", TODAY), ("湟调〔2024〕11号", TODAY), ("湟调〔2023〕1号", "2023-05-01")):
        assert desk("dispute", "add", "--case-no", number, "--accepted-on", day, "--category", "邻里").code == 0
    answer = desk("dispute", "show", said)
    assert (f"案号      {which}\n" in answer.out) if len(which) > 1 else (answer.code == int(which))


def test_several_candidates_are_shown(two_cases: Run) -> None:
    answer = two_cases("dispute", "show", "湟调")
    assert answer.code == 2
    assert "湟调〔2024〕1号、湟调〔2024〕2号" in answer.err


FILTERS = [
    # options                                       numbers found
    ([], "1 2"),
    (["--category", "neigh"], "1"),
    (["--category", "邻里、合同"], "1 2"),
    (["--accepted-on", "2024-11"], "1 2"),
    (["--accepted-on", "2024-11-20"], "1"),
    (["--accepted-on", "2024-11-21.."], "2"),
    (["--accepted-on", "..2024-11-20"], "1"),
    (["--amount", "1000..50000"], "2"),
    (["--amount", "..1000"], ""),
    (["--party", "欧阳"], "2"),
    (["--outcome", "成功"], "2"),
    (["--missing", "outcome"], "1"),
    (["--missing", "调解结果", "--missing", "amount"], "1"),
    (["--incomplete"], "1 2"),
    (["--case-no", "〔2024〕1"], "1"),
    (["--sort", "-accepted-on"], "2 1"),
    (["--limit", "1"], "1"),
]


@pytest.mark.parametrize("options, numbers", FILTERS)
def test_lists_are_filtered_on_any_field(two_cases: Run, options: list[str], numbers: str) -> None:
    found = json.loads(two_cases("dispute", "list", "--format", "json", *options).out)
    assert " ".join(row["case_no"][8:-1] for row in found) == numbers


@pytest.mark.parametrize(
    "options, says",
    [
        (["--amount", "12x"], "--amount 的条件“12x”看不懂"),
        (["--category", "邻理"], "最接近的是：邻里"),
        (["--accepted-on", "十三月"], "十三月"),
        (["--missing", "outcom"], "没有“outcom”这一项"),
        (["--sort", "nothing"], "没有“nothing”这一项"),
    ],
)
def test_a_condition_that_cannot_be_read_is_refused(two_cases: Run, options: list[str], says: str) -> None:
    answer = two_cases("dispute", "list", *options)
    assert answer.code == 2
    assert says in answer.err


@pytest.fixture
def private(desk: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Enter a case with an ID number, a phone and a matter, through standard input."""
    said = {
        "accepted_on": TODAY,
        "类别": "邻里",
        "summary": "张三家的水渠",
        "party": [{"role": "applicant", "姓名": "张三", "id_no": "11010519491231002X", "联系电话": "13800138000"}],
    }
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(said, ensure_ascii=False)))
    answer = desk("dispute", "add", "--json", "-")
    assert answer.code == 0, answer.err
    return desk


SECRETS = ("11010519491231002X", "13800138000")


def test_own_screen_masks_numbers_and_show_logs_the_phone(private: Run) -> None:
    listed = private("dispute", "list").out
    assert "张三" in listed
    assert not any(secret in listed for secret in SECRETS)
    shown = private("dispute", "show", "1").out
    assert "13800138000" in shown
    assert "110105********002X" in shown
    assert "dispute show" in private("log", "--limit", "1").out


def test_files_that_leave_carry_masked_names_and_no_numbers(private: Run, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    assert private("dispute", "list", "--to", str(target)).code == 0
    text = target.read_text("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(text)))
    assert row["当事人1姓名"] == "张某"
    assert not any(word in text for word in (*SECRETS, "张三", "水渠", "证件号码", "联系电话"))
    assert private("dispute", "list", "--to", str(target)).code == 5


def test_a_revealed_file_says_why_in_the_log(private: Run, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    assert private("dispute", "list", "--to", str(target), "--reveal", "移交档案馆").code == 0
    assert all(word in target.read_text("utf-8-sig") for word in (*SECRETS, "张三", "水渠"))
    assert "移交档案馆" in private("log", "--limit", "1").out


def test_a_secret_has_no_place_on_a_command_line(desk: Run) -> None:
    answer = desk(
        "dispute", "add", "--accepted-on", TODAY, "--category", "邻里", "--party", "申请人=张三, phone=13800138000"
    )
    assert answer.code == 2
    assert "13800138000" not in answer.err
    assert "不能写在命令行里" in answer.err


@pytest.mark.parametrize("said", ["", "[1]", "{", '{"party": "张三"}', '{"nothing": 1}'])
def test_standard_input_that_is_no_record_is_refused(desk: Run, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(said))
    assert desk("dispute", "add", "--json", "-").code == 2


def test_edit_keeps_what_it_does_not_name(two_cases: Run) -> None:
    answer = two_cases(
        "dispute", "edit", "1", "--amount", "1,234.5", "--party", "2: name=李四四", "--add", "当事人", "第三人=赵六"
    )
    assert answer.code == 0, answer.err
    shown = two_cases("dispute", "show", "1").out
    for text in ("1,234.50", "申请人 张三", "被申请人 李四四", "第三人 赵六", "邻里"):
        assert text in shown
    assert two_cases("dispute", "edit", "1", "--drop", "party", "3", "--clear", "amount").code == 0
    shown = two_cases("dispute", "show", "1").out
    assert "赵六" not in shown
    assert "1,234.50" not in shown


@pytest.mark.parametrize(
    "options, code, says",
    [
        ([], 2, "没有变化"),
        (["--category", "邻里"], 2, "没有变化"),
        (["--clear", "category"], 2, "必填，不能清空"),
        (["--drop", "party", "9"], 2, "没有第 9 项（共 2 项）"),
        (["--add", "amount", "3"], 2, "只有一个值"),
        (["--people", "-1"], 4, "涉及人数"),
        (["--seen", "1", "--people", "3"], 5, "湟调〔2024〕1号 已在你查看之后被 王芳"),
        (["--people", "3", "--clerk", "李二"], 2, "须写明理由"),
    ],
)
def test_edits_that_are_refused(two_cases: Run, options: list[str], code: int, says: str) -> None:
    before = two_cases("dispute", "history", "1").out
    answer = two_cases("dispute", "edit", "1", *options)
    assert (answer.code, answer.out) == (code, "")
    assert says in answer.err
    assert two_cases("dispute", "history", "1").out == before


def test_close_requires_what_closing_requires(two_cases: Run) -> None:
    answer = two_cases("dispute", "close", "1")
    assert answer.code == 4
    assert "结案必须填写调解结果（--outcome）" in answer.err
    assert two_cases("dispute", "close", "1", "--outcome", "open", "--mediated-on", TODAY).code == 4
    assert two_cases("dispute", "close", "1", "--outcome", "成功", "--mediated-on", "2024-11-19").code == 4
    assert (
        "已结案 湟调〔2024〕1号" in two_cases("dispute", "close", "1", "--outcome", "成功", "--mediated-on", TODAY).out
    )


def test_history_tells_who_changed_what_and_why(two_cases: Run) -> None:
    assert two_cases("dispute", "edit", "1", "--people", "3", "--clerk", "李二", "--reason", "漏填").code == 0
    assert two_cases("dispute", "edit", "1", "--people", "4").code == 0
    assert two_cases("dispute", "retract", "1", "--reason", "误登").code == 0
    told = two_cases("dispute", "history", "1").out
    assert [line.split("  ")[2:] for line in told.splitlines() if line.startswith("第")] == [
        ["王芳", "dispute add"],
        ["李二", "dispute edit", "漏填"],
        ["王芳", "dispute edit", "更正"],
        ["王芳", "dispute retract", "误登"],
    ]
    assert "涉及人数：3 人 -> 4 人" in told


def test_retract_wants_a_reason_and_ties_a_duplicate(two_cases: Run) -> None:
    assert two_cases("dispute", "retract", "2").code == 2
    assert two_cases("dispute", "retract", "2", "--duplicate-of", "2").code == 2
    assert two_cases("dispute", "retract", "2", "--duplicate-of", "1").code == 0
    assert two_cases("dispute", "show", "2").code == 3
    assert "关联（重复登记）：纠纷 湟调〔2024〕2号（已撤销）" in two_cases("dispute", "show", "1").out
    assert two_cases("undo").code == 0
    assert "关联" not in two_cases("dispute", "show", "1").out
    assert two_cases("dispute", "show", "2").code == 0


def test_links_are_seen_from_both_ends_and_made_once(two_cases: Run) -> None:
    assert two_cases("dispute", "link", "1", "2", "--kind", "follows").code == 0
    assert two_cases("dispute", "link", "2", "1", "--kind", "由此引出").code == 5
    assert "关联（由此引出）：纠纷 湟调〔2024〕2号" in two_cases("dispute", "show", "1").out
    assert "关联（由此引出）：纠纷 湟调〔2024〕1号" in two_cases("dispute", "show", "2").out
    assert two_cases("dispute", "link", "1", "1").code == 2
    assert two_cases("dispute", "link", "1", "2", "--kind", "x").code == 2
