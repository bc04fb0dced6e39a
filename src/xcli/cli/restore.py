"""`restore`: go back to a backup; what it replaces is kept."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from xcli.cli import output
from xcli.cli.ask import confirm
from xcli.cli.backup import what_it_holds
from xcli.cli.command import command, single_app
from xcli.cli.options import Force, Reason, argument
from xcli.cli.password import PasswordFile, password
from xcli.cli.session import clerk, on_terminal, place
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.ledger.restore import Restored

app = single_app()


@command(
    app,
    "restore",
    "恢复",
    Text(
        "用备份恢复台账：先核对备份，换下来的台账另存一份",
        "go back to a backup: it is verified first, and what it replaces is kept",
    ),
)
def restore(
    file: Annotated[str, argument(Text("备份文件", "FILE"), Text("备份文件", "the backup"))],
    password_file: PasswordFile = None,
    reason: Reason = None,
    force: Force = False,
) -> None:
    """Restore a backup."""
    done = _restored(Path(file).expanduser(), password_file, reason, force=force)
    output.say(Text(f"已恢复到 {place()}", f"Restored to {place()}"))
    output.say(what_it_holds(done.copy))
    if done.kept:
        output.say(Text(f"换下来的台账另存为 {done.kept}", f"What it replaced is kept as {done.kept}"))
    if done.gone:
        output.warn(
            Text(f"{done.gone} 笔较晚的操作只在那一份里", f"later entries that stand only in that copy: {done.gone}")
        )


def _restored(file: Path, password_file: str | None, reason: str | None, *, force: bool) -> "Restored":
    from xcli.ledger.age import is_encrypted
    from xcli.ledger.journal import Act
    from xcli.ledger.restore import EntriesWouldGo
    from xcli.ledger.restore import restore as put_back

    encrypted = file.is_file() and is_encrypted(file)
    secret = password(password_file) if password_file or encrypted else None
    act = Act(clerk(), "restore", kind="restore", reason=reason or file.name)
    try:
        return put_back(place(), file, act, secret, force=force)
    except EntriesWouldGo as error:
        if not on_terminal() or not confirm(Text(f"{error.text().zh}\n恢复？", f"{error.text().en}\nRestore?")):
            raise
        return put_back(place(), file, act, secret, force=True)
