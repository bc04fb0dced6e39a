"""`target`: what figures should reach; reports say how far it was reached."""

from xcli.cli.told import Kind, told_app
from xcli.text import Text


def _kind() -> Kind:
    from xcli.domain.keeping import Target

    return Kind(Target, "target set")


app = told_app(
    "目标",
    Text("指标的目标值，报告里对照完成情况", "targets of figures; reports say how far they were reached"),
    _kind,
    {
        "set": Text(
            "设置一个指标的目标，如：target set dispute.accepted --year 2025 1700 --source 年度工作要点",
            "set a target: target set dispute.accepted --year 2025 1700 --source 'plan of the year'",
        ),
        "list": Text("已设置的目标", "the targets that were set"),
        "retract": Text("撤销一个目标", "take a target back"),
    },
)
