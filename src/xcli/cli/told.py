"""Figures that were told: given, listed and taken back in the same way, whether entered or aimed at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from xcli.cli import delivery, output
from xcli.cli.command import command, group_app
from xcli.cli.options import Force, Format, Reason, To, argument, option
from xcli.cli.scope import Wanted, first_day, with_days
from xcli.cli.session import book, clerk, ledger
from xcli.errors import Misuse, NotFound, NotValid
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.domain.indicator import Indicator
    from xcli.domain.keeping import Told
    from xcli.domain.period import Period
    from xcli.ledger.book import Book
    from xcli.ledger.ledger import Ledger
    from xcli.ledger.record import Record
    from xcli.report.table import Table

Name = Annotated[str, argument(Text("指标", "INDICATOR"), Text("编号、名称或其一部分", "id, label or a part"))]
Value = Annotated[
    str,
    argument(
        Text("数值", "VALUE"),
        Text("如 1598、5086.32（万元）、1646/1673、98.38%", "such as 1598, 5086.32 (万元), 1646/1673, 98.38%"),
    ),
]
Source = Annotated[
    str | None,
    option("--source", "--依据", help=Text("数字出自哪里（必填）", "where the number comes from (required)")),
]
KEY = ("indicator", "first_on", "last_on")


class NoPeriod(Misuse):
    """The period is missing."""

    sentence = Text("请写明期间，如 --year 2023。", "Name the period, such as --year 2023.")


class NoSource(Misuse):
    """The source is missing."""

    sentence = Text(
        "请写明数字出自哪里，如 --source 2023年年报第2页。",
        "Say where the number comes from, such as --source 'annual report 2023, page 2'.",
    )


class BadValue(NotValid):
    """The value does not fit the indicator."""

    sentence = Text(
        "没有保存。{label}（{id}）：“{said}”{reason}。{remedy}",
        "Nothing was saved. {label} ({id}): “{said}” {reason}. {remedy}",
    )


class NotTold(NotFound):
    """Nothing was told of this indicator and period."""

    sentence = Text("{period}的{label}没有{what}。", "There is no {what} of {label} for {period}.")


@dataclass(frozen=True)
class Kind:
    """One of the two kinds: its page and the command that writes it."""

    page: "type[Told]"
    command: str


ZH = {"enter": "录入", "set": "设置", "list": "列表", "retract": "撤销"}


def told_app(
    zh: str,
    label: Text,
    kind: Callable[[], Kind],
    verbs: Mapping[str, Text],
    check: "Callable[[Meant], None]" = lambda _: None,
) -> Any:
    """Return the commands of a kind, which give, list and retract; `check` may refuse what is given."""
    app = group_app(zh, label)
    giving, listing, retracting = verbs

    @command(app, giving, ZH[giving], verbs[giving])
    @with_days
    def _give(indicator: Name, value: Value, *, want: Wanted, source: Source = None) -> None:
        what = meant(indicator, want)
        check(what)
        give(kind(), what, value, source)

    @command(app, listing, ZH[listing], verbs[listing])
    def _list(*, format: Format = None, to: To = None, force: Force = False) -> None:
        delivery.show_table(listed(kind()), format, to, force=force)

    @command(app, retracting, ZH[retracting], verbs[retracting])
    @with_days
    def _retract(indicator: Name, *, want: Wanted, reason: Reason = None) -> None:
        take_back(kind(), meant(indicator, want), reason)

    return app


@dataclass(frozen=True)
class Meant:
    """What a clerk means: an indicator and a period, in an open ledger."""

    opened: "Ledger"
    book: "Book"
    indicator: "Indicator"
    period: "Period"


def meant(name: str, want: Wanted) -> Meant:
    """Read which indicator and period a clerk means."""
    from xcli.stats.catalogue import find_indicator, page_of

    opened = ledger()
    known = book(opened)
    indicator = find_indicator(name, lists=known.lists)
    asked = want.asked(first_day(known, page_of(indicator)))
    if asked is None:
        raise NoPeriod
    return Meant(opened, known, indicator, asked.whole)


def give(kind: Kind, what: Meant, said: str, source: str | None) -> None:
    """Keep what was told of a figure, over what was told before."""
    from xcli.domain.clean import clean_text
    from xcli.domain.told import read_told
    from xcli.intake.keeping import write
    from xcli.ledger.journal import Act

    pair, fault = read_told(what.indicator, said)
    text, wrong = clean_text(source or "", 200)
    if pair is None or fault:
        raise _bad(what, said, fault)
    if not text:
        raise NoSource if wrong is None else _bad(what, source or "", wrong)
    who = clerk()
    content = _content(what) | {"numerator": pair[0], "denominator": pair[1], "source": str(text)}
    with what.opened.writing(Act(who, kind.command)) as writer:
        write(writer, kind.page, {k: v for k, v in content.items() if v is not None}, KEY)
    period, shown = what.period.label(), shown_value(what.indicator, *pair)
    output.say(
        Text(
            f"{period.zh} {what.indicator.label.zh}：{shown.zh}（{kind.page.label.zh}），依据：{text}。反悔：xcli undo",
            f"{period.en}, {what.indicator.label.en}: {shown.en} ({kind.page.label.en}); source: {text}. "
            f"To reverse: xcli undo",
        )
    )


def _bad(what: Meant, said: str, fault: Any) -> BadValue:
    from xcli.domain.clean import visible

    reason, remedy = (fault.reason, fault.remedy) if fault else (Text("读不懂", "cannot be read"), Text("", ""))
    end = Text(f"{remedy.zh}。" if remedy.zh else "", f"{remedy.en}." if remedy.en else "")
    label, name = what.indicator.label, what.indicator.id
    return BadValue(label=label, id=name, said=visible(said)[:40], reason=reason, remedy=end)


def _content(what: Meant) -> dict[str, Any]:
    return {"indicator": what.indicator.id, "first_on": what.period.start, "last_on": what.period.last}


def take_back(kind: Kind, what: Meant, reason: str | None) -> None:
    """Retract what was told of a figure."""
    from xcli.intake.keeping import standing_with
    from xcli.ledger.journal import Act

    period, label = what.period.label(), what.indicator.label
    with what.opened.writing(Act(clerk(), f"{kind.page.name} retract", reason=reason)) as writer:
        standing = standing_with(writer, kind.page, _content(what), KEY)
        if standing is None:
            raise NotTold(period=period, label=label, what=kind.page.label)
        writer.retract(kind.page, standing.id, standing.tx)
    output.say(
        Text(
            f"已撤销 {period.zh} {label.zh}。反悔：xcli undo",
            f"Retracted {label.en}, {period.en}. To reverse: xcli undo",
        )
    )


def listed(kind: Kind) -> "Table":
    """Return all that was told, by period and indicator."""
    from xcli.ledger.query import find
    from xcli.report.table import Column, Table

    opened = ledger()
    with opened.reading() as conn:
        found = find(conn, kind.page, opened.bureau)
    rows = sorted(map(_row, found), key=lambda row: (row[0], row[1]))
    columns = [
        Column("period", Text("期间", "period")),
        Column("id", Text("编号", "id")),
        Column("label", Text("指标", "indicator")),
        Column("value", Text("数值", "value"), right=True),
        Column("source", Text("依据", "source")),
    ]
    return Table(kind.page.label, columns, [[str(cell) for cell in row] for row in rows])


def _row(record: "Record") -> tuple[str, str, Text, Text, str]:
    from xcli.stats.catalogue import indicators
    from xcli.stats.told import period_of

    content: dict[str, Any] = record.content
    name = content["indicator"]
    known = next((i for i in indicators() if i.id == name), None)
    period = str(period_of(content).label())
    if known is None:
        # The line or indicator is no longer known to this version; what was told still is.
        number = str(content["numerator"])
        return period, name, Text(name, name), Text(number, number), content["source"]
    shown = shown_value(known, content["numerator"], content.get("denominator"))
    return period, name, known.label, shown, content["source"]


def shown_value(indicator: "Indicator", numerator: int, denominator: int | None) -> Text:
    """Return what was told with its unit."""
    from xcli.domain.figure import Rounding
    from xcli.domain.period import year
    from xcli.report.figures import cell
    from xcli.report.table import show
    from xcli.stats.table import Figure

    rounding = Rounding(decimals=2)
    value = show(cell(Figure(indicator, year("2024"), numerator, denominator), rounding), "share", rounding)
    unit = Text("", "") if indicator.kind == "rate" else indicator.unit
    return Text(f"{value}{unit.zh}", f"{value} {unit.en}".rstrip())
