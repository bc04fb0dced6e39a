"""Telephone numbers of the mainland: mobile, landline, service; others with their country code."""

from xcli.domain.clean import narrow, says_none
from xcli.domain.expression import Expression
from xcli.domain.fault import Fault
from xcli.domain.mask import has_stars
from xcli.text import Text

_MOBILE = Expression(r"1[3-9][0-9]{9}")
_LANDLINE = Expression(r"(010|02[0-9]|0[3-9][0-9]{2})([2-9][0-9]{6,7})")
_WITH_EXTENSION = Expression(r"(0[0-9]{2,3}-[0-9]{7,8})(?:-|转|分机)([0-9]{1,6})")
_LOCAL = Expression(r"[2-9][0-9]{6,7}")
_SERVICE = Expression(r"([48]00)([0-9]{3})([0-9]{4})")
_SHORT = Expression(r"1[0-9]{2,4}|9[56][0-9]{3,4}")
_ABROAD = Expression(r"\+(?!86)[1-9][0-9]{6,14}")
_HOME_CODE = Expression(r"(?:(?:\+|00)86|86(?=1[3-9][0-9]{9}$))([0-9]+)")
_MARKS = Expression(r"[\s()-]+")
_DAMAGED = Expression(r"[0-9.]+[eE]\+?[0-9]+")
_SEVERAL = Expression(r"[0-9]{7,}\s*[、，,；;/\n和或]+\s*[0-9]{7,}")

_FORM = Text("应写成 13800138000 或 021-61234567", "write it as 13800138000 or 021-61234567")
_UNREADABLE = Fault(Text("不是电话号码", "is not a telephone number"), _FORM)
_MASKED = Fault(
    Text("号码被遮盖过（有 *）", "the number has been masked (with *)"),
    Text("请填完整号码；脱敏文件不能再导入", "write the whole number; a masked file cannot be imported"),
)
_RUINED = Fault(
    Text("号码被 Excel 改成了科学记数法", "Excel has turned the number into scientific notation"),
    Text("先把这一列设为文本格式，再从原件重新粘贴", "set the column's format to text, then paste again"),
)
_TWO = Fault(Text("一格里有两个号码", "there are two numbers in one cell"), Text("只留一个号码", "keep one number"))
_NOT_GIVEN = Fault(Text("写明没有，按空白收下", "says that there is none; left blank"), weight="note")
_TIDIED = Fault(Text("号码写法已统一", "the number's spelling was made uniform"), weight="note")
_NO_AREA = Fault(
    Text("没有区号", "there is no area code"),
    Text("请补区号，如 0971-2231234", "add the area code, such as 0971-2231234"),
    "warning",
)


def read_phone(cell: object) -> tuple[str | None, Fault | None]:
    """Read one telephone number; spaces, hyphens and +86 do not matter."""
    if isinstance(cell, str):
        return (cell, None) if _MOBILE.fullmatch(cell) else _read_text(cell)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        whole = 0 <= cell < 1e15 and cell == int(cell)
        return _read_text(str(int(cell))) if whole else (None, _UNREADABLE)
    return None, None if cell is None else _UNREADABLE


def show_phone(number: str) -> str:
    """Return the number as stored."""
    return number


def _read_text(cell: str) -> tuple[str | None, Fault | None]:
    text, note = narrow(cell)
    if not text or says_none(text):
        return None, _NOT_GIVEN if text else None
    refusal = _refusal(text)
    if refusal:
        return None, refusal
    number = _canonical(text)
    if number is None:
        return None, _why_not_phone(text)
    if _LOCAL.fullmatch(number):
        return number, _NO_AREA
    return number, note or (None if number == text else _TIDIED)


def _refusal(text: str) -> Fault | None:
    if has_stars(text):
        return _MASKED
    if _DAMAGED.fullmatch(text):
        return _RUINED
    return _TWO if _SEVERAL.search(text) else None


def _canonical(text: str) -> str | None:
    extended = _WITH_EXTENSION.fullmatch(text)
    if extended:
        base = _canonical(extended[1])
        return base and f"{base}-{extended[2]}"
    bare = _MARKS.sub("", text)
    if _ABROAD.fullmatch(bare):
        return bare
    bare = _from_home_code(bare)
    if bare.startswith(("0", "1", "4", "8")):
        return _with_hyphens(bare)
    return bare if _LOCAL.fullmatch(bare) or _SHORT.fullmatch(bare) else None


def _from_home_code(bare: str) -> str:
    found = _HOME_CODE.fullmatch(bare)
    if not found:
        return bare
    # From abroad an area code loses its 0.
    return found[1] if _MOBILE.fullmatch(found[1]) or found[1].startswith("0") else f"0{found[1]}"


def _with_hyphens(bare: str) -> str | None:
    if _MOBILE.fullmatch(bare) or _SHORT.fullmatch(bare):
        return bare
    service = _SERVICE.fullmatch(bare)
    if service:
        return "-".join(service.groups())
    landline = _LANDLINE.fullmatch(bare)
    if landline:
        return "-".join(landline.groups())
    return bare if _LOCAL.fullmatch(bare) else None


def _why_not_phone(text: str) -> Fault:
    digits = _MARKS.sub("", text)
    if digits.isascii() and digits.isdecimal():
        return Fault(Text(f"号码有 {len(digits)} 位", f"the number has {len(digits)} digits"), _FORM)
    return _UNREADABLE
