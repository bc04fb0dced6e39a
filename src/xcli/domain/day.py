"""Dates: read strictly, never guessed; today by Beijing's calendar."""

import re
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta
from time import time as clock

from xcli.domain.clean import narrow
from xcli.domain.expression import Expression
from xcli.domain.fault import Fault
from xcli.text import Text

EARLIEST = date(1949, 10, 1)
LATEST = date(2099, 12, 31)

# Beijing is eight hours ahead all year, on any machine, with or without a time zone database.
_AHEAD = 8 * 3600
_FIRST_DAY_OF_CLOCK = date(1970, 1, 1).toordinal()
_today: ContextVar[date | None] = ContextVar("today", default=None)

_ISO = Expression(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WRITTEN = Expression(
    r"(?P<y>[0-9]{4})(?:(?P<mark>[-/.])(?P<m>[0-9]{1,2})(?P=mark)(?P<d>[0-9]{1,2})"
    r"|\s*年\s*(?P<m2>[0-9]{1,2})\s*月\s*(?P<d2>[0-9]{1,2})\s*[日号]?|(?P<m3>[0-9]{2})(?P<d3>[0-9]{2}))"
)
_TIMED = Expression(r"(.*[0-9日号])(?:T|\s+)([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]+)?)?(Z|[-+][0-9:]+)?")
_IN_NUMERALS = Expression(
    r"([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号]"
)
_LUNAR = Expression(r"农历|阴历|正月|冬月|腊月|闰|初[一二三四五六七八九十]|廿")
_SERIAL = Expression(r"[1-9][0-9]{4}(\.[0-9]+)?")
_EPOCH = date(1899, 12, 30)
_LAST_SERIAL = 2958465

_FORM = Text("应写成 2024-03-05 或 2024年3月5日", "write it as 2024-03-05 or 2024年3月5日")
_CHECK = Text("请核对原件", "check the original")
_UNREADABLE = Fault(Text("不是日期", "is not a date"), _FORM)
_IS_LUNAR = Fault(
    Text("是农历日期", "is a date of the lunar calendar"),
    Text("请换算成公历，如 2024-03-05", "convert it to the common calendar, such as 2024-03-05"),
)
_KNOWN_FORMS = (
    (
        Expression(r"[0-9]{4}-?W[0-9]{2}(-?[0-9])?"),
        Fault(Text("写的是第几周，不是日期", "names a week, not a day"), _FORM),
    ),
    (
        Expression(r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}"),
        Fault(Text("分不清哪个是月、哪个是日", "does not tell which is the month and which the day"), _FORM),
    ),
    (
        Expression(r"([0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}[日号]?|[0-9]{6})"),
        Fault(Text("年份要写四位", "the year needs four digits"), _FORM),
    ),
    (
        Expression(r"([0-9]{4}[-/.][0-9]{1,2}|[0-9]{4}年[0-9]{1,2}月?)"),
        Fault(Text("缺少日", "the day is missing"), _FORM),
    ),
    (
        Expression(r"([0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}月[0-9]{1,2}[日号]?)"),
        Fault(Text("缺少年份", "the year is missing"), _FORM),
    ),
)
_NO_SUCH_TIME = Fault(Text("没有这个钟点", "there is no such time of day"), _CHECK)
_FOREIGN_TIME = Fault(
    Text("带有时区，换成北京时间可能是另一天", "carries a time zone; in Beijing it may be another day"),
    Text("请填北京日期，如 2024-03-05", "write the date in Beijing, such as 2024-03-05"),
)
_TIME_DROPPED = Fault(Text("只取日期，钟点未收", "only the date was taken, not the time of day"), weight="note")
_FROM_NUMERALS = Fault(Text("中文数字日期已换成数字", "a date in Chinese numerals was read"), weight="note")
_TOO_EARLY = Fault(Text("早于 1949-10-01", "is before 1949-10-01"), Text("请核对年份", "check the year"))
_TOO_LATE = Fault(Text("晚于 2099 年", "is after 2099"), Text("请核对年份", "check the year"))
_NOT_YET = Fault(Text("是将来的日期", "lies in the future"), Text("请核对日期", "check the date"))


def today() -> date:
    """Return the date in Beijing, or the one set for a rehearsal."""
    return _today.get() or date.fromordinal(_FIRST_DAY_OF_CLOCK + int(clock() + _AHEAD) // 86400)


def set_today(day: date | None) -> None:
    """Let `today` return this date from now on; None returns to the clock."""
    _today.set(day)


def read_day(cell: object) -> tuple[date | None, Fault | None]:
    """Read a date written in full with a four-digit year, or a workbook's date cell."""
    if isinstance(cell, str):
        return _read_text(cell)
    if isinstance(cell, datetime):
        return _read_moment(cell)
    if isinstance(cell, date):
        return _in_range(cell, None)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _read_number(cell)
    return None, None if cell is None else _UNREADABLE


def show_day(day: date) -> str:
    """Return the date as 2024-03-05."""
    return day.isoformat()


def check_not_future(day: date, now: date) -> Fault | None:
    """Return the fault of a date after `now`."""
    return _NOT_YET if day > now else None


def make_day(year: int, month: int, day: int) -> tuple[date | None, Fault | None]:
    """Return the date of three numbers, or what is wrong with them."""
    try:
        found = date(year, month, day)
    except ValueError:
        return None, _no_such_day(year, month, day)
    return _in_range(found, None)


def _read_text(cell: str) -> tuple[date | None, Fault | None]:
    if _ISO.fullmatch(cell):
        return make_day(int(cell[:4]), int(cell[5:7]), int(cell[8:]))
    text, note = narrow(cell)
    if not text:
        return None, None
    if ":" in text and (timed := _TIMED.fullmatch(text)):
        return _read_timed(timed, note)
    return _read_date(text, note)


def _read_date(text: str, note: Fault | None) -> tuple[date | None, Fault | None]:
    written = _WRITTEN.fullmatch(text)
    if written:
        month = written["m"] or written["m2"] or written["m3"]
        day = written["d"] or written["d2"] or written["d3"]
        value, fault = make_day(int(written["y"]), int(month), int(day))
        return value, fault or note
    numerals = _IN_NUMERALS.fullmatch(text)
    if numerals:
        return _read_numerals(*numerals.groups())
    return None, _why_unreadable(text)


def _read_timed(timed: re.Match[str], note: Fault | None) -> tuple[date | None, Fault | None]:
    day, hour, minute, second, zone = timed.groups()
    if zone:
        return None, _FOREIGN_TIME
    try:
        moment = time(int(hour), int(minute), int(second or 0))
    except ValueError:
        return None, _NO_SUCH_TIME
    return _read_date(day, note if moment == time() else _TIME_DROPPED)


def _read_moment(cell: datetime) -> tuple[date | None, Fault | None]:
    if cell.tzinfo is not None:
        return None, _FOREIGN_TIME
    return _in_range(cell.date(), None if cell.time() == time() else _TIME_DROPPED)


def _read_number(cell: float) -> tuple[date | None, Fault | None]:
    if cell != cell or not 1 <= cell < 1e8:  # noqa: PLR0124 - NaN differs from itself
        return None, _UNREADABLE
    number = int(cell)
    if number <= _LAST_SERIAL:
        return None, _looks_like_serial(number)
    return _read_date(str(number), None) if number == cell else (None, _UNREADABLE)


def _read_numerals(year: str, month: str, day: str) -> tuple[date | None, Fault | None]:
    digits = int("".join(str(_DIGITS[mark]) for mark in year))
    m, d = small_numeral(month), small_numeral(day)
    if m is None or d is None:
        return None, _UNREADABLE
    value, fault = make_day(digits, m, d)
    return value, fault or _FROM_NUMERALS


_DIGITS = {mark: n for n, mark in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}


def small_numeral(text: str) -> int | None:
    """Return the number, at most 99, that Chinese numerals such as 二十五 write; None if they write none."""
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS.get(ones)
    high = _DIGITS.get(tens) if tens else 1
    low = _DIGITS.get(ones) if ones else 0
    return None if high is None or low is None else high * 10 + low


def _why_unreadable(text: str) -> Fault:
    if _SERIAL.fullmatch(text):
        return _looks_like_serial(int(text[:5]))
    if _LUNAR.search(text):
        return _IS_LUNAR
    return next((fault for pattern, fault in _KNOWN_FORMS if pattern.fullmatch(text)), _UNREADABLE)


def _looks_like_serial(number: int) -> Fault:
    day = _EPOCH + timedelta(days=number)
    return Fault(
        Text(f"{number} 像是 Excel 的日期序号（{day}）", f"{number} looks like Excel's serial number of {day}"),
        Text("请把这一格设为日期格式，或写成 2024-03-05", "format the cell as a date, or write it as 2024-03-05"),
    )


def _no_such_day(year: int, month: int, day: int) -> Fault:
    if year == 0:
        return _TOO_EARLY
    if not 1 <= month <= 12:
        return Fault(Text(f"没有 {month} 月", f"there is no month {month}"), _FORM)
    if (month, day) == (2, 29):
        return Fault(Text(f"{year} 年不是闰年，没有 2 月 29 日", f"{year} is not a leap year: no 29 February"), _CHECK)
    return Fault(Text(f"{month} 月没有 {day} 日", f"month {month} has no day {day}"), _CHECK)


def _in_range(day: date, note: Fault | None) -> tuple[date | None, Fault | None]:
    if day < EARLIEST:
        return None, _TOO_EARLY
    return (None, _TOO_LATE) if day > LATEST else (day, note)
