"""Figures put together: indicators by periods and groups, each with what must be said beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cached_property

from xcli.domain.figure import Growth, Rate
from xcli.domain.indicator import Count, Days, Indicator, OnTime, Pending, Stock, Sum, Term
from xcli.domain.page import Line
from xcli.domain.period import Period
from xcli.domain.predicate import Always, And, Between, In, Not, Predicate, every
from xcli.ledger.closing import Reported
from xcli.stats.axis import Axis, Key, Values
from xcli.stats.query import Desk, figures
from xcli.stats.reported import NOTHING, Cover, cover, together
from xcli.stats.stocks import BareStock, stocks
from xcli.stats.told import Place, Told
from xcli.text import Text


@dataclass(frozen=True)
class Figure:
    """The value of an indicator for a period and a group.

    `bare` are cases in it of which only the number is known; `carried` those in the numerator of a rate over 100%
    that were opened before the period; `calendar` the version of the calendar that it depends on. A figure that was not
    counted but `entered` names its source.
    """

    indicator: Indicator
    period: Period
    numerator: int
    denominator: int | None = None
    bare: int = 0
    carried: int = 0
    calendar: str = ""
    entered: str = ""

    @property
    def rate(self) -> Rate:
        """Return numerator over denominator."""
        return Rate(self.numerator, self.denominator or 0, self.indicator.decimals)

    @property
    def marks(self) -> tuple[Text, ...]:
        """Return what must be said beside the figure."""
        said: list[Text] = []
        if self.bare:
            said.append(
                Text(
                    f"含期初存量 {self.bare} 件（只知件数）", f"includes an opening stock of {self.bare} (number only)"
                )
            )
        if self.carried:
            said.append(Text(f"含上期受理 {self.carried} 件", f"includes {self.carried} accepted before the period"))
        if self.calendar:
            said.append(Text(f"按工作日历 {self.calendar}", f"by the calendar {self.calendar}"))
        if self.entered:
            said.append(Text(f"手工，依据：{self.entered}", f"entered by hand, source: {self.entered}"))
        return tuple(said)

    def growth(self, before: "Figure") -> Growth:
        """Return the change since another period: per cent of counts and means, points of rates."""
        if self.denominator is None:
            return Growth.of_counts(self.numerator, before.numerator)
        if self.indicator.kind == "rate":
            return Growth.of_rates(self.rate, before.rate)
        base = before.numerator * self.denominator
        return Growth(self.numerator * (before.denominator or 0) - base, base)


@dataclass(frozen=True)
class Answer:
    """All figures that were asked for."""

    desk: Desk
    indicators: tuple[Indicator, ...]
    axes: tuple[Axis, ...]
    values: Values
    terms: tuple[Term, ...]
    stocks: tuple[BareStock, ...] = ()
    cohort: bool = False
    cover: Cover = NOTHING
    entered: Mapping[Place, Told] = field(default_factory=dict)

    def met(self, periods: Sequence[Period]) -> "tuple[Answer, int]":
        """Leave out the figures of what never happened in these periods; return how many there are, too."""
        some = tuple(i for i in self.indicators if any(self.figure(i, period).numerator for period in periods))
        return (replace(self, indicators=some), len(self.indicators) - len(some)) if some else (self, 0)

    @property
    def keys(self) -> set[Key]:
        """Return the groups that have any figure."""
        stocked = self.stocks if any(_takes_stocks(indicator) for indicator in self.indicators) else ()
        reported = self.cover.keys if self.axes else set()
        return {key for key, _ in self.values} | {self._group(stock) for stock in stocked} | reported

    @cached_property
    def _places(self) -> Mapping[Term, int]:
        """Return where each term stands among the values."""
        return {term: place for place, term in enumerate(self.terms)}

    def figure(self, indicator: Indicator, period: Period, key: Key = ()) -> Figure:
        """Return one figure, as it was reported where it was; of a group without any records it is nought.

        What was entered stands for itself alone.
        """
        told = None if key else self.entered.get((indicator.id, period))
        if told is not None:
            return Figure(indicator, period, told.numerator, told.denominator, entered=told.source)
        if self.cover.answers(indicator, period):
            return self._reported(indicator, period, key)
        return self._counted(indicator, period, key)

    def _reported(self, indicator: Indicator, period: Period, key: Key) -> Figure:
        pieces = [
            _sum_of(indicator, piece, self.cover.kept(indicator, piece, key))
            if piece in self.cover.months
            else self._counted(indicator, piece, key)
            for piece in self.cover.pieces[period]
        ]
        top, base = indicator.numerator, indicator.denominator
        numerator = together(top, [piece.numerator for piece in pieces])
        bare = together(top, [piece.bare for piece in pieces])
        denominator = None if base is None else together(base, [piece.denominator or 0 for piece in pieces])
        figure = Figure(indicator, period, numerator, denominator, bare)
        if len(pieces) == 1:
            return replace(figure, carried=pieces[0].carried)
        if not (may_carry(indicator) and figure.numerator > (figure.denominator or 0)):
            return figure
        carried = self.cover.carried(indicator, period, key)
        return self._with_carried(figure, key) if carried is None else replace(figure, carried=carried)

    def _counted(self, indicator: Indicator, period: Period, key: Key) -> Figure:
        counts = self.values.get((key, period))
        known = [
            counts[self._places[term]] if counts else 0
            for term in terms_of(self.desk.page, indicator, cohort=self.cohort)
        ]
        bare = self._bare(indicator, period, key)
        calendar = self.desk.reckoning.calendar.version if indicator.reckons else ""
        base = known[1] if len(known) > 1 else None
        return self._with_carried(Figure(indicator, period, known[0] + bare, base, bare, calendar=calendar), key)

    def _with_carried(self, figure: Figure, key: Key) -> Figure:
        indicator = figure.indicator
        if may_carry(indicator) and not self.cohort and figure.numerator > (figure.denominator or 0):
            return replace(figure, carried=self._carried(indicator, figure.period, key))
        return figure

    def completed(self, periods: Sequence[Period]) -> "Answer":
        """Return the answer with the values of periods that were reported, beside those that were counted."""
        missing = [period for period in periods if period in self.cover.pieces and ((), period) not in self.values]
        if not missing:
            return self
        keys = sorted(self.keys, key=str) if self.axes else [()]
        known = {(key, period): self._values(period, key) for period in missing for key in keys}
        return replace(self, values=self.values | known)

    def _values(self, period: Period, key: Key) -> tuple[int, ...]:
        counts: dict[Term, int] = {}
        for indicator in self.indicators:
            figure = self.figure(indicator, period, key)
            counts[indicator.numerator] = figure.numerator - figure.bare
            if indicator.denominator is not None:
                counts[indicator.denominator] = figure.denominator or 0
        return tuple(counts.get(term, 0) for term in self.terms)

    def _bare(self, indicator: Indicator, period: Period, key: Key) -> int:
        term = indicator.numerator
        if not (_takes_stocks(indicator) and isinstance(term, Pending)):
            return 0
        moment = period.start if term.at == "start" else period.end
        return sum(stock.count for stock in self.stocks if stock.day <= moment and self._group(stock) == key)

    def _group(self, stock: BareStock) -> Key:
        return tuple(stock.office if axis.field is self.desk.page.office else None for axis in self.axes)

    def _carried(self, indicator: Indicator, period: Period, key: Key) -> int:
        term = carried_term(self.desk.page, indicator, period)
        found = self.desk.once(
            ("carried", term, period, self.axes), lambda: figures(self.desk, [term], [period], axes=self.axes)
        )
        return found.get((key, period), (0,))[0]


def answer(
    desk: Desk,
    indicators: Sequence[Indicator],
    periods: Sequence[Period],
    *,
    axes: Sequence[Axis] = (),
    cohort: bool = False,
    entered: Mapping[Place, Told] | None = None,
) -> Answer:
    """Compute indicators for periods, by groups; `cohort` follows the cases that were opened in the period.

    Closed months give what was reported for them, unless the desk is corrected. Figures `entered` by hand stand for
    the whole line, where they are given at all.
    """
    chosen = tuple(i for i in indicators if not (cohort and _is_age(i)))
    terms = tuple(dict.fromkeys(term for i in chosen for term in terms_of(desk.page, i, cohort=cohort)))
    reported = NOTHING if cohort else cover(desk, periods, axes)
    values = figures(desk, terms, live, axes=axes) if (live := _to_count(chosen, periods, reported)) else {}
    known = () if cohort else _stocks_in_scope(desk)
    found = Answer(
        desk, chosen, tuple(axes), values, terms, known, cohort=cohort, cover=reported, entered=entered or {}
    )
    return found.completed(periods)


def _to_count(indicators: Sequence[Indicator], periods: Sequence[Period], reported: Cover) -> list[Period]:
    """Return the periods that must be counted: those that were not reported, and the days between closed months."""
    found: list[Period] = []
    for period in periods:
        known = [reported.answers(indicator, period) for indicator in indicators]
        found += [] if all(known) and known else [period]
        found += reported.days_between(period) if any(known) else []
    return list(dict.fromkeys(found))


def _sum_of(indicator: Indicator, period: Period, kept: Sequence[Reported]) -> Figure:
    """Return the figure that reported ones make together."""
    base = None if indicator.denominator is None else sum(single.denominator or 0 for single in kept)
    numerator, bare, carried = (
        sum(getattr(single, name) for single in kept) for name in ("numerator", "bare", "carried")
    )
    return Figure(indicator, period, numerator, base, bare, carried)


def terms_of(page: type[Line], indicator: Indicator, *, cohort: bool = False) -> tuple[Term, ...]:
    """Return numerator and denominator, of the whole or of the cohort opened in the period."""
    return tuple(of_cohort(page, term) for term in indicator.terms) if cohort else indicator.terms


def of_cohort(page: type[Line], term: Term) -> Term:
    """Return the term over the cases opened in the period, whenever the rest of their story happened."""
    opens = page.docket.opens
    match term:
        case Pending(closes=closes, closed=closed, at=at):
            waiting: Predicate = Not(And((closed, closes.present)))
            return Count(opens, waiting if at == "end" else Not(Always()))
        case Stock(since=since, where=where, of=None, distinct=distinct):
            return Count(since, where, distinct)
        case Stock(since=since, where=where, of=field) if field is not None:
            return Sum(field, since, where)
        case (
            Count(by=by, where=where) | Sum(by=by, where=where) | Days(by=by, where=where) | OnTime(by=by, where=where)
        ):
            dated = where if by is opens else every((where, by.present))
            return term.but(by=opens, where=dated)
    raise TypeError(term)


def _is_age(indicator: Indicator) -> bool:
    return any(isinstance(term, Pending) and term.ages for term in indicator.terms)


def _takes_stocks(indicator: Indicator) -> bool:
    """Tell whether cases known by number only belong in a figure: they have no age and no other date."""
    term = indicator.numerator
    return isinstance(term, Pending) and not term.ages and indicator.denominator is None


def may_carry(indicator: Indicator) -> bool:
    """Tell whether a rate may count in its numerator what was opened before the period."""
    top, base = indicator.numerator, indicator.denominator
    return indicator.kind == "rate" and isinstance(top, Count) and isinstance(base, Count) and top.by is not base.by


def carried_term(page: type[Line], indicator: Indicator, period: Period) -> Term:
    """Return the term that counts those of a rate's numerator that were opened before a period."""
    top = indicator.numerator
    if not isinstance(top, Count):
        raise TypeError(top)
    earlier = Between(page.docket.opens, None, period.start - timedelta(days=1))
    return top.but(where=every((top.where, earlier)))


def _stocks_in_scope(desk: Desk) -> tuple[BareStock, ...]:
    """Return the bare opening stocks that belong to the scope: they can be told apart by office only."""
    match desk.scope:
        case Always():
            return tuple(stocks(desk))
        case In(field, values) if field is desk.page.office:
            return tuple(stock for stock in stocks(desk) if stock.office in values)
    return ()


def stock_worths(desk: Desk, indicator: Indicator, period: Period) -> dict[int, int]:
    """Return what each opening stock adds to a figure, by id."""
    term = indicator.numerator
    if not (_takes_stocks(indicator) and isinstance(term, Pending)):
        return {}
    moment = period.start if term.at == "start" else period.end
    return {stock.id: stock.count for stock in _stocks_in_scope(desk) if stock.day <= moment}


@dataclass(frozen=True)
class Balance:
    """The docket of a period: opening + received = closed + pending; `bare` cases are known by number only."""

    period: Period
    opening: int
    received: int
    closed: int
    pending: int
    bare: int = 0
    added: int = 0

    @property
    def holds(self) -> bool:
        """Tell whether both sides are equal; they are unless records contradict themselves."""
        return self.opening + self.added + self.received == self.closed + self.pending

    def text(self, noun: Text) -> Text:
        """Return the balance as one line."""
        sign = "=" if self.holds else "≠"
        added = Text(f" + 期初登记 {self.added}", f" + opening stock {self.added}") if self.added else Text("", "")
        bare = (
            Text(f"（含只知件数的期初存量 {self.bare} {noun.zh}）", f" (includes {self.bare} known by number only)")
            if self.bare
            else Text("", "")
        )
        return Text(
            f"收结平衡：旧存 {self.opening}{added.zh} + 新收 {self.received} {sign} "
            f"已结 {self.closed} + 未结 {self.pending}{bare.zh}",
            f"Docket: opening {self.opening}{added.en} + received {self.received} {sign} "
            f"closed {self.closed} + pending {self.pending}{bare.en}",
        )


def balance(desk: Desk, period: Period) -> Balance:
    """Return the docket balance of a period, as it was reported where it was."""
    docket = desk.page.docket
    start = Pending(docket.opens, docket.closes, docket.closed, at="start")
    terms = (start, Count(docket.opens), Count(docket.closes, docket.closed), start.but(at="end"))
    if (kept := _kept_balance(desk, terms, period)) is not None:
        return kept
    opening, received, closed, pending = figures(desk, terms, [period])[(), period]
    known = _stocks_in_scope(desk)
    before = sum(stock.count for stock in known if stock.day <= period.start)
    added = sum(stock.count for stock in known if period.start < stock.day <= period.end)
    return Balance(period, opening + before, received, closed, pending + before + added, before + added, added)


def _kept_balance(desk: Desk, terms: Sequence[Term], period: Period) -> Balance | None:
    """Return the balance from reported figures, if the line has an indicator for each of its sides."""
    by_term = {i.numerator: i for i in desk.page.indicators if i.denominator is None}
    sides = [by_term[term] for term in terms if term in by_term]
    reported = cover(desk, [period], ())
    if len(sides) != len(terms) or not all(reported.answers(side, period) for side in sides):
        return None
    found = answer(desk, sides, [period])
    opening, received, closed, pending = (found.figure(side, period) for side in sides)
    added = pending.bare - opening.bare
    counts = [side.numerator for side in (opening, received, closed, pending)]
    return Balance(period, counts[0], counts[1], counts[2], counts[3], pending.bare, added)
