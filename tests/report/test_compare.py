"""Figures of a text are taken for the indicators that their words mean, and compared at the places printed."""

import pytest

from xcli.report.compare import Match, matched, printed_in, status
from xcli.report.lint.document import document_of
from xcli.stats.catalogue import find_indicator


def matches(text: str, **remembered: str) -> list[Match]:
    return matched(list(printed_in(document_of("x", [(text, False)]))), remembered)


def ids(text: str, **remembered: str) -> list[str]:
    return [match.indicator.id if match.indicator else "-" for match in matches(text, **remembered)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("受理矛盾纠纷1673件，调处成功1646件，调解成功率98.38%，涉案金额5086万余元。",
         ["dispute.accepted", "dispute.settled", "dispute.success_rate", "dispute.amount"]),
        ("收到行政复议申请36件，已办结25件。", ["recon.received", "recon.closed"]),
        ("办理法律援助案件760件，其中刑事案件345件、民事案件415件。", ["aid.cases", "aid.criminal", "aid.civil"]),
        ("浏览量达28.3万人次，推送信息1263条。", ["publicity.views", "-"]),
        ("力争2025年受理矛盾纠纷2000件。", []),
    ],
)  # fmt: skip
def test_words_find_their_indicator(text: str, found: list[str]) -> None:
    assert ids(text) == found


def test_what_was_corrected_once_is_remembered() -> None:
    text = "受理矛盾纠纷1673件。"
    assert ids(text, 受理矛盾纠纷="aid.cases") == ["aid.cases"]
    assert ids(text, 受理矛盾纠纷="-") == ["-"]


def test_a_rough_likeness_is_less_sure() -> None:
    (exact,) = matches("受理矛盾纠纷1673件。")
    (rough,) = matches("全面受理各类矛盾纠纷1673件。")
    assert exact.confidence == 100
    assert rough.confidence < 100


@pytest.mark.parametrize(
    ("text", "indicator", "top", "base", "said"),
    [
        ("调解成功率98.38%", "dispute.success_rate", 1646, 1673, "equal"),
        ("调解成功率98.39%", "dispute.success_rate", 1646, 1673, "equal"),
        ("调解成功率98.4%", "dispute.success_rate", 1646, 1673, "equal"),
        ("调解成功率98.5%", "dispute.success_rate", 1646, 1673, "differs"),
        ("调解成功率98%以上", "dispute.success_rate", 1646, 1673, "hedged"),
        ("调解成功率98.38%", "dispute.success_rate", 0, 0, "empty"),
        ("受理矛盾纠纷1673件", "dispute.accepted", 1673, None, "equal"),
        ("受理矛盾纠纷1600余件", "dispute.accepted", 1673, None, "hedged"),
        ("受理矛盾纠纷1674件", "dispute.accepted", 1673, None, "differs"),
        ("涉案金额5086万余元", "dispute.amount", 5_086_321_700, None, "hedged"),
        ("涉案金额5086.32万元", "dispute.amount", 5_086_321_700, None, "equal"),
        ("涉案金额5086.42万元", "dispute.amount", 5_086_321_700, None, "differs"),
    ],
)
def test_figures_are_compared_as_they_are_printed(text: str, indicator: str, top: int, base: int | None, said: str) -> None:
    (match,) = matches(text)
    assert match.indicator == find_indicator(indicator)
    assert status(match.printed.figure, find_indicator(indicator), top, base) == said
