"""Many new records in one tx: inserted by the driver's own loop, read back in the order of their ids, and chained."""

import gc
import marshal
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from hashlib import blake2b, sha256
from itertools import islice
from typing import Any, NamedTuple, cast

from sqlalchemy import Connection, Select, Table, insert, select

from xcli.domain.field import Choices, Parts
from xcli.domain.page import Page
from xcli.errors import NotReady
from xcli.ledger.chain import Change, private_names
from xcli.ledger.journal import Writer
from xcli.ledger.tables import shelf
from xcli.text import Text

BATCH = 2000
_SALT = 16
_CACHE_KIB = 64 * 1024


class WrittenOtherwise(NotReady):
    """What was read back is not what was written."""

    sentence = Text(
        "写入后复核不一致（第 {n} 组记录），整批没有保存。请运行 xcli db verify，并检查磁盘。",
        "What was read back differs from what was written (group {n}); nothing was saved. Run xcli db verify and check the disk.",
    )


class Fresh(NamedTuple):
    """A new record: its values in the order of the shape's names, and its number's key, year and serial."""

    values: Sequence[Any]
    key: str | None = None
    year: int | None = None
    serial: int | None = None


class _Mark(NamedTuple):
    size: int
    digest: bytes


class Shape:
    """Records of one page that have values only in some fields: how they become rows and leaves.

    Values stand as they are stored: days as ISO text, amounts in 分, choices as tuples of codes, parts as tuples of
    tuples in the order of the part's fields.
    """

    def __init__(self, page: type[Page], names: Sequence[str]) -> None:
        """Work out places, labels and their order in the leaf once."""
        place, hidden = shelf(page.name), private_names(page.name)
        self.page = page
        self.names = tuple(names)
        at = {name: n for n, name in enumerate(names)}
        self.stored = tuple(at.get(name) for name in page.stored())
        fields = [page.fields[name] for name in names]
        self.groups = tuple((at[f.name], f, place.parts[f.name]) for f in fields if f.kind == "many")
        single = sorted((f.name + "=", at[f.name], f.name in hidden) for f in fields if f.kind != "many")
        self.public = tuple((n, label) for label, n, private in single if not private)
        self.private = tuple((n, label) for label, n, private in single if private)
        self.inner = {
            f.name: tuple((inner, f"{f.name}.{inner}" in hidden) for inner in f.part.fields)
            for f in fields if isinstance(f, Parts)
        }
        self._labels: dict[str, list[tuple[tuple[str, bool], ...]]] = {name: [] for name in self.inner}
        self._mixed = bool(self.groups)

    def labels(self, group: str, n: int) -> tuple[tuple[str, bool], ...]:
        """Return the labels of a group's n-th part (0 is the first) and whether each is private."""
        known = self._labels[group]
        while len(known) <= n:
            known.append(tuple((f"{group}.{len(known) + 1}.{inner}=", hidden) for inner, hidden in self.inner[group]))
        return known[n]

    def lines(self, values: Sequence[Any]) -> tuple[list[str], list[str]]:
        """Return the public and the private values as the chain has them."""
        public = [f"{label}{len(v)}:{v}" for n, label in self.public if (v := _plain(values[n])) is not None]
        private = [f"{label}{len(v)}:{v}" for n, label in self.private if (v := _plain(values[n])) is not None]
        for at, group, _ in self.groups:
            if values[at]:
                self._add_lines(group.name, values[at], public, private)
        if self._mixed:
            public.sort()
            private.sort()
        return public, private

    def _add_lines(self, group: str, items: Sequence[Any], public: list[str], private: list[str]) -> None:
        if group not in self.inner:
            public += [f"{group}.{n}={len(code)}:{code}" for n, code in enumerate(items, 1)]
            return
        for n, part in enumerate(items):
            for value, (label, hidden) in zip(part, self.labels(group, n), strict=True):
                if value is not None:
                    v = _plain(value)
                    (private if hidden else public).append(f"{label}{len(v)}:{v}")  # type: ignore[arg-type]


def _plain(value: Any) -> str | None:
    return value if value is None or value.__class__ is str else str(value)


class Bulk:
    """New records of one page inside a writer's tx, from `start` to `changes`."""

    def __init__(self, writer: Writer, page: type[Page], count: int) -> None:
        """Take as many ids as there will be records."""
        self.writer = writer
        self.page = page
        self.place = shelf(page.name)
        self.first = self.next = writer.new_id(page, count)
        self._prefix = f"{page.name}:"
        self._tables = [self.place.rows.current, *(twin.current for twin in self.place.parts.values())]
        self._insert = [_inserter(writer.conn, table) for table in self._tables]
        self._marks: list[list[_Mark]] = [[] for _ in self._tables]
        self._waiting: list[list[tuple[Any, ...]]] = [[] for _ in self._tables]
        self._order = {twin.current.name: n for n, twin in enumerate(self.place.parts.values(), 1)}

    def add(self, shape: Shape, rows: Iterable[Fresh]) -> None:
        """Write records of one shape."""
        stream = iter(rows)
        while chunk := list(islice(stream, BATCH)):
            self._add_chunk(shape, chunk)

    def _add_chunk(self, shape: Shape, chunk: list[Fresh]) -> None:
        bureau, tx, number = self.writer.bureau, self.writer.tx, self.next
        salts = os.urandom(_SALT * len(chunk))
        rows = self._waiting[0]
        stored, prefix = shape.stored, self._prefix
        groups = [(at, group, self._waiting[self._order[twin.current.name]]) for at, group, twin in shape.groups]
        for n, (values, key, year, serial) in enumerate(chunk):
            public, private = shape.lines(values)
            salt = sealed = None
            if private:
                salt = salts[n * _SALT : (n + 1) * _SALT]
                sealed = sha256(salt + "\n".join(private).encode()).digest()
            leaf = sha256(f"{prefix}{number}\n{chr(10).join(public)}\n".encode() + (sealed or b"")).digest()
            own = [None if at is None else values[at] for at in stored]
            rows.append((bureau, number, tx, *own, key, year, serial, salt, sealed, leaf))
            for at, group, waiting in groups:
                for item, part in enumerate(values[at] or (), 1):
                    tail = (part,) if isinstance(group, Choices) else part
                    waiting.append((bureau, number, item, tx, *tail))
            number += 1
        self.next = number
        self._write()

    def _write(self) -> None:
        for n, (put, rows) in enumerate(zip(self._insert, self._waiting, strict=True)):
            if rows:
                put(rows)
                self._marks[n].append(_mark(rows))
                rows.clear()

    def changes(self) -> Iterator[Change]:
        """Read everything back, compare it with what was meant, and yield what was created, by id."""
        for table, marks in zip(self._tables[1:], self._marks[1:], strict=True):
            for _ in self._read_back(table, marks):
                pass
        name = self.page.name
        for row in self._read_back(self._tables[0], self._marks[0]):
            yield Change(name, row[1], "+", row[-1])

    def _read_back(self, table: Table, marks: list[_Mark]) -> Iterator[tuple[Any, ...]]:
        keys = [table.c[name] for name in ("id", "n") if name in table.c]
        mine = (table.c.bureau == self.writer.bureau, table.c.id >= self.first, table.c.id < self.next)
        fetch = _fetcher(self.writer.conn, select(table).where(*mine).order_by(*keys))
        for n, mark in enumerate(marks, 1):
            rows = fetch(mark.size)
            if _mark(rows) != mark:
                raise WrittenOtherwise(n=n)
            yield from rows
        if fetch(1):
            raise WrittenOtherwise(n=len(marks) + 1)


def _mark(rows: list[tuple[Any, ...]]) -> _Mark:
    # Version 2 has no references, so that equal rows give equal bytes whatever objects they are made of.
    return _Mark(len(rows), blake2b(marshal.dumps(rows, 2), digest_size=16).digest())


def _inserter(conn: Connection, table: Table) -> Callable[[list[tuple[Any, ...]]], object]:
    """Return the function that inserts rows; on SQLite the driver's own, given the statement that was compiled."""
    names = [column.name for column in table.c]
    if conn.dialect.name == "sqlite":
        statement = str(insert(table).compile(dialect=conn.dialect))
        cursor = _driver(conn)
        return lambda rows: cursor.executemany(statement, rows)
    return lambda rows: conn.execute(insert(table), [dict(zip(names, row, strict=True)) for row in rows])


def _fetcher(conn: Connection, asked: Select[Any]) -> Callable[[int], list[tuple[Any, ...]]]:
    """Return the function that fetches the next rows as they are stored: days as ISO text."""
    if conn.dialect.name == "sqlite":
        compiled = asked.compile(dialect=conn.dialect)
        cursor = _driver(conn)
        cursor.execute(str(compiled), [compiled.params[name] for name in compiled.positiontup or ()])
        return cast("Callable[[int], list[tuple[Any, ...]]]", cursor.fetchmany)
    found = conn.execute(asked, execution_options={"stream_results": True})
    return lambda size: [tuple(map(_stored, row)) for row in found.fetchmany(size)]


def _stored(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _driver(conn: Connection) -> Any:
    return conn.connection.cursor()


def prepare(conn: Connection) -> None:
    """Give SQLite memory for the pages of many indexes: with its default it would read and write them again and again."""
    if conn.dialect.name == "sqlite":
        conn.exec_driver_sql(f"PRAGMA cache_size=-{_CACHE_KIB}")


@contextmanager
def without_pauses() -> Iterator[None]:
    """Do without the search for cyclic garbage while millions of tuples come and go that have no cycles."""
    wanted = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if wanted:
            gc.enable()
