"""What is found in a text: graded, placed, with its arithmetic."""

from typing import Literal, NamedTuple

from xcli.text import Text

Grade = Literal["contradiction", "doubtful", "note", "pass"]
Span = tuple[int, int]

GRADES: dict[Grade, Text] = {
    "contradiction": Text("矛盾", "contradiction"),
    "doubtful": Text("存疑", "doubtful"),
    "note": Text("提示", "note"),
    "pass": Text("相符", "holds"),
}
KINDS: dict[str, Text] = {
    "parts": Text("分项与总数", "parts and whole"),
    "rate": Text("比率", "rate"),
    "family": Text("分项、总数与比率", "parts, whole and rate"),
    "growth": Text("增减", "growth"),
    "balance": Text("收结平衡", "balance"),
    "pending": Text("未结", "pending"),
    "average": Text("平均", "average"),
    "denominator": Text("分母", "denominator"),
    "twice": Text("前后不一", "two values"),
    "before": Text("与上年对照", "against the year before"),
    "rounding": Text("尾数", "rounding"),
    "unit": Text("单位", "unit"),
    "name": Text("名称", "name"),
    "numbering": Text("序号", "numbering"),
    "quotes": Text("引号", "quotation marks"),
    "cutoff": Text("截止日期", "cut-off date"),
}


class Finding(NamedTuple):
    """One thing found: what it says, where (offsets in the whole text), how it was reckoned, what would mend it.

    `manner` tells how a rate was rounded.
    """

    grade: Grade
    kind: str
    says: Text
    spans: tuple[Span, ...]
    sums: tuple[Text, ...] = ()
    repairs: tuple[Text, ...] = ()
    manner: str = ""
