"""As reported or as corrected: which of the two an answer of `stats` gives, and the line that says so."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from xcli.text import Text

if TYPE_CHECKING:
    from xcli.cli.question import Question
    from xcli.domain.period import Period
    from xcli.report.table import Table
    from xcli.stats.query import Desk


def as_reported(question: "Question") -> "Question":
    """Return the question with the desk that answers it: other groups and scopes than those stored are counted.

    Of one closed month they are counted as it was reported; of a longer period as the ledger stands, total and all.
    """
    from xcli.stats.axis import axis_named
    from xcli.stats.reported import tells

    months = ("month", "月", "月份", "按月")
    axes = [axis_named(question.page, word) for word in question.values["by"] if word not in months]
    if not question.cohort and tells(question.desk, axes):
        return question
    return replace(question, desk=opened_at(question.desk, question.period))


def opened_at(desk: "Desk", period: "Period") -> "Desk":
    """Return the desk at which a figure is opened: a closed month as it was reported, all else as it stands."""
    from xcli.stats.reported import reported_at

    there = reported_at(desk, period)
    return replace(there, corrected=there.as_of is None)


def remarks_of(desk: "Desk", periods: "Sequence[Period]") -> list[Text]:
    """Return the one line that later writing touches what was reported, or that it is counted."""
    from xcli.stats.late import named
    from xcli.stats.reported import touched_since

    months, writes = touched_since(desk, periods)
    if not writes:
        return _grouped_then(desk, periods[0])
    said = named(months) if len(months) == 1 else Text(f"已结账的 {len(months)} 个月", f"{len(months)} closed months")
    if desk.corrected:
        return [
            Text(
                f"更正后的数字：含{said.zh}结账后的 {writes} 笔写入。",
                f"Corrected figures, with {writes} entries written after {said.en} were reported.",
            )
        ]
    return [
        Text(
            f"上报数。{said.zh}结账后有 {writes} 笔写入涉及，更正后的数字加 --corrected。",
            f"As reported. {writes} entries written since touch {said.en}; add --corrected to count them.",
        )
    ]


def _grouped_then(desk: "Desk", period: "Period") -> list[Text]:
    """Return that groups are those of the closing, where an edit since moved a record between them and no figure."""
    from xcli.ledger.closing import edited_since
    from xcli.stats.rules import near

    if desk.as_of is None:
        return []
    if not edited_since(desk.conn, desk.page, desk.bureau, desk.as_of, near(desk.page, period)):
        return []
    return [
        Text(
            f"上报时（第 {desk.as_of} 笔）的数字；其后有记录改过，现在的加 --corrected。",
            f"As reported, at entry {desk.as_of}; records were edited since, add --corrected for the figures of now.",
        )
    ]


def entry_lag(question: "Question") -> list[Text]:
    """Return how much of a fresh month is usually still missing, apart from what was counted."""
    from xcli.domain.day import today
    from xcli.domain.predicate import Always
    from xcli.stats.lag import lag

    if not isinstance(question.desk.scope, Always):
        return []
    found = lag(question.desk, question.period, today())
    return [found.text] if found else []


def noted(tables: "list[Table]", more: Sequence[Text]) -> "list[Table]":
    """Return tables with remarks below the last of them."""
    if not more or not tables:
        return tables
    return [*tables[:-1], replace(tables[-1], notes=(*tables[-1].notes, *more))]


def joined(tables: "Sequence[Table]") -> "Sequence[Table]":
    """Return one table with the rows of all that have the same columns: one document for a program to read."""
    alike = {tuple(column.key for column in table.columns) for table in tables}
    if len(alike) != 1:
        return tables
    return [replace(tables[0], rows=[row for table in tables for row in table.rows])]
