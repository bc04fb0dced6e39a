"""Numbers of identity documents: GB 11643 for people, GB 32100 for organisations."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from operator import mul
from typing import Any, Literal

from xcli.domain.clean import clean_text, heavier, narrow, says_none
from xcli.domain.day import today
from xcli.domain.expression import Expression
from xcli.domain.fault import Fault
from xcli.domain.mask import has_stars
from xcli.text import Text

Sex = Literal["male", "female"]

_ID_18 = Expression(r"[0-9]{17}[0-9X]")
_ID_15 = Expression(r"[0-9]{15}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_ZEROS = sum(_WEIGHTS) * ord("0")
_REGIONS = frozenset(
    f"{number}"
    for low, high in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83), (91, 91))
    for number in range(low, high + 1)
)
_CARDS = (None, "id_card", "residence_permit")  # a number whose kind is not told is read as a card's
_PERMIT_REGIONS = frozenset({"81", "82", "83"})
_OLDEST = 120
_SPACES = Expression(r"[\s-]+")
_DAMAGED = Expression(r"[0-9.]+[eE]\+?[0-9]+")
_PASSPORT = Expression(r"(?=.*[0-9])[A-Z0-9]{5,17}")
_CREDIT = Expression(r"[0-9A-HJ-NPQRTUWXY]{18}")
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_OLD_LICENCE = Expression(r"[0-9]{15}")

_FORM = Text("应是 18 位，如 11010519491231002X", "write 18 characters, such as 11010519491231002X")
_AGAIN = Text("请对照证件核对", "check it against the document")
_RUINED = Fault(
    Text("号码被 Excel 改过，后几位已经丢失", "Excel has altered the number; its last digits are lost"),
    Text(
        "先把这一列设为文本格式，再从原件重新粘贴",
        "set the column's format to text, then paste again from the original",
    ),
)
_MASKED = Fault(
    Text("号码被遮盖过（有 *）", "the number has been masked (with *)"),
    Text("请填完整号码；脱敏文件不能再导入", "write the whole number; a masked file cannot be imported"),
)
_NOT_TEXT = Fault(Text("不是证件号码", "is not a document number"), _FORM)
_NOT_GIVEN = Fault(Text("写明未提供，按空白收下", "says that none was given; left blank"), weight="note")
_UPPERED = Fault(Text("末位 x 已改为 X", "the final x was written as X"), weight="note")
_CLOSED_UP = Fault(Text("去掉了号码里的空格或横线", "spaces or hyphens were taken out"), weight="note")
ONLY_MEN = Fault(
    Text("有“妇女”，证件号码的性别却都是男", "“women” is given, but by their numbers all are men"),
    Text("请核对类别和证件号码", "check the category and the numbers"),
    "warning",
)
_NO_SUCH_BIRTH = Fault(Text("号码里的出生日期不存在", "the date of birth in the number does not exist"), _AGAIN)
_NOT_BORN = Fault(Text("号码里的出生日期在将来", "the date of birth in the number lies in the future"), _AGAIN)
_TOO_OLD = Fault(Text("按号码计算年龄超过 120 岁", "by the number the person is over 120 years old"), _AGAIN, "warning")
_WRONG_CHECK = Fault(
    Text("校验位不对，号码可能抄错", "the check digit is wrong; the number may be miscopied"), _AGAIN, "warning"
)
_WRONG_REGION = Fault(
    Text("前两位不是省级行政区划代码", "the first two digits are no province's code"), _AGAIN, "warning"
)
_FIRST_GENERATION = Fault(
    Text("是 15 位的旧号码，原样收下", "is an old 15-digit number; kept as written"),
    Text("如有新证请填 18 位号码", "write the 18-digit number if there is one"),
    "warning",
)
_NOT_A_PERMIT = Fault(
    Text(
        "证件类型与号码不符：居住证号码以 81、82 或 83 开头",
        "kind and number disagree: a permit begins with 81, 82 or 83",
    ),
    Text("请核对证件类型和号码", "check the kind and the number"),
)
_NOT_A_CARD = Fault(
    Text("证件类型与号码不符：不是身份证号码", "kind and number disagree: not an identity card number"),
    Text("请核对证件类型；身份证号码应是 18 位", "check the kind; an identity card number has 18 characters"),
)
_NOT_A_PASSPORT = Fault(
    Text("证件类型与号码不符：不是护照号码", "kind and number disagree: not a passport number"),
    Text("应是字母和数字，如 E12345678", "write letters and digits, such as E12345678"),
)
_NOT_A_CREDIT_CODE = Fault(
    Text("不是统一社会信用代码", "is not a unified social credit code"),
    Text("应是 18 位，如 91350100M000100Y43", "write 18 characters, such as 91350100M000100Y43"),
)
_OLD_CODE = Fault(
    Text("是 15 位的旧注册号，原样收下", "is an old 15-digit registration number; kept as written"),
    Text("如有统一社会信用代码请改填", "write the unified social credit code if there is one"),
    "warning",
)
_LOOKALIKES = {"O": "0", "I": "1", "L": "1"}


def read_id_no(cell: object) -> tuple[str | None, Fault | None]:
    """Read a citizen's identity number; a wrong check digit is a warning, what Excel has ruined an error."""
    if isinstance(cell, str) and _ID_18.fullmatch(cell):
        return _judge_18(cell, None)
    number, fault = _bare(cell)
    if number is None:
        return None, fault
    if _ID_18.fullmatch(number):
        return _judge_18(number, fault)
    if _ID_15.fullmatch(number):
        wrong = _birth_fault(f"19{number[6:12]}")
        return (None, wrong) if wrong and wrong.weight == "error" else (number, _FIRST_GENERATION)
    return None, _why_not_id(number)


def read_document(kind: str, cell: object) -> tuple[str | None, Fault | None]:
    """Read a document's number by its kind: id_card, residence_permit, passport, credit_code or other."""
    return _READERS.get(kind, _read_other)(cell)


def show_id_no(number: str) -> str:
    """Return the number as stored."""
    return number


def sex_of(id_no: str) -> Sex | None:
    """Return the sex that an identity number states; None if it is not one."""
    if _ID_18.fullmatch(id_no):
        return "male" if int(id_no[16]) % 2 else "female"
    if _ID_15.fullmatch(id_no):
        return "male" if int(id_no[14]) % 2 else "female"
    return None


def sexes_of(people: Iterable[Mapping[str, Any]]) -> set[Sex]:
    """Return the sexes that the identity cards of people state."""
    cards = (one.get("id_no") for one in people if one.get("id_kind") in _CARDS)
    return {sex for card in cards if card and (sex := sex_of(card))}


def birth_of(id_no: str) -> date | None:
    """Return the date of birth that an identity number states; None if it states none."""
    if _ID_18.fullmatch(id_no):
        return _date_of(id_no[6:14])
    return _date_of(f"19{id_no[6:12]}") if _ID_15.fullmatch(id_no) else None


def check_digit(body: str) -> str:
    """Return the check digit of the first 17 digits of an identity number."""
    return _CHECK[(sum(map(mul, _WEIGHTS, body.encode())) - _ZEROS) % 11]


def credit_check_digit(body: str) -> str:
    """Return the check character of the first 17 characters of a unified social credit code."""
    total = sum(map(mul, _CREDIT_WEIGHTS, map(_CREDIT_ALPHABET.index, body)))
    return _CREDIT_ALPHABET[-total % 31]


def _judge_18(number: str, note: Fault | None) -> tuple[str | None, Fault | None]:
    birth = _birth_fault(number[6:14])
    if birth and birth.weight == "error":
        return None, birth
    wrong: Fault | None = None
    if check_digit(number[:17]) != number[17]:
        if number.endswith("000"):
            return None, _RUINED
        wrong = _WRONG_CHECK
    if number[:2] not in _REGIONS:
        wrong = wrong or _WRONG_REGION
    return number, heavier(wrong or birth, note)


def _birth_fault(digits: str) -> Fault | None:
    born = _date_of(digits)
    now = today()
    if born is None or born.year < 1850:
        return _NO_SUCH_BIRTH
    if born > now:
        return _NOT_BORN
    return _TOO_OLD if now.year - born.year > _OLDEST else None


@lru_cache(maxsize=65536)
def _date_of(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def _bare(cell: object) -> tuple[str | None, Fault | None]:
    """Return a number without width, spaces and hyphens, or why it cannot be one."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _bare_number(cell)
    if not isinstance(cell, str):
        return None, None if cell is None else _NOT_TEXT
    text, note = narrow(cell)
    if not text or says_none(text):
        return None, _NOT_GIVEN if text else None
    if has_stars(text):
        return None, _MASKED
    if _DAMAGED.fullmatch(text):
        return None, _RUINED
    closed = _SPACES.sub("", text)
    upper = closed.upper()
    if upper != closed:
        note = note or _UPPERED
    return upper, note or (None if closed == text else _CLOSED_UP)


def _bare_number(cell: float) -> tuple[str | None, Fault | None]:
    if not abs(cell) < 1e15:
        return None, _RUINED
    return (str(int(cell)), None) if cell >= 0 and cell == int(cell) else (None, _NOT_TEXT)


def _why_not_id(number: str) -> Fault:
    if len(number) not in {15, 18}:
        if _PASSPORT.fullmatch(number) and number[0].isalpha():
            return _NOT_A_CARD
        return Fault(Text(f"号码有 {len(number)} 位", f"the number has {len(number)} characters"), _FORM)
    place, mark = next((n, mark) for n, mark in enumerate(number) if mark not in "0123456789")
    twin = _LOOKALIKES.get(mark)
    if twin:
        return Fault(
            Text(f"第 {place + 1} 位是字母 {mark}", f"character {place + 1} is the letter {mark}"),
            Text(f"应为数字 {twin}，{_AGAIN.zh}", f"it should be the digit {twin}; {_AGAIN.en}"),
        )
    return Fault(Text(f"第 {place + 1} 位不是数字", f"character {place + 1} is not a digit"), _FORM)


def _read_permit(cell: object) -> tuple[str | None, Fault | None]:
    number, fault = read_id_no(cell)
    if number is not None and number[:2] not in _PERMIT_REGIONS:
        return None, _NOT_A_PERMIT
    return number, fault


def _read_passport(cell: object) -> tuple[str | None, Fault | None]:
    number, fault = _bare(cell)
    if number is not None and not _PASSPORT.fullmatch(number):
        return None, _NOT_A_PASSPORT
    return number, None if fault is _UPPERED else fault


def _read_credit_code(cell: object) -> tuple[str | None, Fault | None]:
    number, fault = _bare(cell)
    if number is None:
        return None, fault
    if _OLD_LICENCE.fullmatch(number):
        return number, _OLD_CODE
    if not _CREDIT.fullmatch(number):
        return None, _NOT_A_CREDIT_CODE
    if credit_check_digit(number[:17]) != number[17]:
        return (None, _RUINED) if number.endswith("000") else (number, _WRONG_CHECK)
    return number, None if fault is _UPPERED else fault


def _read_other(cell: object) -> tuple[str | None, Fault | None]:
    text, fault = clean_text(cell, 50)
    if text is not None and says_none(text):
        return None, _NOT_GIVEN
    return (None, _MASKED) if text is not None and has_stars(text) else (text, fault)


_READERS: dict[str, Callable[[object], tuple[str | None, Fault | None]]] = {
    "id_card": read_id_no,
    "residence_permit": _read_permit,
    "passport": _read_passport,
    "credit_code": _read_credit_code,
}
