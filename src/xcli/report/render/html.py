"""A report as one HTML file that needs nothing else: light and dark, for the screen, the telephone and the printer."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from xcli.domain.figure import EMPTY
from xcli.report.layout import Block, Cell, Chart, Definition, Document, Facts, Figured, Grid, Heading, Passage, Piece
from xcli.report.render.style import SCRIPT, STYLE
from xcli.report.render.svg import svg
from xcli.text import Text

_ID = re.compile("[a-z_]+[.][a-z_0-9.]+")
_MEANINGS = Text("数字的含义和来源", "What the figures mean and where they come from")
_CONTENTS = Text("目录", "Contents")
_OPEN = Text("点任一数字，看它的口径和对应的案号。", "Choose a figure to see what it means and the cases behind it.")


def page(document: Document) -> str:
    """Return the whole page."""
    known = {definition.indicator for definition in document.definitions}
    headings = [block for block in document.blocks if isinstance(block, Heading) and block.level == 1]
    body = "".join(_body(document, known))
    language = "zh-CN" if document.language == "zh" else "en"
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<meta name="color-scheme" content="light dark">'
        f"<title>{escape(document.bureau)} {escape(document.title)}</title>"
        f'<link rel="icon" href="data:,"><style>{STYLE}{_at_the_foot(document.running)}</style></head><body>'
        f"<header><p class=bureau>{escape(document.bureau)}</p><h1>{escape(document.title)}</h1>"
        f"{''.join(f'<p class=meta>{escape(text)}</p>' for text in document.summary)}"
        f"{_contents(headings, document)}</header><main>{body}</main>"
        f"<footer class=running>{escape(document.running)}</footer><script>{SCRIPT}</script></body></html>\n"
    )


def _at_the_foot(running: str) -> str:
    """Return the rule that prints a text in the lower margin of each page, where it covers nothing of the page."""
    quoted = re.sub(r"[^\w .:·-]", lambda char: f"\\{ord(char[0]):x} ", running)
    return f'@page{{@bottom-center{{content:"{quoted}";font-size:8pt;color:#444}}}}'


def _contents(headings: Sequence[Heading], document: Document) -> str:
    if len(headings) < 2:
        return ""
    links = [f'<a href="#s{number}">{escape(heading.text)}</a>' for number, heading in enumerate(headings, 1)]
    if document.definitions:
        links.append(f'<a href="#meanings">{escape(str(_MEANINGS))}</a>')
    hint = f"<p class=hint>{escape(str(_OPEN))}</p>" if document.definitions else ""
    return f'<nav aria-label="{_CONTENTS}">{"".join(links)}</nav>{hint}'


def _body(document: Document, known: set[str]) -> Iterator[str]:
    section = charts = 0
    for is_chart, run in groupby(document.blocks, lambda block: isinstance(block, Chart)):
        blocks = list(run)
        if is_chart:
            yield "<div class=charts>"
            yield from (_figure(block, f"c{charts + n}") for n, block in enumerate(blocks))
            yield "</div>"
            charts += len(blocks)
            continue
        for block in blocks:
            section += isinstance(block, Heading) and block.level == 1
            yield _block(block, section, known)
    yield from _definitions(document.definitions)


def _block(block: Block, section: int, known: set[str]) -> str:
    match block:
        case Heading(1, text):
            return f'<h2 id="s{section}">{escape(text)}</h2>'
        case Heading(_, text):
            return f"<h3>{escape(text)}</h3>"
        case Passage(pieces):
            return f"<p class=told>{''.join(_piece(piece, known) for piece in pieces)}</p>"
        case Grid():
            return _table(block, known)
        case Facts(pairs):
            facts = "".join(f"<div><dt>{escape(label)}</dt><dd>{escape(value)}</dd></div>" for label, value in pairs)
            return f"<dl class=facts>{facts}</dl>"
    raise TypeError(block)


def _figure(block: Block, name: str) -> str:
    if not isinstance(block, Chart):
        raise TypeError(block)
    return f"<figure><figcaption>{escape(block.title)}</figcaption>{svg(block, name)}</figure>"


def _piece(piece: Piece, known: set[str]) -> str:
    return escape(piece) if isinstance(piece, str) else _linked(piece, piece.text, known)


def _linked(figure: Figured, text: str, known: set[str]) -> str:
    """Return a figure that opens to its definition; one of another indicator stays plain."""
    if figure.indicator not in known:
        return f"<b>{escape(text)}</b>"
    return f'<a class=fig href="#d-{escape(figure.indicator)}">{escape(text)}</a>'


def _table(grid: Grid, known: set[str]) -> str:
    heads = "".join(
        f"<th scope=col{' class=n' if column.to_the_right else ''}>{escape(str(column.label))}</th>"
        for column in grid.columns
    )
    rows = "".join(f"<tr>{''.join(_cells(grid, row, known))}</tr>" for row in grid.rows)
    notes = "".join(f"<p class=note>{escape(note)}</p>" for note in grid.notes)
    title = f"<caption>{escape(grid.title)}</caption>" if grid.title else ""
    wide = " class=wide" if len(grid.columns) > 7 else ""
    return f"<table{wide}>{title}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{notes}"


def _cells(grid: Grid, row: Sequence[Cell], known: set[str]) -> Iterator[str]:
    for number, (column, cell) in enumerate(zip(grid.columns, row, strict=True)):
        text = _linked(cell.figure, cell.shown, known) if cell.figure else _foldable(cell.shown)
        label = escape(str(column.label), quote=True)
        kinds = " ".join(
            filter(None, ("n" if column.to_the_right else "", "none" if cell.shown in ("", EMPTY) else ""))
        )
        named = f' class="{kinds}"' if kinds else ""
        if number == 0:
            yield f'<th scope=row data-l="{label}"{named}>{text}</th>'
        else:
            yield f'<td data-l="{label}"{named}>{text}</td>'


def _foldable(text: str) -> str:
    """Return a text, an id with the places where it may be folded."""
    return re.sub("[._](?=.)", r"\g<0><wbr>", text) if _ID.fullmatch(text) else escape(text)


def _definitions(definitions: Sequence[Definition]) -> Iterator[str]:
    if not definitions:
        return
    yield f"<h2 id=meanings>{escape(str(_MEANINGS))}</h2>"
    for definition in definitions:
        words = "".join(f"<p>{escape(word)}</p>" for word in definition.words)
        name = escape(definition.indicator)
        yield (
            f"<details><summary>{escape(definition.label)} <code>{name}</code></summary>"
            f'<div id="d-{name}">{words}{_numbers(definition)}</div></details>'
        )


def _numbers(definition: Definition) -> str:
    """Return the numbers of the cases behind a figure: the first, and how many there are."""
    if not definition.numbers:
        return ""
    shown, count, noun = len(definition.numbers), definition.count, definition.noun
    said = (
        Text(f"共 {count} {noun}，最早的 {shown} {noun}：", f"{count} {noun}, the oldest {shown}: ")
        if count > shown
        else Text(f"共 {count} {noun}：", f"{count} {noun}: ")
    )
    listed = str(Text("、", ", ")).join(definition.numbers)
    return f"<p class=members>{escape(str(said))}{escape(listed)}</p>"
