"""`report annual`: the annual report."""

from typing import Annotated

from xcli.cli.command import command, single_app
from xcli.cli.leaving import For
from xcli.cli.options import AsOf, Force, To, argument
from xcli.cli.reporting.making import Approximate, Template, UntilDay, Wish, make
from xcli.text import Text

app = single_app()


@command(
    app,
    "annual",
    "年报",
    Text(
        "年度报告：各业务的数字、对比、图表和口径；不写 --to 显示在屏幕上",
        "the annual report: figures, comparisons, charts and meanings; on the screen unless --to names a file",
    ),
)
def annual(
    year: Annotated[
        str, argument(Text("年度", "YEAR"), Text("年度：2024、今年、去年", "a year: 2024, this, last"))
    ] = "今年",
    *,
    until: UntilDay = None,
    as_of: AsOf = None,
    to: To = None,
    template: Template = None,
    roundly: Approximate = False,
    recipient: For = None,
    force: Force = False,
) -> None:
    """Write the annual report."""
    make(Wish("year", year, until, to, template, roundly=roundly, as_of=as_of, recipient=recipient, force=force))
