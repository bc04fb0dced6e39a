"""`figure`: figures from before the ledger, which stand in comparisons, marked."""

from datetime import date

from xcli.cli.told import Kind, Meant, told_app
from xcli.errors import Conflict
from xcli.text import Text


class InLedger(Conflict):
    """The period lies in the ledger, which counts it."""

    sentence = Text(
        "没有保存。台账自 {start} 起，{period}的数字由记录统计，不能手工录入。请补登记录，或用 xcli opening set 设期初存量。",
        "Nothing was saved. The ledger begins on {start}; figures of {period} are counted from records and cannot be "
        "entered. Enter the records, or set an opening stock: xcli opening set.",
    )


def _kind() -> Kind:
    from xcli.domain.keeping import EnteredFigure

    return Kind(EnteredFigure, "figure enter")


def _check_before(what: Meant) -> None:
    start = what.book.setting("ledger_start")
    if start and what.period.start >= date.fromisoformat(start):
        raise InLedger(start=start, period=what.period.label())


app = told_app(
    "手工数据",
    Text(
        "台账启用以前的数字：只用于对比，标明“手工”，从不与台账的数字相加",
        "figures from before the ledger: for comparison only, marked, never added to counted ones",
    ),
    _kind,
    {
        "enter": Text(
            "录入台账启用以前的一个数字，如：figure enter dispute.accepted --year 2023 1598 --source 2023年年报",
            "enter a figure from before the ledger: "
            "figure enter dispute.accepted --year 2023 1598 --source 'report 2023'",
        ),
        "list": Text("已录入的手工数据", "the figures that were entered"),
        "retract": Text("撤销一个手工数据", "take an entered figure back"),
    },
    _check_before,
)
