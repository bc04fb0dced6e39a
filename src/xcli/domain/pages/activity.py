"""活动: what the bureau and its offices do on a day or over a span, counted by quantities that each have a unit."""

from collections.abc import Iterator, Mapping
from typing import Any

from xcli.domain.calendar import Calendar
from xcli.domain.code import Code, CodeList
from xcli.domain.codes.activity import (
    AUDIENCE,
    BODIES,
    CHANNEL,
    FIGURES,
    HANDLING,
    KIND,
    MANNER,
    MATTER,
    MEASURE,
    OPENED,
    PERSONS,
    TAKER,
    Counted,
)
from xcli.domain.fault import Fault
from xcli.domain.field import Choice, Choices, Day, Field, Name, Parts, Words
from xcli.domain.indicator import Count, Indicator, Sum
from xcli.domain.law import Law
from xcli.domain.lists import Lists
from xcli.domain.page import Activity, Docket, Part, Preset, Rule
from xcli.domain.predicate import Always, Predicate
from xcli.domain.quantity import Measured, Quantities
from xcli.text import Text

PRACTICE = Law(Text("统计惯例", "statistical practice"))
PUBLICITY_LAW = Law(Text("法治宣传教育统计惯例", "practice of counting legal publicity"))
UNIT_NOTE = Text(
    "合计的是记录里填写的数量，不是记录条数；一条记录可以代表一个机构一天或一月的汇总。",
    "the quantity written in the records is added up, not the number of records; one row may stand for an office's day or month.")
TAKER_NOTE = Text("按名称去重：同一单位或人员参加几次只计一次。", "each name counts once, however often it took part.")


class Quantity(Part):
    """How much of one measure."""

    name = "quantity"
    measure = Choice("数量项", "measure", MEASURE, aliases=("计量",))
    count = Measured("数量", "count", measure="measure", aliases=("数目",))


class Taker(Part):
    """A firm, school, village or person that takes part."""

    name = "taker"
    listed = True
    kind = Choice("参加者类别", "kind", TAKER)
    person = Name("参加者名称", "name", limit=60, sought=True)


class Deed(Activity):
    """The record of one activity, or of one office's day or month of them."""

    name = "activity"
    label = Text("活动", "activities")
    mark = "活"
    order = 45

    kind = Choice("活动种类", "kind", KIND, required=True, aliases=("活动类型", "活动类别", "活动形式", "种类"))
    started_on = Day("活动日期", "started on", required=True,
                     aliases=("开始日期", "起始日期", "活动时间", "举办日期", "举办时间", "排查日期", "咨询日期", "推送日期", "发布日期"))
    ended_on = Day("结束日期", "ended on", aliases=("截止日期", "终止日期"))
    title = Words("主题", "title", limit=200, aliases=("活动名称", "活动主题", "讲座主题", "活动内容"))
    place = Words("地点", "place", limit=100, aliases=("活动地点", "举办地点"))
    audience = Choices("对象", "audience", AUDIENCE, aliases=("受众", "受众群体", "针对人群", "活动对象", "参加对象"))
    manner = Choice("排查方式", "manner", MANNER)
    client = Name("咨询人", "client", limit=50, private="name", sought=True, aliases=("来访人", "咨询人姓名"))
    channel = Choice("咨询渠道", "channel", CHANNEL, aliases=("咨询方式", "渠道"))
    matter = Choices("咨询事项", "matters", MATTER, aliases=("咨询内容", "咨询类别"))
    handling = Choice("咨询处理", "handling", HANDLING, aliases=("处理情况", "答复情况", "办理情况"))
    taker = Parts("参加者", "participants", Taker, aliases=("参加单位和人员", "参与者"))
    quantity = Quantities("数量", "quantities", Quantity, kind=kind, expected=True, filled=True)
    note = Words("活动备注", "note", limit=2000, lines=True, private="text", aliases=("活动简述", "简要情况"))

    docket = Docket(started_on, started_on, Always(), Text("项", "activities"), until=ended_on)
    asked = (started_on, Activity.office, kind, title, place, audience, quantity)
    twin = (Activity.office, started_on, kind, title)
    cover = (Activity.case_no, started_on, Activity.office, kind, title, quantity)
    groups = (kind, audience)
    rules = (
        Rule("ended-before-started", ended_on.before(started_on),
             Text("结束日期早于活动日期", "ended before it started"), ended_on),
        Rule("consulted-otherwise", (matter.present | client.present) & ~kind.is_("consultation"),
             Text("只有法律咨询才填咨询人和咨询事项", "only a consultation has a client and matters"), kind),
        Rule("screened-otherwise", manner.present & ~kind.is_("screening"),
             Text("只有矛盾纠纷排查才填排查方式", "only a screening has a manner"), kind),
    )
    presets = (
        Preset("consult", Text("咨询", "consultations"), Text("登记一人次法律咨询，可问几件事", "enter one person's consultation on one or several matters"),
               ((kind, "consultation"),), (Activity.office, client, matter, channel, handling, place, note), must=(matter,), opens=OPENED,
               hands=(("client", "recipient.person"), ("started_on", "applied_on"), ("office", "office"), ("matter", "matter"))),
        Preset("screen", Text("排查", "screenings"), Text("登记一个机构一天或一月的排查次数", "enter an office's screenings of a day or a month"),
               ((kind, "screening"),), (Activity.office, manner, place, note), must=(Activity.office,), measures=("times",)),
    )  # fmt: skip

    @classmethod
    def derived(cls, content: Mapping[str, Any], calendar: Calendar) -> dict[str, Any]:
        """Count a consultation from its matters: one person, and each matter once."""
        del calendar
        matters = content.get("matter")
        if content.get("kind") != "consultation" or not matters:
            return {}
        return {"quantity": [{"measure": "people", "count": 1}, {"measure": "matters", "count": len(matters)}]}

    @classmethod
    def further(cls, content: Mapping[str, Any], calendar: Calendar) -> Iterator[tuple[Field, Fault]]:
        """Warn of a span that leaves its month: all of it counts where it starts."""
        del calendar
        first, last = content.get("started_on"), content.get("ended_on")
        if first and last and first < last and (first.year, first.month) != (last.year, last.month):
            yield cls.ended_on, CROSSES

    @classmethod
    def counted(cls, lists: Lists) -> tuple[Indicator, ...]:
        """Return the figures with those of the kinds that the bureau has added: one for each that is counted of them."""
        kinds, measures = lists.list_of(KIND), lists.list_of(MEASURE)
        own = tuple(i for k in kinds.codes if k.code not in KIND.by_code for i in _of_kind(k, measures))
        return cls.indicators + own


CROSSES = Fault(
    Text("跨月，全部计入开始的月份", "crosses into another month; all of it counts where it starts"),
    Text("最好每月登记一笔", "better enter a row for each month"), "warning")
e = Deed


def _sum(measure: str, where: Predicate) -> Sum:
    return Sum(Quantity.count, e.started_on, where, among=e.quantity.any(Quantity.measure.is_(measure)))


def _figure(counted: Counted) -> Indicator:
    where = e.kind.is_(*counted.kinds)
    if counted.audience:
        where &= e.audience.is_(counted.audience)
    if counted.taker:
        among = e.taker.any(Taker.kind.is_(counted.taker))
        term: Count | Sum = Count(e.started_on, where, distinct=Taker.person, among=among)
        unit = PERSONS if counted.taker == "lawyer" else BODIES
    else:
        term, unit = _sum(counted.measure, where), MEASURE.by_code[counted.measure].unit
    return Indicator(
        counted.id, Text(counted.zh, counted.en), unit, term, basis=(PRACTICE,), aliases=counted.aliases,
        headline=counted.headline, note=TAKER_NOTE if counted.taker else UNIT_NOTE)


def _of_kind(kind: Code, measures: CodeList) -> Iterator[Indicator]:
    """Yield the figures of a kind: one for each thing that is counted of it."""
    for name in kind.takes:
        measure = measures.by_code.get(name)
        if measure is not None:
            yield Indicator(
                f"activity.{kind.code}.{name}",
                Text(f"{kind.label.zh}：{measure.label.zh}", f"{kind.label.en}: {measure.label.en}"), measure.unit,
                _sum(name, e.kind.is_(kind.code)), basis=(PRACTICE,), note=UNIT_NOTE)


_TAKEN = {(kind, c.measure) for c in FIGURES if not c.audience for kind in c.kinds}
Deed.indicators = (
    *map(_figure, FIGURES),
    *(i for kind in KIND.codes for i in _of_kind(kind, MEASURE) if (kind.code, i.id.rpartition(".")[2]) not in _TAKEN),
)
PAGE = Deed
