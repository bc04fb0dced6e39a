"""`audit scheme`: the items, points, vetoes and limits by which files are reviewed."""

from typing import Annotated, Any

from xcli.cli import delivery, output
from xcli.cli.command import command, group_app
from xcli.cli.options import Force, Format, To, argument, option
from xcli.cli.session import clerk, ledger
from xcli.text import Text, language

app = group_app(
    "方案",
    Text(
        "评查方案：项目、分值、否决项、等次分数线；一版一存，旧轮次用旧版",
        "schemes of review: items, points, vetoes, limits; kept by version, old rounds keep theirs",
    ),
)
Title = Annotated[str | None, argument(Text("方案名称", "SCHEME"), Text("默认最新的方案", "by default the newest"))]
Version = Annotated[int | None, option("--version", "--版次", min=1, help=Text("第几版", "which version"))]


@command(
    app,
    "import",
    "导入",
    Text(
        "从 TOML 或表格导入方案；格式见 show --to 方案.xlsx",
        "import a scheme from TOML or a sheet; for the form: show --to FILE.xlsx",
    ),
)
def import_(
    file: Annotated[str, argument(Text("文件", "FILE"), Text("TOML、CSV 或 Excel 文件", "a TOML, CSV or Excel file"))],
    title: Annotated[str | None, option("--title", "--名称", help=Text("方案名称", "its title"))] = None,
) -> None:
    """Keep a scheme as a new version."""
    from xcli.domain.audit.scheme import label, limits
    from xcli.intake.audit.schemes import import_scheme, read_scheme
    from xcli.ledger.journal import Act

    content, new = import_scheme(ledger(), read_scheme(file, title), Act(clerk(), "audit scheme import"))
    if not new:
        output.say(
            Text(f"{label(content)} 与文件相同，没有另存。", f"{label(content)} is the same; nothing was saved.")
        )
        return
    count = len(content["item"])
    output.say(
        Text(
            f"已存 {label(content)}：{count} 项，100 分，分数线 {limits(content)}。以后分配的轮次用它。",
            f"Saved {label(content)}: {count} items, 100 points, limits {limits(content)}. "
            "Rounds assigned from now on use it.",
        )
    )


@command(
    app,
    "show",
    "查看",
    Text("查看方案，或写成可改后再导入的表", "show a scheme, or write the sheet to change and import"),
)
def show(
    title: Title = None, version: Version = None, format: Format = None, to: To = None, force: Force = False
) -> None:
    """Show a scheme."""
    from xcli.domain.audit.scheme import label
    from xcli.intake.audit.schemes import scheme_named
    from xcli.report.table import Table

    opened = ledger()
    with opened.reading() as conn:
        content = scheme_named(conn, opened.bureau, title, version)
    table = Table(Text(label(content), label(content)), _columns(), list(_rows(content)))
    delivery.show_table(table, format, to, force=force)


def _columns() -> list[Any]:
    from xcli.domain.audit.records import Item
    from xcli.report.table import Column

    names = [Column(n, Item.fields[n].label, right=n == "points") for n in ("no", "kind", "title", "points", "veto")]
    return [*names, Column("deductions", Text("扣分标准", "deductions"))]


def _rows(content: dict[str, Any]) -> Any:
    from xcli.domain.audit.codes import VETO
    from xcli.domain.pages.audit import DEFECT
    from xcli.domain.score import show_score

    for item in content["item"]:
        lost = "；".join(
            f"{d['what']}={show_score(d['points'])}" for d in content.get("deduction", ()) if d["no"] == item["no"]
        )
        title = item.get("title_en") if language() == "en" else None
        veto = str(VETO.label_of(item["veto"])) if item.get("veto") else ""
        points = show_score(item["points"]) if item["points"] else ""
        yield item["no"], str(DEFECT.label_of(item["kind"])), title or item["title"], points, veto, lost
    names = {"excellent": Text("优秀", "excellent"), "good": Text("良好", "good"), "passing": Text("合格", "pass")}
    for name, label in names.items():
        if content.get(name) is not None:
            yield str(label), "", str(Text("从此分起", "from this score")), show_score(content[name]), "", ""


@command(app, "list", "列表", Text("全部方案和版次", "every scheme and version"))
def list_(format: Format = None, to: To = None) -> None:
    """List schemes."""
    from xcli.domain.audit.scheme import limits
    from xcli.intake.audit.schemes import schemes, shipped
    from xcli.report.table import Column, Table

    opened = ledger()
    with opened.reading() as conn:
        kept: list[dict[str, Any]] = [dict(record.content) for record in schemes(conn, opened.bureau)]
    rows = [(c["title"], c["version"], len(c["item"]), limits(c)) for c in kept or [shipped()]]
    columns = (
        Column("title", Text("方案名称", "scheme")),
        Column("version", Text("版次", "version"), "whole"),
        Column("items", Text("项目", "items"), "whole"),
        Column("limits", Text("分数线", "limits")),
    )
    delivery.show_table(Table(Text("评查方案", "schemes of review"), columns, rows), format, to)
