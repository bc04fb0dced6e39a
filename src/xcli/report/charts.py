"""What the pictures of a report show: months, groups, one year against the other."""

from collections.abc import Iterator, Sequence

from xcli.domain.indicator import Indicator, Pending
from xcli.domain.lists import Lists
from xcli.report.figures import month_labels
from xcli.report.layout import Chart, Series
from xcli.report.telling import begun
from xcli.stats.survey import Account, Groups
from xcli.text import Text, same

MOST = 12  # bars of one chart; what is less stands together


def charts(line: Account, lists: Lists) -> Iterator[Chart]:
    """Yield the charts of a line."""
    if line.months and _varies(line):
        yield _months(line)
    for groups in line.groups:
        if chart := _groups(line, groups, lists):
            yield chart
    yield from _years(line)


def _varies(line: Account) -> bool:
    """Tell whether more than one month has anything to show."""
    return line.months is not None and sum(any(counts) for counts in line.months.values.values()) > 1


def _months(line: Account) -> Chart:
    found = line.months
    if found is None:
        raise TypeError(line)
    spans = list(dict.fromkeys(period for _, period in found.values))
    spans.sort()
    labels = tuple(str(Text(name.zh, name.en.partition("-")[2] or name.en)) for name in month_labels(spans))
    series = tuple(
        Series(str(i.label), tuple(found.figure(i, span).numerator for span in spans)) for i in found.indicators
    )
    label, unit = line.page.label, str(found.indicators[0].unit)
    title = Text(f"{label.zh}：各月情况（{found.indicators[0].unit.zh}）", f"{label.en}: by month ({unit})")
    return Chart("months", begun(str(title)), _in_words(labels, series), labels, series, unit)


def _groups(line: Account, groups: Groups, lists: Lists) -> Chart | None:
    found, axis, indicator = groups.answer, groups.axis, groups.indicator
    period = line.view.main
    counted = [(key, found.figure(indicator, period, key).numerator) for key in found.keys]
    ranked = sorted(((k, n) for k, n in counted if n), key=lambda pair: (-pair[1], axis.rank(pair[0][0], lists)))
    if len(ranked) < 2:
        return None
    shown = [(str(axis.show(key[0], lists)), count) for key, count in ranked[:MOST]]
    rest = [count for _, count in ranked[MOST:]]
    if rest:
        shown.append((str(Text(f"其余{len(rest)}项", f"the other {len(rest)}")), sum(rest)))
    labels, values = tuple(label for label, _ in shown), tuple(count for _, count in shown)
    label = indicator.label
    title = Text(
        f"{label.zh}：按{axis.label.zh}（{indicator.unit.zh}）", f"{label.en} by {axis.label.en} ({indicator.unit.en})"
    )
    series = (Series(str(label), values),)
    return Chart("bars", begun(str(title)), _in_words(labels, series), labels, series, str(indicator.unit))


def _years(line: Account) -> Iterator[Chart]:
    """Yield one year against the other, where the other has anything to show."""
    view, answer = line.view, line.answer
    if view.before is None:
        return
    (now_label, now), (then_label, then) = view.columns[view.now], view.columns[view.before]
    chosen = [i for i in answer.indicators if _compares(line, i)]
    alike = [i for i in chosen if i.unit == chosen[0].unit][:6]
    if len(alike) < 2 or not any(answer.figure(i, then).numerator for i in alike):
        return
    labels = tuple(str(i.label) for i in alike)
    series = (
        Series(str(then_label), tuple(answer.figure(i, then).numerator for i in alike)),
        Series(str(now_label), tuple(answer.figure(i, now).numerator for i in alike)),
    )
    label, unit = line.page.label, alike[0].unit
    title = Text(
        f"{label.zh}：{now_label.zh}与{then_label.zh}（{unit.zh}）",
        f"{label.en}: {now_label.en} against {then_label.en} ({unit.en})",
    )
    yield Chart("pairs", begun(str(title)), _in_words(labels, series), labels, series, str(unit))


def _compares(line: Account, indicator: Indicator) -> bool:
    """Tell whether both years of an indicator are known."""
    if indicator.kind != "count" or not indicator.headline or isinstance(indicator.numerator, Pending):
        return False
    then = line.answer.figure(indicator, line.view.columns[line.view.before or 0][1])
    return bool(then.entered or not line.before_ledger(then.period))


def _in_words(labels: Sequence[str], series: Sequence[Series]) -> str:
    """Return what a chart shows for those who do not see it."""
    colon, comma, end = Text("：", ": "), Text("，", ", "), Text("；", "; ")
    told = (
        f"{one.label}{colon}"
        + str(comma).join(f"{label} {value}" for label, value in zip(labels, one.values, strict=True))
        for one in series
    )
    return str(end).join(told) + str(same("。") if str(colon) == "：" else same("."))
