"""`opening`: cases pending on the first day where only their number is known."""

from typing import Annotated, Any

from xcli.cli import delivery, output
from xcli.cli.command import command, group_app
from xcli.cli.options import Format, argument, option
from xcli.cli.session import book, clerk, ledger
from xcli.domain.keeping import Opening
from xcli.domain.page import Case
from xcli.domain.pages import lines
from xcli.errors import NotFound
from xcli.text import Text

app = group_app(
    "期初", Text("期初存量：起始日尚未办结、只知道件数的案件", "opening stocks: pending on the first day, only counted")
)


class NoSuchLine(NotFound):
    """There is no such line."""

    sentence = Text("没有业务“{said}”。可用：{known}。", "There is no line “{said}”. Known: {known}.")


@command(
    app,
    "set",
    "设置",
    Text(
        "设置期初存量，如：opening set dispute 2024-01-01 4 --source 上年报表",
        "set an opening stock: opening set dispute 2024-01-01 4 --source 'last report'",
    ),
)
def set_(
    line: Annotated[str, argument(Text("业务", "LINE"), Text("业务，如 dispute 纠纷", "the line, such as dispute"))],
    day: Annotated[str, argument(Text("日期", "DAY"), Text("哪一天开始时", "at the start of which day"))],
    count: Annotated[str, argument(Text("件数", "COUNT"), Text("未结件数", "how many were pending"))],
    source: Annotated[str, option("--source", "--依据", help=Text("数字的依据", "where the number comes from"))],
    office: Annotated[
        str | None, option("--office", "--机构", help=Text("只属于某个机构时", "if it is one office's"))
    ] = None,
) -> None:
    """Set an opening stock."""
    from xcli.intake.keeping import put
    from xcli.ledger.journal import Act

    opened, who, name = ledger(), clerk(), line_named(line)
    cells = {"line": name, "day": day, "count": count, "source": source, "office": office}
    content = put(opened, Opening, cells, ("line", "day", "office"), Act(who, "opening set"))
    label, noun = lines()[name].label, lines()[name].docket.noun
    output.say(
        Text(
            f"{label.zh} {content['day']} 期初未结 {content['count']} {noun.zh}，依据：{content['source']}。",
            f"{label.en}: {content['count']} pending on {content['day']}; source: {content['source']}.",
        )
    )


@command(app, "list", "列表", Text("已设置的期初存量", "the opening stocks that were set"))
def list_(format: Format = None) -> None:
    """List opening stocks."""
    from xcli.ledger.query import find
    from xcli.report.table import Column, Table

    opened = ledger()
    lists = book(opened).lists
    with opened.reading() as conn:
        found = find(conn, Opening, opened.bureau)
    rows = []
    for record in found:
        content: dict[str, Any] = record.content
        office = lists.offices.name_of(content["office"]) if "office" in content else ""
        rows.append(
            (str(lines()[content["line"]].label), content["day"], office, content["count"], content["source"]),
        )
    columns = [
        Column(f.name, f.label, "day" if f.kind == "day" else "text")
        for f in Opening.fields.values()
        if f.name != "count"
    ]
    columns.insert(3, Column("count", Opening.fields["count"].label, "whole"))
    delivery.show_table(Table(Opening.label, columns, rows), format)


def line_named(said: str) -> str:
    """Return the name of the line that a clerk means."""
    for name, page in lines().items():
        if issubclass(page, Case) and said in (name, page.label.zh, page.label.en):
            return name
    known = (f"{name} {page.label.zh}" for name, page in lines().items() if issubclass(page, Case))
    raise NoSuchLine(said=said, known="、".join(known))
