"""Figures by SQL, equal to what `evaluate` computes in memory: few statements, however many the indicators.

A date with an index has a statement of its own, which reads only the rows of the periods. Overlapping periods (a
month, the year so far) are cut at all their ends into segments; a statement counts each segment once and the
periods are put together from them.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import product
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, case, func, literal, not_, or_, select

from xcli.domain.field import Field
from xcli.domain.indicator import Count, Days, OnTime, Pending, Standing, Stock, Sum, Term
from xcli.domain.page import Line
from xcli.domain.period import Period
from xcli.domain.predicate import Always, Between, Or, Predicate, every
from xcli.domain.predicate import Any as Any_
from xcli.domain.reckoning import Reckoning
from xcli.ledger.book import read_reckoning
from xcli.ledger.functions import DaysBetween, Scanned
from xcli.ledger.narrow import narrow
from xcli.ledger.query import find, source
from xcli.ledger.record import Record
from xcli.ledger.shape import DAY
from xcli.ledger.tables import shelf
from xcli.ledger.where import compiled
from xcli.stats.axis import Axis, Key, Values
from xcli.stats.clocks import Content, in_time, running
from xcli.stats.segments import cut, joined

Known = TypeVar("Known")
Placed = Count | Sum | Days
Scan = Placed | Standing
FEW = 3  # periods that share one scan
MOST = 4  # beyond a fourth of all days the table is scanned


@dataclass(frozen=True)
class Desk:
    """Where figures are read: the connection, the line, the records in scope, and as of which tx.

    A `corrected` desk counts closed months anew; others give what was reported for them.
    """

    conn: Connection
    page: type[Line]
    bureau: str
    scope: Predicate = field(default_factory=Always)
    as_of: int | None = None
    corrected: bool = False

    @cached_property
    def _known(self) -> dict[object, Any]:
        return {}

    def once(self, name: object, read: Callable[[], Known]) -> Known:
        """Return what is read once for all figures of a desk: it does not change while it is open."""
        if name not in self._known:
            self._known[name] = read()
        return self._known[name]  # type: ignore[no-any-return]

    @cached_property
    def blank(self) -> bool:
        """Tell whether the line has no record at all, so that there is nothing to count."""
        asked = select(self.rows.c.id).where(self.rows.c.bureau == self.bureau).limit(1)
        return self.conn.execute(asked).first() is None

    @cached_property
    def rows(self) -> FromClause:
        """Return the records' rows."""
        return source(shelf(self.page.name).rows, self.as_of)

    def parts(self, name: str) -> FromClause:
        """Return the rows of a repeated field."""
        return source(shelf(self.page.name).parts[name], self.as_of)

    def beside(self, name: str) -> FromClause:
        """Return the rows of a repeated field under a name of their own, to stand beside their records."""
        return self.once(("beside", name), lambda: self.parts(name).alias(f"beside_{name}"))

    def sql(self, condition: Predicate) -> ColumnElement[bool]:
        """Return a condition on the rows."""
        return self.once(condition, lambda: compiled(condition, self.rows, self.parts))

    @cached_property
    def reckoning(self) -> Reckoning:
        """Return how the ledger counted time as of then."""
        return read_reckoning(self.conn, self.bureau, self.as_of)

    @cached_property
    def inside(self) -> ColumnElement[bool]:
        """Return the condition of being one of the line's cases, and in scope."""
        return and_(self.rows.c.bureau == self.bureau, self.sql(every((self.page.scope, self.scope))))


def figures(desk: Desk, terms: Sequence[Term], periods: Sequence[Period], *, axes: Sequence[Axis] = ()) -> Values:
    """Return the values of terms by group and period; groups without any are left out, the whole never is."""
    found: dict[tuple[Key, Period], dict[Term, int]] = {} if axes else {((), period): {} for period in periods}
    rows = () if desk.blank else _counted(desk, list(dict.fromkeys(terms)), list(dict.fromkeys(periods)), axes)
    for key, period, term, count in rows:
        place = found.setdefault((key, period), {})
        place[term] = place.get(term, 0) + count
    values = {place: tuple(counts.get(term, 0) for term in terms) for place, counts in found.items()}
    return {place: counts for place, counts in values.items() if any(counts) or not place[0]}


Counted = Iterator[tuple[Key, Period, Term, int]]


def _counted(desk: Desk, terms: list[Term], periods: list[Period], axes: Sequence[Axis]) -> Counted:
    """Read the rows that an index finds by their date; all else shares one scan, unless the periods are many."""
    by_day: dict[str, list[Placed]] = {}
    distinct: dict[tuple[str, Any_ | None], list[Placed]] = {}
    scanned: list[Scan] = []
    dockets = {desk.page.docket.opens.name, desk.page.docket.closes.name}
    for term in terms:
        if isinstance(term, Standing):
            scanned.append(term)
        elif isinstance(term, OnTime):
            yield from _on_time(desk, term, periods, axes)
        elif isinstance(term, Count) and term.distinct is not None:
            distinct.setdefault((term.by.name, term.among), []).append(term)
        elif term.by.name in dockets or len(periods) > FEW:
            by_day.setdefault(term.by.name, []).append(term)
        else:
            scanned.append(term)
    for placed in by_day.values():
        yield from _placed(desk, placed, periods, axes)
    for placed in distinct.values():
        for period in periods:
            yield from _placed(desk, placed, [period], axes)
    if scanned:
        yield from _scanned(desk, scanned, periods, axes)


def _placed(desk: Desk, terms: list[Placed], periods: list[Period], axes: Sequence[Axis]) -> Counted:
    """Count what one date places: the date bounds the rows that are read, so the index on it is used.

    Different values are counted apart: those of two periods do not add up, and chosen parts stand beside their records.
    """
    column = desk.rows.c[terms[0].by.name]
    segments = cut(periods)
    which: ColumnElement[int] = literal(0)
    if len(segments) > 1:
        which = case(*((column < segment.end, number) for number, segment in enumerate(segments)))
    beside = terms[0].among if isinstance(terms[0], Count) else None
    asked = _grouped(desk, which, [_aggregate(desk, term) for term in terms], axes, beside, single=len(segments) == 1)
    runs = joined(segments)
    bound = Scanned(column) if _is_most(desk, column, runs) else column
    within = or_(*(and_(bound >= run.start, bound < run.end) for run in runs))
    for number, key, counts in _fetched(desk, asked.where(within), len(axes)):
        for period in periods:
            if period.start <= segments[number].start and segments[number].end <= period.end:
                yield from ((key, period, term, int(count)) for term, count in zip(terms, counts, strict=True) if count)


def _is_most(desk: Desk, column: ColumnElement[date], runs: Sequence[Period]) -> bool:
    """Tell whether periods cover much of all that a ledger holds, judged by its first and last day."""
    first, last = desk.once(("ends", column.name), lambda: _ends(desk, column))
    if first is None or last is None:
        return False
    shared = sum(max(0, (min(run.last, last) - max(run.start, first)).days + 1) for run in runs)
    return shared * MOST >= (last - first).days + 1


def _ends(desk: Desk, column: ColumnElement[date]) -> tuple[date | None, date | None]:
    """Return the first and the last day; each is the end of an index only where it is asked for alone."""
    mine = desk.rows.c.bureau == desk.bureau
    first, last = (desk.conn.scalar(select(end(column)).where(mine)) for end in (func.min, func.max))
    return first, last


def _aggregate(desk: Desk, term: Placed, dated: ColumnElement[bool] | None = None) -> ColumnElement[int]:
    conditions = [] if dated is None else [dated]
    conditions += [] if isinstance(term.where, Always) else [desk.sql(term.where)]
    columns = desk.rows.c
    match term:
        case Count(distinct=None):
            total: Any = func.count()
        case Count(distinct=kind, among=among) if kind is not None:
            held = columns if among is None else desk.beside(among.parts.name).c
            total = func.count(held[kind.name].distinct())
        case Sum(of=kind, among=None):
            total = func.sum(columns[kind.name])
        case Sum(of=kind, among=among) if among is not None:
            total = func.sum(_inside(desk, kind, among))
        case Days(start=start, end=end):
            total = func.sum(DaysBetween(columns[start.name], columns[end.name]))
    return total.filter(*conditions) if conditions else total  # type: ignore[no-any-return]


def _inside(desk: Desk, kind: Field, among: Any_) -> ColumnElement[int]:
    """Return the sum of a field over the chosen parts of one record."""
    rows = desk.parts(among.parts.name)
    tie = and_(rows.c.bureau == desk.rows.c.bureau, rows.c.id == desk.rows.c.id)
    chosen = compiled(among.where, rows, desk.parts)
    return select(func.sum(rows.c[kind.name])).where(tie, chosen).correlate(desk.rows).scalar_subquery()


def _scanned(desk: Desk, terms: list[Scan], periods: list[Period], axes: Sequence[Axis]) -> Counted:
    """Count by several dates at once, and what waits or stands at the start or end of periods."""
    wanted = [(term, period, _name(term, period)) for term in terms for period in periods]
    totals = {name: _total(desk, term, period) for term, period, name in wanted}
    touched = or_(
        *(_dated(desk, term, period) for term, period, _ in wanted if not isinstance(term, Standing)),
        *_waiting(desk, terms, periods),
        *(_stands(desk, term, _moment(term, period)) for term, period, _ in wanted if isinstance(term, Stock)),
    )
    asked = _grouped(desk, literal(0), list(totals.values()), axes, None, single=True).where(touched)
    for _, key, counts in _fetched(desk, asked, len(axes)):
        known = dict(zip(totals, counts, strict=True))
        yield from ((key, period, term, int(known[name] or 0)) for term, period, name in wanted)


def _name(term: Scan, period: Period) -> tuple[Term, object]:
    """Return what makes a value the same as another: cases wait at a day, whichever period it ends or begins."""
    return (term.but(at="end"), _moment(term, period)) if isinstance(term, Standing) else (term, period)


def _total(desk: Desk, term: Scan, period: Period) -> ColumnElement[int]:
    if isinstance(term, Stock):
        return _stocked(desk, term, period)
    if not isinstance(term, Pending):
        return _aggregate(desk, term, _dated(desk, term, period))
    moment, opens = _moment(term, period), desk.rows.c[term.opens.name]
    last = literal(moment - timedelta(days=1), DAY)
    total: Any = func.sum(DaysBetween(opens, last)) if term.ages else func.count()
    return total.filter(opens < moment, not_(_ended(desk, term, moment)))  # type: ignore[no-any-return]


def _stocked(desk: Desk, term: Stock, period: Period) -> ColumnElement[int]:
    columns = desk.rows.c
    total: Any = func.count()
    if term.of is not None:
        total = func.sum(columns[term.of.name])
    elif term.distinct is not None:
        total = func.count(columns[term.distinct.name].distinct())
    return total.filter(_stands(desk, term, _moment(term, period)), desk.sql(term.where))  # type: ignore[no-any-return]


def _stands(desk: Desk, term: Stock, moment: date) -> ColumnElement[bool]:
    since, until = desk.rows.c[term.since.name], desk.rows.c[term.until.name]
    return and_(since < moment, or_(until.is_(None), until >= moment))


def _dated(desk: Desk, term: Placed, period: Period) -> ColumnElement[bool]:
    column = desk.rows.c[term.by.name]
    return and_(column >= period.start, column < period.end)


def _ended(desk: Desk, term: Pending, moment: date) -> ColumnElement[bool]:
    closes = desk.rows.c[term.closes.name]
    return and_(closes.is_not(None), closes < moment, desk.sql(term.closed))


def _waiting(desk: Desk, terms: Iterable[Scan], periods: Sequence[Period]) -> Iterator[ColumnElement[bool]]:
    """Yield which rows wait at any of the moments: opened before the last, not closed before the first."""
    moments: dict[Pending, list[date]] = {}
    for term in terms:
        if isinstance(term, Pending):
            moments.setdefault(term.but(at="end", ages=False), []).extend(_moment(term, period) for period in periods)
    for term, days in moments.items():
        yield and_(not_(_ended(desk, term, min(days))), Scanned(desk.rows.c[term.opens.name]) < max(days))


def _moment(term: Standing, period: Period) -> date:
    return period.start if term.at == "start" else period.end


def _grouped(
    desk: Desk,
    which: ColumnElement[int],
    aggregates: list[ColumnElement[int]],
    axes: Sequence[Axis],
    beside: Any_ | None,
    *,
    single: bool,
) -> Select[Any]:
    """Return the statement that computes aggregates by segment and group, with chosen parts beside their records."""
    keys, place = [], desk.rows
    if beside is not None:
        rows = desk.beside(beside.parts.name)
        tie = and_(rows.c.bureau == place.c.bureau, rows.c.id == place.c.id, compiled(beside.where, rows, desk.parts))
        place = place.join(rows, tie)
    for number, axis in enumerate(axes):
        if not axis.overlaps:
            keys.append(desk.rows.c[axis.field.name])
            continue
        groups = _groups_of(desk, axis, f"by{number}")
        tie = and_(groups.c.bureau == desk.rows.c.bureau, groups.c.id == desk.rows.c.id)
        place = place.outerjoin(groups, tie)
        keys.append(groups.c.word)
    labelled = [total.label(f"n{number}") for number, total in enumerate(aggregates)]
    segment = which.label("segment")
    asked = select(segment, *(key.label(f"k{n}") for n, key in enumerate(keys)), *labelled).select_from(place)
    return asked.where(desk.inside).group_by(*(() if single else (segment,)), *keys)


def _groups_of(desk: Desk, axis: Axis, name: str) -> FromClause:
    """Return the groups of each record once, however many of its parts stand in a group."""
    rows = desk.parts(axis.field.name)
    word = rows.c[axis.inner.name if axis.inner else "code"]
    asked = select(rows.c.bureau, rows.c.id, word.label("word")).where(rows.c.bureau == desk.bureau)
    return asked.distinct().subquery(name)


def _fetched(desk: Desk, asked: Select[Any], axes: int) -> Iterator[tuple[int, Key, Sequence[int | None]]]:
    for row in desk.conn.execute(asked):
        yield row[0], tuple(row[1 : 1 + axes]), row[1 + axes :]


def _on_time(desk: Desk, term: OnTime, periods: Sequence[Period], axes: Sequence[Axis]) -> Counted:
    """Read what clocks read of the records of the periods, and reckon each record once."""
    for _, content in kept_in_time(desk, term, periods, {axis.field.name for axis in axes}):
        day = content[term.by.name]
        for key in product(*(axis.keys(content) for axis in axes)):
            yield from ((key, period, term, 1) for period in periods if period.contains(day))


def kept_in_time(
    desk: Desk, term: OnTime, periods: Sequence[Period], names: Iterable[str] = ()
) -> Iterator[tuple[int, Content]]:
    """Yield the records that a term counts, with what it reads of them."""
    within = Or(tuple(Between(term.by, run.start, run.last) for run in joined(cut(periods))))
    wanted = frozenset(names).union({term.by.name}, *(clock.names for clock in term.clocks))
    condition = every((desk.page.scope, desk.scope, within, term.where))
    runs = running(term.clocks, desk.reckoning)
    for number, content in narrow(desk.conn, desk.page, desk.bureau, condition, wanted, desk.as_of):
        if in_time(runs(content)):
            yield number, content


def members(
    desk: Desk, condition: Predicate, *, limit: int | None = None, ids: Iterable[int] | None = None
) -> list[Record]:
    """Return the records in scope that fulfil a condition, oldest first."""
    where = and_(desk.inside, desk.sql(condition))
    if ids is not None:
        where = and_(where, desk.rows.c.id.in_(list(ids)))
    order = (desk.rows.c[desk.page.docket.opens.name], desk.rows.c.id)
    return find(
        desk.conn, desk.page, desk.bureau, where=where, rows=desk.rows, order=order, limit=limit, as_of=desk.as_of
    )


def numbers(desk: Desk, condition: Predicate, by: Field, limit: int) -> list[str]:
    """Return the numbers of the first records by a date that fulfil a condition; those without one by their id."""
    columns = desk.rows.c
    asked = select(columns.case_no, columns.id).where(desk.inside, desk.sql(condition))
    asked = asked.order_by(columns[by.name], columns.id).limit(limit)
    return [row.case_no or f"#{row.id}" for row in desk.conn.execute(asked)]


def ids(desk: Desk, condition: Predicate) -> list[int]:
    """Return the ids of the records in scope that fulfil a condition, in order."""
    asked = select(desk.rows.c.id).where(desk.inside, desk.sql(condition)).order_by(desk.rows.c.id)
    return [row.id for row in desk.conn.execute(asked)]


def tally(desk: Desk, condition: Predicate, reasons: Sequence[Predicate]) -> list[int]:
    """Return how many records that fulfil a condition have each reason as their first."""
    if not reasons:
        return []
    first = case(*((desk.sql(reason), number) for number, reason in enumerate(reasons)), else_=len(reasons))
    asked = select(first.label("first"), func.count()).where(desk.inside, desk.sql(condition)).group_by(first)
    counts = {row[0]: row[1] for row in desk.conn.execute(asked)}
    return [counts.get(number, 0) for number in range(len(reasons))]


def counts(desk: Desk, conditions: Sequence[Predicate]) -> list[int]:
    """Return how many records in scope fulfil each condition, in one pass."""
    if desk.blank or not conditions:
        return [0] * len(conditions)
    totals = [func.count().filter(desk.sql(condition)) for condition in conditions]
    return list(desk.conn.execute(select(*totals).where(desk.inside)).one())


def worths(desk: Desk, condition: Predicate, term: Term, last: date) -> dict[int, int]:
    """Return what each record that fulfils a condition adds to a term, by id; `last` is the day that ages run to."""
    asked = select(desk.rows.c.id, _worth(desk, term, last).label("worth")).where(desk.inside, desk.sql(condition))
    return {row.id: int(row.worth) for row in desk.conn.execute(asked) if row.worth}


def _worth(desk: Desk, term: Term, last: date) -> Any:
    columns = desk.rows.c
    match term:
        case Sum(of=kind) | Stock(of=kind) if kind is not None:
            return columns[kind.name]
        case Days(start=start, end=end):
            return DaysBetween(columns[start.name], columns[end.name])
        case Pending(opens=opens, ages=True):
            return DaysBetween(columns[opens.name], literal(last, DAY))
    return literal(1)
