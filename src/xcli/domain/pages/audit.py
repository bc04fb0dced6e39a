"""案卷评查: files of penalties and other acts of enforcement, drawn, reviewed and graded."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from xcli.domain.calendar import Calendar
from xcli.domain.clock import Clock
from xcli.domain.code import CodeList, code
from xcli.domain.fault import Fault
from xcli.domain.field import CaseNo, Choice, Day, Field, Flag, Name, OfficeField, Parts, Score, Words
from xcli.domain.indicator import ON_TIME, Count, Days, Identity, Indicator, OnTime, Pending, shares
from xcli.domain.law import Law
from xcli.domain.page import Case, Docket, Hold, OwnVerb, Part, Rule
from xcli.domain.predicate import Always
from xcli.domain.score import read_score
from xcli.text import Text

PENALTY_LAW = Text("行政处罚法", "Administrative Penalty Law")
IN_FORCE = date(2021, 7, 15)  # the revision that brought the ninety days and counts seven days as working days
PRACTICE = Law(Text("统计惯例", "statistical practice"))
DEPARTMENT = Text("被评查单位", "department")
FEEDBACK = Law(Text("评查反馈", "feedback of the review"))
SCHEME = Law(Text("案卷评查标准（各地自定）", "review standards (set locally)"))

# From this score, in hundredths, the grade; the bureau's own scheme may set others.
LIMITS = ((90_00, "excellent"), (60_00, "pass"), (0, "fail"))
GRADES = {2: ("excellent", "pass"), 3: ("excellent", "good", "pass")}

FILE = CodeList("audit_file", Text("案卷种类", "kinds of file"), (
    code("penalty", "行政处罚", "penalty", "处罚", "行政处罚案卷", "处罚案卷"),
    code("licence", "行政许可", "licence", "许可", "行政许可案卷"),
    code("coercion", "行政强制", "coercion", "强制", "行政强制案卷"),
    code("inspection", "行政检查", "inspection", "检查", "行政检查案卷"),
    code("other", "其他", "other", "其他案卷"),
))
PROCEDURE = CodeList("audit_procedure", Text("办案程序", "procedures"), (
    code("ordinary", "普通程序", "ordinary", "一般程序", "普通"),
    code("summary", "简易程序", "summary", "简易", "当场处罚"),
    code("hearing", "听证程序", "with a hearing", "听证"),
))
DRAW = CodeList("audit_draw", Text("抽取方式", "ways of drawing"), (
    code("random", "随机抽取", "at random", "随机", "抽签"),
    code("named", "指定抽取", "named", "指定"),
    code("submitted", "单位报送", "submitted by the department", "报送"),
    code("all", "全部评查", "all of them", "全部"),
))
REVIEWER = CodeList("audit_reviewer", Text("评查人员类别", "kinds of reviewer"), (
    code("own", "本单位人员", "own staff", "自评", "自查", "执法人员"),
    code("cross", "交叉评查人员", "of another department", "交叉评查", "互评", "外单位人员"),
    code("lawyer", "律师", "lawyer", "法律顾问", "公职律师"),
    code("third", "第三方", "third party", "专家", "高校教师", "第三方机构"),
))
DEFECT = CodeList("audit_defect", Text("问题类别", "kinds of defect"), (
    code("subject", "执法主体", "competence", "主体", "主体资格", "执法资格"),
    code("facts", "事实证据", "facts and evidence", "事实", "证据", "事实不清"),
    code("law", "法律适用", "law applied", "定性", "适用法律", "法律适用定性"),
    code("procedure", "程序", "procedure", "执法程序", "程序违法"),
    code("discretion", "裁量", "discretion", "自由裁量", "裁量基准"),
    code("documents", "文书", "documents", "文书制作", "文书规范"),
    code("filing", "归档立卷", "filing", "归档", "立卷", "装订"),
    code("transfer", "应移送未移送", "not handed over to the prosecution", "移送"),
    code("systems", "三项制度", "publicity, recording, legal review", "执法公示", "全过程记录", "法制审核"),
))
GRADE = CodeList("audit_grade", Text("评查等次", "grades"), (
    code("excellent", "优秀", "excellent", "优秀案卷", "优", "优秀卷"),
    code("good", "良好", "good", "良", "良好卷"),
    code("pass", "合格", "pass", "合格案卷", "合格卷", "达标"),
    code("fail", "不合格", "fail", "不合格案卷", "不合格卷", "不达标"),
))


class Reviewer(Part):
    """One who reviewed the file."""

    name = "reviewer"
    kind = Choice("类别", "kind", REVIEWER, aliases=("人员类别", "身份"))
    person = Name("姓名", "name", limit=50, aliases=("评查人姓名",))
    body = Words("所在单位", "body", limit=60, aliases=("工作单位",))


class Defect(Part):
    """One thing that was found wrong."""

    name = "defect"
    kind = Choice("类别", "kind", DEFECT, aliases=("问题种类",))
    item = Words("具体问题", "what is wrong", limit=400, aliases=("问题描述", "扣分原因", "评查意见"))
    points = Score("扣分", "points taken off", aliases=("扣分值", "扣减分值"))
    fatal = Flag("一票否决项", "fatal", aliases=("否决项",))


class Audit(Case):
    """The record of one file in one round of review.

    The bureau itself reviews; a file is known by round, department and its own number, so no office stands here.
    """

    name = "audit"
    label = Text("案卷评查", "file reviews")
    mark = "评"
    order = 40
    beside = "xcli.domain.audit.records"
    verbs = (
        OwnVerb("frame", Text("名册", "frame")),
        OwnVerb("draw", Text("抽取", "draw")),
        OwnVerb("scheme", Text("方案", "scheme")),
        OwnVerb("sheets", Text("评分表", "sheets")),
        OwnVerb("score", Text("评分", "score")),
        OwnVerb("settle", Text("裁定", "settle")),
        OwnVerb("results", Text("结果", "results")),
        OwnVerb("rectify", Text("整改", "rectify")),
        OwnVerb("feedback", Text("通报", "feedback")),
    )

    case_no = CaseNo("评查编号", "review no.", limit=200, computed=True)
    office = OfficeField("承办机构", "office", computed=True)
    round = Words("评查轮次", "round", required=True, limit=40, aliases=("轮次", "批次", "评查批次", "评查活动"),
                  hint=Text("如 2024年第一轮", "such as 2024 first"))
    department = Words("被评查单位", "department", required=True, limit=60,
                       aliases=("执法部门", "执法单位", "部门", "单位", "被评查部门", "单位名称"))
    file_no = Words("案卷文号", "file no.", required=True, limit=64,
                    aliases=("案卷编号", "文号", "案号", "卷号", "处罚决定书文号", "决定书文号", "案件编号"))
    file_kind = Choice("案卷种类", "kind of file", FILE, expected=True, aliases=("案卷类型", "种类"))
    procedure = Choice("办案程序", "procedure", PROCEDURE, aliases=("适用程序",))
    matter = Words("案由", "matter", limit=200, aliases=("案件名称", "案名", "案卷名称"))
    filed_on = Day("立案日期", "opened by the department on", aliases=("立案时间",), law=Law(PENALTY_LAW, "60"))
    decided_on = Day("决定日期", "decided by the department on", aliases=("处罚决定日期", "决定时间"), law=Law(PENALTY_LAW, "60"))
    served_on = Day("送达日期", "served on", aliases=("送达时间",), law=Law(PENALTY_LAW, "61"))
    draw = Choice("抽取方式", "drawn how", DRAW, aliases=("抽样方式",))
    drawn_on = Day("抽取日期", "drawn on", expected=True, aliases=("抽卷日期", "调卷日期", "抽取时间"))
    opened_on = Day("列入评查日期", "taken in on", computed=True,
                    hint=Text("抽取日期；没有抽取日期的，为评查日期", "the day it was drawn, else the day of review"))
    reviewed_on = Day("评查日期", "reviewed on", expected=True, aliases=("评查时间", "评审日期"))
    reviewer = Parts("评查人", "reviewer", Reviewer, aliases=("评查人员", "评查员", "评审人"))
    defect = Parts("问题", "defect", Defect, aliases=("存在问题", "评查问题", "扣分项"))
    scheme = Words("评查方案", "scheme", limit=80, aliases=("评查标准", "方案"))
    limits = Words("等次分数线", "grade limits", limit=20, aliases=("分数线",),
                   hint=Text("优秀/合格 或 优秀/良好/合格，如 90/80/60；不填为 90/60",
                             "excellent/pass or excellent/good/pass, such as 90/80/60; 90/60 unless given"))
    score = Score("得分", "score", expected=True, aliases=("评查得分", "分数", "总分", "评分"))
    veto = Flag("一票否决", "vetoed", aliases=("否决",))
    barred = Flag("不得评优", "barred from excellent", aliases=("不能评优",))
    stated_grade = Choice("原定等次", "grade as stated", GRADE, aliases=("等次", "评查等次", "评查结果", "等级", "评定等次"))
    grade = Choice("等次", "grade", GRADE, computed=True, law=SCHEME,
                   hint=Text("由得分、一票否决和分数线得出；没有得分的，为原定等次",
                            "from score, veto and limits; without a score, as stated"))
    told_on = Day("反馈日期", "told the department on", aliases=("反馈时间", "意见反馈日期"))
    mend_by = Day("整改期限", "to be mended by", future=True, aliases=("整改时限",))
    mended_on = Day("整改完成日期", "mended on", aliases=("整改日期", "完成整改日期"))

    holds = (Hold(round, "audit_panel", "round", Always(), fields=(score, veto, barred, limits, stated_grade),
                  by=("audit sheets", "audit score", "audit settle", "undo"),
                  says=Text("这一轮已发评分表，得分和等次由评分得出，不能直接填。评分：xcli audit score，或导入评分表",
                            "this round has score sheets: scores and grades come from them and are not typed. "
                            "Score by xcli audit score, or import the sheets")),)

    closed = reviewed_on.present & grade.present
    docket = Docket(opened_on, reviewed_on, closed, Text("卷", "files"))
    asked = (round, department, file_no, file_kind, reviewed_on, score, veto, stated_grade)
    closing = (reviewed_on, score)
    twin = (round, department, file_no)
    cover = (round, department, file_no, file_kind, reviewed_on, score, grade)
    groups = (department, round, file_kind, procedure, draw, grade)
    penalty = file_kind.is_("penalty")
    # Of a file drawn from the frame only the decision is known: that no service is written says nothing yet.
    read = filed_on.present | served_on.present
    clocks = (
        Clock("audit.decided", Text("该案作出处罚决定", "decision in the file"), Law(PENALTY_LAW, "60"), filed_on, (decided_on,), 90,
              where=penalty & ~procedure.is_("summary"), who=DEPARTMENT, since=IN_FORCE,
              note=Text("法律、法规、规章另有规定的从其规定", "unless another law or rule says otherwise")),
        Clock("audit.served", Text("该案送达决定书", "service in the file"), Law(PENALTY_LAW, "61"), decided_on, (served_on,), 7,
              "working", penalty & ~procedure.is_("summary") & read, DEPARTMENT, since=IN_FORCE,
              note=Text("七日为工作日（第85条）", "seven days are working days (art. 85)")),
        Clock("audit.mended", Text("完成整改", "mending the file"), FEEDBACK, mend_by, (mended_on,), unit="stated",
              who=DEPARTMENT, outlives=True),
    )
    section = "government"
    story = (
        Text("抽取行政执法案卷{sampled}，涉及{departments}单位，评查{reviewed}，案卷合格率{pass_rate}。", "Files drawn: {sampled}, from {departments}; reviewed: {reviewed}; pass rate: {pass_rate}."),
        Text("评出优秀案卷{excellent}，优秀率{excellent_rate}。", "Excellent: {excellent}, a share of {excellent_rate}."),
        Text("不合格案卷{failed}。", "Failed: {failed}."),
        Text("发现问题的案卷{faulty}，反馈{told}，完成整改{mended}。", "With defects: {faulty}; told to the departments: {told}; mended: {mended}."),
    )
    rules = (
        Rule("no-day", ~opened_on.present, Text("没有抽取日期和评查日期，任何期间都不会计入",
                                                "neither drawn nor reviewed: no period counts it"),
             drawn_on, Text("填写抽取日期", "give the day it was drawn"), weight="warning"),
        Rule("reviewed-before-drawn", reviewed_on.before(drawn_on), Text("评查日期早于抽取日期", "reviewed before it was drawn"),
             reviewed_on),
        Rule("graded-without-day", grade.present & ~reviewed_on.present,
             Text("有得分或等次而无评查日期", "a score or a grade without the day of review"), reviewed_on,
             Text("填写评查日期", "give the day of review")),
        Rule("fatal-without-veto", defect.any(Defect.fatal.true) & ~veto.true,
             Text("有一票否决项而没有选一票否决", "a fatal defect, but the file is not vetoed"), veto),
        Rule("decided-before-filed", decided_on.before(filed_on), Text("决定日期早于立案日期", "decided before it was opened"),
             decided_on),
        Rule("served-before-decided", served_on.before(decided_on), Text("送达日期早于决定日期", "served before it was decided"),
             served_on),
        Rule("reviewed-before-decided", reviewed_on.before(decided_on),
             Text("评查日期早于该案决定日期", "reviewed before the case was decided"), reviewed_on, weight="warning"),
        Rule("told-before-reviewed", told_on.before(reviewed_on), Text("反馈日期早于评查日期", "told before it was reviewed"),
             told_on),
        Rule("mended-before-reviewed", mended_on.before(reviewed_on), Text("整改早于评查", "mended before it was reviewed"),
             mended_on),
    )

    @classmethod
    def derived(cls, content: Mapping[str, Any], calendar: Calendar) -> dict[str, Any]:
        """Number the file, place it in time and grade it."""
        del calendar
        named = [str(content.get(name) or "") for name in ("round", "department", "file_no")]
        return {
            "case_no": " ".join(named) if all(named) else None,
            "office": None,
            "opened_on": content.get("drawn_on") or content.get("reviewed_on"),
            "grade": grade_of(content) or content.get("stated_grade"),
        }

    @classmethod
    def further(cls, content: Mapping[str, Any], calendar: Calendar) -> Iterator[tuple[Field, Fault]]:
        """Compare the grade that was stated with the one that score and veto give."""
        del calendar
        if content.get("limits") and not limits_of(content):
            yield cls.limits, Fault(
                Text("不是由高到低的两条或三条分数线", "is not two or three limits, the highest first"),
                Text("应写成 90/60 或 90/80/60", "write 90/60 or 90/80/60"))
        own, stated = grade_of(content), content.get("stated_grade")
        # Unless its limits say otherwise, a scheme with the grade good cuts it out of those that pass.
        if own and stated and own != stated and (content.get("limits") or (own, stated) != ("pass", "good")):
            ours, theirs = GRADE.label_of(own), GRADE.label_of(stated)
            yield cls.stated_grade, Fault(
                Text(f"按得分和一票否决应为{ours.zh}，原定为{theirs.zh}", f"score and veto give {ours.en}, stated is {theirs.en}"),
                Text("核对得分、一票否决和等次", "check score, veto and grade"))


def grade_of(content: Mapping[str, Any]) -> str | None:
    """Return the grade that a file's score, veto and limits give; without a score there is none."""
    return graded(content.get("score"), limits_of(content) or LIMITS,
                  veto=bool(content.get("veto")), barred=bool(content.get("barred")))


def limits_of(content: Mapping[str, Any]) -> tuple[tuple[int, str], ...] | None:
    """Return the limits that are written as 90/60 or 90/80/60; None if they are not, or not in descending order."""
    read = [read_score(text) for text in str(content.get("limits") or "").replace("／", "/").split("/")]
    points = [score for score, _ in read if score]
    grades = GRADES.get(len(read))
    if grades is None or len(points) != len(read) or points != sorted(set(points), reverse=True):
        return None
    return (*zip(points, grades, strict=True), (0, "fail"))


def graded(score: int | None, limits: tuple[tuple[int, str], ...] = LIMITS, *, veto: bool,
           barred: bool = False) -> str | None:
    """Return the grade that a score gives; a veto fails the file whatever its score, a bar keeps it from excellent."""
    if veto:
        return "fail"
    open_ = limits[1:] if barred else limits
    return None if score is None else next(grade for least, grade in open_ if score >= least)


a = Audit
FILES, BODIES, DAYS, PERCENT = Text("卷", "files"), Text("个", "departments"), Text("天", "days"), Text("%", "%")
by = a.reviewed_on

sampled = Indicator("audit.sampled", Text("抽取案卷", "files drawn"), FILES, Count(a.opened_on),
                    aliases=("抽查案卷", "抽取行政处罚案卷"),
                    basis=(PRACTICE,), headline=True)
penalties = Indicator("audit.penalties", Text("抽取行政处罚案卷", "penalty files drawn"), FILES,
                      Count(a.opened_on, a.file_kind.is_("penalty")),
                      basis=(PRACTICE,))
departments = Indicator("audit.departments", Text("被评查单位", "departments reviewed"), BODIES,
                        Count(by, a.closed, a.department),
                        basis=(PRACTICE,))
reviewed = Indicator("audit.reviewed", Text("评查案卷", "files reviewed"), FILES, Count(by, a.closed), aliases=("已评查",),
                     basis=(PRACTICE,),
                     headline=True)
opening = Indicator("audit.opening", Text("期初待评查", "awaiting review at the start"), FILES,
                    Pending(a.opened_on, by, a.closed, at="start"), basis=(PRACTICE,))
pending = Indicator("audit.pending", Text("期末待评查", "awaiting review at the end"), FILES,
                    Pending(a.opened_on, by, a.closed),
                    basis=(PRACTICE,))
excellent = Indicator("audit.excellent", Text("优秀案卷", "excellent files"), FILES, Count(by, a.grade.is_("excellent")),
                      basis=(SCHEME,), headline=True)
good = Indicator("audit.good", Text("良好案卷", "good files"), FILES, Count(by, a.grade.is_("good")), basis=(SCHEME,))
passed = Indicator("audit.passed", Text("合格案卷（不含优秀、良好）", "files that pass, short of good"), FILES,
                   Count(by, a.grade.is_("pass")),
                   basis=(SCHEME,))
failed = Indicator("audit.failed", Text("不合格案卷", "files that fail"), FILES, Count(by, a.grade.is_("fail")),
                   basis=(SCHEME,))
pass_rate = Indicator(
    "audit.pass_rate", Text("案卷合格率", "pass rate"), PERCENT, Count(by,
                                                                  a.grade.is_("excellent", "good",
                                                                              "pass")), reviewed.numerator,
    kind="rate", aliases=("合格率",), basis=(PRACTICE,), headline=True,
    note=Text("优秀、良好、合格都算合格。", "excellent, good and pass all pass."))
excellent_rate = Indicator("audit.excellent_rate", Text("案卷优秀率", "share of excellent files"), PERCENT,
                           excellent.numerator,
                           reviewed.numerator, kind="rate", aliases=("优秀率",), basis=(PRACTICE,))
vetoed = Indicator("audit.vetoed", Text("一票否决案卷", "files vetoed"), FILES, Count(by, a.closed & a.veto.true),
                   basis=(SCHEME,))
faulty = Indicator("audit.faulty", Text("发现问题的案卷", "files with defects"), FILES, Count(by, a.closed & a.defect.present),
                   basis=(SCHEME,))
told = Indicator("audit.told", Text("反馈案卷", "files on which the department was told"), FILES, Count(a.told_on),
                 basis=(PRACTICE,))
mended = Indicator("audit.mended", Text("完成整改案卷", "files mended"), FILES, Count(a.mended_on), basis=(PRACTICE,))
days_to_review = Indicator("audit.days_to_review", Text("平均评查天数", "mean days to review"), DAYS,
                           Days(a.opened_on, by, by, a.closed), reviewed.numerator, kind="mean", basis=(PRACTICE,))
kinds = shares(reviewed, a.file_kind)

DATED = a.closed & a.penalty & ~a.procedure.is_("summary") & a.filed_on.between(IN_FORCE, None) & a.decided_on.present
decided_in_time = Indicator("audit.decided_in_time", Text("处罚按期决定率", "penalties decided in time"), PERCENT,
                            OnTime(a.clocks[:1], by, DATED), Count(by, DATED), kind="rate", basis=(a.clocks[0].law,), note=ON_TIME)
pending_age = Indicator("audit.pending_age", Text("待评查平均天数", "mean days awaiting review"), DAYS,
                        Pending(a.opened_on, by, a.closed, ages=True), pending.numerator, kind="mean", basis=(PRACTICE,))

Audit.indicators = (
    sampled, reviewed, excellent, pass_rate, excellent_rate, good, passed, failed, penalties, departments, opening,
    pending, vetoed, faulty, told, mended, days_to_review, *kinds, decided_in_time, pending_age,
)
Audit.identities = (
    Identity("audit.balance", Text("期初待评查+抽取=评查+期末待评查", "opening + drawn = reviewed + pending"), (opening, sampled),
             (reviewed, pending),
             (a.grade.present & ~by.present) | by.before(a.opened_on)),
    Identity("audit.grades", Text("评查=优秀+良好+合格+不合格", "reviewed = excellent + good + pass + fail"), (reviewed,),
             (excellent, good, passed, failed), by.present & ~a.grade.present),
    Identity("audit.kinds", Text("评查=各种类之和", "reviewed = sum of kinds"), (reviewed,), kinds,
             by.present & ~a.file_kind.present),
)
PAGE = Audit
