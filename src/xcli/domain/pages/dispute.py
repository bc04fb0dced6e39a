"""人民调解: disputes mediated by the bureau's offices, committees and studios."""

from xcli.domain.clock import Clock
from xcli.domain.code import CodeList, code
from xcli.domain.document import DOCUMENT
from xcli.domain.field import (
    Choice,
    Choices,
    Day,
    Document,
    Flag,
    Money,
    Name,
    OfficeField,
    Parts,
    Phone,
    Whole,
    Words,
)
from xcli.domain.indicator import Count, Days, Identity, Indicator, Pending, Sum
from xcli.domain.law import Law
from xcli.domain.lists import Lists
from xcli.domain.office import Offices
from xcli.domain.page import Case, Docket, Part, Rule
from xcli.domain.predicate import every
from xcli.text import Text

MEDIATION_LAW = Text("人民调解法", "People's Mediation Law")
CIVIL_PROCEDURE = Text("民事诉讼法(2023)", "Civil Procedure Law (2023)")
PRACTICE = Law(Text("统计惯例", "statistical practice"))
DATA_STANDARD = Law(Text("全国人民调解管理信息系统技术规范 SF/T 0018-2019", "data standard SF/T 0018-2019"))

KIND = CodeList("mediation_kind", Text("调解种类", "kinds of mediation"), (
    code("people", "人民调解", "people's mediation"),
    code("trade", "行业性专业性调解", "trade mediation", "行业调解"),
    code("administrative", "行政调解", "administrative mediation"),
    code("judicial", "司法调解", "judicial mediation"),
))
CATEGORY = CodeList("dispute_category", Text("纠纷类别", "dispute categories"), (
    code("family", "婚姻家庭", "marriage and family", "婚姻家庭纠纷", "家庭", "婚姻", "家庭纠纷"),
    code("neighbour", "邻里", "neighbours", "邻里纠纷"),
    code("homestead", "房屋宅基地", "houses and homesteads", "房屋宅基地纠纷", "宅基地"),
    code("contract", "合同", "contracts", "合同纠纷"),
    code("production", "生产经营", "production and trade", "生产经营纠纷"),
    code("damages", "损害赔偿", "damages", "损害赔偿纠纷"),
    code("land", "山林土地", "land and forest", "山林土地纠纷", "土地"),
    code("expropriation", "征地拆迁", "expropriation", "征地拆迁纠纷"),
    code("pollution", "环境污染", "pollution", "环境污染纠纷"),
    code("wages", "拖欠农民工工资", "wages of migrant workers", "拖欠农民工工资纠纷", "欠薪"),
    code("labour", "其他劳动争议", "other labour disputes", "其他劳动争议纠纷", "劳动争议"),
    code("tourism", "旅游", "tourism", "旅游纠纷"),
    code("e_commerce", "电子商务", "electronic commerce", "电子商务纠纷"),
    code("consumer", "其他消费", "other consumer disputes", "其他消费纠纷", "消费"),
    code("medical", "医疗", "medical", "医疗纠纷"),
    code("traffic", "道路交通事故", "road accidents", "道路交通事故纠纷", "交通事故"),
    code("property", "物业", "property management", "物业纠纷"),
    code("other", "其他", "other", "其他纠纷"),
), open=True)
SOURCE = CodeList("dispute_source", Text("案件来源", "sources"), (
    code("screening", "主动调解", "own initiative", "主动调解（排查）", "排查", "主动排查", "排查发现"),
    code("application", "依申请调解", "application", "依申请", "申请", "当事人申请"),
    code("court", "法院委托移送", "referred by a court", "法院委托", "法院移送", "法院"),
    code("police", "公安机关移送", "referred by the police", "公安移送", "公安委托移送", "公安", "派出所"),
    code("department", "其他部门委托移送", "referred by another body", "信访移送", "检察院移送", "部门移送", "信访", "检察院"),
), open=True)
DIFFICULTY = CodeList("difficulty", Text("难度级别", "difficulty grades"), (
    code("ordinary", "一般", "ordinary", "简单"),
    code("complex", "疑难", "complex", "疑难复杂"),
    code("major", "重大", "major"),
))
OUTCOME = CodeList("mediation_outcome", Text("调解结果", "outcomes"), (
    code("settled", "调解成功", "settled", "成功", "调处成功", "已调成", "达成协议", "调成"),
    code("failed", "调解不成功", "failed", "不成功", "未成功", "调解不成", "失败", "终止调解", "未调成"),
    code("open", "有待继续调解", "still open", "待继续调解", "正在调解", "未结", "调解中"),
))
ROLE = CodeList("party_role", Text("当事人地位", "roles of parties"), (
    code("applicant", "申请人", "applicant", "甲方", "申请方"),
    code("respondent", "被申请人", "respondent", "乙方", "被申请方", "对方"),
    code("third", "第三人", "third party", "其他当事人", "丙方"),
))
FORM = CodeList("agreement_form", Text("协议形式", "forms of agreement"), (
    code("written", "书面", "written", "书面协议", "协议书"),
    code("oral", "口头", "oral", "口头协议"),
))
PERFORMANCE = CodeList("performance", Text("履行情况", "performance"), (
    code("performed", "已履行", "performed", "履行", "全部履行", "当场履行"),
    code("partly", "部分履行", "performed in part"),
    code("unperformed", "未履行", "not performed", "不履行"),
    code("not_due", "未到期", "not due yet", "未到履行期"),
))
CONFIRMATION = CodeList("confirmation_result", Text("司法确认结果", "results of judicial confirmation"), (
    code("confirmed", "确认有效", "confirmed", "已确认", "裁定有效"),
    code("refused", "驳回申请", "refused", "不予确认"),
    code("withdrawn", "撤回申请", "withdrawn"),
))
ESCALATION = CodeList("escalation", Text("防止激化", "escalations prevented"), (
    code("crime", "民转刑", "turning criminal", "防止民转刑"),
    code("petition", "群体性上访", "group petition", "防止群体性上访"),
    code("brawl", "群体性械斗", "brawl", "防止群体性械斗"),
    code("suicide", "自杀", "suicide", "防止自杀"),
), open=True)
PAPER = CodeList("dispute_paper", Text("卷宗材料", "papers of the file"), (
    code("register", "受理登记表", "register of acceptance"),
    code("inquiry", "调查记录", "record of inquiry"),
    code("evidence", "证据材料", "evidence", "取证材料"),
    code("minutes", "调解记录", "minutes of mediation"),
    code("agreement", "调解协议书", "agreement", "协议书", "口头协议登记表"),
    code("visit", "回访记录", "record of the follow-up visit"),
    code("confirmation", "司法确认材料", "papers of judicial confirmation"),
    code("notes", "卷宗情况说明", "notes on the file", "卷宗说明"),
))


class Party(Part):
    """One side of a dispute."""

    name = "party"
    role = Choice("地位", "role", ROLE, aliases=("当事人地位", "诉求地位"))
    person = Name("姓名", "name", limit=50, private="name", sought=True, aliases=("名称", "姓名或名称", "当事人姓名"))
    id_kind = Choice("证件类型", "kind of document", DOCUMENT, aliases=("证件种类",))
    id_no = Document("证件号码", "document no.", kind_field="id_kind", limit=40, private="number", secret=True,
                     aliases=("身份证号", "身份证号码", "公民身份号码", "证件号"))
    phone = Phone("联系电话", "phone", limit=30, private="phone", secret=True, aliases=("电话", "手机", "手机号", "联系方式"))


class Dispute(Case):
    """The record of one dispute (人民调解法 27; SF/T 0018-2019)."""

    name = "dispute"
    label = Text("纠纷", "disputes")
    mark = "调"
    order = 10

    committee = OfficeField("调委会", "committee or studio", aliases=("人民调解委员会", "调解组织", "调解委员会", "调解工作室", "工作室"))
    mediation_kind = Choice("调解种类", "kind of mediation", KIND, aliases=("调解方式",))
    village = Words("村（社区）", "village", limit=60, aliases=("村", "村居", "村社区", "所在村", "发生地"))
    accepted_on = Day("受理日期", "accepted on", required=True, aliases=("收案日期", "受理时间", "登记日期", "受理日", "收案时间"))
    category = Choice("纠纷类别", "category", CATEGORY, required=True, aliases=("类别", "纠纷类型", "案由", "类型"))
    source = Choice("案件来源", "source", SOURCE, expected=True, aliases=("来源", "纠纷来源"))
    difficulty = Choice("难度级别", "difficulty", DIFFICULTY, aliases=("难度", "疑难程度", "难易程度"))
    party = Parts("当事人", "party", Party, expected=True, aliases=("双方当事人", "当事人姓名", "纠纷当事人"))
    people = Whole("涉及人数", "people involved", unit=Text("人", "people"), aliases=("人数", "涉案人数"))
    amount = Money("涉案金额", "amount in dispute", aliases=("金额", "标的额", "涉及金额", "纠纷金额"))
    summary = Words("简要情况", "matter", limit=2000, lines=True, private="text", aliases=("纠纷简要情况", "事由", "案情", "简要案情", "纠纷事项"))
    mediator = Name("调解员", "mediator", limit=50, expected=True, aliases=("主调解员", "承办人", "人民调解员", "经办人"))
    mediated_on = Day("调解日期", "mediated on", aliases=("调解时间", "调结日期", "办结日期", "结案日期", "调解日"))
    outcome = Choice("调解结果", "outcome", OUTCOME, expected=True, aliases=("结果", "处理结果", "调处结果", "是否成功", "调解情况"))
    agreement_form = Choice("协议形式", "form of agreement", FORM, aliases=("协议类型", "调解类型"), law=Law(MEDIATION_LAW, "28"))
    agreed_on = Day("协议日期", "agreed on", aliases=("协议时间", "签订日期", "达成协议日期"), law=Law(MEDIATION_LAW, "29、30"))
    agreement_note = Words("协议内容", "terms agreed", limit=2000, lines=True, private="text", aliases=("协议主要内容",))
    agreed_amount = Money("协议金额", "agreed amount", aliases=("协议涉及金额", "协议标的额"))
    performance = Choice("履行情况", "performance", PERFORMANCE, aliases=("协议履行情况", "履行状态"), law=Law(MEDIATION_LAW, "31"))
    performed_amount = Money("履行金额", "amount performed", aliases=("已履行金额",))
    confirmation_applied_on = Day("申请司法确认日期", "confirmation applied on", aliases=("司法确认申请日期", "申请司法确认时间"),
                                  law=Law(MEDIATION_LAW, "33"))
    confirmation = Choice("司法确认结果", "judicial confirmation", CONFIRMATION, aliases=("司法确认",), law=Law(CIVIL_PROCEDURE, "205、206"))
    followed_up_on = Day("回访日期", "followed up on", aliases=("回访时间",))
    satisfied = Flag("是否满意", "satisfied", aliases=("满意",))
    escalation = Choices("防止激化", "escalation prevented", ESCALATION, aliases=("防止矛盾激化", "防激化"))
    escalation_people = Whole("防止激化人数", "people kept from escalation", unit=Text("人", "people"), aliases=("防止激化涉及人数",))
    papers = Choices("卷宗材料", "papers on file", PAPER, aliases=("卷宗目录", "材料清单"))
    referred_from = Words("移送单位", "referred from", limit=60, aliases=("委托移送单位", "委托单位"))
    referred_to = Words("告知去向", "referred to", limit=60, aliases=("移交单位", "转送单位", "引导途径"), law=Law(MEDIATION_LAW, "26"))

    closed = outcome.is_("settled", "failed")
    settled = outcome.is_("settled")
    docket = Docket(accepted_on, mediated_on, closed)
    asked = (accepted_on, Case.office, mediator, category, party, summary, outcome)
    closing = (outcome, mediated_on)
    twin = (Case.office, accepted_on, category, party)
    cover = (Case.case_no, accepted_on, Case.office, category, party, outcome, mediated_on, amount)
    groups = (category, source, difficulty, mediation_kind, outcome)
    clocks = (
        Clock("dispute.confirm", Text("申请司法确认", "judicial confirmation"), Law(MEDIATION_LAW, "33"), agreed_on,
              (confirmation_applied_on,), 30, where=settled & ~performance.is_("performed"),
              who=Text("双方当事人", "both parties"), right=True, outlives=True,
              note=Text("自协议生效之日起；民事诉讼法第205条", "from the day the agreement takes effect; Civil Procedure Law art. 205")),
    )
    story = (
        Text("受理矛盾纠纷{accepted}，调处成功{settled}，调解成功率{success_rate}，涉案金额{amount}。", "Disputes accepted: {accepted}; settled: {settled}, a mediation success of {success_rate}; in dispute: {amount}."),
        Text("达成调解协议{agreements}，其中书面协议{agreements_written}、口头协议{agreements_oral}。", "Agreements: {agreements}, of them {agreements_written} in writing and {agreements_oral} oral."),
        Text("协议涉及金额{agreed_amount}。", "Amount under agreements: {agreed_amount}."),
        Text("申请司法确认{confirmation_applied}，确认有效{confirmed}。", "Judicial confirmation applied for: {confirmation_applied}; confirmed: {confirmed}."),
        Text("防止矛盾激化{escalations}，涉及{escalation_people}。", "Escalations prevented: {escalations}, among {escalation_people}."),
        Text("回访{followed_up}。", "Followed up: {followed_up}."),
        Text("平均调解用时{days_to_settle}，期末未结{pending}。", "Mean time to settle: {days_to_settle}; pending at the end: {pending}."),
    )
    rules = (
        Rule("mediated-before-accepted", mediated_on.before(accepted_on),
             Text("调解日期早于受理日期", "mediated before it was accepted"), mediated_on),
        Rule("closed-without-day", closed & ~mediated_on.present,
             Text("有调解结果而无调解日期", "an outcome without the day of mediation"), mediated_on,
             Text("填写调解日期", "give the day of mediation")),
        Rule("agreed-before-accepted", agreed_on.before(accepted_on),
             Text("协议日期早于受理日期", "agreed before it was accepted"), agreed_on),
        Rule("agreement-not-settled", (agreed_on.present | agreement_form.present) & ~settled,
             Text("有协议而调解结果不是调解成功", "an agreement, but the outcome is not settled"), outcome,
             Text("把调解结果改为调解成功，或删去协议", "set the outcome to settled, or remove the agreement")),
        Rule("agreement-without-day", agreement_form.present & ~agreed_on.present,
             Text("有协议形式而无协议日期", "a form of agreement without its day"), agreed_on),
        Rule("amount-without-agreement", agreed_amount.present & ~(agreed_on.present | agreement_form.present),
             Text("有协议金额而无协议", "an agreed amount without an agreement"), agreed_on, weight="warning"),
        Rule("confirmed-without-application", confirmation.present & ~confirmation_applied_on.present,
             Text("有司法确认结果而无申请日期", "a result of confirmation without an application"), confirmation_applied_on),
        Rule("confirmation-before-agreement", confirmation_applied_on.before(agreed_on),
             Text("申请司法确认早于协议日期", "confirmation applied for before the agreement"), confirmation_applied_on),
        Rule("confirmation-without-agreement", confirmation_applied_on.present & ~agreed_on.present,
             Text("申请司法确认而无协议", "confirmation applied for without an agreement"), agreed_on),
        Rule("confirmation-of-family", confirmation_applied_on.present & category.is_("family"),
             Text("身份关系（婚姻、收养）的协议法院不予确认，请核对", "courts do not confirm agreements on marriage or adoption; please check"),
             confirmation_applied_on, weight="warning"),
        Rule("performed-above-agreed", agreed_amount.below(performed_amount),
             Text("履行金额大于协议金额", "performed more than was agreed"), performed_amount, weight="warning"),
        Rule("followed-up-before-mediated", followed_up_on.before(mediated_on),
             Text("回访早于调解", "followed up before mediation"), followed_up_on, weight="warning"),
    )


    @classmethod
    def counted(cls, lists: Lists) -> tuple[Indicator, ...]:
        """Return the figures, those of the studios with the bodies that the register of offices knows."""
        return tuple(by_studio(OF_STUDIO[i.id], lists.offices) if i.id in OF_STUDIO else i for i in cls.indicators)


d = Dispute
CASES, YUAN, PEOPLE, DAYS, PERCENT = (
    Text("件", "cases"), Text("万元", "10,000 yuan"), Text("人", "people"), Text("天", "days"), Text("%", "%")
)

received = Indicator(
    "dispute.accepted", Text("受理矛盾纠纷", "disputes accepted"), CASES, Count(d.accepted_on), aliases=("受理", "受理数", "受理件数"),
    basis=(Law(MEDIATION_LAW, "17、18、27"), DATA_STANDARD), headline=True)
settled = Indicator(
    "dispute.settled", Text("调处成功", "disputes settled"), CASES, Count(d.mediated_on, d.settled), aliases=("调解成功", "成功数"),
    basis=(Law(MEDIATION_LAW, "28"), DATA_STANDARD), headline=True)
failed = Indicator(
    "dispute.failed", Text("调解不成功", "disputes not settled"), CASES, Count(d.mediated_on, d.outcome.is_("failed")),
    basis=(Law(MEDIATION_LAW, "26"), DATA_STANDARD))
handled = Indicator(
    "dispute.handled", Text("调处纠纷", "disputes closed"), CASES, Count(d.mediated_on, d.closed), aliases=("调处", "办结", "已调处"),
    basis=(DATA_STANDARD,))
opening = Indicator(
    "dispute.opening", Text("期初未结", "pending at the start"), CASES, Pending(d.accepted_on, d.mediated_on, d.closed, at="start"),
    aliases=("旧存", "上期结转"), basis=(PRACTICE,))
pending = Indicator(
    "dispute.pending", Text("期末未结", "pending at the end"), CASES, Pending(d.accepted_on, d.mediated_on, d.closed),
    aliases=("未结", "有待继续调解"), basis=(PRACTICE,), headline=True)
success_rate = Indicator(
    "dispute.success_rate", Text("调解成功率", "mediation success"), PERCENT, settled.numerator, received.numerator, kind="rate", decimals=2,
    basis=(PRACTICE,), headline=True, note=Text(
        "分子按调解日期、分母按受理日期；未结件在分母而不在分子。另有“调处成功率”以调处数为分母。",
        "numerator by day of mediation, denominator by day of acceptance; pending cases are in the denominator only. "
        "“success of those closed” divides by disputes closed."))
success_of_handled = Indicator(
    "dispute.success_of_handled", Text("调处成功率", "success of those closed"), PERCENT, settled.numerator, handled.numerator,
    kind="rate", basis=(PRACTICE,))
handling_rate = Indicator(
    "dispute.handling_rate", Text("调处率", "closing rate"), PERCENT, handled.numerator, received.numerator, kind="rate",
    aliases=("调解率",), basis=(PRACTICE,))
amount = Indicator(
    "dispute.amount", Text("涉案金额", "amount in dispute"), YUAN, Sum(d.amount, d.mediated_on, d.closed), kind="money",
    basis=(DATA_STANDARD,), headline=True,
    note=Text("按调解日期计入，未结件不计。", "placed by the day of mediation; pending cases are left out."))
amount_accepted = Indicator(
    "dispute.amount_accepted", Text("受理纠纷涉案金额", "amount of disputes accepted"), YUAN, Sum(d.amount, d.accepted_on), kind="money",
    basis=(PRACTICE,))
people = Indicator(
    "dispute.people", Text("涉及当事人", "people involved"), PEOPLE, Sum(d.people, d.accepted_on), basis=(DATA_STANDARD,))
agreements = Indicator(
    "dispute.agreements", Text("达成调解协议", "agreements"), CASES, Count(d.agreed_on, d.agreed_on.present),
    basis=(Law(MEDIATION_LAW, "28"),))
written = Indicator(
    "dispute.agreements_written", Text("书面协议", "written agreements"), CASES,
    Count(d.agreed_on, d.agreement_form.is_("written")), basis=(Law(MEDIATION_LAW, "29"),))
oral = Indicator(
    "dispute.agreements_oral", Text("口头协议", "oral agreements"), CASES, Count(d.agreed_on, d.agreement_form.is_("oral")),
    basis=(Law(MEDIATION_LAW, "30"),))
form_not_given = Indicator(
    "dispute.agreements_form_missing", Text("协议形式未填", "agreements of unstated form"), CASES,
    Count(d.agreed_on, ~d.agreement_form.present), basis=(PRACTICE,))
agreed_amount = Indicator(
    "dispute.agreed_amount", Text("协议涉及金额", "amount under agreements"), YUAN, Sum(d.agreed_amount, d.agreed_on), kind="money",
    basis=(DATA_STANDARD,))
performed = Indicator(
    "dispute.performed", Text("协议已履行", "agreements performed"), CASES,
    Count(d.agreed_on, d.performance.is_("performed")), basis=(Law(MEDIATION_LAW, "31"), DATA_STANDARD))
performed_amount = Indicator(
    "dispute.performed_amount", Text("履行金额", "amount performed"), YUAN, Sum(d.performed_amount, d.agreed_on), kind="money",
    basis=(DATA_STANDARD,))
performance_rate = Indicator(
    "dispute.performance_rate", Text("协议履行率", "performance rate"), PERCENT, performed.numerator, agreements.numerator, kind="rate",
    basis=(Law(MEDIATION_LAW, "31"),))
confirmation_applied = Indicator(
    "dispute.confirmation_applied", Text("申请司法确认", "judicial confirmation applied for"), CASES,
    Count(d.confirmation_applied_on), basis=(Law(MEDIATION_LAW, "33"), Law(CIVIL_PROCEDURE, "205")))
confirmed = Indicator(
    "dispute.confirmed", Text("司法确认有效", "judicially confirmed"), CASES,
    Count(d.confirmation_applied_on, d.confirmation.is_("confirmed")), basis=(Law(CIVIL_PROCEDURE, "206"),))
escalations = Indicator(
    "dispute.escalations", Text("防止矛盾激化", "escalations prevented"), CASES, Count(d.mediated_on, d.escalation.present),
    basis=(PRACTICE,))
escalation_people = Indicator(
    "dispute.escalation_people", Text("防止激化涉及人数", "people kept from escalation"), PEOPLE,
    Sum(d.escalation_people, d.mediated_on, d.escalation.present), basis=(PRACTICE,))
followed_up = Indicator(
    "dispute.followed_up", Text("回访", "followed up"), CASES, Count(d.followed_up_on), basis=(DATA_STANDARD,))
days_to_settle = Indicator(
    "dispute.days_to_settle", Text("平均调解天数", "mean days to settle"), DAYS,
    Days(d.accepted_on, d.mediated_on, d.mediated_on, d.settled), settled.numerator, kind="mean", aliases=("调解用时",), basis=(PRACTICE,))
pending_age = Indicator(
    "dispute.pending_age", Text("未结平均天数", "mean age of pending cases"), DAYS,
    Pending(d.accepted_on, d.mediated_on, d.closed, ages=True), pending.numerator, kind="mean", basis=(PRACTICE,))



def by_studio(indicator: Indicator, offices: Offices) -> Indicator:
    """Return a figure of the disputes that a studio or a trade committee has mediated."""
    term = indicator.numerator
    if not isinstance(term, Count | Sum):
        raise TypeError(indicator.id)
    bodies = sorted(office.id for office in offices.entries.values() if office.kind in STUDIOS)
    return indicator.but(numerator=term.but(where=every((term.where, d.committee.is_(*bodies)))))


STUDIOS = ("studio", "trade")
STUDIO_NOTE = Text(
    "调委会在机构名册里登记为调解工作室或行业性专业性调解委员会（如劳动人事争议）的纠纷。",
    "disputes whose committee the register of offices knows as a studio or a trade committee, such as that for labour.")
studio_disputes = Indicator(
    "studio.disputes", Text("工作室参与化解纠纷", "disputes settled by studios"), CASES, settled.numerator, basis=(PRACTICE,),
    aliases=("工作室化解纠纷",), note=STUDIO_NOTE)
studio_amount = Indicator(
    "studio.amount", Text("工作室协议涉及金额", "amount under agreements of studios"), YUAN, agreed_amount.numerator, kind="money",
    basis=(DATA_STANDARD,), note=STUDIO_NOTE)
OF_STUDIO = {indicator.id: indicator for indicator in (studio_disputes, studio_amount)}
NOWHERE = Offices()

Dispute.indicators = (
    received, settled, success_rate, failed, handled, success_of_handled, handling_rate, opening, pending, amount, amount_accepted,
    people, agreements, written, oral, form_not_given, agreed_amount, performed, performed_amount, performance_rate,
    confirmation_applied, confirmed, escalations, escalation_people, followed_up, days_to_settle, pending_age,
    *(by_studio(indicator, NOWHERE) for indicator in OF_STUDIO.values()),
)
Dispute.identities = (
    Identity("dispute.balance", Text("旧存+新收=已结+未结", "opening + received = closed + pending"), (opening, received), (handled, pending),
             d.mediated_on.before(d.accepted_on) | (d.closed & ~d.mediated_on.present) | ~d.accepted_on.present),
    Identity("dispute.outcomes", Text("调处=成功+不成功", "closed = settled + not settled"), (handled,), (settled, failed),
             d.closed & ~d.outcome.is_("settled", "failed")),
    Identity("dispute.forms", Text("协议=书面+口头+未填", "agreements = written + oral + unstated"), (agreements,), (written, oral, form_not_given),
             d.agreed_on.present & ~d.agreement_form.is_("written", "oral") & d.agreement_form.present),
)
PAGE = Dispute
