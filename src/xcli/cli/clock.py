"""`clock`: every time limit of a case - where it starts, when it runs out, how it stands, by which article."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from xcli.cli import delivery, destination, output
from xcli.cli.command import command, single_app
from xcli.cli.options import Force, Format, To, argument, option
from xcli.cli.reference import SeveralCases
from xcli.cli.session import book, ledger
from xcli.domain.day import today
from xcli.errors import NotFound
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.domain.page import Line as Page
    from xcli.domain.reckoning import Reckoning, Run
    from xcli.ledger.ledger import Ledger
    from xcli.ledger.record import Record
    from xcli.report.table import Table

app = single_app()
Named = Annotated[
    str,
    argument(
        Text("案号", "CASE"),
        Text("12（今年第 12 号）、2024-12、完整案号或其中一段", "12 (this year's), 2024-12, or a part"),
    ),
]
Line = Annotated[
    str | None, option("--line", "--业务", help=Text("哪种业务，如 recon 行政复议", "the line of work, such as recon"))
]
Explain = Annotated[
    bool, option("--explain", "--说明", help=Text("逐项说明怎样计算", "tell how each of them is counted"))
]
COLUMNS = (
    ("clock", Text("期限", "time limit")),
    ("start", Text("起算", "from")),
    ("length", Text("期间", "length")),
    ("due", Text("到期", "due")),
    ("standing", Text("现状", "now")),
    ("law", Text("依据", "law")),
)


class NoSuchCase(NotFound):
    """No case of any line is called so."""

    sentence = Text(
        "没有案号“{said}”。查找：xcli find {said}", "No case is called “{said}”. Look for it: xcli find {said}"
    )


@command(
    app,
    "clock",
    "时限",
    Text("一件案件的各项法定期限：起算、到期、依据", "the time limits of a case: start, due day, article"),
)
def clock(
    case: Named, line: Line = None, *, explain: Explain = False, format: Format = None, to: To = None,
    force: Force = False,
) -> None:  # fmt: skip
    """Show the clocks of a case."""
    opened = ledger()
    by = book(opened).reckoning
    record = _the_case(opened, case, line)
    screen = destination.for_screen(format, to)
    table = _table(record, by, screen=screen)
    if screen and not table.rows:
        output.say(_none(record))
    elif explain and screen:
        _explain(record, by)
    else:
        delivery.show_table(table, format, to, force=force)


def _none(record: "Record") -> Text:
    page: type[Page] = record.page  # type: ignore[assignment]
    if not page.clocks:
        return Text(f"{page.label.zh}没有法定期限。", f"The law sets no time limits for {page.label.en}.")
    return Text(f"{record.title} 没有在计算的法定期限。", f"No time limits run for {record.title}.")


def _the_case(opened: "Ledger", said: str, line: str | None) -> "Record":
    """Return the one case that is meant, of a line or of all of them."""
    from xcli.cli.reference import the_case
    from xcli.domain.pages import lines
    from xcli.ledger.naming import seek
    from xcli.stats.catalogue import line_named

    if line is not None:
        return the_case(opened, line_named(line), said)
    with opened.reading() as conn:
        found = [(p, r) for p in lines().values() for r in seek(conn, p, opened.bureau, said, today().year)]
    if len(found) > 1:
        named = "、".join(f"{record.title}（{page.name}）" for page, record in found[:8])
        raise SeveralCases(said=said, named=named)
    if not found:
        raise NoSuchCase(said=said)
    return found[0][1]


def _table(record: "Record", by: "Reckoning", *, screen: bool) -> "Table":
    from xcli.domain.law import Law
    from xcli.report.table import Column, Table
    from xcli.stats.clocks import Watch
    from xcli.stats.explain import due_day, standing

    page: type[Page] = record.page  # type: ignore[assignment]
    watch, now = Watch(page, by), today()
    cited = Law.brief if screen else Law.cite
    rows: list[list[Any]] = [
        [_label(run), run.start, run.clock.spoken_length(), due_day(run), standing(run, now), cited(run.clock.law)]
        for run in _begun(watch.runs(record.content))
    ]
    for waiting in watch.awaited(record.content):
        lacks = Text(f"未起算：缺{waiting.starts.label.zh}", f"not begun: no “{waiting.starts.label.en}”")
        rows.append([waiting.label, None, waiting.spoken_length(), None, lacks, cited(waiting.law)])
    title = Text(f"{page.label.zh} {record.title} 的期限，{now}", f"{page.label.en} {record.title}: limits on {now}")
    columns = [Column(k, label, "day" if k == "start" else "text", firm=k == "due") for k, label in COLUMNS]
    return Table(title, columns, rows, notes=tuple(remarks(watch.runs(record.content), by)))


def _begun(runs: "Iterator[Run]") -> "Iterator[Run]":
    """Yield the clocks that run or wait to; one that begins when another has run out unheeded may never do so."""
    return (run for run in runs if not (run.clock.after and run.state(today()) == "waiting"))


def _label(run: "Run") -> Text:
    nth = f" {run.n}" if run.n else ""
    return Text(f"{run.clock.label.zh}{nth}", f"{run.clock.label.en}{nth}")


def remarks(runs: "Iterator[Run]", by: "Reckoning") -> Iterator[Text]:
    """Yield what must be said below due days: which years are not announced."""
    from xcli.stats.explain import unannounced

    yield from dict.fromkeys(unannounced(run, by.calendar) for run in runs if run.provisional)


def _explain(record: "Record", by: "Reckoning") -> None:
    from xcli.stats.clocks import Watch
    from xcli.stats.explain import explain, outlook

    page: type[Page] = record.page  # type: ignore[assignment]
    for run in _begun(Watch(page, by).runs(record.content)):
        label, law, told = _label(run), run.clock.law.cite(), outlook(run, today())
        output.prose(Text(f"{label.zh}：{told.zh}  {law.zh}", f"{label.en}: {told.en}  {law.en}"))
        for text in explain(run, _merged(record, run), by):
            output.prose(text, indent=2)


def _merged(record: "Record", run: "Run") -> dict[str, Any]:
    """Return the content with that of the part that a clock runs on."""
    content: dict[str, Any] = record.content
    return content | (content[run.clock.of.name][run.n - 1] if run.clock.of else {})
