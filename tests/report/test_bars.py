"""Small bars for months."""

from collections.abc import Iterator

import pytest

from xcli.report.bars import bars, can_be_solid
from xcli.report.width import display_width, measure_anew


@pytest.fixture(autouse=True)
def _narrow(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("XCLI_AMBIGUOUS", "1")
    measure_anew()
    yield
    measure_anew()


def test_bars() -> None:
    assert list(bars([("1月", 5), ("10月", 10), ("11月", 0)], 24)) == [
        "1月    5  ███████",
        "10月  10  ██████████████",
        "11月   0",
    ]


def test_little_is_not_nothing() -> None:
    assert next(bars([("1月", 1), ("2月", 100000)], 30)).endswith("█")


@pytest.mark.parametrize("width", [1, 10, 80])
def test_bars_fit(width: int) -> None:
    for line in bars([("一月", 3), ("十二月", 999)], width):
        assert display_width(line) <= max(width, 14)


def test_plain_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(bars([("1月", 2)], 16, solid=False)) == ["1月  2  ########"]
    monkeypatch.setenv("XCLI_AMBIGUOUS", "2")
    measure_anew()
    assert list(bars([("1月", 2)], 16)) == ["1月  2  ########"]


def test_nothing_to_draw() -> None:
    assert list(bars([])) == []
    assert list(bars([("1月", 0)], 16)) == ["1月  0"]


@pytest.mark.parametrize(("encoding", "solid"), [("utf-8", True), ("UTF8", True), ("gbk", False), ("ascii", False)])
def test_encodings(encoding: str, solid: bool) -> None:
    assert can_be_solid(encoding) is solid
