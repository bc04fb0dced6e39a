"""A ledger's file is built as the program builds it, or verification says what is not."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from xcli.ledger.ledger import Ledger, open_ledger
from xcli.ledger.schema import create, upgrade
from xcli.ledger.structure import structure_faults
from xcli.text import Text


def said(ledger: Ledger) -> list[Text]:
    """Return what is said of a ledger's structure."""
    with ledger.reading() as conn:
        return list(structure_faults(conn))


@pytest.mark.parametrize(
    "change, zh",
    [
        ("DROP TRIGGER dispute_past_keep", "文件结构缺少的触发器：dispute_past_keep"),
        ("DROP INDEX ix_dispute_accepted_on", "文件结构缺少的索引：ix_dispute_accepted_on"),
        (
            "CREATE TRIGGER helpful AFTER INSERT ON dispute BEGIN DELETE FROM dispute_party; END",
            "文件结构多出的触发器：helpful",
        ),
        ("CREATE VIEW more AS SELECT 1", "文件结构多出的视图：more"),
        ("CREATE TABLE more (a)", "文件结构多出的表：more"),
        ("ALTER TABLE dispute ADD COLUMN more TEXT", "文件结构有改动的表：dispute"),
    ],
)
def test_what_another_program_did_to_the_structure_is_named(file_ledger: Ledger, change: str, zh: str) -> None:
    assert said(file_ledger) == []
    with closing(sqlite3.connect(Path(file_ledger.place))) as raw:
        raw.execute(change)
    assert [text.zh for text in said(file_ledger)] == [zh]


def test_many_are_counted(file_ledger: Ledger) -> None:
    with closing(sqlite3.connect(Path(file_ledger.place))) as raw:
        for name in "edcba":
            raw.execute(f"CREATE VIEW {name} AS SELECT 1")
    assert said(file_ledger) == [
        Text(
            "文件结构多出的视图：a、b、c 等 5 个", "file structure, views not made by this program: a, b, c and 2 more"
        )
    ]


def test_an_upgraded_ledger_is_built_as_a_new_one(tmp_path: Path) -> None:
    create(str(tmp_path / "old.db"), "630122", to="0001")
    upgrade(str(tmp_path / "old.db"))
    assert said(open_ledger(str(tmp_path / "old.db"))) == []
