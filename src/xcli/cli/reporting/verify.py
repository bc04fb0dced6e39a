"""`report verify`: what people changed by hand in a report that this program wrote; the file is never edited."""

from typing import TYPE_CHECKING, Annotated

from xcli.cli import delivery, output
from xcli.cli.command import command, single_app
from xcli.cli.options import Force, Format, To, argument, option
from xcli.errors import CheckFailed
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.report.table import Table
    from xcli.report.ties import Origin
    from xcli.report.verify import Change

app = single_app()

_WHAT = {
    "kept": Text("未动", "kept"),
    "changed": Text("改动", "changed"),
    "removed": Text("删去", "removed"),
    "added": Text("新增", "added"),
}
File = Annotated[str, argument(Text("文件", "FILE"), Text("改过的报告 .docx", "the edited report, .docx"))]
Original = Annotated[
    str | None,
    option("--original", "--原件", metavar="FILE", help=Text("生成时的原件", "the file as it was written")),
]
All = Annotated[bool, option("--all", "--全部", help=Text("未动的也列出", "list what was kept as well"))]


class EditedByHand(CheckFailed):
    """Figures are not as they were written."""

    sentence = Text("有 {count} 个数字与生成时不同。", "{count} figures are not as they were written.")


@command(
    app,
    "verify",
    "核验",
    Text(
        "本程序生成、后来有人改过的报告：哪些数字被改动、删去、新增；不改文件",
        "a report that xcli wrote and people edited: which figures were changed, removed, added; never edits the file",
    ),
)
def verify(
    file: File,
    *,
    original: Original = None,
    everything: All = False,
    format: Format = None,
    to: To = None,
    force: Force = False,
) -> None:
    """Verify a report."""
    from xcli.report.source import read_source
    from xcli.report.ties import origin_of
    from xcli.report.verify import verified
    from xcli.report.wordfile import read_word

    word = read_word(read_source(file), file)
    first = read_word(read_source(original), original) if original else None
    changes = verified(word, first, file)
    shown = [change for change in changes if everything or change.what != "kept"]
    origin = origin_of(first or word)
    if shown:
        delivery.show_table(_table(shown), format, to, force=force, inputs=[file])
    _tell(changes, origin)
    count = sum(change.what != "kept" for change in changes)
    if count:
        raise EditedByHand(count=count)


def _tell(changes: "list[Change]", origin: "Origin | None") -> None:
    kept = sum(change.what == "kept" for change in changes)
    output.note(Text(f"{kept} 个数字与生成时相同。", f"{kept} figures are as they were written."))
    if origin:
        output.note(
            Text(
                f"生成自：期间 {origin.period}，截至第 {origin.tx} 笔，校验码 {origin.code}",
                f"Written for {origin.period}, as of entry {origin.tx}, check code {origin.code}",
            )
        )
    lost = sum(not change.tied and bool(change.indicator) for change in changes)
    if lost:
        output.note(
            Text(
                f"有 {lost} 个数字的标记已丢失，按上下文对照。",
                f"{lost} figures lost their ties and were found by the words around.",
            )
        )


def _table(changes: "list[Change]") -> "Table":
    from xcli.report.table import Column, Table

    columns = [
        Column("what", Text("情况", "what")),
        Column("passage", Text("段", "paragraph"), "whole"),
        Column("near", Text("前文", "after the words")),
        Column("written", Text("生成时", "written"), right=True),
        Column("now", Text("现在", "now"), right=True),
        Column("indicator", Text("指标", "indicator")),
    ]
    rows = [
        (_WHAT[change.what], change.passage or None, change.near, change.written, change.now, change.indicator)
        for change in changes
    ]
    return Table(Text("与生成时对照", "Against the report as written"), columns, rows)
