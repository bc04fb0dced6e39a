"""What the record of a reconsideration may not say, with the article where the law forbids it."""

from typing import TYPE_CHECKING

from xcli.domain.page import Rule
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.domain.pages.recon import Recon


def rules_of(r: "type[Recon]") -> tuple[Rule, ...]:
    """Return the rules of reconsideration."""
    return (*_intake(r), *_outcome(r), *_procedure(r), *_document(r), *_afterwards(r))


def _intake(r: "type[Recon]") -> tuple[Rule, ...]:
    return (
        Rule(
            "right-known-before-act",
            r.remedy_known_on.before(r.known_on),
            Text("知道申请权利早于知道行为", "the right to apply was known before the act"),
            r.remedy_known_on,
        ),
        Rule(
            "corrected-without-notice",
            r.corrected_on.present & ~r.asked_on.present,
            Text("有补正材料而无补正通知日期", "a correction that was not asked for"),
            r.asked_on,
        ),
        Rule(
            "asked-before-received",
            r.asked_on.before(r.received_on),
            Text("补正通知早于收到申请", "a correction asked for before receipt"),
            r.asked_on,
        ),
        Rule(
            "corrected-before-asked",
            r.corrected_on.before(r.asked_on),
            Text("补正早于补正通知", "corrected before it was asked for"),
            r.corrected_on,
        ),
        Rule(
            "accepted-before-received",
            r.accepted_on.before(r.received_on),
            Text("受理日期早于收到申请日期", "accepted before it was received"),
            r.accepted_on,
        ),
        Rule(
            "closed-before-received",
            r.closed_on.before(r.received_on),
            Text("办结日期早于收到申请日期", "closed before it was received"),
            r.closed_on,
        ),
        Rule(
            "decided-before-accepted",
            r.accepted & r.closed_on.before(r.examined_on),
            Text("办结日期早于受理之日", "decided before it was accepted"),
            r.closed_on,
        ),
        Rule(
            "accepted-and-turned-away",
            r.turned_away & r.accepted_on.present,
            Text("有受理日期而审查结果不是受理", "accepted on a day, but the result of intake is another"),
            r.disposition,
        ),
        Rule(
            "acceptance-without-day",
            r.disposition.is_("accepted") & ~r.accepted_on.present & ~r.deemed_on.present,
            Text("审查结果是受理而无受理日期", "accepted, but on no day"),
            r.accepted_on,
        ),
        Rule(
            "outcome-not-accepted",
            r.turned_away & r.outcome.present,
            Text("没有受理的案件不能有审理结果", "a case that was not accepted has no outcome"),
            r.outcome,
            Text("删去审理结果，或改正审查结果", "remove the outcome, or mend the result of intake"),
        ),
        Rule(
            "outcome-before-acceptance",
            r.outcome.present & ~r.turned_away & ~r.accepted,
            Text("还在补正、没有受理，就有审理结果", "an outcome while a correction is awaited"),
            r.outcome,
            Text("填写受理日期或收到补正材料日期", "give the day of acceptance or of the correction"),
        ),
        Rule(
            "abandoned-without-notice",
            r.disposition.is_("abandoned") & ~r.asked_on.present,
            Text("视为放弃而没有通知补正", "deemed abandoned, but no correction was asked for"),
            r.asked_on,
        ),
        Rule(
            "closed-without-day",
            r.closed & ~r.closed_on.present,
            Text("已办结而无办结日期", "closed on no day"),
            r.closed_on,
            Text("填写办结日期", "give the day of closing"),
        ),
        Rule(
            "day-without-outcome",
            r.closed_on.present & ~r.closed,
            Text("有办结日期而无审理结果", "closed without an outcome"),
            r.outcome,
        ),
    )


def _outcome(r: "type[Recon]") -> tuple[Rule, ...]:
    return (
        Rule(
            "redo-alone",
            r.redo.true & ~r.outcome.is_("revoked", "partly_revoked", "unlawful"),
            Text("责令重新作出只能随撤销或确认违法", "ordered to act anew only together with revoked or unlawful"),
            r.redo,
            Text("审理结果选撤销", "set the outcome to revoked"),
        ),
        Rule(
            "remedy-alone",
            r.remedy.true & ~r.outcome.is_("unlawful"),
            Text("责令采取补救措施只能随确认违法", "remedial measures only together with unlawful"),
            r.remedy,
        ),
        Rule(
            "compensation-alone",
            r.compensation.present & (~r.outcome.present | r.outcome.is_("withdrawn", "ended")),
            Text("赔偿只能随另一审理结果", "compensation only together with another outcome"),
            r.compensation,
        ),
        Rule(
            "stage-alone",
            r.settled_stage.present & ~r.outcome.is_("mediated", "reconciled"),
            Text("有化解阶段而结果不是调解或和解", "a stage of settlement, but it was neither mediated nor reconciled"),
            r.settled_stage,
        ),
        Rule(
            "self-correction-alone",
            r.self_corrected.true & ~r.outcome.is_("withdrawn", "reconciled", "mediated", "ended"),
            Text(
                "自行改正只能随撤回、和解、调解或终止", "self-correction only with a case that ended without a decision"
            ),
            r.self_corrected,
        ),
    )


def _procedure(r: "type[Recon]") -> tuple[Rule, ...]:
    return (
        Rule(
            "extension-of-simplified",
            r.extended_on.present
            & r.procedure.is_("simplified")
            & (~r.converted_on.present | r.extended_on.before(r.converted_on)),
            Text("简易程序不得延期（第62条）", "the simplified procedure has no extension (art. 62)"),
            r.extended_on,
            Text("先转为普通程序", "convert to the ordinary procedure first"),
        ),
        Rule(
            "extension-too-long",
            r.extended_days.between(31, None) | r.extended_days.is_(0),
            Text("延长天数应在 1 至 30 天（第62条）", "an extension is 1 to 30 days (art. 62)"),
            r.extended_days,
        ),
        Rule(
            "extension-without-day",
            r.extended_days.present & ~r.extended_on.present,
            Text("有延长天数而无批准日期", "days added without the day of approval"),
            r.extended_on,
        ),
        Rule(
            "extended-after-closing",
            r.closed_on.before(r.extended_on),
            Text("延期晚于办结", "extended after closing"),
            r.extended_on,
        ),
        Rule(
            "extended-before-accepted",
            r.extended_on.before(r.examined_on),
            Text("延期早于受理", "extended before acceptance"),
            r.extended_on,
        ),
        Rule(
            "converted-after-closing",
            r.closed_on.before(r.converted_on),
            Text("转换程序晚于办结", "converted after closing"),
            r.converted_on,
        ),
        Rule(
            "converted-before-accepted",
            r.converted_on.before(r.examined_on),
            Text("转换程序早于受理", "converted before acceptance"),
            r.converted_on,
        ),
        Rule(
            "converted-not-simplified",
            r.converted_on.present & ~r.procedure.is_("simplified"),
            Text("只有简易程序可以转为普通程序（第55条）", "only the simplified procedure converts (art. 55)"),
            r.procedure,
            Text("审理程序填最初适用的简易程序", "procedure tells the first one: simplified"),
        ),
        Rule(
            "replied-before-sent",
            r.replied_on.before(r.sent_on),
            Text("答复早于发送副本", "replied before the copy was sent"),
            r.replied_on,
        ),
        Rule(
            "hearing-before-notice",
            r.hearing_on.before(r.hearing_notice_on),
            Text("听证早于听证通知（第51条）", "the hearing before its notice (art. 51)"),
            r.hearing_on,
        ),
        Rule(
            "committee-unasked",
            r.committee_followed.present & ~r.committee_on.present,
            Text("没有咨询委员会，谈不上采纳意见", "the committee was not asked"),
            r.committee_on,
        ),
    )


def _document(r: "type[Recon]") -> tuple[Rule, ...]:
    asked, answered = r.document_asked_on, r.document_answered_on
    forwarded, replied = r.document_forwarded_on, r.document_replied_on
    for_document = r.suspension.part.fields["ground"].is_("document")
    # Without the suspension no clock of the review runs, and nobody is reminded.
    awaited = r.document_review.true & r.accepted_on.present & ~r.closed
    waits = for_document & ~r.suspension.part.fields["resumed_on"].present
    return (
        Rule(
            "document-forwarded-or-not",
            forwarded.present & r.document_handling.is_("own"),
            Text(
                "已转送的，附带审查处理方式应为转送有权机关（第56、57条）",
                "forwarded, so it is for the competent organ (arts 56, 57)",
            ),
            r.document_handling,
        ),
        Rule(
            "document-asked-though-forwarded",
            asked.present & r.document_handling.is_("forwarded"),
            Text(
                "转送有权机关处理的，不由本机关通知制定机关（第58条）",
                "left to the competent organ: the drafting organ is not asked (art. 58)",
            ),
            asked,
            weight="warning",
        ),
        Rule(
            "document-answered-unasked",
            (answered.present & ~asked.present) | answered.before(asked) | r.document_asked_received_on.before(asked),
            Text(
                "制定机关答复或收到通知，早于通知（第58条）",
                "the drafting organ answered, or had it, before it was asked (art. 58)",
            ),
            asked,
        ),
        Rule(
            "document-replied-unforwarded",
            (replied.present & ~forwarded.present)
            | replied.before(forwarded)
            | r.document_forward_received_on.before(forwarded),
            Text(
                "有权机关回复或收到，早于转送（第60条）",
                "the competent organ replied, or had it, before it was forwarded (art. 60)",
            ),
            forwarded,
        ),
        Rule(
            "document-without-suspension",
            (asked.present | forwarded.present | awaited) & ~r.suspension.any(for_document),
            Text(
                "附带审查规范性文件的，应当中止（第39条）",
                "while a document is reviewed the case is suspended (art. 39)",
            ),
            r.suspension,
            Text(
                "中止：xcli recon suspend，事由选附带审查规范性文件或依据",
                "xcli recon suspend, ground: review of the document relied on",
            ),
            weight="warning",
        ),
        Rule(
            "document-done-not-resumed",
            (r.document_handled_on.present | replied.present) & ~r.closed & r.suspension.any(waits),
            Text("附带审查已处理，应当及时恢复审理（第40条）", "the review has ended: the case goes on (art. 40)"),
            r.suspension,
            Text("恢复：xcli recon resume", "xcli recon resume"),
            weight="warning",
        ),
    )


def _afterwards(r: "type[Recon]") -> tuple[Rule, ...]:
    return (
        Rule(
            "opinion-not-accepted",
            r.opinion_on.present & ~r.accepted,
            Text("没有受理的案件不能制发意见书", "no opinion letter in a case that was not accepted"),
            r.opinion_on,
        ),
        Rule(
            "opinion-answered-unsent",
            r.opinion_answered_on.present & ~r.opinion_on.present | r.opinion_answered_on.before(r.opinion_on),
            Text("意见书反馈早于意见书", "the opinion letter answered before it was written"),
            r.opinion_answered_on,
        ),
        Rule(
            "sued-before-closed",
            r.sued_on.before(r.closed_on) | (r.sued_on.present & ~r.closed_on.present),
            Text(
                "起诉早于办结，复议机关逾期不决定的除外", "sued before closing, which only silence of the organ allows"
            ),
            r.sued_on,
            weight="warning",
        ),
    )
