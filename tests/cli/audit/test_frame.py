"""The frame of a round: imported whole or not at all, frozen, and then as it is."""

import hashlib
from pathlib import Path

import pytest

from desk import Answer, Run

HEAD = "执法单位,处罚决定书文号,处罚程序,处罚日期,罚款金额（元）\n"
ONE = "气象局,气罚〔2024〕9号,普通程序,2024-05-06,500\n"


def imported(desk: Run, tmp_path: Path, text: str, *more: str) -> Answer:
    (tmp_path / "more.csv").write_text(text, encoding="utf-8")
    return desk("audit", "frame", "import", str(tmp_path / "more.csv"), "--round", "2024", *more)


def counted(desk: Run) -> str:
    return desk("audit", "frame", "show").out.splitlines()[-2].split()[-1]


def test_the_departments_lists_make_a_frame(framed: Run, tmp_path: Path) -> None:
    assert counted(framed) == "20"
    assert imported(framed, tmp_path, HEAD + ONE).out.startswith("已导入 1 个单位的 1 卷")
    assert counted(framed) == "21"
    assert framed("撤回").code == 0
    assert counted(framed) == "20"


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("气象局,气罚〔2024〕1号,普通程序,2024-05-06,500\n", "more.csv】第 3 行 案卷文号“气罚〔2024〕1号”：名册里已有"),
        (ONE.replace("〔2024〕9号", "[2024]9"), "与 more.csv 第 2 行重复"),
        (",气罚〔2024〕8号,普通程序,2024-05-06,500\n", "第 3 行 A 列 执法单位：缺少"),
        ("气象局,,普通程序,2024-05-06,500\n", "第 3 行 B 列 处罚决定书文号：缺少"),
        ("气象局,气罚〔2024〕8号,普通程序,2024-13-06,500\n", "第 3 行 D 列 处罚日期“2024-13-06”"),
        ("气象局,气罚〔2024〕8号,普通程序,2024-12-06,500\n", "日期在今天之后"),
        ("气象局,气罚〔2024〕8号,私了,2024-05-06,500\n", "第 3 行 C 列 处罚程序“私了”"),
        ("气象局,气罚〔2024〕8号,普通程序,2024-05-06,很多\n", "第 3 行 E 列 罚款金额（元）“很多”"),
    ],
)  # fmt: skip
def test_a_wrong_row_keeps_the_whole_list_out(framed: Run, tmp_path: Path, row: str, says: str) -> None:
    answer = imported(framed, tmp_path, HEAD + ONE + row)
    assert answer.code == 4
    assert says in answer.out
    assert "没有保存：1 处不对" in answer.err
    assert counted(framed) == "20"


def test_all_that_is_wrong_is_said_at_once(framed: Run, tmp_path: Path) -> None:
    wrong = HEAD + ONE + ONE + ",,普通程序,昨天,500\n"
    answer = imported(framed, tmp_path, wrong)
    assert "没有保存：4 处不对" in answer.err
    assert len(answer.out.splitlines()) == 4


def test_a_sheet_without_the_columns_is_refused(framed: Run, tmp_path: Path) -> None:
    answer = imported(framed, tmp_path, "甲,乙\n1,2\n")
    assert (answer.code, counted(framed)) == (4, "20")
    assert "被评查单位、案卷文号" in answer.err


def test_the_printed_lines_are_what_is_digested(frozen: Run, tmp_path: Path) -> None:
    assert frozen("audit", "frame", "show", "--lines", "--to", str(tmp_path / "frame.txt")).code == 0
    raw = (tmp_path / "frame.txt").read_bytes()
    assert hashlib.sha256(raw).hexdigest() in frozen("audit", "frame", "show").out.replace("\n", "")
    assert frozen("audit", "frame", "show", "--lines").out.encode() == raw


def test_a_frozen_frame_takes_nothing_and_gives_nothing_back(framed: Run, tmp_path: Path) -> None:
    imported(framed, tmp_path, HEAD + ONE)
    framed("audit", "frame", "freeze")
    frozen, digest = framed, framed("audit", "frame", "show").out.splitlines()[-1]
    again = imported(frozen, tmp_path, HEAD + ONE.replace("9", "8"))
    assert (again.code, "已于 2024-11-24 冻结" in again.err) == (5, True)
    assert (frozen("audit", "frame", "freeze").code, frozen("undo").code) == (5, 5)
    taken_back = frozen("undo", "3")
    assert (taken_back.code, "名册已冻结，不能再增减或修改" in taken_back.err) == (5, True)
    assert frozen("audit", "frame", "show").out.splitlines()[-1] == digest


def test_another_list_is_another_frame(frozen: Run, tmp_path: Path) -> None:
    assert imported(frozen, tmp_path, HEAD + ONE, "--new").code == 0
    assert counted(frozen) == "1"
    twice = imported(frozen, tmp_path, HEAD + ONE.replace("9", "7"), "--new")
    assert (twice.code, "第 2 份名册还没有冻结" in twice.err) == (5, True)


def test_an_empty_frame_is_not_frozen(desk: Run, tmp_path: Path) -> None:
    assert desk("audit", "frame", "freeze").code == 3
    imported(desk, tmp_path, HEAD)
    answer = desk("audit", "frame", "freeze")
    assert (answer.code, "没有案卷" in answer.err) == (5, True)


def test_the_frame_leaves_as_a_sheet_that_comes_back(framed: Run, tmp_path: Path) -> None:
    assert framed("audit", "frame", "show", "--to", str(tmp_path / "out.xlsx")).code == 0
    again = framed("audit", "frame", "import", str(tmp_path / "out.xlsx"), "--round", "另一轮")
    assert "已导入 3 个单位的 20 卷" in again.out
    lines = [framed("audit", "frame", "show", "--round", name, "--lines").out for name in ("2024", "另一轮")]
    assert lines[0] == lines[1]


def test_english(frozen: Run) -> None:
    assert "2024, frame 1" in frozen("audit", "frame", "show", "--lang", "en").out
    assert frozen("audit", "frame", "import", "nowhere.csv", "--round", "1", "--lang", "en").code == 3
