"""A table as Markdown, for a document or a message."""

import re
from collections.abc import Iterator, Sequence

from xcli.domain.clean import visible
from xcli.report.table import Table, shown_rows

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~#])")


def md_lines(table: Table) -> Iterator[str]:
    """Yield title, heading, rows, totals and notes; nothing in a cell is taken for markup."""
    if str(table.title):
        yield f"**{_literal(str(table.title))}**\n\n"
    yield _row([str(column.label) for column in table.columns])
    yield "|" + "|".join(" ---: " if column.to_the_right else " --- " for column in table.columns) + "|\n"
    for rows in (table.rows, table.foot):
        for cells in shown_rows(table, rows):
            yield _row(cells)
    for note in table.notes:
        yield f"\n{_literal(str(note))}\n"


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(map(_literal, cells)) + " |\n"


def _literal(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", visible(text))
