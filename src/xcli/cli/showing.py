"""`show` and `history`: one record whole, and everything that ever happened to it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

from xcli.cli import delivery, destination, output
from xcli.cli.case import VERBS, verb_help
from xcli.cli.command import Command, command_of
from xcli.cli.display import COLON, Display, has_secret
from xcli.cli.lateness import limits
from xcli.cli.listing import log_look, whole_table
from xcli.cli.options import AsOf, Format, Reason, option
from xcli.cli.reference import NoSuchCase, case_argument, the_case
from xcli.cli.session import book, known_then, ledger, moment_of
from xcli.domain.day import today
from xcli.domain.field import Parts
from xcli.domain.page import Line
from xcli.report.width import display_width, pad
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.ledger.ledger import Ledger
    from xcli.ledger.record import Record

_EMPTY = Text("（空）", "(empty)")
Empty = Annotated[bool, option("--all", "--全部", help=Text("未填的字段也列出", "fields without a value too"))]


def show_command(page: type[Line]) -> Command:
    """Build `show` for a page."""
    parameters = {"case": case_argument(page), "all": Empty, "format": Format, "reason": Reason, "as_of": AsOf}
    return command_of("show", VERBS["show"].zh, verb_help(page, "show"), parameters, lambda values: _show(page, values))


def _show(page: type[Line], values: dict[str, Any]) -> None:
    opened = ledger()
    then = moment_of(opened, values["as_of"])
    as_of = then.tx if then else None
    record = the_case(opened, page, values["case"], as_of)
    known = book(opened, as_of)
    if not destination.for_screen(values["format"]):
        delivery.show_table(whole_table(page, [record], Display(known.lists, "file")), values["format"])
        return
    view: Any = "case" if _may_show_phone(opened, record, values["reason"]) else "screen"
    with opened.reading() as conn:
        from xcli.ledger.tying import links_of

        tied = links_of(conn, opened.bureau, record)
    rows = list(limits(record, known.reckoning))
    for line in card(record, Display(known.lists, view), every=values["all"], below=rows):
        output.say(line, lines=True)
    for text in [*(tied if then is None else []), *known_then(then)]:
        output.say(text)


def _may_show_phone(opened: "Ledger", record: "Record", reason: str | None) -> bool:
    # A phone is shown whole only if that can be logged; a ledger that cannot be written still shows the case.
    if not has_secret(record.page, record.content):
        return True
    from xcli.errors import XcliError

    try:
        log_look(opened, record.page, "view", reason or record.title, "show")  # type: ignore[arg-type]
    except XcliError as error:
        output.note(Text(f"电话未显示全：{error.text().zh}", f"The phone is masked: {error.text().en}"))
        return False
    return True


def card(
    record: "Record", display: Display, *, every: bool = False, below: Sequence[tuple[Text, Text]] = ()
) -> Iterator[str]:
    """Yield a record as label and value, aligned, with what else is said of it below."""
    rows: list[tuple[str, str]] = []
    for name, field in record.page.fields.items():
        value: Any = record.content.get(name)
        if isinstance(field, Parts):
            items = value or ([{}] if every else [])
            rows += [(nth_of(field, n), display.part_whole(field, item)) for n, item in enumerate(items, 1)]
        elif value is not None or every:
            rows.append((str(field.label), display.of(record.page, record.content, field)))
    rows += [(str(label), str(text)) for label, text in below]
    side = max((display_width(label) for label, _ in rows), default=0)
    for label, text in rows:
        yield f"{pad(label, side)}  {text}".rstrip()


def nth_of(group: Parts, n: int) -> str:
    """Return what the n-th part is called: 当事人2."""
    return str(Text(f"{group.label.zh}{n}", f"{group.label.en} {n}"))


def history_command(page: type[Line]) -> Command:
    """Build `history` for a page."""
    parameters = {"case": case_argument(page)}
    return command_of(
        "history", VERBS["history"].zh, verb_help(page, "history"), parameters, lambda values: _history(page, values)
    )


def _history(page: type[Line], values: dict[str, Any]) -> None:
    from xcli.ledger.query import history
    from xcli.ledger.tying import acts

    opened = ledger()
    record_id = _ever(opened, page, values["case"])
    with opened.reading() as conn:
        versions = history(conn, page, opened.bureau, record_id)
        told = acts(conn, opened.bureau, {tx for v in versions for tx in (v.tx, v.until_tx) if tx})
    display = Display(book(opened).lists)
    before: Mapping[str, Any] = {}
    for n, version in enumerate(versions):
        output.say(_heading(version.tx, told[version.tx]))
        for line in differences(page, before, version.content, display):
            output.say(f"  {line}")
        before, end = version.content, version.until_tx
        if end is not None and (n + 1 == len(versions) or versions[n + 1].tx != end):
            output.say(_heading(end, told[end]))
            output.say(Text("  撤销", "  retracted"))
            before = {}


def _ever(opened: "Ledger", page: type[Line], said: str) -> int:
    """Return the id of a case that stands, else of a retracted one."""
    from xcli.ledger.naming import retracted

    try:
        return the_case(opened, page, said).id
    except NoSuchCase:
        with opened.reading() as conn:
            number = retracted(conn, page, opened.bureau, said, today().year)
        if number is None:
            raise
        return number


def _heading(tx: int, act: Any) -> Text:
    why = f"  {act.reason}" if act.reason else ""
    line = f"{act.at[:16].replace('T', ' ')}  {act.clerk}  {act.command}{why}"
    return Text(f"第 {tx} 笔  {line}", f"entry {tx}  {line}")


def differences(page: type[Line], old: Mapping[str, Any], new: Mapping[str, Any], display: Display) -> Iterator[str]:
    """Yield every field that changed as `label: old -> new`."""
    for name, field in page.fields.items():
        before, after = old.get(name), new.get(name)
        if before == after:
            continue
        if isinstance(field, Parts):
            yield from _part_differences(field, before or [], after or [], display)
        else:
            shown = _change(display.of(page, old, field), display.of(page, new, field), first=not old)
            yield f"{field.label}{COLON}{shown}".replace("\n", " / ")


def _part_differences(group: Parts, before: list[Any], after: list[Any], display: Display) -> Iterator[str]:
    for n in range(max(len(before), len(after))):
        old = before[n] if n < len(before) else {}
        new = after[n] if n < len(after) else {}
        if old != new:
            shown = _change(display.part_whole(group, old), display.part_whole(group, new), first=not before)
            yield f"{nth_of(group, n + 1)}{COLON}{shown}"


def _change(old: str, new: str, *, first: bool) -> str:
    return new if first else f"{old or _EMPTY} -> {new or _EMPTY}"
