"""`audit score`: one file's marks by command line."""

from typing import Annotated

from xcli.cli import output
from xcli.cli.audit.marks import Off, On, Person, Veto, marks_given
from xcli.cli.audit.options import day_given
from xcli.cli.command import command, single_app
from xcli.cli.options import argument, option
from xcli.cli.session import clerk, ledger
from xcli.text import Text

app = single_app()


@command(
    app,
    "score",
    "评分",
    Text(
        "评一卷：写明扣分和否决，其余不扣分加 --clean",
        "review one file: points off and vetoes; --clean if nothing else is wrong",
    ),
)
def score(
    file: Annotated[str, argument(Text("案卷", "FILE"), Text("案卷文号或其中一段", "the file's number or part of it"))],
    by: Person,
    off: Off = None,
    veto: Veto = None,
    clean: Annotated[
        bool, option("--clean", "--其余不扣", help=Text("其余各项不扣分", "nothing is taken off the rest"))
    ] = False,
    on: On = None,
) -> None:
    """Write one reviewer's marks of a file."""
    from xcli.cli.reference import the_case
    from xcli.domain.pages.audit import Audit
    from xcli.domain.score import show_score
    from xcli.intake.audit.scoring import score as write
    from xcli.ledger.journal import Act

    opened, who = ledger(), clerk()
    record = the_case(opened, Audit, file)
    given = {"marks": marks_given(off, veto), "clean": clean}
    tally, points = write(opened, record, by, given, day_given(on), Act(who, "audit score"))
    state = (
        Text("已评定", "graded")
        if tally.concluded
        else Text("两人评分不同，须裁定：xcli audit settle", "two reviewers differ, to be settled: xcli audit settle")
        if tally.differing
        else Text("还有一份评分未完成", "another reading is still open")
    )
    title = record.content["file_no"]
    output.say(
        Text(
            f"{title}：{by} 评 {show_score(points)} 分，{state.zh}（第 {tally.tx} 笔）。",
            f"{title}: {show_score(points)} points by {by}, {state.en} (entry {tally.tx}).",
        )
    )
