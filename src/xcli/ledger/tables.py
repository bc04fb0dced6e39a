"""The tables of a ledger, derived from the pages."""

from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Column, Index, MetaData, UniqueConstraint

from xcli.domain.closing import Closing, Late
from xcli.domain.field import Choices, Field, OfficeField, Parts
from xcli.domain.keeping import Link, page_named, pages
from xcli.domain.page import Line, Page
from xcli.ledger.shape import (
    DAY,
    WHOLE,
    WORDS,
    Twin,
    index_line,
    index_part,
    index_record,
    octets,
    part,
    record,
    table,
    whole,
    words,
)

META = MetaData()

LEDGER = table(
    META,
    "ledger",
    (
        words("bureau", null=False),
        words("uuid", null=False),
        words("created_at", null=False),
    ),
    ("bureau",),
)
DESK = table(
    META,
    "desk",
    (
        words("bureau", null=False),
        whole("n", null=False),
        whole("desk", null=False),
        words("file", null=False),
    ),
    ("bureau", "n"),
)
TX = table(
    META,
    "tx",
    (
        words("bureau", null=False),
        whole("tx", null=False),
        words("at", null=False),
        words("clerk", null=False),
        words("os_user", null=False),
        words("command", null=False),
        words("kind", null=False),
        words("reason"),
        words("key"),
        whole("undoes"),
        whole("origin_desk"),
        whole("origin_tx"),
        octets("origin_head"),
    ),
    ("bureau", "tx"),
    UniqueConstraint("bureau", "key", name="uq_tx_key"),
    UniqueConstraint("bureau", "origin_desk", "origin_tx", name="uq_tx_origin"),
)
BATCH = table(
    META,
    "batch",
    (
        words("bureau", null=False),
        whole("tx", null=False),
        words("file", null=False),
        words("digest", null=False),
        words("line", null=False),
        words("mapping", null=False),
        whole("taken", null=False),
        whole("same", null=False),
        whole("rejected", null=False),
    ),
    ("bureau", "tx"),
)
CHAIN = table(
    META, "chain", (words("bureau", null=False), whole("tx", null=False), octets("head", null=False)), ("bureau", "tx")
)
Index("ix_batch_digest", BATCH.c.bureau, BATCH.c.digest)
Index("ix_tx_undoes", TX.c.bureau, TX.c.undoes)

SYSTEM = frozenset(
    {"bureau", "id", "tx", "until_tx", "salt", "sealed", "leaf", "number_key", "number_year", "number_serial"}
)


class Shelf(NamedTuple):
    """Where the records of one page stand: its own twin tables and those of its repeated fields."""

    page: type[Page]
    rows: Twin
    parts: dict[str, Twin]


def column(field: Field) -> Column[Any]:
    """Return the column of a field that stands in the record's own row."""
    kind = {"day": DAY, "whole": WHOLE, "words": WORDS}[field.kind]
    return Column(field.name, kind, nullable=not field.required)  # type: ignore[arg-type]


@cache
def shelf(name: str) -> Shelf:
    """Return the tables of a page, built on first use: most commands need only one or two pages."""
    page = page_named(name)
    offices = [f.name for f in page.stored().values() if isinstance(f, OfficeField)]
    stored = [column(f) for f in page.stored().values()]
    rows = record(META, name, stored, offices=offices, numbered=issubclass(page, Line))
    parts = {f.name: part(META, name, f.name, _part_columns(f)) for f in page.repeated().values()}
    return Shelf(page, rows, parts)


def _part_columns(field: Field) -> list[Column[Any]]:
    if isinstance(field, Parts):
        return [column(inner) for inner in field.part.fields.values()]
    if isinstance(field, Choices):
        return [Column("code", WORDS, nullable=False)]
    raise TypeError(field)


def _index(place: Shelf) -> None:
    page, rows, parts = place
    index_record(rows)
    if issubclass(page, Line):
        dates = dict.fromkeys((page.docket.opens.name, page.docket.closes.name))
        index_line(rows, list(dates), page.named())
    if page is Link:
        now = rows.current
        Index("ix_link_from", now.c.bureau, now.c.from_page, now.c.from_id)
        Index("ix_link_to", now.c.bureau, now.c.to_page, now.c.to_id)
    if page in (Closing, Late):
        now = rows.current
        Index(f"ix_{page.name}_period", now.c.bureau, now.c.line, now.c["first"])
    for name, twin in parts.items():
        field = page.fields[name]
        inner = field.part.fields.values() if isinstance(field, Parts) else ()
        index_part(twin, [single.name for single in inner if single.sought])


@cache
def everything() -> MetaData:
    """Return the metadata with the tables of all pages and their indexes, which only a comparison of schemas needs."""
    for name in pages():
        _index(shelf(name))
    return META
