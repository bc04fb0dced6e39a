"""What each engine says in its own words: the days between two dates, and a date that no index shall look up."""

from datetime import date
from typing import Any

from sqlalchemy import BigInteger
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from xcli.ledger.shape import DAY


class DaysBetween(FunctionElement[int]):
    """The days from the first date to the second."""

    type = BigInteger()
    inherit_cache = True


@compiles(DaysBetween, "sqlite")
def _sqlite_days(element: Any, compiler: Any, **rest: Any) -> str:
    start, end = (compiler.process(clause, **rest) for clause in element.clauses)
    return f"CAST(julianday({end}) - julianday({start}) AS INTEGER)"


@compiles(DaysBetween)
def _standard_days(element: Any, compiler: Any, **rest: Any) -> str:
    start, end = (compiler.process(clause, **rest) for clause in element.clauses)
    return f"(({end}) - ({start}))"


class Scanned(FunctionElement[date]):
    """A date to be read row by row: looking up most rows of a table through an index takes longer than the table."""

    type = DAY
    inherit_cache = True


@compiles(Scanned, "sqlite")
def _sqlite_scanned(element: Any, compiler: Any, **rest: Any) -> str:
    return f"+{compiler.process(element.clauses.clauses[0], **rest)}"


@compiles(Scanned)
def _standard_scanned(element: Any, compiler: Any, **rest: Any) -> str:
    return str(compiler.process(element.clauses.clauses[0], **rest))
