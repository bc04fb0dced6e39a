"""The panel of a round: reviewers seated, files shared out, sheets made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xcli.domain.audit import scheme
from xcli.domain.audit.panel import Duty, File, assigned
from xcli.domain.audit.records import Panel, Reading, Scheme, Seat
from xcli.domain.audit.sheet import ScoreSheets, SheetFile
from xcli.domain.clean import fold
from xcli.domain.lists import Lists
from xcli.domain.pages.audit import Audit
from xcli.errors import Conflict, Misuse, NotFound
from xcli.intake.audit.drawing import drawings, files_of_round
from xcli.intake.audit.frame import NoRound, frames
from xcli.intake.audit.schemes import kept_scheme
from xcli.intake.listed import read_listed
from xcli.ledger.journal import Act, Writer
from xcli.ledger.ledger import Ledger
from xcli.ledger.query import find, load
from xcli.ledger.record import Record
from xcli.ledger.tables import shelf
from xcli.text import Text


class NoPanel(NotFound):
    """A round has no reviewers yet."""

    sentence = Text(
        "{round} 还没有分配评查人。分配：xcli audit sheets --round {round} --reviewers 3",
        "No reviewers are assigned for {round} yet. Assign: xcli audit sheets --round {round} --reviewers 3",
    )


class PanelStands(Conflict):
    """A round has its reviewers."""

    sentence = Text(
        "{round} 已于 {day} 分配给 {count} 人。只重新输出评分表：去掉 --reviewers、--reviewer；"
        "要重新分配，先撤回：xcli undo",
        "{round} was assigned to {count} reviewers on {day}. To write the sheets again leave out --reviewers "
        "and --reviewer; to assign anew take it back first: xcli undo",
    )


class TypedAlready(Conflict):
    """Files of a round have scores that were typed."""

    sentence = Text(
        "{round} 有 {count} 卷已直接填写得分或等次，不能再发评分表。",
        "{count} files of {round} have scores or grades that were typed; score sheets cannot follow.",
    )


class NoFiles(Conflict):
    """A round has no files."""

    sentence = Text(
        "{round} 没有要评查的案卷。先抽取：xcli audit draw",
        "{round} has no files to review. Draw first: xcli audit draw",
    )


class SameReviewer(Misuse):
    """A reviewer is named twice."""

    sentence = Text("评查人 {name} 写了两次。", "The reviewer {name} is named twice.")


@dataclass(frozen=True)
class Round:
    """A round with its panel, its scheme, its files and what was read of them."""

    panel: Record
    scheme: dict[str, Any]
    files: dict[int, Record]
    readings: list[Record]

    @property
    def name(self) -> str:
        """Return the round."""
        return str(self.panel.content["round"])

    @property
    def seats(self) -> list[dict[str, Any]]:
        """Return the reviewers."""
        return self.panel.content.get("seat", [])  # type: ignore[return-value]

    def of_file(self, number: int) -> list[Record]:
        """Return the readings of a file, the first one first."""
        order = ("first", "second", "third")
        mine = [r for r in self.readings if r.content["file"] == number]
        return sorted(mine, key=lambda r: order.index(str(r.content["role"])))


def round_named(conn: Any, bureau: str, said: str | None) -> str:
    """Return the round that is meant: of a frame or of files entered, by default the newest."""
    known = [str(f.content["round"]) for f in frames(conn, bureau)]
    if said is None and known:
        return known[-1]
    known += [str(r.content["round"]) for r in find(conn, Audit, bureau)]
    meant = [name for name in known if said is None or fold(name) == fold(said)]
    if not meant:
        raise NoRound(said=Text(f" {said} 的", f" of {said}") if said else Text("", ""))
    return meant[-1]


def panel_of(conn: Any, bureau: str, round_: str) -> Record | None:
    """Return the panel of a round, if it has one."""
    return next((p for p in find(conn, Panel, bureau) if p.content["round"] == round_), None)


def round_of(conn: Any, bureau: str, said: str | None) -> Round:
    """Return a round that has its panel."""
    name = round_named(conn, bureau, said)
    panel = panel_of(conn, bureau, name)
    if panel is None:
        raise NoPanel(round=name)
    kept = load(conn, Scheme, bureau, int(str(panel.content["scheme"])))
    readings = find(conn, Reading, bureau, where=shelf(Reading.name).rows.current.c.panel == panel.id)
    files = {record.id: record for record in files_of_round(conn, bureau, name)}
    return Round(panel, dict(kept.content) if kept else {}, files, readings)


def seats_of(count: int) -> list[dict[str, Any]]:
    """Return so many reviewers of a third party, known by number."""
    return [{"person": f"评查员{n}", "kind": "third"} for n in range(1, count + 1)]


def read_seats(path: str, lists: Lists) -> list[dict[str, Any]]:
    """Read reviewers from a sheet: name, body, kind."""
    listed = read_listed([path], tuple(Seat.fields.values()), lists)
    listed.refuse()
    return [content for _, content in listed.rows]


def assign(
    ledger: Ledger, said: str | None, seats: Sequence[dict[str, Any]], wanted: dict[str, Any], today: date, act: Act
) -> Round:
    """Share the files of a round out among its reviewers; `wanted` has the scheme and the share read twice."""
    _check_seats(seats)
    with ledger.writing(act) as writer:
        name = round_named(writer.conn, writer.bureau, said)
        files = _open_files(writer, name)
        kept = kept_scheme(writer, wanted["scheme"])
        seed = _seed(writer, name)
        duties = assigned(files, [seat.get("body") for seat in seats], seed, wanted["double"])
        content = {"round": name, "scheme": kept.id, "seed": seed, "double": wanted["double"], "assigned_on": today}
        panel = writer.add(Panel, content | {"seat": list(seats)})
        _grade_by(writer, kept, {file.id for file in files})
        _hand_out(writer, panel, seats, duties)
        return round_of(writer.conn, writer.bureau, name)


def _check_seats(seats: Sequence[dict[str, Any]]) -> None:
    names = [fold(seat["person"]) for seat in seats]
    for seat, name in zip(seats, names, strict=True):
        if names.count(name) > 1:
            raise SameReviewer(name=seat["person"])


def _open_files(writer: Writer, name: str) -> list[File]:
    if standing := panel_of(writer.conn, writer.bureau, name):
        content: Any = standing.content
        raise PanelStands(round=name, day=content["assigned_on"], count=len(content["seat"]))
    files = files_of_round(writer.conn, writer.bureau, name)
    if typed := [f for f in files if f.content.get("score") is not None or f.content.get("stated_grade")]:
        raise TypedAlready(round=name, count=len(typed))
    if not files:
        raise NoFiles(round=name)
    return [File(f.id, str(f.content["department"]), str(f.content["file_no"])) for f in files]


def _seed(writer: Writer, name: str) -> str:
    made = drawings(writer.conn, writer.bureau, name)
    return str(made[-1].content["seed"]) if made else name


def _grade_by(writer: Writer, kept: Record, files: set[int]) -> None:
    """Let the files know the scheme that will grade them."""
    graded = {"scheme": scheme.label(kept.content), "limits": scheme.limits(kept.content)}
    for number in files:
        record = load(writer.conn, Audit, writer.bureau, number)
        if record:
            writer.replace(Audit, number, record.tx, record.content | graded)


def _hand_out(writer: Writer, panel: int, seats: Sequence[dict[str, Any]], duties: Sequence[Duty]) -> None:
    ordered = sorted(duties, key=lambda duty: (duty.seat, duty.file.department, duty.file.file_no))
    places: dict[int, int] = {}
    for duty in ordered:
        places[duty.seat] = places.get(duty.seat, 0) + 1
        content = {
            "panel": panel,
            "file": duty.file.id,
            "person": seats[duty.seat]["person"],
            "role": "second" if duty.second else "first",
            "n": places[duty.seat],
        }
        writer.add(Reading, content)


def sheets_of(found: Round) -> list[ScoreSheets]:
    """Return the sheets of every reviewer, with the marks that are there already."""
    return [
        ScoreSheets(
            found.name, found.scheme, seat["person"], [_page(found, r) for r in _of_person(found, seat["person"])]
        )
        for seat in found.seats
    ]


def _of_person(found: Round, person: str) -> list[Record]:
    mine = [r for r in found.readings if r.content["person"] == person and r.content["role"] != "third"]
    return sorted(mine, key=lambda r: int(str(r.content["n"])))


def _page(found: Round, reading: Record) -> SheetFile:
    content: Any = reading.content
    file = found.files[content["file"]].content
    marks = content.get("mark", ())
    return SheetFile(content["n"], str(file["department"]), str(file["file_no"]), marks, content.get("read_on"))
