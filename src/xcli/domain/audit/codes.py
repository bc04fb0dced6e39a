"""The code lists of a round of review."""

from xcli.domain.code import CodeList, code
from xcli.text import Text

VETO = CodeList("audit_veto", Text("一票否决后果", "what a veto does"), (
    code("fail", "不合格", "fails the file", "否决", "一票否决", "是", "扣100分"),
    code("bar", "不得评优", "bars the grade excellent", "不能评优", "不得为优秀"),
))  # fmt: skip
ROLE = CodeList("audit_role", Text("评查次序", "readings"), (
    code("first", "初评", "first"),
    code("second", "复评", "second"),
    code("third", "裁定", "third, that settles"),
))  # fmt: skip
STRATUM = CodeList("audit_stratum", Text("分层", "strata"), (
    code("department", "按单位", "by department", "单位", "部门"),
    code("procedure", "按程序", "by procedure", "程序"),
))  # fmt: skip
