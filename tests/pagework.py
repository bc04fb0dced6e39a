"""Records of any page as a clerk would write them, judged and counted, for tables in tests."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

from xcli.domain.indicator import Identity, Indicator
from xcli.domain.lists import Lists
from xcli.domain.page import Line
from xcli.domain.pages import lines
from xcli.domain.period import Period, year
from xcli.intake.validate import Checked, Validator
from xcli.stats.evaluate import value

TODAY = date(2025, 6, 30)
YEAR = year("2024")


@cache
def validator(line: str) -> Validator:
    return Validator(lines()[line], Lists(), TODAY)


def judged(line: str, cells: dict[str, Any]) -> Checked:
    return validator(line).read(cells)


def taken(line: str, cells: dict[str, Any]) -> dict[str, Any]:
    """Return the content of a record that must be good."""
    checked = judged(line, cells)
    assert checked.good, [f.fault.reason.zh for f in checked.faults]
    return checked.content


def refusals(line: str, cells: dict[str, Any], weight: str = "error") -> str:
    return "；".join(f.fault.reason.zh for f in judged(line, cells).faults if f.fault.weight == weight)


def indicator(name: str) -> Indicator:
    return next(i for page in lines().values() for i in page.indicators if i.id == name)


def figure(name: str, contents: Iterable[dict[str, Any]], period: Period = YEAR) -> tuple[int, ...]:
    """Return numerator and, if there is one, denominator."""
    known = list(contents)
    return tuple(value(term, period, known) for term in indicator(name).terms)


def sides(identity: Identity, contents: list[dict[str, Any]], period: Period = YEAR) -> tuple[int, int]:
    left, right = (
        sum(value(i.numerator, period, contents) for i in side) for side in (identity.left, identity.right)
    )
    return left, right


def unequal(page: type[Line], contents: list[dict[str, Any]], periods: Iterable[Period]) -> list[str]:
    """Return the equations that do not hold."""
    found = [(i, p, sides(i, contents, p)) for i in page.identities for p in periods]
    return [f"{i.id} {p}: {left} ≠ {right}" for i, p, (left, right) in found if left != right]
