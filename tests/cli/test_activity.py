"""Activities at the desk: entered, counted, imported, undone; the short commands; kinds that a bureau adds."""

import json
from pathlib import Path
from typing import Any

import pytest

from desk import Run

LECTURE = ("--kind", "讲座", "--started-on", "2024-05-03", "--title", "反诈讲座", "--audience", "学生")


def figures(desk: Run, *words: str) -> dict[str, Any]:
    said = desk("stats", "activity", "--year", "2024", "--format", "json", *words).out
    return {row["indicator"]: int(row["value"]) for row in json.loads(said) if row["from"].startswith("2024")}


@pytest.fixture
def offices(desk: Run) -> Run:
    for name in ("多巴司法所", "共和司法所"):
        assert desk("office", "add", name).code == 0
    return desk


def test_an_activity_is_entered_counted_changed_and_taken_back(offices: Run) -> None:
    said = offices("activity", "add", *LECTURE, "--office", "多巴", "--quantity", "1场次", "--quantity", "120人次")
    assert "1场次、120人次" in said.out
    assert offices("activity", "add", *LECTURE, "--office", "共和", "--quantity", "场次=2").code == 0
    assert figures(offices)["publicity.lectures"] == figures(offices)["school.lectures"] == 3
    assert "数量1：1场次 -> 4场次" in offices("activity", "edit", "1", "--quantity", "1:4场次").out
    assert figures(offices)["publicity.lectures"] == 6
    assert offices("undo").code == 0
    assert offices("activity", "retract", "2", "--reason", "重复").code == 0
    assert figures(offices)["publicity.lectures"] == 1
    assert "retracted" in offices("--lang", "en", "activity", "history", "2").out
    assert offices("db", "verify").code == 0


def test_every_mistake_in_quantities_is_told_and_nothing_is_kept(desk: Run) -> None:
    said = desk("activity", "add", *LECTURE, "--quantity", "12", "--quantity", "次=-3", "--quantity", "2批次")
    assert said.code == 4
    for words in ("只有数字，没有单位", "是负数", "“普法讲座”不计批次"):
        assert words in said.err
    assert "共 0 项" in desk("activity", "list").out


@pytest.mark.parametrize("words", [("stats", "activity", "--indicator", "合计"), ("why", "数量"), ("why", "total")])
def test_units_are_never_added(desk: Run, words: tuple[str, ...]) -> None:
    said = desk(*words)
    assert said.code == 2
    assert "不能相加" in said.err


def test_a_kind_added_by_command_is_counted_imported_and_opened(offices: Run, tmp_path: Path) -> None:
    assert offices("code", "add", "活动种类", "送法下乡").code == 2
    assert offices("code", "add", "活动种类", "送法下乡", "--quantity", "场次", "--quantity", "赠书=册").code == 0
    add = ("activity", "add", "--kind", "送法下乡", "--started-on", "2024-06-01")
    assert offices(*add, "--quantity", "2场次", "--quantity", "40册").code == 0
    sheet = tmp_path / "下乡.csv"
    sheet.write_text("活动种类,活动日期,承办机构,场次,赠书（册）\n送法下乡,2024-07-01,多巴司法所,1,12册\n", "utf-8")
    assert offices("import", str(sheet)).code == 0
    assert figures(offices)["activity.own1.own1"] == 52
    assert "2场次、40册" in offices("why", "送法下乡：赠书", "--year", "2024").out
    by = json.loads(offices("stats", "activity", "--year", "2024", "--by", "office", "--indicator", "赠书", "--format", "json").out)
    assert "占比按" not in offices("stats", "activity", "--year", "2024", "--by", "office", "--indicator", "赠书").out
    assert "占比按“矛盾纠纷排查”计。" in offices("stats", "activity", "--year", "2024", "--by", "office").out
    assert {row["office"]: int(row["value"]) for row in by} == {"多巴司法所": 12, "未填": 40}
    assert "只有数字" in offices(*add, "--quantity", "40").err


def test_a_quantity_is_added_with_its_unit_or_not_at_all(desk: Run) -> None:
    for words in (("数量项", "赠书"), ("活动对象", "牧民", "--unit", "名"), ("对象", "牧民", "--quantity", "场次"),
                  ("活动种类", "送法", "--quantity", "场次=个"), ("活动种类", "送法", "--quantity", "册数")):  # fmt: skip
        assert desk("code", "add", *words).code == 2
    assert desk("code", "add", "数量项", "赠书", "--unit", "册").code == 0
    assert "册" in desk("code", "list", "数量项").out


def test_a_consultation_opens_the_case_that_it_needs(offices: Run) -> None:
    said = offices(
        "consult", "add", "--client", "马生福", "--matter", "劳动报酬", "--matter", "离婚", "--channel", "12348",
        "--office", "多巴", "--to-case", "案件类型=民事",
    )  # fmt: skip
    assert said.code == 0
    assert "1人次、2件" in said.out
    assert "法律咨询" not in offices("screen", "list").out
    card = offices("aid", "show", "马生福" if "马生福" in said.out else "1").out
    assert "马生福" in card
    assert "关联（由此引出）：活动" in card
    assert offices("undo").code == 0
    assert offices("aid", "show", "1").code == 3
    assert figures(offices)["aid.consultations"] == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("consult", "add", "--client", "马生福"), "--matter"),
        (("consult", "add", "--matter", "离婚", "--to-case", "民事"), "字段=值"),
        (("screen", "add", "--times", "87"), "--office"),
        (("screen", "add", "--office", "多巴"), "--times"),
        (("screen", "add", "--office", "多巴", "--times", "八十余"), "约数"),
        (("screen", "add", "--office", "多巴", "--times", "87", "--on", "五月吧"), "五月吧"),
    ],
)
def test_short_commands_say_what_they_lack(offices: Run, words: tuple[str, ...], said: str) -> None:
    answer = offices(*words)
    assert answer.code in (2, 4)
    assert said in answer.err


def test_an_office_enters_its_month_in_one_row_and_why_says_so(offices: Run) -> None:
    assert offices("排查", "登记", "--次数", "87", "--承办机构", "多巴", "--月份", "2024-05", "--排查方式", "入户").code == 0
    assert "2024-05-31" in offices("activity", "show", "1").out
    assert offices("screen", "add", "--times", "3", "--office", "共和", "--on", "2024-05-09").code == 0
    why = offices("why", "dispute.screenings", "--month", "2024-05").out
    assert "= 90" in why
    assert "其中 1 项各是一段时间的汇总" in why
    assert figures(offices, "--by", "month", "--indicator", "dispute.screenings")


def test_sheets_of_activities_are_read(offices: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "活动.csv"
    sheet.write_text(
        "种类,活动时间,司法所,企业,律师,审查合同（份）,场次,人次,咨询人,咨询事项\n"
        "法治体检,2024-03-01,多巴司法所,甲公司、乙公司,马晓峰、李文静,3,,,,\n"
        "法律咨询,2024-03-02,多巴司法所,,,,,,李四,离婚、继承\n"
        "普法讲座,2024-03-03,多巴司法所,,,,2,80人次,,\n", "utf-8",
    )  # fmt: skip
    assert offices("import", str(sheet)).code == 0
    found = figures(offices)
    names = ("enterprise.checkups", "enterprise.lawyers", "enterprise.contracts", "aid.consultations",
             "activity.consultation.matters", "publicity.lectures", "activity.lecture.people")  # fmt: skip
    assert [found[name] for name in names] == [2, 2, 3, 1, 2, 2, 80]
    sheet.write_text("活动种类,活动日期,场次,批次\n普法讲座,2024-03-03,,2\n", "utf-8")
    wrong = offices("import", str(sheet))
    assert wrong.code == 4
    assert "D 列 批次" in wrong.out + wrong.err
