"""Has the program loaded and forks a child for each command read from standard input, so that many can be killed.

A line is a kind and its words. Answered are the child's number and, when it has ended, the newest entry that it answered
(or, for a fault, its exit code).
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


CODED = ("fault", "limit", "crowd")  # of these the exit code is answered


def work(kind: str, words: list[str], answers: int) -> int:
    """Do one clerk's work, writing the number of each entry once it is answered."""
    from torture.harness import fail_from
    from xcli.cli import main

    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    if kind == "fault":
        fail_from(*(int(word) for word in words[:3]))
        return main(words[3:])
    if kind == "limit":
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (int(words[0]), int(words[0])))
        return main(words[1:])
    if kind == "crowd":
        from torture.crowd import at_once

        return at_once(int(words[0]), int(words[1]), words[2], Path(words[3]))
    if kind == "spilling":
        from xcli.ledger import engine

        # A small cache makes a small import write pages before its end, as a large one does.
        engine.PRAGMAS = (*engine.PRAGMAS, "cache_size=20")
        kind = "once"
    if kind == "upgrade":
        return main(["db", "upgrade"])
    entry, sheet = words[: words.index("|")] if "|" in words else [], words[-1]
    steps = {
        "once": [words],
        "entries": [entry] * 50,
        "constant": [entry] * 100_000,
        "import": [["import", sheet], ["undo"]] * 5,
        "undo": [["import", sheet], ["undo"], ["undo"]] * 5,
        "close": [["period", verb, "2024-03", "--reason", "核查"] for verb in ("close", "reopen")] * 5,
    }
    for step in steps[kind]:
        if main(step) == 0:
            os.write(answers, newest())
    return 0


def newest() -> bytes:
    """Return the number of the newest entry."""
    import sqlite3

    conn = sqlite3.connect(os.environ["XCLI_DB"])
    number = conn.execute("SELECT max(tx) FROM tx").fetchone()[0]
    conn.close()
    return b"%d\n" % number


def serve() -> None:
    """Fork for each line until there are no more."""
    import xcli.cli.app
    import xcli.ledger.ledger
    import xcli.stats.closing  # noqa: F401

    for line in sys.stdin:
        kind, *words = line.rstrip("\n").split("\x1f")
        read, write = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(read)
            os._exit(work(kind, words, write))
        os.close(write)
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()
        _, status = os.waitpid(pid, 0)
        with os.fdopen(read) as said:
            answered = said.read().split()
        code = os.waitstatus_to_exitcode(status)
        sys.stdout.write(f"{code if kind in CODED else answered[-1] if answered else 0}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve()
