"""A year's report against its own SQL: the statements that it sends, sent once more through sqlite3 alone."""

import contextlib
import gc
import io
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bench.timing import Line, best_of

RUNS = 3
YEAR = "2021"  # a year that no other bench closes
MIB = 1024 * 1024
Statement = tuple[str, Any]


def lines(ledger: Path, folder: Path, rows: int) -> Iterator[Line]:
    """Yield a line for each format: the whole report in this process, imports and start-up not counted; then its size."""
    # As the program does it, see xcli.__main__.
    gc.set_threshold(50_000)
    with patch.dict(os.environ, {"XCLI_DB": str(ledger), "XCLI_CLERK": "王芳", "XCLI_TODAY": "2024-12-31"}):
        for ending in ("html", "docx"):
            file = folder / f"annual.{ending}"
            sent = _statements(file)
            whole, bare = best_of(RUNS, lambda file=file: _write(file)), best_of(RUNS, lambda sent=sent: _send(ledger, sent))  # type: ignore[misc]
            what = f"report annual, {ending}, {rows:,} cases + activities"
            yield Line(what, whole, f"its {len(sent)} statements by sqlite3", bare, 2.0)
            if ending == "html":
                yield Line("size of the html report", file.stat().st_size / MIB, "the limit", 1.0, 1.0, "MiB")


def _write(file: Path) -> None:
    from xcli.cli import main

    with contextlib.redirect_stderr(io.StringIO()) as told:
        if main(["report", "annual", YEAR, "--to", str(file), "--force"]):
            raise SystemExit(told.getvalue())


def _statements(file: Path) -> list[Statement]:
    """Write the report twice, so that its figures are noted already, and return what it asks the second time."""
    from sqlalchemy import Engine, event

    sent: list[Statement] = []

    def keep(_conn: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            sent.append((statement, parameters))

    _write(file)
    event.listen(Engine, "before_cursor_execute", keep)
    try:
        _write(file)
    finally:
        event.remove(Engine, "before_cursor_execute", keep)
    return sent


def _send(ledger: Path, sent: list[Statement]) -> None:
    with contextlib.closing(sqlite3.connect(ledger)) as db:
        for statement, parameters in sent:
            db.execute(statement, parameters).fetchall()
