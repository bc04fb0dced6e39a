"""Plain lists of one kind of record, a row each: read whole, every wrong cell named with its place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, NamedTuple

from xcli.domain.fault import Fault
from xcli.domain.field import Field, Money
from xcli.domain.lists import Lists
from xcli.errors import NotValid
from xcli.intake.cells import Read, reader_of, seen
from xcli.intake.heading import keys, words_of
from xcli.intake.read import Cell, Sheet, files_of, open_source
from xcli.intake.record import Trouble, is_blank
from xcli.text import Text

_HEADING_WITHIN = 10
_MISSING = Fault(Text("缺少", "is missing"))


class SheetsWrong(NotValid):
    """Sheets have wrong cells; `troubles` names them all."""

    sentence = Text(
        "没有保存：{count} 处不对。请改正后重新导入。",
        "Nothing was saved: {count} things are wrong. Mend them and import again.",
    )

    def __init__(self, troubles: "Sequence[Trouble]") -> None:
        """Keep what is wrong."""
        super().__init__(count=len(troubles))
        self.troubles = troubles


class NoHeading(NotValid):
    """No sheet of a file has the columns that are needed."""

    sentence = Text(
        "{file} 前 10 行里没有这些列：{needed}。可用的列：{known}。",
        "{file}: no heading with {needed} in the first 10 rows. Columns known: {known}.",
    )


class Place(NamedTuple):
    """Where a row stands: file and sheet as one label, and its number there."""

    sheet: str
    row: int


@dataclass
class Listed:
    """Rows that were read, by their places, and all that is wrong."""

    rows: list[tuple[Place, dict[str, Any]]] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)

    def blame(self, place: Place, declared: Field, content: object, fault: Fault) -> None:
        """Note what is wrong with a whole row, under the field to mend."""
        self.troubles.append(Trouble(*place, None, str(declared.label), str(content), fault))

    def refuse(self) -> None:
        """Refuse the whole if anything is an error."""
        wrong = [trouble for trouble in self.troubles if trouble.fault.weight == "error"]
        if wrong:
            raise SheetsWrong(wrong)


class _Heading(NamedTuple):
    columns: Mapping[int, tuple[Field, Read]]
    words: Mapping[int, str]


def read_listed(paths: Sequence[str], fields: Sequence[Field], lists: Lists) -> Listed:
    """Read the rows of files and folders; a sheet without the required columns in its first rows is passed over."""
    found = Listed()
    for path in [file for given in paths for file in files_of(given)]:
        name, known = PurePath(path).name, False
        with open_source(path) as (source, sheets):
            for sheet in sheets:
                known |= _read_sheet(sheet, name, fields, lists, found, text_only=source.kind == "csv")
        if not known:
            needed = "、".join(str(f.label) for f in fields if f.required)
            raise NoHeading(file=name, needed=needed, known="、".join(str(f.label) for f in fields))
    return found


def _read_sheet(
    sheet: Sheet, file: str, fields: Sequence[Field], lists: Lists, found: Listed, *, text_only: bool
) -> bool:
    label = f"{file} {sheet.name}" if sheet.name else file
    heading: _Heading | None = None
    for number, cells in sheet.rows:
        if heading is None:
            heading = _heading(cells, fields, lists, text_only=text_only) if number <= _HEADING_WITHIN else None
        elif not all(is_blank(cells[at]) for at in heading.columns if at < len(cells)):
            found.rows.append((Place(label, number), dict(_row(Place(label, number), cells, heading, found))))
    return heading is not None


def _heading(cells: Sequence[Cell], fields: Sequence[Field], lists: Lists, *, text_only: bool) -> _Heading | None:
    known = {word: declared for declared in reversed(fields) for word in words_of(declared)}
    columns: dict[int, tuple[Field, Read]] = {}
    words: dict[int, str] = {}
    for at, cell in enumerate(cells):
        word = str(cell or "")
        declared = next((known[short] for short in keys(word) if short in known), None)
        if declared is not None and declared not in [taken for taken, _ in columns.values()]:
            wan = isinstance(declared, Money) and "万元" in word
            read = reader_of(declared, lists, wan=wan, text_only=text_only, garbled=False)
            columns[at], words[at] = (declared, read), word
    held = [declared for declared, _ in columns.values()]
    return _Heading(columns, words) if all(f in held for f in fields if f.required) else None


def _row(place: Place, cells: Sequence[Cell], heading: _Heading, found: Listed) -> Iterator[tuple[str, Any]]:
    for at, (declared, read) in heading.columns.items():
        cell = cells[at] if at < len(cells) else None
        value, fault = read("" if cell is None else cell)
        if value is None and fault is None and declared.required:
            fault = _MISSING
        if fault is not None and fault.weight != "note":
            found.troubles.append(Trouble(*place, at, heading.words[at], seen(declared, cell), fault))
        if value is not None:
            yield declared.name, value
