"""`office`: judicial offices, committees and studios."""

from typing import Annotated, Any

from xcli.cli import delivery, output
from xcli.cli.command import command, group_app
from xcli.cli.options import Force, Format, Reason, To, argument, option
from xcli.cli.session import book, clerk, ledger
from xcli.domain.clean import fold
from xcli.domain.day import today
from xcli.domain.keeping import OFFICE_KIND, Office
from xcli.errors import Conflict, NotValid
from xcli.text import Text

app = group_app(
    "机构",
    Text(
        "司法所、调委会、工作室名册；没有机构的记录算本局自办",
        "offices, committees, studios; a record without one is the bureau's own",
    ),
)
Name = Annotated[str, argument(Text("名称", "NAME"), Text("机构名称或别名", "the office's name or alias"))]
Kind = Annotated[
    str | None,
    option(
        "--kind",
        "--类型",
        help=Text("office 司法所、committee 调委会、studio 工作室、centre 中心", "office, committee, studio or centre"),
    ),
]
Parent = Annotated[str | None, option("--parent", "--上级", help=Text("上级机构", "the office above"))]
Alias = Annotated[
    list[str] | None, option("--alias", "--别名", help=Text("表格里的其他写法，如 多巴所", "what else sheets call it"))
]
_COLUMNS = {
    "title": Office.fields["title"],
    "kind": Office.fields["kind"],
    "parent": Office.fields["parent"],
    "aliases": Office.fields["aliases"],
}


class NoHeading(NotValid):
    """The sheet has no column of names."""

    sentence = Text(
        "{file} 前 10 行里没有“名称”列。可用的列：{known}。",
        "{file}: no column “name” in the first 10 rows. Columns known: {known}.",
    )


@command(app, "add", "增加", Text("增加一个机构", "add an office"))
def add(name: Name, kind: Kind = None, parent: Parent = None, alias: Alias = None) -> None:
    """Add an office."""
    from xcli.intake.offices import add_office
    from xcli.ledger.journal import Act

    opened, who = ledger(), clerk()
    known = book(opened)
    with opened.writing(Act(who, "office add")) as writer:
        add_office(writer, known, {"title": name, "kind": kind or "office", "parent": parent}, alias or [])
    output.say(Text(f"已增加机构 {name}。", f"Added {name}."))


@command(app, "list", "列表", Text("机构名册", "the list of offices"))
def list_(format: Format = None, to: To = None, force: Force = False) -> None:
    """List offices."""
    from xcli.report.table import Column, Table

    offices = book(ledger()).lists.offices
    rows = [
        (
            e.name,
            str(OFFICE_KIND.label_of(e.kind)),
            offices.name_of(e.parent) if e.parent else "",
            "、".join(e.aliases),
            str(Text("停用", "retired")) if e.retired else "",
        )
        for e in offices.entries.values()
    ]
    columns = [Column(n, f.label) for n, f in _COLUMNS.items()] + [Column("retired", Text("停用", "retired"))]
    delivery.show_table(Table(Office.label, columns, rows), format, to, force=force)


@command(app, "rename", "改名", Text("改名，旧名留作别名", "rename; the old name stays as an alias"))
def rename(
    old: Name,
    new: Annotated[str, argument(Text("新名称", "NEW"), Text("新名称", "the new name"))],
    reason: Reason = None,
) -> None:
    """Rename an office."""
    from xcli.intake.offices import rename as give_name
    from xcli.ledger.journal import Act

    opened, who = ledger(), clerk()
    before = give_name(opened, book(opened), old, new, Act(who, "office rename", reason=reason))
    output.say(Text(f"{before} 已改名为 {new}。", f"{before} is now called {new}."))


@command(
    app,
    "merge",
    "合并",
    Text("并入另一机构：记录和名称都归它", "merge into another, which takes its records and names"),
)
def merge(
    name: Name,
    into: Annotated[str, argument(Text("并入的机构", "INTO"), Text("保留的机构", "the office that stays"))],
    reason: Reason = None,
) -> None:
    """Merge one office into another."""
    from xcli.intake.offices import merge as join
    from xcli.ledger.journal import Act

    opened, who = ledger(), clerk()
    old, new, moved = join(opened, book(opened), name, into, Act(who, "office merge", reason=reason))
    output.say(
        Text(
            f"{old} 已并入 {new}，{moved} 条记录归入。反悔：xcli undo",
            f"{old} was merged into {new}; {moved} records moved. To reverse: xcli undo",
        )
    )


@command(app, "retire", "停用", Text("停用一个机构，旧记录不变", "retire an office; its records keep it"))
def retire(
    name: Name,
    on: Annotated[
        str | None, option("--on", "--日期", help=Text("停用日期，默认今天", "from which day; default today"))
    ] = None,
    reason: Reason = None,
) -> None:
    """Retire an office."""
    from xcli.cli.init import check_start
    from xcli.domain.day import read_day
    from xcli.intake.offices import retire as close
    from xcli.ledger.journal import Act

    opened, who = ledger(), clerk()
    day = read_day(check_start(on))[0] if on else today()
    ended = close(opened, book(opened), name, day or today(), Act(who, "office retire", reason=reason))
    output.say(Text(f"{ended} 自 {day} 停用。", f"{ended} is retired from {day}."))


class BadRow(NotValid):
    """A row of the sheet is not an office."""

    sentence = Text("没有保存。{file} 第 {row} 行：{why}", "Nothing was saved. {file}, row {row}: {why}")


@command(
    app,
    "import",
    "导入",
    Text("从表格导入名册：名称、类型、上级、别名", "import a sheet of name, kind, parent, aliases"),
)
def import_(
    file: Annotated[str, argument(Text("文件", "FILE"), Text("CSV 或 Excel 文件", "a CSV or Excel file"))],
) -> None:
    """Import a list of offices; those that are there already are left as they are."""
    from xcli.intake.offices import add_office
    from xcli.ledger.book import read_book
    from xcli.ledger.journal import Act

    opened, who = ledger(), clerk()
    rows, added = _rows(file), 0
    with opened.writing(Act(who, "office import", reason=file)) as writer:
        for n, cells in rows:
            known = read_book(writer.conn, writer.bureau)
            if fold(cells["title"]) in known.lists.offices.by_word:
                continue
            aliases = [w for w in str(cells.pop("aliases", "")).replace("；", "、").replace(",", "、").split("、") if w]
            try:
                add_office(writer, known, cells, aliases)
            except (NotValid, Conflict) as error:
                raise BadRow(file=file, row=n, why=error.facts.get("faults", error.text())) from error
            added += 1
    output.say(
        Text(
            f"已增加 {added} 个机构，{len(rows) - added} 个原已有。",
            f"Added {added} offices; {len(rows) - added} were there already.",
        )
    )


def _rows(file: str) -> list[tuple[int, dict[str, Any]]]:
    from xcli.intake.read import open_source

    heading: dict[int, str] | None = None
    found: list[tuple[int, dict[str, Any]]] = []
    with open_source(file) as (_source, sheets):
        for sheet in sheets:
            for n, row in sheet.rows:
                if heading is None or "title" not in heading.values():
                    heading = _heading(row) if n <= 10 else {}
                elif cells := {
                    name: str(row[i]).strip()
                    for i, name in heading.items()
                    if i < len(row) and row[i] not in (None, "")
                }:
                    found += [(n, cells)] if "title" in cells else []
    if not heading or "title" not in heading.values():
        raise NoHeading(file=file, known="、".join(f.label.zh for f in _COLUMNS.values()))
    return found


def _heading(row: list[Any]) -> dict[int, str]:
    words = {fold(word): n for n, f in _COLUMNS.items() for word in (n, f.label.zh, f.label.en, *f.aliases)}
    return {i: words[fold(cell)] for i, cell in enumerate(row) if isinstance(cell, str) and fold(cell) in words}
