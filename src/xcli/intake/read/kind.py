"""What a file is by its first bytes, whatever its name says."""

from pathlib import PurePath
from typing import Literal

from xcli.errors import NotValid
from xcli.text import Text

Content = Literal["zip", "ole", "jsonl", "text"]

WORKBOOK_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".xlsb", ".et", ".xlt", ".xltx", ".numbers"})
LINES_SUFFIXES = frozenset({".jsonl", ".ndjson"})

SAVE_AS_XLSX = Text(
    "请用表格软件打开后另存为 .xlsx 再导入。",
    "Open it in a spreadsheet program, save it as .xlsx and import that.",
)
RENAME = Text("请把文件名改为 {suffix} 结尾再导入。", "Rename it to end in {suffix} and import it again.")

_KNOWN: tuple[tuple[bytes, Text], ...] = (
    (b"%PDF", Text("PDF 文件", "a PDF file")),
    (b"\xff\xd8\xff", Text("JPEG 图片", "a JPEG picture")),
    (b"\x89PNG", Text("PNG 图片", "a PNG picture")),
    (b"GIF8", Text("GIF 图片", "a GIF picture")),
    (b"BM", Text("BMP 图片", "a BMP picture")),
    (b"Rar!", Text("RAR 压缩包", "a RAR archive")),
    (b"7z\xbc\xaf\x27\x1c", Text("7z 压缩包", "a 7z archive")),
    (b"\x1f\x8b", Text("gzip 压缩文件", "a gzip file")),
    (b"SQLite format 3\x00", Text("SQLite 数据库", "an SQLite database")),
    (b"{\\rtf", Text("RTF 文档", "an RTF document")),
    (b"MZ\x90\x00", Text("Windows 程序", "a Windows program")),
    (b"\x7fELF", Text("Linux 程序", "a Linux program")),
)
_MARKUP = (
    (b"<!doctype html", "HTML"),
    (b"<html", "HTML"),
    (b"<table", "HTML"),
    (b"<?xml", "XML"),
    (b"mime-version", "MHTML"),
)


class WrongContent(NotValid):
    """The content is of a kind that cannot be imported, or not what the name says."""

    sentence = Text(
        "{name}：文件内容是{found}，没有导入任何内容。{remedy}",
        "{name}: the content is {found}; nothing was imported. {remedy}",
    )


def content_of(name: str, head: bytes) -> Content:
    """Return how to read the bytes, or refuse by saying what they are."""
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return "zip"
    if head[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return "ole"
    found = _foreign(head)
    if found:
        raise WrongContent(name=name, found=found, remedy=SAVE_AS_XLSX)
    suffix = PurePath(name).suffix.lower()
    if suffix in WORKBOOK_SUFFIXES:
        plain = Text("纯文本（或已损坏），不是工作簿", "plain text (or damaged), not a workbook")
        raise WrongContent(name=name, found=plain, remedy=RENAME.fill(suffix=".csv"))
    return "jsonl" if _is_json_lines(suffix, head) else "text"


def _foreign(head: bytes) -> Text | None:
    for magic, found in _KNOWN:
        # "BM" alone could begin a CSV heading: a picture has NUL bytes close by.
        if head.startswith(magic) and (magic != b"BM" or b"\x00" in head[:16]):
            return found
    start = head[:256].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for magic, markup in _MARKUP:
        if start.startswith(magic):
            return Text(f"{markup} 网页文件", f"an {markup} file")
    return None


def _is_json_lines(suffix: str, head: bytes) -> bool:
    if suffix in LINES_SUFFIXES:
        return True
    return suffix not in (".csv", ".tsv", ".txt") and head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"
