"""The lines of work by name and label, read off their pages' text: help and completion load no page."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import xcli
from xcli.text import Text

# Patterns as text: a command that needs none of them compiles none.
_LABEL = r'^    label = Text\("([^"]+)", "([^"]+)"\)$'
_ORDER = r"^    order = ([0-9]+)$"
_YEARLY = r'^    rhythm = "yearly"$'
_PRESET = r'^ +Preset\("([a-z]+)", Text\("([^"]+)", "([^"]+)"\)'


class Title(NamedTuple):
    """What a line is called, and how often the bureau turns to it."""

    label: Text
    rhythm: str


def is_line(name: str) -> bool:
    """Tell whether a line has this name; its page's text alone is read."""
    return name.isidentifier() and name.isascii() and any(_told(_LABEL, _source(name)))


@cache
def titles() -> dict[str, Title]:
    """Return every line's title by name, in the order of the pages."""
    found: list[tuple[int, str, Title]] = []
    for name, source in _sources().items():
        label, order = (next(_told(pattern, source), None) for pattern in (_LABEL, _ORDER))
        if label:
            title = Title(Text(label[1], label[2]), "yearly" if any(_told(_YEARLY, source)) else "daily")
            found.append((int(order[1]) if order else 0, name, title))
    return {name: title for _, name, title in sorted(found)}


class Short(NamedTuple):
    """A short command: the line to which it belongs, and what it is called."""

    line: str
    label: Text


@cache
def shorts() -> dict[str, Short]:
    """Return the short commands that pages declare, by name."""
    return {
        told[1]: Short(name, Text(told[2], told[3]))
        for name, source in _sources().items()
        for told in _told(_PRESET, source)
    }


def _told(pattern: str, source: str) -> Iterator[re.Match[str]]:
    return re.finditer(pattern, source, re.MULTILINE)


_PAGES = Path(xcli.__file__).parent / "domain" / "pages"


@cache
def _source(name: str) -> str:
    file = _PAGES / f"{name}.py"
    return file.read_text(encoding="utf-8") if file.is_file() else ""


@cache
def _sources() -> dict[str, str]:
    return {file.stem: _source(file.stem) for file in sorted(_PAGES.glob("[a-z]*.py"))}
