"""Which offices have reported a month: with entries in time, late, with nothing on purpose, or not at all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from xcli.domain.closing import ZeroReport
from xcli.domain.page import Line
from xcli.domain.period import Period
from xcli.ledger.book import Book
from xcli.ledger.closing import standing
from xcli.ledger.entered import Entered, entered
from xcli.text import Text

REPORTED, LATE = Text("已报", "reported"), Text("迟报", "late")
ZERO, MISSING = Text("零报告", "nothing, as told"), Text("未报", "not reported")
DUE = "5"  # days after the month's end, unless the ledger's setting says otherwise


@dataclass(frozen=True)
class Report:
    """What an office has reported for a month; `late` are the entries made after the day on which it was due."""

    office: int
    state: Text
    count: int
    late: int
    last: date | None


def reports(conn: Any, bureau: str, page: type[Line], period: Period, book: Book) -> Iterator[Report]:
    """Yield the offices that report, or that have entries, in the order of the register."""
    due = period.last + timedelta(days=int(book.setting("report_due", DUE)))
    own: dict[int, list[Entered]] = {}
    for record in entered(conn, page, bureau, period):
        if record.office is not None:
            own.setdefault(record.office, []).append(record)
    told = {row.office for row in standing(conn, ZeroReport, bureau, page.name, period)}
    known = book.lists.offices.entries
    expected = {number for number, entry in known.items() if entry.kind == "office" and not entry.retired}
    for number in sorted(expected | own.keys() | told):
        yield _judged(number, own.get(number, []), due, told=number in told)


def _judged(office: int, records: Sequence[Entered], due: date, *, told: bool) -> Report:
    late = sum(record.entered > due for record in records)
    last = max((record.entered for record in records), default=None)
    if not records:
        return Report(office, ZERO if told else MISSING, 0, 0, last)
    return Report(office, LATE if late == len(records) else REPORTED, len(records), late, last)
