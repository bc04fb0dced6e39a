"""Every line of the list of bad inputs is a test, here or elsewhere."""

import json
import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[2]
LIST = TESTS.parent.parent / "shared" / "bad-inputs.jsonl"
MARK = re.compile(r"\b[a-z]+(?:-[a-z]+)*-\d\d\b")
NAMED = re.compile(r"def test_([a-z_]+?)((?:_\d\d)+)_")

ELSEWHERE = {
    "backup-01": "ledger/test_backup.py::test_a_backup_is_whole_while_another_process_writes",
    "backup-02": "ledger/test_backup.py::test_a_backup_is_whole_while_another_process_writes",
    "backup-04": "ledger/test_backup.py::test_an_encrypted_backup_holds_no_word_of_the_ledger",
    "backup-06": "ledger/test_backup.py::test_what_must_not_be_restored",
    "backup-08": "ledger/test_backup.py::test_restoring_brings_back_what_was_and_keeps_what_is_replaced",
    "backup-09": "ledger/test_backup.py::test_a_full_disk_leaves_no_file_behind",
    "db-file-18": "ledger/test_backup.py::test_nobody_writes_to_a_file_that_was_replaced",
    "injection-19": "report/test_console.py",
    "path-10": "report/test_files.py",
    "period-10": "stats/test_check.py",
    "postgres-01": "cli/listed/test_cells.py",
    "postgres-03": "ledger/test_journal.py",
    "privacy-16": "report/test_small.py",
    "privacy-21": "ledger/test_purge.py::test_every_line_can_be_purged_versions_of_the_past_included",
}


def marks() -> set[str]:
    """Return the lines that tests name: in a table, or in the name of a test."""
    found: set[str] = set()
    for path in TESTS.rglob("*.py"):
        if path == Path(__file__):
            continue
        text = path.read_text("utf-8")
        found |= set(MARK.findall(text))
        for category, numbers in NAMED.findall(text):
            found |= {f"{category.replace('_', '-')}-{number}" for number in numbers.split("_")[1:]}
    return found


def test_every_listed_line_is_tested() -> None:
    if not LIST.is_file():
        pytest.skip("the list of bad inputs is not here")
    listed = {json.loads(line)["id"] for line in LIST.read_text("utf-8").splitlines()}
    known = marks()
    assert listed - known - set(ELSEWHERE) == set()
    assert "no-such-line-01" not in known


def test_what_is_tested_elsewhere_is_there() -> None:
    for where in ELSEWHERE.values():
        file, _, name = where.partition("::")
        assert f"def {name}" in (TESTS / file).read_text("utf-8") if name else (TESTS / file).is_file()
