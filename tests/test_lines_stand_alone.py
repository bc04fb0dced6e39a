"""A line of work is one page, its code lists, one migration, its demo data, tests and words: nothing else knows it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from xcli.domain.pages import lines

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "xcli"

# A code, or a verb of another line, may be called by the same word.
_CODE = re.compile(r"^    code\(.*\),$|^        OwnVerb\(.*\),$", re.MULTILINE)


def may_know(line: str) -> Iterator[str]:
    """Give the places where a line's own files stand."""
    yield f"domain/pages/{line}.py"
    yield f"domain/codes/{line}.py"
    yield "domain/codes/activity.py"  # whose figures stand among those of a line in the report
    yield f"domain/clocks/{line}.py"
    yield "cli/demo/"  # the demo tells the story of one bureau
    for layer in ("domain", "intake", "report", "cli"):
        yield f"{layer}/{line}/"  # what only this line does, found by the names of its page's verbs


def mentions(source: Path, line: str) -> list[str]:
    """List the modules that speak of a line by its name or that of its page; words in sentences and codes aside."""
    page = lines()[line]
    named = re.compile(rf"""["']{line}[."']|\bpages\.{line}\b|\b{page.__name__}\b""")
    known = tuple(may_know(line))
    return [
        name for path in sorted(source.rglob("*.py"))
        if not (name := path.relative_to(source).as_posix()).startswith(known) and named.search(_CODE.sub("", path.read_text("utf-8")))
    ]  # fmt: skip


@pytest.mark.parametrize("line", lines())
def test_nothing_else_knows_a_line(line: str) -> None:
    assert mentions(SOURCE, line) == []


@pytest.mark.parametrize("line", lines())
def test_every_line_has_its_migration(line: str) -> None:
    assert [path.name for path in (ROOT / "migrations" / "versions").glob(f"*_{line}.py")]


@pytest.mark.parametrize(
    "planted", ['if page.name == "recon":', "from xcli.domain.pages.recon import PAGE", 'find("recon.closed")', "Recon.docket"]
)
def test_a_mention_is_found(tmp_path: Path, planted: str) -> None:
    (tmp_path / "stats").mkdir()
    (tmp_path / "stats" / "late.py").write_text(planted, "utf-8")
    (tmp_path / "domain" / "pages").mkdir(parents=True)
    (tmp_path / "domain" / "pages" / "recon.py").write_text(planted, "utf-8")
    assert mentions(tmp_path, "recon") == ["stats/late.py"]
