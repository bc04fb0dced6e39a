"""Figures in words and in cells: printed the same way wherever a report prints them."""

from collections.abc import Iterator
from dataclasses import dataclass
from string import Formatter

from xcli.domain import official
from xcli.domain.figure import EMPTY, Growth, Rounding, percent, quotient, show_growth
from xcli.domain.indicator import Indicator
from xcli.domain.period import Period
from xcli.report.figures import BY_HAND, cell
from xcli.report.layout import Cell, Figured, Passage, Piece
from xcli.report.table import show
from xcli.stats.survey import Account
from xcli.stats.table import Figure
from xcli.text import Text, same


@dataclass(frozen=True)
class Manner:
    """How a report words its figures: how it rounds, and whether counts are put in round numbers."""

    rounding: Rounding
    roundly: bool = False


def begun(words: str) -> str:
    """Return words as a sentence or a heading begins: with a capital letter, where the script has them."""
    return words[:1].upper() + words[1:]


def key_of(period: Period) -> str:
    """Return a short name of a period for programs: `2024`, `20240101-20241130`."""
    first, last = period.start, period.last
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return str(first.year)
    return f"{first:%Y%m%d}-{last:%Y%m%d}"


def worded(figure: Figure, manner: Manner) -> Text:
    """Return a figure with its unit as a sentence has it; amounts are cut off and never rounded up."""
    unit = figure.indicator.unit
    match figure.indicator.kind:
        case "money":
            return official.money(figure.numerator)
        case "rate":
            return same(percent(figure.rate, manner.rounding.decimals, manner.rounding.cut))
        case "mean":
            mean = _mean(figure, manner.rounding)
            return Text(f"{mean}{unit.zh}", f"{mean} {unit.en}")
    say = official.roundly if manner.roundly else official.exactly
    return say(figure.numerator, unit)


def _mean(figure: Figure, rounding: Rounding) -> str:
    return quotient(figure.numerator, figure.denominator, 1, cut=rounding.cut) if figure.denominator else EMPTY


def is_nothing(figure: Figure) -> bool:
    """Tell whether a figure has nothing to tell: no count, or nothing to divide by."""
    return not (figure.denominator if figure.denominator is not None else figure.numerator)


def figured(figure: Figure, text: str) -> Figured:
    """Return a printed figure tied to what it is."""
    return Figured(text, figure.indicator.id, key_of(figure.period), str(figure.indicator.label))


def said(figure: Figure, manner: Manner) -> Figured:
    """Return a figure as a sentence has it."""
    return figured(figure, str(worded(figure, manner)))


def told(line: Account, figure: Figure, rounding: Rounding) -> Cell:
    """Return a figure as the cell of a table; before the ledger nothing was counted."""
    if not figure.entered and line.before_ledger(figure.period) and is_nothing(figure):
        return Cell(EMPTY, EMPTY)
    value = cell(figure, rounding)
    shown = show(value, "share", rounding)
    if figure.entered:
        shown = f"{shown}{BY_HAND}"
    return Cell(value, shown, figured(figure, shown), by_hand=bool(figure.entered))


def change(line: Account, now: Figure, before: Figure, rounding: Rounding) -> Cell:
    """Return the change as the cell of a table."""
    growth = now.growth(before)
    if told(line, before, rounding).value == EMPTY or growth.denominator == 0:
        return Cell(EMPTY, EMPTY)
    return Cell(growth, show_growth(growth, rounding.decimals, rounding.cut))


def reached(figure: Figure, line: Account, rounding: Rounding) -> tuple[Cell, Cell]:
    """Return the target of a figure and how far it was reached."""
    target = line.target(figure.indicator)
    if target is None:
        return Cell(None, ""), Cell(None, "")
    aim = Figure(figure.indicator, line.aim, target.numerator, target.denominator)
    value = cell(aim, rounding)
    if figure.indicator.kind == "rate":
        gap = Growth.of_rates(figure.rate, aim.rate)
        return Cell(value, show(value, "share", rounding)), Cell(gap, show_growth(gap, rounding.decimals, rounding.cut))
    done = Growth(figure.numerator * (aim.denominator or 1), aim.numerator * (figure.denominator or 1))
    return Cell(value, show(value, "share", rounding)), Cell(done, percent(done, rounding.decimals, rounding.cut))


def story(line: Account, manner: Manner) -> Iterator[Passage]:
    """Yield what the line tells of the period: its own sentences, then how it changed and what was aimed at."""
    known = _by_name(line)
    pieces = [piece for sentence in line.page.story for piece in _sentence(sentence, known, manner)]
    pieces += [*_changed(line, manner), *_aimed(line, manner)]
    if pieces:
        yield Passage(tuple(pieces))


def _by_name(line: Account) -> dict[str, Figure]:
    """Return the figures of the main period by the latter part of their ids; those called by the line come first."""
    own = f"{line.page.name}."
    ranked = sorted(line.answer.indicators, key=lambda i: i.id.startswith(own))
    return {i.id.partition(".")[2]: line.answer.figure(i, line.view.main) for i in ranked}


def _sentence(sentence: Text, known: dict[str, Figure], manner: Manner) -> list[Piece]:
    """Return a sentence with its figures; clauses that have nothing to tell are left out."""
    words = str(sentence)
    clauses = [_clause(clause, known, manner) for clause in words[:-1].split(str(_CLAUSE))]
    told = [clause for clause in clauses if clause]
    return [piece for n, clause in enumerate(told) for piece in ([str(_CLAUSE)] if n else []) + clause] + (
        [f"{words[-1]}{_GAP}"] if told else []
    )


def _clause(clause: str, known: dict[str, Figure], manner: Manner) -> list[Piece]:
    parts = list(Formatter().parse(clause))
    names = [name for _, name, _, _ in parts if name]
    if any(name not in known for name in names) or (names and is_nothing(known[names[0]])):
        return []
    found: list[Piece] = []
    for words, name, _, _ in parts:
        found += [words] if words else []
        found += [said(known[name], manner)] if name else []
    return found


_CLAUSE = Text("；", "; ")
_GAP = Text("", " ")


def first_flow(line: Account) -> Indicator | None:
    """Return the first headline count, by which a line is compared with the year before."""
    return next((i for i in line.answer.indicators if i.headline and i.kind == "count"), None)


def _changed(line: Account, manner: Manner) -> Iterator[Piece]:
    """Yield how the first headline count changed against the period before."""
    indicator, view = first_flow(line), line.view
    if indicator is None or view.before is None:
        return
    (_, period), (base, before) = view.columns[view.now], view.columns[view.before]
    now, then = line.answer.figure(indicator, period), line.answer.figure(indicator, before)
    if is_nothing(then):
        return
    by_hand = Text("，手工", ", entered by hand") if then.entered else Text("", "")
    label = indicator.label
    yield str(Text(f"{label.zh}与{base.zh}（", f"Against the {base.en} ("))
    yield figured(then, str(worded(then, manner)))
    growth = now.growth(then)
    size = percent(Growth(abs(growth.numerator), growth.denominator), manner.rounding.decimals, manner.rounding.cut)
    more = Text("增长", "rose by") if growth.numerator > 0 else Text("下降", "fell by")
    how = Text("持平", "did not change") if growth.numerator == 0 else Text(f"{more.zh}{size}", f"{more.en} {size}")
    zh = f"{by_hand.zh}）相比{how.zh}。" if growth.numerator else f"{by_hand.zh}）{how.zh}。"
    yield str(Text(zh, f"{by_hand.en}), {label.en} {how.en}. "))


def _aimed(line: Account, manner: Manner) -> Iterator[Piece]:
    for indicator in line.answer.indicators:
        target = line.target(indicator)
        if target is None:
            continue
        figure = line.answer.figure(indicator, line.view.columns[line.view.now][1])
        aim = worded(Figure(indicator, line.aim, target.numerator, target.denominator), manner)
        _, done = reached(figure, line, manner.rounding)
        label = indicator.label
        if indicator.kind == "rate":
            gap = Text(f"，相差{done.shown}", f" ({done.shown})")
        else:
            gap = Text(f"，完成{done.shown}", f", {done.shown} of it reached")
        yield str(
            Text(
                f"{label.zh}年度目标{aim.zh}{gap.zh}。", f"The target of the year for {label.en} was {aim.en}{gap.en}. "
            )
        )
