"""Ledgers with a history of their own, and every attack on each: the file gives it away, or the code written down does."""

import random
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from torture.attacks import (
    BY_CODE,
    BY_ITSELF,
    Edit,
    Entries,
    code_of,
    columns_of,
    edited,
    entries,
    faults,
    filled,
    freely,
    unguarded,
)
from torture.fuzz import seeded
from xcli.domain.pages.dispute import Dispute
from xcli.errors import XcliError
from xcli.ledger.journal import Act
from xcli.ledger.ledger import Ledger, open_ledger
from xcli.ledger.query import find
from xcli.ledger.undo import undo

NAMES = ("张三", "李四", "王五", "阿依古丽·买买提")


def case(dice: random.Random) -> dict[str, Any]:
    """Return a case of any content."""
    day = date(2024, 11, 1) + timedelta(days=dice.randrange(24))
    party = {"role": "applicant", "person": dice.choice(NAMES), "phone": "13800138000"}
    parties = [party | {"person": dice.choice(NAMES)} for _ in range(dice.randrange(3))]
    more = {
        "amount": dice.randrange(10**9), "people": dice.randrange(9), "summary": "借款", "mediated_on": day,
        "escalation": ("crime", "petition"),
    }  # fmt: skip
    chosen = {name: value for name, value in more.items() if dice.random() < 0.5}
    return {"accepted_on": day, "category": dice.choice(("land", "neighbour", "contract", "other")), "party": parties} | chosen


def history(ledger: Ledger, dice: random.Random, steps: int = 8) -> None:
    """Let clerks add, edit, retract and undo."""
    for _ in range(steps):
        with ledger.reading() as conn:
            standing = find(conn, Dispute, ledger.bureau)
        step, clerk, one = dice.choice(("add", "add", "edit", "retract", "undo")), dice.choice(NAMES), dice.choice(standing)
        if step == "undo":
            with suppress(XcliError):  # there may be nothing to undo
                undo(ledger, clerk)
            continue
        with ledger.writing(Act(clerk, f"dispute {step}", reason="核对")) as writer:
            if step == "add":
                writer.add(Dispute, case(dice))
            elif step == "edit":
                writer.replace(Dispute, one.id, one.tx, case(dice))
            elif len(standing) > 1:
                writer.retract(Dispute, one.id, one.tx)


def with_history(folder: Path, dice: random.Random) -> tuple[Ledger, Entries]:
    """Make a ledger with a little of everything, a history of its own, and the entries on which attacks are made."""
    place = folder / "ledger.db"
    place.write_bytes(seeded())
    ledger = open_ledger(str(place))
    history(ledger, dice)
    return ledger, entries(ledger)


def found(ledger: Ledger, *codes: str) -> bool:
    """Tell whether opening the file or verifying it finds anything."""
    try:
        open_ledger(ledger.place)
        return bool(faults(ledger, *codes))  # of the same ledger: its statements are compiled once
    except XcliError:
        return True


def listed(ledger: Ledger, at: Entries) -> Iterator[tuple[str, bool]]:
    """Yield the name of every attack that is listed and whether it was found out, the ledger put back after each."""
    whole = Path(ledger.place).read_bytes()
    for name, statements in BY_ITSELF.items():
        freely(ledger, at, statements)
        yield name, found(ledger)
        Path(ledger.place).write_bytes(whole)
    for attack in BY_CODE:
        code = attack(ledger, at)
        yield attack.__name__, found(ledger, code)
        Path(ledger.place).write_bytes(whole)


def kinds(place: str) -> list[tuple[str, str]]:
    """Return every column of every table in which something stands, and rows of each that go or stand twice."""
    with closing(sqlite3.connect(place)) as raw:
        return [(table, what) for table in filled(raw) for what in (*(c[0] for c in columns_of(raw, table)), "gone", "twice")]


def edits(ledger: Ledger, dice: random.Random, chosen: list[tuple[str, str]]) -> Iterator[tuple[Edit, bool]]:
    """Yield edits that the file let happen and whether each was found out, the ledger put back after each."""
    whole, code = Path(ledger.place).read_bytes(), code_of(ledger)
    for table, what in chosen:
        with unguarded(ledger.place) as raw:
            done = edited(raw, dice, table, what)
        if done:
            yield done, found(ledger, code)
        Path(ledger.place).write_bytes(whole)


def missed(ledger: Ledger, at: Entries, dice: random.Random, times: int) -> Iterator[tuple[object, bool, bool]]:
    """Yield what was done to a ledger, whether it went unnoticed, and whether nobody promised to notice it."""
    for name, out in listed(ledger, at):
        yield name, not out, False
    every = kinds(ledger.place)
    for edit, out in edits(ledger, dice, dice.sample(every, min(times, len(every)))):
        yield edit, not out, edit.is_declared()


def attacks(folder: Path, seed: int, ledgers: int = 2, times: int = 120) -> dict[str, int]:
    """Attack ledgers; whatever is neither found out nor declared as uncovered is lost and printed."""
    dice = random.Random(seed)
    done: list[tuple[object, bool, bool]] = []
    for number in range(ledgers):
        (folder / str(number)).mkdir()
        ledger, at = with_history(folder / str(number), dice)
        done += missed(ledger, at, dice, times)
    lost = [what for what, unnoticed, free in done if unnoticed and not free]
    for what in lost:
        sys.stderr.write(f"not found: {what}\n")
    return {"attacks": len(done), "of these on what no entry writes": sum(free for _, _, free in done), "lost": len(lost)}
