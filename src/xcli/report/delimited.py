"""Tables for other programs: CSV and TSV that no spreadsheet runs, JSON and JSON Lines with stable keys."""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from xcli.domain.figure import Amount, Growth, Rate, percent, show_yuan
from xcli.report.table import Column, Kind, Table, show
from xcli.text import Text

_FORMULA = re.compile(r"'*[=+\-@\t\r\n\0＝＋－＠]")
_PREFIXED = re.compile(r"''*[=+\-@\t\r\n\0＝＋－＠]")
_BOTH = "\r\n"  # csv quotes a cell that holds a character of the line end, so it must know of both
_UNSEEN = re.compile("[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def prefix(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: with an apostrophe before what would start one."""
    return "'" + text if _FORMULA.match(text) else text


def unprefix(text: str) -> str:
    """Return the text that `prefix` was given."""
    return text[1:] if _PREFIXED.match(text) else text


def csv_lines(table: Table, *, delimiter: str = ",", end: str = "\n") -> Iterator[str]:
    """Yield heading, rows and totals as delimited text; numbers stay numbers, text is made safe."""
    line = _Line()
    writer = csv.writer(line, delimiter=delimiter, lineterminator=_BOTH)
    writer.writerow([prefix(str(column.label)) for column in table.columns])
    yield line.text.removesuffix(_BOTH) + end
    for row in _all_rows(table):
        writer.writerow(_delimited(row, table))
        yield line.text.removesuffix(_BOTH) + end


class _Line:
    """The file that csv writes to: it keeps the last line."""

    text = ""

    def write(self, text: str) -> None:
        self.text = text


def _all_rows(table: Table) -> Iterator[Sequence[object]]:
    yield from table.rows
    yield from table.foot


def _delimited(row: Sequence[object], table: Table) -> list[str]:
    return [
        prefix(str(value)) if isinstance(value, str | Text) else show(value, column.kind, table.rounding, grouped=False)
        for value, column in zip(row, table.columns, strict=True)
    ]


def json_lines(table: Table) -> Iterator[str]:
    """Yield one JSON object a row, a line each; totals are left to the reader."""
    for entry in _objects(table):
        yield entry + "\n"


def json_list(table: Table) -> Iterator[str]:
    """Yield one JSON list of objects, a line for each; totals are left to the reader."""
    before = "[\n"
    for entry in _objects(table):
        yield f"{before}  {entry}"
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _objects(table: Table) -> Iterable[str]:
    columns = table.columns
    encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
    for row in table.rows:
        entry = {column.key: plain(value, column, table) for column, value in zip(columns, row, strict=True)}
        yield without_unseen(encode(entry))


def without_unseen(text: str) -> str:
    """Return JSON in which what nobody sees, or what turns around what is read, stands as an escape."""
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def plain(value: object, column: Column, table: Table) -> object:
    """Return a cell as JSON holds it: exact, dates and amounts as text, rates with both counts."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return _plain_whole(value, column.kind)
    if isinstance(value, Amount):
        return show_yuan(value.fen, grouped=False)
    if isinstance(value, Rate | Growth):
        return _plain_rate(value, table)
    return value.isoformat() if isinstance(value, date) else str(value)


def _plain_whole(value: int, kind: Kind) -> object:
    if kind in {"money", "wan"}:
        return show_yuan(value, grouped=False)
    return value if kind in {"whole", "figure"} else str(value)


def _plain_rate(value: Rate | Growth, table: Table) -> object:
    name = "points" if isinstance(value, Growth) and value.points else "percent"
    shown = percent(value, table.rounding.decimals, table.rounding.cut).removesuffix("%") if value.denominator else None
    return {"numerator": value.numerator, "denominator": value.denominator, name: shown}
