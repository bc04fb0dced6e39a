"""Settings of the desk: name, default, environment variable, meaning. Flag over environment over file."""

import errno
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xcli.errors import NotReady, cause
from xcli.text import Text


class BadSettings(NotReady):
    """The file of settings cannot be read."""

    sentence = Text(
        "设置文件 {place} 读不了：{why}。台账没有受影响。请改正这个文件；或者把它删去，再运行 xcli clerk use 姓名。",
        "The file of settings {place} cannot be read: {why}. The ledger is as it was. "
        "Mend that file; or remove it and run: xcli clerk use NAME.",
    )


class NotKept(NotReady):
    """The file of settings cannot be written."""

    sentence = Text(
        "设置没有记下：{place} 写不进去（{why}）。可以改用环境变量 {variable}。",
        "The setting was not kept: {place} cannot be written ({why}). Use the environment variable {variable} instead.",
    )


@dataclass(frozen=True)
class Setting:
    """One setting of this desk; what affects a figure is a setting of the ledger instead."""

    name: str
    variable: str
    default: str
    meaning: Text


SETTINGS = {
    setting.name: setting
    for setting in (
        Setting(
            "db",
            "XCLI_DB",
            "",
            Text("台账文件或 PostgreSQL 地址", "the ledger: a file, or the address of a PostgreSQL server"),
        ),
        Setting("lang", "XCLI_LANG", "", Text("界面语言：zh、en", "language: zh, en")),
        Setting("clerk", "XCLI_CLERK", "", Text("填写人姓名", "the clerk's name")),
        Setting("bureau", "XCLI_BUREAU", "", Text("单位的六位行政区划代码", "the bureau's six-digit code")),
        Setting(
            "ambiguous",
            "XCLI_AMBIGUOUS",
            "1",
            Text("歧义宽度字符占几格：1、2", "cells taken by ambiguous characters: 1, 2"),
        ),
        Setting(
            "wait",
            "XCLI_WAIT",
            "30",
            Text("台账被占用时最多等几秒", "seconds to wait for a ledger that is being written"),
        ),
        Setting(
            "key",
            "XCLI_KEY_FILE",
            "",
            Text("加密台账的密钥文件", "the key file of an encrypted ledger"),
        ),
        Setting("today", "XCLI_TODAY", "", Text("演练用的“今天”", "today, for a rehearsal")),
    )
}


# As `keep` writes it, and needs no parser: importing that takes a short command longer than its own work.
_AS_KEPT = re.compile(r'(?:[a-z_]+ = "[^"\\\x00-\x1f\x7f-\x9f\u2028\u2029]*"\n)*')


def config_file() -> Path:
    """Return where this desk's settings stand."""
    if os.name == "nt":
        return Path(os.environ.get("APPDATA", str(Path.home()))) / "xcli" / "settings.toml"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "xcli" / "settings.toml"


def default_ledger() -> Path:
    """Return where the ledger stands unless told otherwise."""
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home()))) / "xcli" / "ledger.db"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "xcli" / "ledger.db"


def read_file() -> dict[str, str]:
    """Return the settings of this desk's file; none when there is no file."""
    path = config_file()
    try:
        if not path.is_file():
            return {}
        # Notepad puts a mark before UTF-8.
        return _read(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadSettings(place=path, why=_NOT_UTF8) from error
    except (ValueError, RecursionError) as error:
        raise BadSettings(place=path, why=_NOT_TOML) from error
    except OSError as error:
        raise BadSettings(place=path, why=cause(error)) from error


_NOT_UTF8 = Text("不是 UTF-8 编码，请另存为 UTF-8", "it is not UTF-8; save it as UTF-8")
_NOT_TOML = Text('写法不对，每行应像 clerk = "王芳"', 'it is not written as TOML; a line reads clerk = "NAME"')


def _read(text: str) -> dict[str, str]:
    if _AS_KEPT.fullmatch(text):
        return {name: value[1:-1] for name, _, value in (line.partition(" = ") for line in text.splitlines())}
    import tomllib

    values: dict[str, Any] = tomllib.loads(text)
    return {name: str(value) for name, value in values.items()}


def small_file(path: Path) -> bytes:
    """Return a small file whole: a key, a password, codes. A device or a pipe, which may have no end, is refused."""
    if not path.is_file():
        raise OSError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    with path.open("rb") as file:
        return file.read(_MOST)


_MOST = 1 << 20


def setting(name: str, flag: str | None = None) -> str:
    """Return a setting: the flag, else the environment, else the file, else the default."""
    known = SETTINGS[name]
    if flag:
        return flag
    return os.environ.get(known.variable) or read_file().get(name) or known.default


def keep(name: str, value: str) -> None:
    """Write a setting to this desk's file."""
    path = config_file()
    values = read_file() | {name: value}
    try:
        _write(path, values)
    except OSError as error:
        raise NotKept(place=path, why=cause(error), variable=SETTINGS[name].variable) from error


def _write(path: Path, values: dict[str, str]) -> None:
    import json

    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    # JSON strings are TOML strings as well, but for this one character that JSON leaves as it is.
    lines = (f"{k} = {json.dumps(v, ensure_ascii=False)}\n" for k, v in sorted(values.items()))
    fresh.write_text("".join(lines).replace("\x7f", "\\u007f"), encoding="utf-8")
    fresh.chmod(0o600)
    fresh.replace(path)
