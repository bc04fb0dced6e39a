"""A ledger that is damaged inside: every command says so, none prints a defect, and verification says where."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desk import TODAY, Run

ADD = ("dispute", "add", "--accepted-on", TODAY, "--category", "邻里", "--party", "申请人=张三", "--force")
STRUCTURE = "UPDATE sqlite_schema SET sql = "
HARM = {
    "a column has another name": STRUCTURE + "replace(sql, 'village', 'villagf') WHERE name = 'dispute'",
    "a key refers to nothing": STRUCTURE + "replace(sql, 'REFERENCES tx (bureau, tx)', 'REFERENCES tx (bureau, at)')",
    "a statement is none": STRUCTURE + "'CREATE TABLE dispute (' WHERE name = 'dispute'",
    "a statement is no text": STRUCTURE + "CAST(x'435245415445205441424C45A0' AS TEXT) WHERE name = 'dispute'",
    "a function is none": STRUCTURE + "replace(sql, 'coalesce(', CAST(x'E36F616C6573636528' AS TEXT))",
    "a table is away": "DELETE FROM sqlite_schema WHERE tbl_name = 'dispute'",
    "a day is none": "UPDATE dispute SET accepted_on = '2024-91-05'",
    "a sum is too large": "UPDATE dispute SET amount = 9223372036854775807",
    "a text is none": "UPDATE dispute SET category = CAST(x'A0A1' AS TEXT)",
}


@pytest.fixture(params=HARM)
def harmed(two_cases: Run, request: pytest.FixtureRequest) -> Run:
    """Give a ledger to which another program did harm."""
    with closing(sqlite3.connect(Path(os.environ["XCLI_DB"]), isolation_level=None)) as raw:
        raw.execute("PRAGMA writable_schema = ON")
        raw.execute(HARM[request.param])
    return two_cases


@pytest.mark.parametrize("command", [("dispute", "list"), ("dispute", "show", "1"), ("stats",), ADD, ("report", "month", "--to", "x.docx")])
def test_a_command_says_that_the_ledger_is_damaged(
    harmed: Run, command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = harmed(*command)
    assert answer.code in (0, 4, 6), answer
    assert answer.code == 0 or "db verify" in answer.err or "备份" in answer.err, answer


def test_verification_says_where(harmed: Run) -> None:
    answer = harmed("db", "verify")
    assert answer.code in (6, 7), answer
    assert "台账" in answer.err


def test_no_backup_is_made_and_the_ledger_is_named(harmed: Run) -> None:
    answer = harmed("backup")
    assert answer.code == 6, answer
    assert ".xcli-backup" not in answer.err
    assert "台账" in answer.err
    assert "xcli db verify" in answer.err
