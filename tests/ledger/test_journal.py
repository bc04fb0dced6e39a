"""The ledger keeps what was written, finds what was not, and takes back what is taken back."""

import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from histories import contents, state, steps, take
from xcli.domain.keeping import Link, Office
from xcli.domain.pages.dispute import Dispute
from xcli.ledger.journal import Act, AlreadyDone, ChangedMeanwhile, ClockBehind, Gone
from xcli.ledger.ledger import Ledger, NumberTaken
from xcli.ledger.query import find, history
from xcli.ledger.undo import ChangedSince, NothingToUndo, NumberReused, UndoneBefore, undo
from xcli.ledger.verify import verify

FRESH = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=settings().max_examples // 3)
ONE: dict[str, Any] = {
    "case_no": "湟调〔2024〕1号",
    "accepted_on": date(2024, 3, 5),
    "category": "neighbour",
    "party": [{"role": "applicant", "person": "张三"}, {"role": "respondent", "person": "李四"}],
    "escalation": ("crime", "petition"),
}


def add(ledger: Ledger, content: dict[str, Any] = ONE, clerk: str = "王芳", **act: Any) -> tuple[int, int]:
    with ledger.writing(Act(clerk, "dispute add", **act)) as writer:
        return writer.add(Dispute, content), writer.tx


def edit(ledger: Ledger, number: int, seen: int, content: dict[str, Any], clerk: str = "王芳") -> int:
    with ledger.writing(Act(clerk, "dispute edit")) as writer:
        writer.replace(Dispute, number, seen, content)
        return writer.tx


def sound(ledger: Ledger) -> bool:
    with ledger.reading() as conn:
        return not verify(conn, ledger.bureau).found


def test_a_record_is_read_as_it_was_written(ledger: Ledger) -> None:
    number, _ = add(ledger)
    assert state(ledger) == {number: ONE}
    assert sound(ledger)


def test_every_version_stays(ledger: Ledger) -> None:
    number, first = add(ledger)
    second = edit(ledger, number, first, ONE | {"category": "land", "party": []})
    with ledger.reading() as conn:
        found = history(conn, Dispute, ledger.bureau, number)
    assert [(r.tx, r.until_tx, r.content["category"], len(r.content.get("party", []))) for r in found] == [  # type: ignore[arg-type]
        (first, second, "neighbour", 2),
        (second, None, "land", 0),
    ]
    assert sound(ledger)


def test_an_edit_of_what_another_changed_is_refused(ledger: Ledger) -> None:
    number, first = add(ledger)
    edit(ledger, number, first, ONE | {"category": "land"}, clerk="李明")
    with pytest.raises(ChangedMeanwhile, match="李明"):
        edit(ledger, number, first, ONE | {"category": "other"})
    assert state(ledger)[number]["category"] == "land"


def test_an_edit_of_what_is_retracted_is_refused(ledger: Ledger) -> None:
    number, first = add(ledger)
    take(ledger, ("retract", 0))
    with pytest.raises(Gone):
        edit(ledger, number, first, ONE)


def test_the_same_key_is_done_once(ledger: Ledger) -> None:
    add(ledger, key="k1")
    with pytest.raises(AlreadyDone):
        add(ledger, ONE | {"case_no": "2"}, key="k1")
    assert len(state(ledger)) == 1


def test_a_number_is_unique_in_its_office(ledger: Ledger) -> None:
    with ledger.writing(Act("王芳", "office add")) as writer:
        office = writer.add(Office, {"title": "多巴司法所"})
    add(ledger)
    add(ledger, ONE | {"office": office})
    with pytest.raises(NumberTaken):
        add(ledger, ONE | {"case_no": "湟调[2024]1号"})
    assert len(state(ledger)) == 2


def test_undo_of_an_addition_and_its_undo(ledger: Ledger) -> None:
    number, first = add(ledger)
    taken = undo(ledger, "王芳")
    assert (taken.undone, taken.restored, taken.removed, state(ledger)) == (first, 0, 1, {})
    undo(ledger, "王芳", taken.tx)
    assert state(ledger) == {number: ONE}
    assert sound(ledger)


def test_undo_by_default_takes_the_clerks_own_last_tx(ledger: Ledger) -> None:
    mine, _ = add(ledger)
    other, _ = add(ledger, ONE | {"case_no": "2"}, clerk="李明")
    undo(ledger, "王芳")
    assert set(state(ledger)) == {other}
    with pytest.raises(NothingToUndo):
        undo(ledger, "王芳")
    assert mine not in state(ledger)


def test_undo_of_what_was_changed_since_is_refused_as_a_whole(ledger: Ledger) -> None:
    with ledger.writing(Act("王芳", "import")) as writer:
        first = writer.add(Dispute, ONE)
        writer.add(Dispute, ONE | {"case_no": "湟调〔2024〕2号"})
        batch = writer.tx
    edit(ledger, first, batch, ONE | {"category": "land"}, clerk="李明")
    with pytest.raises(ChangedSince, match="1号"):
        undo(ledger, "王芳", batch)
    assert len(state(ledger)) == 2


def test_undo_of_what_is_linked_since_is_refused(ledger: Ledger) -> None:
    number, first = add(ledger)
    with ledger.writing(Act("王芳", "dispute link")) as writer:
        tie = {"kind": "related", "from_page": "dispute", "from_id": number, "to_page": "dispute", "to_id": number}
        writer.add(Link, tie)
    with pytest.raises(ChangedSince):
        undo(ledger, "王芳", first)


def test_undo_twice_is_refused_and_names_the_other(ledger: Ledger) -> None:
    _, first = add(ledger)
    taken = undo(ledger, "王芳")
    with pytest.raises(UndoneBefore, match=str(taken.tx)):
        undo(ledger, "王芳", first)


def test_undo_is_refused_when_the_number_is_in_use_again(ledger: Ledger) -> None:
    _, first = add(ledger)
    gone = take(ledger, ("retract", 0))
    add(ledger)
    with pytest.raises(NumberReused):
        undo(ledger, "王芳", gone)
    assert first


@FRESH
@given(before=steps, after=steps)
def test_undoing_everything_restores_the_earlier_state(
    empty_file: Path, tmp_path_factory: Any, before: Any, after: Any
) -> None:
    ledger = _copy(empty_file, tmp_path_factory)
    for step in before:
        take(ledger, step)
    earlier = state(ledger)
    done = [tx for step in after if step[0] != "undo" and (tx := take(ledger, step)) is not None]
    for tx in reversed(done):
        undo(ledger, "李明", tx)
    assert state(ledger) == earlier
    assert sound(ledger)


@FRESH
@given(history_=steps)
def test_the_ledger_as_of_a_tx_is_what_it_was_then(empty_file: Path, tmp_path_factory: Any, history_: Any) -> None:
    ledger = _copy(empty_file, tmp_path_factory)
    then = {0: state(ledger)}
    for step in history_:
        tx = take(ledger, step)
        if tx is not None:
            then[tx] = state(ledger)
    assert {tx: state(ledger, as_of=tx) for tx in then} == then


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=8)
@given(history_=steps)
def test_both_engines_hold_the_same(empty_file: Path, tmp_path_factory: Any, postgres: str, history_: Any) -> None:
    from server import ledger_database
    from xcli.ledger.ledger import open_ledger

    with ledger_database(postgres, "same", "630122") as url:
        pair = [_copy(empty_file, tmp_path_factory), open_ledger(url)]
        for step in history_:
            for one in pair:
                take(one, step)
        assert list(state(pair[0]).values()) == list(state(pair[1]).values())
        assert all(sound(one) for one in pair)


def _copy(empty: Path, factory: Any) -> Ledger:
    import shutil

    from xcli.ledger.ledger import open_ledger

    return open_ledger(str(shutil.copy(empty, factory.mktemp("h") / "ledger.db")))


ATTACKS = {
    "a live row edited": "UPDATE dispute SET category = 'other'",
    "a past row edited": "DROP TRIGGER dispute_past_fixed; UPDATE dispute_past SET category = 'other'",
    "a private value edited": "UPDATE dispute_party SET person = '王五' WHERE n = 1",
    "a live row deleted": "DELETE FROM dispute_escalation; DELETE FROM dispute_party; DELETE FROM dispute",
    "a part deleted": "DELETE FROM dispute_party WHERE n = 2",
    "a row put in": "INSERT INTO dispute (bureau, id, tx, accepted_on, category, leaf) VALUES ('630122', 5, 1, '2024-01-01', 'land', x'00')",
    "the clerk changed": "DROP TRIGGER tx_fixed; UPDATE tx SET clerk = '李明' WHERE tx = 2",
    "the time changed": "DROP TRIGGER tx_fixed; UPDATE tx SET at = '2024-01-01T00:00:00+08:00' WHERE tx = 2",
    "two entries swapped": "DROP TRIGGER chain_fixed; UPDATE chain SET head = (SELECT head FROM chain WHERE tx = 1) WHERE tx = 2",
    "an entry cut from the middle": "DROP TRIGGER chain_keep; DELETE FROM chain WHERE tx = 1",
    "leaf and row changed together": "UPDATE dispute SET category = 'other', leaf = x'11'",
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_edit_behind_the_programs_back_is_found(file_ledger: Ledger, attack: str) -> None:
    number, first = add(file_ledger)
    edit(file_ledger, number, first, ONE | {"amount": 5})
    assert sound(file_ledger)
    with sqlite3.connect(file_ledger.place) as raw:
        raw.executescript(ATTACKS[attack])
    raw.close()
    assert not sound(file_ledger)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE tx SET clerk = 'x'",
        "DELETE FROM tx",
        "DELETE FROM dispute_past",
        "UPDATE dispute_past SET category = 'x'",
        "UPDATE dispute_party_past SET person = 'x'",
        "UPDATE dispute_past SET summary = 'x'",
    ],
)
def test_what_is_past_cannot_be_changed(ledger: Ledger, statement: str) -> None:
    number, first = add(ledger, ONE | {"summary": "借款"})
    edit(ledger, number, first, ONE)
    with pytest.raises(DBAPIError, match="append only"), ledger.engine.connect().execution_options(write=True) as conn, conn.begin():
        conn.execute(text(statement))


def test_blanking_private_values_leaves_the_chain_whole(ledger: Ledger) -> None:
    number, first = add(ledger, ONE | {"summary": "借款"})
    edit(ledger, number, first, ONE)
    with ledger.engine.connect().execution_options(write=True) as conn, conn.begin():
        conn.execute(text("UPDATE dispute_past SET summary = NULL, salt = NULL"))
        conn.execute(text("UPDATE dispute_party_past SET person = NULL"))
    assert not sound(ledger)  # nobody has said so
    with ledger.writing(Act("王芳", "purge", kind="purge")):
        pass
    assert sound(ledger)


def test_a_clock_behind_the_newest_entry_writes_nothing(file_ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    from xcli.ledger import journal

    add(file_ledger)

    class Slow(journal.datetime):  # type: ignore[misc]
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return super().now(tz) - journal.timedelta(minutes=6)

    monkeypatch.setattr(journal, "datetime", Slow)
    with pytest.raises(ClockBehind):
        add(file_ledger, ONE | {"case_no": "2"})
    assert len(state(file_ledger)) == 1


def test_a_copy_draws_another_desk_number(file_ledger: Ledger, tmp_path: Path) -> None:
    import shutil

    from xcli.ledger.ledger import open_ledger

    first, _ = add(file_ledger)
    copy = open_ledger(str(shutil.copy(file_ledger.place, tmp_path / "copy.db")))
    second, _ = add(copy, ONE | {"case_no": "2"})
    assert first >> 33 != second >> 33


@FRESH
@given(content=contents)
def test_leaves_do_not_depend_on_what_is_missing(content: Any) -> None:
    from xcli.ledger.chain import seal

    salt = b"0" * 16
    assert seal("dispute", 1, content, salt).leaf == seal("dispute", 1, content | {"village": None}, salt).leaf


@FRESH
@given(one=contents, other=contents)
def test_leaves_differ_when_contents_do(one: Any, other: Any) -> None:
    from xcli.ledger.chain import seal
    from xcli.ledger.record import clean

    salt = b"0" * 16
    same = clean(one) == clean(other)
    assert (seal("dispute", 1, clean(one), salt).leaf == seal("dispute", 1, clean(other), salt).leaf) is same


def test_find_reads_in_chunks_with_their_parts(ledger: Ledger) -> None:
    with ledger.writing(Act("王芳", "import")) as writer:
        for n in range(1, 1203):
            writer.add(Dispute, ONE | {"case_no": f"湟调〔2024〕{n}号"})
    with ledger.reading() as conn:
        found = find(conn, Dispute, ledger.bureau)
    assert [len(r.content["party"]) for r in found] == [2] * 1202  # type: ignore[arg-type]
