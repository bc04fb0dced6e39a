"""The registers of the bureau as its offices keep them on sheets: own invention, the same each time."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from xcli.cli.demo.dispute import FAMILY, GIVEN, YEAR
from xcli.cli.demo.plain import write
from xcli.cli.demo.studio import FAMILY_STUDIOS, LABOUR, POLICE_STUDIOS, XIADU
from xcli.cli.demo.townships import TOWNSHIPS

VILLAGES, COMMUNITIES = 404, 24
AWARDS = (("县级", 344, 2016), ("市级", 182, 2018), ("省级", 13, 2019), ("国家级", 1, 2021))
LITERATE, EACH = 1206, 3
SUPERVISORS, CONTACT_FIRMS, CONTACT_OFFICES = 20, 2, 15
STUDIOS = (
    ("夏都和姐", FAMILY_STUDIOS[: len(XIADU)]),
    ("湟中调姐", FAMILY_STUDIOS[len(XIADU) :]),
    ("驻公安局警调工作室", POLICE_STUDIOS),
)
CORRIDORS = ("田家寨千紫缘旅游景区法治文化长廊", "河湾法治文化长廊", "北山法治文化长廊")
GOVERNMENT, DEPARTMENT = 2, 9
CLEANED = date(YEAR, 10, 31)
VISITED, MISSPELT = "苏尔吉村", "苏吉尔村"
HEAD = (
    "册别",
    "登记类别",
    "名称",
    "代码",
    "别名",
    "姓名",
    "性别",
    "未成年",
    "所在村",
    "所属单位",
    "承办机构",
    "起始日期",
    "有效期至",
    "退出日期",
    "退出原因",
    "试行或暂行",
    "已培训",
    "脱管失联",
    "清理日期",
    "清理结果",
)
PLACES, SORTS = "上下前后东西南北新老大小", ("沟", "庄", "台", "滩", "坪", "岭", "湾", "峡", "堡", "营", "川", "泉")
FOLK = "李马张王祁韩赵星石"


class Village(NamedTuple):
    """A village: its name and code, and the office that it belongs to."""

    name: str
    code: str
    office: str


def write_all(folder: Path) -> None:
    """Write the sheets: the villages first, since the others name them."""
    write(folder / "册1村（社区）名册.xlsx", HEAD, map(_row, villages()))
    write(folder / "册2登记册.xlsx", HEAD, map(_row, entries()))


def _row(cells: dict[str, Any]) -> tuple[object, ...]:
    return tuple(cells.get(heading) for heading in HEAD)


def known_villages() -> list[Village]:
    """Return the villages in the order of their codes."""
    names = [f"{place}{who}{sort}村" for place, sort, who in product(PLACES, SORTS, FOLK)]
    Random(20240404).shuffle(names)
    found = []
    for n in range(VILLAGES):
        township = n % len(TOWNSHIPS)
        name = VISITED if n == 0 else names[n]
        if n >= VILLAGES - COMMUNITIES:
            name = name.replace("村", "社区")
        found.append(Village(name, f"630122{100 + township}{200 + n // len(TOWNSHIPS)}", TOWNSHIPS[township].name))
    return found


def villages() -> Iterator[dict[str, Any]]:
    """Yield the villages and communities."""
    for village in known_villages():
        yield {
            "册别": "社区" if village.name.endswith("社区") else "村",
            "名称": village.name,
            "代码": village.code,
            "别名": MISSPELT if village.name == VISITED else None,
            "承办机构": village.office,
            "起始日期": date(2002, 1, 1),
        }


def entries() -> Iterator[dict[str, Any]]:
    """Yield the entries of all other registers."""
    dice = Random(20241206)
    known = known_villages()
    yield from _awards(known)
    yield from _villagers(dice, known)
    yield from _advisers(dice, known)
    yield from _temples(dice)
    yield from _supervision(dice)
    yield from _mediation(dice)
    yield from _culture(dice, known)
    yield from _documents()
    yield from _corrected(dice)
    yield from _released(dice)


def _awards(known: list[Village]) -> Iterator[dict[str, Any]]:
    """Yield the awards: each level's villages hold the lower levels too; three awards were revoked."""
    for level, count, year in AWARDS:
        for n, village in enumerate(known[:count]):
            day = date(year + n * (YEAR - year) // count, 12, 4)
            name = MISSPELT if village.name == VISITED and level == "县级" else village.name
            yield {
                "册别": "民主法治示范村",
                "登记类别": level,
                "所在村": name,
                "承办机构": village.office,
                "起始日期": day,
            }
    for village in known[-3:]:
        yield {
            "册别": "民主法治示范村",
            "登记类别": "县级",
            "所在村": village.name,
            "承办机构": village.office,
            "起始日期": date(2016, 12, 4),
            "退出日期": date(YEAR, 6, 28),
            "退出原因": "撤销称号",
        }


def _people(dice: Random, count: int) -> list[str]:
    """Return different names."""
    found = [family + given for family, given in product(FAMILY, GIVEN)]
    return dice.sample(found, count)


def _villagers(dice: Random, known: list[Village]) -> Iterator[dict[str, Any]]:
    for village in known[: LITERATE // EACH]:
        for name in _people(dice, EACH):
            yield {
                "册别": "法律明白人",
                "姓名": name,
                "性别": dice.choice("男女"),
                "所在村": village.name,
                "承办机构": village.office,
                "起始日期": date(dice.choice((2022, 2023, YEAR)), 5, dice.randrange(6, 28)),
                "已培训": "是",
            }


def _advisers(dice: Random, known: list[Village]) -> Iterator[dict[str, Any]]:
    lawyers = _people(dice, 20)
    for n, village in enumerate(known):
        yield {
            "册别": "村（社区）法律顾问",
            "姓名": lawyers[n % len(lawyers)],
            "所在村": village.name,
            "所属单位": f"青海{'甲乙丙丁'[n % 4]}律师事务所",
            "承办机构": village.office,
            "起始日期": date(YEAR, 1, 1),
            "有效期至": date(YEAR + 1, 12, 31),
        }


def _temples(dice: Random) -> Iterator[dict[str, Any]]:
    for n, name in enumerate(_people(dice, 36)):
        yield {
            "册别": "寺院法律明白人",
            "姓名": name,
            "所属单位": f"{'东西南北'[n % 4]}{SORTS[n // 4 % len(SORTS)]}寺",
            "起始日期": date(2023, 3, 1 + n % 28),
            "已培训": "是",
        }


def _supervision(dice: Random) -> Iterator[dict[str, Any]]:
    for name in _people(dice, SUPERVISORS):
        yield {
            "册别": "行政执法监督员",
            "姓名": name,
            "性别": dice.choice("男女"),
            "所属单位": dice.choice(("区人大代表", "区政协委员", "律师事务所", "企业", "村委会")),
            "起始日期": date(YEAR, 4, 26),
            "有效期至": date(YEAR + 3, 4, 25),
        }
    for name in ("湟中高原食品有限公司", "湟中河湾建材有限公司")[:CONTACT_FIRMS]:
        yield _place("行政执法监督联系点", "企业联系点", name, date(YEAR, 5, 20))
    for township in TOWNSHIPS[:CONTACT_OFFICES]:
        yield _place("行政执法监督联系点", "司法所联系点", township.name, date(YEAR, 5, 20), township.name)


def _place(kind: str, category: str | None, name: str, since: date, office: str | None = None) -> dict[str, Any]:
    return {"册别": kind, "登记类别": category, "名称": name, "起始日期": since, "承办机构": office}


def _mediation(dice: Random) -> Iterator[dict[str, Any]]:
    taken = {name for township in TOWNSHIPS for name in township.mediators}
    fresh = (name for name in _people(dice, 4 * len(TOWNSHIPS)) if name not in taken)
    for category, studios in STUDIOS:
        for n, name in enumerate(studios):
            yield _place("调解工作室", category, name, date(2020 + n % 5, 3, 8))
    yield _place("人民调解委员会", "行业性专业性调委会", LABOUR, date(2019, 6, 3))
    for township in TOWNSHIPS:
        committee = township.committees[0]
        yield _place("人民调解委员会", "乡镇（街道）调委会", committee, date(2011, 1, 1), township.name)
        for name in (*township.mediators, next(fresh)):
            yield {
                "册别": "调解员",
                "登记类别": "专职" if name in township.mediators else "兼职",
                "姓名": name,
                "所属单位": committee,
                "承办机构": township.name,
                "起始日期": date(2023, 1, 1),
                "有效期至": date(2025, 12, 31),
            }


def _culture(dice: Random, known: list[Village]) -> Iterator[dict[str, Any]]:
    for n, name in enumerate(CORRIDORS):
        yield _place("法治文化阵地", None, name, date(YEAR - 2 + n, 9, 12))
    where = ("进机关", "进乡村", "进社区", "进学校", "进企业", "进单位", "进宗教场所", "进军营", "进网络")
    for category in where:
        for n in range(3):
            village = dice.choice(known)
            yield _place(
                "法律九进场所", category, f"{village.name[:-1]}{category[1:]}{n + 1}", date(2022, 3, 1), village.office
            )


def _documents() -> Iterator[dict[str, Any]]:
    """Yield normative documents: those kept by the sixth clean-up, and those that it ended."""
    matters = (
        "烟花爆竹燃放",
        "农村公路养护",
        "城镇供热",
        "集体土地补偿",
        "养犬",
        "户外广告",
        "河道采砂",
        "市场摊位",
        "校车",
        "森林防火",
        "物业维修资金",
    )
    for n, matter in enumerate(matters):
        mine = n < GOVERNMENT
        yield {
            "册别": "行政规范性文件",
            "登记类别": "政府规范性文件" if mine else "部门规范性文件",
            "名称": f"湟中区{matter}管理办法",
            "代码": f"湟{'政' if mine else '规'}〔{2020 + n % 4}〕{n + 3}号",
            "所属单位": "区人民政府" if mine else "区政府部门",
            "起始日期": date(2020 + n % 4, 3, 2 + n),
            "清理日期": CLEANED,
            "清理结果": "继续有效",
        }
    for n, (matter, result) in enumerate((("粮食收购", "废止"), ("屠宰", "废止"), ("网吧", "宣布失效"))):
        yield {
            "册别": "行政规范性文件",
            "登记类别": "部门规范性文件",
            "名称": f"湟中区{matter}管理办法",
            "代码": f"湟规〔2020〕{n + 30}号",
            "起始日期": date(2020, 1, 6 + n),
            "清理日期": CLEANED,
            "清理结果": result,
            "退出日期": CLEANED,
            "退出原因": result,
        }


def _corrected(dice: Random) -> Iterator[dict[str, Any]]:
    """Yield people under correction; minors have a code and no name."""
    for n, name in enumerate(_people(dice, 64)):
        since = date(YEAR - 1, 2, 1) + timedelta(days=n * 10)
        left = since + timedelta(days=300) if n % 4 == 0 else None
        minor = n % 20 == 7
        yield {
            "册别": "社区矫正对象",
            "登记类别": ("缓刑", "缓刑", "缓刑", "假释", "暂予监外执行", "管制")[n % 6],
            "姓名": None if minor else name,
            "名称": f"未成年{n:02}" if minor else None,
            "未成年": "是" if minor else "否",
            "性别": dice.choice("男男男女"),
            "承办机构": TOWNSHIPS[n % len(TOWNSHIPS)].name,
            "起始日期": since,
            "退出日期": left if left and left <= date(YEAR, 12, 31) else None,
            "退出原因": ("收监执行" if n == 8 else "解除") if left and left <= date(YEAR, 12, 31) else None,
        }


def _released(dice: Random) -> Iterator[dict[str, Any]]:
    for n, name in enumerate(_people(dice, 48)):
        since = date(YEAR - 2, 1, 10) + timedelta(days=n * 22)
        yield {
            "册别": "安置帮教对象",
            "姓名": name,
            "性别": dice.choice("男男男女"),
            "承办机构": TOWNSHIPS[n % len(TOWNSHIPS)].name,
            "起始日期": min(since, date(YEAR, 12, 20)),
            "有效期至": min(since, date(YEAR, 12, 20)) + timedelta(days=5 * 365),
        }
