"""Figures as they are shown: kept exact, rounded here and nowhere else."""

from dataclasses import dataclass
from dataclasses import field as entry

from xcli.text import Text

EMPTY = "—"
_POINTS = Text("个百分点", "pp")


@dataclass(frozen=True, slots=True)
class Rounding:
    """How the bureau rounds: half-up, or cut off as the printed report has it."""

    decimals: int = 1
    cut: bool = False


HALF_UP = Rounding()


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate as it is counted; an empty denominator is no rate at all.

    `decimals` are those that this rate is always printed with; None leaves it to the table.
    """

    numerator: int
    denominator: int
    decimals: int | None = entry(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Growth:
    """A change as an exact quotient: in per cent of a count, or in percentage points between two rates."""

    numerator: int
    denominator: int
    points: bool = False

    @classmethod
    def of_counts(cls, now: int, before: int) -> "Growth":
        """Return the change from one count to another; from nothing it has no per cent."""
        return cls(now - before, before)

    @classmethod
    def of_rates(cls, now: Rate, before: Rate) -> "Growth":
        """Return the difference of two rates in percentage points."""
        numerator = now.numerator * before.denominator - before.numerator * now.denominator
        return cls(numerator, now.denominator * before.denominator, points=True)


@dataclass(frozen=True, slots=True)
class Amount:
    """Money in 分, to be shown in 元 or in 万元."""

    fen: int
    wan: bool = False


def quotient(numerator: int, denominator: int, decimals: int, *, cut: bool = False) -> str:
    """Return a quotient with so many decimals, half-up (away from zero) or cut off, by whole numbers only."""
    scale = 10**decimals
    result, rest = divmod(abs(numerator) * scale, abs(denominator))
    if not cut and 2 * rest >= abs(denominator):
        result += 1
    sign = "-" if result and (numerator < 0) != (denominator < 0) else ""
    whole, part = divmod(result, scale)
    return f"{sign}{whole}.{part:0{decimals}d}" if decimals else f"{sign}{whole}"


def percent(rate: Rate | Growth, decimals: int = 1, cut: bool = False) -> str:
    """Return a rate in per cent, or `—` when nothing was counted against.

    `decimals` are the most there are; noughts after the first are left off: `98.39%`, `52.0%`.
    """
    if rate.denominator == 0:
        return EMPTY
    own = rate.decimals if isinstance(rate, Rate) else None
    shown = quotient(100 * rate.numerator, rate.denominator, decimals if own is None else own, cut=cut)
    whole, point, part = shown.partition(".")
    return f"{whole}{point}{part[:1]}{part[1:].rstrip('0')}%"


def show_rate(rate: Rate, decimals: int = 1, cut: bool = False) -> str:
    """Return a rate with what it was counted from: `13/25 = 52.0%`."""
    if rate.denominator == 0:
        return EMPTY
    return f"{rate.numerator}/{rate.denominator} = {percent(rate, decimals, cut)}"


def show_growth(growth: Growth, decimals: int = 1, cut: bool = False) -> str:
    """Return a change with its sign: `+12.5%`, `-0.8 个百分点`."""
    shown = percent(growth, decimals, cut)
    if shown == EMPTY:
        return EMPTY
    sign = "+" if shown[0] != "-" and any(digit in "123456789" for digit in shown) else ""
    return sign + (f"{shown[:-1]} {_POINTS}" if growth.points else shown)


def show_yuan(fen: int, *, grouped: bool = True) -> str:
    """Return 分 as 元 with two decimals: `1,234.50`; without grouping for files that are read again."""
    whole, part = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole:{',' if grouped else ''}}.{part:02d}"
