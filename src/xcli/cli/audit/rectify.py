"""`audit rectify`: what the departments have to mend, until when, and what is done."""

from typing import TYPE_CHECKING, Annotated

import typer

from xcli.cli import delivery, output
from xcli.cli.audit.options import Round, day_given
from xcli.cli.command import command, led_app
from xcli.cli.options import Force, Format, To, argument, option
from xcli.cli.session import clerk, ledger
from xcli.domain.day import today
from xcli.errors import Misuse
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.report.table import Table

Department = Annotated[
    str | None, option("--department", "--被评查单位", help=Text("只管这个单位", "this department only"))
]
On = Annotated[str | None, option("--on", "--日期", help=Text("哪一天，默认今天", "the day; by default today"))]


class DuePast(Misuse):
    """The day to mend by has passed."""

    sentence = Text(
        "整改期限 {day} 已过，请写今天或以后的日期。",
        "The day to mend by, {day}, has passed; give today or a later one.",
    )


def _list(
    ctx: typer.Context,
    round_: Round = None,
    department: Department = None,
    format: Format = None,
    to: To = None,
    force: Force = False,
) -> None:
    """List what is to be mended."""
    if ctx.invoked_subcommand is not None:
        return
    from xcli.intake.audit.drawing import files_of_round
    from xcli.intake.audit.panel import round_named
    from xcli.intake.audit.rectify import of_department, to_mend
    from xcli.report.audit.rectify import rectify_table

    opened = ledger()
    with opened.reading() as conn:
        name = round_named(conn, opened.bureau, round_)
        files = of_department(files_of_round(conn, opened.bureau, name), name, department)
    table: Table = rectify_table(name, [tuple(item) for item in to_mend(files)], today())
    delivery.show_table(table, format, to, force=force)


app = led_app(
    "整改",
    Text(
        "整改清单：各单位的问题、期限、完成情况",
        "what the departments have to mend: defects, days, what is done",
    ),
    _list,
)


@command(
    app, "tell", "反馈", Text("向各单位反馈，有问题的定整改期限", "tell the departments; what is faulty gets its day")
)
def tell(
    due: Annotated[str, option("--due", "--期限", help=Text("整改期限", "the day to mend by"))],
    round_: Round = None,
    department: Department = None,
    on: On = None,
) -> None:
    """Tell departments of their files, once."""
    from xcli.intake.audit.rectify import tell as write
    from xcli.ledger.journal import Act

    day = day_given(due, future=True)
    if day < today():
        raise DuePast(day=day)
    name, count, faulty = write(ledger(), round_, department, day, day_given(on), Act(clerk(), "audit rectify tell"))
    output.say(
        Text(
            f"{name}：已反馈 {count} 卷，其中 {faulty} 卷须在 {day} 前整改。",
            f"{name}: {count} files told of, {faulty} of them to be mended by {day}.",
        )
    )


@command(app, "done", "完成", Text("登记整改完成", "enter what has been mended"))
def done(
    files: Annotated[list[str], argument(Text("案卷", "FILE"), Text("案卷文号或其中一段", "numbers or parts of them"))],
    on: On = None,
) -> None:
    """Write down that files were mended, all or none."""
    from xcli.cli.reference import the_case
    from xcli.domain.pages.audit import Audit
    from xcli.intake.audit.rectify import done as write
    from xcli.ledger.journal import Act

    opened, day = ledger(), day_given(on)
    records = {record.id: record for record in (the_case(opened, Audit, said) for said in files)}
    write(opened, list(records.values()), day, Act(clerk(), "audit rectify done"))
    output.say(Text(f"已登记 {len(records)} 卷整改完成（{day}）。", f"{len(records)} files mended on {day}."))
