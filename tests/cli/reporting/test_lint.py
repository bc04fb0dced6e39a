"""`report lint` at an empty desk: what it prints, in each format, and how it ends."""

import json
from pathlib import Path

import pytest

from desk import Run

SLIP = "一、成效\n落实”八五“普法规划，<b>讲座</b>12场。\n"


@pytest.fixture
def report(tmp_path: Path) -> str:
    path = tmp_path / "报告.txt"
    path.write_text(SLIP, encoding="gb18030")
    return str(path)


def test_no_ledger_is_needed(run: Run, report: str) -> None:
    done = run("report", "lint", report)
    assert (done.code, done.err) == (0, "")
    assert "提示  第 2 段  引号方向反了" in done.out
    assert run("报告", "审读", report).out == done.out


def test_the_text_itself_is_marked(run: Run, report: str) -> None:
    page = run("report", "lint", report, "--format", "html").out
    assert '<mark class="note">”八五“</mark>普法规划，&lt;b&gt;讲座&lt;/b&gt;12场。' in page
    assert "http" not in page


def test_json_names_the_place(run: Run, report: str) -> None:
    (found,) = json.loads(run("report", "lint", report, "--format", "json").out)["findings"]
    assert (found["grade"], found["kind"], found["paragraph"]) == ("note", "quotes", 2)
    assert found["spans"][0]["text"] == "”八五“"


def test_a_file_is_written_in_the_format_of_its_ending(run: Run, report: str, tmp_path: Path) -> None:
    target = tmp_path / "审读.md"
    done = run("report", "lint", report, "--to", str(target))
    assert (done.code, done.out) == (0, "")
    assert target.read_text("utf-8").startswith("# ")
    assert run("report", "lint", report, "--to", str(target)).code == 5
    assert run("report", "lint", report, "--to", report, "--format", "md").code == 2


@pytest.mark.parametrize(
    ("arguments", "code"),
    [((), 2), (("none.txt",), 3), (("--format", "pdf"), 2), (("--to", "x.pdf"), 2), (("--bad",), 2)],
)
def test_a_mistake_in_each_argument_says_so(run: Run, report: str, arguments: tuple[str, ...], code: int) -> None:
    given = arguments if not arguments or arguments[0] == "none.txt" else (report, *arguments)
    done = run("report", "lint", *given)
    assert (done.code, done.out) == (code, "")
    assert done.err.startswith("错误：")
