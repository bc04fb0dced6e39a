"""Explanations that explain nothing are refused; those that say something pass."""

import pytest

from xcli.domain.phrase import says_nothing


@pytest.mark.parametrize(
    "text",
    ["核实无误", "属实", "情况属实", "无误", "经核实，数据无误。", "已核对，真实准确", "经核查，情况属实！", "verified", "Checked, OK",
     "data is correct", "正常", "无", "—", "", "！！", "经逐一核实，均属实"],
)
def test_assurances_say_nothing(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize("text", ["2月含春节假期", "两所并表", "甘河滩所停电三天未录", "floods in March", "新收物业纠纷 40 件"])
def test_reasons_say_something(text: str) -> None:
    assert not says_nothing(text)
