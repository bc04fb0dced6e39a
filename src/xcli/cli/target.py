"""`target`: what figures should reach; reports say how far it was reached."""

from xcli.cli import output
from xcli.cli.command import command, group_app
from xcli.cli.options import Force, Format, Reason, To
from xcli.cli.scope import From, Half, Month, Quarter, Until, Year
from xcli.cli.told import Kind, Name, Source, Value, give, listed, meant, take_back
from xcli.text import Text

app = group_app(
    "目标", Text("指标的目标值，报告里对照完成情况", "targets of figures; reports say how far they were reached")
)


@command(
    app,
    "set",
    "设置",
    Text(
        "设置一个指标的目标，如：target set dispute.accepted --year 2025 1700 --source 年度工作要点",
        "set a target: target set dispute.accepted --year 2025 1700 --source 'plan of the year'",
    ),
)
def set_(
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
    """Set a target."""
    wish = {"month": month, "quarter": quarter, "half": half, "year": year, "from": from_, "to": to}
    give(_kind(), meant(indicator, wish), value, source)


@command(app, "list", "列表", Text("已设置的目标", "the targets that were set"))
def list_(*, format: Format = None, to: To = None, force: Force = False) -> None:
    """List targets."""
    written = output.show_table(listed(_kind()), format, to, force=force)
    if written:
        output.note(Text(f"已写入 {written}", f"Wrote {written}"))


@command(app, "retract", "撤销", Text("撤销一个目标", "take a target back"))
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
    """Retract a target."""
    wish = {"month": month, "quarter": quarter, "half": half, "year": year, "from": from_, "to": to}
    take_back(_kind(), meant(indicator, wish), reason)


def _kind() -> Kind:
    from xcli.domain.keeping import Target

    return Kind(Target, "target set")
