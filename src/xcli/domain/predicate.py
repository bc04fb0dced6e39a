"""Conditions on records: a closed grammar, two-valued, with one meaning for SQL and for memory.

A comparison with a missing value is false; `~` is the complement. The tree lives here; `ledger.where` compiles it
to SQL, `stats.evaluate` is its reference meaning.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xcli.domain.declaration import Declaration
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.domain.field import Field, Parts


class Predicate(Declaration):
    """A condition that a record fulfils or not; combined by `&`, `|` and `~`."""

    def __and__(self, other: "Predicate") -> "Predicate":
        """Both hold."""
        return And((self, other))

    def __or__(self, other: "Predicate") -> "Predicate":
        """At least one holds."""
        return Or((self, other))

    def __invert__(self) -> "Predicate":
        """It does not hold."""
        return Not(self)


class Always(Predicate):
    """Holds for every record."""


class In(Predicate):
    """The field's value is one of these; of a multiple-choice field, one of its values is."""

    field: "Field"
    values: tuple[object, ...]


class Between(Predicate):
    """low <= value <= high; an open end is None."""

    field: "Field"
    low: object | None
    high: object | None


class Present(Predicate):
    """The field has a value."""

    field: "Field"


class Before(Predicate):
    """The field's value is less than that of another field of the same record; both are present."""

    field: "Field"
    other: "Field"


class Has(Predicate):
    """The words contain this fragment, letter by letter."""

    field: "Field"
    fragment: str


class Among(Predicate):
    """The record is one of these, which fulfil what `label` says and no other condition can; else `otherwise`."""

    label: Text
    otherwise: Text
    ids: frozenset[int]


class And(Predicate):
    """All hold."""

    terms: tuple[Predicate, ...]


class Or(Predicate):
    """At least one holds."""

    terms: tuple[Predicate, ...]


class Not(Predicate):
    """The complement."""

    term: Predicate


class Any(Predicate):
    """Some part of the record (a party, a suspension) fulfils the condition on that part's fields."""

    parts: "Parts"
    where: Predicate


def walk(predicate: Predicate) -> Iterator[Predicate]:
    """Yield the predicate and all that it is made of, outermost first."""
    yield predicate
    match predicate:
        case And(terms) | Or(terms):
            for term in terms:
                yield from walk(term)
        case Not(term):
            yield from walk(term)
        case Any(where=where):
            yield from walk(where)


def fields_in(predicate: Predicate) -> "Iterator[Field]":
    """Yield the fields that a condition reads; of conditions on parts only the parts themselves."""
    match predicate:
        case And(terms) | Or(terms):
            for term in terms:
                yield from fields_in(term)
        case Not(term):
            yield from fields_in(term)
        case Any(parts=parts):
            yield parts
        case Before(field, other):
            yield field
            yield other
        case In(field=field) | Between(field=field) | Present(field=field) | Has(field=field):
            yield field


def every(terms: "tuple[Predicate, ...] | list[Predicate]") -> Predicate:
    """Return the condition that all of these hold."""
    flat = tuple(term for term in terms if not isinstance(term, Always))
    return flat[0] if len(flat) == 1 else And(flat) if flat else Always()
