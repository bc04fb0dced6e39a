"""Text as it may enter the ledger, as it may be shown, and as it is searched for."""

import math
import re
import unicodedata
from datetime import date, datetime

from xcli.domain.expression import Expression
from xcli.domain.fault import Fault
from xcli.text import Text

# Characters that print nothing: controls of text direction are apart, because they make text read as something else.
_BIDI = "\u202a-\u202e\u2066-\u2069"
_UNSEEN = (
    "\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u2060-\u2065\u206a-\u206f\ufeff"
    "\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0001\U000e0020-\U000e007f"
)
_CONTROL = "\x00-\x1f\x7f-\x9f"
_BREAKS = "\u2028\u2029"
_BROKEN = "\ud800-\udfff\ufffe\uffff"
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U0010ffff"
_PICTURES = "\U0001f000-\U0001faff"

_ODD = Expression(f"[{_CONTROL}{_UNSEEN}{_BIDI}{_BREAKS}{_BROKEN}{_PRIVATE}{_PICTURES}\ufffd]|锟斤拷|烫烫烫|屯屯屯")
_HIDDEN = Expression(f"[{_CONTROL}{_UNSEEN}{_BIDI}{_BREAKS}{_BROKEN}]")
_HIDDEN_IN_LINES = Expression(f"[\x00-\x09\x0b-\x1f\x7f-\x9f{_UNSEEN}{_BIDI}{_BREAKS}{_BROKEN}]")
_ZERO_WIDTH = Expression(f"[{_UNSEEN}]")
_LINE_END = Expression(f"\r\n|[\r\n{_BREAKS}]")
_GAP = Expression(f"(.?)[ \t\r\n{_BREAKS}]*[\t\r\n{_BREAKS}][ \t\r\n{_BREAKS}]*(.?)", re.DOTALL)
_PRIVATE_USE = Expression(f"[{_PRIVATE}]")
_PICTURE = Expression(f"[{_PICTURES}]")
_DITTO = frozenset({"同上", "同前", "如上", "〃", "″", '"', "＂", "ditto", "Ditto"})
_NOTHING = frozenset(
    {"无", "没有", "暂无", "未提供", "不详", "未知", "/", "-", "—", "——", "N/A", "n/a", "none", "None"}
)

_PASTE = Text("请重新录入这一格", "type this cell again")
_REFUSED = (
    (Expression("\x00"), Fault(Text("含有空字符（NUL）", "contains a NUL character"), _PASTE)),
    (
        Expression(f"[{_BIDI}]"),
        Fault(
            Text("含有改变文字方向的隐藏字符", "contains a hidden character that turns the direction of text"), _PASTE
        ),
    ),
    (
        Expression("\ufffd"),
        Fault(
            Text("含有“�”，原来的字已经丢失", "contains “�”: the original character is already lost"),
            Text("请从原件重新录入这一格", "type this cell again from the original"),
        ),
    ),
    (
        Expression(f"[{_BROKEN}]"),
        Fault(
            Text("含有无法识别的字节", "contains bytes that are not text"),
            Text("请重新录入，或把文件另存为 UTF-8 编码", "type it again, or save the file as UTF-8"),
        ),
    ),
    (
        Expression("锟斤拷|烫烫烫|屯屯屯"),
        Fault(
            Text("是乱码（锟斤拷一类）", "is garbled text (mojibake)"),
            Text("请从原件重新录入，或换一份编码正确的文件", "type it again, or get a file in the right encoding"),
        ),
    ),
    (
        Expression("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"),
        Fault(Text("含有控制字符", "contains a control character"), _PASTE),
    ),
)
_IS_BOOLEAN = Fault(
    Text("是逻辑值（TRUE/FALSE），不是文字", "is a logical value (TRUE/FALSE), not text"),
    Text("请把这一格设为文本格式后重新录入", "set the cell's format to text and type it again"),
)
_IS_DITTO = Fault(
    Text("“同上”不是数据", "a ditto mark is not data"), Text("请把内容写全", "write the value out in full")
)
_IS_FAILED_FORMULA = Fault(
    Text("是出错的公式", "is a formula that failed"),
    Text("请改正公式或直接填写结果", "mend the formula or write its result"),
)
_IS_LONG_NUMBER = Fault(
    Text("数字超过 15 位，Excel 已把后面的位数改掉", "has more than 15 digits; Excel has replaced the last ones"),
    Text("把这一列设为文本格式，再从原件重新录入", "set the column's format to text and enter it again"),
)
_IS_STRANGE = Fault(Text("不是文字", "is not text"), Text("请把这一格设为文本格式", "set the cell's format to text"))
_WAS_DATE = Fault(
    Text("这一格是日期格式，已按文字收下", "the cell is a date; taken as text"),
    Text(
        "如果 Excel 改动了原文，请设为文本格式后重录", "if Excel changed it, set the format to text and type it again"
    ),
    "warning",
)
_TIDIED = Fault(Text("去掉了看不见的字符或换行", "invisible characters or line breaks were removed"), weight="note")
_HAS_PRIVATE = Fault(
    Text("含有自造字，别的电脑上可能显示不出来", "contains a private-use character that other computers may not show"),
    Text("请核对这个字", "check that character"),
    "warning",
)
_HAS_PICTURE = Fault(
    Text("含有表情符号", "contains an emoji"), Text("请核对是否需要", "check whether it is meant"), "warning"
)
NARROWED = Fault(
    Text("全角或看不见的字符已统一", "full-width or invisible characters were made uniform"), weight="note"
)

_NARROW = {0xFF01 + n: 0x21 + n for n in range(94)}
_NARROW |= {0x3000: 0x20, 0xA0: 0x20, 0xFFE5: 0xA5}
_NARROW |= dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2212), 0x2D)

_SKIPPED = Expression(f"[\\s{_CONTROL}{_UNSEEN}{_BIDI}]+")
_DOT = Expression("[.•‧∙⋅・᛫⸱⸳]")


def clean_text(cell: object, limit: int = 2000, lines: bool = False) -> tuple[str | None, Fault | None]:
    """Read a cell as text: stripped, without what cannot be seen; line breaks stay only if `lines`."""
    if not isinstance(cell, str):
        return _text_of_other(cell)
    text = cell.strip()
    if not text:
        return None, None
    fault = None
    if _ODD.search(text):
        tidy, fault = _tidy(text, lines)
        if not tidy:
            return None, fault
        text = tidy
    refusal = _refusal(text, limit)
    return (None, refusal) if refusal else (text, fault)


def visible(text: str, lines: bool = False) -> str:
    r"""Return text safe to print: whatever a terminal would obey or not show becomes an escape like \x1b."""
    return (_HIDDEN_IN_LINES if lines else _HIDDEN).sub(_escape, text)


def fold(text: str) -> str:
    """Return the search key of a text: width, case, spaces, unseen characters and kinds of middle dot do not count."""
    plain = text if text.isalnum() else _SKIPPED.sub("", text)
    key = unicodedata.normalize("NFKC", plain).casefold()
    if key != plain:
        # Case folding and the spaces that NFKC makes of some marks can leave text that composes further.
        key = unicodedata.normalize("NFKC", _SKIPPED.sub("", key)).casefold()
    return key if key.isalnum() else _DOT.sub("·", key)


def narrow(text: str) -> tuple[str, Fault | None]:
    """Return a value's text with full-width forms and dashes as ASCII, unseen characters gone, and a note if so."""
    text = text.strip()
    if text.isascii():
        return text, None
    plain = _ZERO_WIDTH.sub("", text).translate(_NARROW).strip()
    return plain, None if plain == text else NARROWED


def says_none(text: str) -> bool:
    """Tell whether the text says that there is nothing: 无, 未提供, a dash."""
    return text in _NOTHING


def heavier(first: Fault | None, second: Fault | None) -> Fault | None:
    """Return the graver of two faults; the first when they weigh the same."""
    if first is None or second is None:
        return first or second
    return max(first, second, key=lambda fault: _WEIGHTS[fault.weight])


_WEIGHTS = {"note": 0, "warning": 1, "error": 2}
_FAILED_FORMULA = Expression(r"#(REF!|DIV/0!|VALUE!|NAME\?|N/A|NULL!|NUM!|SPILL!|CALC!)")


def _refusal(text: str, limit: int) -> Fault | None:
    if len(text) > limit:
        return _too_long(len(text), limit)
    if text in _DITTO:
        return _IS_DITTO
    if text[0] == "#" and _FAILED_FORMULA.fullmatch(text):
        return _IS_FAILED_FORMULA
    return None


def _tidy(text: str, lines: bool) -> tuple[str | None, Fault | None]:
    for pattern, refusal in _REFUSED:
        if pattern.search(text):
            return None, refusal
    tidy = _ZERO_WIDTH.sub("", text)
    if lines:
        tidy = _LINE_END.sub("\n", tidy).replace("\t", " ").strip()
        unchanged = tidy == text.replace("\r\n", "\n")
    else:
        tidy = _GAP.sub(_close_gap, tidy).strip()
        unchanged = tidy == text
    fault: Fault | None = None if unchanged else _TIDIED
    if _PRIVATE_USE.search(tidy):
        fault = _HAS_PRIVATE
    elif _PICTURE.search(tidy):
        fault = _HAS_PICTURE
    return tidy or None, fault


def _close_gap(found: re.Match[str]) -> str:
    # Chinese runs on over a line break; Latin words need a space there.
    before, after = found.groups()
    return before + (" " if before.isascii() and after.isascii() else "") + after


def _text_of_other(cell: object) -> tuple[str | None, Fault | None]:
    if cell is None:
        return None, None
    if isinstance(cell, bool):
        return None, _IS_BOOLEAN
    if isinstance(cell, int):
        return str(cell), None
    if isinstance(cell, float):
        return _text_of_float(cell)
    if isinstance(cell, date):
        day = cell.date() if isinstance(cell, datetime) else cell
        return day.isoformat(), _WAS_DATE
    return None, _IS_STRANGE


def _text_of_float(number: float) -> tuple[str | None, Fault | None]:
    if not math.isfinite(number):
        return None, _IS_FAILED_FORMULA
    if abs(number) >= 1e15:
        return None, _IS_LONG_NUMBER
    return (str(int(number)) if number.is_integer() else repr(number)), None


def _too_long(length: int, limit: int) -> Fault:
    return Fault(
        Text(f"有 {length} 个字，超过 {limit} 个字的上限", f"has {length} characters; at most {limit} are allowed"),
        Text(f"请缩短到 {limit} 个字以内", f"shorten it to {limit} characters"),
    )


def _escape(found: re.Match[str]) -> str:
    number = ord(found[0])
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
