"""`list`: the records that fulfil conditions, on the screen or as the export."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

from xcli.cli import delivery, destination, output
from xcli.cli.case import VERBS, verb_help
from xcli.cli.command import Command, command_of
from xcli.cli.display import Display
from xcli.cli.fields import field_named
from xcli.cli.filters import filter_options, predicate_of
from xcli.cli.options import AsOf, Force, Format, Limit, To, option
from xcli.cli.session import book, clerk, known_then, ledger, moment_of
from xcli.domain import predicate as p
from xcli.domain.field import Day, Field, Money, Parts, Whole
from xcli.domain.page import Line
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.ledger.ledger import Ledger
    from xcli.ledger.record import Record
    from xcli.report.table import Column, Table

_IN_YUAN = Text("（金额单位：元）", " (amounts in yuan)")
Sort = Annotated[
    list[str] | None,
    option("--sort", "--排序", help=Text("按字段排序，前面加 - 为倒序", "sort by a field; a leading - reverses")),
]
Reveal = Annotated[
    str | None,
    option(
        "--reveal", "--明文", help=Text("导出不脱敏，写明理由（记入日志）", "export in full; say why (this is logged)")
    ),
]


def list_command(page: type[Line], fixed: Mapping[Field, str] | None = None) -> Command:
    """Build `list` for a page, or for those of its records whose fields have these values."""
    within = p.every([p.In(field, (value,)) for field, value in (fixed or {}).items()])
    parameters = filter_options(page) | {
        "sort": Sort,
        "limit": Limit,
        "format": Format,
        "to": To,
        "reveal": Reveal,
        "as_of": AsOf,
        "force": Force,
    }
    return command_of(
        "list", VERBS["list"].zh, verb_help(page, "list"), parameters, lambda values: _list(page, values, within)
    )


def _list(page: type[Line], values: dict[str, Any], within: p.Predicate) -> None:
    opened = ledger()
    then = moment_of(opened, values["as_of"])
    as_of = then.tx if then else None
    known = book(opened, as_of)
    condition = p.every([within, predicate_of(page, values, known.lists)])
    leaves = not destination.for_screen(values["format"], values["to"])
    found = matching(opened, page, condition, values["sort"] or [], values["limit"], as_of)
    if leaves:
        _export(opened, page, found, Display(known.lists, "revealed" if values["reveal"] else "file"), values)
        return
    if values["reveal"]:
        log_look(opened, page, "reveal", values["reveal"])
    display = Display(known.lists, "revealed" if values["reveal"] else "screen")
    delivery.show_table(on_screen(page, found, display))
    for remark in known_then(then):
        output.say(remark)


def matching(
    opened: "Ledger",
    page: type[Line],
    condition: p.Predicate,
    sort: Sequence[str],
    limit: int | None,
    as_of: int | None = None,
) -> "list[Record]":
    """Return the records that fulfil a condition, newest last unless told otherwise."""
    from xcli.ledger.query import find, source
    from xcli.ledger.tables import shelf
    from xcli.ledger.where import compiled

    place = shelf(page.name)
    now = source(place.rows, as_of)
    order: list[Any] = []
    for said in sort:
        column = now.c[field_named(page, said.removeprefix("-")).name]
        order += [column.is_(None), column.desc() if said.startswith("-") else column.asc()]
    order += [] if sort else [now.c[page.docket.opens.name], now.c.number_serial]
    where = compiled(condition, now, lambda name: source(place.parts[name], as_of))
    with opened.reading() as conn:
        return find(
            conn, page, opened.bureau, where=where, rows=now, order=[*order, now.c.id], limit=limit, as_of=as_of
        )


def on_screen(
    page: type[Line], found: "Sequence[Record]", display: Display, cover: Sequence[Field] | None = None
) -> "Table":
    """Return the table of a list on the desk's own screen: the cover's fields, unless others are wanted."""
    from xcli.report.table import Table

    cover = cover or page.cover
    rows = ([_marked(f, r, display) for f in cover] for r in found)
    unit = _IN_YUAN if any(isinstance(f, Money) for f in cover) and found else Text("", "")
    note = Text(f"共 {len(found)} {page.docket.noun.zh}{unit.zh}", f"{len(found)} {page.docket.noun.en}{unit.en}")
    return Table(page.label, [_column(f.name, f.label, f) for f in cover], rows, notes=(note,))


def _export(
    opened: "Ledger", page: type[Line], found: "Sequence[Record]", display: Display, values: dict[str, Any]
) -> None:
    if values["reveal"]:
        destination.check_target(values["to"], values["format"], force=values["force"])
        log_look(opened, page, "reveal", values["reveal"])
    noun = page.docket.noun
    holds = Text(f"{len(found)} {noun.zh}", f"{len(found)} {noun.en}")
    table = whole_table(page, found, display)
    delivery.show_table(table, values["format"], values["to"], force=values["force"], holds=holds)


def whole_table(page: type[Line], found: "Sequence[Record]", display: Display) -> "Table":
    """Return all fields of records, parts in numbered columns: with names revealed it can be imported again."""
    from xcli.report.table import Table

    meet(page, found, display)
    widest = {
        f.name: max((_count(r, f) for r in found), default=0) or 1 for f in page.fields.values() if isinstance(f, Parts)
    }
    columns = [c for f in page.fields.values() if not display.leaves_out(f) for c in _columns(f, widest, display)]
    rows = (
        [c for f in page.fields.values() if not display.leaves_out(f) for c in _cells(f, r, widest, display)]
        for r in found
    )
    return Table(page.label, columns, rows)


def meet(page: type[Line], found: "Iterable[Record]", display: Display) -> None:
    """Let a display that masks learn all names beforehand, so that the first of two with one mask is numbered too."""
    if display.view != "file":
        return
    parts = [f for f in page.fields.values() if isinstance(f, Parts)]
    groups = {g: [f for f in g.part.fields.values() if f.private == "name"] for g in parts}
    own = [f for f in page.fields.values() if f.private == "name"]
    for record in found:
        content: Any = record.content
        named = [(f, content) for f in own]
        named += [(f, item) for group, inner in groups.items() for item in content.get(group.name) or () for f in inner]
        for field, values in named:
            if field.name in values:
                display.shown(field, values[field.name])


def _count(record: "Record", field: Field) -> int:
    value: Any = record.content.get(field.name)
    return len(value or ())


def _columns(field: Field, widest: dict[str, int], display: Display) -> "Iterator[Column]":
    if not isinstance(field, Parts):
        yield _column(field.name, field.label, field)
        return
    for n in range(1, widest[field.name] + 1):
        for inner in _inner(field, display):
            label = Text(f"{field.label.zh}{n}{inner.label.zh}", f"{field.label.en} {n} {inner.label.en}")
            yield _column(f"{field.name}_{n}_{inner.name}", label, inner)


def _cells(field: Field, record: "Record", widest: dict[str, int], display: Display) -> Iterator[object]:
    value: Any = record.content.get(field.name)
    if not isinstance(field, Parts):
        yield _marked(field, record, display)
        return
    for n in range(widest[field.name]):
        item = value[n] if value and n < len(value) else {}
        yield from (_cell(inner, item.get(inner.name), display) for inner in _inner(field, display))


def _inner(group: Parts, display: Display) -> Iterable[Field]:
    return [inner for inner in group.part.fields.values() if not display.leaves_out(inner)]


def _column(key: str, label: Text, field: Field) -> "Column":
    from xcli.report.table import Column

    kind = (
        "day"
        if isinstance(field, Day)
        else "money"
        if isinstance(field, Money)
        else "whole"
        if isinstance(field, Whole)
        else "text"
    )
    return Column(key, label, kind)  # type: ignore[arg-type]


def _marked(field: Field, record: "Record", display: Display) -> object:
    """Return the cell of a record's own field; a day that is provisional says so."""
    if isinstance(field, Day) and field.name in display.provisional(record.page, record.content):
        return display.of(record.page, record.content, field)
    return _cell(field, record.content.get(field.name), display)


def _cell(field: Field, value: Any, display: Display) -> object:
    if value is None or isinstance(field, Day | Money | Whole):
        return value
    return display.shown(field, value)


def log_look(opened: "Ledger", page: type[Line], kind: str, reason: str | None, what: str = "list") -> None:
    """Log that private values were seen, and why."""
    from xcli.ledger.journal import Act

    with opened.writing(Act(clerk(), f"{page.name} {what}", kind=kind, reason=reason)):
        pass
