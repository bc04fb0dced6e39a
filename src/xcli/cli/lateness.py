"""What is said of time limits beside a record: that it was late, what still runs."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from xcli.cli import output
from xcli.domain.day import today
from xcli.domain.page import Line
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.domain.reckoning import Reckoning, Run
    from xcli.ledger.record import Record


def warn_late(page: type[Line], before: Mapping[str, Any], after: Mapping[str, Any], by: "Reckoning") -> None:
    """Say which steps, as they now stand, were taken too late and by how many days."""
    if not page.clocks:
        return
    from xcli.stats.clocks import Watch, late

    watch = Watch(page, by)
    for run in late(watch.runs(before), watch.runs(after), today()):
        output.warn(_late(run))


def _late(run: "Run") -> Text:
    from xcli.stats.explain import due_day

    label, due, law, days = run.clock.label, due_day(run), run.clock.law.cite(), abs(run.days(today()))
    return Text(
        f"{label.zh}逾期 {days} 天（{due.zh} 到期，{law.zh}）", f"{label.en}: {days} days late (due {due.en}, {law.en})"
    )


def limits(record: "Record", by: "Reckoning") -> Iterator[tuple[Text, Text]]:
    """Yield the time limits that still run on a record or were not kept, with how they stand."""
    page: type[Line] = record.page  # type: ignore[assignment]
    if not page.clocks:
        return
    from xcli.stats.clocks import Watch
    from xcli.stats.explain import outlook

    for run in Watch(page, by).runs(record.content):
        if run.state(today()) in ("running", "overdue", "late", "paused") and run.clock.watched:
            told, law = outlook(run, today()), run.clock.law.cite()
            yield run.clock.label, Text(f"{told.zh}（{law.zh}）", f"{told.en} ({law.en})")
