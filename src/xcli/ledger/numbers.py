"""Case numbers in their series: which are missing between the first and the last, which are used twice."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from xcli.domain.case_no import fold_case_no
from xcli.domain.page import Line
from xcli.ledger.query import versions
from xcli.ledger.tables import shelf


@dataclass(frozen=True)
class Series:
    """Numbers that differ in their serial only; `name` shows it as `n`."""

    name: str
    count: int
    missing: tuple[int, ...]
    retracted: tuple[int, ...]
    doubled: tuple[tuple[int, int], ...]


def series(conn: Connection, page: type[Line], bureau: str, year: int | None = None) -> Iterator[Series]:
    """Yield the series of a line's numbers, those of one year if it is given."""
    place = shelf(page.name).rows
    standing: dict[str, list[int]] = {}
    ever: dict[str, set[int]] = {}
    names: dict[str, str] = {}
    for rows, past in ((place.current, False), (versions(place), True)):
        asked = select(rows.c.case_no, rows.c.number_serial).where(
            rows.c.bureau == bureau, rows.c.number_serial.is_not(None)
        )
        for written, serial in conn.execute(asked if year is None else asked.where(rows.c.number_year == year)):
            key, name = _series_of(written, serial)
            names.setdefault(key, name)
            if past:
                ever.setdefault(key, set()).add(serial)
            else:
                standing.setdefault(key, []).append(serial)
    for key in sorted(standing):
        yield _judged(names[key], standing[key], ever.get(key, set()))


def _series_of(written: str, serial: int) -> tuple[str, str]:
    """Return the key of a number's series, and the number with its serial as `n`."""
    found = [match for match in re.finditer(r"[0-9]+", written) if int(match.group()) == serial]
    if not found:
        return fold_case_no(written), written
    start, end = found[-1].span()
    return f"{fold_case_no(written[:start])}-{fold_case_no(written[end:])}", f"{written[:start]}n{written[end:]}"


def _judged(name: str, serials: Sequence[int], ever: set[int]) -> Series:
    known = set(serials)
    gaps = [n for n in range(min(known), max(known) + 1) if n not in known]
    twice = (
        tuple((n, count) for n in sorted(known) if (count := serials.count(n)) > 1) if len(known) < len(serials) else ()
    )
    return Series(
        name, len(serials), tuple(n for n in gaps if n not in ever), tuple(n for n in gaps if n in ever), twice
    )


def runs(numbers: Sequence[int]) -> str:
    """Return numbers with those that follow each other as one run: 3、7—9."""
    found: list[list[int]] = []
    for number in numbers:
        if found and found[-1][1] + 1 == number:
            found[-1][1] = number
        else:
            found.append([number, number])
    return "、".join(str(first) if first == last else f"{first}—{last}" for first, last in found)
