"""The columns of an empty sheet, from the page: headings, what may be chosen, what goes in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from xcli.domain.field import Choice, Choices, Day, Field, Flag, Money, OfficeField, Parts, Whole
from xcli.domain.lists import Lists
from xcli.domain.page import Line
from xcli.domain.quantity import Quantities
from xcli.intake.heading import named_by, role_of
from xcli.text import Text, language

Kind = Literal["text", "whole", "money", "day"]
_ROLES = 2
_HINTS: tuple[tuple[type[Field], Text], ...] = (
    (Day, Text("写成 2024-03-05 或 2024年3月5日。", "Write 2024-03-05.")),
    (Money, Text("单位：元；万元请写明，如 12.5万元。", "In 元; write 12.5万元 for ten thousands.")),
    (Choices, Text("可填几项，用、隔开。", "Several may be given, separated by 、.")),
)


@dataclass(frozen=True)
class Column:
    """One column of an empty sheet."""

    label: str
    kind: Kind
    help: str
    choices: tuple[str, ...]
    required: bool


def columns(page: type[Line], lists: Lists) -> list[Column]:
    """Return the columns of a page in its own order; parts by role, each with all that is asked of it."""
    return [
        column
        for field in page.fields.values()
        if not field.computed
        for column in (
            _of_parts(field, lists) if isinstance(field, Parts) else [_column(str(field.label), field, lists)]
        )
    ]


def _column(label: str, field: Field, lists: Lists, *, required: bool | None = None) -> Column:
    hint = " ".join(str(text) for text in [field.hint, *(h for kind, h in _HINTS if isinstance(field, kind))] if text)
    return Column(label, _kind(field), hint, _choices(field, lists), field.required if required is None else required)


def _kind(field: Field) -> Kind:
    if isinstance(field, Day):
        return "day"
    if isinstance(field, Money):
        return "money"
    return "whole" if isinstance(field, Whole) else "text"


def _choices(field: Field, lists: Lists) -> tuple[str, ...]:
    if isinstance(field, Choice):
        return tuple(str(code.label) for code in lists.list_of(field.codes).current)
    if isinstance(field, Flag):
        return (field.show(1, lists), field.show(0, lists))
    if isinstance(field, OfficeField):
        return tuple(entry.name for entry in lists.offices.entries.values() if not entry.retired)
    return ()


def _of_parts(group: Parts, lists: Lists) -> Iterator[Column]:
    role, space = role_of(group.part), "" if language() == "zh" else " "
    if isinstance(group, Quantities):
        yield from _of_quantities(group, lists)
        return
    heads = [str(code.label) for code in role.codes.codes[:_ROLES]] if role else [f"{group.label}{n}" for n in (1, 2)]
    for head in heads:
        for field in group.part.fields.values():
            if field is not role:
                name = head if field is named_by(group.part) else f"{head}{space}{field.label}"
                yield _column(name, field, lists)


def _of_quantities(group: Quantities, lists: Lists) -> Iterator[Column]:
    """Yield a column for each thing that is counted, with its unit where the heading does not say it."""
    for entry in lists.list_of(group.measure.codes).current:
        bare = entry.unit.zh in (entry.label.zh, *entry.aliases)
        unit = "" if bare or not str(entry.unit) else str(Text(f"（{entry.unit.zh}）", f" ({entry.unit.en})"))
        yield Column(f"{entry.label}{unit}", "whole", "", (), required=False)
