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
    "副本发送日期",
    "被申请人收到日期",
    "答复日期",
    "审理程序",
    "延期批准日期",
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
LATE = {9: 30}  # closed so many days later than it should have been
EXTENDED = (27,)
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
    endings: list[str | None] = [outcome for outcome, count in CLOSED for _ in range(count)]
    dice.shuffle(endings)
    opinion = endings.index("确认违法")
    for n, outcome in enumerate([*endings, *[None] * PENDING]):
        received = _weekday(date(YEAR, 1, 9) + timedelta(days=_day(n, len(endings))))
        yield (
            f"湟复〔{YEAR}〕{n + 1}号",
            received,
            *_course(dice, received, outcome, n, opinion=n == opinion),
            dice.choice(("马文清", "李延梅")),
        )


def _day(n: int, closed: int) -> int:
    """Return the day of the year's work on which the n-th came: those still pending came last."""
    return n * 275 // closed if n < closed else 286 + (n - closed) * 62 // PENDING


def _weekday(day: date) -> date:
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day


def _procedure(accepted: date, *, pending: bool) -> tuple[date | None, ...]:
    """Return when the copy was sent, received and answered; what lies after the year is not written yet."""
    sent = _weekday(accepted + timedelta(days=2 + accepted.day % 4))
    arrived = _weekday(sent + timedelta(days=1))
    replied = _weekday(arrived + timedelta(days=6 + accepted.day % (14 if pending else 7)))
    return tuple(day if day <= date(YEAR, 12, 30) else None for day in (sent, arrived, replied))


def _course(dice: Random, received: date, outcome: str | None, n: int, *, opinion: bool) -> tuple[object, ...]:
    body, field, act = dice.choice(BODIES)
    person = dice.choice(FAMILY) + dice.choice(GIVEN)
    accepted = received + timedelta(days=dice.randrange(0, 4))
    if outcome == "不予受理":
        return body, person, field, act, outcome, *[None] * 6, accepted, *[None] * 4
    took = dice.randrange(20, 58) if outcome else 0
    closed = accepted + timedelta(days=took + LATE.get(n, 0)) if outcome else None
    return (
        body,
        person,
        field,
        act,
        "受理",
        accepted,
        *_procedure(accepted, pending=outcome is None),
        "普通程序",
        accepted + timedelta(days=55) if n in EXTENDED else None,
        closed,
        outcome,
        "是" if outcome == "撤销" else None,
        "审理中" if outcome == "调解" else None,
        closed if opinion else None,
    )
