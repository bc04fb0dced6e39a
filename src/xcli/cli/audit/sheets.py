"""`audit sheets`: files shared out among reviewers, score sheets written and taken back."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from xcli.cli import delivery, output
from xcli.cli.audit.options import Round
from xcli.cli.audit.troubles import troubles_shown
from xcli.cli.command import command, led_app
from xcli.cli.options import Force, argument, option
from xcli.cli.session import book, clerk, ledger
from xcli.domain.day import today
from xcli.errors import Misuse
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.intake.audit.panel import Round as Panelled
    from xcli.ledger.ledger import Ledger

Reviewers = Annotated[
    str | None,
    option(
        "--reviewers",
        "--评查组",
        help=Text("几名评查人，或名单（姓名、所在单位、类别）", "how many reviewers, or a list (name, body, kind)"),
    ),
]
Reviewer = Annotated[
    list[str] | None,
    option("--reviewer", "--评查人", help=Text("一名评查人：'姓名=所在单位'", "one reviewer: 'NAME=BODY'")),
]
Double = Annotated[
    str, option("--double", "--双评", help=Text("两人各评一遍的比例，如 10%", "the share that two read, such as 10%"))
]
Scheme = Annotated[
    str | None, option("--scheme", "--方案", help=Text("评查方案，默认最新的", "the scheme; by default the newest"))
]
Folder = Annotated[
    Path, option("--to", "--输出", help=Text("评分表写到哪个文件夹", "the folder for the sheets"), metavar="DIR")
]


class BadDouble(Misuse):
    """The share of files read twice is no share."""

    sentence = Text(
        "--double 的“{said}”不是 0% 到 100% 之间的比例。", "--double: “{said}” is no share between 0% and 100%."
    )


class BadReviewer(Misuse):
    """A reviewer is not told as name and body."""

    sentence = Text(
        "--reviewer 应写成 '姓名=所在单位'，“{said}”不是。", "--reviewer takes 'NAME=BODY'; “{said}” is not."
    )


class NoReviewers(Misuse):
    """There is no number of reviewers such as this."""

    sentence = Text(
        "--reviewers 应是 1 到 99 的人数，或名单文件；“{said}”不是。",
        "--reviewers takes a number from 1 to 99 or a file; “{said}” is neither.",
    )


def _sheets(
    ctx: typer.Context,
    round_: Round = None,
    reviewers: Reviewers = None,
    reviewer: Reviewer = None,
    double: Double = "0%",
    scheme: Scheme = None,
    to: Folder = Path("sheets"),
    force: Force = False,
) -> None:
    """Share the files of a round out, and write a workbook for each reviewer; later only write them again."""
    if ctx.invoked_subcommand is not None:
        return
    opened = ledger()
    if reviewers or reviewer:
        found = _assigned(opened, round_, _seats(opened, reviewers, reviewer or []), _share(double), scheme)
    else:
        from xcli.intake.audit.panel import round_of

        with opened.reading() as conn:
            found = round_of(conn, opened.bureau, round_)
    _write(found, to, force=force)


app = led_app(
    "评分表",
    Text(
        "分配案卷、输出评分表，各人回避本单位；填好后导入",
        "share files out and write score sheets, nobody his own department; import them once filled in",
    ),
    _sheets,
)


def _seats(opened: "Ledger", said: str | None, single: list[str]) -> list[dict[str, Any]]:
    from xcli.intake.audit.panel import read_seats, seats_of

    seats = [_seat(text) for text in single]
    if said and said.isdecimal():
        if not 1 <= int(said) <= 99:
            raise NoReviewers(said=said)
        return seats + seats_of(int(said))
    if said and not Path(said).exists():
        raise NoReviewers(said=said)
    with troubles_shown():
        return seats + (read_seats(said, book(opened).lists) if said else [])


def _seat(text: str) -> dict[str, Any]:
    name, _, body = (piece.strip() for piece in text.replace("＝", "=").partition("="))
    if not name:
        raise BadReviewer(said=text)
    return {"person": name, "body": body} if body else {"person": name}


def _share(said: str) -> int:
    from xcli.domain.score import read_score

    share, _ = read_score(said.strip().rstrip("%％"))
    if share is None:
        raise BadDouble(said=said)
    return share


def _assigned(
    opened: "Ledger", round_: str | None, seats: list[dict[str, Any]], double: int, said: str | None
) -> "Panelled":
    from xcli.domain.audit.scheme import label
    from xcli.intake.audit.panel import assign
    from xcli.intake.audit.schemes import scheme_named
    from xcli.ledger.journal import Act

    with opened.reading() as conn:
        wanted = {"scheme": scheme_named(conn, opened.bureau, said), "double": double}
    found = assign(opened, round_, seats, wanted, today(), Act(clerk(), "audit sheets"))
    twice = len(found.readings) - len(found.files)
    output.say(
        Text(
            f"{found.name}：{len(found.files)} 卷分给 {len(seats)} 人（其中 {twice} 卷两人各评），"
            f"方案为 {label(found.scheme)}。",
            f"{found.name}: {len(found.files)} files shared out among {len(seats)} reviewers "
            f"({twice} of them read twice), by {label(found.scheme)}.",
        )
    )
    return found


def _write(found: "Panelled", to: Path, *, force: bool) -> None:
    from xcli.intake.audit.panel import sheets_of
    from xcli.report.audit.sheets import write_sheets

    to.mkdir(parents=True, exist_ok=True)
    origin = delivery.origin()
    for sheets in sheets_of(found):
        path = to / f"{found.name}_{sheets.person}.xlsx"
        holds = Text(f"{len(sheets.files)} 卷", f"{len(sheets.files)} files")
        delivery.write_file(path, partial(write_sheets, sheets=sheets, origin=origin), force=force, holds=holds)
    output.note(Text(f"填好后导入：xcli audit sheets import {to}", f"Once filled in: xcli audit sheets import {to}"))


@command(
    app, "import", "导入", Text("导入填好的评分表，算出得分和等次", "import filled sheets; scores and grades follow")
)
def import_(
    files: Annotated[list[str], argument(Text("文件", "FILE"), Text("评分表或文件夹", "score sheets or folders"))],
    round_: Round = None,
) -> None:
    """Take filled sheets, all or none."""
    from xcli.intake.audit.sheets import import_sheets
    from xcli.ledger.journal import Act

    with troubles_shown():
        tally = import_sheets(ledger(), files, round_, today(), Act(clerk(), "audit score"))
    said = Text(
        f"已导入评分 {tally.readings} 份，空白 {tally.blank} 份：评定 {tally.concluded} 卷",
        f"Imported {tally.readings} readings, {tally.blank} blank: {tally.concluded} files graded",
    )
    output.say(_with_differing(said, tally.differing))


def _with_differing(said: Text, count: int) -> Text:
    if not count:
        return Text(f"{said.zh}。", f"{said.en}.")
    return Text(
        f"{said.zh}，{count} 卷两人评分不同，须裁定：xcli audit settle",
        f"{said.en}; on {count} two reviewers differ, to be settled: xcli audit settle",
    )
