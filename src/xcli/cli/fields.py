"""A page's fields as options: English name first, then the Chinese label and other words for it."""

import re
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import Annotated, Any

from xcli.cli.help import FIELDS, REQUIRED
from xcli.cli.options import option
from xcli.domain.field import Choice, Choices, Field, Parts
from xcli.domain.page import Page
from xcli.errors import Misuse
from xcli.text import Text

PREFIX = "field_"
_NOT_IN_NAME = re.compile(r"[^\w]+")
_TAKEN = frozenset(
    [
        "--输出",
        "--格式",
        "--强制",
        "--理由",
        "--条数",
        "--防重",
        "--全部",
        "--台账",
        "--语言",
        "--今天",
        "--填写人",
        "--安静",
        "--调试",
        "--帮助",
        "--排序",
        "--缺",
        "--缺项",
        "--清空",
        "--添加",
        "--删去",
        "--版本",
        "--询问证件",
        "--重复于",
        "--类型",
        "--明文",
        "--截至",
    ]
)

_known_names: dict[str, dict[str, tuple[str, ...]]] = {}


class UnknownField(Misuse):
    """A field that the page does not have."""

    sentence = Text(
        "{page}没有“{name}”这一项。{near}全部字段见：xcli {line} list --help",
        "{page} have no field “{name}”. {near}For all see: xcli {line} list --help",
    )


def option_names(page: type[Page]) -> dict[str, tuple[str, ...]]:
    """Return each field's options; labels come before aliases, and no word means two fields."""
    if page.name in _known_names:
        return _known_names[page.name]
    taken = set(_TAKEN)
    names: dict[str, list[str]] = {name: [field.option] for name, field in page.fields.items()}
    for words in (lambda f: (f.label.zh,), lambda f: f.aliases):
        for name, field in page.fields.items():
            for word in words(field):
                long = "--" + _NOT_IN_NAME.sub("", word)
                if len(long) > 2 and long not in taken:
                    taken.add(long)
                    names[name].append(long)
    _known_names[page.name] = {name: tuple(found) for name, found in names.items()}
    return _known_names[page.name]


def field_options(
    page: type[Page], *, required: Iterable[Field] = (), fields: Iterable[Field] | None = None, computed: bool = False
) -> dict[str, Any]:
    """Return the options of the fields that a clerk enters, or also of computed ones, by parameter name."""
    must = {field.name for field in required}
    return {
        PREFIX + field.name: Annotated[
            _kind(field),
            option(
                *option_names(page)[field.name],
                help=field.hint or field.label,
                rich_help_panel=REQUIRED if field.name in must else FIELDS,
                autocompletion=_completer(field),
            ),
        ]
        for field in (page.fields.values() if fields is None else fields)
        if not field.secret and (computed or not field.computed)
    }


def _kind(field: Field) -> Any:
    return list[str] | None if isinstance(field, Parts | Choices) else str | None


def _completer(field: Field) -> Callable[[str], list[str]] | None:
    if not isinstance(field, Choice):
        return None

    def complete(incomplete: str) -> list[str]:
        return words_of(field, incomplete)

    return complete


def words_of(field: Choice, incomplete: str) -> list[str]:
    """Return the codes, or the labels once hanzi are typed, that begin like this."""
    words = [entry.code if incomplete.isascii() else entry.label.zh for entry in field.codes.codes]
    return [word for word in words if word.startswith(incomplete)]


def given_fields(values: dict[str, Any]) -> dict[str, Any]:
    """Return what was given for fields, by field name."""
    return {
        key.removeprefix(PREFIX): value
        for key, value in values.items()
        if key.startswith(PREFIX) and value not in (None, [], ())
    }


def field_named(page: type[Page], said: str) -> Field:
    """Return the field that a clerk names by name, label or alias."""
    wanted = "--" + said.strip().lstrip("-").replace("_", "-")
    for name, names in option_names(page).items():
        if wanted in names or said in (name, page.fields[name].label.en):
            return page.fields[name]
    raise UnknownField(page=page.label, name=said, line=page.name, near=_near(page, said))


def _near(page: type[Page], said: str) -> Text:
    words = {word: f for f in page.fields.values() for word in (f.name, f.label.zh, f.label.en, *f.aliases)}
    found = list(dict.fromkeys(words[word] for word in get_close_matches(said, words, n=3, cutoff=0.5)))
    zh, en = "、".join(f.label.zh for f in found), ", ".join(f.name for f in found)
    return Text(f"最接近的是：{zh}。", f"The nearest: {en}. ") if found else Text("", "")
