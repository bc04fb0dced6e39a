"""Opening what is to be imported: once, regular files only, and hashed before anything is believed."""

import hashlib
import os
import re
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO, cast

from xcli.domain.fault import Fault
from xcli.errors import Misuse, NotFound, NotValid, cause
from xcli.intake.read.kind import Content, content_of
from xcli.text import Text

LOOK = 256 * 1024
PIECE = 1024 * 1024
LONGEST_LINE = 1024 * 1024
KEPT_IN_MEMORY = 8 * 1024 * 1024
LARGEST_PIPE = 4 * 1024 * 1024 * 1024
READABLE = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".jsonl", ".ndjson"})
_LOCKS = ("~${}", ".~{}", ".~lock.{}#")


class FileMissing(NotFound):
    """There is no such file."""

    sentence = Text(
        "找不到文件 {name}。请检查文件名和所在文件夹。", "There is no file {name}. Check its name and folder."
    )


class NoName(Misuse):
    """The name of the file is empty."""

    sentence = Text("没有写文件名。", "No file was named.")


class FolderEmpty(NotFound):
    """A folder holds nothing that can be imported."""

    sentence = Text(
        "文件夹 {name} 里没有可导入的文件（CSV、XLSX、XLS、ODS、JSONL）。",
        "The folder {name} holds no file that can be imported (CSV, XLSX, XLS, ODS, JSONL).",
    )


class NotRegular(Misuse):
    """Something else than a file was named: a pipe, a device, a folder."""

    sentence = Text(
        "{name} 不是普通文件，不能导入。要从管道读入，请用 “-” 代替文件名。",
        "{name} is not a regular file and is not read. To read from a pipe, give - as the file name.",
    )


class FileUnreadable(NotValid):
    """The system does not let the file be read."""

    sentence = Text(
        "无法读取 {name}（{cause}）。请检查权限，或先把文件复制到本机再导入。",
        "{name} cannot be read ({cause}). Check its permissions, or copy it to this computer first.",
    )


class EmptyFile(NotValid):
    """The file has no bytes."""

    sentence = Text(
        "{name} 是空文件（0 字节），没有导入任何内容。请向报送单位重新索取。",
        "{name} is empty (0 bytes); nothing was imported. Ask the sender for it again.",
    )


class FileChanged(NotValid):
    """The file was written to while it was read."""

    sentence = Text(
        "{name} 在读取过程中被改动，没有导入任何内容。请关闭正在编辑或同步该文件的程序后重试。",
        "{name} changed while it was read; nothing was imported. "
        "Close the program that edits or syncs it and try again.",
    )


class LineTooLong(NotValid):
    """A line has no end within a sensible length."""

    sentence = Text(
        "{name} 从第 {offset} 字节起超过 1 MiB 没有换行，不像表格数据，已停止读取。请检查文件是否损坏。",
        "{name} has no line end within 1 MiB from byte {offset}; this is no table. Check whether the file is damaged.",
    )


class PipeTooLarge(NotValid):
    """Standard input does not end."""

    sentence = Text(
        "标准输入超过 4 GiB，已停止读取。请先保存为文件，拆分后再导入。",
        "Standard input is over 4 GiB and is not read on. Save it to files, split it and import these.",
    )


@dataclass(frozen=True, slots=True)
class Contents:
    """Bytes that were hashed and can be read again from their start."""

    name: str
    content: Content
    head: bytes
    size: int
    digest: str
    stream: BinaryIO
    notes: tuple[Fault, ...]
    original: BinaryIO | None
    stamp: tuple[int, ...]

    @property
    def whole(self) -> bool:
        """Tell whether the head is all there is."""
        return len(self.head) == self.size

    def check_unchanged(self) -> None:
        """Refuse when a file that is read twice was written to since it was opened."""
        if self.original is not None and stamp_of(self.original) != self.stamp:
            raise FileChanged(name=self.name)


def files_of(path: str) -> list[str]:
    """Return the files to import: those of a folder in natural order (1月, 2月, 10月), or the file itself."""
    if not path.strip():
        raise NoName
    # os.path, not Path: a name that no file can have is no mistake yet.
    if not os.path.isdir(path):  # noqa: PTH112
        return [path]
    found = [str(file) for file in Path(path).iterdir() if _is_readable(file)]
    if not found:
        raise FolderEmpty(name=path)
    return sorted(found, key=_natural)


def _is_readable(file: Path) -> bool:
    return not file.name.startswith((".", "~$")) and file.suffix.lower() in READABLE and file.is_file()


def _natural(path: str) -> list[tuple[int, str]]:
    parts = re.split(r"([0-9]+)", path)
    return [(int(part), "") if n % 2 else (0, part) for n, part in enumerate(parts)]


@contextmanager
def opened(path: str, stdin: BinaryIO | None) -> Iterator[Contents]:
    """Open a file, or standard input for "-", hash it, and close it at the end."""
    if path == "-":
        with _survey("-", stdin or sys.stdin.buffer, None, ()) as contents:
            yield contents
        return
    with _open_regular(path) as stream:
        size = os.fstat(stream.fileno()).st_size
        if size == 0:
            raise EmptyFile(name=path)
        with _survey(path, stream, size, _lock_notes(path)) as contents:
            contents.check_unchanged()
            yield contents
            contents.check_unchanged()


def stamp_of(stream: BinaryIO) -> tuple[int, ...]:
    """Return what changes when the open file is written to."""
    found = os.fstat(stream.fileno())
    return found.st_size, found.st_mtime_ns


def _open_regular(path: str) -> BinaryIO:
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        # Looked at before opening: on Windows and for some devices opening alone has effects.
        if not stat.S_ISREG(Path(path).stat().st_mode):
            raise NotRegular(name=path)
        stream = os.fdopen(os.open(path, flags), "rb")
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise FileMissing(name=path) from None
    except OSError as error:
        raise FileUnreadable(name=path, cause=cause(error)) from None
    if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
        stream.close()
        raise NotRegular(name=path)
    return stream


@contextmanager
def _survey(name: str, stream: BinaryIO, size: int | None, notes: tuple[Fault, ...]) -> Iterator[Contents]:
    """Read everything once for its hash; small files and pipes are kept, large files are read again."""
    stamp = () if size is None else stamp_of(stream)
    head = _read_head(stream)
    if not head:
        raise EmptyFile(name=name)
    content = content_of(name, head)
    keep = size is None or size <= KEPT_IN_MEMORY
    with tempfile.SpooledTemporaryFile(max_size=KEPT_IN_MEMORY + 1) as kept:
        total, digest = _hash(name, head, stream, content, kept if keep else None)
        if size is not None and total != size:
            raise FileChanged(name=name)
        again = cast("BinaryIO", kept) if keep else stream
        again.seek(0)
        yield Contents(name, content, head, total, digest, again, notes, None if keep else stream, stamp)


def _read_head(stream: BinaryIO) -> bytes:
    head = b""
    while len(head) < LOOK and (piece := stream.read(LOOK - len(head))):
        head += piece
    return head


def _hash(name: str, head: bytes, stream: BinaryIO, content: Content, kept: IO[bytes] | None) -> tuple[int, str]:
    digest, total = hashlib.sha256(), 0
    line_start = 0
    is_text = content in ("text", "jsonl")
    piece = head
    while piece:
        if is_text:
            line_start = _last_line_start(name, piece, total, line_start)
        digest.update(piece)
        total += len(piece)
        if kept is not None:
            kept.write(piece)
            if total > LARGEST_PIPE:
                raise PipeTooLarge
        piece = stream.read(PIECE)
    return total, digest.hexdigest()


def _last_line_start(name: str, piece: bytes, offset: int, line_start: int) -> int:
    """Return where the last line of a piece begins, refusing when the line before it is too long."""
    first = min((at for at in (piece.find(b"\n"), piece.find(b"\r")) if at >= 0), default=len(piece))
    if offset + first - line_start > LONGEST_LINE:
        raise LineTooLong(name=name, offset=line_start)
    last = max(piece.rfind(b"\n"), piece.rfind(b"\r"))
    return offset + last + 1 if last >= 0 else line_start


def _lock_notes(path: str) -> tuple[Fault, ...]:
    file = Path(path)
    if not any((file.parent / lock.format(file.name)).exists() for lock in _LOCKS):
        return ()
    reason = Text(
        "{name} 似乎正在 Excel 或 WPS 中打开，磁盘上的内容可能不是屏幕上看到的最新内容",
        "{name} seems to be open in Excel or WPS; what is on disk may be older than what is on the screen",
    ).fill(name=file.name)
    return (Fault(reason, Text("保存并关闭后再导入", "Save and close it, then import"), "warning"),)
