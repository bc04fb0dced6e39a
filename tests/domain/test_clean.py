"""Text is cleaned, shown and folded without losing or hiding anything."""

import unicodedata
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xcli.domain.clean import clean_text, fold, narrow, visible

# The planes that hold assigned characters other than ideographs, and the tags.
EVERYWHERE = [*range(0x20000), *range(0xE0000, 0xE0200)]

ACCEPTED = [
    ("张三", "张三", None),
    ("  张三\u3000", "张三", None),
    ("张\u200b三", "张三", "note"),
    ("\ufeff张三", "张三", "note"),
    ("张\t三", "张三", "note"),
    ("张\n三", "张三", "note"),
    ("John\nSmith", "John Smith", "note"),
    ("John\r\n\r\nSmith", "John Smith", "note"),
    ("张\ue123", "张\ue123", "warning"),
    ("家里😀", "家里😀", "warning"),
    ("=1+1", "=1+1", None),
    ("null", "null", None),
    ("[red]红[/red]", "[red]红[/red]", None),
    ("张三'; DROP TABLE cases;--", "张三'; DROP TABLE cases;--", None),
    ("㈱测试①㊙", "㈱测试①㊙", None),
    ("#1 楼", "#1 楼", None),
    ("0012", "0012", None),
    (12, "12", None),
    (12.0, "12", None),
    (1.5, "1.5", None),
    (date(2024, 3, 5), "2024-03-05", "warning"),
    (datetime(2024, 3, 5, 8, 0), "2024-03-05", "warning"),
    (None, None, None),
    ("", None, None),
    (" \u3000\n", None, None),
]


@pytest.mark.parametrize(("cell", "text", "weight"), ACCEPTED)
def test_accepted(cell: object, text: str | None, weight: str | None) -> None:
    value, fault = clean_text(cell)
    assert (value, fault and fault.weight) == (text, weight)


REFUSED = [
    ("张\x00三", "NUL"),
    ("张三\u202egnp.exe", "方向"),
    ("\u2066张", "方向"),
    ("�", "丢失"),
    ("\udcff", "字节"),
    ("张\ufffe", "字节"),
    ("锟斤拷", "乱码"),
    ("烫烫烫烫", "乱码"),
    ("\x1b[2J", "控制"),
    ("\x9b31m", "控制"),
    ("已结\b\b未结", "控制"),
    ("同上", "同上"),
    ("〃", "同上"),
    ("#REF!", "公式"),
    ("#DIV/0!", "公式"),
    ("案" * 2001, "2000"),
    (True, "TRUE"),
    (float("nan"), "公式"),
    (float("inf"), "公式"),
    (3.1010119900101126e17, "15"),
    (time(8, 0), "不是文字"),
]


@pytest.mark.parametrize(("cell", "says"), REFUSED)
def test_refused(cell: object, says: str) -> None:
    value, fault = clean_text(cell)
    assert value is None
    assert fault is not None
    assert fault.weight == "error"
    assert says in fault.reason.zh
    assert fault.remedy.zh
    assert fault.remedy.en


def test_only_unseen_characters_is_nothing() -> None:
    assert clean_text("\u200b\ufeff")[0] is None


@pytest.mark.parametrize(
    ("cell", "text", "weight"),
    [
        ("一\r\n二", "一\n二", None),
        ("一\n二", "一\n二", None),
        ("一\r二", "一\n二", "note"),
        ("一\u2028二", "一\n二", "note"),
        ("一\t二", "一 二", "note"),
    ],
)
def test_lines(cell: str, text: str, weight: str | None) -> None:
    value, fault = clean_text(cell, lines=True)
    assert (value, fault and fault.weight) == (text, weight)


@given(st.text(), st.booleans())
def test_cleaning_twice_changes_nothing_more(cell: str, lines: bool) -> None:
    once, fault = clean_text(cell, lines=lines)
    if once is not None:
        again, second = clean_text(once, lines=lines)
        assert again == once
        assert second is None or second.weight == "warning"
    else:
        assert fault is None or fault.weight in {"error", "note"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("张三", "张三"),
        ("[red]:smile:", "[red]:smile:"),
        ("\x1b[31m红\x1b[0m", "\\x1b[31m红\\x1b[0m"),
        ("\x9b31m", "\\x9b31m"),
        ("a\u202eb", "a\\u202eb"),
        ("a\nb", "a\\x0ab"),
        ("a\U000e0041", "a\\U000e0041"),
        ("\udcff", "\\udcff"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_visible_keeps_line_feeds_only_when_asked() -> None:
    assert visible("a\nb\r", lines=True) == "a\nb\\x0d"


def test_no_character_that_a_terminal_obeys_stays() -> None:
    left = [
        hex(n)
        for n in EVERYWHERE
        if unicodedata.category(chr(n)) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and visible(chr(n)) == chr(n)
    ]
    assert left == []


@given(st.text())
def test_visible_text_is_shown_as_it_is(text: str) -> None:
    assert visible(visible(text)) == visible(text)


@pytest.mark.parametrize(
    "spelling",
    [
        "阿依古丽•买买提",
        "阿依古丽‧买买提",
        "阿依古丽・买买提",
        "阿依古丽．买买提",
        "阿依古丽.买买提",
        "阿依古丽·买买提",
        "阿依古丽 · 买买提",
        "阿依古\u200b丽·买买提",
    ],
)
def test_middle_dots_fold_alike(spelling: str) -> None:
    assert fold(spelling) == "阿依古丽·买买提"


def test_fold_ignores_width_case_and_space() -> None:
    assert fold(" ＡＢＣ　１２３ （x）") == fold("abc123(X)")


def test_every_character_folds_to_what_folds_to_itself() -> None:
    unstable = [hex(n) for n in EVERYWHERE if fold(fold(chr(n))) != fold(chr(n))]
    assert unstable == []


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_narrow_makes_full_width_forms_ascii() -> None:
    assert narrow("１２３．５")[0] == "123.5"
    assert narrow("123.5") == ("123.5", None)
    assert narrow("5\u200b")[0] == "5"
    assert narrow("²")[0] == "²"
