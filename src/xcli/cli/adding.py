"""`add`: one record from options, from JSON on standard input, or by questions on a terminal."""

import sys
from typing import Annotated, Any

from xcli.cli import delivery, output
from xcli.cli.ask import ask_secret, confirm
from xcli.cli.case import VERBS, verb_help
from xcli.cli.command import Command, command_of
from xcli.cli.display import Display, has_secret
from xcli.cli.fields import field_named, field_options, given_fields
from xcli.cli.late import reason_for_closed
from xcli.cli.lateness import warn_late
from xcli.cli.options import Force, Key, Reason, option
from xcli.cli.reference import short_name
from xcli.cli.session import NoTerminal, book, clerk, ledger, on_terminal
from xcli.domain.day import today
from xcli.domain.field import Parts
from xcli.domain.lists import Lists
from xcli.domain.page import Line, parts_of
from xcli.errors import Misuse
from xcli.text import Text

All = Annotated[bool, option("--all", "--全部", help=Text("逐项询问全部字段", "ask for every field"))]
AskSecret = Annotated[
    bool,
    option(
        "--ask-secret",
        "--询问证件",
        help=Text("询问证件号码和电话（不显示）", "ask for document numbers and phones, unseen"),
    ),
]
FromJson = Annotated[
    str | None, option("--json", help=Text("- 表示从标准输入读 JSON 对象", "- reads a JSON object from standard input"))
]


class BadJson(Misuse):
    """Standard input is not a JSON object."""

    sentence = Text(
        "--json - 要求标准输入是一个 JSON 对象，如 {example}。",
        "--json - wants one JSON object on standard input, such as {example}.",
    )


class TwiceInJson(Misuse):
    """An object names a field twice: one of the values would be lost."""

    sentence = Text(
        "JSON 里的“{key}”出现了两次，没有保存。请删去其中一个。",
        "“{key}” stands twice in the JSON; nothing was saved. Remove one of them.",
    )


def add_command(page: type[Line]) -> Command:
    """Build `add` for a page."""
    must = [f for f in page.fields.values() if f.required]
    extra = {"json_text": FromJson, "ask_secret": AskSecret, "all": All, "reason": Reason, "force": Force, "key": Key}
    parameters = field_options(page, required=must) | extra
    return command_of("add", VERBS["add"].zh, verb_help(page, "add"), parameters, lambda values: _add(page, values))


def _add(page: type[Line], values: dict[str, Any]) -> None:
    cells = cells_of(page, given_fields(values))
    if values["json_text"]:
        cells = read_json(page, values["json_text"]) | cells
    opened, who = ledger(), clerk()
    from xcli.intake.entry import look_alikes, refuse_faults, save_new, with_closing_day
    from xcli.intake.validate import Validator
    from xcli.ledger.journal import Act

    known = book(opened)
    validator = Validator(page, known.lists, today())
    if on_terminal() and (not cells or values["all"]):
        from xcli.cli.dialogue import converse

        cells = converse(page, opened, known, who, validator, cells, every=values["all"])
    if values["ask_secret"]:
        add_secrets(page, cells)
    checked = with_closing_day(page, validator.read(cells), validator)
    refuse_faults(checked.faults, page)
    warn_of(checked.faults, page)
    if has_secret(page, checked.content, "number"):
        from xcli.intake.namesakes import warnings_of

        warn_of(warnings_of(opened, page, checked.content), page)
    if not values["force"]:
        settle_alike(page, known.lists, checked.content, look_alikes(opened, page, checked.content))
    reason = reason_for_closed(opened, page, None, checked.content, values["reason"])
    act = Act(who, f"{page.name} add", reason=reason, key=values["key"])
    saved = save_new(opened, page, known, checked.content, act)
    output.say(_answer(page, known.lists, saved.content, who))
    warn_late(page, {}, saved.content, known.reckoning)


def cells_of(page: type[Line], given: dict[str, Any]) -> dict[str, Any]:
    """Return cells by field name; parts are read into cells of their own."""
    from xcli.intake.entry import part_cells

    cells: dict[str, Any] = {}
    for name, value in given.items():
        field = page.fields[name]
        if isinstance(field, Parts):
            cells[name] = [part_cells(field, text) for text in value]
        else:
            cells[name] = "、".join(value) if isinstance(value, list) else value
    return cells


def read_json(page: type[Line], where: str) -> dict[str, Any]:
    """Read cells from a JSON object on standard input; here secret values are welcome."""
    import json

    example = '{"accepted_on": "2024-03-05", "category": "邻里"}'
    if where != "-":
        raise BadJson(example=example)
    from xcli.intake.read.jsonl import Doubled, unique

    try:
        said = json.loads(sys.stdin.read().removeprefix("\ufeff"), object_pairs_hook=unique)
    except Doubled as doubled:
        raise TwiceInJson(key=doubled) from None
    except (ValueError, RecursionError) as error:
        raise BadJson(example=example) from error
    if not isinstance(said, dict):
        raise BadJson(example=example)
    from xcli.intake.entry import part_keys

    cells: dict[str, Any] = {}
    for key, value in said.items():
        field = field_named(page, key)
        if isinstance(field, Parts):
            words = part_keys(field)
            if not isinstance(value, list) or not all(
                isinstance(item, dict) and set(item) <= set(words) for item in value
            ):
                raise BadJson(
                    example=json.dumps({field.name: [dict.fromkeys(field.part.fields, "…")]}, ensure_ascii=False)
                )
            cells[field.name] = [{words[k].name: v for k, v in item.items()} for item in value]
        else:
            cells[field.name] = "、".join(map(str, value)) if isinstance(value, list) else value
    return cells


def add_secrets(page: type[Line], cells: dict[str, Any]) -> None:
    """Ask for the secret values of every part that was given."""
    if not on_terminal():
        raise NoTerminal(option="--ask-secret")
    for name, group in parts_of(page).items():
        for n, item in enumerate(cells.get(name) or (), 1):
            for inner in group.part.fields.values():
                if inner.secret and (answer := ask_secret(f"{group.label}{n} {inner.label}")):
                    item[inner.name] = answer


def warn_of(faults: list[Any], page: type[Line]) -> None:
    """Show what was let in with a warning, and notes of what was changed."""
    from xcli.intake.entry import fault_text

    for found in faults:
        if found.fault.weight == "warning":
            output.warn(fault_text(found, page))
        elif found.fault.weight == "note":
            output.note(fault_text(found, page))


def settle_alike(page: type[Line], lists: Lists, content: dict[str, Any], found: list[Any]) -> None:
    """Show what looks like the same case and ask; without a terminal, refuse."""
    if not found:
        return
    from xcli.intake.entry import Alike

    named = "、".join(record.title for record in found[:5])
    if not on_terminal():
        raise Alike(named=named)
    side_by_side(page, lists, content, found)
    if not confirm(Text("仍作为另一件登记？", "Enter it as another case all the same?")):
        raise Alike(named=named)


def side_by_side(page: type[Line], lists: Lists, content: dict[str, Any], found: list[Any]) -> None:
    """Print the new record beside those that look like it."""
    from xcli.report.table import Column, Table

    display = Display(lists)
    columns = [
        Column("new", Text("新", "new")),
        *(Column(str(n), Text(r.title, r.title)) for n, r in enumerate(found[:3])),
    ]
    rows = [
        [
            str(f.label),
            display.shown(f, content.get(f.name)),
            *(display.shown(f, r.content.get(f.name)) for r in found[:3]),
        ]
        for f in page.cover
    ]
    delivery.show_table(
        Table(Text("可能是同一件", "perhaps the same case"), [Column("field", Text("字段", "field")), *columns], rows)
    )


def _answer(page: type[Line], lists: Lists, content: dict[str, Any], who: str) -> Text:
    display = Display(lists)
    said = [display.of(page, content, f) for f in page.cover if f.name != "case_no"]
    name = short_name(str(content["case_no"]))
    from xcli.stats.evaluate import test

    verb = "close" if page.closing and not test(page.docket.closed)(content) else "show"
    number, what = content["case_no"], " ".join(filter(None, said))
    return Text(
        f"已登记 {number}：{what}（填写人 {who}）。下一步：xcli {page.name} {verb} {name}",
        f"Saved {number}: {what} (clerk {who}). Next: xcli {page.name} {verb} {name}",
    )
