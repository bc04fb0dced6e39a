"""Definitions of the figures of a report with the cases behind them, and the records that it lists one by one."""

from collections.abc import Iterator, Sequence

from xcli.domain.indicator import Count, Indicator
from xcli.domain.lists import Lists
from xcli.domain.page import Listing
from xcli.domain.predicate import Always, every
from xcli.report.layout import Cell, Definition, Grid
from xcli.report.table import Column
from xcli.report.tables import printed, words
from xcli.stats.describe import describe_term
from xcli.stats.query import members, numbers, tally
from xcli.stats.survey import Account
from xcli.stats.trace import counted, within
from xcli.text import Text

LISTED = 30


def definitions(lines: Sequence[Account], lists: Lists) -> Iterator[Definition]:
    """Yield what each printed figure means, and the numbers of the first cases behind it."""
    for line in lines:
        for indicator in printed(line, line.answer.indicators):
            yield _definition(line, indicator, lists)


def _definition(line: Account, indicator: Indicator, lists: Lists) -> Definition:
    period, term = line.view.main, indicator.numerator
    figure = line.answer.figure(indicator, period)
    where = counted(term, period)
    known = numbers(line.desk, where, LISTED) if figure.numerator and not figure.entered else []
    plain = isinstance(term, Count) and term.distinct is None
    count = figure.numerator - figure.bare if plain else tally(line.desk, where, [Always()])[0] if known else 0
    noun = line.page.docket.noun
    told = tuple(map(str, _words(indicator, lists, figure.marks)))
    return Definition(indicator.id, str(indicator.label), told, tuple(known), count, str(noun))


def _words(indicator: Indicator, lists: Lists, marks: Sequence[Text]) -> Iterator[Text]:
    names = (
        (Text("分子", "numerator"), Text("分母", "denominator"))
        if indicator.denominator
        else (Text("含义", "meaning"),)
    )
    for name, term in zip(names, indicator.terms, strict=True):
        told = describe_term(term, lists)
        yield Text(f"{name.zh}：{told.zh}", f"{name.en}: {told.en}")
    cited = [law.cite() for law in indicator.basis]
    if cited:
        yield Text("依据：" + "；".join(c.zh for c in cited), "basis: " + "; ".join(c.en for c in cited))
    if indicator.note.zh:
        yield Text(f"说明：{indicator.note.zh}", f"note: {indicator.note.en}")
    yield from marks


def listings(lines: Sequence[Account], lists: Lists) -> Iterator[Grid]:
    """Yield the records that pages want printed one by one."""
    for line in lines:
        for listing in line.page.listings:
            if rows := list(_rows(line, listing, lists)):
                columns = [Column(f.name, f.label) for f in listing.fields]
                yield Grid(str(listing.title), "", columns, rows)


def _rows(line: Account, listing: Listing, lists: Lists) -> Iterator[list[Cell]]:
    period = line.view.main
    for _ in range(listing.years_back):
        period = period.back_one_year()
    for record in members(line.desk, every((within(listing.by, period), listing.where))):
        content = record.content
        yield [
            words(f.show(content[f.name], lists) if f.name in content else "")  # type: ignore[arg-type]
            for f in listing.fields
        ]
