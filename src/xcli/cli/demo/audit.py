"""A round of file review: a hundred penalty files of several departments, own invention, the same each time."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from xcli.cli.demo.dispute import YEAR

FILES, EXCELLENT = 100, 5
HEAD = (
    "评查轮次",
    "被评查单位",
    "案卷文号",
    "案卷种类",
    "办案程序",
    "立案日期",
    "决定日期",
    "抽取方式",
    "抽取日期",
    "评查日期",
    "得分",
    "评查人",
    "评查人类别",
)
DEPARTMENTS = (
    ("区市场监督管理局", "市监罚", 28),
    ("区城市管理局", "城管罚", 21),
    ("区交通运输局", "交罚", 16),
    ("区农业农村局", "农罚", 11),
    ("区应急管理局", "应急罚", 9),
    ("区自然资源局", "自然资罚", 8),
    ("区卫生健康局", "卫罚", 7),
)
DRAWN, REVIEWED = date(YEAR, 9, 10), date(YEAR, 9, 24)


def rows() -> Iterator[tuple[object, ...]]:
    """Yield the rows of the sheet, department by department."""
    dice = Random(20240100)
    best = set(dice.sample(range(FILES), EXCELLENT))
    place = 0
    for department, mark, count in DEPARTMENTS:
        for n in sorted(dice.sample(range(1, 200), count)):
            filed = date(YEAR, 1, 5) + timedelta(days=n)
            score = dice.randrange(900, 965) if place in best else dice.randrange(650, 895)
            yield (
                f"{YEAR}年度",
                department,
                f"{mark}〔{YEAR}〕{n}号",
                "行政处罚",
                dice.choice(("普通程序", "普通程序", "简易程序")),
                filed,
                filed + timedelta(days=dice.randrange(5, 40)),
                "随机抽取",
                DRAWN,
                REVIEWED,
                score / 10,
                dice.choice(("沈建国", "贾文慧", "许志明")),
                "第三方",
            )
            place += 1
