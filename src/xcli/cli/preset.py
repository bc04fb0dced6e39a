"""Short commands for records of one kind, as a page declares them: a consultation, an office's screenings."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from xcli.cli import output
from xcli.cli.adding import warn_of
from xcli.cli.case import LineGroup
from xcli.cli.command import HELP_NAMES, Command, command_of
from xcli.cli.display import Display
from xcli.cli.fields import field_named, field_options, given_fields
from xcli.cli.options import Key, option, packed
from xcli.cli.reference import short_name
from xcli.cli.session import book, clerk, ledger
from xcli.domain.day import today
from xcli.domain.keeping import LINK_KIND, Link
from xcli.domain.page import Line, Preset
from xcli.domain.pages import line
from xcli.domain.quantity import Quantities
from xcli.errors import Misuse
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.intake.validate import Validator
    from xcli.ledger.book import Book

On = Annotated[
    str | None,
    option(
        "--on",
        "--日期",
        "--月份",
        help=Text("哪一天，或整月如 2024-05；默认今天", "a day, or a whole month such as 2024-05; today by default"),
    ),
]
ToCase = Annotated[
    list[str] | None,
    option(
        "--to-case",
        "--立案",
        metavar="FIELD=VALUE",
        help=Text(
            "同时立案并关联，如 --立案 案件类型=民事", "open the case as well, tied to this: --to-case kind=civil"
        ),
    ),
]


class NotAPair(Misuse):
    """A value of the case to open has no field."""

    sentence = Text(
        "--to-case 应写成 字段=值，如 案件类型=民事，不是“{said}”。",
        "--to-case wants FIELD=VALUE, such as kind=civil, not “{said}”.",
    )


class Lacking(Misuse):
    """Something that the short command needs is not given."""

    sentence = Text("还缺 {missing}。", "Give {missing} as well.")


class PresetGroup(LineGroup):
    """The verbs of a short command: `add` is its own, the others are those of the page."""

    preset: Preset

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Build the one verb that is called."""
        name = self.aliases().get(cmd_name, cmd_name)
        if name == "add":
            return _add_command(self.page, self.preset)
        if name == "list":
            from xcli.cli.listing import list_command

            return list_command(self.page, dict(self.preset.fixed))
        return super().get_command(ctx, cmd_name)


def preset_group(page_name: str, name: str) -> PresetGroup:
    """Return a short command."""
    page = line(page_name)
    preset = next(one for one in page.presets if one.name == name)
    group = PresetGroup(name=name, help=packed(preset.help), context_settings=HELP_NAMES, rich_markup_mode=None)
    group.page, group.preset = page, preset
    group.zh = preset.label.zh  # type: ignore[misc]
    return group


def _add_command(page: type[Line], preset: Preset) -> Command:
    counts = {f"count_{name}": Annotated[str | None, _count_option(page, name)] for name in preset.measures}
    opens = {"to_case": ToCase} if preset.opens else {}
    fields = field_options(page, required=preset.must, fields=preset.fields)
    parameters = counts | fields | {"on": On} | opens | {"key": Key}
    return command_of("add", "登记", preset.help, parameters, lambda values: _add(page, preset, values))


def _quantities(page: type[Line]) -> Quantities:
    return next(field for field in page.fields.values() if isinstance(field, Quantities))


def _count_option(page: type[Line], name: str) -> Any:
    from xcli.cli.help import REQUIRED

    entry = _quantities(page).measure.codes.by_code[name]
    told = Text(f"多少{entry.unit.zh}", f"how many {entry.unit.en}")
    return option(f"--{name}", f"--{entry.label.zh}", help=told, rich_help_panel=REQUIRED)


def _cells(page: type[Line], preset: Preset, values: Mapping[str, Any]) -> dict[str, Any]:
    given = {n: "、".join(v) if isinstance(v, list) else v for n, v in given_fields(dict(values)).items()}
    counts = {name: values[f"count_{name}"] for name in preset.measures if values[f"count_{name}"]}
    missing = [field.option for field in preset.must if field.name not in given]
    missing += [f"--{name}" for name in preset.measures if name not in counts]
    if missing:
        raise Lacking(missing="、".join(missing))
    cells = {field.name: code for field, code in preset.fixed} | _span(page, values["on"]) | given
    if counts:
        group = _quantities(page)
        cells[group.name] = [{group.measure.name: n, group.count.name: v} for n, v in counts.items()]
    return cells


def _span(page: type[Line], said: str | None) -> dict[str, Any]:
    """Return the day, or the first and the last day of what is named, such as a month."""
    from xcli.domain.period import span

    docket = page.docket
    period = span(said, said) if said else None
    first = period.start if period else today()
    cells: dict[str, Any] = {docket.opens.name: first}
    if period and docket.until and period.days > 1:
        cells[docket.until.name] = min(period.last, max(today(), first))
    return cells


@dataclass
class _Made:
    page: type[Line]
    content: dict[str, Any]


def _add(page: type[Line], preset: Preset, values: dict[str, Any]) -> None:
    cells = _cells(page, preset, values)
    pairs = [_pair(preset, text) for text in values.get("to_case") or ()]
    opened, who = ledger(), clerk()
    from xcli.intake.validate import Validator
    from xcli.ledger.journal import Act

    known = book(opened)
    made = [_Made(page, _checked(Validator(page, known.lists, today()), cells))]
    if pairs:
        case = line(preset.opens)
        handed = _handed(preset, made[0], case, known)
        made.append(_Made(case, _checked(Validator(case, known.lists, today()), _nested(case, handed) | dict(pairs))))
    _save(opened, known, made, Act(who, f"{preset.name} add", key=values["key"]))
    output.say(_answer(made, known, who))


def _checked(validator: "Validator", cells: Mapping[str, Any]) -> dict[str, Any]:
    from xcli.intake.entry import refuse_faults

    checked = validator.read(cells)
    refuse_faults(checked.faults, validator.page)  # type: ignore[arg-type]
    warn_of(checked.faults, validator.page)  # type: ignore[arg-type]
    return checked.content


def _pair(preset: Preset, text: str) -> tuple[str, str]:
    name, equals, value = text.replace("＝", "=").partition("=")
    if not equals:
        raise NotAPair(said=text)
    return field_named(line(preset.opens), name).name, value.strip()


def _handed(preset: Preset, made: _Made, case: type[Line], known: "Book") -> dict[str, str]:
    """Return what the case takes over, as words; a word that its field does not know is left out."""
    handed = {}
    for own, there in preset.hands:
        value = made.content.get(own)
        if value is None:
            continue
        field, target = made.page.fields[own], case.fields[there.partition(".")[0]]
        word = field.show(value, known.lists).partition("、")[0]
        inner = target.part.fields[there.partition(".")[2]] if hasattr(target, "part") else target
        if inner.reader(known.lists)(word)[0] is not None:
            handed[there] = word
    return handed


def _nested(case: type[Line], handed: Mapping[str, str]) -> dict[str, Any]:
    del case
    cells: dict[str, Any] = {}
    for there, word in handed.items():
        name, dot, inner = there.partition(".")
        cells[name] = [{inner: word}] if dot else word
    return cells


def _save(opened: Any, known: "Book", made: list[_Made], act: Any) -> None:
    """Write the record and the case that it opens, tied, in one tx."""
    from xcli.intake.entry import proposed_number

    with opened.writing(act) as writer:
        places = []
        for one in made:
            if "case_no" not in one.content:
                one.content = {"case_no": proposed_number(writer, one.page, known, one.content)} | one.content
            places.append((one.page.name, writer.add(one.page, one.content)))
        for name, number in places[1:]:
            tie = {"kind": LINK_KIND.by_code["follows"].code, "from_page": places[0][0], "from_id": places[0][1]}
            writer.add(Link, tie | {"to_page": name, "to_id": number})


def _answer(made: list[_Made], known: "Book", who: str) -> Text:
    first, display = made[0], Display(known.lists)
    shown = (display.shown(f, first.content.get(f.name)) for f in first.page.cover if f.name != "case_no")
    what, number = " ".join(filter(None, shown)), first.content["case_no"]
    tied = Text("", "")
    for other in made[1:]:
        tied = Text(
            f"；并立案 {other.page.label.zh} {other.content['case_no']}，已关联",
            f"; and opened {other.page.label.en} {other.content['case_no']}, tied to it",
        )
    name = short_name(str(number))
    return Text(
        f"已登记 {number}：{what}{tied.zh}（填写人 {who}）。下一步：xcli {first.page.name} show {name}",
        f"Saved {number}: {what}{tied.en} (clerk {who}). Next: xcli {first.page.name} show {name}",
    )
