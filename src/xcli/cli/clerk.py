"""`clerk`: who is writing at this desk."""

from typing import Annotated

from xcli.cli import output
from xcli.cli.command import command, group_app
from xcli.cli.init import check_name
from xcli.cli.options import argument
from xcli.cli.session import clerk
from xcli.settings import keep
from xcli.text import Text

app = group_app("填写人", Text("这台电脑上现在是谁在填写", "who is writing at this desk"))


@command(
    app,
    "use",
    "换",
    Text("换成另一位填写人（两人共用一个账户时）", "another clerk writes from now on (two share one account)"),
)
def use(name: Annotated[str, argument(Text("姓名", "NAME"), Text("填写人姓名", "the clerk's name"))]) -> None:
    """Set the clerk of this desk."""
    found = check_name(name)
    keep("clerk", found)
    output.say(Text(f"填写人：{found}", f"clerk: {found}"))


@command(app, "show", "查看", Text("现在是谁", "who it is now"))
def show() -> None:
    """Print the clerk."""
    output.say(clerk())
