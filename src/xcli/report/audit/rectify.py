"""The list of what is to be mended, as a table."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from xcli.domain.pages.audit import DEFECT
from xcli.domain.score import show_score
from xcli.report.table import Column, Table
from xcli.text import Text

_COLUMNS = (
    Column("department", Text("被评查单位", "department")),
    Column("file_no", Text("案卷文号", "file no.")),
    Column("kind", Text("问题类别", "kind")),
    Column("what", Text("问题", "defect")),
    Column("points", Text("扣分", "points off"), right=True),
    Column("due", Text("整改期限", "mend by"), "day"),
    Column("state", Text("状态", "state")),
)
DONE, LATE, OPEN, UNTOLD = (
    Text("已完成", "done"),
    Text("逾期", "overdue"),
    Text("整改中", "open"),
    Text("未反馈", "not told"),
)


def state_of(told_on: date | None, due: date | None, mended_on: date | None, today: date) -> Text:
    """Return where a thing to be mended stands on a day."""
    if mended_on:
        return DONE
    if due and due < today:
        return LATE
    return OPEN if told_on else UNTOLD


def rectify_table(round_: str, items: Sequence[tuple[Any, ...]], today: date) -> Table:
    """Return the table of what is to be mended; the foot counts how it stands."""
    rows, counts = [], dict.fromkeys((DONE, OPEN, LATE, UNTOLD), 0)
    for department, file_no, kind, what, points, told_on, due, mended_on in items:
        state = state_of(told_on, due, mended_on, today)
        counts[state] += 1
        shown = show_score(points) if points else ""
        rows.append((department, file_no, str(DEFECT.label_of(kind)) if kind else "", what, shown, due, str(state)))
    said = [(state, count) for state, count in counts.items() if count]
    note = Text(
        f"共 {len(rows)} 项：" + "，".join(f"{state.zh} {count}" for state, count in said)
        if rows
        else "没有要整改的问题",
        f"{len(rows)} items: " + ", ".join(f"{state.en} {count}" for state, count in said)
        if rows
        else "nothing to mend",
    )
    return Table(Text(f"{round_} 整改清单", f"{round_}: to be mended"), _COLUMNS, rows, (note,))
