"""`xcli period`: a month is closed as it was reported, opened again, reported anew; and which months are which."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

from xcli.cli import delivery, output
from xcli.cli.ask import ask
from xcli.cli.command import command, group_app
from xcli.cli.options import Force, Format, Key, Month, Reason, To, option
from xcli.cli.scope import first_day
from xcli.cli.session import ReasonNeeded, book, clerk, ledger, on_terminal
from xcli.errors import CheckFailed, Conflict, Misuse
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.domain.page import Line
    from xcli.domain.period import Period
    from xcli.ledger.book import Book
    from xcli.ledger.closing import Closed
    from xcli.stats.closing import Row
    from xcli.stats.rules import Failure

app = group_app(
    "期间", Text("结账、重开、重报：上报数定下来，改动说得清", "close, reopen and restate months as they were reported")
)

OneLine = Annotated[
    list[str] | None,
    option("--line", "--业务", help=Text("只办这项业务（可写几次）", "only this line of work (may be repeated)")),
]
Chosen = list[tuple["type[Line]", "Period"]]


class NotOver(Misuse):
    """The month is not over."""

    sentence = Text("{period}要到 {last} 才过完，不能结账。", "{period} ends on {last}; it cannot be closed yet.")


class CannotClose(CheckFailed):
    """Hard rules fail."""

    sentence = Text(
        "{period}没有结账：{count} 项核对不符（见上文）。更正后再结账。",
        "{period} was not closed: {count} checks failed (see above). Mend the records and close it again.",
    )


@command(
    app,
    "close",
    "结账",
    Text(
        "结账：先核对，再把各指标、各机构的数字作为上报数存下；之后的补录只计入更正后的数字",
        "close a month: check it, then keep the figures of each indicator and office as reported; "
        "what is entered later counts in the corrected figures only",
    ),
)
def close(month: Month, *, line: OneLine = None, reason: Reason = None, key: Key = None) -> None:
    """Close a month."""
    from xcli.domain.day import today
    from xcli.ledger.journal import Act
    from xcli.stats import closing
    from xcli.stats.query import Desk
    from xcli.stats.rules import failures

    opened, who = ledger(), clerk()
    known = book(opened)
    chosen = chosen_of(known, month, line)
    _refuse_unfinished(chosen)
    found: list[tuple[type[Line], Failure]] = []
    try:
        with opened.writing(Act(who, f"period close {month}", kind="close", reason=reason, key=key)) as writer:
            for page, period in chosen:
                closing.refuse_gap(writer, page, period)
                tried = failures(Desk(writer.conn, page, opened.bureau), period, known.lists, today())
                found += [(page, failure) for failure in tried]
                closing.close(writer, page, known.settings, period, sum(f.check.weight == "soft" for f in tried))
            hard = sum(failure.check.weight == "hard" for _, failure in found)
            if hard:
                raise CannotClose(period=chosen[0][1].label(), count=hard)
    finally:
        _show(found)
    names = [page.label for page, _ in chosen]
    month_ = chosen[0][1].label()
    output.say(
        Text(
            f"已结账 {month_.zh}：{'、'.join(n.zh for n in names)}（填写人 {who}，第 {writer.tx} 笔）。"
            f"此后的补录只计入更正后的数字。",
            f"Closed {month_.en}: {', '.join(n.en for n in names)} (clerk {who}, entry {writer.tx}). "
            "What is entered from now on counts in the corrected figures only.",
        )
    )


def _show(found: "Sequence[tuple[type[Line], Failure]]") -> None:
    from xcli.cli.failing import said

    for page, failure in found:
        for text in said(page, failure):
            output.say(text)


def chosen_of(known: "Book", month: str, line: list[str] | None) -> Chosen:
    """Return the lines meant, each with the month as that line counts it."""
    from xcli.domain import period
    from xcli.domain.pages import lines
    from xcli.stats.catalogue import line_named

    pages = [line_named(word) for word in line] if line else list(lines().values())
    return [(page, period.month(month, first_day(known, page))) for page in pages if page.indicators]


def _refuse_unfinished(chosen: Chosen) -> None:
    from xcli.domain.day import today

    for _, period in chosen:
        if period.last >= today():
            raise NotOver(period=period.label(), last=period.last)


@command(
    app,
    "reopen",
    "重开",
    Text(
        "重开已结账的月份（须写理由）；上报数不变", "open a closed month again, with a reason; what was reported stands"
    ),
)
def reopen(month: Month, *, line: OneLine = None, reason: Reason = None, key: Key = None) -> None:
    """Open a closed month again."""
    from xcli.ledger.journal import Act
    from xcli.stats.closing import reopen as open_again

    opened, who = ledger(), clerk()
    chosen = chosen_of(book(opened), month, line)
    chosen = chosen if line else _closed_of(chosen) or chosen
    period = chosen[0][1].label()
    why = _reason(reason, Text(f"重开{period.zh}", f"Opening {period.en} again"))
    with opened.writing(Act(who, f"period reopen {month}", kind="close", reason=why, key=key)) as writer:
        for page, span in chosen:
            open_again(writer, page, span)
    output.say(
        Text(
            f"已重开 {period.zh}：{why}（填写人 {who}，第 {writer.tx} 笔）。上报数不变；改完后：xcli period close {month}",
            f"Opened {period.en} again: {why} (clerk {who}, entry {writer.tx}). What was reported stands; "
            f"when done: xcli period close {month}",
        )
    )


ApprovedBy = Annotated[
    str | None, option("--approved-by", "--批准人", help=Text("谁批准重报", "who approved the restatement"))
]


NoticeFile = Annotated[
    str | None,
    option(
        "--notice",
        "--更正通知",
        help=Text("写更正通知（.docx），发给报过原数的各方", "write the notice of correction (.docx)"),
    ),
]


@command(
    app,
    "restate",
    "重报",
    Text(
        "重报已结账的月份：写明理由和批准人，新的上报数与原来的并存",
        "report other figures for a closed month, with reason and approval; the new version stands beside the old",
    ),
)
def restate(
    month: Month,
    *,
    line: OneLine = None,
    reason: Reason = None,
    approved_by: ApprovedBy = None,
    notice: NoticeFile = None,
    key: Key = None,
    force: Force = False,
) -> None:
    """Report other figures for a closed month."""
    from xcli.ledger.journal import Act
    from xcli.stats.closing import NotClosed
    from xcli.stats.closing import restate as keep

    opened, who = ledger(), clerk()
    known = book(opened)
    chosen = chosen_of(known, month, line)
    chosen = chosen if line else _closed_of(chosen, opened_too=True)
    if not chosen:
        raise NotClosed(line=Text("各项业务", "all lines"), period=chosen_of(known, month, line)[0][1].label())
    period = chosen[0][1].label()
    why = _reason(reason, Text(f"重报{period.zh}", f"Restating {period.en}"))
    approved = approved_by or (ask(Text("批准人", "Approved by")) if on_terminal() else "")
    if not approved:
        raise NobodyApproved(period=period)
    with opened.writing(Act(who, f"period restate {month}", kind="close", reason=why, key=key)) as writer:
        changed = [(page, *keep(writer, page, known.settings, span, approved)) for page, span in chosen]
        if not any(rows for _, _, rows in changed):
            raise NothingToRestate(period=period)
    for page, before, rows in changed:
        for text in _restated(page, before, rows):
            output.say(text)
    output.say(
        Text(
            f"已重报 {period.zh}：{why}（批准人 {approved}，填写人 {who}，第 {writer.tx} 笔）。原上报数仍可查：xcli period list --all",
            f"Restated {period.en}: {why} (approved by {approved}, clerk {who}, entry {writer.tx}). "
            "The figures reported before remain: xcli period list --all",
        )
    )
    _tell_recipients(known, month, chosen, notice, force=force)


def _tell_recipients(known: "Book", month: str, chosen: Chosen, notice: str | None, *, force: bool) -> None:
    """List who was given a figure that is another now, and write the notice to them."""
    from xcli.cli.notice import given_otherwise, told_otherwise, write_notice

    opened = ledger()
    found = given_otherwise(opened, known, chosen)
    for line in told_otherwise(found, known):
        output.say(line)
    if notice and found:
        write_notice(opened, known, chosen, notice, force=force)
    elif found:
        output.say(
            Text(
                f"更正通知：xcli given notice {month} --to 更正通知.docx",
                f"To write the notice: xcli given notice {month} --to notice.docx",
            )
        )


class NobodyApproved(Misuse):
    """A restatement needs somebody's approval."""

    sentence = Text(
        "重报{period}须写明批准人：加 --approved-by 姓名。",
        "Restating {period}: who approved it? Add --approved-by NAME.",
    )


class NothingToRestate(Conflict):
    """The figures are those that were reported."""

    sentence = Text(
        "{period}现在的数字与上报数相同，不用重报。",
        "The figures of {period} are those that were reported; nothing to restate.",
    )


def _restated(page: "type[Line]", before: "Closed", rows: "list[tuple[str, Row, Row]]") -> Iterator[Text]:
    """Yield the figures of the whole line that changed."""
    from xcli.stats.catalogue import find_indicator
    from xcli.stats.closing import shown

    for name, old, new in rows:
        if not (old or new).get("whole"):
            continue
        indicator = find_indicator(name)
        zh = f"{page.label.zh} {indicator.label.zh}：{shown(indicator, old)} → {shown(indicator, new)}"
        yield Text(
            f"{zh}（第 {before.version} 版 → 第 {before.version + 1} 版）",
            f"{page.label.en}, {indicator.label.en}: {shown(indicator, old)} → {shown(indicator, new)} "
            f"(version {before.version} → {before.version + 1})",
        )


def _closed_of(chosen: Chosen, *, opened_too: bool = False) -> Chosen:
    """Return those whose month is closed, or was and is open again."""
    from xcli.ledger.closing import closed_months

    opened = ledger()
    with opened.reading() as conn:
        locked = {
            (month.line, month.period) for month in closed_months(conn, opened.bureau) if month.locked or opened_too
        }
    return [(page, period) for page, period in chosen if (page.name, period) in locked]


def _reason(said: str | None, act: Text) -> str:
    reason = said or (ask(Text(f"{act.zh}的理由", f"{act.en}: why")) if on_terminal() else "")
    if not reason:
        raise ReasonNeeded(why=act)
    return reason


@command(app, "list", "列表", Text("哪些月份已结账、已重开，何时何人", "which months are closed or opened again"))
def list_(
    *,
    line: OneLine = None,
    every: Annotated[bool, option("--all", "--全部", help=Text("早先的版本也列出", "earlier versions too"))] = False,
    format: Format = None,
    to: To = None,
) -> None:
    """List closed months."""
    from xcli.ledger.closing import closed_months, late_writes
    from xcli.ledger.tying import acts
    from xcli.report.table import Column, Table
    from xcli.stats.catalogue import line_named

    opened = ledger()
    wanted = {line_named(word).name for word in line or ()}
    with opened.reading() as conn:
        months = [m for m in closed_months(conn, opened.bureau, every=every) if not wanted or m.line in wanted]
        opening = acts(conn, opened.bureau, {month.reopened for month in months if month.reopened})
        rows = [_row(month, opening, late_writes(conn, opened.bureau, [month])) for month in months]
    columns = (
        Column("period", Text("月份", "month")),
        Column("line", Text("业务", "line")),
        Column("state", Text("状态", "state")),
        Column("version", Text("版", "version"), "whole"),
        Column("tx", Text("笔", "entry"), "whole"),
        Column("at", Text("时间", "time")),
        Column("clerk", Text("填写人", "clerk")),
        Column("late", Text("其后写入", "late"), "whole"),
        Column("why", Text("说明", "why")),
    )
    delivery.show_table(Table(Text("期间", "Months"), columns, rows, notes=_still_open(months)), format, to)


def _row(month: "Closed", opening: "Mapping[int, Any]", late: int) -> tuple[object, ...]:
    from xcli.domain.pages import lines

    state = Text("已结账", "closed") if month.locked else Text("已重开", "reopened")
    approved = Text(f"批准人 {month.approved_by}", f"approved by {month.approved_by}") if month.approved_by else ""
    again = _opened_again(opening[month.reopened]) if month.reopened else ""
    why = "；".join(str(word) for word in (approved, month.reason, again) if word)
    at = month.at[:16].replace("T", " ")
    label = lines()[month.line].label
    return (month.period.label(), label, state, month.version, month.tx, at, month.clerk, late, why)


def _opened_again(act: Any) -> Text:
    day = act.at[:16].replace("T", " ")
    return Text(
        f"第 {act.tx} 笔 {day} {act.clerk} 重开：{act.reason}",
        f"opened again by entry {act.tx}, {day}, {act.clerk}: {act.reason}",
    )


def _still_open(months: "Sequence[Closed]") -> list[Text]:
    """Return for each line with closed months those never closed, from that year on until the last that is over."""
    from xcli.domain.pages import lines

    notes: list[Text] = []
    for name in dict.fromkeys(month.line for month in months):
        missing = [span.label() for span in _never_closed([month.period for month in months if month.line == name])]
        if missing:
            label = lines()[name].label
            notes.append(
                Text(
                    f"{label.zh}未结账：{'、'.join(m.zh for m in missing)}",
                    f"{label.en}, not closed: {', '.join(m.en for m in missing)}",
                )
            )
    return notes


def _never_closed(closed: "Sequence[Period]") -> "list[Period]":
    """Return the months beside these that are over, those that follow each other as one span."""
    from xcli.domain.day import today
    from xcli.domain.period import Period, month_of, year_to_date

    first = closed[0].start.day
    over = max(month_of(today(), first).start, closed[-1].end)
    found: list[Period] = []
    for month in Period(year_to_date(closed[0].last, first).start, over).split_months(first):
        if month in closed:
            continue
        follows = found and found[-1].end == month.start
        found.append(Period(found.pop().start, month.end) if follows else month)
    return found
