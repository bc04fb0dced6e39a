"""`due`: what falls due, and what is overdue, in all lines or one, worst first."""

from collections import Counter
from typing import TYPE_CHECKING, Annotated, Any, Literal

from xcli.cli import delivery, destination, output
from xcli.cli.command import command, single_app
from xcli.cli.options import Force, Format, To, option
from xcli.cli.session import book, ledger
from xcli.domain.day import today
from xcli.errors import CheckFailed, NotFound
from xcli.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

    from xcli.domain.lists import Lists
    from xcli.domain.page import Line as Page
    from xcli.ledger.book import Book
    from xcli.ledger.ledger import Ledger
    from xcli.report.table import Table
    from xcli.stats.due import Item

app = single_app()
SOON = 3  # days: what is due by then is amber

Days = Annotated[
    int, option("--days", "--天数", min=0, max=3660, help=Text("今后几天内到期的", "due within so many days"))
]
Office = Annotated[str | None, option("--office", "--机构", help=Text("只看一个机构", "one office only"))]
Line = Annotated[str | None, option("--line", "--业务", help=Text("只看一种业务", "one line of work only"))]
Rights = Annotated[
    bool,
    option("--rights", "--权利期限", help=Text("当事人的权利期限也列出", "also the limits of what parties may do")),
]
Fail = Annotated[
    bool, option("--fail", "--逾期报错", help=Text("有逾期的，退出码为 7", "exit with 7 if anything is overdue"))
]
Ics = Annotated[
    str | None,
    option(
        "--ics", "--日历文件", metavar="FILE", help=Text("写成日历文件 .ics", "write a file for a calendar program")
    ),
]
Colour = Literal["red", "amber", "green"]
_TONES: dict[Colour, tuple[Text, output.Style]] = {
    "red": (Text("红", "red"), "red"),
    "amber": (Text("黄", "amber"), "yellow"),
    "green": (Text("绿", "green"), "green"),
}


class NoSuchOffice(NotFound):
    """There is no such office."""

    sentence = Text(
        "机构名册里没有“{said}”。{near}名册见：xcli office list",
        "There is no office “{said}”. {near}See: xcli office list",
    )


class Overdue(CheckFailed):
    """Something is overdue."""

    sentence = Text("有 {count} 项逾期。", "{count} overdue.")


@command(
    app,
    "due",
    "到期",
    Text("即将到期和已经逾期的期限，最急的在前", "what is due or overdue, the worst first"),
)
def due(
    *, days: Days = 7, office: Office = None, line: Line = None, rights: Rights = False, fail: Fail = False,
    ics: Ics = None, format: Format = None, to: To = None, force: Force = False,
) -> None:  # fmt: skip
    """List what is due."""
    opened = ledger()
    known = book(opened)
    every = _items(opened, known, days, office, line)
    shown = [item for item in every if rights or not item.run.clock.right]
    if ics:
        _write_ics(opened, shown, ics, force=force)
    if not ics or to or format:
        screen = destination.for_screen(format, to)
        table = _table(shown, known, days, len(every) - len(shown), screen=screen)
        delivery.show_table(table, format, to, force=force, holds=_holds(shown))
    overdue = sum(colour_of(item) == "red" for item in shown)
    if fail and overdue:
        raise Overdue(count=overdue)


def _holds(items: "list[Item]") -> Text:
    return Text(f"{len(items)} 项", f"{len(items)} items")


def _items(opened: "Ledger", known: "Book", days: int, office: str | None, line: str | None) -> "list[Item]":
    from xcli.domain.pages import lines
    from xcli.stats.catalogue import line_named
    from xcli.stats.due import Horizon, in_office, items

    pages: list[type[Page]] = [line_named(line)] if line else list(lines().values())
    number = _office(known.lists, office) if office else None
    horizon = Horizon.of(today(), days)
    found: list[Item] = []
    with opened.reading() as conn:
        for page in pages:
            scope = None if number is None else in_office(page, number)
            found += items(conn, page, opened.bureau, known.reckoning, horizon, scope=scope)
    return sorted(found, key=lambda item: (item.run.due or today(), item.page.order, item.case_no))


def _office(lists: "Lists", said: str) -> int:
    found = lists.offices.find(said)
    if found is None:
        near = "、".join(entry.name for entry in lists.offices.nearest(said))
        hint = Text(f"是不是：{near}？", f"Did you mean: {near}? ") if near else Text("", "")
        raise NoSuchOffice(said=said, near=hint)
    return found


def colour_of(item: "Item") -> Colour:
    """Return red for what is overdue, amber for what is due within three days, else green."""
    left = item.run.days(today())
    return "red" if left < 0 else "amber" if left <= SOON else "green"


def _table(shown: "list[Item]", known: "Book", days: int, rights: int, *, screen: bool) -> "Table":
    """Return what is due: short on the screen, whole with stable words for programs and files."""
    from xcli.report.table import Column, Table

    name_of = known.lists.offices.name_of
    with_office = any(item.office for item in shown)
    heads = [head for head in (_ON_SCREEN if screen else _WHOLE) if head[0] != "office" or with_office]
    rows = [[cells[head[0]] for head in heads] for item in shown if (cells := _cells(item, name_of, screen=screen))]
    title = Text(f"{today()} 起 {days} 天内到期和已逾期", f"due within {days} days of {today()}, and overdue")
    tones = {str(word): style for word, style in _TONES.values()} if screen else {}
    columns = [Column(*head, firm=head in (_CASE, _DUE)) for head in heads]
    return Table(title, columns, rows, notes=_notes(shown, known, rights), tones=tones)


_Head = tuple[str, Text, Literal["text", "day", "whole"]]
_CLOCK: _Head = ("clock", Text("期限", "time limit"), "text")
_CASE: _Head = ("case_no", Text("案号", "case no."), "text")
_OFFICE: _Head = ("office", Text("承办机构", "office"), "text")
_WHO: _Head = ("who", Text("由谁", "who"), "text")
_LAW: _Head = ("law", Text("依据", "law"), "text")
_DUE: _Head = ("due", Text("到期", "due"), "text")  # with its mark where it is provisional
_ON_SCREEN: tuple[_Head, ...] = (
    ("colour", Text("灯", ""), "text"),
    _DUE,
    ("now", Text("现状", "now"), "text"),
    _CLOCK,
    _CASE,
    _WHO,
    _LAW,
)
_WHOLE: tuple[_Head, ...] = (
    ("line", Text("业务", "line"), "text"),
    _CASE,
    _OFFICE,
    _CLOCK,
    ("due", Text("到期", "due"), "day"),
    ("provisional", Text("暂定", "provisional"), "text"),
    ("days", Text("剩余天数", "days left"), "whole"),
    ("colour", Text("灯", "colour"), "text"),
    _WHO,
    _LAW,
    ("id", Text("期限编号", "id"), "text"),
)


def _cells(item: "Item", name_of: "Callable[[int], str]", *, screen: bool) -> dict[str, Any]:
    from xcli.domain.clock import BUREAU
    from xcli.stats.explain import due_day, standing

    run, colour = item.run, colour_of(item)
    law, office = run.clock.law, name_of(item.office) if item.office else None
    return {
        "colour": _TONES[colour][0] if screen else colour,
        "due": due_day(run) if screen else run.due,
        "now": standing(run, today()),
        "clock": run.clock.label,
        "case_no": item.case_no,
        "office": office,
        # A screen has room for one of them: of what the bureau must do, the office that does it.
        "who": office if screen and office and run.clock.who == BUREAU else run.clock.who,
        "law": law.brief() if screen else law.cite(),
        "line": item.page.name,
        "provisional": run.provisional,
        "days": run.days(today()),
        "id": run.clock.id,
    }


def _notes(shown: "list[Item]", known: "Book", rights: int) -> tuple[Text, ...]:
    from xcli.cli.clock import remarks

    counts = Counter(colour_of(item) for item in shown)
    red, amber, green = counts["red"], counts["amber"], counts["green"]
    notes = [
        Text(
            f"逾期 {red} 项，{SOON} 天内到期 {amber} 项，其余 {green} 项",
            f"{red} overdue, {amber} due within {SOON} days, {green} later",
        )
    ]
    if rights:
        notes.append(
            Text(
                f"另有 {rights} 项当事人的权利期限将满（加 --rights 列出）",
                f"and {rights} limits of what parties may do (add --rights)",
            )
        )
    return (*notes, *remarks((item.run for item in shown), known.reckoning))


def _write_ics(opened: "Ledger", shown: "list[Item]", path: str, *, force: bool) -> None:
    from xcli.report.ics import Event, calendar
    from xcli.stats.explain import due_day

    def event(item: "Item") -> Event:
        clock, nth = item.run.clock, f"-{item.run.n}" if item.run.n else ""
        uid = f"{opened.bureau}-{item.page.name}-{item.id}-{clock.id.partition('.')[2]}{nth}@xcli"
        label, law = Text(clock.label.zh, clock.label.en), clock.law.cite()
        what = Text(f"{item.case_no} {label.zh}到期", f"{item.case_no}: {label.en} due")
        told = Text(
            f"{item.page.label.zh}，{law.zh}，{due_day(item.run).zh}",
            f"{item.page.label.en}, {law.en}, {due_day(item.run).en}",
        )
        return Event(uid, item.run.due or today(), str(what), str(told))

    text = calendar([event(item) for item in shown], today(), delivery.origin())

    def write(stream: "BinaryIO") -> None:
        stream.write(text.encode())

    delivery.write_file(path, write, force=force, holds=_holds(shown))
