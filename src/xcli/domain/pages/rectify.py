"""问题整改: problems that were found and tasks that were promised, each with a measure, a limit and its evidence."""

from typing import Any

from xcli.domain.clock import Clock
from xcli.domain.code import CodeList, code
from xcli.domain.field import Choice, Day, Words
from xcli.domain.indicator import Count, Days, Identity, Indicator, Pending
from xcli.domain.law import Law
from xcli.domain.page import Case, Docket, Listing, Rule
from xcli.domain.predicate import Always, Predicate
from xcli.text import Text

INSPECTION = Law(Text("法治政府建设与责任落实督察工作规定", "Rules on inspections of the rule of law"),
                 short=Text("督察规定", "inspection rules"))
REPORTING = Law(Text("法治政府建设年度报告", "annual report on the rule of law"))
PRACTICE = Law(Text("统计惯例", "statistical practice"))

SOURCE = CodeList("rectify_source", Text("整改来源", "sources"), (
    code("inspection", "法治督察", "inspection", "督察", "法治建设督察", "督察反馈", "督察反馈问题"),
    code("report", "本报告查摆的问题", "this report's problems", "存在问题", "报告问题", "存在的问题", "自查"),
    code("plan", "下一年度工作安排", "next year's plans", "下一步工作", "工作打算", "下年度计划", "工作计划"),
    code("file_review", "案卷评查反馈", "file review feedback", "案卷评查", "评查反馈"),
    code("opinion_letter", "行政复议意见书", "reconsideration opinion letter", "复议意见书", "意见书"),
    code("other", "其他", "other", "巡察", "审计", "上级反馈"),
))
RESULT = CodeList("rectify_result", Text("整改结果", "results"), (
    code("done", "完成整改", "done", "已完成", "完成", "整改到位", "已整改"),
    code("partly", "部分完成", "done in part", "基本完成", "阶段性完成"),
    code("dropped", "不再办理", "dropped", "取消", "终止", "情况变化不再办理"),
))


class Rectify(Case):
    """The record of one problem to be mended, or of one task that was promised."""

    name = "rectify"
    label = Text("问题整改", "rectification")
    mark = "改"
    order = 60
    rhythm = "yearly"

    source = Choice("整改来源", "source", SOURCE, required=True, aliases=("来源", "问题来源", "类别"))
    problem = Words("问题或任务", "problem or task", required=True, limit=600, lines=True,
                    aliases=("问题", "存在问题", "具体问题", "任务", "工作任务", "事项", "问题描述"))
    measure = Words("整改措施", "measure", limit=1000, lines=True, expected=True, aliases=("措施", "具体措施", "工作措施"), law=INSPECTION)
    responsible = Words("责任单位", "responsible body", limit=100, expected=True, aliases=("整改责任单位", "牵头单位", "责任部门", "责任人"),
                        law=INSPECTION)
    success = Words("完成标准", "indicator of success", limit=400, aliases=("整改目标", "目标", "成效指标", "预期成效"))
    found_on = Day("提出日期", "found on", required=True, aliases=("发现日期", "反馈日期", "问题提出日期", "列入日期"))
    due_on = Day("整改时限", "due on", future=True, expected=True, aliases=("整改期限", "完成时限", "期限", "时限"), law=INSPECTION)
    done_on = Day("办结日期", "done on", aliases=("完成日期", "整改完成日期", "销号日期", "完成时间"))
    result = Choice("整改结果", "result", RESULT, aliases=("结果", "整改情况", "完成情况"))
    evidence = Words("佐证材料", "evidence", limit=600, lines=True, aliases=("佐证", "证明材料", "整改成效", "完成依据"))

    closed = done_on.present & result.present
    docket = Docket(found_on, done_on, closed, Text("项", "items"))
    asked = (source, problem, measure, responsible, success, found_on, due_on)
    closing = (done_on, result, evidence)
    twin = (source, problem)
    cover = (Case.case_no, source, problem, responsible, found_on, due_on, done_on, result)
    groups = (source, responsible, result)
    clocks = (Clock("rectify.mend", Text("完成整改", "mending"), INSPECTION, due_on, (done_on,), unit="stated",
                    who=Text("责任单位", "responsible body")),)
    section = "government"
    story = (
        Text("提出整改事项{raised}；办结{closed}，整改完成率{done_rate}；期末未办结{pending}。",
             "Items raised: {raised}; closed: {closed}, of those raised {done_rate} done; open at the end: {pending}."),
    )
    listings = (
        Listing(Text("上年工作安排落实情况", "What was promised last year"), found_on, source.is_("plan"),
                (problem, responsible, done_on, result, evidence), years_back=1),
        Listing(Text("存在的问题", "Problems"), found_on, source.is_("report"), (problem, measure, responsible, due_on)),
        Listing(Text("下一年度工作安排", "Plans for next year"), found_on, source.is_("plan"), (problem, measure, responsible, due_on)),
    )
    rules = (
        Rule("done-before-found", done_on.before(found_on), Text("办结日期早于提出日期", "done before it was found"), done_on),
        Rule("due-before-found", due_on.before(found_on), Text("整改时限早于提出日期", "due before it was found"), due_on),
        Rule("result-without-day", result.present & ~done_on.present,
             Text("有整改结果而无办结日期", "a result without the day it was done"), done_on, Text("填写办结日期", "give the day it was done")),
        Rule("day-without-result", done_on.present & ~result.present,
             Text("有办结日期而无整改结果", "done on a day, but without a result"), result, Text("填写整改结果", "give the result")),
        Rule("done-without-evidence", result.is_("done") & ~evidence.present,
             Text("完成整改而没有佐证材料", "done without evidence"), evidence, Text("填写佐证材料", "give the evidence"), weight="warning"),
        Rule("no-measure", source.is_("inspection") & ~(measure.present & due_on.present),
             Text("督察反馈问题要有整改措施和时限", "a finding of an inspection needs a measure and a time limit"), measure,
             weight="warning"),
    )


r = Rectify
ITEMS, DAYS, PERCENT = Text("项", "items"), Text("天", "days"), Text("%", "%")
EVERY = Always()
READY = r.measure.present & r.due_on.present
IN_TIME = r.due_on.present & ~r.due_on.before(r.done_on)


def count(name: str, zh: str, en: str, by: Day, where: Predicate = EVERY, *basis: Law, **rest: Any) -> Indicator:
    """Return the indicator that counts records by one of their dates."""
    return Indicator(name, Text(zh, en), ITEMS, Count(by, where), basis=basis or (PRACTICE,), **rest)


raised = count("rectify.raised", "提出整改事项", "items raised", r.found_on, aliases=("新增整改事项",), headline=True)
closed = count("rectify.closed", "办结整改事项", "items closed", r.done_on, r.closed, aliases=("整改办结",), headline=True)
opening = Indicator("rectify.opening", Text("期初未办结", "open at the start"), ITEMS,
                    Pending(r.found_on, r.done_on, r.closed, at="start"), basis=(PRACTICE,))
pending = Indicator("rectify.pending", Text("期末未办结", "open at the end"), ITEMS, Pending(r.found_on, r.done_on, r.closed),
                    aliases=("未整改",), basis=(PRACTICE,), headline=True)
sources = tuple(
    count(f"rectify.{entry.code}", f"提出：{entry.label.zh}", f"raised: {entry.label.en}", r.found_on, r.source.is_(entry.code),
          INSPECTION if entry.code == "inspection" else REPORTING if entry.code in {"report", "plan"} else PRACTICE)
    for entry in SOURCE.codes)
rectifications = count(
    "inspection.rectifications", "法治督察问题整改", "inspection findings with measures and time limits", r.found_on,
    r.source.is_("inspection") & READY, INSPECTION, aliases=("督察问题整改",), headline=True,
    note=Text("已定整改措施和时限的督察反馈问题。", "Findings of inspections that have a measure and a time limit."))
inspection_done = count("inspection.rectified", "法治督察问题完成整改", "inspection findings mended", r.done_on,
                        r.closed & r.source.is_("inspection") & r.result.is_("done"), INSPECTION)
results = tuple(
    count(f"rectify.{entry.code}", entry.label.zh, entry.label.en, r.done_on, r.closed & r.result.is_(entry.code))
    for entry in RESULT.codes)
done_rate = Indicator("rectify.done_rate", Text("整改完成率", "share done"), PERCENT,
                      Count(r.found_on, r.closed & r.result.is_("done")), raised.numerator, kind="rate", aliases=("整改率",),
                      basis=(PRACTICE,), note=Text("本期提出的事项中，到现在已完成整改的。", "Of the items raised in the period, those done by now."))
in_time = count("rectify.in_time", "按期办结", "closed in time", r.done_on, r.closed & IN_TIME)
in_time_rate = Indicator("rectify.in_time_rate", Text("按期办结率", "share closed in time"), PERCENT, in_time.numerator,
                         Count(r.done_on, r.closed & r.due_on.present), kind="rate", basis=(PRACTICE,),
                         note=Text("占有整改时限的。", "Of those with a time limit."))
proved = count("rectify.proved", "办结并有佐证材料", "closed with evidence", r.done_on, r.closed & r.evidence.present)
days_to_close = Indicator("rectify.days_to_close", Text("平均整改天数", "mean days to close"), DAYS,
                          Days(r.found_on, r.done_on, r.done_on, r.closed), closed.numerator, kind="mean", basis=(PRACTICE,))

Rectify.indicators = (
    raised, closed, pending, rectifications, inspection_done, opening, *sources, *results, done_rate, in_time, in_time_rate,
    proved, days_to_close,
)
Rectify.identities = (
    Identity("rectify.balance", Text("期初未办结+提出=办结+期末未办结", "opening + raised = closed + open"), (opening, raised),
             (closed, pending), r.done_on.before(r.found_on) | (r.result.present & ~r.done_on.present)),
    Identity("rectify.sources", Text("提出=各来源之和", "raised = sum of sources"), (raised,), sources),
    Identity("rectify.results", Text("办结=各结果之和", "closed = sum of results"), (closed,), results),
)
PAGE = Rectify
