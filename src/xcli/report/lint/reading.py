"""The whole reading of a text: every test in turn, what was found in the order of the text."""

from xcli.report.lint.document import Document
from xcli.report.lint.finding import Finding
from xcli.report.lint.slips import slips


def lint(document: Document) -> list[Finding]:
    """Return what is found in a text, in its order."""
    return sorted(slips(document), key=lambda finding: finding.spans[0])
