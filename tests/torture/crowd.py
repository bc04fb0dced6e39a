"""Many clerks at the same moment: each makes entries, and they edit two records that all of them had looked at.

The first record is edited as of the version that was seen, so that one edit is taken and every other refused. To the
second each adds a party of its own: whoever is not refused must find theirs among those of the others.
"""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from powercut.clerk import ADD
from torture.cramped import _answered, _ended
from torture.harness import _count, _desk, _server, sound

TAKEN, CONFLICT = 0, 5
WHY = ("--reason", "核对")


class Said(NamedTuple):
    """One answer: what a clerk did, which clerk, whose name or village was written, and the exit code."""

    what: str
    clerk: int
    wrote: str
    code: int


def at_once(clerks: int, each: int, seen: str, answers: Path) -> int:
    """Fork so many clerks and let them go at the same moment; each answer is a line of a file."""
    wait, go = os.pipe()
    started = [pid for number in range(clerks) if (pid := _forked(lambda n=number: _clerk(n, each, seen, answers), wait, go))]  # type: ignore[misc]
    os.close(wait)
    os.close(go)
    return sum(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) != 0 for pid in started)


def _forked(work: Callable[[], None], wait: int, go: int) -> int:
    """Fork somebody who begins when nobody holds `go` any more."""
    pid = os.fork()
    if pid == 0:
        os.close(go)
        os.read(wait, 1)
        work()
        os._exit(0)
    return pid


def _clerk(number: int, each: int, seen: str, answers: Path) -> None:
    from xcli.cli import main

    os.environ["XCLI_CLERK"] = f"员{number}"
    edit = ("dispute", "edit")
    steps = [("add", name, (*ADD, f"申请人={name}")) for n in range(each) for name in [f"张{number}第{n}"]]
    steps.insert(number % (each + 1), ("seen", f"村{number}", (*edit, "湟调〔2024〕1号", "--village", f"村{number}", "--seen", seen, *WHY)))
    steps.insert(number % (each + 2), ("part", f"李{number}", (*edit, "湟调〔2024〕2号", "--add", "party", f"被申请人=李{number}", *WHY)))
    for what, wrote, words in steps:
        code = main(list(words))
        with answers.open("a", encoding="utf-8") as file:
            file.write(f"{what} {number} {wrote} {code}\n")


def heard(answers: Path) -> list[Said]:
    """Read the answers."""
    rows = (line.split() for line in answers.read_text("utf-8").splitlines())
    return [Said(what, int(clerk), wrote, int(code)) for what, clerk, wrote, code in rows]


@dataclass(frozen=True)
class Kept:
    """What stands in the ledger after the crowd."""

    serials: list[int]
    people: list[str]
    village: str
    added: set[str]

    @classmethod
    def of(cls, place: Path) -> "Kept":
        """Read it."""
        with closing(sqlite3.connect(place)) as conn:

            def column(asked: str) -> list[str]:
                return [row[0] for row in conn.execute(asked)]

            party = "SELECT person FROM dispute_party JOIN dispute USING (bureau, id)"
            return cls(
                sorted(map(int, column("SELECT number_serial FROM dispute"))),
                column(f"{party} WHERE role = 'applicant'"),
                column("SELECT village FROM dispute WHERE number_serial = 1")[0],
                set(column(f"{party} WHERE number_serial = 2 AND role = 'respondent'")),
            )


def lost(kept: Kept, said: list[Said], clerks: int, each: int) -> int:
    """Count what is not as promised: entries gone or refused, numbers twice or left out, edits overwritten or neither taken nor refused."""

    def of(what: str, code: int) -> set[str]:
        return {one.wrote for one in said if one.what == what and one.code == code}

    added = of("add", TAKEN)
    gone = clerks * each - len(added) + sum(kept.people.count(name) != 1 for name in added)
    numbers = kept.serials != list(range(1, len(kept.serials) + 1)) or len(kept.serials) != clerks * each + 2
    first, others = of("seen", TAKEN), of("seen", CONFLICT)
    edits = len(first) != 1 or first != {kept.village} or len(others) != clerks - 1
    parts = kept.added != of("part", TAKEN) or len(of("part", TAKEN) | of("part", CONFLICT)) != clerks or not kept.added
    return gone + numbers + edits + parts


def crowd(folder: Path, seed: int, clerks: int = 32, each: int = 3) -> dict[str, int]:
    """Let them work; count their entries."""
    del seed
    place, _ = _desk(folder)
    answers = folder / "answers"
    with _server(folder, place) as server:
        for name in ("甲", "乙"):
            assert _answered(server, "once", *ADD, f"申请人={name}")
        seen = _count(place, "SELECT tx FROM dispute WHERE number_serial = 1")
        broke = _answered(server, "crowd", str(clerks), str(each), str(seen), str(answers))
        _ended(server)
    missing = lost(Kept.of(place), heard(answers), clerks, each) + broke
    return {"entries of clerks at once": clerks * each, "lost": missing + (not sound(place))}


