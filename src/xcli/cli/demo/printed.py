"""What the bureau's printed report of 2024 says, and how our figures stand beside it."""

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from xcli.report.width import display_width, pad
from xcli.text import Text


class Printed(NamedTuple):
    """A figure as the report prints it; `said` is what must be told of a difference."""

    indicator: str
    figure: str
    hedged: bool = False
    said: Text = Text("", "")


PRINTED = (
    Printed("dispute.success_rate", "98.38%", said=Text("报告截去了尾数", "the report cut it off")),
    Printed(
        "recon.mediation_rate",
        "52%",
        said=Text("报告又说调解 14 件，14/25 = 56%，对不上", "yet 14 mediated: 14/25 = 56%"),
    ),
    Printed("dispute.accepted", "1673"),
    Printed("dispute.settled", "1646"),
    Printed("dispute.amount", "5086", hedged=True),
    Printed("aid.cases", "760"),
    Printed("aid.criminal", "345"),
    Printed("aid.civil", "415"),
    Printed("aid.recovered", "284.34", hedged=True),
    Printed("recon.received", "36"),
    Printed("recon.closed", "25"),
    Printed("recon.mediated", "14"),
    Printed("recon.pending", "11"),
    Printed("audit.sampled", "100"),
    Printed("audit.excellent", "5"),
    Printed("audit.pass_rate", "100%"),
)
WIDTH = 78


def compared(said: list[dict[str, Any]], names: dict[str, Text]) -> Iterator[str]:
    """Yield the headline rates, a line each, then a line for each line of work; `names` are the lines' labels."""
    ours = {row["indicator"]: row for row in reversed(said)}
    found = [(printed, ours[printed.indicator]) for printed in PRINTED if printed.indicator in ours]
    for printed, row in found:
        if printed.said.zh:
            yield f"  {_shown(row)}  {_REPORT} {printed.figure}{_COLON}{printed.said}"
    column = max(display_width(str(label)) for label in names.values()) + 1
    for line, label in names.items():
        items = [_beside(printed, row) for printed, row in found if not printed.said.zh and row["line"] == line]
        if items:
            yield from _filled(f"  {pad(str(label), column)}", items)


def _shown(row: dict[str, Any]) -> str:
    quotient = f"{row['numerator']}/{row['denominator']} = " if row["denominator"] else ""
    unit = f" {row['unit']}" if str(row["unit"]) in _WAN else ""
    return f"{row['label']} {quotient}{row['value']}{unit}"


def _beside(printed: Printed, row: dict[str, Any]) -> str:
    ours, theirs = Decimal(str(row["value"]).rstrip("%")), Decimal(printed.figure.rstrip("%"))
    if printed.hedged and theirs <= ours < theirs * Decimal("1.1"):
        return f"{_shown(row)} = {theirs}{_HEDGE}"
    return f"{_shown(row)} =" if ours == theirs else f"{_shown(row)} ≠ {theirs}"


def _filled(begin: str, items: Iterable[str]) -> Iterator[str]:
    line = begin
    for item in items:
        if display_width(f"{line}  {item}") > WIDTH:
            yield line
            line = " " * display_width(begin)
        line += item if line.isspace() or line == begin else f"{_SEMICOLON}{item}"
    yield line


_WAN = ("万元", "10,000 yuan")
_HEDGE = Text("余", "+")
_REPORT = Text("报告", "report")
_COLON = Text("：", ": ")
_SEMICOLON = Text("；", "; ")


def parsed(text: str) -> list[dict[str, Any]]:
    """Return the rows of `stats --format json`."""
    rows: list[dict[str, Any]] = json.loads(text)
    return rows
