"""The time limits of reconsideration: the law of 2023, and that of 2017 for what was received before it."""

from datetime import date
from typing import TYPE_CHECKING, Any

from xcli.domain.clock import Clock, Extension, Pause, Restart, Unit
from xcli.domain.indicator import ON_TIME, Count, Indicator, OnTime
from xcli.domain.law import Law
from xcli.domain.predicate import Predicate
from xcli.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xcli.domain.field import Day
    from xcli.domain.pages.recon import Recon

NEW = Text("行政复议法(2023)", "Administrative Reconsideration Law (2023)")
OLD = Text("行政复议法(2017)", "Administrative Reconsideration Law (2017)")
RULES = Text("行政复议法实施条例", "Implementing Regulation of the Reconsideration Law")
LITIGATION = Text("行政诉讼法", "Administrative Litigation Law")
IN_FORCE, LAST_DAY = date(2024, 1, 1), date(2023, 12, 31)

APPLICANT, RESPONDENT = Text("申请人", "applicant"), Text("被申请人", "respondent")
ACCEPTED = Text("受理之日", "the day of acceptance")
ORGAN = Text("作出行为的机关", "organ that acted")
DRAFTER, COMPETENT = Text("制定机关", "drafting organ"), Text("有权处理的机关", "competent organ")
# The law does not say when these begin: with the suspension (inference from art. 58).
FROM_SUSPENSION = Text("法律没有写明起算，按中止之日（推定）", "the law names no first day; taken from the suspension")
UPON_RECEIPT = Text("除不予受理外，自收到之日起即为受理（第17条）", "accepted upon receipt unless it is turned away (art. 17)")
SUSPENSION_STOPS = "recon.suspension_stops"


def clocks_of(r: "type[Recon]") -> tuple[Clock, ...]:
    """Return the clocks of reconsideration."""
    deciding = tuple(_dated(clock, r) for clock in _decision(r))
    others = (*_before_acceptance(r), *_procedure(r), *_document(r), *_afterwards(r))
    silences = tuple(_silence(r, clock) for clock in deciding if r.closed_on in clock.ends and clock.of is None)
    return (*(_dated(clock, r) for clock in others), *deciding, *silences)


def _dated(clock: Clock, r: "type[Recon]") -> Clock:
    """Return a clock of the law of 2023 in force since that law."""
    return clock.but(since=IN_FORCE, dated=r.received_on) if clock.law.instrument == NEW else clock


def rates_of(r: "type[Recon]", clocks: "Sequence[Clock]") -> tuple[Indicator, ...]:
    """Return the rates of what was done within its time limit."""
    def rate(name: str, zh: str, en: str, by: "Day", where: Predicate, *limits: str) -> Indicator:
        chosen = tuple(clock for clock in clocks if clock.id.removesuffix("_2017") in limits)
        basis = tuple(dict.fromkeys(clock.law for clock in chosen))
        top, base = OnTime(chosen, by, where), Count(by, where)
        return Indicator(
            f"recon.{name}", Text(zh, en), Text("%", "%"), top, base, kind="rate", basis=basis, note=ON_TIME
        )

    return (
        rate("on_time_rate", "按期办结率", "decided in time", r.closed_on, r.decided,
             "recon.decide", "recon.decide_simplified"),
        rate("reply_rate", "按期答复率", "replied in time", r.replied_on, r.accepted & r.sent_received_on.present,
             "recon.reply", "recon.reply_simplified"),
    )  # fmt: skip


def reviews_of(r: "type[Recon]") -> tuple[Clock, ...]:
    """Return the clocks of the review of an application; by both laws what nobody turns away is accepted."""
    review = Clock(
        "recon.review", Text("审查是否受理", "review for acceptance"), Law(NEW, "30"), r.received_on,
        (r.accepted_on, r.deemed_on, r.closed_on), 5, "working",
        restart=Restart(r.asked_on, r.corrected_on, Law(NEW, "31")), deems="end",
        lapse=Text("期满未作决定的，届满之日起视为受理", "without a decision it is deemed accepted on the last day"),
    )  # fmt: skip
    corrected = Restart(r.asked_on, r.corrected_on, Law(RULES, "29"))
    old = _old(r, review, "17").but(restart=corrected, deems="start", lapse=Text("", ""), note=UPON_RECEIPT)
    return _dated(review, r), old


def _before_acceptance(r: "type[Recon]") -> tuple[Clock, ...]:
    applied = (r.via_organ_on, r.received_on)
    estate = r.act.is_("title", "expropriation") | r.field.is_("resources", "housing")
    untold = r.remedy_known_on.present
    apply = Clock("recon.apply", Text("申请复议", "applying"), Law(NEW, "20"), r.known_on, applied, 60,
                  who=APPLICANT, right=True, watched=False)
    ask = Clock("recon.ask", Text("通知补正", "asking for a correction"), Law(NEW, "31"), r.received_on, (r.asked_on,), 5,
                "working", r.asked_on.present)
    return (
        apply.but(where=~untold), _old(r, apply, "9"),
        apply.but(id="recon.apply_untold", label=Text("申请复议（未告知权利）", "applying (right not told)"),
                  starts=r.remedy_known_on),
        apply.but(id="recon.apply_year", label=Text("申请复议最长一年（未告知权利）", "a year to apply (right not told)"),
                  length=1, unit="years", where=untold),
        Clock("recon.cap", Text("最长申请期限", "longest time to apply"), Law(NEW, "21"), r.act_on, applied, 5, "years",
              ~estate, APPLICANT, right=True, watched=False),
        Clock("recon.cap_estate", Text("最长申请期限（不动产）", "longest time to apply (real estate)"), Law(NEW, "21"),
              r.act_on, applied, 20, "years", estate, APPLICANT, right=True, watched=False,
              note=Text("按领域和行为种类推定涉及不动产", "taken for real estate by field and kind of act")),
        Clock("recon.forward", Text("转送复议机关", "forwarding"), Law(NEW, "32"), r.via_organ_on, (r.received_on,), 5,
              "working", who=ORGAN, watched=False),
        *reviews_of(r),
        ask, _old(r, ask, "29", RULES),
        Clock("recon.correct", Text("补正材料", "correction"), Law(NEW, "31"), r.asked_received_on,
              (r.corrected_on, r.accepted_on, r.closed_on), 10, "working", r.asked_on.present, APPLICANT,
              lapse=Text("无正当理由逾期不补正的，视为放弃申请", "late without good reason, it is deemed abandoned")),
    )  # fmt: skip


def _procedure(r: "type[Recon]") -> tuple[Clock, ...]:
    simplified = r.accepted & r.procedure.is_("simplified")
    ordinary = r.accepted & ~r.procedure.is_("simplified")
    send = Clock("recon.send", Text("发送申请书副本", "sending the copy"), Law(NEW, "48"), r.examined_on, (r.sent_on,), 7,
                 "working", ordinary, starting=ACCEPTED)
    reply = Clock("recon.reply", Text("被申请人答复", "reply"), Law(NEW, "48"), r.sent_received_on, (r.replied_on,), 10,
                  "working", ordinary & r.sent_on.present, RESPONDENT,
                  lapse=Text("逾期不答复的，视为没有证据（第70条）", "late, the act is deemed to be without evidence (art. 70)"))
    return (
        send, _old(r, send, "23").but(**_from_receipt(r)),
        Clock("recon.send_simplified", Text("发送申请书副本（简易程序）", "sending the copy (simplified)"), Law(NEW, "54"),
              r.examined_on, (r.sent_on,), 3, "working", simplified, starting=ACCEPTED),
        reply, _old(r, reply, "23").but(unit="natural", where=r.accepted & r.sent_on.present, lapse=Text(
            "逾期不答复的，视为没有证据（第28条）", "late, the act is deemed to be without evidence (art. 28)"), note=Text(
            "2017年法只有五日、七日按工作日", "under the law of 2017 only five and seven days were working days")),
        reply.but(id="recon.reply_simplified", label=Text("被申请人答复（简易程序）", "reply (simplified)"), law=Law(NEW, "54"),
                  length=5, where=simplified & r.sent_on.present),
        Clock("recon.hearing_notice", Text("听证通知", "notice of the hearing"), Law(NEW, "51"), r.hearing_on,
              (r.hearing_notice_on,), 5, "working", r.accepted & r.hearing_on.present, backwards=True),
    )  # fmt: skip


def _document(r: "type[Recon]") -> tuple[Clock, ...]:
    stands_still = r.suspension.part.fields
    begins: Day = stands_still["suspended_on"]  # type: ignore[assignment]
    ends: Day = stands_still["resumed_on"]  # type: ignore[assignment]
    for_document = stands_still["ground"].is_("document")
    forwarded = r.document_handling.is_("forwarded")

    def own(name: str, zh: str, en: str, article: str, done: "tuple[Day, ...]", length: int, unit: Unit) -> Clock:
        return Clock(f"recon.document_{name}", Text(zh, en), Law(NEW, article), begins, done, length, unit,
                     for_document & ~forwarded, of=r.suspension)  # fmt: skip

    handle = own("handle", "处理附带审查的规范性文件", "dealing with the document", "56、57",
                 (r.document_handled_on, ends), 30, "natural").but(note=FROM_SUSPENSION)  # fmt: skip
    forward = own("forward", "转送附带审查", "forwarding the document", "56、57", (r.document_forwarded_on,), 7,
                  "working").but(where=for_document & forwarded, note=FROM_SUSPENSION)  # fmt: skip
    answer = Clock("recon.document_answer", Text("制定机关答复", "answer of the drafting organ"), Law(NEW, "58"),
                   r.document_asked_received_on, (r.document_answered_on,), 10, "working",
                   r.document_asked_on.present & ~forwarded, DRAFTER)
    reply = Clock("recon.document_reply", Text("有权机关回复", "reply of the competent organ"), Law(NEW, "60"),
                  r.document_forward_received_on, (r.document_replied_on,), 60, where=r.document_forwarded_on.present,
                  who=COMPETENT)
    return (
        own("ask", "通知制定机关", "asking the drafting organ", "58", (r.document_asked_on,), 3, "working"), answer,
        handle, _old(r, handle, "26、27"), forward, _old(r, forward, "26、27"), reply, _old(r, reply, "26"),
    )  # fmt: skip


def _decision(r: "type[Recon]") -> tuple[Clock, ...]:
    simplified = r.procedure.is_("simplified")
    stands_still = r.suspension.part.fields
    begins, ends = stands_still["suspended_on"], stands_still["resumed_on"]
    pause = Pause(r.suspension, begins, ends, Law(NEW, "39"), SUSPENSION_STOPS)  # type: ignore[arg-type]
    decide = Clock(
        "recon.decide", Text("作出复议决定", "decision"), Law(NEW, "62"), r.examined_on, (r.closed_on,), 60,
        where=r.accepted & (~simplified | r.converted_on.present), pause=pause, starting=ACCEPTED,
        extension=Extension(r.extended_on, r.extended_days, 30, Law(NEW, "62")),
        # After a conversion it still runs from the same day (inference from art. 55).
    )  # fmt: skip
    ended = stands_still["ground"].is_("death", "incapacity", "ended")
    terminate = Clock(
        "recon.terminate", Text("中止满六十日终止", "ending it after sixty days"), Law(NEW, "41"),
        begins, (ends, r.closed_on), 60, where=ended, of=r.suspension,  # type: ignore[arg-type]
    )  # fmt: skip
    old = _old(r, decide, "31").but(
        pause=pause.but(law=Law(RULES, "41")), extension=Extension(r.extended_on, r.extended_days, 30, Law(OLD, "31")),
        **_from_receipt(r),
    )  # fmt: skip
    return (
        decide, old,
        decide.but(id="recon.decide_simplified", label=Text("作出复议决定（简易程序）", "decision (simplified)"), length=30,
                   where=r.accepted & simplified, extension=None,
                   # It must be converted before its thirty days have run out (inference from arts 55 and 62).
                   ends=(r.converted_on, r.closed_on),
                   note=Text("简易程序不得延期", "the simplified procedure has no extension")),
        terminate, _old(r, terminate, "42", RULES),
    )  # fmt: skip


def _afterwards(r: "type[Recon]") -> tuple[Clock, ...]:
    refused = Clock("recon.sue_refused", Text("对不予受理起诉", "suing over the refusal"), Law(NEW, "34"),
                    r.decision_received_on, (r.sued_on,), 15, where=r.disposition.is_("not_accepted"), who=APPLICANT,
                    right=True, outlives=True,
                    note=Text("限应当先申请复议的案件", "where reconsideration must come before a lawsuit"))
    opinion = Clock("recon.opinion", Text("反馈意见书整改情况", "answering the opinion letter"), Law(NEW, "76"),
                    r.opinion_received_on, (r.opinion_answered_on,), 60, where=r.opinion_on.present, who=RESPONDENT,
                    outlives=True)
    return (
        opinion, _old(r, opinion, "57", RULES),
        Clock("recon.redo", Text("重新作出行政行为", "acting anew"), Law(RULES, "49"), r.decision_received_on,
              (r.performed_on,), 60, where=r.redo.true, who=RESPONDENT, outlives=True,
              note=Text("法律另有期限或决定书限定期限的从其规定", "unless a law or the decision sets another")),
        Clock("recon.sue", Text("提起行政诉讼", "suing"), Law(LITIGATION, "45"), r.decision_received_on, (r.sued_on,), 15,
              where=r.decided & ~r.outcome.is_("mediated", "reconciled", "withdrawn"), who=APPLICANT, right=True,
              outlives=True),
        refused, _old(r, refused, "19"),
    )  # fmt: skip


def _silence(r: "type[Recon]", decide: Clock) -> Clock:
    """Return the clock of suing because no decision came; one that comes late gives a right of its own."""
    return Clock(
        f"{decide.id.replace('decide', 'sue_silence')}", Text("逾期不决定时起诉", "suing over silence"),
        Law(LITIGATION, "45"), decide.starts, (r.sued_on,), 15, where=decide.where & ~r.closed_on.present,
        who=APPLICANT, right=True, after=decide, since=decide.since, until=decide.until, dated=decide.dated,
        starting=Text("复议期满之日", "the day the time to decide ran out"),
    )  # fmt: skip


def _old(r: "type[Recon]", clock: Clock, article: str, instrument: Text = OLD) -> Clock:
    """Return a clock as the law of 2017 had it, for applications received before 2024."""
    return clock.but(
        id=f"{clock.id}_2017", law=Law(instrument, article), since=None, until=LAST_DAY, dated=r.received_on
    )


def _from_receipt(r: "type[Recon]") -> dict[str, Any]:
    """Return what runs from acceptance by the law of 2017: from receipt, or anew from the correction."""
    return {
        "starts": r.received_on, "starting": r.received_on.label, "where": r.accepted, "note": UPON_RECEIPT,
        "restart": Restart(r.asked_on, r.corrected_on, Law(RULES, "29")),
    }  # fmt: skip
