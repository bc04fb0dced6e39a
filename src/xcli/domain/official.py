"""Official wording of a count, by one rule: it never claims more than was counted.

`5086万余元` says at least that much, `近400场次` that it falls short of it by at most a hundredth, `约300件` that it
exceeds it by at most a hundredth. What is worded can be read back as what it claims.
"""

from typing import NamedTuple

from xcli.domain.expression import Expression
from xcli.text import Text

CLOSE = 100  # within a hundredth is 近 or 约
ROUND_FROM = 100
WAN = 10_000
YUAN_IN_FEN = 100

_CLAIM = Expression(r"(?P<hedge>[近约]?)(?P<number>[0-9]+)(?P<wan>万?)(?P<more>余?)\D*")


class Claim(NamedTuple):
    """What a wording claims: at least `least`, and below `below`."""

    least: int
    below: int

    def allows(self, count: int) -> bool:
        """Tell whether a count bears the claim out."""
        return self.least <= count < self.below


def exactly(count: int, unit: Text) -> Text:
    """Return a count with its unit."""
    return Text(f"{count}{unit.zh}", f"{count} {_single(unit.en) if count == 1 else unit.en}")


def _single(unit: str) -> str:
    return "person" if unit == "people" else unit.removesuffix("s")


def roundly(count: int, unit: Text) -> Text:
    """Return a count in round numbers, its first two digits or so: `360余场次`; a small or round one as it is."""
    step = _step(count)
    base, rest = count - count % step, count % step
    if rest == 0:
        return exactly(count, unit)
    if (step - rest) * CLOSE <= base + step:
        return Text(f"近{base + step}{unit.zh}", f"nearly {base + step} {unit.en}")
    if rest * CLOSE <= base:
        return Text(f"约{base}{unit.zh}", f"about {base} {unit.en}")
    return Text(f"{base}余{unit.zh}", f"more than {base} {unit.en}")


def money(fen: int) -> Text:
    """Return an amount as reports print it: `5086万余元`, cut off and never rounded up."""
    yuan = fen // YUAN_IN_FEN
    if yuan < WAN:
        more = Text("余", "more than ") if fen % YUAN_IN_FEN else Text("", "")
        return Text(f"{yuan}{more.zh}元", f"{more.en}{yuan} yuan")
    wan, rest = divmod(fen, WAN * YUAN_IN_FEN)
    more = Text("余", "more than ") if rest else Text("", "")
    return Text(f"{wan}万{more.zh}元", f"{more.en}{wan * WAN:,} yuan")


def claim_of(text: str) -> Claim | None:
    """Read back what a Chinese wording claims, in its own unit (元 for amounts); None where it is none."""
    found = _CLAIM.fullmatch(text)
    if not found:
        return None
    number, scale = int(found["number"]), WAN if found["wan"] else 1
    match found["hedge"], found["more"]:
        case "近", _:
            return Claim(number * scale - number * scale // CLOSE, number * scale)
        case "约", _:
            return Claim(number * scale, number * scale + number * scale // CLOSE + 1)
        case _, "余":
            return Claim(number * scale, (number + (1 if found["wan"] else _step(number))) * scale)
    return Claim(number * scale, number * scale + 1)


def _step(count: int) -> int:
    """Return the step to which a count is rounded: 1 below a hundred, then the third digit and what follows."""
    if count < ROUND_FROM:
        return 1
    return int(10 ** (len(str(count)) - 2))
