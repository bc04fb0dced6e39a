"""`xcli why`: a figure opened - its definition, the records behind it, those left out and the reason."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any

from xcli.cli import delivery, destination, output
from xcli.cli.command import command, single_app
from xcli.cli.options import AsOf, Force, Format, option
from xcli.cli.question import AtDesk
from xcli.cli.scope import OPEN_ENDED, Corrected, Indicator, Wanted, first_day, with_period, words_and_filters
from xcli.cli.session import book, known_then, ledger, moment_of
from xcli.errors import Misuse
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.domain import indicator as declared
    from xcli.domain.figure import Rounding
    from xcli.domain.lists import Lists
    from xcli.domain.period import Period
    from xcli.ledger.book import Book
    from xcli.ledger.record import Record
    from xcli.report.table import Table
    from xcli.stats.query import Desk
    from xcli.stats.since import Since
    from xcli.stats.stocks import BareStock
    from xcli.stats.table import Figure
    from xcli.stats.trace import Side, Trace

app = single_app()
LISTED = 10

NotCounted = Annotated[
    bool,
    option("--not-counted", "--未计入", help=Text("列出没有计入的记录及原因", "list the records left out, and why")),
]
Sample = Annotated[
    int | None,
    option("--sample", "--抽取", min=1, help=Text("随机抽取几件核对", "draw so many at random, to be looked up")),
]
Seed = Annotated[
    int | None,
    option("--seed", "--种子", help=Text("随机种子，同一种子抽到同样的记录", "the same seed draws the same records")),
]
Limit = Annotated[int, option("--limit", "--条数", min=1, help=Text("最多列出几件", "how many to list at most"))]
Cohort = Annotated[
    bool, option("--cohort", "--跟踪", help=Text("跟踪本期受理的案件", "follow the cases accepted in the period"))
]


class NoIndicatorGiven(Misuse):
    """No indicator was named."""

    sentence = Text(
        "请写明指标，例如：xcli why 调解成功率 --year 2024。",
        "Name an indicator, such as: xcli why success_rate --year 2024.",
    )


@dataclass(frozen=True)
class Opened(AtDesk):
    """A figure opened, with what is needed to show it."""

    trace: "Trace"
    figure: "Figure"
    stocks: "tuple[BareStock, ...]"
    records: "list[Record]"
    spans: int = 0
    since: "Since | None" = None


@command(
    app,
    "why",
    "依据",
    Text(
        "一个数字由哪些记录得来、哪些没有计入；指标可写编号、名称或其一部分，期间和筛选与 stats 相同",
        "the records behind a figure and those left out; name the indicator by id, label or a part; "
        "period and conditions as in stats",
    ),
    context_settings=OPEN_ENDED,
)
@with_period
def why(
    words: Indicator = None,
    *,
    want: Wanted,
    not_counted: NotCounted = False,
    sample: Sample = None,
    seed: Seed = None,
    limit: Limit = LISTED,
    cohort: Cohort = False,
    as_of: AsOf = None,
    corrected: Corrected = False,
    format: Format = None,
    force: Force = False,
) -> None:
    """Open a figure."""
    values = {
        "not_counted": not_counted,
        "sample": sample,
        "seed": seed,
        "limit": limit,
        "cohort": cohort,
        "as_of": as_of,
        "corrected": corrected,
        "format": format,
        "force": force,
    }
    _open(*words_and_filters(words or []), want, values)


def _open(words: list[str], filters: list[str], want: Wanted, values: dict[str, Any]) -> None:
    from xcli.cli.corrected import opened_at, remarks_of
    from xcli.cli.filters import read_filters
    from xcli.cli.since import records
    from xcli.domain.indicator import of_period
    from xcli.stats.catalogue import page_of
    from xcli.stats.query import Desk

    opened = ledger()
    then = moment_of(opened, values["as_of"])
    known = book(opened, then.tx if then else None)
    indicator = _named(words, known.lists)
    page = page_of(indicator)
    if values["sample"] and values["seed"] is None:
        from random import SystemRandom

        values["seed"] = SystemRandom().randrange(10**6)
    scope = read_filters(page, filters, known.lists)
    with opened.reading() as conn:
        period = _period(want, first_day(known, page))
        indicator = of_period(indicator, known.settings, period)
        asked = Desk(conn, page, opened.bureau, scope, then.tx if then else None, values["corrected"])
        desk = opened_at(asked, period)
        found = _traced(desk, known, indicator, period, values)
        since = _since(found, asked)
        remarks = known_then(then) if then else remarks_of(desk, [period])
        between = list(records(since, asked, known, values["limit"])) if since else []
    _show(replace(found, since=since), want, remarks, between)


def _since(found: Opened, asked: "Desk") -> "Since | None":
    """Return what the figure is as printed, where months that were reported make it another than what is opened."""
    from xcli.stats.since import since_reported

    if found.values["cohort"] or found.figure.entered or found.desk.as_of is not None:
        return None
    return since_reported(asked, found.trace.indicator, found.trace.period)


def _named(words: list[str], lists: "Lists") -> "declared.Indicator":
    """Return the indicator named by the words; a line before it narrows the search."""
    from xcli.domain.clean import fold
    from xcli.domain.pages import lines
    from xcli.stats.catalogue import find_indicator

    if not words:
        raise NoIndicatorGiven
    named = {fold(word): page.name for page in lines().values() for word in (page.name, *page.label)}
    line = named.get(fold(words[0])) if len(words) > 1 else None
    return find_indicator(" ".join(words[1:] if line else words), line, lists)


def _period(want: Wanted, first: int) -> "Period":
    """Return the period; the year so far unless told otherwise."""
    from xcli.domain.day import today
    from xcli.domain.period import year_to_date

    asked = want.asked(first)
    return asked.cut(today()) if asked else year_to_date(today(), first)


def _traced(
    desk: "Desk", known: "Book", indicator: "declared.Indicator", period: "Period", values: dict[str, Any]
) -> Opened:
    from xcli.domain.predicate import And, Or
    from xcli.stats.query import ids
    from xcli.stats.table import answer, terms_of
    from xcli.stats.told import entered
    from xcli.stats.trace import chosen, trace

    told = {} if values["cohort"] else entered(desk)
    whole = answer(desk, [indicator], [period], cohort=values["cohort"], entered=told)
    found = trace(desk, indicator, period, terms_of(desk.page, indicator, cohort=values["cohort"]), known.lists)
    where = found.numerator.where
    if values["not_counted"]:
        where = And((found.candidates, Or(tuple(reason.where for reason, _ in found.left))))
    limit = None if values["sample"] else values["limit"]
    records = chosen(desk, where, sample=values["sample"], seed=values["seed"] or 0, limit=limit)
    until = desk.page.docket.until
    spans = len(ids(desk, And((found.numerator.where, until.present)))) if until else 0
    return Opened(desk, known, values, found, whole.figure(indicator, period), whole.stocks, records, spans)


def _show(found: Opened, want: Wanted, remarks: list[Text], between: list[Text]) -> None:
    """Show the figure as it is printed, what was written since, and what the ledger counts."""
    values = found.values
    if not destination.for_screen(values["format"], want.file):
        delivery.show_table(_table(found, "file"), values["format"], want.file, force=values["force"])
        return
    output.prose(_printed(found))
    if found.since:
        _lead(found, found.since, between)
    for line in [*_definition(found), *remarks]:
        output.prose(line)
    output.say("")
    if found.records:
        delivery.show_table(_table(found, "screen"))
    else:
        output.say(_heading(found))


def _printed(found: Opened) -> Text:
    """Return the figure as `stats` prints it."""
    indicator, period = found.trace.indicator, found.trace.period.label()
    value = _value(found, found.since.printed if found.since else found.figure)
    return Text(
        f"{indicator.label.zh}（{indicator.id}） {period.zh}：{value}",
        f"{indicator.label.en} ({indicator.id}) {period.en}: {value}",
    )


def _lead(found: Opened, since: "Since", between: list[Text]) -> None:
    from xcli.cli.since import AFTER, sentence

    output.prose(sentence(since, _value(found, since.counted)))
    for line in between:
        output.say(line)
    output.prose(AFTER)


def _definition(found: Opened) -> list[Text]:
    """Return what the figure means, and how many records stand behind it or were left out."""
    from xcli.stats.describe import describe_term

    trace, indicator = found.trace, found.trace.indicator
    lines = [*_entered(found)]
    names = (
        (Text("分子", "numerator"), Text("分母", "denominator")) if trace.denominator else (Text("含义", "meaning"),)
    )
    for name, side in zip(names, [trace.numerator, trace.denominator], strict=False):
        if side:
            said = describe_term(side.term, found.lists)
            amount, noun = _amount(side, indicator, found.rounding), found.page.docket.noun.zh
            lines.append(
                Text(
                    f"{name.zh}：{said.zh} = {amount}（{side.records} {noun}）",
                    f"{name.en}: {said.en} = {amount} ({side.records} records)",
                )
            )
    basis = [law.cite() for law in indicator.basis]
    if basis:
        lines.append(
            Text("依据：" + "；".join(law.zh for law in basis), "basis: " + "; ".join(law.en for law in basis))
        )
    if indicator.reckons:
        version = found.desk.reckoning.calendar.version
        lines.append(Text(f"工作日历：{version}", f"calendar: {version}"))
    if indicator.note.zh:
        lines.append(Text(f"说明：{indicator.note.zh}", f"note: {indicator.note.en}"))
    return [*lines, *_spans(found), *_stocks(found), *_left_out(found)]


def _spans(found: Opened) -> list[Text]:
    """Tell how many of the records each stand for a span of days: an office's month of screenings in one row."""
    if not found.spans:
        return []
    noun = found.page.docket.noun.zh
    return [
        Text(
            f"其中 {found.spans} {noun}各是一段时间的汇总，一条记录代表一个机构在这段时间的全部数量",
            f"{found.spans} of the records each stand for a span: one row is all that an office did in those days",
        )
    ]


def _entered(found: Opened) -> list[Text]:
    """Return where a figure comes from that was not counted; what the ledger itself counts follows it."""
    source = found.figure.entered
    if not source:
        return []
    return [
        Text(f"手工录入，依据：{source}", f"entered by hand, source: {source}"),
        Text(
            "以下是台账自己的记录，从不与手工数字相加：",
            "what follows are the ledger's own records, never added to it:",
        ),
    ]


def _stocks(found: Opened) -> list[Text]:
    """Return the opening stocks of which only the number is known, with their source."""
    if not found.figure.bare:
        return []
    return [
        Text(
            f"另有期初存量 {stock.count} 件（{stock.day}，只知件数，依据：{stock.source}）",
            f"and an opening stock of {stock.count} ({stock.day}, number only, source: {stock.source})",
        )
        for stock in found.stocks
        if stock.day <= found.trace.period.end
    ]


def _left_out(found: Opened) -> list[Text]:
    trace = found.trace
    total = sum(count for _, count in trace.left)
    why = [(reason.text, count) for reason, count in trace.left]
    tail = (
        Text("：" + "；".join(f"{r.zh} {n}" for r, n in why), ": " + "; ".join(f"{r.en} {n}" for r, n in why))
        if why
        else Text("", "")
    )
    base = (
        Text("分母中未计入分子", "in the denominator but not in the numerator")
        if trace.denominator
        else Text("本期有关而未计入", "of the period but not counted")
    )
    noun = found.page.docket.noun.zh
    lines = [Text(f"{base.zh} {total} {noun}{tail.zh}", f"{base.en}: {total}{tail.en}")]
    if trace.outside:
        lines.append(
            Text(
                f"分子中有 {trace.outside} {noun}不在分母（含上期受理）",
                f"{trace.outside} of the numerator are not in the denominator (accepted before)",
            )
        )
    return lines


def _value(found: Opened, figure: "Figure") -> str:
    from xcli.report.figures import cell
    from xcli.report.table import show

    indicator, how = found.trace.indicator, found.rounding
    shown = show(cell(figure, how), "share" if figure.entered else "figure", how)
    return shown if indicator.kind == "rate" else f"{shown} {indicator.unit}"


def _amount(side: "Side", indicator: "declared.Indicator", how: "Rounding") -> str:
    from xcli.domain.figure import quotient

    if indicator.kind == "money":
        return quotient(side.value, 1_000_000, 2, cut=how.cut)
    return str(side.value)


def _table(found: Opened, view: str) -> "Table":
    """Return the records as a list shows them, with the reason where they were left out."""
    from xcli.cli.display import Display
    from xcli.cli.listing import meet, on_screen
    from xcli.report.table import Column
    from xcli.stats.trace import reason_of

    display = Display(found.lists, view)  # type: ignore[arg-type]
    meet(found.page, found.records, display)
    table = on_screen(found.page, found.records, display)
    table = replace(table, title=_heading(found), notes=())
    if not found.values["not_counted"]:
        return table
    reasons = [reason for reason, _ in found.trace.left]
    rows = [[*row, reason_of(record, reasons)] for row, record in zip(table.rows, found.records, strict=True)]
    return replace(table, columns=[*table.columns, Column("reason", Text("未计入的原因", "why not"))], rows=rows)


def _heading(found: Opened) -> Text:
    left = found.values["not_counted"]
    total = sum(count for _, count in found.trace.left) if left else found.trace.numerator.records
    what = Text("未计入的记录", "Records left out") if left else Text("计入的记录", "Records counted")
    listed, noun = len(found.records), found.page.docket.noun.zh
    if found.values["sample"]:
        seed = found.values["seed"]
        return Text(
            f"{what.zh}：{total} {noun}中抽取 {listed} {noun}（--seed {seed}）",
            f"{what.en}: {listed} drawn from {total} (--seed {seed})",
        )
    if listed == total:
        return Text(f"{what.zh}：共 {total} {noun}", f"{what.en}: {total}")
    return Text(
        f"{what.zh}：共 {total} {noun}，列出最早的 {listed} {noun}", f"{what.en}: {total}, the oldest {listed} listed"
    )
