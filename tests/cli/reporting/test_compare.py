"""`report compare` at a desk with two cases: one open, one settled on the spot."""

import json
from pathlib import Path
from typing import Any

import pytest

from desk import Run

TEXT = "全年受理矛盾纠纷2件，调处成功2件，涉案金额1.2万元，举办讲座3场。\n"


@pytest.fixture
def report(tmp_path: Path) -> str:
    path = tmp_path / "报告.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def rows(run: Run, *arguments: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("report", "compare", *arguments, "--format", "json").out)
    return found


def test_each_figure_has_its_verdict(two_cases: Run, report: str) -> None:
    done = two_cases("report", "compare", report, "--year", "2024")
    assert done.code == 7
    assert "xcli why dispute.settled --year 2024" in done.err
    told = [(row["printed"], row["status"], row["indicator"]) for row in rows(two_cases, report, "--year", "2024")]
    assert told == [
        ("2件", "相同", "dispute.accepted"),
        ("2件", "不同", "dispute.settled"),
        ("1.2万元", "相同", "dispute.amount"),
        ("3场", "无此指标", ""),
    ]


def test_a_correction_is_kept_in_the_ledger(two_cases: Run, report: str) -> None:
    assert two_cases("report", "compare", report, "--year", "2024", "--map", "调处成功=-").code == 0
    assert [row["status"] for row in rows(two_cases, report, "--year", "2024")].count("无此指标") == 2
    assert "report compare --map" in two_cases("log").out
    assert two_cases("undo").code == 0
    assert two_cases("report", "compare", report, "--year", "2024").code == 7


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), 2), (("none.txt",), 3), (("--map", "调处成功"), 2), (("--map", "调处成功=nosuch.indicator"), 3),
        (("--year", "20x4"), 2), (("--format", "pdf"), 2),
    ],
)  # fmt: skip
def test_a_mistake_in_each_argument_says_so(two_cases: Run, report: str, arguments: tuple[str, ...], code: int) -> None:
    given = arguments if not arguments or arguments[0] == "none.txt" else (report, *arguments)
    done = two_cases("report", "compare", *given)
    assert (done.code, done.out) == (code, "")
    assert done.err.startswith("错误：")


def test_without_a_ledger_it_says_what_to_do(run: Run, report: str) -> None:
    assert run("report", "compare", report).code == 6
