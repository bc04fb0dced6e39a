"""The three shapes of a line: each has the verbs, the balance and the names that belong to it."""

from xcli.cli.case import LineGroup
from xcli.domain.field import Day, Name
from xcli.domain.page import Activity, Case, Docket, Entry, Line
from xcli.domain.predicate import Always


class Meeting(Activity):
    """Happens on a day."""

    name = "meeting"
    held_on = Day("日期", "held on", required=True)
    docket = Docket(held_on, held_on, Always())


class Village(Entry):
    """Stands from a day until a day, and is called by its name."""

    name = "village"
    title = Name("名称", "name", sought=True)
    listed_on = Day("列入日期", "listed on", required=True)
    struck_on = Day("除名日期", "struck on")
    docket = Docket(listed_on, struck_on, struck_on.present)


class Petition(Case):
    """Opens and closes."""

    name = "petition"
    came_on = Day("收到日期", "came on", required=True)
    done_on = Day("办结日期", "done on")
    docket = Docket(came_on, done_on, done_on.present)
    closing = (done_on,)


def verbs(page: type[Line]) -> set[str]:
    group = LineGroup(name=page.name)
    group.page = page
    assert all(group.get_command(None, name) is None for name in {"close"} - set(group.verbs))
    return set(group.verbs)


def test_only_what_closes_by_a_step_is_closed() -> None:
    assert "close" in verbs(Petition)
    assert verbs(Meeting) == verbs(Petition) - {"close"}
    assert "close" not in verbs(Village)


def test_only_registers_have_stocks() -> None:
    assert verbs(Village) - verbs(Meeting) == {"stock", "expiring", "work"}


def test_what_happens_on_a_day_has_no_balance() -> None:
    assert [page.docket.runs for page in (Meeting, Village, Petition)] == [False, True, True]


def test_a_record_is_called_by_its_own_sought_fields() -> None:
    assert [page.named() for page in (Meeting, Village, Petition)] == [(), ("title",), ()]


def test_only_cases_have_case_numbers() -> None:
    assert [page.case_no.label.zh for page in (Meeting, Village, Petition)] == ["编号", "编号", "案号"]
