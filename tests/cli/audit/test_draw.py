"""The draw as a clerk makes it, and as anyone verifies it."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from desk import Run

SCRIPT = Path(__file__).parents[2] / "domain" / "audit" / "repeat_draw.py"
DRAW = ("audit", "draw", "--n", "8", "--by", "单位", "--min", "1", "--seed", "双色球 2024150 期 03")


def drawn(desk: Run) -> list[str]:
    rows = desk("audit", "list", "--format", "tsv").out.splitlines()
    head = rows[0].split("\t")
    names = [head.index(name) for name in ("被评查单位", "案卷文号")]
    return ["\t".join(row.split("\t")[n] for n in names) for row in rows[1:]]


def test_a_draw_opens_a_review_of_each_file(frozen: Run, tmp_path: Path) -> None:
    answer = frozen(*DRAW)
    assert [line.split()[1:] for line in answer.out.splitlines()[3:6]] == [["6", "2"], ["12", "5"], ["2", "1"]]
    assert "从 20 卷中抽取 8 卷，种子“双色球 2024150 期 03”" in answer.out
    frozen("audit", "frame", "show", "--lines", "--to", str(tmp_path / "frame.txt"))
    words = [str(tmp_path / "frame.txt"), "双色球 2024150 期 03", "8", "--by", "1", "--min", "1"]
    repeated = subprocess.run([sys.executable, str(SCRIPT), *words], capture_output=True, check=True)
    assert sorted(drawn(frozen)) == sorted(repeated.stdout.decode().splitlines())
    assert "8 卷与记录和评查台账全部一致" in frozen("audit", "draw", "verify").out
    shown = frozen("audit", "show", drawn(frozen)[0].split("\t")[1]).out
    assert "随机抽取" in shown


@pytest.mark.parametrize(
    ("change", "code", "says"),
    [
        (("--n", "21"), 2, "可抽的只有 20 卷，抽不出 21 卷"),
        (("--min", "3"), 2, "每组至少 3 卷，而气象局 2"),
        (("--n", "5", "--min", "2"), 2, "共 6 卷，多于 --n 的 5 卷"),
        (("--n", "0"), 2, "--n"),
        (("--seed", " "), 2, "抽取要写明数量和种子"),
        (("--by", "金额"), 2, "不能按“金额”分层，可选：按单位、按程序"),
        (("--exclude", "气罚〔2024〕1号"), 2, "要写明理由"),
        (("--exclude", "气罚〔2024〕77号=没有"), 3, "名册里没有案卷"),
        (("--round", "2023"), 3, "没有 2023 的评查名册"),
        (("--seed", "字" * 201), 4, "种子"),
    ],
)
def test_a_draw_that_cannot_be_made_leaves_nothing(frozen: Run, change: tuple[str, ...], code: int, says: str) -> None:
    answer = frozen(*DRAW, *change)
    assert (answer.code, answer.out) == (code, "")
    assert says in answer.err
    assert frozen("audit", "draw", "list").out.splitlines()[-1] == "（没有记录）"


def test_there_is_no_draw_before_the_frame_is_frozen(framed: Run) -> None:
    answer = framed(*DRAW)
    assert (answer.code, "先冻结并公布摘要" in answer.err) == (5, True)
    assert framed("audit", "draw").code == 2


def test_a_second_draw_needs_a_reason_and_stands_beside_the_first(frozen: Run) -> None:
    frozen(*DRAW)
    first = drawn(frozen)
    again = frozen(*DRAW)
    assert (again.code, "已于 2024-11-24 抽取 8 卷" in again.err) == (5, True)
    assert drawn(frozen) == first
    assert frozen("audit", "draw", "--n", "2", "--seed", "b", "--reason", "两卷调不到").code == 0
    assert len(set(drawn(frozen))) == len(drawn(frozen)) == 10
    listed = frozen("audit", "draw", "list").out
    assert "双色球 2024150 期 03" in listed
    assert "两卷调不到" in listed
    assert "已在本轮评查 8 卷" in listed
    assert frozen("audit", "draw", "verify").code == 0
    assert frozen("db", "verify").code == 0


def test_a_file_left_out_is_not_drawn_and_its_reason_is_kept(frozen: Run) -> None:
    frozen("audit", "draw", "--n", "19", "--seed", "b", "--exclude", "气罚〔2024〕2号=已移送法院")
    assert "气象局\t气罚〔2024〕2号" not in drawn(frozen)
    assert "气罚〔2024〕2号（已移送法院）" in frozen("audit", "draw", "list").out
    assert frozen("audit", "draw", "verify").code == 0


def test_a_draw_is_not_undone(frozen: Run) -> None:
    frozen(*DRAW)
    answer = frozen("undo")
    assert (answer.code, "抽取记录一经写定" in answer.err) == (5, True)
    assert len(drawn(frozen)) == 8


def test_an_arranged_list_is_found(frozen: Run) -> None:
    frozen(*DRAW)
    department, number = drawn(frozen)[0].split("\t")
    assert frozen("audit", "retract", number, "--reason", "不想评").code == 0
    added = ("--round", "2024", "--department", department, "--file-no", "乙1号", "--draw", "随机", "--drawn-on", "2024-11-24")
    assert frozen("audit", "add", *added).code == 0
    answer = frozen("audit", "draw", "verify")
    assert answer.code == 7
    assert f"{department} {number}：抽中而不在评查台账" in answer.out
    assert f"{department} 乙1号：登记为随机抽取而没有被抽中" in answer.out


def test_a_frame_changed_behind_the_program_is_found(frozen: Run, tmp_path: Path) -> None:
    frozen(*DRAW)
    with sqlite3.connect(tmp_path / "ledger.db") as file:
        file.execute("UPDATE audit_entry SET file_no = file_no || 'x'")
    file.close()
    answer = frozen("audit", "draw", "verify")
    assert (answer.code, "名册与冻结时的摘要不符" in answer.out) == (7, True)


def test_english(frozen: Run) -> None:
    answer = frozen("--lang", "en", *DRAW)
    assert "2024, draw 1: 8 files of 20, seed" in answer.out
    assert "all 8 files are those on record" in frozen("--lang", "en", "audit", "draw", "verify").out
    assert "Usage: xcli audit draw [options]" in frozen("--lang", "en", "audit", "draw", "--help").out
    assert "xcli audit draw [选项]" in frozen("案卷评查", "抽取", "--帮助").out
