"""Who was given a figure that is another now, and the notice that tells them."""

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from xcli.cli import delivery
from xcli.cli.giving import figure_of, reads_otherwise, value_of
from xcli.cli.scope import rounding
from xcli.errors import Conflict, Misuse
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.domain.page import Line
    from xcli.domain.period import Period
    from xcli.ledger.book import Book
    from xcli.ledger.closing import Closed
    from xcli.ledger.ledger import Ledger
    from xcli.report.notice import Notice
    from xcli.stats.giving import Handed

Chosen = list[tuple["type[Line]", "Period"]]


class NothingToCorrect(Conflict):
    """Nobody was given a figure of the month that is another now."""

    sentence = Text(
        "{period}报出的数字与现在的上报数相同，不用发更正通知。报出记录见：xcli given list。",
        "The figures of {period} that were given out are those reported now; there is nothing to correct. "
        "See: xcli given list.",
    )


class NotDocx(Misuse):
    """The notice is a Word file."""

    sentence = Text(
        "更正通知是 Word 文件，文件名请以 .docx 结尾，不是 {path}。", "The notice is a Word file: end {path} in .docx."
    )


def given_otherwise(opened: "Ledger", known: "Book", chosen: Chosen) -> "list[Handed]":
    """Return the figures given out that cover a month of these lines and are read out otherwise now."""
    from xcli.stats.giving import handed_otherwise

    with opened.reading() as conn:
        found = handed_otherwise(conn, opened.bureau, {page.name: period for page, period in chosen})
    return [one for one in found if reads_otherwise(one, known)]


def told_otherwise(found: "list[Handed]", known: "Book") -> Iterator[Text]:
    """Yield to whom old figures were given and what they are now, under one heading for each time and recipient."""
    from xcli.domain.closing import VIA

    for (recipient, day, via), alike in groupby(found, key=lambda one: (one.recipient, one.day, one.via)):
        way = VIA.label_of(via)
        yield Text(f"曾报给 {recipient}（{day}，{way.zh}）：", f"given to {recipient} ({day}, {way.en}):")
        yield from (_old_and_new(one, known) for one in alike)


def _old_and_new(one: "Handed", known: "Book") -> Text:
    label, period, how = figure_of(one, known), one.then.period.label(), rounding(known)
    then, now = value_of(one.then, how), value_of(one.now, how)
    return Text(f"  {label.zh} {period.zh} {then}，现为 {now}", f"  {label.en} {period.en} {then}, now {now}")


def write_notice(opened: "Ledger", known: "Book", chosen: Chosen, to: str, *, force: bool) -> None:
    """Write the notice to all who were given a figure that is another now."""
    from xcli.report.notice import write

    period = chosen[0][1].label()
    if not to.lower().endswith(".docx"):
        raise NotDocx(path=to)
    notice = _notice(opened, known, chosen, given_otherwise(opened, known, chosen))
    if notice is None:
        raise NothingToCorrect(period=period)
    names = notice.recipients
    holds = Text(f"发给 {'、'.join(names)}", f"to {', '.join(names)}")
    delivery.write_file(to, lambda stream: write(stream, notice), force=force, holds=holds)


def _notice(opened: "Ledger", known: "Book", chosen: Chosen, found: "list[Handed]") -> "Notice | None":
    from xcli.domain.day import today
    from xcli.report.notice import Correction, Notice

    restated = _restated(opened, chosen)
    if not found or restated is None:
        return None
    how = rounding(known)
    corrections = [
        Correction(
            one.recipient,
            one.day,
            one.via,
            figure_of(one, known),
            one.then.period.label(),
            value_of(one.then, how),
            value_of(one.now, how),
        )
        for one in found
    ]
    return Notice(
        known.setting("bureau_name"),
        chosen[0][1].label(),
        restated.reason or "",
        restated.approved_by or "",
        today(),
        corrections,
        delivery.origin(),
    )


def _restated(opened: "Ledger", chosen: Chosen) -> "Closed | None":
    """Return the newest restatement of the month."""
    from xcli.ledger.closing import closed_months

    wanted = {(page.name, period) for page, period in chosen}
    with opened.reading() as conn:
        known = [m for m in closed_months(conn, opened.bureau) if (m.line, m.period) in wanted and m.approved_by]
    return max(known, key=lambda month: month.tx, default=None)
