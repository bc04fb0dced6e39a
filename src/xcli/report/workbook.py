"""Workbooks for Excel and WPS: whole tables, empty forms to fill in, and sheets with their wrong cells marked."""

import math
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, BinaryIO

from xcli.domain.clean import visible
from xcli.domain.fault import Fault
from xcli.domain.figure import Amount, Rate, percent
from xcli.errors import NotValid
from xcli.report.table import Kind, Table, show
from xcli.report.width import display_width
from xcli.text import Text

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Faults = Mapping[tuple[int, int | None], Sequence[Fault]]

_MOST_ROWS = 1_048_576
_MOST_CHARACTERS = 32_767
_MOST_DIGITS = 10**15
_MEASURED_ROWS = 1000
_NARROWEST, _WIDEST = 6, 48
_FORM_ROWS = 2000
_NOT_IN_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
_NOT_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_MOST_IN_SHEET_NAME = 31
_FORMULA_START = tuple("=+-@＝＋－＠'\t\r\n")
_NOTES, _CODES = Text("说明", "Notes"), Text("选项", "Codes")
_REQUIRED = Text("必填。", "Required.")

_LOOKS: dict[str, dict[str, object]] = {
    "heading": {"bold": True, "bg_color": "#D9E2F3", "text_wrap": True, "valign": "vcenter", "num_format": "@"},
    "required": {"bold": True, "bg_color": "#F8CBAD", "text_wrap": True, "valign": "vcenter", "num_format": "@"},
    "text": {"num_format": "@"},
    "quoted": {"num_format": "@", "quote_prefix": True},
    "whole": {"num_format": "0"},
    "money": {"num_format": "#,##0.00"},
    "wan": {"num_format": "#,##0.00"},
    "day": {"num_format": "yyyy-mm-dd"},
    "moment": {"num_format": "yyyy-mm-dd hh:mm:ss"},
    "figure": {},
    "rate": {"align": "right"},
    "share0": {"num_format": "0%"},
    "share1": {"num_format": "0.0%"},
    "share2": {"num_format": "0.00%"},
    "share3": {"num_format": "0.000%"},
}
_WRONG = {"bg_color": "#FFC7CE", "font_color": "#9C0006"}


class TooManyRows(NotValid):
    """A sheet cannot hold so many rows."""

    sentence = Text(
        "一张工作表最多 {most} 行，放不下。请用 --to 文件名.csv，或缩小范围。",
        "A sheet holds at most {most} rows. Write to a .csv file instead, or narrow the selection.",
    )


class TextTooLong(NotValid):
    """A cell cannot hold so long a text."""

    sentence = Text(
        "第 {row} 行第 {column} 列有 {length} 个字，Excel 单元格最多 {most} 个。请用 --to 文件名.csv。",
        "Row {row}, column {column} has {length} characters; a cell holds {most}. Write to a .csv file instead.",
    )


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
    with _opened(stream) as book:
        for table in tables:
            _write_table(book, book.sheet(str(table.title)), table)
        notes = [(str(table.title), str(note)) for table in tables for note in table.notes]
        if notes:
            sheet = book.sheet(str(_NOTES))
            sheet.set_column(0, 1, _WIDEST)
            for at, pair in enumerate(notes):
                for place, text in enumerate(pair):
                    book.put(sheet, at, place, text, "text")


def write_template(stream: BinaryIO, columns: Sequence[Blank], *, name: str = "", rows: int = _FORM_ROWS) -> None:
    """Write an empty form: headings with notes, drop-down lists, and cells of the right kind."""
    with _opened(stream) as book:
        sheet = book.sheet(name)
        for place, column in enumerate(columns):
            _write_blank(book, sheet, place, column)
        sheet.freeze_panes(1, 0)
        if any(column.choices for column in columns):
            _offer_choices(book, sheet, columns, rows)


def write_marked(stream: BinaryIO, sheets: Sequence[Marked]) -> None:
    """Write sheets as they were sent, every wrong cell coloured and its reason beside it as a comment."""
    with _opened(stream) as book:
        for marked in sheets:
            sheet = book.sheet(marked.name)
            for at, cells in enumerate(marked.heading):
                for place, value in enumerate(cells):
                    book.put(sheet, at, place, value, "heading")
            sheet.freeze_panes(len(marked.heading), 0)
            _write_marked_rows(book, sheet, marked)


class _Book:
    """A workbook being written: its formats made once, its sheets named so that Excel accepts them."""

    def __init__(self, workbook: "Workbook") -> None:
        self.workbook = workbook
        self._formats: dict[tuple[str, bool], Format] = {}
        self._names: set[str] = set()

    def look(self, name: str, *, wrong: bool = False) -> "Format":
        if (name, wrong) not in self._formats:
            self._formats[name, wrong] = self.workbook.add_format({**_LOOKS[name], **(_WRONG if wrong else {})})
        return self._formats[name, wrong]

    def sheet(self, title: str) -> "Worksheet":
        return self.workbook.add_worksheet(self._free_name(title))

    def _free_name(self, title: str) -> str:
        stem = _NOT_IN_SHEET_NAME.sub(" ", visible(title)).strip(" '")[:_MOST_IN_SHEET_NAME].rstrip(" '") or "Sheet"
        if stem.casefold() == "history":
            stem += "_"
        name, number = stem, 1
        while name.casefold() in self._names:
            number += 1
            tail = f" ({number})"
            name = stem[: _MOST_IN_SHEET_NAME - len(tail)] + tail
        self._names.add(name.casefold())
        return name

    def put(  # noqa: PLR0913
        self, sheet: "Worksheet", at: int, place: int, value: object, look: str, *, wrong: bool = False
    ) -> None:
        """Write one cell as what it is; a text is never taken for a number, a formula or a link."""
        if at >= _MOST_ROWS:
            raise TooManyRows(most=_MOST_ROWS)
        if isinstance(value, str | Text):
            self._put_text(sheet, at, place, str(value), look, wrong=wrong)
        elif value is None:
            sheet.write_blank(at, place, None, self.look(look, wrong=wrong))
        elif isinstance(value, bool):
            sheet.write_boolean(at, place, value, self.look(look, wrong=wrong))
        elif isinstance(value, date) and value.year >= 1900:  # noqa: PLR2004
            look = "moment" if isinstance(value, datetime) else "day"
            sheet.write_datetime(at, place, value, self.look(look, wrong=wrong))
        elif _is_number(value):
            sheet.write_number(at, place, value, self.look(look, wrong=wrong))
        else:
            self._put_text(sheet, at, place, str(value), "text", wrong=wrong)

    def _put_text(  # noqa: PLR0913
        self, sheet: "Worksheet", at: int, place: int, text: str, look: str, *, wrong: bool
    ) -> None:
        if len(text) > _MOST_CHARACTERS:
            raise TextTooLong(row=at + 1, column=place + 1, length=len(text), most=_MOST_CHARACTERS)
        if look not in {"heading", "required", "rate"}:
            look = "quoted" if text.startswith(_FORMULA_START) else "text"
        sheet.write_string(at, place, _storable(text), self.look(look, wrong=wrong))


class _Breakable:
    """A stream that complains once: a workbook given up tries again to finish its file when it is collected."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._broken = stream, False

    def write(self, data: bytes) -> int:
        if self._broken:
            return len(data)
        try:
            return self._stream.write(data)
        except OSError:
            self._broken = True
            raise

    def tell(self) -> int:
        return 0 if self._broken else self._stream.tell()

    def seek(self, place: int, whence: int = 0) -> int:
        return 0 if self._broken else self._stream.seek(place, whence)

    def flush(self) -> None:
        if not self._broken:
            self._stream.flush()


@contextmanager
def _opened(stream: BinaryIO) -> Iterator[_Book]:
    """Give a workbook that keeps one row in memory; its temporary files go even when writing fails."""
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    with tempfile.TemporaryDirectory(prefix="xcli-", ignore_cleanup_errors=True) as folder:
        workbook = Workbook(_Breakable(stream), {"constant_memory": True, "tmpdir": folder, "strings_to_urls": False})
        try:
            yield _Book(workbook)
            workbook.close()
        except FileCreateError as error:
            raise (error.args[0] if isinstance(error.args[0], OSError) else error) from error
        finally:
            _let_go(workbook)


def _let_go(workbook: "Workbook") -> None:
    """Close the row files of a workbook that was given up, which Windows needs before it removes them."""
    for sheet in workbook.worksheets():
        rows = getattr(sheet, "row_data_fh", None)
        if rows is not None:
            rows.close()


def _is_number(value: object) -> bool:
    if isinstance(value, int):
        return abs(value) < _MOST_DIGITS
    return isinstance(value, float | Decimal) and math.isfinite(value)


def _storable(text: str) -> str:
    return _NOT_IN_XML.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _write_table(book: _Book, sheet: "Worksheet", table: Table) -> None:
    widths = [_NARROWEST] * len(table.columns)
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
    _set_widths(sheet, widths)


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
        return Decimal(rounded) / 100, f"share{table.rounding.decimals}"
    if value is None or isinstance(value, str | Text | date | bool | Decimal):
        return value, "text" if kind in {"rate", "share"} else kind
    return show(value, kind, table.rounding), "rate"


def _set_widths(sheet: "Worksheet", widths: Sequence[int]) -> None:
    for place, width in enumerate(widths):
        sheet.set_column(place, place, min(width, _WIDEST) + 2)


def _write_blank(book: _Book, sheet: "Worksheet", place: int, column: Blank) -> None:
    book.put(sheet, 0, place, column.label, "required" if column.required else "heading")
    width = max(_NARROWEST, display_width(column.label), *(display_width(choice) for choice in column.choices), 0)
    kind = column.kind if column.kind in {"whole", "money", "wan", "day"} else "text"
    sheet.set_column(place, place, min(width, _WIDEST) + 3, book.look(kind))
    note = (str(_REQUIRED) if column.required else "") + column.help
    if note:
        _comment(sheet, 0, place, note)


def _comment(sheet: "Worksheet", at: int, place: int, text: str) -> None:
    text = visible(text, lines=True)
    height = 20 * (2 + display_width(text) // 32 + text.count("\n"))
    sheet.write_comment(at, place, text, {"x_scale": 2, "height": min(height, 400)})


def _offer_choices(book: _Book, sheet: "Worksheet", columns: Sequence[Blank], rows: int) -> None:
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
    _set_widths(codes, [max(display_width(word) for word in (column.label, *column.choices)) for _, column in chosen])


def _write_marked_rows(book: _Book, sheet: "Worksheet", marked: Marked) -> None:
    widths: dict[int, int] = {}
    by_row = _faults_by_row(marked.faults)
    for at, cells in enumerate(marked.rows):
        faults = by_row.get(at, {})
        for place in range(max(len(cells), 1 + max(faults, default=-1))):
            value = cells[place] if place < len(cells) else None
            _write_marked_cell(book, sheet, at + len(marked.heading), place, value, faults.get(place, []))
            if at < _MEASURED_ROWS:
                widths[place] = max(widths.get(place, _NARROWEST), display_width(show(value)))
    _set_widths(sheet, [widths[place] for place in sorted(widths)])


def _faults_by_row(faults: Faults) -> dict[int, dict[int, list[Fault]]]:
    """Return the faults of each row by column, those of a whole row at its first cell."""
    by_row: dict[int, dict[int, list[Fault]]] = {}
    for (at, place), found in faults.items():
        by_row.setdefault(at, {}).setdefault(place or 0, []).extend(found)
    return by_row


def _write_marked_cell(  # noqa: PLR0913, PLR0917
    book: _Book, sheet: "Worksheet", at: int, place: int, value: object, faults: Sequence[Fault]
) -> None:
    if value is None and not faults:
        return
    book.put(sheet, at, place, value, "figure", wrong=bool(faults))
    if faults:
        _comment(sheet, at, place, "\n".join(f"{fault.reason}{fault.remedy}" for fault in faults))
