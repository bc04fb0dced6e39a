"""The further verbs of `xcli check`: rules, explanations, numbers, offices."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any

from xcli.cli import delivery, output
from xcli.cli.check import app
from xcli.cli.command import command
from xcli.cli.options import Format, Key, Month, argument, option
from xcli.cli.scope import Year, first_day
from xcli.cli.session import book, clerk, ledger
from xcli.errors import CheckFailed, Conflict, Misuse, NotFound, NotValid
from xcli.text import Text, same

if TYPE_CHECKING:
    from datetime import date

    from xcli.domain.page import Line
    from xcli.ledger.book import Book
    from xcli.ledger.ledger import Ledger
    from xcli.ledger.numbers import Series
    from xcli.stats.offices import Report
    from xcli.stats.rules import Check

LONGEST = timedelta(days=366)

LineName = Annotated[str | None, argument(Text("业务", "LINE"), Text("哪种业务", "the line of work"))]
Rule = Annotated[
    str, argument(Text("规则", "RULE"), Text("规则编号，见 xcli check rules", "its id, see xcli check rules"))
]
ForLine = Annotated[str | None, option("--line", "--业务", help=Text("哪种业务", "the line of work"))]
Why = Annotated[str, option("--why", "--说明", help=Text("怎么回事，写具体", "what the matter is, in particular"))]
UntilDay = Annotated[
    str, option("--until", "--有效至", help=Text("说明到哪天失效", "the day on which the explanation expires"))
]


class NoSuchRule(NotFound):
    """No rule has this id."""

    sentence = Text(
        "没有规则“{said}”。全部规则见：xcli check rules。", "There is no rule “{said}”. See: xcli check rules."
    )


class HardRule(Conflict):
    """A hard rule is not waived."""

    sentence = Text(
        "“{label}”是硬规则，不能用说明代替，请更正记录。",
        "“{label}” is a hard rule; mend the records, it cannot be waived.",
    )


class EmptyPhrase(NotValid):
    """An explanation that explains nothing."""

    sentence = Text(
        "“{said}”没有说明任何事。请写清原因，例如：三所并表，上月数含两个月。",
        "“{said}” explains nothing. Say what happened, such as: two months of one office came in one sheet.",
    )


class BadUntil(Misuse):
    """The explanation must expire, on a day to come, within a year."""

    sentence = Text(
        "--until 要写今天以后一年以内的日期，不是“{said}”。",
        "--until takes a day after today and within a year, not “{said}”.",
    )


class WhichLine(Misuse):
    """A rule of several lines."""

    sentence = Text("请写明业务：加 --line，可选 {known}。", "Name the line with --line: {known}.")


class NumbersWrong(CheckFailed):
    """Numbers are missing or doubled."""

    sentence = Text(
        "编号不齐：缺 {missing} 个，重 {doubled} 个。详见上文。",
        "Numbers are not in order: {missing} missing, {doubled} doubled. See above.",
    )


@command(
    app, "rules", "规则", Text("全部核对规则：硬软、谁负责、有效期", "all rules: hard or soft, who answers for them")
)
def rules(line: LineName = None, *, format: Format = None) -> None:
    """List all rules."""
    from xcli.report.table import Column, Table
    from xcli.stats.rules import checks_of

    weight = {"hard": Text("硬", "hard"), "soft": Text("软", "soft")}
    found = {check.id: check for page in _pages(line) for check in checks_of(page)}
    rows = [[c.id, c.label, weight[c.weight], c.owner, c.since, c.until] for c in found.values()]
    columns = (
        Column("id", Text("规则", "rule")),
        Column("label", Text("内容", "what it demands")),
        Column("weight", Text("硬软", "weight")),
        Column("owner", Text("负责", "owner")),
        Column("since", Text("自", "since"), "day"),
        Column("until", Text("至", "until"), "day"),
    )
    delivery.show_table(Table(Text("核对规则", "Rules"), columns, rows), format)


def _pages(line: str | None) -> "list[type[Line]]":
    from xcli.domain.pages import lines
    from xcli.stats.catalogue import line_named

    return [line_named(line)] if line else list(lines().values())


@command(
    app,
    "waive",
    "说明",
    Text(
        "对一条软规则作说明：写具体，署名，到期失效",
        "explain why a soft rule fails: in particular, signed, until a day",
    ),
)
def waive(rule: Rule, month: Month, *, why: Why, until: UntilDay, line: ForLine = None, key: Key = None) -> None:
    """Explain why a soft rule fails."""
    from xcli.domain import period as periods
    from xcli.domain.closing import Waiver
    from xcli.domain.phrase import says_nothing
    from xcli.ledger.closing import month_content
    from xcli.ledger.journal import Act

    opened, who = ledger(), clerk()
    page, check = _rule(rule, line)
    period = periods.month(month, first_day(book(opened), page))
    if says_nothing(why):
        raise EmptyPhrase(said=why)
    day = _until(until)
    content = month_content(page.name, period) | {"rule": check.id, "why": why, "until": day}
    with opened.writing(Act(who, "check waive", reason=why, key=key)) as writer:
        writer.add(Waiver, content)
    zh, en = period.label()
    output.say(
        Text(
            f"已说明 {page.label.zh}{zh} {check.id}：{why}（填写人 {who}，第 {writer.tx} 笔，有效至 {day}）。",
            f"Explained {page.label.en} {en} {check.id}: {why} (clerk {who}, entry {writer.tx}, until {day}).",
        )
    )


def _rule(said: str, line: str | None) -> "tuple[type[Line], Check]":
    from xcli.stats.rules import checks_of

    found = [(page, check) for page in _pages(line) for check in checks_of(page) if check.id == said]
    if not found:
        raise NoSuchRule(said=said)
    if len(found) > 1:
        raise WhichLine(known="、".join(page.name for page, _ in found))
    if found[0][1].weight == "hard":
        raise HardRule(label=found[0][1].label)
    return found[0]


def _until(said: str) -> "date":
    from xcli.domain.day import read_day, today

    day, _ = read_day(said)
    if day is None or not today() <= day <= today() + LONGEST:
        raise BadUntil(said=said)
    return day


@command(
    app,
    "zero",
    "零报告",
    Text("记下机构本月确实没有（零报告）", "note that an office had nothing in a month, on purpose"),
)
def zero(
    office: Annotated[str, argument(Text("机构", "OFFICE"), Text("机构名称或别名", "an office, by name or alias"))],
    month: Month,
    *,
    line: ForLine = None,
    key: Key = None,
) -> None:
    """Note that an office had nothing."""
    from xcli.domain import period as periods
    from xcli.domain.closing import ZeroReport
    from xcli.ledger.closing import month_content
    from xcli.ledger.journal import Act

    opened, who = ledger(), clerk()
    known = book(opened)
    pages = _pages(line)
    if len(pages) > 1:
        raise WhichLine(known="、".join(page.name for page in pages))
    page = pages[0]
    period = periods.month(month, first_day(known, page))
    number = _office(known, office)
    _refuse_entries(opened, page, number, period)
    with opened.writing(Act(who, "check zero", key=key)) as writer:
        writer.add(ZeroReport, month_content(page.name, period) | {"office": number})
    zh, en = period.label()
    name = known.lists.offices.name_of(number)
    output.say(
        Text(
            f"已记零报告：{name} {page.label.zh} {zh}（填写人 {who}，第 {writer.tx} 笔）。",
            f"Noted: {name} had nothing in {en}, {page.label.en} (clerk {who}, entry {writer.tx}).",
        )
    )


class NoSuchOffice(NotFound):
    """No office is called so."""

    sentence = Text(
        "机构名册里没有“{said}”。名册见：xcli office list。", "There is no office “{said}”. See: xcli office list."
    )


class HasEntries(Conflict):
    """An office that reports nothing has entries."""

    sentence = Text(
        "{office} {period}已有 {count} 条记录，不是零报告。",
        "{office} has {count} entries in {period}; that is not nothing.",
    )


def _office(known: "Book", said: str) -> int:
    number = known.lists.offices.find(said)
    if number is None:
        raise NoSuchOffice(said=said)
    return number


def _refuse_entries(opened: "Ledger", page: "type[Line]", office: int, period: Any) -> None:
    from xcli.ledger.entered import entered

    with opened.reading() as conn:
        count = sum(record.office == office for record in entered(conn, page, opened.bureau, period))
    if count:
        with opened.reading() as conn:
            name = book(opened).lists.offices.name_of(office)
        raise HasEntries(office=name, period=period.label(), count=count)


@command(app, "numbers", "编号", Text("缺号、重号", "missing and doubled case numbers"))
def numbers(line: LineName = None, *, year: Year = None, format: Format = None) -> None:
    """Find missing and doubled numbers."""
    from xcli.domain import period as periods
    from xcli.ledger.numbers import series
    from xcli.report.table import Column, Table

    opened = ledger()
    wanted = periods.year(year).last.year if year else None
    rows: list[list[object]] = []
    missing = doubled = 0
    with opened.reading() as conn:
        for page in _pages(line):
            for found in series(conn, page, opened.bureau, wanted):
                missing, doubled = missing + len(found.missing), doubled + len(found.doubled)
                rows.append([page.label, same(found.name), found.count, *_gaps(found)])
    columns = (
        Column("line", Text("业务", "line")),
        Column("series", Text("编号", "numbers")),
        Column("count", Text("件数", "records"), "whole"),
        Column("missing", Text("缺号", "missing")),
        Column("retracted", Text("已撤销", "retracted")),
        Column("doubled", Text("重号", "doubled")),
    )
    delivery.show_table(Table(Text("编号核对", "Numbers"), columns, rows), format)
    if missing or doubled:
        raise NumbersWrong(missing=missing, doubled=doubled)


def _gaps(found: "Series") -> list[str | None]:
    from xcli.ledger.numbers import runs

    twice = "、".join(f"{number}（{count}）" for number, count in found.doubled)
    return [runs(found.missing) or None, runs(found.retracted) or None, twice or None]


@command(
    app,
    "offices",
    "机构",
    Text("哪些机构未报、迟报、零报告", "which offices have not reported, were late, had nothing"),
)
def offices(month: Month, line: LineName = None, *, format: Format = None) -> None:
    """Show which offices have reported."""
    from xcli.domain import period as periods
    from xcli.report.table import Column, Table
    from xcli.stats.offices import reports

    opened = ledger()
    known = book(opened)
    rows: list[list[object]] = []
    for page in _pages(line):
        period = periods.month(month, first_day(known, page))
        with opened.reading() as conn:
            found = list(reports(conn, opened.bureau, page, period, known))
        rows += [_report(page, report, known) for report in found]
    columns = (
        Column("line", Text("业务", "line")),
        Column("office", Text("机构", "office")),
        Column("state", Text("状态", "state")),
        Column("count", Text("条数", "records"), "whole"),
        Column("late", Text("其中迟报", "late"), "whole"),
        Column("last", Text("最后录入", "last entered"), "day"),
    )
    delivery.show_table(Table(Text("机构报送", "Offices"), columns, rows, notes=_unreported(rows)), format)


def _report(page: "type[Line]", report: "Report", known: "Book") -> list[object]:
    name = known.lists.offices.name_of(report.office)
    return [page.label, same(name), report.state, report.count, report.late, report.last]


def _unreported(rows: Sequence[Sequence[object]]) -> list[Text]:
    from xcli.stats.offices import MISSING

    count = sum(row[2] == MISSING for row in rows)
    return [Text(f"未报 {count}", f"{count} not reported")] if count else []
