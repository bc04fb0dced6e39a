"""What is wrong with a value or a record: data errors are values, collected and shown together."""

from typing import Literal

from xcli.domain.declaration import Declaration
from xcli.text import Text

Weight = Literal["error", "warning", "note"]


class Fault(Declaration):
    """One thing that is wrong, or was changed, in one value.

    `weight`: an error keeps the value out, a warning lets it in and is shown, a note tells of a change that lost
    nothing (full-width digits folded). `remedy` says what to do next.
    """

    reason: Text
    remedy: Text = Text("", "")
    weight: Weight = "error"
