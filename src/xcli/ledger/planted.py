"""What another program planted in a ledger's file: tables that are none, and triggers that write behind a command."""

import re

from sqlalchemy import Connection

from xcli.domain.keeping import pages
from xcli.errors import NotReady
from xcli.ledger.tables import META
from xcli.text import Text

_VEILS = "SELECT name FROM sqlite_schema WHERE type = 'view' OR type = 'table' AND rootpage = 0"
_TRIGGERS = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
# The program's own guards refuse a change and do nothing else.
_GUARD = re.compile(
    r"CREATE TRIGGER \w+ BEFORE (?:DELETE|UPDATE OF [\w, ]+) ON \w+ FOR EACH ROW [^;]*"
    r"BEGIN SELECT RAISE\(ABORT, 'append only'\); END"
)


class Planted(NotReady):
    """The file holds what would invent or change records."""

    sentence = Text(
        "台账 {place} 被人放进了{what}，会假造或改动数据，没有读写。请保留这个文件备查，并从备份恢复：xcli restore 备份文件。",
        "Somebody planted {what} in the ledger {place}, which would invent or change records; nothing was read or "
        "written. Keep the file as evidence and go back to a backup: xcli restore FILE.",
    )


def refuse_veils(conn: Connection, place: str) -> None:
    """Refuse a file in which a view, or a table that is computed, stands in for a table: it may show anything."""
    if conn.dialect.name != "sqlite":
        return
    for name in conn.exec_driver_sql(_VEILS).scalars():
        if _is_ours(str(name)):
            raise Planted(place=place, what=Text(f"冒充数据表的“{name}”", f"“{name}”, posing as a table,"))


def _is_ours(name: str) -> bool:
    # Tables are declared only when a command needs them; that of a page, its past and its parts begin with its name.
    return name in META.tables or any(f"{name}_".startswith(f"{page}_") for page in pages())


def refuse_triggers(conn: Connection, place: str) -> None:
    """Refuse to write where a trigger would do more than guard: it could change other records without a word."""
    if conn.dialect.name != "sqlite":
        return
    for name, sql in conn.exec_driver_sql(_TRIGGERS):
        if not _GUARD.fullmatch(str(sql)):
            raise Planted(place=place, what=Text(f"触发器“{name}”", f"the trigger “{name}”"))
