"""Files that leave the house: their figures are noted, and a restatement names who has the old ones."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from desk import Run

LATE = ("--accepted-on", "2024-05-20", "--category", "邻里", "--office", "多巴司法所", "--reason", "漏录")


def given(run: Run, *more: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("given", "list", "--format", "json", *more).out)
    return found


def restated(run: Run) -> list[str]:
    """Enter a case into the closed May, restate May, and return who is said to have another figure."""
    assert run("dispute", "add", *LATE).code == 0
    answer = run("period", "restate", "2024-05", "--line", "dispute", "--reason", "漏报", "--approved-by", "李局长")
    assert answer.code == 0, answer.err
    return [line for line in answer.out.splitlines() if line.startswith(("曾报给", "  "))]


def test_a_report_notes_its_figures_and_a_restatement_finds_them(year: Run) -> None:
    year("period", "close", "2024-05", "--line", "dispute")
    written = year("report", "month", "2024-05", "--to", "五月.html", "--for", "区委政法委")
    assert re.fullmatch(r"台账第 3 笔，校验码 \S+\n已写入 .*五月.html\n其中 \d+ 个数字已记为报出（xcli given list）。\n", written.err)
    told = restated(year)
    assert re.fullmatch(r"曾报给 区委政法委（[\d-]+，文件）：", told[0])
    assert told[1] == "  受理矛盾纠纷 2024年5月 1 件，现为 2 件"
    assert "  受理矛盾纠纷 2024年1—5月 5 件，现为 6 件" in told
    assert not any("2023年" in line for line in told)


def test_the_annual_report_notes_its_tables_and_its_charts(year: Run) -> None:
    year("period", "close", "2024-05", "--line", "dispute")
    year("report", "annual", "2024", "--to", "年报.docx")
    # What was entered by hand or lies before the ledger is not among them.
    assert {row["period"] for row in given(year, "--all")} == {"2024年", *(f"2024年{n}月" for n in range(1, 13))}
    told = restated(year)
    assert told[0].startswith("曾报给 年报.docx（")
    for said in (
        "受理矛盾纠纷 2024年 12 件，现为 13 件",
        "受理矛盾纠纷 2024年5月 1 件，现为 2 件",
        "多巴司法所 受理矛盾纠纷 2024年 6 件，现为 7 件",
    ):
        assert f"  {said}" in told


@pytest.mark.parametrize(
    "asked, noted",
    [
        (("dispute", "--month", "2024-05"), {("受理矛盾纠纷", "2024年5月", "1 件")}),
        (("dispute", "--year", "2024", "--by", "office"), {("受理矛盾纠纷", "2024年", "12 件"), ("多巴司法所 受理矛盾纠纷", "2024年", "6 件")}),
        (("dispute", "--year", "2024", "--by", "month"), {("受理矛盾纠纷", "2024年5月", "1 件")}),
        (("dispute", "--month", "2024-05", "--office", "鲁沙尔"), {("鲁沙尔司法所 受理矛盾纠纷", "2024年5月", "1 件")}),
    ],
)
def test_a_file_of_stats_notes_what_can_be_restated(year: Run, asked: tuple[str, ...], noted: set[Any]) -> None:
    assert year("stats", *asked, "--to", "数.xlsx").code == 0
    assert noted <= {(row["figure"], row["period"], row["then"]) for row in given(year, "--all")}


@pytest.mark.parametrize(
    "asked, noted",
    [
        (("--year", "2024", "--by", "category"), {"12 件"}),
        (("--year", "2024", "--category", "邻里"), set()),
        (("--from", "2024-05-02", "--to", "2024-05-30"), set()),
    ],
)
def test_what_no_month_reports_is_not_noted(year: Run, asked: tuple[str, ...], noted: set[str]) -> None:
    """Other groups, other conditions, parts of a month: no restatement touches them."""
    assert year("stats", "dispute", *asked, "--to", "数.xlsx").code == 0
    assert {row["then"] for row in given(year, "--all") if row["figure"] == "受理矛盾纠纷"} == noted


def test_a_rate_over_a_hundred_with_cases_of_before_is_noted(year: Run) -> None:
    for n in range(2):
        closed = ("--mediated-on", f"2024-05-2{n}", "--outcome", "调解成功", "--force")
        assert year("dispute", "add", "--accepted-on", "2024-04-20", "--category", "邻里", *closed).code == 0
    assert year("report", "month", "2024-05", "--to", "五月.xlsx").code == 0
    assert any(row["then"].startswith("3/1 = 300") for row in given(year, "--all"))


def test_the_same_file_again_is_noted_once_and_other_figures_again(year: Run) -> None:
    first = year("report", "month", "2024-05", "--to", "五月.docx")
    again = year("report", "month", "2024-05", "--to", "五月.docx", "--force")
    assert "已记为报出" in first.err
    assert "已记为报出" not in again.err
    year("dispute", "add", *LATE)
    assert "已记为报出" in year("report", "month", "2024-05", "--to", "五月.docx", "--force").err


def test_a_list_shows_a_file_in_one_row_until_figures_differ(year: Run) -> None:
    year("report", "month", "2024-05", "--to", "五月.docx")
    [row] = given(year)
    assert (row["recipient"], row["now"], row["what"]) == ("五月.docx", "相同", "五月.docx")
    assert re.fullmatch(r"\d+ 个数字", row["figure"])
    year("dispute", "add", *LATE)
    rows = given(year)
    assert ("受理矛盾纠纷", "2024年5月", "1 件", "2 件") in {(r["figure"], r["period"], r["then"], r["now"]) for r in rows}
    assert len(rows) < len(given(year, "--all"))


def test_what_is_noted_is_nothing_to_undo_and_changes_no_check_code(year: Run) -> None:
    year("dispute", "add", *LATE)
    year("report", "month", "2024-05", "--to", "一.html")
    year("report", "month", "2024-05", "--to", "二.html")
    assert Path("一.html").read_text("utf-8") == Path("二.html").read_text("utf-8")
    assert "已撤回第 3 笔" in year("undo").out


def test_a_ledger_that_cannot_be_written_keeps_no_report_from_leaving(
    year: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from xcli.ledger.ledger import Ledger, ReadOnly

    def refused(*_: object) -> None:
        raise ReadOnly(place="x")

    monkeypatch.setattr(Ledger, "writing", refused)
    answer = year("report", "month", "2024-05", "--to", "五月.docx")
    assert answer.code == 0
    assert Path("五月.docx").read_bytes().startswith(b"PK")
    assert len(answer.err.splitlines()) == 3
    assert "文件里的数字没有记入报出的数字：台账 x 只读" in answer.err


def test_a_desk_without_a_clerk_still_writes_a_report(year: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XCLI_CLERK")
    answer = year("report", "month", "2024-05", "--to", "五月.docx", "--lang", "en")
    assert answer.code == 0
    assert "its figures were not noted as given out: Who is writing?" in answer.err


def test_a_template_notes_only_what_it_asks_for(year: Run) -> None:
    from docx import Document

    word = Document()
    word.add_paragraph("受理{{ dispute_accepted }}，{{ bureau }}")
    word.save("t.docx")
    year("report", "annual", "2024", "--template", "t.docx", "--to", "out.docx")
    assert {row["figure"] for row in given(year, "--all")} == {"受理矛盾纠纷"}


def test_what_a_comparison_writes_is_noted(year: Run) -> None:
    Path("报告.txt").write_text("全年受理矛盾纠纷12件。", "utf-8")
    assert year("report", "compare", "报告.txt", "--year", "2024", "--to", "对照.xlsx").code == 0
    assert [(row["figure"], row["then"]) for row in given(year, "--all")] == [("受理矛盾纠纷", "12 件")]
