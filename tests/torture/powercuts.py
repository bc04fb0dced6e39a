"""Power cuts as rounds: days of cases, of upkeep, of an upgrade, and of an encrypted ledger."""

import importlib.util
from pathlib import Path

from powercut.cut import cut
from powercut.days import CASES, UPGRADE, UPKEEP, Day, keyed


def case_cuts(folder: Path, seed: int, most: int = 1000) -> dict[str, int]:
    """Cut the power at every call of a day of entries, an import and an undo."""
    return _cut(folder, seed, most, CASES, "power cuts")


def upkeep_cuts(folder: Path, seed: int, most: int = 400) -> dict[str, int]:
    """Cut it while a month is closed and opened again, and a backup is made."""
    return _cut(folder, seed, most, UPKEEP, "power cuts in closings and backups")


def upgrade_cuts(folder: Path, seed: int, most: int = 600) -> dict[str, int]:
    """Cut it in an upgrade from the first generation."""
    return _cut(folder, seed, most, UPGRADE, "power cuts in upgrades")


def encrypted_cuts(folder: Path, seed: int, most: int = 400) -> dict[str, int]:
    """Cut it on a day of cases in an encrypted ledger."""
    with keyed(folder):
        return _cut(folder, seed, most, CASES, "power cuts on encrypted files")


def _cut(folder: Path, seed: int, most: int, day: Day, name: str) -> dict[str, int]:
    found = cut(folder, day=day, most=most, seed=seed)
    return {name: found.states, "lost": found.bad()}


def can_encrypt() -> bool:
    """Tell whether ledgers can be encrypted here."""
    return importlib.util.find_spec("sqlcipher3") is not None
