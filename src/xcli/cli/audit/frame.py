"""`audit frame`: the list of all files that could be drawn."""

from typing import TYPE_CHECKING, Annotated

from xcli.cli import delivery, destination, output
from xcli.cli.audit.options import Round
from xcli.cli.audit.troubles import troubles_shown
from xcli.cli.command import command, group_app
from xcli.cli.options import Force, Format, To, argument, option
from xcli.cli.session import book, clerk, ledger
from xcli.domain.day import today
from xcli.text import Text

if TYPE_CHECKING:
    from typing import Any

    from xcli.domain.field import Field
    from xcli.intake.audit.frame import Roll

app = group_app(
    "名册",
    Text(
        "评查名册：可以抽取的全部案卷，抽取前冻结", "the frame: all files that could be drawn, frozen before the draw"
    ),
)
_TITLE = Text("评查名册", "frame of review")


@command(
    app,
    "import",
    "导入",
    Text(
        "导入各单位的案卷清单：被评查单位、案卷文号、办案程序、决定日期、处罚金额",
        "import the departments' lists: department, file no., procedure, decided on, amount",
    ),
)
def import_(
    files: Annotated[list[str], argument(Text("文件", "FILE"), Text("表格或文件夹", "sheets or folders"))],
    round_: Annotated[str, option("--round", "--轮次", help=Text("评查轮次", "the round"))],
    new: Annotated[
        bool,
        option("--new", "--另起", help=Text("前一份已冻结，另起一份名册", "begin another frame after a frozen one")),
    ] = False,
) -> None:
    """Put files into the frame of a round, all or none."""
    from xcli.intake.audit.frame import import_frame, read_frame
    from xcli.ledger.journal import Act

    opened, who = ledger(), clerk()
    with troubles_shown():
        listed = read_frame(files, book(opened).lists, today())
        count, tx = import_frame(opened, listed, round_, Act(who, "audit frame import"), new=new)
    bodies = len({content["department"] for _, content in listed.rows})
    output.say(
        Text(
            f"已导入 {bodies} 个单位的 {count} 卷（第 {tx} 笔）。核对无误后冻结：xcli audit frame freeze --round {round_}",
            f"Imported {count} files of {bodies} departments (entry {tx}). When they are right, freeze them: "
            f"xcli audit frame freeze --round {round_}",
        )
    )


@command(
    app,
    "freeze",
    "冻结",
    Text("冻结名册并算出摘要，此后不能更改", "freeze the frame and digest it; after that it does not change"),
)
def freeze(round_: Round = None) -> None:
    """Freeze a frame."""
    from xcli.intake.audit.frame import freeze as settle
    from xcli.ledger.journal import Act

    found = settle(ledger(), round_, today(), Act(clerk(), "audit frame freeze"))
    files, bodies, digest = len(found.entries), len(found.sizes), found.frame.content["digest"]
    output.say(
        Text(
            f"{found.round} 的名册已冻结：{bodies} 个单位，{files} 卷。摘要（请在公布种子来源之前公布）：",
            f"The frame of {found.round} is frozen: {files} files of {bodies} departments. "
            "Its digest, to be published before the seed is known:",
        )
    )
    output.say(f"  {digest}")


@command(
    app, "show", "查看", Text("查看名册；--lines 输出计算摘要的原文", "show the frame; --lines prints what is digested")
)
def show(
    round_: Round = None,
    lines: Annotated[
        bool,
        option(
            "--lines",
            "--原文",
            help=Text("逐卷一行，即计算摘要的原文", "a line for each file: exactly what is digested"),
        ),
    ] = False,
    format: Format = None,
    to: To = None,
    force: Force = False,
) -> None:
    """Show a frame: its departments on the screen, its files in a file."""
    from xcli.intake.audit.frame import roll

    opened = ledger()
    with opened.reading() as conn:
        found = roll(conn, opened.bureau, round_)
    if lines:
        _lines(found, to, force=force)
    elif destination.for_screen(format, to):
        _summary(found)
    else:
        _export(found, format, to, force=force)


def _lines(found: "Roll", to: str | None, *, force: bool) -> None:
    from xcli.domain.audit import draw

    lines = draw.lines(found.units)
    delivery.show_text("".join(f"{line}\n" for line in lines), to, force=force, holds=_holds(len(lines)))


def _holds(count: int) -> Text:
    return Text(f"{count} 卷", f"{count} files")


def _summary(found: "Roll") -> None:
    from xcli.report.table import Column, Table

    content = found.frame.content
    state = (
        Text(
            f"{content['frozen_on']} 冻结，摘要 {content['digest']}",
            f"frozen on {content['frozen_on']}, digest {content['digest']}",
        )
        if found.frozen_on
        else Text("尚未冻结", "not frozen")
    )
    columns = (Column("department", Text("被评查单位", "department")), Column("files", Text("案卷", "files"), "whole"))
    total = (str(Text("合计", "total")), len(found.entries))
    title = Text(f"{found.round} 第 {content['n']} 份名册", f"{found.round}, frame {content['n']}")
    delivery.show_table(Table(title, columns, list(found.sizes.items()), (state,), (total,)))


def _export(found: "Roll", format: str | None, to: str | None, *, force: bool) -> None:
    from xcli.domain.field import Day, Money
    from xcli.domain.lists import Lists
    from xcli.intake.audit.frame import COLUMNS
    from xcli.report.table import Column, Kind, Table

    def kind_of(field: "Field") -> "Kind":
        return "money" if isinstance(field, Money) else "day" if isinstance(field, Day) else "text"

    def cell(field: "Field", value: "Any") -> object:
        return value if value is None or kind_of(field) != "text" else field.show(value, Lists())

    columns = [Column(field.name, field.label, kind_of(field)) for field in COLUMNS]
    rows = [[cell(field, entry.content.get(field.name)) for field in COLUMNS] for entry in found.entries]
    delivery.show_table(Table(_TITLE, columns, rows), format, to, force=force, holds=_holds(len(rows)))
