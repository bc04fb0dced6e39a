"""Run the commands of a README and put in what they print; make its tables from the code.

`python -m docs.page` (from tests/) writes both READMEs anew; the test only compares.
"""

import contextlib
import io
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from unittest.mock import patch

from docs.tables import TABLES

TOP = Path(__file__).resolve().parent.parent.parent
PAGES = {"README.md": "en", "README.zh-CN.md": "zh"}
CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)
TABLE = re.compile(r"<!-- table: (\w+) -->\n.*?<!-- end -->", re.DOTALL)
CHANGING = (
    (re.compile(r"[0-9A-F]{4}(-[0-9A-F]{4}){3}"), "CODE"),
    (re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d"), "TIME"),
    (re.compile(r"\d{8}-\d{6}"), "STAMP"),
    (re.compile(r"\d{4}-\d\d-\d\d(?=, in a file\)|，文件）)"), "TODAY"),  # when a file was written
    (re.compile(r"\d+(\.\d+)? (seconds|s)\b|\d+(\.\d+)? 秒"), "SECONDS"),
)


class Terminal(io.TextIOWrapper):
    """A stream that says it is a terminal, so that tables are laid out for one."""

    def isatty(self) -> bool:
        """Return yes."""
        return True


def shown(command: str, language: str) -> str:
    """Return what a command prints, on both streams, in a terminal of 80 columns."""
    words = shlex.split(command, comments=True)
    if words[0] != "xcli":
        return ""
    from xcli.cli import main
    from xcli.domain.clean import visible

    home = os.environ["HOME"]

    def homely(text: str, **more: bool) -> str:
        return visible(text.replace(home, "~") if sys.stdout.isatty() else text, **more)

    out = Terminal(io.BytesIO(), encoding="utf-8", write_through=True)
    messages = Terminal(out.buffer, encoding="utf-8", write_through=True)
    streams = contextlib.redirect_stdout(out), contextlib.redirect_stderr(messages)
    with streams[0], streams[1], patch("xcli.cli.output.visible", homely), patch("xcli.cli.output._PATIENCE", 3600):
        main([*words[1:], "--lang", language])
    text = out.buffer.getvalue().decode()  # type: ignore[attr-defined]
    messages.detach()
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


def commands(block: str) -> list[str]:
    """Return the commands of a block, with the lines they go on; the demonstration shows commands of its own."""
    found: list[str] = []
    for line in block.splitlines():
        if found and found[-1].endswith("\\"):
            found[-1] += f"\n{line}"
        elif line.startswith("$ "):
            found.append(line)
            if line.startswith(("$ xcli demo", "$ xcli 演示")):
                break
    return found


def joined(command: str) -> str:
    """Return a command in one line, without its prompt."""
    return command[2:].replace("\\\n", " ")


def refreshed(text: str, language: str) -> str:
    """Return a page with the output of its commands and its tables as they are today; what only ages is kept."""

    def console(block: re.Match[str]) -> str:
        said = "".join(f"{line}\n{shown(joined(line), language)}" for line in commands(block.group(1)))
        today = f"```console\n{said}```"
        # Times and codes are new at every run: a block that says the same otherwise stays as it is.
        return block.group(0) if settled(block.group(0)) == settled(today) else today

    with_output = CONSOLE.sub(console, text)
    return TABLE.sub(lambda m: f"<!-- table: {m.group(1)} -->\n{TABLES[m.group(1)](language)}<!-- end -->", with_output)


def settled(text: str) -> str:
    """Return a page without what changes from run to run."""
    for pattern, word in CHANGING:
        text = pattern.sub(word, text)
    return text


@contextlib.contextmanager
def desk(folder: Path, today: str = "2024-12-31") -> Iterator[None]:
    """Run commands as on a desk of their own, on a given day."""
    from xcli.domain.day import set_today

    places: Mapping[str, str] = {
        name: str(folder) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA")
    }
    before = Path.cwd()
    elsewhere = {name: value for name, value in os.environ.items() if not name.startswith("XCLI_")}
    own = {**elsewhere, **places, "XCLI_TODAY": today, "NO_COLOR": "1", "COLUMNS": "80"}
    with patch.dict(os.environ, own, clear=True):
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)
            set_today(None)


def write(refresh: Callable[[str, str], str] = refreshed) -> None:
    """Write the pages anew."""
    for name, language in PAGES.items():
        with tempfile.TemporaryDirectory() as folder, desk(Path(folder)):
            page = TOP / name
            page.write_text(refresh(page.read_text(encoding="utf-8"), language), encoding="utf-8")
            sys.stdout.write(f"{name}\n")


if __name__ == "__main__":
    write()
