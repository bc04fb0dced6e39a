"""Differences: causes make up the whole of them, what was reported stays, what was known then is counted as then."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from histories import contents, state
from xcli.domain.indicator import Indicator
from xcli.domain.keeping import Office
from xcli.domain.pages import dispute
from xcli.domain.pages.dispute import Dispute
from xcli.domain.period import Period
from xcli.domain.predicate import Always, Predicate
from xcli.ledger.closing import closed_months
from xcli.ledger.journal import Act
from xcli.ledger.ledger import Ledger, open_ledger
from xcli.ledger.lives import Version
from xcli.ledger.query import find
from xcli.ledger.schema import create
from xcli.ledger.undo import ChangedSince, NothingToUndo, NumberReused, UndoneBefore, undo
from xcli.stats import closing, evaluate, late
from xcli.stats.difference import Cause, Piece, Point, Split, between, cause_of, split
from xcli.stats.query import Desk
from xcli.stats.since import since_reported
from xcli.stats.table import answer

MONTHS = [Period(date(2024, n, 1), date(2024, n + 1, 1)) for n in (3, 4, 5)]
SPANS = [*MONTHS, Period(date(2024, 1, 1), date(2025, 1, 1)), Period(date(2023, 11, 1), date(2024, 4, 1))]
INDICATORS = [
    dispute.settled, dispute.amount, dispute.pending, dispute.days_to_settle, dispute.success_rate, dispute.handled,
    dispute.pending_age,
]
# The same indicator after its definition changed: whatever was handled counts.
REDEFINED = dispute.settled.but(version=2, since=date(2024, 4, 1), numerator=dispute.handled.numerator, earlier=dispute.settled)
OFFICES = 2

near = st.dates(date(2024, 2, 20), date(2024, 5, 31))
made = st.builds(
    lambda content, office, accepted, mediated: content | {"accepted_on": accepted} | office | mediated,
    contents,
    st.sampled_from([{}, *({"office": n} for n in range(OFFICES))]),
    near,
    st.one_of(st.just({}), st.fixed_dictionaries({"mediated_on": near, "outcome": st.sampled_from(["settled", "failed"])})),
)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.lists(made, min_size=1, max_size=3)),
        st.tuples(st.just("add"), st.lists(made, min_size=1, max_size=3)),
        st.tuples(st.just("edit"), st.tuples(st.integers(0, 20), made)),
        st.tuples(st.just("retract"), st.integers(0, 20)),
        st.tuples(st.just("undo"), st.integers(0, 3)),
        st.tuples(st.just("close"), st.sampled_from(range(len(MONTHS)))),
        st.tuples(st.just("restate"), st.sampled_from(range(len(MONTHS)))),
        st.tuples(st.just("reopen"), st.sampled_from(range(len(MONTHS)))),
    ),
    min_size=3,
    max_size=10,
)
points = st.lists(
    st.tuples(
        st.sampled_from([*INDICATORS, REDEFINED]), st.sampled_from(SPANS), st.sampled_from([None, *range(OFFICES)]), st.integers(0, 99)
    ),
    min_size=2,
    max_size=2,
)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a ledger with two offices, to copy."""
    place = tmp_path_factory.mktemp("differences") / "ledger.db"
    create(str(place), "630122")
    with open_ledger(str(place)).writing(Act("李明", "office")) as writer:
        for n in range(OFFICES):
            writer.add(Office, {"title": f"第{n}司法所"})
    return place


class History:
    """A ledger while random things happen to it, with what was seen after each tx."""

    def __init__(self, place: Path) -> None:
        self.ledger = open_ledger(str(place))
        self.ledger.watch = self._watch
        with self.ledger.reading() as conn:
            self.offices = [record.id for record in find(conn, Office, self.ledger.bureau)]
        self.seen: dict[int, list[dict[str, Any]]] = {1: []}
        self.reported: dict[tuple[Period, int], Any] = {}

    @staticmethod
    def _watch(writer: Any) -> Any:
        late.mark(writer)
        return lambda: None

    def take(self, step: tuple[str, Any]) -> None:
        """Do one step and look at the ledger."""
        tx = self._do(*step)
        if tx:
            self.seen[tx] = list(state(self.ledger).values())

    def _do(self, kind: str, what: Any) -> int | None:
        # The kind is written when the tx begins: closings are not undone.
        act = Act("王芳", kind, kind="close" if kind in {"close", "restate", "reopen"} else "write", reason="补录")
        with self.ledger.reading() as conn:
            standing = find(conn, Dispute, self.ledger.bureau)
        if kind in {"edit", "retract"} and not standing:
            return None
        try:
            if kind == "undo":
                return undo(self.ledger, "王芳", self._undoable(what), reason="撤回").tx
            with self.ledger.writing(act) as writer:
                getattr(self, kind)(writer, standing, what)
                return writer.tx
        except (NothingToUndo, ChangedSince, NumberReused, UndoneBefore, late.UndoneBehindClosing):
            return None
        except (closing.ClosedAlready, closing.NotClosed, closing.ReportedOtherwise):
            return None

    def _undoable(self, back: int) -> int | None:
        """Return one of the newest txs that an undo may name, undos among them; None for the clerk's last."""
        from sqlalchemy import select

        from xcli.ledger.tables import TX

        with self.ledger.reading() as conn:
            kinds = conn.execute(select(TX.c.tx).where(TX.c.kind.in_(("write", "undo")), TX.c.tx > 1)).all()
        return kinds[-back][0] if back and back <= len(kinds) else None

    def _content(self, content: dict[str, Any]) -> dict[str, Any]:
        office = content.get("office")
        return content if office is None else content | {"office": self.offices[office]}

    def add(self, writer: Any, _standing: Any, what: Any) -> None:
        for content in what:
            writer.add(Dispute, self._content(content))

    def edit(self, writer: Any, standing: Any, what: Any) -> None:
        record = standing[what[0] % len(standing)]
        writer.replace(Dispute, record.id, record.tx, self._content(what[1]))

    def retract(self, writer: Any, standing: Any, what: int) -> None:
        record = standing[what % len(standing)]
        writer.retract(Dispute, record.id, record.tx)

    def close(self, writer: Any, _standing: Any, month: int) -> None:
        closing.close(writer, Dispute, {}, MONTHS[month], 0)

    def restate(self, writer: Any, _standing: Any, month: int) -> None:
        closing.restate(writer, Dispute, {}, MONTHS[month], "张局长")

    def reopen(self, writer: Any, _standing: Any, month: int) -> None:
        closing.reopen(writer, Dispute, MONTHS[month])

    def look_at_reports(self) -> None:
        """See that what was reported stands as it was when it was reported."""
        with self.ledger.reading() as conn:
            for month in closed_months(conn, self.ledger.bureau, "dispute", every=True):
                rows = closing.kept_rows(conn, self.ledger.bureau, month)
                assert closing.digest(rows) == month.digest
                assert self.reported.setdefault((month.period, month.tx), rows) == rows

    def point(self, indicator: Indicator, period: Period, office: int | None, at: int) -> Point:
        scope: Predicate = Always() if office is None else Dispute.office.is_(self.offices[office])
        return Point(indicator, period, scope, sorted(self.seen)[at % len(self.seen)])

    def known(self, point: Point) -> list[dict[str, Any]]:
        holds = evaluate.test(point.scope)
        return [content for content in self.seen[point.as_of] if holds(content)]


def histories(place: Path, factory: Any) -> History:
    """Return a history in a ledger of its own."""
    return History(Path(shutil.copy(place, factory.mktemp("d") / "ledger.db")))


OFTEN = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12, deadline=None)


@OFTEN
@given(happened=steps, asked=st.lists(points, min_size=3, max_size=6))
def test_causes_make_up_the_difference_and_reports_stand(
    template: Path, tmp_path_factory: Any, happened: Any, asked: Any
) -> None:
    history = histories(template, tmp_path_factory)
    for step in happened:
        history.take(step)
        history.look_at_reports()
    with history.ledger.reading() as conn:
        desk = Desk(conn, Dispute, history.ledger.bureau)
        for one, other in asked:
            first, second = history.point(*one), history.point(*other)
            for role, found in enumerate(between(desk, first, second)):
                assert found.adds_up
                assert sum(found.by_cause.values()) == found.after - found.before
                assert found.before == evaluate.value(first.indicator.terms[role], first.period, history.known(first))
                assert found.after == evaluate.value(second.indicator.terms[role], second.period, history.known(second))


# Without shrinking: a history takes seconds, and one that fails is told by its seed.
SELDOM = settings(OFTEN, max_examples=8, phases=[Phase.explicit, Phase.reuse, Phase.generate])


@SELDOM
@given(happened=steps, asked=st.lists(points, min_size=2, max_size=2))
def test_the_changed_definition_alone_makes_the_share_of_the_definition(
    template: Path, tmp_path_factory: Any, happened: Any, asked: Any
) -> None:
    history = histories(template, tmp_path_factory)
    for step in happened:
        history.take(step)
    (one, other), any_two = asked
    redefined = [
        (history.point(dispute.settled, *one[1:]), history.point(REDEFINED, *other[1:])),
        (history.point(*any_two[0]), history.point(*any_two[1])),
    ]
    with history.ledger.reading() as conn:
        desk = Desk(conn, Dispute, history.ledger.bureau)
        for first, second in redefined:
            for role, found in enumerate(between(desk, first, second)):
                terms = first.indicator.terms[role], second.indicator.terms[role]
                old, new = (evaluate.value(term, first.period, history.known(first)) for term in terms)
                assert found.by_cause.get(Cause.DEFINITION, 0) == new - old
                assert found.adds_up
                keys = [(_stage(piece), piece.key) for piece in found.pieces]
                assert len(keys) == len(set(keys))


def _stage(piece: Piece) -> Cause | None:
    return piece.cause if piece.cause in {Cause.DEFINITION, Cause.SCOPE, Cause.PERIOD} else None


def test_a_changed_definition_is_counted_as_of_the_first_moment(template: Path, tmp_path_factory: Any) -> None:
    history = histories(template, tmp_path_factory)
    april, may = ({"accepted_on": day, "mediated_on": day, "outcome": "failed", "category": "other"}
                  for day in (date(2024, 4, 2), date(2024, 5, 2)))
    history.take(("add", [april, may]))
    history.take(("add", [april, april]))
    then, now = sorted(history.seen)[-2:]
    with history.ledger.reading() as conn:
        desk = Desk(conn, Dispute, history.ledger.bureau)
        early = Point(dispute.settled, MONTHS[1], Always(), then)
        later = Point(REDEFINED, SPANS[3], Always(), now)
        forth, back = between(desk, early, later)[0], between(desk, later, early)[0]
    assert forth.by_cause == {Cause.DEFINITION: 1, Cause.PERIOD: 1, Cause.LATE: 2}
    assert back.by_cause == {Cause.DEFINITION: -4}
    assert (forth.before, forth.after, back.before, back.after) == (0, 4, 4, 0)


@OFTEN
@given(happened=steps, chosen=st.sampled_from(INDICATORS), at=st.integers(0, 99))
def test_what_was_known_then_is_counted_as_it_was_counted_then(
    template: Path, tmp_path_factory: Any, happened: Any, chosen: Indicator, at: int
) -> None:
    history = histories(template, tmp_path_factory)
    for step in happened:
        history.take(step)
    tx = sorted(history.seen)[at % len(history.seen)]
    with history.ledger.reading() as conn:
        desk = Desk(conn, Dispute, history.ledger.bureau, as_of=tx)
        found = answer(desk, [chosen], SPANS)
        for span in SPANS:
            figure = found.figure(chosen, span)
            values = [evaluate.value(term, span, history.seen[tx]) for term in chosen.terms]
            assert [figure.numerator, figure.denominator][: len(values)] == values


@OFTEN
@given(happened=steps)
def test_closed_months_print_as_reported_and_open_ones_as_counted(
    template: Path, tmp_path_factory: Any, happened: Any
) -> None:
    history = histories(template, tmp_path_factory)
    for step in happened:
        history.take(step)
    with history.ledger.reading() as conn:
        months = {m.period: m for m in closed_months(conn, history.ledger.bureau, "dispute")}
        desk = Desk(conn, Dispute, history.ledger.bureau)
        quarter = Period(date(2024, 3, 1), date(2024, 6, 1))
        found = answer(desk, INDICATORS, [*MONTHS, quarter])
        for indicator in INDICATORS:
            pieces = [_then(history, months, indicator, month) for month in MONTHS]
            for month, values in zip(MONTHS, pieces, strict=True):
                assert _counts(found.figure(indicator, month)) == values
            assert _counts(found.figure(indicator, quarter)) == _put_together(indicator, pieces)


@SELDOM
@given(happened=steps)
def test_what_was_written_since_leads_from_the_printed_figure_to_that_of_now(
    template: Path, tmp_path_factory: Any, happened: Any
) -> None:
    history = histories(template, tmp_path_factory)
    for step in [("close", 0), ("close", 2), *happened]:
        history.take(step)
    with history.ledger.reading() as conn:
        desk = Desk(conn, Dispute, history.ledger.bureau)
        live = replace(desk, corrected=True)
        for indicator in INDICATORS:
            for span in (SPANS[3], Period(date(2024, 3, 1), date(2024, 6, 1))):
                printed, counted = (answer(d, [indicator], [span]).figure(indicator, span) for d in (desk, live))
                found = since_reported(desk, indicator, span)
                assert since_reported(live, indicator, span) is None
                if found is None:
                    assert _counts(printed) == _counts(counted)
                    continue
                assert found.is_whole
                assert (_counts(found.printed), _counts(found.counted)) == (_counts(printed), _counts(counted))


def _then(history: History, months: Any, indicator: Indicator, month: Period) -> list[int]:
    at = months[month].tx if month in months else max(history.seen)
    tx = max(seen for seen in history.seen if seen <= at)
    return [evaluate.value(term, month, history.seen[tx]) for term in indicator.terms]


def _counts(figure: Any) -> list[int]:
    return [figure.numerator] if figure.denominator is None else [figure.numerator, figure.denominator]


def _put_together(indicator: Indicator, pieces: list[list[int]]) -> list[int]:
    """Return what adjoining months make: the last one for what is pending at the end, else their sum."""
    columns = list(zip(*pieces, strict=True))
    return list(columns[0][-1:] + tuple(c[-1] for c in columns[1:])) if indicator.id.startswith("dispute.pending") else [
        sum(column) for column in columns
    ]


def test_a_split_that_loses_a_record_does_not_add_up() -> None:
    whole = split([(None, {("dispute", 1): 1}), (Cause.PERIOD, {("dispute", 2): 5})], _never)
    assert whole.adds_up
    assert not Split(whole.before, whole.after, whole.pieces[:1]).adds_up
    assert whole.of(Cause.PERIOD) == (
        Piece(Cause.PERIOD, ("dispute", 1), 1, 0), Piece(Cause.PERIOD, ("dispute", 2), 0, 5)
    )


def _never(*_: Any) -> Any:
    raise AssertionError


def lives(*versions: tuple[int, int | None, str]) -> tuple[Version, ...]:
    return tuple(Version(tx, until, leaf.encode()) for tx, until, leaf in versions)


# What happened: the versions of a record, which tx took back which, before and after; seen from 10 to 20.
LIVES: list[tuple[str, Any, dict[int, int], int, int, Cause, int]] = [
    ("entered", lives((12, None, "a")), {}, 0, 1, Cause.LATE, 12),
    ("entered, undone, done again", lives((12, 13, "a"), (14, None, "a")), {13: 12, 14: 13}, 0, 1, Cause.LATE, 12),
    ("retracted", lives((5, 12, "a")), {}, 1, 0, Cause.RETRACTED, 12),
    ("its entry undone", lives((5, 12, "a")), {12: 5}, 1, 0, Cause.UNDONE, 12),
    ("retracted, undone, done again", lives((5, 12, "a"), (13, 14, "a")), {13: 12, 14: 13}, 1, 0, Cause.RETRACTED, 12),
    ("an earlier retraction undone", lives((5, 8, "a"), (12, None, "a")), {12: 8}, 0, 1, Cause.UNDONE, 12),
    ("edited into the set", lives((5, 12, "a"), (12, None, "b")), {}, 0, 1, Cause.CORRECTED_IN, 12),
    ("edited out of it", lives((5, 12, "a"), (12, None, "b")), {}, 1, 0, Cause.CORRECTED_OUT, 12),
    ("its amount edited", lives((5, 12, "a"), (12, None, "b")), {}, 4, 7, Cause.CORRECTED, 12),
    ("edited twice, the second undone", lives((5, 12, "a"), (12, 13, "b"), (13, 14, "c"), (14, None, "b")), {14: 13},
     0, 1, Cause.CORRECTED_IN, 12),
    ("an edit before undone", lives((4, 5, "a"), (5, 12, "b"), (12, None, "a")), {12: 5}, 1, 0, Cause.UNDONE, 12),
]


@pytest.mark.parametrize("what, life, undone, before, after, cause, tx", LIVES, ids=[row[0] for row in LIVES])
def test_each_record_has_the_cause_that_happened_to_it(
    what: str, life: Any, undone: dict[int, int], before: int, after: int, cause: Cause, tx: int
) -> None:
    del what
    assert cause_of(life, undone, 10, 20, before, after) == (cause, tx)


@pytest.fixture
def closed(template: Path, tmp_path: Path) -> Ledger:
    """Give a ledger whose May was closed with one case settled."""
    ledger = open_ledger(str(shutil.copy(template, tmp_path / "ledger.db")))
    ledger.watch = History._watch
    one = {"accepted_on": date(2024, 5, 2), "mediated_on": date(2024, 5, 3), "outcome": "settled", "category": "other"}
    with ledger.writing(Act("王芳", "dispute add")) as writer:
        writer.add(Dispute, one)
    with ledger.writing(Act("王芳", "period close", kind="close")) as writer:
        closing.close(writer, Dispute, {}, MONTHS[2], 0)
    return ledger


def test_writing_into_a_closed_month_needs_a_reason_and_is_marked(closed: Ledger) -> None:
    late_one = {"accepted_on": date(2024, 5, 9), "category": "other"}
    with pytest.raises(late.ReasonForClosed), closed.writing(Act("王芳", "dispute add")) as writer:
        writer.add(Dispute, late_one)
    with closed.writing(Act("王芳", "dispute add", reason="漏录")) as writer:
        writer.add(Dispute, late_one)
    assert writer.touched == {"dispute", "late"}


def test_what_changes_no_reported_figure_needs_none(closed: Ledger) -> None:
    with closed.writing(Act("王芳", "dispute add")) as writer:
        number = writer.add(Dispute, {"accepted_on": date(2024, 6, 1), "category": "other"})
    with closed.reading() as conn:
        record = next(r for r in find(conn, Dispute, closed.bureau) if r.id != number)
    with closed.writing(Act("王芳", "dispute edit")) as writer:
        writer.replace(Dispute, record.id, record.tx, record.content | {"mediator": "李明"})
    assert "late" not in writer.touched


def test_an_undo_stops_at_the_closing_until_it_is_opened_again(closed: Ledger) -> None:
    with pytest.raises(late.UndoneBehindClosing):
        undo(closed, "王芳", 2, "登错")
    with closed.writing(Act("王芳", "period reopen", kind="close", reason="登错")) as writer:
        closing.reopen(writer, Dispute, MONTHS[2])
    undo(closed, "王芳", 2, "登错")
    with closed.reading() as conn:
        assert answer(Desk(conn, Dispute, closed.bureau), [dispute.settled], MONTHS).figure(
            dispute.settled, MONTHS[2]
        ).numerator == 1


def test_a_closing_is_not_undone(closed: Ledger) -> None:
    from xcli.ledger.undo import NotUndoable, undo

    with pytest.raises(NotUndoable):
        undo(closed, "王芳", 3)


def test_what_was_carried_into_the_year_is_kept_with_its_months(template: Path, tmp_path: Path) -> None:
    ledger = open_ledger(str(shutil.copy(template, tmp_path / "ledger.db")))
    months = Period(date(2024, 1, 1), date(2024, 4, 1)).split_months(1)
    opened = [date(2023, 12, 5), date(2023, 11, 2), date(2024, 1, 8)]
    with ledger.writing(Act("王芳", "dispute add")) as writer:
        for n, day in enumerate(opened):
            writer.add(Dispute, {
                "accepted_on": day, "mediated_on": date(2024, 1 + n, 20), "outcome": "settled", "category": "other",
            })
    with ledger.writing(Act("王芳", "period close", kind="close")) as writer:
        for month in months:
            closing.close(writer, Dispute, {}, month, 0)
    quarter, tail = Period(date(2024, 1, 1), date(2024, 4, 1)), Period(date(2024, 2, 1), date(2024, 4, 1))
    with ledger.reading() as conn:
        reported, live = (Desk(conn, Dispute, ledger.bureau, corrected=corrected) for corrected in (False, True))
        for span, carried in ((quarter, 2), (tail, 2)):
            kept, counted = (answer(desk, [dispute.success_rate], [span]).figure(dispute.success_rate, span)
                             for desk in (reported, live))
            assert (kept.carried, counted.carried) == (carried, carried)
            assert kept == counted
