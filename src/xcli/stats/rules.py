"""Checks as named rules, hard or soft, each with who answers for it: all failures of a month, with both sides.

A hard rule keeps a month from being closed. A soft one may be waived with an explanation that expires.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from xcli.domain.closing import Waiver, ZeroReport
from xcli.domain.declaration import Declaration
from xcli.domain.field import Day
from xcli.domain.indicator import Count
from xcli.domain.lists import Lists
from xcli.domain.page import Case, Line
from xcli.domain.period import Period
from xcli.domain.predicate import Between, Or, Predicate
from xcli.ledger.closing import closed_months, kept_months, standing
from xcli.ledger.record import Record
from xcli.ledger.tying import acts
from xcli.stats.axis import Axis
from xcli.stats.check import Difference, Terms, breaches, verdicts
from xcli.stats.closing import otherwise_now
from xcli.stats.query import Desk, counts, figures
from xcli.text import Text, same

Weight = Literal["hard", "soft"]
SHOWN = 10
JUMP = 50  # per cent
FEW = 20  # smaller months jump by chance
STATISTICIAN = Text("统计人员", "the statistician")
HANDLER = Text("承办人", "who handles the case")


class Check(Declaration):
    """A named rule: what it demands, who answers for it, from when until when it holds."""

    id: str
    label: Text
    weight: Weight
    owner: Text
    since: date | None = None
    until: date | None = None


KEPT = Check("reported", Text("上报数与当时的台账一致", "what was reported is what was known"), "hard", STATISTICIAN)
JUMPS = Check(
    "jump",
    Text(f"与上月相比增减超过 {JUMP}%", f"a change of more than {JUMP}% on the month before"),
    "soft",
    STATISTICIAN,
)
SILENT = Check("silent-office", Text("机构本月没有一条记录", "an office without any entry"), "soft", STATISTICIAN)


@dataclass(frozen=True)
class Waived:
    """Why a soft rule may fail: who said so, and until when."""

    why: str
    until: date
    tx: int
    by: str
    on: date


@dataclass(frozen=True)
class Failure:
    """A rule that does not hold: where, with both sides' numbers, the records concerned, what the clerk may do."""

    check: Check
    text: Text
    records: tuple[str, ...] = ()
    waived: Waived | None = None
    hint: Text = Text("", "")


@dataclass(frozen=True)
class Explained:
    """An explanation given for a month, with what it explains: where the rule fails, both sides' numbers."""

    page: type[Line]
    month: Period
    check: Check
    texts: tuple[Text, ...]
    waived: Waived


@dataclass(frozen=True)
class Checked:
    """How the figures of a report fared: how many rules were tried, which fail, what was explained."""

    tried: int
    failures: tuple[Failure, ...]
    explained: tuple[Explained, ...]


def checks_of(page: type[Line]) -> list[Check]:
    """Return all rules of a line."""
    equations = [Check(i.id, i.label, "hard", STATISTICIAN) for i in page.identities]
    rules = [
        Check(
            f"{page.name}.{rule.id}",
            rule.says,
            "hard" if rule.weight == "error" else "soft",
            rule.owner,
            rule.since,
            rule.until,
        )
        for rule in page.rules
    ]
    return [*equations, *rules, KEPT, JUMPS, *([SILENT] if issubclass(page, Case) else [])]


def in_force(check: Check, period: Period) -> bool:
    """Tell whether a rule holds in a period."""
    return (check.since is None or check.since <= period.last) and (check.until is None or check.until >= period.start)


def failures(desk: Desk, period: Period, lists: Lists, today: date) -> list[Failure]:
    """Return every rule that fails in a month, the hard ones first, with the explanations that still hold."""
    known = {check.id: check for check in checks_of(desk.page)}
    found = [*_equations(desk, period, known, lists), *_records(desk, period, known)]
    found += [*_kept(desk, period), *_jumps(desk, period), *_silent(desk, period, lists)]
    waivers = {rule: waived for rule, waived in _waivers(desk, period).items() if waived.until >= today}
    kept = [replace(f, waived=waivers.get(f.check.id)) for f in found if in_force(f.check, period)]
    return sorted(kept, key=lambda failure: failure.check.weight)


def checked_month(desk: Desk, month: Period, lists: Lists, today: date) -> Checked:
    """Try all rules of a month."""
    found = failures(desk, month, lists, today)
    tried = sum(in_force(check, month) for check in checks_of(desk.page))
    return Checked(tried, tuple(found), tuple(_explained(desk, month, found)))


def checked_span(desk: Desk, span: Period, lists: Lists, today: date) -> Checked:
    """Try the equations of a longer period, and gather what was explained of its months."""
    known = {check.id: check for check in checks_of(desk.page)}
    told: list[Explained] = []
    for month in kept_months(desk.conn, Waiver, desk.bureau, desk.page.name, span, desk.as_of):
        told += _explained(desk, month, failures(desk, month, lists, today))
    return Checked(len(desk.page.identities), tuple(_equations(desk, span, known, lists)), tuple(told))


def _explained(desk: Desk, month: Period, found: Sequence[Failure]) -> Iterator[Explained]:
    """Yield the newest explanation of each rule, one that has expired or is no longer needed as well."""
    known = {check.id: check for check in checks_of(desk.page)}
    for rule, waived in _waivers(desk, month).items():
        if rule in known:
            texts = tuple(failure.text for failure in found if failure.check.id == rule)
            yield Explained(desk.page, month, known[rule], texts, waived)


def _equations(desk: Desk, period: Period, known: Mapping[str, Check], lists: Lists) -> Iterator[Failure]:
    for verdict in verdicts(desk, [period]):
        titles = tuple(record.title for record in verdict.breakers)
        for difference in verdict.differences:
            yield Failure(known[verdict.identity.id], both_sides(difference, lists), titles)


def _records(desk: Desk, period: Period, known: Mapping[str, Check]) -> Iterator[Failure]:
    of_period = replace(desk, scope=near(desk.page, period))
    for breach in breaches(of_period):
        name = f"{desk.page.name}.{breach.rule.id}"
        check = known.get(name) or Check(name, breach.rule.says, "hard", HANDLER)
        text = Text(f"{breach.rule.says.zh}：{breach.count} 件", f"{breach.rule.says.en}: {breach.count}")
        yield Failure(check, text, _titles(breach.records))


def _titles(records: Sequence[Record]) -> tuple[str, ...]:
    return tuple(record.title for record in records)


def near(page: type[Line], period: Period) -> Predicate:
    """Return the condition of having a day in a period."""
    days = [single for single in page.stored().values() if isinstance(single, Day)]
    return Or(tuple(Between(day, period.start, period.last) for day in days))


def _kept(desk: Desk, period: Period) -> Iterator[Failure]:
    """Yield the reported figures of a closed month that the ledger as it was then does not give."""
    for month in closed_months(desk.conn, desk.bureau, desk.page.name, desk.as_of):
        if month.period == period:
            wrong = otherwise_now(desk.conn, desk.bureau, desk.page, month)
            names = list(dict.fromkeys(f"{old['indicator']} {shown(old)} ≠ {shown(new)}" for old, new in wrong))
            if names:
                said = Text(
                    f"上报数与当时的台账不符：{'、'.join(names[:SHOWN])}",
                    f"not what was known then: {', '.join(names[:SHOWN])}",
                )
                yield Failure(KEPT, said)


def shown(row: Mapping[str, Any]) -> str:
    """Return a kept figure as numerator, or numerator over denominator."""
    numerator, denominator = row.get("numerator") or 0, row.get("denominator")
    return str(numerator) if denominator is None else f"{numerator}/{denominator}"


def _jumps(desk: Desk, period: Period) -> Iterator[Failure]:
    counted = [i for i in desk.page.indicators if i.headline and i.kind == "count" and isinstance(i.numerator, Count)]
    before = period.previous()
    if _is_first(desk, before):
        return
    values = figures(desk, [i.numerator for i in counted], [before, period])
    for indicator, old, new in zip(counted, values[(), before], values[(), period], strict=True):
        if max(old, new) >= FEW and abs(new - old) * 100 > JUMP * max(old, 1):
            zh, en = before.label(), period.label()
            yield Failure(
                JUMPS,
                Text(
                    f"{indicator.label.zh}：{zh.zh} {old} → {en.zh} {new}",
                    f"{indicator.label.en}: {zh.en} {old} → {en.en} {new}",
                ),
            )


def _is_first(desk: Desk, before: Period) -> bool:
    """Tell whether the month before is not a whole one of the ledger, so that there is nothing to compare with."""
    start = desk.reckoning.settings.get("ledger_start")
    if start and before.start < date.fromisoformat(start):
        return True
    return counts(desk, [Between(desk.page.docket.opens, None, before.last)]) == [0]


def _silent(desk: Desk, period: Period, lists: Lists) -> Iterator[Failure]:
    if not issubclass(desk.page, Case):
        return
    wrote = {key[0] for key, _ in _entered(desk, period)}
    said = {row.office for row in standing(desk.conn, ZeroReport, desk.bureau, desk.page.name, period, desk.as_of)}
    used = {key[0] for key, _ in _entered(desk, Period(_a_year_before(period), period.start))}
    quiet = [number for number in sorted(used - wrote - said - {None}) if number in lists.offices.entries]
    if quiet:
        names = [lists.offices.name_of(number) for number in quiet]
        yield Failure(
            SILENT,
            Text(
                f"{'、'.join(names)} {period.label().zh}没有受理", f"{', '.join(names)}: nothing in {period.label().en}"
            ),
            hint=Text("（零报告：xcli check zero）", " (to report nothing: xcli check zero)"),
        )


def _a_year_before(period: Period) -> date:
    return period.back_one_year().start


def _entered(desk: Desk, period: Period) -> Mapping[Any, tuple[int, ...]]:
    """Return the offices that opened cases in a period."""
    return figures(desk, [Count(desk.page.docket.opens)], [period], axes=[Axis(desk.page.office)])


def _waivers(desk: Desk, period: Period) -> dict[str, Waived]:
    """Return the newest explanation of each rule for a month."""
    rows = standing(desk.conn, Waiver, desk.bureau, desk.page.name, period, desk.as_of)
    signed = acts(desk.conn, desk.bureau, {row.tx for row in rows}) if rows else {}
    return {row.rule: _waived(row, signed[row.tx]) for row in rows}


def _waived(row: Any, act: Any) -> Waived:
    return Waived(row.why, row.until, row.tx, act.clerk, date.fromisoformat(act.at[:10]))


def both_sides(found: Difference, lists: Lists) -> Text:
    """Return an equation that does not hold, with the numbers of both sides."""
    period, (left, right) = found.period.label(), found.sums
    where = Text("全部", "all") if found.whole else _office(found.office, lists)
    zh = f"{period.zh} {where.zh}：{_sum(found.left).zh} = {left} ≠ {right} = {_sum(found.right).zh}"
    return Text(zh, f"{period.en} {where.en}: {_sum(found.left).en} = {left} ≠ {right} = {_sum(found.right).en}")


def _office(number: int | None, lists: Lists) -> Text:
    return Text("未填机构", "no office") if number is None else same(lists.offices.name_of(number))


def _sum(terms: Terms) -> Text:
    return Text(" + ".join(f"{i.label.zh} {n}" for i, n in terms), " + ".join(f"{i.label.en} {n}" for i, n in terms))
