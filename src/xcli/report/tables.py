"""The tables of a report: the figures of a line side by side, and what each of them means."""

from collections.abc import Iterable, Sequence
from datetime import date

from xcli.domain.figure import Amount, Rounding
from xcli.domain.indicator import Indicator
from xcli.report.figures import basis_of_law, placed_by, remarks
from xcli.report.layout import Cell, Grid
from xcli.report.table import Column, show
from xcli.report.telling import begun, change, reached, told
from xcli.stats.rules import Explained
from xcli.stats.survey import Account
from xcli.stats.table import Figure
from xcli.text import Text

LINE, INDICATOR, UNIT = Text("业务", "line"), Text("指标", "indicator"), Text("单位", "unit")
CHANGE, AIM, DONE = Text("增减", "change"), Text("目标", "target"), Text("完成", "reached")


def words(text: object) -> Cell:
    """Return a cell of words."""
    return Cell(str(text), str(text))


def printed(line: Account, indicators: Iterable[Indicator], *, parts: bool = False) -> list[Indicator]:
    """Return the indicators that a report prints: the headlines, and what has anything to tell."""
    return [
        i
        for i in indicators
        if (parts or not i.part_of)
        and ((i.headline and not parts) or any(_tells(line.answer.figure(i, span)) for span in line.view.spans))
    ]


def _tells(figure: Figure) -> bool:
    return bool(figure.numerator or figure.entered)


def side_by_side(line: Account, indicators: Sequence[Indicator], rounding: Rounding, *, aims: bool = True) -> Grid:
    """Return indicators in rows and periods in columns, with change and, where any was set, target."""
    view, aims = line.view, aims and any(line.target(i) for i in indicators)
    columns = [
        Column("indicator", INDICATOR),
        Column("unit", UNIT),
        *(Column(f"p{n}", label, "figure") for n, (label, _) in enumerate(view.columns)),
        *([Column("change", CHANGE, "figure")] if view.before is not None else []),
        *([Column("aim", AIM, "figure"), Column("done", DONE, "figure")] if aims else []),
    ]
    beside: list[tuple[Figure, Text]] = []
    rows: list[list[Cell]] = []
    for indicator in indicators:
        figures = [line.answer.figure(indicator, span) for span in view.spans]
        beside += [(figure, label) for figure, (label, _) in zip(figures, view.columns, strict=True)]
        row = [words(indicator.label), words(indicator.unit), *(told(line, figure, rounding) for figure in figures)]
        if view.before is not None:
            row.append(change(line, figures[view.now], figures[view.before], rounding))
        if aims:
            row += reached(figures[view.now], line, rounding)
        rows.append(row)
    notes = [begun(str(note)) for note in remarks(beside)]
    return Grid(str(line.page.label), "", columns, rows, notes, rounding)


def meanings(lines: Sequence[Account], rounding: Rounding, title: Text) -> Grid:
    """Return every figure of a report with numerator, denominator, date basis and basis in law."""
    columns = [
        Column("line", LINE),
        Column("id", Text("编号", "id")),
        Column("label", INDICATOR),
        Column("value", Text("数值", "value"), "figure"),
        Column("numerator", Text("分子", "numerator"), "figure"),
        Column("denominator", Text("分母", "denominator"), "figure"),
        Column("placed", Text("日期口径", "placed by")),
        Column("basis", Text("依据", "basis")),
    ]
    rows = [
        _meaning(line, i, rounding) for line in lines for i in (*printed(line, line.answer.indicators), *_parts(line))
    ]
    return Grid(str(title), "", columns, rows, rounding=rounding)


def explanations(told: Sequence[Explained], today: date) -> Grid:
    """Return the rules that were explained: both sides, the explanation, who gave it, when, until when it holds."""
    columns = [
        Column("month", Text("业务和月份", "line and month")),
        Column("rule", Text("规则", "rule")),
        Column("sides", Text("两边的数", "both sides")),
        Column("why", Text("说明", "explanation")),
        Column("by", Text("说明人", "by")),
        Column("on", Text("说明日期", "on")),
        Column("until", Text("有效至", "until")),
    ]
    rows = [_explanation(one, today) for one in told]
    return Grid(str(Text("核对说明", "Explanations")), str(Text("核对说明", "Explanations of checks")), columns, rows)


def _explanation(one: Explained, today: date) -> list[Cell]:
    month, waived = one.month.label(), one.waived
    sides = str(Text("；", "; ")).join(map(str, one.texts)) or Text("现已相符", "it holds now")
    expired = "" if waived.until >= today else Text("（已过期）", " (expired)")
    where = Text(f"{one.page.label.zh} {month.zh}", f"{one.page.label.en} {month.en}")
    rule = Text(f"{one.check.label.zh}（{one.check.id}）", f"{one.check.label.en} ({one.check.id})")
    signed = Text(f"{waived.on}（第 {waived.tx} 笔）", f"{waived.on} (entry {waived.tx})")
    return [words(text) for text in (where, rule, sides, waived.why, waived.by, signed, f"{waived.until}{expired}")]


def _parts(line: Account) -> list[Indicator]:
    return [i for i in printed(line, line.answer.indicators, parts=True) if i.part_of]


def _meaning(line: Account, indicator: Indicator, rounding: Rounding) -> list[Cell]:
    figure = line.answer.figure(indicator, line.view.main)
    top: object = Amount(figure.numerator) if indicator.kind == "money" else figure.numerator
    base = figure.denominator
    return [
        words(line.page.label),
        words(indicator.id),
        words(indicator.label),
        told(line, figure, rounding),
        Cell(top, show(top, "figure", rounding)),
        Cell(base, "" if base is None else str(base)),
        words(placed_by(indicator)),
        words(basis_of_law(indicator)),
    ]
