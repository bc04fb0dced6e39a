"""勾稽: the equations between figures, and the rules that no record may break, tried on the whole ledger."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from xcli.domain.field import Choice, Day, Field
from xcli.domain.indicator import Identity, Indicator
from xcli.domain.page import Rule, complete
from xcli.domain.period import Period
from xcli.domain.predicate import Always, And, Between, Predicate
from xcli.ledger.record import Record
from xcli.stats.axis import Axis, Key, Values
from xcli.stats.query import Desk, counts, figures, members
from xcli.stats.reported import is_distinct
from xcli.text import Text

SHOWN = 20
Terms = tuple[tuple[Indicator, int], ...]


@dataclass(frozen=True)
class Difference:
    """An equation that does not hold for a period and a group (`None`: the whole line): both sides, term by term."""

    period: Period
    office: int | None
    whole: bool
    left: Terms
    right: Terms

    @property
    def sums(self) -> tuple[int, int]:
        """Return the sums of both sides."""
        return sum(value for _, value in self.left), sum(value for _, value in self.right)


@dataclass(frozen=True)
class Verdict:
    """How an equation fared: how often it was tried, where it failed, and the records that break it."""

    identity: Identity
    tried: int
    differences: tuple[Difference, ...]
    breakers: tuple[Record, ...] = ()

    @property
    def holds(self) -> bool:
        """Tell whether it held everywhere."""
        return not self.differences


@dataclass(frozen=True)
class Breach:
    """A rule that records break."""

    rule: Rule
    count: int
    records: tuple[Record, ...]


def verdicts(desk: Desk, periods: Sequence[Period]) -> list[Verdict]:
    """Try every equation of a line for every period, for the whole line and for each office."""
    page = desk.page
    known = tuple(dict.fromkeys(i for identity in page.identities for i in (*identity.left, *identity.right)))
    terms = [indicator.numerator for indicator in known]
    by_office = figures(desk, terms, periods, axes=[Axis(page.office)])
    # Each record belongs to one office, but the same value may stand in several.
    adds_up = not any(map(is_distinct, terms))
    whole = _summed(by_office, periods, len(terms)) if adds_up else figures(desk, terms, periods)
    return [_verdict(desk, identity, known, whole | by_office) for identity in page.identities]


def _summed(by_office: Values, periods: Sequence[Period], width: int) -> Values:
    """Return the values of the whole line."""
    columns = {period: [counts for (_, p), counts in by_office.items() if p == period] for period in periods}
    return {((), period): tuple(map(sum, zip(*rows, strict=True))) or (0,) * width for period, rows in columns.items()}


def _verdict(desk: Desk, identity: Identity, known: tuple[Indicator, ...], values: Values) -> Verdict:
    place = {indicator: number for number, indicator in enumerate(known)}
    differences = []
    for (key, period), counted in sorted(values.items(), key=_order):
        left, right = (tuple((i, counted[place[i]]) for i in side) for side in (identity.left, identity.right))
        found = Difference(period, key[0] if key else None, not key, left, right)
        if found.sums[0] != found.sums[1]:
            differences.append(found)
    broken = tuple(members(desk, _breakers(desk, identity, differences), limit=SHOWN)) if differences else ()
    return Verdict(identity, len(values), tuple(differences), broken)


def _order(item: tuple[tuple[Key, Period], tuple[int, ...]]) -> tuple[int, Period, int]:
    (key, period), _ = item
    return len(key), period, (key[0] or 0) if key else 0


def _breakers(desk: Desk, identity: Identity, differences: Sequence[Difference]) -> Predicate:
    """Return the condition of breaking an equation, of records opened or closed up to the last period that fails."""
    last = max(difference.period.end for difference in differences) - timedelta(days=1)
    docket = desk.page.docket
    return And((identity.breakers, Between(docket.opens, None, last) | Between(docket.closes, None, last)))


def breaches(desk: Desk) -> list[Breach]:
    """Return the rules of a line that stored records break."""
    rules = desk.page.rules
    found = [
        Breach(rule, count, tuple(members(desk, rule.forbids, limit=SHOWN)))
        for rule, count in zip(rules, counts(desk, [rule.forbids for rule in rules]), strict=True)
        if count
    ]
    return found + stale(desk)


def stale(desk: Desk) -> list[Breach]:
    """Return the computed days and codes that no longer follow from the rest of their record, after a new calendar."""
    computed = [f for f in desk.page.fields.values() if f.computed and isinstance(f, Day | Choice)]
    if not computed:
        return []
    calendar = desk.reckoning.calendar
    differing: dict[Field, list[Record]] = {}
    for record in members(desk, Always()):
        fresh = complete(desk.page, record.content, calendar)
        for field in computed:
            if fresh.get(field.name) != record.content.get(field.name):
                differing.setdefault(field, []).append(record)
    return [Breach(_stale_rule(field), len(found), tuple(found[:SHOWN])) for field, found in differing.items()]


def _stale_rule(field: Field) -> Rule:
    zh, en = field.label
    says = Text(f"{zh}与按现行日历和规则重算的不同", f"{en} is not what today's calendar and rules give")
    return Rule("computed", Always(), says, field, Text("修改该记录即重算", "editing the record computes it anew"))
