"""Slips of the pen are found, and what is written as it should be is left in peace."""

import pytest

from xcli.report.lint.document import Document, document_of
from xcli.report.lint.slips import slips


def text(*lines: str) -> Document:
    return document_of("报告.txt", [(line, False) for line in lines])


def said(*lines: str) -> list[str]:
    return [f"{finding.kind}: {finding.says.zh}" for finding in slips(text(*lines))]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["一、成效", "（一）甲", "二、安排", "（二）乙"], ["numbering: 序号不连：“二、安排”下缺（一），直接到了（二）"]),
        (["一、成效", "（一）甲", "（三）乙"], ["numbering: 序号不连：“一、成效”下缺（二），直接到了（三）"]),
        (["一、成效", "三、安排"], ["numbering: 序号不连：缺二、，直接到了三、"]),
        (["（一）甲", "（二）乙", "（二）丙"], ["numbering: 序号重复或倒退：又是（二）"]),
        (["一是普法。二是调解。四是援助。"], ["numbering: 序号不连：缺“三是”"]),
        (["落实”八五“普法规划"], ["quotes: 引号方向反了：”八五“，应为“八五”"]),
        (["落实“八五普法规划", "全文“在此”"], []),
        (["落实“八五“普法规划"], ["quotes: 引号不成对：…落实“八五“普法规划…"]),
        (["截止目前，共受理12件。"], ["cutoff: “截止”应为“截至”", "cutoff: “截止目前”没有写明日期，全文也没有统计截止日"]),
        (["截止2024年11月底，共受理12件。"], ["cutoff: “截止”应为“截至”"]),
        (["东沟乡金巴沟村获奖，到巴金沟村观摩。"], ["name: 同一名称两种写法？金巴沟村 / 巴金沟村"]),
    ],
)
def test_a_slip_is_found(lines: list[str], found: list[str]) -> None:
    assert said(*lines) == found


@pytest.mark.parametrize(
    "lines",
    [
        ["一、成效", "（一）甲", "（二）乙", "二、问题", "（一）丙", "1.丁", "2.戊", "（二）己", "1.庚"],
        ["（三）从中间开始的一节", "（四）下一节"],
        ["一是普法。二是调解。一是重来。二是再来。"],
        ["十、甲", "十一、乙", "十二、丙", "十三、丁"],
        ["截至2024年11月30日，共受理12件。截至目前均已办结。"],
        ["报名截止日期为5月6日，截止时间不变。"],
        ["到李家村和张家村走访，王家庄社区、李家庄社区获奖。"],
        ["“八五”普法与“枫桥经验”。"],
        ["2024年安排", "12348热线", "3个长廊"],
    ],
)
def test_what_is_written_well_is_left_in_peace(lines: list[str]) -> None:
    assert said(*lines) == []


def test_every_slip_names_its_place() -> None:
    document = text("首段。", "落实”八五“普法规划")
    (finding,) = slips(document)
    start, end = finding.spans[0]
    assert document.text[start:end] == "”八五“"
    assert document.at(start).number == 2
