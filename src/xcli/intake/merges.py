"""Merged cells: filled down for offices, which clerks merge by habit, refused where values would be guessed."""

from collections.abc import Iterable, Iterator, Sequence

from xcli.domain.fault import Fault
from xcli.domain.field import Field
from xcli.intake.cells import is_office
from xcli.intake.match import Layout
from xcli.intake.read import Cell
from xcli.intake.record import Trouble
from xcli.intake.rows import RowReader
from xcli.text import Text

MERGED = Fault(
    Text("合并单元格：不能确定每一行的值", "merged cells: the value of each row is not certain"),
    Text("请取消合并，逐行填写", "unmerge them and fill in every row"),
)


class Merges:
    """The merged cells under a heading."""

    def __init__(self, layout: Layout, merged: Sequence[tuple[int, int, int, int]]) -> None:
        """Sort them into those that are filled down and those that are refused."""
        self._down: dict[int, list[tuple[int, tuple[int, int]]]] = {}
        self._anchors: dict[int, list[int]] = {}
        self._refused: dict[int, list[int]] = {}
        self._values: dict[tuple[int, int], Cell] = {}
        self.count = 0
        fields = {c.nth: layout.page.fields[c.place.field] for c in layout.columns}
        for first, left, last, right in merged:
            if last <= layout.row + layout.depth - 1:
                continue
            for row in range(first, last + 1):
                for column in range(left - 1, right):
                    self._sort(fields, (row, column), (first, left - 1))

    def _sort(self, fields: dict[int, Field], cell: tuple[int, int], anchor: tuple[int, int]) -> None:
        row, column = cell
        if cell == anchor or column not in fields:
            return
        if is_office(fields[column]) and column == anchor[1]:
            self._down.setdefault(row, []).append((column, anchor))
            self._anchors.setdefault(anchor[0], []).append(column)
        else:
            self._refused.setdefault(row, []).append(column)

    def __bool__(self) -> bool:
        return bool(self._down or self._refused)

    def filled(self, rows: Iterable[tuple[int, list[Cell]]]) -> Iterator[tuple[int, list[Cell]]]:
        """Yield the rows with the offices of merged cells in every row."""
        for number, cells in rows:
            row = list(cells)
            for column in self._anchors.get(number, ()):
                self._values[number, column] = row[column] if column < len(row) else None
            if any(cell not in (None, "") for cell in row):
                for column, anchor in self._down.get(number, ()):
                    row += [None] * (column + 1 - len(row))
                    row[column] = self._values.get(anchor)
                    self.count += 1
            yield number, row

    def faults(self, number: int, reader: RowReader) -> list[Trouble]:
        """Return what is wrong with a row that lies under merged cells."""
        layout = reader.layout
        return [
            Trouble(layout.sheet, number, column, layout.label(column), "", MERGED)
            for column in self._refused.get(number, ())
        ]
