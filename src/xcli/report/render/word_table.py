"""A table in a Word file, written as the XML that it is: building a year's cells one by one takes a second."""

from collections.abc import Iterator, Sequence
from typing import Any, Literal
from xml.sax.saxutils import escape

from xcli.report.layout import Cell, Figured, Grid
from xcli.report.ties import control
from xcli.report.width import display_width

CELL = "XcliCell"  # the style of a cell
SMALL, FOOT = 10.5, 9
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHORT, _MOST = 10, 30
_CM_OF_POINT, _PADDING = 0.0353, 0.5
_TWIPS_OF_CM = 1440 / 2.54
_NAMED, _SIGNED = 2.6, 5.4  # cm of a label at the foot, and of what is written beside it
UPRIGHT, ACROSS = 16.0, 24.7  # cm of text on a page upright and across
NARROW = 7  # beyond so many columns a table needs smaller type
_LINE = '<w:tcBorders><w:bottom w:val="single" w:sz="4" w:color="808080"/></w:tcBorders>'
_BREAKS = {"\n": '</w:t><w:br/><w:t xml:space="preserve">', "\t": '</w:t><w:tab/><w:t xml:space="preserve">'}
Side = Literal["", "center", "right"]


def lies_across(grid: Grid) -> bool:
    """Tell whether a table is too wide for an upright page."""
    return len(grid.columns) > NARROW


def put_grid(word: Any, grid: Grid) -> None:
    """Add a table whose heading is repeated on every page."""
    size = FOOT if lies_across(grid) else SMALL
    widths = [_twips(width) for width in _widths(grid, ACROSS if lies_across(grid) else UPRIGHT, size)]
    sides: list[Side] = ["right" if column.to_the_right else "" for column in grid.columns]
    heads = [Cell(str(column.label), str(column.label)) for column in grid.columns]
    head = "".join(_cell(c, w, _run(c, size, bold=True), "center") for c, w in zip(heads, widths, strict=True))
    rows = [_row(head, '<w:tblHeader w:val="true"/>')]
    for row in grid.rows:
        cells = (_cell(c, w, _run(c, size), side) for c, w, side in zip(row, widths, sides, strict=True))
        rows.append(_row("".join(cells)))
    _put(word, '<w:tblStyle w:val="TableGrid"/>', '<w:jc w:val="center"/>', widths, rows)


def put_facts(word: Any, pairs: Sequence[tuple[str, str]]) -> None:
    """Add what is to be filled in and signed, two in a row, each on a line of its own."""
    widths = [_twips(_SIGNED if place % 2 else _NAMED) for place in range(4)]
    rows = []
    for number in range(0, len(pairs), 2):
        texts = [text for pair in pairs[number : number + 2] for text in pair]
        cells = [Cell(text, text) for text in (*texts, *[""] * (4 - len(texts)))]
        lines = ["", _LINE, "", _LINE]
        rows.append(
            _row("".join(_cell(c, w, _run(c, SMALL), "", n) for c, w, n in zip(cells, widths, lines, strict=True)))
        )
    _put(word, "", "", widths, rows)


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


def _widths(grid: Grid, whole: float, size: float) -> Iterator[float]:
    """Give numbers the width that they need and share the rest of the page, in cm, among the words."""
    half = size * _CM_OF_POINT / 2
    halves = [_need(grid, number) for number in range(len(grid.columns))]
    kept = [n <= _SHORT or column.to_the_right for n, column in zip(halves, grid.columns, strict=True)]
    need = [n * half + _PADDING for n in halves]
    fixed = sum(width for width, keeps in zip(need, kept, strict=True) if keeps)
    stretch = (whole - fixed) / ((sum(need) - fixed) or 1)
    return (width if keeps else width * stretch for keeps, width in zip(kept, need, strict=True))


def _need(grid: Grid, number: int) -> int:
    """Return how many half hanzi wide a column wants to be: its numbers whole, its words folded where they are long."""
    column = grid.columns[number]
    widest = max((display_width(row[number].shown) for row in grid.rows), default=0)
    return max(display_width(str(column.label)), widest if column.to_the_right else min(widest, _MOST))
