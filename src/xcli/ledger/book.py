"""What every command needs to know of a ledger: its code lists, offices and settings."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, Engine, select

from xcli.domain.code import Code, CodeList
from xcli.domain.field import Choice, Parts
from xcli.domain.keeping import CodeEntry, Office, Opening, Setting, page_named, pages
from xcli.domain.lists import Lists
from xcli.domain.office import OfficeName, Offices
from xcli.domain.page import Entry
from xcli.ledger.query import find, source
from xcli.ledger.tables import shelf
from xcli.ledger.where import compiled
from xcli.text import Text

SEPARATOR = "、"


@dataclass(frozen=True)
class Book:
    """The ledger's own knowledge as of the moment it was read."""

    lists: Lists
    settings: Mapping[str, str] = field(default_factory=dict)

    def setting(self, key: str, default: str = "") -> str:
        """Return a setting of the ledger."""
        return self.settings.get(key, default)


def shipped_lists() -> dict[str, CodeList]:
    """Return every code list that a page declares, by name."""
    found: dict[str, CodeList] = {}
    for page in pages().values():
        for declared in page.fields.values():
            inner = declared.part.fields.values() if isinstance(declared, Parts) else (declared,)
            found |= {single.codes.name: single.codes for single in inner if isinstance(single, Choice)}
    return found


def read_book(conn: Connection, bureau: str, as_of: int | None = None) -> Book:
    """Read code lists, offices and settings, as they stand or as they stood at a tx."""
    kept = _Kept(conn.engine, bureau, as_of)
    return Book(Lists(_codes(conn, bureau, as_of), _offices(conn, bureau, as_of), kept), _settings(conn, bureau, as_of))


class _Kept:
    """Reads the lists whose codes are entries of a register, each in a transaction of its own."""

    def __init__(self, engine: Engine, bureau: str, as_of: int | None) -> None:
        self.engine, self.bureau, self.as_of = engine, bureau, as_of

    def __call__(self, shipped: CodeList) -> CodeList:
        page = page_named(shipped.kept)
        if not issubclass(page, Entry):
            raise TypeError(page)
        place = shelf(page.name)
        rows = source(place.rows, self.as_of)
        which = compiled(page.names[1], rows, lambda name: source(place.parts[name], self.as_of))
        with self.engine.begin() as conn:
            found = find(conn, page, self.bureau, where=which, rows=rows, as_of=self.as_of)
            return shipped.overlaid(page.code_of(record.content) for record in found)


def _codes(conn: Connection, bureau: str, as_of: int | None) -> dict[str, CodeList]:
    table = source(shelf(CodeEntry.name).rows, as_of)
    own: dict[str, list[Code]] = {}
    for row in conn.execute(select(table).where(table.c.bureau == bureau).order_by(table.c.id)):
        aliases = tuple(word for word in (row.aliases or "").split(SEPARATOR) if word)
        own.setdefault(row.list, []).append(Code(row.code, Text(row.zh, row.en or row.zh), aliases, bool(row.retired)))
    shipped = shipped_lists() if own else {}
    return {name: shipped[name].overlaid(entries) for name, entries in own.items() if name in shipped}


def _offices(conn: Connection, bureau: str, as_of: int | None) -> Offices:
    return Offices.of(
        OfficeName(
            record.id,
            str(record.content["title"]),
            tuple(word for word in str(record.content.get("aliases", "")).split(SEPARATOR) if word),
            str(record.content.get("kind", "office")),
            record.content.get("parent"),  # type: ignore[arg-type]
            "retired_on" in record.content,
        )
        for record in find(conn, Office, bureau, as_of=as_of)
    )


def _settings(conn: Connection, bureau: str, as_of: int | None) -> dict[str, str]:
    table = source(shelf(Setting.name).rows, as_of)
    rows = conn.execute(select(table.c.key, table.c.value).where(table.c.bureau == bureau))
    return {row.key: row.value for row in rows if row.value is not None}


def openings(conn: Connection, bureau: str, line: str) -> list[dict[str, object]]:
    """Return the opening stocks set for a line."""
    return [record.content for record in find(conn, Opening, bureau) if record.content["line"] == line]
