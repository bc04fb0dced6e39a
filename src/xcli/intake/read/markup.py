"""A look through the XML of a worksheet for what the reader leaves out: extent, error cells, hidden rows."""

import re
from dataclasses import dataclass, field
from typing import Final

from xcli.errors import NotValid
from xcli.text import Text

MOST_CELLS: Final = 20_000_000
MOST_ERRORS: Final = 200_000
_LONGEST_ROW = 8 * 1024 * 1024

# A cell with content: one that only carries a style closes itself, and its "/" ends the match.
_CELL = re.compile(rb"""\sr=["']([A-Z]{1,3})([0-9]{1,7})["'][^>/]*>""")
_PREFIX = rb"(?:\w+:)?"
_ERROR = re.compile(
    rb"<" + _PREFIX + rb"""c\s([^>/]*\bt=["']e["'][^>/]*)>(.*?)</""" + _PREFIX + rb"c>",
    re.DOTALL,
)
_VALUE = re.compile(rb"<" + _PREFIX + rb"v>([^<]*)<")
# A formula without a value; with t="str" the value is an empty text that was calculated.
_FORMULA = re.compile(
    rb"<" + _PREFIX + rb"""c\s((?:(?!\bt=["']str)[^>/])*)>\s*"""
    rb"<" + _PREFIX + rb"f\b(?:[^>]*/>|[^>]*>[^<]*</" + _PREFIX + rb"f>)\s*"
    rb"(?:<" + _PREFIX + rb"v\s*/>|<" + _PREFIX + rb"v>\s*</" + _PREFIX + rb"v>)?\s*</" + _PREFIX + rb"c>"
)
_REF = re.compile(rb"""(?:^|\s)r=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_HIDDEN_ROW = re.compile(
    rb"<" + _PREFIX + rb"""row\b([^>/]*\bhidden=["'](?:1|true)["'][^>/]*)>(.*?)</""" + _PREFIX + rb"row>",
    re.DOTALL,
)
_ROW_NUMBER = re.compile(rb"""(?:^|\s)r=["']([0-9]{1,7})["']""")


class SheetTooLarge(NotValid):
    """A sheet spans more cells than can be read."""

    sentence = Text(
        "{name} 的工作表“{sheet}”范围过大（{rows} 行 × {columns} 列，上限 2000 万格）。"
        "请删除数据区以外的行和列，或拆分后再导入。",
        "{name}: the sheet “{sheet}” is too large ({rows} rows x {columns} columns, at most 20 million cells). "
        "Delete the rows and columns outside the data, or split it.",
    )


class TooManyErrors(NotValid):
    """A sheet is full of error cells."""

    sentence = Text(
        "{name} 的工作表“{sheet}”有超过 20 万个错误单元格（如 #REF!），没有导入任何内容。请修正公式或粘贴为数值。",
        "{name}: the sheet “{sheet}” has over 200,000 error cells (such as #REF!); nothing was imported. "
        "Mend the formulas, or paste them as values.",
    )


@dataclass(slots=True)
class SheetScan:
    """What the XML of one worksheet tells; fed piece by piece."""

    file: str
    sheet: str
    last_row: int = 0
    last_column: int = 0
    errors: dict[int, dict[int, str]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    _rest: bytes = b""
    _error_count: int = 0

    def feed(self, piece: bytes) -> None:
        """Look through the whole rows that the bytes so far hold."""
        held = self._rest + piece
        cut = held.rfind(b"row>") + 4
        if cut < 4:
            cut = held.rfind(b">") + 1 if len(held) > _LONGEST_ROW else 0
        self._rest = held[cut:] if len(held) - cut <= _LONGEST_ROW else b""
        self._look(held[:cut])

    def finish(self) -> None:
        """Look through what is left."""
        self._look(self._rest)
        self._rest = b""

    def _look(self, rows: bytes) -> None:
        self._measure(rows)
        if b't="e"' in rows or b"t='e'" in rows:
            for found in _ERROR.finditer(rows):
                value = _VALUE.search(found[2])
                self._add_error(found[1], value[1].decode("utf-8", "replace") if value else "#?")
        if b"<f" in rows or b":f" in rows:
            for found in _FORMULA.finditer(rows):
                self._add_error(found[1], "uncalculated formula")
        if b"hidden=" in rows:
            self._note_hidden(rows)

    def _measure(self, rows: bytes) -> None:
        cells = _CELL.findall(rows)
        if not cells:
            return
        self.last_column = max(self.last_column, *map(column_number, {column for column, _ in cells}))
        self.last_row = max(self.last_row, *map(int, {row for _, row in cells}))
        if self.last_row * self.last_column > MOST_CELLS:
            raise SheetTooLarge(name=self.file, sheet=self.sheet, rows=self.last_row, columns=self.last_column)

    def _add_error(self, attributes: bytes, content: str) -> None:
        ref = _REF.search(attributes)
        if ref is None:
            return
        self._error_count += 1
        if self._error_count > MOST_ERRORS:
            raise TooManyErrors(name=self.file, sheet=self.sheet)
        self.errors.setdefault(int(ref[2]), {})[column_number(ref[1])] = content

    def _note_hidden(self, rows: bytes) -> None:
        for found in _HIDDEN_ROW.finditer(rows):
            number = _ROW_NUMBER.search(found[1])
            if number and _CELL.search(found[2]):
                self.hidden_rows.add(int(number[1]))


def column_number(letters: bytes) -> int:
    """Return the number of a column: A is 1, Z 26, AA 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
