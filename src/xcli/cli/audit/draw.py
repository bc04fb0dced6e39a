"""`audit draw`: files drawn by a public seed, and the draw verified."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from xcli.cli import delivery, output
from xcli.cli.audit.options import Round
from xcli.cli.command import command, led_app
from xcli.cli.options import Format, Reason, To, option
from xcli.cli.session import clerk, ledger
from xcli.domain.day import today
from xcli.errors import CheckFailed, Misuse
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.intake.audit.drawing import Done, Replay

Count = Annotated[int | None, option("--n", "--数量", min=1, help=Text("抽取几卷", "how many files"))]
By = Annotated[
    str | None,
    option("--by", "--分层", help=Text("分层：department 按单位、procedure 按程序", "strata: department or procedure")),
]
Least = Annotated[int, option("--min", "--至少", min=0, help=Text("每组至少几卷", "the least that each stratum gives"))]
Exclude = Annotated[
    list[str] | None,
    option("--exclude", "--排除", help=Text("不参加抽取的案卷：'文号=理由'", "a file left out: 'NUMBER=REASON'")),
]
Seed = Annotated[
    str | None,
    option(
        "--seed",
        "--种子",
        help=Text(
            "种子：事先公布来源的公开文字，如某期开奖号码", "the seed: a public text whose source was announced before"
        ),
    ),
]


class DrawLacks(Misuse):
    """A draw needs a number and a seed."""

    sentence = Text(
        "抽取要写明数量和种子：xcli audit draw --n 100 --seed '公开的文字'。复核：xcli audit draw verify",
        "A draw needs a number and a seed: xcli audit draw --n 100 --seed 'A PUBLIC TEXT'. "
        "To verify: xcli audit draw verify",
    )


class DrawDiffers(CheckFailed):
    """A replayed draw differs from its record."""

    sentence = Text(
        "抽取复核不通过：{count} 处不符。经过见 xcli log 和 xcli audit history。",
        "The draw does not verify: {count} differences. See xcli log and xcli audit history.",
    )


def _draw(
    ctx: typer.Context,
    round_: Round = None,
    n: Count = None,
    seed: Seed = None,
    by: By = None,
    least: Least = 0,
    exclude: Exclude = None,
    reason: Reason = None,
) -> None:
    """Draw files from the frozen frame of a round."""
    if ctx.invoked_subcommand is not None:
        return
    if n is None or not (seed or "").strip():
        raise DrawLacks
    from xcli.intake.audit.drawing import Order, draw_files
    from xcli.ledger.journal import Act

    order = Order(n, str(seed).strip(), _stratum(by), least, exclude or (), reason)
    done = draw_files(ledger(), round_, order, today(), Act(clerk(), "audit draw", reason=reason))
    _show(done)


app = led_app(
    "抽取",
    Text(
        "按公开的种子从冻结的名册里抽取案卷；名册、种子不变，谁来抽都一样",
        "draw files from the frozen frame by a public seed: the same for anyone who repeats it",
    ),
    _draw,
)


def _stratum(said: str | None) -> str | None:
    from xcli.domain.audit.codes import STRATUM
    from xcli.domain.lists import read_code

    if said is None:
        return None
    code, fault = read_code(STRATUM, said)
    if code is None:
        raise NoStratum(said=said, why=fault.remedy if fault else "")
    return code


class NoStratum(Misuse):
    """Files are not drawn by this."""

    sentence = Text("不能按“{said}”分层，{why}。", "There are no strata “{said}”, {why}.")


def _show(done: "Done") -> None:
    from xcli.report.table import Column, Table

    content: Any = done.drawing.content
    if content.get("by"):
        label = Text("被评查单位", "department") if content["by"] == "department" else Text("办案程序", "procedure")
        columns = (
            Column("stratum", label),
            Column("files", Text("名册", "in the frame"), "whole"),
            Column("drawn", Text("抽取", "drawn"), "whole"),
        )
        total = (str(Text("合计", "total")), sum(s.files for s in done.strata), sum(s.drawn for s in done.strata))
        rows = [(_named(s.name, content["by"]), s.files, s.drawn) for s in done.strata]
        delivery.show_table(Table(Text("抽取", "draw"), columns, rows, (), (total,)))
    output.say(
        Text(
            f"{done.roll.round} 第 {content['n']} 次抽取：从 {len(done.roll.entries)} 卷中抽取 {content['wanted']} 卷"
            f"{_left_out(content).zh}，种子“{content['seed']}”（第 {done.drawing.tx} 笔）。",
            f"{done.roll.round}, draw {content['n']}: {content['wanted']} files of {len(done.roll.entries)}"
            f"{_left_out(content).en}, seed “{content['seed']}” (entry {done.drawing.tx}).",
        )
    )
    output.say(
        Text(
            f"抽中的案卷：xcli audit list --round {done.roll.round}。任何人都能复核：xcli audit draw verify",
            f"The files: xcli audit list --round {done.roll.round}. Anyone can verify: xcli audit draw verify",
        )
    )


def _named(stratum: str, by: str) -> str:
    from xcli.domain.pages.audit import PROCEDURE

    if by == "procedure":
        return str(PROCEDURE.label_of(stratum)) if stratum else str(Text("未填", "not given"))
    return stratum


def _left_out(content: Any) -> Text:
    count = len(content.get("excluded", ()))
    return Text(f"（{count} 卷不参加）", f" ({count} left out)") if count else Text("", "")


@command(
    app, "verify", "复核", Text("用名册和种子重抽，与记录逐卷对照", "repeat every draw from frame and seed and compare")
)
def verify(round_: Round = None) -> None:
    """Replay the draws of a round."""
    from xcli.intake.audit.drawing import verify as replay

    replays = replay(ledger(), round_)
    for one in replays:
        _tell(one)
    if count := sum(len(one.found) for one in replays):
        raise DrawDiffers(count=count)


def _tell(replay: "Replay") -> None:
    content: Any = replay.drawing.content
    head = Text(f"{content['round']} 第 {content['n']} 次抽取", f"{content['round']}, draw {content['n']}")
    if not replay.found:
        count = len(content["picked"])
        output.say(
            Text(
                f"{head.zh}：名册摘要一致，按种子重抽，{count} 卷与记录和评查台账全部一致。",
                f"{head.en}: the digest of the frame holds; drawn again by the seed, "
                f"all {count} files are those on record and under review.",
            )
        )
        return
    for difference in replay.found:
        output.say(Text(f"{head.zh}：{difference.zh}", f"{head.en}: {difference.en}"))


@command(app, "list", "列表", Text("各次抽取：日期、种子、数量、理由", "the draws: day, seed, number, reason"))
def list_(round_: Round = None, format: Format = None, to: To = None) -> None:
    """List the draws of a round, with the files left out and why."""
    from xcli.intake.audit.drawing import drawings
    from xcli.intake.audit.frame import roll
    from xcli.report.table import Column, Table

    opened = ledger()
    with opened.reading() as conn:
        found = drawings(conn, opened.bureau, roll(conn, opened.bureau, round_).round)
    names = _fields()
    rows = [[_shown(names[name], d.content.get(name)) for name in names] + [_excluded(d.content)] for d in found]
    columns = [
        Column(name, field.label, "day" if name == "drawn_on" else "whole" if field.kind == "whole" else "text")
        for name, field in names.items()
    ]
    left_out = Column("excluded", Text("不参加抽取", "left out"))
    delivery.show_table(Table(Text("抽取记录", "draws"), [*columns, left_out], rows), format, to)


def _fields() -> dict[str, Any]:
    from xcli.domain.audit.records import Drawing

    return {name: Drawing.fields[name] for name in ("n", "drawn_on", "wanted", "by", "least", "seed", "reason")}


def _shown(field: Any, value: Any) -> Any:
    from xcli.domain.field import Choice
    from xcli.domain.lists import Lists

    return field.show(value, Lists()) if value is not None and isinstance(field, Choice) else value


def _excluded(content: Any) -> str:
    from xcli.intake.audit.drawing import IN_ROUND

    items = content.get("excluded", ())
    named = [f"{item['file_no']}（{item['reason']}）" for item in items if item["reason"] != IN_ROUND.zh]
    before = len(items) - len(named)
    return "、".join(named + ([str(Text(f"{IN_ROUND.zh} {before} 卷", f"{before} {IN_ROUND.en}"))] if before else []))
