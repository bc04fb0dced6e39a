"""Opening: regular files only, read once and hashed."""

import hashlib
import os
from pathlib import Path

import pytest

from xcli.intake.read import files_of, kind, open_source, opening


def rows_of(path: Path) -> list[list[object]]:
    with open_source(str(path)) as (_, sheets):
        return [list(row) for sheet in sheets for _, row in sheet.rows]


def test_the_digest_is_that_of_the_bytes(tmp_path: Path) -> None:
    file = tmp_path / "1月.csv"
    file.write_bytes(b"a,b\n1,2\n")
    with open_source(str(file)) as (source, _):
        assert source.digest == hashlib.sha256(b"a,b\n1,2\n").hexdigest()
        assert (source.name, source.kind) == (str(file), "csv")


def test_a_missing_file_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(opening.FileMissing):
        rows_of(tmp_path / "没有.csv")


def test_xlsx_container_23_a_named_pipe_is_refused_at_once(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no named pipes")
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(opening.NotRegular):
        rows_of(tmp_path / "pipe.csv")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no /dev/zero")
def test_xlsx_container_23_a_device_is_refused_at_once() -> None:
    with pytest.raises(opening.NotRegular):
        rows_of(Path("/dev/zero"))


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(opening.NotRegular):
        rows_of(tmp_path)


def test_xlsx_container_24_a_small_file_is_read_from_the_bytes_that_were_hashed(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"a,b\n1,2\n")
    with open_source(str(file)) as (_, sheets):
        file.write_bytes(b"a,b\n9,9\n")
        assert [row for sheet in sheets for _, row in sheet.rows] == [["a", "b"], ["1", "2"]]


def test_xlsx_container_24_a_large_file_that_changes_meanwhile_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"a,b\n" + b"1,2\n" * (opening.KEPT_IN_MEMORY // 4 + 1))
    with pytest.raises(opening.FileChanged), open_source(str(file)) as (_, sheets):  # noqa: PT012
        rows = next(sheets).rows
        next(rows)
        with file.open("ab") as again:
            again.write(b"3,4\n")
        for _ in rows:
            pass


def test_a_large_file_is_streamed_whole(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    count = opening.KEPT_IN_MEMORY // 4 + 1
    file.write_bytes(b"a,b\n" + b"1,2\n" * count + b"\x1a")
    assert len(rows_of(file)) == count + 1


@pytest.mark.parametrize("lock", ["~$1月.csv", ".~1月.csv", ".~lock.1月.csv#"])
def test_xlsx_container_22_an_open_file_is_a_warning(tmp_path: Path, lock: str) -> None:
    (tmp_path / "1月.csv").write_bytes(b"a,b\n")
    (tmp_path / lock).touch()
    with open_source(str(tmp_path / "1月.csv")) as (source, _):
        assert [note.weight for note in source.notes] == ["warning"]
        assert "1月.csv" in source.notes[0].reason.zh


def test_a_tsv_needs_no_option(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_bytes(b"a\tb\n1\t2\n")
    assert rows_of(tmp_path / "a.tsv") == [["a", "b"], ["1", "2"]]


def test_a_csv_may_begin_with_a_brace(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"{a},b\n")
    assert rows_of(tmp_path / "a.csv") == [["{a}", "b"]]


@pytest.mark.parametrize(
    ("start", "said"),
    [
        (b"%PDF-1.4", "PDF"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"\x89PNG\r\n", "PNG"),
        (b"BM\x00\x00\x00\x00", "BMP"),
        (b"Rar!\x1a\x07", "RAR"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"SQLite format 3\x00", "SQLite"),
        (b"<html><table>", "HTML"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><Workbook/>", "XML"),
        ("案号,当事人\n".encode(), "纯文本"),  # xlsx-container-13
        (b"\x00\x00\x00", "纯文本"),
    ],
)
@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods"])
def test_xlsx_container_13_20_other_files_with_the_name_of_a_workbook(
    tmp_path: Path, start: bytes, said: str, suffix: str
) -> None:
    (tmp_path / f"a{suffix}").write_bytes(start)
    with pytest.raises(kind.WrongContent) as caught:
        rows_of(tmp_path / f"a{suffix}")
    assert said in caught.value.text().zh


def test_a_folder_gives_its_files_in_natural_order(tmp_path: Path) -> None:
    for name in ["10月.csv", "2月.xlsx", "1月.csv", "~$2月.xlsx", ".hidden.csv", "说明.docx", "a.jsonl"]:
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "3月.csv").mkdir()
    assert [Path(file).name for file in files_of(str(tmp_path))] == ["1月.csv", "2月.xlsx", "10月.csv", "a.jsonl"]
    assert files_of("单个.csv") == ["单个.csv"]


def test_a_folder_without_files_to_read_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(opening.FolderEmpty):
        files_of(str(tmp_path))
