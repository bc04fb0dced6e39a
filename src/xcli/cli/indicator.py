"""`xcli indicator`: every figure's definition, dates and basis in law."""

from typing import TYPE_CHECKING, Annotated

from xcli.cli import output
from xcli.cli.command import command, group_app
from xcli.cli.options import Force, Format, To, argument
from xcli.cli.session import own_lists
from xcli.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xcli.domain.indicator import Indicator

app = group_app("指标", Text("指标的定义、口径和依据", "indicators: definition, terms and basis in law"))

Line = Annotated[str | None, argument(Text("业务", "LINE"), Text("只列这一种业务", "only this line of work"))]
Name = Annotated[list[str], argument(Text("指标", "INDICATOR"), Text("编号、名称或其一部分", "id, label or a part"))]


@command(app, "list", "列表", Text("全部指标", "all indicators"))
def list_(line: Line = None, *, format: Format = None, to: To = None, force: Force = False) -> None:
    """List all indicators."""
    from xcli.report.figures import catalogue
    from xcli.stats.catalogue import indicators, line_named

    known = indicators(line_named(line).name if line else None, own_lists())
    written = output.show_table(catalogue(known), format, to, force=force)
    if written:
        output.note(Text(f"已写入 {written}", f"Wrote {written}"))


@command(app, "show", "查看", Text("一个指标的定义", "the definition of one indicator"))
def show(name: Name) -> None:
    """Show one indicator."""
    from xcli.stats.catalogue import find_indicator

    for text in _definition(find_indicator(" ".join(name), lists=own_lists())):
        output.prose(text)


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
