"""Figures are read as they were meant, and what is no quantity is left alone."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xcli.domain.figure import Rate, percent, quotient
from xcli.report.lint.figure import MICRO, Figure, figures


def read(text: str) -> list[tuple[float, str, str]]:
    return [(figure.value / MICRO, figure.unit, figure.hedge) for figure in figures(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("受理1673件", (1673, "件", "")),
        ("受理1,673件", (1673, "件", "")),
        ("受理 1673 件", (1673, "件", "")),
        ("受理１６７３件", (1673, "件", "")),
        ("学习会160余场次", (160, "场次", "above")),
        ("涉案金额5086万余元", (50_860_000, "元", "above")),
        ("挽回损失284.34万元", (2_843_400, "元", "")),
        ("标的额1.2亿元", (120_000_000, "元", "")),
        ("浏览量28.3万人次", (283_000, "人次", "")),
        ("近200人参加", (200, "人", "below")),
        ("约30场", (30, "场", "about")),
        ("30场左右", (30, "场", "about")),
        ("超过50件", (50, "件", "above")),
        ("50件以上", (50, "件", "least")),
        ("不足10件", (10, "件", "below")),
        ("100多名", (100, "名", "above")),
        ("3千余人", (3000, "人", "above")),
        ("98.38%", (98.38, "%", "")),
        ("９８．５％", (98.5, "%", "")),
        ("百分之九十八点五", (98.5, "%", "")),
        ("百分之95以上", (95, "%", "least")),
        ("九成以上", (90, "%", "least")),
        ("四分之三", (75, "%", "")),
        ("上升2.5个百分点", (2.5, "个百分点", "")),
        ("增长1.5倍", (1.5, "倍", "")),
        ("一千二百零五件", (1205, "件", "")),
        ("三百余件", (300, "件", "above")),
        ("三万二千名", (32000, "名", "")),
        ("十二件", (12, "件", "")),
        ("长廊一处，", (1, "处", "")),
        ("接待二百五十人次", (250, "人次", "")),
    ],
)
def test_a_figure_is_read(text: str, found: tuple[float, str, str]) -> None:
    assert read(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "2024年", "2021-2025年", "2024年度", "3月15日", "1至11月", "2024-12-31", "9:30", "二〇二四年", "十二月", "三年行动",
        "〔2024〕15号", "(2024)第3号", "第六次会议", "第12条", "第63—67条", "第3、5、7项", "首届座谈会", "“八五”普法", "法律“九进”", "12348热线", "拨打110",
        "0971-2232323", "13900000000", "“三项制度”", "四个片区活动", "“12·4”宪法日", "A4纸", "1+1+N模式", "一是开展", "一把手",
        "千家万户", "5部门联合", "1234567890123456789件", "近年来", "一站式", "成功", "一成不变",
    ],
)  # fmt: skip
def test_names_dates_and_ways_of_speaking_are_no_figures(text: str) -> None:
    assert read(text) == []


def test_a_range_has_two_ends() -> None:
    (figure,) = figures("每月10-15场")
    assert (figure.low, figure.high, figure.exact) == (10 * MICRO, 15 * MICRO, False)


def test_offsets_hold_the_whole_figure() -> None:
    text = "涉案金额达5086万余元。近200人参加"
    assert [text[figure.start : figure.end] for figure in figures(text)] == ["5086万余元", "近200人"]


UNITS = ["件", "人", "人次", "场次", "名", "份", "卷", "天"]


@given(st.integers(0, 10**9), st.sampled_from(UNITS), st.sampled_from(["", "余"]))
def test_whole_numbers_are_read_back(number: int, unit: str, hedge: str) -> None:
    (figure,) = figures(f"受理{number}{hedge}{unit}，")
    assert (figure.value, figure.unit, figure.hedge) == (number * MICRO, unit, "above" if hedge else "")


@given(st.integers(0, 10**12), st.integers(1, 3), st.booleans())
def test_money_is_read_back_as_it_is_printed(fen: int, decimals: int, cut: bool) -> None:
    shown = quotient(fen, 1_000_000, decimals, cut=cut)
    (figure,) = figures(f"涉案金额{shown}万元，")
    assert abs(figure.value - fen * 10_000) <= 10_000 * MICRO // 10**decimals
    assert f"{figure.value / MICRO / 10_000:.{decimals}f}" == f"{float(shown):.{decimals}f}"


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(1, 2), st.booleans())
def test_rates_are_read_back_as_they_are_printed(top: int, base: int, decimals: int, cut: bool) -> None:
    shown = percent(Rate(top, base), decimals, cut)
    (figure,) = figures(f"成功率{shown}。")
    assert figure.unit == "%"
    assert f"{figure.value / MICRO:.2f}" == f"{float(shown.rstrip('%')):.2f}"


@given(st.text("0123456789件万余、，其中（）一二十百%率占上年.-—年月日 ", max_size=200))
def test_anything_at_all_is_read_in_order_and_in_bounds(text: str) -> None:
    found: list[Figure] = list(figures(text))
    assert all(0 <= one.start < one.end <= len(text) and one.low <= one.high for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
