"""A round of file review for tests: a small frame, its sheets, and sheets as reviewers send them back."""

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

HEAD = ("执法单位", "处罚决定书文号", "处罚程序", "处罚日期", "罚款金额（元）")
SIZES = {"市场监管局": ("市监罚", 12), "城管局": ("城管罚", 6), "气象局": ("气罚", 2)}
FILE = "气罚〔2024〕1号"
PANEL = ("--reviewer", "张三=城管局", "--reviewer", "李四", "--reviewer", "王五=气象局")
FIRST_ITEM = 7  # the row of a sheet, as a spreadsheet counts, that holds 1.0; 1.1 and 1.2 follow


def files() -> list[tuple[object, ...]]:
    return [
        (name, f"{mark}〔2024〕{n}号", "简易程序" if n % 4 == 0 else "普通程序", f"2024-03-{n:02}", n * 100)
        for name, (mark, count) in SIZES.items()
        for n in range(1, count + 1)
    ]


def sheet(path: Path, rows: Iterable[tuple[object, ...]], head: tuple[str, ...] = HEAD) -> str:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([head, *rows])
    return str(path)


def filled(source: Path, target: Path, off: object = 0, cells: Mapping[str, object] | None = None) -> str:
    """Fill in every page: so much off each item with points, no veto; `cells` are changed on the first page."""
    from python_calamine import CalamineWorkbook
    from xlsxwriter import Workbook

    book = CalamineWorkbook.from_path(str(source))
    with Workbook(str(target)) as out:
        for n, name in enumerate(book.sheet_names):
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            rows = [_answered(row, off) if at >= FIRST_ITEM - 1 and row[0] else list(row) for at, row in enumerate(rows)]
            for address, value in (cells or {}).items() if n == 0 else ():
                rows[int(address[1:]) - 1]["ABCDEFG".index(address[0])] = value
            page = out.add_worksheet(name)
            for at, row in enumerate(rows):
                page.write_row(at, 0, [str(cell) if isinstance(cell, date) else cell for cell in row])
    return str(target)


def _answered(row: list[object], off: object) -> list[object]:
    points, no_veto = row[3], "否"
    return [*row[:4], off if points != "" else "", no_veto if points == "" else "", *row[6:]]
