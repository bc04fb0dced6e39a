"""A sheet of disputes of any length, the same each time: twelve columns, both parties."""

import csv
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

HEAD = (
    "案号",
    "承办机构",
    "受理日期",
    "纠纷类别",
    "案件来源",
    "申请人",
    "被申请人",
    "涉案金额",
    "涉及人数",
    "调解员",
    "调解结果",
    "调解日期",
)
OFFICES = ("多巴司法所", "田家寨司法所", "共和司法所", "鲁沙尔司法所")
CATEGORIES = ("邻里", "婚姻家庭", "合同", "山林土地", "拖欠农民工工资", "道路交通事故", "其他")
SOURCES = ("主动调解", "依申请调解", "公安机关移送")
FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
GIVEN = "伟芳娜敏静秀丽强磊洋艳勇军杰娟涛明超兰霞平刚桂英"
FIRST = date(2015, 1, 1)
YEARS = 10


def name(dice: random.Random) -> str:
    """Return an invented name."""
    return dice.choice(FAMILY) + dice.choice(GIVEN) + dice.choice(GIVEN)


def rows(count: int) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a sheet, spread evenly over ten years in order of acceptance."""
    dice = random.Random(20240101)
    for n in range(count):
        accepted = FIRST + timedelta(days=n * 365 * YEARS // count)
        settled = dice.random() < 0.98
        yield (
            f"湟调〔{accepted.year}〕{n + 1}号",
            dice.choice(OFFICES),
            accepted.isoformat(),
            dice.choice(CATEGORIES),
            dice.choice(SOURCES),
            name(dice),
            name(dice),
            f"{dice.randrange(100, 100_000)}.{dice.randrange(100):02}",
            str(dice.randrange(2, 9)),
            name(dice),
            "调解成功" if settled else "调解不成功",
            (accepted + timedelta(days=dice.randrange(0, 20))).isoformat(),
        )


def write(path: Path, count: int) -> Path:
    """Write a sheet once."""
    if not path.exists():
        with path.open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file)
            out.writerow(HEAD)
            out.writerows(rows(count))
    return path


ACTIVITY_HEAD = ("活动种类", "活动日期", "承办机构", "主题", "地点", "活动对象", "场次", "受众人次", "排查次数", "推送条数", "浏览量")
AUDIENCES = ("青少年学生", "群众", "企业经营人员")


def activities(count: int) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a sheet of activities, spread evenly over the same years: lectures, screenings, posts."""
    dice = random.Random(20240102)
    for n in range(count):
        day = (FIRST + timedelta(days=n * 365 * YEARS // count)).isoformat()
        office, title = dice.choice(OFFICES), f"第{n + 1}次"
        match n % 3:
            case 0:
                held = ("1", str(dice.randrange(20, 300)), "", "", "")
                yield ("普法讲座", day, office, title, "村委会", dice.choice(AUDIENCES), *held)
            case 1:
                yield ("矛盾纠纷排查", day, office, title, "", "", "", "", str(dice.randrange(1, 20)), "", "")
            case _:
                yield ("公众号推送", day, office, title, "", "", "", "", "", "1", str(dice.randrange(50, 5000)))


def write_activities(path: Path, count: int) -> Path:
    """Write a sheet of activities."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(ACTIVITY_HEAD)
        out.writerows(activities(count))
    return path


def write_open(path: Path, count: int) -> Path:
    """Write a sheet of applications for reconsideration that were accepted in the course of a year and are still open."""
    if not path.exists():
        with path.open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file)
            out.writerow(("案号", "收到申请日期", "被申请人", "申请人", "受理日期", "副本发送日期", "审理程序"))
            dice = random.Random(20241231)
            for n in range(count):
                received = date(2024, 1, 2) + timedelta(days=n * 360 // count)
                accepted = received + timedelta(days=1)
                row = (f"湟复〔2024〕{n + 1}号", received, "区公安局", name(dice), accepted, accepted, "普通程序")
                out.writerow(row)
    return path
