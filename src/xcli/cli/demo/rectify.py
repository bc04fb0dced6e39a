"""What the inspection found and the report promises, each with its measure and its time limit: own invention."""

from collections.abc import Iterator
from datetime import date

from xcli.cli.demo.dispute import YEAR

HEAD = ("整改来源", "问题或任务", "整改措施", "责任单位", "提出日期", "整改时限", "办结日期", "整改结果", "佐证材料")
FOUND, DUE, DONE = date(YEAR, 6, 28), date(YEAR, 9, 30), date(YEAR, 9, 20)
INSPECTED = (
    ("执法全过程记录不规范", "开展专题培训，逐卷抽查", "区城市管理局"),
    ("规范性文件报备不及时", "建立报备台账，专人负责", "区政府办公室"),
    ("行政机关负责人出庭应诉率不高", "印发出庭应诉办法", "区司法局"),
    ("学法计划落实不到位", "按季通报学法情况", "各乡镇"),
)
PROBLEMS = (
    ("村级人民调解员作用发挥不充分", "分片培训，规范案卷制作", "区司法局"),
    ("法律顾问作用有待进一步发挥", "争取补助经费，完善考核", "区司法局"),
    ("行政执法质量和效能仍需提升", "落实行政执法三项制度", "各执法部门"),
)
PLANS = (
    ("提升行政执法质量三年行动计划", "规范裁量基准，推行柔性执法清单", "各执法部门"),
    ("深入开展法律九进活动", "落实普法责任制", "区司法局"),
)


def rows() -> Iterator[tuple[object, ...]]:
    """Yield the items of the inspection, of the report's problems and of next year's plans."""
    for n, (problem, measure, body) in enumerate(INSPECTED):
        done = (DONE, "完成整改", "整改报告") if n < len(INSPECTED) - 1 else (None, None, None)
        yield ("法治督察", problem, measure, body, FOUND, DUE, *done)
    for source, items in (("本报告查摆的问题", PROBLEMS), ("下一年度工作安排", PLANS)):
        for problem, measure, body in items:
            yield (source, problem, measure, body, date(YEAR, 12, 20), date(YEAR + 1, 12, 31), None, None, None)
