"""Every figure of every line is the same by SQL and in memory, and what was written is read back."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xcli.domain.calendar import Calendar
from xcli.domain.field import Choice, Choices, Day, Field, OfficeField, Parts
from xcli.domain.page import Line, complete
from xcli.domain.pages import lines
from xcli.domain.period import month, quarter, year
from xcli.ledger.journal import Act
from xcli.ledger.ledger import Ledger
from xcli.ledger.query import find
from xcli.stats.catalogue import page_of
from xcli.stats.evaluate import value
from xcli.stats.query import Desk, figures

CALENDAR = Calendar()
PERIODS = (month("2024-02"), month("2024-03"), quarter("2024Q1"), year("2024"))
days = st.dates(date(2023, 12, 20), date(2024, 4, 20))


def values(field: Field) -> st.SearchStrategy[Any]:
    """Give any value of a field, whether or not it agrees with the others."""
    if isinstance(field, Parts):
        inner = {name: values(f) for name, f in field.part.fields.items()}
        return st.lists(st.fixed_dictionaries({}, optional=inner).filter(bool), min_size=1, max_size=2)
    if isinstance(field, Choice):
        codes = st.sampled_from([entry.code for entry in field.codes.codes] or ["630122100200", "630122100201"])
        return st.sets(codes, min_size=1, max_size=2).map(lambda s: tuple(sorted(s))) if isinstance(field, Choices) else codes
    if isinstance(field, Day):
        return days
    return st.integers(0, 1) if field.kind == "whole" else st.sampled_from(["甲", "乙"])


def records(page: type[Line]) -> st.SearchStrategy[dict[str, Any]]:
    fields = {
        name: field for name, field in page.fields.items()
        if not (field.computed or isinstance(field, OfficeField) or name == "case_no")
    }  # fmt: skip
    required = {name: values(field) for name, field in fields.items() if field.required}
    optional = {name: values(field) for name, field in fields.items() if not field.required}
    return st.fixed_dictionaries(required, optional=optional).map(lambda content: complete(page, content, CALENDAR))


class TakenBackError(Exception):
    """Ends a tx without keeping it."""


@contextmanager
def holding(ledger: Ledger, page: type[Line], contents: list[dict[str, Any]]) -> Iterator[Desk]:
    """Give a desk over a ledger that holds these records for a moment."""
    try:
        with ledger.writing(Act("王芳", "test")) as writer:
            for n, content in enumerate(contents):
                writer.add(page, content | {"case_no": str(n)})
            yield Desk(writer.conn, page, ledger.bureau)
            raise TakenBackError
    except TakenBackError:
        return


@pytest.mark.parametrize("line", lines())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_figures_agree(either: Ledger, line: str, data: st.DataObject) -> None:
    page = lines()[line]
    contents = data.draw(st.lists(records(page), max_size=6))
    terms = list(dict.fromkeys(term for indicator in page.indicators for term in indicator.terms))
    with holding(either, page, contents) as desk:
        counted = figures(desk, terms, PERIODS)
        for period in PERIODS:
            assert list(counted[(), period]) == [value(term, period, contents) for term in terms]


@pytest.mark.parametrize("line", lines())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_what_is_written_is_read_back(either: Ledger, line: str, data: st.DataObject) -> None:
    page = lines()[line]
    contents = data.draw(st.lists(records(page), max_size=3))
    with holding(either, page, contents) as desk:
        read = [dict(record.content) for record in find(desk.conn, page, desk.bureau)]
    assert sorted(read, key=lambda c: c["case_no"]) == [c | {"case_no": str(n)} for n, c in enumerate(contents)]


@pytest.mark.parametrize("line", lines())
def test_indicators_are_named_once_and_tell_their_basis(line: str) -> None:
    page = lines()[line]
    names = [indicator.id for indicator in page.indicators]
    labels = [indicator.label.zh for indicator in page.indicators]
    assert len(set(names)) == len(names)
    assert len(set(labels)) == len(labels)
    assert {page_of(indicator).name for indicator in page.indicators} == {line}
    assert all(indicator.basis for indicator in page.indicators)
    known = {indicator.id for indicator in page.indicators}
    assert all(i.id in known for identity in page.identities for i in (*identity.left, *identity.right))
