"""How the difference of two figures is printed: both of them, each cause with its records, or a row a record."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xcli.cli import output
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.domain.indicator import Indicator
    from xcli.ledger.book import Book
    from xcli.ledger.moment import Moment
    from xcli.report.table import Table
    from xcli.stats.difference import Piece, Point, Split
    from xcli.stats.query import Desk


@dataclass(frozen=True)
class Differing:
    """A difference split, with what its records are called and what was done to them."""

    desk: "Desk"
    book: "Book"
    indicator: "Indicator"
    splits: "Sequence[Split]"
    titles: dict[tuple[str, int], str]
    acts: dict[int, Any]


@dataclass(frozen=True)
class Compared(Differing):
    """Two figures with their difference split."""

    points: "tuple[Point, Point]"
    moments: "tuple[Moment, Moment]"


def print_difference(found: Compared, limit: int) -> None:
    """Print both figures, then each cause with its records."""
    for line in _heading(found):
        output.prose(line)
    for line in causes(found, limit):
        output.say(line)


def causes(found: Differing, limit: int) -> Iterator[Text]:
    """Yield each cause with its records, of a rate by numerator and denominator."""
    for role, split in enumerate(found.splits):
        if len(found.splits) > 1:
            yield from (Text("", ""), _role(role, split))
        yield from _causes(found, split, limit)


def _heading(found: Compared) -> Iterator[Text]:
    indicator = found.indicator
    yield Text(f"{indicator.label.zh}（{indicator.id}）", f"{indicator.label.en} ({indicator.id})")
    for name, at in ((Text("前", "A"), 0), (Text("后", "B"), 1)):
        yield _side_line(found, name, at)
    split = found.splits[0]
    if len(found.splits) == 1:
        yield Text(
            f"相差 {_amount(found, split.delta)}，逐项如下：",
            f"difference {_amount(found, split.delta)}, by cause:",
        )


def _side_line(found: Compared, name: Text, at: int) -> Text:
    point, moment = found.points[at], found.moments[at]
    values = [split.after if at else split.before for split in found.splits]
    period, value = point.period.label(), _value(found, point.indicator, values)
    version = Text("", "")
    if found.points[0].indicator != found.points[1].indicator:
        number = point.indicator.version
        version = Text(f"，口径第 {number} 版", f", definition version {number}")
    scope = _scope(found, point)
    return Text(
        f"{name.zh}：{period.zh}{scope.zh}，{moment.text.zh}{version.zh}：{value}",
        f"{name.en}: {period.en}{scope.en}, {moment.text.en}{version.en}: {value}",
    )


def _scope(found: Compared, point: "Point") -> Text:
    from xcli.domain.predicate import Always
    from xcli.stats.describe import describe

    if isinstance(point.scope, Always):
        return Text("", "")
    said = describe(point.scope, found.book.lists)
    return Text(f"，{said.zh}", f", {said.en}")


def _value(found: Compared, indicator: "Indicator", values: list[int]) -> str:
    from xcli.cli.scope import rounding
    from xcli.report.figures import cell
    from xcli.report.table import show
    from xcli.stats.table import Figure

    how = rounding(found.book)
    figure = Figure(indicator, found.points[0].period, values[0], values[1] if len(values) > 1 else None)
    shown = show(cell(figure, how), "figure", how)
    return shown if indicator.kind == "rate" else f"{shown} {indicator.unit}"


def _amount(found: Differing, value: int) -> str:
    from xcli.domain.figure import quotient

    if found.indicator.kind == "money":
        shown = quotient(value, 1_000_000, 4)
        return shown if value < 0 else f"+{shown}"
    return f"{value:+d}"


def _role(role: int, split: "Split") -> Text:
    name = (Text("分子", "numerator"), Text("分母", "denominator"))[role]
    return Text(
        f"{name.zh} {split.before} → {split.after}，相差 {split.delta:+d}：",
        f"{name.en} {split.before} → {split.after}, difference {split.delta:+d}:",
    )


def _causes(found: Differing, split: "Split", limit: int) -> Iterator[Text]:
    for cause, delta in split.by_cause.items():
        pieces = split.of(cause)
        zh, en = cause.value
        amount = _amount(found, delta)
        count = _gained(pieces)
        yield Text(f"  {zh} {amount}（{count.zh}）", f"  {en} {amount} ({count.en})")
        for piece in pieces[:limit]:
            yield _piece(found, piece)
        if len(pieces) > limit:
            more = len(pieces) - limit
            yield Text(f"    ……另有 {more} 件", f"    ... and {more} more")
    if not split.pieces:
        yield Text("  没有差异", "  no difference")


def _gained(pieces: "Sequence[Piece]") -> Text:
    """Return how many records there are, those that add and those that take away told apart."""
    more = sum(piece.delta > 0 for piece in pieces)
    less = len(pieces) - more
    if more and less:
        return Text(f"增 {more} 件，减 {less} 件", f"{more} more, {less} less")
    return Text(f"{len(pieces)} 件", "1 record" if len(pieces) == 1 else f"{len(pieces)} records")


def _piece(found: Differing, piece: "Piece") -> Text:
    title = found.titles.get(piece.key, f"#{piece.key[1]}")
    amount = "" if abs(piece.delta) == 1 else f" {_amount(found, piece.delta)}"
    act = found.acts.get(piece.tx) if piece.tx else None
    if act is None:
        return Text(f"    {title}{amount}", f"    {title}{amount}")
    why = f"：{act.reason}" if act.reason else ""
    said = f"{act.at[:16].replace('T', ' ')} {act.clerk} {act.command}"
    return Text(
        f"    {title}{amount}  第 {piece.tx} 笔 {said}{why}",
        f"    {title}{amount}  entry {piece.tx} {said}{why.replace('：', ': ')}",
    )


def for_programs(found: Compared) -> "Table":
    """Return one row for each record's part, for programs."""
    from xcli.report.table import Column, Table

    columns = (
        Column("of", Text("部分", "of")),
        Column("cause", Text("原因", "cause")),
        Column("record", Text("记录", "record")),
        Column("before", Text("前", "before"), "whole"),
        Column("after", Text("后", "after"), "whole"),
        Column("delta", Text("相差", "delta"), "whole"),
        Column("tx", Text("笔", "entry"), "whole"),
        Column("at", Text("时间", "time")),
        Column("clerk", Text("填写人", "clerk")),
        Column("reason", Text("理由", "reason")),
    )
    rows: list[list[object]] = []
    for role, split in zip(("numerator", "denominator"), found.splits, strict=False):
        for piece in split.pieces:
            act = found.acts.get(piece.tx) if piece.tx else None
            told = [act.at[:16].replace("T", " "), act.clerk, act.reason] if act else [None, None, None]
            title = found.titles.get(piece.key, f"#{piece.key[1]}")
            cause = piece.cause.name.lower()
            rows.append([role, cause, title, piece.before, piece.after, piece.delta, piece.tx, *told])
    return Table(found.indicator.label, columns, rows)
