"""What a round found, told to the departments: one document for all, one for each of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from xcli.domain.audit.results import Results
from xcli.domain.figure import Rounding
from xcli.domain.pages.audit import GRADE
from xcli.domain.score import show_score
from xcli.report.audit.rectify import rectify_table
from xcli.report.audit.results import defects as defects_table
from xcli.report.audit.results import departments, sentences
from xcli.report.layout import Block, Cell, Chart, Document, Grid, Heading, Passage, Series, Signature
from xcli.report.table import Column, Table, show
from xcli.text import Text, language

_RESULT, _DEPARTMENTS, _DEFECTS, _FILES, _MEND = (
    Text("评查结果", "Results"),
    Text("各单位情况", "Departments"),
    Text("问题", "Defects"),
    Text("各卷", "Files"),
    Text("整改", "To be mended"),
)


@dataclass(frozen=True)
class Found:
    """What a feedback tells of: the results, the files, what is to be mended, and how the files were drawn."""

    results: Results
    files: Sequence[Mapping[str, Any]]
    to_mend: Sequence[tuple[Any, ...]]
    drawn: Sequence[Text]
    department: str | None
    bureau: str
    tx: int
    code: str
    today: date
    rounding: Rounding


def feedback(found: Found) -> Document:
    """Return the document: of the whole round, or of one department."""
    round_, named = found.results.round, found.department
    title = (
        Text(f"{round_}行政处罚案卷评查反馈（{named}）", f"Review of penalty files {round_}: {named}")
        if named
        else Text(f"{round_}行政处罚案卷评查情况通报", f"Review of penalty files {round_}")
    )
    summary = Text(f"{found.today:%Y-%m-%d}，第 {found.tx} 笔，校验码 {found.code}",
                   f"{found.today:%Y-%m-%d}, entry {found.tx}, check code {found.code}")  # fmt: skip
    return Document(
        title=str(title),
        bureau=found.bureau,
        running=f"{title}  {summary}",
        summary=(str(summary),),
        blocks=tuple(_blocks(found)),
        signature=Signature(round_, found.tx, found.code),
        language=language(),
    )


def _blocks(found: Found) -> Iterator[Block]:
    yield Heading(1, str(_RESULT))
    for said in (*found.drawn, *sentences(found.results, found.rounding)):
        yield Passage((_ended(said),))
    if found.department is None:
        yield Heading(1, str(_DEPARTMENTS))
        yield _grid(departments(found.results, found.rounding), _DEPARTMENTS)
        yield from _means(found.results)
    yield Heading(1, str(_DEFECTS))
    yield _grid(defects_table(found.results.defects), _DEFECTS)
    yield from _kinds(found.results)
    if found.department is not None:
        yield Heading(1, str(_FILES))
        yield _grid(_scores(found.files), _FILES)
        yield Heading(1, str(_MEND))
        yield _grid(_without_department(rectify_table(found.results.round, found.to_mend, found.today)), _MEND)


def _ended(said: Text) -> str:
    return f"{said.zh}。" if language() == "zh" else f"{said.en}."


def _grid(table: Table, name: Text) -> Grid:
    def cells(row: Sequence[object]) -> list[Cell]:
        pairs = zip(row, table.columns, strict=True)
        return [Cell(value, show(value, column.kind, table.rounding)) for value, column in pairs]

    rows = [cells(row) for row in (*table.rows, *table.foot)]
    notes = [str(note) for note in table.notes]
    return Grid(str(name), str(table.title), table.columns, rows, notes, table.rounding)


def _without_department(table: Table) -> Table:
    # Every file is one of this department.
    return replace(table, columns=table.columns[1:], rows=[row[1:] for row in table.rows])


def _scores(files: Sequence[Mapping[str, Any]]) -> Table:
    columns = (
        Column("file_no", Text("案卷文号", "file no.")),
        Column("reviewed_on", Text("评查日期", "reviewed on"), "day"),
        Column("score", Text("得分", "score"), right=True),
        Column("grade", Text("等次", "grade")),
        Column("defects", Text("问题", "defects"), "whole"),
    )
    rows = [
        (
            file["file_no"],
            file.get("reviewed_on"),
            show_score(file["score"]) if file.get("score") is not None else "",
            str(GRADE.label_of(file["grade"])) if file.get("grade") else "",
            len(file.get("defect", ())),
        )
        for file in sorted(files, key=lambda file: (-(file.get("score") or 0), file["file_no"]))
    ]
    return Table(Text("按得分排列", "by score"), columns, rows)


def _means(results: Results) -> Iterator[Chart]:
    """Yield the mean score of each department, to the nearest point."""
    means = [(n, round(o.scores.total / o.scores.scores / 100)) for n, o in results.departments.items() if o.scores]
    if len(means) > 1:
        title = Text("各单位平均分（四舍五入到整数）", "Mean score by department, to the nearest point")
        yield _bars(title, means, Text("分", "points"))


def _kinds(results: Results) -> Iterator[Chart]:
    counted = [(str(kind.label), kind.times) for kind in results.defects]
    if len(counted) > 1:
        yield _bars(Text("各类问题（处）", "Defects by kind"), counted, Text("处", "times"))


def _bars(title: Text, counted: Sequence[tuple[str, int]], unit: Text) -> Chart:
    labels, values = tuple(label for label, _ in counted), tuple(value for _, value in counted)
    told = "；".join(f"{label} {value}" for label, value in counted)
    return Chart("bars", str(title), told, labels, (Series(str(title), values),), str(unit))
