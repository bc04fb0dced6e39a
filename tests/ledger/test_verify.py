"""What a rewritten file gives away: by itself, or against a check code that was written down elsewhere."""

import shutil
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xcli.domain.keeping import Office, pages
from xcli.domain.pages.dispute import Dispute
from xcli.ledger.chain import check_code, first_head, head_of
from xcli.ledger.journal import Act, changes, meta_text
from xcli.ledger.ledger import Ledger, open_ledger
from xcli.ledger.tables import LEDGER, TX, shelf
from xcli.ledger.verify import NotACode, compare_codes, newest_entry, read_code, verify

CASE: dict[str, Any] = {
    "case_no": "湟调〔2024〕1号",
    "accepted_on": date(2024, 3, 5),
    "category": "land",
    "party": [{"role": "applicant", "person": "张三"}],
}


@pytest.fixture
def written(file_ledger: Ledger) -> Ledger:
    """Give a ledger of four entries, the last of which changed the case of the second."""
    with file_ledger.writing(Act("王芳", "office add")) as writer:
        writer.add(Office, {"title": "多巴司法所"})
    with file_ledger.writing(Act("王芳", "dispute add")) as writer:
        number, first = writer.add(Dispute, CASE), writer.tx
    with file_ledger.writing(Act("王芳", "dispute add")) as writer:
        writer.add(Dispute, CASE | {"case_no": "湟调〔2024〕2号"})
    with file_ledger.writing(Act("李明", "dispute edit")) as writer:
        writer.replace(Dispute, number, first, CASE | {"amount": 5})
    return file_ledger


def faults(ledger: Ledger, *codes: str) -> list[str]:
    with ledger.reading() as conn:
        return [str(found) for found in (*verify(conn, ledger.bureau).found, *compare_codes(conn, ledger.bureau, codes))]


def code_of(ledger: Ledger) -> str:
    with ledger.reading() as conn:
        entry, _, code = newest_entry(conn, ledger.bureau)
    return f"{entry} {code}"


def freely(ledger: Ledger, *statements: str) -> None:
    """Write to the file as its owner may: every guard taken down first and put up again, as if nothing had been."""
    with sqlite3.connect(ledger.place) as raw:
        guards = raw.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            raw.execute(f'DROP TRIGGER "{name}"')
        for statement in (*statements, *(sql for _, sql in guards)):
            raw.execute(statement)
    raw.close()


def cut_the_newest(ledger: Ledger) -> None:
    freely(
        ledger,
        "DELETE FROM dispute WHERE tx = 4",
        "DELETE FROM dispute_party WHERE tx = 4",
        "INSERT INTO dispute SELECT bureau, id, tx, " + _own("dispute") + " FROM dispute_past",
        "DELETE FROM dispute_past",
        "INSERT INTO dispute_party SELECT bureau, id, n, tx, role, person, id_kind, id_no, phone FROM dispute_party_past",
        "DELETE FROM dispute_party_past",
        "DELETE FROM chain WHERE tx = 4",
        "DELETE FROM tx WHERE tx = 4",
    )


def _own(page: str) -> str:
    skip = {"bureau", "id", "tx"}
    return ", ".join(f'"{c.name}"' for c in shelf(page).rows.current.c if c.name not in skip)


def rewrite_and_rebuild(ledger: Ledger) -> None:
    """Change a clerk in the past and make every head fit again, with the program's own means."""
    freely(ledger, "UPDATE tx SET clerk = '赵六' WHERE tx = 2")
    heads: dict[int, bytes] = {}
    with ledger.reading() as conn:
        head = first_head(str(conn.scalar(LEDGER.select().with_only_columns(LEDGER.c.uuid))))
        for tx in conn.scalars(TX.select().with_only_columns(TX.c.tx).order_by(TX.c.tx)).all():
            mine = (change for name in sorted(pages()) for change in changes(conn, shelf(name), ledger.bureau, tx))
            head = head_of(head, meta_text(conn, ledger.bureau, tx), mine)
            heads[tx] = head
    freely(ledger, *(f"UPDATE chain SET head = x'{head.hex()}' WHERE tx = {tx}" for tx, head in heads.items()))


@pytest.mark.parametrize("attack", [cut_the_newest, rewrite_and_rebuild])
def test_what_the_file_itself_cannot_tell_the_code_does(written: Ledger, attack: Any) -> None:
    code = code_of(written)
    assert faults(written, code) == []
    attack(written)
    assert faults(written) == []
    assert len(faults(written, code)) == 1
    assert len(faults(written, code.split()[1])) == 1


def test_an_older_copy_put_back_is_told_by_the_code(written: Ledger, tmp_path: Path) -> None:
    shutil.copy(written.place, tmp_path / "older.db")
    older = code_of(written)
    with written.writing(Act("王芳", "office add")) as writer:
        writer.add(Office, {"title": "共和司法所"})
    code = code_of(written)
    shutil.copy(tmp_path / "older.db", written.place)
    back = open_ledger(written.place)
    assert faults(back) == []
    assert faults(back, older) == []
    assert "第 5 笔" in faults(back, code)[0]


# The attacks on the file that were listed before the ledger was written: eight it gives away by itself, three the code alone.
LISTED = {
    "a standing row edited": "UPDATE dispute SET category = 'other' WHERE case_no LIKE '%2号'",
    "a past row edited": "UPDATE dispute_past SET category = 'other'",
    "a row and its leaf edited": "UPDATE dispute SET category = 'other', leaf = (SELECT leaf FROM dispute_past)",
    "another clerk": "UPDATE tx SET clerk = '赵六' WHERE tx = 2",
    "another time": "UPDATE tx SET at = '2020-01-01T00:00:00+08:00' WHERE tx = 2",
    "a row deleted": "DELETE FROM dispute WHERE tx = 3; DELETE FROM dispute_party WHERE tx = 3",
    "a row and its entry deleted": "DELETE FROM dispute WHERE tx = 3; DELETE FROM dispute_party WHERE tx = 3; "
    "DELETE FROM chain WHERE tx = 3; DELETE FROM tx WHERE tx = 3",
    "a row added": "INSERT INTO dispute (bureau, id, tx, case_no, accepted_on, category, leaf) "
    "SELECT bureau, id + 7, 3, 'x', accepted_on, category, leaf FROM dispute LIMIT 1",
    "two entries exchanged": "UPDATE tx SET clerk = 'x' WHERE tx = 2; UPDATE dispute SET tx = 2 WHERE tx = 3; "
    "UPDATE dispute_party SET tx = 2 WHERE tx = 3; UPDATE dispute_past SET tx = 3; UPDATE dispute_party_past SET tx = 3",
}
BY_ITSELF = LISTED | {
    "a part of no version": "INSERT INTO dispute_party (bureau, id, n, tx, person) SELECT bureau, id, 2, 77, '王五' FROM dispute LIMIT 1",
    "a past part of no version": "INSERT INTO dispute_party_past (bureau, id, n, tx, until_tx, person) SELECT bureau, id, 9, 77, 78, '王五' FROM dispute LIMIT 1",
    "a number by which a case is found": "UPDATE dispute SET number_key = 'x' WHERE case_no LIKE '%2号'",
    "a row and its past deleted": "DELETE FROM dispute_past",
    "values blanked without an entry": "UPDATE dispute_party SET person = NULL; UPDATE dispute SET salt = NULL",
    "an entry added": "INSERT INTO tx (bureau, tx, at, clerk, os_user, command, kind) VALUES ('630122', 5, '2099', 'x', 'x', 'x', 'write')",
    "a past version given another end": "UPDATE dispute_past SET until_tx = 3",
}


@pytest.mark.parametrize("attack", BY_ITSELF)
def test_what_the_file_gives_away_by_itself(written: Ledger, attack: str) -> None:
    assert faults(written) == []
    freely(written, *BY_ITSELF[attack].split("; "))
    assert faults(written)


@given(entry=st.one_of(st.none(), st.integers(1, 10**9)), head=st.binary(min_size=32, max_size=32), style=st.integers(0, 4))
def test_a_code_is_read_however_it_was_written_down(entry: int | None, head: bytes, style: int) -> None:
    code = check_code(head)
    before = "" if entry is None else f"{entry}{(' ', '：', ', ', ' 笔 ', '  ')[style]}"
    written = (code, code.lower(), code.replace("-", ""), f" {code} ", code.replace("-", "－"))[style]
    assert read_code(before + written.replace("－", "-")) == (entry, code)


@pytest.mark.parametrize("said", ["", "10", "69AA-5D2B-76EA", "69AA-5D2B-76EA-97EG", "69AA-5D2B-76EA-97E8-1234 x"])
def test_what_is_no_code_is_said(said: str) -> None:
    with pytest.raises(NotACode):
        read_code(said)


def test_a_line_of_the_seal_is_a_code(written: Ledger) -> None:
    with written.reading() as conn:
        entry, at, code = newest_entry(conn, written.bureau)
    assert read_code(f"{written.bureau} {at} {entry} {code}") == (entry, code)
