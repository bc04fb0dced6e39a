"""Conditions as SQL, with the meaning they have in memory: missing values compare false, `not` is the complement."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, bindparam, exists, false, func, not_, or_, select, true

from xcli.domain import predicate as p
from xcli.domain.field import Field

PartRows = Callable[[str], FromClause]


def compiled(condition: p.Predicate, rows: FromClause, parts: PartRows) -> ColumnElement[bool]:
    """Return the SQL of a condition on `rows`; `parts` gives the rows of a repeated field.

    Every subquery carries the bureau, so that a sharded engine pushes it down.
    """
    return _Compiler(rows, parts).of(condition)


class _Compiler:
    def __init__(self, rows: FromClause, parts: PartRows) -> None:
        self.rows = rows
        self.parts = parts

    def of(self, condition: p.Predicate) -> ColumnElement[bool]:
        match condition:
            case p.Always():
                return true()
            case p.And(terms):
                return and_(true(), *(self.of(term) for term in terms))
            case p.Or(terms):
                return or_(false(), *(self.of(term) for term in terms))
            case p.Not(term):
                return not_(self.of(term))
            case p.Any(group, where):
                inner = self.parts(group.name)
                return self._exists(inner, _Compiler(inner, self.parts).of(where))
        return self._leaf(condition)

    def _leaf(self, condition: p.Predicate) -> ColumnElement[bool]:
        match condition:
            case p.In(field, values):
                return self._on(field, lambda c: c.in_(values))
            case p.Between(field, low, high):
                return self._on(
                    field, lambda c: and_(true() if low is None else c >= low, true() if high is None else c <= high)
                )
            case p.Present(field):
                return self._on(field, lambda _c: true())
            case p.Among(ids=ids):
                # Written into the statement: there may be more than the engine takes as parameters.
                return self.rows.c.id.in_(bindparam(None, sorted(ids), expanding=True, literal_execute=True))
            case p.Before(field, other):
                left, right = self.rows.c[field.name], self.rows.c[other.name]
                return and_(left.is_not(None), right.is_not(None), left < right)
            case p.Has(field, fragment):
                return self._on(field, lambda c: func.replace(c, fragment, "") != c)
        raise TypeError(condition)

    def _on(self, field: Field, test: Callable[[Any], ColumnElement[bool]]) -> ColumnElement[bool]:
        if field.kind == "many":
            inner = self.parts(field.name)
            return self._exists(inner, test(inner.c.code) if "code" in inner.c else true())
        column = self.rows.c[field.name]
        return and_(column.is_not(None), test(column))

    def _exists(self, inner: FromClause, where: ColumnElement[bool]) -> ColumnElement[bool]:
        tie = and_(inner.c.bureau == self.rows.c.bureau, inner.c.id == self.rows.c.id)
        return exists(select(1).select_from(inner).where(tie, where))
