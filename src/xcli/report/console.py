"""A table on a console: columns aligned by display width, cells folded and never cut."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice, zip_longest

from xcli.domain.clean import visible
from xcli.report.table import Column, Table, shown_rows
from xcli.report.width import JOINTS, display_width, pad, wrap
from xcli.text import Text

Style = Callable[[str], str]
Paint = Callable[[str, str], str]

_SAMPLE = 1000
_PAGE = 80
_GAP = "  "
_NARROWEST_TEXT = 8
_NARROWEST_HEADING = 8
_NARROWEST_CONSOLE = 20
_APART = re.compile(rf"(?<=[{JOINTS}])|\s")
_NOTHING = Text("（没有记录）", "(no records)")


def lines(
    table: Table,
    width: int | None = None,
    *,
    heading: Style = str,
    clean: Style = visible,
    paint: Paint = lambda line, _tone: line,
) -> Iterator[str]:
    """Yield the table line by line within a width, or at full width when there is none.

    Widths are taken from the first rows; a wider cell further down is folded too, or at full width pushes its row.
    """
    width = None if width is None else max(width, _NARROWEST_CONSOLE)
    rows = _cleaned(shown_rows(table, table.rows), clean)
    foot = list(_cleaned(shown_rows(table, table.foot), clean))
    sample = list(islice(rows, _SAMPLE))
    labels = [clean(str(column.label)) for column in table.columns]
    yield from _prose(clean(str(table.title)), width or _PAGE, heading)
    widths = _fit(table.columns, labels, sample + foot, width)
    stream = chain(sample, rows)
    if widths is None:
        yield from _blocks(labels, chain(stream, foot), width or 0)
    else:

        def dressed(row: Sequence[str]) -> Style:
            tone = table.tones.get(row[0]) if table.tones else None
            return str if tone is None else lambda line: paint(line, tone)

        yield from _grid(table.columns, labels, widths, stream, foot, heading, dressed, folds=width is not None)
    if not sample:
        yield str(_NOTHING)
    for note in table.notes:
        yield from _prose(clean(str(note)), width or _PAGE)


def _cleaned(rows: Iterable[list[str]], clean: Style) -> Iterator[list[str]]:
    return ([clean(cell) for cell in row] for row in rows)


def _prose(text: str, width: int, style: Style = str) -> Iterator[str]:
    if text:
        for line in wrap(text, width, clauses=True):
            yield style(line.rstrip())


def prose(text: str, width: int | None = None) -> Iterator[str]:
    """Yield a paragraph folded to the console, or to a page where there is none."""
    yield from _prose(text, width or _PAGE)


def _fit(
    columns: Sequence[Column], labels: Sequence[str], rows: Sequence[Sequence[str]], width: int | None
) -> list[int] | None:
    """Return the columns' widths, or None when the console is too narrow for columns.

    Headings give way first, then the widest text columns, those that are firm after the others, at last in the middle
    of English words; numbers and days are never folded.
    """
    data = [max((display_width(row[i]) for row in rows), default=0) for i in range(len(columns))]
    heads = [display_width(label) for label in labels]
    widths = [max(pair) for pair in zip(data, heads, strict=True)]
    if width is None:
        return widths
    room = width - len(_GAP) * (len(columns) - 1)
    least = [max(cells, _least_heading(label)) for cells, label in zip(data, labels, strict=True)]
    _shrink(widths, least, room)
    texts = [i for i, column in enumerate(columns) if column.kind == "text"]
    whole = {i: max((_longest_word(row[i]) for row in rows), default=0) for i in texts}
    firm = whole | {i: data[i] for i in texts if columns[i].firm}
    for narrowest in (firm, whole, dict.fromkeys(texts, 0)):
        least = [min(now, max(narrowest[i], _NARROWEST_TEXT)) if i in whole else now for i, now in enumerate(widths)]
        _shrink(widths, least, room)
    return widths if sum(widths) <= room else None


def _least_heading(label: str) -> int:
    """Return how narrow a heading may become: no English word of it is broken."""
    return max(_longest_word(label), min(display_width(label), _NARROWEST_HEADING))


def _longest_word(text: str) -> int:
    """Return the longest English word, or part of an id."""
    return max((len(word) for word in _APART.split(text) if word.isascii()), default=0)


def _shrink(widths: list[int], least: Sequence[int], room: int) -> None:
    """Take width from whichever column has most, one by one, until all fit or none can give."""
    while sum(widths) > room:
        givers = [i for i, now in enumerate(widths) if now > least[i]]
        if not givers:
            return
        widest = max(givers, key=lambda i: widths[i])
        rivals = max((widths[i] for i in givers if i != widest), default=0)
        aim = max(least[widest], min(rivals, widths[widest] - 1), widths[widest] - (sum(widths) - room))
        widths[widest] = aim


def _grid(
    columns: Sequence[Column],
    labels: Sequence[str],
    widths: Sequence[int],
    rows: Iterable[Sequence[str]],
    foot: Sequence[Sequence[str]],
    heading: Style,
    dressed: Callable[[Sequence[str]], Style],
    *,
    folds: bool,
) -> Iterator[str]:
    rights = [column.to_the_right for column in columns]
    rule = _GAP.join("-" * max(width, 1) for width in widths)
    yield from (heading(line) for line in _head(labels, widths, rights))
    yield rule
    for row in rows:
        yield from map(dressed(row), _row(row, widths, rights, folds=folds))
    if foot:
        yield rule
    for row in foot:
        yield from _row(row, widths, rights, folds=folds)


def _head(labels: Sequence[str], widths: Sequence[int], rights: Sequence[bool]) -> Iterator[str]:
    """Yield the heading, shorter labels standing on the line below which the cells begin."""
    folded = [wrap(label, max(width, 1)) for label, width in zip(labels, widths, strict=True)]
    height = max(map(len, folded), default=0)
    stood = [[""] * (height - len(parts)) + parts for parts in folded]
    return (_line(parts, widths, rights) for parts in zip(*stood, strict=True))


def _row(cells: Sequence[str], widths: Sequence[int], rights: Sequence[bool], *, folds: bool) -> Iterator[str]:
    sizes = [display_width(cell) for cell in cells]
    if not folds or all(size <= width for size, width in zip(sizes, widths, strict=True)):
        yield _GAP.join(
            " " * (width - size) + cell if right else cell + " " * (width - size)
            for cell, size, width, right in zip(cells, sizes, widths, rights, strict=True)
        ).rstrip()
        return
    folded = [wrap(cell, max(width, 1)) for cell, width in zip(cells, widths, strict=True)]
    for parts in zip_longest(*folded, fillvalue=""):
        yield _line(parts, widths, rights)


def _line(parts: Sequence[str], widths: Sequence[int], rights: Sequence[bool]) -> str:
    padded = (pad(part.rstrip(), width, right=right) for part, width, right in zip(parts, widths, rights, strict=True))
    return _GAP.join(padded).rstrip()


def _blocks(labels: Sequence[str], rows: Iterable[Sequence[str]], width: int) -> Iterator[str]:
    """Yield each row as a block of `label: value` without its blanks, for a console too narrow for columns."""
    for number, row in enumerate(rows):
        if number:
            yield ""
        for label, cell in zip(labels, row, strict=True):
            if not cell:
                continue
            first, *more = wrap(f"{label}: {cell}", width)
            yield first.rstrip()
            for line in wrap("".join(more), width - len(_GAP)) if more else ():
                yield _GAP + line.rstrip()
