"""A table in a Word file, written as the XML that it is: building a year's cells one by one takes a second."""

import re
from collections.abc import Sequence
from typing import Any, Literal
from xml.sax.saxutils import escape

from xcli.report.layout import Cell, Figured, Grid
from xcli.report.ties import control
from xcli.report.width import display_width

CELL = "XcliCell"  # the style of a cell
SMALL, FOOT = 10.5, 9
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHORT, _FOLDED, _WORD, _MOST = 10, 16, 20, 30
_LETTER, _DIGIT, _BOLD = 1.25, 1.3, 1.1  # half hanzi wide in the widest fonts that stand in for Times
_CM_OF_POINT, _PADDING = 0.0353, 0.45
_TWIPS_OF_CM = 1440 / 2.54
_NAMED, _SIGNED = 2.6, 5.4  # cm of a label at the foot, and of what is written beside it
UPRIGHT, ACROSS = 16.0, 24.7  # cm of text on a page upright and across
NARROW, CLOSE = 7, 6  # beyond so many columns a table lies across, beyond so many it is in smaller type
_LINE = '<w:tcBorders><w:bottom w:val="single" w:sz="4" w:color="808080"/></w:tcBorders>'
_BREAKS = {"\n": '</w:t><w:br/><w:t xml:space="preserve">', "\t": '</w:t><w:tab/><w:t xml:space="preserve">'}
_LETTERS = re.compile("[!-~]+")
Side = Literal["", "center", "right"]


def lies_across(grid: Grid) -> bool:
    """Tell whether a table is too wide for an upright page."""
    columns = len(grid.columns)
    return columns > NARROW or (columns > CLOSE and sum(_least(grid, FOOT)) > UPRIGHT)


def put_grid(word: Any, grid: Grid) -> None:
    """Add a table whose heading is repeated on every page."""
    size = FOOT if len(grid.columns) > CLOSE else SMALL
    widths = [_twips(width) for width in _widths(grid, ACROSS if lies_across(grid) else UPRIGHT, size)]
    sides: list[Side] = ["right" if column.to_the_right else "" for column in grid.columns]
    heads = [Cell(str(column.label), str(column.label)) for column in grid.columns]
    head = "".join(_cell(c, w, _run(c, size, bold=True), "center") for c, w in zip(heads, widths, strict=True))
    rows = [_row(_keep_with_next(head), '<w:tblHeader w:val="true"/>')]
    for row in grid.rows:
        cells = (_cell(c, w, _run(c, size), side) for c, w, side in zip(row, widths, sides, strict=True))
        rows.append(_row("".join(cells)))
    _put(word, '<w:tblStyle w:val="TableGrid"/>', '<w:jc w:val="center"/>', widths, rows)


def put_facts(word: Any, pairs: Sequence[tuple[str, str]]) -> None:
    """Add what is to be filled in and signed, two in a row, each on a line of its own, all on one page."""
    widths = [_twips(_SIGNED if place % 2 else _NAMED) for place in range(4)]
    rows = []
    for number in range(0, len(pairs), 2):
        texts = [text for pair in pairs[number : number + 2] for text in pair]
        cells = [Cell(text, text) for text in (*texts, *[""] * (4 - len(texts)))]
        lines = ["", _LINE, "", _LINE]
        rows.append(
            _row("".join(_cell(c, w, _run(c, SMALL), "", n) for c, w, n in zip(cells, widths, lines, strict=True)))
        )
    _put(word, "", "", widths, [*map(_keep_with_next, rows[:-1]), *rows[-1:]])


def _put(word: Any, style: str, place: str, widths: Sequence[int], rows: Sequence[str]) -> None:
    from docx.oxml import parse_xml

    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    table = (
        f'<w:tbl xmlns:w="{_W}"><w:tblPr>{style}<w:tblW w:type="auto" w:w="0"/>{place}<w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:firstColumn="1" w:firstRow="1" w:lastColumn="0" w:lastRow="0" w:noHBand="0" w:noVBand="1" '
        f'w:val="04A0"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )
    word.element.body.insert_element_before(parse_xml(table), "w:sectPr")


def _row(cells: str, more: str = "") -> str:
    # A row is not torn between two pages.
    return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{cells}</w:tr>"


def _keep_with_next(cells: str) -> str:
    style = f'<w:pStyle w:val="{CELL}"/>'
    return cells.replace(style, f"{style}<w:keepNext/>")


def _cell(cell: Cell, width: int, run: str, side: Side, borders: str = "") -> str:
    place = f'<w:jc w:val="{side}"/>' if side else ""
    held = _tied(cell.figure, run) if cell.figure and run else run
    return (
        f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{width}"/>{borders}</w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{CELL}"/>{place}</w:pPr>{held}</w:p></w:tc>'
    )


def _run(cell: Cell, size: float, *, bold: bool = False) -> str:
    if not cell.shown:
        return ""
    weight = "<w:b/>" if bold else '<w:b w:val="0"/>'
    text = escape(cell.shown, _BREAKS)
    return f'<w:r><w:rPr>{weight}<w:sz w:val="{size * 2:g}"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _tied(figure: Figured, run: str) -> str:
    try:
        return control(figure.indicator, figure.period, figure.label, run)
    except ValueError:
        return run  # a bureau's own kind may have so long an id that Word would refuse the document


def _twips(cm: float) -> int:
    return round(cm * _TWIPS_OF_CM)


def _widths(grid: Grid, whole: float, size: float) -> list[float]:
    """Give numbers the width that they need and share the rest of the page, in cm, among the words."""
    wanted = [_cm(_need(grid, number), size) for number in range(len(grid.columns))]
    least = _least(grid, size)
    spare = whole - sum(least)
    if spare < 0:
        return [width * whole / sum(least) for width in least]
    share = spare / ((sum(wanted) - sum(least)) or 1)
    return [low + (want - low) * share for low, want in zip(least, wanted, strict=True)]


def _least(grid: Grid, size: float) -> list[float]:
    """Return how narrow, in cm, each column may stand: what is never folded whole, the others not below a word."""
    needs = [_need(grid, number) for number in range(len(grid.columns))]
    return [
        _cm(need if _keeps(grid, number) else min(need, _longest_word(grid, number)), size)
        for number, need in enumerate(needs)
    ]


def _cm(halves: float, size: float) -> float:
    return halves * size * _CM_OF_POINT / 2 + _PADDING


def _keeps(grid: Grid, number: int) -> bool:
    """Tell whether a column is never folded: numbers, and what is short."""
    return grid.columns[number].to_the_right or max(map(display_width, _texts(grid, number))) <= _SHORT


def _need(grid: Grid, number: int) -> float:
    """Return how many half hanzi wide a column wants to be: its numbers whole, its words folded where they are long."""
    label, *texts = _texts(grid, number)
    widest = max(map(_measure, texts), default=0)
    heading = _BOLD * max(map(_measure, label.split()), default=0)
    return max(heading, widest if grid.columns[number].to_the_right else min(widest, _MOST))


def _longest_word(grid: Grid, number: int) -> float:
    """Return how wide the longest word of letters in a column is; an id may be folded, hanzi may always be."""
    words = (word for text in _texts(grid, number) for word in _LETTERS.findall(text))
    return max(min(max(map(_measure, words), default=0), _WORD), _FOLDED)


def _texts(grid: Grid, number: int) -> list[str]:
    return [str(grid.columns[number].label), *(row[number].shown for row in grid.rows)]


def _measure(text: str) -> float:
    """Return how many half hanzi wide a text is printed: a machine without Times prints letters and digits wider."""
    return sum((_LETTER if char.isalpha() else _DIGIT) if char.isascii() else display_width(char) for char in text)
