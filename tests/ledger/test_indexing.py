"""Indexes that are put off while many rows go in stand afterwards as before, whatever happens meanwhile."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest

from xcli.domain.pages.dispute import Dispute
from xcli.ledger import indexing
from xcli.ledger.bulk import Bulk, Fresh, Shape
from xcli.ledger.indexing import indexed_afterwards
from xcli.ledger.journal import Act
from xcli.ledger.ledger import Ledger, NumberTaken
from xcli.ledger.query import find

ROWS = 25


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take a handful for many."""
    monkeypatch.setattr(indexing, "MANY", ROWS)


def indexes(ledger: Ledger) -> dict[str, str]:
    """Return the indexes of the file, each as it was declared."""
    with closing(sqlite3.connect(Path(ledger.place))) as db:
        return dict(db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"))


def put(ledger: Ledger, first: int = 1, *, stop: bool = False) -> set[str]:
    """Write rows in one tx, numbered from `first`; return the indexes that were put off while they went in."""
    rows = [Fresh((f"甲〔2024〕{n}号", "2024-01-05", "neighbour"), f"甲2024{n}", 2024, n) for n in range(first, first + ROWS)]
    before = indexes(ledger)
    with ledger.writing(Act("王芳", "import", kind="import")) as writer:
        many = Bulk(writer, Dispute, ROWS)
        with indexed_afterwards(writer.conn, Dispute, ROWS):
            many.add(Shape(Dispute, ["case_no", "accepted_on", "category"]), rows)
            held = {row[0] for row in writer.conn.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'index'")}
        if stop:
            raise KeyboardInterrupt
        writer.leaves["dispute"] = many.changes()
    return set(before) - held


def test_they_are_put_off_and_stand_again(file_ledger: Ledger) -> None:
    before = indexes(file_ledger)
    away = put(file_ledger)
    assert {"uq_dispute_number", "ix_dispute_accepted_on", "ix_dispute_party_person"} <= away
    assert "ix_dispute_serial" not in away
    assert indexes(file_ledger) == before
    with closing(sqlite3.connect(file_ledger.place)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_an_interruption_leaves_them_as_they_were(file_ledger: Ledger) -> None:
    before = indexes(file_ledger)
    with suppress(KeyboardInterrupt):
        put(file_ledger, stop=True)
    assert indexes(file_ledger) == before


def test_a_number_that_stands_is_still_refused(file_ledger: Ledger) -> None:
    put(file_ledger)
    before = indexes(file_ledger)
    with file_ledger.reading() as conn:
        one = find(conn, Dispute, file_ledger.bureau)[0]
    with file_ledger.writing(Act("王芳", "dispute retract")) as writer:
        # Fewer stand than come, so that the indexes are put off again, and the guard is asked only at the end.
        writer.retract(Dispute, one.id, one.tx)
    with pytest.raises(NumberTaken):
        put(file_ledger, first=ROWS)
    assert indexes(file_ledger) == before


def test_few_rows_find_their_places_one_by_one(file_ledger: Ledger) -> None:
    put(file_ledger)
    assert put(file_ledger, first=1000) == set(), "as many stand as come"
