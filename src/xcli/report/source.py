"""A text that was given to be read: opened once, regular files only, within limits."""

import os
import stat
import sys
from pathlib import Path

from xcli.errors import Misuse, NotFound, NotValid, cause
from xcli.text import Text

LARGEST = 64 * 1024 * 1024


class SourceMissing(NotFound):
    """There is no such file."""

    sentence = Text(
        "找不到文件 {name}。请检查文件名和所在文件夹。", "There is no file {name}. Check its name and folder."
    )


class SourceNotFile(Misuse):
    """Something else than a file was named."""

    sentence = Text(
        "{name} 不是普通文件。要从管道读入，请用 “-” 代替文件名。",
        "{name} is not a regular file. To read from a pipe, give - as the file name.",
    )


class SourceUnreadable(NotValid):
    """The system does not let the file be read."""

    sentence = Text(
        "无法读取 {name}（{cause}）。请检查权限。", "{name} cannot be read ({cause}). Check its permissions."
    )


class SourceEmpty(NotValid):
    """There is nothing in it."""

    sentence = Text(
        "{name} 里没有文字。请检查是否给错了文件。", "{name} holds no text. Check whether it is the right file."
    )


class SourceTooLarge(NotValid):
    """The text is longer than any report."""

    sentence = Text(
        "{name} 超过 64 MiB，不像一份报告，未读取。请拆分后再试。",
        "{name} is over 64 MiB, unlike any report, and is not read. Split it.",
    )


def read_source(path: str) -> bytes:
    """Return the bytes of a file, or of standard input for `-`."""
    data = sys.stdin.buffer.read(LARGEST + 1) if path == "-" else _read_file(path)
    if len(data) > LARGEST:
        raise SourceTooLarge(name=path)
    if not data:
        raise SourceEmpty(name=path)
    return data


def _read_file(path: str) -> bytes:
    try:
        # Looked at before opening: for pipes and some devices opening alone has effects.
        if not stat.S_ISREG(Path(path).stat().st_mode):
            raise SourceNotFile(name=path)
        with Path(path).open("rb") as stream:
            if os.fstat(stream.fileno()).st_size > LARGEST:
                raise SourceTooLarge(name=path)
            return stream.read(LARGEST + 1)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise SourceMissing(name=path) from None
    except OSError as error:
        raise SourceUnreadable(name=path, cause=cause(error)) from None
