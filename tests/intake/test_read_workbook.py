"""Workbooks: every listed bad container and content, and what must be read all the same."""

import io
import json
import re
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from xcli.errors import NotValid, XcliError
from xcli.intake.read import ErrorCell, Source, guard, kind, markup, open_source, workbook

LISTED = Path(__file__).parents[2].parent / "shared" / "bad-inputs.jsonl"
Fill = Callable[[xlsxwriter.Workbook, Any], None]
Read = tuple[Source, dict[str, list[tuple[int, list[object]]]]]


def read(data: bytes, name: str = "-", **options: Any) -> Read:
    with open_source(name, stdin=io.BytesIO(data), **options) as (source, sheets):
        return source, {sheet.name: list(sheet.rows) for sheet in sheets}  # type: ignore[arg-type]


def read_file(file: Path, **options: Any) -> Read:
    with open_source(str(file), **options) as (source, sheets):
        return source, {sheet.name: list(sheet.rows) for sheet in sheets}  # type: ignore[arg-type]


def made(fill: Fill) -> bytes:
    """Return a workbook with the sheet 表 that was filled."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        fill(book, book.add_worksheet("表"))
    return out.getvalue()


def plain() -> bytes:
    return made(lambda _, sheet: sheet.write_row(0, 0, ["案号", "当事人"]))


def repacked(data: bytes, **parts: bytes | None) -> bytes:
    """Return the package with parts (named with __ for /) replaced or added; rows replaces the rows of the sheet."""
    out = io.BytesIO()
    changed = {name.replace("__", "/"): content for name, content in parts.items() if name != "rows"}
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = changed.pop(name, None) or old.read(name)
            if name == "xl/worksheets/sheet1.xml" and "rows" in parts:
                before, _, rest = content.partition(b"<sheetData>")
                after = rest.partition(b"</sheetData>")[2]
                content = before + b"<sheetData>" + (parts["rows"] or b"") + b"</sheetData>" + after
            new.writestr(name, content)
        for name, added in changed.items():
            new.writestr(name, added or b"")
    return out.getvalue()


def with_rows(rows: bytes) -> bytes:
    return repacked(plain(), rows=rows)


def one_row(cells: bytes) -> list[object]:
    return read(with_rows(b'<row r="1">' + cells + b"</row>"))[1]["表"][0][1]


# --- containers ------------------------------------------------------------------------------------------------------


MIB = 1024 * 1024
BOMB = b'<row r="1"><c r="A1" t="inlineStr"><is><t>' + b"x" * (9 * MIB) + b"</t></is></c></row>"


@pytest.fixture
def small_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lower the limit of 300 MiB, so that the bombs of these tests are made in no time."""
    assert guard.MOST_INFLATED == 300 * MIB
    monkeypatch.setattr(guard, "MOST_INFLATED", 8 * MIB)


@pytest.mark.usefixtures("small_limit")
def test_xlsx_container_01_a_cell_that_inflates_without_end_is_refused() -> None:
    with pytest.raises(guard.InflatesTooFar):
        read(with_rows(BOMB))


def test_xlsx_container_02_too_many_cells_are_refused() -> None:
    data = with_rows(b'<row r="1048576"><c r="A1048576"><v>1</v></c><c r="T1048576"><v>1</v></c></row>')
    with pytest.raises(markup.SheetTooLarge) as caught:
        read(data)
    assert caught.value.facts["columns"] == 20


def test_two_far_cells_that_would_abort_the_reader_are_refused() -> None:
    with pytest.raises(markup.SheetTooLarge):
        read(with_rows(b'<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>'))


def test_far_cells_that_only_carry_a_style_do_no_harm() -> None:
    rows = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/></row>'
    assert read(with_rows(rows))[1]["表"] == [(1, [1])]


@pytest.mark.skipif(sys.platform == "win32", reason="this system cannot limit the memory of a process")
def test_far_cells_that_the_check_overlooks_end_only_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "MOST_CELLS", 10**12)
    with pytest.raises(workbook.ReaderStopped):
        read(with_rows(b'<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>'))


def lying(data: bytes, part: bytes, size: int) -> bytes:
    """Return a package whose directory declares a wrong unpacked size, with a checksum to match."""
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        crc = zlib.crc32(pack.read(part.decode())[:size])
    at = data.rindex(part) - 46
    return (
        data[: at + 16] + struct.pack("<I", crc) + data[at + 20 : at + 24] + struct.pack("<I", size) + data[at + 28 :]
    )


@pytest.mark.usefixtures("small_limit")
def test_xlsx_container_03_what_inflates_is_counted_not_what_is_declared() -> None:
    with pytest.raises(guard.InflatesTooFar):
        read(lying(with_rows(BOMB), b"xl/worksheets/sheet1.xml", 10_000))


@pytest.mark.usefixtures("small_limit")
def test_xlsx_container_05_embedded_files_are_never_opened() -> None:
    nested = io.BytesIO()
    with zipfile.ZipFile(nested, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("bomb.xml", b"\x00" * (9 * MIB))
    assert read(repacked(plain(), xl__embeddings__a=nested.getvalue()))[1]["表"] == [(1, ["案号", "当事人"])]


@pytest.mark.parametrize(
    "declaration",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>',  # 08
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',  # 09
    ],
)
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml"])
def test_xlsx_container_08_09_document_types_are_refused(declaration: bytes, part: str) -> None:
    with zipfile.ZipFile(io.BytesIO(plain())) as pack:
        content = pack.read(part).replace(b"?>", b"?>" + declaration, 1)
    with pytest.raises(guard.DoctypeRefused) as caught:
        read(repacked(plain(), **{part.replace("/", "__"): content}))
    assert caught.value.facts["part"] == part


def test_a_document_type_in_utf_16_is_refused() -> None:
    with zipfile.ZipFile(io.BytesIO(plain())) as pack:
        content = pack.read("xl/workbook.xml").decode().replace("UTF-8", "UTF-16").encode("utf-16-be")
    with pytest.raises(guard.DoctypeRefused):
        read(repacked(plain(), **{"xl/workbook.xml": content}))


def test_too_many_parts_are_refused() -> None:
    with pytest.raises(guard.TooManyParts):
        read(repacked(plain(), **{f"xl__p{n}": b"x" for n in range(2001)}))


def test_xlsx_container_19_macros_are_refused_unless_asked_for() -> None:
    data = repacked(plain(), **{"xl/vbaProject.bin": b"program"})
    with pytest.raises(guard.MacrosRefused):
        read(data)
    assert read(data, allow_xlsm=True)[1]["表"] == [(1, ["案号", "当事人"])]


def package(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as pack:
        for name, content in parts.items():
            pack.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def ole(*entries: str) -> bytes:
    names = [entry.encode("utf-16-le") for entry in entries]
    directory = b"".join(name.ljust(64, b"\x00") + struct.pack("<H", len(name) + 2) + b"\x00" * 62 for name in names)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504 + directory


ODS = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (package(word__document=b"x", **{"[Content_Types].xml": b"x"}), "Word"),
        (package(ppt__presentation=b"x", **{"[Content_Types].xml": b"x"}), "PowerPoint"),
        (package(**{"Index/Document.iwa": b"x"}), "Numbers"),
        (package(**ODS), "ODS"),
        (package(**{"a.csv": b"x"}), "ZIP"),
        (package(**{"xl/workbook.bin": b"x", "[Content_Types].xml": b"x"}), "XLSB"),
        (ole("Root Entry", "Workbook"), "ET"),
        (ole("Root Entry", "WordDocument"), "Word"),
    ],
)
def test_xlsx_container_20_other_packages_named_xlsx_are_refused(tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / "a.xlsx").write_bytes(data)
    with pytest.raises(kind.WrongContent) as caught:
        read_file(tmp_path / "a.xlsx")
    assert said in caught.value.text().zh


def test_a_workbook_named_csv_is_refused_with_its_right_name(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(plain())
    with pytest.raises(kind.WrongContent) as caught:
        read_file(tmp_path / "a.csv")
    assert ".xlsx" in caught.value.text().zh


def test_xlsx_container_21_external_links_are_left_alone() -> None:
    target = b'<Relationship Id="x" Target="http://192.0.2.1/a" TargetMode="External"/>'
    link = b'<Relationships xmlns="r">' + target + b"</Relationships>"
    data = repacked(plain(), **{"xl/externalLinks/_rels/externalLink1.xml.rels": link})
    assert read(data)[1]["表"] == [(1, ["案号", "当事人"])]


def test_xlsx_container_22_a_workbook_that_is_open_is_a_warning(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(plain())
    (tmp_path / "~$a.xlsx").touch()
    assert [note.weight for note in read_file(tmp_path / "a.xlsx")[0].notes] == ["warning"]


@pytest.mark.parametrize("kept", [30, 0.3, 0.6, 0.99])
def test_a_truncated_workbook_is_refused(kept: float) -> None:
    data = plain()
    with pytest.raises(guard.WorkbookDamaged):
        read(data[: int(kept if kept > 1 else len(data) * kept)])


def test_a_flipped_byte_is_found() -> None:
    data = bytearray(plain())
    data[data.index(b"xl/worksheets/sheet1.xml") + 60] ^= 0xFF
    with pytest.raises(guard.WorkbookDamaged):
        read(bytes(data))


@pytest.mark.parametrize("encoding", [b"none", b"gb18030", b"utf-7", b"idna", b"punycode", b"rot13"])
def test_an_encoding_that_xml_has_not_is_refused(encoding: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(plain())) as pack:
        book = pack.read("xl/workbook.xml").replace(b"UTF-8", encoding)
    with pytest.raises(guard.WorkbookDamaged):
        read(repacked(plain(), **{"xl/workbook.xml": book}))


def test_a_name_of_a_part_that_is_not_in_its_encoding_is_refused() -> None:
    data = bytearray(plain())
    at = data.rindex(b"PK\x01\x02")
    data[at + 9], data[at + 46] = 8, 0xFF  # the flag of UTF-8; the first letter of the name
    with pytest.raises(guard.WorkbookDamaged):
        read(bytes(data))


@pytest.mark.parametrize("way", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_package_that_is_packed_in_another_way_is_refused_before_it_is_unpacked(way: int) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain())) as old, zipfile.ZipFile(out, "w", way) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    data = bytearray(out.getvalue())
    data[60:100] = bytes(40)
    for whole in (out.getvalue(), bytes(data)):
        with pytest.raises(guard.WorkbookDamaged):
            read(whole)


def test_a_workbook_with_a_password_is_refused() -> None:
    with pytest.raises(guard.PasswordProtected):
        read(ole("Root Entry", "EncryptedPackage", "EncryptionInfo"))


def test_an_ods_with_a_password_is_refused() -> None:
    with pytest.raises(guard.PasswordProtected):
        read(package(**ODS, **{"META-INF__manifest.xml": b"<manifest:encryption-data/>"}))


def test_an_old_workbook_that_is_broken_is_refused() -> None:
    with pytest.raises(NotValid):
        read(ole("Root Entry", "Workbook"))


# --- content ---------------------------------------------------------------------------------------------------------


def test_cells_keep_their_kinds_and_places() -> None:
    def fill(book: xlsxwriter.Workbook, sheet: Any) -> None:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_string(2, 1, "630122199001011234")
        sheet.write_datetime(2, 2, datetime(2024, 3, 5), day)
        sheet.write_datetime(2, 3, datetime(2024, 3, 5, 9, 30), day)
        sheet.write(2, 4, 13897123456)
        sheet.write(2, 5, 1234.5)
        sheet.write(4, 1, "末行")

    assert read(made(fill))[1]["表"] == [
        (1, []),
        (2, []),
        (3, [None, "630122199001011234", date(2024, 3, 5), datetime(2024, 3, 5, 9, 30), 13897123456, 1234.5]),
        (4, []),
        (5, [None, "末行"]),
    ]


def test_chinese_date_formats_are_dates() -> None:
    styles = b'<cellXfs count="1"><xf numFmtId="31" applyNumberFormat="1"/></cellXfs>'
    with zipfile.ZipFile(io.BytesIO(plain())) as pack:
        content = re.sub(rb"<cellXfs.*</cellXfs>", styles, pack.read("xl/styles.xml"), flags=re.DOTALL)
    data = repacked(with_rows(b'<row r="1"><c r="A1" s="0"><v>45356</v></c></row>'), **{"xl/styles.xml": content})
    assert read(data)[1]["表"] == [(1, [date(2024, 3, 5)])]


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#DIV/0!", "#VALUE!"])
def test_xlsx_content_04_error_cells_say_their_error(error: str) -> None:
    cells = f'<c r="A1"><v>1</v></c><c r="C1" s="0" t="e"><f>1/0</f><v>{error}</v></c>'.encode()
    assert one_row(cells) == [1, None, ErrorCell(error)]


def test_a_formula_never_calculated_is_an_error_cell() -> None:
    cells = b'<c r="A1"><f>1+1</f></c><c r="B1"><f>1+1</f><v></v></c><c r="C1"><f>1+1</f><v>2</v></c>'
    empty_text = b'<c r="D1" t="str"><f>IF(1,"","")</f><v></v></c><c r="E1"><v>5</v></c>'
    never = ErrorCell("uncalculated formula")
    assert one_row(cells + empty_text) == [never, never, 2, None, 5]


def test_xlsx_content_05_06_nan_and_infinity_are_handed_on() -> None:
    row = one_row(b'<c r="A1"><v>NaN</v></c><c r="B1"><v>1e309</v></c>')
    assert [str(cell) for cell in row] == ["nan", "inf"]


def test_an_id_number_that_was_ruined_stays_recognisable() -> None:
    (cell,) = one_row(b'<c r="A1"><v>630122199001010011</v></c>')
    assert type(cell) is float


def test_xlsx_content_10_a_truth_value_stays_one() -> None:
    assert one_row(b'<c r="A1" t="b"><v>1</v></c>') == [True]
    assert type(one_row(b'<c r="A1" t="b"><v>1</v></c>')[0]) is bool


def test_xlsx_content_11_14_bare_serials_and_impossible_dates_are_no_dates() -> None:
    def fill(book: xlsxwriter.Workbook, sheet: Any) -> None:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write(0, 0, 46024)
        sheet.write(0, 1, 2958466, day)
        sheet.write(0, 2, -1, day)

    row = read(made(fill))[1]["表"][0][1]
    assert row[:2] == [46024, 2958466]
    assert not any(isinstance(cell, date) for cell in row)


def test_xlsx_content_15_16_merges_are_told_and_their_blanks_left_blank() -> None:
    def fill(_: xlsxwriter.Workbook, sheet: Any) -> None:
        sheet.merge_range(0, 0, 0, 2, "标题")
        sheet.merge_range(1, 1, 3, 1, "多巴所")
        sheet.write(3, 0, "末行")

    with open_source("-", stdin=io.BytesIO(made(fill))) as (_, sheets):
        sheet = next(sheets)
        assert sorted(sheet.merged) == [(1, 1, 1, 3), (2, 2, 4, 2)]
        assert list(sheet.rows) == [(1, ["标题"]), (2, [None, "多巴所"]), (3, []), (4, ["末行"])]


def hiding(book: xlsxwriter.Workbook, sheet: Any) -> None:
    """Fill three rows, one of them hidden, beside a hidden sheet, an empty hidden one, and one a program hid."""
    sheet.write_column(0, 0, ["甲", "乙", "丙"])
    sheet.set_row(1, None, None, {"hidden": True})
    sheet.set_row(9, None, None, {"hidden": True})
    sheet.activate()
    other = book.add_worksheet("旧表")
    other.write(0, 0, "丁")
    other.hide()
    book.add_worksheet("空表").hide()
    codes = book.add_worksheet("代码")
    codes.write(0, 0, "邻里")
    codes.very_hidden()


def test_xlsx_content_18_hidden_data_are_asked_about() -> None:
    with pytest.raises(workbook.HiddenData) as caught:
        read(made(hiding))
    assert (caught.value.facts["sheets"], caught.value.facts["rows"]) == (1, 1)
    assert "旧表" in caught.value.text().zh
    assert "--hidden" in caught.value.text().zh


def test_xlsx_content_18_hidden_data_are_skipped_or_included() -> None:
    source, sheets = read(made(hiding), hidden="skip")
    assert sheets == {"表": [(1, ["甲"]), (3, ["丙"])]}
    assert [note.weight for note in source.notes] == ["warning", "note"]
    source, sheets = read(made(hiding), hidden="include")
    assert sheets == {"表": [(1, ["甲"]), (2, ["乙"]), (3, ["丙"])], "旧表": [(1, ["丁"])], "空表": []}


def test_xlsx_content_19_the_apostrophe_of_excel_is_no_data() -> None:
    def fill(book: xlsxwriter.Workbook, sheet: Any) -> None:
        sheet.write_string(0, 0, "0012", book.add_format({"quote_prefix": True}))

    assert read(made(fill))[1]["表"] == [(1, ["0012"])]


def test_xlsx_content_20_struck_through_text_is_kept_and_told() -> None:
    def fill(book: xlsxwriter.Workbook, sheet: Any) -> None:
        sheet.write_rich_string(0, 0, "张三", book.add_format({"font_strikeout": True}), "李四")

    source, sheets = read(made(fill))
    assert sheets["表"] == [(1, ["张三李四"])]
    assert [note.weight for note in source.notes] == ["warning"]


def test_xlsx_content_21_22_long_text_and_escapes() -> None:
    long = "长" * 32_767
    cells = f'<c r="A1" t="inlineStr"><is><t>{long}</t></is></c>'
    cells += '<c r="B1" t="inlineStr"><is><t>甲_x000D_乙_x005F_x000D_</t></is></c>'
    assert one_row(cells.encode()) == [long, "甲\r乙_x000D_"]


def test_many_rows_arrive_in_order_and_sheets_may_be_left_early() -> None:
    def fill(book: xlsxwriter.Workbook, sheet: Any) -> None:
        for n in range(10_000):
            sheet.write_row(n, 0, [n, f"张{n}"])
        book.add_worksheet("二").write(0, 0, "末")

    data = made(fill)
    assert read(data)[1]["表"] == [(n + 1, [n, f"张{n}"]) for n in range(10_000)]
    with open_source("-", stdin=io.BytesIO(data)) as (_, sheets):
        assert next(next(sheets).rows) == (1, [0, "张0"])
        assert list(next(sheets).rows) == [(1, ["末"])]


def test_an_ods_is_read() -> None:
    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        '<table:table table:name="表"><table:table-row>'
        '<table:table-cell office:value-type="string"><text:p>案号</text:p></table:table-cell>'
        '<table:table-cell office:value-type="date" office:date-value="2024-03-05"><text:p>3/5</text:p>'
        "</table:table-cell></table:table-row></table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    ).encode()
    manifest = b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    source, sheets = read(package(**ODS, **{"content.xml": content, "META-INF/manifest.xml": manifest}))
    assert [str(cell)[:10] for cell in sheets["表"][0][1]] == ["案号", "2024-03-05"]
    assert [note.weight for note in source.notes] == ["note"]


def test_a_reader_that_dies_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "dies.py").write_text("import os, sys; sys.stdin.buffer.read(); os._exit(134)")
    monkeypatch.setattr(workbook, "_CHILD", tmp_path / "dies.py")
    with pytest.raises(workbook.ReaderStopped):
        read(plain())


def test_a_reader_that_was_taken_over_can_send_only_plain_values(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = "import os, pickle, struct, sys\nbody = pickle.dumps(os.system)\n"
    program += "sys.stdout.buffer.write(struct.pack('<I', len(body)) + body)\n"
    (tmp_path / "evil.py").write_text(program)
    monkeypatch.setattr(workbook, "_CHILD", tmp_path / "evil.py")
    with pytest.raises(workbook.ReaderStopped):
        read(plain())


def test_damaged_workbooks_never_end_in_anything_but_a_sentence() -> None:
    data = plain()
    for at in range(0, len(data), 97):
        broken = data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]
        try:
            read(broken)
        except XcliError as refusal:
            assert refusal.text().zh  # noqa: PT017


def test_every_listed_line_has_a_test_here() -> None:
    if not LISTED.exists():
        pytest.skip("the list of bad inputs is not here")
    listed = [json.loads(line) for line in LISTED.read_text("utf-8").splitlines()]
    here = {
        f"xlsx-container-{n}" for n in ["01", "02", "03", "05", "08", "09", "13", "19", "20", "21", "22", "23", "24"]
    }
    here |= {
        f"xlsx-content-{n}" for n in ["04", "05", "06", "10", "11", "14", "15", "16", "18", "19", "20", "21", "22"]
    }
    assert {line["id"] for line in listed if line["category"] in ("xlsx-container", "xlsx-content")} <= here
