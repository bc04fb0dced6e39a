"""Identity numbers: what is certain to be wrong is refused, what may be right is kept with a warning.

All numbers are the samples of the standards or invented.
"""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xcli.domain.day import set_today
from xcli.domain.identity import (
    birth_of,
    check_digit,
    credit_check_digit,
    read_document,
    read_id_no,
    sex_of,
    show_id_no,
)

SAMPLE = "11010519491231002X"


@pytest.fixture(autouse=True)
def _day() -> Iterator[None]:
    set_today(date(2026, 11, 23))
    yield
    set_today(None)


ACCEPTED = [
    (SAMPLE, SAMPLE, None),
    ("440524188001010014", "440524188001010014", "warning"),
    ("11010519491231002x", SAMPLE, "note"),
    ("１１０１０５１９４９１２３１００２Ｘ", SAMPLE, "note"),
    ("110105 19491231 002X", SAMPLE, "note"),
    ("\u200b" + SAMPLE, SAMPLE, "note"),
    ("110105194912310021", "110105194912310021", "warning"),
    ("110105189912310023", "110105189912310023", "warning"),
    ("110105491231002", "110105491231002", "warning"),
    (110105491231002, "110105491231002", "warning"),
    ("无", None, "note"),
    ("未提供", None, "note"),
    ("/", None, "note"),
    (None, None, None),
    ("", None, None),
    (" ", None, None),
]


@pytest.mark.parametrize(("cell", "number", "weight"), ACCEPTED)
def test_accepted(cell: object, number: str | None, weight: str | None) -> None:
    value, fault = read_id_no(cell)
    assert (value, fault and fault.weight) == (number, weight)


REFUSED = [
    ("1101051949123100", "16 位"),
    ("110105194912310O2X", "第 16 位是字母 O"),
    ("l10105194912310021", "第 1 位是字母 L"),
    ("1101X5194912310021", "第 5 位不是数字"),
    ("310101199001011000", "Excel"),
    (310101199001011000, "Excel"),
    (3.1010119900101126e17, "Excel"),
    ("3.10101E+17", "Excel"),
    (float("nan"), "Excel"),
    ("310101********1234", "遮盖"),
    ("310101＊＊＊＊＊＊＊＊1234", "遮盖"),
    ("111111111111111111", "出生日期"),
    ("110105194902310021", "出生日期"),
    ("110105209912310021", "将来"),
    ("110105490231002", "出生日期"),
    ("E12345678", "类型与号码不符"),
    ("张三", "2 位"),
    (True, "不是证件号码"),
    (date(2024, 3, 5), "不是证件号码"),
    (12.5, "不是证件号码"),
    ("11010519491231002²", "第 18 位不是数字"),
]


@pytest.mark.parametrize(("cell", "says"), REFUSED)
def test_refused(cell: object, says: str) -> None:
    value, fault = read_id_no(cell)
    assert value is None
    assert fault is not None
    assert fault.weight == "error"
    assert says in fault.reason.zh
    assert fault.remedy.zh
    assert fault.remedy.en


@pytest.mark.parametrize("cell", [cell for cell, _ in REFUSED if isinstance(cell, str) and len(cell) > 4])
def test_no_message_repeats_the_number(cell: str) -> None:
    _, fault = read_id_no(cell)
    assert fault is not None
    assert cell not in "".join(fault.reason)


@st.composite
def id_numbers(draw: st.DrawFn) -> str:
    region = draw(st.sampled_from(["110105", "630122", "310101", "810000"]))
    born = draw(st.dates(date(1920, 1, 1), date(2020, 12, 31)))
    body = f"{region}{born:%Y%m%d}{draw(st.integers(1, 999)):03}"
    return body + check_digit(body)


@given(id_numbers())
def test_reading_inverts_showing(number: str) -> None:
    assert read_id_no(show_id_no(number)) == (number, None)


@given(id_numbers(), st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_never_passes_unnoticed(number: str, place: int, shift: int) -> None:
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    _, fault = read_id_no(wrong)
    assert fault is not None
    assert fault.weight in {"warning", "error"}


@given(id_numbers(), st.integers(0, 15))
def test_two_neighbours_swapped_never_pass_unnoticed(number: str, place: int) -> None:
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    if swapped != number:
        assert read_id_no(swapped)[1] is not None


@given(id_numbers())
def test_a_number_that_excel_has_rounded_is_not_taken_as_right(number: str) -> None:
    assert read_id_no(float(number.replace("X", "0")))[0] is None


@given(st.one_of(st.text(), st.text("0123456789X*OＸ ", max_size=20), st.floats(), st.integers()))
def test_any_cell_gives_a_number_of_15_or_18_characters_or_a_fault(cell: object) -> None:
    number, fault = read_id_no(cell)
    if number is None:
        assert fault is None or fault.weight in {"error", "note"}
    else:
        assert len(number) in {15, 18}
        assert number[:-1].isascii()


@pytest.mark.parametrize(
    ("number", "sex", "birth"),
    [
        (SAMPLE, "female", date(1949, 12, 31)),
        ("440524188001010014", "male", date(1880, 1, 1)),
        ("110105491231002", "female", date(1949, 12, 31)),
        ("E12345678", None, None),
    ],
)
def test_what_a_number_states(number: str, sex: str | None, birth: date | None) -> None:
    assert sex_of(number) == sex
    assert birth_of(number) == birth


DOCUMENTS = [
    ("id_card", SAMPLE, SAMPLE, None),
    ("id_card", "E12345678", None, "error"),
    ("residence_permit", "810000199408230021", "810000199408230021", None),
    ("residence_permit", SAMPLE, None, "error"),
    ("passport", "E12345678", "E12345678", None),
    ("passport", "e12345678", "E12345678", None),
    ("passport", "护照", None, "error"),
    ("passport", SAMPLE, None, "error"),
    ("passport", "E12***678", None, "error"),
    ("credit_code", "91350100M000100Y43", "91350100M000100Y43", None),
    ("credit_code", "91350100M000100Y44", "91350100M000100Y44", "warning"),
    ("credit_code", "630122000012345", "630122000012345", "warning"),
    ("credit_code", "91350100M000100", None, "error"),
    ("credit_code", 9.135e17, None, "error"),
    ("other", "军字第123号", "军字第123号", None),
    ("other", "军字***号", None, "error"),
    ("other", "无", None, "note"),
    ("other", "", None, None),
    ("driving_licence", "630122", "630122", None),
]


@pytest.mark.parametrize(("kind", "cell", "number", "weight"), DOCUMENTS)
def test_documents(kind: str, cell: object, number: str | None, weight: str | None) -> None:
    value, fault = read_document(kind, cell)
    assert (value, fault and fault.weight) == (number, weight)


@given(st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=17, max_size=17))
def test_credit_codes_with_their_check_character_are_right(body: str) -> None:
    code = body + credit_check_digit(body)
    assert read_document("credit_code", code) == (code, None)
