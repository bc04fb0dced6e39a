"""Definitions of the figures of a report with the cases behind them, and the records that it lists one by one."""

from collections.abc import Iterator, Mapping, Sequence

from xcli.domain.field import Day
from xcli.domain.indicator import Indicator, Term
from xcli.domain.lists import Lists
from xcli.domain.page import Listing
from xcli.domain.predicate import Predicate, every
from xcli.report.layout import Cell, Definition, Grid
from xcli.report.table import Column
from xcli.report.tables import printed, words
from xcli.stats.describe import describe_term
from xcli.stats.query import figures, members, numbers
from xcli.stats.survey import Account
from xcli.stats.trace import behind, counted, placed, settled, within
from xcli.text import Text

LISTED = 30


def definitions(lines: Sequence[Account], lists: Lists) -> Iterator[Definition]:
    """Yield what each printed figure means, by its newest version, and the numbers of the first cases behind it."""
    for line in lines:
        shown = printed(line, line.answer.indicators)
        counts = _counts(line, shown)
        for indicator in {version.id: version for version in shown}.values():
            yield _definition(line, indicator, lists, counts)


def _counts(line: Account, shown: Sequence[Indicator]) -> dict[Term, int]:
    """Return how many records stand behind each numerator, all of a line at once."""
    terms = list(dict.fromkeys(indicator.numerator for indicator in shown))
    period = line.view.main
    return dict(zip(terms, figures(line.desk, [behind(term) for term in terms], [period])[(), period], strict=True))


def _definition(line: Account, indicator: Indicator, lists: Lists, counts: Mapping[Term, int]) -> Definition:
    period, term = line.view.main, indicator.numerator
    figure = line.answer.figure(indicator, period)
    counted_at_all = bool(figure.numerator and not figure.entered)
    where = counted(settled(line.desk, term, period), period)
    known = _first(line, where, placed(term)) if counted_at_all else []
    count = counts[term] if counted_at_all else 0
    noun = line.page.docket.noun
    told = tuple(map(str, _words(indicator, lists, figure.marks)))
    return Definition(indicator.id, str(indicator.label), told, tuple(known), count, str(noun))


def _first(line: Account, where: Predicate, by: Day) -> list[str]:
    """Return the first numbers; several figures may count the same records."""
    return line.desk.once(("first", where, by.name), lambda: numbers(line.desk, where, by, LISTED))


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
