"""The list of offices: added, renamed, merged, retired, each by one tx."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from xcli.domain.clean import fold
from xcli.domain.field import OfficeField
from xcli.domain.keeping import Office, pages
from xcli.domain.office import OfficeName
from xcli.errors import Conflict, Misuse, NotFound
from xcli.intake.keeping import checked
from xcli.ledger.book import SEPARATOR, Book
from xcli.ledger.journal import Act, Writer
from xcli.ledger.ledger import Ledger
from xcli.ledger.query import find, load
from xcli.ledger.record import Record
from xcli.ledger.tables import shelf
from xcli.text import Text


class NoSuchOffice(NotFound):
    """No office is called so."""

    sentence = Text(
        "机构名册里没有“{said}”。{near}查看：xcli office list",
        "There is no office “{said}”. {near}See: xcli office list",
    )


class OfficeTaken(Conflict):
    """A name or alias belongs to an office already."""

    sentence = Text("“{said}”已是 {name} 的名称或别名。", "“{said}” is a name of {name} already.")


class RetiredAlready(Conflict):
    """An office was closed before."""

    sentence = Text("{name} 已于 {day} 停用。", "{name} was retired on {day} already.")


class SameOffice(Misuse):
    """An office is merged into itself."""

    sentence = Text("{name} 不能并入它自己。", "{name} cannot be merged into itself.")


class HasOffices(Conflict):
    """Other offices stand under this one."""

    sentence = Text(
        "{name} 下面还有 {below}，请先调整它们的上级机构。",
        "{below} stand under {name}; give them another office above first.",
    )


def office_named(known: Book, said: str) -> OfficeName:
    """Return the office that a clerk means."""
    number = known.lists.offices.find(said)
    if number is None:
        near = "、".join(entry.name for entry in known.lists.offices.nearest(said))
        hint = Text(f"是不是：{near}？", f"Did you mean: {near}? ") if near else Text("", "")
        raise NoSuchOffice(said=said, near=hint)
    return known.lists.offices.entries[number]


def check_free(known: Book, words: Iterable[str], own: int | None = None) -> None:
    """Refuse words that name another office."""
    offices = known.lists.offices
    for word in words:
        number = offices.by_word.get(fold(word))
        if number is not None and number != own:
            raise OfficeTaken(said=word, name=offices.name_of(number))


def add_office(writer: Writer, known: Book, cells: dict[str, Any], aliases: Iterable[str]) -> None:
    """Add an office; parents are named."""
    words = list(aliases)
    check_free(known, [cells["title"], *words])
    writer.add(Office, checked(writer, Office, cells | {"aliases": SEPARATOR.join(words) or None}))


def rename(ledger: Ledger, known: Book, old: str, new: str, act: Act) -> str:
    """Give an office another name; the old one stays as an alias."""
    entry = office_named(known, old)
    check_free(known, [new], own=entry.id)
    with ledger.writing(act) as writer:
        record = _loaded(writer, entry.id)
        aliases = [word for word in (*entry.aliases, entry.name) if fold(word) != fold(new)]
        fresh = checked(writer, Office, {"title": new})
        writer.replace(
            Office, record.id, record.tx, record.content | fresh | {"aliases": SEPARATOR.join(aliases) or None}
        )
    return entry.name


def retire(ledger: Ledger, known: Book, said: str, day: date, act: Act) -> str:
    """Close an office from a day on; its records keep it."""
    entry = office_named(known, said)
    with ledger.writing(act) as writer:
        record = _loaded(writer, entry.id)
        if before := record.content.get("retired_on"):
            raise RetiredAlready(name=entry.name, day=before)
        writer.replace(Office, record.id, record.tx, record.content | {"retired_on": day})
    return entry.name


def merge(ledger: Ledger, known: Book, gone: str, stays: str, act: Act) -> tuple[str, str, int]:
    """Give all records of one office to another, and its names too; return both names and how many records moved."""
    old, new = office_named(known, gone), office_named(known, stays)
    if old.id == new.id:
        raise SameOffice(name=old.name)
    below = [e.name for e in known.lists.offices.entries.values() if e.parent == old.id]
    if below:
        raise HasOffices(name=old.name, below="、".join(below[:5]))
    with ledger.writing(act) as writer:
        moved = sum(_move(writer, name, old.id, new.id) for name in pages() if name != Office.name)
        record = _loaded(writer, old.id)
        writer.retract(Office, old.id, record.tx)
        target = _loaded(writer, new.id)
        aliases = dict.fromkeys([*new.aliases, old.name, *old.aliases])
        writer.replace(Office, new.id, target.tx, target.content | {"aliases": SEPARATOR.join(aliases)})
    return old.name, new.name, moved


def _move(writer: Writer, name: str, old: int, new: int) -> int:
    page = pages()[name]
    fields = [f for f in page.stored().values() if isinstance(f, OfficeField)]
    moved: dict[int, Record] = {}
    for field in fields:
        for record in find(writer.conn, page, writer.bureau, where=shelf(name).rows.current.c[field.name] == old):
            moved[record.id] = record
    for record in moved.values():
        names = {f.name for f in fields}
        content = {n: new if n in names and v == old else v for n, v in record.content.items()}
        writer.replace(page, record.id, record.tx, content)
    return len(moved)


def _loaded(writer: Writer, number: int) -> Record:
    record = load(writer.conn, Office, writer.bureau, number)
    if record is None:
        raise NoSuchOffice(said=f"#{number}", near="")
    return record
