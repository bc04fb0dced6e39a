"""The schema: migrations equal the pages, old ledgers are upgraded behind a backup, others are left alone."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, MetaData, inspect

from server import database
from xcli.domain.keeping import Office
from xcli.ledger import backup, schema
from xcli.ledger.backup import BackupBad, LedgerBad
from xcli.ledger.engine import NoLedger, NotALedger, engine_for
from xcli.ledger.journal import Act
from xcli.ledger.ledger import open_ledger
from xcli.ledger.schema import Exists, HalfUpgraded, Newer, Older, create, head, upgrade
from xcli.ledger.tables import everything
from xcli.ledger.verify import verify

# SQLAlchemy cannot reflect an index over an expression; that numbers are unique is tested by what the ledger refuses.
pytestmark = pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")


def described(engine: Engine) -> dict[str, Any]:
    """Return the schema of a database: columns, types, keys, indexes and references of every table."""
    look = inspect(engine)
    return {
        name: {
            # A column that a later migration adds stands last, wherever the page has its field.
            "columns": sorted((c["name"], str(c["type"]), c["nullable"]) for c in look.get_columns(name)),
            "key": look.get_pk_constraint(name)["constrained_columns"],
            "indexes": sorted(
                (i["name"] or "", str(i["column_names"]), bool(i["unique"])) for i in look.get_indexes(name)
            ),
            "references": sorted((f["name"] or "", str(f["referred_table"])) for f in look.get_foreign_keys(name)),
        }
        for name in sorted(look.get_table_names())
        if name != "alembic_version"
    }


def from_pages(engine: Engine, meta: MetaData) -> dict[str, Any]:
    meta.create_all(engine)
    return described(engine)


@pytest.fixture(params=["sqlite", "postgresql"])
def two_places(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Give the places of two databases of one engine."""
    if request.param == "sqlite":
        yield str(tmp_path / "one.db"), str(tmp_path / "two.db")
        return
    server = request.getfixturevalue("postgres")
    with database(server, "one") as first, database(server, "two") as second:
        yield first, second


def _bare(place: str) -> Engine:
    if not place.startswith("postgresql"):
        schema.new_file(Path(place))
    return engine_for(place, write=True)


def test_the_migrations_make_what_the_pages_declare(two_places: tuple[str, str]) -> None:
    create(two_places[0], "630122")
    assert described(engine_for(two_places[0], write=True)) == from_pages(_bare(two_places[1]), everything())


def test_a_field_without_its_migration_is_found(tmp_path: Path) -> None:
    from sqlalchemy import Column, Text

    create(str(tmp_path / "one.db"), "630122")
    grown = MetaData()
    for table in everything().sorted_tables:
        table.to_metadata(grown)
    grown.tables["dispute"].append_column(Column("forgotten", Text()))
    engine = _bare(str(tmp_path / "two.db"))
    assert described(engine_for(str(tmp_path / "one.db"), write=True)) != from_pages(engine, grown)


def test_the_file_is_ours_private_and_strict(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    create(str(path), "630122")
    assert path.stat().st_mode & 0o777 == 0o600
    with sqlite3.connect(path) as raw:
        assert raw.execute("PRAGMA application_id").fetchone() == (0x78636C69,)
        assert raw.execute("PRAGMA user_version").fetchone() == (head(),)
        loose = raw.execute(
            "SELECT name FROM pragma_table_list WHERE strict = 0 AND schema = 'main' AND name NOT LIKE 'sqlite_%'"
        )
        assert [name for (name,) in loose] == ["alembic_version"]
    raw.close()


def test_an_older_ledger_is_upgraded_behind_a_verified_backup(tmp_path: Path) -> None:
    place = str(tmp_path / "ledger.db")
    create(place, "630122", to="0001")
    with pytest.raises(Older, match="xcli db upgrade"):
        open_ledger(place)
    before = Path(place).read_bytes()
    found, now, kept = upgrade(place)
    assert (found, now) == (1, head())
    assert kept is not None
    assert kept.stat().st_mode & 0o777 == 0o600
    assert len(kept.read_bytes()) == len(before)
    assert kept.name.endswith("-before-upgrade.db")
    ledger = open_ledger(place)
    with ledger.writing(Act("王芳", "office add")) as writer:
        writer.add(Office, {"title": "多巴司法所"})
    with ledger.reading() as conn:
        assert not verify(conn, ledger.bureau).found
    assert upgrade(place) == (head(), head(), None)


def test_an_upgrade_that_fails_leaves_the_ledger_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = str(tmp_path / "ledger.db")
    create(place, "630122", to="0001")
    before = Path(place).read_bytes()

    def broken(_conn: object) -> None:
        raise schema.UpgradeBroken(what="planted")

    monkeypatch.setattr(schema, "_check_upgraded", broken)
    with pytest.raises(schema.UpgradeBroken):
        upgrade(place)
    assert Path(place).read_bytes() == before


def test_no_upgrade_without_a_good_backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = str(tmp_path / "ledger.db")
    create(place, "630122", to="0001")

    def bad(*_: object, **__: object) -> backup.Copy:
        raise BackupBad(backup="x", what="planted")

    monkeypatch.setattr(backup, "examine", bad)
    with pytest.raises(LedgerBad, match="planted"):
        upgrade(place)
    with pytest.raises(Older):
        open_ledger(place)


def test_a_newer_ledger_is_refused_and_not_touched(tmp_path: Path) -> None:
    place = str(tmp_path / "ledger.db")
    create(place, "630122")
    _mark(place, "UPDATE alembic_version SET version_num = '9999'", "PRAGMA user_version = 9999")
    before = Path(place).read_bytes()
    for attempt in (open_ledger, upgrade):
        with pytest.raises(Newer):
            attempt(place)  # type: ignore[operator]
    assert Path(place).read_bytes() == before


def test_two_marks_that_disagree_are_refused(tmp_path: Path) -> None:
    place = str(tmp_path / "ledger.db")
    create(place, "630122")
    _mark(place, "PRAGMA user_version = 1")
    with pytest.raises(HalfUpgraded):
        open_ledger(place)


def _mark(place: str, *statements: str) -> None:
    with sqlite3.connect(place) as raw:
        for statement in statements:
            raw.execute(statement)
    raw.close()


@pytest.mark.parametrize(
    "content", [b"", b"<html>", b"SQLite format 3\x00" + b"\x00" * 200], ids=["empty", "html", "other program"]
)
def test_another_file_is_refused_and_not_touched(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.db"
    path.write_bytes(content)
    with pytest.raises(NotALedger):
        open_ledger(str(path))
    assert path.read_bytes() == content


def test_a_mistyped_place_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(NoLedger):
        open_ledger(str(tmp_path / "typo.db"))
    assert not list(tmp_path.iterdir())


def test_an_existing_file_is_not_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    create(str(path), "630122")
    before = path.read_bytes()
    with pytest.raises(Exists):
        create(str(path), "630122")
    assert path.read_bytes() == before


def test_a_password_in_the_address_is_refused() -> None:
    from xcli.ledger.engine import PasswordInAddress

    with pytest.raises(PasswordInAddress):
        engine_for("postgresql://clerk:secret@127.0.0.1/xcli", write=False)


def test_a_place_with_odd_characters(tmp_path: Path) -> None:
    folder = tmp_path / "湟中 100%? #1"
    folder.mkdir()
    place = str(folder / "台账 a.db")
    create(place, "630122")
    assert open_ledger(place).bureau == "630122"
