"""What is wrong in sheets, line by line before the one sentence that refuses them."""

from collections.abc import Iterator
from contextlib import contextmanager

from xcli.cli import output
from xcli.text import Text

SHOWN = 20


@contextmanager
def troubles_shown() -> Iterator[None]:
    """Print every wrong cell of a refused sheet, then let the refusal go on."""
    from xcli.cli.planning import trouble_line
    from xcli.intake.listed import SheetsWrong

    try:
        yield
    except SheetsWrong as refused:
        for trouble in refused.troubles[:SHOWN]:
            output.say(trouble_line(trouble))
        if (left := len(refused.troubles) - SHOWN) > 0:
            output.say(Text(f"  …… 还有 {left} 处", f"  … and {left} more"))
        raise
