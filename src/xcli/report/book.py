"""A workbook being written: formats, sheet names, and cells that are what they are."""

import math
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, BinaryIO, TypeVar

from xcli.domain.clean import visible
from xcli.errors import NotValid
from xcli.report.width import display_width
from xcli.text import Text

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_T = TypeVar("_T")

MOST_ROWS = 1_048_576
_MOST_CHARACTERS = 32_767
_MOST_DIGITS = 10**15
NARROWEST, WIDEST = 6, 48
_NOT_IN_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
_NOT_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_MOST_IN_SHEET_NAME = 31
_FORMULA_START = tuple("=+-@＝＋－＠'\t\r\n")

_LOOKS: dict[str, dict[str, object]] = {
    "heading": {"bold": True, "bg_color": "#D9E2F3", "text_wrap": True, "valign": "vcenter", "num_format": "@"},
    "required": {"bold": True, "bg_color": "#F8CBAD", "text_wrap": True, "valign": "vcenter", "num_format": "@"},
    "text": {"num_format": "@"},
    "strong": {"num_format": "@", "bold": True},
    "wrapped": {"num_format": "@", "text_wrap": True, "valign": "top"},
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


class Book:
    """A workbook being written: its formats made once, its sheets named so that Excel accepts them."""

    def __init__(self, workbook: "Workbook") -> None:
        self.workbook = workbook
        self._formats: dict[tuple[str, bool], Format] = {}
        self._numbers: dict[str, Format] = {}
        self._names: set[str] = set()

    def look(self, name: str, *, wrong: bool = False) -> "Format":
        """Return the format of this name, with the colours of a wrong cell if it is one."""
        if (name, wrong) not in self._formats:
            self._formats[name, wrong] = self.workbook.add_format({**_LOOKS[name], **(_WRONG if wrong else {})})
        return self._formats[name, wrong]

    def numbered(self, shown: str) -> "Format":
        """Return the format that shows numbers so."""
        if shown not in self._numbers:
            self._numbers[shown] = self.workbook.add_format({"num_format": shown, "align": "right"})
        return self._numbers[shown]

    def sheet(self, title: str) -> "Worksheet":
        """Return a new sheet named as its title, as far as Excel allows."""
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

    def put(self, sheet: "Worksheet", at: int, place: int, value: object, look: str, *, wrong: bool = False) -> None:
        """Write one cell as what it is; a text is never taken for a number, a formula or a link."""
        if at >= MOST_ROWS:
            raise TooManyRows(most=MOST_ROWS)
        if isinstance(value, str | Text):
            self._put_text(sheet, at, place, str(value), look, wrong=wrong)
        elif value is None:
            sheet.write_blank(at, place, None, self.look(look, wrong=wrong))
        elif isinstance(value, bool):
            sheet.write_boolean(at, place, value, self.look(look, wrong=wrong))
        elif isinstance(value, date) and value.year >= 1900:
            look = "moment" if isinstance(value, datetime) else "day"
            sheet.write_datetime(at, place, value, self.look(look, wrong=wrong))
        elif _is_number(value):
            sheet.write_number(at, place, value, self.look(look, wrong=wrong))
        else:
            self._put_text(sheet, at, place, str(value), "text", wrong=wrong)

    def _put_text(self, sheet: "Worksheet", at: int, place: int, text: str, look: str, *, wrong: bool) -> None:
        if len(text) > _MOST_CHARACTERS:
            raise TextTooLong(row=at + 1, column=place + 1, length=len(text), most=_MOST_CHARACTERS)
        if look not in {"heading", "required", "rate", "strong"}:
            look = "quoted" if text.startswith(_FORMULA_START) else "text"
        sheet.write_string(at, place, _storable(text), self.look(look, wrong=wrong))


class _Breakable:
    """A stream that complains once: a workbook given up tries again to finish its file when it is collected."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._broken = stream, False

    def write(self, data: bytes) -> int:
        return self._once(lambda: self._stream.write(data), len(data))

    def tell(self) -> int:
        return self._once(self._stream.tell, 0)

    def seek(self, place: int, whence: int = 0) -> int:
        return self._once(lambda: self._stream.seek(place, whence), 0)

    def flush(self) -> None:
        self._once(self._stream.flush, None)

    def _once(self, act: Callable[[], _T], after: _T) -> _T:
        # Any of these may find the disk full: what was written before waits in a buffer.
        if self._broken or self._stream.closed:
            return after
        try:
            return act()
        except OSError:
            self._broken = True
            raise


@contextmanager
def opened(stream: BinaryIO) -> Iterator[Book]:
    """Give a workbook that keeps one row in memory; its temporary files go even when writing fails."""
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    with tempfile.TemporaryDirectory(prefix="xcli-", ignore_cleanup_errors=True) as folder:
        workbook = Workbook(_Breakable(stream), {"constant_memory": True, "tmpdir": folder, "strings_to_urls": False})
        try:
            yield Book(workbook)
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


def set_widths(sheet: "Worksheet", widths: Sequence[int]) -> None:
    """Make columns as wide as their contents, within reason."""
    for place, width in enumerate(widths):
        sheet.set_column(place, place, min(width, WIDEST) + 2)


def comment(sheet: "Worksheet", at: int, place: int, text: str) -> None:
    """Put a note on a cell, large enough to be read."""
    text = visible(text, lines=True)
    height = 20 * (2 + display_width(text) // 32 + text.count("\n"))
    sheet.write_comment(at, place, text, {"x_scale": 2, "height": min(height, 400)})
