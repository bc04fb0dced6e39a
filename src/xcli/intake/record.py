"""A record between the sheet and the ledger: what was read of a row, and what was wrong with it."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from xcli.domain.clean import fold
from xcli.domain.fault import Fault
from xcli.domain.field import Day, Parts
from xcli.domain.page import Line
from xcli.intake.read import Cell

Parted = tuple[Any, ...]
_SEPARATORS = str.maketrans(dict.fromkeys("；;，,\n", "、"))


class Trouble(NamedTuple):
    """A fault in a sheet: where it is, what stood there (as far as it may be shown), what to do."""

    sheet: str
    row: int
    column: int | None
    heading: str
    content: str
    fault: Fault


class Typed(NamedTuple):
    """A record as read: its row in the sheet, its values in the layout's order, its number's key, year and serial."""

    row: int
    values: tuple[Any, ...]
    key: str | None
    year: int | None
    serial: int | None


def content_of(page: type[Line], names: Sequence[str], values: Sequence[Any]) -> dict[str, Any]:
    """Return a record's content from values in the order of `names`: days as dates, parts by field name."""
    content: dict[str, Any] = {}
    for name, value in zip(names, values, strict=True):
        if value is not None:
            field = page.fields[name]
            if isinstance(field, Parts):
                content[name] = [_part(field, part) for part in value]
            else:
                content[name] = date.fromisoformat(value) if isinstance(field, Day) else value
    return content


def _part(group: Parts, part: Parted) -> dict[str, Any]:
    fields = group.part.fields.items()
    return {
        name: date.fromisoformat(value) if isinstance(field, Day) else value
        for (name, field), value in zip(fields, part, strict=True)
        if value is not None
    }


def parted(group: Parts, items: list[dict[str, Any]] | None) -> tuple[Parted, ...] | None:
    """Return the parts of a content as values: tuples in the order of their fields."""
    return tuple(tuple(item.get(name) for name in group.part.fields) for item in items or ()) or None


def is_blank(cell: Cell) -> bool:
    """Tell whether a cell holds nothing."""
    return cell is None or (isinstance(cell, str) and not fold(cell))


def texts(row: Sequence[Cell]) -> Iterator[tuple[int, str]]:
    """Yield the places and texts of the cells that hold something."""
    for index, cell in enumerate(row):
        if not is_blank(cell):
            yield index, str(cell).strip()


def split(cell: Cell) -> list[Cell]:
    """Return what stands in one cell, such as “张三、李四”."""
    if isinstance(cell, str):
        return [word for piece in cell.translate(_SEPARATORS).split("、") if (word := piece.strip())]
    if isinstance(cell, list):
        return list(cell)
    return [] if cell is None else [cell]
