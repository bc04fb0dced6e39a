"""One round of each kind of harm; every count of `lost` must stay at nought."""

import ctypes
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from errno import EIO, ENOSPC
from pathlib import Path

from powercut.build import shim
from powercut.clerk import ADD, TODAY
from powercut.days import ENTRIES, older, prepared

ROWS = 400
_SERVER = Path(__file__).with_name("server.py")


def sound(place: Path) -> bool:
    """Tell whether a ledger's file, chain and records hold together, after whatever recovery it needs."""
    from xcli.ledger.ledger import open_ledger
    from xcli.ledger.verify import verify

    opened = open_ledger(str(place))
    with opened.reading() as conn:
        return not verify(conn, opened.bureau).found


def _count(place: Path, asked: str) -> int:
    with closing(sqlite3.connect(place)) as conn:
        return int(conn.execute(asked).fetchone()[0])


def _desk(folder: Path) -> tuple[Path, Path]:
    desk, _ = prepared(folder)
    (desk / "backups").rmdir()  # nothing but the ledger, so that whatever a command leaves is seen
    lines = [f"外〔2024〕{n}号,2024-03-0{n % 9 + 1},合同,张{n},李{n}" for n in range(ROWS)]
    sheet = folder / "many.csv"
    sheet.write_text("\n".join(["案号,受理日期,纠纷类别,申请人,被申请人", *lines, ""]), "utf-8")
    return desk / "ledger.db", sheet


def _server(folder: Path, place: Path, *words: str, cwd: Path | None = None, **more: str) -> "subprocess.Popen[str]":
    """Start a process that has the program loaded and forks a child for each command it is told."""
    environment = {**os.environ, "HOME": str(folder), "XCLI_DB": str(place), "XCLI_CLERK": "王芳", "XCLI_TODAY": TODAY, **more}
    pipe = subprocess.PIPE
    return subprocess.Popen(
        [sys.executable, str(_SERVER), *words], stdin=pipe, stdout=pipe, text=True, env=environment, bufsize=1, cwd=cwd
    )


def _forked(server: "subprocess.Popen[str]", *command: str) -> int:
    assert server.stdin
    assert server.stdout
    server.stdin.write("\x1f".join(command) + "\n")
    server.stdin.flush()
    return int(server.stdout.readline())


def _killed(server: "subprocess.Popen[str]", seconds: float, *command: str) -> int:
    """Let a child work for so long, kill it, and return the newest entry it had answered."""
    pid = _forked(server, *command)
    time.sleep(seconds)
    with suppress(ProcessLookupError):  # it may have come to its end by then
        os.kill(pid, signal.SIGKILL)
    assert server.stdout
    return int(server.stdout.readline())


def kills(folder: Path, seed: int, times: int = 12) -> dict[str, int]:
    """Kill clerks in the middle of entries, imports and undoing: what was answered stays, the rest is whole or not there."""
    dice, lost = random.Random(seed), 0
    place, sheet = _desk(folder)
    with _server(folder, place) as server:
        for number in range(times):
            kind = ("entries", "import", "undo", "close")[number % 4]
            answered = _killed(server, dice.uniform(0.01, 0.5), kind, *ADD, f"申请人=张{number}", "|", str(sheet))
            newest = _count(place, "SELECT max(tx) FROM tx")
            lost += not (newest >= answered and entries_whole(place) and sound(place) and closings_whole(place))
        assert server.stdin
        server.stdin.close()
    return {"kills": times, "lost": lost}


def entries_whole(place: Path) -> bool:
    """Tell whether there are as many records as the entries say: one each, a sheet's rows, none for what was undone."""
    added: dict[int, int] = {}
    with closing(sqlite3.connect(place)) as conn:
        for tx, kind, undoes in conn.execute("SELECT tx, kind, undoes FROM tx ORDER BY tx"):
            added[tx] = -added[undoes] if undoes else {"write": 1, "import": ROWS}.get(kind, 0)
    return _count(place, "SELECT count(*) FROM dispute") == sum(added.values())


def closings_whole(place: Path) -> bool:
    """Tell whether every closed month has all the figures that its digest was made of."""
    from xcli.ledger.closing import closed_months
    from xcli.ledger.ledger import open_ledger
    from xcli.stats.closing import digest, kept_rows

    opened = open_ledger(str(place))
    with opened.reading() as conn:
        months = closed_months(conn, opened.bureau, every=True)
        return all(month.digest == digest(kept_rows(conn, opened.bureau, month)) for month in months)


def upgrades(folder: Path, seed: int, times: int = 6) -> dict[str, int]:
    """Kill upgrades: the ledger is the old one or the new one, whole, and the upgrade can be done again."""
    from xcli.ledger.schema import head, upgrade

    dice, lost, place = random.Random(seed), 0, folder / "old" / "ledger.db"
    place.parent.mkdir()
    older(place)
    whole = place.read_bytes()
    with _server(folder, place) as server:
        for _ in range(times):
            place.write_bytes(whole)
            _killed(server, dice.uniform(0.05, 1.2), "upgrade")
            with closing(sqlite3.connect(place)) as conn:
                marks = {int(conn.execute(f).fetchone()[0]) for f in ("PRAGMA user_version", "SELECT version_num FROM alembic_version")}
            upgrade(str(place))
            known = _count(place, "SELECT count(*) FROM tx")
            lost += not (marks in ({1}, {head()}) and known == ENTRIES and sound(place))
        assert server.stdin
        server.stdin.close()
    return {"kills of upgrades": times, "lost": lost}


def faults(folder: Path, seed: int, times: int = 16) -> dict[str, int]:
    """Fail every write, or every fsync, from the nth on: one sentence, and the old or the new state whole."""
    built = shim()
    if built is None:
        return {"faults": 0, "lost": 0}
    dice, lost = random.Random(seed), 0
    place, _ = _desk(folder)
    with _server(folder, place, LD_PRELOAD=str(built), PC_DIR=str(place.parent)) as server:
        for number in range(times):
            error = dice.choice((ENOSPC, EIO))
            writes, syncs = (dice.randint(0, 40), -1) if number % 2 else (-1, dice.randint(0, 4))
            before = _count(place, "SELECT count(*) FROM dispute")
            _forked(server, "fault", str(writes), str(syncs), str(error), *ADD, f"申请人=王{number}")
            assert server.stdout
            code = int(server.stdout.readline())
            after = _count(place, "SELECT count(*) FROM dispute")
            fine = code in (0, 6) and after - before in (0, 1) and (code != 0 or after == before + 1)
            lost += not (fine and sound(place))
        assert server.stdin
        server.stdin.close()
    return {"faults": times, "lost": lost}


def damages(folder: Path, seed: int, times: int = 30) -> dict[str, int]:
    """Damage copies of the file: a page made random or a file cut short is always found, and never a traceback."""
    from xcli.errors import XcliError

    dice, lost = random.Random(seed), 0
    place, _ = _desk(folder)
    whole = place.read_bytes()
    for number in range(times):
        data = bytearray(whole)
        at = dice.randrange(1, len(data) // 4096) * 4096
        if number % 2:
            data[at : at + 4096] = dice.randbytes(4096)
        else:
            del data[at + dice.randrange(4096) :]
        copy = folder / f"damaged{number}.db"
        copy.write_bytes(bytes(data))
        lost += not _found(lambda copy=copy: sound(copy), XcliError)  # type: ignore[misc]
    return {"damaged files": times, "lost": lost}


def _found(check: Callable[[], bool], mistake: type[Exception]) -> bool:
    try:
        return not check()
    except mistake:
        return True


def fail_from(writes: int, syncs: int, error: int) -> None:
    """Tell the shim in this process what to fail."""
    ctypes.CDLL(None).pc_fail(ctypes.c_long(writes), ctypes.c_long(syncs), error)



