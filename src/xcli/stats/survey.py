"""All figures of a bureau for one report: every line of work with its periods, months, groups and targets."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from xcli.domain.day import today
from xcli.domain.indicator import Count, Indicator, Sum, across, in_force
from xcli.domain.page import Line
from xcli.domain.pages import lines
from xcli.domain.period import Period
from xcli.domain.section import SYSTEMS
from xcli.ledger.book import Book
from xcli.stats.axis import Axis, Key, axes_of
from xcli.stats.query import Desk
from xcli.stats.reported import cover, reported_at, tells, touched_since
from xcli.stats.rules import Checked, checked_month, checked_span
from xcli.stats.span import Asked, View, beside
from xcli.stats.table import Answer, answer
from xcli.stats.told import Place, Told, entered, targets

FLOWS = 2  # of what came and what went, a chart shows the first of each


@dataclass(frozen=True)
class Groups:
    """One indicator by the values of a field."""

    axis: Axis
    answer: Answer

    @property
    def indicator(self) -> Indicator:
        """Return what is grouped."""
        return self.answer.indicators[0]


@dataclass(frozen=True)
class Account:
    """One line of work in a report."""

    desk: Desk
    view: View
    answer: Answer
    targets: Mapping[Place, Told]
    aim: Period
    months: Answer | None
    groups: tuple[Groups, ...]
    checked: Checked
    start: date | None
    first_day: int = 1

    @property
    def page(self) -> type[Line]:
        """Return the line's page."""
        return self.desk.page

    def target(self, indicator: Indicator) -> Told | None:
        """Return what a figure should reach over the year of the report."""
        return self.targets.get((indicator.id, self.aim))

    def before_ledger(self, period: Period) -> bool:
        """Tell whether a period lies before the ledger, so that nothing could have been counted."""
        return self.start is not None and period.end <= self.start


Reading = Callable[[int], Asked]


def survey(
    desk_of: Callable[[type[Line]], Desk], book: Book, asked: Reading, until: date, *, with_groups: bool = True
) -> list[Account]:
    """Read every line of work; `asked` reads the period for a month that begins on a given day."""
    return [_line(desk_of(page), book, asked, until, with_groups=with_groups) for page in lines().values()]


def _line(desk: Desk, book: Book, asked: Reading, until: date, *, with_groups: bool) -> Account:
    first = int(book.setting(f"first_day.{desk.page.name}", "1"))
    period = asked(first)
    view = beside(period, until, first)
    indicators = [v for i in desk.page.counted(book.lists) for v in across(in_force(i, book.settings), view.spans)]
    found = answer(desk, indicators, view.spans, entered=entered(desk))
    divided = with_groups and not _is_empty(found, view)
    months = _by_month(desk, found, view.main, first) if divided else None
    groups = tuple(_by_groups(desk, found, view.main)) if divided else ()
    start = book.setting("ledger_start")
    return Account(
        desk,
        view,
        found,
        targets(desk),
        asked(first).whole if period.kind == "year" else _year_of(period, first),
        months,
        groups,
        (checked_month if period.kind == "month" else checked_span)(desk, view.main, book.lists, today()),
        date.fromisoformat(start) if start else None,
        first,
    )


def _year_of(period: Asked, first: int) -> Period:
    from xcli.domain.period import year, year_to_date

    begun = year_to_date(period.whole.last, first)
    return year(str((begun.start if first == 1 else begun.last).year), first)


def _is_empty(found: Answer, view: View) -> bool:
    return not any(any(found.values.get(((), span), ())) for span in view.spans)


def flows(found: Answer, period: Period) -> list[Indicator]:
    """Return the headline counts that months can show: placed by a date, of one unit, with something in the period."""
    counted = [i for i in found.indicators if _is_flow(i) and found.figure(i, period).numerator]
    headline = [i for i in counted if i.headline]
    return [i for i in headline if i.unit == headline[0].unit][:FLOWS]


def _is_flow(indicator: Indicator) -> bool:
    return indicator.kind == "count" and isinstance(indicator.numerator, Count | Sum) and not indicator.part_of


def section_of(page: type[Line], indicator: Indicator) -> str:
    """Return the section in which a report tells a figure: by the first word of its id, else with its line."""
    word = indicator.id.partition(".")[0]
    if indicator.section or word in SYSTEMS:
        return indicator.section or SYSTEMS[word]
    return lines()[word].section if word in lines() else page.section


def _by_month(desk: Desk, found: Answer, period: Period, first: int) -> Answer | None:
    chosen = flows(found, period)
    return answer(desk, chosen, period.split_months(first)) if chosen else None


def _by_groups(desk: Desk, found: Answer, period: Period) -> "Sequence[Groups]":
    """Group the first headline count by the line's first grouping and by office."""
    chosen = [i for i in flows(found, period) if isinstance(i.numerator, Count) and i.numerator.distinct is None]
    if not chosen:
        return []
    known = {axis.field: axis for axis in axes_of(desk.page) if axis.inner is None}
    fields = [field for field in (*desk.page.groups[:1], desk.page.office) if field in known]
    return [Groups(known[field], _grouped(desk, chosen[0], period, known[field])) for field in fields]


def _grouped(desk: Desk, indicator: Indicator, period: Period, axis: Axis) -> Answer:
    """Return the groups of a count, which make up what is printed of it: its closed months as they were reported."""
    live = answer(desk, [indicator], [period], axes=[axis])
    whole = cover(desk, [period], ())
    # Offices have reported figures of their own; and what nobody touched since still counts as it did then.
    if tells(desk, [axis]) or not whole.answers(indicator, period) or not touched_since(desk, [period])[1]:
        return live
    values: Counter[Key] = Counter()
    for piece in whole.pieces[period]:
        part = answer(reported_at(desk, piece), [indicator], [piece], axes=[axis])
        values.update({key: part.figure(indicator, piece, key).numerator for key in part.keys})
    return replace(live, values={(key, period): (count,) for key, count in values.items()})
