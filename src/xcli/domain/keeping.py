"""What the ledger keeps about itself: offices, codes, settings, links, opening stocks, figures that were told, days.

All are versioned records like any other.
"""

from collections.abc import Mapping
from functools import cache
from typing import ClassVar

from xcli.domain.code import CodeList, code
from xcli.domain.field import Choice, Day, Flag, Name, OfficeField, Whole, Words
from xcli.domain.page import Page
from xcli.text import Text

OFFICE_KIND = CodeList(
    "office_kind",
    Text("机构类型", "kinds of office"),
    (
        code("office", "司法所", "judicial office", "所"),
        code("committee", "人民调解委员会", "mediation committee", "调委会"),
        code("studio", "调解工作室", "mediation studio", "工作室"),
        code("trade", "行业性专业性调解委员会", "trade committee", "行业调委会", "专业调委会", "劳动人事争议调委会"),
        code("centre", "中心", "centre", "法律援助中心", "公共法律服务中心"),
        code("department", "行政机关", "government department", "部门"),
    ),
)
LINK_KIND = CodeList(
    "link_kind",
    Text("关联类型", "kinds of link"),
    (
        code("related", "相关", "related"),
        code("duplicate", "重复登记", "duplicate"),
        code("follows", "由此引出", "follows from"),
    ),
)


class Office(Page):
    """An office, committee, studio or centre of the bureau."""

    name = "office"
    label = Text("机构", "offices")
    title = Words("名称", "name", required=True, limit=60, aliases=("机构名称", "单位名称"))
    kind = Choice("机构类型", "kind", OFFICE_KIND, aliases=("类型",))
    parent = OfficeField("上级机构", "office above", aliases=("上级", "所属司法所"))
    aliases = Words("别名", "aliases", limit=400, aliases=("简称", "曾用名"))
    retired_on = Day("停用日期", "retired on")
    merged_into = OfficeField("并入机构", "merged into")


class CodeEntry(Page):
    """An entry that the bureau added to a code list, relabelled or retired."""

    name = "code"
    label = Text("代码", "codes")
    list = Words("代码表", "list", required=True, limit=40)
    code = Words("代码", "code", required=True, limit=40)
    zh = Words("中文名称", "Chinese label", required=True, limit=60)
    en = Words("英文名称", "English label", limit=60)
    aliases = Words("别名", "aliases", limit=400)
    retired = Flag("已停用", "retired")
    unit = Words("单位", "unit", limit=20)
    takes = Words("数量项", "quantities", limit=400)


class Setting(Page):
    """A setting of the ledger: what affects a figure is changed by a tx."""

    name = "setting"
    label = Text("设置", "settings")
    key = Words("设置项", "setting", required=True, limit=80)
    value = Words("值", "value", limit=4000)


class Link(Page):
    """A tie between two records."""

    name = "link"
    label = Text("关联", "links")
    kind = Choice("关联类型", "kind", LINK_KIND, required=True)
    from_page = Words("来自", "from", required=True, limit=40)
    from_id = Whole("来自记录", "from record", required=True)
    to_page = Words("指向", "to", required=True, limit=40)
    to_id = Whole("指向记录", "to record", required=True)


class Opening(Page):
    """Cases pending on the first day of the ledger where only their number is known."""

    name = "opening"
    label = Text("期初存量", "opening stock")
    line = Words("业务", "line", required=True, limit=40)
    day = Day("日期", "day", required=True)
    office = OfficeField("承办机构", "office")
    count = Whole("件数", "count", required=True, unit=Text("件", "cases"))
    source = Name("依据", "source", required=True, limit=200)


class CalendarDay(Page):
    """A day that the bureau has set: worked or off. Those of a `notice` settle its year."""

    name = "calendar"
    label = Text("工作日历", "working days")
    day = Day("日期", "day", required=True, future=True)
    work = Flag("上班", "worked", required=True)
    why = Words("依据", "why", required=True, limit=200)
    notice = Flag("属于全年通知", "of a whole year's notice")


class Told(Page):
    """A figure that was told, not counted: of one indicator and period, with where it comes from."""

    label: ClassVar[Text]
    indicator = Words("指标", "indicator", required=True, limit=80)
    first_on = Day("起", "from", required=True, future=True)
    last_on = Day("止", "until", required=True, future=True)
    numerator = Whole("分子", "numerator", required=True)
    denominator = Whole("分母", "denominator")
    source = Words("依据", "source", required=True, limit=200)


class EnteredFigure(Told):
    """A figure from before the ledger: it stands beside counted ones, marked, and is never added to them."""

    name = "figure"
    label = Text("手工数据", "entered figures")


class Target(Told):
    """What a figure should reach."""

    name = "target"
    label = Text("目标", "targets")


@cache
def keeping() -> Mapping[str, type[Page]]:
    """Return the ledger's own kinds of record by name."""
    from xcli.domain import closing

    kinds = (Office, CodeEntry, Setting, Link, Opening, EnteredFigure, Target, CalendarDay)
    return {page.name: page for page in kinds} | closing.kinds()


def page_named(name: str) -> type[Page]:
    """Return one kind of record by name; only its own line of work is loaded. An unknown name is a KeyError."""
    from xcli.domain.pages import beside, line, names

    if page := keeping().get(name):
        return page
    return line(name) if name in names() else beside(name.partition("_")[0])[name]


def pages() -> Mapping[str, type[Page]]:
    """Return every kind of record: the ledger's own, the lines of work, and what these keep beside."""
    from xcli.domain.pages import beside, lines

    kept = {name: page for line in lines() for name, page in beside(line).items()}
    return {**keeping(), **lines(), **kept}
