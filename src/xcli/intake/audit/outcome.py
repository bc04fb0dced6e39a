"""What a round came to, read from the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xcli.domain.audit.results import Results, results
from xcli.intake.audit.drawing import drawings, files_of_round
from xcli.intake.audit.frame import frames, roll_of
from xcli.intake.audit.panel import round_named
from xcli.intake.audit.rectify import of_department
from xcli.ledger.record import Record


@dataclass(frozen=True)
class Came:
    """A round's files, its results, and the draws that they come from."""

    files: Sequence[Record]
    results: Results
    draws: Sequence[Record]


def came_of(conn: Any, bureau: str, said: str | None, department: str | None = None) -> Came:
    """Return what a round came to, or one department in it."""
    name = round_named(conn, bureau, said)
    files = of_department(files_of_round(conn, bureau, name), name, department)
    made = drawings(conn, bureau, name)
    contents: list[dict[str, Any]] = [dict(file.content) for file in files]
    here = {content["department"] for content in contents}
    population = _population(conn, bureau, made, here if department else None) if _all_drawn(contents) else None
    return Came(files, results(name, contents, population), made)


def _all_drawn(contents: Sequence[dict[str, Any]]) -> bool:
    # Only a random sample speaks for the whole that it was drawn from.
    return bool(contents) and all(content.get("draw") == "random" for content in contents)


def _population(conn: Any, bureau: str, made: Sequence[Record], departments: set[str] | None) -> int | None:
    if not made:
        return None
    frame = next(f for f in frames(conn, bureau) if f.id == made[-1].content["frame"])
    sizes = roll_of(conn, bureau, frame).sizes
    return sum(size for name, size in sizes.items() if departments is None or name in departments)
