"""The frame of a round: the departments' lists of files, imported, frozen, read again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xcli.domain.audit import draw
from xcli.domain.audit.draw import Unit
from xcli.domain.audit.records import Entry, Frame
from xcli.domain.case_no import fold_case_no
from xcli.domain.clean import fold
from xcli.domain.fault import Fault
from xcli.domain.field import Field
from xcli.domain.lists import Lists
from xcli.errors import Conflict, NotFound
from xcli.intake.keeping import checked
from xcli.intake.listed import Listed, read_listed
from xcli.ledger.bulk import Bulk, Fresh, Shape
from xcli.ledger.journal import Act, Writer
from xcli.ledger.ledger import Ledger
from xcli.ledger.query import find
from xcli.ledger.record import Record
from xcli.ledger.tables import shelf
from xcli.text import Text

COLUMNS: tuple[Field, ...] = tuple(f for name, f in Entry.fields.items() if name != "frame")
_NAMES = tuple(Entry.fields)
_FUTURE = Fault(Text("日期在今天之后", "the day lies in the future"))


class NoRound(NotFound):
    """There is no frame yet."""

    sentence = Text(
        "没有{said}评查名册。先导入各单位的案卷清单：xcli audit frame import 文件 --round 轮次",
        "There is no frame{said}. First import the departments' lists: xcli audit frame import FILE --round ROUND",
    )


class Frozen(Conflict):
    """The frame takes no further rows."""

    sentence = Text(
        "{round} 的名册已于 {day} 冻结，不能再增减。要另起一份名册请加 --new。",
        "The frame of {round} was frozen on {day} and takes no more rows. To begin another, add --new.",
    )


class NotFrozen(Conflict):
    """A frame must be frozen for this."""

    sentence = Text(
        "{round} 的名册还没有冻结。先冻结并公布摘要：xcli audit frame freeze --round {round}",
        "The frame of {round} is not frozen. First freeze it and publish its digest: "
        "xcli audit frame freeze --round {round}",
    )


class StillOpen(Conflict):
    """The frame at hand is not frozen, so that no other is begun."""

    sentence = Text(
        "{round} 的第 {n} 份名册还没有冻结，不必另起一份：去掉 --new 即可继续导入。",
        "Frame {n} of {round} is still open; there is no need for another. Leave out --new to import into it.",
    )


class EmptyFrame(Conflict):
    """A frame without files is not frozen."""

    sentence = Text("{round} 的名册里没有案卷，没有冻结。", "The frame of {round} holds no files; it was not frozen.")


@dataclass(frozen=True)
class Roll:
    """A frame with its files."""

    frame: Record
    entries: Sequence[Record]

    @property
    def round(self) -> str:
        """Return the round."""
        return str(self.frame.content["round"])

    @property
    def units(self) -> list[Unit]:
        """Return the files as they are digested."""
        return [unit_of(entry.content) for entry in self.entries]

    @property
    def sizes(self) -> dict[str, int]:
        """Return how many files each department has."""
        return {name: len(units) for name, units in sorted(draw.strata(self.units, "department").items())}

    @property
    def frozen_on(self) -> date | None:
        """Return the day on which the frame was frozen."""
        return self.frame.content.get("frozen_on")  # type: ignore[return-value]


def unit_of(content: Mapping[str, Any]) -> Unit:
    """Return a file as it is digested: the procedure by its code, the day in ISO form, the amount in 分."""
    day, amount = content.get("decided_on"), content.get("amount")
    return Unit(
        content["department"],
        content["file_no"],
        content.get("procedure", ""),
        day.isoformat() if day else "",
        "" if amount is None else str(amount),
    )


def frames(conn: Any, bureau: str) -> list[Record]:
    """Return every frame, oldest first."""
    return find(conn, Frame, bureau)


def roll(conn: Any, bureau: str, said: str | None, *, frozen: bool = False) -> Roll:
    """Return the newest frame of a round, by default of the round begun last; `frozen` skips one still open."""
    every = [f for f in frames(conn, bureau) if said is None or fold(str(f.content["round"])) == fold(said)]
    if not every:
        raise NoRound(said=Text(f" {said} 的", f" of {said}") if said else Text("", ""))
    settled = [frame for frame in every if "frozen_on" in frame.content]
    if frozen and not settled:
        raise NotFrozen(round=every[-1].content["round"])
    return roll_of(conn, bureau, (settled if frozen else every)[-1])


def roll_of(conn: Any, bureau: str, frame: Record) -> Roll:
    """Return a frame with its files."""
    return Roll(frame, find(conn, Entry, bureau, where=shelf(Entry.name).rows.current.c.frame == frame.id))


def read_frame(paths: Sequence[str], lists: Lists, today: date) -> Listed:
    """Read the departments' lists; the same number twice in a department is an error, and every error is named."""
    listed = read_listed(paths, COLUMNS, lists)
    for place, content in listed.rows:
        if content.get("decided_on", today) > today:
            listed.blame(place, Entry.fields["decided_on"], content["decided_on"], _FUTURE)
    return listed


def import_frame(ledger: Ledger, listed: Listed, round_: str, act: Act, *, new: bool) -> tuple[int, int]:
    """Put files into the open frame of a round, beginning one if there is none; return their number and the tx."""
    with ledger.writing(act) as writer:
        frame, standing = _open_frame(writer, round_, new=new)
        _refuse_twice(listed, standing)
        _add(writer, frame, [content for _, content in listed.rows])
        return len(listed.rows), writer.tx


def _open_frame(writer: Writer, round_: str, *, new: bool) -> tuple[int, Sequence[Record]]:
    mine = [f for f in frames(writer.conn, writer.bureau) if fold(str(f.content["round"])) == fold(round_)]
    last = mine[-1] if mine else None
    if last is None or (new and "frozen_on" in last.content):
        named = str(last.content["round"]) if last else round_
        return writer.add(Frame, checked(writer, Frame, {"round": named, "n": len(mine) + 1})), ()
    if "frozen_on" in last.content:
        raise Frozen(round=round_, day=last.content["frozen_on"])
    if new:
        raise StillOpen(round=round_, n=last.content["n"])
    return last.id, roll_of(writer.conn, writer.bureau, last).entries


def _refuse_twice(listed: Listed, standing: Iterable[Record]) -> None:
    known = {_key(entry.content): Text("名册里已有", "is in the frame already") for entry in standing}
    for place, content in listed.rows:
        if "department" not in content or "file_no" not in content:
            continue
        if before := known.get(_key(content)):
            listed.blame(place, Entry.fields["file_no"], content["file_no"], Fault(before))
        else:
            where = f"{place.sheet} 第 {place.row} 行"
            known[_key(content)] = Text(f"与 {where}重复", f"stands in {place.sheet}, row {place.row}, as well")
    listed.refuse()


def _key(content: Mapping[str, Any]) -> tuple[str, str]:
    return fold(content["department"]), fold_case_no(content["file_no"])


def _add(writer: Writer, frame: int, contents: Sequence[Mapping[str, Any]]) -> None:
    if not contents:
        return
    bulk = Bulk(writer, Entry, len(contents))
    bulk.add(Shape(Entry, _NAMES), (Fresh(tuple(_stored(frame, content))) for content in contents))
    writer.leaves[Entry.name] = bulk.changes()


def _stored(frame: int, content: Mapping[str, Any]) -> Iterable[Any]:
    for name in _NAMES:
        value = frame if name == "frame" else content.get(name)
        yield value.isoformat() if isinstance(value, date) else value


def freeze(ledger: Ledger, said: str | None, today: date, act: Act) -> Roll:
    """Freeze the open frame of a round: from now on its digest stands for it."""
    with ledger.writing(act) as writer:
        found = roll(writer.conn, writer.bureau, said)
        if found.frozen_on:
            raise Frozen(round=found.round, day=found.frozen_on)
        if not found.entries:
            raise EmptyFrame(round=found.round)
        content = found.frame.content | {"frozen_on": today, "digest": draw.digest(found.units)}
        writer.replace(Frame, found.frame.id, found.frame.tx, content)
        return Roll(Record(Frame, found.frame.id, writer.tx, content), found.entries)
