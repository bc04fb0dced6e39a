"""`figure`: figures from before the ledger, which stand in comparisons, marked."""

from typing import TYPE_CHECKING

from xcli.cli import output
from xcli.cli.command import command, group_app
from xcli.cli.options import Force, Format, Reason, To
from xcli.cli.scope import From, Half, Month, Quarter, Until, Year
from xcli.cli.told import Kind, Meant, Name, Source, Value, Wish, give, listed, meant, take_back
from xcli.errors import Conflict
from xcli.text import Text

if TYPE_CHECKING:
    from datetime import date

app = group_app(
    "手工数据",
    Text(
        "台账启用以前的数字：只用于对比，标明“手工”，从不与台账的数字相加",
        "figures from before the ledger: for comparison only, marked, never added to counted ones",
    ),
)


class InLedger(Conflict):
    """The period lies in the ledger, which counts it."""

    sentence = Text(
        "没有保存。台账自 {start} 起，{period}的数字由记录统计，不能手工录入。请补登记录，或用 xcli opening set 设期初存量。",
        "Nothing was saved. The ledger begins on {start}; figures of {period} are counted from records and cannot be "
        "entered. Enter the records, or set an opening stock: xcli opening set.",
    )


@command(
    app,
    "enter",
    "录入",
    Text(
        "录入台账启用以前的一个数字，如：figure enter dispute.accepted --year 2023 1598 --source 2023年年报",
        "enter a figure from before the ledger: figure enter dispute.accepted --year 2023 1598 --source 'report 2023'",
    ),
)
def enter(
    indicator: Name,
    value: Value,
    *,
    month: Month = None,
    quarter: Quarter = None,
    half: Half = None,
    year: Year = None,
    from_: From = None,
    to: Until = None,
    source: Source = None,
) -> None:
    """Enter a figure."""
    what = meant(indicator, _wish(month, quarter, half, year, from_, to))
    _check_before(what)
    give(_kind(), what, value, source)


@command(app, "list", "列表", Text("已录入的手工数据", "the figures that were entered"))
def list_(*, format: Format = None, to: To = None, force: Force = False) -> None:
    """List entered figures."""
    written = output.show_table(listed(_kind()), format, to, force=force)
    if written:
        output.note(Text(f"已写入 {written}", f"Wrote {written}"))


@command(app, "retract", "撤销", Text("撤销一个手工数据", "take an entered figure back"))
def retract(
    indicator: Name,
    *,
    month: Month = None,
    quarter: Quarter = None,
    half: Half = None,
    year: Year = None,
    from_: From = None,
    to: Until = None,
    reason: Reason = None,
) -> None:
    """Retract a figure."""
    take_back(_kind(), meant(indicator, _wish(month, quarter, half, year, from_, to)), reason)


def _wish(month: Month, quarter: Quarter, half: Half, year: Year, first: From, last: Until) -> Wish:
    return {"month": month, "quarter": quarter, "half": half, "year": year, "from": first, "to": last}


def _kind() -> Kind:
    from xcli.domain.keeping import EnteredFigure

    return Kind(EnteredFigure, "figure enter")


def _check_before(what: Meant) -> None:
    start = what.book.setting("ledger_start")
    if start and what.period.start >= _day(start):
        raise InLedger(start=start, period=what.period.label())


def _day(text: str) -> "date":
    from datetime import date

    return date.fromisoformat(text)
