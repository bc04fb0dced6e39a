"""Whole numbers of people, cases, companies: read strictly, with or without their unit."""

from xcli.domain.clean import narrow
from xcli.domain.day import small_numeral
from xcli.domain.expression import Expression
from xcli.domain.fault import Fault
from xcli.text import Text

MOST = 10**9

_WHOLE = Expression(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.0+)?")
_OTHER_UNIT = Expression(r"[0-9]+\s*[\u4e00-\u9fff]{1,3}")
_FORM = Text("应写成数字，如 5", "write a number, such as 5")
_UNREADABLE = Fault(Text("不是整数", "is not a whole number"), _FORM)
_IS_NEGATIVE = Fault(Text("是负数", "is negative"), Text("不能小于 0", "it is never below 0"))
_HAS_FRACTION = Fault(Text("有小数", "has a fraction"), Text("应是整数，如 5", "write a whole number, such as 5"))
_TOO_MANY = Fault(Text("数字大得不合常理", "the number is beyond what is plausible"), Text("请核对", "check it"))
_FROM_NUMERALS = Fault(Text("中文数字已换成数字", "a number in Chinese numerals was read"), weight="note")
_EXPLAINED = (
    (
        Expression(r"[余多约近几数]|左右|以上|以下|不足|上下"),
        Fault(
            Text("是约数", "is an approximate number"), Text("请填确切数字，如 5", "write the exact number, such as 5")
        ),
    ),
    (Expression(r"-\s*[0-9.]+"), _IS_NEGATIVE),
    (Expression(r"[0-9]+\.[0-9]+"), _HAS_FRACTION),
)


def read_whole(cell: object, unit: tuple[str, ...] = ()) -> tuple[int | None, Fault | None]:
    """Read a whole number from 0 to 10^9; after it may stand one of the column's own units."""
    if isinstance(cell, str):
        text, note = narrow(cell)
        return _read_text(text, note, unit) if text else (None, None)
    if isinstance(cell, int) and not isinstance(cell, bool):
        return _in_range(cell)
    if isinstance(cell, float):
        return _read_float(cell)
    return None, None if cell is None else _UNREADABLE


def show_whole(number: int) -> str:
    """Return the number in plain digits."""
    return str(number)


def _read_text(text: str, note: Fault | None, unit: tuple[str, ...]) -> tuple[int | None, Fault | None]:
    bare = _without_unit(text, unit)
    found = _WHOLE.fullmatch(bare)
    if found:
        digits = found[1].replace(",", "")
        value, fault = _in_range(int(digits) if len(digits) <= 20 else MOST + 1)
        return value, fault or note
    numeral = small_numeral(bare)
    if numeral is not None:
        return numeral, _FROM_NUMERALS
    return None, _why_unreadable(bare, unit)


def _without_unit(text: str, unit: tuple[str, ...]) -> str:
    for word in unit:
        if text.endswith(word):
            return text.removesuffix(word).rstrip()
    return text


def _read_float(cell: float) -> tuple[int | None, Fault | None]:
    if cell.is_integer():
        return _in_range(int(cell))
    if cell != cell or abs(cell) == float("inf"):  # noqa: PLR0124 - NaN differs from itself
        return None, _UNREADABLE
    return None, _IS_NEGATIVE if cell < 0 else _HAS_FRACTION


def _in_range(number: int) -> tuple[int | None, Fault | None]:
    if number < 0:
        return None, _IS_NEGATIVE
    return (None, _TOO_MANY) if number > MOST else (number, None)


def _why_unreadable(text: str, unit: tuple[str, ...]) -> Fault:
    known = next((fault for pattern, fault in _EXPLAINED if pattern.search(text)), None)
    if known:
        return known
    if unit and _OTHER_UNIT.fullmatch(text):
        return Fault(
            Text(f"单位不是“{unit[0]}”", f"the unit is not “{unit[-1]}”"),
            Text(f"应写成 5 或 5{unit[0]}", f"write 5 or 5 {unit[-1]}"),
        )
    return _UNREADABLE
