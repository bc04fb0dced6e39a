"""Schemes: from TOML or a sheet, whole or not at all, by version."""

from pathlib import Path

import pytest

from desk import Run
from reviewwork import PANEL

SMALL = """
title = "小标准"
[limits]
excellent = 95
pass = 70
[[item]]
no = "1"
class = "程序"
title = "程序合法"
points = 60
deductions = [{ for = "超期", points = 5 }]
[[item]]
no = "2"
class = "documents"
title = "文书规范"
points = 40
[[item]]
no = "3"
class = "transfer"
title = "应移送未移送"
veto = "fail"
"""


def imported(desk: Run, tmp_path: Path, text: str) -> tuple[int, str]:
    (tmp_path / "scheme.toml").write_text(text, encoding="utf-8")
    answer = desk("audit", "scheme", "import", str(tmp_path / "scheme.toml"))
    return answer.code, answer.out + answer.err


def test_versions_follow_one_another(desk: Run, tmp_path: Path) -> None:
    assert "行政处罚案卷评查通用标准" in desk("audit", "scheme", "list").out
    assert imported(desk, tmp_path, SMALL) == (0, "已存 小标准 第1版：3 项，100 分，分数线 95/70。以后分配的轮次用它。\n")
    assert "没有另存" in imported(desk, tmp_path, SMALL)[1]
    assert "第2版" in imported(desk, tmp_path, SMALL.replace("excellent = 95", "excellent = 90"))[1]
    assert "90" in desk("audit", "scheme", "show", "小标准").out
    assert "95" in desk("audit", "scheme", "show", "小标准", "--version", "1").out
    assert desk("audit", "scheme", "show", "小标准", "--version", "3").code == 3


WRONG = [
    ("points = 60", "points = 50", "合计 90 分，不是 100 分"),
    ("pass = 70", "pass = 95", "分数线重叠：优秀 95 分起，合格 95 分起"),
    ("pass = 70", "good = 96\npass = 70", "分数线重叠：优秀 95 分起，良好 96 分起"),
    ("pass = 70", "", "合格线"),
    ('no = "2"', 'no = "1"', "序号 1 用了两次"),
    ('veto = "fail"', "", "3 既没有分值，又不是否决项"),
    ('veto = "fail"', 'veto = "罚款"', "一票否决"),
    ('class = "程序"', 'class = "别的"', "项目第 1 条"),
    ("points = 5 }", "points = 61 }", "多于该项分值"),
    ('title = "文书规范"', "", "项目第 2 条缺少评查内容"),
    ('title = "文书规范"', 'title = "文书规范"\nweight = 3', "不认得“weight”"),
    ("[limits]", "[limits", "不是 TOML"),
]


@pytest.mark.parametrize(("good", "bad", "says"), WRONG, ids=[says for *_, says in WRONG])
def test_a_scheme_that_does_not_hold_together(desk: Run, tmp_path: Path, good: str, bad: str, says: str) -> None:
    code, said = imported(desk, tmp_path, SMALL.replace(good, bad, 1))
    assert (code, says in said) == (4, True), said
    assert "小标准" not in desk("audit", "scheme", "list").out


def test_all_that_is_wrong_is_said_at_once(desk: Run, tmp_path: Path) -> None:
    _, said = imported(desk, tmp_path, SMALL.replace("points = 60", "points = 50").replace("pass = 70", "pass = 96"))
    assert "不是 100 分" in said
    assert "分数线重叠" in said


def test_a_sheet_that_was_written_comes_back_the_same(desk: Run, tmp_path: Path) -> None:
    imported(desk, tmp_path, SMALL)
    assert desk("audit", "scheme", "show", "--to", str(tmp_path / "scheme.xlsx")).code == 0
    again = desk("audit", "scheme", "import", str(tmp_path / "scheme.xlsx"), "--title", "小标准")
    assert "没有另存" in again.out, again.out + again.err


def test_an_old_round_keeps_its_scheme(drawn: Run, tmp_path: Path) -> None:
    imported(drawn, tmp_path, SMALL)
    drawn("audit", "sheets", *PANEL, "--to", str(tmp_path / "sheets"))
    imported(drawn, tmp_path, SMALL.replace("excellent = 95", "excellent = 99"))
    person = drawn("audit", "score", "气罚", "--by", "无此人", "--clean").err.split("分给了 ")[1].strip().strip("。")
    drawn("audit", "score", "气罚", "--by", person, "--off", "2=3", "--clean")
    shown = drawn("audit", "show", "气罚").out
    assert "小标准 第1版" in shown
    assert "优秀" in shown
    used = drawn("undo", "6")
    assert (used.code, "有轮次在用这一版方案" in used.err or "又改动过" in used.err) == (5, True)


def test_there_is_no_such_file_or_scheme(desk: Run) -> None:
    assert desk("audit", "scheme", "import", "没有.toml").code == 3
    assert desk("audit", "scheme", "import", "没有.xlsx").code == 3
    assert desk("audit", "scheme", "show", "没有").code == 3
