"""Workbooks: real dates and numbers, texts that nothing runs, forms to fill in, wrong cells marked."""

import errno
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

import pytest
from python_calamine import CalamineWorkbook

from xcli.domain.fault import Fault
from xcli.domain.figure import Amount, Rate, Rounding
from xcli.report import book
from xcli.report.book import TextTooLong, TooManyRows
from xcli.report.table import Column, Kind, Table
from xcli.report.workbook import Blank, Marked, write_marked, write_tables, write_template
from xcli.text import Text, same


def written(tables: Sequence[Table]) -> io.BytesIO:
    stream = io.BytesIO()
    write_tables(stream, tables)
    stream.seek(0)
    return stream


def cells(stream: BinaryIO, sheet: int = 0) -> Sequence[Sequence[object]]:
    stream.seek(0)
    return CalamineWorkbook.from_filelike(stream).get_sheet_by_index(sheet).to_python()


def member(stream: BinaryIO, name: str) -> str:
    with zipfile.ZipFile(stream) as archive:
        return archive.read(name).decode()


def one(value: object, kind: Kind = "text") -> Table:
    return Table(same("表"), [Column("value", same("值"), kind)], [[value]])


@pytest.mark.parametrize(
    ("value", "kind", "read"),
    [
        ("张三", "text", "张三"),
        ("630122199001011234", "text", "630122199001011234"),
        (630122199001011234, "text", "630122199001011234"),
        ("007", "text", "007"),
        ("=1+1", "text", "=1+1"),
        ("http://e/", "text", "http://e/"),
        ("'=1", "text", "'=1"),
        ("见\ud800附件", "text", "见\\ud800附件"),
        (25, "whole", 25.0),
        (25, "figure", 25.0),
        (123450, "money", 1234.5),
        (-1, "money", -0.01),
        (508612345, "wan", 508.61),
        (Amount(123450), "figure", 1234.5),
        (date(2024, 3, 5), "day", date(2024, 3, 5)),
        (Rate(13, 25), "rate", "13/25 = 52.0%"),
        (Rate(1, 3), "share", 0.333),
        (Rate(0, 0), "share", "—"),
        (Text("邻里", "neighbours"), "text", "邻里"),
    ],
)
def test_cells(value: object, kind: Kind, read: object) -> None:
    assert cells(written([one(value, kind)])) == [["值"], [read]]


def test_a_missing_value_is_an_empty_cell() -> None:
    table = Table(same("表"), [Column("a", same("甲"), "money"), Column("b", same("乙"))], [[None, "有"]])
    assert cells(written([table])) == [["甲", "乙"], ["", "有"]]


def test_a_full_disk_is_told_as_such() -> None:
    class Full(io.BytesIO):
        def write(self, _data: object) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        write_tables(Full(), [one("张三")])


def test_no_cell_is_a_formula() -> None:
    stream = written([one('=HYPERLINK("http://e/?"&A1,"点")')])
    sheet = member(stream, "xl/worksheets/sheet1.xml")
    assert "<f>" not in sheet
    assert 't="inlineStr"' in sheet
    assert 'quotePrefix="1"' in member(stream, "xl/styles.xml")


def test_a_share_is_cut_off_as_asked() -> None:
    table = Table(
        same("表"), [Column("s", same("占比"), "share")], [[Rate(1646, 1673)]], rounding=Rounding(2, cut=True)
    )
    assert cells(written([table]))[1] == [0.9838]


def test_headings_stay_and_columns_fit() -> None:
    stream = written([Table(same("登记"), [Column("a", same("纠纷简要情况"))], [["短"]])])
    sheet = member(stream, "xl/worksheets/sheet1.xml")
    assert 'state="frozen"' in sheet
    found = re.search(r'<col [^>]*width="([\d.]+)"', sheet)
    assert found
    assert float(found[1]) >= 12


def test_totals_and_notes() -> None:
    table = Table(same("登记"), [Column("a", same("甲"), "whole")], [[1]], [same("截至三月")], [[1]])
    stream = written([table])
    assert cells(stream) == [["甲"], [1.0], [1.0]]
    assert cells(stream, 1) == [["登记", "截至三月"]]


@pytest.mark.parametrize(
    ("titles", "names"),
    [
        (["一/二:三"], ["一 二 三"]),
        (["表", "表", "表"], ["表", "表 (2)", "表 (3)"]),
        (["长" * 40], ["长" * 31]),
        (["", "History", "'引'"], ["Sheet", "History_", "引"]),
    ],
)
def test_sheet_names(titles: list[str], names: list[str]) -> None:
    stream = written([Table(same(title), [Column("a", same("甲"))], []) for title in titles])
    assert CalamineWorkbook.from_filelike(stream).sheet_names == names


def test_too_long_a_text_is_refused() -> None:
    with pytest.raises(TextTooLong) as caught:
        written([one("长" * 32768)])
    assert caught.value.facts["row"] == 2


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book, "MOST_ROWS", 3)
    with pytest.raises(TooManyRows):
        written([Table(same(""), [Column("a", same("甲"))], [["x"]] * 3)])


def test_nothing_is_left_behind_when_rows_break_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def rows() -> Iterator[Sequence[object]]:
        yield ["张三"]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        written([Table(same(""), [Column("a", same("甲"))], rows())])
    assert list(tmp_path.iterdir()) == []


def test_template() -> None:
    stream = io.BytesIO()
    columns = [
        Blank("受理日期", "day", "例如 2024-03-05", required=True),
        Blank("纠纷类别", choices=["邻里", "婚姻家庭", "=其他"], help="选一项"),
        Blank("涉案金额", "money"),
    ]
    write_template(stream, columns, name="人民调解")
    assert cells(stream) == [["受理日期", "纠纷类别", "涉案金额"]]
    assert cells(stream, 1) == [["纠纷类别"], ["邻里"], ["婚姻家庭"], ["=其他"]]
    sheet = member(stream, "xl/worksheets/sheet1.xml")
    assert "<formula1>'选项'!$A$2:$A$4</formula1>" in sheet
    assert 'sqref="B2:B2001"' in sheet
    assert "必填。例如 2024-03-05" in member(stream, "xl/comments1.xml")


def test_wrong_cells_are_marked() -> None:
    stream = io.BytesIO()
    rows: list[list[object]] = [
        ["湟调1", "2024-02-30", 5.0, float("inf")],
        ["湟调2", datetime(2024, 3, 5), 123456789012345678, None],
        [],
    ]
    faults = {
        (0, 1): [Fault(Text("没有这一天", "no such day"), Text("请改正", "correct it"))],
        (1, 3): [Fault(Text("缺金额", "no amount"))],
        (1, None): [Fault(Text("重复", "twice"))],
    }
    write_marked(stream, [Marked("1月", [["某镇登记表"], ["案号", "日期", "人数", "金额"]], rows, faults)])
    assert cells(stream) == [
        ["某镇登记表", "", "", ""],
        ["案号", "日期", "人数", "金额"],
        ["湟调1", "2024-02-30", 5.0, "inf"],
        ["湟调2", date(2024, 3, 5), "123456789012345678", ""],
    ]
    comments = member(stream, "xl/comments1.xml")
    assert re.findall(r'<comment ref="(\w+)"', comments) == ["B3", "A4", "D4"]
    assert "没有这一天；请改正" in comments
    assert "FFFFC7CE" in member(stream, "xl/styles.xml")
    assert 'ySplit="2"' in member(stream, "xl/worksheets/sheet1.xml")
