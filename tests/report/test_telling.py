"""What reports say of a line: every placeholder of every story is a figure of its line, in both languages."""

from string import Formatter

import pytest

from xcli.domain.pages import lines
from xcli.domain.period import Period, month, span, year
from xcli.domain.section import SECTIONS, SYSTEMS
from xcli.report.telling import _by_name, key_of
from xcli.stats.axis import Values
from xcli.stats.catalogue import find_indicator as indicator
from xcli.stats.query import Desk
from xcli.stats.rules import Checked
from xcli.stats.span import View
from xcli.stats.survey import Account, section_of
from xcli.stats.table import Answer


@pytest.mark.parametrize("line", lines())
def test_a_story_speaks_of_its_own_figures(line: str) -> None:
    page = lines()[line]
    known = {i.id.partition(".")[2] for i in page.indicators}
    for sentence in page.story:
        asked = [{name for _, name, _, _ in Formatter().parse(words) if name} for words in sentence]
        assert asked[0] == asked[1] <= known, sentence.zh
        assert sentence.zh.endswith("。")
        assert sentence.en.endswith(".")


@pytest.mark.parametrize("line", lines())
def test_a_line_stands_in_a_section_that_there_is(line: str) -> None:
    page = lines()[line]
    assert {page.section, *(section_of(page, i) for i in page.indicators)} <= set(SECTIONS)


def test_figures_of_one_system_stand_together_whichever_line_counts_them() -> None:
    assert set(SYSTEMS.values()) <= set(SECTIONS)
    assert not set(SYSTEMS) & set(lines())
    shared = indicator("inspection.rectifications")
    assert {section_of(page, shared) for page in lines().values()} == {"government"}


@pytest.mark.parametrize("line", lines())
def test_no_private_field_is_listed(line: str) -> None:
    for listing in lines()[line].listings:
        assert not [field for field in listing.fields if field.private or field.secret]


@pytest.mark.parametrize(
    "period,key",
    [
        (year("2024"), "2024"),
        (month("2024-05"), "20240501-20240531"),
        (year("2024").until(span("2024-11-30", "2024-11-30").last), "20240101-20241130"),
        (year("2024", 21), "20231221-20241220"),
    ],
)
def test_a_period_has_a_short_key(period: Period, key: str) -> None:
    assert key_of(period) == key


def test_a_story_means_the_figures_that_the_line_is_called_by() -> None:
    """A line may count figures of another system too, whose names end alike."""
    page = lines()["dispute"]
    period = year("2024")
    other = next(i for i in page.indicators if i.kind == "money").but(id="studio.amount")
    values: Values = {}
    terms = tuple(dict.fromkeys(i.numerator for i in page.indicators))
    found = Answer(Desk(None, page, "630122"), (*page.indicators, other), (), values, terms)  # type: ignore[arg-type]
    account = Account(found.desk, View((("", period),)), found, {}, period, None, (), Checked(0, (), ()), None)  # type: ignore[arg-type]
    assert _by_name(account)["amount"].indicator.id == "dispute.amount"
