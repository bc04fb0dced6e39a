"""The demonstration: every figure of the printed report comes out of records, and every deed is in the ledger."""

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from docs.page import desk
from xcli.cli.demo import printed
from xcli.cli.demo.printed import DEEDS, PRINTED, Printed, beside
from xcli.cli.demo.story import told
from xcli.domain.period import year
from xcli.domain.predicate import Always
from xcli.ledger.book import read_book
from xcli.ledger.ledger import open_ledger
from xcli.report.width import display_width
from xcli.stats.catalogue import indicators, page_of
from xcli.stats.query import Desk, tally
from xcli.stats.trace import counted
from xcli.text import use_language

REPORT = Path(__file__).parents[3] / "shared" / "report"
LONGEST, WIDEST = 40, 80


@pytest.fixture(scope="module")
def rehearsal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, list[str]]]:
    """Run the demonstration once; give its ledger and what it said."""
    folder = tmp_path_factory.mktemp("demo")
    with desk(folder):
        use_language("zh")
        yield folder / "ledger.db", list(told(folder, everything=False, kept=None))


@pytest.fixture(scope="module")
def rows(rehearsal: tuple[Path, list[str]]) -> list[dict[str, Any]]:
    """Return the year's figures as programs get them."""
    from xcli.cli.demo.story import _run

    said: list[dict[str, Any]] = json.loads(_run(f"stats --year 2024 --format json --db {rehearsal[0]}"))
    return said


def listed(name: str) -> list[dict[str, str]]:
    if not REPORT.exists():
        pytest.skip("the report is not here")
    with (REPORT / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_it_fits_a_screen_and_says_that_all_figures_agree(rehearsal: tuple[Path, list[str]]) -> None:
    said = rehearsal[1]
    assert len(said) <= LONGEST
    assert max(map(display_width, said)) <= WIDEST
    assert [line for line in said if line.endswith("75 个数，60 相等，10 余，5 说明")]


def test_every_printed_figure_agrees(rows: list[dict[str, Any]]) -> None:
    verdicts = {one.printed.id: one.verdict for one in beside(rows)}
    assert len(verdicts) == 75
    assert [name for name, verdict in verdicts.items() if verdict in ("differs", "missing")] == []


def test_every_figure_comes_from_records(rehearsal: tuple[Path, list[str]]) -> None:
    opened = open_ledger(str(rehearsal[0]))
    period = year("2024")
    with opened.reading() as conn:
        lists = read_book(conn, opened.bureau).lists
        known = {i.id: i for i in indicators(lists=lists)}
        for one in PRINTED:
            indicator = known[one.indicator]
            found = Desk(conn, page_of(indicator), opened.bureau)
            assert tally(found, counted(indicator.numerator, period), [Always()])[0] > 0, one.id


def test_every_deed_is_in_the_ledger(rows: list[dict[str, Any]]) -> None:
    values = {row["indicator"]: row["value"] for row in reversed(rows)}
    assert [deed for deed, indicator in DEEDS.items() if not float(values[indicator])] == []


def test_the_printed_figures_are_those_of_the_report() -> None:
    def said(row: Mapping[str, str]) -> tuple[str, str, bool, int]:
        value = row["value"] + ("%" if row["unit"] == "%" else "")
        wan = row["unit"].startswith("万") and row["unit"] != "万元"
        return row["id"], value, row["approx"] == "more_than", 10_000 if wan else 1

    assert [(p.id, p.value, p.hedged, p.scale) for p in PRINTED] == [said(row) for row in listed("figures.csv")]


def test_the_deeds_are_those_of_the_report() -> None:
    assert set(DEEDS) == {row["deed"] for row in listed("deeds.csv")}


@pytest.mark.parametrize(
    ("one", "value", "verdict"),
    [
        (Printed("a", "85%"), "85.15%", "equal"),
        (Printed("a", "85%"), "84.4%", "differs"),
        (Printed("a", "28.3", scale=10_000), "283146", "equal"),
        (Printed("a", "28.3", scale=10_000), "283999", "differs"),
        (Printed("a", "160", hedged=True), "169", "more"),
        (Printed("a", "160", hedged=True), "170", "differs"),
        (Printed("a", "160", hedged=True), "159", "differs"),
        (Printed("a", "284.34", hedged=True), "284.34", "more"),
        (Printed("a", "2000", hedged=True), "2999", "more"),
        (Printed("a", ""), "6", "explained"),
    ],
)
def test_a_figure_agrees_at_the_printed_precision(one: Printed, value: str, verdict: str) -> None:
    assert printed._verdict(one, {"value": value}) == verdict
    assert printed._verdict(one, None) == "missing"
