"""登记册: what an entry may not say, until when it stands, and the stocks of a year."""

from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from pagework import figure, judged, refusals, taken, unequal
from xcli.domain.code import Code
from xcli.domain.codes import register as codes
from xcli.domain.lists import Lists
from xcli.domain.pages.register import RegisterEntry
from xcli.domain.period import Period, month, year
from xcli.intake.validate import Validator
from xcli.text import Text

VILLAGE: dict[str, Any] = {"kind": "村", "title": "苏尔吉村", "code": "630122100200", "since": "2002-01-01"}
CORRECTED: dict[str, Any] = {"kind": "社区矫正对象", "category": "缓刑", "person": "石占奎", "since": "2024-02-01"}
DOCUMENT: dict[str, Any] = {"kind": "规范性文件", "category": "政府", "title": "区养犬管理办法", "since": "2020-03-02"}
VILLAGES = codes.VILLAGE.overlaid(Code(f"6301221002{n:02}", Text(f"{n}号村", f"village {n}")) for n in range(10))
VALIDATOR = Validator(RegisterEntry, Lists({"village": VILLAGES}), date(2025, 6, 30))


def award(village: int, level: str, **more: str) -> dict[str, Any]:
    checked = VALIDATOR.read({"kind": "示范村", "category": level, "village": f"{village}号村", "since": "2020-12-04"} | more)
    assert checked.good, checked.faults
    return checked.content


@pytest.mark.parametrize("cells", [VILLAGE, CORRECTED, DOCUMENT, {"kind": "法治长廊", "title": "北山长廊", "since": "2022-09-12"}])
def test_a_few_fields_are_enough_to_add(cells: dict[str, Any]) -> None:
    assert judged("register", cells).good


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"kind": "法治长廊", "since": "2022-09-12"}, "没有名称、姓名或所在村"),
        ({"kind": "监督员", "since": "2022-09-12", "title": "监督员一名"}, "缺少姓名"),
        (VILLAGE | {"code": ""}, "村（社区）要有名称和代码"),
        ({"kind": "村社区总数", "since": "2022-09-12", "title": "全区"}, "缺少数量"),
        ({"kind": "示范村", "category": "县级", "since": "2022-09-12", "title": "苏尔吉村"}, "示范村要写明所在村"),
        (CORRECTED | {"category": ""}, "管制、缓刑、假释、暂予监外执行"),
        (CORRECTED | {"category": "县级"}, "这个登记类别只用于民主法治示范村"),
        (CORRECTED | {"minor": "是"}, "不登记姓名"),
        (CORRECTED | {"minor": "是", "person": ""}, "要在名称栏写代号"),
        (CORRECTED | {"until": "2024-01-31"}, "退出日期早于起始日期"),
        (CORRECTED | {"valid_until": "2024-01-31"}, "有效期至早于起始日期"),
        (CORRECTED | {"ending": "解除"}, "有退出原因而无退出日期"),
        (CORRECTED | {"until": "2025-07-01"}, "在今天之后"),
        (DOCUMENT | {"category": ""}, "写明政府或部门"),
        (DOCUMENT | {"cleanup": "继续有效"}, "有清理结果而无清理日期"),
        (DOCUMENT | {"cleaned_on": "2024-10-31"}, "有清理日期而无清理结果"),
    ],
)
def test_what_an_entry_may_not_say(cells: dict[str, Any], says: str) -> None:
    assert says in refusals("register", cells)


def test_a_minor_stands_without_a_name() -> None:
    assert "person" not in taken("register", CORRECTED | {"minor": "是", "person": "", "title": "未成年07"})


@pytest.mark.parametrize(
    ("cells", "expires", "ended"),
    [
        (CORRECTED, None, None),
        (CORRECTED | {"until": "2024-06-01", "ending": "解除"}, None, "2024-06-01"),
        (CORRECTED | {"valid_until": "2026-01-31"}, "2026-01-31", "2026-02-01"),
        (CORRECTED | {"valid_until": "2026-01-31", "until": "2024-06-01"}, "2026-01-31", "2024-06-01"),
        (DOCUMENT, "2025-03-01", "2025-03-02"),
        (DOCUMENT | {"trial": "是"}, "2022-03-01", "2022-03-02"),
        (DOCUMENT | {"since": "2020-02-29"}, "2025-02-28", "2025-03-01"),
        (DOCUMENT | {"valid_until": "2023-12-31"}, "2023-12-31", "2024-01-01"),
    ],
)
def test_until_when_an_entry_stands(cells: dict[str, Any], expires: str | None, ended: str | None) -> None:
    content = taken("register", cells)
    assert [str(content.get(name)) for name in ("expires_on", "ended_on")] == [str(expires), str(ended)]


def test_a_stock_counts_the_day_it_begins_and_not_the_day_it_ends() -> None:
    entries = [taken("register", CORRECTED | {"until": "2024-06-10", "ending": "解除"})]

    def on(day: str) -> int:
        last = date.fromisoformat(day)
        return figure("corrections.people", entries, Period(date(2024, 1, 1), last.replace(day=last.day + 1)))[0]

    assert [on(day) for day in ("2024-01-30", "2024-02-01", "2024-06-09", "2024-06-10")] == [0, 1, 1, 0]


def test_levels_nest_and_each_village_counts_once() -> None:
    entries = [taken("register", VILLAGE | {"title": f"{n}号村", "code": f"6301221002{n:02}"}) for n in range(10)]
    entries += [award(n, "县级") for n in range(6)] + [award(n, "市级") for n in range(3)]
    entries += [award(0, "省级"), award(0, "国家级"), award(8, "市级"), award(9, "县级", until="2024-05-01", ending="撤销")]
    assert figure("village.county", entries) == (7,)
    assert figure("village.municipal", entries) == (4,)
    assert figure("village.provincial", entries) == (1,)
    assert figure("village.national", entries) == (1,)
    assert figure("village.county_rate", entries) == (7, 10)
    assert figure("village.county_rate", entries, year("2023")) == (8, 10)
    assert figure("village.municipal_rate", entries) == (4, 10)


def test_the_number_of_villages_may_be_stated() -> None:
    from xcli.domain.indicator import in_force
    from xcli.stats.evaluate import value

    stated = [taken("register", {"kind": "村社区总数", "count": "404", "since": "2022-01-01"})] + [award(n, "县级") for n in range(3)]
    rate = next(i for i in RegisterEntry.indicators if i.id == "village.county_rate")
    counted = in_force(rate, {"village.from_register": "no"})
    assert [value(term, year("2024"), stated) for term in counted.terms] == [3, 404]
    assert [value(term, year("2024"), stated) for term in rate.terms] == [3, 0]


def test_every_category_belongs_to_one_register() -> None:
    shipped = [code for known in codes.CATEGORIES.values() for code in known]
    assert len(shipped) == len(set(shipped))
    assert set(shipped) == set(codes.CATEGORY.by_code) - {"other"}
    assert set(codes.CATEGORIES) <= set(codes.KIND.by_code)
    for kind, known in codes.CATEGORIES.items():
        for code in known:
            assert not [r for r in RegisterEntry.rules if r.id == f"category-of-{kind}" and code not in r.forbids.terms[0].values]  # type: ignore[attr-defined]


@pytest.mark.parametrize("words", [codes.KIND, codes.CATEGORY, codes.REASON, codes.CLEANUP])
def test_no_word_means_two_codes(words: Any) -> None:
    said = [word for entry in words.codes for word in (entry.label.zh, *entry.aliases)]
    assert sorted(said) == sorted(set(said))


def test_the_equations_hold_month_by_month() -> None:
    changes: list[dict[str, Any]] = [
        {}, {"until": "2024-04-10"}, {"valid_until": "2024-04-30"}, {"since": "2023-11-01", "until": "2024-02-29"},
        {"since": "2024-03-05", "until": "2024-03-05"},
    ]  # fmt: skip
    entries = [taken("register", CORRECTED | change) for change in changes] + [taken("register", DOCUMENT)]
    months = [month(f"2024-{n:02}") for n in range(1, 7)]
    assert unequal(RegisterEntry, entries, months) == []
    stocks = [figure("corrections.people", entries, m)[0] for m in months]
    assert stocks == [1, 3, 3, 2, 1, 1]
    moved = [figure("corrections.entered", entries, m)[0] - figure("corrections.left", entries, m)[0] for m in months]
    assert moved[1:] == [later - earlier for earlier, later in pairwise(stocks)]
