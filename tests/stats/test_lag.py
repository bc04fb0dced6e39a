"""How much of a fresh month is usually missing, and when that is not said."""

from datetime import date, timedelta
from typing import Any

import pytest

from xcli.domain.pages.dispute import Dispute
from xcli.domain.period import Period
from xcli.ledger.entered import Entered
from xcli.ledger.ledger import Ledger
from xcli.stats import lag as module
from xcli.stats.lag import lag
from xcli.stats.query import Desk

OCTOBER = Period(date(2024, 10, 1), date(2024, 11, 1))
TODAY = date(2024, 11, 4)


@pytest.fixture
def delays(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Let each past month have twenty records, of which some are entered long after."""
    told: dict[str, Any] = {"late": 5, "span": (date(2023, 1, 1), date(2024, 11, 3))}

    def entered(_conn: Any, _page: Any, _bureau: str, period: Period) -> list[Entered]:
        days = [period.start + timedelta(days=n % period.days) for n in range(20)]
        return [Entered(None, day, day + timedelta(days=40 if n < told["late"] else 1)) for n, day in enumerate(days)]

    monkeypatch.setattr(module, "entered", entered)
    monkeypatch.setattr(module, "first_and_last_day", lambda *_: told["span"])
    return told


def desk() -> Desk:
    return Desk(None, Dispute, "630122")  # type: ignore[arg-type]


def test_the_share_is_that_of_past_months_at_the_same_point(delays: dict[str, Any]) -> None:
    found = lag(desk(), OCTOBER, TODAY)
    assert found is not None
    assert (found.months, found.total, found.total - found.known, found.missing) == (6, 120, 30, 25)
    assert "约 25% 没有录入；上面的数字不含估计" in found.text.zh
    delays["late"] = 0
    assert lag(desk(), OCTOBER, TODAY) is None


@pytest.mark.parametrize(
    "span, period, today",
    [
        ((date(2024, 8, 1), date(2024, 11, 3)), OCTOBER, TODAY),  # hardly any past
        ((date(2023, 1, 1), date(2026, 11, 27)), OCTOBER, TODAY),  # rehearsed: written after the day that it is
        ((date(2023, 1, 1), date(2024, 11, 3)), OCTOBER, date(2025, 3, 1)),  # no longer fresh
        (None, OCTOBER, TODAY),
    ],
)
def test_nothing_is_said_where_the_past_does_not_tell(delays: dict[str, Any], span: Any, period: Period, today: date) -> None:
    delays["span"] = span
    assert lag(desk(), period, today) is None


def test_records_come_with_the_day_of_their_first_entry(either: Ledger) -> None:
    from stats.ledgers import holding
    from xcli.ledger.entered import entered

    with holding(either, [{"accepted_on": date(2024, 10, 2), "category": "other"}]) as there:
        [found] = entered(there.conn, Dispute, there.bureau, OCTOBER)
        assert (found.office, found.day) == (None, date(2024, 10, 2))
        assert found.entered.year >= 2026
