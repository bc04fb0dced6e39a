"""Figures marked while a template is filled in, and tied to their indicators once they stand in the document."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from xcli.report.layout import Figured, Piece
from xcli.report.ties import tag_of, tie

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_OPEN, _SEAM, _CLOSE = "\ue000", "\ue001", "\ue002"  # of private use: no text of a bureau holds them
MARKS = (_OPEN, _SEAM, _CLOSE)


def plain(values: Mapping[str, Piece]) -> dict[str, str]:
    """Return the values as words."""
    return {name: value if isinstance(value, str) else value.text for name, value in values.items()}


def marked(values: Mapping[str, Piece]) -> dict[str, str]:
    """Return the values as words, each figure marked with the name it is asked for by."""
    return {
        name: value if isinstance(value, str) else f"{_OPEN}{name}{_SEAM}{value.text}{_CLOSE}"
        for name, value in values.items()
    }


def tie_marked(word: Any, values: Mapping[str, Piece]) -> None:
    """Put every marked figure of the body of a Word file into a content control, and take the marks away."""
    from docx.text.run import Run

    for text in [node for node in word.element.body.iter(f"{_W}t") if _OPEN in (node.text or "")]:
        run = text.getparent()
        for words, figure in _pieces(text.text, values):
            piece = _like(run, text, words)
            run.addprevious(piece)
            if figure:
                _tie(Run(piece, word.part), figure)
        run.getparent().remove(run)


def _pieces(text: str, values: Mapping[str, Piece]) -> Iterator[tuple[str, Figured | None]]:
    """Yield a text piece by piece: words, and figures with what they are."""
    head, *rest = text.split(_OPEN)
    if head:
        yield head, None
    for part in rest:
        name, _, tail = part.partition(_SEAM)
        words, _, after = tail.partition(_CLOSE)
        value = values[name]
        yield words, value if isinstance(value, Figured) else None
        if after:
            yield after, None


def _like(run: Any, text: Any, words: str) -> Any:
    """Return a run of the same look that holds these words; what else the run held stays with its first piece."""
    fresh = deepcopy(run)
    mine = list(run).index(text)
    for place, node in reversed(list(enumerate(list(fresh)))):
        if place == mine:
            node.text = words
            node.set(_SPACE, "preserve")
        elif not node.tag.endswith("}rPr"):
            fresh.remove(node)
    return fresh


def _tie(run: Any, figure: Figured) -> None:
    try:
        tag_of(figure.indicator, figure.period)
    except ValueError:
        return
    tie(run, figure.indicator, figure.period, figure.label)
