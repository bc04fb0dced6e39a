"""A report before it has a format: what stands on it, in order, each figure tied to its indicator."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from xcli.domain.figure import HALF_UP, Rounding
from xcli.report.table import Column, Table

Shape = Literal["months", "bars", "pairs"]


@dataclass(frozen=True, slots=True)
class Figured:
    """A figure as it is printed in a text, and what it is."""

    text: str
    indicator: str
    period: str
    label: str


Piece = str | Figured


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is a section."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of words and figures."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """Return it as plain words."""
        return "".join(piece if isinstance(piece, str) else piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its value, how it reads, the figure that it is, and whether it was entered by hand."""

    value: object
    shown: str
    figure: Figured | None = None
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; `name` is short enough for the tab of a workbook."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[str] = ()
    rounding: Rounding = HALF_UP

    def as_table(self) -> Table:
        """Return it as a table of words."""
        from xcli.text import same

        rows = [[cell.shown for cell in row] for row in self.rows]
        return Table(same(self.title), self.columns, rows, [same(note) for note in self.notes], rounding=self.rounding)


@dataclass(frozen=True, slots=True)
class Series:
    """What a chart shows of one thing, a value for each label."""

    label: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of figures; `told` says in words what it shows."""

    shape: Shape
    title: str
    told: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with what belongs to them; a line to be signed is empty."""

    pairs: tuple[tuple[str, str], ...]


Block = Heading | Passage | Grid | Chart | Facts


@dataclass(frozen=True, slots=True)
class Definition:
    """What a figure means, and the cases that stand behind it: the first of them by number, and how many there are."""

    indicator: str
    label: str
    words: tuple[str, ...]
    numbers: tuple[str, ...] = ()
    count: int = 0
    noun: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Where a report comes from: the key of its period, the last entry that it counts, the check code."""

    period: str
    tx: int
    code: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report; `running` stands on every page; `values` are what a template of the bureau may ask for."""

    title: str
    bureau: str
    running: str
    summary: tuple[str, ...]
    blocks: tuple[Block, ...]
    signature: Signature
    definitions: tuple[Definition, ...] = ()
    language: str = "zh"
    values: Mapping[str, Piece] = field(default_factory=dict)
