"""What is printed is what was entered: no text steers a terminal, is taken for markup, or gets lost."""

import json
import os
import pty
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from desk import TODAY, Run

SPOKEN = {
    "terminal-03": "案[/red]",
    "terminal-04": "[/home/x]",
    "terminal-05": "[abc公司]纠纷",
    "terminal-08": "[link=http://evil]点此[/link]",
    "terminal-09": "金额:smile:",
}
STEERING = {
    "terminal-11": "\x1b[31m红\x1b[0m",
    "terminal-12": "\x1b]0;pwned\x07",
    "terminal-13": "\x1b[2J\x1b[H",
    "terminal-14": "\x1b]52;c;cm0gLXJm\x07",
    "terminal-15": "\x1b]8;;http://evil\x1b\\x\x1b]8;;\x1b\\",
    "terminal-16": "\x9b31m",
    "terminal-18": "已结\b\b未结",
}
ADD = ("dispute", "add", "--accepted-on", TODAY, "--category", "邻里")
HARMLESS = set("\n\r")


def steers(text: str) -> list[str]:
    return [char for char in text if (char < " " or "\x7f" <= char <= "\x9f") and char not in HARMLESS]


@pytest.mark.parametrize("listed", SPOKEN)
def test_text_that_looks_like_markup_is_printed_as_it_is(desk: Run, listed: str) -> None:
    text = SPOKEN[listed]
    assert desk(*ADD, "--summary", text, "--village", text).code == 0
    for command in (("dispute", "show", "1"), ("dispute", "history", "1")):
        assert text in desk(*command).out
    assert "湟调〔2024〕1号" in desk("find", text).out


@pytest.mark.parametrize("listed", STEERING)
def test_text_that_steers_a_terminal_does_not_get_in(desk: Run, listed: str) -> None:
    for more in (("--summary", STEERING[listed]), ("--party", f"申请人={STEERING[listed]}")):
        answer = desk(*ADD, *more)
        assert answer.code == 4
        assert not steers(answer.out + answer.err)
    assert json.loads(desk("dispute", "list", "--format", "json").out) == []


@pytest.mark.parametrize(
    "before, after",
    [
        (("find",), ()),
        (("dispute", "show"), ()),
        (("dispute", "list", "--category"), ()),
        ((), ()),
        (("dispute",), ()),
        (("import",), ()),
        (("stats", "--by"), ()),
        (("undo",), ()),
        (("restore",), ()),
        (("backup", "--keep"), ()),
        (("dispute", "list", "--to"), ()),
        (("dispute", "list", "--lang"), ()),
        (("--db",), ("log",)),
        (("office", "add"), ()),
    ],
)
def test_what_a_command_cannot_use_is_echoed_harmlessly(desk: Run, before: tuple[str, ...], after: tuple[str, ...]) -> None:
    answer = desk(*before, "".join(STEERING.values()), *after)
    assert answer.code > 1
    assert not steers(answer.out + answer.err)


def test_what_another_program_put_into_the_file_steers_no_terminal_either(desk: Run) -> None:
    assert desk(*ADD, "--summary", "甲", "--village", "甲", "--party", "申请人=甲").code == 0
    planted = "".join(STEERING.values())
    with sqlite3.connect(os.environ["XCLI_DB"]) as raw:
        for statement in (
            "UPDATE dispute SET summary = ?1, village = ?1, category = ?1, mediator = ?1",
            "UPDATE dispute_party SET person = ?1, role = ?1",
            "DROP TRIGGER tx_fixed",
            "UPDATE tx SET clerk = ?1, command = ?1, reason = ?1",
            "UPDATE setting SET value = ?1 WHERE key = 'bureau_name'",
        ):
            raw.execute(statement, (planted,) if "?" in statement else ())
    raw.close()
    for command in (
        ("dispute", "list"),
        ("dispute", "show", "1"),
        ("dispute", "history", "1"),
        ("find", "湟调"),
        ("log",),
        ("db", "info"),
        ("db", "verify"),
        ("why", "dispute.accepted"),
        ("stats", "dispute", "--by", "category"),
        ("check",),
        ("undo",),
    ):
        answer = desk(*command)
        assert answer.code != 1, command
        assert not steers(answer.out + answer.err), command


def test_terminal_24_a_console_of_one_column(two_cases: Run) -> None:
    """A real terminal, one column wide and dumb: every line comes, none with an escape."""
    for command in (["dispute", "list"], ["stats"], ["dispute", "nothing"]):
        seen = on_a_terminal(command, COLUMNS="1", TERM="dumb", NO_COLOR="1", XCLI_TODAY=TODAY)
        assert seen.strip()
        assert "Traceback" not in seen
        assert "\x1b" not in seen


def on_a_terminal(command: list[str], **environment: str) -> str:
    main, side = pty.openpty()
    words = [sys.executable, "-m", "xcli", *command]
    with subprocess.Popen(words, stdin=side, stdout=side, stderr=side, env={**os.environ, **environment}) as child:
        os.close(side)
        seen = b""
        while True:
            try:
                piece = os.read(main, 65536)
            except OSError:
                break
            if not piece:
                break
            seen += piece
        child.wait(60)
    os.close(main)
    return seen.decode("utf-8", "replace")


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_process_15_a_console_that_cannot_show_a_character_shows_its_number(two_cases: Run, encoding: str) -> None:
    assert two_cases(*ADD, "--village", "㊙𠮷€村", "--force").code == 0
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "LC_ALL": "C", "XCLI_LANG": "zh", "XCLI_TODAY": TODAY}
    for command in (["dispute", "show", "3"], ["dispute", "add", "--help"], ["x", "y"]):
        done = subprocess.run(
            [sys.executable, "-m", "xcli", *command], env=environment, capture_output=True, check=False
        )
        assert done.returncode in (0, 2), done.stderr
        assert b"Traceback" not in done.stderr
        if command[1] == "show":
            assert "\\u3299" in done.stdout.decode(encoding)


def test_encoding_16_an_argument_that_is_no_text(desk: Run) -> None:
    words = [sys.executable, "-m", "xcli", "find", b"\xff\xfe"]
    done = subprocess.run(words, env={**os.environ, "LC_ALL": "C.UTF-8"}, capture_output=True, check=False)
    assert done.returncode == 2
    assert "编码" in done.stderr.decode()


@pytest.mark.parametrize(
    "listed, option, value",
    [
        ("date-24", "--accepted-on", "2024-11-25"),
        ("number-04", "--amount", "nan"),
        ("number-05", "--amount", "inf"),
        ("number-28", "--amount", "9223372036854775807"),
        ("number-28", "--people", "9223372036854775807"),
    ],
)
def test_an_option_is_read_as_strictly_as_a_cell(desk: Run, listed: str, option: str, value: str) -> None:
    given = {"--accepted-on": TODAY, "--category": "邻里"} | {option: value}
    answer = desk("dispute", "add", *(word for pair in given.items() for word in pair))
    assert answer.code == 4
    assert json.loads(desk("dispute", "list", "--format", "json").out) == []


def test_injection_03_17_18_words_are_only_words(two_cases: Run, tmp_path: Path) -> None:
    assert "张三" not in two_cases("find", "%%%%").out
    assert "张三" not in two_cases("find", "____").out
    assert two_cases("find", "--", "--db=/etc/passwd").code in (0, 3)
    village = "$(touch x)`touch y`"
    assert two_cases(*ADD, "--village", village, "--force").code == 0
    assert village in two_cases("dispute", "show", "3").out
    assert not list(tmp_path.rglob("[xy]"))


def test_injection_16_one_line_an_entry(two_cases: Run) -> None:
    forged = "张三\n2026-03-01 00:00:00 INFO 管理员登录"
    assert two_cases("dispute", "retract", "1", "--reason", forged).code == 0
    lines = two_cases("log", "--limit", "1").out.splitlines()
    assert not [line for line in lines if line.lstrip().startswith("2026-03-01")]
