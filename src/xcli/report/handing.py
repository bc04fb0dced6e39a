"""Which figures leave with a report: those that it prints, as far as a restatement can touch them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from xcli.report.tables import printed
from xcli.stats.giving import Leaving, leaving
from xcli.stats.survey import Account


def handed_out(lines: Sequence[Account], *, parted: bool) -> Iterator[Leaving]:
    """Yield the figures of the tables of a report, and those `parted` by month and office in its charts."""
    for line in lines:
        yield from _tabled(line)
        if parted:
            yield from _parted(line)


def _tabled(line: Account) -> Iterator[Leaving]:
    shown = (*printed(line, line.answer.indicators), *printed(line, line.answer.indicators, parts=True))
    counted = [span for span in line.view.spans if not line.before_ledger(span)]
    yield from leaving(replace(line.answer, indicators=shown), counted, line.first_day)


def _parted(line: Account) -> Iterator[Leaving]:
    """Yield what charts and tables show by month and by office; no template asks for these."""
    if line.months:
        yield from leaving(line.months, dict.fromkeys(span for _, span in line.months.values), line.first_day)
    for groups in line.groups:
        yield from leaving(groups.answer, [line.view.main], line.first_day)
