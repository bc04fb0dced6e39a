"""A reviewer's workbook: a page for each file, to be filled in and sent back."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, BinaryIO

from xcli.domain.audit.scheme import items, label
from xcli.domain.audit.sheet import ABOVE, COLUMNS, ScoreSheets, SheetFile
from xcli.domain.lists import NO, YES
from xcli.domain.pages.audit import DEFECT
from xcli.ledger.newest import Newest
from xcli.report.book import Book, comment, opened
from xcli.text import Text, language

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_TITLE = Text("案卷评查评分表", "score sheet")
_TOTAL = Text("得分", "score")
_WIDTHS = {"no": 6, "kind": 14, "title": 46, "points": 7, "off": 8, "veto": 10, "note": 34}
_HEADING, _FIRST = 5, 6  # rows, counted from 0: above them stands what file it is
_OFF_HELP = Text("扣 0 分也要填写。", "Write 0 where nothing is taken off.")
_VETO_HELP = Text("否决项填“是”或“否”，都要填。", "Yes or no, for every veto item.")
_A4 = 9


def write_sheets(stream: BinaryIO, sheets: ScoreSheets, origin: Newest | None = None) -> None:
    """Write the workbook of one reviewer; the entry of the ledger stands at the foot of what is printed and signed."""
    with opened(stream) as book:
        for file in sheets.files:
            _write_file(book, sheets, file, f"&L{origin.text}" if origin else "")


def _write_file(book: Book, sheets: ScoreSheets, file: SheetFile, foot: str) -> None:
    sheet = book.sheet(f"{file.n:03}")
    for place, name in enumerate(COLUMNS):
        sheet.set_column(place, place, _WIDTHS[name])
    sheet.set_paper(_A4)
    sheet.set_footer(foot)
    sheet.fit_to_pages(1, 0)
    book.put(sheet, 0, 0, _TITLE, "heading")
    _write_above(book, sheet, sheets, file)
    for place, field in enumerate(COLUMNS.values()):
        book.put(sheet, _HEADING, place, field.label, "heading")
    marks = {mark["no"]: mark for mark in file.marks}
    every = items(sheets.scheme)
    for at, (number, item) in enumerate(every.items(), _FIRST):
        _write_item(book, sheet, at, item, marks.get(number, {}))
    _write_total(book, sheet, len(every))
    sheet.freeze_panes(_FIRST, 0)


def _write_above(book: Book, sheet: "Worksheet", sheets: ScoreSheets, file: SheetFile) -> None:
    values = {
        "round": sheets.round,
        "scheme": label(sheets.scheme),
        "person": sheets.person,
        "department": file.department,
        "file_no": file.file_no,
        "read_on": file.read_on,
    }
    # Two to a row: the one in the first columns, the other beside the wide column of the items.
    for n, (name, field) in enumerate(ABOVE.items()):
        at, place = 1 + n // 2, (0, 3)[n % 2]
        book.put(sheet, at, place, field.label, "heading")
        book.put(sheet, at, place + (2 if place == 0 else 1), values[name], "day" if name == "read_on" else "text")


def _write_item(book: Book, sheet: "Worksheet", at: int, item: Mapping[str, Any], mark: Mapping[str, Any]) -> None:
    title = item.get("title_en") if language() == "en" else None
    shown = {
        "no": item["no"],
        "kind": DEFECT.label_of(item["kind"]),
        "title": title or item["title"],
        "points": _points(item["points"]) if item["points"] else None,
        "off": _points(mark["off"]) if mark and item["points"] else None,
        "veto": (YES if mark.get("veto") else NO) if mark and item.get("veto") else None,
        "note": mark.get("note"),
    }
    for place, (name, value) in enumerate(shown.items()):
        book.put(sheet, at, place, value, "figure" if name in ("points", "off") else "text")
    _guide(sheet, at, item)


def _guide(sheet: "Worksheet", at: int, item: Mapping[str, Any]) -> None:
    """Let the cells to fill in take only what may stand there."""
    off, veto = list(COLUMNS).index("off"), list(COLUMNS).index("veto")
    if item["points"]:
        most = item["points"] / 100
        sheet.data_validation(
            at, off, at, off, {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": most}
        )
    if item.get("veto"):
        sheet.data_validation(at, veto, at, veto, {"validate": "list", "source": [str(YES), str(NO)]})
    if at == _FIRST:
        comment(sheet, _HEADING, off, str(_OFF_HELP))
        comment(sheet, _HEADING, veto, str(_VETO_HELP))


def _write_total(book: Book, sheet: "Worksheet", count: int) -> None:
    from xlsxwriter.utility import xl_col_to_name

    off = list(COLUMNS).index("off")
    column, last = xl_col_to_name(off), _FIRST + count
    book.put(sheet, last, 2, _TOTAL, "heading")
    sheet.write_formula(last, off, f"=100-SUM({column}{_FIRST + 1}:{column}{last})", book.look("figure"), 100)


def _points(hundredths: int) -> Decimal:
    return Decimal(hundredths) / 100
