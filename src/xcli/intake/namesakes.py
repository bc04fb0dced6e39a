"""One document number under two names: a warning, and both records stay."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from xcli.domain.clean import fold
from xcli.domain.fault import Fault
from xcli.domain.mask import mask_id
from xcli.domain.page import Page
from xcli.intake.plan import Plan
from xcli.intake.record import Trouble
from xcli.intake.validate import Found
from xcli.ledger.ledger import Ledger
from xcli.ledger.people import names_by_number, numbered
from xcli.text import Text

UNDER_TWO_NAMES = Fault(
    Text("同一证件号码在别处登记的是另一个姓名", "the same document number stands elsewhere under another name"),
    Text("请核对姓名和号码", "check the name and the number"),
    "warning",
)


class _Person(NamedTuple):
    """A person in a row of a sheet."""

    number: str
    name: str
    layout: int
    row: int
    heading: str


def warn_in_plan(ledger: Ledger, plan: Plan) -> None:
    """Add a warning to the plan for every row whose document number also has another name."""
    people = list(_people(plan))
    if not people:
        return
    with ledger.reading() as conn:
        known = names_by_number(conn, ledger.bureau, {one.number for one in people})
    names: Mapping[str, set[str]] = defaultdict(set, known)
    for one in people:
        names[one.number].add(one.name)
    plan.add(
        Trouble(plan.layouts[one.layout].sheet, one.row, None, one.heading, mask_id(one.number), UNDER_TWO_NAMES)
        for one in people
        if len(names[one.number]) > 1
    )


def _people(plan: Plan) -> Iterator[_Person]:
    """Yield the people of a sheet that has a column of document numbers."""
    groups = [list(numbered(layout.page)) for layout in plan.layouts]
    filled = [
        [g for g, number, _ in found if any(c.place.inner == number.name for c in layout.columns)]
        for found, layout in zip(groups, plan.layouts, strict=True)
    ]
    if not any(filled):
        return
    for _, at, row in plan.spool.rows():
        for group, number, name in groups[at]:
            order = list(group.part.fields)
            places = order.index(number.name), order.index(name.name)
            parts = row.values[plan.names[at].index(group.name)] if group.name in plan.names[at] else None
            for part in parts or ():
                said, who = (part[place] for place in places)
                if said and who:
                    yield _Person(said, fold(who), at, row.row, str(number.label))


def warnings_of(ledger: Ledger, page: type[Page], content: Mapping[str, Any]) -> list[Found]:
    """Return the warnings for one record that is about to be written."""
    people = [
        (
            Found(f"{group.name}.{n}.{number.name}", number.label, UNDER_TWO_NAMES),
            part[number.name],
            fold(part[name.name]),
        )
        for group, number, name in numbered(page)
        for n, part in enumerate(content.get(group.name) or (), 1)
        if number.name in part and name.name in part
    ]
    with ledger.reading() as conn:
        known = names_by_number(conn, ledger.bureau, {said for _, said, _ in people}) if people else {}
    return [found for found, said, who in people if known.get(said, set()) - {who}]
