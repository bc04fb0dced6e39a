"""行政应诉: actions against the government and its departments, who appeared for them, and how they ended."""

from typing import Any

from xcli.domain.clock import Clock
from xcli.domain.code import CodeList, code
from xcli.domain.codes.recon import ACT, FIELD
from xcli.domain.field import Choice, Day, Flag, Name, Parts, Words
from xcli.domain.indicator import Count, Days, Identity, Indicator, Pending, shares
from xcli.domain.law import Law
from xcli.domain.page import Case, Docket, Part, Rule
from xcli.domain.predicate import Always, Predicate
from xcli.text import Text

SUITS = Text("行政诉讼法", "Administrative Litigation Law")
APPEARANCE_RULES = Law(Text("最高人民法院关于行政机关负责人出庭应诉若干问题的规定（法释〔2020〕3号）",
                            "Supreme Court rules on the appearance of heads, 2020 no. 3"))
PRACTICE = Law(Text("统计惯例", "statistical practice"))

ROLE = CodeList("litigation_role", Text("诉讼地位", "roles"), (
    code("plaintiff", "原告", "plaintiff", "上诉人", "申请人"),
    code("third", "第三人", "third party"),
    code("agent", "诉讼代理人", "agent", "代理人", "委托代理人"),
))
CAPACITY = CodeList("litigation_capacity", Text("应诉身份", "capacities"), (
    code("organ", "作出行政行为的机关", "organ that acted", "原行政机关", "单独被告", "被告"),
    code("review", "复议机关", "reconsideration organ", "复议机关单独被告"),
    code("joint", "共同被告", "joint defendant", "复议机关共同被告", "复议维持共同被告"),
    code("third", "第三人", "third party"),
))
LEVEL = CodeList("litigation_level", Text("审级", "levels"), (
    code("first", "一审", "first instance", "第一审"),
    code("second", "二审", "second instance", "第二审", "上诉"),
    code("retrial", "再审", "retrial", "申请再审", "审判监督"),
))
APPEARANCE = CodeList("litigation_appearance", Text("负责人出庭情况", "appearance of the head"), (
    code("principal", "正职负责人出庭", "the head", "正职", "主要负责人", "主要负责人出庭"),
    code("deputy", "副职负责人出庭", "a deputy head", "副职", "分管负责人", "分管负责人出庭"),
    code("other", "其他参与分管的负责人出庭", "another head in charge", "其他负责人"),
    code("excused", "有正当理由不能出庭，委托工作人员", "excused, staff sent", "有正当理由", "委托工作人员", "说明理由"),
    code("absent", "未出庭", "did not appear", "负责人未出庭", "否"),
))
RESULT = CodeList("litigation_result", Text("裁判结果", "results"), (
    code("dismissed", "判决驳回诉讼请求", "claim dismissed", "驳回诉讼请求", "驳回", "胜诉"),
    code("rejected", "裁定驳回起诉", "action rejected", "驳回起诉", "不予立案"),
    code("upheld", "维持原判", "judgment upheld", "二审维持", "驳回上诉维持原判", "驳回上诉"),
    code("refused", "裁定驳回再审申请", "retrial refused", "驳回再审申请"),
    code("withdrawn", "准许撤诉", "withdrawn", "撤诉", "撤回起诉", "撤回上诉"),
    code("mediated", "调解", "mediated", "调解结案", "行政调解书"),
    code("revoked", "判决撤销", "act revoked", "撤销", "撤销并责令重作"),
    code("partly_revoked", "判决部分撤销", "act revoked in part", "部分撤销"),
    code("changed", "判决变更", "act changed", "变更"),
    code("ordered", "判决履行", "ordered to act", "责令履行", "履行法定职责", "履行给付义务"),
    code("unlawful", "确认违法", "confirmed unlawful", "判决确认违法"),
    code("void", "确认无效", "confirmed void", "判决确认无效"),
    code("liable", "判决赔偿或补偿", "ordered to pay", "赔偿", "补偿", "行政协议责任"),
    code("reversed", "改判机关败诉", "reversed against the organ", "二审改判败诉"),
    code("reversed_for", "改判机关胜诉", "reversed for the organ", "二审改判胜诉"),
    code("remanded", "发回重审或指令审理", "remanded", "发回重审", "指令审理", "指令立案"),
    code("other", "其他终结", "ended otherwise", "终结诉讼", "移送管辖", "其他"),
))
LOST = ("revoked", "partly_revoked", "changed", "ordered", "unlawful", "void", "liable", "reversed")
SETTLED = ("withdrawn", "mediated")
APPEARED = ("principal", "deputy", "other")
APPEAL = CodeList("litigation_appeal", Text("上诉情况", "appeals"), (
    code("none", "未上诉", "none", "服判", "服判息诉"),
    code("plaintiff", "原告上诉", "by the plaintiff", "对方上诉"),
    code("defendant", "被告上诉", "by the defendant", "行政机关上诉", "我方上诉"),
    code("both", "双方上诉", "by both", "均上诉"),
))


class Party(Part):
    """One who takes part on the other side."""

    name = "party"
    role = Choice("诉讼地位", "role", ROLE, aliases=("身份", "当事人身份"))
    person = Name("姓名或名称", "name", limit=60, private="name", sought=True, aliases=("姓名", "名称", "原告姓名"))


class Suit(Case):
    """The record of one action at one level."""

    name = "litigation"
    label = Text("行政应诉", "litigation")
    mark = "诉"
    order = 70
    rhythm = "yearly"

    received_on = Day("收到应诉通知日期", "received on", required=True,
                      aliases=("收到应诉通知书日期", "收案日期", "收到日期", "应诉通知日期", "收到起诉状副本日期"), law=Law(SUITS, "67"))
    court = Words("受理法院", "court", required=True, limit=60, aliases=("法院", "审理法院", "管辖法院"))
    court_no = Words("法院案号", "case no. of the court", limit=64, aliases=("诉讼案号", "行政案号", "裁判文书案号"))
    level = Choice("审级", "level", LEVEL, expected=True, aliases=("审理程序", "诉讼阶段"))
    party = Parts("原告", "party", Party, expected=True, aliases=("原告（上诉人）", "对方当事人", "当事人"))
    defendant = Words("被告", "defendant", required=True, limit=100, aliases=("被告机关", "应诉机关", "应诉单位", "被告单位"))
    capacity = Choice("应诉身份", "capacity", CAPACITY, aliases=("被告类型",), law=Law(SUITS, "26"))
    field = Choice("行政管理领域", "field of administration", FIELD, expected=True, aliases=("领域", "管理领域", "行政管理类别"))
    act = Choice("行政行为种类", "kind of act", ACT, aliases=("行政行为", "被诉行政行为", "行为种类"))
    after_recon = Flag("经过行政复议", "after reconsideration", aliases=("是否复议", "复议后起诉"))
    matter = Words("案由", "matter", limit=600, lines=True, private="text", aliases=("诉讼请求", "案情", "简要案情"))
    defence_on = Day("提交答辩日期", "defence sent on", aliases=("答辩日期", "提交答辩状日期"), law=Law(SUITS, "67"))
    hearing_on = Day("开庭日期", "hearing on", future=True, aliases=("庭审日期", "开庭时间"))
    appearance = Choice("负责人出庭情况", "appearance of the head", APPEARANCE,
                        aliases=("出庭情况", "行政机关负责人出庭情况", "负责人是否出庭", "出庭应诉情况"), law=Law(SUITS, "3"))
    head = Name("出庭负责人", "head who appeared", limit=50, aliases=("出庭负责人姓名", "出庭人"))
    counsel = Name("委托代理人", "counsel", limit=100, aliases=("代理律师", "代理人", "我方代理人"))
    closed_on = Day("裁判日期", "closed on", aliases=("结案日期", "判决日期", "裁定日期", "裁判文书日期"))
    result = Choice("裁判结果", "result", RESULT, aliases=("结果", "判决结果", "裁判情况", "结案方式"), law=Law(SUITS, "69—78、89"))
    appeal = Choice("上诉情况", "appeal", APPEAL, aliases=("是否上诉",), law=Law(SUITS, "85"))
    appealed_on = Day("上诉日期", "appealed on", law=Law(SUITS, "85"))
    performed_on = Day("履行日期", "performed on", aliases=("履行生效裁判日期",), law=Law(SUITS, "94"))
    handler = Name("承办人", "handler", limit=50, aliases=("承办人员", "经办人"))

    closed = closed_on.present & result.present
    heard = hearing_on.present & appearance.present
    clocks = (Clock("litigation.defend", Text("提交答辩状", "the defence"), Law(SUITS, "67"), received_on, (defence_on,), 15),)
    docket = Docket(received_on, closed_on, closed)
    asked = (received_on, court, court_no, level, party, defendant, field, hearing_on)
    closing = (closed_on, result)
    twin = (received_on, court, defendant, party)
    cover = (Case.case_no, received_on, court_no, level, party, defendant, hearing_on, appearance, closed_on, result)
    groups = (field, act, level, capacity, defendant, court, appearance, result)
    section = "government"
    story = (
        Text("收到行政应诉案件{received}，审结{closed}；开庭{heard}，负责人出庭应诉{appeared}，出庭率{appearance_rate}。",
             "Actions received: {received}, closed: {closed}; heard: {heard}, the head appeared in {appeared}, a rate of {appearance_rate}."),
        Text("败诉{lost}，败诉率{lost_rate}；调解和撤诉{settled}；期末未结{pending}。",
             "Lost: {lost}, a rate of {lost_rate}; mediated or withdrawn: {settled}; pending at the end: {pending}."),
    )
    rules = (
        Rule("defence-before-received", defence_on.before(received_on),
             Text("提交答辩早于收到应诉通知", "a defence sent before the notice came"), defence_on),
        Rule("hearing-before-received", hearing_on.before(received_on),
             Text("开庭日期早于收到应诉通知日期", "heard before the notice came"), hearing_on),
        Rule("appearance-without-hearing", (appearance.present | head.present) & ~hearing_on.present,
             Text("有出庭情况而无开庭日期", "someone appeared, but there was no hearing"), hearing_on, Text("填写开庭日期", "give the day of the hearing")),
        Rule("head-without-appearance", head.present & ~appearance.is_(*APPEARED),
             Text("有出庭负责人，而出庭情况不是负责人出庭", "a head is named who did not appear"), appearance),
        Rule("closed-before-received", closed_on.before(received_on),
             Text("裁判日期早于收到应诉通知日期", "closed before the notice came"), closed_on),
        Rule("closed-before-hearing", closed_on.before(hearing_on), Text("裁判日期早于开庭日期", "closed before the hearing"), closed_on),
        Rule("result-without-day", result.present & ~closed_on.present,
             Text("有裁判结果而无裁判日期", "a result without the day of closing"), closed_on, Text("填写裁判日期", "give the day of closing")),
        Rule("day-without-result", closed_on.present & ~result.present,
             Text("有裁判日期而无裁判结果", "closed without a result"), result, Text("填写裁判结果", "give the result")),
        Rule("appeal-before-closing", appealed_on.before(closed_on) | (appealed_on.present & ~closed_on.present),
             Text("裁判之前上诉", "appealed before it was closed"), appealed_on),
        Rule("appealed-by-nobody", appealed_on.present & (appeal.is_("none") | ~appeal.present),
             Text("有上诉日期而没有上诉", "the day of an appeal that nobody made"), appeal),
        Rule("upheld-at-first", level.is_("first") & result.is_("upheld", "refused", "reversed", "reversed_for"),
             Text("一审没有维持原判、改判和驳回再审申请", "at first instance nothing is upheld, reversed or refused"), result,
             Text("核对审级", "check the level")),
        Rule("heard-without-appearance", hearing_on.present & closed_on.present & ~appearance.present,
             Text("已开庭而没有填负责人出庭情况", "heard, but not told whether the head appeared"), appearance, weight="warning"),
        Rule("joint-without-recon", capacity.is_("review", "joint") & after_recon.is_(0),
             Text("复议机关应诉的案件应经过行政复议", "the reconsideration organ is sued only after reconsideration"), after_recon),
    )


r = Suit
CASES, DAYS, PERCENT = Text("件", "cases"), Text("天", "days"), Text("%", "%")
EVERY = Always()


def count(name: str, zh: str, en: str, by: Day, where: Predicate = EVERY, *basis: Law, **rest: Any) -> Indicator:
    """Return the indicator that counts records by one of their dates."""
    return Indicator(f"litigation.{name}", Text(zh, en), CASES, Count(by, where), basis=basis or (PRACTICE,), **rest)


def rate(name: str, zh: str, en: str, top: Indicator, base: Indicator, *basis: Law, **rest: Any) -> Indicator:
    """Return what share of the one indicator the other is."""
    return Indicator(f"litigation.{name}", Text(zh, en), PERCENT, top.numerator, base.numerator, kind="rate",
                     basis=basis or (PRACTICE,), **rest)


received = count("received", "收到应诉案件", "actions received", r.received_on, aliases=("新收", "应诉案件"), headline=True)
closed = count("closed", "审结应诉案件", "actions closed", r.closed_on, r.closed, aliases=("审结", "结案"), headline=True)
opening = Indicator("litigation.opening", Text("期初未结", "pending at the start"), CASES,
                    Pending(r.received_on, r.closed_on, r.closed, at="start"), basis=(PRACTICE,))
pending = Indicator("litigation.pending", Text("期末未结", "pending at the end"), CASES,
                    Pending(r.received_on, r.closed_on, r.closed), aliases=("未结",), basis=(PRACTICE,), headline=True)
heard = count("heard", "开庭案件", "actions heard", r.hearing_on, r.heard, APPEARANCE_RULES,
              note=Text("已填负责人出庭情况的开庭案件。", "Heard, and it is told whether the head appeared."))
appeared = count("appeared", "负责人出庭应诉", "the head appeared", r.hearing_on, r.heard & r.appearance.is_(*APPEARED),
                 Law(SUITS, "3"), aliases=("负责人出庭",), headline=True)
principal = count("principal", "正职负责人出庭应诉", "the head in person", r.hearing_on, r.heard & r.appearance.is_("principal"),
                  Law(SUITS, "3"))
appearance_rate = rate(
    "appearance_rate", "负责人出庭应诉率", "appearance rate of heads", appeared, heard, Law(SUITS, "3"), APPEARANCE_RULES,
    aliases=("出庭率", "负责人出庭率"), headline=True,
    note=Text("正职、副职和其他参与分管的负责人出庭 ÷ 开庭案件。", "Heads, deputies and others in charge, of the actions heard."))
principal_rate = rate("principal_rate", "正职负责人出庭率", "appearance rate of the head in person", principal, heard, Law(SUITS, "3"))
lost = count("lost", "败诉", "lost", r.closed_on, r.closed & r.result.is_(*LOST), aliases=("败诉案件",), headline=True,
             note=Text("撤销、部分撤销、变更、履行、确认违法、确认无效、赔偿或补偿，以及改判败诉。",
                       "Revoked, in part too, changed, ordered to act, unlawful, void, ordered to pay, or reversed."))
lost_rate = rate("lost_rate", "败诉率", "lost", lost, closed, headline=True, note=Text("败诉 ÷ 审结。", "Lost, of those closed."))
settled = count("settled", "调解和撤诉", "mediated or withdrawn", r.closed_on, r.closed & r.result.is_(*SETTLED), aliases=("实质化解",))
settled_rate = rate("settled_rate", "调撤率", "share mediated or withdrawn", settled, closed)
first = count("first", "审结一审案件", "closed at first instance", r.closed_on, r.closed & r.level.is_("first"))
appealed = count("appealed", "一审后上诉", "appealed", r.closed_on,
                 r.closed & r.level.is_("first") & r.appeal.is_("plaintiff", "defendant", "both"), Law(SUITS, "85"))
appeal_rate = rate("appeal_rate", "上诉率", "share appealed", appealed, first)
after_recon = count("after_recon", "经过行政复议的应诉案件", "actions after reconsideration", r.received_on, r.after_recon.true)
joint = count("joint", "复议机关应诉", "the reconsideration organ was sued", r.received_on, r.capacity.is_("review", "joint"), Law(SUITS, "26"))
days_to_close = Indicator("litigation.days_to_close", Text("平均审理天数", "mean days to close"), DAYS,
                          Days(r.received_on, r.closed_on, r.closed_on, r.closed), closed.numerator, kind="mean", basis=(PRACTICE,))
levels = shares(received, r.level)
results = shares(closed, r.result)

Suit.indicators = (
    received, closed, pending, appeared, appearance_rate, lost, lost_rate, opening, heard, principal, principal_rate, settled,
    settled_rate, first, appealed, appeal_rate, after_recon, joint, days_to_close, *levels, *results,
)
Suit.identities = (
    Identity("litigation.balance", Text("旧存+新收=审结+未结", "opening + received = closed + pending"), (opening, received),
             (closed, pending), r.closed_on.before(r.received_on) | (r.result.present & ~r.closed_on.present)),
    Identity("litigation.levels", Text("新收=各审级之和", "received = sum of levels"), (received,), levels),
    Identity("litigation.results", Text("审结=各结果之和", "closed = sum of results"), (closed,), results),
)
PAGE = Suit
