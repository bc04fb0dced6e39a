"""Due days for a calendar program (RFC 5545): one all-day event each, that keeps its name when its day moves."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from xcli.ledger.newest import Newest

_LONGEST = 75  # octets in a line, its break not counted
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


class Event(NamedTuple):
    """One day with what is due on it; `uid` stays the same however often the day moves."""

    uid: str
    day: date
    summary: str
    description: str = ""


def calendar(events: Iterable[Event], written: date, origin: Newest | None = None) -> str:
    """Return a calendar of all-day events, as of the day on which it is written and of an entry of the ledger.

    The entry stands on the calendar, not on its events: these are the same as long as their day is.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//xcli//due//ZH", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    if origin:
        lines += [f"X-WR-CALDESC:{_text(str(origin.text))}", f"X-XCLI-CHECK-CODE:{_text(str(origin))}"]
    for event in events:
        lines += _event(event, written)
    lines.append("END:VCALENDAR")
    return "".join(f"{piece}\r\n" for line in lines for piece in _folded(line))


def _event(event: Event, written: date) -> list[str]:
    told = [f"DESCRIPTION:{_text(event.description)}"] if event.description else []
    return [
        "BEGIN:VEVENT",
        f"UID:{_text(event.uid)}",
        f"DTSTAMP:{written:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_text(event.summary)}",
        *told,
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _text(text: str) -> str:
    return "".join(c for c in text if c >= " " or c == "\n").translate(_ESCAPED)


def _folded(line: str) -> Iterator[str]:
    """Yield a line in pieces of at most 75 octets, no character cut in two; all but the first begin with a space."""
    piece, size = "", 0
    for char in line:
        octets = len(char.encode())
        if size + octets > _LONGEST:
            yield piece
            piece, size = " ", 1
        piece += char
        size += octets
    yield piece
