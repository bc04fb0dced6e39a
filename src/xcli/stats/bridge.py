"""Two versions of a definition beside each other: what changed, and both figures where they overlap."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xcli.domain.indicator import Indicator, versions
from xcli.domain.lists import Lists
from xcli.domain.period import Period
from xcli.stats.describe import basis_of, describe_term
from xcli.stats.query import Desk
from xcli.stats.table import Figure, answer
from xcli.text import Text

PARTS = (Text("分子", "numerator"), Text("分母", "denominator"))


@dataclass(frozen=True)
class Change:
    """One part of a definition in both versions; None where a version lacks it."""

    label: Text
    before: Text | None
    after: Text | None


def forms(indicator: Indicator) -> list[Indicator]:
    """Return all forms of a definition: its versions, the oldest first, then what a setting puts in its place."""
    other = indicator.otherwise
    return [*versions(indicator), *(versions(other) if other is not None else ())]


def changes(before: Indicator, after: Indicator, lists: Lists | None = None) -> Iterator[Change]:
    """Yield the parts in which two versions of a definition differ."""
    for number, label in enumerate(PARTS):
        old, new = (_term(version, number, lists) for version in (before, after))
        if old != new:
            yield Change(label, old, new)
    pairs = (
        (Text("单位", "unit"), before.unit, after.unit),
        (Text("依据", "basis"), _basis(before), _basis(after)),
        (Text("说明", "note"), before.note, after.note),
        (Text("有效期", "in force"), _days(before), _days(after)),
    )
    for label, old, new in pairs:
        if old != new:
            yield Change(label, old if old.zh else None, new if new.zh else None)


def _term(version: Indicator, number: int, lists: Lists | None) -> Text | None:
    if number >= len(version.terms):
        return None
    said, by = describe_term(version.terms[number], lists), basis_of(version.terms[number])
    return Text(f"{said.zh}（按{by.zh}）", f"{said.en} (by {by.en})")


def _basis(version: Indicator) -> Text:
    cited = [law.cite() for law in version.basis]
    return Text("；".join(law.zh for law in cited), "; ".join(law.en for law in cited))


def _days(version: Indicator) -> Text:
    if version.since is None and version.until is None:
        return Text("", "")
    since, until = version.since or "…", version.until or "…"
    return Text(f"{since} 至 {until}", f"{since} to {until}")


def side_by_side(desk: Desk, pair: Sequence[Indicator], period: Period) -> list[Figure]:
    """Return the figures of a period by each version, as the ledger stands."""
    found = answer(desk, pair, [period])
    return [found.figure(version, period) for version in pair]
