"""Conversations on a terminal, with a real one between the clerk and the program."""

import os
import select
import signal
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from desk import TODAY, Run

pty = pytest.importorskip("pty", reason="Windows has no pseudo-terminals")
PROMPT = b": "
PATIENCE = 60


def converse(arguments: list[str], answers: list[str], environment: dict[str, str]) -> tuple[int, str]:
    """Run a command on a terminal and type an answer at each prompt; ^C interrupts."""
    child, terminal = pty.fork()
    if child == 0:
        # Started in the background, a shell lets its programs ignore ^C, and so would this one.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.environ.update(environment)
        os.execv(sys.executable, [sys.executable, "-m", "xcli", *arguments])
    said, seen, waiting, interrupts = b"", 0, list(answers), 0
    while True:
        # Python misses a Ctrl-C between its prompt and its first look at the keys; a clerk would press it again.
        while answers[-1:] == ["^C"] and not waiting and interrupts < 2:
            if select.select([terminal], [], [], 15)[0]:
                break
            interrupts += 1
            os.write(terminal, b"\x03")
        if not select.select([terminal], [], [], PATIENCE)[0]:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            pytest.fail(f"still waiting for an answer after:\n{said.decode('utf-8', 'replace')}\n{waiting}")
        try:
            piece = os.read(terminal, 65536)
        except OSError:
            break
        if not piece:
            break
        said += piece
        if waiting and said.endswith(PROMPT) and len(said) > seen:
            seen = len(said)
            answer = waiting.pop(0)
            if answer == "^C":
                # Between showing a prompt and waiting for keys a program may miss that it was interrupted.
                time.sleep(1)
            os.write(terminal, b"\x03" if answer == "^C" else answer.encode() + b"\r")
    os.close(terminal)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), said.decode("utf-8", "replace").replace("\r\n", "\n")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Name the desk's ledger to a process of its own."""
    return {
        "XCLI_DB": str(tmp_path / "ledger.db"),
        "XCLI_CLERK": "王芳",
        "XCLI_TODAY": TODAY,
        "TERM": "dumb",
        "LANG": "C.UTF-8",
        "INPUTRC": os.devnull,
        "PYTHONUTF8": "1",
    }


def test_seven_questions_enter_a_settled_dispute(desk: Run, environment: dict[str, str]) -> None:
    code, said = converse(
        ["dispute", "add"], ["", "", "马一", "?", "邻里", "张三", "李四", "水渠", "成功"], environment
    )
    assert code == 0, said
    assert f"受理日期* [{TODAY}]" in said
    assert "可选：婚姻家庭、邻里" in said
    shown = desk("dispute", "show", "1").out
    for text in (
        f"受理日期  {TODAY}",
        "申请人 张三",
        "被申请人 李四",
        "马一",
        f"调解日期  {TODAY}",
        "调解成功",
    ):
        assert text in shown


def test_the_next_case_starts_from_this_clerks_last(desk: Run, environment: dict[str, str]) -> None:
    desk("office", "add", "多巴镇司法所")
    desk(
        "dispute", "add", "--accepted-on", TODAY, "--category", "邻里", "--office", "多巴镇司法所", "--mediator", "马一"
    )
    code, said = converse(["dispute", "add"], ["", "", "", "医疗", "甲", "", "", ""], environment)
    assert code == 0, said
    assert "承办机构 [多巴镇司法所]" in said
    assert "调解员 [马一]" in said
    assert "马一" in desk("dispute", "show", "2").out


def test_a_wrong_answer_is_asked_again_and_one_may_go_back(desk: Run, environment: dict[str, str]) -> None:
    answers = ["2024-2-30", "2024-11-20", "", "", "邻理", "邻里", "<", "医疗", "甲", "", "", ""]
    code, said = converse(["dispute", "add"], answers, environment)
    assert code == 0, said
    assert "2 月没有 30 日" in said
    assert "最接近的是：邻里" in said
    assert "2024-11-20  " in desk("dispute", "list").out
    assert "医疗" in desk("dispute", "list").out


def test_an_interrupted_conversation_keeps_nothing(desk: Run, environment: dict[str, str]) -> None:
    code, said = converse(["dispute", "add"], ["", "", "", "邻里", "^C"], environment)
    assert code == 130
    assert "已取消，没有保存" in said
    assert "共 0 件" in desk("dispute", "list").out


def test_seven_questions_make_a_ledger(run: Run, environment: dict[str, str], tmp_path: Path) -> None:
    name, numbers = "西宁市湟中区司法局", "纠纷=湟人调〔{year}〕{n}号"
    days = ["纠纷=2", "21、法律援助=1"]
    answers = [name, "630122", "", "", *days, "湟人调〔{year}〕{n}号", numbers, "2024-01-01"]
    home = {"XDG_CONFIG_HOME": str(tmp_path), "HOME": str(tmp_path)}
    code, said = converse(["init"], answers, environment | home)
    assert code == 0, said
    assert "纠纷 湟调〔{year}〕{n}号、法律援助 湟援〔{year}〕{n}号" in said
    assert "“2”不对" in said
    assert "请写明哪项业务" in said
    with closing(sqlite3.connect(environment["XCLI_DB"])) as db:
        found = dict(db.execute("SELECT key, value FROM setting"))
    assert (found["first_day.dispute"], found["first_day.aid"], found["first_day.recon"]) == ("21", "1", "21")
    assert (found["number.dispute"], found["number.aid"]) == ("湟人调〔{year}〕{n}号", "湟援〔{year}〕{n}号")
    assert found["ledger_start"] == "2024-01-01"


def test_a_likeness_is_shown_side_by_side_and_asked_about(two_cases: Run, environment: dict[str, str]) -> None:
    like = [
        "dispute",
        "add",
        "--accepted-on",
        TODAY,
        "--category",
        "邻里",
        "--party",
        "申请人=张三",
        "--party",
        "被申请人=李四",
    ]
    code, said = converse(like, ["n"], environment)
    assert code == 5
    assert "可能是同一件" in said
    assert "湟调〔2024〕1号" in said
    assert converse(like, ["y"], environment)[0] == 0


def test_secrets_are_asked_for_unseen(desk: Run, environment: dict[str, str]) -> None:
    entered = ["dispute", "add", "--accepted-on", TODAY, "--category", "邻里", "--party", "申请人=张三", "--ask-secret"]
    code, said = converse(entered, ["11010519491231002X", "13800138000"], environment)
    assert code == 0, said
    assert "13800138000" not in said
    assert "13800138000" in desk("dispute", "show", "1").out


def test_in_english_and_all_questions(desk: Run, environment: dict[str, str]) -> None:
    code, said = converse(["dispute", "add", "--all", "--lang", "en", "--category", "wages"], [""] * 50, environment)
    assert code == 0, said
    assert "Enter takes what stands in brackets" in said
    assert "judicial confirmation: " in said
    assert "Saved 湟调〔2024〕1号" in said


def test_the_first_command_offers_to_make_a_ledger(run: Run, tmp_path: Path) -> None:
    environment = {
        "HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path),
        "XCLI_TODAY": TODAY,
        "TERM": "dumb",
        "PYTHONUTF8": "1",
    }
    code, said = converse(["dispute", "list"], ["", "湟中区司法局", "63", "630122", "王芳", *[""] * 20], environment)
    assert code == 0, said
    assert "六位数字" in said
    assert (tmp_path / "xcli" / "ledger.db").exists()
    assert converse(["dispute", "list", "--db", str(tmp_path / "typo.db")], [], environment)[0] == 6
