"""Indicators: what a printed figure means, declared once."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from xcli.domain.clock import Clock
from xcli.domain.declaration import Declaration
from xcli.domain.field import Choice, Day, Field
from xcli.domain.law import Law
from xcli.domain.predicate import Always, Any, Predicate, every
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.domain.period import Period


class Count(Declaration):
    """How many records fulfil a condition, placed in a period by one of their dates.

    `distinct` counts the values of a field instead; that of the parts which `among` chooses, where it is given.
    """

    by: Day
    where: Predicate = Always()
    distinct: Field | None = None
    among: Any | None = None


class Sum(Declaration):
    """The sum of a whole-number field over the records that fulfil a condition, or over the parts `among` theirs."""

    of: Field
    by: Day
    where: Predicate = Always()
    among: Any | None = None


class Days(Declaration):
    """The sum of days from one date to another, over the records placed by `by` that have both."""

    start: Day
    end: Day
    by: Day
    where: Predicate = Always()


class Pending(Declaration):
    """Cases open at the start or the end of a period, or the sum of their ages in days at its end."""

    opens: Day
    closes: Day
    closed: Predicate
    at: Literal["start", "end"] = "end"
    ages: bool = False


class OnTime(Declaration):
    """How many records fulfil a condition and did in time what clocks demand, placed in a period by one of their dates.

    It depends on the calendar: no due day is stored, so each record is reckoned when the figure is asked for.
    """

    clocks: tuple[Clock, ...]
    by: Day
    where: Predicate = Always()


class Stock(Declaration):
    """How many entries stand at the end of a period, or at its start: begun by then and not ended by then.

    `of` sums a whole-number field of theirs instead; `distinct` counts the values of a field.
    """

    since: Day
    until: Day
    where: Predicate = Always()
    of: Field | None = None
    distinct: Field | None = None
    at: Literal["start", "end"] = "end"


Term = Count | Sum | Days | Pending | Stock | OnTime
Standing = Pending | Stock


class Indicator(Declaration):
    """A figure: numerator over denominator, or a numerator alone, with its unit and its basis.

    `kind` says how it is printed: a count, an amount of money in 分, a rate in per cent, an average. `decimals` are
    those of a rate whose custom differs from the ledger's setting. `since` and `until` bound the version; `note` tells
    which practice it follows where practice differs. Where the ledger's `setting` is "no", `otherwise` takes its
    place, a version of its own; where it is a day, until that day. Identities are stated of the indicators as they
    ship. `earlier` is the version before, with its `until`: across a change both are printed, never silently one.
    `section` is where a report prints it, if not with its line; `part_of` the indicator that it divides.
    """

    id: str
    label: Text
    unit: Text
    numerator: Term
    denominator: Term | None = None
    kind: Literal["count", "money", "rate", "mean"] = "count"
    basis: tuple[Law, ...] = ()
    aliases: tuple[str, ...] = ()
    note: Text = Text("", "")
    headline: bool = False
    decimals: int | None = None
    version: int = 1
    since: date | None = None
    until: date | None = None
    setting: str = ""
    otherwise: "Indicator | None" = None
    earlier: "Indicator | None" = None
    section: str = ""
    part_of: str = ""

    @property
    def reckons(self) -> bool:
        """Tell whether the figure depends on the calendar."""
        return any(isinstance(term, OnTime) for term in self.terms)

    @property
    def terms(self) -> tuple[Term, ...]:
        """Return the numerator and, if there is one, the denominator."""
        return (self.numerator,) if self.denominator is None else (self.numerator, self.denominator)


class Identity(Declaration):
    """An equation between figures that must hold (勾稽关系): the sums of both sides are equal."""

    id: str
    label: Text
    left: tuple[Indicator, ...]
    right: tuple[Indicator, ...]
    breakers: Predicate = Always()


YES, NO = "yes", "no"


def versions(indicator: Indicator) -> tuple[Indicator, ...]:
    """Return every version of a definition, the oldest first."""
    before = indicator.earlier
    return (indicator,) if before is None else (*versions(before), indicator)


def valid(indicator: Indicator, first: date, last: date) -> bool:
    """Tell whether a version was in force on some day from first to last."""
    return (indicator.since is None or indicator.since <= last) and (
        indicator.until is None or indicator.until >= first
    )


def across(indicator: Indicator, periods: "Iterable[Period]") -> list[Indicator]:
    """Return the versions in force in any of these periods; where there are several, their labels tell which."""
    spans = [(period.start, period.last) for period in periods]
    known = [version for version in versions(indicator) if any(valid(version, *span) for span in spans)]
    return [named(version) for version in known] if len(known) > 1 else known or [indicator]


def named(version: Indicator) -> Indicator:
    """Return a version whose label tells it from the others."""
    zh, en = version.label
    return version.but(label=Text(f"{zh}（口径{version.version}）", f"{en} (version {version.version})"))


def in_force(indicator: Indicator, settings: Mapping[str, str]) -> Indicator:
    """Return the version of an indicator that a ledger's settings choose: yes, no, or yes from a day on."""
    other, chosen = indicator.otherwise, settings.get(indicator.setting, YES)
    if other is None or chosen == YES:
        return indicator
    if chosen == NO:
        return other
    first = date.fromisoformat(chosen)
    return indicator.but(since=first, earlier=other.but(until=first - timedelta(days=1)))


def of_period(indicator: Indicator, settings: Mapping[str, str], period: "Period") -> Indicator:
    """Return the version of an indicator that is in force in a period, the last where it changed within."""
    return across(in_force(indicator, settings), [period])[-1]


def shares(whole: Indicator, field: Choice, basis: tuple[Law, ...] = ()) -> tuple[Indicator, ...]:
    """Return an indicator for each code of a closed list, and one for records without any, so that they add up."""
    count = whole.numerator
    if not isinstance(count, Count):
        raise TypeError(whole.id)

    def share(code: str, label: Text, where: Predicate) -> Indicator:
        named = Text(
            f"{whole.label.zh}（{field.label.zh}：{label.zh}）", f"{whole.label.en} ({field.label.en}: {label.en})"
        )
        return whole.but(
            id=f"{whole.id}_{field.name}_{code}",
            label=named,
            numerator=Count(count.by, every((count.where, where))),
            basis=basis or whole.basis,
            aliases=(),
            note=OVERLAPS if field.kind == "many" else Text("", ""),
            headline=False,
            part_of=whole.id,
        )

    given = tuple(share(entry.code, entry.label, field.is_(entry.code)) for entry in field.codes.codes)
    return (*given, share("missing", Text("未填", "not given"), ~field.present))


OVERLAPS = Text(
    "可重复计数：一件可以属于几类，各类之和不等于总数。",
    "Counts overlap: a case may stand in several groups, and they do not add up to the total.",
)
ON_TIME = Text(
    "不晚于到期日；到期日按工作日历现算，中止不计入，延期计入。",
    "Not later than the due day, reckoned by the calendar: suspensions are not counted, extensions are.",
)
