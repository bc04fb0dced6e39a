"""What reading gives: where the bytes came from, and sheets of cells."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, TypeAlias

from xcli.domain.fault import Fault

Hidden = Literal["ask", "include", "skip"]
Kind = Literal["csv", "workbook", "jsonl"]


@dataclass(frozen=True, slots=True)
class ErrorCell:
    """A cell that holds no value but a spreadsheet's complaint: `#REF!`, a formula never calculated."""

    content: str

    def __str__(self) -> str:
        """Return what the spreadsheet shows."""
        return self.content


Cell: TypeAlias = str | float | int | bool | date | datetime | ErrorCell | list[Any] | dict[str, Any] | None
Row: TypeAlias = tuple[int, list[Cell]]
Merge: TypeAlias = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes, read once: `digest` is the SHA-256 of exactly what the sheets were read from."""

    name: str
    digest: str
    kind: Kind
    encoding: str | None = None
    notes: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; its rows are read once, in order, and are gone when the next sheet is taken.

    The number of a row is the one that the clerk sees in a spreadsheet. Blank cells are "" in text files and None in
    workbooks; trailing blank cells may be missing; blank rows are given too. `merged` holds first row, first column,
    last row, last column, counted from 1.
    """

    name: str
    rows: Iterator[Row]
    merged: tuple[Merge, ...] = ()
