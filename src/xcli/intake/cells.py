"""One cell to one value, fast: what a column repeats is read once."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from xcli.domain.fault import Fault
from xcli.domain.field import Choice, Document, Field, Money, OfficeField, Reading
from xcli.domain.lists import Lists
from xcli.domain.mask import mask_id, mask_name, mask_phone
from xcli.intake.read import Cell, ErrorCell
from xcli.text import Text

Read = Callable[[Any], Reading]

SHOWN = 24
_KEPT = 20_000
# What our own delimited files put before a text that a spreadsheet would take for a formula.
_PREFIXED = re.compile(r"''*[=+\-@\t\r\n\0＝＋－＠]")
_GARBLED = re.compile("锟斤拷|烫烫烫|屯屯屯")
_STAND_IN = "龘龘龘"  # three hanzi that no one writes together, for readers that want letters
_TAKEN_GARBLED = Fault(
    Text("是乱码（锟斤拷一类），已按原样收下", "is garbled text (mojibake), taken as it is"),
    Text("请从原件更正", "correct it from the original"),
    "warning",
)


class Remembered(dict[str, Reading]):
    """The readings of a column's cells by their text."""

    def __init__(self, read: Read) -> None:
        """Read by `read` what was not read before."""
        super().__init__()
        self._read = read

    def __missing__(self, cell: str) -> Reading:
        """Read a text for the first time; names and numbers that never repeat do not fill the memory."""
        found = self._read(cell)
        if len(self) < _KEPT:
            self[cell] = found
        return found


class Values(dict[str, Any]):
    """The values of a column's cells by their text; cells with any fault are in `bad`, to be read one by one."""

    def __init__(self, read: Read) -> None:
        """Read by `read` what was not read before."""
        super().__init__({"": None})
        self._read = read
        self.bad: set[str] = set()

    def __missing__(self, cell: str) -> Any:
        """Read a text for the first time; a fault is never remembered as clean."""
        value, fault = self._read(cell)
        if fault is not None:
            self.bad.add(cell)
        elif len(self) < _KEPT:
            self[cell] = value
        return value

    def of(self, column: Sequence[str], doubtful: set[int]) -> list[Any]:
        """Return the values of a column, adding the places of cells with faults."""
        self.bad.clear()
        values = list(map(self.__getitem__, column))
        if self.bad:
            doubtful.update(n for n, cell in enumerate(column) if cell in self.bad)
        return values


def reader_of(field: Field, lists: Lists, *, wan: bool, text_only: bool, garbled: bool) -> Read:
    """Return the function that reads a column's cells; `text_only` columns are those of text files."""
    read = field.wan_reader() if wan and isinstance(field, Money) else field.reader(lists)
    if garbled:
        read = _taking_garbled(read)
    if text_only:
        read = _unprefixed(read)
    if field.kind == "words" and not isinstance(field, Choice):
        return read if text_only else _typed(read, read)
    remembered = Remembered(read).__getitem__
    return remembered if text_only else _typed(remembered, read)


def document_reader(field: Document, *, text_only: bool) -> Callable[[str | None], Read]:
    """Return the function that gives, for the kind of a document, the function that reads its number."""

    def reader(kind: str | None) -> Read:
        read = field.reader_for(kind)
        return _unprefixed(read) if text_only else _typed(read, read)

    return reader


def _typed(text: Read, other: Read) -> Read:
    def read(cell: Cell) -> Reading:
        if cell.__class__ is str:
            return text(cell)
        if isinstance(cell, ErrorCell):
            return None, _failed(cell)
        return other("、".join(map(str, cell)) if isinstance(cell, list) else cell)

    return read


def _failed(cell: ErrorCell) -> Fault:
    return Fault(
        Text(f"是出错的公式（{cell}）", f"is a formula that failed ({cell})"),
        Text("请改正公式或直接填写结果", "mend the formula or write its result"),
    )


def _unprefixed(read: Read) -> Read:
    def stripped(cell: str) -> Reading:
        return read(unprefix(cell) if cell[:1] == "'" else cell)

    return stripped


def unprefix(text: str) -> str:
    """Return a text as it was before it was made safe for spreadsheets."""
    return text[1:] if _PREFIXED.match(text) else text


def _taking_garbled(read: Read) -> Read:
    def taken(cell: Any) -> Reading:
        value, fault = read(cell)
        if value is not None or not isinstance(cell, str) or not _GARBLED.search(cell):
            return value, fault
        value, fault = read(_GARBLED.sub(_STAND_IN, cell))
        if not isinstance(value, str):
            return value, fault
        tokens = iter(_GARBLED.findall(cell))
        return re.sub(_STAND_IN, lambda found: next(tokens, found[0]), value), _TAKEN_GARBLED

    return taken


def seen(field: Field | None, cell: Cell) -> str:
    """Return a cell as an error list may show it: private values masked, long ones cut."""
    text = "" if cell is None else str(cell).strip()
    private = field.private if field else None
    if private == "name":
        text = mask_name(text)
    elif private == "number":
        text = mask_id(text)
    elif private == "phone":
        text = mask_phone(text)
    elif private == "text" and text:
        return str(Text(f"（{len(text)} 字）", f"({len(text)} characters)"))
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


def is_office(field: Field) -> bool:
    """Tell whether a field names an office: only such cells may be merged."""
    return isinstance(field, OfficeField)
