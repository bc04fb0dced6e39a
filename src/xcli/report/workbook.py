"""Workbooks for Excel and WPS: whole tables, empty forms to fill in, and sheets with their wrong cells marked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, BinaryIO

from xcli.domain.fault import Fault
from xcli.domain.figure import Amount, Rate, percent
from xcli.report.book import NARROWEST, WIDEST, Book, comment, opened, set_widths
from xcli.report.table import Kind, Table, show
from xcli.report.width import display_width
from xcli.text import Text

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Faults = Mapping[tuple[int, int | None], Sequence[Fault]]

_MEASURED_ROWS = 1000
_FORM_ROWS = 2000
_NOTES, _CODES = Text("说明", "Notes"), Text("选项", "Codes")
_REASON = Text("{reason}；{remedy}", "{reason}; {remedy}")
_REQUIRED = Text("必填。", "Required.")


@dataclass(frozen=True, slots=True)
class Blank:
    """One column of an empty form: its heading, what goes in, and what may be chosen."""

    label: str
    kind: Kind = "text"
    help: str = ""
    choices: Sequence[str] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Marked:
    """A sheet as it was sent, and what is wrong in it.

    Faults are placed by row (0 is the first row after the heading) and column (0 is the first, None the whole row).
    """

    name: str
    heading: Sequence[Sequence[object]]
    rows: Iterable[Sequence[object]]
    faults: Faults


def write_tables(stream: BinaryIO, tables: Sequence[Table]) -> None:
    """Write tables, one sheet each, with real dates and numbers, and their notes on a last sheet."""
    with opened(stream) as book:
        for table in tables:
            _write_table(book, book.sheet(str(table.title)), table)
        notes = [(str(table.title), str(note)) for table in tables for note in table.notes]
        if notes:
            sheet = book.sheet(str(_NOTES))
            sheet.set_column(0, 1, WIDEST)
            for at, pair in enumerate(notes):
                for place, text in enumerate(pair):
                    book.put(sheet, at, place, text, "text")


def write_template(stream: BinaryIO, columns: Sequence[Blank], *, name: str = "", rows: int = _FORM_ROWS) -> None:
    """Write an empty form: headings with notes, drop-down lists, and cells of the right kind."""
    with opened(stream) as book:
        sheet = book.sheet(name)
        for place, column in enumerate(columns):
            _write_blank(book, sheet, place, column)
        sheet.freeze_panes(1, 0)
        if any(column.choices for column in columns):
            _offer_choices(book, sheet, columns, rows)


def write_marked(stream: BinaryIO, sheets: Sequence[Marked]) -> None:
    """Write sheets as they were sent, every wrong cell coloured and its reason beside it as a comment."""
    with opened(stream) as book:
        for marked in sheets:
            sheet = book.sheet(marked.name)
            for at, cells in enumerate(marked.heading):
                for place, value in enumerate(cells):
                    book.put(sheet, at, place, value, "heading")
            sheet.freeze_panes(len(marked.heading), 0)
            _write_marked_rows(book, sheet, marked)


def _write_table(book: Book, sheet: "Worksheet", table: Table) -> None:
    widths = [NARROWEST] * len(table.columns)
    for place, column in enumerate(table.columns):
        book.put(sheet, 0, place, column.label, "heading")
        widths[place] = max(widths[place], display_width(str(column.label)))
    sheet.freeze_panes(1, 0)
    for at, row in enumerate(_with_foot(table), 1):
        for place, (value, column) in enumerate(zip(row, table.columns, strict=True)):
            cell, look = _for_sheet(value, column.kind, table)
            book.put(sheet, at, place, cell, look)
            if at <= _MEASURED_ROWS:
                widths[place] = max(widths[place], display_width(show(value, column.kind, table.rounding)))
    set_widths(sheet, widths)


def _with_foot(table: Table) -> Iterator[Sequence[object]]:
    yield from table.rows
    yield from table.foot


def _for_sheet(value: object, kind: Kind, table: Table) -> tuple[object, str]:
    """Return a cell's value and look: money as 元, a share as the rounded per cent, other rates as they read."""
    if isinstance(value, Amount):
        kind = "wan" if value.wan else "money"
        value = value.fen
    if isinstance(value, int) and not isinstance(value, bool):
        if kind in {"money", "wan"}:
            return Decimal(show(value, kind, table.rounding, grouped=False)), kind
        return (value, kind) if kind in {"whole", "figure"} else (str(value), "text")
    if isinstance(value, Rate) and kind == "share" and value.denominator:
        rounded = percent(value, table.rounding.decimals, table.rounding.cut).removesuffix("%")
        return Decimal(rounded) / 100, f"share{len(rounded.partition('.')[2])}"
    if value is None or isinstance(value, str | Text | date | bool | Decimal):
        return value, "text" if kind in {"rate", "share"} else kind
    return show(value, kind, table.rounding), "rate"


def _write_blank(book: Book, sheet: "Worksheet", place: int, column: Blank) -> None:
    book.put(sheet, 0, place, column.label, "required" if column.required else "heading")
    width = max(NARROWEST, display_width(column.label), *(display_width(choice) for choice in column.choices), 0)
    kind = column.kind if column.kind in {"whole", "money", "wan", "day"} else "text"
    sheet.set_column(place, place, min(width, WIDEST) + 3, book.look(kind))
    note = (str(_REQUIRED) if column.required else "") + column.help
    if note:
        comment(sheet, 0, place, note)


def _offer_choices(book: Book, sheet: "Worksheet", columns: Sequence[Blank], rows: int) -> None:
    """Put the codes on a sheet of their own, for the clerk to read and for the drop-downs to take from.

    Another word is warned about and let in: a cell may hold several codes.
    """
    from xlsxwriter.utility import xl_col_to_name

    codes = book.sheet(str(_CODES))
    chosen = [(place, column) for place, column in enumerate(columns) if column.choices]
    for at in range(1 + max(len(column.choices) for _, column in chosen)):
        for slot, (_, column) in enumerate(chosen):
            if at == 0:
                book.put(codes, 0, slot, column.label, "heading")
            elif at <= len(column.choices):
                book.put(codes, at, slot, column.choices[at - 1], "text")
    codes.freeze_panes(1, 0)
    for slot, (place, column) in enumerate(chosen):
        letter = xl_col_to_name(slot)
        source = f"='{codes.get_name()}'!${letter}$2:${letter}${len(column.choices) + 1}"
        rule: dict[str, Any] = {"validate": "list", "source": source, "error_type": "warning"}
        sheet.data_validation(1, place, rows, place, rule)
    set_widths(codes, [max(display_width(word) for word in (column.label, *column.choices)) for _, column in chosen])


def _write_marked_rows(book: Book, sheet: "Worksheet", marked: Marked) -> None:
    widths: dict[int, int] = {}
    by_row = _faults_by_row(marked.faults)
    for at, cells in enumerate(marked.rows):
        faults = by_row.get(at, {})
        for place in range(max(len(cells), 1 + max(faults, default=-1))):
            value = cells[place] if place < len(cells) else None
            _write_marked_cell(book, sheet, at + len(marked.heading), place, value, faults.get(place, []))
            if at < _MEASURED_ROWS:
                widths[place] = max(widths.get(place, NARROWEST), display_width(show(value)))
    set_widths(sheet, [widths[place] for place in sorted(widths)])


def _faults_by_row(faults: Faults) -> dict[int, dict[int, list[Fault]]]:
    """Return the faults of each row by column, those of a whole row at its first cell."""
    by_row: dict[int, dict[int, list[Fault]]] = {}
    for (at, place), found in faults.items():
        by_row.setdefault(at, {}).setdefault(place or 0, []).extend(found)
    return by_row


def _write_marked_cell(
    book: Book, sheet: "Worksheet", at: int, place: int, value: object, faults: Sequence[Fault]
) -> None:
    if value is None and not faults:
        return
    book.put(sheet, at, place, value, "figure", wrong=bool(faults))
    if faults:
        comment(sheet, at, place, "\n".join(_sentence(fault) for fault in faults))


def _sentence(fault: Fault) -> str:
    told = _REASON.fill(reason=fault.reason, remedy=fault.remedy) if fault.remedy.zh else fault.reason
    return str(told)
