"""Schemes of review: read from TOML or a sheet, judged as a whole, kept by version."""

import tomllib
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path, PurePath
from typing import Any

from xcli.domain.audit import scheme
from xcli.domain.audit.records import Scheme
from xcli.domain.clean import fold
from xcli.domain.day import today
from xcli.domain.fault import Fault
from xcli.domain.lists import Lists
from xcli.errors import NotFound, NotValid
from xcli.intake.entry import fault_text
from xcli.intake.heading import key, words_of
from xcli.intake.read import open_source
from xcli.intake.validate import Found, Validator
from xcli.ledger.journal import Act, Writer
from xcli.ledger.ledger import Ledger
from xcli.ledger.query import find
from xcli.ledger.record import Record, clean
from xcli.text import Text

_LIMITS = {"excellent": "优秀", "good": "良好", "passing": "合格"}
_LIMIT_WORDS = {key(word): name for name, zh in _LIMITS.items() for word in (name, zh, f"{zh}线")} | {"pass": "passing"}
_ITEM = ("no", "kind", "title", "points", "veto")
_DEDUCTIONS = "扣分标准"
_KEYS = {"class": "kind", "pass": "passing"}


class NoScheme(NotFound):
    """No scheme is called so."""

    sentence = Text(
        "没有评查方案“{said}”。查看：xcli audit scheme list",
        "There is no scheme “{said}”. See: xcli audit scheme list",
    )


class SchemeWrong(NotValid):
    """A scheme does not hold together."""

    sentence = Text("方案没有保存。{file}：{faults}。", "The scheme was not saved. {file}: {faults}.")


class NotToml(NotValid):
    """A file is not TOML."""

    sentence = Text("{file} 不是 TOML：{why}。", "{file} is not TOML: {why}.")


def shipped() -> dict[str, Any]:
    """Return the scheme that comes with the program."""
    text = resources.files("xcli.intake.audit").joinpath("default.toml").read_text(encoding="utf-8")
    return {**_judged(_cells_of_toml(tomllib.loads(text)), "default.toml")}


def read_scheme(path: str, title: str | None) -> dict[str, Any]:
    """Return the scheme that a file describes; all that is wrong with it is named at once."""
    name = PurePath(path).name
    cells = _toml(path) if path.lower().endswith(".toml") else _sheet(path)
    cells["title"] = title or cells.get("title") or PurePath(path).stem
    return _judged(cells, name)


def _toml(path: str) -> dict[str, Any]:
    try:
        return _cells_of_toml(tomllib.loads(Path(path).read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise NoFile(file=path) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise NotToml(file=PurePath(path).name, why=error) from error


class NoFile(NotFound):
    """There is no such file."""

    sentence = Text("没有文件 {file}。", "There is no file {file}.")


def _cells_of_toml(read: Mapping[str, Any]) -> dict[str, Any]:
    limits = read.get("limits")
    cells: dict[str, Any] = {_named(k): v for k, v in (limits if isinstance(limits, dict) else {}).items()}
    every = (
        [item for item in read.get("item", ()) if isinstance(item, dict)] if isinstance(read.get("item"), list) else []
    )
    cells["item"] = [{"points": 0} | {_named(k): v for k, v in item.items() if k != "deductions"} for item in every]
    cells["deduction"] = [
        {"no": item.get("no"), "what": d.get("for"), "points": d.get("points")}
        for item in every
        for d in item.get("deductions", ())
    ]
    return cells | {"title": read.get("title")}


def _named(key: str) -> str:
    return _KEYS.get(key) or key


def _sheet(path: str) -> dict[str, Any]:
    cells: dict[str, Any] = {"item": [], "deduction": []}
    heading: dict[int, str] = {}
    with open_source(path) as (_, sheets):
        for sheet in sheets:
            for _, row in sheet.rows:
                if not heading:
                    heading = _heading(row)
                    continue
                _take({name: row[at] for at, name in heading.items() if at < len(row)}, cells)
            if cells["item"]:
                break
    return cells


def _heading(row: list[Any]) -> dict[int, str]:
    parts = Scheme.fields["item"].part.fields  # type: ignore[attr-defined]
    words = {word: name for name in _ITEM for word in words_of(parts[name])} | {key(_DEDUCTIONS): "deductions"}
    found = {at: words[key(cell)] for at, cell in enumerate(row) if isinstance(cell, str) and key(cell) in words}
    return found if {"no", "points"} <= set(found.values()) else {}


def _take(row: dict[str, Any], cells: dict[str, Any]) -> None:
    """Take a row of a sheet: an item, or a limit, whose number says which: 优秀, 90."""
    number = str(row.get("no") or "").strip()
    if not number:
        return
    if limit := _LIMIT_WORDS.get(key(number)):
        cells[limit] = row.get("points")
        return
    cells["item"].append({"points": 0} | {n: row[n] for n in _ITEM if row.get(n) not in (None, "")} | {"no": number})
    said = str(row.get("deductions") or "").replace("；", ";").replace("＝", "=")
    for text in filter(None, (piece.strip() for piece in said.split(";"))):
        what, _, points = text.rpartition("=")
        cells["deduction"].append({"no": number, "what": what or text, "points": points if what else None})


def _judged(cells: dict[str, Any], file: str) -> dict[str, Any]:
    items = [{n: v for n, v in item.items() if v is not None} for item in cells.get("item", ())]
    known = Scheme.fields["item"].part.fields  # type: ignore[attr-defined]
    faults = [_unknown(name) for name in sorted({n for item in items for n in item} - set(known))]
    whole = {n: v for n, v in cells.items() if n in Scheme.fields and n not in ("item", "deduction")}
    groups = {
        "item": [{n: v for n, v in i.items() if n in known} for i in items],
        "deduction": cells.get("deduction", ()),
    }
    checked = Validator(Scheme, Lists(), today()).read(whole | groups | {"version": 1})
    texts = [_told(found) for found in checked.faults if found.fault.weight == "error"]
    if not texts:
        faults += [*_missing(checked.content), *scheme.wrong_with(checked.content)]
    texts += [fault.reason for fault in faults]
    if texts:
        raise SchemeWrong(file=file, faults=Text("；".join(t.zh for t in texts), "; ".join(t.en for t in texts)))
    return clean(checked.content)


def _told(found: Found) -> Text:
    """Say what is wrong with a value of the scheme, and of which item it is."""
    group, _, rest = found.name.partition(".")
    at = rest.partition(".")[0]
    where = (
        Text(f"{Scheme.fields[group].label.zh}第 {at} 条", f"{Scheme.fields[group].label.en} {at} ")
        if at
        else Text("", "")
    )
    said = fault_text(found)
    return Text(f"{where.zh}{said.zh}", f"{where.en}{said.en}")


def _unknown(name: str) -> Fault:
    return Fault(Text(f"不认得“{name}”", f"“{name}” is not known"))


def _missing(content: Mapping[str, Any]) -> Iterator[Fault]:
    for group in ("item", "deduction"):
        part = Scheme.fields[group].part.fields  # type: ignore[attr-defined]
        for n, item in enumerate(content.get(group, ()), 1):
            for name, field in part.items():
                if field.required and item.get(name) is None:
                    label = Scheme.fields[group].label
                    yield Fault(
                        Text(f"{label.zh}第 {n} 条缺少{field.label.zh}", f"{label.en} {n}: {field.label.en} is missing")
                    )


def schemes(conn: Any, bureau: str) -> list[Record]:
    """Return every version of every scheme, oldest first."""
    return find(conn, Scheme, bureau)


def scheme_named(conn: Any, bureau: str, said: str | None, version: int | None = None) -> dict[str, Any]:
    """Return a scheme by title and version, by default the newest; before any is kept, the one that ships."""
    every = schemes(conn, bureau)
    if said is None and not every:
        return shipped()
    mine = [s for s in every if said is None or fold(str(s.content["title"])) == fold(said)]
    mine = [s for s in mine if version is None or s.content["version"] == version]
    if not mine:
        own = shipped()
        if said and fold(own["title"]) == fold(said) and version in (None, 1):
            return own
        raise NoScheme(said=said or version)
    return dict(mine[-1].content)


def import_scheme(ledger: Ledger, content: dict[str, Any], act: Act) -> tuple[dict[str, Any], bool]:
    """Keep a scheme as the next version of its title, unless it is the newest one; tell whether it was new."""
    with ledger.writing(act) as writer:
        before = len(schemes(writer.conn, writer.bureau))
        kept = kept_scheme(writer, content)
        return dict(kept.content), len(schemes(writer.conn, writer.bureau)) > before


def kept_scheme(writer: Writer, content: dict[str, Any]) -> Record:
    """Return the record of a scheme, written now if it is not the newest version of its title."""
    mine = [s for s in schemes(writer.conn, writer.bureau) if fold(str(s.content["title"])) == fold(content["title"])]
    if mine and _same(mine[-1].content, content):
        return mine[-1]
    content = clean(content | {"version": len(mine) + 1})
    return Record(Scheme, writer.add(Scheme, content), writer.tx, content)


def _same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return {n: v for n, v in one.items() if n != "version"} == {n: v for n, v in other.items() if n != "version"}
