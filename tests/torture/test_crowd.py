"""Clerks at the same moment never overwrite each other, and the judge can say when they would."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from powercut.build import shim
from torture.crowd import Kept, Said, crowd, lost

pytestmark = pytest.mark.skipif(shim() is None, reason="a C compiler for Linux is not here: no clerks are forked")
TWO = [
    Said("add", 0, "张0", 0), Said("add", 1, "张1", 0), Said("seen", 0, "村0", 5), Said("seen", 1, "村1", 0),
    Said("part", 0, "李0", 0), Said("part", 1, "李1", 0),
]  # fmt: skip
KEPT = Kept([1, 2, 3, 4], ["甲", "乙", "张0", "张1"], "村1", {"李0", "李1"})


def test_clerks_at_the_same_moment_lose_nothing_and_overwrite_nothing(tmp_path: Path) -> None:
    assert crowd(tmp_path, 1, clerks=8, each=1) == {"entries of clerks at once": 8, "lost": 0}


def test_what_is_as_promised_is_not_lost() -> None:
    assert lost(KEPT, TWO, 2, 1) == 0
    refused = [*TWO[:-1], Said("part", 1, "李1", 5)]
    assert lost(replace(KEPT, added={"李0"}), refused, 2, 1) == 0


@pytest.mark.parametrize(
    "broken",
    [
        lambda: (replace(KEPT, people=["甲", "乙", "张0"]), TWO),
        lambda: (KEPT, [TWO[0]._replace(code=6), *TWO[1:]]),
        lambda: (replace(KEPT, serials=[1, 2, 3, 3]), TWO),
        lambda: (replace(KEPT, serials=[1, 2, 3, 5]), TWO),
        lambda: (KEPT, [*TWO[:2], Said("seen", 0, "村0", 0), *TWO[3:]]),
        lambda: (replace(KEPT, village="村0"), TWO),
        lambda: (KEPT, [*TWO[:2], Said("seen", 0, "村0", 1), *TWO[3:]]),
        lambda: (replace(KEPT, added={"李1"}), TWO),
        lambda: (replace(KEPT, added={"李0"}), [*TWO[:-1], Said("part", 1, "李1", 6)]),
    ],
    ids=["gone", "refused", "twice", "a gap", "both taken", "another stands", "a defect", "overwritten", "neither"],
)
def test_the_judge_of_a_crowd_can_say_no(broken: Callable[[], tuple[Kept, list[Said]]]) -> None:
    assert lost(*broken(), 2, 1) == 1
