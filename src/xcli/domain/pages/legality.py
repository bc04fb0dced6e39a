"""合法性审核: agreements and documents reviewed before they are signed or issued, and the filing of what was issued."""

from collections.abc import Mapping
from typing import Any

from xcli.domain.calendar import Calendar
from xcli.domain.clock import Clock
from xcli.domain.code import CodeList, code
from xcli.domain.field import Choice, Day, Name, Parts, Words
from xcli.domain.indicator import Count, Days, Identity, Indicator, Pending, shares
from xcli.domain.law import Law
from xcli.domain.page import Case, Docket, Part, Rule
from xcli.domain.predicate import Always, Predicate
from xcli.domain.reckoning import Reckoning, reckon
from xcli.text import Text

REVIEW = Law(Text("国务院办公厅关于全面推行行政规范性文件合法性审核机制的指导意见（国办发〔2018〕115号）",
                  "State Council guidance on legality review, 2018 no. 115"))
DECISIONS = Law(Text("重大行政决策程序暂行条例", "Regulations on Major Administrative Decisions"), "25")
FILING = Law(Text("青海省行政规范性文件制定和备案办法（省政府令第99号）",
                  "Qinghai measures on normative documents, decree 99"),
             short=Text("省政府令第99号", "decree 99"))
PRACTICE = Law(Text("统计惯例", "statistical practice"))

# Qinghai gives twenty days from issue; what comes later is late (延迟报备).
DAYS_TO_FILE = 20

KIND = CodeList("legality_kind", Text("审核事项种类", "kinds of matter"), (
    code("agreement", "重大行政协议", "major agreement", "协议", "合同", "政府合同", "行政协议", "政府重大行政协议"),
    code("policy", "重要政策文件", "policy document", "政策文件", "政策", "政策措施"),
    code("normative", "行政规范性文件", "normative document", "规范性文件"),
    code("decision", "重大行政决策", "major decision", "重大决策", "决策"),
    code("enforcement", "重大行政执法决定", "major enforcement decision", "重大执法决定", "执法决定"),
    code("other", "其他", "other", "其他涉法事项", "涉法事务"),
))
REVIEWER = CodeList("legality_reviewer", Text("审核人员类别", "kinds of reviewer"), (
    code("own", "本单位人员", "own staff", "工作人员", "审核人员"),
    code("adviser", "法律顾问", "legal adviser", "政府法律顾问", "律师"),
    code("public", "公职律师", "government lawyer"),
    code("expert", "专家", "expert", "专家学者"),
))
OPINION = CodeList("legality_opinion", Text("审核意见", "opinions"), (
    code("lawful", "合法", "lawful", "合法有效", "无修改意见", "通过"),
    code("amend", "应当予以修改", "to be amended", "修改", "修改后通过", "建议修改", "应予修改"),
    code("unlawful", "不合法", "unlawful", "违法"),
    code("not_issue", "建议不予出台", "recommend not to issue", "不予出台", "建议不出台", "建议不签订", "不予制定"),
    code("returned", "退回送审", "returned unreviewed", "退回", "不属于审核范围", "材料不全退回", "撤回送审"),
))
RESULT = CodeList("legality_result", Text("采纳情况", "what came of it"), (
    code("adopted", "采纳", "adopted", "全部采纳", "已采纳"),
    code("adopted_in_part", "部分采纳", "adopted in part"),
    code("not_adopted", "未采纳", "not adopted", "不采纳"),
))


class Reviewer(Part):
    """One who reviewed it."""

    name = "reviewer"
    kind = Choice("类别", "kind", REVIEWER, aliases=("人员类别", "身份"))
    person = Name("姓名", "name", limit=50, aliases=("审核人姓名",))
    body = Words("所在单位", "body", limit=60, aliases=("工作单位", "律师事务所"))


class Legality(Case):
    """The record of one agreement or document sent for review."""

    name = "legality"
    label = Text("合法性审核", "legality reviews")
    mark = "审"
    order = 50
    rhythm = "yearly"

    kind = Choice("审核事项种类", "kind of matter", KIND, required=True, aliases=("种类", "类型", "类别", "事项类别", "文件类型"))
    title = Words("事项名称", "title", required=True, limit=200, aliases=("文件名称", "协议名称", "合同名称", "名称", "标题", "送审事项"))
    body = Words("送审单位", "asked by", required=True, limit=60, aliases=("起草单位", "提请单位", "承办单位", "送审机关", "来文单位"))
    requested_on = Day("送审日期", "requested on", required=True, aliases=("收到日期", "提请日期", "来文日期", "送审时间", "收件日期"), law=REVIEW)
    reviewed_on = Day("审核日期", "reviewed on", aliases=("审核时间", "出具意见日期", "审核完成日期", "办结日期"), law=REVIEW)
    opinion = Choice("审核意见", "opinion", OPINION, aliases=("审核结论", "结论", "意见", "审核结果"), law=REVIEW)
    opinion_no = Words("审核意见书文号", "no. of the opinion", limit=64, aliases=("意见书文号", "意见文号"))
    advice = Words("具体意见", "advice", limit=2000, lines=True, aliases=("修改建议", "问题及建议", "审核意见内容"))
    reviewer = Parts("审核人", "reviewer", Reviewer, aliases=("审核人员", "经办人"))
    result = Choice("采纳情况", "what came of it", RESULT, aliases=("采纳结果", "意见采纳情况", "处理结果"))
    issued_on = Day("印发或签订日期", "issued or signed on", aliases=("印发日期", "签订日期", "发布日期", "公布日期"))
    document_no = Words("发文字号", "document no.", limit=64, aliases=("文号", "文件编号"))
    filing_by = Day("报备期限", "to be filed by", future=True, computed=True, law=FILING,
                    hint=Text("规范性文件印发后 20 日，遇休假日顺延", "twenty days after the issue of a normative document"))
    filed_on = Day("报备日期", "filed on", aliases=("备案日期", "报送备案日期", "报备时间"), law=FILING)
    filed_at = Words("报备机关", "filed with", limit=60, aliases=("备案机关", "备案单位"), law=FILING)

    closed = reviewed_on.present & opinion.present
    reviewed = closed & ~opinion.is_("returned")
    reckoned_from = (issued_on,)
    docket = Docket(requested_on, reviewed_on, closed)
    asked = (kind, title, body, requested_on, reviewed_on, opinion, result)
    closing = (reviewed_on, opinion)
    twin = (kind, title, body, requested_on)
    cover = (Case.case_no, kind, title, body, requested_on, reviewed_on, opinion, result)
    groups = (kind, body, opinion, result)
    section = "government"
    story = (
        Text("收到合法性审核送审{requested}，审核{reviewed}；审核政府重大行政协议{agreements}；审核重要政策文件{policies}。",
             "Sent for review: {requested}, reviewed: {reviewed}; major agreements: {agreements}; policy documents: {policies}."),
        Text("意见被采纳{adopted}，采纳率{adoption_rate}；报备行政规范性文件{filed}；平均审核用时{days_to_review}。",
             "Opinions adopted: {adopted}, a rate of {adoption_rate}; documents filed: {filed}; mean time to review: {days_to_review}."),
    )
    rules = (
        Rule("reviewed-before-requested", reviewed_on.before(requested_on),
             Text("审核日期早于送审日期", "reviewed before it was sent for review"), reviewed_on),
        Rule("opinion-without-day", opinion.present & ~reviewed_on.present,
             Text("有审核意见而无审核日期", "an opinion without the day of review"), reviewed_on, Text("填写审核日期", "give the day of review")),
        Rule("day-without-opinion", reviewed_on.present & ~opinion.present,
             Text("有审核日期而无审核意见", "reviewed without an opinion"), opinion, Text("填写审核意见", "give the opinion")),
        Rule("result-without-opinion", result.present & ~opinion.present,
             Text("有采纳情况而无审核意见", "something came of an opinion that was not given"), opinion),
        Rule("issued-before-reviewed", issued_on.before(reviewed_on),
             Text("印发或签订早于审核", "issued or signed before it was reviewed"), issued_on, weight="warning"),
        Rule("issued-unreviewed", issued_on.present & ~reviewed_on.present,
             Text("未经审核就印发或签订", "issued or signed unreviewed"), issued_on, weight="warning"),
        Rule("unlawful-and-issued", issued_on.present & opinion.is_("unlawful", "not_issue") & ~result.is_("not_adopted"),
             Text("意见是不合法或不予出台，却已印发或签订，采纳情况应为未采纳",
                  "unlawful or not to be issued, yet issued: then the opinion was not adopted"), result),
        Rule("filed-not-normative", filed_on.present & ~kind.is_("normative"),
             Text("只有行政规范性文件报送备案", "only normative documents are filed"), filed_on, weight="warning"),
        Rule("filed-not-issued", filed_on.present & ~issued_on.present,
             Text("有报备日期而无印发日期", "filed, but not issued"), issued_on, Text("填写印发日期", "give the day of issue")),
        Rule("filed-before-issued", filed_on.before(issued_on), Text("报备日期早于印发日期", "filed before it was issued"), filed_on),
        Rule("filed-late", filing_by.before(filed_on), Text("超过 20 日报备（延迟报备）", "filed later than twenty days"), filed_on,
             weight="warning"),
    )

    @classmethod
    def derived(cls, content: Mapping[str, Any], calendar: Calendar) -> dict[str, Any]:
        """Tell by when a normative document that was issued must be filed."""
        run = reckon(FILE.under(calendar.rules), content, Reckoning(calendar)) if content.get("kind") == "normative" else None
        return {"filing_by": run.due if run else None}


r = Legality
FILE = Clock("legality.file", Text("报送备案", "filing"), FILING, r.issued_on, (r.filed_on,), DAYS_TO_FILE,
             where=r.kind.is_("normative"), outlives=True, length_setting="legality.filing_days",
             note=Text("各地期限不同，可由台账设置", "the time differs from place to place; the ledger may set another"))
Legality.clocks = (FILE,)
CASES, DAYS, PERCENT = Text("件", "matters"), Text("天", "days"), Text("%", "%")
EVERY = Always()


def count(name: str, zh: str, en: str, by: Day, where: Predicate = EVERY, *basis: Law, **rest: Any) -> Indicator:
    """Return the indicator that counts records by one of their dates."""
    return Indicator(f"legality.{name}", Text(zh, en), CASES, Count(by, where), basis=basis or (PRACTICE,), **rest)


def of_kind(name: str, zh: str, en: str, kind: str, law: Law, **rest: Any) -> Indicator:
    """Return the indicator of one kind of matter reviewed."""
    return count(name, zh, en, r.reviewed_on, r.reviewed & r.kind.is_(kind), law, **rest)


NOT_RETURNED = Text("不含退回送审的。", "Without those returned unreviewed.")
requested = count("requested", "送审", "sent for review", r.requested_on, EVERY, REVIEW, aliases=("收到送审",), headline=True)
reviewed = count("reviewed", "审核", "reviewed", r.reviewed_on, r.reviewed, REVIEW, aliases=("已审核", "合法性审核"),
                 note=NOT_RETURNED, headline=True)
agreements = of_kind("agreements", "审核政府重大行政协议", "major government agreements reviewed", "agreement", PRACTICE,
                     aliases=("审核协议",), note=NOT_RETURNED, headline=True)
policies = of_kind("policies", "审核重要政策文件", "policy documents reviewed", "policy", PRACTICE, aliases=("审核政策文件",),
                   note=NOT_RETURNED, headline=True)
normative = of_kind("normative", "审核行政规范性文件", "normative documents reviewed", "normative", REVIEW, note=NOT_RETURNED)
major = of_kind("decisions", "审核重大行政决策", "major decisions reviewed", "decision", DECISIONS, note=NOT_RETURNED)
enforcement = of_kind("enforcement", "审核重大行政执法决定", "major enforcement decisions reviewed", "enforcement",
                      Law(Text("行政处罚法", "Administrative Penalty Law"), "58"), note=NOT_RETURNED)
others = of_kind("others", "审核其他事项", "other matters reviewed", "other", PRACTICE, note=NOT_RETURNED)
kinds = (agreements, policies, normative, major, enforcement, others)
opinions = tuple(
    count(f"opinion_{entry.code}", f"意见：{entry.label.zh}", f"opinion: {entry.label.en}", r.reviewed_on,
          r.closed & r.opinion.is_(entry.code), REVIEW) for entry in OPINION.codes)
closed = count("closed", "办结", "closed", r.reviewed_on, r.closed, note=Text("含退回送审的。", "With those returned unreviewed."))
opening = Indicator("legality.opening", Text("期初待审核", "awaiting review at the start"), CASES,
                    Pending(r.requested_on, r.reviewed_on, r.closed, at="start"), basis=(PRACTICE,))
pending = Indicator("legality.pending", Text("期末待审核", "awaiting review at the end"), CASES,
                    Pending(r.requested_on, r.reviewed_on, r.closed), aliases=("待审核",), basis=(PRACTICE,))
advised = Count(r.reviewed_on, r.reviewed & r.result.present)
adopted = count("adopted", "意见被采纳", "opinions adopted", r.reviewed_on, r.reviewed & r.result.is_("adopted", "adopted_in_part"),
                note=Text("含部分采纳。", "In part included."))
adoption_rate = Indicator("legality.adoption_rate", Text("意见采纳率", "adoption rate"), PERCENT, adopted.numerator, advised,
                          kind="rate", aliases=("采纳率",), basis=(PRACTICE,),
                          note=Text("占已知采纳情况的。", "Of those of which it is known what came of them."))
with_counsel = count("with_counsel", "法律顾问或公职律师参与审核", "reviewed with counsel", r.reviewed_on,
                     r.reviewed & r.reviewer.any(Reviewer.kind.is_("adviser", "public")), REVIEW)
issued = count("issued", "印发行政规范性文件", "normative documents issued", r.issued_on, r.kind.is_("normative"), FILING)
filed = count("filed", "报备行政规范性文件", "normative documents filed", r.filed_on, r.kind.is_("normative"), FILING,
              aliases=("报备",))
late = count("filed_late", "延迟报备", "filed late", r.filed_on, r.kind.is_("normative") & r.filing_by.before(r.filed_on), FILING)
filing_rate = Indicator(
    "legality.filing_rate", Text("报备率", "share filed"), PERCENT, Count(r.issued_on, r.kind.is_("normative") & r.filed_on.present),
    issued.numerator, kind="rate", basis=(FILING,), note=Text("本期印发、已经报备的。", "Of those issued in the period."))
in_time_rate = Indicator(
    "legality.filed_in_time_rate", Text("按期报备率", "filed in time"), PERCENT,
    Count(r.filed_on, r.kind.is_("normative") & r.filing_by.present & ~r.filing_by.before(r.filed_on)), filed.numerator,
    kind="rate", basis=(FILING,))
days_to_review = Indicator("legality.days_to_review", Text("平均审核天数", "mean days to review"), DAYS,
                           Days(r.requested_on, r.reviewed_on, r.reviewed_on, r.reviewed), reviewed.numerator, kind="mean",
                           basis=(PRACTICE,))
results = shares(reviewed, r.result)

Legality.indicators = (
    requested, reviewed, agreements, policies, *kinds[2:], opening, pending, closed, *opinions, adopted, adoption_rate,
    with_counsel, issued, filed, late, filing_rate, in_time_rate, days_to_review, *results,
)
Legality.identities = (
    Identity("legality.balance", Text("期初待审核+送审=办结+期末待审核", "opening + sent = closed + pending"), (opening, requested),
             (closed, pending), r.reviewed_on.before(r.requested_on) | (r.opinion.present & ~r.reviewed_on.present)),
    Identity("legality.opinions", Text("办结=各种意见之和", "closed = sum of opinions"), (closed,), opinions),
    Identity("legality.kinds", Text("审核=各种类之和", "reviewed = sum of kinds"), (reviewed,), kinds),
    Identity("legality.results", Text("审核=各采纳情况之和", "reviewed = sum of what came of it"), (reviewed,), results),
)
PAGE = Legality
