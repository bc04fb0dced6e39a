"""Is a record fit for the ledger? Every field read, every rule of the page tried, all faults together.

The same validator stands behind the command line, the entry dialogue and the import.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from xcli.domain.case_no import year_and_serial
from xcli.domain.fault import Fault
from xcli.domain.field import Day, Document, Field, Parts, Reading
from xcli.domain.lists import Lists
from xcli.domain.page import Line, Page, Rule, complete
from xcli.domain.quantity import Measured, Quantities
from xcli.stats.evaluate import test
from xcli.text import Text

Content = dict[str, Any]


class Found(NamedTuple):
    """A fault and the field it belongs to: `party.2.person` is the second party's name, `quantity.people` one count."""

    name: str
    label: Text
    fault: Fault


@dataclass
class Checked:
    """What came of reading a record: its content as far as it could be read, and every fault."""

    content: Content
    faults: list[Found]

    @property
    def good(self) -> bool:
        """Whether nothing keeps the record out."""
        return not any(found.fault.weight == "error" for found in self.faults)


class Validator:
    """Reads and judges records of one page, compiled once."""

    def __init__(self, page: type[Page], lists: Lists, today: date) -> None:
        """Compile readers and rules."""
        self.calendar = lists.calendar
        self.page = page
        self.lists = lists
        self.today = today
        self.readers: dict[str, Callable[[object], Reading]] = {
            name: field.reader(lists) for name, field in page.fields.items() if not isinstance(field, Parts)
        }
        self.parts = {
            name: {n: f.reader(lists) for n, f in field.part.fields.items()}
            for name, field in page.fields.items()
            if isinstance(field, Parts)
        }
        self.computes = any(field.follows for field in page.fields.values())
        self.quantities = [field for field in page.fields.values() if isinstance(field, Quantities)]
        self.days = [f for f in page.fields.values() if isinstance(f, Day) and not (f.future or f.computed)]
        self.rules: list[tuple[Rule, Callable[[Mapping[str, Any]], bool]]] = [(r, test(r.forbids)) for r in page.rules]

    def read(self, cells: Mapping[str, object]) -> Checked:
        """Read the cells of a record (parts as lists of cells by name), then judge the whole."""
        content: Content = {}
        faults: list[Found] = []
        for name, cell in cells.items():
            field = self.page.fields[name]
            if isinstance(field, Parts):
                content[name] = self._read_parts(field, cell, faults)
            else:
                value = self.take(name, field, self.readers[name], cell, faults)
                if value is not None:
                    content[name] = value
        content = self.complete(content)
        return Checked(content, faults + self.judge(content))

    def complete(self, content: Mapping[str, Any]) -> Content:
        """Return the content with its computed fields; whoever merges contents completes the whole."""
        return complete(self.page, content, self.calendar) if self.computes else dict(content)

    @staticmethod
    def take(name: str, field: Field, reader: Callable[[object], Reading], cell: object, faults: list[Found]) -> Any:
        """Read one cell; a fault is noted under the name."""
        value, fault = reader(cell)
        if fault:
            faults.append(Found(name, field.label, fault))
        return value

    def _read_parts(self, group: Parts, items: Any, faults: list[Found]) -> list[Content]:
        read: list[Content] = []
        for n, item in enumerate(items or (), 1):
            part: Content = {}
            for inner, cell in item.items():
                field = group.part.fields[inner]
                reader = self.parts[group.name][inner]
                if isinstance(field, Document):
                    reader = field.reader_for(part.get(field.kind_field) or self._kind(group, field, item))
                elif isinstance(field, Measured) and isinstance(group, Quantities):
                    named = str(part.get(field.measure))
                    reader = field.reader_for(self.lists.list_of(group.measure.codes).by_code.get(named))
                value = self.take(f"{group.name}.{n}.{inner}", field, reader, cell, faults)
                if value is not None:
                    part[inner] = value
            if part:
                read.append(part)
        return read

    def _kind(self, group: Parts, field: Document, item: Mapping[str, object]) -> str | None:
        value, _ = self.parts[group.name][field.kind_field](item.get(field.kind_field))
        return str(value) if value else None

    def judge(self, content: Mapping[str, Any]) -> list[Found]:
        """Try what the page demands of a whole record, whose computed fields need not be there yet."""
        if self.computes:
            content = self.complete(content)
        faults = [
            Found(f.name, f.label, Fault(Text(f"缺少{f.label.zh}", f"{f.label.en} is missing")))
            for f in self.page.fields.values()
            if f.required and content.get(f.name) is None
        ]
        for field in self.days:
            day = content.get(field.name)
            if day is not None and day > self.today:
                faults.append(Found(field.name, field.label, FUTURE))
        for rule, breaks in self.rules:
            if breaks(content):
                faults.append(Found(rule.field.name, rule.field.label, Fault(rule.says, rule.remedy, rule.weight)))
        for group in self.quantities:
            faults += [Found(f"{group.name}.{n}", group.label, fault) for n, fault in group.wrong(content, self.lists)]
        faults += _parts_twice(self.page, content)
        if issubclass(self.page, Line):
            faults += _number_year(self.page, content)
            faults += [Found(f.name, f.label, fault) for f, fault in self.page.further(content, self.calendar)]
        return faults


FUTURE = Fault(Text("日期在今天之后", "the day lies in the future"), Text("核对年份和月份", "check year and month"))


def _number_year(page: type[Line], content: Mapping[str, Any]) -> list[Found]:
    opened = content.get(page.docket.opens.name)
    number = content.get("case_no")
    year = year_and_serial(number)[0] if number else None
    if opened is None or year is None or year == opened.year or page.case_no.computed:
        return []
    says = Text(
        f"{page.case_no.label.zh}年份 {year} 与{page.docket.opens.label.zh}的 {opened.year} 年不同",
        f"the number says {year}, {page.docket.opens.label.en} says {opened.year}",
    )
    return [Found("case_no", page.case_no.label, Fault(says, weight="warning"))]


def _parts_twice(page: type[Page], content: Mapping[str, Any]) -> list[Found]:
    found: list[Found] = []
    for group in page.fields.values():
        parts = content.get(group.name) if isinstance(group, Parts) else None
        if parts and len(parts) > 1 and any(part == other for n, part in enumerate(parts) for other in parts[:n]):
            found.append(Found(group.name, group.label, TWICE))
    return found


TWICE = Fault(
    Text("同一人写了两次", "the same one is written twice"), Text("请删去重复的一个", "remove one of the two")
)
