"""Tables of a Word report: numbers and short words stand whole, what belongs together stays together."""

import docx
import pytest
from docx.oxml.ns import qn

from xcli.report.layout import Cell, Grid
from xcli.report.render.word_table import ACROSS, UPRIGHT, lies_across, put_facts, put_grid
from xcli.report.table import Column, Kind
from xcli.text import Text

_CM = 1440 / 2.54
_MONTH = ("业务", "指标", "单位", "本月", "本年累计", "上年同期", "增减")
_ENGLISH = ("line", "indicator", "unit", "month", "year to date", "year before", "change")


def grid(labels: tuple[str, ...], *rows: tuple[str, ...]) -> Grid:
    kinds: tuple[Kind, ...] = ("text", "text", "text", "figure", "figure", "figure", "figure")
    columns = [Column(label, Text(label, label), kind) for label, kind in zip(labels, kinds, strict=True)]
    return Grid("x", "", columns, [[Cell(text, text) for text in row] for row in rows])


def widths(table: Grid) -> list[float]:
    word = docx.Document()
    put_grid(word, table)
    return [int(column.get(qn("w:w"))) / _CM for column in word.tables[0]._tbl.tblGrid.iterchildren()]


CHINESE_MONTH = grid(
    _MONTH, ("合法性审核", "正职负责人出庭应诉件数", "万元", "100.0%", "72202", "75.2%", "+100.0 个百分点")
)
ENGLISH_MONTH = grid(
    _ENGLISH,
    ("reconsideration", "inspection findings with measures", "10,000 yuan", "100.0%", "72202", "—", "+100.0 pp"),
)


@pytest.mark.parametrize("table,whole", [(CHINESE_MONTH, UPRIGHT), (ENGLISH_MONTH, ACROSS)])
def test_the_month_fits_the_page_and_no_number_is_folded(table: Grid, whole: float) -> None:
    given = widths(table)
    assert sum(given) == pytest.approx(whole, abs=0.05)
    em = 9 * 0.0353
    for width, cell in list(zip(given, table.rows[0], strict=True))[3:]:
        digits = sum(0.65 if char.isascii() or char == "—" else 1 for char in cell.shown)
        assert width >= digits * em + 0.38
    assert given[1] > 3


def test_a_table_that_would_fold_words_lies_across() -> None:
    assert not lies_across(CHINESE_MONTH)
    assert lies_across(ENGLISH_MONTH)


def test_the_foot_is_on_one_page_and_a_heading_is_not_left_alone() -> None:
    word = docx.Document()
    put_grid(word, CHINESE_MONTH)
    put_facts(word, [(str(number), "") for number in range(8)])
    table, foot = (
        [all(p.paragraph_format.keep_with_next for cell in row.cells for p in cell.paragraphs) for row in found.rows]
        for found in word.tables
    )
    assert table == [True, False]
    assert foot == [True, True, True, False]
