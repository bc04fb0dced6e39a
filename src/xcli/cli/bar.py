"""A bar that shows how far long work has come."""

import time
from collections.abc import Callable


class Bar:
    """A bar of Rich that is not even loaded for short work."""

    def __init__(self, total: int | None, label: str, patience: float) -> None:
        """Wait for so many seconds before there is anything to see."""
        self._total, self._label, self._done = total, label, 0
        self._begin_at = time.monotonic() + patience
        self._stop: Callable[[], None] | None = None
        self._update: Callable[[int], None] = lambda _done: None

    def advance(self, steps: int = 1) -> None:
        """Tell of steps that are done."""
        self._done += steps
        if self._stop is None and time.monotonic() >= self._begin_at:
            self._begin()
        self._update(self._done)

    def _begin(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
        )
        shown = Progress(*columns, console=Console(stderr=True, emoji=False, markup=False), transient=True)
        task = shown.add_task(self._label, total=self._total)
        shown.start()
        self._stop = shown.stop
        self._update = lambda done: shown.update(task, completed=done)

    def stop(self) -> None:
        """Take the bar away."""
        if self._stop is not None:
            self._stop()
