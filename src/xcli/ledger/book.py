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
from xcli.ledger.query import find
from xcli.ledger.tables import shelf
from xcli.ledger.where import compiled
from xcli.text import Text, same

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


def read_book(conn: Connection, bureau: str) -> Book:
    """Read code lists, offices and settings."""
    lists = Lists(_codes(conn, bureau), _offices(conn, bureau), _Kept(conn.engine, bureau))
    return Book(lists, _settings(conn, bureau))


class _Kept:
    """Reads the lists whose codes are entries of a register, each in a transaction of its own."""

    def __init__(self, engine: Engine, bureau: str) -> None:
        self.engine, self.bureau = engine, bureau

    def __call__(self, shipped: CodeList) -> CodeList:
        page = page_named(shipped.kept)
        if not issubclass(page, Entry):
            raise TypeError(page)
        place = shelf(page.name)
        which = compiled(page.names[1], place.rows.current, lambda name: place.parts[name].current)
        with self.engine.begin() as conn:
            return shipped.overlaid(
                page.code_of(record.content) for record in find(conn, page, self.bureau, where=which)
            )


def _codes(conn: Connection, bureau: str) -> dict[str, CodeList]:
    table = shelf(CodeEntry.name).rows.current
    own: dict[str, list[Code]] = {}
    for row in conn.execute(select(table).where(table.c.bureau == bureau).order_by(table.c.id)):
        aliases, takes = _split(row.aliases), _split(row.takes)
        entry = Code(row.code, Text(row.zh, row.en or row.zh), aliases, bool(row.retired), same(row.unit or ""), takes)
        own.setdefault(row.list, []).append(entry)
    shipped = shipped_lists() if own else {}
    return {name: shipped[name].overlaid(entries) for name, entries in own.items() if name in shipped}


def _split(text: str | None) -> tuple[str, ...]:
    return tuple(word for word in (text or "").split(SEPARATOR) if word)


def _offices(conn: Connection, bureau: str) -> Offices:
    return Offices.of(
        OfficeName(
            record.id,
            str(record.content["title"]),
            _split(str(record.content.get("aliases", ""))),
            str(record.content.get("kind", "office")),
            record.content.get("parent"),  # type: ignore[arg-type]
            "retired_on" in record.content,
        )
        for record in find(conn, Office, bureau)
    )


def _settings(conn: Connection, bureau: str) -> dict[str, str]:
    table = shelf(Setting.name).rows.current
    rows = conn.execute(select(table.c.key, table.c.value).where(table.c.bureau == bureau))
    return {row.key: row.value for row in rows if row.value is not None}


def openings(conn: Connection, bureau: str, line: str) -> list[dict[str, object]]:
    """Return the opening stocks set for a line."""
    return [record.content for record in find(conn, Opening, bureau) if record.content["line"] == line]
