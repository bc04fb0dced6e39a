"""The draw of a round: files picked by seed, written down with all that repeats it, and replayed."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from xcli.domain.audit import draw
from xcli.domain.audit.draw import METHOD, Stratum, Unit
from xcli.domain.audit.records import Drawing
from xcli.domain.calendar import Calendar
from xcli.domain.case_no import fold_case_no
from xcli.domain.clean import fold
from xcli.domain.lists import Lists
from xcli.domain.page import complete
from xcli.domain.pages.audit import Audit
from xcli.errors import Conflict, Misuse, NotFound
from xcli.intake.audit.frame import Roll, frames, roll, roll_of
from xcli.intake.keeping import value_of
from xcli.ledger.journal import Act, Writer
from xcli.ledger.ledger import Ledger
from xcli.ledger.query import find
from xcli.ledger.record import Record
from xcli.ledger.tables import shelf
from xcli.text import Text

IN_ROUND = Text("已在本轮评查", "in this round already")


class NoDraw(NotFound):
    """A round has no draw."""

    sentence = Text(
        "{round} 还没有抽取。抽取：xcli audit draw --round {round} --n 数量 --seed 种子",
        "Nothing was drawn for {round} yet. Draw: xcli audit draw --round {round} --n COUNT --seed TEXT",
    )


class DrawnAlready(Conflict):
    """A round has a draw; another needs a reason."""

    sentence = Text(
        "{round} 已于 {day} 抽取 {count} 卷（种子“{seed}”）。再次抽取须写明理由，两次都留在记录里：加 --reason 理由。",
        "{count} files were drawn for {round} on {day} (seed “{seed}”). "
        "To draw once more give the reason; both draws stay on record: add --reason WHY.",
    )


class NotInFrame(NotFound):
    """A file to be left out is not in the frame."""

    sentence = Text(
        "名册里没有案卷“{said}”。查看：xcli audit frame show",
        "The frame has no file “{said}”. See: xcli audit frame show",
    )


class SeveralInFrame(Misuse):
    """A file to be left out is named by a number that several departments use."""

    sentence = Text(
        "文号“{said}”在 {count} 个单位都有。请写成 '单位 文号=理由'。",
        "The number “{said}” is used by {count} departments. Write 'DEPARTMENT NUMBER=REASON'.",
    )


class ReasonMissing(Misuse):
    """A file is left out without a reason."""

    sentence = Text(
        "不参加抽取的案卷要写明理由：--exclude '文号=理由'（给出的是“{said}”）。",
        "A file is left out for a reason: --exclude 'NUMBER=REASON' (given: “{said}”).",
    )


@dataclass(frozen=True)
class Order:
    """What is to be drawn, and how."""

    wanted: int
    seed: str
    by: str | None = None
    least: int = 0
    exclude: Sequence[str] = ()
    reason: str | None = None


@dataclass(frozen=True)
class Done:
    """A draw that was made: its record, its strata, the tx."""

    roll: Roll
    drawing: Record
    strata: Sequence[Stratum]


@dataclass
class Replay:
    """A draw repeated from its record: what differs from what was written down."""

    drawing: Record
    digest: str
    found: list[Text] = field(default_factory=list)


def drawings(conn: Any, bureau: str, round_: str) -> list[Record]:
    """Return the draws of a round, the first one first."""
    return [d for d in find(conn, Drawing, bureau) if fold(str(d.content["round"])) == fold(round_)]


def files_of_round(conn: Any, bureau: str, round_: str) -> list[Record]:
    """Return the files under review in a round."""
    return find(conn, Audit, bureau, where=shelf(Audit.name).rows.current.c.round == round_)


def draw_files(ledger: Ledger, said: str | None, order: Order, today: date, act: Act) -> Done:
    """Draw files from the frozen frame of a round; draw and files are written by one tx."""
    order = replace(order, seed=value_of(Drawing.fields["seed"], order.seed, Lists()) or "")
    with ledger.writing(act) as writer:
        found = roll(writer.conn, writer.bureau, said, frozen=True)
        before = drawings(writer.conn, writer.bureau, found.round)
        _check_first(found, before, order)
        excluded = _excluded(found, order) + _in_round(writer, found)
        left = _left(found, excluded)
        digest = str(found.frame.content["digest"])
        picked = draw.draw(left, digest, order.seed, order.wanted, by=order.by, least=order.least)
        content = _content(found, order, today, len(before) + 1)
        content |= {"excluded": excluded, "picked": [_named(unit) for unit in picked]}
        number = writer.add(Drawing, content)
        _open_reviews(writer, found, picked, today)
        return Done(found, Record(Drawing, number, writer.tx, content), strata_of(found, picked, order.by))


def _check_first(found: Roll, before: Sequence[Record], order: Order) -> None:
    if before and not order.reason:
        last = before[-1].content
        count = len(last["picked"])  # type: ignore[arg-type]
        raise DrawnAlready(round=found.round, day=last["drawn_on"], count=count, seed=last["seed"])


def _content(found: Roll, order: Order, today: date, n: int) -> dict[str, Any]:
    return {
        "round": found.round,
        "n": n,
        "frame": found.frame.id,
        "method": METHOD,
        "seed": order.seed,
        "wanted": order.wanted,
        "by": order.by,
        "least": order.least,
        "drawn_on": today,
        "reason": value_of(Drawing.fields["reason"], order.reason, Lists()) if n > 1 else None,
    }


def _excluded(found: Roll, order: Order) -> list[dict[str, Any]]:
    chosen: dict[tuple[str, str], dict[str, Any]] = {}
    for said in order.exclude:
        named, _, reason = said.replace("＝", "=").partition("=")
        if not reason.strip():
            raise ReasonMissing(said=said)
        unit = _meant(found, named.strip())
        chosen[unit.department, unit.file_no] = _named(unit) | {"reason": reason.strip()[:200]}
    return list(chosen.values())


def _meant(found: Roll, said: str) -> Unit:
    key = fold_case_no(said)
    meant = [u for u in found.units if key in (fold_case_no(u.file_no), fold_case_no(u.department + u.file_no))]
    if not meant:
        raise NotInFrame(said=said)
    if len(meant) > 1:
        raise SeveralInFrame(said=said, count=len(meant))
    return meant[0]


def _in_round(writer: Writer, found: Roll) -> list[dict[str, Any]]:
    """Return the files that are under review already: an earlier draw of the round took them."""
    here = {_key(r.content) for r in files_of_round(writer.conn, writer.bureau, found.round)}
    return [_named(u) | {"reason": IN_ROUND.zh} for u in found.units if _key(u._asdict()) in here]


def _key(content: Any) -> tuple[str, str]:
    return fold(content["department"]), fold_case_no(content["file_no"])


def _left(found: Roll, excluded: Sequence[dict[str, Any]]) -> list[Unit]:
    gone = {(item["department"], item["file_no"]) for item in excluded}
    return [unit for unit in found.units if (unit.department, unit.file_no) not in gone]


def _named(unit: Unit) -> dict[str, Any]:
    return {"department": unit.department, "file_no": unit.file_no}


def _open_reviews(writer: Writer, found: Roll, picked: Sequence[Unit], today: date) -> None:
    entries = {(e.content["department"], e.content["file_no"]): e.content for e in found.entries}
    for unit in picked:
        entry = entries[unit.department, unit.file_no]
        content = {
            "round": found.round,
            "department": unit.department,
            "file_no": unit.file_no,
            "file_kind": "penalty",
            "procedure": entry.get("procedure"),
            "decided_on": entry.get("decided_on"),
            "draw": "random",
            "drawn_on": today,
        }
        writer.add(Audit, complete(Audit, {k: v for k, v in content.items() if v is not None}, Calendar()))


def strata_of(found: Roll, picked: Sequence[Unit], by: str | None) -> list[Stratum]:
    """Return how many files each stratum has in the frame, and how many were drawn from it."""
    all_, some = draw.strata(found.units, by), draw.strata(picked, by)
    return [Stratum(name, len(units), len(some.get(name, ()))) for name, units in sorted(all_.items())]


def verify(ledger: Ledger, said: str | None) -> list[Replay]:
    """Repeat every draw of a round from frame and seed, and compare with the record and with the files under review."""
    with ledger.reading() as conn:
        round_ = roll(conn, ledger.bureau, said, frozen=True).round
        made = drawings(conn, ledger.bureau, round_)
        if not made:
            raise NoDraw(round=round_)
        known = {frame.id: roll_of(conn, ledger.bureau, frame) for frame in frames(conn, ledger.bureau)}
        files = files_of_round(conn, ledger.bureau, round_)
    replays = [_replayed(drawing, known.get(int(str(drawing.content["frame"])))) for drawing in made]
    replays[-1].found += _beside(made, files)
    return replays


def _replayed(drawing: Record, found: Roll | None) -> Replay:
    content: Any = drawing.content
    if found is None:
        return Replay(drawing, "", [Text("抽取所用的名册已不在台账里", "the frame of the draw is no longer there")])
    digest = draw.digest(found.units)
    replay = Replay(drawing, digest)
    if digest != found.frame.content["digest"]:
        replay.found.append(Text("名册与冻结时的摘要不符", "the frame is not the one that was digested"))
    left = _left(found, content.get("excluded", ()))
    try:
        again = draw.draw(
            left, digest, content["seed"], content["wanted"], by=content.get("by"), least=content["least"]
        )
    except Misuse as error:
        replay.found.append(error.text())
        again = []
    replay.found += _differences(content.get("picked", ()), [_named(unit) for unit in again])
    return replay


def _differences(written: Sequence[dict[str, Any]], again: Sequence[dict[str, Any]]) -> list[Text]:
    found = [
        _told(item, "记录里有而重抽没有", "on record, but not drawn again") for item in written if item not in again
    ]
    return found + [
        _told(item, "重抽有而记录里没有", "drawn again, but not on record") for item in again if item not in written
    ]


def _beside(made: Sequence[Record], files: Sequence[Record]) -> list[Text]:
    """Return how the files under review differ from those that all draws of the round picked."""
    contents: list[Any] = [drawing.content for drawing in made]
    picked: dict[tuple[str, str], Any] = {_key(i): i for content in contents for i in content.get("picked", ())}
    here = {_key(r.content): r.content for r in files if r.content.get("draw") == "random"}
    found = [_told(i, "抽中而不在评查台账", "drawn, but not under review") for k, i in picked.items() if k not in here]
    return found + [
        _told(i, "登记为随机抽取而没有被抽中", "entered as drawn at random, but no draw picked it")
        for k, i in here.items()
        if k not in picked
    ]


def _told(item: Any, zh: str, en: str) -> Text:
    named = f"{item['department']} {item['file_no']}"
    return Text(f"{named}：{zh}", f"{named}: {en}")
