"""Making a report: read the ledger once, put the report together, write it in the format of its file."""

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, Literal

from xcli.cli import delivery
from xcli.cli.destination import leaves
from xcli.cli.given import given
from xcli.cli.options import option
from xcli.cli.scope import rounding
from xcli.cli.session import book, known_then, ledger, moment_of
from xcli.errors import Misuse
from xcli.settings import setting
from xcli.text import Text

if TYPE_CHECKING:
    from datetime import date

    from xcli.ledger.ledger import Ledger
    from xcli.report.layout import Document
    from xcli.stats.giving import Leaving
    from xcli.stats.span import Asked

UntilDay = Annotated[
    str | None,
    option(
        "--until",
        "--截止",
        help=Text("数据截止日，如 2024-11-30；默认到今天", "the last day to count; today by default"),
    ),
]
Template = Annotated[
    str | None,
    option(
        "--template",
        "--套用",
        help=Text("套用本局自己的 Word 模板，如 {{ dispute_settled }}", "fill in the bureau's own Word template"),
    ),
]
Approximate = Annotated[
    bool,
    option(
        "--roundly", "--概数", help=Text("文字里用概数：360余件、近400件", "round numbers in the text: more than 360")
    ),
]
ENDINGS = (".docx", ".xlsx", ".html", ".htm")


class BadUntil(Misuse):
    """The last day to count is not a day of the period."""

    sentence = Text(
        "--until 的“{said}”不对：应是{period}内的一天，如 {example}。",
        "--until: “{said}” is not right; give a day of {period}, such as {example}.",
    )


class UnknownReportEnding(Misuse):
    """A report is not written in such a format."""

    sentence = Text(
        "报告不能写成 {path}。文件名请以 .docx、.xlsx 或 .html 结尾；不写 --to 就显示在屏幕上。",
        "A report cannot be written to {path}. End the file name in .docx, .xlsx or .html; without --to it is shown.",
    )


class TemplateNeedsDocx(Misuse):
    """A Word template makes a Word file."""

    sentence = Text("--template 要和 --to 文件名.docx 一起用。", "--template fills in a Word file: add --to FILE.docx.")


@dataclass(frozen=True)
class Wish:
    """What was asked for: the period as typed, the last day, the file, the bureau's template."""

    kind: Literal["year", "month"]
    period: str
    until: str | None
    to: str | None
    template: str | None = None
    roundly: bool = False
    as_of: str | None = None
    recipient: str | None = None
    force: bool = False

    @property
    def leaves(self) -> bool:
        """Tell whether the report goes into a file."""
        return leaves(self.to)

    @property
    def ending(self) -> str:
        """Return the ending of the file; none for the screen."""
        return "" if not self.leaves else Path(str(self.to)).suffix.lower()

    def asked(self, first_day: int) -> "Asked":
        """Read the period for a month that begins on a day."""
        from xcli.domain.period import month, year
        from xcli.stats.span import Asked

        return Asked(self.kind, (year if self.kind == "year" else month)(self.period, first_day))


def make(wish: Wish) -> None:
    """Write a report, or show it."""
    wish = _with_file_checked(wish)
    opened = ledger()
    document, figures = _document(wish, opened)
    if not wish.leaves:
        delivery.show_document(document)
        return
    from xcli.cli.leaving import note_given
    from xcli.ledger.newest import Newest

    named = Newest(document.signature.tx, document.signature.code)
    written = delivery.write_file(
        str(wish.to), partial(_write, wish, document), force=wish.force, inputs=_inputs(wish), named=named
    )
    note_given(opened, _leaving(wish, document, figures), written, wish.recipient)


def _leaving(wish: Wish, document: "Document", figures: "list[Leaving]") -> "list[Leaving]":
    """Return the figures that a file takes with it; into a template go only those that it asks for."""
    if wish.template is None:
        return figures
    from xcli.report.bureau_template import asked_of

    asked = asked_of(Path(wish.template), document.values)
    return [one for one in figures if one.figure.indicator.id in asked]


def _with_file_checked(wish: Wish) -> Wish:
    """Refuse a file that cannot be written before anything is read; on a terminal ask about one that exists."""
    from xcli.report.files import FileExists, checked_target

    if wish.template:
        _check_template(wish)
    if not wish.leaves:
        return wish
    if wish.ending not in ENDINGS:
        raise UnknownReportEnding(path=wish.to)
    try:
        checked_target(str(wish.to), force=wish.force, inputs=_inputs(wish))
    except FileExists:
        if not _may_replace(str(wish.to)):
            raise
        return replace(wish, force=True)
    return wish


def _check_template(wish: Wish) -> None:
    from xcli.report.bureau_template import NoTemplate

    if wish.ending != ".docx":
        raise TemplateNeedsDocx
    if not Path(str(wish.template)).is_file():
        raise NoTemplate(path=wish.template)


def _may_replace(path: str) -> bool:
    from xcli.cli.ask import confirm
    from xcli.cli.session import on_terminal

    return on_terminal() and confirm(Text(f"{path} 已存在，覆盖吗", f"{path} exists; replace it"))


def _inputs(wish: Wish) -> list[str]:
    return [wish.template] if wish.template else []


def _document(wish: Wish, opened: "Ledger") -> "tuple[Document, list[Leaving]]":
    """Put the report together while the ledger is open, as some figures ask it again; return those that leave, too."""
    from xcli.domain.day import today
    from xcli.ledger.newest import newest
    from xcli.report.compose import Frame, annual, monthly
    from xcli.report.defining import definitions, listings
    from xcli.report.handing import handed_out
    from xcli.report.telling import Manner
    from xcli.stats.query import Desk
    from xcli.stats.survey import survey

    then = moment_of(opened, wish.as_of)
    as_of = then.tx if then else None
    known = book(opened, as_of)
    whole = wish.asked(1)
    until = _until(wish, whole)
    manner = Manner(rounding(known), roundly=wish.roundly)
    with opened.reading() as conn:
        lines = survey(
            lambda page: Desk(conn, page, opened.bureau, as_of=as_of),
            known,
            wish.asked,
            until,
            with_groups=wish.kind == "year",
        )
        frame = Frame(
            lines,
            known.lists,
            manner,
            known.setting("bureau_name"),
            whole.whole,
            until,
            newest(conn, opened.bureau, as_of),
            setting("clerk", given().value("clerk")),
            today(),
            tuple(listings(lines, known.lists)) if wish.kind == "year" else (),
            tuple(definitions(lines, known.lists)) if wish.ending in (".html", ".htm") else (),
            for_template=wish.template is not None,
            then=known_then(then),
        )
        document = (annual if wish.kind == "year" else monthly)(frame)
        return document, list(handed_out(frame.speaking, parted=wish.template is None)) if wish.leaves else []


def _until(wish: Wish, asked: "Asked") -> "date":
    from xcli.domain.day import read_day, today

    whole = asked.cut(today())
    if not wish.until:
        return whole.last
    day, _ = read_day(wish.until)
    if day is None or not asked.whole.contains(day):
        raise BadUntil(said=wish.until, period=asked.whole.label(), example=whole.last)
    return min(day, whole.last)


def _write(wish: Wish, document: "Document", stream: BinaryIO) -> None:
    if wish.template:
        from xcli.report.bureau_template import fill_in

        fill_in(Path(wish.template), document, stream)
    elif wish.ending == ".docx":
        from xcli.report.render.docx import write

        write(document, stream)
    elif wish.ending == ".xlsx":
        from xcli.report.render.xlsx import write as write_book

        write_book(document, stream)
    else:
        from xcli.report.render.html import page

        stream.write(page(document).encode())
