"""Files handed to the clerk: written whole or not at all, and never over something else by mistake."""

import errno
import os
import stat
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO

from xcli.errors import Conflict, Misuse, NotFound, NotReady, cause
from xcli.ledger.cipher import PLAIN, ciphered
from xcli.ledger.durable import sync_folder
from xcli.text import Text

Writer = Callable[[BinaryIO], None]

_RESERVED = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"} | {
    f"{device}{number}" for device in ("COM", "LPT") for number in "0123456789¹²³"
}
_FORBIDDEN_ON_WINDOWS = frozenset('<>:"|?*')
_DISK_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG}
_NO_HARD_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}


class FileExists(Conflict):
    """The output file is there already."""

    sentence = Text(
        "文件已存在：{path}。换一个文件名，或加 --force 覆盖。",
        "The file exists already: {path}. Choose another name, or add --force to replace it.",
    )


class IsDirectory(Misuse):
    """The output path is a directory."""

    sentence = Text(
        "{path} 是文件夹，不是文件。请在后面写上文件名，例如 {path}/名单.xlsx。",
        "{path} is a folder, not a file. Add a file name, for example {path}/list.xlsx.",
    )


class IsSymlink(Misuse):
    """The output path is a symbolic link."""

    sentence = Text(
        "{path} 是符号链接，不会顺着它写入。请直接写出目标文件。",
        "{path} is a symbolic link and is not followed. Name the file itself.",
    )


class ReservedName(Misuse):
    """The file name means a device on Windows."""

    sentence = Text(
        "文件名 {name} 是 Windows 的保留名，对方打不开。请换一个文件名。",
        "The file name {name} is reserved by Windows and could not be opened there. Choose another name.",
    )


class BadEndOfName(Misuse):
    """The file name ends in a dot or a blank."""

    sentence = Text(
        "文件名“{name}”以点或空格结尾，Windows 会把它去掉。请改一下文件名。",
        'The file name "{name}" ends in a dot or a blank, which Windows drops. Change the name.',
    )


class BadCharacterInName(Misuse):
    """The file name holds a character that no file name should."""

    sentence = Text(
        "文件名“{name}”里有不能用的字符 {char}。请去掉它。",
        'The file name "{name}" holds the character {char}, which cannot be used. Take it out.',
    )


class NoFileName(Misuse):
    """The output path is empty."""

    sentence = Text("没有写文件名。请在 --to 后面写上文件名。", "No file name was given. Write one after --to.")


class OverInput(Misuse):
    """The output file is one that is being read."""

    sentence = Text(
        "{path} 正是要读取的文件，不能写到它上面。请换一个文件名。",
        "{path} is the file being read and is not written over. Choose another name.",
    )


class OverDatabase(Misuse):
    """The output file is a ledger, or another program's database."""

    sentence = Text(
        "{path} 是台账或别的数据库，不能写到它上面，--force 也不行。请换一个文件名。",
        "{path} is a ledger or another database and is not written over, not even with --force. Choose another name.",
    )


class NoSuchFolder(NotFound):
    """The folder of the output file does not exist."""

    sentence = Text(
        "文件夹不存在：{folder}。请先建立，或换一个位置。",
        "There is no such folder: {folder}. Make it first, or choose another place.",
    )


class DiskFull(NotReady):
    """The disk is full."""

    sentence = Text(
        "磁盘空间不足，{path} 没有写成。请腾出空间后再试。",
        "The disk is full; {path} was not written. Free some space and try again.",
    )


class NotAllowed(NotReady):
    """The file or its folder may not be written."""

    sentence = Text(
        "{path} 不能写入：没有权限，或文件正在 Excel、WPS 中打开。请关闭它或换一个位置。",
        "{path} cannot be written: no permission, or it is open in Excel or WPS. Close it or choose another place.",
    )


class CannotWrite(NotReady):
    """Writing failed for another reason."""

    sentence = Text(
        "{path} 没有写成（{why}）。请换一个位置再试。",
        "{path} was not written ({why}). Try another place.",
    )


def deliver(path: str | Path, writer: Writer, force: bool = False, inputs: Iterable[str | Path] = ()) -> Path | None:
    """Write a file by `writer` so that it appears whole and private to its owner; `-` is standard output.

    Nothing that exists is touched before the new file is safely on disk. Returns the file, or None for `-`.
    """
    if str(path) == "-":
        writer(sys.stdout.buffer)
        return None
    target = checked_target(path, force=force, inputs=inputs)
    try:
        if _is_device(target):
            _write_to_device(target, writer)
        else:
            _write_beside(target, writer, force=force)
    except OSError as error:
        raise _mistake(target, error) from error
    return target


def append(path: str | Path, line: str) -> Path:
    """Add a line to a text file, or begin it; the whole is on disk when this returns."""
    target = checked_target(path, force=True)
    try:
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0), 0o600)
        with os.fdopen(handle, "a", encoding="utf-8") as stream:
            stream.write(f"{line}\n")
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise _mistake(target, error) from error
    sync_folder(target.parent)
    return target


def checked_target(path: str | Path, *, force: bool = False, inputs: Iterable[str | Path] = ()) -> Path:
    """Return where a file may be written, refusing what would lose or surprise before any work is done."""
    target = _expanded(str(path))
    _check_name(target)
    try:
        return _free(target, force=force, inputs=inputs)
    except OSError as error:
        raise _mistake(target, error) from error


def _free(target: Path, *, force: bool, inputs: Iterable[str | Path]) -> Path:
    if target.is_symlink():
        raise IsSymlink(path=target)
    if target.is_dir():
        raise IsDirectory(path=target)
    if not target.parent.is_dir():
        raise NoSuchFolder(folder=target.parent)
    if target.exists():
        if any(_same_file(target, Path(source)) for source in inputs):
            raise OverInput(path=target)
        if _is_database(target):
            raise OverDatabase(path=target)
        if not force and not _is_device(target):
            raise FileExists(path=target)
    return target


def _expanded(path: str) -> Path:
    if not path:
        raise NoFileName
    return Path(path).expanduser() if path.startswith(("~/", "~\\")) else Path(path)


def _check_name(target: Path) -> None:
    name = target.name
    for char in str(target):
        if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}:
            raise BadCharacterInName(name=name, char=f"U+{ord(char):04X}")
    if name != ".." and name.endswith((".", " ")):
        raise BadEndOfName(name=name)
    if name.split(".")[0].strip().upper() in _RESERVED:
        raise ReservedName(name=name)
    if os.name == "nt" and (bad := _FORBIDDEN_ON_WINDOWS.intersection(name)):
        raise BadCharacterInName(name=name, char=min(bad))


def _same_file(target: Path, source: Path) -> bool:
    return str(source) != "-" and source.exists() and target.samefile(source)


def _is_database(target: Path) -> bool:
    """Tell whether a file is a database of SQLite, as every ledger is, or may be an encrypted one of this desk."""
    if not target.is_file():
        return False
    try:
        with target.open("rb") as stream:
            plain = stream.read(len(PLAIN)) == PLAIN
        return plain or ciphered(target)
    except PermissionError:
        return False


def _is_device(target: Path) -> bool:
    """Tell whether the path is a terminal, a pipe or the like, which is written directly."""
    if not target.exists():
        return False
    mode = target.stat().st_mode
    return stat.S_ISCHR(mode) or stat.S_ISFIFO(mode)


def _write_to_device(target: Path, writer: Writer) -> None:
    with target.open("wb") as stream:
        writer(stream)


def _write_beside(target: Path, writer: Writer, *, force: bool) -> None:
    descriptor, name = tempfile.mkstemp(prefix=".xcli-", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            writer(stream)
            stream.flush()
            os.fsync(stream.fileno())
        _put_in_place(temporary, target, force=force)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(target.parent)


def _put_in_place(temporary: Path, target: Path, *, force: bool) -> None:
    """Give the file its name; without `force` a file that appeared meanwhile is not replaced either."""
    if force:
        temporary.replace(target)
        return
    try:
        os.link(temporary, target)
    except FileExistsError as error:
        raise FileExists(path=target) from error
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS:
            raise
        temporary.replace(checked_target(target))


def _mistake(target: Path, error: OSError) -> NotReady:
    if error.errno in _DISK_FULL:
        return DiskFull(path=target)
    if isinstance(error, PermissionError):
        return NotAllowed(path=target)
    return CannotWrite(path=target, why=cause(error))
