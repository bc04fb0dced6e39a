"""What was known then: an entry named by its number, its day, its minute or its second."""

from pathlib import Path

import pytest

from xcli.domain.keeping import Office
from xcli.errors import NotFound
from xcli.ledger import journal
from xcli.ledger.journal import Act
from xcli.ledger.ledger import Ledger, open_ledger
from xcli.ledger.moment import NotAMoment, moment
from xcli.ledger.schema import create

WRITTEN = ("2024-06-03T10:10:00+08:00", "2024-06-03T10:11:30+08:00", "2024-06-03T18:00:00+08:00")


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ledger:
    """Give a ledger with an entry at each of these times: 1, 2 and 3."""
    times = iter(WRITTEN)
    monkeypatch.setattr(journal, "_time_after", lambda *_: next(times))
    create(str(tmp_path / "ledger.db"), "630122")
    opened = open_ledger(str(tmp_path / "ledger.db"))
    for title in ("甲所", "乙所", "丙所"):
        with opened.writing(Act("王芳", "office")) as writer:
            writer.add(Office, {"title": title})
    return opened


@pytest.mark.parametrize(
    "said, tx",
    [
        ("2", 2),
        ("now", 3),
        ("2024-06-03", 3),
        ("2024年6月3日", 3),
        ("2024-06-03 10:10", 1),
        ("2024-06-03 10:11", 2),
        ("2024-06-03T10:11", 2),
        ("2024-06-03 10:11:29", 1),
        ("2024-06-03 10:11:30", 2),
        ("2024-6-3 17:59", 2),
        ("2024年6月3日 9:59", None),
        ("２０２４-06-03 17：59", 2),
        ("2024-06-03T02:11:00+00:00", 1),
        ("2024-06-03T02:11+00:00", 2),
        ("2024-06-02", None),
    ],
)
def test_a_time_of_day_is_not_the_end_of_the_day(ledger: Ledger, said: str, tx: int | None) -> None:
    with ledger.reading() as conn:
        if tx is None:
            with pytest.raises(NotFound):
                moment(conn, ledger.bureau, said)
            return
        assert moment(conn, ledger.bureau, said).tx == tx


@pytest.mark.parametrize("said", ["昨儿", "10:11", "2024-06-03 24:30", "2024-06-31 10:11", "2024-06-03 10:11 左右"])
def test_what_is_no_moment_is_refused(ledger: Ledger, said: str) -> None:
    with ledger.reading() as conn, pytest.raises(NotAMoment):
        moment(conn, ledger.bureau, said)
