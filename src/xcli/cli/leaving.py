"""What leaves in a file is noted as given out, so that a restatement knows who has the old figure."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from xcli.cli import output
from xcli.cli.options import option
from xcli.cli.session import BadClerk, NoClerk, clerk
from xcli.errors import NotReady
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.ledger.ledger import Ledger
    from xcli.stats.giving import Leaving

_LONGEST = 120

For = Annotated[
    str | None,
    option("--for", "--报给", help=Text("文件报给谁，如 区委政法委；记入报出的数字", "to whom the file goes; noted")),
]


def note_given(opened: "Ledger", figures: "Iterable[Leaving]", file: Path | None, recipient: str | None = None) -> None:
    """Note the figures of a file that was written; a ledger that cannot be written keeps no file from leaving."""
    if file is None:
        return
    try:
        count = _note(opened, list(dict.fromkeys(figures)), file.name, recipient)
    except (NotReady, NoClerk, BadClerk) as error:
        said = error.text()
        output.warn(
            Text(f"文件里的数字没有记入报出的数字：{said.zh}", f"its figures were not noted as given out: {said.en}")
        )
        return
    if count:
        output.note(
            Text(
                f"其中 {count} 个数字已记为报出（xcli given list）。",
                f"{count} figures in it were noted as given out (xcli given list).",
            )
        )


def _note(opened: "Ledger", figures: "list[Leaving]", name: str, recipient: str | None) -> int:
    """Note the figures of a file, unless the same file with the same figures was noted before."""
    from xcli.ledger.journal import Act
    from xcli.ledger.newest import NOTE
    from xcli.stats.giving import give, was_noted

    to, name = (recipient or name)[:_LONGEST], name[:_LONGEST]
    with opened.reading() as conn:
        if was_noted(conn, opened.bureau, figures, to, name):
            return 0
    with opened.writing(Act(clerk(), "given file", kind=NOTE)) as writer:
        return give(writer, figures, to, "file", file=name)
