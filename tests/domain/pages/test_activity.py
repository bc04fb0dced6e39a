"""活动: what may be counted of which kind, in which unit; derived counts; the figures of the report."""

from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from pagework import figure, judged, refusals, taken
from xcli.domain.code import Code
from xcli.domain.codes.activity import FIGURES, KIND, MEASURE
from xcli.domain.lists import Lists
from xcli.domain.pages import line
from xcli.domain.period import month
from xcli.text import Text, same

PAGE = line("activity")
DAY = {"started_on": "2024-05-03"}


def counts(*items: tuple[str | None, str | None]) -> dict[str, Any]:
    return {"quantity": [{"measure": measure, "count": count} for measure, count in items]}


def event(kind: str, **counted: int) -> dict[str, Any]:
    quantity = [{"measure": name, "count": n} for name, n in counted.items()]
    return {"kind": kind, "started_on": date(2024, 5, 3), "quantity": quantity}


@pytest.mark.parametrize(
    ("kind", "quantity", "said"),
    [
        ("讲座", (("场次", "1"), ("人次", "120人次"), ("份", "200")), ""),
        ("讲座", ((None, "1500"),), "只有数字，没有单位"),
        ("讲座", (("批次", "2"),), "“普法讲座”不计批次"),
        ("讲座", (("场次", "-1"),), "是负数；场次没有填多少"),
        ("讲座", (("场次", "1.5"),), "有小数；场次没有填多少"),
        ("讲座", (("场次", "30人次"),), "单位不是“场次”；场次没有填多少"),
        ("讲座", (("趟", "1"),), "数量项里没有“趟”；只有数字，没有单位"),
        ("讲座", (("场次", "1"), ("场次", "2")), "场次填了两次"),
        ("法治体检", (("审查合同", "3份"), ("审查规章制度", "4")), ""),
        ("法治体检", (("份", "3"),), "“法治体检”不计发放资料"),
    ],
)
def test_only_what_is_counted_of_a_kind_in_its_unit_is_taken(kind: str, quantity: Any, said: str) -> None:
    assert refusals("activity", {"kind": kind} | DAY | counts(*quantity)) == said


def test_a_consultation_is_counted_from_its_matters_and_never_typed() -> None:
    cells = {"kind": "法律咨询", "client": "马生福", "matter": "劳动报酬、离婚"} | DAY
    typed = taken("activity", cells | counts(("人次", "9")))
    assert typed["quantity"] == taken("activity", cells)["quantity"] == [
        {"measure": "people", "count": 1}, {"measure": "matters", "count": 2},
    ]  # fmt: skip
    total = taken("activity", {"kind": "法律咨询"} | DAY | counts(("人次", "12"), ("件", "15")))
    assert figure("aid.consultations", [typed, total]) == (13,)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"kind": "讲座", "matter": "离婚"}, "只有法律咨询才填咨询人和咨询事项"),
        ({"kind": "讲座", "manner": "入户"}, "只有矛盾纠纷排查才填排查方式"),
        ({"kind": "排查", "ended_on": "2024-05-01"}, "结束日期早于活动日期"),
        ({"kind": "赶集"}, "活动种类里没有“赶集”"),
    ],
)
def test_what_contradicts_itself_is_refused(cells: dict[str, Any], said: str) -> None:
    assert said in refusals("activity", DAY | cells)


def test_a_span_beyond_its_month_is_let_in_with_a_warning_and_counts_where_it_starts() -> None:
    cells = {"kind": "排查", "ended_on": "2024-06-02"} | DAY | counts(("次", "87"))
    assert refusals("activity", cells, "warning") == "跨月，全部计入开始的月份"
    assert judged("activity", cells).good
    spans = [taken("activity", cells)]
    assert [figure("dispute.screenings", spans, month(m)) for m in ("2024-05", "2024-06")] == [(87,), (0,)]


def test_firms_and_lawyers_count_once_however_often_they_took_part() -> None:
    visits = [
        event("checkup") | {"taker": [{"kind": "firm", "person": firm}, {"kind": "lawyer", "person": "马晓峰"}]}
        for firm in ("甲公司", "乙公司", "甲公司")
    ]
    advice = event("firm_advice") | {"taker": [{"kind": "firm", "person": "丙公司"}]}
    assert figure("enterprise.checkups", [*visits, advice]) == (2,)
    assert figure("enterprise.lawyers", [*visits, advice]) == (1,)
    assert figure("enterprise.consulted", [*visits, advice]) == (1,)


def test_lectures_for_an_audience_are_among_all_lectures() -> None:
    contents = [
        event("lecture", sessions=3) | {"audience": ("students", "women")},
        event("lecture", sessions=2) | {"audience": ("clergy",)},
        event("lecture", sessions=1),
    ]
    names = ("publicity.lectures", "school.lectures", "temple.lectures")
    assert [figure(name, contents) for name in names] == [(6,), (3,), (2,)]


def test_every_kind_is_counted_by_something_that_has_a_unit() -> None:
    assert all(kind.takes for kind in KIND.codes)
    assert {name for kind in KIND.codes for name in kind.takes} <= set(MEASURE.by_code)
    assert all(str(measure.unit) for measure in MEASURE.codes)


def test_every_kind_and_measure_has_one_figure() -> None:
    ids = [indicator.id for indicator in PAGE.indicators]
    made = {(kind, c.measure) for c in FIGURES for kind in c.kinds if c.measure and not c.audience}
    pairs = {(kind.code, name) for kind in KIND.codes for name in kind.takes}
    rest = {(parts[1], parts[2]) for i in ids if len(parts := i.split(".")) == 3}
    assert made | rest == pairs
    assert not made & rest


def test_a_kind_that_a_bureau_adds_has_figures_of_its_own() -> None:
    own = Code("own1", same("送法下乡"), takes=("sessions", "own2"))
    measure = Code("own2", same("赠书"), unit=Text("册", "books"))
    lists = Lists({KIND.name: KIND.overlaid([own]), MEASURE.name: MEASURE.overlaid([measure])})
    more = PAGE.counted(lists)[len(PAGE.indicators) :]
    assert [(i.id, i.label.zh, i.unit.zh) for i in more] == [
        ("activity.own1.sessions", "送法下乡：场次", "场次"),
        ("activity.own1.own2", "送法下乡：赠书", "册"),
    ]


def test_words_of_measures_mean_one_thing() -> None:
    words = [(word, entry.code) for entry in MEASURE.codes for word in (entry.label.zh, *entry.aliases)]
    assert all(one[0] != other[0] for one, other in pairwise(sorted(words)))
