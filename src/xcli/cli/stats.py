"""`xcli stats`: the phone call, any period, groups, crossed groups, comparisons."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

from xcli.cli import delivery, destination, output
from xcli.cli.command import command, single_app
from xcli.cli.options import AsOf, Force, Format, option
from xcli.cli.question import Question
from xcli.cli.scope import (
    OPEN_ENDED,
    Corrected,
    Lines,
    Wanted,
    first_day,
    is_for_programs,
    with_period,
    words_and_filters,
)
from xcli.cli.session import book, known_then, ledger, moment_of
from xcli.errors import Misuse
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.domain.page import Line
    from xcli.ledger.ledger import Ledger
    from xcli.report.table import Table
    from xcli.stats.giving import Leaving
    from xcli.stats.span import View

app = single_app()

By = Annotated[
    list[str] | None,
    option(
        "--by",
        "--按",
        help=Text(
            "按字段分组（可写两次，成交叉表）；month 为按月",
            "group by a field, or twice for a cross table; month for months",
        ),
    ),
]
Against = Annotated[
    str | None,
    option(
        "--against",
        "--对比",
        help=Text("与谁比：last-month 上月、last-year 上年", "compare with last-month or last-year"),
    ),
]
Which = Annotated[
    list[str] | None,
    option(
        "--indicator",
        "--指标",
        help=Text("只要这些指标（编号、名称或其一部分）", "only these indicators (id, label or a part)"),
    ),
]
Cohort = Annotated[
    bool,
    option(
        "--cohort",
        "--跟踪",
        help=Text("跟踪本期受理的案件：分子分母都按受理日期", "follow the cases accepted in the period"),
    ),
]
Top = Annotated[
    int | None,
    option("--top", "--前", min=1, help=Text("只列前几组，其余合为一行", "only so many groups, the others in one row")),
]
Say = Annotated[bool, option("--say", "--播报", help=Text("给出可以照念的一句话", "print the sentence to read out"))]

Small = Annotated[
    bool,
    option(
        "--suppress-small",
        "--隐去小数",
        help=Text("对外用：小于 3 的数写作 <3", "for outsiders: counts below 3 are written <3"),
    ),
]

_AGAINST = {
    "last-month": "last-month",
    "上月": "last-month",
    "last-year": "last-year",
    "上年": "last-year",
    "去年": "last-year",
    "同期": "last-year",
}
_MONTHS = ("month", "月", "月份", "按月")


class UnknownComparison(Misuse):
    """There is nothing of this name to compare with."""

    sentence = Text(
        "--against 的“{word}”看不懂。可选：last-month（上月）、last-year（上年）。",
        "--against: choose last-month or last-year, not “{word}”.",
    )


class TooManyGroupings(Misuse):
    """More than two groupings."""

    sentence = Text("--by 最多写两次。", "Give --by at most twice.")


class NothingToList(Misuse):
    """Without groups there are none to list first."""

    sentence = Text(
        "--top 只列前几组，要与 --by 字段 同用（按月不算分组），如 --by category --top 5。",
        "--top lists the largest groups: give --by FIELD with it, such as --by category --top 5; months are no groups.",
    )


class SaidInFull(Misuse):
    """A sentence to read out cannot leave counts out."""

    sentence = Text(
        "--say 念的是完整的数，不能与 --suppress-small 同用。",
        "--say reads figures out in full; it does not go with --suppress-small.",
    )


class WhichLine(Misuse):
    """Conditions need a line."""

    sentence = Text("请写明业务：{known}。", "Name the line: {known}.")


@command(
    app,
    "stats",
    "统计",
    Text(
        "统计：不写期间为本月、本年累计和上年同期；可加列表的任何筛选条件，如 --category 邻里",
        "figures: without a period this month, the year to date and the same days of last year; "
        "takes every condition of list, such as --category",
    ),
    context_settings=OPEN_ENDED,
)
@with_period
def stats(
    words: Lines = None,
    *,
    want: Wanted,
    by: By = None,
    indicator: Which = None,
    against: Against = None,
    cohort: Cohort = False,
    as_of: AsOf = None,
    corrected: Corrected = False,
    top: Top = None,
    say: Say = False,
    suppress_small: Small = False,
    format: Format = None,
    force: Force = False,
) -> None:
    """Print figures."""
    values = {
        "by": by or [],
        "top": top,
        "indicator": indicator,
        "against": against,
        "cohort": cohort,
        "as_of": as_of,
        "corrected": corrected,
        "say": say,
        "small": suppress_small,
        "format": format,
        "force": force,
    }
    _answer(*words_and_filters(words or []), want, values)


def _answer(words: list[str], filters: list[str], want: Wanted, values: dict[str, Any]) -> None:
    from xcli.cli.corrected import as_reported, noted, remarks_of
    from xcli.cli.filters import read_filters
    from xcli.stats.query import Desk

    pages = _pages(words, filters, values)
    opened = ledger()
    then = moment_of(opened, values["as_of"])
    as_of = then.tx if then else None
    known = book(opened, as_of)
    if len(values["by"]) > 2:
        raise TooManyGroupings
    if values["top"] and all(word in _MONTHS for word in values["by"]):
        raise NothingToList
    if values["say"] and values["small"]:
        raise SaidInFull
    tables: list[Table] = []
    said: list[Text] = []
    bars: list[tuple[Text, int]] = []
    left: list[Leaving] = []
    with opened.reading() as conn:
        for page in pages:
            scope = read_filters(page, filters, known.lists)
            desk = Desk(conn, page, opened.bureau, scope, as_of, values["corrected"])
            question = as_reported(
                Question(desk, known, values, want, _view(want, values, first_day(known, page)), left)
            )
            if values["say"]:
                said.append(_sentence(question))
            else:
                tables += noted(
                    list(_tables(question, bars)), (known_then(then) or remarks_of(question.desk, question.view.spans))
                )
    for sentence in said:
        output.say(sentence)
    _deliver(tables, want, values, opened, left)
    if (
        bars
        and not values["small"]
        and output.console_width()
        and destination.for_screen(values["format"], want.file)
    ):
        delivery.show_bars(bars)


def _pages(words: list[str], filters: list[str], values: dict[str, Any]) -> "list[type[Line]]":
    from xcli.domain.pages import lines
    from xcli.stats.catalogue import line_named

    if words:
        return [line_named(word) for word in words]
    known = list(lines().values())
    if len(known) > 1 and (filters or values["by"] or values["indicator"]):
        raise WhichLine(known="、".join(page.name for page in known))
    return known


def _view(want: Wanted, values: dict[str, Any], first: int) -> "View":
    from xcli.domain.day import today
    from xcli.domain.period import month_of, year
    from xcli.stats.span import Asked, beside, phone_call

    asked, against = want.asked(first), values["against"]
    if against and against not in _AGAINST:
        raise UnknownComparison(word=against)
    if asked is None and values["by"]:
        asked = Asked("year", year("今年", first))
    elif asked is None and against:
        asked = Asked("month", month_of(today(), first))
    if asked is None:
        return phone_call(today(), first)
    return beside(asked, today(), first, _AGAINST[against] if against else None)  # type: ignore[arg-type]


def _sentence(question: Question) -> Text:
    from xcli.stats.say import sentence
    from xcli.stats.table import answer

    found = answer(question.desk, question.indicators(), question.view.spans, cohort=question.cohort)
    return sentence(found, question.view, question.rounding)


def _tables(question: Question, bars: list[tuple[Text, int]]) -> "Iterator[Table]":
    from xcli.cli.grouping import crossed, grouped, monthly
    from xcli.stats.axis import axis_named

    axes = [None if word in _MONTHS else axis_named(question.page, word) for word in question.values["by"]]
    if not axes:
        yield _overview(question)
    elif len(axes) == 2:
        yield from crossed(question, axes)
    elif axes[0] is None:
        yield monthly(question, bars)
    else:
        yield grouped(question, axes[0])


def _overview(question: Question) -> "Table":
    from dataclasses import replace

    from xcli.cli.corrected import entry_lag
    from xcli.domain.page import Case
    from xcli.report.figures import long_form, overview
    from xcli.stats.table import answer, balance
    from xcli.stats.told import entered

    whole = question.wanted.asked() is not None
    indicators = question.indicators(all_of_them=whole)
    told = {} if question.cohort else entered(question.desk)
    found = answer(question.desk, indicators, question.view.spans, cohort=question.cohort, entered=told)
    left = 0
    if not (question.for_programs or question.page.docket.runs or question.values["indicator"]):
        found, left = found.met(question.view.spans)
    question.leave(found, question.view.spans)
    if question.for_programs:
        return long_form(question.page.name, [(found, span, (), ()) for span in question.view.spans], question.rounding)
    title = question.title(Text("统计", ": figures"), found.indicators)
    shown = destination.for_screen(question.values["format"], question.wanted.file)
    table = overview(found, question.view, title, question.rounding, on_screen=shown)
    if left:
        nought = Text(f"另有 {left} 项各期均为 0", f"and {left} that are 0 throughout")
        return replace(table, notes=(*table.notes, nought))
    if question.cohort or not issubclass(question.page, Case):
        return table
    line = balance(question.desk, question.period).text(question.page.docket.noun)
    return replace(table, notes=(*table.notes, line, *entry_lag(question)))


def _deliver(
    tables: "Sequence[Table]", want: Wanted, values: dict[str, Any], opened: "Ledger", left: "list[Leaving]"
) -> None:
    if values["small"]:
        from xcli.report.small import SMALL, without_small

        left = [one for one in left if not 0 < one.figure.numerator < SMALL]
        tables = [without_small(table) for table in tables]
    if is_for_programs(want, values):
        from xcli.cli.corrected import joined

        tables = joined(tables)
    if want.leaves and tables:
        from xcli.cli.leaving import note_given

        written = delivery.write_tables(tables, str(want.file), values["format"], force=values["force"])
        note_given(opened, left, written)
        return
    for number, table in enumerate(tables):
        if number:
            output.say("")
        delivery.show_table(table, values["format"])
