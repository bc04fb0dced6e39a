"""The names that the ledger knows people by: one identity number should have one."""

from collections import defaultdict
from collections.abc import Collection, Iterator

from sqlalchemy import Connection, select

from xcli.domain.clean import fold
from xcli.domain.field import Document, Field, Name, Parts
from xcli.domain.keeping import pages
from xcli.domain.page import Page, parts_of
from xcli.ledger.tables import shelf

_FEW = 500


def numbered(page: type[Page]) -> Iterator[tuple[Parts, Field, Field]]:
    """Yield the groups of a page in which a document number stands beside a name: the group, the number, the name."""
    for group in parts_of(page).values():
        fields = group.part.fields.values()
        number = next((f for f in fields if isinstance(f, Document)), None)
        name = next((f for f in fields if isinstance(f, Name) and f.private == "name"), None)
        if number and name:
            yield group, number, name


def names_by_number(conn: Connection, bureau: str, numbers: Collection[str]) -> dict[str, set[str]]:
    """Return the folded names under which document numbers stand in the ledger."""
    found: dict[str, set[str]] = defaultdict(set)
    for page in pages().values():
        for group, number, name in numbered(page):
            table = shelf(page.name).parts[group.name].current
            key, who = table.c[number.name], table.c[name.name]
            # No index serves this rare question: for many numbers one look at all is cheaper than many looks.
            wanted = key.in_(numbers) if len(numbers) <= _FEW else key.is_not(None)
            for said, person in conn.execute(select(key, who).where(table.c.bureau == bureau, wanted)):
                if person and said in numbers:
                    found[said].add(fold(person))
    return found
