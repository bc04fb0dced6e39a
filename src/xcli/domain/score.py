"""Scores of at most 100 points, kept in hundredths so that 92.5 stays what it is."""

from xcli.domain.clean import narrow
from xcli.domain.expression import Expression
from xcli.domain.fault import Fault
from xcli.text import Text

FULL = 100_00

_SCORE = Expression(r"([0-9]{1,3}(?:\.[0-9]{1,2})?)分?")
_NUMBER = Expression(r"-[0-9.]+|[0-9]{4,}")
_UNREADABLE = Fault(
    Text("不是分数（最多两位小数）", "is not a score (two decimals at most)"),
    Text("应写成 92 或 92.5", "write 92 or 92.5"),
)
_BEYOND = Fault(
    Text("不在 0 到 100 分之间", "does not lie between 0 and 100"),
    Text("按百分制折算后填写", "convert it to a scale of 100"),
)


def read_score(cell: object) -> tuple[int | None, Fault | None]:
    """Read a score with at most two decimals, in hundredths of a point."""
    if cell is None or isinstance(cell, bool):
        return None, None if cell is None else _UNREADABLE
    text, note = narrow(cell) if isinstance(cell, str) else (_plain(cell), None)
    if not text:
        return None, None
    found = _SCORE.fullmatch(text)
    if not found:
        return None, _BEYOND if _NUMBER.fullmatch(text) else _UNREADABLE
    whole, _, part = found[1].partition(".")
    points = int(whole + part.ljust(2, "0"))
    return (points, note) if points <= FULL else (None, _BEYOND)


def _plain(cell: object) -> str:
    # A cell of a workbook is a float: 92.5, or 92.0 for 92.
    return f"{cell:.10f}".rstrip("0").rstrip(".") if isinstance(cell, int | float) else str(cell)


def show_score(points: int) -> str:
    """Return the score as 92 or 92.5."""
    return f"{points // 100}.{points % 100:02}".rstrip("0").rstrip(".")
