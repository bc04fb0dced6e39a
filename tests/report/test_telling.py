"""What reports say of a line: every placeholder of every story is a figure of its line, in both languages."""

from string import Formatter

import pytest

from xcli.domain.pages import lines
from xcli.domain.period import Period, month, span, year
from xcli.domain.section import SECTIONS
from xcli.report.telling import key_of


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
    assert {page.section, *(i.section for i in page.indicators if i.section)} <= set(SECTIONS)


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
