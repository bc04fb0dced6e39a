"""Amounts of money: whole 分, read without guessing and shown as a clerk writes them."""

import re

from xcli.domain.clean import narrow
from xcli.domain.expression import Expression
from xcli.domain.fault import Fault
from xcli.text import Text

MOST = 10**13

_AMOUNT = Expression(
    r"(?:人民币)?\s*¥?\s*(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.(?P<part>[0-9]+))?"
    r"\s*(?P<scale>[百千万亿]|[百千]万)?\s*(?P<yuan>元|圆|块)?整?"
)
# Nearly all amounts of a sheet, and none above what is plausible.
_PLAIN = re.compile(r"([0-9]{1,10})(?:\.([0-9]{2}))?")
_SCALES = {"百": 2, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8}
_YUAN_IN_FEN = 2
_WAN = 4
_WAN_IN_FEN = 10**6

_FORM = Text("应写成 1234.50 或 12.5万元", "write it as 1234.50 or 12.5万元")
_UNREADABLE = Fault(Text("不是金额", "is not an amount"), _FORM)
_IS_NEGATIVE = Fault(Text("金额是负数", "the amount is negative"), Text("金额不能小于 0", "an amount is never below 0"))
_TOO_FINE = Fault(
    Text("金额不到一分的尾数", "the amount has a fraction of one 分"),
    Text("最多两位小数，如 1234.50", "write at most two decimals, such as 1234.50"),
)
_TOO_MUCH = Fault(
    Text("金额大得不合常理", "the amount is beyond what is plausible"),
    Text("请核对单位是元还是万元", "check whether the unit is 元 or 万元"),
)
_UNIT_TWICE = Fault(
    Text("表头是万元，格内又写了单位", "the heading says 万元 and the cell names a unit too"),
    Text("格内只写数字，如 1.5", "write only the number in the cell, such as 1.5"),
)
_EXPLAINED = (
    (
        Expression(r".*([余多约近几数]|左右|以上|以下|不足|上下|大概)"),
        Fault(
            Text("是约数", "is an approximate amount"),
            Text("请填确切金额，如 50860000 或 5086万元", "write the exact amount, such as 50860000 or 5086万元"),
        ),
    ),
    (
        Expression(
            r".*([$€£]|USD|HKD|EUR|JPY|GBP|MOP|TWD|港[币元]|美[元金]|欧元|日元|英镑|澳门元|台币)", re.IGNORECASE
        ),
        Fault(
            Text("是外币或港澳台币", "is in a foreign currency"),
            Text("请折算成人民币", "convert it to renminbi"),
        ),
    ),
    (Expression(r"[-负(].*[0-9]"), _IS_NEGATIVE),
    (
        Expression(r"[0-9]+(,[0-9]*)+"),
        Fault(
            Text("千分位的逗号位置不对", "the commas do not stand at every third digit"),
            Text("应写成 1,234.50 或 1234.50", "write it as 1,234.50 or 1234.50"),
        ),
    ),
    (
        Expression(r".*[零壹贰叁肆伍陆柒捌玖拾佰仟一二三四五六七八九十两]"),
        Fault(Text("是中文大写或小写数字", "is written in Chinese numerals"), _FORM),
    ),
    (
        Expression(r"(无|没有|不详|/|—+)$"),
        Fault(
            Text("不是金额", "is not an amount"),
            Text("不涉及金额填 0，不清楚就留空", "write 0 if no money is involved; leave it blank if unknown"),
        ),
    ),
    (
        Expression(r"[0-9.]+[eE][-+]?[0-9]+$"),
        Fault(
            Text("是科学记数法，位数可能已经丢失", "is in scientific notation; digits may be lost"),
            Text("请从原件重新录入完整数字", "enter the full number again from the original"),
        ),
    ),
)


def read_money(cell: object, unit_wan: bool = False) -> tuple[int | None, Fault | None]:
    """Read an amount into 分; `unit_wan` tells that the column's heading says 万元."""
    if isinstance(cell, str):
        if not unit_wan and (plain := _PLAIN.fullmatch(cell)):
            return int(plain[1] + (plain[2] or "00")), None
        text, note = narrow(cell)
        return _read_text(text, note, unit_wan) if text else (None, None)
    if isinstance(cell, float):
        # A workbook holds 15 digits: what lies beyond is residue of binary arithmetic, not an entry.
        return _read_text(format(cell, ".15g"), None, unit_wan)
    if isinstance(cell, int) and not isinstance(cell, bool):
        return _read_text(str(cell), None, unit_wan)
    return None, None if cell is None else _UNREADABLE


def show_money(fen: int) -> str:
    """Return the amount in 元, such as 1,234.50."""
    yuan, rest = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{yuan:,}.{rest:02}"


def show_wan(fen: int, decimals: int = 2, cut: bool = False) -> str:
    """Return the amount in 万元, rounded half up or cut off."""
    whole, rest = divmod(abs(fen) * 10**decimals, _WAN_IN_FEN)
    if not cut and rest * 2 >= _WAN_IN_FEN:
        whole += 1
    digits = str(whole).zfill(decimals + 1)
    shown = f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits
    return f"-{shown}" if fen < 0 and whole else shown


def _read_text(text: str, note: Fault | None, unit_wan: bool) -> tuple[int | None, Fault | None]:
    found = _AMOUNT.fullmatch(text)
    if not found:
        return None, _why_unreadable(text)
    if unit_wan and (found["scale"] or found["yuan"]):
        return None, _UNIT_TWICE
    scale = _WAN if unit_wan else _SCALES.get(found["scale"] or "", 0)
    fen = _fen(found["whole"].replace(",", ""), found["part"] or "", scale)
    fault = _implausible(fen)
    return (None, fault) if fault else (fen, note)


def _fen(whole: str, part: str, scale: int) -> int | None:
    places = scale + _YUAN_IN_FEN
    if len(part) > places:
        return None
    if len(whole) > len(str(MOST)):
        return MOST + 1
    return int(whole + part.ljust(places, "0"))


def _implausible(fen: int | None) -> Fault | None:
    if fen is None:
        return _TOO_FINE
    return _TOO_MUCH if fen > MOST else None


def _why_unreadable(text: str) -> Fault:
    return next((fault for pattern, fault in _EXPLAINED if pattern.match(text)), _UNREADABLE)
