"""Conditions and terms in words, so that a definition can be read by whoever must defend the figure."""

from collections.abc import Sequence
from datetime import date

from xcli.domain import predicate as p
from xcli.domain.clock import Clock
from xcli.domain.field import Choice, Choices, Day, Field, Money
from xcli.domain.indicator import Count, Days, OnTime, Pending, Standing, Stock, Sum, Term
from xcli.domain.lists import Lists
from xcli.text import Text, listed, same


def describe(condition: p.Predicate, lists: Lists | None = None) -> Text:
    """Return a condition in words."""
    return _Wording(lists or Lists()).of(condition)


def describe_term(term: Term, lists: Lists | None = None) -> Text:
    """Return what a term counts, in words."""
    words = _Wording(lists or Lists())
    if isinstance(term, Pending):
        return _pending(term, words.of(term.closed))
    if isinstance(term, Stock):
        return _stock(term, words.of(term.where))
    which = _placed(term.by, words.of(term.where), always=isinstance(term.where, p.Always))
    match term:
        case Count(distinct=None):
            return Text(f"{which.zh}的件数", f"how many records have {which.en}")
        case Count(distinct=field, among=among):
            label = _labelled(field, among, words)
            return Text(
                f"{which.zh}的{label.zh}个数（不重复）",
                f"how many different values of {label.en} among records with {which.en}",
            )
        case Sum(of=field, among=among):
            label = _labelled(field, among, words)
            return Text(f"{which.zh}的{label.zh}合计", f"the sum of {label.en} over records with {which.en}")
        case OnTime(clocks=clocks):
            named = _limits(clocks)
            return Text(f"{which.zh}、{named.zh}的件数", f"how many records have {which.en} and {named.en}")
        case Days(start=start, end=end):
            return Text(
                f"{which.zh}者，自{start.label.zh}至{end.label.zh}的天数合计",
                f"the days from {start.label.en} to {end.label.en}, summed over records with {which.en}",
            )
    raise TypeError(term)


def _labelled(field: Field | None, among: p.Any | None, words: "_Wording") -> Text:
    """Return what is added up or told apart: a field, or that of some parts (“数量（数量项为人次）”)."""
    label = field.label if field else same("")
    if among is None:
        return label
    which = words.of(among.where)
    return Text(f"{label.zh}（{which.zh}）", f"{label.en} ({which.en})")


def _limits(clocks: Sequence[Clock]) -> Text:
    named = listed(dict.fromkeys(clock.label for clock in clocks))
    return Text(f"在期限之内（{named.zh}）", f"were within the time limit ({named.en})")


def basis_of(term: Term) -> Text:
    """Return by which date a term places records in a period."""
    if isinstance(term, Standing):
        return Text("期初", "at the start") if term.at == "start" else Text("期末", "at the end")
    return term.by.label


def _placed(by: Day, where: Text, *, always: bool) -> Text:
    dated = Text(f"{by.label.zh}在期间内", f"“{by.label.en}” in the period")
    return dated if always else Text(f"{dated.zh}、{where.zh}", f"{dated.en} and {where.en}")


def _pending(term: Pending, closed: Text) -> Text:
    moment = Text("期初", "the start") if term.at == "start" else Text("期末", "the end")
    what = Text("已存续天数合计", "the ages in days") if term.ages else Text("件数", "how many")
    return Text(
        f"到{moment.zh}已有{term.opens.label.zh}而尚未结案的{what.zh}（结案：{closed.zh}，按{term.closes.label.zh}）",
        f"{what.en} of the cases opened (“{term.opens.label.en}”) and not closed by {moment.en} of the period "
        f"(closed: {closed.en}, by “{term.closes.label.en}”)",
    )


def _stock(term: Stock, where: Text) -> Text:
    moment = Text("期初", "the start") if term.at == "start" else Text("期末", "the end")
    which = Text("", "") if isinstance(term.where, p.Always) else Text(f"{where.zh}的", f" with {where.en}")
    what = Text(f"{which.zh}条数", f"how many entries{which.en}")
    if term.of is not None:
        what = Text(f"{which.zh}{term.of.label.zh}合计", f"the sum of {term.of.label.en} over entries{which.en}")
    elif term.distinct is not None:
        label = term.distinct.label
        what = Text(
            f"{which.zh}{label.zh}个数（不重复）", f"how many different values of {label.en} among entries{which.en}"
        )
    return Text(
        f"{moment.zh}在册的{what.zh}（自{term.since.label.zh}起，到{term.until.label.zh}止）",
        f"{what.en} that stand at {moment.en} of the period "
        f"(from “{term.since.label.en}” until “{term.until.label.en}”)",
    )


class _Wording:
    def __init__(self, lists: Lists) -> None:
        self.lists = lists

    def of(self, condition: p.Predicate) -> Text:
        match condition:
            case p.Always():
                return Text("全部", "any")
            case p.And(terms):
                return self._joined(terms, Text("、", " and "))
            case p.Or(terms):
                return self._joined(terms, Text("或", " or "))
            case p.Any(group, where):
                inner = self.of(where)
                return Text(f"有{group.label.zh}的{inner.zh}", f"some {group.label.en} with {inner.en}")
            case p.Not(term):
                return self._not(term)
        return self._leaf(condition)

    def _joined(self, terms: tuple[p.Predicate, ...], between: Text) -> Text:
        nested = [self._bracketed(term) for term in terms]
        return Text(between.zh.join(text.zh for text in nested), between.en.join(text.en for text in nested))

    def _bracketed(self, term: p.Predicate) -> Text:
        text = self.of(term)
        return Text(f"（{text.zh}）", f"({text.en})") if isinstance(term, p.And | p.Or) else text

    def _not(self, term: p.Predicate) -> Text:
        match term:
            case p.Present(field):
                return Text(f"未填{field.label.zh}", f"no {field.label.en}")
            case p.In(field, values):
                listed = self._values(field, values)
                return Text(f"{field.label.zh}不是{listed.zh}", f"{field.label.en} other than {listed.en}")
            case p.Not(inner):
                return self.of(inner)
            case p.Among(otherwise=otherwise):
                return otherwise
        text = self.of(term)
        return Text(f"不属于“{text.zh}”", f"not ({text.en})")

    def _leaf(self, condition: p.Predicate) -> Text:
        match condition:
            case p.In(field, values):
                listed = self._values(field, values)
                verb = "含" if isinstance(field, Choices) else "为"
                return Text(f"{field.label.zh}{verb}{listed.zh}", f"{field.label.en} {listed.en}")
            case p.Between(field, low, high):
                return self._between(field, low, high)
            case p.Present(field):
                return Text(f"已填{field.label.zh}", f"a value for {field.label.en}")
            case p.Among(label=label):
                return label
            case p.Before(field, other):
                less = Text("早于", "before") if isinstance(field, Day) else Text("小于", "less than")
                return Text(
                    f"{field.label.zh}{less.zh}{other.label.zh}", f"{field.label.en} {less.en} {other.label.en}"
                )
            case p.Has(field, fragment):
                return Text(f"{field.label.zh}含“{fragment}”", f"“{fragment}” in {field.label.en}")
        raise TypeError(condition)

    def _between(self, field: Field, low: object | None, high: object | None) -> Text:
        first, last = self._value(field, low), self._value(field, high)
        label = field.label
        if low is None and high is None:
            return Text(f"已填{label.zh}", f"a value for {label.en}")
        if low is None:
            return Text(f"{label.zh}不{_later(high)}{last.zh}", f"{label.en} up to {last.en}")
        if high is None:
            return Text(f"{label.zh}不{_earlier(low)}{first.zh}", f"{label.en} from {first.en}")
        return Text(f"{label.zh}在{first.zh}至{last.zh}", f"{label.en} from {first.en} to {last.en}")

    def _values(self, field: Field, values: tuple[object, ...]) -> Text:
        shown = [self._value(field, value) for value in values]
        return Text("或".join(text.zh for text in shown), " or ".join(text.en for text in shown))

    def _value(self, field: Field, value: object) -> Text:
        if value is None:
            return same("")
        if isinstance(field, Choice):
            return self.lists.list_of(field.codes).label_of(str(value))
        shown = field.show(value, self.lists)  # type: ignore[arg-type]
        return Text(f"{shown}元", f"{shown} yuan") if isinstance(field, Money) else same(shown)


def _later(value: object) -> str:
    return "晚于" if isinstance(value, date) else "大于"


def _earlier(value: object) -> str:
    return "早于" if isinstance(value, date) else "小于"
