"""`audit settle`: where two reviewers differ, a third decides."""

from typing import TYPE_CHECKING, Annotated, Any

from xcli.cli import delivery, output
from xcli.cli.audit.marks import Off, On, Veto, marks_given
from xcli.cli.audit.options import Round, day_given
from xcli.cli.command import command, single_app
from xcli.cli.options import argument, option
from xcli.cli.session import clerk, ledger
from xcli.errors import Misuse
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.intake.audit.panel import Round as Panelled
    from xcli.ledger.ledger import Ledger

app = single_app()
By = Annotated[str | None, option("--by", "--裁定人", help=Text("裁定人", "the one who settles"))]
Body = Annotated[
    str | None, option("--body", "--所在单位", help=Text("裁定人所在单位", "the body of the one who settles"))
]
As = Annotated[
    str | None,
    option("--as", "--依", help=Text("依哪一份：first 初评、second 复评", "as the first or the second has it")),
]


class NoPerson(Misuse):
    """Nobody is named who settles."""

    sentence = Text("裁定要写明是谁：加 --by 姓名。", "Say who settles: add --by NAME.")


class NotAReading(Misuse):
    """There is no such reading."""

    sentence = Text(
        "--as 应是 first（初评）或 second（复评），“{said}”不是。", "--as takes first or second; “{said}” is neither."
    )


@command(
    app,
    "settle",
    "裁定",
    Text(
        "列出两人评分的分歧；指明案卷则由第三人裁定", "list where two reviewers differ; with a file, a third settles it"
    ),
)
def settle(
    file: Annotated[
        str | None, argument(Text("案卷", "FILE"), Text("案卷文号或其中一段", "the file's number or part of it"))
    ] = None,
    by: By = None,
    body: Body = None,
    as_: As = None,
    off: Off = None,
    veto: Veto = None,
    on: On = None,
    round_: Round = None,
) -> None:
    """List differences, or settle those of one file."""
    opened = ledger()
    if file is None:
        _list(opened, round_)
        return
    if by is None:
        raise NoPerson
    from xcli.cli.reference import the_case
    from xcli.domain.pages.audit import Audit
    from xcli.domain.score import show_score
    from xcli.intake.audit.scoring import settle as decide
    from xcli.ledger.journal import Act

    record = the_case(opened, Audit, file)
    given = {"marks": marks_given(off, veto), "as": _which(as_), "body": body}
    points = decide(opened, record, by, given, day_given(on), Act(clerk(), "audit settle"))
    title = record.content["file_no"]
    output.say(
        Text(
            f"{title}：{by} 裁定为 {show_score(points)} 分。",
            f"{title}: settled at {show_score(points)} points by {by}.",
        )
    )


def _which(said: str | None) -> str | None:
    from xcli.domain.audit.codes import ROLE

    if said is None:
        return None
    found = ROLE.find(said)
    if found is None or found.code == "third":
        raise NotAReading(said=said)
    return found.code


def _list(opened: "Ledger", round_: str | None) -> None:
    from xcli.intake.audit.panel import round_of
    from xcli.report.table import Column, Table

    with opened.reading() as conn:
        found = round_of(conn, opened.bureau, round_)
    twice = _read_twice(found)
    rows = [row for readings in twice.values() for row in _differences(found, readings)]
    labels = {
        "file": Text("案卷文号", "file no."),
        "item": Text("序号", "item"),
        "title": Text("评查内容", "what is looked at"),
        "first": Text("初评", "first"),
        "second": Text("复评", "second"),
    }
    columns = [Column(name, label) for name, label in labels.items()]
    delivery.show_table(Table(Text("待裁定的分歧", "differences to settle"), columns, rows, _agreement(found, twice)))


def _read_twice(found: "Panelled") -> dict[int, Any]:
    """Return the readings of files that two have read to the end."""
    every = {number: found.of_file(number) for number in found.files}
    return {n: rs for n, rs in every.items() if len(rs) > 1 and all("read_on" in r.content for r in rs[:2])}


def _differences(found: "Panelled", readings: Any) -> Any:
    from xcli.domain.audit.scheme import items
    from xcli.domain.score import show_score
    from xcli.intake.audit.scoring import differing, state_of

    number = readings[0].content["file"]
    if state_of(found, number)[0] != "differing":
        return
    marks = [{m["no"]: m for m in r.content["mark"]} for r in readings[:2]]
    for item in differing(readings):
        said = [
            f"-{show_score(m[item]['off'])}" + (str(Text("，否决", ", veto")) if m[item].get("veto") else "")
            for m in marks
        ]
        who = [f"{r.content['person']} {text}" for r, text in zip(readings, said, strict=False)]
        yield (found.files[number].content["file_no"], item, items(found.scheme)[item]["title"], *who)


def _agreement(found: "Panelled", twice: dict[int, Any]) -> tuple[Text, ...]:
    from xcli.domain.audit.scheme import items
    from xcli.domain.figure import Rate, show_rate
    from xcli.intake.audit.scoring import differing

    if not twice:
        return (Text("还没有两人都评完的案卷", "no file has been read by two yet"),)
    apart = [len(differing(readings)) for readings in twice.values()]
    same = Rate(apart.count(0), len(apart))
    total = len(apart) * len(items(found.scheme))
    per_item = Rate(total - sum(apart), total)
    return (
        Text(
            f"两人都评完的 {len(apart)} 卷：全卷一致 {show_rate(same)}，逐项一致 {show_rate(per_item)}",
            f"{len(apart)} files read by two: alike throughout {show_rate(same)}, "
            f"alike item by item {show_rate(per_item)}",
        ),
    )
