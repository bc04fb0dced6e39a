"""A table before it has a format: columns, cells and how each cell reads."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from xcli.domain.figure import (
    HALF_UP,
    Amount,
    Growth,
    Rate,
    Rounding,
    percent,
    quotient,
    show_growth,
    show_rate,
    show_yuan,
)
from xcli.text import Text

Kind = Literal["text", "whole", "money", "wan", "day", "rate", "share", "figure"]
Cell = str | Text | int | date | Decimal | Rate | Growth | Amount | None

_YES, _NO = Text("是", "yes"), Text("否", "no")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: a stable key for programs, a label for people, and what its cells are.

    `money` holds 分 and shows 元, `wan` holds 分 and shows 万元; `rate` shows both counts, `share` only the per cent;
    `figure` mixes counts, rates and amounts, each cell saying by its type which it is. A `firm` column is the last to
    be folded: a number that people copy.
    """

    key: str
    label: Text
    kind: Kind = "text"
    right: bool | None = None
    firm: bool = False

    @property
    def to_the_right(self) -> bool:
        """Tell whether cells are aligned right, as numbers are unless the column says otherwise."""
        return self.kind not in {"text", "day"} if self.right is None else self.right


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns, with totals at the foot and notes below; rows may be a stream, read once.

    `tones` are colours by what stands in the first cell: a console that has them shows the row in its colour.
    """

    title: Text
    columns: Sequence[Column]
    rows: Iterable[Sequence[object]]
    notes: Sequence[Text] = ()
    foot: Sequence[Sequence[object]] = ()
    rounding: Rounding = HALF_UP
    tones: Mapping[str, str] = field(default_factory=dict)


def show(value: object, kind: Kind = "text", rounding: Rounding = HALF_UP, *, grouped: bool = True) -> str:
    """Return a cell as a person reads it; a missing value is empty. `grouped` puts commas into amounts."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, int):
        return _show_whole(value, kind, grouped=grouped)
    if isinstance(value, Rate):
        return (percent if kind == "share" else show_rate)(value, rounding.decimals, rounding.cut)
    if isinstance(value, Growth):
        return show_growth(value, rounding.decimals, rounding.cut)
    if isinstance(value, Amount):
        return _show_whole(value.fen, "wan" if value.wan else "money", grouped=grouped, cut=rounding.cut)
    return value.isoformat() if isinstance(value, date) else str(value)


def _show_whole(value: int, kind: Kind, *, grouped: bool, cut: bool = False) -> str:
    if isinstance(value, bool):
        return str(_YES if value else _NO)
    if kind == "money":
        return show_yuan(value, grouped=grouped)
    return quotient(value, 1_000_000, 2, cut=cut) if kind == "wan" else str(value)


def shown_rows(table: Table, rows: Iterable[Sequence[object]]) -> Iterable[list[str]]:
    """Return rows with every cell as a person reads it."""
    kinds = [column.kind for column in table.columns]
    rounding = table.rounding
    return ([show(value, kind, rounding) for value, kind in zip(row, kinds, strict=True)] for row in rows)
