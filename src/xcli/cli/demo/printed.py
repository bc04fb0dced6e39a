"""What the bureau's printed report of 2024 says, and how our figures stand beside it."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from xcli.report.width import pad
from xcli.text import Text


class Printed(NamedTuple):
    """A figure as the report prints it, with what must be said of it."""

    indicator: str
    figure: str
    hedged: bool = False
    said: Text = Text("", "")


PRINTED = (
    Printed("dispute.accepted", "1673"),
    Printed("dispute.settled", "1646"),
    Printed("dispute.success_rate", "98.38%", said=Text("报告截去了尾数：98.386…% 应进为 98.39%", "the report cut 98.386…% off; it rounds to 98.39%")),
    Printed("dispute.amount", "5086", hedged=True),
)


def compared(said: list[dict[str, Any]]) -> Iterator[str]:
    """Yield one line for each printed figure: ours, theirs, and what is to be said of the difference."""
    ours = {row["indicator"]: row for row in reversed(said)}
    for printed in PRINTED:
        row = ours.get(printed.indicator)
        if row is not None:
            yield _line(printed, row)


def _line(printed: Printed, row: dict[str, Any]) -> str:
    value = str(row["value"])
    quotient = f"{row['numerator']}/{row['denominator']} = {value}" if row["denominator"] else f"{value} {row['unit']}"
    theirs = printed.figure + (_HEDGE if printed.hedged else Text("", "")).__str__()
    return f"  {pad(str(row['label']), 14)} {pad(quotient, 22)} {_REPORT} {pad(theirs, 8)} {_verdict(printed, value)}".rstrip()


_HEDGE = Text("余", "+")
_REPORT = Text("报告", "report")


def _verdict(printed: Printed, value: str) -> str:
    if value == printed.figure:
        return "="
    if printed.hedged and int(Decimal(value)) == int(Decimal(printed.figure)):
        return str(Text("= 余数属实", "= true as hedged"))
    return str(printed.said)


def parsed(text: str) -> list[dict[str, Any]]:
    """Return the rows of `stats --format json`."""
    rows: list[dict[str, Any]] = json.loads(text)
    return rows
