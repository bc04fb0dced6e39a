"""`python3 dev.py torture --minutes N`: kill, cut, fill and damage until the time is up; print what was lost.

The figures are added to `result.json`, from which the table of promises on the front page is made.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from torture.cramped import can_mount, limits, small_disks
from torture.fuzz import fuzz
from torture.guided import guided, is_here
from torture.harness import cuts, damages, faults, kills, upgrades
from torture.model import histories
from torture.sheets import sheets

RESULT = Path(__file__).with_name("result.json")
ROUNDS: tuple[Callable[[Path, int], dict[str, int]], ...] = (
    kills,
    upgrades,
    faults,
    limits,
    *([small_disks] if can_mount() else []),
    damages,
    cuts,
    fuzz,
    sheets,
    histories,
    *([guided] if is_here() else []),
)


def torture(minutes: float, say: Callable[[str], None] = lambda _text: None) -> dict[str, int]:
    """Go round until the time is up; every round once at least."""
    until, seed = time.monotonic() + 60 * minutes, 0
    total: dict[str, int] = {}
    while seed == 0 or time.monotonic() < until:
        seed += 1
        for one in ROUNDS:
            with tempfile.TemporaryDirectory(prefix="xcli-torture-") as folder:
                found = one(Path(folder), seed)
            total = {name: total.get(name, 0) + found.get(name, 0) for name in {**total, **found}}
            say("  ".join(f"{name} {count}" for name, count in sorted(total.items())))
    return total


def main() -> int:
    """Run and keep the figures; anything lost is exit code 1."""
    parser = argparse.ArgumentParser("dev.py torture")
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--keep", action="store_true", help="write the figures for the front page")
    given = parser.parse_args()
    total = torture(given.minutes, lambda text: print(text, flush=True))
    if given.keep:
        RESULT.write_text(json.dumps(total, indent=1, sort_keys=True) + "\n", "utf-8")
    return 1 if total["lost"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
