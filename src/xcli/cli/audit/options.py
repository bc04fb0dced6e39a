"""Options that several verbs of a round share."""

from typing import Annotated

from xcli.cli.options import option
from xcli.text import Text

Round = Annotated[
    str | None,
    option("--round", "--轮次", help=Text("评查轮次，默认最近一轮", "the round; by default the newest")),
]
