"""A plain ledger put under the desk's key: SQLite copies pages only between files that are encrypted alike."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from xcli.ledger.file import connect_new


def encipher(source: sqlite3.Connection, target: Path) -> None:
    """Write all that a plain ledger holds into an empty file, encrypted."""
    with closing(connect_new(target, encrypted=True)) as copy:
        copy.execute("PRAGMA foreign_keys=OFF")
        copy.execute("BEGIN")
        source.execute("BEGIN")
        for name, sql in _made(source, "table"):
            copy.execute(sql)
            _rows(source, copy, name)
        # Triggers last: they guard what is written from now on.
        for _, sql in [*_made(source, "index"), *_made(source, "view"), *_made(source, "trigger")]:
            copy.execute(sql)
        for mark in ("application_id", "user_version"):
            copy.execute(f"PRAGMA {mark}={source.execute(f'PRAGMA {mark}').fetchone()[0]}")
        source.execute("COMMIT")
        copy.execute("COMMIT")


def _made(source: sqlite3.Connection, kind: str) -> Iterator[tuple[str, str]]:
    """Yield the names and statements of what was made, in that order; what SQLite makes by itself has none."""
    yield from source.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = ? AND sql IS NOT NULL"
        " AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY rowid",
        (kind,),
    ).fetchall()


def _rows(source: sqlite3.Connection, copy: sqlite3.Connection, name: str) -> None:
    rows = source.execute(f'SELECT * FROM "{name}"')
    marks = ", ".join("?" * len(rows.description))
    copy.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)
