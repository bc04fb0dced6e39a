"""The figures of the phone call as a sentence to read out."""

from xcli.domain.figure import Growth, Rounding, percent, quotient
from xcli.domain.period import Period
from xcli.stats.span import View
from xcli.stats.table import Answer, Figure
from xcli.text import Text


def sentence(answer: Answer, view: View, rounding: Rounding) -> Text:
    """Return one sentence: each period with its headline figures, the change since last year, the cut-off day."""
    headline = [indicator for indicator in answer.indicators if indicator.headline]
    pieces = [
        _piece(label, [answer.figure(i, period) for i in headline], period, rounding) for label, period in view.columns
    ]
    last = view.columns[view.now][1].last
    changed = _changed(answer, view, rounding)
    page = answer.desk.page.label
    return Text(
        f"截至{last.year}年{last.month}月{last.day}日，{page.zh}："
        + "；".join(piece.zh for piece in pieces)
        + changed.zh
        + "。",
        f"As of {last}, {page.en}: " + "; ".join(piece.en for piece in pieces) + changed.en + ".",
    )


def _piece(label: Text, figures: list[Figure], period: Period, rounding: Rounding) -> Text:
    del period
    said = [_said(figure, rounding) for figure in figures]
    return Text(label.zh + "，".join(text.zh for text in said), f"{label.en}: " + ", ".join(text.en for text in said))


def _said(figure: Figure, rounding: Rounding) -> Text:
    label, unit = figure.indicator.label, figure.indicator.unit
    match figure.indicator.kind:
        case "rate":
            shown = percent(figure.rate, rounding.decimals, rounding.cut)
            if not figure.denominator:
                return Text(f"{label.zh}无法计算（分母为零）", f"no {label.en} (nothing to divide by)")
            return Text(
                f"{label.zh}{shown}（{figure.numerator}/{figure.denominator}）",
                f"{label.en} {shown} ({figure.numerator}/{figure.denominator})",
            )
        case "money":
            wan = quotient(figure.numerator, 1_000_000, 2, cut=rounding.cut)
            return Text(f"{label.zh}{wan}{unit.zh}", f"{label.en} {wan} × {unit.en}")
        case "mean":
            mean = quotient(figure.numerator, figure.denominator, 1, cut=rounding.cut) if figure.denominator else "—"
            return Text(f"{label.zh}{mean}{unit.zh}", f"{label.en} {mean} {unit.en}")
    return Text(f"{label.zh}{figure.numerator}{unit.zh}", f"{label.en} {figure.numerator}")


def _changed(answer: Answer, view: View, rounding: Rounding) -> Text:
    """Return how the first headline figure changed since the year before; nothing to say without a base."""
    if view.before is None or not answer.indicators:
        return Text("", "")
    first = next((i for i in answer.indicators if i.headline), answer.indicators[0])
    growth = answer.figure(first, view.columns[view.now][1]).growth(answer.figure(first, view.columns[view.before][1]))
    if growth.denominator == 0:
        return Text("", "")
    size = percent(Growth(abs(growth.numerator), abs(growth.denominator)), rounding.decimals, rounding.cut)
    base = view.columns[view.before][0]
    if growth.numerator == 0:
        return Text(f"；{first.label.zh}与{base.zh}持平", f"; {first.label.en} unchanged against the {base.en}")
    zh, en = ("增长", "up") if growth.numerator > 0 else ("下降", "down")
    return Text(f"；{first.label.zh}比{base.zh}{zh}{size}", f"; {first.label.en} {en} {size} on the {base.en}")
