"""`audit feedback`: what was found, as files for the departments."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

from xcli.cli import delivery
from xcli.cli.audit.options import Round
from xcli.cli.command import command, single_app
from xcli.cli.options import Force, option
from xcli.cli.session import book, ledger
from xcli.domain.day import today
from xcli.errors import Conflict, Misuse
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.ledger.ledger import Ledger
    from xcli.report.audit.feedback import Found
    from xcli.report.layout import Document

app = single_app()
_FORMATS = ("docx", "xlsx", "html")


class NoFeedbackFormat(Misuse):
    """Feedback is written in other formats."""

    sentence = Text(
        "反馈可写成 {known}；“{said}”不行。写一个文件：--to 反馈.docx；各单位各一个：--to 文件夹 --format docx。",
        "Feedback is written as {known}, not “{said}”. One file: --to feedback.docx; one for each department: "
        "--to FOLDER --format docx.",
    )


class NotReviewedYet(Conflict):
    """A round has nothing to tell of."""

    sentence = Text(
        "{round} 还没有评定的案卷，没有可反馈的。", "{round} has no file that is graded; there is nothing to tell."
    )


@command(
    app,
    "feedback",
    "通报",
    Text(
        "评查情况通报和各单位反馈：Word、Excel 或网页，带图表",
        "what was found, for all and for each department: Word, Excel or HTML, with charts",
    ),
)
def feedback(
    to: Annotated[
        str,
        option(
            "--to",
            "--输出",
            help=Text(
                "文件，或文件夹（总的一份，各单位各一份）", "a file, or a folder: one for all, one for each department"
            ),
        ),
    ],
    round_: Round = None,
    department: Annotated[
        str | None, option("--department", "--被评查单位", help=Text("只写这个单位的", "of this department only"))
    ] = None,
    format: Annotated[
        str,
        option(
            "--format", "--格式", help=Text("写到文件夹时的格式：docx、xlsx、html", "in a folder: docx, xlsx, html")
        ),
    ] = "docx",
    force: Force = False,
) -> None:
    """Write the feedback of a round."""
    ending = Path(to).suffix.lower().removeprefix(".")
    name = ending or format
    if name not in _FORMATS:
        raise NoFeedbackFormat(known="、".join(_FORMATS), said=name)
    opened = ledger()
    if ending:
        _deliver(_found(opened, round_, department), Path(to), name, force=force)
        return
    whole = _found(opened, round_, None)
    folder = Path(to)
    folder.mkdir(parents=True, exist_ok=True)
    bodies = [body for body in whole.results.departments if department is None or department in body]
    for body in [*([] if department else [None]), *bodies]:
        label = str(Text("总", "all")) if body is None else body
        found = whole if body is None else _found(opened, round_, body)
        _deliver(found, folder / f"{whole.results.round}_{label}.{name}", name, force=force)


def _found(opened: "Ledger", round_: str | None, department: str | None) -> "Found":
    from xcli.cli.scope import rounding
    from xcli.intake.audit.outcome import came_of
    from xcli.intake.audit.rectify import to_mend
    from xcli.ledger.newest import newest
    from xcli.report.audit.feedback import Found

    known = book(opened)
    with opened.reading() as conn:
        came = came_of(conn, opened.bureau, round_, department)
        last = newest(conn, opened.bureau)
    if not came.results.whole.reviewed:
        raise NotReviewedYet(round=came.results.round)
    return Found(
        came.results,
        [file.content for file in came.files],
        [tuple(item) for item in to_mend(came.files)],
        list(_drawn(came.draws)),
        next(iter(came.results.departments)) if department else None,
        known.setting("bureau_name"),
        last.tx,
        last.code,
        today(),
        rounding(known),
    )


def _drawn(draws: Any) -> Iterator[Text]:
    """Yield how the files were drawn, so that whoever reads it can repeat it."""
    for draw in draws:
        content = draw.content
        yield Text(
            f"{content['drawn_on']} 第 {content['n']} 次抽取 {content['wanted']} 卷，种子“{content['seed']}”",
            f"draw {content['n']} on {content['drawn_on']}: {content['wanted']} files, seed “{content['seed']}”",
        )


def _deliver(found: "Found", path: Path, name: str, *, force: bool) -> None:
    from xcli.report.audit.feedback import feedback as composed

    document = composed(found)
    delivery.write_file(path, lambda stream: _write(document, name, stream), force=force)


def _write(document: "Document", name: str, stream: BinaryIO) -> None:
    if name == "html":
        from xcli.report.render.html import page

        stream.write(page(document).encode())
    elif name == "xlsx":
        from xcli.report.render.xlsx import write as write_book

        write_book(document, stream)
    else:
        from xcli.report.render.docx import write

        write(document, stream)
