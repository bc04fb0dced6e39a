"""A copy of what was sent, with the wrong cells named: what a sender corrects and sends again."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import NamedTuple

from xcli.domain.fault import Fault
from xcli.intake.plan import Plan
from xcli.intake.read import Cell, Sheet, open_source
from xcli.intake.record import Trouble
from xcli.intake.session import Request

WHOLE = 20_000
SUFFIX = "_待改"


class Copy(NamedTuple):
    """One sheet as it was sent; faults by row after the heading and column (both from 0; None is the whole row)."""

    name: str
    heading: list[list[Cell]]
    rows: list[list[Cell]]
    faults: dict[tuple[int, int | None], list[Fault]]


def name_of(path: str) -> str:
    """Return the name of the marked copy, beside the file."""
    file = PurePath(path)
    stem = file.stem.removesuffix(SUFFIX)
    return str(file.with_name(f"{stem}{SUFFIX}.xlsx"))


def copies(request: Request, plan: Plan, troubles: Iterable[Trouble]) -> Iterator[Copy]:
    """Yield the sheets that have wrong cells: whole, or of a long sheet the wrong rows only."""
    wrong: dict[str, dict[int, list[Trouble]]] = defaultdict(lambda: defaultdict(list))
    for trouble in troubles:
        if trouble.fault.weight != "note":
            wrong[trouble.sheet][trouble.row].append(trouble)
    begins = {read.name: read.layout.row + read.layout.depth - 1 for read in plan.sheets if read.layout}
    counts = {read.name: read.rows for read in plan.sheets}
    options = request.options
    with open_source(
        request.path,
        encoding=options.encoding,
        delimiter=options.delimiter,
        hidden=options.hidden,
        allow_xlsm=options.allow_xlsm,
    ) as (_, sheets):
        for sheet in sheets:
            if sheet.name in wrong:
                yield _copy(sheet, begins[sheet.name], wrong[sheet.name], whole=counts[sheet.name] <= WHOLE)


def _copy(sheet: Sheet, begin: int, wrong: dict[int, list[Trouble]], *, whole: bool) -> Copy:
    copy = Copy(sheet.name, [], [], {})
    for number, cells in sheet.rows:
        if number <= begin:
            copy.heading.append(cells)
        elif whole or number in wrong:
            for trouble in wrong.get(number, ()):
                copy.faults.setdefault((len(copy.rows), trouble.column), []).append(trouble.fault)
            copy.rows.append(cells)
    return copy
