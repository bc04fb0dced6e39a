"""Backups made while another process writes: each restores to what the ledger was at one of its entries.

Damaged copies, and an encrypted one under another password, are refused, and the ledger stays as it was.
"""

import importlib.util
import os
import random
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from powercut.clerk import ADD
from powercut.days import Truth, truth
from torture.cramped import _ended
from torture.flips import contents, flipped
from torture.harness import _count, _desk, _forked, _server, sound
from xcli.errors import XcliError
from xcli.ledger.backup import back_up, examine
from xcli.ledger.journal import Act
from xcli.ledger.restore import restore

PASSWORD, OTHER = "蓝天白云", "白云蓝天"


@contextmanager
def writing(folder: Path, place: Path) -> Iterator[None]:
    """Let a clerk write without a pause for as long as it lasts."""
    with _server(folder, place) as server:
        before = _count(place, "SELECT count(*) FROM tx")
        pid = _forked(server, "constant", *ADD, "申请人=张三", "|", "-")
        while _count(place, "SELECT count(*) FROM tx") == before:
            time.sleep(0.01)
        yield
        os.kill(pid, signal.SIGKILL)
        assert server.stdout
        server.stdout.readline()
        _ended(server)


def restored(copy: Path, place: Path, password: str | None = None) -> None:
    """Put a copy in the place of a ledger, or where none is."""
    restore(str(place), copy, Act("王芳", "restore", kind="setup"), password, force=True)


def is_an_entry(place: Path, until: int, whole: Truth) -> bool:
    """Tell whether a ledger has what another had at an entry: the same heads and the same versions, and holds together."""
    mine = truth(place)
    heads = {tx: head for tx, head in mine.heads.items() if tx <= until}
    same = heads == {tx: head for tx, head in whole.heads.items() if tx <= until} and until in heads
    return same and mine.until(until) == whole.until(until) == mine.versions and sound(place)


def is_refused(copy: Path, place: Path, password: str | None = None) -> bool:
    """Tell whether a copy is not put in a ledger's place, and the ledger is as it was."""
    before = place.read_bytes()
    try:
        restored(copy, place, password)
    except XcliError:
        return place.read_bytes() == before and [path.name for path in place.parent.glob(".xcli-*")] == []
    return False


def damaged(copy: Path, dice: random.Random) -> Path:
    """Return another file with a bit of a copy flipped, or its end cut off."""
    whole, harmed = copy.read_bytes(), copy.with_name(f"harmed-{copy.name}")
    harmed.write_bytes(flipped(whole, dice) if dice.random() < 0.6 else whole[: dice.randrange(len(whole))])
    return harmed


def says_the_same(copy: Path, harmed: Path) -> bool:
    """Tell whether what was damaged held nothing."""
    try:
        examine(harmed)
        return contents(harmed) == contents(copy)
    except (XcliError, sqlite3.DatabaseError):
        return False


def encrypted(place: Path, folder: Path, dice: random.Random) -> Iterator[bool]:
    """Yield whether an encrypted copy, damaged or under another password, is refused."""
    copy = back_up(str(place), folder, password=PASSWORD).path
    yield is_refused(copy, place, OTHER)
    yield is_refused(damaged(copy, dice), place, PASSWORD)


def backups(folder: Path, seed: int, times: int = 12, harmed: int = 24, *, locked: bool = True) -> dict[str, int]:
    """Make backups under writing, restore each, and try damaged ones."""
    dice = random.Random(seed)
    place, _ = _desk(folder)
    with writing(folder, place):
        copies = [back_up(str(place), folder / "copies") for _ in range(times)]
    whole, missing = truth(place), 0
    for copy in copies:
        there = folder / "there" / "ledger.db"
        restored(copy.path, there)
        missing += not (is_an_entry(there, copy.entries, whole) and whole.heads[copy.entries] == copy.head)
    refused = [is_refused(bad, place) or says_the_same(copy.path, bad) for copy in dice.choices(copies, k=harmed) for bad in [damaged(copy.path, dice)]]
    if locked and importlib.util.find_spec("pyrage"):
        refused += encrypted(place, folder / "copies", dice)
    grown = copies[-1].entries > copies[0].entries
    return {"backups": times + len(refused), "of these damaged": len(refused), "lost": missing + refused.count(False) + (not grown)}
