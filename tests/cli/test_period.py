"""Closing, late entries, restating and differences, as a clerk meets them."""

import json
import re

import pytest

from desk import Run

LATE = (
    "dispute",
    "add",
    "--accepted-on",
    "2024-10-20",
    "--category",
    "邻里",
    "--outcome",
    "settled",
    "--mediated-on",
    "2024-10-21",
)


@pytest.fixture
def closed(desk: Run) -> Run:
    """Enter two disputes of October, then close it."""
    for day in ("2024-10-08", "2024-10-09"):
        added = desk(
            "dispute",
            "add",
            "--accepted-on",
            day,
            "--category",
            "合同",
            "--outcome",
            "settled",
            "--mediated-on",
            day,
            "--force",
        )
        assert added.code == 0, added.err
    answer = desk("period", "close", "2024-10", "--line", "dispute")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == "已结账 2024年10月：纠纷（填写人 王芳，第 4 笔）。此后的补录只计入更正后的数字。\n"
    return desk


def settled(run: Run, *more: str) -> tuple[int, str]:
    """Return the figure of October and the last line of the answer."""
    words = ("stats", "dispute", "--month", "2024-10", "--indicator", "dispute.settled", *more)
    figure = json.loads(run(*words, "--format", "json").out)[0]["numerator"]
    return figure, run(*words).out.splitlines()[-1]


def test_a_late_entry_needs_a_reason_says_so_and_counts_as_corrected_only(closed: Run) -> None:
    refused = closed(*LATE)
    assert (refused.code, refused.out) == (2, "")
    assert "加 --reason 理由" in refused.err
    saved = closed(*LATE, "--reason", "漏录")
    assert saved.code == 0
    assert "已结账：本次写入记为结账后写入，只计入更正后的数字" in saved.err
    assert settled(closed) == (2, "上报数。纠纷 2024年10月结账后有 1 笔写入涉及，更正后的数字加 --corrected。")
    assert settled(closed, "--corrected") == (3, "更正后的数字：含纠纷 2024年10月结账后的 1 笔写入。")
    assert closed("why", "dispute.settled", "--month", "2024-10").out.splitlines()[0].endswith("：2 件")
    assert closed("why", "dispute.settled", "--month", "2024-10", "--corrected").out.splitlines()[0].endswith("：3 件")


def test_a_year_is_opened_as_it_is_printed_with_the_records_written_since(closed: Run) -> None:
    for day in ("2024-11-04", "2024-11-05"):
        added = ("dispute", "add", "--accepted-on", day, "--category", "邻里", "--outcome", "failed", "--mediated-on", day)
        assert closed(*added, "--force").code == 0
    before = closed("why", "dispute.settled", "--year", "2024").out.splitlines()
    closed(*LATE, "--reason", "漏录")
    closed("dispute", "retract", "1", "--reason", "登重")
    printed = json.loads(
        closed("stats", "dispute", "--year", "2024", "--indicator", "dispute.settled", "--format", "json").out
    )[0]["numerator"]
    said = closed("why", "dispute.settled", "--year", "2024").out.splitlines()
    assert said[0] == before[0]
    assert said[0].endswith(f"：{printed} 件")
    assert said[1] == "上报数。按现在的台账为 2 件（更正后），差异逐件如下："
    assert said[2] == "  补录 +1（1 件）"
    assert re.match("    湟调〔2024〕5号  第 7 笔 .* 王芳 dispute add：漏录$", said[3])
    assert said[4] == "  撤销登记 -1（1 件）"
    assert re.match("    湟调〔2024〕1号  第 8 笔 .* 王芳 dispute retract：登重$", said[5])
    assert said[6] == "以下是现在的台账所计入的："
    assert said[7:9] == before[1:3]
    corrected = closed("why", "dispute.settled", "--year", "2024", "--corrected").out.splitlines()
    assert corrected[1:] == said[7:]
    assert "差异" not in corrected[0] + before[1]


def test_a_rate_is_opened_as_it_is_printed_too(closed: Run) -> None:
    closed(*LATE, "--reason", "漏录")
    said = closed("why", "dispute.success_rate", "--year", "2024", "--lang", "en").out.splitlines()
    assert said[0].endswith(": 2/2 = 100.0%")
    assert said[1:3] == ["As reported. The ledger now counts 3/3 = 100.0% (corrected); record by record:", ""]
    assert [line for line in said if line.startswith(("numerator ", "denominator ")) and "→" in line] == [
        "numerator 2 → 3, difference +1:",
        "denominator 2 → 3, difference +1:",
    ]


def test_charts_of_a_closed_month_make_up_what_was_reported(closed: Run) -> None:
    for day in ("2024-11-04", "2024-11-05"):
        assert closed("dispute", "add", "--accepted-on", day, "--category", "邻里", "--force").code == 0
    closed(*LATE, "--reason", "漏录")
    assert closed("dispute", "edit", "1", "--category", "邻里", "--reason", "登错").code == 0
    assert closed("dispute", "retract", "2", "--reason", "登重").code == 0
    out = re.sub(r"\s+", " ", closed("report", "annual", "2024").out)
    bars = out[out.index("受理矛盾纠纷：按纠纷类别") :]
    assert re.match("受理矛盾纠纷：按纠纷类别（件） (合同|邻里) 2 [^\\d]+ (合同|邻里) 2 ", bars), bars[:80]


def test_the_difference_names_its_records(closed: Run) -> None:
    closed(*LATE, "--reason", "漏录")
    out = closed("diff", "dispute.settled", "2024-10", "--reported", "--now").out.splitlines()
    assert out[3:5] == ["相差 +1，逐项如下：", "  补录 +1（1 件）"]
    assert out[5].startswith("    湟调〔2024〕3号  第 5 笔 ")
    assert out[5].endswith(" 王芳 dispute add：漏录")
    rows = json.loads(
        closed("diff", "dispute.settled/2024-10@4", "dispute.settled/2024-10@now", "--format", "json").out
    )
    assert [(row["cause"], row["record"], row["delta"], row["tx"]) for row in rows] == [
        ("late", "湟调〔2024〕3号", 1, 5)
    ]


def test_edits_retractions_and_undo_in_a_closed_month(closed: Run) -> None:
    assert closed("dispute", "edit", "1", "--outcome", "failed").code == 2
    assert closed("dispute", "edit", "1", "--outcome", "failed", "--reason", "改判").code == 0
    assert closed("dispute", "edit", "2", "--mediator", "李明").code == 0
    assert closed("dispute", "retract", "2", "--reason", "登重").code == 0
    behind = closed("undo", "3", "--reason", "登错")
    assert behind.code == 5
    assert closed("undo", "4").code == 5
    said = closed("diff", "dispute.settled", "2024-10", "--reported", "--now", "--lang", "en").out
    assert "corrected out of it -1 (1 record)" in said
    assert "retracted -1 (1 record)" in said
    assert settled(closed)[0] == 2


def test_reopening_and_restating(closed: Run) -> None:
    closed(*LATE, "--reason", "漏录")
    assert closed("period", "close", "2024-10", "--line", "dispute").code == 5
    assert closed("period", "restate", "2024-10", "--reason", "漏报").code == 2
    assert closed("period", "reopen", "2024-10").code == 2
    assert closed("period", "reopen", "2024-10", "--reason", "核查").code == 0
    assert closed("period", "close", "2024-10", "--line", "dispute").code == 5
    restated = closed("period", "restate", "2024-10", "--reason", "漏报一件", "--approved-by", "李局长")
    assert "纠纷 调处成功：2 → 3（第 1 版 → 第 2 版）" in restated.out.splitlines()
    assert settled(closed)[0] == 3
    assert settled(closed, "--as-of", "4")[0] == 2
    rows = json.loads(closed("period", "list", "--all", "--format", "json").out)
    assert [(row["version"], row["tx"], row["state"]) for row in rows] == [(1, 4, "已重开"), (2, 7, "已结账")]
    assert closed("period", "restate", "2024-10", "--reason", "再报", "--approved-by", "李局长").code == 5


def test_the_list_shows_who_opened_a_month_again_and_which_are_open(closed: Run) -> None:
    closed("period", "reopen", "2024-10", "--reason", "核查", "--clerk", "李明")
    (row,) = json.loads(closed("period", "list", "--format", "json").out)
    assert (row["state"], row["tx"], row["clerk"]) == ("已重开", 4, "王芳")
    assert re.fullmatch(r"第 5 笔 [-\d]{10} [:\d]{5} 李明 重开：核查", row["why"])
    assert closed("period", "list").out.splitlines()[-1] == "纠纷未结账：2024年1—9月"
    later = closed("period", "list", "--today", "2026-02-10").out.splitlines()[-1]
    assert later == "纠纷未结账：2024年1—9月、2024年11月—2026年1月"


@pytest.mark.parametrize(
    "asked, total, remark",
    [
        (("--month", "2024-10", "--by", "category"), 2, "上报数。"),
        (("--year", "2024", "--by", "category"), 3, "更正后的数字："),
        (("--year", "2024", "--by", "category", "--by", "month"), 3, "更正后的数字："),
        (("--year", "2024", "--by", "office"), 2, "上报数。"),
        (("--year", "2024", "--category", "邻里"), 1, "更正后的数字："),
        (("--month", "2024-10", "--category", "邻里"), 0, "上报数。"),
    ],
)
def test_groups_make_up_their_total_and_the_remark_says_which_they_are(
    closed: Run, asked: tuple[str, ...], total: int, remark: str
) -> None:
    closed(*LATE, "--reason", "漏录")
    words = ("stats", "dispute", "--indicator", "dispute.settled", *asked)
    lines = closed(*words).out.splitlines()
    assert lines[-1].startswith(remark)
    numbers = [[int(word) for word in line.split()[1:] if word.isdecimal()] for line in lines[:-1]]
    if "--by" in asked:
        columns = [row for row in numbers if row]
        assert columns[-1][-1] == sum(row[-1] for row in columns[:-1]) == total
    else:
        assert next(row[0] for row in numbers if row) == total


def test_an_edit_that_only_moves_a_case_between_groups_is_told(closed: Run) -> None:
    asked = ("stats", "dispute", "--month", "2024-10", "--by", "category", "--indicator", "dispute.settled")
    assert "上报" not in closed(*asked).out
    assert closed("dispute", "edit", "1", "--category", "邻里").code == 0
    lines = closed(*asked).out.splitlines()
    assert lines[3].split()[:2] == ["合同", "2"]
    assert lines[-1] == "上报时（第 4 笔）的数字；其后有记录改过，现在的加 --corrected。"
    assert "上报" not in closed(*asked, "--corrected").out
    assert "上报" not in closed(*asked, "--as-of", "4").out


def test_nobody_is_told_of_a_figure_that_reads_as_it_did(closed: Run) -> None:
    figures = ("--figure", "dispute.days_to_settle 2024-10", "--figure", "dispute.settled 2024-10")
    assert closed("given", "add", "--to", "区委政法委", "--via", "电话", *figures).code == 0
    same_days = ("--accepted-on", "2024-10-20", "--mediated-on", "2024-10-20", "--category", "邻里", "--outcome", "settled")
    assert closed("dispute", "add", *same_days, "--reason", "漏录").code == 0
    restated = closed("period", "restate", "2024-10", "--reason", "漏录", "--approved-by", "李局长").out
    assert "纠纷 平均调解天数：0/2 → 0/3（第 1 版 → 第 2 版）" in restated.splitlines()
    told = restated.split("，电话）：\n")[1].splitlines()
    assert told[0] == "  调处成功 2024年10月 2 件，现为 3 件"
    assert not any("平均调解天数" in line for line in told)
    rows = json.loads(closed("given", "list", "--format", "json").out)
    assert {row["figure"]: row["now"] for row in rows} == {"平均调解天数": "相同", "调处成功": "3 件"}


def test_as_of_is_what_was_known_then(closed: Run) -> None:
    closed("dispute", "edit", "1", "--category", "邻里")
    assert "合同" in closed("dispute", "show", "1", "--as-of", "2").out
    listed = closed("dispute", "list", "--as-of", "2").out
    assert "共 1 件" in listed
    assert "当时的数字：第 2 笔（" in listed
    assert settled(closed, "--as-of", "2")[0] == 1
    assert "：1 件" in closed("why", "dispute.settled", "--month", "2024-10", "--as-of", "2").out.splitlines()[0]


def test_a_failing_check_keeps_a_month_open(desk: Run) -> None:
    import os
    from datetime import date

    from xcli.domain.pages.dispute import Dispute
    from xcli.ledger.journal import Act
    from xcli.ledger.ledger import open_ledger

    wrong = {
        "accepted_on": date(2024, 10, 9),
        "mediated_on": date(2024, 10, 1),
        "outcome": "settled",
        "category": "other",
    }
    with open_ledger(os.environ["XCLI_DB"]).writing(Act("王芳", "plant")) as writer:
        writer.add(Dispute, wrong)
    answer = desk("period", "close", "2024-10")
    assert answer.code == 7
    assert "不符  纠纷：调解日期早于受理日期：1 件（dispute.mediated-before-accepted）" in answer.out
    assert json.loads(desk("period", "list", "--format", "json").out) == []


WRONG = [
    (["period", "close", "2024-13"], 2, "不是月份"),
    (["period", "close", "2024-11"], 2, "才过完"),
    (["period", "close", "2024-10", "--line", "天气"], 3, "没有业务"),
    (["period", "reopen", "2024-09", "--line", "dispute", "--reason", "x"], 5, "没有结账"),
    (["period", "restate", "2024-09", "--reason", "x", "--approved-by", "李"], 5, "没有结账"),
    (["stats", "dispute", "--as-of", "99"], 3, "没有第 99 笔"),
    (["stats", "dispute", "--as-of", "昨天早上"], 2, "看不懂"),
    (["stats", "dispute", "--as-of", "2001-01-01"], 3, "还没有任何记录"),
    (["diff"], 2, "要比哪两个数"),
    (["diff", "dispute.settled", "2024-10"], 2, "要比哪两个数"),
    (["diff", "dispute.settled", "2024-09", "--reported", "--now"], 5, "没有结账"),
    (["diff", "dispute.settled", "2024-07", "2024-08", "2024-09"], 2, "一次只能比两个数"),
    (["diff", "dispute.settled@1", "dispute.accepted@2"], 2, "是两个指标"),
    (["diff", "dispute.settled", "2024-10", "--version", "1", "--version", "7"], 2, "没有口径第 7 版"),
    (["diff", "dispute.settled", "--office", "甲所", "--office", "乙所"], 2, "看不懂"),
    (["diff", "结婚率", "--as-of", "1"], 3, "没有指标"),
]


@pytest.mark.parametrize("arguments, code, says", WRONG)
def test_wrong_calls(closed: Run, arguments: list[str], code: int, says: str) -> None:
    answer = closed(*arguments)
    assert (answer.code, answer.out) == (code, "")
    assert says in answer.err
    assert len(answer.err.splitlines()) == 1


@pytest.mark.parametrize("arguments", [["period"], ["period", "close"], ["period", "restate"], ["diff"]])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_help_fits_the_screen(run: Run, arguments: list[str], language: str) -> None:
    from xcli.report.width import display_width

    out = run(*arguments, "--help", "--lang", language).out
    assert max(map(display_width, out.splitlines())) <= 80
