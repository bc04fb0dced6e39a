"""Both front pages say what the program does today."""

from pathlib import Path

import pytest

import xcli.errors
from docs.page import PAGES, TOP, desk, refreshed, settled
from xcli.errors import XcliError


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_print_what_the_page_shows(page: str, tmp_path: Path) -> None:
    text = (TOP / page).read_text(encoding="utf-8")
    with desk(tmp_path):
        assert settled(refreshed(text, PAGES[page])) == settled(text), "python -m docs.page writes the pages anew"


@pytest.mark.parametrize("page", PAGES)
def test_a_changed_line_of_output_is_noticed(page: str, tmp_path: Path) -> None:
    text = (TOP / page).read_text(encoding="utf-8").replace("1673", "1674")
    with desk(tmp_path):
        assert settled(refreshed(text, PAGES[page])) != settled(text)


@pytest.mark.parametrize("page", PAGES)
def test_the_first_screen_has_the_two_commands_and_nothing_before_them(page: str) -> None:
    lines = (TOP / page).read_text(encoding="utf-8").splitlines()[:24]
    first = next(n for n, line in enumerate(lines) if "dev.py" in line)
    assert "python3 dev.py demo" in lines[first]
    assert "python3 dev.py test" in lines[first + 1]
    assert not [line for line in lines[:first] if "pip" in line or "uv " in line or "PostgreSQL" in line]


def test_every_exit_code_of_a_mistake_stands_in_the_table() -> None:
    from docs.tables import exits

    codes = {kind.exit_code for kind in vars(xcli.errors).values() if isinstance(kind, type) and issubclass(kind, XcliError)}
    table = exits("en")
    assert all(f"| {code} |" in table for code in codes)
