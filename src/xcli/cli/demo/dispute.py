"""A year of disputes as fifteen townships would have logged them: own invention, the same each time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from xcli.cli.demo.townships import TOWNSHIPS, Township

T = TypeVar("T")
YEAR = 2024
ACCEPTED, SETTLED, FAILED = 1673, 1646, 9
AMOUNT = 5_086_321_700  # 分: 5086.32 万元
MONTHS = (96, 71, 128, 142, 151, 147, 139, 144, 158, 166, 171, 160)
CATEGORIES = (
    ("邻里", 402),
    ("婚姻家庭", 331),
    ("房屋宅基地", 118),
    ("合同", 147),
    ("山林土地", 131),
    ("损害赔偿", 112),
    ("拖欠农民工工资", 104),
    ("道路交通事故", 87),
    ("生产经营", 61),
    ("其他劳动争议", 44),
    ("征地拆迁", 32),
    ("物业", 29),
    ("其他消费", 24),
    ("医疗", 9),
    ("环境污染", 11),
    ("其他", 31),
)
SOURCES = (("主动调解", 9), ("依申请调解", 7), ("公安机关移送", 2), ("法院委托移送", 1))
FAMILY = "马李王张祁韩赵铁汪雷许星杨冶严石贾胡"
GIVEN = (
    "生福",
    "玉莲",
    "占奎",
    "秀英",
    "海青",
    "得林",
    "文忠",
    "启明",
    "桂花",
    "国庆",
    "成英",
    "延寿",
    "才让",
    "卓玛",
    "海龙",
    "春梅",
)
MATTERS = (
    "借款到期未还",
    "院墙越界",
    "浇水先后",
    "彩礼返还",
    "赡养老人",
    "工钱拖欠",
    "牲畜踩踏庄稼",
    "车辆刮碰",
    "土地边界",
    "房屋漏水",
)


@dataclass(frozen=True)
class Logged:
    """One dispute as its office wrote it down."""

    township: Township
    number: str
    accepted: date
    category: str
    source: str
    applicant: str
    respondent: str
    fen: int
    people: int
    mediator: str
    committee: str
    matter: str
    outcome: str
    mediated: date | None
    form: str
    agreed: int = 0


def disputes() -> list[Logged]:
    """Return the year's disputes, in order of acceptance within each township."""
    dice = Random(20241231)
    days = sorted(_days(dice))
    townships = _spread(dice, [(t, t.share) for t in TOWNSHIPS])
    categories = _spread(dice, list(CATEGORIES))
    outcomes = _outcomes(dice, days)
    amounts = _amounts(dice, outcomes)
    serial: dict[str, int] = {}
    logged = []
    for day, township, category, outcome, fen in zip(days, townships, categories, outcomes, amounts, strict=True):
        serial[township.name] = serial.get(township.name, 0) + 1
        number = f"{township.mark}调〔{YEAR}〕{serial[township.name]}号"
        logged.append(_one(dice, township, number, day, category, outcome, fen))
    return logged


def _days(dice: Random) -> Iterator[date]:
    for month, count in enumerate(MONTHS, 1):
        first = date(YEAR, month, 1)
        length = ((first + timedelta(days=31)).replace(day=1) - first).days
        for _ in range(count):
            yield first + timedelta(days=dice.randrange(length))


def _spread(dice: Random, shares: list[tuple[T, int]]) -> list[T]:
    found = [thing for thing, share in shares for _ in range(share)]
    dice.shuffle(found)
    return found


def _outcomes(dice: Random, days: list[date]) -> list[str]:
    found = ["调解成功"] * ACCEPTED
    late = [n for n, day in enumerate(days) if day >= date(YEAR, 11, 20)]
    for n in dice.sample(late, ACCEPTED - SETTLED - FAILED):
        found[n] = "有待继续调解"
    for n in dice.sample([n for n, outcome in enumerate(found) if outcome == "调解成功"], FAILED):
        found[n] = "调解不成功"
    return found


def _amounts(dice: Random, outcomes: list[str]) -> list[int]:
    weights = [
        dice.lognormvariate(0, 1.1) if outcome != "有待继续调解" and dice.random() < 0.72 else 0.0
        for outcome in outcomes
    ]
    scale = AMOUNT / sum(weights)
    found = [int(weight * scale) // 10_000 * 10_000 for weight in weights]
    found[max(range(len(found)), key=found.__getitem__)] += AMOUNT - sum(found)
    return found


def _one(dice: Random, township: Township, number: str, day: date, category: str, outcome: str, fen: int) -> Logged:
    closed = outcome != "有待继续调解"
    mediated = (
        min(day + timedelta(days=dice.choice((0, 0, 1, 2, 3, 5, 8, 13, 20))), date(YEAR, 12, 31)) if closed else None
    )
    return Logged(
        township,
        number,
        day,
        category,
        _spread(dice, list(SOURCES))[0],
        dice.choice(FAMILY) + dice.choice(GIVEN),
        dice.choice(FAMILY) + dice.choice(GIVEN),
        fen,
        dice.randrange(2, 6),
        dice.choice(township.mediators),
        dice.choice(township.committees),
        dice.choice(MATTERS),
        outcome,
        mediated,
        dice.choice(("书面", "书面", "口头")) if outcome == "调解成功" else "",
    )
