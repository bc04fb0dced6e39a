"""`report month`: the month's form, as it is signed."""

from xcli.cli.command import command, single_app
from xcli.cli.leaving import For
from xcli.cli.options import AsOf, Force, Month, To
from xcli.cli.reporting.making import Template, UntilDay, Wish, make
from xcli.text import Text

app = single_app()


@command(
    app,
    "month",
    "月报",
    Text(
        "月报表：本月、本年累计、上年同期、增减，供签字报出；不写 --to 显示在屏幕上",
        "the monthly return, to be signed: month, year to date, year before, change; "
        "on the screen unless --to names a file",
    ),
)
def month(
    month: Month = "本月",
    *,
    until: UntilDay = None,
    as_of: AsOf = None,
    to: To = None,
    template: Template = None,
    recipient: For = None,
    force: Force = False,
) -> None:
    """Write the month's form."""
    make(Wish("month", month, until, to, template, as_of=as_of, recipient=recipient, force=force))
