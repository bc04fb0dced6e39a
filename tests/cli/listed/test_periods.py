"""Months that are closed: again, out of order, too early, by two at once, and beside an import."""

import json
import os
import sqlite3
import time
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from cli.listed.test_processes import child, journal_begun
from desk import Run

CLOSE = ("period", "close")
OCTOBER = ("2024-10", "--line", "dispute")
CASE = ("dispute", "add", "--category", "合同", "--outcome", "settled")


def settled(run: Run, *more: str) -> int:
    words = ("stats", "dispute", "--month", "2024-10", "--indicator", "settled", "--format", "json", *more)
    return int(json.loads(run(*words).out)[0]["numerator"])


@pytest.fixture
def october(desk: Run) -> Run:
    """Close October with one settled dispute."""
    assert desk(*CASE, "--accepted-on", "2024-10-08", "--mediated-on", "2024-10-09").code == 0
    assert desk(*CLOSE, *OCTOBER).code == 0
    return desk


def test_period_02_a_change_in_a_closed_month_needs_a_reason_and_counts_as_corrected_only(october: Run) -> None:
    change = ("dispute", "edit", "1", "--outcome", "failed")
    refused = october(*change)
    assert (refused.code, "--reason" in refused.err) == (2, True)
    assert (settled(october), settled(october, "--corrected")) == (1, 1)
    marked = october(*change, "--reason", "结果登错")
    assert (marked.code, "结账后写入" in marked.err) == (0, True)
    assert (settled(october), settled(october, "--corrected")) == (1, 0)
    assert [row["late"] for row in json.loads(october("period", "list", "--format", "json").out)] == [1]


def test_period_03_a_month_is_closed_once_and_the_entry_that_did_it_is_named(october: Run) -> None:
    before = Path(os.environ["XCLI_DB"]).read_bytes()
    [kept] = json.loads(october("period", "list", "--format", "json").out)
    again = october(*CLOSE, *OCTOBER)
    assert (again.code, again.out) == (5, "")
    assert f"第 {kept['tx']} 笔" in again.err
    assert Path(os.environ["XCLI_DB"]).read_bytes() == before


def test_period_04_months_are_closed_in_order(october: Run) -> None:
    later = ("--line", "dispute", "--today", "2025-02-03")
    answer = october(*CLOSE, "2024-12", *later)
    assert (answer.code, answer.out) == (5, "")
    assert answer.err == "错误：纠纷 2024年12月不能结账：2024年11月还没有结账。先结账：xcli period close 2024-11。\n"
    assert october(*CLOSE, "2024-11", *later).code == 0
    assert october(*CLOSE, "2024-12", *later).code == 0
    assert october("period", "reopen", "2024-12", "--line", "dispute", "--reason", "核查").code == 0
    behind = october(*CLOSE, "2025-01", *later, "--lang", "en")
    assert (behind.code, "2024-12 is open. Close that first" in " ".join(behind.err.split())) == (5, True)
    assert october(*CLOSE, "2024-12", *later).code == 0
    assert october(*CLOSE, "2025-01", *later).code == 0


def test_a_month_before_the_first_closed_one_may_be_closed_still(october: Run) -> None:
    assert october(*CLOSE, "2024-09", "--line", "dispute").code == 0
    assert october(*CLOSE, "2024-07", "--line", "dispute").code == 0


@pytest.mark.parametrize("today, code", [("2024-10-31", 2), ("2024-11-01", 0)])
def test_period_05_a_month_that_is_not_over_stays_open(desk: Run, today: str, code: int) -> None:
    answer = desk(*CLOSE, *OCTOBER, "--today", today)
    assert (answer.code, "才过完" in answer.err) == (code, code == 2)


def sheet_of_october(folder: Path, rows: int) -> Path:
    lines = [f"外〔2024〕{n}号,2024-10-0{n % 9 + 1},合同,张{n},李{n},调解成功,2024-10-1{n % 9}" for n in range(rows)]
    sheet = folder / "a.csv"
    sheet.write_text("\n".join(["案号,受理日期,纠纷类别,申请人,被申请人,调解结果,调解日期", *lines, ""]), "utf-8")
    return sheet


@pytest.mark.parametrize("wait", [True, False], ids=["the import first", "the closing first"])
def test_period_06_a_closing_holds_all_or_none_of_an_import(desk: Run, tmp_path: Path, *, wait: bool) -> None:
    """Whichever comes first goes first, and the second sees all of it: an import without a reason is then refused."""
    rows = 800
    sheet = sheet_of_october(tmp_path, rows)
    place = Path(os.environ["XCLI_DB"])
    with child("import", str(sheet)) as running:
        began = time.monotonic()
        while wait and not journal_begun(place) and running.poll() is None and time.monotonic() - began < 30:
            time.sleep(0.002)
        closed = desk(*CLOSE, *OCTOBER)
        running.communicate(timeout=60)
        code = running.returncode
    assert closed.code == 0
    assert code in (0, 2)
    assert settled(desk) == (rows if code == 0 else 0)
    assert settled(desk, "--corrected") == settled(desk)
    assert desk("check", "dispute", "2024-10").code == 0
    assert desk("db", "verify").code == 0


def test_period_07_of_two_clerks_who_close_at_once_one_is_told(desk: Run) -> None:
    clerks = [child(*CLOSE, *OCTOBER, "--clerk", name) for name in ("王芳", "李明")]
    told = [clerk.communicate(timeout=60)[1].decode() for clerk in clerks]
    assert sorted(clerk.returncode for clerk in clerks) == [0, 5]
    [kept] = json.loads(desk("period", "list", "--format", "json").out)
    assert kept["clerk"] in max(told, key=len)


def test_period_09_a_closed_month_outlives_a_thousand_corrections(desk: Run, tmp_path: Path) -> None:
    """What was reported stays digit by digit, and is what the ledger of that day gives when it is counted again."""
    assert desk("import", str(sheet_of_october(tmp_path, 250))).code == 0
    assert desk(*CLOSE, *OCTOBER).code == 0
    asked = ("stats", "dispute", "--month", "2024-10", "--format", "json", "--by", "category")
    before, kept = desk(*asked, "--as-of", "2").out, settled(desk)
    for turn in range(4):
        correct_all(turn)
    assert (settled(desk), kept, settled(desk, "--corrected")) == (250, 250, 0)
    assert desk(*asked, "--as-of", "2").out == before
    [row] = json.loads(desk("period", "list", "--format", "json").out)
    assert row["late"] == 4
    assert "reported" not in desk("check", "dispute", "2024-10").out


def correct_all(turn: int) -> None:
    """Give every dispute another version, by the ledger that commands write with."""
    from xcli.cli.session import ledger
    from xcli.domain.pages.dispute import Dispute
    from xcli.ledger.journal import Act

    opened = ledger()
    with closing(sqlite3.connect(opened.place)) as raw:
        known = raw.execute("SELECT id, tx FROM dispute").fetchall()
    with opened.writing(Act("李明", "dispute edit", reason="更正")) as writer:
        for number, seen in known:
            content = {"accepted_on": date(2024, 10, 3), "category": "land", "outcome": "failed", "people": turn}
            writer.replace(Dispute, number, seen, content | {"mediated_on": date(2024, 10, 9)})
