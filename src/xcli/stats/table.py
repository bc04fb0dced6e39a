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
from xcli.stats.axis import Axis, Key, Values
from xcli.stats.query import BareStock, Desk, figures, stocks
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
    entered: Mapping[Place, Told] = field(default_factory=dict)

    def met(self, periods: Sequence[Period]) -> "tuple[Answer, int]":
        """Leave out the figures of what never happened in these periods; return how many there are, too."""
        some = tuple(i for i in self.indicators if any(self.figure(i, period).numerator for period in periods))
        return (replace(self, indicators=some), len(self.indicators) - len(some)) if some else (self, 0)

    @property
    def keys(self) -> set[Key]:
        """Return the groups that have any figure."""
        stocked = self.stocks if any(_takes_stocks(indicator) for indicator in self.indicators) else ()
        return {key for key, _ in self.values} | {self._group(stock) for stock in stocked}

    @cached_property
    def _places(self) -> Mapping[Term, int]:
        """Return where each term stands among the values."""
        return {term: place for place, term in enumerate(self.terms)}

    def figure(self, indicator: Indicator, period: Period, key: Key = ()) -> Figure:
        """Return one figure; of a group without any records it is nought. What was entered stands for itself alone."""
        told = None if key else self.entered.get((indicator.id, period))
        if told is not None:
            return Figure(indicator, period, told.numerator, told.denominator, entered=told.source)
        return self._counted(indicator, period, key)

    def _counted(self, indicator: Indicator, period: Period, key: Key) -> Figure:
        counts = self.values.get((key, period))
        known = [
            counts[self._places[term]] if counts else 0
            for term in terms_of(self.desk.page, indicator, cohort=self.cohort)
        ]
        bare = self._bare(indicator, period, key)
        calendar = self.desk.reckoning.calendar.version if indicator.reckons else ""
        base = known[1] if len(known) > 1 else None
        figure = Figure(indicator, period, known[0] + bare, base, bare, calendar=calendar)
        if _may_carry(indicator) and not self.cohort and figure.numerator > (figure.denominator or 0):
            return replace(figure, carried=self._carried(indicator, period, key))
        return figure

    def _bare(self, indicator: Indicator, period: Period, key: Key) -> int:
        term = indicator.numerator
        if not (_takes_stocks(indicator) and isinstance(term, Pending)):
            return 0
        moment = period.start if term.at == "start" else period.end
        return sum(stock.count for stock in self.stocks if stock.day <= moment and self._group(stock) == key)

    def _group(self, stock: BareStock) -> Key:
        return tuple(stock.office if axis.field is self.desk.page.office else None for axis in self.axes)

    def _carried(self, indicator: Indicator, period: Period, key: Key) -> int:
        term = _carried_term(self.desk.page, indicator, period)
        return figures(self.desk, [term], [period], axes=self.axes).get((key, period), (0,))[0]


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

    Figures `entered` by hand stand for the whole line, where they are given at all.
    """
    chosen = tuple(i for i in indicators if not (cohort and _is_age(i)))
    terms = tuple(dict.fromkeys(term for i in chosen for term in terms_of(desk.page, i, cohort=cohort)))
    values = figures(desk, terms, periods, axes=axes)
    known = () if cohort else _stocks_in_scope(desk)
    return Answer(desk, chosen, tuple(axes), values, terms, known, cohort=cohort, entered=entered or {})


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


def _may_carry(indicator: Indicator) -> bool:
    top, base = indicator.numerator, indicator.denominator
    return indicator.kind == "rate" and isinstance(top, Count) and isinstance(base, Count) and top.by is not base.by


def _carried_term(page: type[Line], indicator: Indicator, period: Period) -> Term:
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
    """Return the docket balance of a period."""
    docket = desk.page.docket
    start = Pending(docket.opens, docket.closes, docket.closed, at="start")
    terms = (start, Count(docket.opens), Count(docket.closes, docket.closed), start.but(at="end"))
    opening, received, closed, pending = figures(desk, terms, [period])[(), period]
    known = _stocks_in_scope(desk)
    before = sum(stock.count for stock in known if stock.day <= period.start)
    added = sum(stock.count for stock in known if period.start < stock.day <= period.end)
    return Balance(period, opening + before, received, closed, pending + before + added, before + added, added)
