"""`template`: an empty sheet for township offices to fill in."""

from typing import Annotated

from xcli.cli import delivery, output
from xcli.cli.command import command, single_app
from xcli.cli.options import Force, To, argument
from xcli.cli.session import own_lists
from xcli.text import Text

app = single_app()


@command(app, "template", "模板", Text("生成空白填报表", "write an empty sheet to fill in"))
def template(
    line: Annotated[str, argument(Text("业务", "LINE"), Text("业务名称，如 纠纷", "the line, such as dispute"))],
    to: To = None,
    force: Force = False,
) -> None:
    """Write headings, drop-down lists and notes to a workbook."""
    from xcli.domain.pages import lines
    from xcli.intake.match import line_named
    from xcli.intake.template import columns
    from xcli.report.workbook import Blank, write_template

    page = line_named(line, lines())
    lists = own_lists()
    blanks = [Blank(c.label, c.kind, c.help, c.choices, c.required) for c in columns(page, lists)]
    target = to or f"{page.label}{Text('登记表', '-template')}.xlsx"
    written = delivery.write_file(
        target, lambda stream: write_template(stream, blanks, name=str(page.label)), force=force
    )
    if written is not None:
        output.note(Text(f"填好后导入：xcli import {written}", f"Once filled in: xcli import {written}"))
