"""No room: a disk that is too small, or files that may not grow; each command does all of its work or none."""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from powercut.clerk import ADD, TODAY
from torture.harness import _SERVER, _count, _desk, _forked, _server, sound

FULL = 6
MEGABYTE = 1 << 20
BALLAST = "ballast"
MOUNT = 'mount -t tmpfs -o size=$1 tmpfs "$2" && cp "$3" "$2/ledger.db" && cd "$2" && exec "$4" "$5"'
Server = subprocess.Popen[str]


def commands(sheet: Path, number: int) -> tuple[tuple[str, ...], ...]:
    """Return what is tried: whatever writes to the ledger or beside it."""
    return (
        ("import", str(sheet)),
        (*ADD, f"申请人=王{number}"),
        ("report", "month", "2024-03", "--to", "out.docx"),
        ("dispute", "list", "--to", "out.xlsx"),
        ("dispute", "list", "--to", "out.csv"),
        ("backup", "make", "--to", "."),
        ("period", "close", "2024-03", "--line", "dispute"),
    )


def limits(folder: Path, seed: int, times: int = 14) -> dict[str, int]:
    """Let no file of a command grow beyond a size (`ulimit -f`)."""
    dice, lost = random.Random(seed), 0
    place, sheet = _desk(folder)
    whole = place.read_bytes()
    with _server(folder, place, cwd=place.parent) as server:
        for number in range(times):
            _emptied(place.parent, whole)
            size = dice.choice((0, 4096, 30_000, len(whole) // 2, len(whole), len(whole) + 40_000, 10**9))
            command = commands(sheet, number)[number % 7]
            code = _answered(server, "limit", str(size), *command)
            lost += not whole_or_nothing(place.parent, code, command, whole)
        _ended(server)
    return {"limits of size": times, "lost": lost}


def small_disks(folder: Path, seed: int, times: int = 7) -> dict[str, int]:
    """Let commands work on a disk with little room left."""
    dice, lost = random.Random(seed), 0
    place, sheet = _desk(folder)
    whole = place.read_bytes()
    with small_disk(folder / "tiny", place, len(whole) + 8 * MEGABYTE) as (server, inside):
        for number in range(times):
            _emptied(inside, whole)
            _filled(inside, dice.choice((0, 4096, 20_000, 60_000, 150_000, 7 * MEGABYTE)))
            command = commands(sheet, number)[number % 7]
            code = _answered(server, "limit", "-1", *command)
            copied = folder / f"seen{number}"
            shutil.copytree(inside, copied, ignore=shutil.ignore_patterns(BALLAST))
            lost += not whole_or_nothing(copied, code, command, whole)
    return {"small disks": times, "lost": lost}


def _filled(folder: Path, room: int) -> None:
    """Leave so much room on a disk."""
    disk = os.statvfs(folder)
    (folder / BALLAST).write_bytes(b"x" * max(0, disk.f_bavail * disk.f_frsize - room))


def whole_or_nothing(folder: Path, code: int, command: tuple[str, ...], before: bytes) -> bool:
    """Tell whether a command did all it said, or said that it could not and left everything as it was."""
    place = folder / "ledger.db"
    files = {path.name for path in folder.iterdir()} - {place.name}
    if code == 0:
        return sound(place) and (bool(files) or (command[0] not in ("report", "backup") and command[1] != "list"))
    kept = _count(place, "SELECT count(*) FROM tx") == _rows(before, folder)
    return code == FULL and not files - {"ledger.db-journal"} and kept and sound(place)


def _rows(before: bytes, folder: Path) -> int:
    copy = folder.parent / "before.db"
    copy.write_bytes(before)
    return _count(copy, "SELECT count(*) FROM tx")


def _emptied(folder: Path, whole: bytes) -> None:
    for path in folder.iterdir():
        path.unlink()
    (folder / "ledger.db").write_bytes(whole)


def _answered(server: Server, *command: str) -> int:
    """Let a command come to its end; return what the server answers of it."""
    _forked(server, *command)
    assert server.stdout
    return int(server.stdout.readline())


def _ended(server: Server) -> None:
    assert server.stdin
    server.stdin.close()


def can_mount() -> bool:
    """Tell whether a disk can be made here: in a space of its own, so that nothing is left behind."""
    if not shutil.which("unshare"):
        return False
    tried = subprocess.run(["unshare", "-rm", "sh", "-c", "mount -t tmpfs tmpfs /mnt"], check=False, capture_output=True)
    return tried.returncode == 0


@contextmanager
def small_disk(folder: Path, ledger: Path, size: int) -> Iterator[tuple[Server, Path]]:
    """Start a server whose ledger lies on a disk of a size; give it and where the disk is seen from here."""
    folder.mkdir(exist_ok=True)
    told = {"HOME": str(folder.parent), "XCLI_DB": str(folder / "ledger.db"), "XCLI_CLERK": "王芳", "XCLI_TODAY": TODAY}
    words = ["unshare", "-rm", "sh", "-c", MOUNT, "sh", str(size), str(folder), str(ledger), sys.executable, str(_SERVER)]
    pipe = subprocess.PIPE
    with subprocess.Popen(words, stdin=pipe, stdout=pipe, text=True, bufsize=1, env={**os.environ, **told}) as server:
        assert server.stdin
        assert server.stdout
        server.stdin.write("limit\x1f-1\x1f--version\n")  # once it answers, the disk is there
        server.stdin.flush()
        server.stdout.readline()
        server.stdout.readline()
        yield server, Path(f"/proc/{server.pid}/root{folder}")
        _ended(server)
