"""Rows of a sheet that are no records: blank ones, totals, signatures, headings printed again."""

import re
from collections.abc import Sequence
from enum import Enum
from typing import Any

from xcli.domain.clean import fold
from xcli.domain.fault import Fault
from xcli.domain.field import Money, Whole
from xcli.intake.read import Cell
from xcli.intake.record import Trouble, texts
from xcli.intake.rows import RowReader
from xcli.text import Text

_TOTAL = frozenset(
    {"合计", "小计", "总计", "共计", "累计", "本页小计", "本页合计", "本月合计", "total", "sum", "subtotal"}
)
_SUBTOTAL = frozenset({"小计", "本页小计", "本页合计", "subtotal"})
_FOOTER = re.compile(
    r"(填表|制表|审核|填报|报送|单位|负责人|主管|联系|日期|注|备注|说明|经办|复核)[^：:]{0,8}[：:]|[(（]?(公章|盖章)"
)


class Kind(Enum):
    """What a row is."""

    RECORD = "record"
    BLANK = "blank"
    TOTAL = "total"
    FOOTER = "footer"


def kind_of(reader: RowReader, cells: Sequence[Cell]) -> Kind:
    """Return what a row is that did not read as a clean record."""
    if reader.mapped_blank(cells):
        return Kind.BLANK
    held = list(texts(cells))
    if any(fold(text).rstrip(":：") in _TOTAL for _, text in held[:2]):
        return Kind.TOTAL
    if len(held) <= 2 and _FOOTER.match(held[0][1]):
        return Kind.FOOTER
    words = [" ".join(text.split()) for _, text in held]
    return Kind.FOOTER if words == [word for word in reader.layout.heading if word] else Kind.RECORD


class Totals:
    """Sums of a sheet's number columns, compared with the totals that it states."""

    def __init__(self, reader: RowReader) -> None:
        """Watch the columns of amounts and counts."""
        self._reader = reader
        page, layout = reader.page, reader.layout
        self.watched = [
            (c.nth, reader.names.index(c.place.field), page.fields[c.place.field], reader.cell_reader(c))
            for c in layout.columns
            if isinstance(page.fields[c.place.field], Money | Whole)
        ]
        self._sums = [[0, 0] for _ in self.watched]
        self._unsure = [False for _ in self.watched]

    def count_all(self, records: Sequence[tuple[Any, ...]]) -> None:
        """Add the numbers of records."""
        for n, (_, at, _, _) in enumerate(self.watched):
            self._add(n, sum(record[1][at] or 0 for record in records))

    def count(self, cells: Sequence[Cell]) -> None:
        """Add the numbers of a rejected row; one that cannot be read leaves the sum unsure."""
        for n, (index, _, _, read) in enumerate(self.watched):
            cell = cells[index] if index < len(cells) else None
            value, fault = read(cell) if cell not in (None, "") else (None, None)
            self._unsure[n] |= fault is not None and fault.weight == "error"
            self._add(n, value or 0)

    def _add(self, n: int, value: Any) -> None:
        self._sums[n][0] += value
        self._sums[n][1] += value

    def check(self, number: int, cells: Sequence[Cell]) -> list[Trouble]:
        """Compare a total row with the rows above it."""
        layout = self._reader.layout
        part = any(fold(text).rstrip(":：") in _SUBTOTAL for _, text in list(texts(cells))[:2])
        found = []
        for n, (index, _, field, read) in enumerate(self.watched):
            stated, fault = (
                read(cells[index]) if index < len(cells) and cells[index] not in (None, "") else (None, None)
            )
            summed = self._sums[n][1 if part else 0]
            if stated is not None and fault is None and stated != summed and not self._unsure[n]:
                shown = [field.show(value, self._reader.manner.lists) for value in (stated, summed)]
                found.append(Trouble(layout.sheet, number, index, layout.label(index), shown[0], _differs(*shown)))
            self._sums[n][1] = 0
        return found


def _differs(stated: str, summed: str) -> Fault:
    return Fault(
        Text(f"合计写的是 {stated}，各行相加是 {summed}", f"the total says {stated}, the rows add up to {summed}"),
        Text("请核对是否漏行或算错", "check for a missing row or a wrong sum"),
        "warning",
    )
