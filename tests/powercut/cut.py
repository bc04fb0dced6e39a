"""Cut the power at every call of a clerk's day, and open what is left."""

import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from powercut.build import shim
from powercut.days import CASES, Answer, Day, Truth, opened, truth, verdict
from powercut.replay import Disk, calls

CLERK = Path(__file__).with_name("clerk.py")


@dataclass
class Found:
    """What came of the cuts."""

    states: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)

    def bad(self) -> int:
        """Return how many states were not as promised."""
        return self.states - self.verdicts["good"]


def logged(folder: Path, day: Day, *pragmas: str) -> tuple[Disk, Path, Path]:
    """Let a clerk work under the shim; return the disk as it was before, the log and the folder as it is after."""
    desk, sheet = day.begin(folder)
    if "journal_mode=WAL" in pragmas:
        with opened(desk / "ledger.db") as conn:
            conn.execute("PRAGMA journal_mode=WAL")
    before, log = Disk.of(desk), folder / "log"
    environment = {**os.environ, "LD_PRELOAD": str(shim()), "PC_DIR": str(desk), "PC_LOG": str(log), "HOME": str(folder)}
    words = [sys.executable, str(CLERK), str(desk / "ledger.db"), str(sheet), day.kind, *pragmas]
    subprocess.run(words, env=environment, check=True, capture_output=True)
    return before, log, desk


def judged(state: dict[str, bytes], folder: Path, whole: Truth, answered: Answer) -> str:
    """Lay a state out in an empty folder, and judge it."""
    (folder / "backups").mkdir()
    for name, data in state.items():
        (folder / name).write_bytes(data)
    try:
        return verdict(folder, whole, answered)
    finally:
        shutil.rmtree(folder / "backups")
        for path in folder.iterdir():
            path.unlink()


def cuts(folder: Path, *pragmas: str, day: Day = CASES, most: int | None = None, seed: int = 1) -> Iterator[str]:
    """Yield the verdict of every state that a cut could leave, or of so many spread over the day."""
    before, log, desk = logged(folder, day, *pragmas)
    whole, done = truth(desk / "ledger.db"), list(calls(log))
    dice, answered = random.Random(seed), Answer()
    stride = max(1, 4 * len(done) // most) if most else 1
    memory = Path("/dev/shm") if Path("/dev/shm").is_dir() else folder
    place = Path(tempfile.mkdtemp(prefix="xcli-cut-", dir=memory))
    try:
        for number, call in enumerate(done):
            if call.op == "a":
                answered = Answer(*map(int, call.data.split()))
            else:
                before.take(call)
            if call.op == "a" or number % stride == 0:
                for state in before.states(dice):
                    yield judged(state, place, whole, answered)
    finally:
        shutil.rmtree(place)


def cut(folder: Path, *pragmas: str, day: Day = CASES, most: int | None = None, seed: int = 1) -> Found:
    """Count the verdicts of the cuts of one day."""
    found = Found()
    for said in cuts(folder, *pragmas, day=day, most=most, seed=seed):
        found.states += 1
        found.verdicts[said] += 1
    return found
