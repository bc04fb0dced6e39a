"""A report as a workbook: a sheet for its text, one for each table with real numbers, one with charts."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from xcli.domain.figure import Amount, Growth, Rate, Rounding, percent, quotient
from xcli.report.book import NARROWEST, WIDEST, Book, opened, set_widths
from xcli.report.layout import Cell, Chart, Document, Facts, Grid, Heading, Passage
from xcli.report.width import display_width
from xcli.text import Text

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_TEXT, _CHARTS = Text("报告", "Report"), Text("图表", "Charts")
_BY_HAND = Text("（手工）", " (entered)")
_POINTS = Text("个百分点", "pp")
_ROWS_OF_CHART = 18
_ASIDE = 6


def write(document: Document, stream: BinaryIO) -> None:
    """Write a report."""
    with opened(stream) as book:
        _write_text(book, document)
        for grid in _grids(document):
            _write_grid(book, grid, document.running)
        charts = [block for block in document.blocks if isinstance(block, Chart)]
        if charts:
            _write_charts(book, charts)


def _grids(document: Document) -> Iterator[Grid]:
    return (block for block in document.blocks if isinstance(block, Grid))


def _write_text(book: Book, document: Document) -> None:
    """Write the words of the report, a paragraph a row."""
    sheet = book.sheet(str(_TEXT))
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    wrap = book.look("wrapped")
    at = 0
    for text in (document.bureau, document.title, *document.summary):
        book.put(sheet, at, 0, text, "strong" if at < 2 else "text")
        at += 1
    for block in document.blocks:
        match block:
            case Heading(_, text):
                book.put(sheet, at, 0, text, "strong")
                at += 1
            case Passage():
                sheet.write_string(at, 1, block.text, wrap)
                sheet.set_row(at, 16 * (1 + display_width(block.text) // 84))
                at += 1
            case Facts(pairs):
                for label, value in pairs:
                    book.put(sheet, at, 0, label, "text")
                    book.put(sheet, at, 1, value.strip("　"), "text")
                    at += 1
    _printable(sheet, document.running, landscape=False)


def _printable(sheet: "Worksheet", running: str, *, landscape: bool) -> None:
    sheet.set_paper(9)
    if landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L&8{running.replace('&', '&&')}&R&8&P / &N")


def _write_grid(book: Book, grid: Grid, running: str) -> None:
    sheet = book.sheet(grid.name)
    widths = [max(NARROWEST, display_width(str(column.label))) for column in grid.columns]
    for place, column in enumerate(grid.columns):
        book.put(sheet, 0, place, column.label, "heading")
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    for at, row in enumerate(grid.rows, 1):
        for place, cell in enumerate(row):
            _write_cell(book, sheet, at, place, cell, grid.rounding)
            widths[place] = max(widths[place], min(display_width(cell.shown), WIDEST))
    for number, note in enumerate(grid.notes, len(grid.rows) + 2):
        book.put(sheet, number, 0, note, "text")
    set_widths(sheet, widths)
    _printable(sheet, running, landscape=len(grid.columns) > _ASIDE)


class _Number(NamedTuple):
    """A number and how a sheet shows it."""

    value: int | Decimal
    format: str


def _write_cell(book: Book, sheet: "Worksheet", at: int, place: int, cell: Cell, rounding: Rounding) -> None:
    number = _number(cell.value, rounding)
    if number is None:
        book.put(sheet, at, place, cell.shown, "rate" if cell.shown == "—" else "text")
        return
    shown = f'{number.format}"{_BY_HAND}"' if cell.by_hand else number.format
    sheet.write_number(at, place, number.value, book.numbered(shown))


def _number(value: object, rounding: Rounding) -> _Number | None:
    """Return the number that a cell holds, rounded as it is printed; None for words and what has no value."""
    match value:
        case bool() | None | str():
            return None
        case int():
            return _Number(value, "0")
        case Decimal():
            return _Number(value, "0.0")
        case Amount(fen, True):
            return _Number(Decimal(quotient(fen, 1_000_000, 2, cut=rounding.cut)), "#,##0.00")
        case Amount(fen):
            return _Number(Decimal(fen) / 100, "#,##0.00")
        case Rate() | Growth() if value.denominator:
            return _quotient(value, rounding)
    return None


def _quotient(value: Rate | Growth, rounding: Rounding) -> _Number:
    shown = percent(value, rounding.decimals, rounding.cut).removesuffix("%")
    places = "0" * len(shown.partition(".")[2])
    form = f"0.{places}" if places else "0"
    if isinstance(value, Growth) and value.points:
        unit = f'" {_POINTS}"'
        return _Number(Decimal(shown), f"+{form}{unit};-{form}{unit};{form}{unit}")
    signed = f"+{form}%;-{form}%;{form}%" if isinstance(value, Growth) else f"{form}%"
    return _Number(Decimal(shown) / 100, signed)


def _write_charts(book: Book, charts: Sequence[Chart]) -> None:
    """Write the figures of all charts on one sheet, and each chart beside its own."""
    sheet = book.sheet(str(_CHARTS))
    widths = [NARROWEST] * 3
    at = 0
    for chart in charts:
        book.put(sheet, at, 0, chart.title, "strong")
        for number, series in enumerate(chart.series, 1):
            book.put(sheet, at + 1, number, series.label, "heading")
            widths[number] = max(widths[number], display_width(series.label))
        for step, label in enumerate(chart.labels):
            book.put(sheet, at + 2 + step, 0, label, "text")
            widths[0] = max(widths[0], display_width(label))
            for number, series in enumerate(chart.series, 1):
                book.put(sheet, at + 2 + step, number, series.values[step], "whole")
        sheet.insert_chart(at, 4, _drawn(book, sheet.get_name(), chart, at), {"description": chart.told})
        at += max(_ROWS_OF_CHART, len(chart.labels) + 4)
    set_widths(sheet, widths)


def _drawn(book: Book, name: str, chart: Chart, at: int) -> object:
    drawn = book.workbook.add_chart({"type": "bar" if chart.shape == "bars" else "column"})
    first, last = at + 2, at + 1 + len(chart.labels)
    for number in range(1, len(chart.series) + 1):
        drawn.add_series(
            {
                "name": [name, at + 1, number],
                "categories": [name, first, 0, last, 0],
                "values": [name, first, number, last, number],
                "data_labels": {"value": len(chart.labels) * len(chart.series) <= 15},
            }
        )
    drawn.set_title({"name": chart.title, "name_font": {"size": 11}})
    drawn.set_size({"width": 720, "height": 330})
    if len(chart.series) == 1:
        drawn.set_legend({"none": True})
    else:
        drawn.set_legend({"position": "bottom"})
    if chart.shape == "bars":
        drawn.set_y_axis({"reverse": True})
    return drawn
