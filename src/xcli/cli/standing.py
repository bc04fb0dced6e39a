"""`register stock` and `register expiring`: what stands on a day, what came and went, what ends before long."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, Any

from xcli.cli import delivery, destination
from xcli.cli.case import ENTRY_VERBS, verb_help
from xcli.cli.command import Command, command_of
from xcli.cli.display import Display
from xcli.cli.filters import filter_options, predicate_of
from xcli.cli.options import Force, Format, To, argument, option
from xcli.cli.session import book, ledger
from xcli.domain import predicate as p
from xcli.domain.day import today
from xcli.domain.page import Entry
from xcli.errors import Misuse
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.domain.indicator import Term
    from xcli.domain.lists import Lists
    from xcli.domain.period import Period
    from xcli.report.table import Table
    from xcli.stats.axis import Axis, Values
    from xcli.stats.query import Desk

On = Annotated[
    str | None, option("--on", "--截至", help=Text("哪一天；不写为今天", "on which day; today unless given"))
]
By = Annotated[str | None, option("--by", "--按", help=Text("按哪个字段分列", "a row for each value of this field"))]
Days = Annotated[
    int | None, option("--days", "--天数", min=0, help=Text("今后多少天；默认 90", "how many days ahead; 90"))
]
_DAYS = 90


class NotADay(Misuse):
    """The day is no day."""

    sentence = Text("--on 的“{said}”不是日期：{reason}。", "--on: “{said}” is no day: {reason}.")


def _kind(page: type[Entry]) -> Any:
    label = page.single[0].label
    return Annotated[
        str | None,
        argument(
            Text(label.zh, label.en.upper()), Text(f"{label.zh}；不写为全部", f"the {label.en}; all unless named")
        ),
    ]


def stock_command(page: type[Entry]) -> Command:
    """Build `stock` for a register."""
    wanted = {"word": _kind(page), "on": On, "by": By}
    parameters = wanted | filter_options(page) | {"format": Format, "to": To, "force": Force}
    return command_of(
        "stock", ENTRY_VERBS["stock"].zh, verb_help(page, "stock"), parameters, lambda values: _stock(page, values)
    )


def _stock(page: type[Entry], values: dict[str, Any]) -> None:
    from xcli.domain.period import Period
    from xcli.stats.axis import axis_named
    from xcli.stats.query import Desk, figures

    opened = ledger()
    known = book(opened)
    day = _day(values["on"])
    period = Period(date(day.year, 1, 1), day + timedelta(days=1))
    axis = axis_named(page, values["by"] or page.single[1 if values["word"] else 0].name)
    terms = _terms(page)
    with opened.reading() as conn:
        desk = Desk(conn, page, opened.bureau, _condition(page, values, known.lists))
        parts, whole = figures(desk, terms, [period], axes=[axis]), figures(desk, terms, [period])
        table = _stock_table(desk, axis, period, parts | (whole if values["word"] else {}), known.lists)
    delivery.show_table(table, values["format"], values["to"], force=values["force"])


def _terms(page: type[Entry]) -> "list[Term]":
    from xcli.domain.indicator import Count, Stock

    since, until = page.docket.opens, page.docket.closes
    standing = Stock(since, until)
    return [standing, Count(since), Count(until), standing.but(of=page.lasting.quantity)]


def _stock_table(desk: "Desk", axis: "Axis", period: "Period", values: "Values", lists: "Lists") -> "Table":
    """Return a row for each group that has entries; the total, where all count the same, at the foot."""
    from xcli.report.table import Column, Table

    quantities = any(counts[3] for counts in values.values())
    width = 4 if quantities else 3
    heads = (
        ("standing", Text("在册", "on the register")),
        ("entered", Text("本年新增", "entered this year")),
        ("left", Text("本年退出", "left this year")),
        ("quantity", Text("其中数量", "quantity")),
    )
    columns = [Column(axis.name, axis.label), *(Column(key, label, "whole") for key, label in heads[:width])]
    keys = sorted((key for key, _ in values if key), key=lambda key: axis.rank(key[0], lists))
    rows = [[axis.show(key[0], lists), *values[key, period][:width]] for key in keys]
    foot = [[Text("合计", "total"), *values[(), period][:width]]] if ((), period) in values else []
    label = desk.page.label
    title = Text(f"{label.zh}：{period.last} 在册", f"{label.en}: standing on {period.last}")
    return Table(title, columns, rows, foot=foot)


def expiring_command(page: type[Entry]) -> Command:
    """Build `expiring` for a register."""
    wanted = {"word": _kind(page), "days": Days, "on": On}
    parameters = wanted | filter_options(page) | {"format": Format, "to": To, "force": Force}
    return command_of(
        "expiring",
        ENTRY_VERBS["expiring"].zh,
        verb_help(page, "expiring"),
        parameters,
        lambda values: _expiring(page, values),
    )


def _expiring(page: type[Entry], values: dict[str, Any]) -> None:
    from xcli.cli.listing import matching, on_screen

    opened = ledger()
    known = book(opened)
    day = _day(values["on"])
    last = day + timedelta(days=_DAYS if values["days"] is None else values["days"])
    ended = p.Between(page.docket.closes, None, day)
    where = p.every([_condition(page, values, known.lists), p.Between(page.lasting.expires, day, last), ~ended])
    found = matching(opened, page, where, [page.lasting.expires.name], None)
    leaves = not destination.for_screen(values["format"], values["to"])
    cover = [page.lasting.expires if field is page.docket.closes else field for field in page.cover]
    table = on_screen(page, found, Display(known.lists, "file" if leaves else "screen"), cover)
    delivery.show_table(table, values["format"], values["to"], force=values["force"])


def _condition(page: type[Entry], values: dict[str, Any], lists: "Lists") -> p.Predicate:
    from xcli.cli.fields import PREFIX

    named = {PREFIX + page.single[0].name: values["word"]} if values["word"] else {}
    return predicate_of(page, values | named, lists)


def _day(said: str | None) -> date:
    from xcli.domain.day import read_day

    if said is None:
        return today()
    day, fault = read_day(said)
    if day is None:
        raise NotADay(said=said[:20], reason=fault.reason if fault else Text("是空的", "it is empty"))
    return day
