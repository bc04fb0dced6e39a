"""Settings of the desk: name, default, environment variable, meaning. Flag over environment over file."""

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xcli.text import Text


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
    if not path.is_file():
        return {}
    text = path.read_bytes().decode("utf-8")
    if _AS_KEPT.fullmatch(text):
        return {name: value[1:-1] for name, _, value in (line.partition(" = ") for line in text.splitlines())}
    import tomllib

    values: dict[str, Any] = tomllib.loads(text)
    return {name: str(value) for name, value in values.items()}


def setting(name: str, flag: str | None = None) -> str:
    """Return a setting: the flag, else the environment, else the file, else the default."""
    known = SETTINGS[name]
    if flag:
        return flag
    return os.environ.get(known.variable) or read_file().get(name) or known.default


def keep(name: str, value: str) -> None:
    """Write a setting to this desk's file."""
    import json

    path = config_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    values = read_file() | {name: value}
    fresh = path.with_suffix(".new")
    # JSON strings are TOML strings as well, but for this one character that JSON leaves as it is.
    lines = (f"{k} = {json.dumps(v, ensure_ascii=False)}\n" for k, v in sorted(values.items()))
    fresh.write_text("".join(lines).replace("\x7f", "\\u007f"), encoding="utf-8")
    fresh.chmod(0o600)
    fresh.replace(path)
