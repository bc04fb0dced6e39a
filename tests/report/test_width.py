"""Wide characters stay aligned and no character is lost when a line is folded."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xcli.report.width import display_width, measure_anew, pad, wrap

WORDS = st.text(st.sampled_from("张三湟〔〕（），。“”、ab12 -—①é\u0301𬭊"), max_size=60)


@pytest.fixture(autouse=True)
def _narrow(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("XCLI_AMBIGUOUS", "1")
    measure_anew()
    yield
    measure_anew()


@pytest.mark.parametrize(
    ("text", "narrow", "wide"),
    [
        ("abc", 3, 3),
        ("张三", 4, 4),
        ("湟司调〔2024〕15号", 18, 18),
        ("𬭊", 2, 2),
        ("，（", 4, 4),
        ("e\u0301", 1, 1),
        ("“—”①", 4, 8),
        ("", 0, 0),
    ],
)
def test_width(text: str, narrow: int, wide: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert display_width(text) == narrow
    monkeypatch.setenv("XCLI_AMBIGUOUS", "2")
    measure_anew()
    assert display_width(text) == wide


def test_pad() -> None:
    assert pad("张三", 6) == "张三  "
    assert pad("张三", 6, right=True) == "  张三"
    assert pad("张三李四", 6) == "张三李四"


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("张三与李四", 4, ["张三", "与李", "四"]),
        ("张三，李四", 4, ["张", "三，", "李四"]),
        ("见（附件）", 4, ["见", "（附", "件）"]),
        ("the long matter", 9, ["the long ", "matter"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("张", 1, ["张"]),
        ("，，，，，", 4, ["，，", "，，", "，"]),
        ("", 4, [""]),
    ],
)
def test_wrap(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width) == lines


@given(WORDS, st.integers(1, 30))
def test_wrap_loses_nothing_and_fits(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join(lines) == text
    assert all(
        display_width(line.rstrip(" ")) <= width or len(line.rstrip(" ").rstrip("\u0301")) == 1 for line in lines
    )
