"""A year of reconsideration: thirty-six applications, twenty-five closed; own invention, the same each time."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from xcli.cli.demo.dispute import FAMILY, GIVEN, YEAR

HEAD = (
    "案号",
    "收到申请日期",
    "被申请人",
    "申请人",
    "行政管理领域",
    "行政行为种类",
    "审查结果",
    "受理日期",
    "审理程序",
    "办结日期",
    "审理结果",
    "责令重新作出",
    "化解阶段",
    "意见书日期",
    "承办人",
)
CLOSED = (
    ("不予受理", 1),
    ("维持", 2),
    ("调解", 13),
    ("驳回复议申请", 5),
    ("撤销", 1),
    ("确认违法", 3),
)
PENDING = 11
BODIES = (
    ("区公安局", "公安", "行政处罚"),
    ("区市场监督管理局", "市场监管", "行政处罚"),
    ("区人力资源和社会保障局", "人力资源社会保障", "行政确认"),
    ("区自然资源局", "自然资源", "政府信息公开"),
    ("多巴镇人民政府", "乡镇街道", "不履行法定职责"),
)


def rows() -> Iterator[tuple[object, ...]]:
    """Yield the rows of the sheet, in order of receipt."""
    dice = Random(20240036)
    endings = [outcome for outcome, count in CLOSED for _ in range(count)]
    dice.shuffle(endings)
    opinion = endings.index("确认违法")
    for n in range(len(endings) + PENDING):
        outcome = endings[n] if n < len(endings) else None
        received = date(YEAR, 1, 9) + timedelta(days=n * 330 // (len(endings) + PENDING))
        while received.weekday() > 4:
            received += timedelta(days=1)
        yield (
            f"湟复〔{YEAR}〕{n + 1}号",
            received,
            *_course(dice, received, outcome, opinion=n == opinion),
            dice.choice(("马文清", "李延梅")),
        )


def _course(dice: Random, received: date, outcome: str | None, *, opinion: bool) -> tuple[object, ...]:
    body, field, act = dice.choice(BODIES)
    person = dice.choice(FAMILY) + dice.choice(GIVEN)
    accepted = received + timedelta(days=dice.randrange(0, 4))
    if outcome == "不予受理":
        return body, person, field, act, outcome, None, None, accepted, None, None, None, None
    closed = accepted + timedelta(days=dice.randrange(20, 58)) if outcome else None
    return (
        body,
        person,
        field,
        act,
        "受理",
        accepted,
        "普通程序",
        closed,
        outcome,
        "是" if outcome == "撤销" else None,
        "审理中" if outcome == "调解" else None,
        closed if opinion else None,
    )
