"""stats, why, check and indicator as a clerk calls them."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desk import Run

OFFICE = "多巴镇司法所"


@pytest.fixture
def year(desk: Run, made: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Give a desk whose ledger holds eight disputes of 2024 and one carried in."""
    import os

    from xcli.domain.keeping import Office, Opening
    from xcli.domain.pages.dispute import Dispute
    from xcli.ledger.journal import Act
    from xcli.ledger.ledger import open_ledger

    def case(n: int, accepted: str, mediated: str = "", **more: Any) -> dict[str, Any]:
        closed = {"mediated_on": date.fromisoformat(mediated), "outcome": "settled"} if mediated else {}
        party = [{"role": "applicant", "person": "张三"}, {"role": "respondent", "person": "李四"}]
        base = {
            "case_no": f"湟调〔{accepted[:4]}〕{n}号",
            "accepted_on": date.fromisoformat(accepted),
            "category": "neighbour",
        }
        return base | closed | {"party": party} | more

    with open_ledger(os.environ["XCLI_DB"]).writing(Act("王芳", "fixture")) as writer:
        office = writer.add(Office, {"title": OFFICE, "kind": "office"})
        writer.add(Opening, {"line": "dispute", "day": date(2024, 1, 1), "count": 4, "source": "上年台账"})
        for content in [
            case(1, "2023-12-20", "2024-01-10", amount=5_000_00),
            case(1, "2024-01-05", "2024-01-06", office=office, amount=120_000_00),
            case(2, "2024-02-05", "2024-02-06", office=office, category="contract"),
            case(3, "2024-10-08", "2024-11-06", office=office),
            case(4, "2024-11-01", "2024-11-02", category="contract", escalation=("crime", "petition")),
            case(5, "2024-11-03", mediated="2024-11-03", outcome="failed"),
            case(6, "2024-11-20"),
        ]:
            writer.add(Dispute, content)
    del made, monkeypatch
    return desk


def squeezed(text: str) -> list[str]:
    """Return lines with single blanks: what they say, not where it stands."""
    return [" ".join(line.split()) for line in text.splitlines()]


def test_without_a_period_it_is_the_phone_call(year: Run) -> None:
    said = squeezed(year("stats", "dispute").out)
    assert said[:2] == ["纠纷统计 2024年11月1日至11月24日，截至2024-11-24（受理按受理日期，", "调解成功按调解日期）"]
    assert said[2] == "指标 本月 本年累计 上年同期 增减"
    assert "受理矛盾纠纷（件） 3 6 0 —" in said
    assert "调解成功率 2/3 = 66.67% 5/6 = 83.33% — —" in said
    assert "期末未结（件） 5 5 0 —" in said
    assert said[-1] == "收结平衡：旧存 5 + 新收 3 = 已结 3 + 未结 5（含只知件数的期初存量 4 件）"


def test_every_line_answers_on_one_screen(year: Run) -> None:
    out = year("stats").out
    assert "纠纷统计" in out
    assert max(map(len, out.splitlines())) <= 80


def test_the_sentence_to_read_out(year: Run) -> None:
    assert year("stats", "dispute", "--say").out == (
        "截至2024年11月24日，纠纷：本月受理矛盾纠纷3件，调处成功2件，调解成功率66.67%（2/3），期末未结5件，涉案金额0.00万元；"
        "本年累计受理矛盾纠纷6件，调处成功5件，调解成功率83.33%（5/6），期末未结5件，涉案金额12.50万元；"
        "上年同期受理矛盾纠纷0件，调处成功0件，调解成功率无法计算（分母为零），期末未结0件，涉案金额0.00万元。\n"
    )


def test_a_rate_over_100_is_never_capped(year: Run) -> None:
    said = squeezed(year("stats", "dispute", "--month", "2024-01", "--against", "last-month").out)
    assert "调解成功率 2/1 = 200.0% 0/1 = 0.0% +200.0 个百分点" in said
    assert "调解成功率：本月含上期受理 1 件。" in said


def test_a_cohort_follows_the_cases_of_the_period(year: Run) -> None:
    said = squeezed(year("stats", "dispute", "--month", "2024-10", "--cohort", "--indicator", "调解成功率").out)
    assert said[0].endswith("（跟踪本期案件，均按受理日期）")
    assert said[3].startswith("调解成功率 1/1 = 100.0%")


def test_groups_close_with_those_not_given(year: Run) -> None:
    said = squeezed(year("stats", "纠纷", "--年度", "2024", "--按", "承办机构", "--指标", "受理").out)
    assert [line for line in said[3:] if not line.startswith("-")] == [
        f"{OFFICE} 3 50.0%",
        "未填 3 50.0%",
        "合计 6 100.0%",
    ]


def test_a_cross_table_closes_both_ways(year: Run) -> None:
    said = squeezed(year("stats", "dispute", "--year", "2024", "--by", "office", "--by", "category").out)
    assert [line for line in said if line[:1] not in "-纠承截"] == [
        f"{OFFICE} 2 1 3 50.0%",
        "未填 2 1 3 50.0%",
        "合计 4 2 6 100.0%",
        "占比 66.7% 33.3% 100.0%",
    ]


def test_overlapping_groups_say_so(year: Run) -> None:
    said = squeezed(year("stats", "dispute", "--year", "2024", "--by", "escalation", "--indicator", "受理").out)
    assert "民转刑 1 16.7%" in said
    assert "群体性上访 1 16.7%" in said
    assert "合计 6 100.0%" in said
    assert said[-1].startswith("可重复计数")


def test_months_and_the_rest_of_the_groups(year: Run) -> None:
    months = squeezed(year("stats", "dispute", "--by", "month", "--indicator", "受理").out)
    assert "11月1日至11月24日 3" in months
    assert "合计 6" in months
    top = squeezed(year("stats", "dispute", "--by", "category", "--top", "1", "--indicator", "受理").out)
    assert "其余 1 项 2 33.3%" in top


def test_a_cross_table_lists_the_largest_groups_too(year: Run) -> None:
    asked = ("stats", "dispute", "--year", "2024", "--by", "category", "--top", "1", "--by")
    said = squeezed(year(*asked, "office").out)
    assert [line for line in said if line[:1] not in "-纠承截"] == [
        "邻里 2 2 4 66.7%",
        "其余 1 项 1 1 2 33.3%",
        "合计 3 3 6 100.0%",
        "占比 50.0% 50.0% 100.0%",
    ]
    months = squeezed(year(*asked, "month").out)
    assert next(line for line in months if line.startswith("其余 1 项")).endswith(" 2 33.3%")


def test_groups_in_which_the_same_may_stand_twice_are_not_added(year: Run) -> None:
    asked = ("stats", "dispute", "--year", "2024", "--indicator", "受理", "--by", "escalation", "--top", "1", "--by")
    for words in (asked[:-1], (*asked, "office"), (*asked, "month")):
        said = squeezed(year(*words).out)
        (rest,) = (line for line in said if line.startswith("其余"))
        assert rest.endswith(" — —"), rest
        assert any(line.startswith("“其余”一行记作 —") for line in said)


@pytest.mark.parametrize("by", [[], ["--by", "month"], ["--by", "month", "--by", "月"]])
def test_the_largest_of_no_groups_are_refused(year: Run, by: list[str]) -> None:
    said = year("stats", "dispute", "--top", "3", *by)
    assert (said.code, said.out) == (2, "")
    assert "--by 字段" in said.err


def test_conditions_are_those_of_list(year: Run) -> None:
    for filters in (["--category", "合同"], ["--纠纷类别=合同"], ["--office", "多巴", "--category", "邻里"]):
        said = squeezed(year("stats", *filters, "dispute", "--year", "2024", "--indicator", "受理").out)
        assert "受理矛盾纠纷（件） 2 0 —" in said


def test_rounding_is_the_bureaus(year: Run) -> None:
    import os

    from xcli.domain.keeping import Setting
    from xcli.ledger.journal import Act
    from xcli.ledger.ledger import open_ledger

    with open_ledger(os.environ["XCLI_DB"]).writing(Act("王芳", "setting")) as writer:
        writer.add(Setting, {"key": "rounding", "value": "cut"})
    assert "2/3 = 66.66%" in year("stats", "dispute").out


def test_json_has_stable_keys(year: Run) -> None:
    rows = json.loads(
        year("stats", "dispute", "--month", "2024-01", "--indicator", "success_rate", "--format", "json").out
    )
    assert rows[0] == {
        "line": "dispute",
        "indicator": "dispute.success_rate",
        "label": "调解成功率",
        "unit": "%",
        "from": "2024-01-01",
        "until": "2024-01-31",
        "numerator": 2,
        "denominator": 1,
        "value": "200.0%",
        "marks": "含上期受理 1 件",
    }


def test_a_file_is_written_and_a_day_is_a_day(year: Run, tmp_path: Path) -> None:
    book = tmp_path / "年报.xlsx"
    answer = year("stats", "dispute", "--from", "2024-01", "--to", "2024-03", "--to", str(book))
    assert (answer.code, answer.out) == (0, "")
    assert book.read_bytes().startswith(b"PK")
    assert year("stats", "dispute", "--to", str(book)).code == 5


WRONG = [
    (["stats", "disptue"], 3, "没有业务“disptue”"),
    (["stats", "dispute", "--month", "2024-13"], 2, "不是月份"),
    (["stats", "dispute", "--month", "2024-12"], 2, "还没有开始"),
    (["stats", "dispute", "--month", "2024-01", "--year", "2024"], 2, "只能给一种期间"),
    (["stats", "dispute", "--by", "颜色"], 2, "不能按“颜色”分组"),
    (["stats", "dispute", "--by", "office", "--by", "category", "--by", "source"], 2, "最多写两次"),
    (["stats", "dispute", "--against", "明年"], 2, "看不懂"),
    (["stats", "dispute", "--indicator", "成功率"], 2, "可能指"),
    (["stats", "dispute", "--category", "邻居家"], 2, "看不懂"),
    (["stats", "dispute", "--format", "pdf"], 2, "没有 pdf 这种格式"),
    (["why"], 2, "请写明指标"),
    (["why", "结婚率"], 3, "没有指标"),
    (["indicator", "show", "调解成功律"], 3, "是不是"),
]


@pytest.mark.parametrize("arguments, code, says", WRONG)
def test_wrong_calls(year: Run, arguments: list[str], code: int, says: str) -> None:
    answer = year(*arguments)
    assert (answer.code, answer.out) == (code, "")
    assert says in answer.err
    assert len(answer.err.splitlines()) == 1


def test_why_opens_a_figure(year: Run) -> None:
    said = squeezed(year("why", "dispute", "调解成功率", "--year", "2024").out)
    assert said[0] == "调解成功率（dispute.success_rate） 2024年1月1日至11月24日：5/6 = 83.33%"
    assert "分子：调解日期在期间内、调解结果为调解成功的件数 = 5（5 件）" in said
    assert "分母中未计入分子 2 件：未填调解日期 1；调解结果不是调解成功 1" in said
    assert "分子中有 1 件不在分母（含上期受理）" in said
    assert any("湟调〔2023〕1号" in line for line in said)


def test_why_not_names_the_reason_of_each(year: Run) -> None:
    out = year("why", "dispute.success_rate", "--year", "2024", "--not-counted", "--format", "csv").out
    rows = [line.split(",") for line in out.splitlines()]
    assert [(row[0], row[-1]) for row in rows[1:]] == [
        ("湟调〔2024〕5号", "调解结果不是调解成功"),
        ("湟调〔2024〕6号", "未填调解日期"),
    ]
    assert "张三" not in out


def test_why_counts_the_opening_stock_as_stats_does(year: Run) -> None:
    said = squeezed(year("why", "dispute", "期末未结", "--year", "2024").out)
    assert said[0].endswith("：5 件")
    assert "另有期初存量 4 件（2024-01-01，只知件数，依据：上年台账）" in said


def test_a_sample_is_drawn_again_by_its_seed(year: Run) -> None:
    first, second = (
        year("why", "dispute", "受理", "--year", "2024", "--sample", "2", "--seed", "3").out for _ in range(2)
    )
    assert first == second
    assert "6 件中抽取 2 件（--seed 3）" in first


def test_check_passes_and_fails(year: Run) -> None:
    passed = year("check", "dispute")
    assert passed.code == 0
    assert "相符 纠纷：旧存+新收=已结+未结（核对 20 处）" in squeezed(passed.out)
    assert year("check", "--year", "2024").code == 0


def test_check_shows_both_sides_and_the_records(year: Run) -> None:
    import os

    from xcli.domain.pages.dispute import Dispute
    from xcli.ledger.journal import Act
    from xcli.ledger.ledger import open_ledger

    wrong = {
        "case_no": "湟调〔2024〕99号",
        "accepted_on": date(2024, 3, 1),
        "mediated_on": date(2024, 2, 1),
        "category": "other",
    }
    with open_ledger(os.environ["XCLI_DB"]).writing(Act("王芳", "plant")) as writer:
        writer.add(Dispute, wrong | {"outcome": "settled"})
    answer = year("check", "dispute", "--month", "2024-02")
    assert answer.code == 7
    assert "1 条勾稽关系、1 条记录规则" in answer.err
    said = squeezed(answer.out)
    assert "2024年2月 全部：期初未结 0 + 受理矛盾纠纷 1 = 1 ≠ 2 = 调处纠纷 2 + 期末未结 0" in said
    assert said.count("涉及：湟调〔2024〕99号") == 2


def test_indicators_are_listed_and_explained(year: Run) -> None:
    listed = json.loads(year("indicator", "list", "dispute", "--format", "json").out)
    assert {"dispute.success_rate", "dispute.accepted"} <= {row["id"] for row in listed}
    said = year("indicator", "show", "mediation", "success", "--lang", "en").out.splitlines()
    assert said[0] == "mediation success (dispute.success_rate), unit: %"


@pytest.mark.parametrize("arguments", [["stats"], ["why"], ["check"], ["indicator", "list"]])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_help_fits_the_screen(run: Run, arguments: list[str], language: str) -> None:
    from xcli.report.width import display_width

    out = run(*arguments, "--help", "--lang", language).out
    assert max(map(display_width, out.splitlines())) <= 80
