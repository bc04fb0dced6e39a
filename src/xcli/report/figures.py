"""Figures laid out: periods side by side, groups in rows, two groupings crossed; for programs one row a figure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import zip_longest

from xcli.domain.figure import EMPTY, Amount, Rate, Rounding, quotient
from xcli.domain.indicator import Count, Indicator, Standing
from xcli.domain.period import Period
from xcli.report.table import Column, Kind, Table, show
from xcli.stats.axis import Axis, Key
from xcli.stats.describe import basis_of
from xcli.stats.reported import is_distinct
from xcli.stats.span import View
from xcli.stats.table import Answer, Figure
from xcli.text import Text, listed, same

TOTAL = Text("合计", "total")
SHARE = Text("占比", "share")
BY_HAND = Text("（手工）", " (entered)")
OVERLAP = Text(
    "可重复计数：一件可计入多组，各组之和可大于合计。", "Counts overlap: a record may stand in several groups."
)
NOT_ADDED = Text(
    "“其余”一行记作 — 的不能由各组相加：同一项可能在几组里。",
    "Where the row of the others reads —, its groups do not add up: the same may stand in several of them.",
)
_INDICATOR, _CHANGE, _MONTH = Text("指标", "indicator"), Text("增减", "change"), Text("月份", "month")


Groups = Sequence[tuple[Text, Key]]


def cell(figure: Figure | None, rounding: Rounding) -> object:
    """Return a figure as the cell of a table."""
    if figure is None:
        return EMPTY
    match figure.indicator.kind:
        case "money":
            return Amount(figure.numerator, wan=True)
        case "rate":
            return figure.rate
        case "mean":
            if not figure.denominator:
                return EMPTY
            return Decimal(quotient(figure.numerator, figure.denominator, 1, cut=rounding.cut))
    return figure.numerator


def label_of(indicator: Indicator) -> Text:
    """Return the label of an indicator with its unit; rates carry theirs in each cell."""
    if indicator.kind == "rate":
        return indicator.label
    return Text(f"{indicator.label.zh}（{indicator.unit.zh}）", f"{indicator.label.en} ({indicator.unit.en})")


def placing(indicators: Iterable[Indicator]) -> Text:
    """Return by which dates the figures are placed: 受理按受理日期，调处按调解日期."""
    first: dict[Text, Indicator] = {}
    for indicator in indicators:
        if isinstance(indicator.numerator, Count):
            first.setdefault(indicator.numerator.by.label, indicator)
    said = [
        (single.aliases[0] if single.aliases else single.label.zh, single.label.en, label)
        for label, single in first.items()
    ]
    return Text(
        "，".join(f"{zh}按{label.zh}" for zh, _, label in said),
        ", ".join(f"{en} by “{label.en}”" for _, en, label in said),
    )


def overview(answer: Answer, view: View, title: Text, rounding: Rounding, *, on_screen: bool = True) -> Table:
    """Return indicators in rows and periods in columns, with the change between the two that are compared.

    On a screen the cells are words, so that a narrow console may fold them; in files they stay numbers.
    """
    keys = ("now", "so_far", "before") if len(view.columns) == 3 else ("now", "before")
    kind: Kind = "text" if on_screen else "figure"
    columns = [
        Column("indicator", _INDICATOR),
        *(Column(k, label, kind, right=True) for k, (label, _) in zip(keys, view.columns, strict=False)),
    ]
    if view.before is not None:
        columns.append(Column("change", _CHANGE, kind, right=True))
    rows: list[list[object]] = []
    beside: list[tuple[Figure, Text]] = []
    for indicator in answer.indicators:
        figures = [answer.figure(indicator, period) for period in view.spans]
        cells: list[object] = [cell(figure, rounding) for figure in figures]
        if view.before is not None:
            cells.append(figures[view.now].growth(figures[view.before]))
        rows.append([label_of(indicator), *(_worded(cells, figures, rounding) if on_screen else cells)])
        beside += [(figure, label) for figure, (label, _) in zip(figures, view.columns, strict=True)]
    return Table(title, columns, rows, notes=remarks(beside), rounding=rounding)


def _worded(cells: Iterable[object], figures: Sequence[Figure], rounding: Rounding) -> list[object]:
    """Return cells in words; those that were entered by hand say so."""
    paired = zip_longest(cells, figures)
    return [in_words(value, rounding, by_hand=bool(figure and figure.entered)) for value, figure in paired]


def in_words(value: object, rounding: Rounding, *, by_hand: bool = False) -> str:
    """Return a cell in words; of a rate that was entered only the per cent is known."""
    return f"{show(value, 'share', rounding)}{BY_HAND}" if by_hand else show(value, "figure", rounding)


def remarks(figures: Iterable[tuple[Figure, Text]]) -> list[Text]:
    """Return what must be said beside figures, a line for each indicator and remark, naming columns or rows."""
    beside = list(figures)
    everywhere = len({where for _, where in beside})
    bare: dict[tuple[Indicator, int], list[Text]] = {}
    carried: dict[Indicator, list[Text]] = {}
    entered: dict[str, list[Text]] = {}
    for figure, where in beside:
        if figure.entered:
            said = Text(f"{where.zh}{figure.indicator.label.zh}", f"{figure.indicator.label.en} ({where.en})")
            entered.setdefault(figure.entered, []).append(said)
        if figure.bare:
            bare.setdefault((figure.indicator, figure.bare), []).append(where)
        if figure.carried:
            said = Text(f"{where.zh}含上期受理 {figure.carried} 件", f"{where.en}: {figure.carried}")
            carried.setdefault(figure.indicator, []).append(said)
    reckoned = {figure.indicator: figure.calendar for figure, _ in beside if figure.calendar}
    return [
        *_by_calendar(reckoned),
        *(
            Text(f"{i.label.zh}：{said.zh}。", f"{i.label.en} includes cases accepted before: {said.en}.")
            for i, places in carried.items()
            if (said := listed(places))
        ),
        *(
            Text(
                f"{i.label.zh}{f'（{said.zh}）' if said else ''}含期初存量 {count} 件（只知件数）。",
                f"{i.label.en}{f' ({said.en})' if said else ''} "
                f"includes an opening stock of {count} known by number only.",
            )
            for (i, count), places in bare.items()
            for said in [listed(places) if len(places) < everywhere else None]
        ),
        *(
            Text(f"手工录入（依据：{source}）：{said.zh}。", f"Entered by hand (source: {source}): {said.en}.")
            for source, places in entered.items()
            for said in [listed(places)]
        ),
    ]


def _by_calendar(reckoned: Mapping[Indicator, str]) -> Iterator[Text]:
    """Yield which figures depend on which version of the calendar."""
    for version in dict.fromkeys(reckoned.values()):
        named = listed([indicator.label for indicator, other in reckoned.items() if other == version])
        yield Text(f"{named.zh}：按工作日历 {version}。", f"{named.en}: by the calendar {version}.")


def grouped(
    whole: Answer,
    parts: Answer,
    groups: Groups,
    period: Period,
    title: Text,
    *,
    rounding: Rounding,
    head: Text,
    rest: Sequence[Key] = (),
) -> Table:
    """Return groups in rows and indicators in columns, with the total at the foot and the share of the first indicator.

    The groups of `rest` stand together in one row, so that the table closes.
    """
    indicators = parts.indicators
    divided = next((i for i in indicators if i.kind in {"count", "money"}), None)
    columns = [Column("group", head), *(Column(i.id, _short(i), "figure") for i in indicators)]
    if divided:
        columns.append(Column("share", SHARE, "share"))

    def row(label: Text, source: Answer, keys: Sequence[Key]) -> list[object]:
        figures = {i: together([source.figure(i, period, key) for key in keys], parts.axes) for i in indicators}
        cells = [cell(figure, rounding) for figure in figures.values()]
        share = [_share(figures[divided], whole.figure(divided, period).numerator)] if divided else []
        return [label, *cells, *share]

    notes = remarks((parts.figure(i, period, key), label) for label, key in groups for i in indicators)
    notes += [OVERLAP] if any(axis.overlaps for axis in parts.axes) else []
    if divided and any(i.kind == "count" and str(i.unit) != str(divided.unit) for i in indicators):
        notes.append(Text(f"占比按“{divided.label.zh}”计。", f"Shares are those of “{divided.label.en}”."))
    rows = [row(label, parts, [key]) for label, key in groups]
    if rest:
        rows.append(row(others(rest), parts, rest))
        notes += [] if all(adds_up(i, parts.axes) for i in indicators) else [NOT_ADDED]
    return Table(title, columns, rows, notes=notes, foot=[row(TOTAL, whole, [()])], rounding=rounding)


def others(rest: Sequence[Key]) -> Text:
    """Return what the row of the groups is called that are not listed one by one."""
    return Text(f"其余 {len(rest)} 项", f"the other {len(rest)}")


def adds_up(indicator: Indicator, axes: Iterable[Axis]) -> bool:
    """Tell whether groups can be added, as nothing is counted in two of them."""
    return not any(axis.overlaps for axis in axes) and not any(map(is_distinct, indicator.terms))


def together(figures: Sequence[Figure], axes: Iterable[Axis]) -> Figure | None:
    """Return several groups as one; nothing where they do not add up."""
    first = figures[0]
    if len(figures) > 1 and not adds_up(first.indicator, axes):
        return None
    base = None if first.denominator is None else sum(figure.denominator or 0 for figure in figures)
    return replace(first, numerator=sum(figure.numerator for figure in figures), denominator=base)


def _share(figure: Figure | None, whole: int) -> object:
    return EMPTY if figure is None else Rate(figure.numerator, whole)


def _short(indicator: Indicator) -> Text:
    return label_of(indicator) if indicator.kind != "count" else indicator.label


def by_month(answer: Answer, months: Sequence[Period], whole: Period, title: Text, rounding: Rounding) -> Table:
    """Return months in rows and indicators in columns, with the whole period at the foot."""
    columns = [Column("month", _MONTH), *(Column(i.id, _short(i), "figure") for i in answer.indicators)]

    def row(label: Text, period: Period) -> list[object]:
        return [label, *(cell(answer.figure(i, period), rounding) for i in answer.indicators)]

    rows = [row(label, month) for label, month in zip(month_labels(months), months, strict=True)]
    named = list(zip(month_labels(months), months, strict=True))
    notes = remarks((answer.figure(i, month), label) for i in answer.indicators for label, month in named)
    return Table(title, columns, rows, notes=notes, foot=[row(TOTAL, whole)], rounding=rounding)


def month_labels(months: Sequence[Period]) -> list[Text]:
    """Return short names of months: 5月 within one year."""
    names = [month.label() for month in months]
    years = {name.zh.partition("年")[0] for name in names}
    if len(years) > 1 or any("月" not in name.zh for name in names):
        return names
    return [Text(name.zh.partition("年")[2].partition("（")[0], name.en.partition(" (")[0]) for name in names]


class Cross:
    """One indicator by two groupings: rows, columns, totals and shares, so that every side closes."""

    def __init__(self, indicator: Indicator, rounding: Rounding) -> None:
        """Choose the indicator."""
        self.indicator = indicator
        self.rounding = rounding

    def table(
        self,
        title: Text,
        head: Text,
        columns: Sequence[Text],
        rows: Sequence[tuple[Text, Sequence[Figure | None]]],
        foot: Sequence[Figure],
        notes: Sequence[Text] = (),
    ) -> Table:
        """Return the table; each row ends with its total, and the foot holds the totals of the columns."""
        shares = self.indicator.kind in {"count", "money"}
        headed = [Column("group", head), *(Column(f"c{n}", label, "figure") for n, label in enumerate(columns, 1))]
        headed.append(Column("total", TOTAL, "figure"))
        whole = foot[-1].numerator
        if shares:
            headed.append(Column("share", SHARE, "share"))
        body = [self._row(label, figures, whole, shares=shares) for label, figures in rows]
        feet = [self._row(TOTAL, foot, whole, shares=shares)]
        if shares:
            percents = [show(Rate(figure.numerator, whole), "share", self.rounding) for figure in foot]
            feet.append([SHARE, *percents, None])
        return Table(title, headed, body, notes=notes, foot=feet, rounding=self.rounding)

    def _row(self, label: Text, figures: Sequence[Figure | None], whole: int, *, shares: bool) -> list[object]:
        cells = [cell(figure, self.rounding) for figure in figures]
        return [label, *cells, *([_share(figures[-1], whole)] if shares else [])]


Asked = tuple[Answer, Period, Key, Sequence[tuple[Axis, Text]]]


def long_form(line: str, answers: Sequence[Asked], rounding: Rounding) -> Table:
    """Return one row for each figure, with stable keys, for programs; amounts count in 分, their values in 万元."""
    axes = list(dict.fromkeys(axis.name for *_, groups in answers for axis, _ in groups))
    distinct = {(period, key): (answer, period, key, groups) for answer, period, key, groups in answers}
    columns = [
        Column("line", Text("业务", "line")),
        Column("indicator", Text("编号", "id")),
        Column("label", _INDICATOR),
        Column("unit", Text("单位", "unit")),
        Column("from", Text("起", "from"), "day"),
        Column("until", Text("止", "until"), "day"),
        *(Column(name, same(name)) for name in axes),
        Column("numerator", Text("分子", "numerator"), "whole"),
        Column("denominator", Text("分母", "denominator"), "whole"),
        Column("value", Text("值", "value")),
        Column("marks", Text("说明", "remarks")),
    ]
    rows = (
        row
        for answer, period, key, groups in distinct.values()
        for row in _figures(line, answer, period, key, dict(groups), axes, rounding)
    )
    return Table(same(line), columns, list(rows), rounding=rounding)


def _figures(
    line: str,
    answer: Answer,
    period: Period,
    key: Key,
    groups: dict[Axis, Text],
    axes: Sequence[str],
    rounding: Rounding,
) -> Iterator[list[object]]:
    named = {axis.name: str(label) for axis, label in groups.items()}
    for indicator in answer.indicators:
        figure = answer.figure(indicator, period, key)
        value = show(cell(figure, rounding), "share", rounding, grouped=False)
        yield [
            line,
            indicator.id,
            indicator.label,
            indicator.unit,
            period.start,
            period.last,
            *(named.get(name) for name in axes),
            figure.numerator,
            figure.denominator,
            value,
            "；".join(map(str, figure.marks)) or None,
        ]


def catalogue(indicators: Sequence[Indicator]) -> Table:
    """Return all indicators with what places them in a period and their basis."""
    columns = [
        Column("id", Text("编号", "id")),
        Column("label", _INDICATOR),
        Column("unit", Text("单位", "unit")),
        Column("placed", Text("口径", "placed by")),
        Column("basis", Text("依据", "basis")),
    ]
    return Table(
        Text("指标", "Indicators"),
        columns,
        [[i.id, i.label, i.unit, placed_by(i), basis_of_law(i)] for i in indicators],
    )


def placed_by(indicator: Indicator) -> Text:
    """Return by which dates an indicator places its records."""
    bases = [basis_of(term) for term in dict.fromkeys(indicator.terms)]
    return bases[0] if len(set(bases)) == 1 else Text(" / ".join(b.zh for b in bases), " / ".join(b.en for b in bases))


def basis_of_law(indicator: Indicator) -> Text:
    """Return where an indicator is laid down."""
    cited = [law.cite() for law in indicator.basis]
    return Text("；".join(text.zh for text in cited), "; ".join(text.en for text in cited))


def is_stock(indicator: Indicator) -> bool:
    """Tell whether a figure stands at a day instead of adding up over a period."""
    return isinstance(indicator.numerator, Standing)
