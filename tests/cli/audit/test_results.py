"""What a round came to, and what is to be mended."""

import pytest

from desk import Run
from reviewwork import FILE


def scored(desk: Run, *marks: str) -> None:
    """Let every reviewer read every file alike."""
    rows = desk("audit", "list", "--round", "2024", "--format", "tsv").out.splitlines()
    at = rows[0].split("\t").index("案卷文号")
    for number in (row.split("\t")[at] for row in rows[1:]):
        _, _, names = desk("audit", "score", number, "--by", "无此人", "--clean").err.partition("分给了 ")
        for person in names.strip().strip("。").split("、"):
            assert desk("audit", "score", number, "--by", person, "--clean", *marks).code == 0


@pytest.fixture
def done(shared_out: Run) -> Run:
    """Score all eight files, three points off each."""
    scored(shared_out, "--off", "3.3=2:未告知听证权", "--off", "6.2=1")
    return shared_out


def test_rates_stand_with_their_counts_and_intervals(done: Run) -> None:
    said = done("audit", "results").out
    assert "合格率：8/8 = 100.0%，抽自 20 卷；95% 置信区间 67.6%–100%" in said
    assert "平均 97.00 分，标准差 0.00，最低 97，最高 97" in said
    assert [line.split() for line in said.splitlines() if line.startswith(("程序", "文书"))] == [
        ["程序", "8", "8", "16"],
        ["文书", "8", "8", "8"],
    ]
    assert "pass rate: 8/8 = 100.0%, drawn from 20; 95% interval 67.6%–100%" in done("audit", "results", "--lang", "en").out


def test_files_entered_by_hand_speak_for_themselves_only(desk: Run) -> None:
    for n, score in ((1, "95"), (2, "55")):
        words = ("--round", "2023", "--department", "甲局", "--file-no", f"罚{n}号", "--reviewed-on", "2024-11-24")
        assert desk("audit", "add", *words, "--score", score).code == 0
    said = desk("audit", "results").out
    assert "合格率：1/2 = 50.0%\n" in said
    assert "置信区间" not in said


def test_one_round_against_another(done: Run) -> None:
    done("audit", "add", "--round", "2023", "--department", "气象局", "--file-no", "老1", "--reviewed-on", "2024-11-24", "--score", "85")
    said = done("audit", "results", "--against", "2023").out
    assert [line.split()[-2:] for line in said.splitlines() if line.startswith("优秀率  ")] == [["+100.0", "个百分点"]]
    assert done("audit", "results", "--against", "1999").code == 3


def test_departments_are_told_and_mend(done: Run) -> None:
    assert "16 项：未反馈 16" in done("audit", "rectify").out
    assert "已反馈 8 卷，其中 8 卷须在 2024-12-24 前整改" in done("audit", "rectify", "tell", "--due", "2024-12-24").out
    again = done("audit", "rectify", "tell", "--due", "2024-12-24")
    assert (again.code, "没有待反馈的案卷" in again.err) == (5, True)
    assert "2 项：整改中 2" in done("audit", "rectify", "--department", "气象局").out
    assert "已登记 1 卷整改完成" in done("audit", "rectify", "done", FILE).out
    assert "2 项：已完成 2" in done("audit", "rectify", "--department", "气象局").out
    twice = done("audit", "rectify", "done", FILE)
    assert (twice.code, "没有待完成的整改" in twice.err) == (5, True)
    assert "逾期 14" in done("audit", "rectify", "--today", "2025-01-01").out


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("tell", "--due", "2024-11-01"), 2, "已过"),
        (("tell", "--due", "月底"), 2, "不是日期"),
        (("tell", "--due", "2024-12-24", "--department", "乙局"), 3, "没有“乙局”的案卷"),
        (("tell", "--due", "2024-12-24", "--on", "2024-11-01"), 4, "反馈日期早于评查日期"),
        (("done", "没有的"), 3, "没有"),
    ],
)
def test_what_cannot_be_told(done: Run, words: tuple[str, ...], code: int, says: str) -> None:
    answer = done("audit", "rectify", *words)
    assert (answer.code, says in answer.err) == (code, True), answer.err
    assert "16 项：未反馈 16" in done("audit", "rectify").out
