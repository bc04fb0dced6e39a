"""Both front pages say what the program does today."""

import re

import pytest

import xcli.errors
from docs.page import PAGES, TOP, desk, refreshed, settled
from xcli.errors import XcliError


@pytest.fixture(scope="module", params=PAGES)
def page(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """Give a page as it is and as its commands print it today."""
    text = (TOP / request.param).read_text(encoding="utf-8")
    with desk(tmp_path_factory.mktemp("desk")):
        return settled(text), settled(refreshed(text, PAGES[request.param]))


def test_the_commands_print_what_the_page_shows(page: tuple[str, str]) -> None:
    written, today = page
    assert written == today, "python -m docs.page writes the pages anew"


def test_a_changed_line_of_output_is_noticed(page: tuple[str, str]) -> None:
    written, today = page
    assert "1673" in written
    assert written.replace("1673", "1674") != today


@pytest.mark.parametrize("name", PAGES)
def test_the_first_screen_has_the_two_commands_and_nothing_before_them(name: str) -> None:
    lines = (TOP / name).read_text(encoding="utf-8").splitlines()[:24]
    first = next(n for n, line in enumerate(lines) if "dev.py" in line)
    assert "python3 dev.py demo" in lines[first]
    assert "python3 dev.py test" in lines[first + 1]
    assert not [line for line in lines[:first] if "pip" in line or "uv " in line or "PostgreSQL" in line]


def test_every_exit_code_of_a_mistake_stands_in_the_table() -> None:
    from docs.tables import exits

    codes = {kind.exit_code for kind in vars(xcli.errors).values() if isinstance(kind, type) and issubclass(kind, XcliError)}
    table = exits("en")
    assert all(f"| {code} |" in table for code in codes)


def glued(text: str) -> list[str]:
    """Return the headings that stand directly under a line of text: Markdown readers differ on what these are."""
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
    return re.findall(r"(?<=[^\n]\n)#{1,6} .*", prose)


@pytest.mark.parametrize("name", [*PAGES, "CHANGELOG.md"])
def test_headings_stand_apart(name: str) -> None:
    assert glued((TOP / name).read_text(encoding="utf-8")) == []


def test_a_heading_glued_to_a_paragraph_is_noticed_and_a_comment_of_a_shell_is_none() -> None:
    assert glued("text\n## Glued\n\n## Apart\n```sh\n# remark\n```\n") == ["## Glued"]
