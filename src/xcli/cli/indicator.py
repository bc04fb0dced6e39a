"""`xcli indicator`: every figure's definition, dates and basis in law."""

from typing import TYPE_CHECKING, Annotated

from xcli.cli import delivery, output
from xcli.cli.choosing import rule
from xcli.cli.command import command, group_app
from xcli.cli.options import Force, Format, To, argument, option
from xcli.cli.session import own_lists
from xcli.errors import Conflict, Misuse, NotFound
from xcli.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xcli.domain.indicator import Indicator
    from xcli.domain.page import Line

app = group_app("指标", Text("指标的定义、口径和依据", "indicators: definition, terms and basis in law"))

LineName = Annotated[str | None, argument(Text("业务", "LINE"), Text("只列这一种业务", "only this line of work"))]
Name = Annotated[list[str], argument(Text("指标", "INDICATOR"), Text("编号、名称或其一部分", "id, label or a part"))]


@command(app, "list", "列表", Text("全部指标", "all indicators"))
def list_(line: LineName = None, *, format: Format = None, to: To = None, force: Force = False) -> None:
    """List all indicators."""
    from xcli.report.figures import catalogue
    from xcli.stats.catalogue import indicators, line_named

    known = indicators(line_named(line).name if line else None, own_lists())
    delivery.show_table(catalogue(known), format, to, force=force)


@command(app, "show", "查看", Text("一个指标的定义", "the definition of one indicator"))
def show(name: Name) -> None:
    """Show one indicator."""
    from xcli.stats.catalogue import find_indicator

    for text in _definition(find_indicator(" ".join(name), lists=own_lists())):
        output.prose(text)


First = Annotated[int | None, option("--from", "--自", help=Text("从第几版", "the version to begin with"))]
Second = Annotated[int | None, option("--to", "--至", help=Text("到第几版", "the version to compare it with"))]


command(
    app,
    "rule",
    "规则",
    Text(
        "由本局选定的口径，可写明从哪天起：不带参数为列表",
        "definitions that the bureau chooses, from a day on if it likes; without words a list",
    ),
)(rule)


class OneVersion(Conflict):
    """The definition never changed."""

    sentence = Text(
        "“{label}”只有第 {version} 版口径，没有可比的。",
        "“{label}” has version {version} only; there is nothing to compare.",
    )


class NoSuchVersion(NotFound):
    """There is no such version."""

    sentence = Text(
        "“{label}”没有第 {version} 版口径。现有：{known}。", "“{label}” has no version {version}. There is: {known}."
    )


@command(
    app,
    "diff",
    "差异",
    Text(
        "口径两版对照：改了什么；写上期间就给出两版各是多少",
        "two versions of a definition: what changed, and the figures of a period by both",
    ),
)
def diff(
    name: Name,
    *,
    first: First = None,
    second: Second = None,
    period: Annotated[
        str | None,
        option("--period", "--期间", help=Text("期间，如 2024-05、2024", "a period, such as 2024-05 or 2024")),
    ] = None,
) -> None:
    """Compare two versions of a definition."""
    from xcli.stats.bridge import changes
    from xcli.stats.catalogue import find_indicator, page_of

    newest = find_indicator(" ".join(name))
    pair = _two_of(newest, first, second)
    old, new = pair
    output.prose(
        Text(
            f"{old.label.zh}（{old.id}） 第 {old.version} 版 → 第 {new.version} 版",
            f"{old.label.en} ({old.id}) version {old.version} → version {new.version}",
        )
    )
    nothing = Text("（无）", "(none)")
    for change in changes(old, new):
        before, after = change.before or nothing, change.after or nothing
        output.prose(
            Text(f"{change.label.zh}：{before.zh} → {after.zh}", f"{change.label.en}: {before.en} → {after.en}")
        )
    if period:
        for text in _figures(page_of(newest), pair, period):
            output.say(text)


def _two_of(indicator: "Indicator", first: int | None, second: int | None) -> "tuple[Indicator, Indicator]":
    from xcli.stats.bridge import forms

    known = forms(indicator)
    if len(known) < 2:
        raise OneVersion(label=indicator.label, version=indicator.version)
    by_number = {form.version: form for form in known}
    for wanted in (first, second):
        if wanted is not None and wanted not in by_number:
            raise NoSuchVersion(label=indicator.label, version=wanted, known="、".join(map(str, by_number)))
    return (
        known[-2] if first is None else by_number[first],
        known[-1] if second is None else by_number[second],
    )


def _figures(page: "type[Line]", pair: "tuple[Indicator, Indicator]", said: str) -> "Iterator[Text]":
    """Yield the figures of a period by both versions, never of one alone."""
    from xcli.cli.giving import value_of
    from xcli.cli.scope import first_day, rounding
    from xcli.cli.session import book, ledger
    from xcli.stats.bridge import side_by_side
    from xcli.stats.query import Desk
    from xcli.stats.span import named_period

    opened = ledger()
    known = book(opened)
    period = named_period(said, first_day(known, page))
    if period is None:
        raise NotAPeriod(said=said)
    with opened.reading() as conn:
        figures = side_by_side(Desk(conn, page, opened.bureau, corrected=True), pair, period)
    zh, en = period.label()
    for figure in figures:
        value, number = value_of(figure, rounding(known)), figure.indicator.version
        yield Text(f"{zh}，第 {number} 版口径：{value}", f"{en}, version {number}: {value}")


class NotAPeriod(Misuse):
    """No period is called so."""

    sentence = Text(
        "看不懂期间“{said}”。可以写 2024-05、2024Q1、2024、2024-01-01..2024-03-15。",
        "“{said}” is no period. Write 2024-05, 2024Q1, 2024 or 2024-01-01..2024-03-15.",
    )


def _definition(indicator: "Indicator") -> "Iterator[Text]":
    from xcli.stats.describe import basis_of, describe_term

    yield Text(
        f"{indicator.label.zh}（{indicator.id}），单位：{indicator.unit.zh}",
        f"{indicator.label.en} ({indicator.id}), unit: {indicator.unit.en}",
    )
    if indicator.aliases:
        yield Text(f"又称：{'、'.join(indicator.aliases)}", f"also called: {', '.join(indicator.aliases)}")
    names = (
        (Text("分子", "numerator"), Text("分母", "denominator"))
        if indicator.denominator
        else (Text("含义", "meaning"),)
    )
    for label, term in zip(names, indicator.terms, strict=True):
        said, by = describe_term(term), basis_of(term)
        yield Text(f"{label.zh}：{said.zh}（按{by.zh}）", f"{label.en}: {said.en} (by {by.en})")
    cited = [law.cite() for law in indicator.basis]
    yield Text("依据：" + "；".join(law.zh for law in cited), "basis: " + "; ".join(law.en for law in cited))
    if indicator.note.zh:
        yield Text(f"说明：{indicator.note.zh}", f"note: {indicator.note.en}")
