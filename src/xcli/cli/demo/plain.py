"""Sheets of one table each: a heading, then rows."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path


def write(path: Path, heading: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    """Write a workbook with one sheet, dates as dates."""
    from xlsxwriter import Workbook

    with Workbook(str(path)) as book:
        sheet = book.add_worksheet("Sheet1")
        days = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, heading, book.add_format({"bold": True}))
        for n, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(n, column, cell, days)
                elif cell is not None:
                    sheet.write(n, column, cell)
    return path
