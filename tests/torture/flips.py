"""One bit of the file flipped: it is found, or nothing stood there; and every command has an answer."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path

from torture.attacks import UNCOVERED
from torture.cramped import Server, _answered
from torture.harness import _desk, _found, sound
from torture.imports import served

DEFECT = 1
COMMANDS = (("dispute", "list", "--json"), ("stats", "--json"), ("dispute", "show", "1"), ("find", "张"), ("undo",))


def flips(folder: Path, seed: int, times: int = 300) -> dict[str, int]:
    """Flip bits of copies of the file."""
    from xcli.errors import XcliError

    dice, lost, unseen = random.Random(seed), 0, 0
    place, _ = _desk(folder)
    whole, said, copy = place.read_bytes(), contents(place), folder / "flipped.db"
    copy.write_bytes(whole)
    with served(folder, copy) as server:
        for number in range(times):
            copy.write_bytes(flipped(whole, dice))
            if not _found(lambda: sound(copy), XcliError):
                unseen += 1
                lost += contents(copy) != said
            lost += not answered(server, number)
    return {"bits flipped": times, "of these where nothing stood": unseen, "lost": lost}


def flipped(whole: bytes, dice: random.Random) -> bytes:
    """Return bytes of which one bit is another, where something stands: most of a small file is room."""
    data, at = bytearray(whole), dice.randrange(len(whole))
    while not data[at]:
        at = dice.randrange(len(whole))
    data[at] ^= 1 << dice.randrange(8)
    return bytes(data)


def answered(server: Server, number: int) -> bool:
    """Tell whether a command had an answer that is not a defect."""
    return _answered(server, "limit", "-1", *COMMANDS[number % len(COMMANDS)]) != DEFECT


def contents(place: Path) -> list[object]:
    """Return all that stands in the tables of a file, but for what is of the file and not of its records."""
    with closing(sqlite3.connect(place)) as conn:
        made = conn.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name").fetchall()
        names = [name for kind, name, *_ in made if kind == "table" and name not in UNCOVERED]
        return [made, *(sorted(_rows(conn, name), key=repr) for name in names)]


def _rows(conn: sqlite3.Connection, name: str) -> list[tuple[object, ...]]:
    columns = [row[1] for row in conn.execute(f'PRAGMA table_info("{name}")') if f"{name}.{row[1]}" not in UNCOVERED]
    return conn.execute(f'SELECT {", ".join(columns)} FROM "{name}"').fetchall()
