"""The check of a workbook before a reader touches it: what it is, and whether it is safe to unpack."""

import io
import re
import struct
import xml.etree.ElementTree as ET
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath, PurePosixPath
from typing import Literal

from xcli.errors import NotValid
from xcli.intake.read.kind import RENAME, SAVE_AS_XLSX, WrongContent
from xcli.intake.read.markup import SheetScan
from xcli.intake.read.opening import Contents
from xcli.text import Text

Format = Literal["xlsx", "xls", "ods"]

MOST_PARTS = 2_000
MOST_INFLATED = 300 * 1024 * 1024
LARGEST_FILE = 300 * 1024 * 1024
_LARGEST_DIRECTORY = 1024 * 1024
_LARGEST_INDEX = 4 * 1024 * 1024
_PIECE = 1024 * 1024
_STRIKE = re.compile(rb"""<(?:\w+:)?strike(?:\s*/>|\s+val=["'](?:1|true))""")
# UnicodeError: the name of a part is not in the encoding that it says.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ET.ParseError, struct.error, OSError, UnicodeError,
)  # fmt: skip
_PACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # no other way is in the standard of these packages
_SUFFIXES = {".xlsx": "xlsx", ".xlsm": "xlsx", ".xls": "xls", ".ods": "ods"}
_FORMAT_NAMES = {
    "xlsx": Text("XLSX 工作簿", "an XLSX workbook"),
    "xls": Text("旧版 XLS 或 ET 工作簿", "an old XLS or ET workbook"),
    "ods": Text("ODS 工作簿", "an ODS workbook"),
}


class WorkbookDamaged(NotValid):
    """A workbook is cut off or broken."""

    sentence = Text(
        "{name} 已损坏或不完整，无法读取，没有导入任何内容。请用表格软件打开检查并另存，或向报送单位重新索取。",
        "{name} is damaged or cut off and cannot be read; nothing was imported. "
        "Open it in a spreadsheet program and save it anew, or ask the sender for it again.",
    )


class PasswordProtected(NotValid):
    """A workbook can be opened with a password only."""

    sentence = Text(
        "{name} 有打开密码，无法读取。请在表格软件中取消密码后另存，再导入。",
        "{name} is protected by a password. Remove the password in a spreadsheet program, save it and import that.",
    )


class TooManyParts(NotValid):
    """A workbook is packed from more parts than any office's workbook."""

    sentence = Text(
        "{name} 内部的文件超过 2000 个，不像正常的工作簿，未读取。请把数据复制到新工作簿后再导入。",
        "{name} holds over 2,000 parts, unlike any proper workbook, and is not read. Copy the data to a new workbook.",
    )


class InflatesTooFar(NotValid):
    """A workbook unpacks to more than can be read safely."""

    sentence = Text(
        "{name} 解压后超过 300 MiB，未读取。请删除无用内容或拆分后再导入，也可另存为 CSV。",
        "{name} unpacks to over 300 MiB and is not read. Delete what is not needed, split it, or save it as CSV.",
    )


class DoctypeRefused(NotValid):
    """A workbook holds XML that could pull in other text."""

    sentence = Text(
        "{name} 内含外部实体或文档类型声明（{part}），不是表格软件正常保存的文件，未读取。请向报送单位核实来源。",
        "{name} holds a document type declaration ({part}) that no spreadsheet program writes, and is not read. "
        "Ask the sender where it comes from.",
    )


class MacrosRefused(NotValid):
    """A workbook carries a program."""

    sentence = Text(
        "{name} 含有宏，未读取。请另存为不带宏的 .xlsx；确需读取其中的数值，请加 --allow-xlsm（宏不会运行）。",
        "{name} holds macros and is not read. Save it as .xlsx without macros; to read its values all the same, "
        "add --allow-xlsm (macros are never run).",
    )


@dataclass(slots=True)
class Checked:
    """What the check found out about a workbook that may be read."""

    format: Format
    scans: dict[str, SheetScan] = field(default_factory=dict)
    struck: int = 0


def check_workbook(contents: Contents, *, allow_xlsm: bool) -> Checked:
    """Refuse what is no workbook or not safe to unpack; return what the look through it found."""
    if contents.size > LARGEST_FILE:
        raise InflatesTooFar(name=contents.name)
    if contents.content == "ole":
        _check_ole(contents)
        return _agreeing(contents.name, Checked("xls"))
    try:
        return _check_zip(contents, allow_xlsm=allow_xlsm)
    except _BROKEN:
        raise WorkbookDamaged(name=contents.name) from None


def _agreeing(name: str, checked: Checked) -> Checked:
    """Refuse a name that promises another format: whoever renamed it may have meant another file."""
    suffix = PurePath(name).suffix.lower()
    promised = _SUFFIXES.get(suffix, "text" if suffix in (".csv", ".tsv", ".txt", ".jsonl", ".ndjson") else None)
    if suffix == ".et":
        raise WrongContent(name=name, found=Text("WPS 的 ET 工作簿", "an ET workbook of WPS"), remedy=SAVE_AS_XLSX)
    if promised not in (None, checked.format):
        remedy = RENAME.fill(suffix=f".{checked.format}")
        raise WrongContent(name=name, found=_FORMAT_NAMES[checked.format], remedy=remedy)
    return checked


def _check_ole(contents: Contents) -> None:
    contents.stream.seek(0)
    data = contents.stream.read()
    if _has_entry(data, "EncryptedPackage"):
        raise PasswordProtected(name=contents.name)
    if not (_has_entry(data, "Workbook") or _has_entry(data, "Book")):
        found = Text("Word 文档", "a Word document") if _has_entry(data, "WordDocument") else None
        found = found or Text("其他 Office 文件", "some other Office file")
        raise WrongContent(name=contents.name, found=found, remedy=SAVE_AS_XLSX)


def _has_entry(data: bytes, name: str) -> bool:
    """Tell whether an OLE directory has an entry: its name padded to 64 bytes, then its length."""
    wide = name.encode("utf-16-le")
    return wide.ljust(64, b"\x00") + struct.pack("<H", len(wide) + 2) in data


def _check_zip(contents: Contents, *, allow_xlsm: bool) -> Checked:
    _check_directory(contents)
    contents.stream.seek(0)
    with zipfile.ZipFile(contents.stream) as pack:
        names = frozenset(pack.namelist())
        if any(info.flag_bits & 1 for info in pack.infolist()):
            raise PasswordProtected(name=contents.name)
        if any(info.compress_type not in _PACKED for info in pack.infolist()):
            raise WorkbookDamaged(name=contents.name)
        checked = _agreeing(contents.name, Checked(_format_of(contents.name, pack, names)))
        _check_macros(contents.name, names, allow_xlsm=allow_xlsm)
        _Look(contents.name, pack, checked).through()
    return checked


def _check_directory(contents: Contents) -> None:
    """Read the directory's size before the directory: a million entries would fill the memory."""
    contents.stream.seek(max(0, contents.size - 65_557))
    tail = contents.stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0:
        raise WorkbookDamaged(name=contents.name)
    entries, size = struct.unpack_from("<HI", tail, at + 10)
    if entries > MOST_PARTS or size > _LARGEST_DIRECTORY:
        raise TooManyParts(name=contents.name)


def _format_of(name: str, pack: zipfile.ZipFile, names: frozenset[str]) -> Format:
    if "[Content_Types].xml" in names and any(part.startswith("xl/") for part in names):
        if any(part.endswith("workbook.bin") for part in names):
            raise WrongContent(name=name, found=Text("XLSB 工作簿", "an XLSB workbook"), remedy=SAVE_AS_XLSX)
        return "xlsx"
    if "mimetype" in names:
        with pack.open("mimetype") as part:
            if part.read(100).startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
                return "ods"
    raise WrongContent(name=name, found=_packed(names), remedy=SAVE_AS_XLSX)


def _packed(names: frozenset[str]) -> Text:
    if any(part.startswith("word/") for part in names):
        return Text("Word 文档", "a Word document")
    if any(part.startswith("ppt/") for part in names):
        return Text("PowerPoint 演示文稿", "a PowerPoint presentation")
    if any(part.endswith(".iwa") for part in names):
        return Text("苹果 Numbers 文件", "a file of Apple Numbers")
    return Text("ZIP 压缩包", "a ZIP archive")


def _check_macros(name: str, names: frozenset[str], *, allow_xlsm: bool) -> None:
    has_macros = PurePath(name).suffix.lower() == ".xlsm" or any(part.endswith("vbaProject.bin") for part in names)
    if has_macros and not allow_xlsm:
        raise MacrosRefused(name=name)


class _Look:
    """One pass over all XML parts, counting what they unpack to."""

    def __init__(self, name: str, pack: zipfile.ZipFile, checked: Checked) -> None:
        self.name = name
        self.pack = pack
        self.checked = checked
        self.inflated = 0

    def through(self) -> None:
        """Unpack every XML part once; pictures and embedded files are never unpacked, here or later."""
        sheets = self._sheet_parts() if self.checked.format == "xlsx" else {}
        for info in self.pack.infolist():
            part = info.filename
            if not part.lower().endswith((".xml", ".rels")):
                continue
            scan = sheets.get(part)
            self._scan_sheet(part, scan) if scan else self._scan_part(part)
        self.checked.scans = {scan.sheet: scan for scan in sheets.values()}

    def _scan_sheet(self, part: str, scan: SheetScan) -> None:
        for piece in self._pieces(part):
            scan.feed(piece)
        scan.finish()

    def _scan_part(self, part: str) -> None:
        counts, encrypted = part.endswith("sharedStrings.xml"), b"encryption-data"
        for piece in self._pieces(part):
            if counts:
                self.checked.struck += len(_STRIKE.findall(piece))
            elif part == "META-INF/manifest.xml" and encrypted in piece:
                raise PasswordProtected(name=self.name)

    def _pieces(self, part: str) -> Iterator[bytes]:
        info = self.pack.getinfo(part)
        # The declared size would end the reading; what follows it is counted too.
        info.file_size = MOST_INFLATED + 1
        rest = b""
        with self.pack.open(info) as stream:
            while piece := stream.read(_PIECE):
                self.inflated += len(piece)
                if self.inflated > MOST_INFLATED:
                    raise InflatesTooFar(name=self.name)
                rest = self._check_markup(part, rest, piece)
                yield piece

    def _check_markup(self, part: str, rest: bytes, piece: bytes) -> bytes:
        held = rest + piece
        # XML in UTF-16 would hide its declarations from this look.
        if b"<!DOCTYPE" in held or b"<!ENTITY" in held or (not rest and b"\x00" in piece[:4]):
            raise DoctypeRefused(name=self.name, part=part)
        return piece[-16:]

    def _sheet_parts(self) -> dict[str, SheetScan]:
        book = self._book_part()
        folder = PurePosixPath(book).parent
        targets = self._targets(str(folder / "_rels" / (PurePosixPath(book).name + ".rels")), str(folder))
        found: dict[str, SheetScan] = {}
        for element in self._index(book).iter():
            if _local(element.tag) == "sheet":
                key = next((value for name, value in element.attrib.items() if _local(name) == "id"), "")
                found[targets.get(key, "")] = SheetScan(self.name, element.get("name", ""))
        return found

    def _book_part(self) -> str:
        targets = self._targets("_rels/.rels", "") if "_rels/.rels" in self.pack.namelist() else {}
        books = [part for part in targets.values() if part.startswith("xl/") and part.endswith(".xml")]
        return next((part for part in books if part in self.pack.namelist()), "xl/workbook.xml")

    def _targets(self, part: str, folder: str) -> dict[str, str]:
        found = {}
        for element in self._index(part).iter():
            target = element.get("Target", "")
            full = target[1:] if target.startswith("/") else str(PurePosixPath(folder) / target)
            found[element.get("Id", "")] = full
        return found

    def _index(self, part: str) -> ET.Element:
        if part not in self.pack.namelist():
            raise WorkbookDamaged(name=self.name)
        whole = io.BytesIO()
        for piece in self._pieces(part):
            whole.write(piece)
            if whole.tell() > _LARGEST_INDEX:
                raise InflatesTooFar(name=self.name)
        try:
            # Declarations were refused while unpacking: there is nothing here to expand.
            return ET.fromstring(whole.getvalue())  # noqa: S314
        except (LookupError, ValueError):  # it says that it is in an encoding that is none, or not one for XML
            raise WorkbookDamaged(name=self.name) from None


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
