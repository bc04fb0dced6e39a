"""The bureau's own working days: written by one tx, together with every stored day that they move."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from xcli.domain.calendar import Calendar
from xcli.domain.day import read_day
from xcli.domain.field import Choice, Day
from xcli.domain.keeping import CalendarDay, Setting
from xcli.domain.page import Line, complete
from xcli.domain.pages import lines
from xcli.domain.predicate import Between, Or
from xcli.errors import NotFound, NotValid
from xcli.intake.keeping import checked, write
from xcli.intake.read import open_source
from xcli.intake.validate import Content
from xcli.ledger.book import read_calendar
from xcli.ledger.journal import Act, Writer
from xcli.ledger.ledger import Ledger
from xcli.ledger.query import find
from xcli.ledger.record import Record
from xcli.ledger.tables import shelf
from xcli.ledger.where import compiled
from xcli.text import Text

WORDS = {
    "work": True, "上班": True, "班": True, "补班": True, "调休上班": True, "工作日": True, "是": True,
    "off": False, "放假": False, "休": False, "休息": False, "假": False, "休息日": False, "否": False,
}  # fmt: skip
HEADINGS = {
    "日期": "day", "day": "day", "date": "day", "自": "day", "from": "day", "至": "until", "until": "until", "to": "until",
    "安排": "work", "类型": "work", "work": "work", "kind": "work", "上班": "work",
    "说明": "why", "依据": "why", "节日": "why", "名称": "why", "why": "why", "name": "why",
}  # fmt: skip
# Days off on the same date every year since 2025: a notice without them is not whole.
FIXED = ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))
_REACH = timedelta(days=45)  # a stored day lies no further from the day it is counted from
_MOST = 400


class BadNotice(NotValid):
    """Rows of a notice cannot be read."""

    sentence = Text("没有保存。{file}：{faults}。", "Nothing was saved. {file}: {faults}.")


class NotSet(NotFound):
    """The bureau has not set this day."""

    sentence = Text(
        "{day} 不是本单位设置的日子。已设置的见：xcli calendar list",
        "{day} was not set by the bureau. See: xcli calendar list",
    )


@dataclass(frozen=True)
class Moved:
    """A stored day that follows from the calendar, before and after."""

    record: Record
    field: Day | Choice
    before: Any
    after: Any


def set_days(ledger: Ledger, entries: Sequence[Mapping[str, Any]], act: Act) -> list[Moved]:
    """Write days, and what is computed from them."""
    with ledger.writing(act) as writer:
        before = read_calendar(writer.conn, writer.bureau)
        for cells in entries:
            write(writer, CalendarDay, checked(writer, CalendarDay, cells), ("day",))
        return _recomputed(writer, before)


def unset(ledger: Ledger, day: date, act: Act) -> list[Moved]:
    """Take a day out, so that the notices decide again."""
    with ledger.writing(act) as writer:
        before = read_calendar(writer.conn, writer.bureau)
        standing = [r for r in find(writer.conn, CalendarDay, writer.bureau) if r.content["day"] == day]
        if not standing:
            raise NotSet(day=day)
        writer.retract(CalendarDay, standing[0].id, standing[0].tx)
        return _recomputed(writer, before)


def choose(ledger: Ledger, name: str, value: str, act: Act) -> list[Moved]:
    """Choose a rule of counting, and compute anew the stored days that follow from it."""
    with ledger.writing(act) as writer:
        write(writer, Setting, checked(writer, Setting, {"key": name, "value": value}), ("key",))
        return list(_moved(writer, None))


def refresh(ledger: Ledger, act: Act) -> list[Moved]:
    """Compute anew every stored day that follows from the calendar: after new notices have come with a release."""
    with ledger.writing(act) as writer:
        return list(_moved(writer, None))


def stale(ledger: Ledger) -> bool:
    """Tell whether any stored day no longer follows from the calendar."""
    with ledger.reading() as conn:
        calendar = read_calendar(conn, ledger.bureau)
        pages = [page for page in lines().values() if page.reckoned_from]
        records = (record for page in pages for record in find(conn, page, ledger.bureau))
        return any(_differences(record, complete(record.page, record.content, calendar)) for record in records)


def _recomputed(writer: Writer, before: Calendar) -> list[Moved]:
    after = read_calendar(writer.conn, writer.bureau)
    changed = [day for day in before.own.keys() | after.own.keys() if before.workday(day) != after.workday(day)]
    return list(_moved(writer, (min(changed), max(changed)))) if changed else []


def _moved(writer: Writer, span: tuple[date, date] | None) -> Iterator[Moved]:
    """Rewrite the records whose computed days have moved, among those counted from a day near the span."""
    calendar = read_calendar(writer.conn, writer.bureau)
    for page in lines().values():
        if not page.reckoned_from:
            continue
        for record in _near(writer, page, span):
            content = complete(page, record.content, calendar)
            if moved := _differences(record, content):
                writer.replace(page, record.id, record.tx, content)
                yield from moved


def _near(writer: Writer, page: type[Line], span: tuple[date, date] | None) -> list[Record]:
    if span is None:
        return find(writer.conn, page, writer.bureau)
    first, last = span[0] - _REACH, span[1]
    condition = Or(tuple(Between(day, first, last) for day in page.reckoned_from))
    place = shelf(page.name)
    where = compiled(condition, place.rows.current, lambda name: place.parts[name].current)
    return find(writer.conn, page, writer.bureau, where=where)


def _differences(record: Record, content: Content) -> list[Moved]:
    computed = [f for f in record.page.fields.values() if f.computed and isinstance(f, Day | Choice)]
    pairs = [(f, record.content.get(f.name), content.get(f.name)) for f in computed]
    return [Moved(record, field, before, after) for field, before, after in pairs if before != after]


def read_notice(file: str, why: str | None) -> list[dict[str, Any]]:
    """Return the days of a sheet; those of a year whose notice is whole settle that year."""
    found: dict[date, dict[str, Any]] = {}
    faults: list[str] = []
    for n, cells in _rows(file):
        _take(n, cells, why or _base(file), found, faults)
    if not found and not faults:
        faults.append(str(Text("没有“日期”“安排”两列的内容", "no rows under the headings day and work")))
    if faults:
        raise BadNotice(file=file, faults=str(Text("；", "; ")).join(faults))
    whole = {year for year in {day.year for day in found} if _is_whole(year, found)}
    return [entry | {"notice": "是" if day.year in whole else None} for day, entry in sorted(found.items())]


def _is_whole(year: int, found: Mapping[date, Mapping[str, Any]]) -> bool:
    return all((entry := found.get(date(year, *day))) is not None and entry["work"] == "否" for day in FIXED)


def _base(file: str) -> str:
    return file.replace("\\", "/").rsplit("/", 1)[-1]


def _rows(file: str) -> Iterator[tuple[int, dict[str, Any]]]:
    heading: dict[int, str] = {}
    with open_source(file) as (_source, sheets):
        for sheet in sheets:
            for n, row in sheet.rows:
                if not {"day", "work"} <= set(heading.values()):
                    heading = {
                        i: HEADINGS[word] for i, cell in enumerate(row) if (word := str(cell).strip()) in HEADINGS
                    }
                else:
                    yield n, {name: row[i] for i, name in heading.items() if i < len(row) and row[i] not in (None, "")}


def _take(n: int, cells: Mapping[str, Any], why: str, found: dict[date, dict[str, Any]], faults: list[str]) -> None:
    if "day" not in cells and "work" not in cells:
        return
    where = Text(f"第 {n} 行", f"row {n}")
    first, fault = read_day(cells.get("day"))
    last, other = read_day(cells["until"]) if "until" in cells else (first, None)
    faults += [
        str(Text(f"{where.zh}日期{one.reason.zh}", f"{where.en}: the day {one.reason.en}"))
        for one in (fault, other)
        if one and one.weight == "error"
    ]
    work = WORDS.get(str(cells.get("work", "")).strip().lower())
    if work is None:
        faults.append(str(Text(f"{where.zh}“{cells.get('work', '')}”既不是上班也不是放假",
                               f"{where.en}: “{cells.get('work', '')}” is neither work nor off")))  # fmt: skip
    if first is None or last is None or work is None:
        return
    if not 0 <= (last - first).days < _MOST:
        faults.append(str(Text(f"{where.zh}“至”早于“日期”或太远", f"{where.en}: “until” is before “day” or too far")))
        return
    for day in _days(first, last):
        entry = {"day": day, "work": "是" if work else "否", "why": str(cells.get("why", why))}
        if found.setdefault(day, entry)["work"] != entry["work"]:
            faults.append(str(Text(f"{where.zh}：{day} 前面写的不同", f"{where.en}: {day} was said otherwise above")))


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
