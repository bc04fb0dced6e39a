"""Rows of a text file read column by column, a thousand at a time: whatever is not plainly right is left to `rows`.

A row that comes out of here has no fault, and the same values as if it had been read alone.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import repeat
from operator import and_, not_, or_
from typing import Any, NamedTuple

from xcli.domain import predicate as p
from xcli.intake.cells import Values
from xcli.intake.rows import RowReader

Columns = Mapping[str, Sequence[Any]]
Spooled = tuple[int, tuple[Any, ...], str | None, int | None, int | None]


class _Slot(NamedTuple):
    """The columns of one part: each field of the part has a constant or the place of its column."""

    constants: tuple[Any, ...]
    cells: tuple[tuple[int, int, Values], ...]


class _Days(dict[date | None, str | None]):
    """Days as ISO text."""

    def __missing__(self, day: date | None) -> str | None:
        text = self[day] = day.isoformat() if day else None
        return text


class ColumnReader:
    """Reads many rows of a sheet at once."""

    def __init__(self, reader: RowReader) -> None:
        """Take over the readers of single cells."""
        self.reader = reader
        self._plain = [(at, index, Values(read)) for at, index, read in reader.plain]
        self._groups = [(group, self._slots(group)) for group in reader.groups]
        self._iso = _Days()

    @staticmethod
    def _slots(group: Any) -> list[_Slot]:
        slots = []
        for role, cells in group.slots:
            constants: list[Any] = [None] * group.width
            if role is not None:
                constants[group.role_at] = role
            slots.append(_Slot(tuple(constants), tuple((c.at, c.nth, Values(c.read)) for c in cells)))
        return slots

    @property
    def able(self) -> bool:
        """Tell whether this sheet's columns each stand for themselves."""
        reader = self.reader
        dependent = any(
            group.joined or group.days or any(cell.by_kind for _, cells in group.slots for cell in cells)
            for group in reader.groups
        )
        on_parts = any(isinstance(term, p.Any) for rule in reader.rules for term in p.walk(rule))
        return reader.manner.text_only and not (reader.computes or dependent or on_parts)

    def read(self, numbers: Sequence[int], rows: Sequence[Sequence[str]]) -> list[Spooled | None]:
        """Return a record for every row that is plainly right, and None for the others."""
        reader = self.reader
        if set(map(len, rows)) != {reader.width}:
            return [None] * len(rows)
        cells = list(zip(*rows, strict=True))
        count, doubtful = len(rows), set[int]()
        values: list[Sequence[Any]] = [[None] * count] * len(reader.names)
        if reader.office_at >= 0:
            values[reader.office_at] = [reader.layout.office] * count
        if reader.kind_at >= 0:
            values[reader.kind_at] = [reader.layout.kind] * count
        for at, index, known in self._plain:
            column = known.of(cells[index], doubtful)
            if at == reader.office_at:
                column = [reader.layout.office if value is None else value for value in column]
            values[at] = column
        keys: Sequence[Any] = [None] * count
        years, serials = keys, keys
        if reader.case_no >= 0:
            texts, keys, years, serials = reader.numbers.read_all(cells[reader.case_no])
            doubtful.update(n for n, text in enumerate(texts) if not text and cells[reader.case_no][n])
            values[reader.at["case_no"]] = [text or None for text in texts]
        for group, slots in self._groups:
            values[group.at] = self._parts(group, slots, cells, count, doubtful)
        self._doubt(values, years, doubtful)
        for at in reader.days:
            values[at] = list(map(self._iso.__getitem__, values[at]))
        found: list[Any] = list(zip(numbers, zip(*values, strict=True), keys, years, serials, strict=True))
        for n in doubtful:
            found[n] = None
        return found

    def _parts(
        self, group: Any, slots: list[_Slot], cells: Sequence[Sequence[str]], count: int, doubtful: set[int]
    ) -> Sequence[Any]:
        parts, names = [], []
        incomplete: set[int] = set()
        for constants, columns in slots:
            held: list[Any] = [repeat(constant, count) for constant in constants]
            for at, index, known in columns:
                held[at] = known.of(cells[index], doubtful)
            name = held[group.name_at]
            if not isinstance(name, list):
                name = [None] * count
            if None in name:
                incomplete.update(n for n, one in enumerate(name) if one is None)
            names.append(name)
            parts.append(list(zip(*held, strict=True)))
        for n, one in enumerate(names):
            for other in names[:n]:
                doubtful.update(
                    at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a == b and a is not None
                )
        joined: list[Any] = list(zip(*parts, strict=True))
        for n in incomplete:
            kept = tuple(part for part, slot in zip(joined[n], slots, strict=True) if part != slot.constants)
            joined[n] = kept or None
        return joined

    def _doubt(self, values: list[Sequence[Any]], years: Sequence[int | None], doubtful: set[int]) -> None:
        """Add the places of rows that as a whole might break a rule."""
        reader = self.reader
        for at in reader.required:
            if None in values[at]:
                doubtful.update(n for n, value in enumerate(values[at]) if value is None)
        today = reader.manner.today
        for at in reader.past:
            doubtful.update(n for n, day in enumerate(values[at]) if day is not None and day > today)
        opened = values[reader.opens]
        doubtful.update(
            n
            for n, (year, day) in enumerate(zip(years, opened, strict=True))
            if year is not None and day and year != day.year
        )
        named = dict(zip(reader.names, values, strict=True))
        for rule in reader.rules:
            broken = holds(rule, named, len(opened))
            if True in broken:
                doubtful.update(n for n, breaks in enumerate(broken) if breaks)


def holds(condition: p.Predicate, columns: Columns, count: int) -> list[bool]:
    """Return for every row whether it fulfils a condition; the meaning is that of `stats.evaluate.test`."""
    match condition:
        case p.Always():
            return [True] * count
        case p.Not(term):
            return list(map(not_, holds(term, columns, count)))
        case p.And(terms) | p.Or(terms):
            both = and_ if isinstance(condition, p.And) else or_
            result = holds(terms[0], columns, count)
            for term in terms[1:]:
                result = list(map(both, result, holds(term, columns, count)))
            return result
        case p.Before(field, other):
            pairs = zip(columns[field.name], columns[other.name], strict=True)
            return [one is not None and two is not None and one < two for one, two in pairs]
    return _leaf(condition, columns)


def _leaf(condition: p.Predicate, columns: Columns) -> list[bool]:
    match condition:
        case p.Present(field):
            return [bool(value) if field.kind == "many" else value is not None for value in columns[field.name]]
        case p.In(field, values):
            known = frozenset(values)
            if field.kind == "many":
                return [any(one in known for one in value or ()) for value in columns[field.name]]
            return list(map(known.__contains__, columns[field.name]))
        case p.Between(field, low, high):
            return [
                value is not None and (low is None or value >= low) and (high is None or value <= high)
                for value in columns[field.name]
            ]
        case p.Has(field, fragment):
            return [value is not None and fragment in value for value in columns[field.name]]
    raise TypeError(condition)
