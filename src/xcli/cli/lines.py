"""The lines of work by name and label, read off their pages' text: help and completion load no page."""

import re
from functools import cache
from pathlib import Path

import xcli
from xcli.text import Text

_LABEL = re.compile(r'^    label = Text\("([^"]+)", "([^"]+)"\)$', re.MULTILINE)
_ORDER = re.compile(r"^    order = ([0-9]+)$", re.MULTILINE)


@cache
def titles() -> dict[str, Text]:
    """Return every line's label by name, in the order of the pages."""
    found: list[tuple[int, str, Text]] = []
    for file in (Path(xcli.__file__).parent / "domain" / "pages").glob("[a-z]*.py"):
        source = file.read_text(encoding="utf-8")
        label, order = _LABEL.search(source), _ORDER.search(source)
        if label:
            found.append((int(order[1]) if order else 0, file.stem, Text(label[1], label[2])))
    return {name: label for _, name, label in sorted(found)}
