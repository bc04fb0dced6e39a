"""CSV: streamed, strict, in memory that does not grow with the file."""

import csv
import io
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import PurePath
from typing import BinaryIO, cast

from xcli.errors import Misuse, NotValid
from xcli.intake.read.encoding import undecodable
from xcli.intake.read.opening import LONGEST_LINE, Contents, LineTooLong
from xcli.intake.read.sheet import Cell, Row
from xcli.text import Text

LONGEST_CELL = 1024 * 1024
_BUFFER = 256 * 1024
_DELIMITERS = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "bar": "|"}
_SUSPECTS = ("\t", ";", "|", "，")


class DelimiterUnknown(Misuse):
    """A delimiter was asked for that separates nothing."""

    sentence = Text(
        "不支持分隔符 {given}。可用：comma（逗号）、tab（制表符）、semicolon（分号）、bar（竖线）或一个字符。",
        "The delimiter {given} cannot be used. Give comma, tab, semicolon, bar or one character.",
    )


class OtherDelimiter(NotValid):
    """The columns are not separated by commas."""

    sentence = Text(
        "{name} 的各列不是用逗号分隔，而像是用{found}分隔。请加 --delimiter {option} 再导入。",
        "{name}: the columns are not separated by commas but, it seems, by {found}. Add --delimiter {option}.",
    )


class CsvBroken(NotValid):
    """The quotes of a CSV file do not match."""

    sentence = Text(
        "{name} 第 {row} 行（文件第 {line} 行附近）的引号不配对，其后的内容无法可靠分列，没有导入任何内容。"
        "请在表格软件中打开检查，或另存为 .xlsx 再导入。",
        "{name}, row {row} (near line {line}): the quotes do not match, so what follows cannot be split into columns; "
        "nothing was imported. Check it in a spreadsheet program, or save it as .xlsx and import that.",
    )


class CellTooLong(NotValid):
    """A cell does not end."""

    sentence = Text(
        "{name} 第 {row} 行有单元格超过 1 MiB，多半是前面的引号没有配对，没有导入任何内容。请检查该行的引号。",
        "{name}, row {row}: a cell is over 1 MiB, most likely a quote that is never closed; nothing was imported. "
        "Check the quotes of that row.",
    )


class _Bounded(io.RawIOBase):
    """The bytes of a stream up to a length: no more than what was hashed."""

    def __init__(self, stream: BinaryIO, length: int) -> None:
        super().__init__()
        self._stream = stream
        self._left = length

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        piece = self._stream.read(min(len(buffer), self._left))
        buffer[: len(piece)] = piece
        self._left -= len(piece)
        return len(piece)


def delimiter_of(contents: Contents, encoding: str, asked: str | None) -> str:
    """Return the delimiter asked for, or a comma unless the columns are clearly separated otherwise."""
    if asked is not None:
        given = _DELIMITERS.get(asked.lower(), asked)
        if len(given) != 1 or given in '"\r\n\x00' or given.isalnum():
            raise DelimiterUnknown(given=asked)
        return given
    if PurePath(contents.name).suffix.lower() == ".tsv":
        return "\t"
    _refuse_other_delimiter(contents, encoding)
    return ","


def csv_rows(contents: Contents, encoding: str, delimiter: str) -> Iterator[Row]:
    """Yield number and cells of every row, blank rows too."""
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(_lines(contents, encoding), delimiter=delimiter, strict=True)
    number = 0
    rows = cast("Iterator[tuple[int, list[Cell]]]", enumerate(reader, 1))
    try:
        # The number is kept by assignment alone: this loop runs once for each row of a million.
        for row in rows:
            number = row[0]
            yield row
    except UnicodeDecodeError:
        raise undecodable(contents, encoding) from None
    except csv.Error as error:
        mistake = CellTooLong if "field limit" in str(error) else CsvBroken
        raise mistake(name=contents.name, row=number + 1, line=reader.line_num) from None
    contents.check_unchanged()


def text_of(contents: Contents, encoding: str) -> io.TextIOWrapper:
    """Return the text, decoded strictly piece by piece, without the end mark of DOS (Ctrl-Z)."""
    length = _length_without_end_mark(contents)
    contents.stream.seek(0)
    raw = io.BufferedReader(_Bounded(contents.stream, length), _BUFFER)
    return io.TextIOWrapper(raw, encoding=encoding, errors="strict", newline="")


def _length_without_end_mark(contents: Contents) -> int:
    contents.stream.seek(max(0, contents.size - 8))
    tail = contents.stream.read()
    bare = tail.rstrip(b"\r\n")
    return contents.size - len(tail) + len(bare) - 1 if bare.endswith(b"\x1a") else contents.size


def _lines(contents: Contents, encoding: str) -> Iterator[str]:
    text = text_of(contents, encoding)
    # In UTF-16 the byte of a line end is also part of other characters: what was hashed says nothing of line lengths.
    return _short_lines(contents, text) if encoding.startswith("utf-16") else text


def _short_lines(contents: Contents, text: io.TextIOWrapper) -> Iterator[str]:
    offset = 0
    for line in iter(partial(text.readline, LONGEST_LINE), ""):
        if len(line) == LONGEST_LINE and not line.endswith(("\r", "\n")):
            raise LineTooLong(name=contents.name, offset=offset)
        offset += 2 * len(line)
        yield line


def _refuse_other_delimiter(contents: Contents, encoding: str) -> None:
    try:
        start = "".join(islice(_lines(contents, encoding), 10))
    except UnicodeDecodeError:
        return
    counts = {char: start.count(char) for char in _SUSPECTS}
    likely = max(counts, key=lambda char: counts[char])
    if "," in start or not counts[likely]:
        return
    found, option = _SUSPECT_NAMES[likely]
    raise OtherDelimiter(name=contents.name, found=found, option=option)


_SUSPECT_NAMES = {
    "\t": (Text("制表符", "tabs"), "tab"),
    ";": (Text("分号", "semicolons"), "semicolon"),
    "|": (Text("竖线", "bars"), "bar"),
    "，": (Text("全角逗号", "full-width commas"), "，"),
}
