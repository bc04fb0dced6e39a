"""Many new records in one tx: inserted by the driver's own loop, read back in the order of their ids, and chained."""

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from itertools import chain, islice, repeat
from operator import itemgetter
from typing import Any, NamedTuple, cast

from sqlalchemy import Connection, Select, Table, insert, select

from xcli.domain.field import Field, Parts
from xcli.domain.page import Page
from xcli.errors import NotReady
from xcli.ledger.chain import Change, private_names
from xcli.ledger.journal import Writer
from xcli.ledger.tables import shelf
from xcli.text import Text

BATCH = 2000
_SALT = 16
_SAMPLE = 100
_ROWS = 20
_EMPTY = "\n"
_CACHE_KIB = 48 * 1024


class WrittenOtherwise(NotReady):
    """What was read back is not what was written."""

    sentence = Text(
        "写入后复核不一致（第 {n} 组记录），整批没有保存。请运行 xcli db verify，并检查磁盘。",
        "What was read back differs from what was written (group {n}); nothing was saved. "
        "Run xcli db verify and check the disk.",
    )


class Fresh(NamedTuple):
    """A new record: its values in the order of the shape's names, and its number's key, year and serial."""

    values: Sequence[Any]
    key: str | None = None
    year: int | None = None
    serial: int | None = None


class _Mark(NamedTuple):
    size: int
    digest: int


class Shape:
    """Records of one page that have values only in some fields: how they become rows and leaves, column by column.

    Values stand as they are stored: days as ISO text, amounts in 分, choices as tuples of codes, parts as tuples of
    tuples in the order of the part's fields.
    """

    def __init__(self, page: type[Page], names: Sequence[str]) -> None:
        """Work out places, labels and their order in the leaf once."""
        place, hidden = shelf(page.name), private_names(page.name)
        self.page = page
        self.names = tuple(names)
        fields = [page.fields[name] for name in names]
        self.stored = tuple(n for n, field in enumerate(fields) if field.kind != "many")
        self.groups = tuple(
            _Group(n, f.name, place.parts[f.name].current.name, _inner(f, hidden))
            for n, f in enumerate(fields)
            if f.kind == "many"
        )
        entries: list[tuple[str, int, bool, _Group | None]] = [
            (f"{fields[n].name}=", n, fields[n].name in hidden, None) for n in self.stored
        ]
        entries += [(f"{group.name}.", group.at, True, group) for group in self.groups]
        # The order of the labels is the order of the lines, as no label begins another.
        self._public = tuple(
            (label, n, g) for label, n, private, g in sorted(entries, key=itemgetter(0)) if g or not private
        )
        self._private = tuple(
            (label, n, g) for label, n, private, g in sorted(entries, key=itemgetter(0)) if g or private
        )

    def lines(self, columns: Sequence[Sequence[Any]]) -> tuple[list[str], list[str]]:
        """Return for every record its public and its private values as the chain has them, each with a line end."""
        return self._joined(self._public, columns, private=False), self._joined(self._private, columns, private=True)

    @staticmethod
    def _joined(
        entries: "tuple[tuple[str, int, _Group | None], ...]", columns: Sequence[Sequence[Any]], *, private: bool
    ) -> list[str]:
        pieces = [
            _group_lines(group, columns[n], private=private) if group else _lines(label, columns[n])
            for label, n, group in entries
        ]
        return list(map("".join, zip(*pieces, strict=True))) if pieces else [""] * len(columns[0])


class _Group(NamedTuple):
    """A repeated field: its place, its table, and its inner fields with whether each is private (none: codes)."""

    at: int
    name: str
    table: str
    inner: tuple[tuple[str, bool], ...]


def _inner(field: Field, hidden: frozenset[str]) -> tuple[tuple[str, bool], ...]:
    if not isinstance(field, Parts):
        return ()
    return tuple((name, f"{field.name}.{name}" in hidden) for name in field.part.fields)


def _lines(label: str, column: Sequence[Any]) -> list[str]:
    """Return the lines of a column; they are formed once for values that come again and again."""
    sample = column[:_SAMPLE]
    if len(set(sample)) * 2 < len(sample):
        return list(map(_Lines(label).__getitem__, column))
    return ["" if value is None else f"{label}{len(text := str(value))}:{text}\n" for value in column]


class _Lines(dict[Any, str]):
    """The lines of a column's values; what comes again is not formed again."""

    def __init__(self, label: str) -> None:
        super().__init__({None: ""})
        self._label = label

    def __missing__(self, value: Any) -> str:
        text = value if value.__class__ is str else str(value)
        line = self[value] = f"{self._label}{len(text)}:{text}\n"
        return line


def _group_lines(group: _Group, column: Sequence[Any], *, private: bool) -> list[str]:
    """Return the lines of a repeated field for every record."""
    count = len(column[0]) if column and column[0] else 0
    alike = 0 < count < 10 and all(items and len(items) == count for items in column)
    if not (group.inner and alike):
        return [_part_lines(group, items or (), private=private) for items in column]
    pieces: list[list[str]] = []
    for n, parts in enumerate(zip(*column, strict=True), 1):
        inner = dict(zip((name for name, _ in group.inner), zip(*parts, strict=True), strict=True))
        pieces += [
            _lines(f"{group.name}.{n}.{name}=", inner[name])
            for name, hidden in sorted(group.inner)
            if hidden == private
        ]
    return list(map("".join, zip(*pieces, strict=True))) if pieces else [""] * len(column)


def _part_lines(group: _Group, items: Sequence[Any], *, private: bool) -> str:
    if not group.inner:
        codes = () if private else items
        return "".join(sorted(f"{group.name}.{n}={len(code)}:{code}\n" for n, code in enumerate(codes, 1)))
    lines = [
        f"{group.name}.{n}.{name}={len(text)}:{text}\n"
        for n, part in enumerate(items, 1)
        for (name, hidden), value in zip(group.inner, part, strict=True)
        if value is not None and hidden == private and (text := str(value)) is not None
    ]
    return "".join(sorted(lines))


class Bulk:
    """New records of one page inside a writer's tx: `add` as often as needed, then `changes` once."""

    def __init__(self, writer: Writer, page: type[Page], count: int) -> None:
        """Take as many ids as there will be records."""
        self.writer = writer
        self.page = page
        self.place = shelf(page.name)
        self.first = self.next = writer.new_id(page, count)
        self.stop = self.first + count
        self._tables: dict[str, _Table] = {}

    def add(self, shape: Shape, rows: Iterable[Fresh | tuple[Any, ...]]) -> None:
        """Write records of one shape, each as `Fresh` has it."""
        stream = iter(rows)
        while chunk := list(islice(stream, BATCH)):
            values, keys, years, serials = zip(*chunk, strict=True)
            columns = list(zip(*values, strict=True))
            ids = range(self.next, self.next + len(chunk))
            self.next = ids.stop
            self._put_rows(shape, ids, columns, [keys, years, serials])
            for group in shape.groups:
                self._put_parts(group, ids, columns[group.at])

    def _put_rows(self, shape: Shape, ids: range, columns: list[Any], number: list[Any]) -> None:
        salts, sealed, leaves = self._seals(ids, *shape.lines(columns))
        table = self.place.rows.current
        derived = number if "number_key" in table.c else []
        names = [shape.names[n] for n in shape.stored] + (
            ["number_key", "number_year", "number_serial"] if derived else []
        )
        head = (repeat(self.writer.bureau), ids, repeat(self.writer.tx))
        rows = list(zip(*head, *(columns[n] for n in shape.stored), *derived, salts, sealed, leaves, strict=False))
        self._table(table, ["bureau", "id", "tx", *names, "salt", "sealed", "leaf"]).put(rows)

    def _seals(self, ids: range, public: list[str], private: list[str]) -> tuple[list[Any], list[Any], list[bytes]]:
        random = os.urandom(_SALT * len(ids))
        salts = [
            random[n : n + _SALT] if text else None
            for n, text in zip(range(0, len(random), _SALT), private, strict=True)
        ]
        sealed = [
            sha256(salt + text[:-1].encode()).digest() if salt else None
            for salt, text in zip(salts, private, strict=True)
        ]
        name = self.page.name
        leaves = [
            sha256(f"{name}:{number}\n{text or _EMPTY}".encode() + (seal or b"")).digest()
            for number, text, seal in zip(ids, public, sealed, strict=True)
        ]
        return salts, sealed, leaves

    def _put_parts(self, group: _Group, ids: range, column: Sequence[Any]) -> None:
        bureau, tx = self.writer.bureau, self.writer.tx
        rows = [
            (bureau, number, n, tx, *(part if group.inner else (part,)))
            for number, items in zip(ids, column, strict=True)
            for n, part in enumerate(items or (), 1)
        ]
        if rows:
            table = self.place.parts[group.name].current
            names = [name for name, _ in group.inner] or ["code"]
            self._table(table, ["bureau", "id", "n", "tx", *names]).put(rows)

    def _table(self, table: Table, names: list[str]) -> "_Table":
        known = self._tables.get(table.name)
        if known is None:
            known = self._tables[table.name] = _Table(self.writer.conn, table)
        known.use(names)
        return known

    def changes(self) -> Iterator[Change]:
        """Read everything back, compare it with what was meant, and yield what was created, by id."""
        if self.next != self.stop:
            raise WrittenOtherwise(n=self.next - self.first)
        main = self.place.rows.current.name
        for name, table in self._tables.items():
            if name != main:
                for _ in table.read_back(self.writer.bureau, self.first, self.next):
                    pass
        for rows in self._tables[main].read_back(self.writer.bureau, self.first, self.next):
            page, sign = repeat(self.page.name), repeat("+")
            # Plain tuples: a million named ones would cost more than the digest that they go into.
            yield from cast(
                "Iterator[Change]", zip(page, [row[1] for row in rows], sign, [row[-1] for row in rows], strict=False)
            )


class _Table:
    """One table that is written to: what is put in is remembered by a digest for each batch."""

    def __init__(self, conn: Connection, table: Table) -> None:
        self._conn = conn
        self._table = table
        self._names: list[str] = []
        self._insert: Callable[[list[tuple[Any, ...]]], object] = lambda _rows: None
        self._marks: list[tuple[list[str], list[_Mark]]] = []

    def use(self, names: list[str]) -> None:
        """Put values into these columns from now on; the others stay empty."""
        if names != self._names:
            self._names = names
            self._insert = _inserter(self._conn, self._table, names)
            self._marks.append((names, []))

    def put(self, rows: list[tuple[Any, ...]]) -> None:
        """Insert rows."""
        self._insert(rows)
        self._marks[-1][1].append(_mark(rows))

    def read_back(self, bureau: str, first: int, stop: int) -> Iterator[list[tuple[Any, ...]]]:
        """Yield what stands now, batch by batch as it was put in, each compared by its digest."""
        columns = self._table.c
        keys = [columns[name] for name in ("id", "n") if name in columns]
        for names, marks in self._marks:
            asked = select(*(columns[name] for name in names)).order_by(*keys)
            fetch = _fetcher(self._conn, asked.where(columns.bureau == bureau, columns.id >= first, columns.id < stop))
            for n, mark in enumerate(marks, 1):
                rows = fetch(mark.size)
                if _mark(rows) != mark:
                    raise WrittenOtherwise(n=n)
                yield rows
                first = rows[-1][1] + 1
            if len(self._marks) == 1 and fetch(1):
                raise WrittenOtherwise(n=len(marks) + 1)


def _mark(rows: list[tuple[Any, ...]]) -> _Mark:
    # Sixty-four bits tell a fault of disk or driver; against ill will there is the chain.
    return _Mark(len(rows), hash(tuple(rows)))


def _inserter(conn: Connection, table: Table, names: list[str]) -> Callable[[list[tuple[Any, ...]]], object]:
    """Return the function that inserts rows; on SQLite the driver's own, given the statement that was compiled."""
    if conn.dialect.name == "sqlite":
        compiled = insert(table).compile(dialect=conn.dialect, column_keys=names)
        places = [names.index(name) for name in compiled.positiontup or ()]
        put = _Putting(_driver(conn), str(compiled), len(names))
        if places == list(range(len(names))):
            return put
        return lambda rows: put(list(map(itemgetter(*places), rows)))
    return lambda rows: conn.execute(insert(table), [dict(zip(names, row, strict=True)) for row in rows])


class _Putting:
    """Inserts rows by statements of several rows each: what SQLite does for every statement, it does less often."""

    def __init__(self, cursor: Any, statement: str, width: int) -> None:
        self._cursor, self._width = cursor, width * _ROWS
        head, values, row = statement.partition("VALUES ")
        self._one, self._several = statement, head + values + ", ".join([row] * _ROWS)

    def __call__(self, rows: list[tuple[Any, ...]]) -> None:
        whole = len(rows) - len(rows) % _ROWS
        cells = chain.from_iterable(rows[:whole])
        self._cursor.executemany(self._several, zip(*[cells] * self._width, strict=True))
        self._cursor.executemany(self._one, rows[whole:])


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
    """Give SQLite memory for the pages of many indexes, else it would read and write them again and again."""
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
