"""`audit results`: rates with their counts, departments, defects, one round against another."""

from typing import Annotated

from xcli.cli import delivery, destination, output
from xcli.cli.audit.options import Round
from xcli.cli.command import command, single_app
from xcli.cli.options import Force, Format, To, option
from xcli.cli.session import book, ledger
from xcli.text import Text

app = single_app()


@command(
    app,
    "results",
    "结果",
    Text(
        "一轮的结果：合格率、各单位、问题排序；可与另一轮对照",
        "what a round came to: rates, departments, defects; against another round",
    ),
)
def results(
    round_: Round = None,
    against: Annotated[
        str | None, option("--against", "--对照", help=Text("与哪一轮对照", "the round to compare with"))
    ] = None,
    format: Format = None,
    to: To = None,
    force: Force = False,
) -> None:
    """Show what a round came to."""
    from xcli.cli.scope import rounding
    from xcli.intake.audit.outcome import came_of
    from xcli.report.audit import results as tables

    opened = ledger()
    manner = rounding(book(opened))
    with opened.reading() as conn:
        found = came_of(conn, opened.bureau, round_).results
        earlier = came_of(conn, opened.bureau, against).results if against else None
    shown = [tables.departments(found, manner), tables.defects(found.defects)]
    if earlier:
        shown.insert(0, tables.against(found, earlier, manner))
    if destination.leaves(to):
        delivery.write_tables(shown, to, format, force=force)
        return
    if destination.for_screen(format):
        output.say(Text(f"{found.round} 评查结果", f"Results of {found.round}"))
        for sentence in tables.sentences(found, manner):
            output.say(sentence)
    for table in shown:
        delivery.show_table(table, format)
    if destination.for_screen(format) and found.population:
        output.prose(tables.STRATIFIED)
