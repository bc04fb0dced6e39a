"""Tables in a text: the row of totals against the rows above it."""

import re
from collections.abc import Iterator, Sequence

from xcli.report.lint.document import Document, Paragraph
from xcli.report.lint.finding import Finding
from xcli.report.lint.words import OVERLAPPING
from xcli.text import Text, same

_TOTAL = re.compile(r"\s*(?:合\s*计|总\s*计|共\s*计)\s*")
_NUMBER = re.compile(r"\s*([0-9]{1,12})\s*[件人次场份名个家卷起宗户]{0,2}\s*")
_UNLIKE = re.compile("率|%|占|平均|比|同期|上年|增")
_NESTED = re.compile("其中|小计|^[-—·　 ]|（[一二三四五六七八九十]）|[0-9]\\.[0-9]")
_MOST_ROWS = 2000


def tables(document: Document) -> Iterator[Finding]:
    """Yield the columns whose total is not the sum of their rows."""
    block: list[Paragraph] = []
    for paragraph in document.paragraphs:
        if paragraph.row:
            block.append(paragraph)
            continue
        yield from _table(block)
        block = []
    yield from _table(block)


def _table(block: Sequence[Paragraph]) -> Iterator[Finding]:
    rows = [paragraph.text.split("\t") for paragraph in block]
    totals = [n for n, row in enumerate(rows) if _TOTAL.fullmatch(row[0])]
    if len(totals) != 1 or not 4 <= len(rows) <= _MOST_ROWS:
        return
    names = [row[0] for n, row in enumerate(rows) if n != totals[0]]
    if any(_NESTED.search(name) or OVERLAPPING.search(name) for name in names):
        return
    for column in range(1, min(len(rows[0]), 40)):
        if found := _column(block, rows, totals[0], column):
            yield found


def _column(block: Sequence[Paragraph], rows: list[list[str]], total: int, column: int) -> Finding | None:
    head = rows[0][column] if len(rows[0]) > column else ""
    cells = [row[column] if len(row) > column else "" for n, row in enumerate(rows) if n not in (0, total)]
    numbers = [int(found[1]) for cell in cells if (found := _NUMBER.fullmatch(cell))]
    printed = _NUMBER.fullmatch(rows[total][column]) if len(rows[total]) > column else None
    if not printed or _UNLIKE.search(head) or _NUMBER.fullmatch(head) or len(numbers) != len(cells) or len(numbers) < 2:
        return None
    listed = " + ".join(map(str, numbers[:12])) + (" + …" if len(numbers) > 12 else "")
    shown = f"{listed} = {sum(numbers)}"
    start = block[total].start + sum(len(cell) + 1 for cell in rows[total][:column])
    spans = ((start, start + len(rows[total][column])),)
    name = head.strip() or str(column + 1)
    if sum(numbers) == int(printed[1]):
        return Finding(
            "pass", "parts", Text(f"表中“{name}”合计相符", f"the total of “{name}” is right"), spans, (same(shown),)
        )
    says = Text(f"表中“{name}”的合计不等于各行之和", f"the total of “{name}” is not the sum of its rows")
    reading = Text("若有的行包含在别的行里，则成立", "true if some rows lie within others")
    return Finding("doubtful", "parts", says, spans, (same(f"{shown} ≠ {printed[1]}"), reading))
