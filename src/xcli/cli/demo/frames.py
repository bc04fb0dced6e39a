"""The departments' lists of a year's penalty files: twelve departments, own invention, the same each time."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

from xcli.cli.demo.dispute import YEAR

HEAD = ("执法单位", "处罚决定书文号", "处罚程序", "处罚日期", "罚款金额（元）")
DEPARTMENTS = (
    ("区市场监督管理局", "市监罚", 421),
    ("区城市管理局", "城管罚", 386),
    ("区交通运输局", "交罚", 297),
    ("区农业农村局", "农罚", 178),
    ("区应急管理局", "应急罚", 131),
    ("区自然资源局", "自然资罚", 117),
    ("区卫生健康局", "卫罚", 103),
    ("区文化体育旅游局", "文罚", 74),
    ("区水务局", "水罚", 61),
    ("区住房和城乡建设局", "建罚", 52),
    ("区生态环境局", "环罚", 38),
    ("区气象局", "气罚", 15),
)
LAST = date(YEAR, 9, 6)


def write_frames(folder: Path) -> None:
    """Write a sheet for each department."""
    folder.mkdir(exist_ok=True)
    dice = Random(20240101)
    for name, mark, count in DEPARTMENTS:
        with (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as stream:
            csv.writer(stream).writerows([HEAD, *_rows(dice, name, mark, count)])


def _rows(dice: Random, name: str, mark: str, count: int) -> Iterator[tuple[object, ...]]:
    days = sorted(dice.randrange((LAST - date(YEAR, 1, 4)).days) for _ in range(count))
    for n, after in enumerate(days, 1):
        short = dice.random() < 0.3
        amount = dice.choice((50, 100, 200)) if short else dice.randrange(5, 400) * 100
        decided = date(YEAR, 1, 4) + timedelta(days=after)
        yield name, f"{mark}〔{YEAR}〕{n}号", "简易程序" if short else "普通程序", decided, amount
