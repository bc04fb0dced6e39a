"""A clerk at work under the shim; each answer says how far the ledger has come.

`python clerk.py LEDGER SHEET KIND [PRAGMA=VALUE ...]`
"""

import os
import sqlite3
import sys
from pathlib import Path

TODAY = "2024-11-24"
ADD = ("dispute", "add", "--accepted-on", TODAY, "--category", "邻里", "--force", "--party")


def steps(kind: str, sheet: str) -> list[tuple[str, ...]]:
    """Return the day's commands."""
    adds = [(*ADD, f"申请人=张{n}") for n in range(9)]
    month = ("2024-03", "--reason", "核查")
    edit = ("dispute", "edit", "湟调〔2024〕1号", "--village", "甲村")
    return {
        "cases": [*adds[:3], ("import", sheet), adds[3], ("undo",), *adds[4:6], edit, *adds[6:]],
        "upkeep": [adds[0], ("period", "close", *month), ("backup",), ("period", "reopen", *month), adds[1]],
        "upgrade": [("db", "upgrade")],
    }[kind]


def work(place: str, sheet: str, kind: str, pragmas: list[str]) -> None:
    """Do the day's work, answering each step once it is done."""
    from xcli.cli import main
    from xcli.ledger import engine
    from xcli.ledger.file import connect

    # A small cache makes the import write pages before its end, as a large one does.
    engine.PRAGMAS = (*engine.PRAGMAS, "cache_size=20", *pragmas)
    os.environ.update(XCLI_DB=place, XCLI_CLERK="王芳", XCLI_TODAY=TODAY)
    # Whoever closes a ledger last writes its log back: another desk keeps it open, as in an office.
    beside = connect(Path(place), "rw")
    beside.execute("SELECT count(*) FROM tx").fetchone()
    answers, sys.stdout = sys.stdout, Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    for step in steps(kind, sheet):
        if main(list(step)) != 0:
            raise SystemExit(1)
        os.write(answers.fileno(), reached(beside, Path(place).parent / "backups"))
    os._exit(0)


def reached(ledger: sqlite3.Connection, backups: Path) -> bytes:
    """Return the newest entry, the number of backups and the generation of the schema."""
    (entry,) = ledger.execute("SELECT max(tx) FROM tx").fetchone()
    (generation,) = ledger.execute("PRAGMA user_version").fetchone()
    return f"{entry} {len(list(backups.glob('*.db')))} {generation}\n".encode()


if __name__ == "__main__":
    work(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:])
