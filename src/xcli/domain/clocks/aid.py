"""The time limits of legal aid: seven, three, three and five days."""

from typing import TYPE_CHECKING

from xcli.domain.clock import Clock
from xcli.domain.law import Law
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.domain.field import Day
    from xcli.domain.pages.aid import Aid
    from xcli.domain.predicate import Predicate

AID_LAW = Text("法律援助法", "Legal Aid Law")
# The Act says neither working nor natural days; natural days are the earlier alarm.
DAYS_SETTING = "aid.days"
UNSETTLED = Text("法律没有写明工作日，默认按自然日", "the Act does not say working days; natural days by default")


def clocks_of(a: "type[Aid]") -> tuple[Clock, ...]:
    """Return the clocks of legal aid."""

    def limit(
        name: str, label: Text, article: str, starts: "Day", ends: "Day", length: int, where: "Predicate"
    ) -> Clock:
        return Clock(f"aid.{name}", label, Law(AID_LAW, article), starts, (ends,), length, where=where,
                     unit_setting=DAYS_SETTING, note=UNSETTLED)  # fmt: skip

    answerable = ~a.objection.present | a.objection_answered_on.present
    return (
        limit("decide", Text("审查决定", "decision"), "43", a.applied_on, a.decided_on, 7, a.case).but(outlives=True),
        limit("assign", Text("指派", "assigning"), "43", a.decided_on, a.assigned_on, 3,
              a.case & a.decision.is_("granted")),
        limit("assign_notified", Text("接通知后指派", "assigning when notified"), "36", a.notified_on, a.assigned_on, 3,
              a.case),
        limit("objection", Text("答复异议", "answering the objection"), "49", a.objected_on, a.objection_answered_on, 5,
              answerable).but(outlives=True),
    )  # fmt: skip
