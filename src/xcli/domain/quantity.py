"""Counts that each have a unit: what may be counted of a kind of record, and what is wrong with what was."""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Unpack

from xcli.domain.code import Code, CodeList
from xcli.domain.fault import Fault
from xcli.domain.field import Choice, Declared, Parts, Reading, Whole
from xcli.domain.lists import Lists
from xcli.domain.number import read_whole
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.domain.page import Part


class Measured(Whole):
    """A count of what the choice beside it names, in the unit of that choice."""

    def __init__(self, zh: str, en: str, *, measure: str, **rest: Unpack[Declared]) -> None:
        """Declare a count; `measure` names the field beside it that says what is counted."""
        super().__init__(zh, en, **rest)
        self.measure = measure

    def reader_for(self, measure: Code | None) -> Callable[[object], Reading]:
        """Read a count of one measure, with or without its unit."""
        units = tuple(dict.fromkeys(word for word in measure.unit if word)) if measure else ()
        return lambda cell: read_whole(cell, units)


class Quantities(Parts):
    """Counts of several measures, each in its own unit; which measures are counted follows from the record's kind."""

    def __init__(self, zh: str, en: str, part: "type[Part]", *, kind: Choice, **rest: Unpack[Declared]) -> None:
        """Declare the counts; `kind` is the choice whose entries tell what is counted."""
        super().__init__(zh, en, part, **rest)
        self.of_kind = kind

    def wrong(self, content: Mapping[str, object], lists: Lists) -> Iterator[tuple[str, Fault]]:
        """Yield what is wrong with a record's counts, by measure: not counted of its kind, without unit, twice."""
        kind = lists.list_of(self.of_kind.codes).by_code.get(str(content.get(self.of_kind.name)))
        measures, seen = lists.list_of(self.measure.codes), set[str]()
        for item in content.get(self.name) or ():  # type: ignore[attr-defined]
            name, count = item.get(self.measure.name), item.get(self.count.name)
            if name is None:
                yield "", _without_unit(kind, measures)
            elif kind is not None and name not in kind.takes:
                yield name, _not_counted(kind, measures, measures.label_of(name))
            elif count is None or name in seen:
                yield name, _no_count(measures.label_of(name), twice=count is not None)
            seen.add(str(name))

    @property
    def measure(self) -> Choice:
        """Return the field that says what is counted."""
        return next(field for field in self.part.fields.values() if isinstance(field, Choice))

    @property
    def count(self) -> Measured:
        """Return the field that says how many."""
        return next(field for field in self.part.fields.values() if isinstance(field, Measured))


def _without_unit(kind: Code | None, measures: CodeList) -> Fault:
    """Return the fault of a bare number."""
    return Fault(Text("只有数字，没有单位", "a number without its unit"), _may_be(kind, measures))


def _not_counted(kind: Code, measures: CodeList, label: Text) -> Fault:
    says = Text(f"“{kind.label.zh}”不计{label.zh}", f"{label.en} are not counted of “{kind.label.en}”")
    return Fault(says, _may_be(kind, measures))


def _no_count(label: Text, *, twice: bool) -> Fault:
    if twice:
        return Fault(Text(f"{label.zh}填了两次", f"{label.en} are given twice"))
    return Fault(Text(f"{label.zh}没有填多少", f"{label.en} without a number"))


def _may_be(kind: Code | None, measures: CodeList) -> Text:
    """Return what may be counted, as it is written: 3场次, 审查合同=3."""
    known = [measures.by_code[name] for name in (kind.takes if kind else ()) if name in measures.by_code]
    zh = [f"3{one.unit.zh}" if measures.find(one.unit.zh) == one else f"{one.label.zh}=3" for one in known]
    en = [f"{one.code}=3" for one in known]
    return Text(f"应写成：{'、'.join(zh)}", f"write it as: {', '.join(en)}") if known else Text("", "")
