"""Where an answer goes and in which format: the screen or a file, by its ending or as was asked."""

from pathlib import Path
from typing import TypeGuard

from xcli.errors import Misuse
from xcli.text import Text

FORMATS = ("table", "csv", "tsv", "json", "jsonl", "md", "xlsx")

_ENDINGS = {f".{name}": name for name in FORMATS if name != "table"} | {".txt": "table", ".ndjson": "jsonl"}


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


def leaves(to: str | Path | None) -> TypeGuard[str | Path]:
    """Tell whether an answer goes into a file; `-` is the screen, or whatever reads standard output."""
    return to is not None and str(to) != "-"


def for_screen(format: str | None, to: str | Path | None = None) -> bool:
    """Tell whether an answer is for reading on the screen, where it may be cut; else it is whole."""
    return not leaves(to) and format in (None, "table")


def check_target(to: str | Path | None, format: str | None = None, *, force: bool = False) -> None:
    """Refuse a file that could not be written, before anything is logged of it."""
    from xcli.report.files import checked_target

    format_for(to, format)
    if leaves(to):
        checked_target(to, force=force)


def format_for(to: str | Path | None, format: str | None = None) -> str:
    """Return the format of an answer: the one asked for, else that of the file's ending or the screen."""
    if not format and leaves(to):
        return format_of(to)
    return _known(format or "table")


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
