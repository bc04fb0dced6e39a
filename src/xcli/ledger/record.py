"""Records between the tables and the rest: content by field name, split into a row and its parts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from xcli.domain.case_no import fold_case_no, year_and_serial
from xcli.domain.field import Parts
from xcli.domain.page import Line, Page
from xcli.ledger.chain import Content


@dataclass(frozen=True)
class Record:
    """One version of a record: `tx` wrote it, `until_tx` ended it (None while it stands)."""

    page: type[Page]
    id: int
    tx: int
    content: Content
    until_tx: int | None = None

    @property
    def title(self) -> str:
        """Return what the record is called."""
        return str(self.content.get("case_no") or self.content.get("title") or f"#{self.id}")


def clean(content: Mapping[str, object]) -> Content:
    """Return the content without what is missing, so that equal records compare equal."""
    kept: Content = {}
    for name, value in content.items():
        whole = [{k: v for k, v in i.items() if v is not None} for i in value] if isinstance(value, list) else value
        if whole is not None and whole not in ((), []):
            kept[name] = whole
    return kept


def number_columns(page: type[Page], content: Mapping[str, object]) -> dict[str, object]:
    """Return the columns derived from a case number: folded key, year, serial."""
    if not issubclass(page, Line):
        return {}
    text = content.get("case_no")
    if not text:
        return {"number_key": None, "number_year": None, "number_serial": None}
    year, serial = year_and_serial(str(text))
    return {"number_key": fold_case_no(str(text)), "number_year": year, "number_serial": serial}


def row_of(page: type[Page], content: Mapping[str, object]) -> dict[str, Any]:
    """Return the values of the record's own row."""
    return {name: content.get(name) for name in page.stored()} | number_columns(page, content)


def part_rows(page: type[Page], content: Mapping[str, object]) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of the repeated fields, numbered from 1."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for name, field in page.repeated().items():
        value: Any = content.get(name) or ()
        if isinstance(field, Parts):
            rows[name] = [{"n": n} | {k: item.get(k) for k in field.part.fields} for n, item in enumerate(value, 1)]
        else:
            rows[name] = [{"n": n, "code": code} for n, code in enumerate(value, 1)]
    return rows
