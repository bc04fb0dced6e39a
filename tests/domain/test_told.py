"""What was told of a figure: read strictly by the kind of its indicator."""

import pytest

from pagework import indicator
from xcli.domain.told import read_told


@pytest.mark.parametrize(
    "name,said,pair",
    [
        ("dispute.accepted", "1598", (1598, None)),
        ("dispute.accepted", "1598件", (1598, None)),
        ("dispute.accepted", "1,598", (1598, None)),
        ("dispute.amount", "4711.5", (4_711_500_000, None)),
        ("dispute.amount", "4711.5万元", (4_711_500_000, None)),
        ("dispute.amount", "47115000元", (4_711_500_000, None)),
        ("dispute.success_rate", "1646/1673", (1646, 1673)),
        ("dispute.success_rate", "98.38%", (9838, 10_000)),
        ("dispute.success_rate", "98.38", (9838, 10_000)),
        ("dispute.success_rate", "100%", (100, 100)),
        ("dispute.days_to_settle", "5.6", (56, 10)),
    ],
)
def test_what_can_be_told(name: str, said: str, pair: tuple[int, int | None]) -> None:
    assert read_told(indicator(name), said) == (pair, None)


@pytest.mark.parametrize(
    "name,said,reason",
    [
        ("dispute.accepted", "1600余", "是约数"),
        ("dispute.accepted", "-5", "是负数"),
        ("dispute.accepted", "", "是空的"),
        ("dispute.accepted", "98%", "不是整数"),
        ("dispute.amount", "5086万余元", "是约数"),
        ("dispute.success_rate", "很高", "不是比率"),
        ("dispute.success_rate", "5/0", "分母是零"),
        ("dispute.success_rate", "98.38712%", "不是比率"),
        ("dispute.days_to_settle", "五天", "不是平均数"),
    ],
)
def test_what_cannot(name: str, said: str, reason: str) -> None:
    pair, fault = read_told(indicator(name), said)
    assert pair is None
    assert fault is not None
    assert reason in fault.reason.zh
