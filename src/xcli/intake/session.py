"""One file from opening to the ledger: what is known of it, the plan, the comparison, the writing."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import BinaryIO

from xcli.domain.lists import Lists
from xcli.domain.page import complete
from xcli.domain.pages import lines
from xcli.errors import NotFound
from xcli.intake.apply import Outcome, Terms, apply, key_of, mapping_of
from xcli.intake.compare import REJECT, Comparison, compared
from xcli.intake.match import Wishes, line_named, maps_of
from xcli.intake.namesakes import warn_in_plan
from xcli.intake.plan import Knowledge, Options, Plan, planned
from xcli.intake.read import Source
from xcli.ledger import matching
from xcli.ledger.book import Book, read_book
from xcli.ledger.bulk import without_pauses
from xcli.ledger.journal import AlreadyDone, Writer
from xcli.ledger.ledger import Ledger
from xcli.ledger.naming import pattern_of
from xcli.text import Text

_MAP = "map."


class NoSuchOffice(NotFound):
    """An office that was named is not in the ledger."""

    sentence = Text(
        "机构名册里没有“{name}”。{near}登记机构：xcli office add {name}",
        "There is no office “{name}”. {near}Add it with: xcli office add {name}",
    )


@dataclass(frozen=True)
class Request:
    """What the clerk asked for."""

    path: str
    clerk: str
    today: date
    line: str | None = None
    office: str | None = None
    maps: tuple[str, ...] = ()
    options: Options = field(default_factory=Options)
    stdin: BinaryIO | None = None
    reason: str | None = None

    @property
    def mapping(self) -> str:
        """Return what was said of the file, as the batch keeps it."""
        return mapping_of({"as": self.line, "office": self.office, "map": maps_of(self.maps)})


@dataclass(frozen=True)
class DoneBefore:
    """A file that was imported before, whole: the tx that did it."""

    source: Source
    tx: int


@dataclass
class Prepared:
    """A file that was read and compared; `done` is the tx of another process that came first."""

    ledger: Ledger
    request: Request
    book: Book
    earlier: int
    plan: Plan
    comparison: Comparison
    done: int | None = None

    @property
    def source(self) -> Source:
        """Return the bytes that were read."""
        return self.plan.source

    @property
    def lists(self) -> Lists:
        """Return the lists that the plan's values refer to: the ledger's, and offices that the file brings."""
        return replace(self.book.lists, offices=self.plan.offices)

    @property
    def wrong(self) -> int:
        """Return how many rows cannot be taken."""
        return self.plan.rejected + self.comparison.count(REJECT) - len(self.plan.twice)

    def write(self, *, update: bool, step: Callable[[int], None] = lambda _n: None) -> Outcome:
        """Write it; a repetition by another process is recognised."""
        try:
            return apply(self.ledger, self.plan, self.comparison, self._terms(update=update), self._again, step)
        except AlreadyDone as done:
            self.done = int(str(done.facts["tx"]))
            return Outcome(self.done, 0, 0, self.plan.spool.count, 0)

    def _again(self, writer: Writer) -> Comparison:
        return compared(writer.conn, self.ledger.bureau, self.plan, self.lists, self.request.today)

    def _terms(self, *, update: bool) -> Terms:
        name = self.book.setting("bureau_name")
        patterns = {page.name: pattern_of(page, self.book.settings, name) for page in self.plan.pages}
        key = key_of(self.source.digest, self.request.mapping, self.earlier)
        return Terms(
            self.request.clerk,
            key,
            self.request.mapping,
            update,
            patterns,
            lambda page, content: complete(page, content, self.lists.calendar),
            self._remember(),
            self.request.reason,
        )

    def _remember(self) -> Mapping[str, str]:
        maps = maps_of(self.request.maps)
        found = {}
        for line, sender in self.plan.senders.items() if maps else ():
            name = f"{_MAP}{line}.{sender}"[:80]
            known = json.loads(self.book.setting(name, "{}"))
            found[name] = mapping_of(known | maps)
        return found


@contextmanager
def prepared(
    ledger: Ledger, request: Request, step: Callable[[int], None] = lambda _n: None
) -> Iterator[Prepared | DoneBefore]:
    """Read, validate and compare a file without locking anything; good while the block lasts."""
    with ledger.reading() as conn:
        book = read_book(conn, ledger.bureau)
    known = Knowledge(lines(), book.lists, request.today, _wishes(request, book), _learned(book.settings))
    standing: list[int] = []
    earlier = 0

    def settled(source: Source) -> bool:
        nonlocal earlier
        with ledger.reading() as conn:
            found = [b for b in matching.batches(conn, ledger.bureau, source.digest) if b["mapping"] == request.mapping]
        earlier = len(found)
        standing.extend(batch["tx"] for batch in found if batch["stands"] and not batch["rejected"])
        return bool(standing)

    with planned(request.path, known, request.options, stdin=request.stdin, settled=settled, step=step) as plan:
        if isinstance(plan, Source):
            yield DoneBefore(plan, standing[-1])
            return
        lists = replace(book.lists, offices=plan.offices)
        with ledger.reading() as conn, without_pauses():
            comparison = compared(conn, ledger.bureau, plan, lists, request.today)
        warn_in_plan(ledger, plan)
        yield Prepared(ledger, request, book, earlier, plan, comparison)


def _wishes(request: Request, book: Book) -> Wishes:
    line = line_named(request.line, lines()) if request.line else None
    office = _office(request.office, book.lists) if request.office else None
    return Wishes(line, office, maps_of(request.maps), lists=book.lists)


def _office(name: str, lists: Lists) -> int:
    found = lists.offices.find(name)
    if found is None:
        near = "、".join(entry.name for entry in lists.offices.nearest(name))
        raise NoSuchOffice(
            name=name, near=Text(f"是不是：{near}？", f"Did you mean: {near}? ") if near else Text("", "")
        )
    return found


def _learned(settings: Mapping[str, str]) -> dict[tuple[str, str], dict[str, str]]:
    found = {}
    for name, value in settings.items():
        if name.startswith(_MAP) and name.count(".") > 1:
            _, line, sender = name.split(".", 2)
            found[line, sender] = json.loads(value)
    return found
