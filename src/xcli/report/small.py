"""Counts of one or two are left out of what leaves the office: in a village they point at a person."""

from collections.abc import Sequence
from dataclasses import replace

from xcli.domain.figure import Growth, Rate
from xcli.report.table import Table
from xcli.text import Text

SMALL = 3
HIDDEN = f"<{SMALL}"
_NOTE = Text(
    f"小于 {SMALL} 的数（和能由合计推出它的一个数）写作 {HIDDEN}",
    f"counts below {SMALL}, and one more where a total would give it away, are written {HIDDEN}",
)


def without_small(table: Table) -> Table:
    """Return a table in which no count, and no rate made of one, is one or two.

    Where a total would give away the only hidden cell of a column, the next smallest is hidden with it.
    """
    rows = [list(row) for row in table.rows]
    hidden = {(r, c) for r, row in enumerate(rows) for c, cell in enumerate(row) if _is_small(table, c, cell)}
    if (value := next((c for c, column in enumerate(table.columns) if column.key == "value"), None)) is not None:
        # For programs the figure stands once more as text.
        hidden |= {(r, value) for r, _ in hidden}
    if table.foot:
        hidden |= {cell for c in range(len(table.columns)) if (cell := _partner(rows, hidden, c))}
    shown = [[HIDDEN if (r, c) in hidden else cell for c, cell in enumerate(row)] for r, row in enumerate(rows)]
    foot = [[HIDDEN if _is_small(table, c, cell) else cell for c, cell in enumerate(row)] for row in table.foot]
    noted = (*table.notes, _NOTE) if shown != rows or foot != [list(row) for row in table.foot] else table.notes
    return replace(table, rows=shown, foot=foot, notes=noted)


def _is_small(table: Table, column: int, cell: object) -> bool:
    if table.columns[column].kind not in {"whole", "figure", "rate", "share"}:
        return False
    if isinstance(cell, Rate):
        return any(0 < count < SMALL for count in (cell.numerator, cell.denominator))
    if isinstance(cell, Growth):
        return not cell.points and 0 < cell.denominator < SMALL
    return isinstance(cell, int) and not isinstance(cell, bool) and 0 < cell < SMALL


def _partner(rows: Sequence[Sequence[object]], hidden: set[tuple[int, int]], column: int) -> tuple[int, int] | None:
    if sum(c == column for _, c in hidden) != 1:
        return None
    others = [
        (cell, r)
        for r, row in enumerate(rows)
        if (r, column) not in hidden and isinstance(cell := row[column], int) and not isinstance(cell, bool) and cell
    ]
    return (min(others)[1], column) if others else None
