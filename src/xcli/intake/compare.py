"""Rows against the ledger: which are new, which are known, which would change a record, which are not sure."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from xcli.domain.case_no import fold_case_no
from xcli.domain.fault import Fault
from xcli.domain.lists import Lists
from xcli.domain.page import Entry, Line
from xcli.intake.overlay import Difference, differences, overlaid, twin_key
from xcli.intake.plan import Plan
from xcli.intake.record import Trouble, Typed, content_of
from xcli.intake.standing import Standing
from xcli.intake.validate import Validator
from xcli.ledger import matching
from xcli.ledger.record import Record
from xcli.ledger.standing import spans
from xcli.text import Text

INSERT, SAME, UPDATE, REJECT = range(4)
MOST_SHOWN = 200
_AT_ONCE = 500


class Update(NamedTuple):
    """A row that would change a record: where both stand, and what would differ."""

    sheet: str
    row: int
    title: str
    differences: tuple[Difference, ...]


@dataclass
class Comparison:
    """What would become of every row; `actions` has one byte a row of the spool, `targets` the records to change."""

    tx: int
    actions: bytearray
    targets: dict[int, tuple[int, int]] = field(default_factory=dict)
    updates: list[Update] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def count(self, action: int) -> int:
        """Return how many rows have this fate."""
        return self.actions.count(action)

    @property
    def inserts(self) -> int:
        """Return how many records would be new."""
        return self.count(INSERT)

    @property
    def same(self) -> int:
        """Return how many rows say what stands already."""
        return self.count(SAME)

    @property
    def changes(self) -> int:
        """Return how many records would change."""
        return self.count(UPDATE)


def compared(
    conn: matching.Conn,
    bureau: str,
    plan: Plan,
    lists: Lists,
    today: date,
    step: Callable[[int], None] = lambda _n: None,
) -> Comparison:
    """Compare the good rows of a plan with the ledger, a few hundred at a time."""
    result = Comparison(matching.last_tx(conn, bureau), bytearray(plan.spool.count))
    for place in plan.twice:
        result.actions[place] = REJECT
    lines = [page for page in plan.pages if issubclass(page, Entry) or matching.has_records(conn, page, bureau)]
    if lines:
        _Comparer(
            conn, bureau, plan, lists, {page.name: Validator(page, lists, today) for page in lines}, result
        ).run(step)
    return result


class _Comparer:
    """The comparison of one plan."""

    def __init__(
        self,
        conn: matching.Conn,
        bureau: str,
        plan: Plan,
        lists: Lists,
        validators: dict[str, Validator],
        result: Comparison,
    ) -> None:
        self.conn, self.bureau, self.plan, self.lists, self.result = conn, bureau, plan, lists, result
        self.validators = validators
        self.met: dict[str, set[int]] = defaultdict(set)
        self.spans: dict[str, dict[int | None, tuple[str, str]]] = defaultdict(dict)
        self.registers: dict[str, Standing] = {}

    def run(self, step: Callable[[int], None]) -> None:
        waiting: list[tuple[int, int, Typed]] = []
        for entry in self.plan.spool.rows():
            waiting.append(entry)
            if len(waiting) == _AT_ONCE:
                self._batch(waiting)
                step(len(waiting))
                waiting = []
        self._batch(waiting)
        self._missing()

    def _batch(self, rows: list[tuple[int, int, Typed]]) -> None:
        by_page: dict[type[Line], list[tuple[int, int, Typed, dict[str, Any]]]] = defaultdict(list)
        for place, at, row in rows:
            page = self.plan.layouts[at].page
            if page.name not in self.validators:
                continue
            content = content_of(page, self.plan.names[at], row.values)
            by_page[page].append((place, at, row, content))
            self._span(page, content)
        for page, entries in by_page.items():
            self._numbered(page, [entry for entry in entries if entry[2].key])
            self._unnumbered(page, [entry for entry in entries if not entry[2].key])
            if issubclass(page, Entry) and page.single:
                self._twice(page, [entry for entry in entries if self.result.actions[entry[0]] == INSERT])

    def _span(self, page: type[Line], content: dict[str, Any]) -> None:
        opened, office = content.get(page.docket.opens.name), content.get("office")
        if opened is None:
            return
        day = opened.isoformat()
        first, last = self.spans[page.name].get(office, (day, day))
        self.spans[page.name][office] = (min(first, day), max(last, day))

    def _numbered(self, page: type[Line], entries: Sequence[tuple[int, int, Typed, dict[str, Any]]]) -> None:
        keys = {row.key for _, _, row, _ in entries if row.key}
        standing: dict[tuple[Any, str | None], Record] = {
            (record.content.get("office"), fold_case_no(str(record.content["case_no"]))): record
            for record in matching.by_number(self.conn, page, self.bureau, keys)
        }
        for place, at, row, content in entries:
            record = standing.get((content.get("office"), row.key))
            if record is not None and self.result.actions[place] != REJECT:
                self._meet(place, at, row, content, record)

    def _unnumbered(self, page: type[Line], entries: Sequence[tuple[int, int, Typed, dict[str, Any]]]) -> None:
        if not entries:
            return
        days = {content.get(page.docket.opens.name) for *_, content in entries}
        known: dict[Any, list[Record]] = defaultdict(list)
        for record in matching.by_day(self.conn, page, self.bureau, days):
            known[twin_key(page, record.content)].append(record)
        asked: dict[Any, list[tuple[int, int, Typed, dict[str, Any]]]] = defaultdict(list)
        for entry in entries:
            asked[twin_key(page, entry[3])].append(entry)
        for key, rows in asked.items():
            free = [record for record in known.get(key, []) if record.id not in self.met[page.name]]
            if free:
                self._twins(page, rows, free, certain=all(part != frozenset() for part in key))

    def _twice(self, page: type[Entry], entries: Sequence[tuple[int, int, Typed, dict[str, Any]]]) -> None:
        """Leave out what would stand twice at a time, in the ledger or in the file."""
        if page.name not in self.registers:
            self.registers[page.name] = Standing(page, spans(self.conn, page, self.bureau))
        standing = self.registers[page.name]
        for place, at, row, content in entries:
            if fault := standing.taken(content, row.row, self.lists):
                self._reject(place, at, row, [fault])

    def _twins(
        self, page: type[Line], rows: list[tuple[int, int, Typed, dict[str, Any]]], free: list[Record], *, certain: bool
    ) -> None:
        """Pair rows without number with the records that look like them; equal contents first."""
        left = []
        for entry in rows:
            equal = next((r for r in free if self._over(page, r, entry[3]) == r.content), None)
            if equal is None:
                left.append(entry)
            else:
                free.remove(equal)
                self._meet(*entry, equal)
        if certain and len(left) == len(free) == 1:
            self._meet(*left[0], free[0])
            return
        if free:
            for place, at, row, _ in left:
                self._unsure(place, at, row, free)

    def _meet(self, place: int, at: int, row: Typed, content: dict[str, Any], record: Record) -> None:
        page = self.plan.layouts[at].page
        self.met[page.name].add(record.id)
        merged = self._over(page, record, content)
        if merged == record.content:
            self.result.actions[place] = SAME
            return
        faults = [found for found in self.validators[page.name].judge(merged) if found.fault.weight == "error"]
        if faults:
            self._reject(place, at, row, [found.fault for found in faults])
            return
        self.result.actions[place] = UPDATE
        self.result.targets[place] = (record.id, record.tx)
        if len(self.result.updates) < MOST_SHOWN:
            changed = tuple(differences(page, record.content, merged, self.lists))
            self.result.updates.append(Update(self.plan.layouts[at].sheet, row.row, record.title, changed))

    def _over(self, page: type[Line], record: Record, content: dict[str, Any]) -> dict[str, Any]:
        return self.validators[page.name].complete(overlaid(page, record.content, content))

    def _unsure(self, place: int, at: int, row: Typed, free: list[Record]) -> None:
        names = "、".join(record.title for record in free[:5])
        number = self.plan.layouts[at].page.case_no.label
        reason = Text(
            f"没有{number.zh}，与台账中的 {names} 相似，不能确定是不是同一件",
            f"has no number and resembles {names}; it is not certain that they are the same",
        )
        self._reject(
            place,
            at,
            row,
            [
                Fault(
                    reason,
                    Text(
                        f"同一件请填上该{number.zh}；另一件请填新{number.zh}",
                        "give that number if it is the same, a new one if not",
                    ),
                )
            ],
        )

    def _reject(self, place: int, at: int, row: Typed, faults: Sequence[Fault]) -> None:
        self.result.actions[place] = REJECT
        layout = self.plan.layouts[at]
        self.result.troubles += [Trouble(layout.sheet, row.row, None, "", "", fault) for fault in faults]

    def _missing(self) -> None:
        """List what the ledger holds for these offices and days and a resent sheet no longer names."""
        for page in self.plan.pages:
            met = self.met[page.name]
            if met:
                standing = matching.spans_of(self.conn, page, self.bureau, self.spans[page.name])
                self.result.missing += [name for number, name in standing if number not in met]
