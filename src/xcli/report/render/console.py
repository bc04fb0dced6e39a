"""A report on a console: headings, folded paragraphs, tables, small bars."""

from collections.abc import Callable, Iterator, Sequence

from xcli.report import console
from xcli.report.bars import bars
from xcli.report.layout import Block, Chart, Document, Facts, Grid, Heading, Passage
from xcli.report.width import display_width, pad, wrap

Style = Callable[[str], str]
PAGE = 80
_GAP = 2


def lines(
    document: Document, width: int | None, *, heading: Style = str, clean: Style = str, solid: bool = True
) -> Iterator[str]:
    """Yield a report line by line, folded to the console or to a page."""
    page = width or PAGE
    yield heading(_centred(clean(f"{document.bureau}"), page))
    yield heading(_centred(clean(document.title), page))
    for text in document.summary:
        yield from console.prose(clean(text), width)
    for block in document.blocks:
        yield ""
        yield from _block(block, width, heading, clean, solid=solid)


def _centred(text: str, width: int) -> str:
    return " " * max(0, (width - display_width(text)) // 2) + text


def _block(block: Block, width: int | None, heading: Style, clean: Style, *, solid: bool) -> Iterator[str]:
    match block:
        case Heading(level, text):
            mark = "==" if level == 1 else "--"
            yield heading(f"{mark} {clean(text)} {mark}")
        case Passage():
            yield from console.prose(clean(block.text), width)
        case Grid():
            yield from console.lines(block.as_table(), width, heading=heading, clean=clean)
        case Chart():
            yield from _chart(block, width or PAGE, heading, clean, solid=solid)
        case Facts(pairs):
            yield from _facts([(clean(label), clean(value)) for label, value in pairs], width or PAGE)


def _facts(pairs: Sequence[tuple[str, str]], width: int) -> Iterator[str]:
    """Yield labels with what belongs to them; what is long goes on below itself."""
    start = max(display_width(label) for label, _ in pairs) + _GAP
    for label, value in pairs:
        for number, line in enumerate(wrap(value, width - start)):
            yield f"{pad('' if number else label, start)}{line}".rstrip()


def _chart(chart: Chart, width: int, heading: Style, clean: Style, *, solid: bool) -> Iterator[str]:
    yield heading(clean(chart.title))
    several = len(chart.series) > 1
    for series in chart.series:
        if several:
            yield clean(series.label)
        items = [(clean(label), value) for label, value in zip(chart.labels, series.values, strict=True)]
        yield from bars(items, width, solid=solid)
