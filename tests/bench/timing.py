"""Whole processes, timed alternately, so that a slow moment of the machine hits both sides."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Protocol

Command = Sequence[str]


class Peer(Protocol):
    """Makes the command of one run; called anew each time, so that a run may need fresh files."""

    def __call__(self, run: int) -> Command:
        """Return the command of a run."""


@dataclass(frozen=True)
class Line:
    """One printed comparison: ours against a peer, with the ratio wanted and the ratio found."""

    what: str
    ours: float
    peer: str
    theirs: float
    limit: float | None
    unit: str = "ms"

    @property
    def ratio(self) -> float:
        """Return ours over theirs."""
        return self.ours / self.theirs if self.theirs else float("inf")

    def __str__(self) -> str:
        """Show the line as the README prints it."""
        wanted = (
            ""
            if self.limit is None
            else f"  wanted <= {self.limit:g}  {'ok' if self.ratio <= self.limit else 'MISSED'}"
        )
        return f"{self.what:<44} {self.ours:>9.1f} {self.unit}  / {self.peer:<34} {self.theirs:>9.1f}  = {self.ratio:5.2f}{wanted}"


RESULT = Path(__file__).with_name("result.json")


def keep(lines: Sequence[Line]) -> None:
    """Keep the figures of a run for the front page, in place of those of the same comparisons."""
    known = {(line.what, line.peer): line for line in (*kept(), *lines)}
    RESULT.write_text(json.dumps([asdict(line) for line in known.values()], indent=1) + "\n", "utf-8")


def kept() -> list[Line]:
    """Return the figures that were kept last."""
    return [Line(**told) for told in json.loads(RESULT.read_text("utf-8"))]


def environment(**more: str) -> dict[str, str]:
    """Return an environment in which nothing of this desk is used."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("XCLI_")}
    return kept | {"NO_COLOR": "1", "PYTHONDONTWRITEBYTECODE": ""} | more


def run(command: Command, env: Mapping[str, str] | None = None, feed: bytes | None = None) -> float:
    """Run a command; return its wall time in milliseconds; a failure is shown and ends the bench."""
    start = time.perf_counter()
    done = subprocess.run(command, env=dict(env or environment()), input=feed, capture_output=True, check=False)
    spent = (time.perf_counter() - start) * 1000
    if done.returncode not in (0, 2, 3):
        sys.stderr.write(f"{' '.join(command)}\n{done.stderr.decode(errors='replace')}\n")
        raise SystemExit(1)
    return spent


def together(peers: Sequence[Peer], runs: int, env: Mapping[str, str] | None = None) -> list[float]:
    """Return the median time of each peer over interleaved runs; the first run of each warms up."""
    spent: list[list[float]] = [[] for _ in peers]
    for n in range(runs + 1):
        for times, peer in zip(spent, peers, strict=True):
            times.append(run(peer(n), env))
    return [median(times[1:]) for times in spent]


def peak_mib(command: Command, env: Mapping[str, str] | None = None) -> float:
    """Return the peak resident memory of a command and its children in MiB."""
    watcher = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run(
        [sys.executable, "-c", watcher, *command],
        env=dict(env or environment()),
        capture_output=True,
        check=True,
        text=True,
    )
    return int(done.stdout.split()[-1]) / 1024


def best_of(times: int, work: Callable[[], object]) -> float:
    """Return the shortest of several runs inside this process, in milliseconds."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        found.append((time.perf_counter() - start) * 1000)
    return min(found)
