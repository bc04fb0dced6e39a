"""A clerk at work under the shim: entries, an import, an undo; each answer is the number of its entry.

`python clerk.py LEDGER SHEET [PRAGMA=VALUE ...]`
"""

import os
import sys
from pathlib import Path

TODAY = "2024-11-24"
ADD = ("dispute", "add", "--accepted-on", TODAY, "--category", "邻里", "--force", "--party")


def steps(sheet: str) -> list[tuple[str, ...]]:
    """Return the day's commands."""
    adds = [(*ADD, f"申请人=张{n}") for n in range(9)]
    return [*adds[:3], ("import", sheet), adds[3], ("undo",), *adds[4:6], ("dispute", "edit", "湟调〔2024〕1号", "--village", "甲村"), *adds[6:]]


def work(place: str, sheet: str, pragmas: list[str]) -> None:
    """Do the day's work, answering each entry once it is committed."""
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
    for number, step in enumerate(steps(sheet), 2):
        if main(list(step)) != 0:
            raise SystemExit(1)
        os.write(answers.fileno(), b"%d\n" % number)
    os._exit(0)


if __name__ == "__main__":
    work(sys.argv[1], sys.argv[2], sys.argv[3:])
