"""A file for calendar programs: lines of at most 75 octets, ended by CRLF, no character cut, nothing unescaped."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from xcli.ledger.newest import Newest
from xcli.report.ics import Event, calendar

DAY = date(2024, 12, 31)


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def test_one_event_whole() -> None:
    text = calendar([Event("630122-recon-7-decide@xcli", date(2024, 11, 26), "湟复〔2024〕1号 到期", "第62条")], DAY)
    assert unfolded(text) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//xcli//due//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        "UID:630122-recon-7-decide@xcli",
        "DTSTAMP:20241231T000000Z",
        "DTSTART;VALUE=DATE:20241126",
        "DTEND;VALUE=DATE:20241127",
        "SUMMARY:湟复〔2024〕1号 到期",
        "DESCRIPTION:第62条",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


@given(st.text(max_size=200))
def test_lines_are_short_and_read_back(words: str) -> None:
    text = calendar([Event("a@xcli", DAY, words, "")], DAY)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    kept = "".join(c for c in words if c >= " " or c == "\n")
    said = next(line for line in unfolded(text) if line.startswith("SUMMARY:"))[8:]
    plain = said.replace("\\\\", "\0").replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";").replace("\0", "\\")
    assert plain == kept


def test_what_has_meaning_in_the_format_is_escaped() -> None:
    text = calendar([Event("a@xcli", DAY, "a,b;c\\d\r\nEND:VEVENT")], DAY)
    assert "SUMMARY:a\\,b\\;c\\\\d\\nEND:VEVENT" in unfolded(text)


def test_the_calendar_names_its_entry_and_folds_it() -> None:
    text = calendar([], DAY, Newest(12, "36FE-F5DD-51C6-4C1C"))
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert unfolded(text)[5:7] == [
        "X-WR-CALDESC:台账第 12 笔，校验码 36FE-F5DD-51C6-4C1C",
        "X-XCLI-CHECK-CODE:12 36FE-F5DD-51C6-4C1C",
    ]
