"""`log`: who did what, and when."""

from typing import Annotated

from xcli.cli import delivery
from xcli.cli.command import command, single_app
from xcli.cli.options import Format, Limit, To, option
from xcli.cli.session import ledger
from xcli.text import Text

app = single_app()
By = Annotated[str | None, option("--by", "--谁", help=Text("只看某位填写人", "only this clerk"))]


@command(app, "log", "日志", Text("谁在何时做了什么，最近的在前", "who did what and when, newest first"))
def log(limit: Limit = 20, by: By = None, format: Format = None, to: To = None) -> None:
    """List the newest entries."""
    from xcli.domain.keeping import pages
    from xcli.ledger.diary import lines
    from xcli.report.table import Column, Table

    opened = ledger()
    with opened.reading() as conn:
        found = lines(conn, opened.bureau, limit or 20, by)
    labels = {name: page.label for name, page in pages().items()}
    rows = []
    for line in found:
        wrote = str(Text("、", ", ")).join(f"{labels[name]} {count}" for name, count in line.wrote.items())
        why = line.reason or (
            str(Text(f"撤回第 {line.undoes} 笔", f"of entry {line.undoes}")) if line.undoes else line.file
        )
        rows.append((line.tx, line.at[:16].replace("T", " "), line.clerk, line.command, wrote, why))
    columns = (
        Column("tx", Text("笔", "entry"), "whole"),
        Column("at", Text("时间", "time")),
        Column("clerk", Text("填写人", "clerk")),
        Column("command", Text("命令", "command")),
        Column("wrote", Text("写入", "wrote")),
        Column("why", Text("说明", "why")),
    )
    delivery.show_table(Table(Text("操作日志", "Entries"), columns, rows), format, to)
