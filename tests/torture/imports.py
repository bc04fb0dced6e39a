"""Kills in the middle of an import so large that its table's indexes are put off, and of its undoing: whole or not there."""

import random
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from powercut.days import prepared
from torture.cramped import Server, _answered, _ended
from torture.harness import _count, _killed, _server, sound


@dataclass(frozen=True)
class Large:
    """A large sheet, and ledgers before and after it."""

    place: Path
    sheet: Path
    rows: int

    def kept(self, name: str) -> Path:
        """Return where a copy of the ledger is kept: `before` the sheet or `after` it."""
        return self.place.parent.parent / f"{name}.db"

    def back(self, name: str) -> None:
        """Put a copy in the ledger's place."""
        self.journal().unlink(missing_ok=True)
        shutil.copyfile(self.kept(name), self.place)

    def journal(self) -> Path:
        """Return what SQLite writes beside the ledger while a transaction is under way."""
        return self.place.with_name(f"{self.place.name}-journal")

    def is_whole(self, before: str, answered: int) -> bool:
        """Tell whether all rows are there or none, all if that was answered, and the file holds together."""
        others = {"before": 0, "after": self.rows}
        rows, done = _count(self.place, "SELECT count(*) FROM dispute"), self.rows - others[before]
        return rows in (others[before], done) and (not answered or rows == done) and sound(self.place)


def large(folder: Path, rows: int) -> Large:
    """Write a sheet of so many cases beside an empty ledger."""
    desk, _ = prepared(folder)
    lines = (f"外〔2024〕{n}号,2024-03-0{n % 9 + 1},合同,张{n},李{n}" for n in range(rows))
    sheet = folder / "large.csv"
    sheet.write_text("\n".join(["案号,受理日期,纠纷类别,申请人,被申请人", *lines, ""]), "utf-8")
    return Large(desk / "ledger.db", sheet, rows)


@contextmanager
def served(folder: Path, place: Path) -> Iterator[Server]:
    """Start a server, and end it."""
    with _server(folder, place) as server:
        yield server
        _ended(server)


def seconds(server: Server, *command: str) -> float:
    """Let a command come to its end; return how long it took."""
    began = time.monotonic()
    assert _answered(server, "once", *command)
    return time.monotonic() - began


def large_imports(folder: Path, seed: int, times: int = 6, rows: int = 200_000) -> dict[str, int]:
    """Kill imports and their undoing; count those that were in their transaction by then."""
    dice, lost, inside, much = random.Random(seed), 0, 0, large(folder, rows)
    commands = {"before": ("import", str(much.sheet)), "after": ("undo",)}
    with served(folder, much.place) as server:
        shutil.copyfile(much.place, much.kept("before"))
        lasts = {"before": seconds(server, *commands["before"])}
        shutil.copyfile(much.place, much.kept("after"))
        lasts["after"] = seconds(server, *commands["after"])
        for number in range(times):
            name = "after" if number % 3 == 2 else "before"
            much.back(name)
            answered = _killed(server, lasts[name] * dice.uniform(0.1, 1), "once", *commands[name])
            inside += much.journal().exists()
            lost += not much.is_whole(name, answered)
        much.back("before")
        seconds(server, *commands["before"])
        lost += not much.is_whole("before", 1)
    return {"kills in large imports": times, "of these in the transaction": inside, "lost": lost}
