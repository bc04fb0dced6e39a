"""The program that reads a workbook: a process of its own, so that a hostile file can end nothing else.

Run as a file, it imports nothing of this project. The workbook comes in on standard input; frames go out on standard
output, each a length and a pickle of plain values: ("book", digest, [(name, visibility)]), then for every sheet
("sheet", name, merges), ("rows", first number, rows)..., ("done",); last ("end",), or ("error", kind) anywhere.
"""

import hashlib
import io
import pickle
import struct
import sys
from datetime import date, datetime
from typing import Any

MEMORY = 1024 * 1024 * 1024
SECONDS = 60
BATCH_CELLS = 4096
EXACT = 1e15


def main(hidden: str) -> None:
    """Read the workbook from standard input; sheets that are hidden only when asked to."""
    limit()
    data = sys.stdin.buffer.read()
    try:
        send_book(data, include_hidden=hidden == "include")
    except BaseException as error:  # noqa: BLE001 - a panic of the reader is no Exception
        send("error", type(error).__name__)


def limit() -> None:
    """Cap memory and processor time, where the system can."""
    if sys.platform == "win32":
        return
    import resource

    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):
            continue


def send_book(data: bytes, *, include_hidden: bool) -> None:
    """Send all worksheets, those hidden by a program never: no clerk can have seen them."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum, load_workbook

    # A list of pairs: these enumerations cannot be keys of a dict.
    names = [(SheetVisibleEnum.Visible, "visible"), (SheetVisibleEnum.Hidden, "hidden")]
    with load_workbook(io.BytesIO(data)) as book:
        sheets = [
            (sheet.name, next((name for known, name in names if known == sheet.visible), "program"))
            for sheet in book.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet
        ]
        send("book", hashlib.sha256(data).hexdigest(), sheets)
        for name, visibility in sheets:
            if visibility == "visible" or (visibility == "hidden" and include_hidden):
                send_sheet(book.get_sheet_by_name(name))
    send("end")


def send_sheet(sheet: Any) -> None:
    """Send the rows of one sheet in batches."""
    merges = [(a + 1, b + 1, c + 1, d + 1) for (a, b), (c, d) in sheet.merged_cell_ranges or ()]
    send("sheet", sheet.name, merges)
    before = [None] * (sheet.start[1] if sheet.start else 0)
    most = max(1, BATCH_CELLS // max(1, sheet.width))
    first, batch = 1, []
    for row in sheet.iter_rows():
        batch.append(trim(before + [plain(cell) for cell in row]))
        if len(batch) == most:
            send("rows", first, batch)
            first, batch = first + most, []
    send("rows", first, batch)
    send("done")


def plain(cell: Any) -> Any:
    """Return a cell as text, number, truth value or date; whole numbers that are exact as int."""
    kind = type(cell)
    if kind is str:
        return cell or None
    if kind is float:
        return int(cell) if -EXACT < cell < EXACT and cell.is_integer() else cell
    return cell if kind in (bool, int, date, datetime) else str(cell)


def trim(row: list[Any]) -> list[Any]:
    """Return a row without the blank cells at its end."""
    while row and row[-1] is None:
        row.pop()
    return row


def send(*frame: object) -> None:
    """Write one frame."""
    body = pickle.dumps(frame, protocol=5)
    sys.stdout.buffer.write(struct.pack("<I", len(body)) + body)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(sys.argv[1])
