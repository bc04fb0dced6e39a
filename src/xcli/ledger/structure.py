"""Is the file built as this program builds it? Where a guard is gone, entries can be changed without a word."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from typing import NamedTuple

from sqlalchemy import Connection

from xcli.text import Text, listed, same

_MADE = "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite~_%' ESCAPE '~'"
_NAMED = 3  # as many names of a kind are said
_KINDS = {
    "table": Text("表", "tables"),
    "index": Text("索引", "indexes"),
    "trigger": Text("触发器", "triggers"),
    "view": Text("视图", "views"),
}
_MISSING = Text("缺少的", "missing")
_ADDED = Text("多出的", "not made by this program")
_CHANGED = Text("有改动的", "changed")


class Piece(NamedTuple):
    """A table, an index, a trigger or a view."""

    kind: str
    name: str


def structure_faults(conn: Connection) -> Iterator[Text]:
    """Yield what is missing from a file's structure, what was added to it, and what is built otherwise.

    Nothing for a server, whose owner answers for it.
    """
    if conn.dialect.name != "sqlite":
        return
    wanted, found = as_built(), _pieces(conn)
    changed = {piece for piece in {*wanted} & {*found} if wanted[piece] != found[piece]}
    for what, pieces in ((_MISSING, {*wanted} - {*found}), (_ADDED, {*found} - {*wanted}), (_CHANGED, changed)):
        for kind, word in _KINDS.items():
            if names := sorted(piece.name for piece in pieces if piece.kind == kind):
                yield _said(what, word, names)


def _said(what: Text, kind: Text, names: list[str]) -> Text:
    some, rest = listed(map(same, names[:_NAMED])), len(names) - _NAMED
    zh, en = (f" 等 {len(names)} 个", f" and {rest} more") if rest > 0 else ("", "")
    return Text(
        f"文件结构{what.zh}{kind.zh}：{some.zh}{zh}",
        f"file structure, {kind.en} {what.en}: {some.en}{en}",
    )


@cache
def as_built() -> dict[Piece, tuple[str, str]]:
    """Return the structure of a new or upgraded ledger: of each piece its table and its statement."""
    from xcli.ledger.engine import over
    from xcli.ledger.schema import run_migrations

    with closing(sqlite3.connect(":memory:")) as memory, over(memory).begin() as conn:
        run_migrations(conn)
        return _pieces(conn)


def _pieces(conn: Connection) -> dict[Piece, tuple[str, str]]:
    rows = conn.exec_driver_sql(_MADE)  # where a bit is wrong, text may be bytes
    return {Piece(str(kind), str(name)): (str(table), str(sql)) for kind, name, table, sql in rows}
