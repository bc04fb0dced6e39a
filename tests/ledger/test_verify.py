"""What a rewritten file gives away: by itself, or against a check code that was written down elsewhere."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from torture.attacks import BY_CODE, BY_ITSELF, Entries, code_of, entries, faults, freely, unguarded
from xcli.ledger.chain import check_code
from xcli.ledger.file import Unreadable
from xcli.ledger.ledger import Ledger, open_ledger
from xcli.ledger.verify import NotACode, newest_entry, read_code


@pytest.fixture
def written(file_ledger: Ledger) -> tuple[Ledger, Entries]:
    """Give a ledger of four entries beside its first, the last of which changed the case of the second."""
    return file_ledger, entries(file_ledger)


@pytest.mark.parametrize("attack", BY_CODE)
def test_what_the_file_itself_cannot_tell_the_code_does(written: tuple[Ledger, Entries], attack: Any) -> None:
    ledger, _ = written
    before = code_of(ledger)
    assert faults(ledger, before) == []
    code = attack(*written)
    back = open_ledger(ledger.place)
    assert faults(back) == []
    assert len(faults(back, code)) == 1
    assert len(faults(back, code.split()[1])) == 1


def test_a_code_older_than_the_copy_put_back_still_stands(written: tuple[Ledger, Entries]) -> None:
    ledger, at = written
    older = code_of(ledger)
    code = BY_CODE[-1](ledger, at)
    assert faults(ledger, older) == []
    assert f"第 {at.edit + 1} 笔" in faults(ledger, code)[0]


@pytest.mark.parametrize("attack", BY_ITSELF)
def test_what_the_file_gives_away_by_itself(written: tuple[Ledger, Entries], attack: str) -> None:
    ledger, at = written
    assert faults(ledger) == []
    freely(ledger, at, BY_ITSELF[attack])
    assert faults(ledger)


@pytest.mark.parametrize("version", ["'0016甲'", "'١٦'", "''"])
def test_a_mark_of_no_generation_is_damage(written: tuple[Ledger, Entries], version: str) -> None:
    ledger, _ = written
    with unguarded(ledger.place) as raw:
        raw.execute(f"UPDATE alembic_version SET version_num = {version}")
    with pytest.raises(Unreadable):
        open_ledger(ledger.place)


def test_two_marks_of_a_generation_are_damage(written: tuple[Ledger, Entries]) -> None:
    ledger, _ = written
    with unguarded(ledger.place) as raw:
        raw.execute("INSERT INTO alembic_version VALUES ('0001')")
    with pytest.raises(Unreadable):
        open_ledger(ledger.place)


@given(
    entry=st.one_of(st.none(), st.integers(1, 10**9)), head=st.binary(min_size=32, max_size=32), style=st.integers(0, 4)
)
def test_a_code_is_read_however_it_was_written_down(entry: int | None, head: bytes, style: int) -> None:
    code = check_code(head)
    before = "" if entry is None else f"{entry}{(' ', '：', ', ', ' 笔 ', '  ')[style]}"
    written = (code, code.lower(), code.replace("-", ""), f" {code} ", code.replace("-", "－"))[style]
    assert read_code(before + written.replace("－", "-")) == (entry, code)


@pytest.mark.parametrize("said", ["", "10", "69AA-5D2B-76EA", "69AA-5D2B-76EA-97EG", "69AA-5D2B-76EA-97E8-1234 x"])
def test_what_is_no_code_is_said(said: str) -> None:
    with pytest.raises(NotACode):
        read_code(said)


def test_a_line_of_the_seal_is_a_code(written: tuple[Ledger, Entries]) -> None:
    ledger, _ = written
    with ledger.reading() as conn:
        entry, at, code = newest_entry(conn, ledger.bureau)
    assert read_code(f"{ledger.bureau} {at} {entry} {code}") == (entry, code)
