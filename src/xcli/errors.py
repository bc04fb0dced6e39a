"""One class for each kind of mistake, with its exit code and its own sentence.

Codes: 0 done, 1 defect, 2 usage, 3 not found, 4 data not valid, 5 conflict, 6 ledger not ready,
7 a check failed, 130 interrupted. A sentence says what, where, and what to do next.
"""

from typing import ClassVar

from xcli.text import Text


class XcliError(Exception):
    """A mistake that the clerk can mend; never shown with a traceback."""

    exit_code: ClassVar[int] = 1
    sentence: ClassVar[Text] = Text("内部错误。", "Internal error.")

    def __init__(self, **facts: object) -> None:
        """Keep the facts that the sentence names."""
        super().__init__()
        self.facts = facts

    def text(self) -> Text:
        """Return the sentence with its facts put in, in both languages."""
        return self.sentence.fill(**self.facts)

    def __str__(self) -> str:
        """Return the sentence in the language in force."""
        return str(self.text())


class Misuse(XcliError):
    """The command was called wrongly."""

    exit_code = 2


class NotFound(XcliError):
    """What was named does not exist."""

    exit_code = 3


class NotValid(XcliError):
    """Data break a rule."""

    exit_code = 4


class Conflict(XcliError):
    """What is asked collides with what the ledger holds."""

    exit_code = 5


class NotReady(XcliError):
    """The ledger cannot be used as it is."""

    exit_code = 6


class CheckFailed(XcliError):
    """A check found a difference."""

    exit_code = 7
