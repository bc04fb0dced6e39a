"""Options that several verbs of a round share."""

from datetime import date
from typing import Annotated

from xcli.cli.options import option
from xcli.domain.day import read_day, today
from xcli.errors import Misuse
from xcli.text import Text

Round = Annotated[
    str | None,
    option("--round", "--轮次", help=Text("评查轮次，默认最近一轮", "the round; by default the newest")),
]


class BadDay(Misuse):
    """A day is not a date."""

    sentence = Text("“{said}”不是日期：{why}。", "“{said}” is no date: {why}.")


class DayAhead(Misuse):
    """A day lies ahead."""

    sentence = Text("{day} 在今天之后。", "{day} lies in the future.")


def day_given(said: str | None, *, future: bool = False) -> date:
    """Return the day that an option gives, today without one."""
    if said is None:
        return today()
    day, fault = read_day(said)
    if day is None:
        raise BadDay(said=said, why=fault.reason if fault else "")
    if day > today() and not future:
        raise DayAhead(day=day)
    return day
