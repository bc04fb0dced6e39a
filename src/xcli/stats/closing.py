"""Closing a month: its figures are kept with the version of each definition; restating keeps a further version."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from xcli.domain.closing import Closing, Reopening
from xcli.domain.figure import quotient
from xcli.domain.indicator import Indicator, in_force, valid, versions
from xcli.domain.page import Line
from xcli.domain.period import Period, month_of
from xcli.errors import Conflict
from xcli.ledger.book import Book, read_book
from xcli.ledger.closing import Closed, closed_months, month_content
from xcli.ledger.journal import Writer
from xcli.stats.axis import Axis, Key
from xcli.stats.query import Desk, figures
from xcli.stats.reported import OF_YEAR, year_of
from xcli.stats.table import Answer, answer, carried_term, may_carry
from xcli.text import Text

Row = dict[str, Any]


class ClosedAlready(Conflict):
    """The month is closed."""

    sentence = Text(
        "{line} {period}已结账（{by}）。要改上报数：xcli period restate；要重新开放：xcli period reopen。",
        "{line}, {period} is closed already ({by}). To report other figures: xcli period restate; "
        "to open it again: xcli period reopen.",
    )


class NotClosed(Conflict):
    """The month is not closed."""

    sentence = Text(
        "{line} {period}没有结账。结账：xcli period close。",
        "{line}, {period} is not closed. Close it: xcli period close.",
    )


class ReportedOtherwise(Conflict):
    """A month that was opened again has other figures now than those that were reported."""

    sentence = Text(
        "{line} {period}重开后有 {count} 个数字与上报数不同。请写明理由重报：xcli period restate。",
        "{line}, {period}: {count} figures differ from those reported before it was opened again. "
        "Restate it, with a reason: xcli period restate.",
    )


class OutOfOrder(Conflict):
    """An earlier month stands open."""

    sentence = Text(
        "{line} {period}不能结账：{open}还没有结账。先结账：xcli period close {month}。",
        "{line}, {period} cannot be closed: {open} is open. Close that first: xcli period close {month}.",
    )


def definitions(page: type[Line], book: Book, period: Period) -> tuple[Indicator, ...]:
    """Return the definitions in force in a period, both where one changed within it."""
    known = (version for i in page.counted(book.lists) for version in versions(in_force(i, book.settings)))
    return tuple(version for version in known if valid(version, period.start, period.last))


def figures_of(desk: Desk, indicators: Sequence[Indicator], period: Period) -> list[Row]:
    """Return the figures of a month as they are kept: of the whole line, then of each office that has any."""
    newest = tuple({i.id: i for i in indicators}.values())
    whole = answer(desk, newest, [period])
    offices = answer(desk, newest, [period], axes=[Axis(desk.page.office)])
    rows = list(_rows(whole, period, ()))
    for key in sorted(offices.keys, key=lambda key: key[0] or 0):
        rows += [row for row in _rows(offices, period, key) if row["numerator"] or row.get("denominator")]
    return [*rows, *_of_year(desk, newest, period)]


def _of_year(desk: Desk, indicators: Sequence[Indicator], period: Period) -> Iterator[Row]:
    """Yield what rates of a longer period are said to contain: cases opened before the year, by month."""
    year = Period(year_of(period), period.end)
    terms = {i: carried_term(desk.page, i, year) for i in indicators if may_carry(i)}
    for axes in ([], [Axis(desk.page.office)]):
        for (key, _), counts in figures(desk, list(terms.values()), [period], axes=axes).items():
            place: Row = {"office": key[0]} if key else {"whole": 1}
            for indicator, count in zip(terms, counts, strict=True):
                if count:
                    yield (
                        {"indicator": f"{indicator.id}{OF_YEAR}", "version": indicator.version}
                        | place
                        | {"numerator": count}
                    )


def _rows(found: Answer, period: Period, key: Key) -> Iterator[Row]:
    for indicator in found.indicators:
        figure = found.figure(indicator, period, key)
        place: Row = {"office": key[0]} if key else {"whole": 1}
        yield {
            "indicator": indicator.id,
            "version": indicator.version,
            **place,
            "numerator": figure.numerator,
            "denominator": figure.denominator,
            "bare": figure.bare or None,
            "carried": figure.carried or None,
        }


def digest(rows: Sequence[Row]) -> str:
    """Return the digest of kept figures, whatever their order."""
    lines = sorted("|".join(f"{k}={v}" for k, v in sorted(row.items()) if v is not None) for row in rows)
    return sha256("\n".join(lines).encode()).hexdigest()


def close(writer: Writer, page: type[Line], settings: Mapping[str, str], period: Period, soft: int) -> Closed | None:
    """Keep the figures of a month; return the earlier closing of a month that was opened again."""
    before = _closed(writer, page, period)
    if before and before.locked:
        raise ClosedAlready(line=page.label, period=period.label(), by=before.text)
    rows = _now(writer, page, settings, period)
    if before and before.digest != digest(rows):
        count = len(_changed(writer, before, rows))
        raise ReportedOtherwise(line=page.label, period=period.label(), count=count)
    _keep(writer, page, period, rows, before.version if before else 1, {"soft": soft or None})
    return before


def refuse_gap(writer: Writer, page: type[Line], period: Period) -> None:
    """Refuse to close a month while one between it and the last closed month before it is open."""
    known = closed_months(writer.conn, writer.bureau, page.name)
    last = max((month for month in known if month.period.end <= period.start), key=_end, default=None)
    if last is None:
        return
    free = month_of(last.period.end, period.start.day) if last.locked else last.period
    if free.start < period.start:
        month = f"{free.last:%Y-%m}"
        raise OutOfOrder(line=page.label, period=period.label(), open=free.label(), month=month)


def _end(month: Closed) -> date:
    return month.period.end


def restate(
    writer: Writer, page: type[Line], settings: Mapping[str, str], period: Period, approved_by: str
) -> tuple[Closed, list[tuple[str, Row, Row]]]:
    """Keep a further version of a month's figures; return the version before, and each figure that changed."""
    before = _closed(writer, page, period)
    if before is None:
        raise NotClosed(line=page.label, period=period.label())
    rows = _now(writer, page, settings, period)
    changed = _changed(writer, before, rows)
    if changed or not before.locked:
        version = before.version + (1 if changed else 0)
        _keep(writer, page, period, rows, version, {"approved_by": approved_by, "soft": before.soft or None})
    return before, changed


def reopen(writer: Writer, page: type[Line], period: Period) -> Closed:
    """Open a closed month again; return the closing."""
    before = _closed(writer, page, period)
    if before is None or not before.locked:
        raise NotClosed(line=page.label, period=period.label())
    writer.add(Reopening, month_content(page.name, period))
    return before


def _closed(writer: Writer, page: type[Line], period: Period) -> Closed | None:
    known = closed_months(writer.conn, writer.bureau, page.name)
    return next((month for month in known if month.period == period), None)


def _now(writer: Writer, page: type[Line], settings: Mapping[str, str], period: Period) -> list[Row]:
    book = Book(read_book(writer.conn, writer.bureau).lists, settings)
    return figures_of(Desk(writer.conn, page, writer.bureau, corrected=True), definitions(page, book, period), period)


def _keep(
    writer: Writer, page: type[Line], period: Period, rows: list[Row], version: int, more: Mapping[str, object]
) -> None:
    content = month_content(page.name, period) | {"version": version, "digest": digest(rows), "figure": rows}
    writer.add(Closing, content | dict(more))


def kept_rows(conn: Any, bureau: str, month: Closed) -> list[Row]:
    """Return the figures kept of a closed month."""
    from xcli.ledger.closing import reported

    rows: list[Row] = []
    for offices in (False, True):
        for _, name, office, figure in reported(conn, bureau, [month], offices=offices):
            place: Row = {"office": office} if offices else {"whole": 1}
            rows.append(
                {
                    "indicator": name,
                    "version": figure.version,
                    **place,
                    "numerator": figure.numerator,
                    "denominator": figure.denominator,
                    "bare": figure.bare or None,
                    "carried": figure.carried or None,
                }
            )
    return rows


def otherwise_now(conn: Any, bureau: str, page: type[Line], month: Closed) -> list[tuple[Row, Row]]:
    """Return the kept figures that are not what the ledger, as it was then, gives by the same definitions."""
    kept = kept_rows(conn, bureau, month)
    book = read_book(conn, bureau, month.tx)
    then = Desk(conn, page, bureau, as_of=month.tx)
    counted = {_place(row): row for row in figures_of(then, definitions(page, book, month.period), month.period)}
    pairs = [(row, counted.get(_place(row), {})) for row in kept]
    return [(old, new) for old, new in pairs if _is_other(old, new)]


def _is_other(kept: Row, counted: Row) -> bool:
    if counted and counted["version"] != kept["version"]:
        return False
    return _value(kept) != _value(counted)


def _changed(writer: Writer, before: Closed, rows: Sequence[Row]) -> list[tuple[str, Row, Row]]:
    """Return the figures of the whole line and of offices that are not what they were."""
    old, new = (
        {_place(row): row for row in some if OF_YEAR not in row["indicator"]}
        for some in (kept_rows(writer.conn, writer.bureau, before), rows)
    )
    return [
        (name, old.get(place, {}), new.get(place, {}))
        for place in dict.fromkeys([*old, *new])
        if _value(old.get(place, {})) != _value(new.get(place, {}))
        for name in [place[0]]
    ]


def _place(row: Row) -> tuple[str, bool, int | None]:
    return row["indicator"], bool(row.get("whole")), row.get("office")


def _value(row: Row) -> tuple[int, int | None]:
    return row.get("numerator") or 0, row.get("denominator") or 0


def shown(indicator: Indicator, row: Row) -> str:
    """Return a kept figure as it is read: 150, 148/151, 48.68 万元."""
    numerator, denominator = _value(row)
    if indicator.denominator is not None:
        return f"{numerator}/{denominator}"
    return f"{quotient(numerator, 1_000_000, 2)} {indicator.unit}" if indicator.kind == "money" else str(numerator)
