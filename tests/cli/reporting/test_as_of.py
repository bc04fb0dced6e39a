"""`report ... --as-of`: the report as it would have been made then."""

import re
from pathlib import Path

import pytest

from desk import Run


def body(page: str) -> str:
    """Return a page without what tells when it was made."""
    page = re.sub(r"<p class=meta>当时的数字.*?</p>|(　|\\3000 )当时的数字", "", page)
    return re.sub(r"<dt>报出日期</dt><dd>[\d-]+</dd>", "", page)


def change(year: Run) -> None:
    """Change what every part of a report is made of: records, their number, an aim, a code, an explanation, a closing."""
    assert year("dispute", "edit", "1", "--category", "合同", "--amount", "99万元", "--reason", "更正").code == 0
    assert year("dispute", "add", "--accepted-on", "2024-05-20", "--category", "邻里", "--office", "多巴司法所").code == 0
    assert year("dispute", "retract", "湟调〔2024〕7号", "--reason", "重复").code == 0
    assert year("target", "set", "dispute.accepted", "--year", "2024", "99", "--source", "新要点").code == 0
    assert year("office", "rename", "多巴司法所", "多巴镇司法所").code == 0
    said = ("check", "waive", "silent-office", "2024-06", "--line", "dispute", "--until", "2025-02-28", "--why", "六月停电")
    assert year(*said).code == 0
    assert year("period", "close", "2024-03", "--line", "dispute").code == 0


def made(year: Run, name: str, *more: str) -> list[str]:
    """Return both reports as pages."""
    pages = []
    for kind, period in (("annual", "2024"), ("month", "2024-05")):
        assert year("report", kind, period, "--to", f"{name}-{kind}.html", *more).code == 0
        pages.append(body(Path(f"{name}-{kind}.html").read_text("utf-8")))
    return pages


def test_the_report_of_then_is_the_one_that_was_made_then(year: Run) -> None:
    then = made(year, "then")
    change(year)
    assert made(year, "again", "--as-of", "2") == then
    assert all(now != before for now, before in zip(made(year, "now"), then, strict=True))


def test_the_head_says_so_and_the_figures_are_those_of_stats(year: Run) -> None:
    year("dispute", "add", "--accepted-on", "2024-05-20", "--category", "邻里")
    out = year("report", "month", "2024-05", "--as-of", "2").out
    assert re.search(r"^台账第 2 笔|台账第 2 笔，校验码", out, re.MULTILINE)
    assert re.search(r"^当时的数字：第 2 笔（\S+ \S+，王芳）$", out, re.MULTILINE)
    stats = year("stats", "dispute", "--month", "2024-05", "--as-of", "2").out
    row = re.compile(r"受理矛盾纠纷\S*\s+(?:件\s+)?(\d+)\s+(\d+)")
    for printed, said in ((out, stats), (year("report", "month", "2024-05").out, year("stats", "dispute", "--month", "2024-05").out)):
        assert row.findall(printed)[:1] == row.findall(said)[:1]
    assert row.findall(out)[:1] == [("1", "5")]


def test_every_page_of_a_word_file_says_so(year: Run) -> None:
    from docx import Document

    assert year("report", "annual", "2024", "--as-of", "2", "--to", "年报.docx").code == 0
    assert "当时的数字" in Document("年报.docx").sections[0].header.paragraphs[0].text


@pytest.mark.parametrize("said, code", [("900", 3), ("昨儿", 2), ("1999-01-01", 3)])
def test_a_moment_that_is_none(year: Run, said: str, code: int) -> None:
    answer = year("report", "month", "2024-05", "--as-of", said)
    assert (answer.code, answer.out) == (code, "")
