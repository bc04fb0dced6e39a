"""Marks become scores: readings written down, compared where there are two, settled by a third, files concluded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xcli.domain.audit import scheme
from xcli.domain.audit.panel import own
from xcli.domain.audit.records import Reading
from xcli.domain.calendar import Calendar
from xcli.domain.clean import fold
from xcli.domain.fault import Fault
from xcli.domain.lists import read_flag
from xcli.domain.page import complete
from xcli.domain.pages.audit import Audit
from xcli.domain.score import read_score, show_score
from xcli.errors import Conflict, Misuse, NotFound, NotValid
from xcli.intake.audit.panel import Round, round_of
from xcli.ledger.journal import Act, Writer
from xcli.ledger.ledger import Ledger
from xcli.ledger.record import Record
from xcli.text import Text

Marks = list[dict[str, Any]]
RESULT = ("reviewed_on", "score", "veto", "barred", "grade", "reviewer", "defect")


class NotYours(Conflict):
    """A file is read by somebody else."""

    sentence = Text("{file} 没有分给 {person}，分给了 {names}。", "{file} was not given to {person} but to {names}.")


class OwnDepartment(Conflict):
    """A reviewer may not review his own department."""

    sentence = Text(
        "{person} 是 {body} 的人，不能评查 {department} 的案卷。",
        "{person} is of {body} and does not review files of {department}.",
    )


class ItemsOpen(NotValid):
    """Items have no mark."""

    sentence = Text(
        "没有保存：{file} 还有 {count} 项未评：{items}。其余都不扣分请加 --clean。",
        "Nothing was saved: {count} items of {file} have no mark: {items}. If nothing is taken off them, add --clean.",
    )


class MarksWrong(NotValid):
    """Marks do not fit the scheme."""

    sentence = Text("没有保存。{faults}。", "Nothing was saved. {faults}.")


class NothingToSettle(Conflict):
    """Two readings that differ are needed."""

    sentence = Text("{file} 没有需要裁定的分歧：{why}。", "{file} has no difference to settle: {why}.")


class NotThird(Conflict):
    """The one who settles has read the file before."""

    sentence = Text("{person} 已评过 {file}，须由第三人裁定。", "{person} has read {file}; a third person settles.")


class NotInPanel(NotFound):
    """A file is not of this round."""

    sentence = Text("{round} 的评查组里没有案卷 {file}。", "The panel of {round} has no file {file}.")


@dataclass
class Tally:
    """What became of readings: written, files concluded, files that wait for a third."""

    tx: int = 0
    readings: int = 0
    blank: int = 0
    concluded: int = 0
    differing: int = 0


def mark_of(item: Mapping[str, Any], off: object, veto: object, note: str | None) -> tuple[dict[str, Any], list[Fault]]:
    """Return the mark that cells give to one item, and what is wrong with it; no cells leave it open."""
    points, fault = read_score(off)
    struck, wrong = read_flag(veto)
    faults = [f for f in (fault, wrong) if f and f.weight == "error"]
    if points is not None and points > item["points"]:
        most = show_score(item["points"])
        faults.append(
            Fault(
                Text(
                    f"扣分 {show_score(points)} 多于该项分值 {most}",
                    f"takes {show_score(points)} off an item of {most} points",
                )
            )
        )
    if struck and not item.get("veto"):
        faults.append(Fault(Text("这一项不是否决项", "this item is no veto")))
    answered = struck is not None if not item["points"] else points is not None
    if not answered and not faults:
        return {}, []
    return {"no": item["no"], "off": points or 0, "veto": struck or None, "note": note}, faults


def take(writer: Writer, found: Round, taken: Mapping[int, tuple[Marks, date]]) -> Tally:
    """Write marks into readings and conclude the files they speak of."""
    tally = Tally(writer.tx, len(taken))
    for reading in found.readings:
        if reading.id in taken:
            marks, day = taken[reading.id]
            content = reading.content | {"mark": marks, "read_on": day}
            writer.replace(Reading, reading.id, reading.tx, content)
    fresh = round_of(writer.conn, writer.bureau, found.name)
    touched = {int(str(r.content["file"])) for r in fresh.readings if r.id in taken}
    for number in sorted(touched):
        state = conclude(writer, fresh, number)
        tally.concluded += state == "concluded"
        tally.differing += state == "differing"
    return tally


def conclude(writer: Writer, found: Round, number: int) -> str:
    """Give a file its score if its readings agree or were settled; take it away if they no longer do."""
    state, reading = state_of(found, number)
    record = found.files[number]
    content = {name: value for name, value in record.content.items() if name not in RESULT}
    if reading is not None:
        content |= _result(found, number, reading)
    content = complete(Audit, {n: v for n, v in content.items() if v not in (None, [])}, Calendar())
    if content != record.content:
        writer.replace(Audit, number, record.tx, content)
    return state


def state_of(found: Round, number: int) -> tuple[str, Record | None]:
    """Return where a file stands - open, differing, concluded - and the reading that counts."""
    readings = found.of_file(number)
    if readings and readings[-1].content["role"] == "third":
        return "concluded", readings[-1]
    if not readings or any("read_on" not in r.content for r in readings):
        return "open", None
    if len(readings) > 1 and differing(readings):
        return "differing", None
    return "concluded", readings[0]


def differing(readings: Sequence[Record]) -> list[str]:
    """Return the numbers of the items on which the first two readings differ."""
    one, other = (r.content.get("mark", ()) for r in readings[:2])
    return scheme.differences(one, other)  # type: ignore[arg-type]


def _result(found: Round, number: int, reading: Record) -> dict[str, Any]:
    marks: Any = reading.content.get("mark", ())
    result = scheme.result(found.scheme, marks)
    readings = found.of_file(number)
    return {
        "reviewed_on": max(r.content["read_on"] for r in readings),  # type: ignore[type-var]
        "score": result.score,
        "veto": int(result.veto),
        "barred": 1 if result.barred else None,
        "reviewer": [_reviewer(found, r) for r in readings],
        "defect": scheme.defects(found.scheme, marks),
    }


def _reviewer(found: Round, reading: Record) -> dict[str, Any]:
    person = reading.content["person"]
    seat = next((s for s in found.seats if s["person"] == person), {})
    return {n: v for n, v in {"kind": seat.get("kind"), "person": person, "body": seat.get("body")}.items() if v}


def score(
    ledger: Ledger, file: Record, person: str, given: Mapping[str, Any], day: date, act: Act
) -> tuple[Tally, int]:
    """Write one reviewer's marks of one file; `given` has marks by item, and whether the rest is clean."""
    with ledger.writing(act) as writer:
        found = _round_with(writer, file)
        _check_own(found, person, file)
        reading = _reading_of(found, file, person)
        marks = _whole(found, file, given)
        tally = take(writer, found, {reading.id: (marks, day)})
        return tally, scheme.result(found.scheme, marks).score


def _round_with(writer: Writer, file: Record) -> Round:
    found = round_of(writer.conn, writer.bureau, str(file.content["round"]))
    if file.id not in found.files or not found.of_file(file.id):
        raise NotInPanel(round=found.name, file=file.content["file_no"])
    return found


def _check_own(found: Round, person: str, file: Record) -> None:
    seat = next((s for s in found.seats if fold(s["person"]) == fold(person)), {})
    if own(seat.get("body"), str(file.content["department"])):
        raise OwnDepartment(person=person, body=seat["body"], department=file.content["department"])


def _reading_of(found: Round, file: Record, person: str) -> Record:
    readings = found.of_file(file.id)
    mine = [r for r in readings if fold(str(r.content["person"])) == fold(person)]
    if not mine:
        names = "、".join(str(r.content["person"]) for r in readings)
        raise NotYours(file=file.content["file_no"], person=person, names=names)
    return mine[0]


def _whole(found: Round, file: Record, given: Mapping[str, Any]) -> Marks:
    """Return a mark for every item, or refuse with all that is wrong or missing."""
    known, marks, faults = scheme.items(found.scheme), {}, []
    for number, (off, veto, note) in given["marks"].items():
        if number not in known:
            faults.append(Text(f"方案里没有第 {number} 项", f"the scheme has no item {number}"))
            continue
        item = known[number]
        mark, wrong = mark_of(item, 0 if off is None and item["points"] else off, veto, note)
        marks[number] = mark
        faults += [Text(f"{number}：{f.reason.zh}", f"{number}: {f.reason.en}") for f in wrong]
    if faults:
        raise MarksWrong(faults=Text("；".join(f.zh for f in faults), "; ".join(f.en for f in faults)))
    missing = [number for number in known if not marks.get(number)]
    if missing and not given["clean"]:
        raise ItemsOpen(file=file.content["file_no"], count=len(missing), items="、".join(missing))
    return [marks.get(number) or {"no": number, "off": 0} for number in known]


def settle(ledger: Ledger, file: Record, person: str, given: Mapping[str, Any], day: date, act: Act) -> int:
    """Let a third person decide what two readings disagree on; return the score."""
    with ledger.writing(act) as writer:
        found = _round_with(writer, file)
        _check_own(found, person, file)
        if own(given.get("body"), str(file.content["department"])):
            raise OwnDepartment(person=person, body=given["body"], department=file.content["department"])
        marks = _settled(found, file, person, given)
        readings = found.of_file(file.id)
        content = {
            "panel": found.panel.id,
            "file": file.id,
            "person": person,
            "role": "third",
            "read_on": day,
            "mark": marks,
        }
        if readings[-1].content["role"] == "third":
            writer.replace(Reading, readings[-1].id, readings[-1].tx, content)
        else:
            writer.add(Reading, content)
        conclude(writer, round_of(writer.conn, writer.bureau, found.name), file.id)
        return scheme.result(found.scheme, marks).score


def _settled(found: Round, file: Record, person: str, given: Mapping[str, Any]) -> Marks:
    readings = [r for r in found.of_file(file.id) if r.content["role"] != "third"]
    title = file.content["file_no"]
    if len(readings) < 2 or any("read_on" not in r.content for r in readings):
        raise NothingToSettle(file=title, why=Text("还没有两份评分", "there are not two readings yet"))
    if any(fold(str(r.content["person"])) == fold(person) for r in readings):
        raise NotThird(person=person, file=title)
    disputed = differing(readings)
    if not disputed:
        raise NothingToSettle(file=title, why=Text("两份评分一致", "the two readings agree"))
    chosen: Any = readings[1 if given.get("as") == "second" else 0].content["mark"]
    kept = {m["no"]: m for m in chosen if given.get("as") or m["no"] not in disputed}
    own_marks = {number: mark for number, mark in given["marks"].items() if number in disputed}
    if outside := [number for number in given["marks"] if number not in disputed]:
        raise Undisputed(file=title, items="、".join(outside))
    rest = {number: (m["off"] / 100, "1" if m.get("veto") else "0", m.get("note")) for number, m in kept.items()}
    return _whole(found, file, {"marks": rest | own_marks, "clean": False})


class Undisputed(Misuse):
    """Only what two readings disagree on is settled."""

    sentence = Text("{file} 的第 {items} 项两份评分一致，不必裁定。", "{file}: the two readings agree on {items}.")
