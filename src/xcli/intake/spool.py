"""Typed rows on their way from the sheet to the ledger: in a nameless file that nobody else can read."""

import marshal
import tempfile
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Any, Self

from xcli.intake.record import Typed

BATCH = 2000
_LENGTH = 8


class Spool:
    """Rows by layout, in order, read as often as needed."""

    def __init__(self) -> None:
        """Open the file; it has no name and goes when it is closed."""
        self._file = tempfile.TemporaryFile(prefix="xcli-")  # noqa: SIM115
        self._layout = 0
        self._rows: list[tuple[Any, ...]] = []
        self.count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the rows go."""
        self._file.close()

    def start(self, layout: int) -> None:
        """Begin the rows of another layout."""
        self.flush()
        self._layout = layout

    def extend(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """Keep rows."""
        self._rows += rows
        self.count += len(rows)
        if len(self._rows) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Write what is kept in memory."""
        if self._rows:
            data = marshal.dumps((self._layout, self._rows))
            self._file.write(len(data).to_bytes(_LENGTH, "big"))
            self._file.write(data)
            self._rows = []

    def batches(self) -> Iterator[tuple[int, list[tuple[Any, ...]]]]:
        """Yield the layout's number and its rows, a batch at a time; another reading meanwhile does not matter."""
        self.flush()
        place = 0
        while data := self._at(place):
            place += _LENGTH + len(data)
            yield marshal.loads(data)  # noqa: S302 - written by ourselves

    def _at(self, place: int) -> bytes:
        """Return the batch that begins at a place; nothing at the end, where writing goes on."""
        self._file.seek(place)
        head = self._file.read(_LENGTH)
        return self._file.read(int.from_bytes(head, "big"))

    def rows(self) -> Iterator[tuple[int, int, Typed]]:
        """Yield every row with its place in the whole file and its layout's number."""
        place = 0
        for layout, rows in self.batches():
            for row in rows:
                yield place, layout, Typed(*row)
                place += 1
