"""After a purge nothing private of old cases is in the file; figures, history and chain are as they were."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from xcli.domain.day import set_today
from xcli.domain.field import Parts
from xcli.domain.page import Case
from xcli.domain.pages.dispute import Dispute
from xcli.ledger.chain import private_names
from xcli.ledger.journal import Act
from xcli.ledger.ledger import Ledger
from xcli.ledger.purge import blank, lines_to_purge, purgeable
from xcli.ledger.query import find, history
from xcli.ledger.tables import shelf
from xcli.ledger.verify import verify

OLD, LATER = date(2010, 5, 1), date(2024, 5, 1)
BEFORE = date(2015, 1, 1)
CANARY = "张小鸟"


def content(page: type[Case], number: str, closed: date | None) -> dict[str, Any]:
    """Return a record of any line with a canary in every private field."""
    made: dict[str, Any] = {"case_no": number}
    for name, field in page.fields.items():
        if isinstance(field, Parts):
            private = {k: CANARY for k, inner in field.part.fields.items() if inner.private}
            made |= {name: [private]} if private else {}
        elif field.private:
            made[name] = CANARY
        elif field.required:
            made[name] = OLD if field.kind == "day" else "other"
    made[page.docket.opens.name] = OLD
    if closed:
        made[page.docket.closes.name] = closed
    return made


def canaries(ledger: Ledger) -> int:
    return Path(ledger.place).read_bytes().count(CANARY.encode())


def purge(ledger: Ledger, page: type[Case]) -> None:
    with ledger.writing(Act("王芳", "purge", kind="purge", reason="保管期满")) as writer:
        blank(writer.conn, ledger.bureau, page, BEFORE)


@pytest.mark.parametrize("page", lines_to_purge(), ids=lambda page: page.name)
def test_every_line_can_be_purged_versions_of_the_past_included(file_ledger: Ledger, page: type[Case]) -> None:
    with file_ledger.writing(Act("王芳", "add")) as writer:
        number, first = writer.add(page, content(page, "1号", OLD)), writer.tx
    with file_ledger.writing(Act("王芳", "edit")) as writer:
        writer.replace(page, number, first, content(page, "2号", OLD))
    with file_ledger.reading() as conn:
        counted = purgeable(conn, file_ledger.bureau, page, BEFORE)
        before = history(conn, page, file_ledger.bureau, number)
    closed = counted == 1
    purge(file_ledger, page)
    with file_ledger.reading() as conn:
        after = history(conn, page, file_ledger.bureau, number)
        assert not verify(conn, file_ledger.bureau).found
        assert purgeable(conn, file_ledger.bureau, page, BEFORE) == 0
    assert [r.content["case_no"] for r in after] == [r.content["case_no"] for r in before]
    if private_names(page.name) and closed:
        assert canaries(file_ledger) == 0


@pytest.fixture
def three(file_ledger: Ledger) -> Ledger:
    """Give three disputes: closed long ago, closed of late, still open."""
    with file_ledger.writing(Act("王芳", "import")) as writer:
        for n, (closed, outcome) in enumerate(((OLD, "settled"), (LATER, "settled"), (None, "open")), 1):
            writer.add(Dispute, content(Dispute, f"{n}号", closed) | {"outcome": outcome})
    return file_ledger


def test_only_what_closed_before_the_day_is_blanked(three: Ledger) -> None:
    purge(three, Dispute)
    with three.reading() as conn:
        held = {str(r.content["case_no"]): CANARY in json.dumps(r.content, default=str, ensure_ascii=False) for r in find(conn, Dispute, three.bureau)}
    assert held == {"1号": False, "2号": True, "3号": True}


def test_what_was_retracted_before_the_day_is_blanked_as_well(three: Ledger) -> None:
    with three.reading() as conn:
        records = find(conn, Dispute, three.bureau)
    with three.writing(Act("王芳", "dispute retract")) as writer:
        writer.retract(Dispute, records[2].id, records[2].tx)
    with three.reading() as conn:
        assert purgeable(conn, three.bureau, Dispute, BEFORE) == 1, "retracted only now"
    assert purgeable_in(three, date(2999, 1, 1)) == 3


def purgeable_in(ledger: Ledger, day: date) -> int:
    with ledger.reading() as conn:
        return purgeable(conn, ledger.bureau, Dispute, day)


def test_a_past_version_can_be_blanked_and_not_rewritten(three: Ledger) -> None:
    with three.reading() as conn:
        record = find(conn, Dispute, three.bureau)[0]
    with three.writing(Act("王芳", "dispute edit")) as writer:
        writer.replace(Dispute, record.id, record.tx, content(Dispute, "1号", OLD))
    past = shelf("dispute").parts["party"].past
    with pytest.raises(Exception, match="append only"), three.writing(Act("王芳", "x")) as writer:
        writer.conn.execute(update(past).values(person="王五"))


def test_figures_are_the_same_after_a_purge(three: Ledger) -> None:
    from xcli.domain.period import year
    from xcli.stats.query import Desk
    from xcli.stats.span import Asked, beside
    from xcli.stats.table import answer

    set_today(date(2024, 12, 31))

    def figures() -> str:
        with three.reading() as conn:
            view = beside(Asked("year", year("2010", 1)), date(2024, 12, 31), 1, None)
            found = answer(Desk(conn, Dispute, three.bureau), Dispute.indicators, view.spans)
        return re.sub("0x[0-9a-f]+", "", repr(found))

    before = figures()
    purge(three, Dispute)
    assert figures() == before
