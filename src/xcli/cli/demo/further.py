"""A year of legality reviews, rectification and litigation: own invention, the same each time."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

from xcli.cli.demo.dispute import FAMILY, GIVEN, YEAR
from xcli.cli.demo.plain import write

AGREEMENTS, POLICIES, NORMATIVE = 15, 8, 4
REVIEW_HEAD = (
    "审核事项种类",
    "事项名称",
    "送审单位",
    "送审日期",
    "审核日期",
    "审核意见",
    "审核人",
    "审核人类别",
    "采纳情况",
    "印发或签订日期",
    "报备日期",
    "报备机关",
)
RECTIFY_HEAD = (
    "整改来源",
    "问题或任务",
    "整改措施",
    "责任单位",
    "完成标准",
    "提出日期",
    "整改时限",
    "办结日期",
    "整改结果",
    "佐证材料",
)
SUIT_HEAD = (
    "收到应诉通知日期",
    "受理法院",
    "法院案号",
    "审级",
    "原告",
    "被告",
    "应诉身份",
    "行政管理领域",
    "行政行为种类",
    "经过行政复议",
    "开庭日期",
    "负责人出庭情况",
    "裁判日期",
    "裁判结果",
    "上诉情况",
)
BODIES = ("区水务局", "区住房和城乡建设局", "区农业农村局", "区文体旅游局", "区交通运输局", "区教育局")
PROJECTS = ("污水处理", "供热管网", "农村客运", "景区开发", "学校食堂", "生活垃圾清运", "充电设施", "光伏电站")
TOPICS = ("招商引资", "乡村振兴补助", "人才引进", "就业援助", "残疾人帮扶", "城市更新", "学前教育", "粮食安全")


def write_all(folder: Path) -> None:
    """Write the three sheets."""
    write(folder / "合法性审核台账.xlsx", REVIEW_HEAD, reviews())
    write(folder / "问题整改台账.xlsx", RECTIFY_HEAD, items())
    write(folder / "行政应诉台账.xlsx", SUIT_HEAD, suits())


def reviews() -> Iterator[tuple[object, ...]]:
    """Yield agreements, policy and normative documents in the order in which they came."""
    dice = Random(20240023)
    kinds = ["重大行政协议"] * AGREEMENTS + ["重要政策文件"] * POLICIES + ["行政规范性文件"] * NORMATIVE
    dice.shuffle(kinds)
    for n, kind in enumerate(kinds):
        came = date(YEAR, 1, 8) + timedelta(days=n * 12)
        done = came + timedelta(days=dice.randrange(3, 9))
        issued = done + timedelta(days=dice.randrange(5, 15))
        normative = kind == "行政规范性文件"
        filed = issued + timedelta(days=dice.randrange(5, 18)) if normative else None
        opinion = dice.choice(("合法", "应当予以修改", "应当予以修改"))
        yield (
            kind,
            _title(kind, n),
            BODIES[n % len(BODIES)],
            came,
            done,
            opinion,
            dice.choice(("汪志强", "韩秀珍", "许志明")),
            dice.choice(("法律顾问", "公职律师", "本单位人员")),
            "采纳" if opinion != "合法" else None,
            issued,
            filed,
            "西宁市人民政府" if filed else None,
        )


def _title(kind: str, n: int) -> str:
    if kind == "重大行政协议":
        return f"{PROJECTS[n % len(PROJECTS)]}项目合作协议（{n + 1}）"
    return f"湟中区{TOPICS[n % len(TOPICS)]}{'若干措施' if kind == '重要政策文件' else '管理办法'}（{n + 1}）"


INSPECTED = (
    "行政执法公示更新不及时",
    "个别单位负责人出庭应诉率不高",
    "规范性文件报备超期",
    "村规民约未经审查",
    "法治宣传形式单一",
    "执法案卷归档不规范",
)
PROBLEMS = ("行政执法力量不足", "调解员队伍年龄偏大", "公共法律服务供给不均", "法治宣传针对性不强")
PLANS = (
    "建成区公共法律服务中心",
    "培训法律明白人全覆盖",
    "打造品牌调解工作室两个",
    "开展行政执法案卷评查两轮",
    "推进法治文化阵地建设",
)
PROMISES = (
    "设立行政执法监督联系点",
    "聘任行政执法监督员",
    "开展第六次规范性文件清理",
    "开展法治曲艺惠民演出",
    "修订行政复议工作规程",
)


def items() -> Iterator[tuple[object, ...]]:
    """Yield last year's promises, the inspection's findings, this report's problems and next year's plans."""
    for n, promise in enumerate(PROMISES):
        done = date(YEAR, 3 + 2 * n, 20) if n < len(PROMISES) - 1 else None
        evidence = f"{promise}的通知和现场资料" if done else None
        yield _item("下一年度工作安排", promise, date(YEAR - 1, 12, 25), date(YEAR, 12, 31), done, evidence)
    for n, problem in enumerate(INSPECTED):
        done = date(YEAR, 8, 5) + timedelta(days=n * 20) if n < len(INSPECTED) - 1 else None
        evidence = "整改报告和复核意见" if done else None
        yield _item("法治督察", problem, date(YEAR, 5, 10), date(YEAR, 11, 30), done, evidence)
    for problem in PROBLEMS:
        yield _item("本报告查摆的问题", problem, date(YEAR, 12, 20), date(YEAR + 1, 12, 31), None, None)
    for plan in PLANS:
        yield _item("下一年度工作安排", plan, date(YEAR, 12, 20), date(YEAR + 1, 12, 31), None, None)


def _item(
    source: str, what: str, found: date, due: date, done: date | None, evidence: str | None
) -> tuple[object, ...]:
    result = "完成整改" if done else None
    return (source, what, f"制定方案，逐项落实：{what}", "区司法局", "完成并有材料", found, due, done, result, evidence)


def suits() -> Iterator[tuple[object, ...]]:
    """Yield actions at both levels, in the order in which notice of them came."""
    dice = Random(20240018)
    ends = ("驳回诉讼请求",) * 7 + ("准许撤诉",) * 3 + ("调解", "判决撤销", "确认违法", "驳回起诉")
    fields = (
        ("区公安局", "公安", "行政处罚"),
        ("区自然资源局", "自然资源", "行政登记"),
        ("区人社局", "人力资源社会保障", "行政确认"),
    )
    for n in range(18):
        came = date(YEAR, 1, 15) + timedelta(days=n * 19)
        heard = came + timedelta(days=dice.randrange(25, 45))
        closed = heard + timedelta(days=dice.randrange(10, 40))
        end = ends[n % len(ends)] if closed <= date(YEAR, 12, 31) else None
        level = "二审" if n % 6 == 5 else "一审"
        if level == "二审" and end:
            end = "维持原判"
        body, field, act = fields[n % len(fields)]
        yield (
            came,
            "西宁市中级人民法院" if level == "二审" else "西宁市城东区人民法院",
            f"（{YEAR}）青01{'行终' if level == '二审' else '02行初'}{n + 11}号",
            level,
            dice.choice(FAMILY) + dice.choice(GIVEN),
            body,
            "作出行政行为的机关",
            field,
            "行政确认" if act == "行政登记" else act,
            "是" if n % 3 == 0 else "否",
            heard,
            ("正职负责人出庭", "副职负责人出庭", "副职负责人出庭", "有正当理由不能出庭，委托工作人员")[n % 4]
            if heard <= date(YEAR, 12, 31)
            else None,
            closed if end else None,
            end,
            ("未上诉" if n % 5 else "原告上诉") if end and level == "一审" else None,
        )
