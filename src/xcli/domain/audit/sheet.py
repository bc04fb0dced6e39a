"""A reviewer's score sheet: what stands on it, told by the fields of the records that it fills."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from xcli.domain.audit.records import Entry, Item, Mark, Panel, Reading
from xcli.domain.field import Field
from xcli.domain.pages.audit import Audit

# What is said above the items of a file, and the columns of the items.
ABOVE: Mapping[str, Field] = {
    "round": Panel.fields["round"],
    "scheme": Audit.fields["scheme"],
    "person": Reading.fields["person"],
    "department": Entry.fields["department"],
    "file_no": Audit.fields["file_no"],
    "read_on": Reading.fields["read_on"],
}
COLUMNS: Mapping[str, Field] = {
    **{name: Item.fields[name] for name in ("no", "kind", "title", "points")},
    **{name: Mark.fields[name] for name in ("off", "veto", "note")},
}


class SheetFile(NamedTuple):
    """One file on a reviewer's sheets, with the marks it has already."""

    n: int
    department: str
    file_no: str
    marks: Sequence[Mapping[str, Any]] = ()
    read_on: date | None = None


class ScoreSheets(NamedTuple):
    """The sheets of one reviewer: a page for each file."""

    round: str
    scheme: Mapping[str, Any]
    person: str
    files: Sequence[SheetFile]
