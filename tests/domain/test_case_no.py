"""Case numbers are found however they are spelt, and proposed numbers are read back."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from xcli.domain.case_no import MOST, Pattern, fold_case_no, read_case_no, show_case_no, year_and_serial
from xcli.domain.day import set_today


@pytest.fixture(autouse=True)
def _day() -> Iterator[None]:
    set_today(date(2026, 11, 23))
    yield
    set_today(None)


@pytest.mark.parametrize(
    "spelling",
    [
        "湟司调〔2024〕15号",
        "湟司调[2024]15号",
        "湟司调(2024)15号",
        "湟司调（2024）15号",
        "湟司调【2024】15号",
        "湟司调［２０２４］１５号",
        "湟司调字〔2024〕第15号",
        "湟司调 〔2024〕 第 15 号",
        "湟司调2024第15",
        "湟司调\u200b〔2024〕15號",
    ],
)
def test_spellings_of_one_number_fold_alike(spelling: str) -> None:
    assert fold_case_no(spelling) == "湟司调202415"


def test_dashes_and_case_fold_too() -> None:
    assert fold_case_no("Ht—2024–１２") == "ht-2024-12"


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold_case_no(fold_case_no(text)) == fold_case_no(text)


ACCEPTED = [
    ("（2026）沪0101调123号", "（2026）沪0101调123号", None),
    ("(2026)沪0101调１２３号", "(2026)沪0101调１２３号", None),
    ("(2026)沪0101调123号\n", "(2026)沪0101调123号", None),
    ("0012", "0012", None),
    (12, "12", None),
    (12.0, "12", None),
    ("2024-12", "2024-12", None),
    ("案" * 64, "案" * 64, None),
    ("(2026)沪\u200b调1号", "(2026)沪调1号", "note"),
    (None, None, None),
    ("", None, None),
]


@pytest.mark.parametrize(("cell", "number", "weight"), ACCEPTED)
def test_accepted(cell: object, number: str | None, weight: str | None) -> None:
    value, fault = read_case_no(cell)
    assert (value, fault and fault.weight) == (number, weight)


REFUSED = [
    ("(2062)沪0101调123号", "将来"),
    ("湟调〔２０２７〕1号", "将来"),
    ("案" * 300, "64"),
    ("同上", "同上"),
    ("〃", "同上"),
    ("湟调\x00", "NUL"),
    (date(2024, 12, 1), "日期"),
    (1.5, "小数"),
    (True, "TRUE"),
]


@pytest.mark.parametrize(("cell", "says"), REFUSED)
def test_refused(cell: object, says: str) -> None:
    value, fault = read_case_no(cell)
    assert value is None
    assert fault is not None
    assert fault.weight == "error"
    assert says in fault.reason.zh
    assert fault.remedy.zh
    assert fault.remedy.en


@given(st.text(max_size=70))
def test_reading_inverts_showing(cell: str) -> None:
    number, _ = read_case_no(cell)
    if number is not None:
        assert read_case_no(show_case_no(number))[0] == number


@pytest.mark.parametrize(
    ("text", "year", "serial"),
    [
        ("湟调〔2024〕123号", 2024, 123),
        ("（2026）沪0101调123号", 2026, 123),
        ("湟调〔２０２４〕１２３号", 2024, 123),
        ("2024-12", 2024, 12),
        ("2024年第12号", 2024, 12),
        ("12", None, 12),
        ("2024", None, 2024),
        ("20240012", None, 20240012),
        ("湟调字12号之一", None, 12),
        ("〔2024〕", 2024, None),
        ("口头", None, None),
        ("", None, None),
        ("1234567890123", None, None),
    ],
)
def test_year_and_serial(text: str, year: int | None, serial: int | None) -> None:
    assert year_and_serial(text) == (year, serial)


PATTERNS = [
    ("湟调〔{year}〕{n}号", "湟调〔2024〕7号"),
    ("湟调〔{year}〕{n:4}号", "湟调〔2024〕0007号"),
    ("{office}调字〔{year}〕第{n}号", "多巴所调字〔2024〕第7号"),
    ("{office}〔{year}〕{n}号", "多巴所〔2024〕7号"),
    ("{year}-{n}", "2024-7"),
    ("{year}{n:4}", "20240007"),
    ("{n}/{year}", "7/2024"),
    ("（{year}）青0122调{n}号", "（2024）青0122调7号"),
    ("{year}-{office}-{n}", "2024-多巴所-7"),
    ("{n}-{year}-{office}", "7-2024-多巴所"),
]


def _pattern(text: str) -> Pattern:
    pattern, fault = Pattern.parse(text)
    assert fault is None
    assert pattern is not None
    return pattern


@pytest.mark.parametrize(("text", "number"), PATTERNS)
def test_patterns_form_numbers(text: str, number: str) -> None:
    assert _pattern(text).format(2024, 7, "多巴所") == number


@given(st.sampled_from(PATTERNS), st.integers(1949, 2099), st.integers(0, MOST), st.text("多巴所2-调〔 x", max_size=6))
def test_matching_inverts_forming(row: tuple[str, str], year: int, n: int, office: str) -> None:
    pattern = _pattern(row[0])
    assert pattern.match(pattern.format(year, n, office)) == (year, n)


@given(
    st.text("湟调〔〕号-0号/a ", max_size=8), st.text("湟调〔〕号-0/a ", max_size=8), st.text("调〕号-1/", max_size=4)
)
def test_matching_inverts_forming_for_any_words_around(before: str, between: str, after: str) -> None:
    pattern, fault = Pattern.parse(f"{before}{{office}}{between}{{year}}{after}{{n}}")
    assume(fault is None and pattern is not None)
    assert pattern is not None
    assert pattern.match(pattern.format(2024, 31, "多巴2所调1")) == (2024, 31)


def test_other_spellings_match_too() -> None:
    pattern = _pattern("湟调〔{year}〕{n}号")
    assert pattern.match("湟调字(2024)第０12号") == (2024, 12)
    assert pattern.match("湟调2024 12号") == (2024, 12)
    assert pattern.match("湟援〔2024〕12号") is None
    assert pattern.match("湟调〔2024〕号") is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "空"),
        ("湟调{n}号", "各有一个"),
        ("湟调〔{year}〕号", "各有一个"),
        ("{year}{n}{n}", "各有一个"),
        ("{year}{month}{n}", "只能用"),
        ("{year}{n:12}", "只能用"),
        ("{year}{n", "只能用"),
        ("{}{year}{n}", "只能用"),
        ("{office}{year}-{n}", "隔开"),
        ("{office}第{year}〕{n}号", "隔开"),
        ("{year}第{n}号{office}", "隔开"),
        ("{office}-{office}-{year}-{n}", "最多一个"),
        ("湟调\x00{year}{n}", "NUL"),
    ],
)
def test_bad_patterns_are_explained(text: str, says: str) -> None:
    pattern, fault = Pattern.parse(text)
    assert pattern is None
    assert fault is not None
    assert says in fault.reason.zh
    assert fault.remedy.en
