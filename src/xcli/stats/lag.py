"""How much of a fresh month is usually still missing, judged by how long past records took to be entered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from xcli.domain.period import Period
from xcli.ledger.entered import Entered, entered, first_and_last_day
from xcli.stats.query import Desk
from xcli.text import Text

FRESH = timedelta(days=45)  # after its end a month is taken to be whole
MONTHS = 6
LEAST_MONTHS = 3
LEAST_RECORDS = 30


@dataclass(frozen=True)
class Lag:
    """Of the records of so many past months, how many had been entered by this point, and how many there are now."""

    months: int
    known: int
    total: int

    @property
    def missing(self) -> int:
        """Return the share that was missing at this point, in whole per cent."""
        return round(100 * (self.total - self.known) / self.total)

    @property
    def text(self) -> Text:
        """Return it as a line to stand apart from the count."""
        return Text(
            f"录入时差：前 {self.months} 个月到这个时点通常还有约 {self.missing}% 没有录入；上面的数字不含估计。",
            f"Entry lag: at this point of the last {self.months} months about {self.missing}% was still to be entered; "
            "the figures above contain no estimate.",
        )


def lag(desk: Desk, period: Period, today: date) -> Lag | None:
    """Return the entry lag of a month that is running or just over; None where the past does not tell."""
    if desk.as_of is not None or today - period.last > FRESH or period.last > today:
        return None
    span = first_and_last_day(desk.conn, desk.bureau)
    if span is None or span[1] > today:
        return None
    past = [month for month in _months_before(period) if month.start >= span[0] and today - month.last > FRESH]
    if len(past) < LEAST_MONTHS:
        return None
    late = today - period.last
    counts = [_known(list(entered(desk.conn, desk.page, desk.bureau, month)), month.last + late) for month in past]
    return _judged(counts)


def _months_before(period: Period) -> list[Period]:
    """Return the same days of earlier months, the newest first."""
    found: list[Period] = []
    month = Period(period.start, period.end)
    for back in range(1, MONTHS + 3):
        start = _back(period.start, back)
        month = Period(start, min(start + timedelta(days=period.days), _back(period.start, back - 1)))
        found.append(month)
    return found


def _back(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 - months
    return date(index // 12, index % 12 + 1, day.day)


def _known(records: Sequence[Entered], by: date) -> tuple[int, int]:
    return sum(record.entered <= by for record in records), len(records)


def _judged(counts: Sequence[tuple[int, int]]) -> Lag | None:
    used = counts[:MONTHS]
    known, total = sum(k for k, _ in used), sum(t for _, t in used)
    found = Lag(len(used), known, total)
    return found if total >= LEAST_RECORDS and found.missing else None
