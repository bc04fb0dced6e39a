"""Values as they may be seen: on the desk's own screen, of one case, in a file that leaves, revealed."""

from collections.abc import Mapping
from typing import Any, Literal

from xcli.domain.calendar import PROVISIONAL
from xcli.domain.field import Choice, Field, Money, Parts, Whole
from xcli.domain.lists import Lists
from xcli.domain.mask import Masker, mask_id, mask_phone
from xcli.domain.page import Page, provisional
from xcli.domain.quantity import Quantities
from xcli.text import Text

View = Literal["screen", "case", "file", "revealed"]
_BETWEEN = Text("、", ", ")
COLON = Text("：", ": ")
_YUAN = Text("元", "yuan")


class Display:
    """Shows the values of records in one view; names in a file that leaves are masked consistently."""

    def __init__(self, lists: Lists, view: View = "screen") -> None:
        """Choose the view."""
        self.lists = lists
        self.view = view
        self.masker = Masker()

    def leaves_out(self, field: Field) -> bool:
        """Tell whether a field has no place in this view: numbers, phones and free text never leave the desk."""
        return self.view == "file" and field.private in ("number", "phone", "text")

    def shown(self, field: Field, value: Any) -> str:
        """Return a value as it may be seen."""
        if value is None or self.leaves_out(field):
            return ""
        if isinstance(field, Parts):
            return str(_BETWEEN).join(filter(None, (self.part(field, item) for item in value)))
        return self._masked(field, field.show(value, self.lists)) + _unit(field)

    def of(self, page: type[Page], content: Mapping[str, Any], field: Field) -> str:
        """Return a value of a record, marked where it is provisional."""
        text = self.shown(field, content.get(field.name))
        return f"{text}{PROVISIONAL}" if text and field.name in self.provisional(page, content) else text

    def provisional(self, page: type[Page], content: Mapping[str, Any]) -> frozenset[str]:
        """Return the fields of a record that hold provisional days."""
        return provisional(page, content, self.lists.calendar)

    def _masked(self, field: Field, text: str) -> str:
        if self.view == "file" and field.private == "name":
            return self.masker.name(text)
        if self.view in ("screen", "case") and field.private == "number":
            return mask_id(text)
        if self.view == "screen" and field.private == "phone":
            return mask_phone(text)
        return text

    def part(self, group: Parts, item: Mapping[str, Any]) -> str:
        """Return one part in a list: the names it is found by, or the count with its unit."""
        if isinstance(group, Quantities):
            return self._quantity(group, item)
        inner = [f for f in group.part.fields.values() if f.sought] or list(group.part.fields.values())
        return " ".join(self.shown(f, item[f.name]) for f in inner if f.name in item)

    def _quantity(self, group: Quantities, item: Mapping[str, Any]) -> str:
        name, count = item.get(group.measure.name), item.get(group.count.name)
        entry = self.lists.list_of(group.measure.codes).by_code.get(str(name))
        if entry is None:
            return f"{name} {count}"
        bare = entry.unit.zh in (entry.label.zh, *entry.aliases)
        return str(
            Text(
                f"{'' if bare else entry.label.zh + ' '}{count}{entry.unit.zh}",
                f"{count} {entry.unit.en}" if bare else f"{entry.label.en} {count}",
            )
        )

    def part_whole(self, group: Parts, item: Mapping[str, Any]) -> str:
        """Return one part with all its fields: role and name stand for themselves, the others under their labels."""
        if isinstance(group, Quantities):
            return self._quantity(group, item)
        seen = [f for n, f in group.part.fields.items() if n in item and not self.leaves_out(f)]
        bare = [f for f in seen if f.sought or (isinstance(f, Choice) and f is seen[0])]
        named = " ".join(self.shown(f, item[f.name]) for f in bare)
        rest = (f"{f.label}{COLON}{self.shown(f, item[f.name])}" for f in seen if f not in bare)
        return "  ".join(filter(None, (named, *rest)))


def _unit(field: Field) -> str:
    unit = _YUAN if isinstance(field, Money) else field.unit if isinstance(field, Whole) else ""
    return f" {unit}" if str(unit) else ""


def has_secret(page: type[Page], content: Mapping[str, Any], private: str = "phone") -> bool:
    """Tell whether a record holds a value of this private kind."""
    for name, field in page.fields.items():
        if isinstance(field, Parts):
            keys = [k for k, inner in field.part.fields.items() if inner.private == private]
            if any(key in item for item in content.get(name) or () for key in keys):
                return True
        elif field.private == private and name in content:
            return True
    return False
