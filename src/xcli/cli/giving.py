"""`xcli given`: which figure was given to whom, when and how."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

from xcli.cli import delivery, output
from xcli.cli.command import command, group_app
from xcli.cli.options import Force, Format, Key, argument, option
from xcli.cli.scope import first_day, rounding
from xcli.cli.session import book, clerk, ledger
from xcli.errors import Misuse
from xcli.text import Text, same

if TYPE_CHECKING:
    from xcli.domain.figure import Rounding
    from xcli.domain.indicator import Indicator
    from xcli.domain.page import Line
    from xcli.domain.period import Period
    from xcli.ledger.book import Book
    from xcli.ledger.ledger import Ledger
    from xcli.report.table import Table
    from xcli.stats.giving import Handed
    from xcli.stats.table import Figure

app = group_app("报出", Text("报给了谁、哪个数、何时、怎么报的", "which figure was given to whom, when and how"))

Recipient = Annotated[str, option("--to", "--报给", help=Text("报给谁，如 区委政法委", "to whom"))]
Figures = Annotated[
    list[str],
    option(
        "--figure",
        "--数字",
        help=Text(
            "指标和期间，如 '调处成功 2024-05'；可写几次", "an indicator and a period: 'settled 2024-05'; repeatable"
        ),
    ),
]
Via = Annotated[str, option("--via", "--方式", help=Text("电话 或 文件", "phone or file"))]
OfOffice = Annotated[str | None, option("--office", "--机构", help=Text("只报某个机构的数时", "if it is one office's"))]
Note = Annotated[str | None, option("--note", "--备注", help=Text("备注", "a note"))]


class NotAFigure(Misuse):
    """A figure needs an indicator and a period."""

    sentence = Text(
        "--figure “{said}”看不懂。请写指标和期间，如 '调处成功 2024-05'。",
        "--figure “{said}”: give an indicator and a period, such as 'settled 2024-05'.",
    )


class NoSuchWay(Misuse):
    """There is no such way of giving."""

    sentence = Text("--via 只能是 电话 或 文件，不是“{said}”。", "--via is phone or file, not “{said}”.")


class NoOffice(Misuse):
    """No office is called so."""

    sentence = Text("机构名册里没有“{said}”。", "There is no office “{said}”.")


@command(
    app,
    "add",
    "登记",
    Text("记下报出的数字（值由台账给出）", "note a figure that was given out; its value is the ledger's"),
)
def add(
    *,
    to: Recipient,
    figure: Figures,
    via: Via,
    office: OfOffice = None,
    note: Note = None,
    key: Key = None,
) -> None:
    """Note figures that were given out."""
    from xcli.ledger.journal import Act
    from xcli.stats.giving import Leaving, give

    opened, who = ledger(), clerk()
    known = book(opened)
    way, place = _way(via), _office(known, office)
    figures = [_figure(opened, known, said, place) for said in figure]
    with opened.writing(Act(who, "given add", key=key)) as writer:
        give(writer, [Leaving(one, place) for one in figures], to, way, note=note)
    for found in figures:
        label, period, value = found.indicator.label, found.period.label(), value_of(found, rounding(known))
        output.say(
            Text(
                f"已记下：{via} 报 {to}，{label.zh} {period.zh} {value}（填写人 {who}，第 {writer.tx} 笔）",
                f"Noted: to {to} by {via}, {label.en} {period.en} {value} (clerk {who}, entry {writer.tx})",
            )
        )


def _way(said: str) -> str:
    from xcli.domain.closing import VIA

    found = VIA.find(said)
    if found is None:
        raise NoSuchWay(said=said)
    return found.code


def _office(known: "Book", said: str | None) -> int | None:
    if said is None:
        return None
    number = known.lists.offices.find(said)
    if number is None:
        raise NoOffice(said=said)
    return number


def _figure(opened: "Ledger", known: "Book", said: str, office: int | None) -> "Figure":
    from xcli.domain.predicate import Always
    from xcli.stats.query import Desk
    from xcli.stats.table import answer

    indicator, page, period = _named(known, said)
    scope = Always() if office is None else page.office.is_(office)
    with opened.reading() as conn:
        return answer(Desk(conn, page, opened.bureau, scope), [indicator], [period]).figure(indicator, period)


def _named(known: "Book", said: str) -> "tuple[Indicator, type[Line], Period]":
    from xcli.domain.indicator import of_period
    from xcli.stats.catalogue import find_indicator, page_of
    from xcli.stats.span import named_period

    name, _, when = said.replace("/", " ").rpartition(" ")
    if not name or named_period(when) is None:
        raise NotAFigure(said=said)
    found = find_indicator(name.strip(), lists=known.lists)
    page = page_of(found)
    period = named_period(when, first_day(known, page))
    if period is None:
        raise NotAFigure(said=said)
    return of_period(found, known.settings, period), page, period


def value_of(figure: "Figure", how: "Rounding") -> str:
    """Return a figure as it is read out."""
    from xcli.report.figures import cell
    from xcli.report.table import show

    shown = show(cell(figure, how), "figure", how)
    return shown if figure.indicator.kind == "rate" else f"{shown} {figure.indicator.unit}"


@command(app, "list", "列表", Text("报出过的数字，和现在的数字", "the figures given out, beside what they are now"))
def list_(
    to: Annotated[
        str | None, option("--to", "--报给", help=Text("只看报给谁的", "only those given to somebody"))
    ] = None,
    *,
    every: Annotated[
        bool,
        option("--all", "--全部", help=Text("文件里没有变的数字也逐个列出", "list what did not change in files too")),
    ] = False,
    format: Format = None,
    file: Annotated[str | None, option("--file", "--输出", help=Text("写到文件", "write to a file"))] = None,
) -> None:
    """List figures given out."""
    from xcli.stats.giving import all_handed

    opened = ledger()
    known = book(opened)
    with opened.reading() as conn:
        found = [one for one in all_handed(conn, opened.bureau) if to is None or to in one.recipient]
    delivery.show_table(_table(found, known, every=every), format, file)


def _table(found: "list[Handed]", known: "Book", *, every: bool) -> "Table":
    from xcli.report.table import Column, Table

    columns = (
        Column("day", Text("日期", "day"), "day"),
        Column("recipient", Text("报给", "given to")),
        Column("via", Text("方式", "via")),
        Column("figure", Text("指标", "figure")),
        Column("period", Text("期间", "period")),
        Column("then", Text("报出", "given")),
        Column("now", Text("现在", "now")),
        Column("what", Text("文件或备注", "file or note")),
    )
    alone = [every or one.file is None or reads_otherwise(one, known) for one in found]
    rows = [_row(one, known) for one, lists in zip(found, alone, strict=True) if lists]
    rows += _files(one for one, lists in zip(found, alone, strict=True) if not lists)
    return Table(Text("报出的数字", "Figures given out"), columns, rows)


def figure_of(one: "Handed", known: "Book") -> Text:
    """Return what a figure is called: the indicator's label, and the office if it is of one."""
    label = one.then.indicator.label
    if one.office is None:
        return label
    office = known.lists.offices.name_of(one.office)
    return Text(f"{office} {label.zh}", f"{office}: {label.en}")


def reads_otherwise(one: "Handed", known: "Book") -> bool:
    """Tell whether a figure given out is another now as it is read out: 5.94 days and 5.91 days both read 5.9."""
    how = rounding(known)
    return one.differs and value_of(one.then, how) != value_of(one.now, how)


def _row(one: "Handed", known: "Book") -> list[object]:
    how = rounding(known)
    now = value_of(one.now, how) if reads_otherwise(one, known) else Text("相同", "the same")
    return [
        *_whom(one),
        figure_of(one, known),
        one.then.period.label(),
        value_of(one.then, how),
        now,
        one.file or one.note,
    ]


def _whom(one: "Handed") -> tuple[object, ...]:
    from xcli.domain.closing import VIA

    return one.day, same(one.recipient), VIA.label_of(one.via)


def _files(found: "Iterable[Handed]") -> "Iterator[list[object]]":
    """Yield a row for each file, with how many of its figures are what they were."""
    by_file: dict[tuple[int, str | None], list[Handed]] = {}
    for one in found:
        by_file.setdefault((one.tx, one.file), []).append(one)
    for alike in by_file.values():
        count = Text(f"{len(alike)} 个数字", f"{len(alike)} figures")
        yield [*_whom(alike[0]), count, None, None, Text("相同", "the same"), alike[0].file]


@command(
    app,
    "notice",
    "更正通知",
    Text(
        "写更正通知（.docx）：这个月报出去、后来重报过的数字",
        "write the notice that corrects figures given out (.docx)",
    ),
)
def notice(
    month: Annotated[str, argument(Text("月份", "MONTH"), Text("重报过的月份", "the month that was restated"))],
    *,
    to: Annotated[str, option("--to", "--输出", help=Text("文件，如 更正通知.docx", "the file, such as notice.docx"))],
    force: Force = False,
) -> None:
    """Write the notice of correction."""
    from xcli.cli.notice import write_notice
    from xcli.cli.period import chosen_of

    opened = ledger()
    known = book(opened)
    write_notice(opened, known, chosen_of(known, month, None), to, force=force)
