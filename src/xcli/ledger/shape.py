"""The shape of every stored thing: a table of current versions and its twin of past ones.

Migrations and `tables` both build from here, the one with literal columns, the other with those of the pages.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Date,
    Dialect,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    TypeDecorator,
    func,
)
from sqlalchemy.schema import SchemaItem
from sqlalchemy.types import TypeEngine

from xcli.ledger.file import Unreadable

# STRICT tables of SQLite take few declared types: these four are all that a ledger uses.
WHOLE = BigInteger().with_variant(Integer(), "sqlite")
WORDS = Text()
BYTES = LargeBinary()


class DayType(TypeDecorator[date]):
    """A date: ISO text on SQLite, DATE on PostgreSQL."""

    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[object]:
        """Choose the column type of the engine."""
        return dialect.type_descriptor(WORDS if dialect.name == "sqlite" else Date())  # type: ignore[arg-type]

    def process_bind_param(self, value: date | str | None, dialect: Dialect) -> object:
        """Write dates, given as dates or ISO text."""
        if dialect.name == "sqlite":
            return value.isoformat() if isinstance(value, date) else value
        return date.fromisoformat(value) if isinstance(value, str) else value

    def process_result_value(self, value: object, dialect: Dialect) -> date | None:
        """Read dates."""
        del dialect
        if not isinstance(value, str):
            return value  # type: ignore[return-value]
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise Unreadable from error


DAY = DayType()


class Twin:
    """A table of current versions and the table of those that were; each is built when it is first asked for."""

    def __init__(self, current: Callable[[], Table], past: Callable[[], Table]) -> None:
        """Keep how they are built."""
        self._build_current = current
        self._build_past = past

    @cached_property
    def current(self) -> Table:
        """Return the table of the versions that stand."""
        return self._build_current()

    @cached_property
    def past(self) -> Table:
        """Return the table of the versions that were."""
        return self._build_past()

    def __iter__(self) -> Iterator[Table]:
        """Give both, the current one first."""
        yield self.current
        yield self.past


def day(name: str, *, null: bool = True) -> Column[date]:
    """Return a column of dates."""
    return Column(name, DAY, nullable=null)


def whole(name: str, *, null: bool = True) -> Column[int]:
    """Return a column of whole numbers."""
    return Column(name, WHOLE, nullable=null)


def words(name: str, *, null: bool = True) -> Column[str]:
    """Return a column of text."""
    return Column(name, WORDS, nullable=null)


def octets(name: str, *, null: bool = True) -> Column[bytes]:
    """Return a column of bytes."""
    return Column(name, BYTES, nullable=null)


def table(meta: MetaData, name: str, columns: Iterable[Column[Any]], key: Sequence[str], *more: SchemaItem) -> Table:
    """Return a table keyed as given, with named constraints, STRICT and without row ids on SQLite."""
    items: list[SchemaItem] = [*columns, PrimaryKeyConstraint(*key, name=f"pk_{name}"), *more]
    return Table(name, meta, *items, sqlite_strict=True, sqlite_with_rowid=False)


def _reference(name: str, column: str, target: str, key: str = "id") -> ForeignKeyConstraint:
    # Checked at COMMIT: a new version of an office is a deletion and an insertion, and records refer to it meanwhile.
    return ForeignKeyConstraint(
        ["bureau", column],
        [f"{target}.bureau", f"{target}.{key}"],
        name=f"fk_{name}_{column}",
        deferrable=True,
        initially="DEFERRED",
    )


def record(
    meta: MetaData, name: str, columns: Sequence[Column[Any]], *, offices: Sequence[str] = (), numbered: bool = False
) -> Twin:
    """Return the twin tables of a kind of record.

    `columns` are its own fields; `offices` those among them that hold an office's id; `numbered` records get the
    columns derived from their case number. Salt and digest of the private fields and the leaf of the chain follow.
    """

    def built(own: Iterable[Column[Any]], *ends: Column[Any]) -> list[Column[Any]]:
        head: list[Column[Any]] = [words("bureau", null=False), whole("id", null=False), whole("tx", null=False)]
        number = (words("number_key"), whole("number_year"), whole("number_serial")) if numbered else ()
        return [*head, *ends, *own, *number, octets("salt"), octets("sealed"), octets("leaf", null=False)]

    def current() -> Table:
        refs = [_reference(name, column, "office") for column in offices if name != "office"]
        return table(meta, name, built(columns), ("bureau", "id"), _reference(name, "tx", "tx", "tx"), *refs)

    def past() -> Table:
        label = f"{name}_past"
        ended = _reference(label, "until_tx", "tx", "tx")
        return table(meta, label, built(_alike(columns), whole("until_tx", null=False)), ("bureau", "id", "tx"), ended)

    return Twin(current, past)


def _alike(columns: Iterable[Column[Any]]) -> list[Column[Any]]:
    # A column belongs to one table; the other twin gets its like.
    return [Column(c.name, c.type, nullable=c.nullable) for c in columns]


def part(meta: MetaData, parent: str, name: str, columns: Sequence[Column[Any]]) -> Twin:
    """Return the twin tables of the parts of a record, or of one of its multiple choices."""
    label = f"{parent}_{name}"

    def built(own: Iterable[Column[Any]], *ends: Column[Any]) -> list[Column[Any]]:
        head: list[Column[Any]] = [words("bureau", null=False), *(whole(n, null=False) for n in ("id", "n", "tx"))]
        return [*head, *ends, *own]

    def current() -> Table:
        owner = ForeignKeyConstraint(["bureau", "id"], [f"{parent}.bureau", f"{parent}.id"], name=f"fk_{label}_id")
        return table(meta, label, built(columns), ("bureau", "id", "n"), owner)

    def past() -> Table:
        own = built(_alike(columns), whole("until_tx", null=False))
        return table(meta, f"{label}_past", own, ("bureau", "id", "tx", "n"))

    return Twin(current, past)


def append_only(name: str, dialect: str, public: Sequence[str], private: Sequence[str] = ()) -> list[str]:
    """Return the statements that let nobody change or delete a row of a table.

    Private columns may only be blanked, all together, as the law demands after the retention period.
    """
    guards = [(f"{name}_keep", f"BEFORE DELETE ON {name}", "")]
    guards.append((f"{name}_fixed", f"BEFORE UPDATE OF {', '.join(public)} ON {name}", ""))
    if private:
        when = " OR ".join(f"NEW.{column} IS NOT NULL" for column in private)
        guards.append((f"{name}_blank", f"BEFORE UPDATE OF {', '.join(private)} ON {name}", f"WHEN ({when})"))
    if dialect == "sqlite":
        body = "BEGIN SELECT RAISE(ABORT, 'append only'); END"
        return [f"CREATE TRIGGER {guard} {event} FOR EACH ROW {when} {body}" for guard, event, when in guards]
    call = "EXECUTE FUNCTION append_only()"
    return [f"CREATE TRIGGER {guard} {event} FOR EACH ROW {when} {call}" for guard, event, when in guards]


APPEND_ONLY_FUNCTION = (
    "CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'append only'; END $$"
)


def add_line(
    conn: Connection,
    name: str,
    columns: Sequence[Column[Any]],
    *,
    private: Sequence[str] = (),
    offices: Sequence[str] = ("office",),
    dates: Sequence[str] = (),
    parts: Mapping[str, Sequence[Column[Any]]] | None = None,
    private_parts: Mapping[str, Sequence[str]] | None = None,
    sought: Mapping[str, Sequence[str]] | None = None,
    named: Sequence[str] = (),
) -> None:
    """Make the tables, indexes and guards of a line of work: for migrations.

    `dates` are the dates by which records open and close; `named` the fields that they are called by, and `sought`
    those of their parts: each is found by an index.
    """
    meta, others = _with_targets()
    rows = record(meta, name, columns, offices=offices, numbered=True)
    twins = {label: part(meta, name, label, inner) for label, inner in (parts or {}).items()}
    index_record(rows)
    index_line(rows, dates, named)
    for label, twin in twins.items():
        index_part(twin, (sought or {}).get(label, ()))
    meta.create_all(conn, tables=[t for t in meta.sorted_tables if t not in others])
    guard(conn, rows.past, private)
    for label, twin in twins.items():
        guard(conn, twin.past, (private_parts or {}).get(label, ()), salted=False)


def add_page(
    conn: Connection,
    name: str,
    columns: Sequence[Column[Any]],
    parts: Mapping[str, Sequence[Column[Any]]] | None = None,
) -> None:
    """Make the tables, indexes and guards of a kind of record that is no line of work: for migrations."""
    meta, others = _with_targets()
    rows = record(meta, name, columns)
    twins = [part(meta, name, label, inner) for label, inner in (parts or {}).items()]
    index_record(rows)
    for twin in twins:
        index_part(twin)
    meta.create_all(conn, tables=[t for t in meta.sorted_tables if t not in others])
    guard(conn, rows.past)
    for twin in twins:
        guard(conn, twin.past, salted=False)


def _with_targets() -> tuple[MetaData, list[Table]]:
    """Return metadata with the tables that are only named as targets of foreign keys; they exist already."""
    meta = MetaData()
    targets = (("tx", "tx"), ("office", "id"))
    return meta, [table(meta, name, (words("bureau"), whole(key)), ("bureau", key)) for name, key in targets]


def widen(conn: Connection, name: str, columns: Sequence[Column[Any]]) -> None:
    """Give a kind of record further columns, public ones, and guard them in its past: for migrations."""
    kept = f"{name}_past"
    for label in (name, kept):
        for column in _alike(columns):
            kind = column.type.compile(dialect=conn.dialect)
            conn.exec_driver_sql(f"ALTER TABLE {label} ADD COLUMN {column.name} {kind}")
    public = [column.name for column in columns]
    event = f"BEFORE UPDATE OF {', '.join(public)} ON {kept}"
    for statement in append_only(kept, conn.dialect.name, public):
        if event in statement:
            conn.exec_driver_sql(statement.replace(f"{kept}_fixed", f"{kept}_fixed_{public[0]}"))


def guard(conn: Connection, kept: Table, private: Sequence[str] = (), *, salted: bool = True) -> None:
    """Make a table append-only but for the blanking of private columns."""
    hidden = [*private, *(["salt"] if salted and "salt" in kept.c else [])]
    public = [column.name for column in kept.c if column.name not in hidden]
    for statement in append_only(kept.name, conn.dialect.name, public, hidden):
        conn.exec_driver_sql(statement)


def index_record(rows: Twin) -> None:
    """Index the versions of a record by the txs that wrote and ended them."""
    now, past = rows
    Index(f"ix_{now.name}_tx", now.c.bureau, now.c.tx)
    Index(f"ix_{past.name}_tx", past.c.bureau, past.c.tx)
    Index(f"ix_{past.name}_until", past.c.bureau, past.c.until_tx)


def index_line(rows: Twin, dates: Sequence[str], named: Sequence[str] = ()) -> None:
    """Index records by number, serial, the dates that open and close them, and names; a number is unique per office."""
    now, past = rows
    Index(f"uq_{now.name}_number", now.c.bureau, func.coalesce(now.c.office, 0), now.c.number_key, unique=True)
    Index(f"ix_{now.name}_number", now.c.bureau, now.c.number_key)
    Index(f"ix_{now.name}_serial", now.c.bureau, now.c.number_year, now.c.number_serial)
    Index(f"ix_{past.name}_serial", past.c.bureau, past.c.number_year, past.c.number_serial)
    for name in (*dates, *named):
        Index(f"ix_{now.name}_{name}", now.c.bureau, now.c[name])


def index_part(twin: Twin, sought: Sequence[str] = ()) -> None:
    """Index parts by the tx that ended them and by the fields they are found by."""
    now, past = twin
    Index(f"ix_{past.name}_until", past.c.bureau, past.c.until_tx)
    for name in sought:
        Index(f"ix_{now.name}_{name}", now.c.bureau, now.c[name])
