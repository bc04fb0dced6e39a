"""`xcli diff`: why two figures differ - causes that add up exactly, each with its records."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from xcli.cli import delivery, destination
from xcli.cli.command import command, single_app
from xcli.cli.differing import Compared, for_programs, print_difference
from xcli.cli.options import Force, Format, To, argument, option
from xcli.cli.scope import OPEN_ENDED, first_day, words_and_filters
from xcli.cli.session import ledger
from xcli.errors import Conflict, Misuse
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.domain.indicator import Indicator
    from xcli.domain.page import Line
    from xcli.domain.period import Period
    from xcli.domain.predicate import Predicate
    from xcli.ledger.book import Book
    from xcli.ledger.moment import Moment
    from xcli.stats.difference import Point

app = single_app()
LISTED = 10
REPORTED = frozenset({"reported", "上报"})

Words = Annotated[
    list[str] | None,
    argument(
        Text("指标 期间", "FIGURE PERIOD"),
        Text(
            "指标和期间，如 dispute.settled 2024-05；两个期间就比两期；"
            "写在脚本里：dispute.settled/2024-05@12 dispute.settled/2024-05@now",
            "an indicator and a period, such as dispute.settled 2024-05; two periods are compared; "
            "in scripts: dispute.settled/2024-05@12 dispute.settled/2024-05@now",
        ),
    ),
]
Reported = Annotated[bool, option("--reported", "--上报", help=Text("上报时的数字", "the figure as it was reported"))]
Now = Annotated[bool, option("--now", "--现在", help=Text("现在的数字", "the figure as of now"))]
Moments = Annotated[
    list[str] | None,
    option(
        "--as-of",
        "--当时",
        metavar="ENTRY|TIME",
        help=Text("第几笔或某时的数字；可写两次", "the figure as of an entry or a time; may be given twice"),
    ),
]
Offices = Annotated[
    list[str] | None,
    option(
        "--office", "--机构", help=Text("哪个机构；写两次就比两个机构", "one office; given twice, the two are compared")
    ),
]
Versions = Annotated[
    list[int] | None,
    option(
        "--version",
        "--口径",
        help=Text("口径第几版；写两次就比两版", "a version of the definition; twice compares two"),
    ),
]
Limit = Annotated[
    int, option("--limit", "--条数", min=1, help=Text("每种原因最多列几件", "how many to list of a cause"))
]


class NothingToCompare(Misuse):
    """Only one figure was named."""

    sentence = Text(
        "要比哪两个数？例如：xcli diff 调处成功 2024-05 --reported --now，或写两个期间、两次 --as-of、两次 --office。",
        "Which two figures? For instance: xcli diff settled 2024-05 --reported --now, or two periods, "
        "--as-of twice, --office twice.",
    )


class TooMany(Misuse):
    """More than two figures were named."""

    sentence = Text(
        "一次只能比两个数，{what}多写了。", "Two figures are compared at a time; there are too many {what}."
    )


class TwoIndicators(Misuse):
    """Two different indicators."""

    sentence = Text(
        "“{one}”和“{other}”是两个指标，差异没有共同的记录可分。",
        "“{one}” and “{other}” are two indicators; their difference has no records in common.",
    )


class NoSuchVersion(Misuse):
    """The definition has no such version."""

    sentence = Text(
        "“{label}”没有口径第 {version} 版。现有：{known}。", "“{label}” has no version {version}. There is: {known}."
    )


class NeverReported(Conflict):
    """The month was never closed."""

    sentence = Text(
        "{line} {period}没有结账，没有上报数。结账：xcli period close。",
        "{line}, {period} was never closed; nothing was reported. Close it: xcli period close.",
    )


@dataclass(frozen=True)
class Side:
    """One of the two figures as it was named."""

    indicator: str
    period: str | None
    moment: str
    office: str | None
    version: int | None


@command(
    app,
    "diff",
    "差异",
    Text(
        "两个数为什么不同：差异按原因分清，逐件列出，合计等于相差",
        "why two figures differ: the difference split into causes that add up exactly, each with its records",
    ),
    context_settings=OPEN_ENDED,
)
def diff(
    words: Words = None,
    *,
    reported: Reported = False,
    now: Now = False,
    as_of: Moments = None,
    office: Offices = None,
    version: Versions = None,
    limit: Limit = LISTED,
    format: Format = None,
    to: To = None,
    force: Force = False,
) -> None:
    """Compare two figures."""
    named, filters = words_and_filters(words or [])
    moments = [*(["reported"] if reported else []), *(as_of or []), *(["now"] if now else [])]
    sides = _sides(named, moments, office or [], version or [])
    opened = ledger()
    with opened.reading() as conn:
        found = _compared(conn, opened.bureau, sides, filters)
    if not destination.for_screen(format, to):
        delivery.show_table(for_programs(found), format, to, force=force)
        return
    print_difference(found, limit)


def _sides(words: Sequence[str], moments: list[str], offices: list[str], versions: list[int]) -> tuple[Side, Side]:
    names: list[str] = []
    periods: list[str] = []
    marked: list[str] = []
    for word in words:
        name, at, moment = word.partition("@")
        name, slash, period = name.partition("/")
        marked += [moment] if at else []
        if slash:
            names, periods = [*names, name], [*periods, period]
        elif _is_period(name):
            periods.append(name)
        else:
            names.append(name)
    if not names:
        raise NothingToCompare
    joined = names if marked else [" ".join(names)]
    asked = marked or moments
    asked = [*asked, "now"] if asked in (["reported"], [asked[0]] if asked else []) and asked[:1] != ["now"] else asked
    lists = {"indicator": joined, "period": list(dict.fromkeys(periods)), "moment": asked, "office": offices}
    _refuse_many(lists | {"version": versions})
    if max(len(set(map(str, some))) for some in (lists["period"], asked, offices, versions)) < 2:
        raise NothingToCompare
    return tuple(  # type: ignore[return-value]
        Side(
            joined[at],
            periods[at] if periods else None,
            asked[at] if asked else "now",
            offices[at] if offices else None,
            versions[at] if versions else None,
        )
        for at in (0, -1)
    )


def _refuse_many(lists: dict[str, Any]) -> None:
    words = {
        "indicator": Text("指标", "indicators"),
        "period": Text("期间", "periods"),
        "moment": Text("时点", "moments"),
        "office": Text("机构", "offices"),
        "version": Text("口径版本", "versions"),
    }
    for name, given in lists.items():
        if len(given) > 2:
            raise TooMany(what=words[name])


def _is_period(word: str) -> bool:
    from xcli.stats.span import named_period

    return named_period(word) is not None


def _compared(conn: Any, bureau: str, sides: tuple[Side, Side], filters: list[str]) -> Compared:
    from xcli.ledger.book import read_book
    from xcli.stats.catalogue import find_indicator, page_of
    from xcli.stats.difference import between, records_of
    from xcli.stats.query import Desk

    known = read_book(conn, bureau)
    first, second = (find_indicator(side.indicator, lists=known.lists) for side in sides)
    if first.id != second.id:
        raise TwoIndicators(one=first.label, other=second.label)
    page = page_of(first)
    asked = [_point(conn, bureau, page, known, side, filters) for side in sides]
    desk = Desk(conn, page, bureau)
    points = (asked[0][0], asked[1][0])
    splits = between(desk, *points)
    titles, acts = records_of(desk, splits)
    moments = (asked[0][1], asked[1][1])
    return Compared(desk, known, points[0].indicator, splits, titles, acts, points, moments)


def _point(
    conn: Any, bureau: str, page: "type[Line]", known: "Book", side: Side, filters: list[str]
) -> "tuple[Point, Moment]":
    from xcli.cli.filters import read_filters
    from xcli.domain.indicator import in_force
    from xcli.domain.predicate import every
    from xcli.ledger.book import read_book
    from xcli.ledger.moment import moment
    from xcli.stats.catalogue import find_indicator
    from xcli.stats.difference import Point

    period = _period(known, page, side.period)
    said = str(_closing(conn, bureau, page, period)) if side.moment in REPORTED else side.moment
    at = moment(conn, bureau, said)
    then = read_book(conn, bureau, at.tx)
    indicator = _version(
        in_force(find_indicator(side.indicator, lists=then.lists), then.settings), side.version, period
    )
    office = ["--office", side.office] if side.office else []
    scope: Predicate = every([read_filters(page, [*office, *filters], known.lists)])
    return Point(indicator, period, scope, at.tx), at


def _period(known: "Book", page: "type[Line]", said: str | None) -> "Period":
    from xcli.domain.day import today
    from xcli.domain.period import year_to_date
    from xcli.stats.span import named_period

    first = first_day(known, page)
    found = named_period(said, first) if said else None
    return found.until(today()) if found else year_to_date(today(), first)


def _closing(conn: Any, bureau: str, page: "type[Line]", period: "Period") -> int:
    from xcli.ledger.closing import closed_months

    for month in closed_months(conn, bureau, page.name):
        if month.period == period:
            return month.tx
    raise NeverReported(line=page.label, period=period.label())


def _version(indicator: "Indicator", wanted: int | None, period: "Period") -> "Indicator":
    from xcli.domain.indicator import across, versions

    if wanted is None:
        return across(indicator, [period])[-1]
    known = {version.version: version for version in versions(indicator)}
    if wanted not in known:
        raise NoSuchVersion(label=indicator.label, version=wanted, known="、".join(map(str, known)))
    return known[wanted]
