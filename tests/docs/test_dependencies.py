"""The table of dependencies names every one, with the licence that its own package declares."""

import importlib.metadata
import re

import pytest

from docs.dependencies import TOP, WHAT_FOR, dependencies
from docs.page import PAGES
from docs.tables import needs

SPDX = {"MIT License": "MIT", "MIT": "MIT"}


def declared(name: str) -> str:
    """Return the licence in a package's metadata; nothing where it is not installed or does not say."""
    try:
        metadata = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        return ""
    said = str(metadata.get("License-Expression") or metadata.get("License") or "")
    return SPDX.get(said, said)


def test_every_dependency_has_a_line_and_no_other() -> None:
    assert [d.name for d in dependencies()] == list(WHAT_FOR)


def test_licences_are_those_of_the_packages() -> None:
    said = {name: declared(name) for name in WHAT_FOR}
    assert len([name for name in said if said[name]]) >= len([d for d in dependencies() if not d.extra])
    assert {name: WHAT_FOR[name][1] for name in said if said[name]} == {name: text for name, text in said.items() if text}


@pytest.mark.parametrize("name", PAGES)
def test_versions_and_days_are_those_of_the_lock(name: str) -> None:
    """The page as it stands, against the lists that pip and uv install from."""
    page = (TOP / name).read_text("utf-8")
    locked = (TOP / "requirements" / "dev.txt").read_text("utf-8")
    assert needs(PAGES[name]) in page, "python -m docs.page writes the pages anew"
    for d in dependencies():
        assert re.search(rf"^{d.name}==.*", locked, re.MULTILINE | re.IGNORECASE)[0].split(" ")[0].lower() == f"{d.name}=={d.locked}".lower()
        assert re.fullmatch(r"20\d\d-\d\d-\d\d", d.released)
