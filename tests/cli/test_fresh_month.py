"""A month just over: how much is usually missing at this point, apart from the count."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from desk import Run
from xcli.domain.pages.dispute import Dispute
from xcli.ledger import journal
from xcli.ledger.journal import Act
from xcli.ledger.ledger import open_ledger
from xcli.ledger.schema import create

ASKED = ("stats", "dispute", "--indicator", "dispute.accepted", "--month", "2025-05")
LAG = "录入时差：前 3 个月到这个时点通常还有约 25% 没有录入；上面的数字不含估计。"


@pytest.fixture
def fresh(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Enter nine cases of each month from January to May on the 2nd of the next, three more on the 20th."""
    place = str(tmp_path / "ledger.db")
    create(place, "630122")
    opened = open_ledger(place)
    written = {date(2024, 12, 20): date(2024, 12, 19)}
    for number in range(1, 6):
        month = date(2025, number, 1)
        following = month.replace(month=number + 1)
        written |= {following.replace(day=2): month, following.replace(day=20): month}
    for day, month in written.items():
        if day <= date(2025, 6, 2):
            monkeypatch.setattr(journal, "_time_after", lambda _, at=day: f"{at}T09:00:00+08:00")
            with opened.writing(Act("王芳", "import")) as writer:
                for n in range(3 if day.day == 20 else 9):
                    writer.add(Dispute, {"accepted_on": month + timedelta(days=n), "category": "other"})
    monkeypatch.setenv("XCLI_DB", place)
    monkeypatch.setenv("XCLI_CLERK", "王芳")
    return run


def test_the_lag_stands_below_the_count_and_not_in_it(fresh: Run) -> None:
    assert fresh(*ASKED, "--today", "2025-06-05").out.splitlines()[-1] == LAG
    row = json.loads(fresh(*ASKED, "--today", "2025-06-05", "--format", "json").out)[0]
    assert row["numerator"] == 9


@pytest.mark.parametrize("more", [("--today", "2025-09-01"), ("--today", "2025-06-05", "--as-of", "9"), ("--today", "2025-06-25")])
def test_nothing_is_said_of_an_old_month_of_then_or_once_all_is_usually_there(fresh: Run, more: tuple[str, ...]) -> None:
    assert "录入时差" not in fresh(*ASKED, *more).out
