"""What is settled stays: final versions and held records refuse every tx, whichever way it comes."""

from datetime import date

import pytest

from xcli.domain.audit.records import Drawing, Entry, Frame, Panel
from xcli.domain.calendar import Calendar
from xcli.domain.page import complete
from xcli.domain.pages.audit import Audit
from xcli.ledger.holding import Final, Held
from xcli.ledger.journal import Act
from xcli.ledger.ledger import Ledger
from xcli.ledger.query import load
from xcli.ledger.undo import undo

FILE = {"department": "甲局", "file_no": "罚1号"}
DRAW = {"round": "1", "n": 1, "frame": 1, "method": "m", "seed": "s", "wanted": 1, "least": 0, "drawn_on": date(2024, 1, 1)}


def act(command: str = "test") -> Act:
    return Act("王芳", command)


def frozen_frame(ledger: Ledger) -> tuple[int, int]:
    with ledger.writing(act()) as writer:
        frame = writer.add(Frame, {"round": "1", "n": 1})
    with ledger.writing(act()) as writer:
        entry = writer.add(Entry, FILE | {"frame": frame})
    with ledger.writing(act()) as writer:
        writer.replace(Frame, frame, 1, {"round": "1", "n": 1, "frozen_on": date(2024, 1, 1), "digest": "d"})
    return frame, entry


def test_a_held_record_is_neither_changed_nor_joined_nor_removed(ledger: Ledger) -> None:
    frame, entry = frozen_frame(ledger)
    with pytest.raises(Held), ledger.writing(act()) as writer:
        writer.add(Entry, FILE | {"frame": frame, "file_no": "罚2号"})
    with pytest.raises(Held), ledger.writing(act()) as writer:
        writer.replace(Entry, entry, 2, FILE | {"frame": frame, "amount": 5})
    with pytest.raises(Held), ledger.writing(act()) as writer:
        writer.retract(Entry, entry, 2)
    with pytest.raises(Held):
        undo(ledger, "王芳", 2)
    with ledger.writing(act()) as writer:
        writer.add(Entry, FILE | {"frame": frame + 1})  # of another frame


def test_a_final_version_is_never_ended(ledger: Ledger) -> None:
    frame, _ = frozen_frame(ledger)
    with ledger.writing(act()) as writer:
        drawing = writer.add(Drawing, DRAW)
        tx = writer.tx
    with pytest.raises(Final), ledger.writing(act()) as writer:
        writer.replace(Drawing, drawing, tx, DRAW | {"seed": "t"})
    with pytest.raises(Final), ledger.writing(act()) as writer:
        writer.retract(Frame, frame, 3)
    with pytest.raises(Final):
        undo(ledger, "王芳", tx)
    with ledger.reading() as conn:
        assert load(conn, Drawing, ledger.bureau, drawing) is not None


def test_held_fields_change_only_by_the_commands_that_make_them(ledger: Ledger) -> None:
    content = complete(Audit, FILE | {"round": "1"}, Calendar())
    with ledger.writing(act()) as writer:
        writer.add(Panel, {"round": "1", "scheme": 1, "seed": "s", "assigned_on": date(2024, 1, 1)})
        number = writer.add(Audit, content)
        tx = writer.tx
    graded = complete(Audit, content | {"reviewed_on": date(2024, 2, 1), "score": 9500}, Calendar())
    with pytest.raises(Held), ledger.writing(act("audit edit")) as writer:
        writer.replace(Audit, number, tx, graded)
    with pytest.raises(Held), ledger.writing(act("import")) as writer:
        writer.add(Audit, complete(Audit, graded | {"file_no": "罚9号"}, Calendar()))
    with ledger.writing(act("audit edit")) as writer:
        writer.replace(Audit, number, tx, content | {"matter": "无照经营"})
        later = writer.tx
    with ledger.writing(act("audit score")) as writer:
        writer.replace(Audit, number, later, graded)
    assert undo(ledger, "王芳").restored == 1
    with ledger.writing(act("import")) as writer:  # of a round without a panel
        writer.add(Audit, complete(Audit, graded | {"round": "2"}, Calendar()))
