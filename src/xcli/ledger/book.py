"""What every command needs to know of a ledger: its code lists, offices and settings."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, Engine, select

from xcli.domain.calendar import Calendar
from xcli.domain.code import Code, CodeList
from xcli.domain.field import Choice, Parts
from xcli.domain.keeping import CalendarDay, CodeEntry, Office, Opening, Setting, page_named, pages
from xcli.domain.lists import Lists
from xcli.domain.office import OfficeName, Offices
from xcli.domain.page import Entry
from xcli.domain.reckoning import Reckoning
from xcli.ledger.query import find, source
from xcli.ledger.tables import shelf
from xcli.ledger.where import compiled
from xcli.text import Text, same

SEPARATOR = "、"


@dataclass(frozen=True)
class Book:
    """The ledger's own knowledge as of the moment it was read."""

    lists: Lists
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def reckoning(self) -> Reckoning:
        """Return how time is counted: by the bureau's working days and settings."""
        return Reckoning(self.lists.calendar)

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
    settings = read_settings(conn, bureau, as_of)
    calendar = read_calendar(conn, bureau, as_of, settings=settings)
    kept = _Kept(conn.engine, bureau, as_of)
    return Book(Lists(_codes(conn, bureau, as_of), _offices(conn, bureau, as_of), kept, calendar), settings)


def read_reckoning(conn: Connection, bureau: str, as_of: int | None = None) -> Reckoning:
    """Return how time was counted as of a tx."""
    return Reckoning(read_calendar(conn, bureau, as_of))


def read_calendar(
    conn: Connection, bureau: str, as_of: int | None = None, settings: Mapping[str, str] | None = None
) -> Calendar:
    """Return the working days with those that the bureau has set and its rules of counting, as of a tx."""
    rows = source(shelf(CalendarDay.name).rows, as_of)
    asked = select(rows.c.day, rows.c.work, rows.c.why, rows.c.notice)
    known = list(conn.execute(asked.where(rows.c.bureau == bureau)))
    own, why = {row.day: bool(row.work) for row in known}, {row.day: row.why for row in known}
    rules = read_settings(conn, bureau, as_of) if settings is None else settings
    return Calendar(own, {row.day.year for row in known if row.notice}, why, rules)


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
        aliases, takes = _split(row.aliases), _split(row.takes)
        entry = Code(row.code, Text(row.zh, row.en or row.zh), aliases, bool(row.retired), same(row.unit or ""), takes)
        own.setdefault(row.list, []).append(entry)
    shipped = shipped_lists() if own else {}
    return {name: shipped[name].overlaid(entries) for name, entries in own.items() if name in shipped}


def _split(text: str | None) -> tuple[str, ...]:
    return tuple(word for word in (text or "").split(SEPARATOR) if word)


def _offices(conn: Connection, bureau: str, as_of: int | None) -> Offices:
    return Offices.of(
        OfficeName(
            record.id,
            str(record.content["title"]),
            _split(str(record.content.get("aliases", ""))),
            str(record.content.get("kind", "office")),
            record.content.get("parent"),  # type: ignore[arg-type]
            "retired_on" in record.content,
        )
        for record in find(conn, Office, bureau, as_of=as_of)
    )


def read_settings(conn: Connection, bureau: str, as_of: int | None = None) -> dict[str, str]:
    """Return the settings of the ledger as of a tx."""
    rows = source(shelf(Setting.name).rows, as_of)
    known = conn.execute(select(rows.c.key, rows.c.value).where(rows.c.bureau == bureau))
    return {row.key: row.value for row in known if row.value is not None}


def openings(conn: Connection, bureau: str, line: str) -> list[dict[str, object]]:
    """Return the opening stocks set for a line."""
    return [record.content for record in find(conn, Opening, bureau) if record.content["line"] == line]
