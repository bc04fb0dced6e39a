"""What a record is called: the next free number, the record that a clerk means, records that look alike."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, and_, exists, func, or_, select, union

from xcli.domain.case_no import Pattern, fold_case_no
from xcli.domain.field import Parts
from xcli.domain.page import Line
from xcli.ledger.query import find, source
from xcli.ledger.record import Record
from xcli.ledger.tables import TX, shelf

NEAR = timedelta(days=7)
MOST_CANDIDATES = 50
_YEAR_AND_SERIAL = re.compile(r"([12][0-9]{3})-([0-9]{1,9})")


def pattern_of(page: type[Line], settings: Mapping[str, str], bureau_name: str) -> Pattern:
    """Return how the bureau forms a line's numbers."""
    told = settings.get(f"number.{page.name}") or default_pattern(page, bureau_name)
    pattern, _ = Pattern.parse(told)
    return pattern or Pattern.parse(default_pattern(page, ""))[0]  # type: ignore[return-value]


def default_pattern(page: type[Line], bureau_name: str) -> str:
    """Return the pattern that a bureau gets unless it wants another: 湟调〔{year}〕{n}号."""
    return f"{bureau_name[:1].strip('{}')}{page.mark}〔{{year}}〕{{n}}号"


def next_serial(conn: Connection, page: type[Line], bureau: str, pattern: Pattern, year: int, office: str = "") -> int:
    """Return the highest serial ever used in this pattern and year, past and present, plus one."""
    # The folded beginning tells the pattern; serials beyond it belong to numbers that were given by hand.
    start = _start(pattern, year, office)
    highest = 0
    for table in shelf(page.name).rows:
        asked = (
            select(table.c.number_serial)
            .where(table.c.bureau == bureau, table.c.number_year == year, table.c.number_serial.is_not(None))
            .where(func.substr(table.c.number_key, 1, len(start)) == start)
            .order_by(table.c.number_serial.desc())
            .limit(1)
        )
        highest = max(highest, conn.scalar(asked) or 0)
    return highest + 1


def _start(pattern: Pattern, year: int, office: str) -> str:
    one, two = (fold_case_no(pattern.format(year, n, office)) for n in (1, 2))
    same = 0
    while same < min(len(one), len(two)) and one[same] == two[same]:
        same += 1
    return one[:same].rstrip("0") if "{n:" in pattern.text else one[:same]


def seek(
    conn: Connection, page: type[Line], bureau: str, said: str, year: int, as_of: int | None = None
) -> list[Record]:
    """Return the records that a clerk may mean: by whole number or name, by serial of a year, else by a fragment.

    A fragment never cuts a number in two: 12 does not mean 112.
    """
    now = source(shelf(page.name).rows, as_of)
    key = fold_case_no(said)
    if not key:
        return []
    stood: dict[str, Any] = {"rows": now, "as_of": as_of, "limit": MOST_CANDIDATES}
    ways = [*_ways(now, key, year), *_called(page, now, said)]
    if found := find(conn, page, bureau, where=_any_of(now, bureau, ways), **stood):
        return found
    inside = or_(_holds(now.c.number_key, key), *(_holds(now.c[name], said) for name in page.named()))
    near = find(conn, page, bureau, where=inside, order=(now.c.number_year.desc(), now.c.number_serial), **stood)
    before, after = "(?<![0-9])" if key[0].isdecimal() else "", "(?![0-9])" if key[-1].isdecimal() else ""
    bounded = re.compile(before + re.escape(key) + after)
    return [
        r
        for r in near
        if bounded.search(fold_case_no(str(r.content.get("case_no", ""))))
        or any(said in str(r.content.get(name, "")) for name in page.named())
    ]


def _holds(column: ColumnElement[str], fragment: str) -> ColumnElement[bool]:
    return func.replace(column, fragment, "") != column


def _called(page: type[Line], table: FromClause, said: str) -> list[ColumnElement[bool]]:
    return [table.c[name] == said for name in page.named()]


def _any_of(table: FromClause, bureau: str, ways: Sequence[ColumnElement[bool]]) -> ColumnElement[bool]:
    """Return the condition of being found in one of these ways, each by its own index.

    Joined by OR, or ordered by id, SQLite would read every record of the bureau.
    """
    return table.c.id.in_(union(*(select(table.c.id).where(table.c.bureau == bureau, way) for way in ways)))


def _ways(table: FromClause, key: str, year: int) -> list[ColumnElement[bool]]:
    ways = [table.c.number_key == key]
    if key.isdecimal() and len(key) <= 9:
        ways.append(and_(table.c.number_year == year, table.c.number_serial == int(key)))
    elif parts := _YEAR_AND_SERIAL.fullmatch(key):
        ways.append(and_(table.c.number_year == int(parts[1]), table.c.number_serial == int(parts[2])))
    return ways


def retracted(conn: Connection, page: type[Line], bureau: str, said: str, year: int) -> int | None:
    """Return the id of the retracted case that was called so last."""
    now, past = shelf(page.name).rows
    stands = exists(select(1).where(now.c.bureau == bureau, now.c.id == past.c.id))
    called = or_(
        *_ways(past, fold_case_no(said), year),
        *_called(page, past, said),
        _holds(past.c.number_key, fold_case_no(said)),
    )
    asked = select(past.c.id).where(past.c.bureau == bureau, called, ~stands).order_by(past.c.until_tx.desc()).limit(1)
    return conn.scalar(asked)


def sought_names(page: type[Line], content: Mapping[str, Any]) -> set[str]:
    """Return the names by which a record is found: its own, and those of its parties."""
    names = {str(content[name]) for name in page.named() if content.get(name)}
    for group in page.fields.values():
        if isinstance(group, Parts):
            keys = [inner.name for inner in group.part.fields.values() if inner.sought]
            names |= {str(part[key]) for part in content.get(group.name) or () for key in keys if part.get(key)}
    return names


def recognisable(page: type[Line], content: Mapping[str, Any]) -> bool:
    """Tell whether a record says enough to look like another: a number, or names and a day."""
    return bool(content.get("case_no") or (sought_names(page, content) and content.get(page.docket.opens.name)))


def alike(conn: Connection, page: type[Line], bureau: str, content: Mapping[str, Any]) -> list[Record]:
    """Return records that look like this one: same number, or same parties, near day and same office."""
    now = shelf(page.name).rows.current
    tests: list[ColumnElement[bool]] = []
    number = content.get("case_no")
    if number:
        tests.append(and_(now.c.number_key == fold_case_no(str(number)), _same_office(now, content)))
    names = sought_names(page, content)
    opened = content.get(page.docket.opens.name)
    if names and isinstance(opened, date):
        near = now.c[page.docket.opens.name].between(opened - NEAR, opened + NEAR)
        tests.append(and_(now.c.id.in_(_holding(conn, page, bureau, names)), near, _same_office(now, content)))
    if not tests:
        return []
    found = find(conn, page, bureau, where=_any_of(now, bureau, tests), limit=MOST_CANDIDATES)
    key = fold_case_no(str(number)) if number else None
    return [
        r
        for r in found
        if sought_names(page, r.content) == names or fold_case_no(str(r.content.get("case_no", ""))) == key
    ]


def _same_office(now: Any, content: Mapping[str, Any]) -> ColumnElement[bool]:
    return func.coalesce(now.c.office, 0) == (content.get("office") or 0)


def _holding(conn: Connection, page: type[Line], bureau: str, names: Iterable[str]) -> list[int]:
    now = shelf(page.name).rows.current
    held: set[int] = set()
    for name in page.named():
        held |= set(
            conn.scalars(select(now.c.id).where(now.c.bureau == bureau, now.c[name].in_(list(names))).limit(1000))
        )
    for group in page.fields.values():
        if isinstance(group, Parts):
            rows = shelf(page.name).parts[group.name].current
            for inner in group.part.fields.values():
                if inner.sought:
                    asked = select(rows.c.id).where(rows.c.bureau == bureau, rows.c[inner.name].in_(list(names)))
                    held |= set(conn.scalars(asked.limit(1000)))
    return sorted(held)


def last_entered(conn: Connection, page: type[Line], bureau: str, clerk: str) -> Record | None:
    """Return the record that this clerk wrote last in a line: its office and mediator are the next one's defaults."""
    now = shelf(page.name).rows.current
    newest = select(func.max(TX.c.tx)).where(
        TX.c.bureau == bureau, TX.c.clerk == clerk, TX.c.command == f"{page.name} add"
    )
    return next(iter(find(conn, page, bureau, where=now.c.tx == newest.scalar_subquery(), limit=1)), None)


def numbers_like(conn: Connection, page: type[Line], bureau: str, beginning: str, limit: int = 30) -> list[str]:
    """Return the newest case numbers that begin like this, for completion."""
    now = shelf(page.name).rows.current
    key = fold_case_no(beginning)
    asked = select(now.c.case_no).where(now.c.bureau == bureau, func.substr(now.c.number_key, 1, len(key)) == key)
    return list(conn.scalars(asked.order_by(now.c.number_year.desc(), now.c.number_serial.desc()).limit(limit)))
