"""JSON Lines: each line one object, its keys the headings."""

import json
from collections.abc import Iterator
from typing import Any

from xcli.errors import NotValid
from xcli.intake.read.encoding import undecodable
from xcli.intake.read.opening import Contents
from xcli.intake.read.sheet import Row
from xcli.intake.read.text import text_of
from xcli.text import Text


class LineNotJson(NotValid):
    """A line is no JSON object."""

    sentence = Text(
        '{name} 第 {line} 行不是一个 JSON 对象（{cause}），没有导入任何内容。每行应为 {{"字段": 值}}。',
        "{name}, line {line} is not a JSON object ({cause}); nothing was imported. "
        'Each line has to be {{"field": value}}.',
    )


class KeyTwice(NotValid):
    """An object names the same key twice: one of the values would be lost."""

    sentence = Text(
        "{name} 第 {line} 行的字段 {key} 出现了两次，没有导入任何内容。请删去其中一个。",
        "{name}, line {line} has the field {key} twice; nothing was imported. Remove one of them.",
    )


class Doubled(ValueError):
    """A key that stands twice in one object."""


def json_rows(contents: Contents, encoding: str) -> Iterator[Row]:
    """Yield the union of all keys as row 0, then the values of each line under its number."""
    keys = _all_keys(contents, encoding)
    yield 0, list(keys)
    for number, record in _records(contents, encoding):
        yield number, [record.get(key) for key in keys] if record else []
    contents.check_unchanged()


def _all_keys(contents: Contents, encoding: str) -> list[str]:
    # A sender leaves out what is empty, so the first line need not have every key.
    keys: dict[str, None] = {}
    for _, record in _records(contents, encoding):
        keys.update(dict.fromkeys(record))
    return list(keys)


def _records(contents: Contents, encoding: str) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        for number, line in enumerate(text_of(contents, encoding), 1):
            yield number, _record(contents.name, number, line) if line.strip() else {}
    except UnicodeDecodeError:
        raise undecodable(contents, encoding) from None


def _record(name: str, number: int, line: str) -> dict[str, Any]:
    try:
        record = json.loads(line, object_pairs_hook=unique)
    except Doubled as doubled:
        raise KeyTwice(name=name, line=number, key=doubled) from None
    except json.JSONDecodeError as error:
        raise LineNotJson(name=name, line=number, cause=_where(error)) from None
    except (ValueError, RecursionError):
        raise LineNotJson(name=name, line=number, cause=Text("数值或嵌套过大", "too large or too deep")) from None
    if not isinstance(record, dict):
        raise LineNotJson(name=name, line=number, cause=Text("不是对象", "not an object"))
    return record


def _where(error: json.JSONDecodeError) -> Text:
    return Text(f"第 {error.colno} 个字符处写法不对", f"{error.msg}: {error.colno}")


def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object of JSON, refusing a key that stands in it twice."""
    record: dict[str, Any] = {}
    for key, value in pairs:
        if key in record:
            raise Doubled(key)
        record[key] = value
    return record
