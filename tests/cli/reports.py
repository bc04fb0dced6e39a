"""A ledger with a small year in it, for tests of reports."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from xcli.domain.keeping import EnteredFigure, Office, Setting, Target
from xcli.domain.pages import lines
from xcli.ledger.journal import Writer

OFFICES = ("多巴司法所", "鲁沙尔司法所")


def fill(writer: Writer) -> None:
    """Write offices, disputes of 2024, two legal-aid cases, a figure of 2023 and a target."""
    writer.add(Setting, {"key": "ledger_start", "value": "2024-01-01"})
    offices = [writer.add(Office, {"title": title, "kind": "office"}) for title in OFFICES]
    for content in _disputes(offices):
        writer.add(lines()["dispute"], content)
    for n, kind in enumerate(("criminal", "civil"), 1):
        writer.add(lines()["aid"], _aid(n, kind))
    writer.add(EnteredFigure, _told("dispute.accepted", 2023, 10, "2023年年报第2页"))
    writer.add(EnteredFigure, _told("dispute.settled", 2023, 9, "2023年年报第2页"))
    writer.add(Target, _told("dispute.accepted", 2024, 15, "年度要点"))


def _told(name: str, year: int, count: int, source: str) -> dict[str, Any]:
    span = {"first_on": date(year, 1, 1), "last_on": date(year, 12, 31)}
    return {"indicator": name, "numerator": count, "source": source} | span


def _disputes(offices: list[int]) -> Iterator[dict[str, Any]]:
    """Yield twelve disputes, one a month; the last is still open, one was not settled; names that must not leave."""
    for month in range(1, 13):
        day = date(2024, month, 6)
        closed = {} if month == 12 else {"mediated_on": day, "outcome": "failed" if month == 5 else "settled"}
        yield {
            "case_no": f"湟调〔2024〕{month}号",
            "office": offices[month % 2],
            "accepted_on": day,
            "category": "contract" if month % 3 == 0 else "neighbour",
            "amount": 1_234_567_89,
            "summary": "两家因<边界>争执",
            "party": [
                {"role": "applicant", "person": "欧阳明月", "phone": "13897654321"},
                {"role": "respondent", "person": "李四光", "id_no": "630122199003071234"},
            ],
        } | closed


def _aid(n: int, kind: str) -> dict[str, Any]:
    return {
        "case_no": f"湟援〔2024〕{n}号",
        "kind": kind,
        "notified_on": date(2024, 3, n),
        "accepted_on": date(2024, 3, n),
        "assigned_on": date(2024, 3, n + 1),
    }
