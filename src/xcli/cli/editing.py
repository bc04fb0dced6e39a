"""`edit` and `close`: a new version of a record."""

import re
from typing import TYPE_CHECKING, Annotated, Any

from xcli.cli import output
from xcli.cli.adding import AskSecret, FromJson, add_secrets, cells_of, read_json, warn_of
from xcli.cli.ask import ask
from xcli.cli.case import VERBS, verb_help
from xcli.cli.command import Command, command_of
from xcli.cli.display import Display
from xcli.cli.fields import field_named, field_options, given_fields
from xcli.cli.late import reason_for_closed
from xcli.cli.lateness import warn_late
from xcli.cli.options import Key, Reason, option
from xcli.cli.reference import case_argument, the_case
from xcli.cli.session import ReasonNeeded, book, clerk, ledger, on_terminal
from xcli.cli.showing import differences
from xcli.domain.day import today
from xcli.domain.field import Choices, Field, Parts
from xcli.domain.page import Line
from xcli.errors import Misuse
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.intake.validate import Checked
    from xcli.ledger.ledger import Ledger
    from xcli.ledger.record import Record

Clear = Annotated[list[str] | None, option("--clear", "--清空", help=Text("清空这一项", "empty this field"))]
AddPart = Annotated[
    tuple[str, str] | None,
    option(
        "--add",
        "--添加",
        metavar="FIELD TEXT",
        help=Text(
            "给可重复的字段添一项：--add 当事人 '申请人=张三'",
            "add to a repeated field: --add party 'applicant=Zhang San'",
        ),
    ),
]
DropPart = Annotated[
    tuple[str, int] | None,
    option(
        "--drop", "--删去", metavar="FIELD N", help=Text("删去第几项：--drop 当事人 2", "take one out: --drop party 2")
    ),
]
Seen = Annotated[
    int | None,
    option(
        "--seen",
        "--版本",
        help=Text(
            "你看到的是第几笔写的版本；此后有人改过则不保存",
            "the entry whose version you saw; refused if it has changed since",
        ),
    ),
]
_NTH = re.compile(r"\s*([1-9][0-9]?)\s*[:：]\s*(.*)", re.DOTALL)


class NothingToChange(Misuse):
    """The edit would leave the record as it is."""

    sentence = Text(
        "{title} 没有变化，没有保存。要改的字段请用选项写出。",
        "{title} would stay as it is; nothing was saved. Give the fields to change as options.",
    )


class NotRepeated(Misuse):
    """Only repeated fields take parts."""

    sentence = Text("“{field}”只有一个值，直接用 {option} 修改。", "“{field}” has one value; change it with {option}.")


class NoSuchItem(Misuse):
    """A repeated field has fewer items."""

    sentence = Text(
        "{title} 的{field}没有第 {n} 项（共 {count} 项）。", "{title}: {field} has no item {n} (there are {count})."
    )


class CannotClear(Misuse):
    """A required field may not be emptied."""

    sentence = Text("{field}必填，不能清空。", "{field} is required and cannot be emptied.")


def edit_command(page: type[Line]) -> Command:
    """Build `edit` for a page."""
    extra = {
        "add": AddPart,
        "drop": DropPart,
        "clear": Clear,
        "reason": Reason,
        "seen": Seen,
        "json_text": FromJson,
        "ask_secret": AskSecret,
        "key": Key,
    }
    parameters = {"case": case_argument(page)} | field_options(page) | extra
    return command_of(
        "edit", VERBS["edit"].zh, verb_help(page, "edit"), parameters, lambda values: _change(page, values, "edit")
    )


def close_command(page: type[Line]) -> Command:
    """Build `close` for a page: what closing requires first, then all that may come with it."""
    first = {f.name for f in page.closing}
    rest = [f for f in page.fields.values() if f.name not in first and f.name != "case_no"]
    extra = {"reason": Reason, "key": Key}
    parameters = (
        {"case": case_argument(page)}
        | field_options(page, required=page.closing, fields=[*page.closing, *rest])
        | extra
    )
    return command_of(
        "close", VERBS["close"].zh, verb_help(page, "close"), parameters, lambda values: _change(page, values, "close")
    )


def _change(page: type[Line], values: dict[str, Any], verb: str) -> None:
    opened, who = ledger(), clerk()
    record = the_case(opened, page, values["case"])
    known = book(opened)
    from xcli.intake.validate import Checked, Validator

    cells = cells_of(page, _single(page, given_fields(values)))
    if values.get("json_text"):
        cells = read_json(page, values["json_text"]) | cells
    if verb == "close":
        _ask_closing(page, record, cells)
    if values.get("ask_secret"):
        add_secrets(page, cells)
    validator = Validator(page, known.lists, today())
    read = validator.read(cells)
    content = record.content | read.content | _parts_changed(page, record, values, validator)
    content = {n: content[n] for n in page.fields if content.get(n) not in (None, [], ())}
    for name in values.get("clear") or ():
        content.pop(_clearable(page, name).name, None)
    content = validator.complete(content)
    before = [f.fault.reason for f in validator.judge(record.content)] if verb == "edit" else []
    faults = [f for f in read.faults if f.fault not in {j.fault for j in validator.judge(read.content)}]
    judged = [f for f in validator.judge(content) if not (f.fault.weight == "warning" and f.fault.reason in before)]
    unread = {f.name for f in faults if f.fault.weight == "error"}
    missing = [f for f in _not_closed(page, content) if f.name not in unread] if verb == "close" else []
    checked = Checked(content, faults + judged + missing)
    save_checked(opened, record, checked, who, verb, values)


def save_checked(
    opened: "Ledger", record: "Record", checked: "Checked", who: str, verb: str, values: dict[str, Any]
) -> None:
    """Write a new version of a record, unless something keeps it out, and say what has changed."""
    from xcli.intake.entry import changed, refuse_faults, save_changed
    from xcli.ledger.journal import Act

    page: type[Line] = record.page  # type: ignore[assignment]
    content = checked.content
    refuse_faults(checked.faults, page)
    warn_of(checked.faults, page)
    if not changed(page, record.content, content):
        raise NothingToChange(title=record.title)
    said = reason_for_closed(opened, page, record.content, content, values["reason"])
    reason = why(opened, record, who, said, ask_first=verb == "edit")
    tx = save_changed(
        opened, record, content, Act(who, f"{page.name} {verb}", reason=reason, key=values["key"]), values.get("seen")
    )
    between, known = str(Text("；", "; ")), book(opened)
    told = between.join(differences(page, record.content, content, Display(known.lists)))
    done = Text("已结案", "Closed") if verb == "close" else Text("已修改", "Changed")
    output.say(
        Text(
            f"{done.zh} {content.get('case_no', record.title)}：{told}（填写人 {who}，第 {tx} 笔）。反悔：xcli undo",
            f"{done.en} {content.get('case_no', record.title)}: {told} (clerk {who}, entry {tx})."
            " To reverse: xcli undo",
        )
    )
    warn_late(page, record.content, content, known.reckoning)


def _single(page: type[Line], given: dict[str, Any]) -> dict[str, Any]:
    # Parts are changed one by one, never replaced as a whole by an option.
    return {name: value for name, value in given.items() if not isinstance(page.fields[name], Parts)}


def _parts_changed(page: type[Line], record: "Record", values: dict[str, Any], validator: Any) -> dict[str, Any]:
    content: dict[str, Any] = {}
    said = [
        (page.fields[n], text)
        for n, texts in given_fields(values).items()
        if isinstance(page.fields[n], Parts)
        for text in texts
    ]
    if values.get("add"):
        said.append((field_named(page, values["add"][0]), values["add"][1]))
    if values.get("drop"):
        field, n = field_named(page, values["drop"][0]), values["drop"][1]
        content[field.name] = _without(record, _repeated(field), n)
    for field, text in said:
        standing = content.get(field.name, record.content.get(field.name) or [])
        content[field.name] = _with(record, _repeated(field), list(standing), text, validator)
    return content


def _repeated(field: Field) -> Field:
    if not isinstance(field, Parts | Choices):
        raise NotRepeated(field=field.label, option=field.option)
    return field


def _without(record: "Record", field: Field, n: int) -> Any:
    standing = list(record.content.get(field.name) or ())  # type: ignore[call-overload]
    if not 1 <= n <= len(standing):
        raise NoSuchItem(title=record.title, field=field.label, n=n, count=len(standing))
    del standing[n - 1]
    return standing if isinstance(field, Parts) else tuple(standing)


def _with(record: "Record", field: Field, standing: list[Any], text: str, validator: Any) -> Any:
    from xcli.intake.entry import part_cells, refuse_faults

    if not isinstance(field, Parts):
        checked = validator.read({field.name: text})
        refuse_faults([f for f in checked.faults if f.name == field.name], record.page)  # type: ignore[arg-type]
        return tuple(sorted({*standing, *checked.content.get(field.name, ())}))
    nth = _NTH.fullmatch(text)
    checked = validator.read({field.name: [part_cells(field, nth[2] if nth else text)]})
    mine = [f for f in checked.faults if f.name.startswith(f"{field.name}.")]
    refuse_faults(mine, record.page)  # type: ignore[arg-type]
    fresh = checked.content[field.name][0] if checked.content.get(field.name) else {}
    if nth is None:
        return [*standing, fresh]
    n = int(nth[1])
    if n > len(standing):
        raise NoSuchItem(title=record.title, field=field.label, n=n, count=len(standing))
    return [{**item, **fresh} if i == n else item for i, item in enumerate(standing, 1)]


def _clearable(page: type[Line], name: str) -> Field:
    field = field_named(page, name)
    if field.required:
        raise CannotClear(field=field.label)
    return field


def _ask_closing(page: type[Line], record: "Record", cells: dict[str, Any]) -> None:
    if not on_terminal():
        return
    for field in page.closing:
        if field.name not in cells and field.name not in record.content:
            cells[field.name] = ask(field.label, today().isoformat() if field is page.docket.closes else "")


def _not_closed(page: type[Line], content: dict[str, Any]) -> list[Any]:
    from xcli.domain.fault import Fault
    from xcli.intake.validate import Found
    from xcli.stats.evaluate import test

    closed = test(page.docket.closed)(content)
    missing = [f for f in page.closing if f.name not in content]
    if closed and page.docket.closes.name in content:
        return []
    if missing:
        return [
            Found(f.name, f.label, Fault(Text(f"结案必须填写{f.label.zh}", f"closing requires {f.label.en}")))
            for f in missing
        ]
    if closed:
        return []
    field = page.closing[0]
    return [Found(field.name, field.label, Fault(Text("这个值不是结案", "this value does not close the case")))]


def why(opened: "Ledger", record: "Record", who: str, said: str | None, *, ask_first: bool = False) -> str | None:
    """Return the reason: required for another clerk's record, else 更正 unless the clerk says more."""
    from xcli.intake.entry import CORRECTION
    from xcli.ledger.tying import author_of

    if said:
        return said
    with opened.reading() as conn:
        author = author_of(conn, opened.bureau, record)
    if author != who and ask_first:
        told = Text(f"{record.title} 是 {author} 登记的，修改", f"{record.title} was written by {author}")
        answer = ask(Text(f"{told.zh}的理由", f"{told.en}; why do you change it")) if on_terminal() else ""
        if not answer:
            raise ReasonNeeded(why=told)
        return answer
    if not ask_first:
        return None
    return ask(Text("修改理由", "Why"), str(CORRECTION)) if on_terminal() else CORRECTION.zh
