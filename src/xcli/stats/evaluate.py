"""What an indicator means, computed in memory: the reference that the SQL must equal."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from itertools import product
from typing import TYPE_CHECKING, Any

from xcli.domain import predicate as p
from xcli.domain.field import Choices, Field
from xcli.domain.indicator import Count, Days, OnTime, Pending, Stock, Sum, Term

if TYPE_CHECKING:
    from xcli.domain.clock import Clock
    from xcli.domain.period import Period
    from xcli.domain.reckoning import Reckoning
    from xcli.stats.axis import Axis, Key, Values

Content = Mapping[str, Any]
ID = "#"  # where a content that knows its record keeps the id; no field is called so
Test = Callable[[Content], bool]


def test(condition: p.Predicate) -> Test:
    """Return the function that tells whether a record's content fulfils a condition."""
    match condition:
        case p.Always():
            return lambda _content: True
        case p.And(terms):
            tests = [test(term) for term in terms]
            return lambda content: all(single(content) for single in tests)
        case p.Or(terms):
            tests = [test(term) for term in terms]
            return lambda content: any(single(content) for single in tests)
        case p.Not(term):
            inner = test(term)
            return lambda content: not inner(content)
        case p.Any(group, where):
            name, inner = group.name, test(where)
            return lambda content: any(inner(item) for item in content.get(name) or ())
    return _leaf(condition)


def _leaf(condition: p.Predicate) -> Test:
    match condition:
        case p.In(field, values):
            known = frozenset(values)
            return _on(field, lambda value: value in known)
        case p.Between(field, low, high):
            return _on(field, lambda value: (low is None or value >= low) and (high is None or value <= high))
        case p.Present(field):
            return _on(field, lambda _value: True)
        case p.Among(ids=ids):
            return lambda content: content.get(ID) in ids
        case p.Before(field, other):
            first, second = field.name, other.name
            return lambda content: _less(content.get(first), content.get(second))
        case p.Has(field, fragment):
            return _on(field, lambda value: fragment in value)
    raise TypeError(condition)


def _on(field: Field, holds: Callable[[Any], bool]) -> Test:
    name = field.name
    if isinstance(field, Choices):
        return lambda content: any(holds(value) for value in content.get(name) or ())
    if field.kind == "many":
        return lambda content: bool(content.get(name))
    return lambda content: (value := content.get(name)) is not None and holds(value)


def _less(first: Any, second: Any) -> bool:
    return first is not None and second is not None and first < second


def value(term: Term, period: "Period", contents: Iterable[Content], by: "Reckoning | None" = None) -> int:
    """Return the value of a term over records in a period; `by` is how the ledger counts time."""
    if isinstance(term, Pending):
        return _pending(term, period, contents)
    if isinstance(term, Stock):
        return _stock(term, period, contents)
    holds = test(term.where)
    chosen = [c for c in contents if (day := c.get(term.by.name)) is not None and period.contains(day) and holds(c)]
    match term:
        case OnTime(clocks=clocks):
            return _in_time(clocks, chosen, by)
        case Count(distinct=None):
            return len(chosen)
        case Count(distinct=field, among=among) if field is not None:
            return len({c[field.name] for c in _held(chosen, among) if c.get(field.name) is not None})
        case Sum(of=field, among=among):
            return sum(c.get(field.name) or 0 for c in _held(chosen, among))
        case Days(start=start, end=end):
            both = [c for c in chosen if c.get(start.name) is not None and c.get(end.name) is not None]
            return sum((c[end.name] - c[start.name]).days for c in both)
    raise TypeError(term)


def _held(chosen: Iterable[Content], among: p.Any | None) -> Iterable[Content]:
    """Return the records, or the parts of them that are chosen."""
    if among is None:
        return chosen
    name, holds = among.parts.name, test(among.where)
    return [part for content in chosen for part in content.get(name) or () if holds(part)]


def _in_time(clocks: "Sequence[Clock]", contents: Iterable[Content], by: "Reckoning | None") -> int:
    from xcli.domain.reckoning import Reckoning
    from xcli.stats.clocks import in_time, running

    runs = running(clocks, by or Reckoning())
    return sum(in_time(runs(content)) is True for content in contents)


def _pending(term: Pending, period: "Period", contents: Iterable[Content]) -> int:
    closed = test(term.closed)
    moment = period.start if term.at == "start" else period.end
    opens, closes = term.opens.name, term.closes.name

    def waits(content: Content) -> bool:
        opened = content.get(opens)
        if opened is None or opened >= moment:
            return False
        ended = content.get(closes) if closed(content) else None
        return ended is None or ended >= moment

    waiting = [content for content in contents if waits(content)]
    if not term.ages:
        return len(waiting)
    last = moment - timedelta(days=1)
    return sum((last - content[opens]).days for content in waiting)


def _stock(term: Stock, period: "Period", contents: Iterable[Content]) -> int:
    holds = test(term.where)
    moment = period.start if term.at == "start" else period.end
    since, until = term.since.name, term.until.name
    standing = [
        content
        for content in contents
        if (begun := content.get(since)) is not None
        and begun < moment
        and ((ended := content.get(until)) is None or ended >= moment)
        and holds(content)
    ]
    if term.of is not None:
        return sum(content.get(term.of.name) or 0 for content in standing)
    if term.distinct is not None:
        return len({c[term.distinct.name] for c in standing if c.get(term.distinct.name) is not None})
    return len(standing)


def figures(
    terms: Sequence[Term],
    periods: "Sequence[Period]",
    contents: Iterable[Content],
    *,
    scope: p.Predicate | None = None,
    axes: "Sequence[Axis]" = (),
    by: "Reckoning | None" = None,
) -> "Values":
    """Return the values of terms by group and period; groups without any are left out, the whole never is."""
    holds = test(scope or p.Always())
    groups: dict[Key, list[Content]] = {} if axes else {(): []}
    for content in contents:
        if holds(content):
            for key in product(*(axis.keys(content) for axis in axes)):
                groups.setdefault(key, []).append(content)
    every = {
        (key, period): tuple(value(term, period, members, by) for term in terms)
        for key, members in groups.items()
        for period in periods
    }
    return {place: counts for place, counts in every.items() if any(counts) or not place[0]}
