"""Tables on a console: aligned, folded, never cut."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xcli.domain.figure import Rate
from xcli.report.console import lines
from xcli.report.table import Column, Table
from xcli.report.width import display_width, measure_anew
from xcli.text import Text, same

COLUMNS = [
    Column("case_no", Text("案号", "Case no.")),
    Column("accepted_on", Text("受理日期", "Accepted on"), "day"),
    Column("amount", Text("涉案金额", "Amount"), "money"),
    Column("summary", Text("简要情况", "Summary")),
]
ROWS: list[Sequence[object]] = [
    ["湟调〔2024〕1号", date(2024, 3, 5), 123450, "张三与李四因宅基地边界争执，经调解达成协议。"],
    ["湟调〔2024〕12号", date(2024, 3, 6), None, "见附件"],
]


@pytest.fixture(autouse=True)
def _narrow(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("XCLI_AMBIGUOUS", "1")
    measure_anew()
    yield
    measure_anew()


def table(rows: Sequence[Sequence[object]], **more: object) -> Table:
    return Table(same(""), COLUMNS, rows, **more)  # type: ignore[arg-type]


def test_full_width() -> None:
    total = [["合计", None, 123450, None]]
    assert list(lines(table(ROWS, notes=[same("按受理日期统计。")], foot=total))) == [
        "案号              受理日期    涉案金额  简要情况",
        "----------------  ----------  --------  --------------------------------------------",
        "湟调〔2024〕1号   2024-03-05  1,234.50  张三与李四因宅基地边界争执，经调解达成协议。",
        "湟调〔2024〕12号  2024-03-06            见附件",
        "----------------  ----------  --------  --------------------------------------------",
        "合计                          1,234.50",
        "按受理日期统计。",
    ]


def test_the_widest_text_is_folded() -> None:
    assert list(lines(table(ROWS), 60)) == [
        "案号              受理日期    涉案金额  简要情况",
        "----------------  ----------  --------  --------------------",
        "湟调〔2024〕1号   2024-03-05  1,234.50  张三与李四因宅基地边",
        "                                        界争执，经调解达成协",
        "                                        议。",
        "湟调〔2024〕12号  2024-03-06            见附件",
    ]


def test_a_firm_column_is_folded_after_the_others() -> None:
    row = ["湟调〔2024〕123号", "申请司法确认的期限", "双方当事人及其代理人"]
    columns = [Column("a", same("案号"), firm=True), Column("b", same("期限")), Column("c", same("由谁"))]
    shown = list(lines(Table(same("到期"), columns, [row]), 42))
    assert shown[3].startswith("湟调〔2024〕123号  ")
    loose = [Column(column.key, column.label) for column in columns]
    assert not list(lines(Table(same("到期"), loose, [row]), 42))[3].startswith("湟调〔2024〕123号  ")


def test_a_narrow_console_gets_blocks() -> None:
    assert list(lines(table(ROWS), 30)) == [
        "案号: 湟调〔2024〕1号",
        "受理日期: 2024-03-05",
        "涉案金额: 1,234.50",
        "简要情况: 张三与李四因宅基地边",
        "  界争执，经调解达成协议。",
        "",
        "案号: 湟调〔2024〕12号",
        "受理日期: 2024-03-06",
        "简要情况: 见附件",
    ]


def test_long_headings_fold_before_data() -> None:
    columns = [Column("a", same("Indicator")), Column("b", same("Number of cases"), "whole")]
    assert list(lines(Table(same(""), columns, [["settled", 12]]), 20)) == [
        "           Number of",
        "Indicator      cases",
        "---------  ---------",
        "settled           12",
    ]


def test_english_words_are_broken_last() -> None:
    columns = [Column("a", same("Category")), Column("b", same("Where")), Column("c", same("Rate"), "whole")]
    many = Table(same(""), columns, [["houses and homesteads", "expropriation", 5086]])
    assert [line.rstrip() for line in lines(many, 31)][2:] == [
        "houses and  expropriation  5086",
        "homesteads",
    ]
    assert "expropriation" not in "".join(lines(many, 28))


@pytest.mark.parametrize("width", [1, 0, -5])
def test_no_width_is_too_small(width: int) -> None:
    shown = "".join(lines(table(ROWS), width))
    assert "李四因宅基地边" in re.sub(r"\s", "", shown)


def test_nothing_found() -> None:
    assert list(lines(table([])))[-1] == "（没有记录）"


def test_a_later_wider_cell_is_folded_not_cut() -> None:
    rows = [[str(n), None, None, "短"] for n in range(1200)] + [["末", None, None, "长" * 60]]
    shown = list(lines(table(rows), 60))
    assert sum(line.count("长") for line in shown) == 60
    assert max(map(display_width, shown)) <= 60


def test_rows_may_be_a_stream() -> None:
    taken: list[int] = []

    def stream() -> Iterator[Sequence[object]]:
        for number in range(5000):
            taken.append(number)
            yield [str(number), None, None, ""]

    shown = lines(Table(same(""), COLUMNS, stream()))
    for _ in range(10):
        next(shown)
    assert len(taken) == 1000


def clean(text: str) -> str:
    return "".join(char if char.isprintable() else "?" for char in text)


@given(
    st.lists(
        st.tuples(st.text(max_size=30), st.dates(), st.integers(-(10**9), 10**9), st.text(max_size=80)), max_size=4
    ),
    st.integers(20, 100),
)
def test_nothing_is_lost_and_all_fits(rows: list[tuple[object, ...]], width: int) -> None:
    shown = list(lines(table(rows), width, clean=clean))
    assert all(display_width(line) <= width for line in shown)
    wanted = sorted("".join(clean(str(row[0])) + clean(str(row[3])) for row in rows).replace(" ", ""))
    have = "".join(shown)
    assert all(have.count(char) >= wanted.count(char) for char in set(wanted))


def test_rate_column() -> None:
    columns = [Column("i", same("指标")), Column("r", same("本月"), "rate"), Column("s", same("占比"), "share")]
    assert list(lines(Table(same(""), columns, [["调解成功率", Rate(13, 25), Rate(1, 3)]])))[2] == (
        "调解成功率  13/25 = 52.0%  33.3%"
    )
