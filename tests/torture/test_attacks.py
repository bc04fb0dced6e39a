"""Whatever is done to the file behind the program is found out, and the round can say when it is not."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from torture.attacks import BY_ITSELF, UNCOVERED, Edit, edited, filled
from torture.fuzz import seeded
from torture.tampering import attacks, kinds
from xcli.text import Text


def test_attacks_on_a_ledger_are_found_out(tmp_path: Path) -> None:
    found = attacks(tmp_path, 1, ledgers=1, times=4)
    assert found["attacks"] > 25
    assert found["lost"] == 0


def test_an_attack_that_is_not_found_out_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(*_: object) -> Iterator[Text]:
        return iter(())

    monkeypatch.setattr("xcli.ledger.verify._strays", nothing)
    monkeypatch.setattr("torture.tampering.BY_ITSELF", {name: BY_ITSELF[name] for name in ("a part given another number", "a row deleted")})
    monkeypatch.setattr("torture.tampering.BY_CODE", ())
    assert attacks(tmp_path, 1, ledgers=1, times=0) == {"attacks": 2, "of these on what no entry writes": 0, "lost": 1}


def test_every_column_of_what_is_filled_is_attacked_and_what_is_uncovered_exists(tmp_path: Path) -> None:
    place = tmp_path / "ledger.db"
    place.write_bytes(seeded())
    every = kinds(str(place))
    assert {"tx", "dispute", "dispute_party", "closing_figure", "alembic_version"} <= {table for table, _ in every}
    assert {("dispute", "amount"), ("tx", "gone"), ("chain", "twice")} <= set(every)
    assert {*UNCOVERED} <= {table for table, _ in every} | {f"{table}.{what}" for table, what in every}
    assert Edit("desk", "file").is_declared()
    assert not Edit("ledger", "uuid").is_declared()


def test_an_edit_is_another_value_of_one_row(tmp_path: Path) -> None:
    place = tmp_path / "ledger.db"
    place.write_bytes(seeded())
    with closing(sqlite3.connect(place)) as raw:
        assert "dispute" in filled(raw)
        for name in [row[0] for row in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")]:
            raw.execute(f'DROP TRIGGER "{name}"')
        for table, what, more, fewer in (("dispute", "amount", 1, 1), ("dispute", "gone", 0, 1), ("dispute_party", "twice", 1, 0)):
            rows = set(raw.execute(f"SELECT * FROM {table}"))
            assert edited(raw, random.Random(1), table, what)
            now = set(raw.execute(f"SELECT * FROM {table}"))
            assert (len(now - rows), len(rows - now)) == (more, fewer)
