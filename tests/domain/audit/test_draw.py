"""The draw: who repeats it gets the same files, and every file of a stratum has the same chance."""

import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xcli.domain.audit import draw
from xcli.domain.audit.draw import BeyondFrame, BeyondStratum, MinimumsBeyond, Unit

SCRIPT = Path(__file__).with_name("repeat_draw.py")
SIZES = {"区市场监督管理局": 60, "区城市管理局": 30, "区气象局": 10}


def frame(sizes: dict[str, int]) -> list[Unit]:
    return [
        Unit(name, f"罚〔2024〕{n}号", ("ordinary", "summary")[n % 3 == 0], f"2024-03-{n % 28 + 1:02}", str(n * 1000))
        for name, size in sizes.items()
        for n in range(1, size + 1)
    ]


UNITS = frame(SIZES)
DIGEST = draw.digest(UNITS)


# --- the same everywhere ------------------------------------------------------------------------------------------


def test_the_digest_and_the_draw_are_those_of_every_machine() -> None:
    small = frame({"甲局": 3, "乙局": 2})
    assert draw.lines(small)[0] == "乙局\t罚〔2024〕1号\tordinary\t2024-03-02\t1000"
    assert draw.digest(small) == "77f175047f330787c5f383d2f2e34033d7cde0a7071bb6bcb5eb0e04543d21a9"
    drawn = draw.draw(small, draw.digest(small), "05 11 23", 3, by="department", least=1)
    assert [unit[:2] for unit in drawn] == [("乙局", "罚〔2024〕2号"), ("甲局", "罚〔2024〕1号"), ("甲局", "罚〔2024〕3号")]


@given(st.permutations(UNITS), st.text(min_size=1, max_size=20).map(str.strip).filter(bool))
def test_the_order_of_rows_does_not_count(units: list[Unit], seed: str) -> None:
    assert draw.digest(units) == DIGEST
    again = draw.draw(units, DIGEST, seed, 20, by="department", least=2)
    assert set(again) == set(draw.draw(UNITS, DIGEST, seed, 20, by="department", least=2))


@given(st.integers(0, len(UNITS) - 1), st.integers(0, 4))
def test_one_changed_value_changes_the_digest(at: int, column: int) -> None:
    changed = Unit(*(value + "1" if n == column else value for n, value in enumerate(UNITS[at])))
    assert draw.digest([*UNITS[:at], changed, *UNITS[at + 1 :]]) != DIGEST
    assert draw.digest(UNITS[:at] + UNITS[at + 1 :]) != DIGEST


@pytest.mark.parametrize(
    ("by", "count", "least", "without"),
    [(None, 1, 0, 0), (None, 100, 0, 0), ("department", 10, 1, 0), ("department", 37, 5, 3), ("procedure", 20, 0, 1)],
)
def test_a_script_that_knows_only_the_paragraph_draws_the_same(
    tmp_path: Path, by: str | None, count: int, least: int, without: int
) -> None:
    lines = tmp_path / "frame.txt"
    lines.write_bytes("".join(f"{line}\n" for line in draw.lines(UNITS)).encode())
    gone = UNITS[: 20 * without : 20]
    words = [str(lines), "双色球 2024150 期 03", str(count), "--min", str(least)]
    words += ["--by", str(Unit._fields.index(by) + 1)] if by else []
    words += [word for unit in gone for word in ("--without", *unit[:2])]
    done = subprocess.run([sys.executable, str(SCRIPT), *words], capture_output=True, check=True)
    ours = draw.draw([u for u in UNITS if u not in gone], DIGEST, "双色球 2024150 期 03", count, by=by, least=least)
    assert done.stdout.decode().splitlines() == ["\t".join(unit[:2]) for unit in ours]
    assert len(ours) == count


# --- how many from each stratum -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sizes", "wanted", "least", "given"),
    [
        ({"a": 60, "b": 30, "c": 10}, 10, 0, {"a": 6, "b": 3, "c": 1}),
        ({"a": 60, "b": 30, "c": 10}, 10, 2, {"a": 5, "b": 3, "c": 2}),  # 8 left: 5.33 and 2.67
        ({"a": 1, "b": 1, "c": 1}, 2, 0, {"a": 1, "b": 1, "c": 0}),  # of equal strata the first by name
        ({"a": 10, "b": 30, "c": 20}, 3, 0, {"a": 0, "b": 2, "c": 1}),  # 0.5, 1.5, 1: of equal remainders the larger
        ({"a": 97, "b": 2, "c": 1}, 10, 1, {"a": 8, "b": 1, "c": 1}),
        ({"a": 5, "b": 5}, 10, 5, {"a": 5, "b": 5}),
    ],
)
def test_shares(sizes: dict[str, int], wanted: int, least: int, given: dict[str, int]) -> None:
    assert draw.shares(sizes, wanted, least) == given


@given(st.dictionaries(st.text("abcdefgh", min_size=1, max_size=3), st.integers(1, 500), min_size=1), st.data())
def test_shares_add_up_and_no_stratum_gives_more_than_it_has(sizes: dict[str, int], data: st.DataObject) -> None:
    least = data.draw(st.integers(0, min(sizes.values())))
    wanted = data.draw(st.integers(max(1, least * len(sizes)), sum(sizes.values())))
    given_ = draw.shares(sizes, wanted, least)
    assert sum(given_.values()) == wanted
    assert all(least <= given_[name] <= size for name, size in sizes.items())


@pytest.mark.parametrize(
    ("sizes", "wanted", "least", "mistake"),
    [
        ({"a": 5}, 6, 0, BeyondFrame),
        ({"a": 50, "b": 2}, 10, 3, BeyondStratum),
        ({"a": 50, "b": 20}, 5, 3, MinimumsBeyond),
    ],
)
def test_what_cannot_be_drawn(sizes: dict[str, int], wanted: int, least: int, mistake: type[Exception]) -> None:
    with pytest.raises(mistake):
        draw.shares(sizes, wanted, least)


# --- the same chance ----------------------------------------------------------------------------------------------

SEEDS = 1500
LIMIT = {"区市场监督管理局": 110.0, "区城市管理局": 67.0, "区气象局": 33.0}  # chi-square, 59, 29 and 9 degrees, p < 0.0002


def unevenness(drawing: Callable[[str], list[Unit]]) -> dict[str, float]:
    """Return for each stratum the chi-square of how often each of its files came up, over many seeds."""
    times = Counter(unit for n in range(SEEDS) for unit in drawing(f"期号 {n}"))
    found = {}
    for name, size in SIZES.items():
        mine = [times[unit] for unit in UNITS if unit.department == name]
        chance = sum(mine) / size / SEEDS
        expected, spread = SEEDS * chance, SEEDS * chance * (1 - chance)
        found[name] = sum((count - expected) ** 2 for count in mine) / spread * (size - 1) / size
    return found


def test_every_file_of_a_stratum_comes_up_alike() -> None:
    found = unevenness(lambda seed: draw.draw(UNITS, DIGEST, seed, 20, by="department", least=2))
    assert all(found[name] < LIMIT[name] for name in SIZES), found


def test_two_files_come_up_together_as_often_as_chance_has_it() -> None:
    together = Counter[int]()
    for n in range(SEEDS):
        drawn = draw.draw(UNITS, DIGEST, f"期号 {n}", 20, by="department", least=2)
        places = [UNITS.index(unit) for unit in drawn if unit.department == "区气象局"]
        together[abs(places[0] - places[1])] += 1
    # Of ten files in a row 10 - d pairs lie d apart; 45 pairs in all.
    expected = {d: SEEDS * (10 - d) / 45 for d in range(1, 10)}
    assert sum((together[d] - e) ** 2 / e for d, e in expected.items()) < 31.8  # 8 degrees, p < 0.0002


def test_a_draw_that_favours_some_files_is_found() -> None:
    dice = random.Random(1)

    def arranged(_seed: str) -> list[Unit]:
        return dice.sample(UNITS[:60], 12) + dice.sample(UNITS[60:90], 6) + dice.sample([*UNITS[90:], UNITS[90]], 2)

    found = unevenness(arranged)
    assert found["区气象局"] > LIMIT["区气象局"]
    assert found["区城市管理局"] < LIMIT["区城市管理局"]
