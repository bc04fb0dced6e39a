"""A fault during the recovery from a crash: a clerk is killed in the middle of a write, and the next command fails as well.

The journal that the killed clerk left is put back each time; the command that opens the ledger meets a disk that fails from
its Nth write, or sync, on. Opened once more, the ledger is what it was before, or has the one entry that was answered.
"""

import os
import random
import signal
import time
from contextlib import suppress
from errno import EIO, ENOSPC
from pathlib import Path

from powercut.build import shim
from powercut.clerk import ADD
from torture.cramped import Server, _answered, _ended
from torture.harness import ROWS, _count, _desk, _forked, _server, sound
from torture.imports import Large, served

COMMANDS = ((*ADD, "申请人=王五"), ("dispute", "list", "--limit", "1"), ("db", "verify"))
NEW, OLD = 0, 6  # what a command may answer: done, or no ledger to be had
PATIENCE = 10
State = dict[str, bytes]


def is_hot(much: Large) -> bool:
    """Tell whether a journal was left that the next to open the ledger must play back."""
    journal = much.journal()
    return journal.exists() and any(journal.read_bytes()[:8])


def state_of(much: Large) -> State:
    """Return the ledger's file and the journal beside it."""
    return {path.name: path.read_bytes() for path in (much.place, much.journal()) if path.exists()}


def put_back(much: Large, state: State) -> None:
    """Put both files back."""
    for path in (much.place, much.journal()):
        path.unlink(missing_ok=True)
    for name, data in state.items():
        (much.place.parent / name).write_bytes(data)


def killed(much: Large, folder: Path, dice: random.Random, times: int) -> list[State]:
    """Kill imports in their transaction; return what those left that left a hot journal."""
    states: list[State] = []
    start = state_of(much)
    with served(folder, much.place) as server:
        while len(states) < times:
            put_back(much, start)
            in_transaction(much, server, dice.uniform(0, 0.03))
            if is_hot(much):
                states.append(state_of(much))
    put_back(much, start)
    return states


def in_transaction(much: Large, server: Server, moment: float) -> None:
    """Let an import begin to write, and kill it a moment later."""
    pid, until = _forked(server, "spilling", "import", str(much.sheet)), time.monotonic() + PATIENCE
    while not is_hot(much) and time.monotonic() < until:
        time.sleep(0.001)
    time.sleep(moment)
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    assert server.stdout
    server.stdout.readline()


def is_whole(place: Path, before: int, code: int, adds: bool) -> bool:
    """Tell whether the ledger has the records from before, and the one that was answered, if it was one."""
    more = _count(place, "SELECT count(*) FROM dispute") - before
    kept = more == 1 if adds and code == NEW else more in (0, 1) if adds else more == 0
    return kept and code in (NEW, OLD) and sound(place)


def recoveries(folder: Path, seed: int, crashes: int = 6, times: int = 16) -> dict[str, int]:
    """Let recoveries fail; count those of a journal that is still there after the failure."""
    dice, lost, still = random.Random(seed), 0, 0
    much = Large(*_desk(folder), ROWS)
    states = killed(much, folder, dice, crashes)
    with _server(folder, much.place, LD_PRELOAD=str(shim()), PC_DIR=str(much.place.parent)) as server:
        for number in range(crashes * times):
            put_back(much, states[number % len(states)])
            command = COMMANDS[number % len(COMMANDS)]
            writes, syncs = (dice.choice((0, 1, 2, 5, 20, 60, 200)), -1) if number % 2 else (-1, dice.randint(0, 4))
            code = _answered(server, "fault", str(writes), str(syncs), str(dice.choice((ENOSPC, EIO))), *command)
            still += is_hot(much)
            lost += not is_whole(much.place, 0, code, command[1] == "add")
        _ended(server)
    return {"faults in recoveries": crashes * times, "of these in the recovery itself": still, "lost": lost}
