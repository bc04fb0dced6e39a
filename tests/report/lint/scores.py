"""How well the relations of the corpus are judged, form by form."""

from collections.abc import Iterator
from typing import NamedTuple

from report.lint.corpus import Case, cases
from xcli.report.lint.document import document_of
from xcli.report.lint.finding import Finding
from xcli.report.lint.reading import lint

# What is a slip or needs a number that is not printed is noted: nothing is contradicted by it.
NOTED = frozenset({"rounding", "unit", "name", "numbering", "quotes", "cutoff", "pending"})


class Score(NamedTuple):
    """Of one form: true and false relations, false ones found, true ones doubted, true ones called contradictions."""

    form: str
    true: int
    false: int
    found: int
    doubted: int
    alarms: int


def found_in(case: Case) -> list[Finding]:
    """Return what is found in the text of a case, what holds left out."""
    document = document_of("x", [(line, "\t" in line) for line in case.text.split("\n")])
    return [finding for finding in lint(document) if finding.grade != "pass"]


def is_found(case: Case) -> bool:
    """Tell whether a false relation is found: contradicted or doubted, or noted where it is a slip."""
    grades = {finding.grade for finding in found_in(case)}
    return bool(grades & {"contradiction", "doubtful"}) or (case.form in NOTED and "note" in grades)


def scores() -> Iterator[Score]:
    """Yield the score of each form, in the order of the corpus."""
    known = cases()
    for form in dict.fromkeys(case.form for case in known):
        mine = [case for case in known if case.form == form]
        true, false = [c for c in mine if c.true], [c for c in mine if not c.true]
        grades = [{finding.grade for finding in found_in(case)} for case in true]
        yield Score(
            form, len(true), len(false), sum(is_found(case) for case in false),
            sum("doubtful" in one for one in grades), sum("contradiction" in one for one in grades),
        )  # fmt: skip
