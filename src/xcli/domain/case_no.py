"""Case numbers: stored as written, compared folded, proposed in the bureau's pattern."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from xcli.domain.clean import clean_text, fold
from xcli.domain.day import today
from xcli.domain.expression import Expression
from xcli.domain.fault import Fault
from xcli.text import Text

LIMIT = 64
MOST = 999_999_999

_LEFT, _RIGHT = "〔[(【〖「『《〈<{", "〕])】〗」』》〉>}"
_TO_KEY = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("字第号號"))
_WITHOUT_BRACKETS = _TO_KEY | str.maketrans(dict.fromkeys(_LEFT + _RIGHT))
_WITH_BRACKETS = _TO_KEY | str.maketrans(dict.fromkeys(_LEFT, "(") | dict.fromkeys(_RIGHT, ")"))
_OPEN, _SHUT = r"[〔\[(（【〖［]", r"[〕\])）】〗］]"
_BRACKETED = Expression(rf"{_OPEN}\s*([0-9０-９]{{4}})\s*年?\s*{_SHUT}")
_LEADING = Expression(r"\s*((?:19|20)[0-9]{2})(?![0-9])(?=.*[0-9])", re.DOTALL)
_RUN = Expression(r"[0-9０-９]+")

Pieces = tuple[tuple[str, str], ...]

_FORM = Text("应写成 湟调〔2024〕15号", "write it as 湟调〔2024〕15号")
_IN_FUTURE = Fault(
    Text("案号里的年份在将来", "the year in the case number lies in the future"), Text("请核对年份", "check the year")
)
_BECAME_DATE = Fault(
    Text("案号被 Excel 改成了日期", "Excel has turned the case number into a date"),
    Text("把这一列设为文本格式后重新录入", "set the column's format to text and enter it again"),
)
_NO_DIGITS_LOST = Fault(Text("案号带小数", "the case number has a fraction"), _FORM)


def fold_case_no(text: str) -> str:
    """Return the key by which numbers are compared: brackets, width, spaces, case, 字, 第 and 号 do not count."""
    return fold(text).translate(_WITHOUT_BRACKETS)


def read_case_no(cell: object) -> tuple[str | None, Fault | None]:
    """Read a case number of at most 64 characters, as written."""
    if isinstance(cell, (date, datetime)):
        return None, _BECAME_DATE
    if isinstance(cell, float) and not cell.is_integer():
        return None, _NO_DIGITS_LOST
    text, fault = clean_text(cell, LIMIT)
    if text is None:
        return None, fault
    year = _BRACKETED.search(text)
    if year and int(year[1]) > today().year:
        return None, _IN_FUTURE
    return text, fault


def show_case_no(number: str) -> str:
    """Return the number as stored."""
    return number


def year_and_serial(text: str) -> tuple[int | None, int | None]:
    """Return the year, in brackets or leading, and the serial, the last run of digits beside it; None where absent."""
    year = _BRACKETED.search(text) or _LEADING.match(text)
    runs = _RUN.findall(f"{text[: year.start()]} {text[year.end() :]}" if year else text)
    serial = int(runs[-1]) if runs and len(runs[-1]) <= 9 else None
    return (int(year[1]) if year else None), serial


@dataclass(frozen=True)
class Pattern:
    """How a bureau forms its numbers: 湟调〔{year}〕{n}号, {n:4} for leading zeros, {office} for the office's name."""

    text: str
    _pieces: Pieces = field(repr=False, compare=False)

    @classmethod
    def parse(cls, text: str) -> "tuple[Pattern | None, Fault | None]":
        """Read a pattern: one {year}, one {n}, at most one {office} that does not touch either."""
        clean, fault = clean_text(text, LIMIT)
        if clean is None:
            return None, fault or _EMPTY
        pieces = tuple((found["literal"] or "", found["place"] or "") for found in _PIECE.finditer(clean))
        fault = _pattern_fault(pieces)
        return (None, fault) if fault else (cls(clean, pieces), None)

    def format(self, year: int, n: int, office: str = "") -> str:
        """Return the number of a year's n-th case."""
        return "".join(literal or _fill(place, year, n, office) for literal, place in self._pieces)

    def match(self, text: str) -> tuple[int, int] | None:
        """Return the year and the serial of a number formed by this pattern, however it is spelt."""
        found = self._bracketed.fullmatch(_bracketed(text)) or (
            self._folded.fullmatch(fold_case_no(text)) if self._folded else None
        )
        return (int(found["year"]), int(found["n"])) if found else None

    @cached_property
    def _bracketed(self) -> re.Pattern[str]:
        return _expression(self._pieces, _bracketed)

    @cached_property
    def _folded(self) -> re.Pattern[str] | None:
        # Without brackets the office's own digits may run into the year.
        return None if _office_touches(self._pieces, fold_case_no) else _expression(self._pieces, fold_case_no)


def _bracketed(text: str) -> str:
    """Return the folded number with its brackets kept, all of one kind."""
    return fold(text).translate(_WITH_BRACKETS)


_PIECE = Expression(r"\{(?P<place>[^{}]*)\}|(?P<literal>[^{}]+|[{}])")
_PLACES = Expression(r"year|office|n(:[1-9])?")
_EXAMPLE = Text("应写成 湟调〔{year}〕{n}号", "write it as 湟调〔{year}〕{n}号")
_EMPTY = Fault(Text("编号格式是空的", "the pattern is empty"), _EXAMPLE)
_UNKNOWN_PLACE = Fault(
    Text("编号格式里只能用 {year}、{n}、{n:4}、{office}", "a pattern knows only {year}, {n}, {n:4} and {office}"),
    _EXAMPLE,
)
_NOT_ONCE = Fault(Text("编号格式里 {year} 和 {n} 必须各有一个", "a pattern needs {year} once and {n} once"), _EXAMPLE)
_OFFICE_TWICE = Fault(Text("编号格式里 {office} 最多一个", "a pattern has {office} at most once"), _EXAMPLE)
_OFFICE_TOUCHES = Fault(
    Text("{office} 与 {year}、{n} 之间要有文字隔开", "words must stand between {office} and {year} or {n}"),
    Text("应写成 {office}调〔{year}〕{n}号", "write it as {office}调〔{year}〕{n}号"),
)


def _pattern_fault(pieces: Pieces) -> Fault | None:
    if any(literal in ("{", "}") or (not literal and not _PLACES.fullmatch(place)) for literal, place in pieces):
        return _UNKNOWN_PLACE
    kinds = [place[:1] for literal, place in pieces if not literal]
    if kinds.count("y") != 1 or kinds.count("n") != 1:
        return _NOT_ONCE
    if kinds.count("o") > 1:
        return _OFFICE_TWICE
    return _OFFICE_TOUCHES if "o" in kinds and _office_touches(pieces, _bracketed) else None


def _office_touches(pieces: Pieces, key: Callable[[str], str]) -> bool:
    """Tell whether only digits or nothing part the office from the year or the serial in the numbers' keys."""
    shape = "".join(key(literal) if literal else _MARKS[place[:1]] for literal, place in pieces)
    return re.search("\x01[0-9]*\x02|\x02[0-9]*\x01", shape) is not None


_MARKS = {"y": "\x01", "n": "\x01", "o": "\x02"}


def _fill(place: str, year: int, n: int, office: str) -> str:
    if place == "year":
        return f"{year:04}"
    return office if place == "office" else str(n).zfill(int(place[2:] or 0))


def _expression(pieces: Pieces, key: Callable[[str], str]) -> re.Pattern[str]:
    parts = (re.escape(key(literal)) if literal else _EXPRESSIONS[place[:1]] for literal, place in pieces)
    return re.compile("".join(parts), re.DOTALL)


_EXPRESSIONS = {"y": "(?P<year>[0-9]{4})", "n": "(?P<n>[0-9]{1,9})", "o": ".*"}
