"""Word files, read without trusting them: limits on what unpacks, no declarations, the text with its controls."""

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from xml.parsers import expat

from xcli.errors import NotValid
from xcli.text import Text

MOST_PARTS = 2_000
MOST_INFLATED = 64 * 1024 * 1024
MOST_PASSAGES = 50_000
_LARGEST_DIRECTORY = 1024 * 1024
_PIECE = 256 * 1024
_OLE = b"\xd0\xcf\x11\xe0"
_UNSEEN = frozenset({"del", "moveFrom", "Fallback", "instrText", "delText"})
_OFF = frozenset({"0", "false", "off"})


class WordDamaged(NotValid):
    """A Word file is cut off or broken."""

    sentence = Text(
        "{name} 已损坏或不完整，无法读取。请用 Word 或 WPS 打开检查并另存为 .docx。",
        "{name} is damaged or cut off. Open it in Word or WPS and save it anew as .docx.",
    )


class OldWord(NotValid):
    """A document in the old format, or one with a password."""

    sentence = Text(
        "{name} 是旧版 .doc（或 .wps）文件，或设有打开密码。请在 Word 或 WPS 中打开，去掉密码，另存为 .docx。",
        "{name} is an old .doc (or .wps) file, or has a password. Open it in Word or WPS and save it as .docx.",
    )


class NoWord(NotValid):
    """A file named .docx that is none."""

    sentence = Text(
        "{name} 不是 Word 文档。请检查文件，或用 Word、WPS 另存为 .docx。",
        "{name} is no Word document. Check the file, or save it as .docx in Word or WPS.",
    )


class WordTooLarge(NotValid):
    """A Word file holds more than any report."""

    sentence = Text(
        "{name} 太大：{what}，不像一份报告，未读取。请删去无用内容后再试，或另存为 .txt。",
        "{name} is too large: {what}; unlike any report, and not read. Take out what is not needed, or save as .txt.",
    )


class WordDeclares(NotValid):
    """A Word file holds XML that could pull in other text."""

    sentence = Text(
        "{name} 内含文档类型声明或外部实体（{part}），不是文字处理软件正常保存的文件，未读取。请核实来源。",
        "{name} holds a document type declaration ({part}) that no word processor writes, and is not read. "
        "Ask where it comes from.",
    )


class Control(NamedTuple):
    """A content control inside a passage: its tag, its title, and the stretch of text it holds."""

    tag: str
    alias: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, or a row of a table with a tab between its cells."""

    text: str
    controls: tuple[Control, ...] = ()
    row: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """What a Word file says: its passages and its custom properties."""

    passages: tuple[Passage, ...]
    properties: Mapping[str, str]


def read_word(data: bytes, name: str) -> Word:
    """Read a Word file; what is hidden or struck out by a tracked change is not read."""
    if data.startswith(_OLE):
        raise OldWord(name=name)
    _check_directory(data, name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as pack:
            return _read(pack, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, struct.error, expat.ExpatError):
        raise WordDamaged(name=name) from None


def _check_directory(data: bytes, name: str) -> None:
    """Look at the directory's size before the directory: a million entries would fill the memory."""
    at = data.rfind(b"PK\x05\x06")
    if at < 0 or at + 22 > len(data):
        raise WordDamaged(name=name)
    entries, size = struct.unpack_from("<HI", data, at + 10)
    if entries > MOST_PARTS or size > _LARGEST_DIRECTORY:
        raise WordTooLarge(name=name, what=Text(f"内部文件超过 {MOST_PARTS} 个", f"over {MOST_PARTS} parts"))


def _read(pack: zipfile.ZipFile, name: str) -> Word:
    names = frozenset(pack.namelist())
    if any(info.flag_bits & 1 for info in pack.infolist()):
        raise OldWord(name=name)
    if "word/document.xml" not in names:
        raise NoWord(name=name)
    body = _Body(name)
    _parse(pack, "word/document.xml", name, body)
    facts = _Facts()
    if "docProps/custom.xml" in names:
        _parse(pack, "docProps/custom.xml", name, facts)
    return Word(tuple(body.passages), facts.found)


def _parse(pack: zipfile.ZipFile, part: str, name: str, reader: "_Body | _Facts") -> None:
    parser = expat.ParserCreate(namespace_separator=" ")

    def refuse(*_: object) -> None:
        raise WordDeclares(name=name, part=part)

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.data
    parser.buffer_text = True
    info = pack.getinfo(part)
    # The declared size would end the reading; what follows it is counted too.
    info.file_size = 2 * MOST_INFLATED
    inflated = 0
    with pack.open(info) as stream:
        while piece := stream.read(_PIECE):
            inflated += len(piece)
            if inflated > MOST_INFLATED:
                mib = MOST_INFLATED // 1024**2
                raise WordTooLarge(name=name, what=Text(f"解压后超过 {mib} MiB", f"it unpacks to over {mib} MiB"))
            parser.Parse(piece, False)
    parser.Parse(b"", True)


@dataclass(slots=True)
class _Open:
    """A paragraph or a row being read."""

    row: bool = False
    parts: list[str] = field(default_factory=list)
    length: int = 0
    controls: list[Control] = field(default_factory=list)

    def put(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def take(self, text: str, controls: list[Control]) -> None:
        at = self.length
        self.controls += [control._replace(start=at + control.start, end=at + control.end) for control in controls]
        self.put(text)


@dataclass(slots=True)
class _Held:
    """A control being read; `at` is where it began in its paragraph."""

    tag: str
    alias: str
    at: int | None


class _Body:
    """From the elements of a document to its passages."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.passages: list[Passage] = []
        self._open: list[_Open] = []
        self._held: list[_Held] = []
        self._unseen = 0
        self._hidden = False
        self._in_text = False

    def start(self, tag: str, given: dict[str, str]) -> None:
        """Open an element."""
        space, _, local = tag.rpartition(" ")
        if local in _UNSEEN:
            self._unseen += 1
        elif "wordprocessingml" in space:
            self._begin(local, given)

    def end(self, tag: str) -> None:
        """Close an element."""
        space, _, local = tag.rpartition(" ")
        if local in _UNSEEN:
            self._unseen -= 1
        elif "wordprocessingml" in space:
            self._close(local)

    def data(self, text: str) -> None:
        """Take text."""
        if self._in_text and self._open and not (self._hidden or self._unseen):
            self._open[-1].put(text)

    def _begin(self, local: str, given: dict[str, str]) -> None:
        match local:
            case "p" | "tr":
                self._open.append(_Open(row=local == "tr"))
            case "r":
                self._hidden = False
            case "t":
                self._in_text = True
            case "vanish":
                self._hidden = _value(given) not in _OFF
            case "tab" | "br" | "cr" if self._open and not self._open[-1].row and not self._unseen:
                self._open[-1].put(" ")
            case "sdt":
                here = self._open[-1] if self._open else None
                self._held.append(_Held("", "", here.length if here and not here.row else None))
            case "tag" if self._held:
                self._held[-1].tag = _value(given)
            case "alias" if self._held:
                self._held[-1].alias = _value(given)

    def _close(self, local: str) -> None:
        match local:
            case "p" | "tr":
                self._emit(self._open.pop())
            case "t":
                self._in_text = False
            case "tc" if self._open and self._open[-1].row:
                self._open[-1].put("\t")
            case "sdt":
                held = self._held.pop()
                if held.at is not None and self._open and held.tag:
                    last = self._open[-1]
                    last.controls.append(Control(held.tag, held.alias, held.at, last.length))

    def _emit(self, done: _Open) -> None:
        text = "".join(done.parts)
        if self._open and self._open[-1].row:
            self._open[-1].take(text, done.controls)
            return
        if len(self.passages) >= MOST_PASSAGES:
            raise WordTooLarge(
                name=self.name, what=Text(f"超过 {MOST_PASSAGES} 段", f"over {MOST_PASSAGES} paragraphs")
            )
        self.passages.append(Passage(text.rstrip("\t") if done.row else text, tuple(done.controls), done.row))


def _value(given: Mapping[str, str]) -> str:
    return next((value for name, value in given.items() if name.rpartition(" ")[2] == "val"), "")


class _Facts:
    """Custom properties of a document by name."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self._name = ""

    def start(self, tag: str, given: dict[str, Any]) -> None:
        """Open an element."""
        if tag.rpartition(" ")[2] == "property":
            self._name = str(given.get("name", ""))

    def end(self, tag: str) -> None:
        """Close an element."""
        if tag.rpartition(" ")[2] == "property":
            self._name = ""

    def data(self, text: str) -> None:
        """Take the value of a property."""
        if self._name:
            self.found[self._name] = self.found.get(self._name, "") + text


def listed(value: str) -> list[str]:
    """Return the words of a property that holds a list; none of one that does not."""
    try:
        found = json.loads(value)
    except (ValueError, RecursionError):
        return []
    return [str(word) for word in found] if isinstance(found, list) else []
