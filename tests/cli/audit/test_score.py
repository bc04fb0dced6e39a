"""One file at a time: marks by command line, differences, and the third who settles them."""

import re

import pytest

from desk import Run
from reviewwork import FILE


def readers(desk: Run, number: str = FILE) -> list[str]:
    """Return who is to read a file: the refusal of anyone else says so."""
    _, told, names = desk("audit", "score", number, "--by", "无此人", "--clean").err.partition("分给了 ")
    return names.strip().strip("。").split("、") if told else []


def twice_read(desk: Run) -> tuple[str, str, str]:
    """Return the number of a file that two are to read, and who."""
    for number in (f"{mark}〔2024〕{n}号" for mark in ("市监罚", "城管罚") for n in range(1, 13)):
        if len(people := readers(desk, number)) > 1:
            return number, people[0], people[1]
    raise AssertionError


def shown(desk: Run, number: str) -> str:
    return desk("audit", "show", number).out


def test_a_file_is_scored_by_command_line(shared_out: Run) -> None:
    person = readers(shared_out)[0]
    refused = shared_out("audit", "score", FILE, "--by", person, "--off", "3.3=2:未告知听证权")
    assert (refused.code, "还有 31 项未评" in refused.err) == (4, True)
    answer = shared_out("audit", "score", FILE, "--by", person, "--off", "3.3=2:未告知听证权", "--clean")
    assert f"{person} 评 98 分" in answer.out
    if "已评定" in answer.out:
        assert "3.3 未告知听证权" in shown(shared_out, FILE)
        assert "优秀" in shown(shared_out, FILE)


@pytest.mark.parametrize(
    ("marks", "code", "says"),
    [
        (("--off", "3.3=7"), 4, "3.3：扣分 7 多于该项分值 6"),
        (("--off", "9.9=1"), 4, "方案里没有第 9.9 项"),
        (("--off", "3.3"), 2, "--off 应写成"),
        (("--off", "3.3=x"), 4, "不是分数"),
        (("--veto", "3.3"), 4, "这一项不是否决项"),
        (("--on", "2024-11-25"), 2, "在今天之后"),
        (("--on", "昨天"), 2, "不是日期"),
    ],
)
def test_wrong_marks_leave_nothing(shared_out: Run, marks: tuple[str, ...], code: int, says: str) -> None:
    answer = shared_out("audit", "score", FILE, "--by", readers(shared_out)[0], "--clean", *marks)
    assert (answer.code, says in answer.err) == (code, True), answer.err
    assert "得分" not in shown(shared_out, FILE)


@pytest.mark.parametrize(("veto", "grade"), [("2.0", "不合格"), ("5.0", "良好")])
def test_a_veto_fails_the_file_or_bars_it(shared_out: Run, veto: str, grade: str) -> None:
    for person in readers(shared_out):
        shared_out("audit", "score", FILE, "--by", person, "--veto", f"{veto}:严重", "--clean")
    assert re.search(rf"^等次 +{grade}$", shown(shared_out, FILE), re.MULTILINE)


def test_where_two_differ_a_third_settles(shared_out: Run) -> None:
    number, one, two = twice_read(shared_out)
    assert "还有一份评分未完成" in shared_out("audit", "score", number, "--by", one, "--off", "3.3=2", "--clean").out
    early = shared_out("audit", "settle", number, "--by", "赵六", "--as", "初评")
    assert (early.code, "还没有两份评分" in early.err) == (5, True)
    assert "须裁定" in shared_out("audit", "score", number, "--by", two, "--off", "3.3=4", "--clean").out
    assert "得分" not in shown(shared_out, number)
    listed = shared_out("audit", "settle").out
    assert f"{one} -2" in listed
    assert f"{two} -4" in listed
    assert "全卷一致 0/1 = 0.0%，逐项一致 31/32 = 96.9%" in listed
    for words, code, says in (
        (("--by", one, "--as", "初评"), 5, "须由第三人裁定"),
        (("--by", "赵六"), 4, "还有 1 项未评：3.3"),
        (("--by", "赵六", "--off", "4.1=1"), 2, "4.1 项两份评分一致"),
        (("--by", "赵六", "--off", "3.3=9"), 4, "多于该项分值 6"),
        (("--as", "初评"), 2, "裁定要写明是谁"),
        (("--by", "赵六", "--as", "三评"), 2, "--as 应是"),
    ):
        answer = shared_out("audit", "settle", number, *words)
        assert (answer.code, says in answer.err) == (code, True), answer.err
    assert "赵六 裁定为 97 分" in shared_out("audit", "settle", number, "--by", "赵六", "--off", "3.3=3").out
    assert "97" in shown(shared_out, number)
    assert "（没有记录）" in shared_out("audit", "settle").out


def test_the_third_is_not_of_the_department_either(shared_out: Run) -> None:
    number, *people = twice_read(shared_out)
    for off, person in zip(("1", "2"), people, strict=True):
        shared_out("audit", "score", number, "--by", person, "--off", f"3.3={off}", "--clean")
    body = {"市": "市场监管局", "城": "城管局", "气": "气象局"}[number[0]]
    answer = shared_out("audit", "settle", number, "--by", "赵六", "--body", f"{body}执法大队", "--as", "初评")
    assert (answer.code, "不能评查" in answer.err) == (5, True)


def test_a_mark_that_changes_opens_the_file_again(shared_out: Run) -> None:
    number, *people = twice_read(shared_out)
    for person in people:
        shared_out("audit", "score", number, "--by", person, "--clean")
    assert "100" in shown(shared_out, number)
    shared_out("audit", "score", number, "--by", people[0], "--off", "1.1=5", "--clean")
    assert "得分" not in shown(shared_out, number)
    shared_out("undo")
    assert "得分" in shown(shared_out, number)
