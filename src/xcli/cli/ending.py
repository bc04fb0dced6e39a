"""`retract` and `link`: a case is taken out, or tied to another."""

from typing import TYPE_CHECKING, Annotated, Any

from xcli.cli import output
from xcli.cli.ask import ask
from xcli.cli.case import VERBS, verb_help
from xcli.cli.command import Command, command_of
from xcli.cli.options import Key, Reason, option
from xcli.cli.reference import case_argument, the_case
from xcli.cli.session import ReasonNeeded, clerk, ledger, on_terminal
from xcli.domain.keeping import LINK_KIND, Link
from xcli.domain.page import Line
from xcli.errors import Conflict, Misuse
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.ledger.record import Record

Duplicate = Annotated[
    str | None,
    option(
        "--duplicate-of",
        "--重复于",
        help=Text("与哪一件重复（保留那一件）", "the case that it repeats, and that stays"),
    ),
]
Kind = Annotated[
    str | None,
    option(
        "--kind", "--类型", help=Text("related 相关、duplicate 重复、follows 由此引出", "related, duplicate or follows")
    ),
]


class SameCase(Misuse):
    """A case is tied to itself."""

    sentence = Text("{title} 不能与它自己关联。", "{title} cannot be tied to itself.")


class UnknownKind(Misuse):
    """There is no such kind of link."""

    sentence = Text(
        "没有关联类型“{said}”。可选：{known}。", "There is no kind of link “{said}”. Choose one of {known}."
    )


class LinkedAlready(Conflict):
    """The two cases are tied so already."""

    sentence = Text("{title} 与 {other} 已有这种关联。", "{title} and {other} are tied so already.")


def retract_command(page: type[Line]) -> Command:
    """Build `retract` for a page."""
    parameters = {"case": case_argument(page), "reason": Reason, "duplicate_of": Duplicate, "key": Key}
    return command_of(
        "retract", VERBS["retract"].zh, verb_help(page, "retract"), parameters, lambda values: _retract(page, values)
    )


def _retract(page: type[Line], values: dict[str, Any]) -> None:
    opened, who = ledger(), clerk()
    record = the_case(opened, page, values["case"])
    twin = the_case(opened, page, values["duplicate_of"]) if values["duplicate_of"] else None
    if twin and twin.id == record.id:
        raise SameCase(title=record.title)
    reason = values["reason"] or (str(Text(f"与 {twin.title} 重复", f"duplicate of {twin.title}")) if twin else "")
    if not reason and on_terminal():
        reason = ask(Text(f"撤销 {record.title} 的理由", f"Why is {record.title} retracted"))
    if not reason:
        raise ReasonNeeded(why=Text(f"撤销 {record.title}", f"Retracting {record.title}"))
    from xcli.intake.entry import named
    from xcli.ledger.journal import Act

    with named(record), opened.writing(Act(who, f"{page.name} retract", reason=reason, key=values["key"])) as writer:
        if twin:
            writer.add(Link, _tie(record, twin, "duplicate"))
        writer.retract(page, record.id, record.tx)
    output.say(
        Text(
            f"已撤销 {record.title}：{reason}（填写人 {who}，第 {writer.tx} 笔）。反悔：xcli undo",
            f"Retracted {record.title}: {reason} (clerk {who}, entry {writer.tx}). To reverse: xcli undo",
        )
    )


def link_command(page: type[Line]) -> Command:
    """Build `link` for a page."""
    parameters = {
        "case": case_argument(page),
        "other": case_argument(page, Text(f"另一{page.case_no.label.zh}", "OTHER")),
        "kind": Kind,
        "reason": Reason,
        "key": Key,
    }
    return command_of("link", VERBS["link"].zh, verb_help(page, "link"), parameters, lambda values: _link(page, values))


def _link(page: type[Line], values: dict[str, Any]) -> None:
    opened, who = ledger(), clerk()
    record, other = the_case(opened, page, values["case"]), the_case(opened, page, values["other"])
    if record.id == other.id:
        raise SameCase(title=record.title)
    kind = LINK_KIND.find(values["kind"] or "related")
    if kind is None:
        raise UnknownKind(said=values["kind"], known="、".join(entry.code for entry in LINK_KIND.codes))
    from xcli.ledger.journal import Act
    from xcli.ledger.tying import tied

    with opened.writing(Act(who, f"{page.name} link", reason=values["reason"], key=values["key"])) as writer:
        if tied(writer.conn, writer.bureau, record, other, kind.code):
            raise LinkedAlready(title=record.title, other=other.title)
        writer.add(Link, _tie(record, other, kind.code))
    output.say(
        Text(
            f"已关联 {record.title} 与 {other.title}（{kind.label.zh}）。查看：xcli {page.name} show {values['case']}",
            f"Tied {record.title} and {other.title} ({kind.label.en}). See: xcli {page.name} show {values['case']}",
        )
    )


def _tie(start: "Record", end: "Record", kind: str) -> dict[str, object]:
    return {"kind": kind, "from_page": start.page.name, "from_id": start.id, "to_page": end.page.name, "to_id": end.id}
