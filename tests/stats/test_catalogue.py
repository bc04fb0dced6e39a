"""Indicators are found by what people call them."""

import pytest

from xcli.domain.pages import lines
from xcli.errors import XcliError
from xcli.stats.catalogue import AmbiguousIndicator, NoIndicator, find_indicator, indicators, line_named, page_of


@pytest.mark.parametrize(
    "word, found",
    [
        ("dispute.success_rate", "dispute.success_rate"),
        ("dispute.accepted", "dispute.accepted"),
        ("调解成功率", "dispute.success_rate"),
        ("Mediation Success", "dispute.success_rate"),
        ("调 解 率", "dispute.handling_rate"),
        ("口头", "dispute.agreements_oral"),
        ("oral agr", "dispute.agreements_oral"),
    ],
)
def test_found(word: str, found: str) -> None:
    assert find_indicator(word, "dispute").id == found


@pytest.mark.parametrize(
    "word, error, says",
    [
        ("成功率", AmbiguousIndicator, "调处成功率（dispute.success_of_handled）"),
        ("调解成功律", NoIndicator, "调解成功率（dispute.success_rate）"),
        ("", NoIndicator, "xcli indicator list"),
    ],
)
def test_not_found(word: str, error: type[XcliError], says: str) -> None:
    with pytest.raises(error) as caught:
        find_indicator(word, "dispute")
    assert says in caught.value.text().zh


def test_every_indicator_is_found_by_id_and_says_where_it_stands() -> None:
    assert len({indicator.id for indicator in indicators()}) == len(indicators())
    for indicator in indicators():
        assert find_indicator(indicator.id) == indicator
        assert indicator in page_of(indicator).indicators
        assert indicator.basis


@pytest.mark.parametrize("word", ["dispute", "纠纷", "Disputes"])
def test_lines_answer_to_both_names(word: str) -> None:
    assert line_named(word) is lines()["dispute"]
