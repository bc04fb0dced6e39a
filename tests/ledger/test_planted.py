"""What another program planted in the file: views that pose as tables, triggers that write, marks, journals."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from xcli.ledger import engine
from xcli.ledger.backup import BackupBad, examine
from xcli.ledger.file import Unreadable
from xcli.ledger.journal import Act
from xcli.ledger.ledger import Damaged, Ledger, open_ledger
from xcli.ledger.planted import Planted
from xcli.ledger.schema import ForeignJournal, HalfUpgraded, create, head, upgrade
from xcli.text import Text


def _harm(ledger: Ledger, *statements: str) -> None:
    with closing(sqlite3.connect(Path(ledger.place), isolation_level=None)) as raw:
        for statement in statements:
            raw.execute(statement)


def _write(ledger: Ledger) -> None:
    with ledger.writing(Act("王芳", "try", kind="setup")):
        pass


@pytest.mark.parametrize(
    "statements",
    [
        ("ALTER TABLE dispute RENAME TO kept", "CREATE VIEW dispute AS SELECT * FROM kept"),
        (
            "ALTER TABLE dispute RENAME TO kept",
            "CREATE VIEW dispute AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x FROM c) SELECT kept.* FROM kept, c",
        ),
        ("ALTER TABLE dispute RENAME TO kept", "CREATE VIRTUAL TABLE dispute USING fts5(id, bureau)"),
    ],
    ids=["view", "view without end", "virtual table"],
)
def test_what_poses_as_a_table_is_not_read(file_ledger: Ledger, statements: tuple[str, ...]) -> None:
    _harm(file_ledger, *statements)
    with pytest.raises(Planted, match="dispute"):
        open_ledger(file_ledger.place)


@pytest.mark.parametrize(
    "trigger",
    [
        "AFTER INSERT ON tx BEGIN DELETE FROM dispute; END",
        "AFTER INSERT ON tx BEGIN SELECT RAISE(ABORT, '张三'); END",
        "BEFORE DELETE ON dispute FOR EACH ROW  BEGIN SELECT RAISE(ABORT, 'append only'); DELETE FROM dispute; END",
        "BEFORE DELETE ON dispute FOR EACH ROW  BEGIN DELETE FROM code; SELECT RAISE(ABORT, 'append only'); END",
    ],
)
def test_nothing_is_written_beside_a_trigger_that_is_no_guard(file_ledger: Ledger, trigger: str) -> None:
    _write(file_ledger)
    _harm(file_ledger, f"CREATE TRIGGER helpful {trigger}")
    before = Path(file_ledger.place).read_bytes()
    with pytest.raises(Planted, match="helpful"):
        _write(file_ledger)
    assert Path(file_ledger.place).read_bytes() == before


def test_a_harmless_view_of_a_colleague_is_only_told_by_verification(file_ledger: Ledger) -> None:
    _harm(file_ledger, "CREATE VIEW mine AS SELECT 1")
    _write(open_ledger(file_ledger.place))


def test_a_format_of_another_age_is_damage(file_ledger: Ledger) -> None:
    with Path(file_ledger.place).open("r+b") as file:
        file.seek(44)
        file.write(b"\0\0\0\x09")
    with pytest.raises(Damaged):
        open_ledger(file_ledger.place)


def test_a_generation_of_5000_digits_is_none(file_ledger: Ledger) -> None:
    _harm(file_ledger, f"UPDATE alembic_version SET version_num = '{'9' * 5000}'")
    with pytest.raises(Unreadable):
        open_ledger(file_ledger.place)


@pytest.mark.parametrize("statement", ["DELETE FROM alembic_version", "PRAGMA user_version = -5"])
def test_no_upgrade_of_a_ledger_that_says_two_things(file_ledger: Ledger, statement: str) -> None:
    _harm(file_ledger, statement)
    with pytest.raises(HalfUpgraded):
        upgrade(file_ledger.place)


def test_an_upgrade_sets_another_programs_journal_right(tmp_path: Path) -> None:
    told: list[Text] = []
    engine.on_notice(told.append)
    for name, generation in (("new.db", f"{head():04}"), ("old.db", "0001")):
        place = tmp_path / name
        create(str(place), "630122", to=generation)
        with closing(sqlite3.connect(place)) as raw:
            raw.execute("PRAGMA journal_mode = WAL")
        told.clear()
        upgrade(str(place))
        assert [text.zh for text in told] == ["日志方式已从 wal 改回 delete"]
        with closing(sqlite3.connect(place)) as raw:
            assert raw.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_a_journal_in_use_is_left_and_told(file_ledger: Ledger) -> None:
    with closing(sqlite3.connect(Path(file_ledger.place), isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("BEGIN")
        raw.execute("SELECT * FROM tx").fetchall()
        with pytest.raises(ForeignJournal, match="wal"):
            upgrade(file_ledger.place)


def test_a_ledger_of_no_bureau_is_damaged(file_ledger: Ledger) -> None:
    _harm(file_ledger, "DELETE FROM ledger")
    with pytest.raises(Damaged):
        open_ledger(file_ledger.place)


@pytest.mark.parametrize(
    "harm, mistake",
    [
        (("ALTER TABLE dispute RENAME TO kept", "CREATE VIEW dispute AS SELECT * FROM kept"), Planted),
        (("DELETE FROM ledger",), BackupBad),
    ],
)
def test_no_backup_is_taken_that_could_show_anything(
    file_ledger: Ledger, harm: tuple[str, ...], mistake: type[Exception]
) -> None:
    _harm(file_ledger, *harm)
    with pytest.raises(mistake):
        examine(Path(file_ledger.place))
