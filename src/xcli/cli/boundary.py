"""From what went wrong to one sentence and an exit code."""

import errno
import os
import sys
import traceback
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from xcli import __version__
from xcli.cli import delivery, output
from xcli.cli.given import Given, begin, split, wanted_language
from xcli.errors import Misuse, NotReady, XcliError, refusal
from xcli.text import Text, use_language

INTERRUPTED = 130


class NotText(Misuse):
    """An argument is not text in the terminal's encoding."""

    sentence = Text(
        "第 {n} 个参数含有无法识别的字节。请检查终端的编码（应为 UTF-8 或 GBK）后重新输入。",
        "Argument {n} holds bytes that are not text. Check the terminal's encoding and type it again.",
    )


class NoRoom(NotReady):
    """The disk takes no more, or the folder of temporary files cannot be used."""

    sentence = Text(
        "磁盘已满，或临时文件夹不能用，命令没有完成。请腾出空间后重试；已写入的见 xcli log。",
        "The disk is full, or there is no folder for temporary files; the command was not finished. "
        "Free some space and try again; xcli log shows what was written.",
    )


class Refused(NotReady):
    """The system does not let a file or folder be read or written."""

    sentence = Text(
        "{place} 读写不了：{why}。命令没有完成；已写入的见 xcli log。请检查权限，或换一个位置后重试。",
        "{place} cannot be read or written: {why}. The command was not finished; xcli log shows what was written. "
        "Check the permissions, or use another place, and try again.",
    )


class NoMemory(NotReady):
    """The memory that this process may have is used up."""

    sentence = Text(
        "内存不足，命令没有完成；已写入的见 xcli log。请关闭别的程序后重试。",
        "Memory is short; the command was not finished. xcli log shows what was written. "
        "Close other programs and try again.",
    )


class Defect(XcliError):
    """The program itself is wrong."""

    sentence = Text(
        "程序内部出错（编号 {id}），没有保存任何内容。请把 {log} 交给维护人员。",
        "The program failed (error {id}); nothing was saved. Please pass {log} to whoever maintains it.",
    )


def guarded(arguments: list[str]) -> int:
    """Run a command; say what went wrong, never with a traceback."""
    given = Given()
    try:
        use_language(wanted_language())
        _check_encoding(arguments)
        given, rest = split(arguments)
        begin(given)
        output.set_up(quiet=given.quiet)
        delivery.comes_from(None)
        code = _run(rest)
    except XcliError as error:
        output.fail(error)
        return error.exit_code
    except KeyboardInterrupt:
        output.note(Text("已取消，没有保存。", "Cancelled; nothing was saved."))
        return INTERRUPTED
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 - the one boundary
        if told := _outside(error):
            output.fail(told)
            return told.exit_code
        return _defect(error, arguments, debug=given.debug)
    return code


def _outside(error: Exception) -> XcliError | None:
    """Return what the machine, not the program, is at fault for."""
    if isinstance(error, MemoryError):
        return NoMemory()
    if not isinstance(error, OSError):
        return None
    if _no_room(error):
        return NoRoom()
    why = refusal(error)
    return Refused(place=error.filename or Text("文件", "A file"), why=why) if why else None


def _no_room(error: OSError) -> bool:
    # Where no temporary folder takes a file, tempfile misses "a file" without a name.
    missing = isinstance(error, FileNotFoundError) and error.filename is None
    return missing or error.errno in {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}


def _check_encoding(arguments: list[str]) -> None:
    for n, argument in enumerate(arguments, 1):
        if any("\ud800" <= char <= "\udfff" for char in argument):
            raise NotText(n=n)


def _run(rest: list[str]) -> int:
    if rest[:1] in (["--version"], ["--版本"]):
        output.say(f"xcli {__version__}")
        return 0
    from xcli.cli.app import run

    return run(rest)


def _defect(error: Exception, arguments: list[str], *, debug: bool) -> int:
    if debug:
        traceback.print_exception(error, file=sys.stderr)
    number = os.urandom(3).hex()
    log = _log_file()
    _write_log(log, number, error, arguments)
    output.fail(Defect(id=number, log=log))
    return Defect.exit_code


def _log_file() -> Path:
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home()))) / "xcli" / "errors.log"
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "xcli" / "errors.log"


def _write_log(log: Path, number: str, error: Exception, arguments: list[str]) -> None:
    # Neither messages nor values are kept: both may hold what a clerk typed about people.
    command = " ".join(word for word in arguments[:2] if word.isascii() and word.isalpha())
    frames = "".join(traceback.format_tb(error.__traceback__))
    head = f"{datetime.now():%Y-%m-%d %H:%M:%S} {number} xcli {__version__} {command}\n"
    with suppress(OSError, MemoryError):
        log.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8") as file:
            file.write(f"{head}{frames}{type(error).__module__}.{type(error).__qualname__}\n\n")
