"""Reports put together from figures: the annual report and the month's form, before they have a format."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from xcli.domain import section as sections
from xcli.domain.indicator import Indicator
from xcli.domain.lists import Lists
from xcli.domain.page import Line
from xcli.domain.period import Period
from xcli.ledger.newest import Newest
from xcli.report.charts import charts
from xcli.report.filling import values_of
from xcli.report.layout import Block, Cell, Definition, Document, Facts, Grid, Heading, Passage, Piece, Signature
from xcli.report.table import Column
from xcli.report.tables import LINE, explanations, meanings, printed, side_by_side, words
from xcli.report.telling import Manner, begun, is_nothing, key_of, said, story
from xcli.stats.rules import Check, Failure
from xcli.stats.survey import Account, section_of
from xcli.text import Text, language


@dataclass(frozen=True)
class Frame:
    """What a report is about: its figures, whose they are, of which period, as of which entry.

    `then` is what must be said of figures that are those of an earlier day.
    """

    lines: Sequence[Account]
    lists: Lists
    manner: Manner
    bureau: str
    whole: Period
    until: date
    newest: Newest
    clerk: str
    today: date
    listings: Sequence[Grid] = ()
    definitions: Sequence[Definition] = ()
    for_template: bool = False
    then: Sequence[Text] = ()

    @property
    def speaking(self) -> Sequence[Account]:
        """Return the lines of work that have anything to tell."""
        return [line for line in self.lines if any(_tells(line, i) for i in line.answer.indicators)]

    @property
    def period(self) -> Period:
        """Return the period as far as it is counted."""
        return self.whole.until(self.until)

    @property
    def cut_off(self) -> date:
        """Return the last day that is counted."""
        return self.period.last


def annual(frame: Frame) -> Document:
    """Return the annual report: sections in the order of the bureau's work, then problems, plans and meanings."""
    year = frame.period.label()
    title = Text(f"{year.zh}工作统计报告", f"Report of {year.en}: the year's work in figures")
    blocks = [*_numbered(_sections(frame))]
    return _document(frame, title, [*blocks, *_appendix(frame)])


def monthly(frame: Frame) -> Document:
    """Return the month's form, as it is signed."""
    month = frame.whole.label()
    title = Text(f"{month.zh}工作统计月报表", f"Monthly return of {month.en}")
    return _document(frame, title, [_form(frame), Facts(_foot(frame)), *_annex(frame)])


def _document(frame: Frame, title: Text, blocks: Sequence[Block]) -> Document:
    newest, period = frame.newest, frame.period.label()
    then = Text("　当时的数字", " · as known then") if frame.then else Text("", "")
    running = Text(
        f"统计期间：{period.zh}　数据截至：{frame.cut_off}{then.zh}　第 {newest.tx} 笔　校验码 {newest.code}",
        f"Period: {period.en} · up to {frame.cut_off}{then.en} · entry {newest.tx} · check code {newest.code}",
    )
    summary = Text(
        f"统计期间 {period.zh}；数据截至 {frame.cut_off}；台账第 {newest.tx} 笔，校验码 {newest.code}",
        f"Period {period.en}; counted up to {frame.cut_off}; entry {newest.tx} of the ledger, check code {newest.code}",
    )
    return Document(
        str(title),
        frame.bureau,
        str(running),
        (str(summary), *map(str, frame.then)),
        tuple(blocks),
        Signature(key_of(frame.period), newest.tx, newest.code),
        tuple(frame.definitions),
        language(),
        placeholders(frame) if frame.for_template else {},
    )


def placeholders(frame: Frame) -> dict[str, Piece]:
    """Return what a template of the bureau may ask for."""
    about: dict[str, Piece] = {
        "bureau": frame.bureau,
        "period": str(frame.period.label()),
        "year": str(frame.cut_off.year),
        "cut_off": str(frame.cut_off),
        "today": str(frame.today),
        "clerk": frame.clerk,
        "entry": str(frame.newest.tx),
        "check_code": frame.newest.code,
    }
    return about | values_of(frame.lines, frame.manner)


Part = tuple[str, list[Block]]


def _sections(frame: Frame) -> Iterator[Part]:
    """Yield each section that has anything to tell, then the lists of what was found and promised."""
    named = {section_of(line.page, i) for line in frame.lines for i in line.answer.indicators}
    for name in sorted(named, key=sections.place):
        blocks = [block for line in frame.lines for block in _told_in(frame, line, name)]
        if blocks:
            yield str(sections.heading(name)), blocks
    for grid in frame.listings:
        yield grid.name, [grid]


def _numbered(parts: Iterator[Part]) -> Iterator[Block]:
    """Yield sections and lines with their numbers: 一、 and （一）."""
    for number, (title, blocks) in enumerate(parts, 1):
        yield Heading(1, f"{numeral(number)}{Text('、', '. ')}{title}")
        inner = 0
        for block in blocks:
            if isinstance(block, Heading):
                inner += 1
                mark = Text(f"（{numeral(inner)}）", f"({inner}) ")
                yield Heading(block.level, f"{mark}{block.text}")
            else:
                yield block


_NUMERALS = "一二三四五六七八九十"


def numeral(number: int) -> str:
    """Return a number as headings count: 一, 十一; plain digits in English."""
    if language() == "en" or number > 19:
        return str(number)
    return _NUMERALS[number - 1] if number <= 10 else "十" + _NUMERALS[number - 11]


def _told_in(frame: Frame, line: Account, name: str) -> Iterator[Block]:
    """Yield what a line of work tells in a section; only in its own it tells its story."""
    own = line.page.section == name
    chosen = [i for i in line.answer.indicators if section_of(line.page, i) == name]
    shown = printed(line, chosen)
    if not shown or not any(_tells(line, indicator) for indicator in shown):
        return
    yield Heading(2, begun(str(line.page.label)))
    yield from (story(line, frame.manner) if own and line.page.story else _listed(line, shown, frame.manner))
    yield side_by_side(line, shown, frame.manner.rounding)
    if own:
        yield from charts(line, frame.lists)


def _tells(line: Account, indicator: Indicator) -> bool:
    return any(line.answer.figure(indicator, span).numerator for span in line.view.spans)


def _listed(line: Account, indicators: Sequence[Indicator], manner: Manner) -> Iterator[Passage]:
    """Yield one sentence with the first figures that have anything to tell; the table has them all."""
    figures = (line.answer.figure(indicator, line.view.main) for indicator in indicators)
    pieces: list[Piece] = []
    for figure in islice((one for one in figures if not is_nothing(one)), _LISTED):
        before = str(_before(figure.indicator))
        pieces += [str(Text("、", ", ")), before] if pieces else [begun(before)]
        pieces.append(said(figure, manner))
    if pieces:
        yield Passage((*pieces, str(Text("。", "."))))


_LISTED = 15


def _before(indicator: Indicator) -> Text:
    return Text(indicator.label.zh, f"{indicator.label.en} ")


def _appendix(frame: Frame) -> Iterator[Block]:
    yield Heading(
        1, str(Text("附表　各项数字的口径和依据", "Appendix: what each figure means and where it is laid down"))
    )
    yield meanings(frame.speaking, frame.manner.rounding, Text("口径和依据", "Meanings"))
    yield from _annex(frame)
    yield Facts(_foot(frame))


def _annex(frame: Frame) -> Iterator[Grid]:
    """Yield what was explained of the checks, if anything was."""
    told = [one for line in frame.lines for one in line.checked.explained]
    if told:
        yield explanations(told, frame.today)


def _form(frame: Frame) -> Grid:
    """Return the figures of all lines in one table."""
    grids = [
        side_by_side(line, shown, frame.manner.rounding, aims=False)
        for line in frame.speaking
        if (shown := printed(line, line.answer.indicators))
    ]
    rows = [row for grid in grids for row in _under(grid)]
    notes = [note for grid in grids for note in grid.notes]
    columns = [Column("line", LINE), *(grids[0].columns if grids else ())]
    return Grid(str(Text("工作统计月报表", "Monthly return")), "", columns, rows, notes, frame.manner.rounding)


def _under(grid: Grid) -> Iterator[list[Cell]]:
    """Yield the rows of a line, the first of them with its name."""
    for number, row in enumerate(grid.rows):
        yield [words(grid.name if number == 0 else ""), *row]


_BLANK = ""


def _foot(frame: Frame) -> tuple[tuple[str, str], ...]:
    """Return the foot of what is signed."""
    pairs = (
        (Text("填报单位", "reporting body"), frame.bureau),
        (Text("单位负责人", "head of the body"), _BLANK),
        (Text("统计负责人", "head of statistics"), _BLANK),
        (Text("填表人", "filled in by"), frame.clerk or _BLANK),
        (Text("报出日期", "day of reporting"), str(frame.today)),
        (Text("核对", "checks"), str(_checks(frame))),
        (Text("台账", "ledger"), str(Text(f"第 {frame.newest.tx} 笔", f"entry {frame.newest.tx}"))),
        (Text("校验码", "check code"), frame.newest.code),
    )
    return tuple((str(label), value) for label, value in pairs)


def _checks(frame: Frame) -> Text:
    """Return how many checks passed, which did not, and how many were explained in the annex."""
    tried = sum(line.checked.tried for line in frame.lines)
    found = {(line.page, failure.check): failure for line in frame.lines for failure in line.checked.failures}
    told = sum(len(line.checked.explained) for line in frame.lines)
    passed = Text(f"{tried} 条核对规则全部相符", f"all {tried} checks passed")
    if found:
        left = tried - len(found)
        passed = Text(f"{tried} 条核对规则，相符 {left} 条", f"{left} of {tried} checks passed")
    annex = Text(f"；说明 {told} 条，见“核对说明”", f"; {told} explained, see the annex") if told else Text("", "")
    failing = [
        _failing(word, [_named(*which) for which, failure in found.items() if _kind_of(failure) == kind])
        for kind, word in _FAILING.items()
    ]
    return Text("".join(t.zh for t in (passed, *failing, annex)), "".join(t.en for t in (passed, *failing, annex)))


_FAILING = {
    "hard": Text("不符", "failed"),
    "soft": Text("提示未说明", "not explained"),
    "waived": Text("已说明", "waived"),
}


def _named(page: type[Line], check: Check) -> Text:
    return Text(f"{page.label.zh}：{check.label.zh}", f"{page.label.en}: {check.label.en}")


def _kind_of(failure: Failure) -> str:
    return "waived" if failure.waived else failure.check.weight


def _failing(word: Text, labels: Sequence[Text]) -> Text:
    if not labels:
        return Text("", "")
    zh, en = "、".join(t.zh for t in labels), "; ".join(t.en for t in labels)
    return Text(f"，{word.zh} {len(labels)} 条（{zh}）", f", {len(labels)} {word.en} ({en})")
