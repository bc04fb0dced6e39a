"""Many records written at once are the records that would have been written one by one."""

import os
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from histories import contents, state
from xcli.domain.field import Parts
from xcli.domain.pages.dispute import Dispute
from xcli.ledger import bulk
from xcli.ledger.bulk import Bulk, Fresh, Shape, WrittenOtherwise
from xcli.ledger.chain import values_of
from xcli.ledger.journal import Act
from xcli.ledger.ledger import Ledger
from xcli.ledger.verify import verify

EVERYTHING = os.environ.get("XCLI_TEST_ALL") == "1"
NAMES = [name for name in Dispute.fields if name != "case_no"]


def stored(content: dict[str, Any], names: list[str]) -> Fresh:
    """Return a record as a shape takes it."""
    return Fresh([_plain(name, content.get(name)) for name in names])


def _plain(name: str, value: Any) -> Any:
    field = Dispute.fields[name]
    if value and isinstance(field, Parts):
        return tuple(tuple(part.get(inner) for inner in field.part.fields) for part in value)
    return value.isoformat() if isinstance(value, date) else value or None if value != 0 else 0


def insert(ledger: Ledger, records: list[dict[str, Any]], *shapes: list[str]) -> None:
    """Write records in one tx, in turn by several shapes."""
    with ledger.writing(Act("王芳", "import", kind="import")) as writer:
        many = Bulk(writer, Dispute, len(records))
        for n, names in enumerate(shapes):
            many.add(Shape(Dispute, names), [stored(record, names) for record in records[n :: len(shapes)]])
        writer.leaves["dispute"] = many.changes()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25 if EVERYTHING else 10)
@given(st.lists(contents, min_size=1, max_size=8))
def test_records_and_chain_are_as_if_written_one_by_one(ledger: Ledger, records: list[dict[str, Any]]) -> None:
    """Contents are equal, and every leaf and head is what the chain asks for."""
    before = state(ledger)
    insert(ledger, records, NAMES)
    written = [content for number, content in state(ledger).items() if number not in before]
    with ledger.writing(Act("王芳", "dispute add")) as writer:
        ids = [writer.add(Dispute, record) for record in records]
    now = state(ledger)
    assert written == [now[number] for number in ids]
    with ledger.reading() as conn:
        assert verify(conn, ledger.bureau).found == []


@given(contents)
def test_lines_of_a_shape_are_those_of_the_chain(content: dict[str, Any]) -> None:
    """Column by column or record by record."""
    shape = Shape(Dispute, NAMES)
    columns = [[value] for value in stored(content, NAMES).values]
    public, private = shape.lines(columns)
    assert (public[0].splitlines(), private[0].splitlines()) == values_of("dispute", content)


def test_sheets_with_other_columns_go_into_one_tx(file_ledger: Ledger) -> None:
    """Each shape writes its own columns; ids run on."""
    records = [{"accepted_on": date(2024, 1, n), "category": "neighbour", "amount": n} for n in range(1, 8)]
    insert(file_ledger, records, ["accepted_on", "category", "amount"], ["category", "accepted_on"])
    found = list(state(file_ledger).values())
    assert sorted(c["accepted_on"] for c in found) == [c["accepted_on"] for c in records]
    assert sum("amount" in c for c in found) == 4
    with file_ledger.reading() as conn:
        assert verify(conn, file_ledger.bureau).found == []


@pytest.mark.parametrize("table", ["dispute", "dispute_party"])
def test_what_is_read_back_otherwise_is_never_committed(
    file_ledger: Ledger, table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault between writing and reading keeps the whole batch out."""
    records = [{"accepted_on": date(2024, 1, 5), "category": "other", "party": [{"person": "张三"}]} for _ in range(3)]
    fetcher = bulk._fetcher

    def disturbed(conn: Any, asked: Any) -> Any:
        fetch = fetcher(conn, asked)
        if asked.get_final_froms()[0].name != table:
            return fetch
        return lambda size: [(*row[:3], "?", *row[4:]) for row in fetch(size)]

    monkeypatch.setattr(bulk, "_fetcher", disturbed)
    with pytest.raises(WrittenOtherwise):
        insert(file_ledger, records, NAMES)
    monkeypatch.undo()
    assert state(file_ledger) == {}
