"""Cut the power at every call of a clerk's day, and open what is left."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from powercut.build import shim
from powercut.replay import Disk, calls

CLERK = Path(__file__).with_name("clerk.py")
ROWS = 60
KEY_FILE = "XCLI_KEY_FILE"


@dataclass(frozen=True)
class Truth:
    """What the whole day wrote: the heads, and which entry wrote and ended which version."""

    heads: dict[int, bytes]
    versions: frozenset[tuple[int, int, int | None]]

    def until(self, entry: int) -> frozenset[tuple[int, int, int | None]]:
        """Return the versions as they stood after an entry."""
        return frozenset((n, tx, end if end and end <= entry else None) for n, tx, end in self.versions if tx <= entry)


@dataclass
class Found:
    """What came of the cuts."""

    states: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)

    def bad(self) -> int:
        """Return how many states were not as promised."""
        return self.states - self.verdicts["good"]


@contextmanager
def keyed(folder: Path) -> Iterator[None]:
    """Let the desk have a key, so that ledgers are encrypted, for as long as it lasts."""
    (folder / "stick.key").write_text("5e" * 32 + "\n", "ascii")
    before = os.environ.get(KEY_FILE)
    os.environ[KEY_FILE] = str(folder / "stick.key")
    try:
        yield
    finally:
        os.environ.pop(KEY_FILE)
        os.environ.update({KEY_FILE: before} if before else {})


def opened(path: Path) -> closing[sqlite3.Connection]:
    """Open a ledger's file without the program's ways of looking at it first; with the key where there is one."""
    from xcli.ledger.file import connect_new

    return closing(connect_new(path, encrypted=KEY_FILE in os.environ))


def prepared(folder: Path) -> tuple[Path, Path]:
    """Make a ledger in a folder of its own, encrypted where there is a key, and a sheet beside it."""
    from xcli.domain.keeping import Setting
    from xcli.ledger.journal import Act
    from xcli.ledger.ledger import open_ledger
    from xcli.ledger.schema import create

    desk = folder / "desk"
    desk.mkdir(parents=True)
    create(str(desk / "ledger.db"), "630122", encrypted=KEY_FILE in os.environ)
    with open_ledger(str(desk / "ledger.db")).writing(Act("王芳", "init", kind="setup")) as writer:
        writer.add(Setting, {"key": "bureau_name", "value": "湟中区司法局"})
    lines = [f"外〔2024〕{n}号,2024-03-0{n % 9 + 1},合同,张{n},李{n}" for n in range(ROWS)]
    (folder / "sheet.csv").write_text("\n".join(["案号,受理日期,纠纷类别,申请人,被申请人", *lines, ""]), "utf-8")
    return desk, folder / "sheet.csv"


def logged(folder: Path, *pragmas: str) -> tuple[Disk, Path, Path]:
    """Let a clerk work under the shim; return the disk as it was before, the log and the folder as it is after."""
    desk, sheet = prepared(folder)
    if "journal_mode=WAL" in pragmas:
        with opened(desk / "ledger.db") as conn:
            conn.execute("PRAGMA journal_mode=WAL")
    before, log = Disk.of(desk), folder / "log"
    environment = {**os.environ, "LD_PRELOAD": str(shim()), "PC_DIR": str(desk), "PC_LOG": str(log), "HOME": str(folder)}
    words = [sys.executable, str(CLERK), str(desk / "ledger.db"), str(sheet), *pragmas]
    subprocess.run(words, env=environment, check=True, capture_output=True)
    return before, log, desk


def truth(path: Path) -> Truth:
    """Read what the whole day wrote."""
    with opened(path) as conn:
        return Truth(dict(conn.execute("SELECT tx, head FROM chain").fetchall()), _versions(conn))


def _versions(conn: sqlite3.Connection) -> frozenset[tuple[int, int, int | None]]:
    asked = "SELECT id, tx, NULL FROM dispute UNION ALL SELECT id, tx, until_tx FROM dispute_past"
    return frozenset(conn.execute(asked).fetchall())


def verdict(state: dict[str, bytes], folder: Path, whole: Truth, answered: int) -> str:
    """Open a state as the next command would, and judge it."""
    from xcli.ledger.file import errors

    for name, data in state.items():
        (folder / name).write_bytes(data)
    try:
        with opened(folder / "ledger.db") as conn:
            if conn.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                return "corrupt"
            heads = dict(conn.execute("SELECT tx, head FROM chain").fetchall())
            newest = max(heads, default=0)
            known = {tx: head for tx, head in whole.heads.items() if tx <= newest}
            if heads != known or _versions(conn) != whole.until(newest):
                return "half"
            return "good" if newest >= answered else "lost"
    except errors("DatabaseError"):
        return "corrupt"
    finally:
        for path in folder.iterdir():
            path.unlink()


def cuts(folder: Path, *pragmas: str, most: int | None = None, seed: int = 1) -> Iterator[str]:
    """Yield the verdict of every state that a cut could leave, or of so many spread over the day."""
    before, log, desk = logged(folder, *pragmas)
    whole, day = truth(desk / "ledger.db"), list(calls(log))
    dice, answered = random.Random(seed), 1
    stride = max(1, 4 * len(day) // most) if most else 1
    memory = Path("/dev/shm") if Path("/dev/shm").is_dir() else folder
    place = Path(tempfile.mkdtemp(prefix="xcli-cut-", dir=memory))
    try:
        for number, call in enumerate(day):
            if call.op == "a":
                answered = int(call.data)
            else:
                before.take(call)
            if call.op == "a" or number % stride == 0:
                for state in before.states(dice):
                    yield verdict(state, place, whole, answered)
    finally:
        shutil.rmtree(place)


def cut(folder: Path, *pragmas: str, most: int | None = None, seed: int = 1) -> Found:
    """Count the verdicts of the cuts of one day."""
    found = Found()
    for said in cuts(folder, *pragmas, most=most, seed=seed):
        found.states += 1
        found.verdicts[said] += 1
    return found
