"""Verbs that only one line has: each carries out one step of a case as the page declares it."""

from typing import TYPE_CHECKING, Annotated, Any

from xcli.cli.command import Command, command_of
from xcli.cli.editing import save_checked
from xcli.cli.fields import PREFIX, given_fields
from xcli.cli.help import FIELDS
from xcli.cli.options import Key, Reason, option
from xcli.cli.reference import case_argument, the_case
from xcli.cli.session import book, clerk, ledger
from xcli.domain.day import today
from xcli.domain.field import Day, Field, Parts
from xcli.domain.page import Line, ShortForm
from xcli.errors import Conflict, Misuse
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.ledger.record import Record


class StepLacks(Misuse):
    """A step needs a value that was not given."""

    sentence = Text("{step}还缺 {missing}。", "To {step}, give {missing} as well.")


class DoneBefore(Conflict):
    """A step that is taken only once was taken before."""

    sentence = Text(
        "{title} {once}：{label}已填 {value}，没有保存。登记有误的，用 edit 更正。",
        "{title} {once}: “{label}” is {value}; nothing was saved. If that is wrong, mend it with edit.",
    )


class NothingOpen(Conflict):
    """There is nothing that this step could end."""

    sentence = Text("{title} 没有尚未结束的{group}。", "{title} has no {group} that is still open.")


def short_command(page: type[Line], form: ShortForm) -> Command:
    """Build a page's own verb."""
    fields = {PREFIX + field.name: Annotated[str | None, _option(field)] for field in form.fields}
    parameters = {"case": case_argument(page)} | fields | {"reason": Reason, "key": Key}
    told = Text(f"{page.label.zh}：{form.label.zh}", f"{page.label.en}: {form.label.en}")
    return command_of(form.name, form.label.zh, told, parameters, lambda values: _step(page, form, values))


def _option(field: Field) -> Any:
    return option(field.option, f"--{field.label.zh}", help=field.hint or field.label, rich_help_panel=FIELDS)


def _step(page: type[Line], form: ShortForm, values: dict[str, Any]) -> None:
    opened, who = ledger(), clerk()
    record = the_case(opened, page, values["case"])
    from xcli.intake.validate import Checked, Validator

    _refuse_again(record, form)
    cells = _cells(form, given_fields(values))
    validator = Validator(page, book(opened).lists, today())
    read = validator.read({form.group.name: [cells]} if form.group else cells)
    judged = validator.judge(read.content)
    unread = [found for found in read.faults if found not in judged]
    if form.group:
        parts = read.content.get(form.group.name) or [{}]
        fresh = {form.group.name: _parts(record, form, form.group, parts[0])}
    else:
        fresh = {name: read.content[name] for name in cells if name in read.content}
    content = validator.complete(record.content | fresh)
    save_checked(opened, record, Checked(content, unread + validator.judge(content)), who, form.name, values)


def _refuse_again(record: "Record", form: ShortForm) -> None:
    first = form.fields[0]
    if form.once and first.name in record.content:
        raise DoneBefore(title=record.title, once=form.once, label=first.label, value=record.content[first.name])


def _cells(form: ShortForm, given: dict[str, Any]) -> dict[str, Any]:
    first = form.fields[0]
    cells = ({first.name: today().isoformat()} if isinstance(first, Day) else {}) | given
    missing = [field.option for field in form.fields if field.name not in cells]
    if missing:
        raise StepLacks(step=form.label, missing="、".join(missing))
    return cells


def _parts(record: "Record", form: ShortForm, group: Parts, fresh: dict[str, Any]) -> list[dict[str, Any]]:
    standing: list[dict[str, Any]] = list(record.content.get(group.name) or ())  # type: ignore[call-overload]
    if not form.ends:
        return [*standing, fresh]
    unended = [n for n, item in enumerate(standing) if item.get(form.fields[0].name) is None]
    if not unended:
        raise NothingOpen(title=record.title, group=group.label)
    last = unended[-1]
    return [item | fresh if n == last else item for n, item in enumerate(standing)]
