"""Sharing out: nobody his own department, everyone about as many, the same every time."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xcli.domain.audit.panel import File, NobodyLeft, assigned, own

BODIES = ("区城市管理局", None, "湟源律师事务所", "区气象局执法大队")


def some(count: int) -> list[File]:
    departments = ("区城市管理局", "区气象局", "区水务局")
    return [File(n, departments[n % 3], f"罚{n}号") for n in range(count)]


@given(st.permutations(some(40)), st.text(max_size=10), st.integers(0, 10000))
def test_laws_of_sharing_out(files: list[File], seed: str, double: int) -> None:
    duties = assigned(files, BODIES, seed, double)
    assert not [duty for duty in duties if own(BODIES[duty.seat], duty.file.department)]
    assert len([duty for duty in duties if duty.second]) == -(-40 * double // 10000)
    readers = Counter((duty.file, duty.seat) for duty in duties)
    assert set(readers.values()) == {1}
    assert {duty.file for duty in duties if not duty.second} == set(files)
    assert set(duties) == set(assigned(some(40), BODIES, seed, double))


def test_everyone_reads_about_as_many() -> None:
    load = Counter(duty.seat for duty in assigned(some(99), (None, None, None), "s", 1000))
    assert max(load.values()) - min(load.values()) <= 1


@pytest.mark.parametrize(
    ("body", "department", "same"),
    [
        ("区气象局", "区气象局", True),
        ("区气象局执法大队", "区气象局", True),
        ("气象局", "区气象局", True),
        ("区水务局", "区气象局", False),
        ("", "区气象局", False),
        (None, "区气象局", False),
    ],
)
def test_own(body: str | None, department: str, same: bool) -> None:
    assert own(body, department) is same


def test_a_file_that_nobody_may_read_is_named() -> None:
    with pytest.raises(NobodyLeft) as refused:
        assigned(some(3), ("区水务局",), "s", 0)
    assert "区水务局" in str(refused.value)
