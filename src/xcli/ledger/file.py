"""Opening a ledger's file, plain or encrypted, as SQLite does: nothing changes by opening it."""

import sqlite3
import sys
from pathlib import Path

from xcli.errors import NotReady
from xcli.ledger.cipher import ciphered, driver, unlock, will_be_ciphered
from xcli.settings import setting
from xcli.text import Text

# What SQLite says of a file that does not hold together, or is not built as its mark promises.
DAMAGE = (
    "malformed",
    "corrupt",
    "no such table",
    "no such column",
    "no such function",
    "has no column",
    "foreign key mismatch",
    "could not decode",
)


# Whoever waits longer has gone home; SQLite counts milliseconds in 31 bits.
LONGEST_WAIT = 86_400


class Unreadable(NotReady):
    """What stands in the file is not what its column holds."""

    sentence = Text(
        "台账里有内容读不出来，文件已损坏。请运行 xcli db verify，并从备份恢复。",
        "Something in the ledger cannot be read: the file is damaged. Run xcli db verify and restore a backup.",
    )


def patience() -> float:
    """Return for how many seconds a command waits for the ledger."""
    said = setting("wait")
    return float(min(int(said), LONGEST_WAIT)) if said.isascii() and said.isdecimal() and len(said) < 10 else 30.0


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """Open a ledger that exists; an encrypted one with the desk's key."""
    return _open(f"{path.resolve().as_uri()}?mode={mode}", encrypted=ciphered(path))


def connect_new(path: Path, *, encrypted: bool) -> sqlite3.Connection:
    """Open an empty file, to become a ledger."""
    will_be_ciphered(path, encrypted)
    return _open(f"{path.resolve().as_uri()}?mode=rw", encrypted=encrypted)


def connect_copy(source: sqlite3.Connection, target: str) -> sqlite3.Connection:
    """Open what a ledger is copied into; the copy of an encrypted one is encrypted with the same key."""
    place = target if target == ":memory:" else f"{Path(target).resolve().as_uri()}?mode=rwc"
    return _open(place, encrypted=is_encrypted(source))


def _open(place: str, *, encrypted: bool) -> sqlite3.Connection:
    if not encrypted:
        return sqlite3.connect(place, uri=True, isolation_level=None, timeout=patience())
    made: sqlite3.Connection = driver().connect(place, uri=True, isolation_level=None, timeout=patience())
    unlock(made)
    return made


def is_encrypted(connection: sqlite3.Connection) -> bool:
    """Tell whether a connection encrypts what it writes."""
    return not isinstance(connection, sqlite3.Connection)


def errors(name: str, *also: type[Exception]) -> tuple[type[Exception], ...]:
    """Return an error of SQLite by its name, and others: every driver in use raises a kind of its own."""
    drivers = (sqlite3, sys.modules.get("sqlcipher3.dbapi2"))
    return (*also, *(getattr(module, name) for module in drivers if module))
