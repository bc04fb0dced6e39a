"""What is wrong with a value or a record: data errors are values, collected and shown together."""

from dataclasses import dataclass
from typing import Literal

from xcli.text import Text

Weight = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, or was changed, in one value.

    `weight`: an error keeps the value out, a warning lets it in and is shown, a note tells of a change that lost
    nothing (full-width digits folded). `remedy` says what to do next.
    """

    reason: Text
    remedy: Text = Text("", "")
    weight: Weight = "error"


