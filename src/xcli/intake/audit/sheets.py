"""Filled score sheets: read page by page, held against round, scheme and assignment, every wrong cell named."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath
from typing import Any

from xcli.domain.audit import scheme
from xcli.domain.audit.sheet import ABOVE, COLUMNS
from xcli.domain.case_no import fold_case_no
from xcli.domain.clean import clean_text, fold
from xcli.domain.day import read_day
from xcli.domain.fault import Fault
from xcli.errors import NotValid
from xcli.intake.audit.panel import Round, round_of
from xcli.intake.audit.scoring import Marks, Tally, mark_of, take
from xcli.intake.heading import key, words_of
from xcli.intake.listed import SheetsWrong
from xcli.intake.read import Cell, ErrorCell, Sheet, files_of, open_source
from xcli.intake.record import Trouble, is_blank
from xcli.ledger.journal import Act
from xcli.ledger.ledger import Ledger
from xcli.ledger.record import Record
from xcli.text import Text

_ABOVE = {word: name for name, declared in ABOVE.items() for word in (key(declared.label.zh), key(declared.label.en))}
_COLUMNS = {word: name for name, declared in COLUMNS.items() for word in words_of(declared)}
_NEEDED = {"no", "off", "veto"}
_OPEN = Fault(
    Text("没有评", "has no mark"), Text("不扣分填 0；否决项填是或否", "write 0, or yes or no for a veto item")
)
_UNKNOWN_ITEM = Fault(Text("方案里没有这一项", "the scheme has no such item"))
_TWICE = Fault(Text("这一项写了两次", "the item stands twice"))
_FUTURE = Fault(Text("日期在今天之后", "the day lies in the future"))


class NotScoreSheets(NotValid):
    """A file holds no score sheet."""

    sentence = Text(
        "{file} 里没有评分表。请用 xcli audit sheets 输出的表填写。",
        "{file} holds no score sheet. Fill in the sheets that xcli audit sheets writes.",
    )


@dataclass
class Page:
    """One filled page: what stands above, and the rows of its items."""

    label: str
    above: dict[str, tuple[int, int, Cell]] = field(default_factory=dict)
    rows: list[tuple[int, dict[str, tuple[int, Cell]]]] = field(default_factory=list)
    heading: dict[str, int] = field(default_factory=dict)

    def said(self, name: str) -> str:
        """Return what stands above under a label."""
        cell = self.above.get(name, (0, 0, None))[2]
        return (clean_text(cell)[0] or "") if isinstance(cell, str) else "" if cell is None else str(cell)


@dataclass
class Filled:
    """What was read of all sheets: marks by reading, pages left blank, all that is wrong."""

    taken: dict[int, tuple[Marks, date]] = field(default_factory=dict)
    pages: dict[int, str] = field(default_factory=dict)
    blank: int = 0
    troubles: list[Trouble] = field(default_factory=list)


def import_sheets(ledger: Ledger, paths: Sequence[str], said: str | None, today: date, act: Act) -> Tally:
    """Take filled sheets into the ledger, all or none."""
    pages = [page for given in paths for path in files_of(given) for page in _pages(path)]
    with ledger.reading() as conn:
        found = round_of(conn, ledger.bureau, said)
    filled = _filled(found, pages, today)
    if filled.troubles:
        raise SheetsWrong(filled.troubles)
    if not filled.taken:
        return Tally(blank=filled.blank)
    with ledger.writing(act) as writer:
        tally = take(writer, round_of(writer.conn, writer.bureau, found.name), filled.taken)
    tally.blank = filled.blank
    return tally


def _pages(path: str) -> Iterator[Page]:
    name, count = PurePath(path).name, 0
    with open_source(path) as (_, sheets):
        for sheet in sheets:
            page = _page(sheet, f"{name} {sheet.name}".strip())
            if page.heading:
                count += 1
                yield page
    if not count:
        raise NotScoreSheets(file=name)


def _page(sheet: Sheet, label: str) -> Page:
    page = Page(label)
    for number, cells in sheet.rows:
        if page.heading:
            row = {name: (at, cells[at] if at < len(cells) else None) for name, at in page.heading.items()}
            if not is_blank(row["no"][1]):
                page.rows.append((number, row))
            continue
        heading = {_COLUMNS[key(c)]: at for at, c in enumerate(cells) if isinstance(c, str) and key(c) in _COLUMNS}
        if set(heading) >= _NEEDED:
            page.heading = heading
        else:
            _take_above(page, number, cells)
    return page


def _take_above(page: Page, number: int, cells: Sequence[Cell]) -> None:
    """Take the pairs of label and value in a row: the value is the next cell that is not blank."""
    name = ""
    for at, cell in enumerate(cells):
        if isinstance(cell, str) and key(cell) in _ABOVE:
            name = _ABOVE[key(cell)]
            page.above.setdefault(name, (number, at, None))
        elif name and not is_blank(cell):
            page.above[name] = (number, at, cell)
            name = ""


def _filled(found: Round, pages: Sequence[Page], today: date) -> Filled:
    filled = Filled()
    for page in pages:
        reading = _reading(found, page, filled)
        if reading is None:
            continue
        if all(is_blank(row[name][1]) for _, row in page.rows for name in ("off", "veto")):
            filled.blank += 1
            continue
        marks, day = _marks(found, page, filled), _day(page, today, filled)
        if reading.id in filled.pages:
            _blame(
                filled,
                page,
                "file_no",
                Fault(Text(f"与 {filled.pages[reading.id]} 是同一份评分", "the same reading stands twice")),
            )
        filled.pages[reading.id] = page.label
        filled.taken[reading.id] = marks, day
    return filled


def _blame(filled: Filled, page: Page, name: str, fault: Fault) -> None:
    row, at, _ = page.above.get(name, (1, 0, None))
    filled.troubles.append(Trouble(page.label, row, at, str(ABOVE[name].label), page.said(name)[:24], fault))


def _reading(found: Round, page: Page, filled: Filled) -> Record | None:
    """Return the reading that a page is for; a page of another round, scheme, person or file is blamed."""
    if fold(page.said("round")) != fold(found.name):
        _blame(filled, page, "round", Fault(Text(f"这份表不是 {found.name} 的", f"this sheet is not of {found.name}")))
        return None
    if fold(page.said("scheme")) != fold(own := scheme.label(found.scheme)):
        _blame(filled, page, "scheme", Fault(Text(f"本轮用的方案是 {own}", f"the scheme of this round is {own}")))
        return None
    mine = [r for r in found.readings if fold(str(r.content["person"])) == fold(page.said("person"))]
    if not mine:
        _blame(filled, page, "person", Fault(Text("不在本轮评查组里", "is not in the panel of this round")))
        return None
    return _of_file(found, page, mine, filled)


def _of_file(found: Round, page: Page, mine: Sequence[Record], filled: Filled) -> Record | None:
    asked = (fold(page.said("department")), fold_case_no(page.said("file_no")))
    for reading in mine:
        file = found.files[int(str(reading.content["file"]))].content
        if (fold(str(file["department"])), fold_case_no(str(file["file_no"]))) == asked:
            return reading
    fault = Fault(Text(f"这一卷没有分给 {page.said('person')}", f"the file was not given to {page.said('person')}"))
    _blame(filled, page, "file_no", fault)
    return None


def _day(page: Page, today: date, filled: Filled) -> date:
    cell = page.above.get("read_on", (0, 0, None))[2]
    day, fault = read_day(cell)
    if day is not None and day > today:
        fault = _FUTURE
    if fault is not None and fault.weight == "error":
        _blame(filled, page, "read_on", fault)
    return day or today


def _marks(found: Round, page: Page, filled: Filled) -> Marks:
    known, marks = scheme.items(found.scheme), {}
    for number, row in page.rows:
        name = str(row["no"][1]).strip()
        fault = _UNKNOWN_ITEM if name not in known else _TWICE if name in marks else None
        if fault:
            filled.troubles.append(Trouble(page.label, number, row["no"][0], str(COLUMNS["no"].label), name, fault))
            continue
        marks[name] = _mark(page, number, row, known[name], filled)
    for name in known:
        if name not in marks:
            missing = Fault(Text(f"缺第 {name} 项", f"item {name} is missing"))
            filled.troubles.append(Trouble(page.label, 1, None, str(COLUMNS["no"].label), "", missing))
    return [marks[name] for name in known if marks.get(name)]


def _mark(
    page: Page, number: int, row: Mapping[str, tuple[int, Cell]], item: Mapping[str, Any], filled: Filled
) -> dict[str, Any]:
    note = clean_text(row["note"][1], 400)[0] if "note" in row else None
    off, veto = ("ERR" if isinstance(cell, ErrorCell) else cell for cell in (row["off"][1], row["veto"][1]))
    mark, faults = mark_of(item, off, veto, note)
    if not mark and not faults:
        faults = [_OPEN]
    column = "off" if item["points"] else "veto"
    at, cell = row[column]
    heading = f"{item['no']} {COLUMNS[column].label}"
    filled.troubles += [
        Trouble(page.label, number, at, heading, "" if cell is None else str(cell)[:24], f) for f in faults
    ]
    return mark
