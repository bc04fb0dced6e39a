"""What is the same stands once at a time, whoever writes it: added, changed, imported or brought back."""

from datetime import date
from typing import Any

import pytest

from xcli.domain.calendar import Calendar
from xcli.domain.page import complete
from xcli.domain.pages.register import RegisterEntry
from xcli.ledger.journal import Act
from xcli.ledger.ledger import Ledger
from xcli.ledger.query import find
from xcli.ledger.standing import FEW, StandsAlready
from xcli.ledger.undo import undo

AWARD: dict[str, Any] = {"kind": "model_village", "category": "county", "village": "630122100200"}


def entry(since: str, until: str | None = None, **more: Any) -> dict[str, Any]:
    ends = {"until": date.fromisoformat(until)} if until else {}
    return complete(RegisterEntry, AWARD | {"since": date.fromisoformat(since)} | ends | more, Calendar())


def write(ledger: Ledger, *contents: dict[str, Any]) -> int:
    with ledger.writing(Act("王芳", "test")) as writer:
        for n, content in enumerate(contents):
            writer.add(RegisterEntry, {"case_no": f"册〔{content['since'].year}〕{writer.tx}-{n}"} | content)
        return writer.tx


def count(ledger: Ledger) -> int:
    with ledger.reading() as conn:
        return len(find(conn, RegisterEntry, ledger.bureau))


@pytest.mark.parametrize(
    ("other", "meets"),
    [
        (entry("2021-12-04"), True),
        (entry("2019-12-04"), True),
        (entry("2010-12-04", "2020-12-04"), False),
        (entry("2010-12-04", "2020-12-05"), True),
        (entry("2020-12-04", "2020-12-04"), False),
        (entry("2021-12-04", category="municipal"), False),
        (entry("2021-12-04", village="630122100201"), False),
        (entry("2021-12-04", title="另一称号"), False),
    ],
)
def test_two_stand_at_one_time_only_if_they_differ(ledger: Ledger, other: dict[str, Any], *, meets: bool) -> None:
    write(ledger, entry("2020-12-04"))
    if meets:
        with pytest.raises(StandsAlready) as caught:
            write(ledger, other)
        assert "民主法治示范村 县级 630122100200" in caught.value.text().zh
        assert caught.value.exit_code == 5
    else:
        write(ledger, other)
    assert count(ledger) == (1 if meets else 2)


def test_a_tx_is_refused_as_a_whole(ledger: Ledger) -> None:
    rows = [entry("2020-12-04", village=str(n)) for n in range(FEW + 10)]
    with pytest.raises(StandsAlready):
        write(ledger, *rows, entry("2022-12-04", village="7"))
    assert count(ledger) == 0
    write(ledger, *rows)
    assert count(ledger) == len(rows)


def test_an_edit_and_an_undo_are_refused_as_well(ledger: Ledger) -> None:
    write(ledger, entry("2020-12-04", "2022-01-01"))
    again = write(ledger, entry("2022-01-01"))
    with ledger.reading() as conn:
        first, second = sorted(find(conn, RegisterEntry, ledger.bureau), key=lambda r: str(r.content["since"]))
    with pytest.raises(StandsAlready), ledger.writing(Act("王芳", "edit")) as writer:
        writer.replace(RegisterEntry, second.id, second.tx, second.content | {"since": date(2021, 6, 1)})
    with ledger.writing(Act("王芳", "retract")) as writer:
        writer.retract(RegisterEntry, second.id, again)
        gone = writer.tx
    with ledger.writing(Act("王芳", "edit")) as writer:
        open_again = {name: value for name, value in first.content.items() if name not in ("until", "ended_on")}
        writer.replace(RegisterEntry, first.id, first.tx, open_again)
    with pytest.raises(StandsAlready):
        undo(ledger, "王芳", gone)


def test_names_are_masked_in_what_is_refused(ledger: Ledger) -> None:
    person = {"kind": "literate", "person": "祁生福", "since": date(2024, 1, 1)}
    with pytest.raises(StandsAlready) as caught:
        write(ledger, person, person | {"since": date(2024, 2, 1)})
    assert "祁某" in caught.value.text().zh
    assert "祁生福" not in caught.value.text().zh
