"""行政复议: applications for reconsideration, from receipt to what came of them."""

from collections.abc import Iterator, Mapping
from typing import Any

from xcli.domain.calendar import Calendar
from xcli.domain.clocks import recon as clocks
from xcli.domain.codes import recon as codes
from xcli.domain.document import DOCUMENT
from xcli.domain.fault import Fault
from xcli.domain.field import Choice, Day, Document, Field, Flag, Name, Parts, Phone, Whole, Words
from xcli.domain.indicator import Count, Days, Identity, Indicator, Pending, Sum, Term, shares
from xcli.domain.interval import interval_faults
from xcli.domain.law import Law
from xcli.domain.page import Case, Docket, Part, ShortForm
from xcli.domain.predicate import Always, Predicate
from xcli.domain.recon import intake
from xcli.domain.recon.rules import rules_of
from xcli.text import Text

RECON_LAW = Text("行政复议法(2023)", "Administrative Reconsideration Law (2023)")
PRACTICE = Law(Text("统计惯例", "statistical practice"))

CORRECTED = ("changed", "revoked", "partly_revoked", "unlawful", "ordered", "void")


class Party(Part):
    """One who takes part on the applicant's side."""

    name = "party"
    role = Choice("身份", "role", codes.ROLE, aliases=("参加人身份",))
    person = Name("姓名或名称", "name", limit=60, private="name", sought=True, aliases=("姓名", "名称", "申请人姓名"))
    id_kind = Choice("证件类型", "kind of document", DOCUMENT, aliases=("证件种类",))
    id_no = Document("证件号码", "document no.", kind_field="id_kind", limit=40, private="number", secret=True,
                     aliases=("身份证号", "身份证号码", "公民身份号码", "证件号"))
    phone = Phone("联系电话", "phone", limit=30, private="phone", secret=True, aliases=("电话", "手机", "手机号", "联系方式"))


class Suspension(Part):
    """One stretch of time in which the case stood still."""

    name = "suspension"
    ground = Choice("中止事由", "ground", codes.SUSPENSION, aliases=("事由", "中止原因"))
    suspended_on = Day("中止日期", "suspended on", aliases=("中止时间",))
    resumed_on = Day("恢复日期", "resumed on", aliases=("恢复审理日期", "恢复时间"))


class Recon(Case):
    """The record of one application for reconsideration."""

    name = "recon"
    label = Text("行政复议", "reconsideration")
    mark = "复"
    order = 30

    received_on = Day("收到申请日期", "received on", required=True, aliases=("收到日期", "收案日期", "收件日期", "申请日期"),
                      law=Law(RECON_LAW, "30"))
    respondent = Words("被申请人", "respondent", required=True, limit=80, aliases=("被申请行政机关", "被申请机关"))
    party = Parts("申请人", "party", Party, expected=True, aliases=("当事人", "申请人姓名", "参加人"))
    people = Whole("申请人数", "applicants", unit=Text("人", "people"), aliases=("申请人人数",))
    field = Choice("行政管理领域", "field of administration", codes.FIELD, expected=True, aliases=("领域", "管理领域", "行政管理类别"))
    act = Choice("行政行为种类", "kind of act", codes.ACT, expected=True, aliases=("行政行为", "申请事项", "行为种类"))
    act_on = Day("行政行为日期", "act done on", aliases=("行政行为作出日期",), law=Law(RECON_LAW, "21"))
    known_on = Day("知道行为日期", "act known since", aliases=("知悉日期", "知道行政行为日期"), law=Law(RECON_LAW, "20"))
    remedy_known_on = Day("知道申请权利日期", "right to apply known since", law=Law(RECON_LAW, "20"),
                          hint=Text("作出行为时没有告知申请权利的才填", "only where the right was not told with the act"))
    via_organ_on = Day("经作出机关提交日期", "handed in through the organ on", aliases=("原机关收到日期",), law=Law(RECON_LAW, "32"))
    matter = Words("复议请求", "claim", limit=2000, lines=True, private="text", aliases=("请求事项", "案情", "简要案情", "案由"))
    document_review = Flag("附带审查规范性文件", "review of a document asked", aliases=("附带审查",), law=Law(RECON_LAW, "13"))
    asked_on = Day("补正通知日期", "correction asked on", aliases=("通知补正日期",), law=Law(RECON_LAW, "31"))
    asked_received_on = Day("收到补正通知日期", "notice of correction received on", aliases=("补正通知送达日期",),
                            law=Law(RECON_LAW, "31"))
    corrected_on = Day("收到补正材料日期", "correction received on", aliases=("补正日期", "补正完成日期"), law=Law(RECON_LAW, "31"))
    disposition = Choice("审查结果", "result of intake", codes.DISPOSITION, aliases=("受理情况", "审查处理", "是否受理"),
                         law=Law(RECON_LAW, "30"))
    accepted_on = Day("受理日期", "accepted on", aliases=("立案日期", "受理时间", "决定受理日期"), law=Law(RECON_LAW, "30"))
    deemed_on = Day("视为受理日期", "deemed accepted on", computed=True, law=Law(RECON_LAW, "30"),
                    hint=Text("审查期届满未作处理的，届满之日；2024年前收到又未记受理日期的，收到之日",
                              "the day the time for review ran out; of what was received before 2024, that of receipt"))
    examined_on = Day("审查完毕日期", "intake ended on", computed=True,
                      hint=Text("受理（含视为受理）之日；未受理的，为办结日期", "the day of acceptance, actual or deemed; else of closing"))
    calendar = Words("工作日历版本", "calendar", limit=80, computed=True)
    procedure = Choice("审理程序", "procedure", codes.PROCEDURE, aliases=("适用程序", "程序"), law=Law(RECON_LAW, "53"))
    converted_on = Day("转为普通程序日期", "converted to ordinary on", aliases=("程序转换日期",), law=Law(RECON_LAW, "55"))
    sent_on = Day("副本发送日期", "copy sent on", aliases=("发送副本日期", "答复通知日期"), law=Law(RECON_LAW, "48、54"))
    sent_received_on = Day("被申请人收到日期", "copy received on", aliases=("被申请人签收日期",), law=Law(RECON_LAW, "48、54"))
    replied_on = Day("答复日期", "replied on", aliases=("收到答复日期", "书面答复日期"), law=Law(RECON_LAW, "48、54"))
    heard_on = Day("听取意见日期", "views heard on", aliases=("听取意见时间",), law=Law(RECON_LAW, "49"))
    hearing_notice_on = Day("听证通知日期", "hearing announced on", aliases=("通知听证日期",), law=Law(RECON_LAW, "51"))
    hearing_on = Day("听证日期", "hearing on", future=True, aliases=("举行听证日期",), law=Law(RECON_LAW, "50、51"))
    committee_on = Day("委员会咨询日期", "committee asked on", aliases=("提请委员会日期", "咨询委员会日期"), law=Law(RECON_LAW, "52"))
    committee_followed = Flag("采纳委员会意见", "committee followed", aliases=("是否采纳委员会意见",), law=Law(RECON_LAW, "52"))
    suspension = Parts("中止", "suspension", Suspension, law=Law(RECON_LAW, "39"))
    document_handling = Choice("附带审查处理方式", "document reviewed by", codes.HANDLING, aliases=("附带审查处理",), law=Law(RECON_LAW, "56、57"))
    document_asked_on = Day("通知制定机关日期", "drafting organ asked on", law=Law(RECON_LAW, "58"))
    document_asked_received_on = Day("制定机关收到通知日期", "drafting organ received on", law=Law(RECON_LAW, "58"))
    document_answered_on = Day("制定机关答复日期", "drafting organ answered on", law=Law(RECON_LAW, "58"))
    document_handled_on = Day("附带审查处理日期", "document dealt with on", law=Law(RECON_LAW, "56、57"))
    document_forwarded_on = Day("附带审查转送日期", "document forwarded on", law=Law(RECON_LAW, "56、57"))
    document_forward_received_on = Day("有权机关收到转送日期", "forwarding received on", law=Law(RECON_LAW, "60"))
    document_replied_on = Day("有权机关回复日期", "competent organ replied on", aliases=("处理意见回复日期",), law=Law(RECON_LAW, "60"))
    extended_on = Day("延期批准日期", "extended on", aliases=("延长审限日期", "延期日期"), law=Law(RECON_LAW, "62"))
    extended_days = Whole("延长天数", "days added", unit=Text("天", "days"), aliases=("延期天数",), law=Law(RECON_LAW, "62"))
    closed_on = Day("办结日期", "closed on", aliases=("结案日期", "决定日期", "审结日期", "办结时间"), law=Law(RECON_LAW, "62"))
    outcome = Choice("审理结果", "outcome", codes.OUTCOME, aliases=("结案方式", "复议结果", "结果", "决定类型"),
                     law=Law(RECON_LAW, "63—74"))
    redo = Flag("责令重新作出", "ordered to act anew", aliases=("责令重作", "责令重新作出处理", "重作"), law=Law(RECON_LAW, "64"))
    remedy = Flag("责令采取补救措施", "remedial measures ordered", aliases=("补救措施",), law=Law(RECON_LAW, "72"))
    compensation = Choice("赔偿", "compensation", codes.COMPENSATION, aliases=("行政赔偿",), law=Law(RECON_LAW, "72"))
    self_corrected = Flag("被申请人自行改正", "corrected by the respondent", aliases=("改正后撤回", "自行纠错"))
    settled_stage = Choice("化解阶段", "stage of settlement", codes.STAGE, aliases=("调解阶段", "和解阶段"),
                           law=Law(RECON_LAW, "73、74"))
    decision_received_on = Day("决定书送达日期", "decision received on", aliases=("送达日期",), law=Law(RECON_LAW, "75"))
    opinion_on = Day("意见书日期", "opinion letter on", aliases=("制发意见书日期", "复议意见书日期"), law=Law(RECON_LAW, "76"))
    opinion_received_on = Day("意见书签收日期", "opinion letter received on", law=Law(RECON_LAW, "76"))
    opinion_answered_on = Day("意见书反馈日期", "opinion letter answered on", aliases=("整改反馈日期",), law=Law(RECON_LAW, "76"))
    copied_on = Day("抄告日期", "reported upwards on", aliases=("抄告上级日期",), law=Law(RECON_LAW, "79"))
    performed_on = Day("履行日期", "performed on", aliases=("履行完毕日期",), law=Law(RECON_LAW, "77、78"))
    sued_on = Day("起诉日期", "sued on", aliases=("提起诉讼日期", "行政诉讼日期"),
                  law=Law(Text("行政诉讼法", "Administrative Litigation Law"), "45"))
    handler = Name("承办人", "handler", limit=50, expected=True, aliases=("承办人员", "主办人员"))

    turned_away = disposition.is_("not_accepted", "abandoned", "transferred", "withdrawn", "settled")
    accepted = ~turned_away & (accepted_on.present | deemed_on.present)
    decided = accepted & outcome.present
    closed = turned_away | decided
    docket = Docket(received_on, closed_on, closed)
    asked = (received_on, respondent, party, field, act, disposition, accepted_on, handler)
    closing = (closed_on, outcome)
    twin = (received_on, respondent, party)
    cover = (Case.case_no, received_on, respondent, party, disposition, examined_on, closed_on, outcome)
    groups = (outcome, disposition, field, act, procedure, respondent)
    reckoned_from = (received_on, corrected_on)
    section = "government"
    story = (
        Text("收到行政复议申请{received}，办结{closed}，办结率{closing_rate}。", "Applications: {received}; closed: {closed}, a rate of {closing_rate}."),
        Text("调解结案{mediated}，调解结案率{mediation_rate}；不予受理{not_accepted}；维持{upheld}；驳回复议申请{dismissed}；驳回复议请求{rejected}；责令重新作出处理{redo}；确认违法{illegal}；直接纠错{corrected}，直接纠错率{correction_rate}。",
             "Mediated: {mediated}, a rate of {mediation_rate}; not accepted: {not_accepted}; upheld: {upheld}; dismissed: {dismissed}; claims rejected: {rejected}; to be decided anew: {redo}; unlawful: {illegal}; corrected: {corrected}, a rate of {correction_rate}."), Text("制发行政复议意见书{opinions}；期末未结{pending}。", "Opinion letters: {opinions}; pending at the end: {pending}."),
    )
    short_forms = (
        ShortForm("suspend", Text("中止", "suspend"), (Suspension.suspended_on, Suspension.ground), suspension),
        ShortForm("resume", Text("恢复", "resume"), (Suspension.resumed_on,), suspension, ends=True),
        ShortForm("extend", Text("延期", "extend"), (extended_on, extended_days),
                  once=Text("只能延期一次（第62条）", "may be extended only once (art. 62)")),
        ShortForm("convert", Text("转普通程序", "convert to the ordinary procedure"), (converted_on,)),
    )

    @classmethod
    def derived(cls, content: Mapping[str, Any], calendar: Calendar) -> dict[str, Any]:
        """Tell when intake ended: with acceptance, actual or deemed, whichever came first, or by turning it away."""
        if content.get("disposition") not in (None, "accepted"):
            return {"examined_on": content.get("closed_on")}
        deemed = intake.deemed(REVIEWS, content, calendar)
        if deemed is None:
            return {"examined_on": content.get("accepted_on")}
        return {"deemed_on": deemed, "examined_on": deemed, "calendar": calendar.version}

    @classmethod
    def further(cls, content: Mapping[str, Any], calendar: Calendar) -> Iterator[tuple[Field, Fault]]:
        """Judge suspensions, and tell of intake that came too late."""
        opened = None if content.get("disposition") not in (None, "accepted") else content.get("examined_on")
        yield from ((cls.suspension, fault) for fault in interval_faults(
            cls.suspension, Suspension.suspended_on, Suspension.resumed_on, content.get("suspension") or (),
            opened=opened, closed=content.get("closed_on")))
        yield from intake.too_late(cls, REVIEWS, content, calendar)


r = Recon
REVIEWS = clocks.reviews_of(r)
Recon.clocks = clocks.clocks_of(r)
Recon.rules = rules_of(r)
CASES, PEOPLE, DAYS, PERCENT = Text("件", "cases"), Text("人", "people"), Text("天", "days"), Text("%", "%")
EVERY = Always()
SETTING = "recon.not_accepted_is_closed"
COUNTED = Count(r.closed_on, r.closed)
APART = Count(r.closed_on, r.closed & ~r.disposition.is_("not_accepted"))


def count(name: str, zh: str, en: str, by: Day, where: Predicate = EVERY, *basis: Law, **rest: Any) -> Indicator:
    """Return the indicator that counts records by one of their dates."""
    return Indicator(f"recon.{name}", Text(zh, en), CASES, Count(by, where), basis=basis or (PRACTICE,), **rest)


def rate(name: str, zh: str, en: str, top: Term, base: Term, **rest: Any) -> Indicator:
    """Return a rate; one over what is closed depends on whether cases not accepted are."""
    made = Indicator(f"recon.{name}", Text(zh, en), PERCENT, top, base, kind="rate", basis=(PRACTICE,), **rest)
    return choosing(made) if COUNTED in (top, base) else made


def choosing(made: Indicator) -> Indicator:
    """Let the ledger's setting choose whether cases not accepted count as closed."""
    swapped = [APART if term == COUNTED else term for term in made.terms]
    note = Text(f"不予受理不计入办结（设置 {SETTING} = no）。",
                f"Cases not accepted are not counted as closed (setting {SETTING} = no).")
    other = made.but(numerator=swapped[0], denominator=swapped[1] if len(swapped) > 1 else None, note=note,
                     version=2)
    said = Text(f"不予受理计入办结；设置 {SETTING} = no 则不计。",
                f"Cases not accepted count as closed, unless the setting {SETTING} = no.")
    return made.but(note=Text(said.zh + made.note.zh, f"{said.en} {made.note.en}".strip()), setting=SETTING,
                   otherwise=other)


def ended(name: str, zh: str, en: str, article: str, where: Predicate | None = None, **rest: Any) -> Indicator:
    """Return the indicator of one outcome."""
    chosen = r.outcome.is_(name) if where is None else where
    return count(name, zh, en, r.closed_on, r.accepted & chosen, Law(RECON_LAW, article), **rest)


received = count("received", "收到行政复议申请", "applications received", r.received_on, EVERY, Law(RECON_LAW, "30"),
                 aliases=("收到", "收案", "新收"), headline=True)
accepted = count("accepted", "受理行政复议案件", "cases accepted", r.examined_on, r.accepted, Law(RECON_LAW, "30"),
                 aliases=("受理",), note=Text("含视为受理，按受理之日。", "with those deemed accepted, by the day of acceptance."))
deemed = count("deemed", "视为受理", "deemed accepted", r.examined_on, r.accepted & r.deemed_on.present,
               Law(RECON_LAW, "30"))
not_accepted, abandoned, transferred, withdrawn_early, settled_early = (
    count(name, entry.label.zh, entry.label.en, r.closed_on, r.disposition.is_(entry.code), Law(RECON_LAW, "30、31"))
    for entry, name in zip(codes.DISPOSITION.codes[1:],
                           ("not_accepted", "abandoned", "transferred", "withdrawn_early", "settled_early"),
                           strict=True))
turned_away = (not_accepted, abandoned, transferred, withdrawn_early, settled_early)
reviewing_before = Indicator("recon.reviewing_before", Text("期初在审查", "in review at the start"), CASES,
                             Pending(r.received_on, r.examined_on, r.examined_on.present,
                                     at="start"), basis=(PRACTICE,))
reviewing = Indicator("recon.reviewing", Text("期末在审查", "in review at the end"), CASES,
                      Pending(r.received_on, r.examined_on, r.examined_on.present), basis=(PRACTICE,))
closed = choosing(Indicator("recon.closed", Text("办结", "closed"), CASES, COUNTED, basis=(PRACTICE,), aliases=("办结案件",),
                            headline=True))
decided = count("decided", "审结", "accepted and closed", r.closed_on, r.decided, aliases=("已审结",))
intake_closed = count("intake_closed", "受理前结案", "closed before acceptance", r.closed_on, r.turned_away)
opening = Indicator("recon.opening", Text("期初未结", "pending at the start"), CASES,
                    Pending(r.received_on, r.closed_on, r.closed, at="start"), aliases=("上期结转",), basis=(PRACTICE,))
pending = Indicator("recon.pending", Text("期末未结", "pending at the end"), CASES,
                    Pending(r.received_on, r.closed_on, r.closed), aliases=("未结",), basis=(PRACTICE,), headline=True)
upheld = ended("upheld", "维持", "upheld", "68", headline=True)
mediated = ended("mediated", "调解结案", "closed by mediation", "73", aliases=("调解",), headline=True)
rejected = ended("rejected", "驳回复议请求", "claim rejected", "69", headline=True)
redo = ended("redo", "责令重新作出处理", "revoked and redo", "64", r.outcome.is_("revoked", "partly_revoked") & r.redo.true,
             aliases=("责令重作",), headline=True,
             note=Text("撤销或部分撤销并责令重新作出；不责令重作的撤销另列。", "revoked, in whole or in part, with an order to act anew; "
                       "other revoked cases stand apart."))
illegal = ended("illegal", "确认违法", "confirmed unlawful", "65", r.outcome.is_("unlawful"), headline=True)
others = (
    ended("changed", "变更", "changed", "63"),
    ended("revoked", "撤销（不含责令重作）", "revoked, no order to act anew", "64", r.outcome.is_("revoked") & ~r.redo.true),
    ended("partly_revoked", "部分撤销（不含责令重作）", "revoked in part, no order to act anew", "64",
          r.outcome.is_("partly_revoked") & ~r.redo.true),
    ended("ordered", "责令履行", "ordered to act", "66"),
    ended("void", "确认无效", "confirmed void", "67"),
    ended("dismissed", "驳回复议申请", "application dismissed", "33"),
    ended("agreement", "行政协议责任或补偿", "liability under an agreement", "71"),
    ended("reconciled", "和解撤回终止", "reconciled and withdrawn", "74"),
    ended("withdrawn", "撤回申请终止", "withdrawn", "41"),
    ended("ended", "其他终止", "ended otherwise", "41"),
)
outcomes = (upheld, mediated, rejected, redo, illegal, *others)
corrected = ended("corrected", "直接纠错", "acts corrected", "63—67", r.outcome.is_(*CORRECTED))
self_corrected = ended("self_corrected", "间接纠错（自行改正后结案）", "corrected by the respondent", "41", r.self_corrected.true)
sued = count("sued_of_closed", "办结后被起诉", "closed and sued later", r.closed_on, r.closed & r.sued_on.present)
settled = Count(r.closed_on, r.accepted & r.outcome.is_("mediated", "reconciled", "withdrawn"))
broad = Count(r.closed_on, (r.accepted & r.outcome.is_("mediated", "reconciled")) | r.disposition.is_("settled"))
merits = Count(r.closed_on, r.accepted & ~r.outcome.is_("reconciled", "withdrawn", "ended") & r.outcome.present)
rates = (
    rate("mediation_rate", "调解结案率", "reconciliation closure", mediated.numerator, COUNTED, headline=True,
         note=Text("只计调解书结案；和解、撤回见调撤率。", "mediation alone; settlements and withdrawals are in the wider rates.")),
    rate("closing_rate", "办结率", "closing rate", COUNTED, received.numerator, headline=True),
    rate("mediation_of_decided", "调解率（占审结）", "mediation among accepted and closed", mediated.numerator,
         decided.numerator),
    rate("mediation_of_merits", "调解率（占调解和决定）", "mediation among mediation and decisions", mediated.numerator, merits),
    rate("settled_rate", "调撤率", "mediated, reconciled or withdrawn", settled, COUNTED),
    rate("broad_rate", "综合调撤率", "settled in any way, before acceptance too", broad, COUNTED,
         note=Text("调解、和解撤回和受理前调解化解。", "mediated, reconciled and withdrawn, settled before acceptance.")),
    rate("correction_rate", "直接纠错率", "correction rate", corrected.numerator, decided.numerator),
    rate("correction_of_accepted", "直接纠错率（占受理）", "corrections among accepted", corrected.numerator, accepted.numerator),
    rate("sued_rate", "复议后起诉率", "sued afterwards", sued.numerator, COUNTED),
    rate("sued_of_decided", "复议后起诉率（占审结）", "sued afterwards, of accepted and closed",
         Count(r.closed_on, r.decided & r.sued_on.present), decided.numerator),
    rate("acceptance_rate", "受理率", "acceptance rate", accepted.numerator, received.numerator),
    rate("decided_rate", "审结率", "closed among accepted", decided.numerator, accepted.numerator),
)
procedure = (
    count("simplified", "适用简易程序", "simplified procedure", r.examined_on, r.accepted & r.procedure.is_("simplified"),
          Law(RECON_LAW, "53")),
    count("converted", "转为普通程序", "converted to ordinary", r.converted_on, EVERY, Law(RECON_LAW, "55")),
    count("correction_asked", "通知补正", "corrections asked for", r.asked_on, EVERY, Law(RECON_LAW, "31")),
    count("views_heard", "听取意见", "views heard", r.heard_on, EVERY, Law(RECON_LAW, "49")),
    count("hearings", "听证", "hearings", r.hearing_on, EVERY, Law(RECON_LAW, "50")),
    count("committee", "提请复议委员会咨询", "committee asked", r.committee_on, EVERY, Law(RECON_LAW, "52")),
    count("suspended", "办结案件中曾中止", "closed after a suspension", r.closed_on, r.decided & r.suspension.present,
          Law(RECON_LAW, "39")),
    count("extended", "延期", "extended", r.extended_on, EVERY, Law(RECON_LAW, "62")),
    count("compensated", "决定赔偿", "compensation granted", r.closed_on, r.compensation.is_("granted"),
          Law(RECON_LAW, "72")),
    count("document_reviews", "附带审查规范性文件", "reviews of a document", r.received_on, r.document_review.true,
          Law(RECON_LAW, "13")),
    count("opinions", "行政复议意见书", "opinion letters", r.opinion_on, EVERY, Law(RECON_LAW, "76"), aliases=("意见书",)),
    count("opinions_answered", "意见书已反馈", "opinion letters answered", r.opinion_answered_on, EVERY,
          Law(RECON_LAW, "76")),
    count("performed", "已履行", "performed", r.performed_on, EVERY, Law(RECON_LAW, "77")),
    count("sued", "复议后起诉", "sued", r.sued_on, EVERY),
)
people = Indicator("recon.people", Text("申请人数", "applicants"), PEOPLE, Sum(r.people, r.received_on), basis=(PRACTICE,))
days_to_decide = Indicator("recon.days_to_decide", Text("平均审理天数", "mean days to decide"), DAYS,
                           Days(r.examined_on, r.closed_on, r.closed_on,
                                r.decided), decided.numerator, kind="mean", basis=(PRACTICE,))
pending_age = Indicator("recon.pending_age", Text("未结平均天数", "mean age of pending cases"), DAYS,
                        Pending(r.received_on, r.closed_on, r.closed,
                                ages=True), pending.numerator, kind="mean", basis=(PRACTICE,))
stages = shares(mediated, r.settled_stage)

Recon.indicators = (
    received, closed, *rates[:2], decided, intake_closed, opening, pending, accepted, deemed,
    *turned_away, *outcomes, corrected, self_corrected, sued, *rates[2:], reviewing_before, reviewing, *procedure,
    people, days_to_decide, pending_age, *clocks.rates_of(r, Recon.clocks), *stages,
)
Recon.identities = (
    Identity("recon.balance", Text("旧存+收到=审结+受理前结案+未结", "opening + received = closed + pending"), (opening, received),
             (decided, intake_closed, pending), r.closed_on.before(r.received_on) | (r.closed & ~r.closed_on.present)),
    Identity("recon.closed", Text("办结=受理前结案各项+审结各结果", "closed = intake closures + outcomes"), (closed,),
             (*turned_away, *outcomes)),
    Identity("recon.intake", Text("旧在审查+收到=受理+受理前结案各项+在审查",
                                  "in review + received = accepted + turned away + in review"),
             (reviewing_before, received), (accepted, *turned_away, reviewing), r.examined_on.before(r.received_on)),
    Identity("recon.stages", Text("调解结案=各阶段之和", "mediated = sum of stages"), (mediated,), stages),
)
PAGE = Recon
