"""What a round came to, as tables: the whole, the departments, the defects, and one round against another."""

from collections.abc import Sequence
from typing import Any

from xcli.domain.audit.results import Kind, Outcome, Results, read_rightly
from xcli.domain.figure import Growth, Rate, Rounding
from xcli.domain.pages.audit import GRADE
from xcli.domain.score import show_score
from xcli.report.table import Column, Table
from xcli.text import Text

_DEPARTMENT = Text("被评查单位", "department")
_RATES = (("passed", Text("合格率", "pass rate")), ("excellent", Text("优秀率", "excellent rate")))
STRATIFIED = Text(
    "置信区间按简单随机抽样的 Wilson 公式；按单位分层抽取时略偏宽。",
    "The intervals are Wilson's for a simple random sample; for a draw by strata they are a little wide.",
)


def sentences(found: Results, rounding: Rounding) -> list[Text]:
    """Return what is to be said of the whole, each rate with its count."""
    whole = found.whole
    lines = [
        Text(f"{label.zh}：{said.zh}", f"{label.en}: {said.en}")
        for name, label in _RATES
        for said in (read_rightly(getattr(whole, name), found.population, rounding),)
        if whole.reviewed
    ]
    lines.insert(0, Text(f"抽取 {whole.files} 卷，已评 {whole.reviewed} 卷：{_grades(whole).zh}",
                         f"{whole.files} files drawn, {whole.reviewed} reviewed: {_grades(whole).en}"))  # fmt: skip
    if scores := whole.scores:
        lines.append(
            Text(
                f"平均 {scores.mean()} 分，标准差 {scores.shown_deviation()}，"
                f"最低 {show_score(scores.least)}，最高 {show_score(scores.most)}",
                f"mean {scores.mean()}, standard deviation {scores.shown_deviation()}, "
                f"lowest {show_score(scores.least)}, highest {show_score(scores.most)}",
            )
        )
    return lines


def _grades(outcome: Outcome) -> Text:
    counted = [(GRADE.label_of(code.code), outcome.grades.get(code.code, 0)) for code in GRADE.codes]
    said = [(label, count) for label, count in counted if count]
    if not said:
        return Text("尚无等次", "no grade yet")
    return Text("，".join(f"{label.zh} {n}" for label, n in said), ", ".join(f"{label.en} {n}" for label, n in said))


def departments(found: Results, rounding: Rounding) -> Table:
    """Return the figures of every department and of the whole."""
    columns = (
        Column("department", _DEPARTMENT),
        Column("files", Text("抽取", "drawn"), "whole"),
        Column("reviewed", Text("已评", "reviewed"), "whole"),
        Column("passed", Text("合格率", "pass rate"), "rate"),
        Column("excellent", Text("优秀", "excellent"), "whole"),
        Column("mean", Text("平均分", "mean"), right=True),
        Column("deviation", Text("标准差", "spread"), right=True),
    )
    rows = [_row(name, outcome) for name, outcome in found.departments.items()]
    foot = [_row(str(Text("合计", "total")), found.whole)]
    return Table(Text("各单位", "by department"), columns, rows, (), foot, rounding)


def _row(name: str, outcome: Outcome) -> list[Any]:
    scores = outcome.scores
    counts = [outcome.files, outcome.reviewed, outcome.passed, outcome.grades.get("excellent", 0)]
    return [name, *counts, scores.mean() if scores else "—", scores.shown_deviation() if scores else "—"]


def defects(kinds: Sequence[Kind]) -> Table:
    """Return the kinds of defects, the commonest first."""
    columns = (
        Column("kind", Text("问题类别", "kind of defect")),
        Column("times", Text("处数", "times"), "whole"),
        Column("files", Text("涉及案卷", "files"), "whole"),
        Column("points", Text("共扣分", "points off"), right=True),
    )
    rows = [(str(kind.label), kind.times, kind.files, show_score(kind.points)) for kind in kinds]
    return Table(Text("问题排序", "defects by kind"), columns, rows)


def against(now: Results, before: Results, rounding: Rounding) -> Table:
    """Return one round beside an earlier one."""
    columns = (
        Column("figure", Text("指标", "figure")),
        Column("before", Text(before.round, before.round), "figure"),
        Column("now", Text(now.round, now.round), "figure"),
        Column("change", Text("增减", "change"), "figure"),
    )
    rows: list[tuple[Any, ...]] = [
        (str(label), old, new, Growth.of_counts(new, old))
        for label, new, old in (
            (Text("抽取案卷", "files drawn"), now.whole.files, before.whole.files),
            (Text("评查案卷", "files reviewed"), now.whole.reviewed, before.whole.reviewed),
        )
    ]
    rows += [(str(label), *_rates(getattr(now.whole, name), getattr(before.whole, name))) for name, label in _RATES]
    means = [outcome.scores.mean() if outcome.scores else "—" for outcome in (before.whole, now.whole)]
    rows.append((str(Text("平均分", "mean score")), *means, ""))
    return Table(Text("与另一轮对照", "against another round"), columns, rows, (), (), rounding)


def _rates(now: Rate, before: Rate) -> tuple[Rate, Rate, Growth]:
    return before, now, Growth.of_rates(now, before)
