"""Ledgers to write in, on both engines."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from server import ledger_database
from xcli.ledger.ledger import Ledger, open_ledger
from xcli.ledger.schema import create

BUREAU = "630122"


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an empty ledger file, made once, to copy."""
    path = tmp_path_factory.mktemp("empty") / "ledger.db"
    create(str(path), BUREAU)
    return path


@pytest.fixture
def file_ledger(empty_file: Path, tmp_path: Path) -> Ledger:
    """Give an empty ledger on SQLite."""
    return open_ledger(str(shutil.copy(empty_file, tmp_path / "ledger.db")))


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    """Give an empty ledger on each engine."""
    if request.param == "sqlite":
        yield open_ledger(str(shutil.copy(request.getfixturevalue("empty_file"), tmp_path / "ledger.db")))
        return
    with ledger_database(request.getfixturevalue("postgres"), f"t{abs(hash(request.node.nodeid))}", BUREAU) as url:
        yield open_ledger(url)
