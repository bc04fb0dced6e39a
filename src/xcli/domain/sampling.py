"""What a sample says of the whole it was drawn from: shares with their interval, means with their spread."""

from collections.abc import Sequence
from decimal import Decimal, localcontext
from typing import NamedTuple

from xcli.domain.figure import Rate, quotient

_Z = Decimal("1.96")  # 95 in a hundred
_DIGITS = 28
_MILLION = 10**6


class Interval(NamedTuple):
    """From where to where a share of the whole lies, in millionths."""

    low: int
    high: int

    def __str__(self) -> str:
        """Return it as 96.3%-100%, noughts left off."""
        return f"{_percent(self.low)}–{_percent(self.high)}"


def _percent(millionths: int) -> str:
    return quotient(100 * millionths, _MILLION, 1).removesuffix(".0") + "%"


def wilson(share: Rate) -> Interval | None:
    """Return the 95% interval of Wilson for a share found in a sample; of nothing there is none."""
    if not share.denominator:
        return None
    with localcontext() as context:
        context.prec = _DIGITS
        n, z2 = Decimal(share.denominator), _Z * _Z
        p = Decimal(share.numerator) / n
        middle = p + z2 / (2 * n)
        half = _Z * (p * (1 - p) / n + z2 / (4 * n * n)).sqrt()
        low, high = ((middle + sign * half) / (1 + z2 / n) for sign in (-1, 1))
        return Interval(_millionths(max(low, Decimal(0))), _millionths(min(high, Decimal(1))))


def _millionths(value: Decimal) -> int:
    return int((value * _MILLION).to_integral_value())


class Spread(NamedTuple):
    """How scores lie: how many, their sum, the least, the most, the standard deviation of the sample (hundredths)."""

    scores: int
    total: int
    least: int
    most: int
    deviation: int | None

    def mean(self, decimals: int = 2) -> str:
        """Return the mean in points."""
        return quotient(self.total, 100 * self.scores, decimals)

    def shown_deviation(self, decimals: int = 2) -> str:
        """Return the standard deviation in points; of a single score there is none."""
        return "—" if self.deviation is None else quotient(self.deviation, 100, decimals)


def spread(scores: Sequence[int]) -> Spread | None:
    """Return how scores in hundredths lie; of none there is nothing to say."""
    if not scores:
        return None
    count, total = len(scores), sum(scores)
    if count == 1:
        return Spread(1, total, total, total, None)
    # By whole numbers up to the root: n*sum(x^2) - sum(x)^2 over n(n-1).
    variance = Decimal(count * sum(s * s for s in scores) - total * total) / (count * (count - 1))
    return Spread(count, total, min(scores), max(scores), int(variance.sqrt().to_integral_value()))
