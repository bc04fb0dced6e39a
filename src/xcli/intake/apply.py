"""The second pass: under the lock everything is compared once more, written, read back, and only then committed."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from xcli.domain.case_no import Pattern, fold_case_no
from xcli.domain.day import today
from xcli.domain.field import OfficeField
from xcli.domain.keeping import Office, Setting
from xcli.domain.page import Line
from xcli.errors import Conflict
from xcli.intake.compare import INSERT, REJECT, UPDATE, Comparison
from xcli.intake.overlay import overlaid
from xcli.intake.plan import Plan
from xcli.intake.record import Typed, content_of
from xcli.ledger import matching
from xcli.ledger.bulk import Bulk, Fresh, Shape, prepare, without_pauses
from xcli.ledger.indexing import MANY, indexed_afterwards
from xcli.ledger.journal import Act, Writer
from xcli.ledger.naming import next_serial
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.ledger.ledger import Ledger

_AT_ONCE = 500
_FRESH = itemgetter(1, 2, 3, 4)  # of a spooled row: all but its place in the sheet


class LedgerMoved(Conflict):
    """The ledger changed between the plan and the writing."""

    sentence = Text(
        "对照之后台账又有改动，{name} 没有导入。请再运行一次。",
        "The ledger changed after {name} was compared with it; nothing was imported. Run the command again.",
    )


@dataclass(frozen=True)
class Terms:
    """What an import has beside its rows: who, the key of repetition, what is remembered, how numbers are made."""

    clerk: str
    key: str
    mapping: str
    update: bool
    patterns: Mapping[str, Pattern]
    complete: Callable[[type[Line], dict[str, Any]], dict[str, Any]]
    remember: Mapping[str, str] = field(default_factory=dict)
    reason: str | None = None


@dataclass(frozen=True)
class Outcome:
    """What an import did."""

    tx: int | None
    inserted: int
    updated: int
    same: int
    rejected: int
    numbered: tuple[str, str] | None = None


def mapping_of(options: Mapping[str, object]) -> str:
    """Return what the clerk said of a file, in one form."""
    return json.dumps(options, ensure_ascii=False, sort_keys=True)


def key_of(digest: str, mapping: str, earlier: int) -> str:
    """Return the key by which a repetition is recognised, after so many `earlier` imports of the same file."""
    return "import:" + hashlib.sha256(f"{digest}|{mapping}|{earlier}".encode()).hexdigest()


def apply(
    ledger: "Ledger",
    plan: Plan,
    comparison: Comparison,
    terms: Terms,
    again: Callable[[Writer], Comparison],
    step: Callable[[int], None] = lambda _n: None,
) -> Outcome:
    """Write what a plan has found to be new or changed, as one tx; nothing to write makes no tx."""
    updated = comparison.changes if terms.update else 0
    rejected = plan.rejected + comparison.count(REJECT) - len(plan.twice) + (0 if terms.update else comparison.changes)
    if not comparison.inserts and not updated:
        return Outcome(None, 0, 0, comparison.same, rejected)
    act = Act(terms.clerk, "import", kind="import", reason=terms.reason, key=terms.key)
    act.batch = {
        "file": PurePath(plan.source.name).name,
        "digest": plan.source.digest,
        "line": ",".join(page.name for page in plan.pages),
        "mapping": terms.mapping,
        "taken": comparison.inserts + updated,
        "same": comparison.same,
        "rejected": rejected,
    }
    with without_pauses(), ledger.writing(act) as writer:
        _check_still(writer, plan, comparison, again)
        work = _Work(writer, plan, comparison, terms, step)
        work.run()
        tx = writer.tx
    return Outcome(tx, comparison.inserts, updated, comparison.same, rejected, work.numbered)


def _check_still(writer: Writer, plan: Plan, comparison: Comparison, again: Callable[[Writer], Comparison]) -> None:
    # Usually nobody wrote since the comparison; otherwise it is made once more, and must come out the same.
    if comparison.tx == writer.tx - 1:
        return
    now = again(writer)
    if now.actions != comparison.actions or now.targets != comparison.targets:
        raise LedgerMoved(name=plan.source.name)


class _Work:
    """The writing of one plan inside a writer's tx."""

    def __init__(
        self, writer: Writer, plan: Plan, comparison: Comparison, terms: Terms, step: Callable[[int], None]
    ) -> None:
        self.writer, self.plan, self.comparison, self.terms, self.step = writer, plan, comparison, terms, step
        self.offices: dict[int, int] = {}
        self.numbered: tuple[str, str] | None = None
        self._serials: dict[tuple[str, int, str], int] = {}
        self._given: dict[str, dict[int, int]] = {}

    def run(self) -> None:
        self._remember()
        self._add_offices()
        if self.comparison.inserts > MANY:
            prepare(self.writer.conn)
        for page in self.plan.pages:
            count = self._count(page)
            if count:
                self._insert(page, count)
        if self.terms.update:
            self._update()

    def _count(self, page: type[Line]) -> int:
        if len(self.plan.pages) == 1:
            return self.comparison.inserts
        return sum(
            self.comparison.actions[place] == INSERT and self.plan.layouts[at].page is page
            for place, at, _ in self.plan.spool.rows()
        )

    def _remember(self) -> None:
        for name, value in self.terms.remember.items():
            record = matching.setting_record(self.writer.conn, self.writer.bureau, name)
            if record is None:
                self.writer.add(Setting, {"key": name, "value": value})
            elif record.content.get("value") != value:
                self.writer.replace(Setting, record.id, record.tx, {"key": name, "value": value})

    def _add_offices(self) -> None:
        register = self.plan.offices
        for number, entry in register.fresh.items():
            self.offices[number] = self.writer.add(Office, {"title": entry.name, "kind": entry.kind})

    def _insert(self, page: type[Line], count: int) -> None:
        bulk = Bulk(self.writer, page, count)
        with indexed_afterwards(self.writer.conn, page, count):
            self._put(page, bulk)
        if not self.terms.update or not self.comparison.changes:
            self.writer.leaves[page.name] = bulk.changes()
        else:
            for _ in bulk.changes():
                pass

    def _put(self, page: type[Line], bulk: Bulk) -> None:
        shapes: dict[int, Shape] = {}
        place = 0
        for at, rows in self.plan.spool.batches():
            chosen = self.comparison.actions[place : place + len(rows)]
            place += len(rows)
            layout = self.plan.layouts[at]
            if layout.page is page and INSERT in chosen:
                names = self.plan.names[at]
                taken = rows if not any(chosen) else [row for row, n in zip(rows, chosen, strict=True) if n == INSERT]
                shape = shapes.setdefault(at, _shape(page, names))
                bulk.add(shape, self._fresh(page, names, taken))
            self.step(len(rows))

    def _fresh(
        self, page: type[Line], names: tuple[str, ...], rows: list[tuple[Any, ...]]
    ) -> Iterable[tuple[Any, ...]]:
        if self.offices or any(row[2] is None for row in rows):
            return self._completed(page, names, rows)
        return map(_FRESH, rows)

    def _completed(self, page: type[Line], names: tuple[str, ...], rows: list[tuple[Any, ...]]) -> Iterator[Fresh]:
        """Give rows the ids of new offices, and numbers where they have none."""
        offices = (
            [n for n, name in enumerate(names) if isinstance(page.fields[name], OfficeField)] if self.offices else []
        )
        numbered = "case_no" in names
        opens = names.index(page.docket.opens.name)
        for _, given, key, year, serial in rows:
            values = self._with_offices(given, offices) if offices else given
            if key is not None:
                yield Fresh(values, key, year, serial)
                continue
            text, key_, year_, serial_ = self._next(
                page, values[opens], values[names.index("office")] if "office" in names else None
            )
            if numbered:
                at = names.index("case_no")
                yield Fresh((*values[:at], text, *values[at + 1 :]), key_, year_, serial_)
            else:
                yield Fresh((text, *values), key_, year_, serial_)

    def _with_offices(self, values: tuple[Any, ...], places: list[int]) -> tuple[Any, ...]:
        changed = list(values)
        for at in places:
            changed[at] = self.offices.get(changed[at], changed[at])
        return tuple(changed)

    def _next(self, page: type[Line], opened: str | None, office: int | None) -> tuple[str, str, int, int]:
        """Return the next free number of the bureau's pattern, above all that the ledger and the file use."""
        year, name = int(opened[:4]) if opened else today().year, self._office_name(office)
        pattern = self.terms.patterns[page.name]
        slot = (page.name, year, name if "{office}" in pattern.text else "")
        if slot not in self._serials:
            first = next_serial(self.writer.conn, page, self.writer.bureau, pattern, year, slot[2])
            self._serials[slot] = max(first - 1, self._highest_given(page, pattern).get(year, 0))
        self._serials[slot] += 1
        serial = self._serials[slot]
        text = pattern.format(year, serial, name)
        self.numbered = (self.numbered[0] if self.numbered else text, text)
        return text, fold_case_no(text), year, serial

    def _highest_given(self, page: type[Line], pattern: Pattern) -> dict[int, int]:
        """Return the highest serial of each year among the file's own numbers of this pattern."""
        if page.name not in self._given:
            highest = self._given[page.name] = {}
            for _, at, row in self.plan.spool.rows():
                if row.key and self.plan.layouts[at].page is page:
                    year, serial = pattern.match(row.values[self.plan.names[at].index("case_no")]) or (0, 0)
                    highest[year] = max(highest.get(year, 0), serial)
        return self._given[page.name]

    def _office_name(self, office: int | None) -> str:
        if office is None:
            return ""
        given = {real: provisional for provisional, real in self.offices.items()}
        return self.plan.offices.name_of(given.get(office, office))

    def _update(self) -> None:
        waiting: list[tuple[int, type[Line], dict[str, Any]]] = []
        for place, at, row in self.plan.spool.rows():
            if self.comparison.actions[place] == UPDATE:
                waiting.append((place, self.plan.layouts[at].page, self._content(at, row)))
                if len(waiting) == _AT_ONCE:
                    self._replace(waiting)
                    waiting = []
        self._replace(waiting)

    def _content(self, at: int, row: Typed) -> dict[str, Any]:
        page = self.plan.layouts[at].page
        content = content_of(page, self.plan.names[at], row.values)
        for name, value in content.items():
            if isinstance(page.fields[name], OfficeField):
                content[name] = self.offices.get(value, value)
        return content

    def _replace(self, waiting: list[tuple[int, type[Line], dict[str, Any]]]) -> None:
        by_page: dict[type[Line], list[tuple[int, dict[str, Any]]]] = defaultdict(list)
        for place, page, content in waiting:
            by_page[page].append((place, content))
        for page, rows in by_page.items():
            targets = self.comparison.targets
            standing = matching.by_id(
                self.writer.conn, page, self.writer.bureau, [targets[place][0] for place, _ in rows]
            )
            for place, content in rows:
                number, seen = targets[place]
                self.writer.replace(
                    page, number, seen, self.terms.complete(page, overlaid(page, standing[number].content, content))
                )


def _shape(page: type[Line], names: tuple[str, ...]) -> Shape:
    return Shape(page, names if "case_no" in names else ("case_no", *names))
