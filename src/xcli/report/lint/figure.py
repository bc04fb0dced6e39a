"""Figures in a text: number, scale, unit and hedge, with their place; dates, document numbers and names are none."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

Hedge = Literal["", "above", "least", "below", "most", "about"]

MICRO = 1_000_000  # numbers are whole multiples of a millionth, so that nothing is ever rounded
_MOST_DIGITS = 15
_SCALES = {"百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12}
_DIGITS = {char: n for n, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "○": 0}
_TENS = {"十": 10, "百": 100, "千": 1000}
_HEDGES: dict[str, Hedge] = {
    **dict.fromkeys(("超过", "超", "逾", "突破", "多于", "高于", "大于"), "above"),
    **dict.fromkeys(("余", "多", "有余"), "above"),
    **dict.fromkeys(("不低于", "不少于", "至少", "以上", "及以上"), "least"),
    **dict.fromkeys(("近", "接近", "将近", "不足", "不到", "低于", "少于"), "below"),
    **dict.fromkeys(("不超过", "不高于", "不多于", "至多", "最多", "以下", "以内", "之内"), "most"),
    **dict.fromkeys(("约", "大约", "约为", "大概", "左右", "上下", "许", "来"), "about"),
}
_NARROW = str.maketrans("０１２３４５６７８９％．＋－", "0123456789%.+-")

# Units, each with what must not follow it: 部 is one, 部门 begins with it.
_UNIT = (
    "个百分点|个工作日|个小时|个月|平方公里|平方米|公里|工作日|人次|场次|户次|件次|批次|车次|课时|小时|分钟|元(?!旦)|件(?!均|数)"
    "|人(?!大|民|社|均|员|才|口|文|事|物|力|身|格|类)|名|位(?!置|于)|个|家(?!庭|长|属|园)|份(?!额)|卷|册|本(?![年月市区县级院局省季周地])"
    "|条(?!例|件|款)|篇|项|户(?!外|口|籍|均)|起(?!来|草|诉|到)|宗(?!旨|教)|例(?!会|如)|期(?!间|限|内|末|初|满|货)"
    "|部(?!门|分|级|委|队)|处(?!理|置|罚|分|级)|所(?!有|在|属|需|涉|得|以)|支(?!付|出|持|部|撑)|批(?!准|评|复|示)|辆|台(?!账|帐)"
    "|套(?!路)|幅(?!度)|块|张|亩|吨|天|场(?!所|均|景)|次(?!日|均|数|要|生)|倍"
    "|分(?!别|之|为|析|类|管|局|级|流|包|布|期|批|组|散|工)|座(?!谈)|间(?!接)|面|组(?!织|建|成)|[%‰]"
)
_PRE = (
    "不低于|不少于|不超过|不高于|不多于|至少|至多|最多|超过|突破|将近|接近|不足|不到|大约|约为|大概|低于|高于|少于|多于|大于"
    "|(?<!高)超|逾|(?<![最附邻靠临])近|(?<![大公节制条签])约"
)
_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}(?![0-9,])|[0-9]++)(?:\.[0-9]++)?"
_TO = r"[-—–~～至到]{1,2}"
_NUMERALS = "[零〇○一二两三四五六七八九十百千万亿]"
_SMALL = "[一二三四五六七八九十]{1,3}"
_POST = "以上|及以上|左右|上下|以下|以内|之内|有余|余|多(?![次个种方元项家年0-9])|许"
_YEAR, _DAY = r"(?:19|20)[0-9]{2}", rf"[0-9]{{1,2}}\s?(?:{_TO}\s?[0-9]{{1,2}}\s?)?[日号]"
_MONTH = rf"[0-9]{{1,2}}\s?(?:(?:{_TO}|、)\s?[0-9]{{1,2}}\s?)?月(?:份|底|初|末|[上中下]旬)?(?:\s?{_DAY})?"
_DATES = (
    rf"{_YEAR}\s?{_TO}\s?(?:19|20)?[0-9]{{2}}\s?年度?",
    rf"[0-9]{{4}}\s?年度?(?:\s?{_MONTH})?",
    r"[0-9]{1,3}\s?[余多]?\s?周?年[来间内度期]?",
    rf"{_YEAR}[-./][0-9]{{1,2}}(?:[-./][0-9]{{1,2}})?(?![0-9])",
    _MONTH,
    rf"{_DAY}(?![志常])",
    r"[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?",
    rf"{_SMALL}月[份底初]?",
    "[零〇○一二三四五六七八九]{4}年度?",
    rf"{_SMALL}周?年[来间内度期]?",
)
_NAMES = (
    rf"[〔\[［【(（]\s?{_YEAR}\s?[〕\]］】)）]\s?(?:第?\s?[0-9]{{1,6}}\s?(?:{_TO}\s?[0-9]{{1,6}}\s?)?号)?",
    r"(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9]*+[-–]?[0-9]++(?:\.[0-9]++)*+",
    rf"第\s?(?:[0-9]++(?:\s?(?:{_TO}|、)\s?第?[0-9]{{1,4}}){{0,6}}|[零〇一二两三四五六七八九十百]++)\s?(?:[号条款项章节次届期批轮个位名季]|部分)?",
    r"[0-9]{1,9}(?:[-—][0-9]{1,9}){0,3}\s?号",
    r"[0-9]++[·•][0-9]++",
    r"0[0-9]{2,3}-[0-9]{7,8}(?![0-9])",
    r"1[0-9]{10}(?![0-9])",
    r"[0-9]++[Xx×+][0-9A-Za-z]++(?:\+[0-9A-Za-z]++)*+",
)
_TOKEN = re.compile(
    rf"(?P<skip>{'|'.join((*_NAMES, *_DATES))})"
    rf"|(?P<pre>{_PRE})?[ ]?(?:(?P<per>[百千]分之)(?P<of>{_NUMBER}|{_NUMERALS}++(?:点{_NUMERALS}++)?)"
    r"|(?P<part>[一二三四五六七八九十])分之(?P<share>[一二两三四五六七八九十])"
    r"|(?P<tenths>[一二两三四五六七八九])成(?![功果立员效为本都长年熟交套语绩就了不])"
    rf"|(?:(?P<first>{_NUMBER})(?:\s?%?\s?{_TO}\s?(?P<last>{_NUMBER}))?"
    rf"|(?<!{_NUMERALS})(?P<numeral>[一二两三四五六七八九十]{_NUMERALS}*+))[ ]?"
    rf"(?P<mid>[余多来])?(?P<scale>万亿|千万|百万|十万|[万亿千百])?(?P<more>[余多])?[ ]?(?P<unit>{_UNIT})?)"
    rf"(?P<post>{_POST})?"
)
_OPENING = frozenset("“‘《「")


class Figure(NamedTuple):
    """A quantity in a paragraph.

    `low` and `high` bound what was printed, in millionths of `unit`; they are apart only in a range. `step` is one in
    the last printed place. `start` and `end` are offsets of number, scale, unit and hedge together.
    """

    start: int
    end: int
    low: int
    high: int
    step: int
    unit: str
    hedge: Hedge
    shown: str
    numeral: bool = False

    @property
    def exact(self) -> bool:
        """Tell whether one number was printed without a hedge."""
        return not self.hedge and self.low == self.high

    @property
    def value(self) -> int:
        """Return the number that was printed, in millionths."""
        return self.low


def figures(text: str) -> Iterator[Figure]:
    """Yield the quantities of a paragraph in their order: numbers with a unit, a scale or a sign of per cent."""
    plain = text.translate(_NARROW)
    for found in _TOKEN.finditer(plain):
        if found["skip"] is None and (figure := _figure(plain, found)):
            yield figure


def _figure(text: str, found: re.Match[str]) -> Figure | None:
    if text[found.start() - 1 : found.start()] in _OPENING and found.start():
        return None
    if found["first"]:
        return _arabic(text, found)
    if found["per"]:
        return _per(found)
    if found["part"]:
        share = _DIGITS.get(found["share"], 10) * 100 * MICRO // _DIGITS.get(found["part"], 10)
        return _made(found, (share, share), MICRO, "%", numeral=True)
    if found["tenths"]:
        share = _DIGITS[found["tenths"]] * 10 * MICRO
        return _made(found, (share, share), 10 * MICRO, "%", numeral=True)
    return _chinese(text, found)


def _arabic(text: str, found: re.Match[str]) -> Figure | None:
    unit, scale, at = found["unit"], found["scale"], found.start("first")
    if not (unit or scale) or (at and text[at - 1] in "0123456789.-/,"):
        return None
    first, last = _decimal(found["first"]), _decimal(found["last"] or found["first"])
    if first is None or last is None or last[0] < first[0]:
        return None
    times = _SCALES[scale] if scale else 1
    return _made(found, (first[0] * times, last[0] * times), last[1] * times, unit or "", numeral=False)


def _per(found: re.Match[str]) -> Figure | None:
    number = _decimal(found["of"]) if found["of"][0].isascii() else _spoken(found["of"])
    if number is None:
        return None
    scale = 1 if found["per"] == "百分之" else 10
    return _made(found, (number[0] // scale,) * 2, max(number[1] // scale, 1), "%", numeral=False)


def _chinese(text: str, found: re.Match[str]) -> Figure | None:
    numeral, unit = found["numeral"], found["unit"]
    # 三项重点 and 五个片区 are ways of speaking; 十二件, and 一件 at the end of a clause, are counts.
    if not unit or (len(numeral) < 2 and text[found.end() : found.end() + 1] not in ("", *"、，；。,;）)")):
        return None
    number = _cardinal(numeral)
    if number is None:
        return None
    times = _SCALES[found["scale"]] if found["scale"] else 1
    return _made(found, (number * times * MICRO,) * 2, times * MICRO, unit, numeral=True)


def _made(found: re.Match[str], bounds: tuple[int, int], step: int, unit: str, *, numeral: bool) -> Figure:
    said = (found[group] for group in ("pre", "mid", "more", "post"))
    hedge: Hedge = next((_HEDGES[word] for word in said if word), "")
    start = found.start() + len(found[0]) - len(found[0].lstrip(" "))
    end = found.start() + len(found[0].rstrip(" "))
    return Figure(start, end, *bounds, step, unit, hedge, found.string[start:end], numeral)


def _decimal(digits: str) -> tuple[int, int] | None:
    """Return a number and one in its last place, in millionths."""
    whole, _, part = digits.replace(",", "").partition(".")
    if len(whole) > _MOST_DIGITS or len(part) > 6:
        return None
    return int(whole) * MICRO + int(part.ljust(6, "0")), 10 ** (6 - len(part))


def _spoken(numeral: str) -> tuple[int, int] | None:
    whole, _, part = numeral.partition("点")
    number = _cardinal(whole)
    if number is None or len(part) > 6 or any(char not in _DIGITS for char in part):
        return None
    digits = "".join(str(_DIGITS[char]) for char in part)
    return number * MICRO + int(digits.ljust(6, "0")), 10 ** (6 - len(digits))


def _cardinal(numeral: str) -> int | None:
    """Return the number that Chinese numerals write, such as 一千二百零五 or 三万; None if they write none."""
    if len(numeral) > _MOST_DIGITS:
        return None
    total = section = digit = 0
    last = 10**9
    for char in numeral:
        if char in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[char]
        elif char in _TENS:
            if _TENS[char] >= last or (section and not digit):
                return None
            last = _TENS[char]
            section, digit = section + (digit or 1) * last, 0
        else:
            total, section, digit, last = (total + section + digit) * _SCALES[char], 0, 0, 10**9
    return total + section + digit
