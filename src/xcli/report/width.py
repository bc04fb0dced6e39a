"""How wide text stands on a console where a hanzi takes two columns: measure, pad, wrap."""

import os
import sys
from functools import cache
from unicodedata import category, east_asian_width

JOINTS = "._"
_NOT_FIRST = frozenset("，。、；：？！）】〕〗》〉」』”’…—％·,.;:?!)]}%~～°℃")
_COUNTED = frozenset("年月日号件人天万元个条笔")
_NOT_LAST = frozenset("（【〔〖《〈「『“‘([{¥￥＄$")
_GBK_CODE_PAGE = 936


def display_width(text: str) -> int:
    """Return how many columns a text takes on the console."""
    return len(text) if text.isascii() else sum(map(_char_width, text))


@cache
def _char_width(char: str) -> int:
    if category(char) in {"Mn", "Me", "Cf"} or "\u1160" <= char <= "\u11ff":
        return 0
    form = east_asian_width(char)
    return ambiguous_width() if form == "A" else 2 if form in {"W", "F"} else 1


@cache
def ambiguous_width() -> int:
    """Return 1 or 2 for characters such as `—` and `①`: the setting XCLI_AMBIGUOUS, else what the console is."""
    wish = os.environ.get("XCLI_AMBIGUOUS", "")
    if wish in {"1", "2"}:
        return int(wish)
    return 2 if _is_old_chinese_console() else 1


def _is_old_chinese_console() -> bool:
    if sys.platform != "win32":
        return False
    import ctypes

    return not os.environ.get("WT_SESSION") and bool(ctypes.windll.kernel32.GetConsoleOutputCP() == _GBK_CODE_PAGE)


def measure_anew() -> None:
    """Forget what was learnt about the console, after a setting has changed."""
    ambiguous_width.cache_clear()
    _char_width.cache_clear()


def pad(text: str, width: int, *, right: bool = False) -> str:
    """Return a text filled with blanks to a width; a longer one stays as it is."""
    blanks = " " * (width - display_width(text))
    return blanks + text if right else text + blanks


def wrap(text: str, width: int, *, clauses: bool = False) -> list[str]:
    """Fold a text into lines of at most that width, losing nothing: the lines joined are the text.

    Blanks at the end of a line may hang over; a character wider than the width stands alone. With `clauses` a line
    ends with a clause where one ends in its latter half.
    """
    if display_width(text) <= width:
        return [text]
    lines, start = [], 0
    while start < len(text):
        end = _break_after(text, start, width, clauses=clauses)
        lines.append(text[start:end])
        start = end
    return lines


def _break_after(text: str, start: int, width: int, *, clauses: bool) -> int:
    """Return where the line that begins at `start` ends, at the last good place before it is full."""
    full = start + _fitting(text, start, width)
    if full == len(text):
        return full
    good = [place for place in range(full, start, -1) if _may_break(text, place)]
    if not good:
        # One word fills the line: the parts of an id stay whole where they can.
        return next((place for place in range(full, start, -1) if text[place - 1] in JOINTS), full)
    if clauses:
        ends = (place for place in good if place - start > (full - start) // 2 and _between_clauses(text, place))
        return next(ends, good[0])
    return good[0]


def _between_clauses(text: str, place: int) -> bool:
    return text[place - 1] in "，；。、" or text[place] in "（(" or text[:place].rstrip(" ")[-1:] in tuple(",;")


def _fitting(text: str, start: int, width: int) -> int:
    used = 0
    for place in range(start, len(text)):
        used += _char_width(text[place])
        if used > width:
            place = max(place, start + 1)  # noqa: PLW2901
            while place < len(text) and text[place] == " ":
                place += 1  # noqa: PLW2901
            return place - start
    return len(text) - start


def _may_break(text: str, place: int) -> bool:
    before, after = text[place - 1], text[place]
    if after == " " or after in _NOT_FIRST or before in _NOT_LAST or _char_width(after) == 0:
        return False
    if (before.isdecimal() and (after in _COUNTED or after in "-/")) or (before in "-/" and after.isdecimal()):
        return False
    return not (_in_word(before) and _in_word(after))


def _in_word(char: str) -> bool:
    return char.isascii() and char not in " -/"
