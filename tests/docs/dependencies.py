"""What xcli depends on, what for, and under which licence; the rest is read from pyproject.toml and the lock."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xcli.text import Text

TOP = Path(__file__).resolve().parent.parent.parent

# Name as in pyproject.toml: what for, licence (SPDX).
WHAT_FOR: dict[str, tuple[Text, str]] = {
    "typer": (Text("命令和选项", "commands and options"), "MIT"),
    "sqlalchemy": (Text("SQLite 和 PostgreSQL 用同一套语句", "one set of statements for SQLite and PostgreSQL"), "MIT"),
    "rich": (Text("进度条和终端上的提问", "progress bars and questions on a terminal"), "MIT"),
    "alembic": (Text("台账升级", "upgrades of the ledger"), "MIT"),
    "python-dateutil": (Text("按月推算日期", "month arithmetic"), "BSD-3-Clause"),
    "chinesecalendar": (Text("放假和调休", "holidays and make-up days"), "MIT"),
    "python-calamine": (Text("读 .xlsx、.xls、.ods", "reads .xlsx, .xls and .ods"), "MIT"),
    "XlsxWriter": (Text("写 .xlsx", "writes .xlsx"), "BSD-2-Clause"),
    "docxtpl": (Text("写 .docx，填本单位的模板", "writes .docx, fills the bureau's own template"), "LGPL-2.1-only"),
    "psycopg": (Text("台账放在 PostgreSQL 上", "the ledger on PostgreSQL"), "LGPL-3.0-only"),
    "pyrage": (Text("加密备份", "encrypted backups"), "MIT"),
    "sqlcipher3": (Text("加密的台账文件", "an encrypted ledger file"), "Zlib"),
}
REQUIREMENT = re.compile(r"([\w-]+)(\[\w+\])?(.*)")


@dataclass(frozen=True)
class Dependency:
    """One package that is asked for, and the release of it that is locked."""

    name: str
    asked: str  # the range
    extra: str  # which extra asks for it, if not xcli itself
    locked: str
    released: str  # the day the locked release was put out


def dependencies() -> list[Dependency]:
    """Return what xcli asks for, then what its extras ask for."""
    project = tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))["project"]
    lock = {p["name"]: p for p in tomllib.loads((TOP / "uv.lock").read_text("utf-8"))["package"]}
    asked = [(line, "") for line in project["dependencies"]]
    asked += [(line, extra) for extra, lines in project["optional-dependencies"].items() for line in lines]
    return [_dependency(line, extra, lock) for line, extra in asked]


def _dependency(line: str, extra: str, lock: dict[str, Any]) -> Dependency:
    match = REQUIREMENT.fullmatch(line)
    assert match, line
    package = lock[match[1].lower()]
    files = [*package["wheels"], *([package["sdist"]] if "sdist" in package else [])]
    return Dependency(match[1], match[3], extra, package["version"], min(str(file["upload-time"])[:10] for file in files))
