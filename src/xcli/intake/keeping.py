"""Records that the ledger keeps about itself: checked like any other, found again by what names them."""

from collections.abc import Mapping, Sequence
from typing import Any

from xcli.domain.day import today
from xcli.domain.field import Field
from xcli.domain.lists import Lists
from xcli.domain.page import Page
from xcli.intake.entry import named, refuse_faults
from xcli.intake.validate import Content, Found, Validator
from xcli.ledger.book import read_book
from xcli.ledger.journal import Act, Writer
from xcli.ledger.ledger import Ledger
from xcli.ledger.query import find
from xcli.ledger.record import Record


def put(ledger: Ledger, page: type[Page], cells: Mapping[str, Any], key: Sequence[str], act: Act) -> Content:
    """Write a record, over the standing one with the same key if there is one."""
    with ledger.writing(act) as writer:
        content = checked(writer, page, cells)
        write(writer, page, content, key)
        return content


def checked(writer: Writer, page: type[Page], cells: Mapping[str, Any]) -> Content:
    """Return the content that cells give, or refuse with every fault."""
    lists = read_book(writer.conn, writer.bureau).lists
    read = Validator(page, lists, today()).read({k: v for k, v in cells.items() if v is not None})
    refuse_faults(read.faults)
    return read.content


def value_of(field: Field, cell: object, lists: Lists) -> Any:
    """Return the value that a cell gives to one field, or refuse with what is wrong; warnings pass."""
    value, fault = field.reader(lists)(cell)
    refuse_faults([Found(field.name, field.label, fault)] if fault else [])
    return value


def write(writer: Writer, page: type[Page], content: Content, key: Sequence[str]) -> None:
    """Add a record, or replace the standing one with the same key."""
    standing = standing_with(writer, page, content, key)
    if standing is None:
        writer.add(page, content)
    else:
        with named(standing):
            writer.replace(page, standing.id, standing.tx, content)


def standing_with(writer: Writer, page: type[Page], content: Content, key: Sequence[str]) -> Record | None:
    """Return the standing record that has the same values in its key fields."""
    every = find(writer.conn, page, writer.bureau)
    return next((r for r in every if all(r.content.get(name) == content.get(name) for name in key)), None)
