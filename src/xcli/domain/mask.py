"""Masks: what may be seen of a name, an identity number or a telephone number (去标识化)."""

import re
from collections import defaultdict
from collections.abc import Iterable

from xcli.domain.clean import fold
from xcli.domain.expression import Expression

_COMPOUND = frozenset(
    re.findall(
        "..",
        "欧阳太史端木上官司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连澹台皇甫宗政濮阳公冶太叔申屠公孙慕容"
        "仲孙钟离长孙宇文司徒鲜于司空闾丘子车亓官司寇巫马公西颛孙壤驷公良漆雕乐正宰父谷梁拓跋夹谷轩辕令狐"
        "段干百里呼延东郭南门羊舌微生公户公玉公仪梁丘公仲公上公门公山公坚左丘公伯西门公祖第五公乘贯丘公皙"
        "南荣东里东宫仲长子书子桑即墨达奚褚师欧陽纳兰",
    )
)
# One-character endings stand in people's given names too, so that only longer texts count as bodies.
_BODY = Expression(
    r".{2,}(公司|集团|银行|信用社|合作社|医院|学校|大学|学院|中学|小学|幼儿园|委员会|政府|人大|法院|检察院|事务所|派出所|司法所|服务所"
    r"|中心|协会|商会|工会|联合会|基金会|村委会|居委会|调委会|管委会|业委会|党委|支部|社区|街道|门市部|商行|超市|酒店|宾馆|饭店|工作室"
    r"|项目部|分局|支队|大队|养殖场|加工厂)|.{3,}[村局厂店所矿]|.{4,}[会社院部队站行馆园校处办司科组庄场]"
    r"|.*\b(ltd|inc|llc|co|corp|corporation|company|bureau|bank|hospital|school|university|committee)\.?",
    re.IGNORECASE | re.DOTALL,
)
_ASIDE = Expression(r"\s*[(（\[【〔].*", re.DOTALL)
_ONE_OF_SEVERAL = Expression(r"[^、，,；;/\n]+")
_STARS = Expression(r"[*＊✱∗●█■]|[×xX]{3,}")
_SURNAME_ONLY = Expression(r"(.{1,2})某{1,2}[0-9]*|某")
_LANDLINE = Expression(r"(0[0-9]{2,3})-?[0-9]{3,4}([0-9]{4})(-[0-9]+)?")

_NUMBERS = Expression(
    r"(?<![0-9A-Za-z])(?:[1-689][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]"
    r"|1[3-9][0-9]{9})(?![0-9A-Za-z])"
)
# What the program's own sentences show as an example.
_EXAMPLES = frozenset({"11010519491231002X", "13800138000"})


def mask_name(name: str) -> str:
    """Return the surname followed by 某; organisations stay; several names are masked one by one."""
    if is_body(name):
        return name
    return _ONE_OF_SEVERAL.sub(lambda found: _mask_one(found[0]), name)


def is_body(name: str) -> bool:
    """Tell whether a name is that of an organisation."""
    bare = _ASIDE.sub("", name.strip())
    if bare[:2] in _COMPOUND and len(bare) <= 4:
        return False
    return _BODY.fullmatch(bare) is not None


def mask_id(number: str) -> str:
    """Return an identity number with its first six and last four characters; shorter numbers show less."""
    shown = (6, 4) if len(number) >= 15 else (2, 2) if len(number) >= 8 else (0, 0)
    return _stars_between(number, *shown)


def mask_phone(number: str) -> str:
    """Return a mobile number as 138****8000, a landline as 021-****4567; short public numbers stay."""
    landline = _LANDLINE.fullmatch(number)
    if landline:
        return f"{landline[1]}-****{landline[2]}"
    if len(number) == 11 and number.isdecimal():
        return _stars_between(number, 3, 4)
    return number if len(number) <= 6 else _stars_between(number, 0, 4)


def mask_numbers(text: str) -> str:
    """Return a text in which what reads as an identity number or a mobile number is masked."""
    return _NUMBERS.sub(_mask_number, text)


def _mask_number(found: re.Match[str]) -> str:
    number = found[0]
    if number in _EXAMPLES:
        return number
    return mask_phone(number) if len(number) == 11 else mask_id(number)


def looks_masked(text: str) -> bool:
    """Tell whether a value comes from a masked file: it holds asterisks, or is a surname with 某."""
    return has_stars(text) or _SURNAME_ONLY.fullmatch(text) is not None


def has_stars(text: str) -> bool:
    """Tell whether characters were replaced by asterisks or the like."""
    return _STARS.search(text) is not None


class Masker:
    """Masks the names of one report so that different people stay different: 张某1, 张某2.

    Give all names at the start; a name met only later gets the next number of its mask.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        """Take the names of the report, numbering those that fall on the same mask in the order given."""
        self._known: dict[str, dict[str, int]] = defaultdict(dict)
        for name in names:
            self._number(name)

    def name(self, name: str) -> str:
        """Return the mask of a name, numbered if others share it."""
        if is_body(name):
            return name
        number = self._number(name)
        mask = mask_name(name)
        return mask if len(self._known[mask]) == 1 else f"{mask}{number}"

    def _number(self, name: str) -> int:
        people = self._known[mask_name(name)]
        return people.setdefault(fold(name), len(people) + 1)


def _mask_one(name: str) -> str:
    bare = _ASIDE.sub("", name.strip())
    if len(bare) <= 1:
        return "某" if bare else ""
    if is_body(bare):
        return bare
    return (bare[:2] if bare[:2] in _COMPOUND and len(bare) > 2 else bare[0]) + "某"


def _stars_between(text: str, head: int, tail: int) -> str:
    return text[:head] + "*" * (len(text) - head - tail) + text[len(text) - tail :]
