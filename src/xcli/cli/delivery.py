"""Tables, bars and reports are shown on the screen, or delivered into a file."""

import io
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from xcli.cli.destination import WorkbookOnScreen, format_for, leaves
from xcli.cli.output import colour, console_width, exact_bytes, exactly, note, printable, put, wrote
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.ledger.newest import Newest
    from xcli.report.files import Writer
    from xcli.report.layout import Document
    from xcli.report.table import Table

_FOR_EXCEL = {"csv", "tsv"}
_origin: list[Callable[[], "Newest"]] = []  # how the ledger that was opened names itself in what leaves it
_named: set["Newest"] = set()  # what was said already: a folder of files comes from one ledger


def show_table(
    table: "Table",
    format: str | None = None,
    to: str | Path | None = None,
    *,
    force: bool = False,
    inputs: Iterable[str | Path] = (),
    holds: Text | None = None,
) -> Path | None:
    """Print a table, or write it to a file in the format of its ending and say so; returns the file."""
    if leaves(to):
        return write_tables([table], to, format, force=force, inputs=inputs, holds=holds)
    _print_table(table, format_for(to, format))
    return None


def show_text(
    text: str,
    to: str | Path | None = None,
    *,
    force: bool = False,
    inputs: Iterable[str | Path] = (),
    holds: Text | None = None,
) -> Path | None:
    """Print a text that is a file in itself, or write it to one; returns the file."""
    if leaves(to):
        return write_file(to, lambda stream: _write_text(text, stream), force=force, inputs=inputs, holds=holds)
    exactly(text.splitlines())
    return None


def _write_text(text: str, stream: BinaryIO) -> None:
    stream.write(text.encode("utf-8", "backslashreplace"))


def write_tables(
    tables: Sequence["Table"],
    to: str | Path,
    format: str | None = None,
    *,
    force: bool = False,
    inputs: Iterable[str | Path] = (),
    holds: Text | None = None,
) -> Path | None:
    """Write tables to a file, a sheet each in a workbook and one after the other in text."""
    name, named = format_for(to, format), origin()
    if named and tables:
        tables = [*tables[:-1], replace(tables[-1], notes=(*tables[-1].notes, named.text))]
    return write_file(
        to, lambda stream: _write(tables, name, stream), force=force, inputs=inputs, holds=holds, named=named
    )


def write_file(
    to: str | Path,
    writer: "Writer",
    *,
    force: bool = False,
    inputs: Iterable[str | Path] = (),
    holds: Text | None = None,
    named: "Newest | None" = None,
) -> Path | None:
    """Write a file whole or not at all, and say so, what it holds and of which entry; returns the file.

    The entry is the ledger's newest unless the file names another: a report of then names the one of then.
    """
    from xcli.report.files import deliver

    written = deliver(to, writer, force, inputs)
    entry = named or origin()
    if written and entry and entry not in _named:
        _named.add(entry)
        note(entry.text)
    wrote(written, holds)
    return written


def comes_from(ledger: "Callable[[], Newest] | None") -> None:
    """Let every file that leaves name the ledger it comes from: beside the answer, and inside where there is room."""
    _origin[:] = [ledger] if ledger else []
    _named.clear()


def origin() -> "Newest | None":
    """Return the newest entry of the ledger that was opened, with its check code; none where none was."""
    return _origin[0]() if _origin else None


def _write(tables: Sequence["Table"], name: str, stream: BinaryIO) -> None:
    if name == "xlsx":
        from xcli.report.workbook import write_tables as as_workbook

        as_workbook(stream, tables)
        return
    encoding = "utf-8-sig" if name in _FOR_EXCEL else "utf-8"
    text = io.TextIOWrapper(stream, encoding, errors="backslashreplace", newline="", write_through=False)
    for number, table in enumerate(tables):
        text.writelines([] if number == 0 else ["\n"])
        text.writelines(_chunks(table, name, end="\r\n" if name in _FOR_EXCEL else "\n"))
    text.flush()
    text.detach()


def _chunks(table: "Table", name: str, *, end: str = "\n") -> Iterator[str]:
    from xcli.report import console, delimited, markdown

    if name == "table":
        return (line + "\n" for line in console.lines(table))
    if name == "md":
        return markdown.md_lines(table)
    if name in _FOR_EXCEL:
        return delimited.csv_lines(table, delimiter="," if name == "csv" else "\t", end=end)
    return (delimited.json_list if name == "json" else delimited.json_lines)(table)


def _print_table(table: "Table", name: str) -> None:
    from xcli.report import console

    if name == "xlsx":
        _print_workbook(table)
    elif name == "table":
        for line in console.lines(table, console_width(), heading=_heading, clean=printable, paint=_painted):
            put(line)
    else:
        exactly(_chunks(table, name), end="")


def _print_workbook(table: "Table") -> None:
    if sys.stdout.isatty():
        raise WorkbookOnScreen
    whole = io.BytesIO()
    _write([table], "xlsx", whole)
    exact_bytes(whole.getvalue())


def _heading(line: str) -> str:
    return colour(line, "bold")


def _painted(line: str, tone: str) -> str:
    return colour(line, tone)  # type: ignore[arg-type]


def show_bars(items: Sequence[tuple[str | Text, int]], shown: Callable[[int], str] = str) -> None:
    """Print small bars, one for each item."""
    from xcli.report.bars import bars, can_be_solid

    labelled = [(printable(str(label)), value) for label, value in items]
    solid = can_be_solid(sys.stdout.encoding or "")
    for line in bars(labelled, console_width() or 80, solid=solid, shown=shown):
        put(line)


def show_document(document: "Document") -> None:
    """Print a report."""
    from xcli.report.bars import can_be_solid
    from xcli.report.render.console import lines

    solid = can_be_solid(sys.stdout.encoding or "")
    for line in lines(document, console_width(), heading=_heading, clean=printable, solid=solid):
        put(line)
