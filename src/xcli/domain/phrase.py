"""Explanations that explain nothing: 核实无误, 情况属实, verified."""

import re

from xcli.domain.clean import fold

_FILLERS = re.compile(
    "经|已|已经|再次|逐一|逐件|认真|全部|均|皆|系|为|是|的|了|我所|我局|本所|本局|上述|该|此|情况|数据|数字|数值|信息|内容|"
    "核实|核对|核查|复核|查证|检查|审核|确认|属实|真实|无误|准确|正确|正常|无异常|没有问题|没问题|无问题|有效|同意|通过|无|"
    "verified|checked|confirmed|correct|true|ok|okay|fine|noproblem|noerror|noerrors|asreported|it|is|are|all|data|"
    "figures?|the|and|was|were|been|has|have|na"
)
_MARKS = re.compile(r"[\W_]+")
LEAST = 2


def says_nothing(text: str) -> bool:
    """Tell whether an explanation consists of assurances only."""
    return len(_FILLERS.sub("", _MARKS.sub("", fold(text)))) < LEAST
