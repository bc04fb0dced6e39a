"""Writing: one tx for each command or import, under the bureau's lock, chained before it is committed."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from heapq import merge
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, literal, select

from xcli.domain.clean import clean_text
from xcli.domain.keeping import pages
from xcli.domain.page import Page
from xcli.errors import Conflict, Misuse, NotReady
from xcli.ledger.chain import Change, Content, first_head, head_of, seal
from xcli.ledger.holding import check_held
from xcli.ledger.record import Record, clean, part_rows, row_of
from xcli.ledger.shape import Twin
from xcli.ledger.standing import refuse_twice
from xcli.ledger.tables import BATCH, CHAIN, DESK, LEDGER, TX, Shelf, shelf
from xcli.text import Text

BEIJING = timezone(timedelta(hours=8))
DESK_BITS = 33
MOST_REASON = 1000
CLOCK_SLACK = timedelta(minutes=5)
CLOCK_JUMP = timedelta(days=180)


class ChangedMeanwhile(Conflict):
    """Another tx came first."""

    sentence = Text(
        "{title} 已在你查看之后被 {clerk} 于 {at} 修改，未保存。请重新查看后再改。",
        "{title} was changed by {clerk} at {at} after you looked; nothing was saved. Look again, then edit.",
    )


class Gone(Conflict):
    """The record no longer stands."""

    sentence = Text(
        "{title} 已撤销，不能再改。恢复请用 xcli undo。",
        "{title} was retracted and cannot be changed. To restore it: xcli undo.",
    )


class AlreadyDone(Conflict):
    """A command with this key has been carried out before."""

    sentence = Text(
        "这个操作已做过（第 {tx} 笔），没有再做一次。", "This has been done before (entry {tx}); it was not done again."
    )


class ClockBehind(NotReady):
    """The machine's clock is behind the newest entry."""

    sentence = Text(
        "电脑时钟（{now}）早于最近一笔记录（{last}），未保存。请先校准时钟。",
        "This machine's clock ({now}) is behind the newest entry ({last}); nothing was saved. Set the clock first.",
    )


class BadReason(Misuse):
    """A reason cannot stand in the history."""

    sentence = Text(
        "理由（--reason）不能用：{why}。没有保存，请重写。",
        "The reason (--reason) cannot be used: {why}. Nothing was saved; write it again.",
    )


@dataclass
class Act:
    """What a tx says of itself: who, by which command, why; `key` recognises a repetition."""

    clerk: str
    command: str
    kind: str = "write"
    reason: str | None = None
    key: str | None = None
    undoes: int | None = None
    batch: dict[str, Any] | None = None

    def __post_init__(self) -> None:
        """Refuse a reason that nobody could read later: it stands in the history for good."""
        if self.reason is None:
            return
        self.reason, fault = clean_text(self.reason, MOST_REASON)
        if self.reason is None:
            raise BadReason(why=fault.reason if fault else Text("是空的", "it is empty"))


@dataclass
class Writer:
    """The one tx that is being written; `touched` are the pages it wrote to."""

    conn: Connection
    bureau: str
    act: Act
    tx: int = 0
    at: str = ""
    touched: set[str] = field(default_factory=set)
    next_ids: dict[str, int] = field(default_factory=dict)
    leaves: dict[str, Iterable[Change]] = field(default_factory=dict)
    desk: int = 0
    before: bytes = b""

    def add(self, page: type[Page], content: Mapping[str, object]) -> int:
        """Write a new record; return its id."""
        number = self.new_id(page)
        self._insert(shelf(page.name), number, clean(content))
        return number

    def replace(self, page: type[Page], number: int, seen: int, content: Mapping[str, object]) -> None:
        """Write a new version of a record whose version `seen` was looked at."""
        self._check_seen(page, number, seen)
        end(self.conn, shelf(page.name), self.bureau, number, self.tx)
        self._insert(shelf(page.name), number, clean(content))

    def retract(self, page: type[Page], number: int, seen: int) -> None:
        """End a record without a successor."""
        self._check_seen(page, number, seen)
        self.touched.add(page.name)
        end(self.conn, shelf(page.name), self.bureau, number, self.tx)

    def new_id(self, page: type[Page], count: int = 1) -> int:
        """Take the next free id of this desk, or the first of several."""
        first = self.next_ids.get(page.name) or next_id(self.conn, shelf(page.name).rows, self.bureau, self.desk)
        self.next_ids[page.name] = first + count
        self.touched.add(page.name)
        return first

    def _insert(self, place: Shelf, number: int, content: Content) -> None:
        self.touched.add(place.page.name)
        salt, sealed, leaf = seal(place.page.name, number, content)
        base = {"bureau": self.bureau, "id": number, "tx": self.tx}
        row = base | row_of(place.page, content) | {"salt": salt, "sealed": sealed, "leaf": leaf}
        self.conn.execute(insert(place.rows.current), row)
        for name, rows in part_rows(place.page, content).items():
            if rows:
                self.conn.execute(insert(place.parts[name].current), [base | item for item in rows])

    def _check_seen(self, page: type[Page], number: int, seen: int) -> None:
        now = shelf(page.name).rows.current
        standing = self.conn.scalar(select(now.c.tx).where(now.c.bureau == self.bureau, now.c.id == number))
        if standing is None:
            raise Gone(title=f"#{number}")
        if standing != seen:
            who = self.conn.execute(
                select(TX.c.clerk, TX.c.at).where(TX.c.bureau == self.bureau, TX.c.tx == standing)
            ).one()
            raise ChangedMeanwhile(title=f"#{number}", clerk=who.clerk, at=who.at[:16].replace("T", " "))

    def begin(self) -> None:
        """Take the lock, the number and the time of the tx, and write its row."""
        uuid = self.conn.scalar(select(LEDGER.c.uuid).where(LEDGER.c.bureau == self.bureau).with_for_update())
        if self.act.key:
            done = self.conn.scalar(select(TX.c.tx).where(TX.c.bureau == self.bureau, TX.c.key == self.act.key))
            if done:
                raise AlreadyDone(tx=done)
        last = self.conn.execute(
            select(TX.c.tx, TX.c.at).where(TX.c.bureau == self.bureau).order_by(TX.c.tx.desc()).limit(1)
        ).first()
        self.tx = (last.tx if last else 0) + 1
        self.at = _time_after(last.at if last else None)
        self.before = previous_head(self.conn, self.bureau, str(uuid), self.tx)
        self.conn.execute(insert(TX), self._meta())

    def _meta(self) -> dict[str, Any]:
        act = self.act
        return {
            "bureau": self.bureau,
            "tx": self.tx,
            "at": self.at,
            "clerk": act.clerk,
            "os_user": os_user(),
            "command": act.command,
            "kind": act.kind,
            "reason": act.reason,
            "key": act.key,
            "undoes": act.undoes,
        }

    def finish(self) -> bytes:
        """Check what holds, write the batch and the head; return the head. What stands twice at one time is refused."""
        for name in sorted(self.touched):
            refuse_twice(self.conn, shelf(name).page, self.bureau, self.tx)
            check_held(self.conn, self.bureau, self.tx, self.act.command, name)
        if self.act.batch:
            self.conn.execute(insert(BATCH), {"bureau": self.bureau, "tx": self.tx} | self.act.batch)
        head = head_of(self.before, meta_text(self.conn, self.bureau, self.tx), self._changes())
        self.conn.execute(insert(CHAIN), {"bureau": self.bureau, "tx": self.tx, "head": head})
        return head

    def _changes(self) -> Iterator[Change]:
        for name in sorted(self.touched):
            yield from self.leaves.get(name) or changes(self.conn, shelf(name), self.bureau, self.tx)


def os_user() -> str:
    """Return the account on this machine, which is not always the clerk."""
    from getpass import getuser

    try:
        return getuser()
    except (OSError, KeyError, ImportError):
        return str(os.getuid()) if hasattr(os, "getuid") else "?"


def _time_after(last: str | None) -> str:
    now = datetime.now(UTC).astimezone(BEIJING).replace(microsecond=0)
    if last is None:
        return now.isoformat()
    before = datetime.fromisoformat(last)
    if now < before - CLOCK_SLACK:
        raise ClockBehind(now=f"{now:%Y-%m-%d %H:%M}", last=f"{before:%Y-%m-%d %H:%M}")
    if now > before + CLOCK_JUMP:
        from xcli.ledger.engine import tell

        days = (now - before).days
        tell(
            Text(
                f"距上一笔记录已有 {days} 天，请核对这台电脑的日期（{now:%Y-%m-%d}）",
                f"the last entry was made {days} days ago; is this machine's date right ({now:%Y-%m-%d})",
            )
        )
    return max(now, before).isoformat()


def previous_head(conn: Connection, bureau: str, uuid: str, tx: int) -> bytes:
    """Return the head that a tx follows."""
    if tx == 1:
        return first_head(uuid)
    head = conn.scalar(select(CHAIN.c.head).where(CHAIN.c.bureau == bureau, CHAIN.c.tx == tx - 1))
    return bytes(head or b"")


def meta_text(conn: Connection, bureau: str, tx: int) -> str:
    """Return what a tx and its batch say of themselves, in the form that enters the chain."""
    lines: list[str] = []
    for table in (TX, BATCH):
        row = conn.execute(select(table).where(table.c.bureau == bureau, table.c.tx == tx)).first()
        for name, value in sorted(row._asdict().items()) if row else ():
            if value is not None:
                text = value.hex() if isinstance(value, bytes) else str(value)
                lines.append(f"{table.name}.{name}={len(text)}:{text}")
    return "\n".join(lines)


def changes(conn: Connection, place: Shelf, bureau: str, tx: int) -> Iterator[Change]:
    """Yield what a tx did to one page, by id: versions ended, then versions created."""
    now, past = place.rows

    def rows(table: Table, column: str, sign: str) -> Iterator[Change]:
        asked = select(table.c.id, table.c.leaf).where(table.c.bureau == bureau, table.c[column] == tx)
        for number, leaf in conn.execute(asked.order_by(table.c.id)):
            yield Change(place.page.name, number, sign, leaf)

    created = merge(rows(now, "tx", "+"), rows(past, "tx", "+"), key=lambda c: c.id)
    yield from merge(rows(past, "until_tx", "-"), created, key=lambda c: (c.id, c.sign == "+"))


def every_change(conn: Connection, bureau: str) -> Iterator[tuple[int, Iterator[Change]]]:
    """Yield each tx that wrote records with all it did, as `changes` of every page would give it, in a single pass."""

    def rows(page: str, table: Table, column: str, sign: str) -> Iterator[tuple[int, str, int, bool, Change]]:
        asked = select(table.c[column], table.c.id, table.c.leaf).where(table.c.bureau == bureau)
        for tx, number, leaf in conn.execute(asked.order_by(table.c[column], table.c.id)):
            if tx is not None and number is not None:  # but in a file that is damaged
                yield tx, page, number, sign == "+", Change(page, number, sign, leaf)

    streams = [
        rows(name, *which)
        for name in pages()
        for now, past in [shelf(name).rows]
        for which in ((now, "tx", "+"), (past, "tx", "+"), (past, "until_tx", "-"))
    ]
    for tx, found in groupby(merge(*streams, key=lambda row: row[:4]), key=lambda row: row[0]):
        yield tx, (row[4] for row in found)


def end(conn: Connection, place: Shelf, bureau: str, number: int, tx: int) -> None:
    """Move the standing version of a record, parts first, to the past."""
    for twin in (*place.parts.values(), place.rows):
        move_to_past(conn, twin, bureau, tx, twin.current.c.id == number)


def move_to_past(conn: Connection, twin: Twin, bureau: str, tx: int, which: Any) -> None:
    """Move standing rows to the past, ended by `tx`."""
    now, past = twin
    names = [column.name for column in now.c]
    chosen = select(*(now.c[name] for name in names), literal(tx)).where(now.c.bureau == bureau, which)
    conn.execute(insert(past).from_select([*names, "until_tx"], chosen))
    conn.execute(delete(now).where(now.c.bureau == bureau, which))


def next_id(conn: Connection, twin: Twin, bureau: str, desk: int) -> int:
    """Return the next free id of a desk in one table."""
    low, high = desk << DESK_BITS, (desk + 1) << DESK_BITS
    used = [
        conn.scalar(select(func.max(t.c.id)).where(t.c.bureau == bureau, t.c.id > low, t.c.id < high)) for t in twin
    ]
    return max((number for number in used if number), default=low) + 1


def desk_of(conn: Connection, bureau: str, file: str) -> int:
    """Return this file's desk number; a copied ledger draws a new one, so that two copies never share an id."""
    row = conn.execute(select(DESK).where(DESK.c.bureau == bureau).order_by(DESK.c.n.desc()).limit(1)).first()
    if row and row.file == file:
        return int(row.desk)
    desk = int.from_bytes(os.urandom(4), "big") >> 2
    conn.execute(insert(DESK), {"bureau": bureau, "n": (row.n if row else 0) + 1, "desk": desk, "file": file})
    return desk


__all__ = [
    "Act",
    "AlreadyDone",
    "ChangedMeanwhile",
    "Gone",
    "Record",
    "Writer",
    "changes",
    "end",
    "every_change",
    "move_to_past",
]
