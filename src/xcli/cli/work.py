"""`register work`: how many cases those on a register handled in a period, and who handled none.

A case names them in the field that is called like the register: 调解员, 调委会.
"""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from xcli.cli import delivery, destination
from xcli.cli.case import ENTRY_VERBS, verb_help
from xcli.cli.command import Command, command_of
from xcli.cli.display import Display
from xcli.cli.options import Force, Format, argument, option
from xcli.cli.scope import PERIOD, wanted
from xcli.cli.session import book, ledger
from xcli.domain.clean import fold
from xcli.domain.day import today
from xcli.domain.field import Choice, Field, Name, OfficeField
from xcli.domain.page import Case, Entry
from xcli.errors import NotFound
from xcli.text import Text, listed

if TYPE_CHECKING:
    from xcli.domain.code import Code
    from xcli.domain.lists import Lists
    from xcli.domain.period import Period
    from xcli.ledger.ledger import Ledger
    from xcli.ledger.record import Record
    from xcli.report.table import Table
    from xcli.stats.span import Asked

Idle = Annotated[bool, option("--none", "--未办", help=Text("只列一件没有的", "only those who handled none"))]
_BREAKS = str.maketrans("；;，,/ ", "、、、、、、")


class NotHandling(NotFound):
    """No line of work says who of a register handled its cases."""

    sentence = Text(
        "{kind}不在任何业务的字段里，不能统计办件。可用：{known}。",
        "No line of work says which {kind} handled its cases. Choose from: {known}.",
    )


def work_command(page: type[Entry]) -> Command:
    """Build `work` for a register."""
    label = page.single[0].label
    word = Annotated[
        str, argument(Text(label.zh, label.en.upper()), Text("如 调解员、调委会", "such as mediator or committee"))
    ]
    parameters = {"word": word, **PERIOD, "none": Idle, "format": Format, "force": Force}
    return command_of(
        "work", ENTRY_VERBS["work"].zh, verb_help(page, "work"), parameters, lambda values: _work(page, values)
    )


def _work(page: type[Entry], values: dict[str, Any]) -> None:
    opened = ledger()
    lists = book(opened).lists
    kind = _kind(page, str(values["word"]), lists)
    want = wanted(values)
    period = _period(want.asked())
    fields = list(handled_by(kind))
    if not fields:
        known = [entry.label for entry in _codes(page, lists) if any(handled_by(entry))]
        raise NotHandling(kind=kind.label, known=listed(known))
    counts = _counted(opened, fields, period, lists)
    people = _standing(opened, page, kind, period)
    leaves = not destination.for_screen(values["format"], want.file)
    table = _table(page, kind, period, [(r, counts[fold(_called(r))]) for r in people], lists, values, leaves=leaves)
    delivery.show_table(table, values["format"], want.file, force=values["force"])


def _period(asked: "Asked | None") -> "Period":
    from xcli.domain.period import quarter
    from xcli.stats.span import Asked as Whole

    return (asked or Whole("quarter", quarter("本季度", 1))).cut(today())


def _kind_field(page: type[Entry]) -> Choice:
    field = page.single[0]
    if not isinstance(field, Choice):
        raise TypeError(field)
    return field


def _codes(page: type[Entry], lists: "Lists") -> "tuple[Code, ...]":
    return lists.list_of(_kind_field(page).codes).current


def _kind(page: type[Entry], word: str, lists: "Lists") -> "Code":
    """Return the register that a clerk names, or refuse as a filter would."""
    from xcli.cli.fields import PREFIX
    from xcli.cli.filters import predicate_of

    field = _kind_field(page)
    predicate_of(page, {PREFIX + field.name: word}, lists)
    value, _ = field.reader(lists)(word)
    return lists.list_of(field.codes).by_code[str(value)]


def handled_by(kind: "Code") -> Iterator[tuple[type[Case], Field]]:
    """Yield the fields, with their pages, that name those of a register as the handlers of a case."""
    from xcli.domain.pages import lines

    words = {kind.label.zh, *kind.aliases}
    for page in lines().values():
        if issubclass(page, Case):
            for field in page.stored().values():
                named = isinstance(field, Name | OfficeField) and field.name != "office"
                if named and words & {field.label.zh, *field.aliases}:
                    yield page, field


def _counted(
    opened: "Ledger", fields: list[tuple[type[Case], Field]], period: "Period", lists: "Lists"
) -> Counter[str]:
    """Return how many cases opened in the period name each; a case that names two counts for both."""
    from xcli.domain.indicator import Count
    from xcli.stats.axis import Axis
    from xcli.stats.query import Desk, figures

    found: Counter[str] = Counter()
    with opened.reading() as conn:
        for page, field in fields:
            desk = Desk(conn, page, opened.bureau)
            values = figures(desk, [Count(page.docket.opens)], [period], axes=[Axis(field)])
            for (key, _), (count,) in values.items():
                shown = field.show(key[0], lists) if key[0] is not None else ""
                for name in {fold(word) for word in shown.translate(_BREAKS).split("、") if word}:
                    found[name] += count
    return found


def _standing(opened: "Ledger", page: type[Entry], kind: "Code", period: "Period") -> "list[Record]":
    """Return those on the register at the end of the period."""
    from xcli.domain.indicator import Stock
    from xcli.stats.query import Desk, members
    from xcli.stats.trace import counted

    here = Stock(page.docket.opens, page.docket.closes, _kind_field(page).is_(kind.code))
    with opened.reading() as conn:
        return members(Desk(conn, page, opened.bureau), counted(here, period))


def _called(record: "Record") -> str:
    return next((str(record.content[name]) for name in record.page.named() if name in record.content), "")


def _table(
    page: type[Entry],
    kind: "Code",
    period: "Period",
    found: "list[tuple[Record, int]]",
    lists: "Lists",
    values: dict[str, Any],
    *,
    leaves: bool,
) -> "Table":
    from xcli.domain.figure import quotient
    from xcli.report.table import Column, Table

    display = Display(lists, "file" if leaves else "screen")
    told = [f for f in page.single[1:] if any(f.name in record.content for record, _ in found)]
    rows = [
        [*(display.shown(f, record.content.get(f.name)) for f in told), count]
        for record, count in sorted(found, key=lambda pair: -pair[1])
        if not (values["none"] and count)
    ]
    total, idle = sum(count for _, count in found), sum(not count for _, count in found)
    mean = quotient(total, len(found), 1) if found else "—"
    note = Text(
        f"在册 {len(found)}，共办 {total} 件，平均 {mean} 件；一件没有的 {idle}",
        f"{len(found)} on the register, {total} cases, {mean} each; {idle} handled none",
    )
    columns = [*(Column(f.name, f.label) for f in told), Column("cases", Text("件数", "cases"), "whole")]
    label = period.label()
    return Table(
        Text(f"{kind.label.zh}办件 {label.zh}", f"{kind.label.en}: cases {label.en}"), columns, rows, notes=(note,)
    )
