"""What figures are grouped by: a field of the record, or a field of its parts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from xcli.domain.clean import fold
from xcli.domain.field import Choice, Choices, Day, Field, Flag, Money, OfficeField, Parts, Whole
from xcli.domain.lists import Lists
from xcli.domain.page import Line
from xcli.domain.period import Period
from xcli.domain.quantity import Quantities
from xcli.errors import Misuse
from xcli.text import Text, same

Key = tuple[Any, ...]
Values = dict[tuple[Key, Period], tuple[int, ...]]

MISSING = Text("未填", "not given")


class CannotGroup(Misuse):
    """Figures cannot be grouped by this."""

    sentence = Text(
        "不能按“{word}”分组。可以按：{known}。", "Figures cannot be grouped by “{word}”. Choose from: {known}."
    )


@dataclass(frozen=True)
class Axis:
    """A field to group by; `inner` is the field of the parts when `field` is repeated parts."""

    field: Field
    inner: Field | None = None

    @property
    def overlaps(self) -> bool:
        """Tell whether one record may stand in several groups, so that groups do not add up to the total."""
        return self.field.kind == "many"

    @property
    def label(self) -> Text:
        """Return what the groups are called."""
        if self.inner is None:
            return self.field.label
        if self.inner.label.zh.startswith(self.field.label.zh):
            return self.inner.label
        return Text(f"{self.field.label.zh}{self.inner.label.zh}", f"{self.inner.label.en} of {self.field.label.en}")

    @property
    def name(self) -> str:
        """Return a stable name for programs."""
        return self.field.name if self.inner is None else f"{self.field.name}_{self.inner.name}"

    def keys(self, content: Mapping[str, Any]) -> set[Any]:
        """Return the groups that a record stands in; the group of None when it has no value."""
        value = content.get(self.field.name)
        if self.inner is not None:
            name = self.inner.name
            return {item.get(name) for item in value or ()} or {None}
        if self.overlaps:
            return set(value or ()) or {None}
        return {value}

    def show(self, key: Any, lists: Lists) -> Text:
        """Return the label of a group."""
        if key is None:
            return MISSING
        single = self.inner or self.field
        if isinstance(single, Choice):
            return lists.list_of(single.codes).label_of(str(key))
        return same(single.show(key, lists))

    def rank(self, key: Any, lists: Lists) -> tuple[int, Any]:
        """Return where a group stands: codes in the order of their list, offices in that of the register, none last."""
        single = self.inner or self.field
        if key is None:
            return (2, "")
        if isinstance(single, Choice):
            order = [entry.code for entry in lists.list_of(single.codes).codes]
            return (0, order.index(key)) if key in order else (1, str(key))
        return (0, key)


def axes_of(page: type[Line]) -> list[Axis]:
    """Return all that figures of a line may be grouped by."""
    found: list[Axis] = []
    for field in page.fields.values():
        if isinstance(field, Quantities):
            continue  # a record's other quantities would be counted again in every group
        if isinstance(field, Parts):
            found += [Axis(field, inner) for inner in field.part.fields.values() if _divides(inner)]
        elif _divides(field):
            found.append(Axis(field))
    return found


def _divides(field: Field) -> bool:
    """Tell whether a field's values make groups: dates make periods instead, and amounts and private words none."""
    if isinstance(field, Day | Money) or field.secret or field.private in {"text", "number", "phone"}:
        return False
    return isinstance(field, Choice | Choices | Flag | OfficeField | Whole) or (
        field.private is None and not field.sought and field.name != "case_no"
    )


def axis_named(page: type[Line], word: str) -> Axis:
    """Return what a clerk calls a grouping by name, label or alias."""
    wanted = fold(word.replace("-", "_"))
    for axis in axes_of(page):
        single = axis.inner or axis.field
        aliases = () if axis.inner else single.aliases
        if wanted in {fold(name) for name in (axis.name, *axis.label, *aliases)}:
            return axis
    known = [axis.label for axis in axes_of(page)]
    raise CannotGroup(
        word=word, known=Text("、".join(k.zh for k in known) + "、月份", ", ".join(k.en for k in known) + ", month")
    )
