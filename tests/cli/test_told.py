"""Figures from before the ledger and targets, as a clerk gives them."""

import os
from datetime import date

import pytest

from desk import Run

BEFORE = ("figure", "enter", "dispute.accepted", "--year", "2023", "1598", "--source", "2023年年报")


@pytest.fixture
def begun(desk: Run) -> Run:
    """Give a ledger that begins in 2024, with one case of that year."""
    from xcli.domain.keeping import Setting
    from xcli.domain.pages import lines
    from xcli.ledger.journal import Act
    from xcli.ledger.ledger import open_ledger

    case = {"case_no": "湟调〔2024〕1号", "accepted_on": date(2024, 5, 6), "category": "neighbour"}
    with open_ledger(os.environ["XCLI_DB"]).writing(Act("王芳", "fixture")) as writer:
        writer.add(Setting, {"key": "ledger_start", "value": "2024-01-01"})
        writer.add(lines()["dispute"], case)
    return desk


def test_an_entered_figure_stands_in_comparisons_and_is_marked(begun: Run) -> None:
    assert begun(*BEFORE).out == "2023年 受理矛盾纠纷：1598件（手工数据），依据：2023年年报。反悔：xcli undo\n"
    said = " ".join(begun("stats", "dispute", "--year", "2023").out.split())
    assert "受理矛盾纠纷（件） 1598（手工） 0" in said
    assert "手工录入（依据：2023年年报）：本年受理矛盾纠纷。" in said


def test_an_entered_rate_is_a_per_cent_only(begun: Run) -> None:
    begun("figure", "录入", "调解成功率", "--年度", "2023", "97.91%", "--依据", "2023年年报")
    assert "97.91%（手工）" in begun("stats", "dispute", "--year", "2023").out
    assert "9791/10000" not in begun("stats", "dispute", "--year", "2023").out


def test_it_is_never_mixed_with_counted_figures(begun: Run) -> None:
    begun(*BEFORE)
    by_month = begun("stats", "dispute", "--year", "2023", "--by", "month").out
    assert "1598" not in by_month
    assert "1598" not in begun("stats", "dispute", "--year", "2023", "--category", "邻里").out
    assert begun("check", "--year", "2023").code == 0


def test_why_names_its_source_and_what_the_ledger_itself_has(begun: Run) -> None:
    begun(*BEFORE)
    said = begun("why", "dispute.accepted", "--year", "2023").out
    assert "手工录入，依据：2023年年报" in said
    assert "受理日期在期间内的件数 = 0（0 件）" in said


def test_a_period_of_the_ledger_is_counted_and_not_entered(begun: Run) -> None:
    answer = begun("figure", "enter", "dispute.accepted", "--year", "2024", "5", "--source", "x")
    assert answer.code == 5
    assert "台账自 2024-01-01 起" in answer.err
    assert begun("figure", "list", "--format", "json").out.strip() == "[]"


@pytest.mark.parametrize(
    "given,code,said",
    [
        (("dispute.acepted", "--year", "2023", "5", "--source", "x"), 3, "没有指标"),
        (("dispute.accepted", "5", "--source", "x"), 2, "请写明期间"),
        (("dispute.accepted", "--year", "2023", "5"), 2, "出自哪里"),
        (("dispute.accepted", "--year", "2023", "5", "--source", "  "), 2, "出自哪里"),
        (("dispute.accepted", "--year", "2023", "160余", "--source", "x"), 4, "是约数"),
        (("dispute.accepted", "--year", "23", "5", "--source", "x"), 2, "不是年份"),
    ],
)
def test_each_mistake_has_its_sentence(begun: Run, given: tuple[str, ...], code: int, said: str) -> None:
    answer = begun("figure", "enter", *given)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err


def test_entering_again_replaces_and_undo_brings_back(begun: Run) -> None:
    begun(*BEFORE)
    begun(*BEFORE[:5], "1600", *BEFORE[6:])
    assert "1600件" in begun("figure", "list").out
    begun("undo")
    assert "1598件" in begun("figure", "list").out
    assert begun("figure", "retract", "dispute.accepted", "--year", "2023").code == 0
    assert begun("figure", "retract", "dispute.accepted", "--year", "2023").code == 3
    assert begun("db", "verify").code == 0


def test_targets_are_set_listed_and_taken_back(begun: Run) -> None:
    given = ("target", "set", "dispute.accepted", "--year", "2024", "1600", "--source", "年度要点")
    assert "1600件（目标），依据：年度要点" in begun(*given).out
    assert (
        begun("target", "list", "--format", "csv").out.splitlines()[1]
        == "2024年,dispute.accepted,受理矛盾纠纷,1600件,年度要点"
    )
    assert begun("target", "retract", "dispute.accepted", "--year", "2024").code == 0
    assert begun("target", "retract", "dispute.accepted", "--year", "2024").code == 3


def test_in_english(begun: Run) -> None:
    said = begun(*BEFORE, "--lang", "en").out
    assert said == "2023, disputes accepted: 1598 cases (entered figures); source: 2023年年报. To reverse: xcli undo\n"
