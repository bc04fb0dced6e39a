"""The only module that prints: sentences and lines, answers on standard output, everything else on standard error."""

import errno
import io
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TextIO

from xcli.domain.clean import visible
from xcli.errors import NotReady, XcliError, cause
from xcli.text import Text

Style = Literal["bold", "yellow", "red", "green"]
Wish = Literal["auto", "always", "never"]

_CODES: dict[Style, str] = {"bold": "1", "yellow": "33", "red": "31", "green": "32"}
_PATIENCE = 1.0
_WARNING, _ERROR = Text("注意：", "Warning: "), Text("错误：", "Error: ")


class CannotPrint(NotReady):
    """Standard output cannot be written."""

    sentence = Text(
        "输出没有写完（{why}）；已保存的不受影响，见 xcli log。",
        "The output was not written to its end ({why}); what was saved stays, see xcli log.",
    )


@dataclass(slots=True)
class _Manner:
    quiet: bool = False
    colour: Wish = "auto"


_manner = _Manner()


def set_up(*, quiet: bool = False, colour: Wish = "auto") -> None:
    """Make both streams safe to print anything on, and set how much is said and in colour or not."""
    _manner.quiet, _manner.colour = quiet, colour
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
        put(line)


def prose(text: str | Text, indent: int = 0) -> None:
    """Print a sentence of the answer folded to the console, for reading rather than for programs."""
    from xcli.report.console import prose as folded

    width = console_width()
    for line in folded(printable(str(text)), width and width - indent):
        put(" " * indent + line)


def note(text: str | Text) -> None:
    """Print a remark beside the answer, unless quiet."""
    if not _manner.quiet:
        _remark(visible(str(text)))


def warn(text: str | Text) -> None:
    """Print a warning, quiet or not."""
    _remark(visible(f"{_WARNING}{text}"), "yellow")


def wrote(file: object, holds: Text | None = None) -> None:
    """Say that a file was written, and what it holds; of none there is nothing to say."""
    if file is not None:
        more = Text(f"：{holds.zh}", f": {holds.en}") if holds else Text("", "")
        note(Text(f"已写入 {file}{more.zh}", f"Wrote {file}{more.en}"))


def fail(error: XcliError) -> None:
    """Print what went wrong in its one sentence."""
    _remark(visible(f"{_ERROR}{error}"), "red")


def exactly(pieces: Iterable[str], end: str = "\n") -> None:
    """Print pieces as they are, for programs that count every byte; on a terminal only what can be shown."""
    on_terminal = sys.stdout.isatty()
    for piece in pieces:
        put(_seen(piece) if on_terminal else piece, end)


def exact_bytes(whole: bytes) -> None:
    """Print bytes as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(whole)


def put(text: str, end: str = "\n") -> None:
    """Print a line of the answer that is safe already."""
    with _full_disk_told():
        print(text, end=end)


def _seen(chunk: str) -> str:
    """Return a piece of data safe on a terminal, with its own line ends and tabs."""
    return "\t".join(visible(part, lines=True) for part in chunk.split("\t"))


def _remark(text: str, style: Style | None = None) -> None:
    text = _ENDLESS.sub(_cut, _masked(text))
    for line in _folded(text, sys.stderr):
        print(colour(line, style, sys.stderr) if style else line, file=sys.stderr)


# One word of a sentence that no clerk reads to its end: what was typed or pasted by mistake, said back.
_ENDLESS = re.compile(r"[^\s、，。；：“”‘’,;:/\\]{261,}")


_LONG_NUMBER = re.compile(r"[0-9]{11}")


def _masked(text: str) -> str:
    """Return a remark without anybody's number: what was typed wrongly is often pasted from a file of persons."""
    if not _LONG_NUMBER.search(text):
        return text
    from xcli.domain.mask import mask_numbers

    return mask_numbers(text)


def _cut(found: re.Match[str]) -> str:
    word = found[0]
    return word[:60] + str(Text(f"…（共 {len(word)} 个字符）", f"... ({len(word)} characters)"))


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


def printable(text: str) -> str:
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
        raise CannotPrint(why=cause(error)) from error


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
