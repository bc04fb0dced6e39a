"""Names of people and organisations, stored as written."""

from xcli.domain.clean import clean_text
from xcli.domain.expression import Expression
from xcli.domain.fault import Fault
from xcli.domain.mask import has_stars, looks_masked, mask_numbers
from xcli.text import Text

LIMIT = 50

_PICTURE = Expression("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u20e3]")
_LETTER = Expression(r"[^\W_]")
# Nearly all names; those that could be ditto marks, garbled text or masked (某) take the long way.
_ORDINARY = Expression(
    "(?!同上|同前|如上|锟斤拷|烫烫烫|屯屯屯|.锟斤拷|.烫烫烫|.屯屯屯)[\u4e00-\u67cf\u67d1-\u9fff]{2,4}"
)
_HAS_PICTURE = Fault(
    Text("姓名里有表情或图形符号", "the name contains an emoji or a pictograph"),
    Text("请按证件填写，如 张三", "write it as on the document, such as 张三"),
)
_IS_MASKED = Fault(
    Text("姓名被遮盖过（有 *）", "the name has been masked (with *)"),
    Text("请填全名；脱敏文件不能再导入", "write the full name; a masked file cannot be imported"),
)
_LOOKS_MASKED = Fault(
    Text("姓名像是脱敏后的（某）", "the name looks masked (某)"),
    Text("请核对是否全名", "check whether it is the full name"),
    "warning",
)
_HOLDS_NUMBER = Fault(
    Text("姓名里有证件号码或电话", "the name holds an identity number or a telephone number"),
    Text("号码请写在证件号码、联系电话一栏", "write numbers into their own fields"),
)
_NO_LETTER = Fault(
    Text("不是姓名或名称", "is not a name"),
    Text("请填写，如 张三；不清楚就留空", "write it, such as 张三; leave blank if unknown"),
)


def read_name(cell: object) -> tuple[str | None, Fault | None]:
    """Read a name of at most 50 characters; spelling and middle dots stay as written."""
    if isinstance(cell, str) and _ORDINARY.fullmatch(cell):
        return cell, None
    text, fault = clean_text(cell, LIMIT)
    if text is None:
        return None, fault
    refusal = _refusal(text)
    if refusal:
        return None, refusal
    return text, _LOOKS_MASKED if looks_masked(text) else fault


def show_name(name: str) -> str:
    """Return the name as stored."""
    return name


def _refusal(text: str) -> Fault | None:
    if has_stars(text):
        return _IS_MASKED
    if mask_numbers(text) != text:
        # A name is shown whole where a number would be masked.
        return _HOLDS_NUMBER
    if _PICTURE.search(text):
        return _HAS_PICTURE
    return None if _LETTER.search(text) else _NO_LETTER
