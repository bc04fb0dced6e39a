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


class Title(NamedTuple):
    """What a line is called, and how often the bureau turns to it."""

    label: Text
    rhythm: str


@cache
def titles() -> dict[str, Title]:
    """Return every line's title by name, in the order of the pages."""
    found: list[tuple[int, str, Title]] = []
    for file in (Path(xcli.__file__).parent / "domain" / "pages").glob("[a-z]*.py"):
        source = file.read_text(encoding="utf-8")
        label, order = _LABEL.search(source), _ORDER.search(source)
        if label:
            title = Title(Text(label[1], label[2]), "yearly" if _YEARLY.search(source) else "daily")
            found.append((int(order[1]) if order else 0, file.stem, title))
    return {name: title for _, name, title in sorted(found)}
