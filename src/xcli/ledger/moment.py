"""What was known then: the tx that a clerk names by its number or by a time."""

from datetime import datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, select

from xcli.domain.clean import narrow
from xcli.domain.day import read_day
from xcli.domain.expression import Expression
from xcli.errors import Misuse, NotFound
from xcli.ledger.journal import BEIJING
from xcli.ledger.tables import TX
from xcli.text import Text

MOST_DIGITS = 7
_MINUTE = len("2024-06-03 10:11")
_SECONDS = Expression(r":[0-9]{2}:[0-9]{2}")
_OF_DAY = Expression(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?$")
NOW = frozenset({"now", "现在"})


class NotAMoment(Misuse):
    """Neither the number of an entry nor a time."""

    sentence = Text(
        "看不懂“{said}”是什么时候。请写第几笔（见 xcli log）或时间：12、2024-06-03、2024-06-03 10:11。",
        "“{said}” is no moment. Give the number of an entry (see xcli log) or a time: "
        "12, 2024-06-03, 2024-06-03 10:11.",
    )


class NoSuchEntry(NotFound):
    """The ledger has no entry of this number."""

    sentence = Text(
        "没有第 {said} 笔。最近一笔是第 {last} 笔，见 xcli log。",
        "There is no entry {said}. The newest is entry {last}; see xcli log.",
    )


class NothingYet(NotFound):
    """Nothing had been written by then."""

    sentence = Text("{said} 时台账还没有任何记录。", "Nothing had been written by {said}.")


class Moment(NamedTuple):
    """A tx as a point in time."""

    tx: int
    at: str
    clerk: str

    @property
    def text(self) -> Text:
        """Return what is printed of it."""
        at = self.at[:_MINUTE].replace("T", " ")
        return Text(f"第 {self.tx} 笔（{at}，{self.clerk}）", f"entry {self.tx} ({at}, {self.clerk})")


def moment(conn: Connection, bureau: str, said: str) -> Moment:
    """Return the entry of this number, else the last one at or before a time."""
    word = said.strip()
    mine = select(TX.c.tx, TX.c.at, TX.c.clerk).where(TX.c.bureau == bureau).order_by(TX.c.tx.desc()).limit(1)
    number = int(word) if word.isdecimal() and len(word) <= MOST_DIGITS else None
    if word in NOW:
        found = conn.execute(mine).first()
    elif number is not None:
        found = conn.execute(mine.where(TX.c.tx == number)).first()
    else:
        found = conn.execute(mine.where(TX.c.at <= _time(word))).first()
    if found:
        return Moment(*found)
    if number is not None:
        raise NoSuchEntry(said=number, last=conn.scalar(mine) or 0)
    raise NothingYet(said=said)


def _time(word: str) -> str:
    """Return the last second of a day or minute, in the form in which entries keep theirs."""
    plain = narrow(word)[0]
    # Reading a day drops the time of day that a cell may carry; here it is what was asked for.
    if ":" not in plain:
        day, _ = read_day(word)
        if day is None:
            raise NotAMoment(said=word)
        return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=BEIJING).isoformat()
    at = _clock(plain, word)
    at = at.replace(tzinfo=at.tzinfo or BEIJING).astimezone(BEIJING)
    return (at if _SECONDS.search(plain) else at + timedelta(seconds=59)).isoformat(timespec="seconds")


def _clock(plain: str, word: str) -> datetime:
    try:
        return datetime.fromisoformat(plain)
    except ValueError:
        pass
    day, clock = read_day(plain)[0], _OF_DAY.search(plain)
    if day is None or clock is None:
        raise NotAMoment(said=word)
    hour, minute, second = (int(part or 0) for part in clock.groups())
    return datetime.combine(day, time(hour, minute, second))
