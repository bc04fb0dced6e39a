"""Conditions on any field of a page, as a clerk writes them: a code, a month, 1000..5000, a part of a name."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Annotated, Any

from xcli.cli.fields import PREFIX, field_named, field_options, given_fields
from xcli.cli.options import option
from xcli.domain import predicate as p
from xcli.domain.field import Choice, Day, Field, Flag, Money, Name, OfficeField, Parts, Score, Whole, Words
from xcli.domain.lists import Lists
from xcli.domain.page import Page
from xcli.domain.quantity import Quantities
from xcli.errors import Misuse
from xcli.text import Text

BETWEEN = ".."
Missing = Annotated[
    list[str] | None, option("--missing", "--缺项", help=Text("没有填写这一项的", "those without this field"))
]
Incomplete = Annotated[
    bool, option("--incomplete", "--缺", help=Text("应填未填齐的", "those that lack something expected"))
]


class BadFilter(Misuse):
    """A condition cannot be read."""

    sentence = Text(
        "{option} 的条件“{said}”看不懂：{reason}。", "{option}: the condition “{said}” cannot be read: {reason}."
    )


def filter_options(page: type[Page]) -> dict[str, Any]:
    """Return the options by which a page's records are chosen, by parameter name."""
    return {**field_options(page, computed=True), "missing": Missing, "incomplete": Incomplete}


def predicate_of(page: type[Page], values: Mapping[str, Any], lists: Lists) -> p.Predicate:
    """Return the condition that the given options state together."""
    terms = [
        _term(page.fields[name], text, lists)
        for name, value in given_fields(dict(values)).items()
        for text in _texts(value)
    ]
    terms += [~p.Present(field_named(page, name)) for name in values.get("missing") or ()]
    if values.get("incomplete"):
        terms.append(p.Or(tuple(~p.Present(field) for field in page.fields.values() if field.expected)))
    return p.every(terms)


def read_filters(page: type[Page], arguments: Sequence[str], lists: Lists) -> p.Predicate:
    """Return the condition stated by raw arguments, as of a page known only at run time."""
    values: dict[str, Any] = {"missing": [], "incomplete": False}
    stream = iter(arguments)
    for argument in stream:
        name, equals, value = argument.partition("=")
        if name in ("--incomplete", "--缺"):
            values["incomplete"] = True
            continue
        text = value if equals else next(stream, "")
        if name in ("--missing", "--缺项"):
            values["missing"].append(text)
        else:
            values.setdefault(PREFIX + _known(page, name).name, []).append(text)
    return predicate_of(page, values, lists)


def _known(page: type[Page], name: str) -> Field:
    from xcli.cli.usage import NoSuchOption

    if not name.startswith("--"):
        raise NoSuchOption(option=name, near="", path="xcli stats")
    return field_named(page, name)


def _texts(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]


def _term(field: Field, text: str, lists: Lists) -> p.Predicate:
    match field:
        case Quantities():
            return p.Any(field, p.In(field.measure, (_read_one(field.measure, text, lists),)))
        case Parts():
            return p.Or(tuple(p.Any(field, p.Has(f, text)) for f in field.part.fields.values() if isinstance(f, Name)))
        case Day():
            return _days(field, text)
        case OfficeField():
            return p.In(field, tuple(sorted(lists.offices.below(int(_read(field, text, lists))))))
        case Choice():
            return p.In(
                field,
                tuple(
                    _read_one(field, word, lists) for word in text.replace("，", "、").replace(",", "、").split("、")
                ),
            )
        case Flag():
            return p.In(field, (_read(field, text, lists),))
        case Whole() | Money() | Score():
            return _range(field, text, lists)
        case Words():
            return p.Has(field, text)
    raise TypeError(field)


def _days(field: Field, text: str) -> p.Predicate:
    from xcli.domain.period import span

    first, dots, last = text.partition(BETWEEN)
    if dots:
        low = span(first, first).start if first else None
        high = span(last, last).end - timedelta(days=1) if last else None
        return _between(field, text, low, high)
    period = span(text, text)
    return p.Between(field, period.start, period.end - timedelta(days=1))


def _range(field: Field, text: str, lists: Lists) -> p.Predicate:
    first, dots, last = text.partition(BETWEEN)
    if not dots:
        return p.In(field, (_read(field, text, lists),))
    low, high = (_read(field, end, lists) if end else None for end in (first, last))
    return _between(field, text, low, high)


def _between(field: Field, text: str, low: Any, high: Any) -> p.Predicate:
    if low is not None and high is not None and high < low:
        raise BadFilter(option=field.option, said=text[:40], reason=_REVERSED)
    return p.Between(field, low, high)


_REVERSED = Text("两头颠倒了，请对调", "its ends are reversed; exchange them")


def _read(field: Field, text: str, lists: Lists) -> Any:
    value, fault = field.reader(lists)(text)
    if value is None:
        raise _bad(field, text, fault)
    return value


def _read_one(field: Choice, word: str, lists: Lists) -> Any:
    value = _read(field, word, lists)
    return value[0] if isinstance(value, tuple) else value


def _bad(field: Field, text: str, fault: Any) -> BadFilter:
    reason = fault.reason if fault else Text("是空的", "it is empty")
    blank = Text(f"没有填写的用 --missing {field.name}", f"for records without it use --missing {field.name}")
    remedy = fault.remedy if fault else blank
    joined = Text(
        f"{reason.zh}{'，' if remedy.zh else ''}{remedy.zh}", f"{reason.en}{', ' if remedy.en else ''}{remedy.en}"
    )
    return BadFilter(option=field.option, said=text[:40], reason=joined)
