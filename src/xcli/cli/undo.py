"""`undo`: take back one entry."""

from typing import Annotated

from xcli.cli import output
from xcli.cli.command import command, single_app
from xcli.cli.options import MOST, Key, Reason, argument
from xcli.cli.session import clerk, ledger
from xcli.text import Text

app = single_app()
_WHICH = Text("第几笔（见 xcli log），默认你的上一笔", "which entry (see xcli log); by default your last")


@command(
    app,
    "undo",
    "撤回",
    Text(
        "撤回一笔操作，一整批导入也是一笔；撤回撤回就是恢复",
        "take back one entry, a whole import included; undoing an undo brings it back",
    ),
)
def undo(
    tx: Annotated[int | None, argument(Text("笔号", "ENTRY"), _WHICH, min=1, max=MOST)] = None,
    reason: Reason = None,
    key: Key = None,
) -> None:
    """Take back one entry."""
    from xcli.ledger.undo import undo as take_back

    done = take_back(ledger(), clerk(), tx, reason, key)
    output.say(
        Text(
            f"已撤回第 {done.undone} 笔：恢复 {done.restored} 条，去掉 {done.removed} 条（本次为第 {done.tx} 笔）。反悔：xcli undo {done.tx}",
            f"Took back entry {done.undone}: {done.restored} records restored, {done.removed} removed"
            f" (this is entry {done.tx}). To reverse: xcli undo {done.tx}",
        )
    )
