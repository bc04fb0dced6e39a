"""纠纷: the disputes that studios and trade committees settle are told apart by the register of offices."""

from datetime import date
from typing import Any

from pagework import YEAR, figure
from xcli.domain.lists import Lists
from xcli.domain.office import OfficeName, Offices
from xcli.domain.pages import line
from xcli.stats.evaluate import value

PAGE = line("dispute")
OFFICES = Offices.of([
    OfficeName(1, "多巴镇人民调解委员会", kind="committee"),
    OfficeName(2, "夏都和姐调解工作室", kind="studio"),
    OfficeName(3, "区劳动人事争议人民调解委员会", kind="trade"),
    OfficeName(4, "旧调解工作室", kind="studio", retired=True),
])  # fmt: skip


def dispute(committee: int | None, outcome: str = "settled", agreed: int = 0) -> dict[str, Any]:
    day = date(2024, 5, 3)
    content = {"accepted_on": day, "mediated_on": day, "agreed_on": day, "outcome": outcome, "agreed_amount": agreed}
    return content if committee is None else content | {"committee": committee}


def test_studios_count_what_they_settled_and_the_amounts_agreed() -> None:
    contents = [
        dispute(1, agreed=100), dispute(2, agreed=20), dispute(3, agreed=3), dispute(4), dispute(None, agreed=7),
        dispute(2, "failed"),
    ]  # fmt: skip
    found = {i.id: i.numerator for i in PAGE.counted(Lists(offices=OFFICES))}
    assert value(found["studio.disputes"], YEAR, contents) == 3
    assert value(found["studio.amount"], YEAR, contents) == 23
    assert figure("dispute.agreed_amount", contents) == (130,)


def test_without_a_register_of_offices_there_is_no_studio() -> None:
    assert figure("studio.disputes", [dispute(2)]) == (0,)
    assert [i.id for i in PAGE.counted(Lists())] == [i.id for i in PAGE.indicators]
