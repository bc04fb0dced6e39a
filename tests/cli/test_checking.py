"""Named rules, explanations, numbers and offices."""

import json
import os
from datetime import date
from pathlib import Path

import pytest

from desk import Run


@pytest.fixture
def months(desk: Run) -> Run:
    """Enter a quiet September and a busy October of two offices."""
    from xcli.domain.keeping import Office
    from xcli.domain.pages.dispute import Dispute
    from xcli.ledger.journal import Act
    from xcli.ledger.ledger import open_ledger

    with open_ledger(os.environ["XCLI_DB"]).writing(Act("王芳", "fixture")) as writer:
        offices = [writer.add(Office, {"title": name, "kind": "office"}) for name in ("多巴司法所", "共和司法所")]
        for n in range(1, 31):
            month, office = (9, offices[1]) if n <= 4 else (10, offices[0])
            writer.add(Dispute, {
                "case_no": f"湟调〔2024〕{n if n < 30 else 32}号", "office": office, "accepted_on": date(2024, month, 3),
                "category": "other", "agreed_amount": 100 if n == 5 else None,
            })
    return desk


def test_all_failures_of_a_month_are_listed_with_both_sides(months: Run) -> None:
    answer = months("check", "dispute", "2024-10")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines() == [
        "提示  纠纷：有协议金额而无协议：1 件（dispute.amount-without-agreement）",
        "      涉及：湟调〔2024〕5号",
        "提示  纠纷：受理矛盾纠纷：2024年9月 4 → 2024年10月 26（jump）",
        "提示  纠纷：共和司法所 2024年10月没有受理（零报告：xcli check zero）（silent-office）",
    ]
    assert months("check", "dispute", "2024-08").out == "相符  纠纷：2024年8月全部规则成立\n"


def test_several_months_are_told_apart(months: Run) -> None:
    said = months("check", "dispute", "2024-09", "2024-10", "2024-10").out.splitlines()
    assert [line for line in said if line.endswith("月：")] == ["纠纷 2024年9月：", "纠纷 2024年10月："]
    assert said[1] == "相符  纠纷：2024年9月全部规则成立"


def test_the_first_month_has_nothing_to_jump_from(months: Run) -> None:
    from xcli.domain.keeping import Setting
    from xcli.domain.pages.aid import Aid
    from xcli.ledger.journal import Act
    from xcli.ledger.ledger import open_ledger

    with open_ledger(os.environ["XCLI_DB"]).writing(Act("王芳", "fixture")) as writer:
        for n in range(30):
            writer.add(Aid, {"case_no": f"援{n}", "applied_on": date(2024, 10, 8), "kind": "civil"})
    assert "jump" not in months("check", "aid", "2024-10").out
    assert "（jump）" in months("check", "dispute", "2024-10").out
    with open_ledger(os.environ["XCLI_DB"]).writing(Act("王芳", "fixture")) as writer:
        writer.add(Setting, {"key": "ledger_start", "value": "2024-09-10"})
    assert "jump" not in months("check", "dispute", "2024-10").out


def test_an_explanation_is_signed_and_expires(months: Run) -> None:
    said = ("check", "waive", "jump", "2024-10", "--line", "dispute", "--until", "2024-12-31")
    assert months(*said, "--why", "经核实，数据无误").code == 4
    assert months(*said, "--why", "并入了李家山所的纸质台账").code == 0
    out = months("check", "dispute", "2024-10").out
    assert "已说明  纠纷：受理矛盾纠纷：2024年9月 4 → 2024年10月 26（jump）" in out
    assert "说明：并入了李家山所的纸质台账（王芳，第 3 笔，有效至 2024-12-31）" in out
    later = months("check", "dispute", "2024-10", "--today", "2025-01-01").out
    assert "提示  纠纷：受理矛盾纠纷：2024年9月 4 → 2024年10月 26（jump）" in later


def test_a_report_of_nothing_is_not_silence(months: Run) -> None:
    rows = json.loads(months("check", "offices", "2024-10", "dispute", "--format", "json").out)
    assert [(row["office"], row["state"], row["count"]) for row in rows] == [("多巴司法所", "迟报", 26), ("共和司法所", "未报", 0)]
    assert months("check", "zero", "多巴", "2024-10", "--line", "dispute").code == 5
    assert months("check", "零报告", "共和", "2024-10", "--业务", "纠纷").code == 0
    rows = json.loads(months("check", "offices", "2024-10", "dispute", "--format", "json").out)
    assert [row["state"] for row in rows] == ["迟报", "零报告"]
    assert "silent-office" not in months("check", "dispute", "2024-10").out


def test_missing_and_doubled_numbers(months: Run) -> None:
    from xcli.domain.pages.dispute import Dispute
    from xcli.ledger.journal import Act
    from xcli.ledger.ledger import open_ledger

    with open_ledger(os.environ["XCLI_DB"]).writing(Act("王芳", "fixture")) as writer:
        writer.add(Dispute, {"case_no": "湟调[2024]7号", "accepted_on": date(2024, 10, 3), "category": "other"})
    assert months("dispute", "retract", "2024-12", "--reason", "登重").code == 0
    answer = months("check", "numbers", "dispute", "--format", "json")
    assert answer.code == 7
    [row] = json.loads(answer.out)
    assert (row["missing"], row["retracted"], row["doubled"]) == ("30—31", "12", "7（2）")


def test_the_rules_name_who_answers_for_them(months: Run) -> None:
    rows = {row["id"]: row for row in json.loads(months("check", "rules", "dispute", "--format", "json").out)}
    assert (rows["dispute.balance"]["weight"], rows["dispute.balance"]["owner"]) == ("硬", "统计人员")
    assert rows["dispute.amount-without-agreement"]["weight"] == "软"


def test_a_reported_figure_that_was_tampered_with_is_found(months: Run) -> None:
    import sqlite3

    assert months("period", "close", "2024-10", "--line", "dispute").code == 0
    assert "reported" not in months("check", "dispute", "2024-10").out
    with sqlite3.connect(os.environ["XCLI_DB"]) as db:
        db.execute("UPDATE closing_figure SET numerator = 27 WHERE indicator = 'dispute.accepted' AND whole = 1")
    db.close()
    answer = months("check", "dispute", "2024-10")
    assert answer.code == 7
    assert "上报数与当时的台账不符：dispute.accepted 27 ≠ 26（reported）" in answer.out


WRONG = [
    (["check", "waive", "jump", "2024-10", "--why", "春节放假", "--until", "2024-12-31"], 2, "请写明业务"),
    (["check", "waive", "跳", "2024-10", "--why", "春节放假", "--until", "2024-12-31"], 3, "没有规则"),
    (["check", "waive", "dispute.balance", "2024-10", "--why", "春节放假", "--until", "2024-12-31"], 5, "硬规则"),
    (["check", "waive", "dispute.amount-without-agreement", "2024-10", "--why", "春节放假", "--until", "2030-12-31"], 2,
     "一年以内"),
    (["check", "zero", "甲所", "2024-10", "--line", "dispute"], 3, "没有“甲所”"),
    (["check", "天气"], 3, "没有业务"),
    (["check", "2024-13"], 2, "“2024-13”不是时段"),
    (["check", "dispute", "2024Q5"], 2, "“2024Q5”不是时段"),
    (["check", "2025-01"], 2, "2025年1月还没有开始"),
    (["check", "2024-10", "--year", "2023"], 2, "只能给一种期间：2024-10、--year"),
    (["check", "offices", "十月"], 2, "不是月份"),
]


@pytest.mark.parametrize("arguments, code, says", WRONG)
def test_wrong_calls(months: Run, arguments: list[str], code: int, says: str) -> None:
    answer = months(*arguments)
    assert (answer.code, answer.out) == (code, "")
    assert says in answer.err
    assert len(answer.err.splitlines()) == 1


def test_figures_given_out_are_followed_up(months: Run, tmp_path: Path) -> None:
    months("period", "close", "2024-10", "--line", "dispute")
    added = months("given", "add", "--to", "区委政法委", "--figure", "dispute.accepted 2024-10", "--via", "电话")
    assert added.code == 0, added.err
    assert added.out == "已记下：电话 报 区委政法委，受理矛盾纠纷 2024年10月 26 件（填写人 王芳，第 4 笔）\n"
    months("dispute", "add", "--accepted-on", "2024-10-20", "--category", "邻里", "--reason", "漏录")
    [row] = json.loads(months("given", "list", "--format", "json").out)
    assert (row["recipient"], row["then"], row["now"]) == ("区委政法委", "26 件", "相同")
    notice = tmp_path / "更正通知.docx"
    restated = months("period", "restate", "2024-10", "--reason", "漏报", "--approved-by", "李局长", "--notice", str(notice))
    assert "，电话）：\n  受理矛盾纠纷 2024年10月 26 件，现为 27 件\n" in restated.out
    assert notice.read_bytes().startswith(b"PK")
    [row] = json.loads(months("given", "list", "--format", "json").out)
    assert row["now"] == "27 件"
    assert months("given", "notice", "2024-09", "--to", str(tmp_path / "x.docx")).code == 5
    assert months("given", "notice", "2024-10", "--to", str(tmp_path / "x.pdf")).code == 2
    assert months("given", "add", "--to", "甲", "--figure", "受理", "--via", "电话").code == 2
    assert months("given", "add", "--to", "甲", "--figure", "受理 2024-10", "--via", "传真").code == 2


def test_a_definition_with_one_version_has_nothing_to_compare(months: Run) -> None:
    answer = months("indicator", "diff", "dispute.settled")
    assert (answer.code, answer.out) == (5, "")
