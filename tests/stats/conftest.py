"""Empty ledgers for figures, on both engines."""

from collections.abc import Iterator

import pytest

from server import ledger_database
from xcli.ledger.ledger import Ledger, open_ledger
from xcli.ledger.schema import create

BUREAU = "630122"


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """Give an empty ledger on each engine."""
    if request.param == "sqlite":
        place = str(tmp_path_factory.mktemp("figures") / "ledger.db")
        create(place, BUREAU)
        yield open_ledger(place)
        return
    with ledger_database(request.getfixturevalue("postgres"), "figures", BUREAU) as url:
        yield open_ledger(url)
