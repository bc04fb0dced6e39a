"""`report compare`: the figures of a printed text beside those of the ledger."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

from xcli.cli import delivery, destination, output
from xcli.cli.command import command, single_app
from xcli.cli.leaving import note_given
from xcli.cli.options import Force, Format, argument, option
from xcli.cli.scope import Wanted, first_day, rounding, with_period
from xcli.cli.session import book, clerk, ledger
from xcli.errors import CheckFailed, Misuse
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.domain.period import Period
    from xcli.ledger.book import Book
    from xcli.ledger.ledger import Ledger
    from xcli.report.compare import Match, Status
    from xcli.report.table import Table
    from xcli.stats.giving import Leaving
    from xcli.stats.table import Figure

app = single_app()

_KEY = "report.map."
CERTAIN = 100
_NARROW = 6
_OPEN = Text("{label}：印的是 {shown}，台账的记录见 {asked}", "{label}: printed {shown}; the records: {asked}")
File = Annotated[
    str, argument(Text("文件", "FILE"), Text("报告：.txt、.md、.docx、.html", "the report: .txt, .md, .docx, .html"))
]
Map = Annotated[
    list[str] | None,
    option(
        "--map",
        "--对应",
        metavar="WORDS=ID",
        help=Text(
            "更正对应：调解结案率=recon.mediation_rate；=- 表示没有；记住",
            "correct a match: WORDS=ID, or WORDS=-; remembered",
        ),
    ),
]


class BadMap(Misuse):
    """A correction is not written as words and an indicator."""

    sentence = Text(
        "--map “{given}”写法不对：应为 文中的词=指标编号，没有对应指标写 =-。",
        "--map “{given}” is not right: write WORDS=ID, or WORDS=- for none.",
    )


class FiguresDiffer(CheckFailed):
    """Printed figures are not those of the ledger."""

    sentence = Text("有 {count} 个数字与台账不同。", "{count} figures are not those of the ledger.")


@command(
    app,
    "compare",
    "对照",
    Text(
        "报告里的数字与台账逐个对照：相同、约数属实、不同、无此指标",
        "the figures of a report beside those of the ledger: equal, hedged and true, differs, no such indicator",
    ),
)
@with_period
def compare(
    file: File,
    *,
    want: Wanted,
    map: Map = None,
    format: Format = None,
    force: Force = False,
) -> None:
    """Compare a report with the ledger."""
    from xcli.report.compare import matched, printed_in
    from xcli.report.lint.document import read_document

    corrections = dict(_correction(given) for given in map or ())
    document = read_document(file)
    opened = ledger()
    if corrections:
        _remember(opened, corrections)
    known = book(opened)
    remembered = {key.removeprefix(_KEY): value for key, value in known.settings.items() if key.startswith(_KEY)}
    matches = matched(list(printed_in(document)), remembered)
    left: list[Leaving] = []
    rows = _compared(opened, known, matches, want.asked(1), left)
    on_screen = destination.for_screen(format, want.file)
    table = (_screen if on_screen else _table)(rows, known)
    written = delivery.show_table(table, format, want.file, force=force, inputs=[file])
    if written:
        note_given(opened, left, written)
    _tell(rows, " ".join(f"--{name} {value}" for name, value in want.period.items() if value))


def _correction(given: str) -> tuple[str, str]:
    from xcli.domain.clean import fold
    from xcli.report.compare import NOBODY
    from xcli.stats.catalogue import find_indicator

    words, sign, name = given.partition("=")
    if not sign or not words.strip() or not name.strip():
        raise BadMap(given=given)
    return fold(words), NOBODY if name.strip() == NOBODY else find_indicator(name.strip()).id


def _remember(opened: "Ledger", corrections: dict[str, str]) -> None:
    from xcli.domain.keeping import Setting
    from xcli.intake.keeping import put
    from xcli.ledger.journal import Act

    for words, indicator in corrections.items():
        content = {"key": f"{_KEY}{words}", "value": indicator}
        put(opened, Setting, content, ("key",), Act(clerk(), "report compare --map"))


Row = tuple["Match", "Status", "Figure | None"]


def _compared(
    opened: "Ledger", known: "Book", matches: "list[Match]", asked: Any, left: "list[Leaving]"
) -> list[Row]:
    """Compute what the matched indicators are in the ledger, each line in one pass, and compare."""
    from xcli.domain.indicator import of_period
    from xcli.domain.pages import lines
    from xcli.report.compare import status
    from xcli.stats.giving import leaving
    from xcli.stats.query import Desk
    from xcli.stats.table import answer

    figures: dict[str, Figure] = {}
    with opened.reading() as conn:
        for page in lines().values():
            ids = {match.indicator.id for match in matches if match.indicator}
            named = [one for one in page.counted(known.lists) if one.id in ids]
            if named:
                period = _period(asked, first_day(known, page))
                chosen = [of_period(one, known.settings, period) for one in named]
                found = answer(Desk(conn, page, opened.bureau), chosen, [period])
                left += leaving(found, [period], first_day(known, page))
                figures |= {one.id: found.figure(one, period) for one in chosen}
    rows: list[Row] = []
    for match in matches:
        ours = figures.get(match.indicator.id) if match.indicator else None
        if ours is None:
            rows.append((match, "none", None))
        else:
            rows.append((match, status(match.printed.figure, ours.indicator, ours.numerator, ours.denominator), ours))
    return rows


def _period(asked: Any, first: int) -> "Period":
    from xcli.domain.day import today
    from xcli.domain.period import year_to_date

    return asked.cut(today()) if asked else year_to_date(today(), first)


def _screen(rows: list[Row], known: "Book") -> "Table":
    """Return the comparison as narrow as a console: how sure a match is stands with its result."""
    from xcli.report.compare import STATUSES
    from xcli.report.table import Column

    whole = _table(rows, known)
    columns = [
        Column("words", Text("文中", "words")),
        Column("printed", Text("印数", "printed"), right=True),
        Column("ledger", Text("台账", "ledger"), "figure"),
        Column("status", Text("结果", "result")),
        Column("indicator", Text("指标", "indicator")),
    ]
    cells = []
    for (match, status, _), row in zip(rows, whole.rows, strict=True):
        sure = f" {match.confidence}%" if match.indicator and match.confidence < CERTAIN else ""
        told = Text(f"{STATUSES[status].zh}{sure}", f"{STATUSES[status].en}{sure}")
        cells.append((match.printed.phrase[-_NARROW:], row[2], row[3], told, row[5]))
    return replace(whole, columns=columns, rows=cells)


def _table(rows: list[Row], known: "Book") -> "Table":
    from xcli.report.compare import STATUSES
    from xcli.report.figures import cell
    from xcli.report.table import Column, Table

    how = rounding(known)
    columns = [
        Column("paragraph", Text("段", "par."), "whole"),
        Column("words", Text("文中", "words")),
        Column("printed", Text("印数", "printed"), right=True),
        Column("ledger", Text("台账", "ledger"), "figure"),
        Column("status", Text("结果", "result")),
        Column("indicator", Text("指标", "indicator")),
        Column("confidence", Text("把握%", "sure %"), "whole"),
    ]
    cells = [
        (
            match.printed.paragraph,
            match.printed.phrase[-16:],
            match.printed.figure.shown,
            cell(ours, how) if ours else None,
            STATUSES[status],
            match.indicator.id if match.indicator else "",
            match.confidence if match.indicator else None,
        )
        for match, status, ours in rows
    ]
    return Table(Text("报告与台账对照", "The report beside the ledger"), columns, cells, rounding=how)


def _tell(rows: list[Row], period: str) -> None:
    """Say how to open each figure that differs."""
    differ = [match for match, status, _ in rows if status == "differs"]
    for match in differ[:12]:
        if match.indicator:
            shown, asked = match.printed.figure.shown, f"xcli why {match.indicator.id} {period}".rstrip()
            output.note(_OPEN.fill(label=match.indicator.label, shown=shown, asked=asked))
    if differ:
        raise FiguresDiffer(count=len(differ))
