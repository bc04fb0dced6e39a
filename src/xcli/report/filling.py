"""What a template of the bureau may ask for: every figure of every line, by the id of its indicator."""

from collections.abc import Iterator, Sequence

from xcli.report.figures import cell
from xcli.report.layout import Piece
from xcli.report.table import show
from xcli.report.telling import Manner, change, figured, reached, said, told
from xcli.stats.survey import Account
from xcli.text import Text


def values_of(lines: Sequence[Account], manner: Manner) -> dict[str, Piece]:
    """Return the values by placeholder: `dispute_settled`, and the same with what is asked of it behind."""
    return {
        f"{indicator.replace('.', '_')}{tail}": value for line in lines for indicator, tail, value in _of(line, manner)
    }


def _of(line: Account, manner: Manner) -> Iterator[tuple[str, str, Piece]]:
    view = line.view
    for indicator in line.answer.indicators:
        figure = line.answer.figure(indicator, view.main)
        number = show(cell(figure, manner.rounding), "share", manner.rounding)
        yield indicator.id, "", said(figure, manner)
        yield indicator.id, "_number", figured(figure, number)
        if view.before is not None:
            now = line.answer.figure(indicator, view.columns[view.now][1])
            before = line.answer.figure(indicator, view.columns[view.before][1])
            yield indicator.id, "_so_far", said(now, manner)
            then = told(line, before, manner.rounding)
            yield indicator.id, "_before", then.figure or then.shown
            yield indicator.id, "_change", change(line, now, before, manner.rounding).shown
            aim, done = reached(now, line, manner.rounding)
            yield indicator.id, "_target", aim.shown or str(Text("未设", "none"))
            yield indicator.id, "_reached", done.shown
