"""When an application counts as accepted though nobody accepted it, and what is said of acceptance too late."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from xcli.domain.calendar import Calendar
from xcli.domain.clock import Clock
from xcli.domain.fault import Fault
from xcli.domain.field import Field
from xcli.domain.reckoning import Reckoning, Run, reckon
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.domain.pages.recon import Recon

Content = Mapping[str, Any]


def deemed(reviews: Sequence[Clock], content: Content, calendar: Calendar) -> date | None:
    """Return the day on which the law takes an application for accepted; None where it was, or still may be."""
    run = _review(reviews, content, calendar)
    if run is None or run.due is None:
        return None
    accepted = content.get("accepted_on")
    if run.clock.deems == "start":
        return None if accepted else run.start
    return None if accepted and accepted <= run.due else run.due


def too_late(
    r: "type[Recon]", reviews: Sequence[Clock], content: Content, calendar: Calendar
) -> Iterator[tuple[Field, Fault]]:
    """Tell of intake that came after the law had accepted the application."""
    run, closed = _review(reviews, content, calendar), content.get("closed_on")
    lapsed = run.due if run and run.clock.deems == "end" else None
    if content.get("disposition") == "not_accepted" and lapsed and closed and closed > lapsed:
        yield r.disposition, Fault(
            Text(f"审查期 {lapsed} 已届满，应视为受理（第30条）",
                 f"the time for review ran out on {lapsed}: deemed accepted (art. 30)"),
            Text("受理后不符合条件的，应驳回复议申请（第33条）", "after that an application is dismissed (art. 33)"), "warning")  # fmt: skip
    since = content.get("deemed_on")
    if content.get("accepted_on") and since:
        yield (
            r.accepted_on,
            Fault(
                Text(f"晚于审查期届满，{since} 起视为受理", f"too late: deemed accepted since {since}"), weight="note"
            ),
        )


def _review(reviews: Sequence[Clock], content: Content, calendar: Calendar) -> Run | None:
    """Return how the review of an application ran by the law in force when it was received."""
    received = content.get("received_on")
    if received is None:
        return None
    clock = next(clock for clock in reviews if clock.in_force(received))
    return reckon(clock, content, Reckoning(calendar))
