"""Writing into closed months: what it changes of their figures, and that it says why.

It is allowed, marked, and counted in the corrected figures, never in those that were reported.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from xcli.domain.closing import Late
from xcli.domain.keeping import Opening
from xcli.domain.lists import Lists
from xcli.domain.page import Line
from xcli.domain.pages import lines
from xcli.domain.period import Period
from xcli.errors import Conflict, Misuse
from xcli.ledger.book import read_book
from xcli.ledger.changed import Content, records_changed, stocks_changed
from xcli.ledger.closing import Closed, closed_months, month_content
from xcli.ledger.journal import Writer
from xcli.stats.evaluate import value
from xcli.text import Text

Touched = dict[Closed, int]


class ReasonForClosed(Misuse):
    """What would change the figures of a closed month needs a reason."""

    sentence = Text(
        "{months}已结账，这次写入会改变更正后的数字（上报数不变），未保存。须写明理由：加 --reason 理由。",
        "{months} is closed, and this would change its corrected figures (those reported stay); nothing was saved. "
        "Say why: add --reason WHY.",
    )


class UndoneBehindClosing(Conflict):
    """An undo would go behind the closing of a month."""

    sentence = Text(
        "第 {tx} 笔的内容已在{months}结账时上报，未撤回。确须撤回，先写明理由重开：xcli period reopen。",
        "Entry {tx} stands in what was reported when {months} was closed; it was not undone. "
        "If it must be, first open the month again, with a reason: xcli period reopen.",
    )


def mark(writer: Writer) -> Touched:
    """Mark the closed months whose figures a tx changes; refuse it without a reason, or if it undoes behind them."""
    found: Touched = {}
    for name, page in lines().items():
        if name in writer.touched or Opening.name in writer.touched:
            months = closed_months(writer.conn, writer.bureau, name)
            for month, count in _touched(writer, page, months).items() if months else ():
                found[month] = found.get(month, 0) + count
    shut = [month for month in found if month.locked]
    _refuse_undo(writer, shut)
    if shut and not writer.act.reason:
        raise ReasonForClosed(months=named(shut))
    for month, count in found.items():
        writer.add(Late, month_content(month.line, month.period) | {"count": count})
    return found


def _refuse_undo(writer: Writer, shut: Sequence[Closed]) -> None:
    target = writer.act.undoes
    behind = [month for month in shut if target is not None and target <= month.tx]
    if behind:
        raise UndoneBehindClosing(tx=target, months=named(behind))


def named(months: Iterable[Closed]) -> Text:
    """Return lines and months as they are read out."""
    known = lines()
    said = [(known[month.line].label, month.period.label()) for month in months]
    return Text(
        "、".join(f"{line.zh} {period.zh}" for line, period in said),
        ", ".join(f"{line.en} {period.en}" for line, period in said),
    )


def _touched(writer: Writer, page: type[Line], months: Sequence[Closed]) -> Touched:
    found: Touched = {}
    if page.name in writer.touched:
        lists = read_book(writer.conn, writer.bureau).lists
        for before, after in records_changed(writer, page, max(m.period.end for m in months)):
            for month in touching(page, lists, months, before, after):
                found[month] = found.get(month, 0) + 1
    if Opening.name in writer.touched:
        for day in stocks_changed(writer, page.name):
            for month in months:
                if day <= month.period.end:
                    found[month] = found.get(month, 0) + 1
    return found


def touching(
    page: type[Line], lists: Lists, months: Iterable[Closed], before: Content | None, after: Content | None
) -> Iterator[Closed]:
    """Yield the months in which a record counts otherwise after a change than before."""
    terms = list(dict.fromkeys(term for indicator in page.counted(lists) for term in indicator.terms))

    def effect(content: Content | None, period: Period) -> tuple[Any, ...] | None:
        if content is None or not _near(page, content, period):
            return None
        counts = tuple(value(term, period, [content]) for term in terms)
        return (content.get(page.office.name), *counts) if any(counts) else None

    for month in months:
        if effect(before, month.period) != effect(after, month.period):
            yield month


def _near(page: type[Line], content: Content, period: Period) -> bool:
    """Tell whether a record may count in a period at all: one of its days lies in it, or it was open then."""
    if any(isinstance(day, date) and period.contains(day) for day in content.values()):
        return True
    opened, closed = content.get(page.docket.opens.name), content.get(page.docket.closes.name)
    return opened is not None and opened < period.end and (closed is None or closed >= period.start)


def locked(conn: Any, bureau: str, page: type[Line], before: Content | None, after: Content | None) -> list[Closed]:
    """Return the closed months whose figures a change of one record would change."""
    months = [month for month in closed_months(conn, bureau, page.name) if month.locked]
    return list(touching(page, read_book(conn, bureau).lists, months, before, after)) if months else []
