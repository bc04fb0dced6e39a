"""A year of legal aid as the aid centre would have listed it: own invention, the same each time."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from xcli.cli.demo.dispute import FAMILY, GIVEN, YEAR

CRIMINAL, CIVIL = 345, 415
RECOVERED = 284_341_200  # 分: 284.34 万元 and some
HEAD = (
    "案号",
    "案件来源",
    "申请日期",
    "通知日期",
    "通知机关",
    "案件类型",
    "援助形式",
    "办案阶段",
    "援助事项",
    "受援人",
    "受援人类别",
    "审查决定",
    "决定日期",
    "指派日期",
    "承办人",
    "承办人员类别",
    "结案日期",
    "办理结果",
    "挽回损失",
)
MATTERS = (("劳动报酬", 5), ("赡养费", 2), ("工伤", 2), ("婚姻家庭", 3), ("其他", 1))
PEOPLE = (("农民工", 5), ("老年人", 2), ("残疾人", 1), ("妇女", 2), ("农民、少数民族", 2))
LAWYERS = ("马晓峰", "祁海云", "李文静", "汪志强", "韩秀珍")


def rows() -> Iterator[tuple[object, ...]]:
    """Yield the rows of the sheet, in order of arrival."""
    dice = Random(20240760)
    kinds = ["刑事"] * CRIMINAL + ["民事"] * CIVIL
    dice.shuffle(kinds)
    amounts = _amounts(dice, kinds)
    for n, (kind, fen) in enumerate(zip(kinds, amounts, strict=True), 1):
        came = date(YEAR, 1, 1) + timedelta(days=n * 355 // len(kinds))
        number = f"湟援〔{YEAR}〕{n}号"
        yield (number, *(_criminal(dice, came) if kind == "刑事" else _civil(dice, came, fen)))


def _amounts(dice: Random, kinds: list[str]) -> list[int]:
    closed = [kind == "民事" and n < len(kinds) * 9 // 10 and dice.random() < 0.6 for n, kind in enumerate(kinds)]
    weights = [dice.lognormvariate(0, 0.9) if one else 0.0 for one in closed]
    found = [int(weight * RECOVERED / sum(weights)) // 10_000 * 10_000 for weight in weights]
    found[max(range(len(found)), key=found.__getitem__)] += RECOVERED - sum(found)
    return found


def _person(dice: Random) -> str:
    return dice.choice(FAMILY) + dice.choice(GIVEN)


def _closing(dice: Random, assigned: date, *, must: bool = False) -> date | None:
    day = assigned + timedelta(days=dice.randrange(12, 70))
    last = date(YEAR, 12, 31)
    return day if day <= last else last if must else None


def _criminal(dice: Random, came: date) -> tuple[object, ...]:
    assigned = came + timedelta(days=dice.randrange(0, 3))
    closed = _closing(dice, assigned)
    result = dice.choice(("辩护意见全部采纳", "辩护意见部分采纳", "辩护意见未采纳")) if closed else None
    stage = dice.choice(("侦查", "审查起诉", "一审"))
    organ = dice.choice(("湟中区人民法院", "湟中区人民检察院", "湟中区公安局"))
    return (
        "通知",
        None,
        came,
        organ,
        "刑事",
        "刑事辩护",
        stage,
        "刑事指控",
        _person(dice),
        dice.choice(("农民", "未成年人", "其他")),
        None,
        None,
        assigned,
        dice.choice(LAWYERS),
        "社会律师",
        closed,
        result,
        None,
    )


def _civil(dice: Random, came: date, fen: int) -> tuple[object, ...]:
    decided = came + timedelta(days=dice.randrange(0, 5))
    assigned = decided + timedelta(days=dice.randrange(0, 3))
    closed = _closing(dice, assigned, must=bool(fen))
    result = dice.choice(("胜诉", "调解", "调解", "和解")) if closed else None
    matter = dice.choices([m for m, _ in MATTERS], [w for _, w in MATTERS])[0]
    who = dice.choices([p for p, _ in PEOPLE], [w for _, w in PEOPLE])[0]
    return (
        "申请",
        came,
        None,
        None,
        "民事",
        "诉讼代理",
        "一审",
        matter,
        _person(dice),
        who,
        "给予援助",
        decided,
        assigned,
        dice.choice(LAWYERS),
        dice.choice(("社会律师", "基层法律服务工作者")),
        closed,
        result,
        fen / 100 if fen else None,
    )
