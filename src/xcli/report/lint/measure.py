"""Arithmetic on what was printed: how a quotient may have been rounded, how far a hedge reaches. Whole numbers only."""

from typing import Literal

from xcli.report.lint.figure import MICRO, Figure

Manner = Literal["rounded", "cut", "up", "hedged", ""]
HUNDRED = 100 * MICRO


def manner(top: int, base: int, printed: Figure) -> Manner:
    """Tell how `top/base` in per cent becomes what is printed: rounded, cut off, up, under its hedge, not at all."""
    return fit(HUNDRED * top, base, printed)


def fit(top: int, base: int, printed: Figure) -> Manner:
    """Tell how the quotient `top/base`, in millionths, becomes what is printed."""
    if base <= 0:
        return ""
    if printed.hedge or printed.low != printed.high:
        return "hedged" if _within(top, base, printed) else ""
    below, rest = divmod(abs(top), base * printed.step)
    value = abs(printed.value)
    if value == (below + (2 * rest >= base * printed.step)) * printed.step:
        return "rounded"
    if value == below * printed.step:
        return "cut"
    return "up" if rest and value == (below + 1) * printed.step else ""


def _within(top: int, base: int, printed: Figure) -> bool:
    low, high = bounds(printed)
    return low * base <= top and (high is None or top <= high * base)


def bounds(printed: Figure) -> tuple[int, int | None]:
    """Return the least and the most that a printed figure can stand for; generous where a hedge is loose."""
    low, high, step = printed.low, printed.high, printed.step
    if printed.unit == "%" and printed.hedge in ("above", "below", "about"):
        far = max(step, 5 * MICRO)
        return max(low - far * (printed.hedge != "above"), 0), high + far * (printed.hedge != "below")
    loose = max(_place(high), high // 10)
    match printed.hedge:
        case "above":
            return low, high + max(loose, high)
        case "least":
            return low, None
        case "below":
            return max(low - max(loose, low // 2), 0), high
        case "most":
            return 0, high
        case "about":
            return max(low - loose - low // 5, 0), high + loose + high // 5
    if step < MICRO or (printed.unit in ("元", "人次", "人", "") and step > MICRO):
        return low - step, high + step
    return low, high


def _place(number: int) -> int:
    """Return one in the last place of a number that is not nought: 100 for 1500."""
    place = 1
    while number and number % (place * 10) == 0:
        place *= 10
    return place


def plain(number: int) -> str:
    """Return a number of millionths as people write it."""
    sign, number = ("-", -number) if number < 0 else ("", number)
    whole, part = divmod(number, MICRO)
    return f"{sign}{whole}" + (f".{part:06d}".rstrip("0") if part else "")


def scaled(number: int, like: Figure) -> str:
    """Return a number in the scale in which another is printed: 1320.5万 beside 644.82万元."""
    for word, scale in (("亿", 10**8), ("万", 10**4)):
        if word in like.shown and number % (scale // 10**4) == 0:
            return f"{plain(number // scale)}{word}"
    return plain(number)


def per_cent(top: int, base: int, step: int) -> str:
    """Return `top/base` in per cent, rounded half-up to the place of `step`."""
    return plain(_half_up(HUNDRED * top, base, step)) + "%"


def _half_up(top: int, base: int, step: int) -> int:
    below, rest = divmod(abs(top), base * step)
    return (below + (2 * rest >= base * step)) * step * (1 if top >= 0 else -1)


def rounded(top: int, base: int, step: int) -> int:
    """Return the quotient `top/base` rounded half-up to whole `step`s."""
    return _half_up(top, base, step)


def denominators(top: int, printed: Figure, *, cut: bool) -> tuple[int, int] | None:
    """Return the least and the largest whole number under which a count gives a printed rate; None if there is none."""
    value, step = printed.value, printed.step
    if value <= 0 or top <= 0 or not printed.exact:
        return None
    # rounded: value - step/2 <= 100 top / n < value + step/2; cut off: value <= 100 top / n < value + step
    least, most = (2 * value, 2 * (value + step)) if cut else (2 * value - step, 2 * value + step)
    scaled = 2 * HUNDRED * top
    low = scaled // most + 1
    high = scaled // least if least > 0 else None
    if high is None or low > high:
        return None
    return low, high
