"""A figure that was told: read by the kind of its indicator into numerator and denominator."""

from xcli.domain.clean import narrow
from xcli.domain.expression import Expression
from xcli.domain.fault import Fault
from xcli.domain.indicator import Indicator
from xcli.domain.money import read_money
from xcli.domain.number import read_whole
from xcli.text import Text

Pair = tuple[int, int | None]

_QUOTIENT = Expression(r"([0-9]{1,10})/([0-9]{1,10})")
_DECIMAL = Expression(r"([0-9]{1,9})(?:\.([0-9]{1,4}))?%?")
_RATE = Fault(Text("不是比率", "is not a rate"), Text("应写成 1646/1673 或 98.38%", "write 1646/1673 or 98.38%"))
_MEAN = Fault(Text("不是平均数", "is not an average"), Text("应写成 12.5", "write 12.5"))
_ABOVE = Fault(Text("分母是零", "the denominator is nought"), Text("应写成 1646/1673", "write 1646/1673"))


def read_told(indicator: Indicator, text: str) -> tuple[Pair | None, Fault | None]:
    """Read what was told: a count with or without its unit, an amount in 万元, a quotient or per cent, an average."""
    match indicator.kind:
        case "money":
            return _single(read_money(text, unit_wan=not _names_unit(text)))
        case "rate":
            return _rate(narrow(text)[0])
        case "mean":
            return _decimal(narrow(text)[0], 1, _MEAN)
    return _single(read_whole(text, tuple(indicator.unit)))


def _single(read: tuple[int | None, Fault | None]) -> tuple[Pair | None, Fault | None]:
    value, fault = read
    if value is None:
        return None, fault or Fault(Text("是空的", "is empty"))
    return (value, None), fault if fault and fault.weight == "error" else None


def _names_unit(text: str) -> bool:
    return any(unit in text for unit in "元圆万亿")


def _rate(text: str) -> tuple[Pair | None, Fault | None]:
    if found := _QUOTIENT.fullmatch(text):
        base = int(found[2])
        return ((int(found[1]), base), None) if base else (None, _ABOVE)
    return _decimal(text, 100, _RATE)


def _decimal(text: str, whole: int, fault: Fault) -> tuple[Pair | None, Fault | None]:
    """Return a decimal number as numerator over a power of ten times `whole`."""
    found = _DECIMAL.fullmatch(text)
    if not found:
        return None, fault
    part = found[2] or ""
    return (int(found[1] + part), whole * 10 ** len(part)), None
