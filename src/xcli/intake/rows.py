"""Rows of a sheet to typed records: every cell read, the whole judged, every fault placed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from xcli.domain.fault import Fault
from xcli.domain.field import Day, Document, Field, Parts
from xcli.domain.lists import Lists
from xcli.domain.page import Entry, Line
from xcli.domain.predicate import Any as Any_
from xcli.domain.predicate import Predicate, walk
from xcli.domain.quantity import Measured, Quantities
from xcli.intake.cells import Read, document_reader, reader_of, seen
from xcli.intake.heading import key, named_by, role_of, words_of
from xcli.intake.match import Column, Layout
from xcli.intake.narrow import NEVER, narrowed
from xcli.intake.number import NONE, Number, Numbers
from xcli.intake.read import Cell
from xcli.intake.record import Parted, Trouble, Typed, content_of, is_blank, parted, split
from xcli.intake.validate import Found, Validator
from xcli.stats.evaluate import test
from xcli.text import Text

Placed = tuple[int, Field, Fault]


@dataclass(frozen=True)
class Manner:
    """How cells are read: the ledger's lists, the last day that is not in the future, and what is let in."""

    lists: Lists
    today: date
    text_only: bool = False
    garbled: bool = False


class _Plain(NamedTuple):
    at: int
    nth: int
    read: Read


class _Inner(NamedTuple):
    at: int
    nth: int
    read: Read
    by_kind: Callable[[str | None], Read] | None
    kind_at: int


class _Group(NamedTuple):
    at: int
    field: Parts
    width: int
    name_at: int
    role_at: int | None
    roles: tuple[str, ...]
    slots: tuple[tuple[str | None, tuple[_Inner, ...]], ...]
    joined: tuple[_Inner, ...]
    days: tuple[int, ...]


FEWER = Fault(
    Text("个数少于当事方，按顺序对应", "fewer than there are parts; matched in order"),
    Text("请核对", "check it"),
    "warning",
)
MORE = Fault(Text("个数多于当事方，无法对应", "more than there are parts"), Text("请分列填写", "use a column for each"))
EXTRA = Fault(
    Text("这一行的列比表头多，可能有多余的逗号", "the row has more cells than the heading; perhaps a stray comma"),
    Text("请核对这一行各列是否对齐", "check that its cells stand under their headings"),
)


class RowReader:
    """Reads the rows of one sheet; compiled once for its layout."""

    def __init__(self, layout: Layout, manner: Manner, validator: Validator) -> None:
        """Compile readers for the columns and what remains to be judged when only these have values."""
        self.layout = layout
        self.page: type[Line] = layout.page
        self.manner = manner
        self.validator = validator
        held = {column.place.field for column in layout.columns} | ({"office"} if layout.office else set())
        held |= {self.page.single[0].name} if layout.kind and issubclass(self.page, Entry) else set()
        self.computes = validator.computes
        self.names = tuple(name for name, field in self.page.fields.items() if name in held or field.follows)
        self.blank: list[Any] = [None] * len(self.names)
        self.at = {name: at for at, name in enumerate(self.names)}
        self.office_at = self.at["office"] if layout.office is not None else -1
        self.kind_at = self.at[self.page.single[0].name] if layout.kind and issubclass(self.page, Entry) else -1
        self.width = len(layout.heading)
        self.plain = self._plain_columns()
        self.groups = tuple(
            self._group(field) for name in self.names if isinstance(field := self.page.fields[name], Parts)
        )
        self.case_no = next((c.nth for c in layout.columns if c.place.field == "case_no"), -1)
        self.numbers = Numbers(self._reader(self.page.case_no), manner.today.year)
        # A number that is put together is no cell: nothing was put before it to make it safe for spreadsheets.
        self.computed = Numbers(self.page.case_no.reader(manner.lists), manner.today.year)
        self.days = tuple(self.at[n] for n in self.names if isinstance(self.page.fields[n], Day))
        self.past = tuple(self.at[f.name] for f in validator.days if f.name in self.at)
        self.required = tuple(self.at[n] for n in self.names if self.page.fields[n].required)
        self.opens = self.at[self.page.docket.opens.name]
        self.rules = self._rules(held)
        self._breaks = self._breaker()

    def _reader(self, field: Field, *, wan: bool = False) -> Read:
        manner = self.manner
        return reader_of(field, manner.lists, wan=wan, text_only=manner.text_only, garbled=manner.garbled)

    def cell_reader(self, column: Column) -> Read:
        """Return the function that reads one column's cells."""
        return self._reader(self.page.fields[column.place.field], wan=column.place.wan)

    def _plain_columns(self) -> tuple[_Plain, ...]:
        return tuple(
            _Plain(self.at[c.place.field], c.nth, self._reader(self.page.fields[c.place.field], wan=c.place.wan))
            for c in self.layout.columns
            if not isinstance(self.page.fields[c.place.field], Parts) and c.place.field != "case_no"
        )

    def _rules(self, held: set[str]) -> list[Predicate]:
        return [rest for rule in self.page.rules if (rest := narrowed(rule.forbids, held)) != NEVER]

    def _breaker(self) -> Callable[[dict[str, Any]], bool] | None:
        tests = [test(condition) for condition in self.rules]
        if not tests:
            return None
        # Parts stand as bare values while a row is read; a rule on them gets the content as it will be kept.
        if any(isinstance(term, Any_) for condition in self.rules for term in walk(condition)):
            return lambda content: any(breaks(self._whole(content)) for breaks in tests)
        return lambda content: any(breaks(content) for breaks in tests)

    def _whole(self, values: dict[str, Any]) -> dict[str, Any]:
        return self.content(self._spooled(list(values.values())))

    def _group(self, group: Parts) -> _Group:
        inner = list(group.part.fields)
        role = role_of(group.part)
        columns = [c for c in self.layout.columns if c.place.field == group.name]
        has_role = role is not None and any(c.place.inner == role.name for c in columns)
        told = has_role or group.part.listed or isinstance(group, Quantities)
        codes = tuple(code.code for code in role.codes.codes[:2]) if role and not told else ()
        slots = sorted({c.place.slot for c in columns if c.place.slot}, key=lambda s: self._slot_order(s, role))
        built = tuple(
            (
                slot.role or (codes[slot.n - 1] if slot.n <= len(codes) else None),
                self._inner(group, [c for c in columns if c.place.slot == slot], slot.role),
            )
            for slot in slots
        )
        return _Group(
            self.at[group.name],
            group,
            len(inner),
            inner.index(named_by(group.part).name),
            inner.index(role.name) if role else None,
            codes,
            built,
            self._inner(group, [c for c in columns if not c.place.slot]),
            tuple(at for at, name in enumerate(inner) if isinstance(group.part.fields[name], Day)),
        )

    def _slot_order(self, slot: Any, role: Any) -> tuple[int, int]:
        order = [code.code for code in self.manner.lists.list_of(role.codes).codes] if role else []
        return (order.index(slot.role) if slot.role else 0, slot.n)

    def _inner(self, group: Parts, columns: Sequence[Column], role: str = "") -> tuple[_Inner, ...]:
        names = list(group.part.fields)
        here = {c.place.inner for c in columns}
        found = []
        for column in sorted(columns, key=lambda c: names.index(c.place.inner)):
            field = group.part.fields[column.place.inner]
            by_kind, kind_at = None, -1
            if isinstance(field, Document) and field.kind_field in here:
                by_kind, kind_at = (
                    document_reader(field, text_only=self.manner.text_only),
                    names.index(field.kind_field),
                )
            found.append(
                _Inner(names.index(field.name), column.nth, self._inner_reader(group, field, role), by_kind, kind_at)
            )
        return tuple(found)

    def _inner_reader(self, group: Parts, field: Field, role: str) -> Read:
        if isinstance(field, Measured) and isinstance(group, Quantities):
            return field.reader_for(self.manner.lists.list_of(group.measure.codes).by_code.get(role))
        return self._reader(field)

    def read(self, number: int, row: list[Cell], troubles: list[Trouble]) -> Typed | None:
        """Return the record of a row; None when an error keeps it out. All that is wrong goes to `troubles`."""
        if len(row) != self.width:
            row = self._fitted(number, row, troubles)
        faults: list[Placed] = []
        values = self._values(row, faults)
        named = self._number(row, values, faults)
        if self.computes:
            values, named = self._completed(values, named)
        doubtful = self.computes or bool(faults) or self._doubtful(values, named.year)
        if doubtful and not self._judge(number, row, values, faults, troubles):
            return None
        return Typed(number, self._spooled(values), named.key, named.year, named.serial)

    def _values(self, row: list[Cell], faults: list[Placed]) -> list[Any]:
        values = self.blank.copy()
        if self.office_at >= 0:
            values[self.office_at] = self.layout.office
        if self.kind_at >= 0:
            values[self.kind_at] = self.layout.kind
        for at, nth, read in self.plain:
            value = _taken(row[nth], read, nth, self.page.fields[self.names[at]], faults)
            if value is not None:
                values[at] = value
        for group in self.groups:
            values[group.at] = self._parts(group, row, faults)
        return values

    def _number(self, row: list[Cell], values: list[Any], faults: list[Placed]) -> Number:
        if self.case_no < 0 or row[self.case_no] in (None, ""):
            return NONE
        named = self.numbers.read(row[self.case_no])
        values[self.at["case_no"]] = named.text
        if named.fault is not None:
            faults.append((self.case_no, self.page.case_no, named.fault))
        return named

    def _completed(self, values: list[Any], named: Number) -> tuple[list[Any], Number]:
        """Return the values with those that are computed from them, and the number if it is one of these."""
        content = self.validator.complete(self.content(self._spooled(values)))
        for at, name in enumerate(self.names):
            field = self.page.fields[name]
            if field.follows:
                values[at] = parted(field, content.get(name)) if isinstance(field, Parts) else content.get(name)
        text = content.get("case_no")
        return values, self.computed.read(text) if text is not None and text != named.text else named

    def _fitted(self, number: int, row: list[Cell], troubles: list[Trouble]) -> list[Cell]:
        if len(row) < self.width:
            return row + [None] * (self.width - len(row))
        if any(cell not in (None, "") for cell in row[self.width :]):
            troubles.append(self._trouble(number, self.width, EXTRA, str(len(row))))
        return row

    def _parts(self, group: _Group, row: list[Cell], faults: list[Placed]) -> tuple[Parted, ...] | None:
        found = [
            part
            for role, cells in group.slots
            for one in (_apart(row, cells) if group.field.part.listed else (row,))
            if (part := self._part(group, role, cells, one, faults))
        ]
        if group.joined:
            self._join(group, row, found, faults)
        for part in found if group.days else ():
            for at in group.days:
                part[at] = part[at] and part[at].isoformat()
        return tuple(map(tuple, found)) or None

    def _part(
        self, group: _Group, role: str | None, cells: tuple[_Inner, ...], row: list[Cell], faults: list[Placed]
    ) -> list[Any] | None:
        """Return one part, with its role; None when none of its columns holds a value."""
        part: list[Any] = [None] * group.width
        for inner in cells:
            read = inner.by_kind(part[inner.kind_at]) if inner.by_kind else inner.read
            part[inner.at] = _taken(row[inner.nth], read, inner.nth, self._field(group, inner.at), faults)
        if all(value is None for value in part):
            return None
        if role is not None and group.role_at is not None:
            part[group.role_at] = role
        return part

    @staticmethod
    def _field(group: _Group, at: int) -> Field:
        return list(group.field.part.fields.values())[at]

    def _join(self, group: _Group, row: list[Cell], found: list[list[Any]], faults: list[Placed]) -> None:
        """Give the values of a column such as “张三、李四” to the parts, one by one."""
        names = next((inner for inner in group.joined if inner.at == group.name_at), None)
        standing = len(found)
        for inner in sorted(group.joined, key=lambda single: single is not names):
            cells = split(row[inner.nth])
            if cells and isinstance(cells[0], dict):
                found += self._objects(group, inner, cells, faults)
                continue
            if inner is names:
                found += [[None] * group.width for _ in cells]
            if cells and len(cells) < len(found) - (standing if names else 0):
                faults.append((inner.nth, self._field(group, inner.at), FEWER))
            if len(cells) > len(found) - (standing if names else 0):
                faults.append((inner.nth, self._field(group, inner.at), MORE))
            for part, cell in zip(found[standing:] if names else found, cells, strict=False):
                read = inner.by_kind(part[inner.kind_at]) if inner.by_kind else inner.read
                part[inner.at], fault = read(cell)
                if fault is not None:
                    faults.append((inner.nth, self._field(group, inner.at), fault))
        for part, role in zip(found[standing:], group.roles[standing:], strict=False):
            part[group.role_at] = part[group.role_at] or role  # type: ignore[index]

    def _objects(self, group: _Group, column: _Inner, cells: list[Cell], faults: list[Placed]) -> list[list[Any]]:
        """Read parts written as objects, as JSON has them."""
        parts = []
        for cell in cells:
            part: list[Any] = [None] * group.width
            for at, field in enumerate(group.field.part.fields.values()):
                words = words_of(field)
                given = next((v for k, v in cell.items() if key(k) in words), None) if isinstance(cell, dict) else cell
                kind = (
                    part[list(group.field.part.fields).index(field.kind_field)] if isinstance(field, Document) else None
                )
                read = field.reader_for(kind) if isinstance(field, Document) else self._reader(field)
                part[at], fault = read(given) if given is not None else (None, None)
                if fault is not None:
                    faults.append((column.nth, field, fault))
            parts.append(part)
        return parts

    def _doubtful(self, values: list[Any], number_year: int | None) -> bool:
        """Tell fast whether the record as a whole might break a rule."""
        today = self.manner.today
        for at in self.required:
            if values[at] is None:
                return True
        for at in self.past:
            day = values[at]
            if day is not None and day > today:
                return True
        if number_year is not None and number_year != values[self.opens].year:
            return True
        for group in self.groups:
            parts = values[group.at]
            if parts and len(parts) > 1 and len({part[group.name_at] for part in parts}) < len(parts):
                return True
        return self._breaks is not None and self._breaks(dict(zip(self.names, values, strict=True)))

    def _judge(
        self, number: int, row: list[Cell], values: list[Any], faults: list[Placed], troubles: list[Trouble]
    ) -> bool:
        unread = {field.name for _, field, fault in faults if fault.weight == "error"}
        troubles += [self._trouble(number, index, fault, seen(field, row[index])) for index, field, fault in faults]
        judged = [
            found for found in self.validator.judge(self.content(self._spooled(values))) if found.name not in unread
        ]
        troubles += [self._found(number, row, found) for found in judged]
        return not unread and all(found.fault.weight != "error" for found in judged)

    def _found(self, number: int, row: list[Cell], found: Found) -> Trouble:
        name, _, which = found.name.partition(".")
        columns = [c for c in self.layout.columns if c.place.field == name]
        own = [c for c in columns if c.place.slot and c.place.slot.role == which]
        index = next((c.nth for c in own or columns), None)
        content = "" if index is None else seen(self.page.fields[name], row[index])
        trouble = self._trouble(number, index, found.fault, content)
        return trouble if index is not None else trouble._replace(heading=str(found.label))

    def _trouble(self, number: int, index: int | None, fault: Fault, content: str) -> Trouble:
        heading = "" if index is None else self.layout.label(index)
        return Trouble(self.layout.sheet, number, index, heading, content, fault)

    def _spooled(self, values: list[Any]) -> tuple[Any, ...]:
        spooled = values.copy()
        for at in self.days:
            if spooled[at] is not None:
                spooled[at] = spooled[at].isoformat()
        return tuple(spooled)

    def content(self, values: tuple[Any, ...]) -> dict[str, Any]:
        """Return the content that spooled values stand for."""
        return content_of(self.page, self.names, values)

    def mapped_blank(self, row: Sequence[Cell]) -> bool:
        """Tell whether no column that is read holds anything."""
        return all(is_blank(row[c.nth]) for c in self.layout.columns if c.nth < len(row))


def _taken(cell: Cell, read: Read, nth: int, field: Field, faults: list[Placed]) -> Any:
    """Return the value of a cell, noting what is wrong with it."""
    if cell is None or cell == "":
        return None
    value, fault = read(cell)
    if fault is not None:
        faults.append((nth, field, fault))
    return value


def _apart(row: list[Cell], cells: tuple[_Inner, ...]) -> Iterator[list[Cell]]:
    """Yield a row once for each of the several that stand in a cell such as “甲公司、乙公司”."""
    several = [(inner.nth, split(row[inner.nth])) for inner in cells]
    for n in range(max((len(words) for _, words in several), default=0)):
        one = list(row)
        for nth, words in several:
            one[nth] = words[n] if n < len(words) else None
        yield one
