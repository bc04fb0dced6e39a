"""`find`: a number, a name or words, in all lines."""

from typing import TYPE_CHECKING, Annotated, Any

from xcli.cli import delivery
from xcli.cli.command import command, single_app
from xcli.cli.display import Display
from xcli.cli.options import Limit, argument
from xcli.cli.session import ledger
from xcli.domain.day import today
from xcli.errors import Misuse, NotFound
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.domain.page import Line

app = single_app()
_WHAT = Text("案号、序号、姓名开头或任意文字", "a number, the beginning of a name, or any words")


class FoundNothing(NotFound):
    """Nothing holds these words."""

    sentence = Text("没有找到“{said}”。", "Nothing was found for “{said}”.")


class EmptySearch(Misuse):
    """There is nothing to look for."""

    sentence = Text("请写要查找的内容。", "Say what to look for.")


@command(
    app,
    "find",
    "查找",
    Text(
        "在全部记录里查找：先查案号和姓名，再查任意文字", "look in all records: numbers and names first, then any words"
    ),
)
def find(text: Annotated[list[str], argument(Text("内容", "TEXT"), _WHAT)], limit: Limit = 50) -> None:
    """Look for something in all lines."""
    from xcli.domain.pages import lines
    from xcli.ledger.book import read_book
    from xcli.ledger.seeking import look_up, scan

    said = " ".join(text).strip()
    if not said:
        raise EmptySearch
    opened, most = ledger(), limit or 50
    found: dict[type[Line], list[Any]] = {}
    with opened.reading() as conn:
        for page in lines().values():
            if records := look_up(conn, page, opened.bureau, said, today().year, most):
                found[page] = records
        for page in () if found else lines().values():
            if records := scan(conn, page, opened.bureau, said, most):
                found[page] = records
        lists = read_book(conn, opened.bureau).lists
    if not found:
        raise FoundNothing(said=said)
    from xcli.cli.listing import on_screen

    for page, records in found.items():
        delivery.show_table(on_screen(page, records, Display(lists)))
