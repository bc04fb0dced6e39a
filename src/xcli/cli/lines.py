"""The lines of work by name and label, read off their pages' text: help and completion load no page."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import xcli
from xcli.text import Text

_LABEL = re.compile(r'^    label = Text\("([^"]+)", "([^"]+)"\)$', re.MULTILINE)
_ORDER = re.compile(r"^    order = ([0-9]+)$", re.MULTILINE)
_YEARLY = re.compile(r'^    rhythm = "yearly"$', re.MULTILINE)


_PRESET = re.compile(r'^ +Preset\("([a-z]+)", Text\("([^"]+)", "([^"]+)"\)', re.MULTILINE)


class Title(NamedTuple):
    """What a line is called, and how often the bureau turns to it."""

    label: Text
    rhythm: str


@cache
def titles() -> dict[str, Title]:
    """Return every line's title by name, in the order of the pages."""
    found: list[tuple[int, str, Title]] = []
    for name, source in _sources().items():
        label, order = _LABEL.search(source), _ORDER.search(source)
        if label:
            title = Title(Text(label[1], label[2]), "yearly" if _YEARLY.search(source) else "daily")
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
        for told in _PRESET.finditer(source)
    }


@cache
def _sources() -> dict[str, str]:
    pages = Path(xcli.__file__).parent / "domain" / "pages"
    return {file.stem: file.read_text(encoding="utf-8") for file in sorted(pages.glob("[a-z]*.py"))}
