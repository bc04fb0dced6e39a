"""The only module that prints: answers on standard output, everything else on standard error."""

import errno
import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal, TextIO

from xcli.domain.clean import visible
from xcli.errors import Misuse, NotReady, XcliError
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.report.layout import Document
    from xcli.report.table import Table

Style = Literal["bold", "yellow", "red", "green"]
Wish = Literal["auto", "always", "never"]

FORMATS = ("table", "csv", "tsv", "json", "jsonl", "md", "xlsx")

_CODES: dict[Style, str] = {"bold": "1", "yellow": "33", "red": "31", "green": "32"}
_ENDINGS = {f".{name}": name for name in FORMATS if name != "table"} | {".txt": "table", ".ndjson": "jsonl"}
_FOR_EXCEL = {"csv", "tsv"}
_PATIENCE = 1.0
_WARNING, _ERROR = Text("注意：", "Warning: "), Text("错误：", "Error: ")


class UnknownEnding(Misuse):
    """The ending of the output file names no format."""

    sentence = Text(
        "看不出 {path} 要什么格式。文件名请以 {endings} 之一结尾。",
        "The format of {path} is not clear. End the file name in one of {endings}.",
    )


class UnknownFormat(Misuse):
    """There is no such output format."""

    sentence = Text(
        "没有 {format} 这种格式。可选：{formats}。", "There is no format {format}. Choose one of {formats}."
    )


class WorkbookOnScreen(Misuse):
    """A workbook cannot be shown on a terminal."""

    sentence = Text(
        "工作簿不能显示在屏幕上。请加 --to 文件名.xlsx。", "A workbook cannot be shown here. Add --to FILE.xlsx."
    )


class CannotPrint(NotReady):
    """Standard output cannot be written."""

    sentence = Text("输出没有写完（{why}）。", "The output was not written to its end ({why}).")


@dataclass(slots=True)
class _Manner:
    quiet: bool = False
    colour: Wish = "auto"


_manner = _Manner()
_origin: list[Callable[[], Text]] = []  # how the ledger that was opened names itself in what leaves it


def set_up(*, quiet: bool = False, colour: Wish = "auto") -> None:
    """Make both streams safe to print anything on, and set how much is said and in colour or not."""
    _manner.quiet, _manner.colour = quiet, colour
    _origin.clear()
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def say(text: str | Text, *, lines: bool = False) -> None:
    """Print one line of the answer; `lines` lets a text keep its own line breaks."""
    for line in _folded(visible(str(text), lines=lines), sys.stdout):
        _put(line)


def prose(text: str | Text, indent: int = 0) -> None:
    """Print a sentence of the answer folded to the console, for reading rather than for programs."""
    from xcli.report.console import prose as folded

    width = console_width()
    for line in folded(_printable(str(text)), width and width - indent):
        _put(" " * indent + line)


def note(text: str | Text) -> None:
    """Print a remark beside the answer, unless quiet."""
    if not _manner.quiet:
        _remark(visible(str(text)))


def warn(text: str | Text) -> None:
    """Print a warning, quiet or not."""
    _remark(visible(f"{_WARNING}{text}"), "yellow")


def exactly(lines: Iterable[str]) -> None:
    """Print lines as they are, for programs that count every byte; on a terminal only what can be shown."""
    on_terminal = sys.stdout.isatty()
    for line in lines:
        _put(_seen(line) if on_terminal else line)


def fail(error: XcliError) -> None:
    """Print what went wrong in its one sentence."""
    _remark(visible(f"{_ERROR}{error}"), "red")


def _remark(text: str, style: Style | None = None) -> None:
    for line in _folded(text, sys.stderr):
        print(colour(line, style, sys.stderr) if style else line, file=sys.stderr)


def _folded(text: str, stream: TextIO) -> Iterator[str]:
    """Yield the lines of a text: folded on a terminal, as they are for a program."""
    width = _width_of(stream)
    for line in text.split("\n"):
        if width is None or len(line) * 2 <= width:
            yield line
            continue
        from xcli.report.width import wrap

        yield from (piece.rstrip() for piece in wrap(line, width))


def colour(text: str, name: Style, stream: TextIO | None = None) -> str:
    """Return a text in colour where the stream shows colours."""
    return f"\x1b[{_CODES[name]}m{text}\x1b[0m" if has_colour(stream or sys.stdout) else text


def has_colour(stream: TextIO) -> bool:
    """Tell whether a stream shows colours: a terminal that is not dumb, and nobody has asked for none."""
    if _manner.colour != "auto":
        return _manner.colour == "always"
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def show_table(
    table: "Table",
    format: str | None = None,
    to: str | Path | None = None,
    *,
    force: bool = False,
    inputs: Iterable[str | Path] = (),
) -> Path | None:
    """Print a table, or write it to a file in the format of its ending; returns the file."""
    if to is None or str(to) == "-":
        _print_table(table, _known(format or "table"))
        return None
    return write_file([table], to, format, force=force, inputs=inputs)


def show_text(
    text: str, to: str | Path | None = None, *, force: bool = False, inputs: Iterable[str | Path] = ()
) -> Path | None:
    """Print a text that is a file in itself, or write it to one; returns the file."""
    if to is None or str(to) == "-":
        for line in text.splitlines():
            _put(visible(line) if sys.stdout.isatty() else line)
        return None
    from xcli.report.files import deliver

    return deliver(to, lambda stream: _write_text(text, stream), force, inputs)


def _write_text(text: str, stream: BinaryIO) -> None:
    stream.write(text.encode("utf-8", "backslashreplace"))


def write_file(
    tables: Sequence["Table"],
    to: str | Path,
    format: str | None = None,
    *,
    force: bool = False,
    inputs: Iterable[str | Path] = (),
) -> Path | None:
    """Write tables to a file, a sheet each in a workbook and one after the other in text."""
    from xcli.report.files import deliver

    name = _known(format) if format else format_of(to)
    origin = _origin[0]() if _origin else None
    if origin and tables:
        tables = [*tables[:-1], replace(tables[-1], notes=(*tables[-1].notes, origin))]
    written = deliver(to, lambda stream: _write(tables, name, stream), force, inputs)
    if origin and written:
        note(origin)
    return written


def comes_from(origin: Callable[[], Text]) -> None:
    """Let every table that leaves in a file name the ledger it comes from, at its foot and here."""
    _origin[:] = [origin]


def check_target(to: str | Path | None, format: str | None = None, *, force: bool = False) -> None:
    """Refuse a file that could not be written, before anything is logged of it."""
    from xcli.report.files import checked_target

    on_screen = to is None or str(to) == "-"
    _ = _known(format or "table") if format or on_screen else format_of(str(to))
    if to is not None and not on_screen:
        checked_target(to, force=force)


def format_of(path: str | Path) -> str:
    """Return the format that a file name asks for by its ending."""
    name = _ENDINGS.get(Path(path).suffix.lower())
    if name is None:
        raise UnknownEnding(path=path, endings=" ".join(sorted(_ENDINGS)))
    return name


def _known(name: str) -> str:
    if name not in FORMATS:
        raise UnknownFormat(format=name, formats=" ".join(FORMATS))
    return name


def _write(tables: Sequence["Table"], name: str, stream: BinaryIO) -> None:
    if name == "xlsx":
        from xcli.report.workbook import write_tables

        write_tables(stream, tables)
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
        for line in console.lines(table, console_width(), heading=_heading, clean=_printable, paint=_painted):
            _put(line)
    else:
        on_terminal = sys.stdout.isatty()
        for chunk in _chunks(table, name):
            _put(_seen(chunk) if on_terminal else chunk, end="")


def _seen(chunk: str) -> str:
    """Return a piece of data safe on a terminal, with its own line ends and tabs."""
    return "\t".join(visible(part, lines=True) for part in chunk.split("\t"))


def _print_workbook(table: "Table") -> None:
    if sys.stdout.isatty():
        raise WorkbookOnScreen
    whole = io.BytesIO()
    _write([table], "xlsx", whole)
    sys.stdout.flush()
    sys.stdout.buffer.write(whole.getvalue())


def _heading(line: str) -> str:
    return colour(line, "bold")


def _painted(line: str, tone: str) -> str:
    return colour(line, tone)  # type: ignore[arg-type]


def _printable(text: str) -> str:
    """Return a text as this console will show it, so that it is measured as it is printed."""
    text, encoding = visible(text), sys.stdout.encoding or "utf-8"
    if text.isascii() or encoding.lower().startswith("utf"):
        return text
    return text.encode(encoding, "backslashreplace").decode(encoding)


def console_width() -> int | None:
    """Return the width of the terminal, or None where there is none and a line may be as long as it likes."""
    return _width_of(sys.stdout)


def _width_of(stream: TextIO) -> int | None:
    if not stream.isatty():
        return None
    import shutil

    return shutil.get_terminal_size().columns


def show_bars(items: Sequence[tuple[str | Text, int]], shown: Callable[[int], str] = str) -> None:
    """Print small bars, one for each item."""
    from xcli.report.bars import bars, can_be_solid

    labelled = [(_printable(str(label)), value) for label, value in items]
    solid = can_be_solid(sys.stdout.encoding or "")
    for line in bars(labelled, console_width() or 80, solid=solid, shown=shown):
        _put(line)


def show_document(document: "Document") -> None:
    """Print a report."""
    from xcli.report.bars import can_be_solid
    from xcli.report.render.console import lines

    solid = can_be_solid(sys.stdout.encoding or "")
    for line in lines(document, console_width(), heading=_heading, clean=_printable, solid=solid):
        _put(line)


def _put(text: str, end: str = "\n") -> None:
    with _full_disk_told():
        print(text, end=end)


def with_closed_pipe_as_end(run: Callable[[], int]) -> int:
    """Run a command to its exit code; when the reader of its output has gone, that is a good end (0)."""
    try:
        code = run()
        with _full_disk_told():
            sys.stdout.flush()
    except CannotPrint as error:
        fail(error)
        return error.exit_code
    except OSError as error:
        if not _is_closed_pipe(error):
            raise
        _stop_printing()
        return 0
    return code


@contextmanager
def _full_disk_told() -> Iterator[None]:
    """Make a mistake of its own of a standard output that takes no more, except when its reader has gone."""
    try:
        yield
    except OSError as error:
        if _is_closed_pipe(error):
            raise
        _stop_printing()
        full = error.errno == errno.ENOSPC
        raise CannotPrint(why=Text("磁盘空间不足", "the disk is full") if full else error.strerror) from error


def _is_closed_pipe(error: OSError) -> bool:
    return isinstance(error, BrokenPipeError) or (os.name == "nt" and error.errno == errno.EINVAL)


def _stop_printing() -> None:
    """Let what is still to be flushed go nowhere, so that Python does not complain while it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


@contextmanager
def progress(total: int | None, label: str | Text) -> Iterator[Callable[[int], None]]:
    """Give a function that is told of each step done; a bar appears on a terminal when it takes a while."""
    if _manner.quiet or not sys.stderr.isatty():
        yield lambda _done: None
        return
    from xcli.cli.bar import Bar

    bar = Bar(total, visible(str(label)), _PATIENCE)
    try:
        yield bar.advance
    finally:
        bar.stop()
