"""`purge`: blank what is private in cases that ended long ago."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

from xcli.cli import output
from xcli.cli.ask import confirm
from xcli.cli.command import command, single_app
from xcli.cli.options import Force, Reason, option
from xcli.cli.session import ReasonNeeded, clerk, ledger, on_terminal, place
from xcli.errors import Misuse
from xcli.text import Text

if TYPE_CHECKING:
    from pathlib import Path

    from xcli.domain.page import Case
    from xcli.ledger.ledger import Ledger

app = single_app()

Before = Annotated[
    str | None,
    option("--before", "--早于", help=Text("此日之前结案的", "cases that closed before this day")),
]
Line = Annotated[str | None, option("--as", "--业务", help=Text("只清这一种业务", "only this line of work"))]


class BeforeWhen(Misuse):
    """The day is missing or none."""

    sentence = Text(
        "请写明清到哪一天：--before 2015-01-01（此日之前结案的）。",
        "Name the day: --before 2015-01-01 blanks cases that closed before it.",
    )


class NotAsked(Misuse):
    """Nobody can be asked, and nobody said to go on."""

    sentence = Text(
        "这会清除 {count} 件的姓名、证件、电话和情况说明，不能撤回，没有清除。确要清除请加 --force。",
        "This would blank names, numbers and texts of {count} cases for good; nothing was blanked. "
        "To go on, add --force.",
    )


@command(
    app,
    "purge",
    "清除",
    Text(
        "保管期满后清除旧案的个人信息：件数、日期、统计和校验链都不变；不能撤回",
        "after the retention period, blank what is private in old cases: figures and chain stay; cannot be undone",
    ),
)
def purge(before: Before = None, line: Line = None, reason: Reason = None, force: Force = False) -> None:
    """Blank old cases."""
    from xcli.ledger.purge import purgeable

    day, pages = _day(before), _pages(line)
    if not reason:
        raise ReasonNeeded(why=Text("清除个人信息", "Blanking"))
    who, opened = clerk(), ledger()
    with opened.reading() as conn:
        counts = {page: purgeable(conn, opened.bureau, page, day) for page in pages}
    count = sum(counts.values())
    if not count:
        output.say(Text("没有需要清除的案件。", "There is nothing to blank."))
        return
    _make_sure(count, force=force)
    kept = _blanked(opened, [page for page, n in counts.items() if n], day, (who, reason))
    output.say(Text(f"已清除 {count} 件的个人信息（填写人 {who}）。", f"Blanked {count} cases (clerk {who})."))
    if kept:
        output.warn(
            Text(
                f"清除前的备份 {kept} 和更早的备份里仍有原来的内容，核对无误后请删去",
                f"the backup made before, {kept}, and older ones still hold it all; remove them when you are sure",
            )
        )


def _day(said: str | None) -> date:
    from xcli.domain.day import read_day, today

    day, _ = read_day(said) if said else (None, None)
    if day is None or day > today():
        raise BeforeWhen
    return day


def _pages(line: str | None) -> "list[type[Case]]":
    from xcli.ledger.purge import lines_to_purge
    from xcli.stats.catalogue import line_named

    return lines_to_purge(line_named(line).name if line else None)


def _make_sure(count: int, *, force: bool) -> None:
    if force:
        return
    asked = Text(f"清除 {count} 件的个人信息，不能撤回。继续？", f"Blank {count} cases for good?")
    if not on_terminal():
        raise NotAsked(count=count)
    if not confirm(asked):
        raise KeyboardInterrupt


def _blanked(opened: "Ledger", pages: "list[type[Case]]", day: date, by: tuple[str, str]) -> "Path | None":
    """Blank by one entry, behind a backup; return the backup."""
    from xcli.ledger.backup import back_up
    from xcli.ledger.engine import is_server
    from xcli.ledger.journal import Act
    from xcli.ledger.purge import blank

    kept = None if is_server(place()) else back_up(place(), why="purge").path
    who, reason = by
    with opened.writing(Act(who, f"purge --before {day}", kind="purge", reason=reason)) as writer:
        for page in pages:
            blank(writer.conn, opened.bureau, page, day)
    return kept
