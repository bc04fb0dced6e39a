"""The corpus, a report of our own making and, where it is at hand, the printed one."""

import sys
from pathlib import Path

import pytest

from report.lint.corpus import Case, cases
from report.lint.scores import found_in, is_found, scores
from xcli.cli.demo.printed_report import TEXT
from xcli.report.lint.document import Document, document_of, read_document
from xcli.report.lint.finding import Finding
from xcli.report.lint.reading import lint

REAL = Path(__file__).resolve().parents[4] / "shared" / "report" / "huangzhong-2024.txt"
real = pytest.mark.skipif(not REAL.exists(), reason="the printed report is not here")


# --- the corpus -------------------------------------------------------------------------------------------------


def test_the_corpus_is_large_enough() -> None:
    known = cases()
    assert sum(case.true for case in known) >= 150
    assert sum(not case.true for case in known) >= 150
    assert len({case.text for case in known}) == len(known)


def test_no_true_relation_is_called_a_contradiction() -> None:
    alarms = [case for case in cases() if case.true and any(f.grade == "contradiction" for f in found_in(case))]
    assert alarms == []


def test_nearly_all_false_relations_are_found(capsys: pytest.CaptureFixture[str]) -> None:
    rows = list(scores())
    found, false = sum(row.found for row in rows), sum(row.false for row in rows)
    with capsys.disabled():
        print(f"\nlint: {found} of {false} false relations found; no true one of {sum(row.true for row in rows)} contradicted")
    assert found >= 0.95 * false
    assert [row.form for row in rows if row.false and row.found < 0.6 * row.false] == []


def test_true_relations_are_seldom_doubted() -> None:
    rows = list(scores())
    assert sum(row.doubted for row in rows) <= 0.02 * sum(row.true for row in rows)


def test_a_planted_falsehood_is_missed_by_nobody() -> None:
    assert is_found(Case("parts", "办结25件，其中维持10件、驳回20件。", true=False))
    assert not is_found(Case("parts", "办结25件，其中维持10件、驳回15件。", true=True))


# --- whole reports ----------------------------------------------------------------------------------------------


def invented() -> Document:
    return document_of("报告.txt", [(line, False) for line in TEXT.splitlines()])


def told(findings: list[Finding], grade: str) -> list[str]:
    return [f"{one.kind}: {one.says.zh} | {'；'.join(s.zh for s in one.sums)}" for one in findings if one.grade == grade]


def check(findings: list[Finding]) -> None:
    (family,) = [one for one in findings if one.grade == "contradiction"]
    assert family.kind == "family"
    assert [repair.en for repair in family.repairs] == ["14 -> 13, 不予受理 inside", "52% -> 56%, 不予受理 outside"]
    (parts,) = [one for one in findings if one.grade == "doubtful"]
    assert parts.kind == "parts"
    assert "26 ≠ 25" in parts.sums[0].zh
    assert "不予受理 outside: 2 + 14 + 5 + 1 + 3 = 25" in parts.sums[1].en
    notes = [f"{one.kind}: {one.says.zh}" for one in findings if one.grade == "note"]
    for expected in (
        "rounding: 98.38% 截去了尾数，四舍五入是 98.39%",
        "pending: 没有写明未结：36 - 25 = 11",
        "cutoff: “截止”应为“截至”",
        "denominator: 没有写明总数，四舍五入须为 403-407 个，截尾须为 401-404 个",
        "quotes: 引号方向反了：”八五“，应为“八五”",
        "unit: 案卷用了两种单位：100卷、5本",
    ):
        assert expected in notes
    assert any(note.startswith("numbering") and "缺（一）" in note for note in notes)
    assert any(note.startswith("name: 同一名称两种写法") for note in notes)
    assert "345 + 415 = 760" in [sum_.zh for one in findings if one.grade == "pass" for sum_ in one.sums]


def test_the_invented_report_is_read_to_its_last_slip() -> None:
    check(lint(invented()))


@real
def test_the_printed_report_is_read_to_its_last_slip() -> None:
    findings = lint(read_document(str(REAL)))
    check(findings)
    assert any("苏尔吉村 / 苏吉尔村" in note for note in told(findings, "note"))


def test_a_repaired_report_has_no_contradiction() -> None:
    for old, new in (("调解14件", "调解13件"), ("52%", "56%")):
        text = TEXT.replace(old, new)
        assert text != TEXT
        findings = lint(document_of("x", [(line, False) for line in text.splitlines()]))
        assert told(findings, "contradiction") == []


def test_last_years_report_is_laid_beside() -> None:
    before = document_of("去年", [("办理法律援助案件600件。", False), ("坚持以人民为中心的发展思想，扎实推进各项工作，取得了新的成效，群众满意。", False)])
    now = ["办理法律援助案件660件，同比增长20%。", "坚持以人民为中心的发展思想，扎实推进各项工作，取得了新的成效，群众满意。"]
    findings = lint(document_of("今年", [(line, False) for line in now]), before)
    assert [(one.grade, one.says.zh) for one in findings] == [
        ("doubtful", "增减与上年报告的数不符"),
        ("note", "整段与上年逐字相同"),
    ]


# --- length -----------------------------------------------------------------------------------------------------

SHAPES = {
    "clauses": "受理矛盾纠纷100件，调处成功98件，其中刑事5件、民事6件，调解成功率98%，同比增长3%。",
    "one list": "刑事1件、",
    "of which": "其中1件，",
    "digits": "1",
    "numbers": "1件",
    "commas": "、",
    "brackets": "（1件",
    "numerals": "一",
    "words": "其中",
    "years": "2024年",
    "dashes": "1-",
    "quotes": "”八“",
    "growth": "上年1件，2件，增长3%，",
    "rates": "调解成功率98%，调解成功1件，受理2件，",
}  # fmt: skip


def steps(text: str) -> int:
    """Count the calls that a reading makes, of Python and of C."""
    document = document_of("x", [(text, False)])
    count = 0

    def counted(frame: object, event: str, arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        lint(document)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("shape", SHAPES)
def test_work_grows_with_length_and_no_faster(shape: str) -> None:
    piece = SHAPES[shape]
    few, many = (steps(piece * (length // len(piece))) for length in (4_000, 8_000))
    assert many <= 2.2 * few + 200

