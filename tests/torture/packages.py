"""Small whole workbooks of every format, to be damaged: an XLSX as a spreadsheet writes it, an ODS and an old XLS made by hand."""

import io
import struct
import zipfile
from datetime import date
from functools import cache
from typing import Any

from xlsxwriter import Workbook

HEAD = ("受理日期", "纠纷类别", "申请人", "被申请人", "涉案金额")
ROWS = ((date(2024, 11, 5), "邻里", "赵一", "钱二", 1200.5), (date(2024, 11, 6), "合同", "孙三", "李四", 0.1), (date(2024, 11, 7), "邻里", "周五", "吴六", 88))
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD  # of the chains of sectors
_SECTOR = 512
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"


@cache
def xlsx() -> bytes:
    """Return a workbook with dates, a formula, merged cells, a comment, a rule for cells, and a second sheet."""
    stream = io.BytesIO()
    with Workbook(stream, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet: Any = book.add_worksheet("台账")
        sheet.write_row(0, 0, HEAD)
        for at, row in enumerate(ROWS, 1):
            sheet.write_datetime(at, 0, row[0], day)
            sheet.write_row(at, 1, row[1:])
        sheet.write_formula(4, 6, "=SUM(E2:E4)", None, 1288.6)
        sheet.merge_range(6, 0, 7, 3, "")
        sheet.write_comment(0, 0, "必填")
        sheet.data_validation(1, 1, 9, 1, {"validate": "list", "source": ["邻里", "合同"]})
        book.add_worksheet("说明").write_url(0, 0, "https://example.org/")
    return stream.getvalue()


@cache
def ods() -> bytes:
    """Return the same rows as an OpenDocument spreadsheet."""
    cells = "".join(_ods_row(row) for row in (HEAD, *ROWS))
    spaces = "".join(f' xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text"))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="台账">{cells}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    manifest = f'<?xml version="1.0"?><manifest:manifest xmlns:manifest="m"><manifest:file-entry manifest:media-type="{_ODS.decode()}"/></manifest:manifest>'
    return packed({"mimetype": _ODS, "content.xml": content.encode(), "META-INF/manifest.xml": manifest.encode()})


def _ods_row(row: tuple[object, ...]) -> str:
    def cell(value: object) -> str:
        if isinstance(value, date):
            return f'<table:table-cell office:value-type="date" office:date-value="{value}"/>'
        if isinstance(value, int | float):
            return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
        return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'

    return f"<table:table-row>{''.join(map(cell, row))}</table:table-row>"


def packed(parts: dict[str, bytes]) -> bytes:
    """Return parts as a package."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, content in parts.items():
            pack.writestr(name, content)
    return stream.getvalue()


def parts_of(whole: bytes) -> dict[str, bytes]:
    """Return the parts of a package."""
    with zipfile.ZipFile(io.BytesIO(whole)) as pack:
        return {name: pack.read(name) for name in pack.namelist()}


@cache
def xls() -> bytes:
    """Return the same rows as an old workbook (BIFF8), its days as text."""
    sheet = b"".join(
        [_bof(0x10), *(_biff_cell(r, c, value) for r, row in enumerate((HEAD, *ROWS)) for c, value in enumerate(row)), _record(0x0A)]
    )
    name = "台账".encode("utf-16-le")
    before = len(_bof(5) + _record(0x85, struct.pack("<IBBBB", 0, 0, 0, 2, 1) + name) + _record(0x0A))
    book = _bof(5) + _record(0x85, struct.pack("<IBBBB", before, 0, 0, 2, 1) + name) + _record(0x0A)
    return _compound((book + sheet).ljust(8 * _SECTOR, b"\0"))


def _record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _bof(kind: int) -> bytes:
    return _record(0x809, struct.pack("<HHHHII", 0x600, kind, 0xDBB, 0x7CC, 0, 6))


def _biff_cell(row: int, column: int, value: object) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(value, int | float):
        return _record(0x203, place + struct.pack("<d", value))
    text = str(value)
    return _record(0x204, place + struct.pack("<HB", len(text), 1) + text.encode("utf-16-le"))


def _compound(stream: bytes) -> bytes:
    """Return a compound file with one stream: a sector of chains, one of names, then the stream."""
    count = -(-len(stream) // _SECTOR)
    chain = [_FAT, _END, *range(3, 2 + count), _END]
    fat = struct.pack("<128I", *chain, *[_FREE] * (128 - len(chain)))
    names = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, _FREE, 2, len(stream)) + bytes(256)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<9I", 0, 1, 1, 0, 4096, _END, 0, _END, 0) + struct.pack("<109I", 0, *[_FREE] * 108)
    return head + fat + names + stream.ljust(count * _SECTOR, b"\0")


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    wide = name.encode("utf-16-le")
    head = wide.ljust(64, b"\0") + struct.pack("<HBB3I", len(wide) + 2, kind, 1, _FREE, _FREE, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)
