"""A figure opened: the records behind it, and those left out with the reason.

Everything here is a condition, so what is listed is what was counted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from xcli.domain.field import Day
from xcli.domain.indicator import Count, Days, Indicator, OnTime, Pending, Standing, Stock, Sum, Term
from xcli.domain.lists import Lists
from xcli.domain.page import Line
from xcli.domain.period import Period
from xcli.domain.predicate import Always, Among, And, Between, Not, Predicate, every
from xcli.ledger.record import Record
from xcli.stats.describe import describe
from xcli.stats.query import Desk, figures, ids, kept_in_time, members, tally
from xcli.text import Text

_DAY = timedelta(days=1)
_CHUNK = 500


@dataclass(frozen=True)
class Reason:
    """Why a record is not counted."""

    text: Text
    where: Predicate


@dataclass(frozen=True)
class Side:
    """The numerator or the denominator: its value, how many records stand behind it, and which they are."""

    term: Term
    value: int
    where: Predicate
    records: int


@dataclass(frozen=True)
class Trace:
    """A figure with all that explains it; `left` counts the records left out, by reason."""

    indicator: Indicator
    period: Period
    numerator: Side
    denominator: Side | None
    candidates: Predicate
    left: tuple[tuple[Reason, int], ...]
    outside: int = 0


def within(field: Day, period: Period) -> Predicate:
    """Return the condition that a date lies in a period."""
    return Between(field, period.start, period.last)


def counted(term: Term, period: Period) -> Predicate:
    """Return the condition of standing behind a term in a period."""
    if isinstance(term, Pending):
        moment = _moment(term, period)
        opened = Between(term.opens, None, moment - _DAY)
        return And((opened, Not(And((term.closed, Between(term.closes, None, moment - _DAY))))))
    if isinstance(term, Stock):
        moment = _moment(term, period)
        ended = Between(term.until, None, moment - _DAY)
        return every((Between(term.since, None, moment - _DAY), Not(ended), *_clauses(term)))
    return every((within(term.by, period), *_clauses(term)))


def _moment(term: Standing, period: Period) -> date:
    return period.start if term.at == "start" else period.end


def _clauses(term: Term) -> tuple[Predicate, ...]:
    """Return the conditions of a term one by one, with the values that a sum needs."""
    if isinstance(term, Pending):
        return ()
    single = (
        term.where.terms if isinstance(term.where, And) else () if isinstance(term.where, Always) else (term.where,)
    )
    match term:
        case Sum(among=among) | Count(among=among) if among is not None:
            return (*single, among)
        case Sum(of=field) | Stock(of=field) if field is not None:
            return (*single, field.present)
        case Days(start=start, end=end):
            return (*single, start.present, end.present)
        case Count(distinct=field) | Stock(distinct=field) if field is not None:
            return (*single, field.present)
    return single


def behind(term: Term) -> Term:
    """Return the term that counts the records behind a term."""
    match term:
        case Count(by=by) | Sum(by=by) | Days(by=by):
            return Count(by, every(_clauses(term)))
        case Stock():
            return term.but(of=None, distinct=None, where=every(_clauses(term)))
        case Pending():
            return term.but(ages=False)
    return term


def placed(term: Term) -> Day:
    """Return the date by which the records behind a term are in a period."""
    match term:
        case Pending(opens=day) | Stock(since=day) | Count(by=day) | Sum(by=day) | Days(by=day) | OnTime(by=day):
            return day
    raise TypeError(term)


def reasons(term: Term, period: Period, lists: Lists | None = None) -> list[Reason]:
    """Return why a record may not be counted, in the order in which they are tried."""
    if isinstance(term, Pending):
        return list(_not_pending(term, period))
    if isinstance(term, Stock):
        return [*_not_standing(term, period), *(Reason(describe(~c, lists), ~c) for c in _clauses(term))]
    label = term.by.label
    return [
        Reason(Text(f"未填{label.zh}", f"no “{label.en}”"), ~term.by.present),
        Reason(
            Text(f"{label.zh}在期间之前", f"“{label.en}” before the period"),
            Between(term.by, None, period.start - _DAY),
        ),
        Reason(Text(f"{label.zh}在期间之后", f"“{label.en}” after the period"), Between(term.by, period.end, None)),
        *(Reason(describe(~clause, lists), ~clause) for clause in _clauses(term)),
    ]


def _not_pending(term: Pending, period: Period) -> Iterator[Reason]:
    moment = _moment(term, period)
    opens = term.opens.label
    yield Reason(
        Text(f"{opens.zh}不早于该时点", f"“{opens.en}” not before that day"), Between(term.opens, moment, None)
    )
    yield Reason(
        Text("在该时点之前已结案", "closed before that day"),
        And((term.closed, Between(term.closes, None, moment - _DAY))),
    )


def _not_standing(term: Stock, period: Period) -> Iterator[Reason]:
    moment, since, until = _moment(term, period), term.since.label, term.until.label
    yield Reason(
        Text(f"{since.zh}不早于该时点", f"“{since.en}” not before that day"), Between(term.since, moment, None)
    )
    yield Reason(
        Text(f"{until.zh}在该时点之前", f"“{until.en}” before that day"), Between(term.until, None, moment - _DAY)
    )


def touching(page: type[Line], term: Term, period: Period) -> Predicate:
    """Return the condition of having to do with a period: running in it, or placed in it by the term's date."""
    if isinstance(term, Stock):
        return term.where
    docket = page.docket
    over = And((docket.closed, Between(docket.closes, None, period.start - _DAY)))
    runs = And((Between(docket.opens, None, period.last), Not(over)))
    return runs if isinstance(term, Pending) else runs | within(term.by, period)


def trace(desk: Desk, indicator: Indicator, period: Period, terms: Sequence[Term], lists: Lists | None = None) -> Trace:
    """Open a figure; `terms` are those of the indicator, or of its cohort.

    The records left out of a rate are those of its denominator that are not in its numerator.
    """
    values = figures(desk, terms, [period])[(), period]
    complete = [settled(desk, term, period) for term in terms]
    sides = [
        _side(desk, term, value, counted(whole, period))
        for term, value, whole in zip(terms, values, complete, strict=True)
    ]
    top, base = sides[0], sides[1] if len(sides) > 1 else None
    if base is not None and _others(top.term, base.term):
        return Trace(indicator, period, top, base, Not(Always()), ())
    near = touching(desk.page, complete[0], period) if base is None else base.where
    candidates = And((near, Not(top.where)))
    why = reasons(complete[0], period, lists)
    left = tuple(
        (reason, count)
        for reason, count in zip(why, tally(desk, candidates, [r.where for r in why]), strict=True)
        if count
    )
    outside = len(ids(desk, And((top.where, Not(base.where))))) if base else 0
    return Trace(indicator, period, top, base, candidates, left, outside)


def _others(top: Term, base: Term) -> bool:
    """Tell whether a rate divides entries by entries of another kind: villages with an award by all villages."""
    return isinstance(top, Stock) and isinstance(base, Stock) and top.distinct is not base.distinct


def settled(desk: Desk, term: Term, period: Period) -> Term:
    """Return a term whose condition is complete: what clocks decide is told by the ids of the records."""
    if not isinstance(term, OnTime):
        return term
    kept = frozenset(number for number, _ in kept_in_time(desk, term, [period]))
    among = Among(Text("在期限之内", "within the time limit"), Text("超过期限", "past the time limit"), kept)
    return Count(term.by, every((term.where, among)))


def _side(desk: Desk, term: Term, value: int, where: Predicate) -> Side:
    return Side(term, value, where, sum(tally(desk, where, [Always()])))


def chosen(
    desk: Desk, condition: Predicate, *, sample: int | None = None, seed: int = 0, limit: int | None = None
) -> list[Record]:
    """Return the records that fulfil a condition: the oldest up to a limit, or a random sample that a seed repeats."""
    if sample is None:
        return members(desk, condition, limit=limit)
    known = ids(desk, condition)
    drawn = Random(seed).sample(known, min(sample, len(known)))  # noqa: S311
    return [r for n in range(0, len(drawn), _CHUNK) for r in members(desk, condition, ids=drawn[n : n + _CHUNK])]


def reason_of(record: Record, why: Sequence[Reason]) -> Text:
    """Return the first reason that a record has."""
    from xcli.stats.evaluate import ID, test

    content = {**record.content, ID: record.id}
    return next((reason.text for reason in why if test(reason.where)(content)), Text("", ""))
