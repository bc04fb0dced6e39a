"""A round of file review, step by step."""

from pathlib import Path

import pytest

from desk import Run
from reviewwork import PANEL, files, sheet


@pytest.fixture
def framed(desk: Run, tmp_path: Path) -> Run:
    """Import the frame of a round."""
    assert desk("audit", "frame", "import", sheet(tmp_path / "frame.csv", files()), "--round", "2024").code == 0
    return desk


@pytest.fixture
def frozen(framed: Run) -> Run:
    """Freeze it."""
    assert framed("audit", "frame", "freeze").code == 0
    return framed


@pytest.fixture
def drawn(frozen: Run) -> Run:
    """Draw eight files, one of them of the weather bureau."""
    words = ("--n", "8", "--by", "单位", "--min", "1", "--seed", "s", "--exclude", "气罚〔2024〕2号=已移送")
    assert frozen("audit", "draw", *words).code == 0
    return frozen


@pytest.fixture
def shared_out(drawn: Run, tmp_path: Path) -> Run:
    """Give them to three reviewers, two files to two of them each."""
    answer = drawn("audit", "sheets", *PANEL, "--double", "25%", "--to", str(tmp_path / "sheets"))
    assert answer.code == 0, answer.err
    return drawn
