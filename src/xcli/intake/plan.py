"""The first pass: read, match, validate, keep typed rows. Nothing is locked and nothing is written."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain, islice
from pathlib import PurePath
from typing import Any, BinaryIO, NamedTuple

from xcli.domain.fault import Fault
from xcli.domain.field import Choice
from xcli.domain.lists import Lists
from xcli.domain.mask import looks_masked
from xcli.domain.page import Entry, Line
from xcli.errors import NotValid
from xcli.intake.columns import ColumnReader
from xcli.intake.duplicates import Seen
from xcli.intake.kinds import Kind, Totals, kind_of
from xcli.intake.match import (
    LOOK,
    Layout,
    MaskedFile,
    NoHeading,
    Wishes,
    code_in,
    layout_of,
    office_in,
    says_masked,
    sender_of,
)
from xcli.intake.merges import Merges
from xcli.intake.read import Cell, Hidden, Sheet, Source, open_source
from xcli.intake.record import Trouble, Typed
from xcli.intake.register import Register
from xcli.intake.rows import Manner, RowReader
from xcli.intake.spool import Spool
from xcli.intake.validate import Validator
from xcli.ledger.bulk import without_pauses
from xcli.text import Text

MOST_LISTED = 5000
AT_ONCE = 1000
_SHEETS_SAMPLE = 3


_DATA = re.compile(r"[0-9]{5}|[0-9]{4}[-/.年][0-9]")


def _seen(heads: list[str]) -> Text:
    """Return what stood where a heading should; a row of data is about people and is not said back."""
    if not heads:
        return Text("", "")
    if any(_DATA.search(head) for head in heads):
        return Text("看到的像是数据，不是表头：列名要单独占一行。", "What is there looks like data: columns need a row of names. ")
    return Text(f"看到的是：{'；'.join(heads)}。", f"Seen: {'; '.join(heads)}. ")


class NoRows(NotValid):
    """There is a heading and nothing under it."""

    sentence = Text(
        "{name} 只有表头，没有数据行。确实没有案件的，请加 --allow-empty。",
        "{name} has a heading and no rows. If there really were no cases, add --allow-empty.",
    )


@dataclass
class Read:
    """What came of one sheet."""

    name: str
    layout: Layout | None = None
    rows: int = 0
    blank: int = 0
    totals: int = 0
    footers: int = 0
    filled: int = 0
    notes: list[Fault] = field(default_factory=list)


@dataclass(frozen=True)
class Options:
    """How a file is to be read, as the clerk said."""

    encoding: str | None = None
    delimiter: str | None = None
    hidden: Hidden = "ask"
    allow_xlsm: bool = False
    allow_empty: bool = False
    accept_mojibake: bool = False
    new_offices: bool = False


class Knowledge(NamedTuple):
    """What is known before a file is opened: the lines of work, the ledger's lists, today, what was learned."""

    pages: Mapping[str, type[Line]]
    lists: Lists
    today: date
    wishes: Wishes
    learned: Mapping[tuple[str, str], Mapping[str, str]]


@dataclass
class Plan:
    """A file as read: its good rows in the spool, its faults, what was made of its sheets."""

    source: Source
    spool: Spool
    offices: Register
    sheets: list[Read] = field(default_factory=list)
    layouts: list[Layout] = field(default_factory=list)
    names: list[tuple[str, ...]] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    weights: dict[str, int] = field(default_factory=lambda: {"error": 0, "warning": 0, "note": 0})
    rejected: int = 0
    senders: dict[str, str] = field(default_factory=dict)
    twice: dict[int, tuple[int, ...]] = field(default_factory=dict)

    @property
    def pages(self) -> list[type[Line]]:
        """Return the lines of work that the file holds."""
        return list(dict.fromkeys(layout.page for layout in self.layouts))

    def add(self, troubles: Iterable[Trouble]) -> None:
        """Keep what is wrong; beyond a number that nobody reads, only count it."""
        for trouble in troubles:
            self.weights[trouble.fault.weight] += 1
            if len(self.troubles) < MOST_LISTED:
                self.troubles.append(trouble)


@contextmanager
def planned(
    path: str,
    known: Knowledge,
    options: Options,
    *,
    stdin: BinaryIO | None = None,
    settled: Callable[[Source], bool] = lambda _source: False,
    step: Callable[[int], None] = lambda _rows: None,
) -> Iterator[Plan | Source]:
    """Read a file into a plan, good while the block lasts; a `settled` source is not read at all."""
    with (
        open_source(
            path,
            encoding=options.encoding,
            delimiter=options.delimiter,
            hidden=options.hidden,
            allow_xlsm=options.allow_xlsm,
            stdin=stdin,
        ) as (source, sheets),
        Spool() as spool,
    ):
        if settled(source):
            yield source
            return
        plan = Plan(source, spool, Register.of(known.lists.offices, growing=options.new_offices))
        with without_pauses():
            _Pass(plan, known, options, step).run(sheets)
        yield plan


class _Pass:
    """The first pass over one file."""

    def __init__(self, plan: Plan, known: Knowledge, options: Options, step: Callable[[int], None]) -> None:
        self.plan = plan
        self.options = options
        self.step = step
        self.known = known._replace(lists=replace(known.lists, offices=plan.offices))
        self.seen = Seen()
        self.names = self.masked = 0

    def run(self, sheets: Iterable[Sheet]) -> None:
        heads: list[str] = []
        for sheet in sheets:
            if layout := self._layout(sheet, heads):
                self._sheet(sheet, layout)
        if not self.plan.layouts:
            raise NoHeading(name=self.plan.source.name, look=LOOK, seen=_seen(heads))
        if not any(sheet.rows for sheet in self.plan.sheets) and not self.options.allow_empty:
            raise NoRows(name=self.plan.source.name)
        if 2 * self.masked > self.names:
            raise MaskedFile(name=self.plan.source.name)
        self._duplicates()

    def _layout(self, sheet: Sheet, heads: list[str]) -> tuple[Layout, list[tuple[int, list[Cell]]]] | None:
        top = list(islice(sheet.rows, LOOK))
        if says_masked(cells for _, cells in top):
            raise MaskedFile(name=self.plan.source.name)
        wishes, sender = self._wishes(sheet, top)
        pages = [wishes.line] if wishes.line else list(self.known.pages.values())
        where = f"{PurePath(self.plan.source.name).name}{f'【{sheet.name}】' if sheet.name else ''}"
        layout = layout_of(where, top, sheet.merged, pages, wishes)
        if layout is None:
            first = next((cells for _, cells in top if any(cells)), [])
            if first and len(heads) < _SHEETS_SAMPLE:
                heads.append("、".join(str(cell) for cell in first[:8] if cell is not None))
            self.plan.sheets.append(Read(sheet.name))
            return None
        self.plan.senders.setdefault(layout.page.name, sender)
        return replace(layout, sheet=sheet.name), top

    def _wishes(self, sheet: Sheet, top: Sequence[tuple[int, list[Cell]]]) -> tuple[Wishes, str]:
        wishes, offices = self.known.wishes, self.known.lists.offices
        office = wishes.office or office_in(sheet.name, offices)
        title = next((str(cell) for _, cells in top[:1] for cell in cells if isinstance(cell, str)), "")
        office = office or office_in(title, offices) or office_in(PurePath(self.plan.source.name).stem, offices)
        sender = sender_of(self.plan.source.name, office, self.known.lists)
        learned = {line: maps for (line, who), maps in self.known.learned.items() if who == sender}
        kinds = self._kinds(f"{sheet.name} {title} {PurePath(self.plan.source.name).stem}")
        return replace(wishes, office=office, learned=learned, kinds=kinds), sender

    def _kinds(self, said: str) -> dict[str, str]:
        """Return the registers that titles speak of, by page."""
        found: dict[str, str] = {}
        for name, page in self.known.pages.items():
            field = page.single[0] if issubclass(page, Entry) else None
            if isinstance(field, Choice) and (code := code_in(said, self.known.lists.list_of(field.codes))):
                found[name] = code
        return found

    def _sheet(self, sheet: Sheet, matched: tuple[Layout, list[tuple[int, list[Cell]]]]) -> None:
        layout, top = matched
        read = Read(sheet.name, layout)
        validator = Validator(layout.page, self.known.lists, self.known.today)
        manner = Manner(
            self.known.lists, self.known.today, self.plan.source.kind == "csv", self.options.accept_mojibake
        )
        reader = RowReader(layout, manner, validator)
        self.plan.sheets.append(read)
        self.plan.layouts.append(layout)
        self.plan.names.append(reader.names)
        self.plan.spool.start(len(self.plan.layouts) - 1)
        begin = layout.row + layout.depth - 1
        rows = (row for row in chain(top, sheet.rows) if row[0] > begin)
        merges = Merges(layout, sheet.merged)
        self._rows(merges.filled(rows) if merges else rows, reader, read, merges)
        read.filled = merges.count

    def _rows(self, rows: Iterable[tuple[int, list[Cell]]], reader: RowReader, read: Read, merges: Merges) -> None:
        totals = Totals(reader)
        columns = ColumnReader(reader)
        fast = columns.able and not merges
        stream = iter(rows)
        while batch := list(islice(stream, AT_ONCE)):
            numbers, cells = zip(*batch, strict=True)
            found = columns.read(numbers, cells) if fast else [None] * len(batch)
            if None in found:
                self._singly(batch, found, reader, read, merges, totals)
            else:
                self._take(reader, read, totals, found)
            self.step(len(batch))

    def _take(self, reader: RowReader, read: Read, totals: Totals, found: list[Any]) -> None:
        """Keep records that are right."""
        office = reader.at.get("office", -1)
        read.rows += len(found)
        self.names += len(found) if reader.groups else 0
        self.plan.spool.extend(found)
        totals.count_all(found)
        self.seen.note_all(reader.page.name, ((row[1][office] if office >= 0 else None, row[2]) for row in found))

    def _singly(
        self,
        batch: list[tuple[int, list[Cell]]],
        found: list[Any],
        reader: RowReader,
        read: Read,
        merges: Merges,
        totals: Totals,
    ) -> None:
        right: list[Any] = []
        for (number, cells), typed in zip(batch, found, strict=True):
            if typed is None:
                # A total compares itself with the rows above it: these are counted first.
                self._take(reader, read, totals, right)
                single = self._one(number, cells, reader, read, merges, totals)
                right = [] if single is None else [tuple(single)]
            else:
                right.append(typed)
        self._take(reader, read, totals, right)

    def _one(
        self, number: int, cells: list[Cell], reader: RowReader, read: Read, merges: Merges, totals: Totals
    ) -> Typed | None:
        """Read one row that may be anything; what is wrong with it goes into the plan."""
        troubles: list[Trouble] = []
        typed = reader.read(number, cells, troubles)
        kind = kind_of(reader, cells) if troubles else Kind.RECORD
        if kind is not Kind.RECORD:
            self.plan.add(self._aside(kind, number, cells, read, totals))
            return None
        troubles += merges.faults(number, reader)
        self._count_masked(troubles)
        self.plan.add(troubles)
        if typed is not None and all(trouble.fault.weight != "error" for trouble in troubles):
            return typed
        read.rows += 1
        self.plan.rejected += 1
        totals.count(cells)
        return None

    def _aside(self, kind: Kind, number: int, cells: list[Cell], read: Read, totals: Totals) -> list[Trouble]:
        if kind is Kind.BLANK:
            read.blank += 1
        elif kind is Kind.TOTAL:
            read.totals += 1
            return totals.check(number, cells)
        else:
            read.footers += 1
        return []

    def _count_masked(self, troubles: Sequence[Trouble]) -> None:
        self.masked += any(looks_masked_fault(trouble) for trouble in troubles)

    def _duplicates(self) -> None:
        twice = self.seen.twice()
        if twice:
            mark_twice(self.plan, twice)


def looks_masked_fault(trouble: Trouble) -> bool:
    """Tell whether a name was taken that looks masked; one with asterisks is refused by itself."""
    return trouble.fault.weight == "warning" and looks_masked(trouble.content) and "脱敏" in trouble.fault.reason.zh


def mark_twice(plan: Plan, hashes: frozenset[int]) -> None:
    """Reject the rows whose number stands twice in the file, naming all of them."""
    from xcli.intake.duplicates import mark

    held: dict[tuple[str, int | None, str], list[tuple[int, int, int]]] = {}
    for place, at, row in plan.spool.rows():
        if row.key is None:
            continue
        layout, names = plan.layouts[at], plan.names[at]
        office = row.values[names.index("office")] if "office" in names else None
        if mark(layout.page.name, office, row.key) in hashes:
            held.setdefault((layout.page.name, office, row.key), []).append((place, at, row.row))
    for rows in held.values():
        if len(rows) > 1:
            _reject_twice(plan, rows)


def _reject_twice(plan: Plan, rows: list[tuple[int, int, int]]) -> None:
    places = [f"{plan.layouts[at].sheet}{row}" for _, at, row in rows]
    reason = Text(
        f"文件内案号重复：第 {'、'.join(places)} 行", f"the same case number stands in rows {', '.join(places)}"
    )
    fault = Fault(reason, Text("只留一行，或更正案号", "keep one row, or correct the number"))
    for place, at, row in rows:
        layout = plan.layouts[at]
        # A computed number has no column of its own.
        index = next((c.nth for c in layout.columns if c.place.field == "case_no"), None)
        heading = str(layout.page.case_no.label) if index is None else layout.label(index)
        plan.twice[place] = tuple(number for _, _, number in rows)
        plan.rejected += 1
        plan.add([Trouble(layout.sheet, row, index, heading, "", fault)])
