"""What the ledger keeps of closed months: figures as reported and as given out, late entries, explanations."""

from xcli.domain.code import CodeList, code
from xcli.domain.field import Choice, Day, Flag, Name, OfficeField, Parts, Whole, Words
from xcli.domain.page import Page, Part, Sheet
from xcli.text import Text

VIA = CodeList(
    "given_via",
    Text("报出方式", "ways of giving"),
    (
        code("phone", "电话", "by phone", "口头"),
        code("file", "文件", "in a file", "书面", "报表"),
    ),
)


class OfFigure(Sheet):
    """Which figure it is, of the whole line or of one office, by which version of its definition, and its value."""

    indicator = Words("指标", "indicator", required=True, limit=120)
    version = Whole("口径版本", "version", required=True)
    office = OfficeField("承办机构", "office")
    numerator = Whole("分子", "numerator", required=True)
    denominator = Whole("分母", "denominator")


class OfDays(Sheet):
    """From which day to which."""

    first = Day("起", "first day", required=True, future=True)
    last = Day("止", "last day", required=True, future=True)


class OfMonth(OfDays):
    """Which month of which line."""

    line = Words("业务", "line", required=True, limit=40)


class ReportedFigure(OfFigure, Part):
    """A figure as it was reported."""

    name = "figure"
    whole = Flag("全局", "whole")
    bare = Whole("只知件数", "known by number only")
    carried = Whole("上期受理", "accepted before")


class Closing(OfMonth, Page):
    """A line's month as it was reported; a restatement is a further version beside it."""

    name = "closing"
    label = Text("结账", "closings of periods")
    version = Whole("第几版", "version", required=True)
    digest = Words("摘要", "digest", required=True, limit=64)
    soft = Whole("提示", "soft failures")
    approved_by = Name("批准人", "approved by", limit=60)
    figure = Parts("上报数", "figure", ReportedFigure)


class Reopening(OfMonth, Page):
    """A closed month opened again for changes; what was reported stands."""

    name = "reopening"
    label = Text("重开", "reopenings of periods")


class Late(OfMonth, Page):
    """The mark of a tx that changed what a closed month counts."""

    name = "late"
    label = Text("结账后写入", "late entries")
    count = Whole("条数", "records", required=True)


class Given(OfFigure, OfDays, Page):
    """A figure that was given to somebody: by phone, or in a file."""

    name = "given"
    label = Text("报出的数字", "figures given out")
    recipient = Words("报给", "given to", required=True, limit=120)
    via = Choice("方式", "via", VIA, required=True)
    file = Words("文件", "file", limit=200)
    note = Words("备注", "note", limit=500)


class Waiver(OfMonth, Page):
    """A soft rule that may fail for a month, with the explanation, until a day."""

    name = "waiver"
    label = Text("核对说明", "waivers of checks")
    rule = Words("规则", "rule", required=True, limit=80)
    why = Words("说明", "why", required=True, limit=500)
    until = Day("有效至", "until", required=True, future=True)


class ZeroReport(OfMonth, Page):
    """An office's word that it had nothing in a month."""

    name = "zero"
    label = Text("零报告", "reports of nothing")
    office = OfficeField("承办机构", "office", required=True)


def kinds() -> dict[str, type[Page]]:
    """Return these kinds of record by name."""
    return {page.name: page for page in (Closing, Reopening, Late, Given, Waiver, ZeroReport)}
