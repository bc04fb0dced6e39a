"""`python3 dev.py torture --minutes N`: kill, cut, fill and damage until the time is up; print what was lost.

With `--keep` the figures go to `result.json`, from which the table of promises on the front pages is made.
"""

import argparse
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from torture.kept import Figure, keep
from torture.rounds import ROUNDS, OtherFigures, Round, Seed


def torture(
    rounds: Iterable[Round], minutes: float, say: Callable[[str], None] = lambda _text: None
) -> dict[str, Figure]:
    """Go round, each time with another seed, until the time is up; every round once at least."""
    until, seed = time.monotonic() + 60 * minutes, 0
    found: dict[str, Figure] = {}
    able = [one for one in rounds if one.here()]
    while seed == 0 or time.monotonic() < until:
        seed += 1
        for one in able:
            if seed > 1 and time.monotonic() >= until:
                break
            found[one.counts] = once(one, seed, found.get(one.counts, Figure()))
            say(told(one.counts, found[one.counts]))
    return found


def once(one: Round, seed: int, before: Figure) -> Figure:
    """Do one round in a folder of its own; one that comes to no end of its own is printed and lost, and the others go on."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="xcli-torture-") as folder:
        try:
            found = one.once(Path(folder), seed)
        except OtherFigures:
            raise
        except Exception:  # noqa: BLE001 - the program under test may fail in any way
            traceback.print_exc()
            found = Seed(0, 1)
    return before.grown(found, time.monotonic() - started)


def told(name: str, figure: Figure) -> str:
    """Return a line of what came of a round until now."""
    return f"{name:24} {figure.count:>8}  lost {figure.lost}  seeds {figure.seeds}  {figure.seconds:.0f} s"


def main() -> int:
    """Run and keep the figures; anything lost is exit code 1."""
    names = [one.counts for one in ROUNDS]
    parser = argparse.ArgumentParser("dev.py torture")
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument(
        "--only", action="append", choices=names, help="a round by the name of its figure; may be repeated"
    )
    parser.add_argument("--keep", action="store_true", help="write the figures for the front pages")
    given = parser.parse_args()
    chosen = [one for one in ROUNDS if one.counts in (given.only or names)]
    for one in chosen:
        if not one.here():
            print(f"{one.counts:24} not here")
    found = torture(chosen, given.minutes, lambda text: print(text, flush=True))
    lost = sum(figure.lost for figure in found.values())
    print(f"lost in all {lost}")
    if given.keep:
        keep(found, set(names))
    return 1 if lost else 0


if __name__ == "__main__":
    raise SystemExit(main())
