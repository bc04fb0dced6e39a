"""The peers: what a programmer would write in an hour, without checks, history or chain.

python -m bench.peers load LEDGER SHEET    csv + executemany into the ledger's own tables and indexes
python -m bench.peers add FILE             one row by a minimal program of Typer and SQLAlchemy Core
"""

import csv
import sqlite3
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

BATCH = 10_000


def load(ledger: str, sheet: str) -> None:
    """Load a sheet with the standard library alone; the blobs that the chain needs are written as zeros."""
    db = sqlite3.connect(ledger, isolation_level=None)
    db.execute("PRAGMA foreign_keys=ON")
    db.execute("BEGIN")
    bureau = db.execute("SELECT bureau FROM ledger").fetchone()[0]
    tx = db.execute("SELECT coalesce(max(tx), 0) + 1 FROM tx").fetchone()[0]
    db.execute(
        "INSERT INTO tx (bureau, tx, at, clerk, os_user, command, kind) VALUES (?, ?, '', '', '', '', '')", (bureau, tx)
    )
    offices: dict[str, int] = dict(db.execute("SELECT title, id FROM office"))
    blank = bytes(32)

    def rows() -> Iterator[tuple[object, ...]]:
        with Path(sheet).open(encoding="utf-8", newline="") as file:
            lines = csv.reader(file)
            next(lines)
            for number, row in enumerate(lines, 1 << 33):
                yield (number, *row)

    source = rows()
    while batch := list(islice(source, BATCH)):
        db.executemany(
            "INSERT INTO dispute (bureau, id, tx, case_no, office, accepted_on, category, source, amount, people, mediator,"
            " outcome, mediated_on, number_key, number_year, number_serial, salt, sealed, leaf)"
            " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            [
                (
                    bureau,
                    r[0],
                    tx,
                    r[1],
                    offices.get(r[2]),
                    r[3],
                    r[4],
                    r[5],
                    int(r[8].replace(".", "")),
                    int(r[9]),
                    r[10],
                    r[11],
                    r[12],
                    r[1],
                    int(r[3][:4]),
                    r[0],
                    blank[:16],
                    blank,
                    blank,
                )
                for r in batch
            ],
        )
        db.executemany(
            "INSERT INTO dispute_party (bureau, id, n, tx, role, person) VALUES (?,?,?,?,?,?)",
            [(bureau, r[0], n, tx, role, r[5 + n]) for r in batch for n, role in ((1, "applicant"), (2, "respondent"))],
        )
    db.execute("COMMIT")
    db.close()


def add(file: str, words: list[str]) -> None:
    """Insert one row through a minimal Typer program over SQLAlchemy Core."""
    import typer
    from sqlalchemy import Column, Integer, MetaData, String, Table, create_engine, insert

    app = typer.Typer(pretty_exceptions_enable=False)
    table = Table(
        "minimal",
        MetaData(),
        Column("id", Integer, primary_key=True),
        Column("accepted_on", String),
        Column("category", String),
    )

    @app.command()
    def one(accepted_on: str = typer.Option(...), category: str = typer.Option(...)) -> None:
        with create_engine(f"sqlite:///{file}").begin() as conn:
            conn.execute(insert(table), {"accepted_on": accepted_on, "category": category})
        typer.echo("saved")

    app(words)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["load", ledger, sheet]:
            load(ledger, sheet)
        case ["add", file, *words]:
            add(file, words)
