"""What a resent row changes of a record: what it says is put over what stands; a blank cell never erases."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from xcli.domain.clean import fold
from xcli.domain.field import Field, Parts
from xcli.domain.lists import Lists
from xcli.domain.page import Line, Part
from xcli.intake.cells import seen
from xcli.intake.heading import named_by

Content = dict[str, Any]


class Difference(NamedTuple):
    """One value that a row would change, as it may be shown."""

    label: str
    old: str
    new: str


def overlaid(page: type[Line], old: Mapping[str, Any], new: Mapping[str, Any]) -> Content:
    """Return the record with what the row says put over it."""
    content = dict(old) | {name: value for name, value in new.items() if not isinstance(page.fields[name], Parts)}
    for name, field in page.fields.items():
        if isinstance(field, Parts) and new.get(name):
            content[name] = _parts(field.part, old.get(name) or [], new[name])
    return {name: content[name] for name in page.fields if name in content}


def _parts(part: type[Part], old: list[Content], new: list[Content]) -> list[Content]:
    """Match equal parts, then by name, then the one left over on either side with each other; those not named stay."""
    name = named_by(part).name
    matched = _matched(old, new, lambda one, other: one == other, {})
    matched = _matched(old, new, lambda one, other: _same(one.get(name), other.get(name)), matched)
    alone = [n for n in range(len(new)) if n not in matched]
    left = [at for at in range(len(old)) if at not in matched.values()]
    if len(alone) == len(left) == 1:
        matched[alone[0]] = left[0]
    result = [dict(item) for item in old]
    for n, item in enumerate(new):
        if n in matched:
            result[matched[n]] = _over(part, result[matched[n]], item)
        else:
            result.append(dict(item))
    return result


def _matched(
    old: list[Content], new: list[Content], alike: Callable[[Content, Content], bool], before: Mapping[int, int]
) -> dict[int, int]:
    """Return which new part is which old one, after those matched before."""
    matched = dict(before)
    left = [at for at in range(len(old)) if at not in before.values()]
    for n, item in enumerate(new):
        found = None if n in matched else next((at for at in left if alike(old[at], item)), None)
        if found is not None:
            matched[n] = found
            left.remove(found)
    return matched


def _over(part: type[Part], old: Content, new: Content) -> Content:
    merged = old | new
    return {name: merged[name] for name in part.fields if name in merged}


def _same(one: object, other: object) -> bool:
    return one is not None and other is not None and fold(str(one)) == fold(str(other))


def differences(page: type[Line], old: Mapping[str, Any], new: Mapping[str, Any], lists: Lists) -> list[Difference]:
    """Return what differs, value by value, private values masked."""
    found: list[Difference] = []
    for name, field in page.fields.items():
        if old.get(name) == new.get(name):
            continue
        if isinstance(field, Parts):
            found += _part_differences(field, old.get(name) or [], new.get(name) or [], lists)
        else:
            found.append(
                Difference(str(field.label), _shown(field, old.get(name), lists), _shown(field, new.get(name), lists))
            )
    return found


def _part_differences(group: Parts, old: list[Content], new: list[Content], lists: Lists) -> list[Difference]:
    found = []
    for n in range(max(len(old), len(new))):
        one, other = (old[n] if n < len(old) else {}), (new[n] if n < len(new) else {})
        for name, field in group.part.fields.items():
            if one.get(name) != other.get(name):
                label = f"{group.label}{n + 1} {field.label}"
                found.append(
                    Difference(label, _shown(field, one.get(name), lists), _shown(field, other.get(name), lists))
                )
    return found


def _shown(field: Field, value: Any, lists: Lists) -> str:
    return "—" if value is None else seen(field, field.show(value, lists))


def twin_key(page: type[Line], content: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return what a row without number is recognised by: its office, day, category and the names of its parties."""
    return tuple(
        frozenset(
            fold(str(part[key])) for part in content.get(field.name) or () if (key := named_by(field.part).name) in part
        )
        if isinstance(field, Parts)
        else content.get(field.name)
        for field in page.twin
    )
