"""Figures by groups and by months, laid out for `stats`."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from xcli.cli import output
from xcli.report.figures import (
    NOT_ADDED,
    OVERLAP,
    TOTAL,
    Cross,
    adds_up,
    by_month,
    is_stock,
    label_of,
    long_form,
    month_labels,
    others,
    together,
)
from xcli.report.figures import grouped as grouped_table
from xcli.report.table import Table
from xcli.report.width import display_width
from xcli.stats.axis import Axis, Key
from xcli.stats.table import Answer, Figure, answer
from xcli.text import Text, same

if TYPE_CHECKING:
    from xcli.cli.question import Question
    from xcli.domain.period import Period

_GAP = 2


def _first_day(question: "Question") -> int:
    from xcli.cli.scope import first_day

    return first_day(question.book, question.page)


def _keys(question: "Question", found: Answer, axis: Axis) -> list[Key]:
    return sorted(found.keys, key=lambda key: axis.rank(key[0], question.lists))


def grouped(question: "Question", axis: Axis) -> Table:
    """Return the groups of one field in rows."""
    indicators = question.indicators()
    whole = answer(question.desk, indicators, [question.period], cohort=question.cohort)
    parts = answer(question.desk, indicators, [question.period], axes=[axis], cohort=question.cohort)
    question.leave(whole, [question.period])
    question.leave(parts, [question.period])
    keys, rest = _largest(parts, _keys(question, parts, axis), question)
    groups = [(axis.show(key[0], question.lists), key) for key in keys]
    if question.for_programs:
        rows = [(parts, question.period, key, ((axis, label),)) for label, key in groups]
        return long_form(question.page.name, rows, question.rounding)
    title = question.title(Text(f"按{axis.label.zh}", f" by {axis.label.en}"), parts.indicators)
    return grouped_table(
        whole, parts, groups, question.period, title, rounding=question.rounding, head=axis.label, rest=rest
    )


def _largest(parts: Answer, keys: list[Key], question: "Question") -> tuple[list[Key], list[Key]]:
    """Return the largest groups, if only so many were asked for, and the others."""
    first, top = parts.indicators[0], question.values["top"]
    if not top:
        return keys, []
    ranked = sorted(keys, key=lambda key: -parts.figure(first, question.period, key).numerator)
    return ranked[:top], ranked[top:]


def monthly(question: "Question", bars: list[tuple[Text, int]]) -> Table:
    """Return months in rows; the first figure that adds up is drawn as bars."""
    months = question.period.split_months(_first_day(question))
    found = answer(question.desk, question.indicators(), [*months, question.period], cohort=question.cohort)
    question.leave(found, [*months, question.period])
    if question.for_programs:
        return long_form(question.page.name, [(found, month, (), ()) for month in months], question.rounding)
    drawn = next((i for i in found.indicators if i.kind == "count" and not is_stock(i)), None)
    if drawn:
        bars += [
            (label, found.figure(drawn, month).numerator)
            for label, month in zip(month_labels(months), months, strict=True)
        ]
    title = question.title(Text("按月", " by month"), found.indicators)
    return by_month(found, months, question.period, title, question.rounding)


def crossed(question: "Question", axes: Sequence[Axis | None]) -> Iterator[Table]:
    """Yield cross tables of one indicator, as many beside each other as the console is wide."""
    rows, columns = axes
    if rows is None:
        rows, columns = columns, rows
    if rows is None:
        yield monthly(question, [])
        return
    for indicator in question.indicators()[: None if question.values["indicator"] else 1]:
        sheet = _Crossing(question, rows, columns, indicator)
        yield from sheet.for_programs() if question.for_programs else sheet.tables()


class _Crossing:
    """One indicator by two groupings; without a second one, by months."""

    def __init__(self, question: "Question", rows: Axis, columns: Axis | None, indicator: object) -> None:
        self.question, self.rows, self.columns = question, rows, columns
        desk, self.period = question.desk, question.period
        only = [indicator]
        spans = self.period.split_months(_first_day(question)) if columns is None else []
        self.months = spans
        inner = [rows] if columns is None else [rows, columns]

        def asked(by: Sequence[Axis]) -> Answer:
            return answer(desk, only, [*spans, self.period], axes=by, cohort=question.cohort)  # type: ignore[arg-type]

        self.cells, self.by_row, self.whole = asked(inner), asked([rows]), asked([])
        for found in (self.cells, self.by_row, self.whole):
            question.leave(found, [*spans, self.period])
        self.by_column = self.whole if columns is None else asked([columns])
        self.indicator = self.whole.indicators[0]
        self.row_keys, self.rest = _largest(self.by_row, _keys(question, self.by_row, rows), question)
        self.column_keys: list[Key] = [] if columns is None else _keys(question, self.by_column, columns)

    def heads(self) -> list[Text]:
        if self.columns is None:
            return month_labels(self.months)
        return [self.columns.show(key[0], self.question.lists) for key in self.column_keys]

    def row(self, key: Key) -> list[Figure]:
        """Return the figures of a row, its total last."""
        if self.columns is None:
            cells = [self.cells.figure(self.indicator, month, key) for month in self.months]
        else:
            cells = [self.cells.figure(self.indicator, self.period, (*key, *other)) for other in self.column_keys]
        return [*cells, self.by_row.figure(self.indicator, self.period, key)]

    def foot(self) -> list[Figure]:
        if self.columns is None:
            cells = [self.whole.figure(self.indicator, month) for month in self.months]
        else:
            cells = [self.by_column.figure(self.indicator, self.period, key) for key in self.column_keys]
        return [*cells, self.whole.figure(self.indicator, self.period)]

    def body(self) -> list[tuple[Text, list[Figure | None]]]:
        """Return the rows with their labels; those that are not asked for stand together in the last one."""
        listed: list[tuple[Text, list[Figure | None]]] = [
            (self.rows.show(key[0], self.question.lists), [*self.row(key)]) for key in self.row_keys
        ]
        if not self.rest:
            return listed
        columns = zip(*map(self.row, self.rest), strict=True)
        return [*listed, (others(self.rest), [together(column, [self.rows]) for column in columns])]

    def tables(self) -> Iterator[Table]:
        heads, foot = self.heads(), self.foot()
        body = self.body()
        second = Text("月份", "month") if self.columns is None else self.columns.label
        what = Text(
            f"：{label_of(self.indicator).zh}，{self.rows.label.zh}×{second.zh}",
            f": {label_of(self.indicator).en}, {self.rows.label.en} × {second.en}",
        )
        title = self.question.title(what, [self.indicator])
        overlaps = any(axis and axis.overlaps for axis in (self.rows, self.columns))
        notes = [OVERLAP] if overlaps else []
        notes += [NOT_ADDED] if self.rest and not adds_up(self.indicator, [self.rows]) else []
        layout = Cross(self.indicator, self.question.rounding)
        for number, (start, end) in enumerate(self._pieces(heads, body)):
            cut = [(label, [*cells[start:end], cells[-1]]) for label, cells in body]
            yield layout.table(
                title if number == 0 else same(""),
                self.rows.label,
                heads[start:end],
                cut,
                [*foot[start:end], foot[-1]],
                notes,
            )

    def _pieces(
        self, heads: Sequence[Text], body: Sequence[tuple[Text, Sequence[Figure | None]]]
    ) -> list[tuple[int, int]]:
        """Cut the columns into pieces that fit the console; a file takes them all."""
        width = output.console_width()
        if width is None or self.question.wanted.leaves:
            return [(0, len(heads))]
        from xcli.report.figures import cell
        from xcli.report.table import show

        def size(figure: Figure | None) -> int:
            return display_width(show(cell(figure, self.question.rounding), "figure", self.question.rounding))

        first = max(
            [
                display_width(str(self.rows.label)),
                display_width(str(TOTAL)),
                *(display_width(str(label)) for label, _ in body),
            ]
        )
        last = max([size(cells[-1]) for _, cells in body] + [size(self.foot()[-1]), display_width(str(TOTAL))])
        room = width - first - last - 2 * _GAP - 10
        widths = [
            max([min(display_width(str(head)), 8), size(total), *(size(cells[n]) for _, cells in body)])
            for n, (head, total) in enumerate(zip(heads, self.foot(), strict=False))
        ]
        pieces, start, used = [], 0, 0
        for number, needed in enumerate(widths):
            if number > start and used + needed + _GAP > room:
                pieces.append((start, number))
                start, used = number, 0
            used += needed + _GAP
        return [*pieces, (start, len(heads))]

    def for_programs(self) -> Iterator[Table]:
        groups: list[tuple[Answer, Period, Key, tuple[tuple[Axis, Text], ...]]] = []
        lists = self.question.lists
        for key in self.row_keys:
            named = (self.rows, self.rows.show(key[0], lists))
            if self.columns is None:
                groups += [(self.cells, month, key, (named,)) for month in self.months]
                continue
            for other in self.column_keys:
                groups.append(
                    (
                        self.cells,
                        self.period,
                        (*key, *other),
                        (named, (self.columns, self.columns.show(other[0], lists))),
                    )
                )
        yield long_form(self.question.page.name, groups, self.question.rounding)
