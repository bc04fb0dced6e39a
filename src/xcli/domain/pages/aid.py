"""法律援助: applications and notifications, the cases that come of them, and duty-lawyer help beside them."""

from collections.abc import Iterator, Mapping
from typing import Any

from xcli.domain.calendar import Calendar
from xcli.domain.clocks import aid as clocks
from xcli.domain.code import CodeList, code
from xcli.domain.document import DOCUMENT
from xcli.domain.fault import Fault
from xcli.domain.field import Choice, Choices, Day, Document, Field, Flag, Money, Name, Parts, Phone, Whole, Words
from xcli.domain.identity import ONLY_MEN, sexes_of
from xcli.domain.indicator import ON_TIME, Count, Days, Identity, Indicator, OnTime, Pending, Sum, shares
from xcli.domain.law import Law
from xcli.domain.page import Case, Docket, Part, Rule
from xcli.domain.predicate import Always, Predicate
from xcli.text import Text

AID_LAW = Text("法律援助法", "Legal Aid Law")
PRACTICE = Law(Text("统计惯例", "statistical practice"))
FORMS = Law(Text("法律援助统计报表", "statistical forms of legal aid"))

SOURCE = CodeList("aid_source", Text("案件来源", "sources"), (
    code("application", "申请", "application", "依申请", "当事人申请"),
    code("notification", "通知", "notification", "通知辩护", "通知代理", "法院通知", "检察院通知", "公安通知"),
    code("request", "商请", "request", "商请类"),
    code("treatment", "强制医疗通知", "compulsory treatment", "强制医疗"),
))
KIND = CodeList("aid_kind", Text("案件类型", "kinds of case"), (
    code("criminal", "刑事", "criminal", "刑事案件", "刑事法律援助"),
    code("civil", "民事", "civil", "民事案件", "民事法律援助"),
    code("administrative", "行政", "administrative", "行政案件"),
    code("compensation", "国家赔偿", "state compensation", "赔偿", "国家赔偿案件"),
))
FORM = CodeList("aid_form", Text("援助形式", "forms of aid"), (
    code("defence", "刑事辩护", "criminal defence", "辩护", "刑事辩护与代理"),
    code("litigation", "诉讼代理", "litigation", "刑事代理", "民事诉讼代理", "行政诉讼代理"),
    code("appeal", "申诉代理", "petition for retrial", "申诉", "代理申诉"),
    code("labour", "劳动争议仲裁代理", "labour arbitration", "劳动仲裁", "劳动争议调解仲裁代理", "仲裁代理"),
    code("notary", "公证援助", "notarial aid", "公证"),
    code("appraisal", "鉴定援助", "aid with appraisal", "司法鉴定援助", "鉴定"),
    code("out_of_court", "其他非诉讼代理", "other, out of court", "非诉讼代理", "非诉", "其他非诉", "调解代理"),
    code("duty", "值班律师法律帮助", "duty-lawyer help", "法律帮助", "值班律师", "认罪认罚"),
    code("drafting", "代拟法律文书", "drafting", "代拟文书", "代书"),
))
STAGE = CodeList("aid_stage", Text("办案阶段", "stages"), (
    code("investigation", "侦查", "investigation", "侦查阶段"),
    code("prosecution", "审查起诉", "prosecution", "审查起诉阶段"),
    code("first", "一审", "first instance", "一审阶段"),
    code("second", "二审", "second instance", "二审阶段"),
    code("death_review", "死刑复核", "review of a death sentence"),
    code("retrial", "再审", "retrial", "申诉再审"),
    code("arbitration", "仲裁", "arbitration"),
    code("enforcement", "执行", "enforcement"),
    code("other", "其他", "other", "非诉讼"),
))
MATTER = CodeList("aid_matter", Text("援助事项", "matters"), (
    code("state_compensation", "请求国家赔偿", "state compensation"),
    code("social_security", "社会保险或社会救助", "social insurance or relief", "社会保险待遇", "社会救助"),
    code("pension", "抚恤金", "pension for the bereaved"),
    code("support", "赡养费抚养费扶养费", "support of family members", "赡养费", "抚养费", "扶养费"),
    code("labour", "劳动关系或劳动报酬", "employment or wages", "劳动报酬", "劳动争议", "讨薪", "工资"),
    code("capacity", "认定无或限制行为能力", "legal capacity"),
    code("injury", "人身损害赔偿", "personal injury", "工伤", "交通事故", "医疗事故", "食品药品"),
    code("environment", "环境污染生态破坏", "environmental harm"),
    code("marriage", "婚姻家庭", "marriage and family", "离婚", "婚姻"),
    code("violence", "虐待遗弃家庭暴力", "abuse or domestic violence", "家庭暴力"),
    code("crime", "刑事指控", "criminal charge", "刑事"),
    code("other", "其他", "other"),
), open=True)
MEANS = CodeList("aid_means", Text("经济状况", "means"), (
    code("checked", "经核查符合", "checked", "经济困难", "符合经济困难标准"),
    code("exempt", "免予核查", "exempt from the check", "免于核查", "免审"),
    code("not_asked", "不受经济困难条件限制", "no means test", "不受限制"),
    code("notified", "通知类不审查", "notified, not asked", "通知类"),
))
DUTY_TO_DEFEND = CodeList("aid_ground", Text("通知事由", "grounds of notification"), (
    code("minor", "未成年人", "minor"),
    code("disabled", "视力听力言语残疾人", "blind, deaf or mute", "盲聋哑人", "残疾人"),
    code("incapable", "不能完全辨认自己行为的成年人", "adult of limited capacity"),
    code("death", "可能判处无期徒刑死刑", "may face life or death", "可能判处死刑", "可能判处无期徒刑"),
    code("death_review", "申请法律援助的死刑复核案件", "death-sentence review"),
    code("absent", "缺席审判", "trial in absence"),
    code("treatment", "强制医疗", "compulsory treatment"),
    code("other", "其他", "other", "刑事案件律师辩护全覆盖", "全覆盖"),
))
CATEGORY = CodeList("aid_category", Text("受援人类别", "categories of recipients"), (
    code("women", "妇女", "women", "女性"),
    code("disabled", "残疾人", "disabled"),
    code("farmers", "农民", "farmers"),
    code("migrants", "农民工", "migrant workers", "进城务工人员"),
    code("elderly", "老年人", "elderly", "老人"),
    code("minors", "未成年人", "minors", "儿童"),
    code("soldiers", "军人军属", "soldiers and their families", "军人", "军属", "退役军人"),
    code("minority", "少数民族", "ethnic minorities"),
    code("foreign", "外国籍或无国籍人", "foreign or stateless", "外国人"),
    code("poor", "一般贫困者", "poor", "贫困人员", "低保"),
    code("other", "其他", "other"),
))
DECISION = CodeList("aid_decision", Text("审查决定", "decisions"), (
    code("granted", "给予援助", "granted", "批准", "给予", "同意", "给予法律援助"),
    code("refused", "不予援助", "refused", "未批准", "不予", "不批准", "不予法律援助"),
    code("withdrawn", "撤回申请", "withdrawn", "撤回"),
    code("deemed_withdrawn", "视为撤回申请", "deemed withdrawn", "视为撤回"),
    code("transferred", "转送", "sent elsewhere", "移送", "转交"),
))
REFUSAL = CodeList("aid_refusal", Text("不予援助理由", "grounds of refusal"), (
    code("scope", "不属于援助范围", "not in scope", "不属范围", "不在范围"),
    code("means", "不符合经济困难条件", "means too high", "不符合经济困难", "经济条件不符"),
    code("other", "其他", "other"),
))
HANDLER = CodeList("aid_handler", Text("承办人员类别", "kinds of handler"), (
    code("staff", "援助机构人员", "staff", "机构人员", "法律援助机构人员", "中心人员"),
    code("lawyer", "社会律师", "lawyer", "律师"),
    code("local", "基层法律服务工作者", "grass-roots legal worker", "法律服务工作者"),
    code("organisation", "社会组织人员", "member of an organisation", "社会组织"),
    code("volunteer", "法律援助志愿者", "volunteer", "志愿者"),
))
RESULT = CodeList("aid_result", Text("办理结果", "results"), (
    code("adopted", "辩护意见全部采纳", "opinion adopted", "全部采纳", "采纳"),
    code("adopted_in_part", "辩护意见部分采纳", "opinion adopted in part", "部分采纳"),
    code("not_adopted", "辩护意见未采纳", "opinion not adopted", "未采纳"),
    code("won", "胜诉", "won", "部分胜诉"),
    code("lost", "败诉", "lost"),
    code("mediated", "调解", "mediated", "调解结案"),
    code("reconciled", "和解", "reconciled", "和解结案"),
    code("withdrawn", "撤诉", "action withdrawn", "撤诉结案"),
    code("awarded", "劳动仲裁裁决", "labour award", "仲裁", "劳动仲裁", "仲裁裁决"),
    code("served", "已提供（文书、帮助、公证、鉴定）", "served", "已提供", "完成"),
    code("terminated", "终止援助", "terminated", "终止提供", "终止法律援助", "终止"),
))
ENDING = CodeList("aid_ending", Text("终止事由", "grounds of termination"), (
    code("deceit", "以欺骗等不正当手段获得援助", "obtained by deceit", "欺骗"),
    code("false_evidence", "隐瞒重要事实或提供虚假证据", "facts hidden or evidence forged", "虚假证据"),
    code("crime", "利用援助从事违法活动", "used for unlawful ends", "违法活动"),
    code("means", "经济状况变化不再符合条件", "means have risen", "经济状况变化"),
    code("case_ended", "案件终止审理或已撤销", "the case itself ended", "案件终止", "案件撤销"),
    code("own_counsel", "自行委托律师或其他代理人", "engaged counsel", "自行委托律师", "自行委托"),
    code("asked", "受援人有正当理由要求终止", "asked for with good reason", "受援人要求终止"),
    code("other", "其他法定情形", "other", "其他"),
))
ROLE = CodeList("aid_role", Text("受援身份", "roles of recipients"), (
    code("recipient", "受援人", "recipient", "申请人", "当事人"),
    code("guardian", "法定代理人", "guardian", "监护人"),
))
OBJECTION = CodeList("aid_objection", Text("异议处理结果", "results of objections"), (
    code("upheld", "维持原决定", "decision upheld", "维持"),
    code("granted", "责令给予援助", "aid ordered", "给予援助", "改正"),
))


class Recipient(Part):
    """One who is helped, or who acts for them."""

    name = "recipient"
    role = Choice("身份", "role", ROLE, aliases=("受援身份",))
    person = Name("姓名", "name", limit=50, private="name", sought=True, aliases=("受援人姓名", "申请人姓名"))
    id_kind = Choice("证件类型", "kind of document", DOCUMENT, aliases=("证件种类",))
    id_no = Document("证件号码", "document no.", kind_field="id_kind", limit=40, private="number", secret=True,
                     aliases=("身份证号", "身份证号码", "公民身份号码", "证件号"))
    phone = Phone("联系电话", "phone", limit=30, private="phone", secret=True, aliases=("电话", "手机", "手机号", "联系方式"))


class Aid(Case):
    """The record of one application or notification, and of the case that comes of it."""

    name = "aid"
    label = Text("法律援助", "legal aid")
    mark = "援"
    order = 20

    source = Choice("案件来源", "source", SOURCE, expected=True, aliases=("来源", "申请方式", "启动方式"))
    applied_on = Day("申请日期", "applied on", aliases=("申请时间", "申请日"), law=Law(AID_LAW, "43"))
    notified_on = Day("通知日期", "notified on", aliases=("收到通知日期", "通知时间", "通知函日期"), law=Law(AID_LAW, "36"))
    organ = Words("通知机关", "notifying organ", limit=60, aliases=("通知单位", "办案机关"))
    duty = Choice("通知事由", "ground of notification", DUTY_TO_DEFEND, aliases=("通知辩护事由",), law=Law(AID_LAW, "25、28"))
    kind = Choice("案件类型", "kind", KIND, required=True, aliases=("案件类别", "类型", "援助类型", "案件性质"))
    form = Choice("援助形式", "form of aid", FORM, expected=True, aliases=("形式", "援助方式"), law=Law(AID_LAW, "22"))
    stage = Choice("办案阶段", "stage", STAGE, aliases=("阶段", "诉讼阶段"))
    matter = Choice("援助事项", "matter", MATTER, expected=True, aliases=("事项", "案由", "申请事项"), law=Law(AID_LAW, "31"))
    recipient = Parts("受援人", "recipient", Recipient, expected=True, aliases=("受援人姓名", "申请人"))
    category = Choices("受援人类别", "category of recipients", CATEGORY, aliases=("受援人分类", "人员类别", "受援对象"))
    people = Whole("受援人数", "people helped", unit=Text("人", "people"), aliases=("人数", "援助人数"))
    means = Choice("经济状况", "means", MEANS, aliases=("经济困难审查", "经济状况核查"), law=Law(AID_LAW, "32、42"))
    supplement_on = Day("要求补正日期", "supplement asked on", aliases=("补正通知日期", "补充材料通知日期"), law=Law(AID_LAW, "43"))
    urgent = Flag("先行提供", "given before the decision", aliases=("先行提供援助",), law=Law(AID_LAW, "44"))
    decided_on = Day("决定日期", "decided on", aliases=("审批日期", "批准日期", "审查日期"), law=Law(AID_LAW, "43"))
    decision = Choice("审查决定", "decision", DECISION, aliases=("决定", "审批结果", "审查结果"), law=Law(AID_LAW, "43"))
    refusal = Choice("不予援助理由", "ground of refusal", REFUSAL, aliases=("未批准原因", "不予援助原因"), law=Law(AID_LAW, "43"))
    accepted_on = Day("受理日期", "accepted on", computed=True,
                      hint=Text("给予援助的，为决定日期；通知的，为收到通知日期", "the day of the grant, or of the notification"))
    assigned_on = Day("指派日期", "assigned on", aliases=("指派时间", "指派日"), law=Law(AID_LAW, "36、43"))
    handler = Name("承办人", "handler", limit=50, expected=True, aliases=("承办律师", "承办人员", "律师", "援助律师"))
    handler_kind = Choice("承办人员类别", "kind of handler", HANDLER, aliases=("承办人类别", "承办人身份"))
    firm = Words("承办人所在单位", "handler's firm", limit=60, aliases=("律师事务所", "律所", "所在律所"))
    closed_on = Day("结案日期", "closed on", aliases=("结案时间", "办结日期", "结案日"), law=Law(AID_LAW, "50"))
    result = Choice("办理结果", "result", RESULT, aliases=("结果", "结案方式", "案件结果"))
    ending = Choice("终止事由", "ground of termination", ENDING, aliases=("终止原因",), law=Law(AID_LAW, "48"))
    recovered = Money("挽回损失", "loss recovered", aliases=("挽回经济损失", "挽回损失或取得利益", "取得利益", "挽回损失金额"))
    wages = Money("其中农民工工资", "of that wages of migrant workers", aliases=("为农民工讨薪", "讨薪金额"))
    subsidy = Money("办案补贴", "subsidy", aliases=("补贴", "补贴金额"))
    subsidy_on = Day("补贴发放日期", "subsidy paid on", aliases=("发放补贴日期", "补贴日期"))
    filed_on = Day("归档日期", "filed on", aliases=("归档时间",))
    objected_on = Day("提出异议日期", "objected on", aliases=("异议日期",), law=Law(AID_LAW, "49"))
    objection = Choice("异议处理结果", "result of the objection", OBJECTION, law=Law(AID_LAW, "49"))
    objection_answered_on = Day("异议答复日期", "objection answered on", aliases=("异议处理日期", "答复异议日期"), law=Law(AID_LAW, "49"))

    accepted = accepted_on.present
    closed = accepted & result.present
    docket = Docket(accepted_on, closed_on, closed)
    asked = (Case.office, applied_on, kind, form, matter, recipient, category, handler)
    closing = (result, closed_on)
    twin = (kind, applied_on, notified_on, recipient)
    cover = (Case.case_no, accepted_on, kind, form, matter, recipient, handler, closed_on, result)
    groups = (kind, source, form, stage, matter, category, handler_kind, result)
    case = ~form.is_("duty", "drafting")
    section = "service"
    story = (
        Text("办理法律援助案件{cases}，其中刑事案件{criminal}、民事案件{civil}。", "Legal-aid cases: {cases}, of them {criminal} criminal and {civil} civil."),
        Text("办结{closed}，为受援人挽回损失{recovered}。", "Closed: {closed}; loss recovered: {recovered}."),
        Text("为农民工讨薪{wages}。", "Wages of migrant workers among it: {wages}."),
        Text("值班律师提供法律帮助{duty}，代拟法律文书{drafting}。", "Help by duty lawyers: {duty}; documents drafted: {drafting}."),
        Text("受理援助申请{applications}，申请批准率{grant_rate}，平均审查用时{days_to_decide}。", "Applications: {applications}, of which {grant_rate} granted, decided in {days_to_decide} on average."),
        Text("期末未结{pending}。", "Pending at the end: {pending}."),
    )
    rules = (
        Rule("neither-applied-nor-notified", ~applied_on.present & ~notified_on.present,
             Text("缺少申请日期或通知日期", "neither the day of application nor of notification is given"), applied_on,
             Text("申请的填申请日期，通知的填通知日期", "give the one that applies")),
        Rule("decided-without-application", (decided_on.present | decision.present) & ~applied_on.present,
             Text("有审查决定而无申请日期", "a decision without an application"), applied_on),
        Rule("decided-before-applied", decided_on.before(applied_on),
             Text("决定日期早于申请日期", "decided before it was applied for"), decided_on),
        Rule("decision-without-day", decision.present & ~decided_on.present,
             Text("有审查决定而无决定日期", "a decision without its day"), decided_on),
        Rule("day-without-decision", decided_on.present & ~decision.present,
             Text("有决定日期而无审查决定", "the day of a decision that is not given"), decision),
        Rule("refusal-without-ground", decision.is_("refused") & ~refusal.present,
             Text("不予援助而没有理由", "refused without a ground"), refusal),
        Rule("ground-without-refusal", refusal.present & ~decision.is_("refused"),
             Text("有不予援助理由而决定不是不予援助", "a ground of refusal, but it was not refused"), refusal),
        Rule("supplement-before-applied", supplement_on.before(applied_on),
             Text("要求补正早于申请", "a supplement asked for before the application"), supplement_on),
        Rule("assigned-not-accepted", assigned_on.present & ~accepted & ~urgent.true & ~form.is_("duty", "drafting"),
             Text("没有受理就有指派日期", "assigned, but neither granted nor notified"), assigned_on,
             Text("填写审查决定，或注明先行提供", "give the decision, or say that it was given before")),
        Rule("assigned-before-accepted", assigned_on.before(accepted_on) & ~urgent.true,
             Text("指派日期早于受理日期", "assigned before it was accepted"), assigned_on),
        Rule("closed-before-assigned", closed_on.before(assigned_on),
             Text("结案日期早于指派日期", "closed before it was assigned"), closed_on),
        Rule("closed-not-assigned", closed_on.present & accepted & ~assigned_on.present,
             Text("没有指派就已结案", "closed, but never assigned"), assigned_on, Text("填写指派日期", "give the day of assignment")),
        Rule("closed-before-accepted", closed_on.before(accepted_on),
             Text("结案日期早于受理日期", "closed before it was accepted"), closed_on),
        Rule("closed-not-accepted", (closed_on.present | result.present) & ~accepted & ~form.is_("duty", "drafting"),
             Text("没有受理就有结案情况", "closed, but never accepted"), decision),
        Rule("result-without-day", result.present & ~closed_on.present,
             Text("有办理结果而无结案日期", "a result without the day of closing"), closed_on),
        Rule("day-without-result", closed_on.present & ~result.present,
             Text("有结案日期而无办理结果", "closed without a result"), result),
        Rule("terminated-without-ground", result.is_("terminated") & ~ending.present,
             Text("终止援助而没有事由", "terminated without a ground"), ending),
        Rule("ground-without-termination", ending.present & ~result.is_("terminated"),
             Text("有终止事由而结果不是终止援助", "a ground of termination, but it was not terminated"), ending),
        Rule("civil-result-of-crime", kind.is_("criminal") & form.is_("defence") & result.is_("won", "lost", "awarded"),
             Text("刑事辩护的结果应为意见采纳情况", "a defence ends with the opinion adopted or not"), result, weight="warning"),
        Rule("opinion-of-civil-case", ~kind.is_("criminal") & result.is_("adopted", "adopted_in_part", "not_adopted"),
             Text("只有刑事案件的结果是意见采纳情况", "only criminal cases end with an opinion adopted or not"), result),
        Rule("recovered-before-closed", recovered.present & ~result.present,
             Text("未结案而有挽回损失，结案后才计入", "a loss recovered before closing counts once it is closed"), recovered,
             weight="warning"),
        Rule("wages-above-recovered", recovered.below(wages) | (wages.present & ~recovered.present),
             Text("农民工工资大于挽回损失", "more wages than loss recovered"), wages),
        Rule("subsidy-before-closed", subsidy_on.before(closed_on) | (subsidy_on.present & ~closed_on.present),
             Text("结案前发放补贴", "the subsidy was paid before closing"), subsidy_on, weight="warning"),
        Rule("filed-before-closed", filed_on.before(closed_on) | (filed_on.present & ~closed_on.present & accepted),
             Text("结案前归档", "filed before it was closed"), filed_on),
        Rule("objection-answered-before-it-came",
             objection_answered_on.before(objected_on) | (objection_answered_on.present & ~objected_on.present),
             Text("异议答复早于提出异议", "the objection answered before it came"), objection_answered_on),
        Rule("objection-without-day", objection.present & ~objected_on.present,
             Text("有异议处理结果而无提出日期", "the result of an objection without its day"), objected_on),
    )

    @classmethod
    def derived(cls, content: Mapping[str, Any], calendar: Calendar) -> dict[str, Any]:
        """Tell when the case was accepted: granted or notified; help by a duty lawyer and drafting are no cases."""
        del calendar
        if content.get("form") in ("duty", "drafting"):
            return {}
        if content.get("decision"):
            return {"accepted_on": content.get("decided_on") if content["decision"] == "granted" else None}
        return {"accepted_on": content.get("notified_on")}

    @classmethod
    def further(cls, content: Mapping[str, Any], calendar: Calendar) -> Iterator[tuple[Field, Fault]]:
        """Warn of women whose cards are all those of men."""
        del calendar
        helped = (one for one in content.get("recipient") or () if one.get("role") != "guardian")
        if "women" in (content.get("category") or ()) and sexes_of(helped) == {"male"}:
            yield cls.category, ONLY_MEN


a = Aid
Aid.clocks = clocks.clocks_of(a)
CASES, YUAN, PEOPLE, DAYS, PERCENT = (
    Text("件", "cases"), Text("万元", "10,000 yuan"), Text("人", "people"), Text("天", "days"), Text("%", "%"))
EVERY = Always()


def count(name: str, zh: str, en: str, by: Day, where: Predicate = EVERY, *basis: Law, **rest: Any) -> Indicator:
    """Return the indicator that counts records by one of their dates."""
    return Indicator(f"aid.{name}", Text(zh, en), CASES, Count(by, where), basis=basis or (FORMS,), **rest)


cases = count("cases", "办理法律援助案件", "legal-aid cases", a.accepted_on, a.accepted, headline=True,
              aliases=("受理", "援助案件", "受理案件"), note=Text(
                  "给予援助的和通知的，按受理日期；值班律师法律帮助和代拟文书另计。",
                  "granted and notified, by the day of acceptance; duty-lawyer help and drafting are counted apart."))
criminal, civil, administrative, compensation = (
    count(code.code, f"{code.label.zh}援助案件", f"{code.label.en} cases", a.accepted_on,
          a.accepted & a.kind.is_(code.code), aliases=(f"{code.label.zh}案件",), headline=code.code in {"criminal", "civil"}) for code in KIND.codes)
applications = count("applications", "申请", "applications", a.applied_on)
notifications = count("notifications", "通知", "notifications", a.notified_on, EVERY, Law(AID_LAW, "25、28、36"))
decisions = tuple(
    count(code.code if code.code != "withdrawn" else "application_withdrawn", code.label.zh, code.label.en,
          a.decided_on, a.decision.is_(code.code), Law(AID_LAW, "43")) for code in DECISION.codes)
undecided = Indicator("aid.undecided", Text("期末待审查申请", "undecided at the end"), CASES,
                      Pending(a.applied_on, a.decided_on, a.decision.present), basis=(PRACTICE,))
undecided_before = Indicator("aid.undecided_before", Text("期初待审查申请", "undecided at the start"), CASES,
                             Pending(a.applied_on, a.decided_on, a.decision.present, at="start"), basis=(PRACTICE,))
assigned = count("assigned", "指派案件", "cases assigned", a.assigned_on, a.accepted, aliases=("受理指派",))
closed = count("closed", "办结案件", "cases closed", a.closed_on, a.closed, aliases=("结案", "已结"), headline=True)
opening = Indicator("aid.opening", Text("期初未结", "pending at the start"), CASES,
                    Pending(a.accepted_on, a.closed_on, a.closed, at="start"), aliases=("旧存",), basis=(FORMS,))
pending = Indicator("aid.pending", Text("期末未结", "pending at the end"), CASES,
                    Pending(a.accepted_on, a.closed_on, a.closed), aliases=("未结",), basis=(FORMS,))
terminated = count("terminated", "终止援助", "cases terminated", a.closed_on, a.closed & a.result.is_("terminated"),
                   Law(AID_LAW, "48"))
recovered = Indicator("aid.recovered", Text("挽回损失", "loss recovered"), YUAN, Sum(a.recovered, a.closed_on, a.closed),
                      kind="money", aliases=("挽回经济损失", "挽回损失或取得利益"), basis=(FORMS,), headline=True)
wages = Indicator("aid.wages", Text("为农民工讨薪", "wages of migrant workers"), YUAN, Sum(a.wages, a.closed_on, a.closed),
                  kind="money", basis=(FORMS,))
subsidy = Indicator("aid.subsidy", Text("发放办案补贴", "subsidies paid"), YUAN, Sum(a.subsidy, a.subsidy_on), kind="money",
                    basis=(PRACTICE,))
people = Indicator("aid.people", Text("受援人数", "people helped"), PEOPLE, Sum(a.people, a.accepted_on), basis=(FORMS,))
duty = count("duty", "值班律师法律帮助", "duty-lawyer help", a.closed_on, a.form.is_("duty"), Law(AID_LAW, "14、37"))
drafting = count("drafting", "代拟法律文书", "documents drafted", a.closed_on, a.form.is_("drafting"), Law(AID_LAW, "22"))
filed = count("filed", "归档案件", "cases filed", a.filed_on)
urgent = count("urgent", "先行提供援助", "given before the decision", a.accepted_on, a.accepted & a.urgent.true,
               Law(AID_LAW, "44"))
objections = count("objections", "异议", "objections", a.objected_on, EVERY, Law(AID_LAW, "49"))
grant_rate = Indicator(
    "aid.grant_rate", Text("申请批准率", "share of applications granted"), PERCENT, decisions[0].numerator,
    Count(a.decided_on, a.decision.is_("granted", "refused")), kind="rate", aliases=("批准率",), basis=(PRACTICE,))
closing_rate = Indicator("aid.closing_rate", Text("援助案件办结率", "closing rate"), PERCENT, closed.numerator,
                         cases.numerator, kind="rate", aliases=("办结率", "结案率"), basis=(PRACTICE,))
days_to_decide = Indicator(
    "aid.days_to_decide", Text("平均审查天数", "mean days to decide"), DAYS,
    Days(a.applied_on, a.decided_on, a.decided_on, a.decision.present), Count(a.decided_on, a.decision.present),
    kind="mean", basis=(Law(AID_LAW, "43"),))
days_to_close = Indicator(
    "aid.days_to_close", Text("平均办案天数", "mean days to close"), DAYS,
    Days(a.accepted_on, a.closed_on, a.closed_on, a.closed), closed.numerator, kind="mean", basis=(PRACTICE,))
refused = decisions[1]
refusals, sources, forms, stages, categories, handlers, results = (
    shares(whole, field) for whole, field in (
        (refused, a.refusal), (cases, a.source), (cases, a.form), (criminal, a.stage), (cases, a.category),
        (closed, a.handler_kind), (closed, a.result)))

GIVEN, ASSIGNED = a.decided_on.present & a.case, a.assigned_on.present & a.case & a.accepted
on_time = tuple(
    Indicator(f"aid.{name}", Text(zh, en), PERCENT, OnTime(limits, by, where), Count(by, where), kind="rate",
              basis=tuple(dict.fromkeys(clock.law for clock in limits)), note=ON_TIME)
    for name, zh, en, by, where, limits in (
        ("decided_in_time", "按期审查率", "decided in time", a.decided_on, GIVEN, a.clocks[:1]),
        ("assigned_in_time", "按期指派率", "assigned in time", a.assigned_on, ASSIGNED, a.clocks[1:3])))
pending_age = Indicator("aid.pending_age", Text("未结平均天数", "mean age of pending cases"), DAYS,
                        Pending(a.accepted_on, a.closed_on, a.closed, ages=True), pending.numerator, kind="mean", basis=(PRACTICE,))

Aid.indicators = (
    cases, criminal, civil, recovered, administrative, compensation, closed, opening, pending, closing_rate,
    applications, notifications, *decisions, undecided_before, undecided, grant_rate, assigned, terminated, wages,
    subsidy, people, duty, drafting, filed, urgent, objections, days_to_decide, days_to_close, *refusals, *sources,
    *forms, *stages, *categories, *handlers, *results, *on_time, pending_age,
)
Aid.identities = (
    Identity("aid.balance", Text("旧存+受理=办结+未结", "opening + accepted = closed + pending"), (opening, cases),
             (closed, pending), a.closed_on.before(a.accepted_on) | (a.closed & ~a.closed_on.present)),
    Identity("aid.kinds", Text("援助案件=刑事+民事+行政+国家赔偿", "cases = criminal + civil + administrative + compensation"),
             (cases,), (criminal, civil, administrative, compensation), a.accepted & ~a.kind.present),
    Identity("aid.decisions", Text("旧待审查+申请=各种决定+待审查", "undecided + applications = decisions + undecided"),
             (undecided_before, applications), (*decisions, undecided),
             a.decided_on.before(a.applied_on) | (a.decision.present & ~a.decided_on.present)),
    Identity("aid.refusals", Text("不予援助=各理由之和", "refused = sum of grounds"), (refused,), refusals),
    Identity("aid.sources", Text("援助案件=各来源之和", "cases = sum of sources"), (cases,), sources),
    Identity("aid.forms", Text("援助案件=各形式之和", "cases = sum of forms"), (cases,), forms),
    Identity("aid.results", Text("办结=各结果之和", "closed = sum of results"), (closed,), results),
)
PAGE = Aid
