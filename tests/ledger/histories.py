"""Random histories of a ledger: what clerks may do to records, one tx at a time."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from xcli.domain.pages.dispute import CATEGORY, OUTCOME, ROLE, Dispute
from xcli.ledger.journal import Act
from xcli.ledger.ledger import Ledger
from xcli.ledger.query import find
from xcli.ledger.undo import ChangedSince, NothingToUndo, NumberReused, undo

NAMES = ["张三", "李四", "王五", "阿依古丽·买买提"]
days = st.dates(date(2023, 11, 1), date(2025, 2, 28))
parties = st.lists(
    st.fixed_dictionaries(
        {"role": st.sampled_from([c.code for c in ROLE.codes]), "person": st.sampled_from(NAMES)},
        optional={"phone": st.just("13800138000")},
    ),
    max_size=3,
)
contents = st.fixed_dictionaries(
    {"accepted_on": days, "category": st.sampled_from([c.code for c in CATEGORY.codes[:4]])},
    optional={
        "amount": st.integers(0, 10**9),
        "outcome": st.sampled_from([c.code for c in OUTCOME.codes]),
        "mediated_on": days,
        "agreed_on": days,
        "people": st.integers(0, 9),
        "summary": st.sampled_from(["借款", "宅基地"]),
        "party": parties,
        "escalation": st.sets(st.sampled_from(["crime", "petition", "suicide"]), min_size=1).map(
            lambda s: tuple(sorted(s))
        ),
    },
)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.lists(contents, min_size=1, max_size=3)),
        st.tuples(st.just("edit"), st.tuples(st.integers(0, 20), contents)),
        st.tuples(st.just("retract"), st.integers(0, 20)),
        st.tuples(st.just("undo"), st.none()),
    ),
    max_size=12,
)


def state(ledger: Ledger, as_of: int | None = None) -> dict[int, dict[str, Any]]:
    """Return the content of every standing record by id."""
    with ledger.reading() as conn:
        return {r.id: dict(r.content) for r in find(conn, Dispute, ledger.bureau, as_of=as_of)}


def take(ledger: Ledger, step: tuple[str, Any], clerk: str = "王芳") -> int | None:
    """Do one step; return its tx, or None when it was refused or had nothing to do."""
    kind, what = step
    with ledger.reading() as conn:
        standing = find(conn, Dispute, ledger.bureau)
    if kind == "undo":
        try:
            return undo(ledger, clerk).tx
        except (NothingToUndo, ChangedSince, NumberReused):
            return None
    if kind != "add" and not standing:
        return None
    with ledger.writing(Act(clerk, f"dispute {kind}")) as writer:
        if kind == "add":
            for content in what:
                writer.add(Dispute, content)
        elif kind == "edit":
            record = standing[what[0] % len(standing)]
            writer.replace(Dispute, record.id, record.tx, what[1])
        else:
            record = standing[what % len(standing)]
            writer.retract(Dispute, record.id, record.tx)
        return writer.tx
