"""Options and arguments declared in both languages; help picks the one in force."""

from collections.abc import Callable
from typing import Annotated, Any

import typer

from xcli.text import Text, language

_SEAM = "\x1f"
# The largest number that an option takes: more is never meant, and what lies beyond 64 bits no database counts.
MOST = 999_999_999


def packed(text: Text) -> str:
    """Return both wordings in the one string that Typer has room for."""
    return f"{text.zh}{_SEAM}{text.en}"


def unpacked(help: str | None) -> str:
    """Return the wording in the language in force."""
    zh, _, en = (help or "").partition(_SEAM)
    return zh if language() == "zh" or not en else en


def option(*names: str, help: Text, **more: Any) -> Any:
    """Declare an option by its names, the English one first, for use in `Annotated`."""
    if "min" in more:
        more.setdefault("max", MOST)
    return typer.Option(*names, help=packed(help), **more)


def argument(metavar: Text, help: Text, complete: Callable[..., Any] | None = None, **more: Any) -> Any:
    """Declare an argument by what it is called in the usage line."""
    return typer.Argument(metavar=packed(metavar), help=packed(help), autocompletion=complete, **more)


Month = Annotated[
    str, argument(Text("月份", "MONTH"), Text("月份：2024-05、本月、上月", "a month: 2024-05, this, last"))
]
To = Annotated[
    str | None,
    option(
        "--to",
        "--输出",
        help=Text("写到文件（格式看扩展名；- 为屏幕）", "write to a file (its ending is the format; - is the screen)"),
    ),
]
Format = Annotated[
    str | None,
    option(
        "--format",
        "--格式",
        help=Text("屏幕格式：table、csv、tsv、json、jsonl、md", "on the screen: table, csv, tsv, json, jsonl, md"),
    ),
]
Force = Annotated[
    bool,
    option(
        "--force", "--强制", help=Text("明知相似或文件已存在仍继续", "go on in spite of a likeness or an existing file")
    ),
]
Reason = Annotated[str | None, option("--reason", "--理由", help=Text("理由，记入历史", "why; kept in the history"))]
AsOf = Annotated[
    str | None,
    option(
        "--as-of",
        "--当时",
        metavar="ENTRY|TIME",
        help=Text(
            "当时的台账：第几笔（见 xcli log）或时间，如 12、2024-06-03",
            "the ledger as it was: an entry (see xcli log) or a time, such as 12 or 2024-06-03",
        ),
    ),
]
Limit = Annotated[int | None, option("--limit", "--条数", min=1, help=Text("最多几条", "how many at most"))]
Key = Annotated[
    str | None, option("--key", "--防重", help=Text("防重复标记：同一标记只做一次", "done only once for the same key"))
]
