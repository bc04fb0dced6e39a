"""Which backups stay: the newest of each of so many days, weeks and months, and always the newest that is good."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from xcli.errors import Misuse
from xcli.ledger.backup import Stored
from xcli.text import Text

_TERM = re.compile(r"([0-9]{1,4})([dwmDWM天日周月])")
_UNITS = {"天": "d", "日": "d", "周": "w", "月": "m"}


class BadKeep(Misuse):
    """It is not clear what to keep."""

    sentence = Text(
        "--keep 的“{said}”看不懂。应写成 7d,4w,12m（7 天、4 周、12 个月各留一份）。",
        "--keep: write 7d,4w,12m (one for each of 7 days, 4 weeks, 12 months), not “{said}”.",
    )


@dataclass(frozen=True)
class Keep:
    """How many days, weeks and months keep their newest backup."""

    days: int = 0
    weeks: int = 0
    months: int = 0

    @classmethod
    def parse(cls, said: str) -> "Keep":
        """Read 7d,4w,12m."""
        counts = {"d": 0, "w": 0, "m": 0}
        for term in re.split("[,，、 ]+", said.strip()):
            found = _TERM.fullmatch(term)
            if not found:
                raise BadKeep(said=said)
            counts[_UNITS.get(found[2], found[2].lower())] = int(found[1])
        if not any(counts.values()):
            raise BadKeep(said=said)
        return cls(counts["d"], counts["w"], counts["m"])


_PERIODS: tuple[tuple[str, Callable[[date], object]], ...] = (
    ("days", lambda day: day),
    ("weeks", lambda day: day.isocalendar()[:2]),
    ("months", lambda day: (day.year, day.month)),
)


def superfluous(found: Iterable[Stored], keep: Keep, good: Stored) -> list[Stored]:
    """Return the backups that need not stay; `good`, the newest that reads back, always stays.

    What a restoration replaced stays as well: its last entries stand nowhere else.
    """
    newest_first = sorted((one for one in found if one.why != "restore"), key=lambda one: one.made, reverse=True)
    staying = {good}
    for name, period_of in _PERIODS:
        newest: dict[object, Stored] = {}
        for one in newest_first:
            newest.setdefault(period_of(one.made.date()), one)
        staying |= set(list(newest.values())[: getattr(keep, name)])
    return [one for one in newest_first if one not in staying]
