"""Registers at the desk: a new kind by command line alone, stocks of a day, what expires, sheets, and what is refused."""

import json
from pathlib import Path

import pytest

from desk import TODAY, Run

VILLAGES = "册别,名称,代码,别名,起始日期\n村,苏尔吉村,630122100200,苏吉尔村,2002-01-01\n社区,河湾社区,630122100201,,2010-05-01\n"
PEOPLE = "册别,姓名,所在村,起始日期,培训情况\n法律明白人,马有福,苏尔吉村,2023-05-01,是\n法律明白人,李玉莲,苏吉尔村,2024-05-01,否\n"


@pytest.fixture
def villages(desk: Run, tmp_path: Path) -> Run:
    """Give a desk whose register holds a village and a community."""
    sheet = tmp_path / "村名册.csv"
    sheet.write_text(VILLAGES, "utf-8")
    assert desk("import", str(sheet)).code == 0
    return desk


def add(desk: Run, *words: str, code: int = 0) -> str:
    answer = desk("register", "add", *words)
    assert answer.code == code, answer.err
    return answer.out if code == 0 else answer.err


def stock(desk: Run, *words: str) -> dict[str, list[int]]:
    """Return what stands, came and left, by the first column."""
    rows = json.loads(desk("register", "stock", *words, "--format", "json").out)
    found = {str(next(iter(row.values()))): [int(v) for v in list(row.values())[1:4]] for row in rows}
    return found | {"合计": list(map(sum, zip(*found.values(), strict=True)))}


def test_a_new_register_is_a_code_and_counts_at_once(desk: Run) -> None:
    assert desk("code", "add", "登记册", "公共法律服务站", "--en", "service stations").code == 0
    add(desk, "--kind", "公共法律服务站", "--title", "河湾服务站", "--since", "2023-03-01")
    add(desk, "--kind", "公共法律服务站", "--title", "北山服务站", "--since", "2024-09-01")
    assert stock(desk, "公共法律服务站") == {"未填": [2, 1, 0], "合计": [2, 1, 0]}
    assert stock(desk, "--on", "2023-12-31") == {"公共法律服务站": [1, 1, 0], "合计": [1, 1, 0]}
    assert "service stations" in desk("register", "stock", "--lang", "en").out
    assert "公共法律服务站（register.own1） 2023年：1 个" in desk("why", "公共法律服务站", "--year", "2023").out
    assert desk("register", "leave", "河湾服务站", "--until", TODAY, "--ending", "撤并").code == 0
    assert stock(desk, "公共法律服务站")["合计"] == [1, 1, 1]


def test_a_village_answers_to_its_other_name_and_holds_a_level_once(villages: Run) -> None:
    award = ("--kind", "示范村", "--category", "县级", "--village")
    assert "苏尔吉村" in add(villages, *award, "苏吉尔村", "--since", "2019-12-04")
    refused = add(villages, *award, "苏尔吉村", "--since", "2021-12-04", code=5)
    assert "“民主法治示范村 县级 苏尔吉村”自 2019-12-04 起已在册（湟册〔2019〕1号）" in refused
    assert "最接近的是：苏尔吉村" in add(villages, *award, "苏尔机村", "--since", "2019-12-04", code=4)
    add(villages, "--kind", "示范村", "--category", "市级", "--village", "苏尔吉村", "--since", "2021-12-04")
    rows = json.loads(villages("stats", "register", "--year", "2024", "--format", "json").out)
    found = {row["indicator"]: row["value"] for row in rows if row["from"] == "2024-01-01"}
    assert [found[f"village.{name}"] for name in ("county", "municipal", "provincial")] == ["1", "1", "0"]
    assert found["village.county_rate"] == "50.0%"


def test_a_sheet_is_taken_once_and_taken_back(villages: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "法律明白人.csv"
    sheet.write_text(PEOPLE, "utf-8")
    assert "新增 2" in villages("import", str(sheet)).out
    sheet.write_text(PEOPLE + "法律明白人,张占奎,河湾社区,2024-06-01,是\n", "utf-8")
    assert "新增 1，修改 0，相同 2" in villages("import", str(sheet)).out
    assert stock(villages, "法律明白人", "--by", "village") == {"苏尔吉村": [2, 1, 0], "河湾社区": [1, 1, 0], "合计": [3, 2, 0]}
    assert villages("undo").code == 0
    assert stock(villages, "法律明白人")["合计"] == [2, 1, 0]


@pytest.mark.parametrize("name", ["鲁沙尔镇法律明白人花名册", "乡村“法律明白人”名册（2024）"])
def test_a_title_names_the_register_of_a_sheet(villages: Run, tmp_path: Path, name: str) -> None:
    sheet = tmp_path / f"{name}.csv"
    sheet.write_text("序号,姓名,所在村,认定日期,培训情况\n1,马有福,苏尔吉村,2023-05-01,是\n", "utf-8")
    told = villages("import", str(sheet)).out
    assert "册别（看标题）：法律明白人" in told
    assert stock(villages, "法律明白人")["合计"] == [1, 0, 0]


def test_a_longer_title_wins_and_a_column_wins_over_the_title(villages: Run, tmp_path: Path) -> None:
    row = "姓名,所属单位,认定日期\n马有福,北山寺,2023-05-01\n"
    (tmp_path / "寺院法律明白人名册.csv").write_text(row, "utf-8")
    assert "册别（看标题）：寺院法律明白人" in villages("import", str(tmp_path / "寺院法律明白人名册.csv")).out
    (tmp_path / "法律明白人名册.csv").write_text(PEOPLE.replace("法律明白人,", "调解员,"), "utf-8")
    assert "看标题" not in villages("import", str(tmp_path / "法律明白人名册.csv")).out
    assert stock(villages) == {"村": [1, 0, 0], "社区": [1, 0, 0], "寺院法律明白人": [1, 0, 0], "调解员": [2, 1, 0], "合计": [5, 1, 0]}
    (tmp_path / "名册.csv").write_text(row.replace("马有福", "李玉莲"), "utf-8")
    refused = villages("import", str(tmp_path / "名册.csv"))
    assert (refused.code, "缺少必需的列 册别" in refused.err) == (4, True)


def test_the_same_entry_twice_in_a_sheet_is_named_by_its_row(villages: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "法律明白人.csv"
    sheet.write_text(PEOPLE + "法律明白人,马有福,苏吉尔村,2023-08-01,是\n", "utf-8")
    refused = villages("import", str(sheet))
    assert refused.code == 4
    assert "第 4 行" in refused.out
    assert "自 2023-05-01 起已在册（第 2 行）" in refused.out
    assert "马有福" not in refused.out + refused.err
    taken = villages("import", str(sheet), "--accept-good").out
    assert "新增 2，修改 0，相同 0，未收 1" in taken


def test_what_expires_before_long(desk: Run) -> None:
    document = ("--kind", "规范性文件", "--category", "政府", "--since")
    add(desk, *document, "2019-12-20", "--title", "养犬管理办法")
    add(desk, *document, "2022-12-20", "--title", "供热管理办法", "--trial", "是")
    add(desk, *document, "2023-03-01", "--title", "公路养护办法")
    soon = desk("register", "expiring", "--days", "30").out
    assert "养犬管理办法" in soon
    assert "2024-12-19" in soon
    assert "供热管理办法" in soon
    assert "公路养护办法" not in soon
    assert "共 0 条" in desk("register", "expiring", "--days", "20").out
    assert stock(desk, "规范性文件", "--on", "2024-12-20")["合计"] == [1, 0, 2]


def test_names_leave_masked_and_minors_are_never_named(desk: Run, tmp_path: Path) -> None:
    corrected = ("--kind", "社区矫正对象", "--category", "缓刑", "--since", "2024-02-01")
    add(desk, *corrected, "--person", "石占奎")
    assert "不登记姓名" in add(desk, *corrected, "--person", "石小明", "--minor", "是", code=4)
    add(desk, *corrected, "--title", "未成年07", "--minor", "是")
    assert "石占奎" in desk("register", "list").out
    for file in ("在册.csv", "在册.xlsx"):
        assert desk("register", "list", "--to", str(tmp_path / file)).code == 0
    told = (tmp_path / "在册.csv").read_text("utf-8-sig")
    assert "石某" in told
    assert "石占奎" not in told + desk("register", "expiring", "--format", "csv").out


def test_who_handled_how_many_and_who_none(desk: Run) -> None:
    for person, until in (("马文清", None), ("祁生莲", None), ("贾玉花", None), ("许得祥", "2024-09-30")):
        words = ("--kind", "调解员", "--person", person, "--since", "2023-01-01", *(("--until", until) if until else ()))
        add(desk, *words)
    for day, mediator in (("2024-10-08", "马文清"), ("2024-11-20", "马文清、祁生莲"), ("2024-09-30", "贾玉花"), ("2024-10-09", "无此人")):
        case = ("--accepted-on", day, "--category", "邻里", "--mediator", mediator)
        assert desk("dispute", "add", *case, "--force").code == 0
    told = desk("register", "work", "人民调解员").out
    assert [line.split() for line in told.splitlines()[3:-1]] == [["马文清", "2"], ["祁生莲", "1"], ["贾玉花", "0"]]
    assert told.endswith("在册 3，共办 3 件，平均 1.0 件；一件没有的 1\n")
    idle = json.loads(desk("register", "work", "mediator", "--none", "--format", "json").out)
    assert idle == [{"person": "贾某", "cases": 0}]
    whole = desk("登记册", "办件", "调解员", "--year", "2024", "--lang", "en").out
    assert "3 on the register, 4 cases, 1.3 each; 0 handled none" in whole


@pytest.mark.parametrize(
    "words, code, says",
    [
        (("stock", "无此册"), 2, "登记册里没有“无此册”"),
        (("stock", "--on", "2024-13-01"), 2, "--on 的“2024-13-01”不是日期"),
        (("stock", "--by", "天气"), 2, "不能按“天气”分组"),
        (("expiring", "--days", "-1"), 2, "days"),
        (("expiring", "--days", "多"), 2, "days"),
        (("add", "--kind", "村", "--title", "甲村", "--code", "1", "--since", "2024-05-01", "--until", "2024-04-01"), 4, "退出日期早于起始日期"),
        (("add", "--kind", "星际舰队", "--title", "甲", "--since", "2024-05-01"), 4, "登记册里没有“星际舰队”"),
        (("leave", "甲"), 3, "没有编号“甲”"),
        (("work", "监督员"), 3, "行政执法监督员不在任何业务的字段里，不能统计办件。可用：人民调解委员会、调解员、调解工作室"),
        (("work", "无此册"), 2, "登记册里没有“无此册”"),
        (("work", "调解员", "--year", "2030"), 2, "还没有开始"),
    ],
)
def test_what_is_refused(desk: Run, words: tuple[str, ...], code: int, says: str) -> None:
    answer = desk("register", *words)
    assert (answer.code, answer.out) == (code, "")
    assert says in answer.err


def test_verbs_answer_to_their_chinese_names(villages: Run) -> None:
    assert villages("登记册", "在册", "村").out == villages("register", "stock", "village").out
    assert villages("登记册", "到期", "--天数", "10").code == 0
    assert "stock 在册" in villages("register", "--help").out


def test_a_sheet_of_many_rows_without_numbers_is_written_whole(desk: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "村名册.csv"
    rows = "".join(f"村,第{n}村,6301{n:08},2002-01-01\n" for n in range(4100))
    sheet.write_text("册别,名称,代码,起始日期\n" + rows, "utf-8")
    assert "新增 4100" in desk("import", str(sheet)).out
    assert stock(desk, "村")["合计"] == [4100, 0, 0]


# --- from which day the number of villages comes out of the register -------------------------------------------------


@pytest.fixture
def stated(villages: Run) -> Run:
    """State that there were four villages, and give one of the two on the register an award."""
    add(villages, "--kind", "村社区总数", "--count", "4", "--since", "2022-01-01")
    add(villages, "--kind", "示范村", "--category", "县级", "--village", "苏尔吉村", "--since", "2022-06-01")
    return villages


def rate(desk: Run, year: str) -> str:
    return desk("why", "village.county_rate", "--year", year).out.partition("\n")[0]


def test_the_number_of_villages_comes_out_of_the_register_from_a_day_on(stated: Run) -> None:
    assert rate(stated, "2022") == "县级创建率（village.county_rate） 2022年：1/2 = 50.0%"
    chosen = stated("indicator", "rule", "village.from_register", "2024-01-01", "--why", "2024年起逐村登记")
    assert chosen.out == "village.from_register = 2024-01-01（依据：2024年起逐村登记）。\n"
    assert rate(stated, "2023").endswith("2023年：1/4 = 25.0%")
    assert rate(stated, "2024").endswith("2024年1月1日至11月24日：1/2 = 50.0%")
    assert ["village.from_register", "2024-01-01"] in [line.split()[:2] for line in stated("指标", "规则").out.splitlines()]


def test_a_comparison_across_that_day_prints_both_versions(stated: Run) -> None:
    stated("indicator", "rule", "village.from_register", "2024-01-01", "--why", "2024年起逐村登记")
    printed = stated("stats", "register", "--year", "2024", "--indicator", "village.county_rate").out
    assert [line.split()[:7] for line in printed.splitlines()[3:]] == [
        ["县级创建率（口径2）", "1/4", "=", "25.0%", "1/4", "=", "25.0%"],
        ["县级创建率（口径1）", "1/2", "=", "50.0%", "1/2", "=", "50.0%"],
    ]
    report = [line.split() for line in stated("report", "annual", "2024").out.splitlines()]
    for version, share in (("口径2", "25.0%"), ("口径1", "50.0%")):
        assert [f"县级创建率（{version}）", "%", share, share] in [line[:4] for line in report]
    only = stated("stats", "register", "--year", "2024", "--indicator", "village.county_rate", "--today", "2025-11-24")
    assert "口径" in only.out
    later = stated("stats", "register", "--year", "2025", "--indicator", "village.county_rate", "--today", "2025-11-24")
    assert "口径" not in later.out
    assert "1/2 = 50.0%" in later.out


@pytest.mark.parametrize(
    "said, code, told",
    [
        (("village.from_register", "昨日", "--why", "x"), 2, "可写 yes、no，或日期"),
        (("village.from_register", "--why", "x"), 2, "可写 yes、no，或日期"),
        (("village.from", "no", "--why", "x"), 3, "没有“village.from”这条规则"),
        (("village.from_register", "no"), 2, "--why"),
    ],
)
def test_a_rule_is_not_chosen_otherwise(desk: Run, said: tuple[str, ...], code: int, told: str) -> None:
    answer = desk("indicator", "rule", *said)
    assert (answer.code, answer.out) == (code, "")
    assert told in answer.err


def test_what_was_given_by_one_version_is_followed_by_that_version(stated: Run) -> None:
    stated("indicator", "rule", "village.from_register", "no", "--why", "尚未逐村登记")
    stated("given", "add", "--to", "区委", "--figure", "village.county_rate 2023", "--via", "电话")
    [row] = json.loads(stated("given", "list", "--format", "json").out)
    assert (row["then"], row["now"]) == ("1/4 = 25.0%", "相同")
