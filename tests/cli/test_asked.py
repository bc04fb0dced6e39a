"""What is asked for in numbers, ranges and empty values: refused in a sentence, never read as something else."""

import pytest

from desk import Run

BEYOND = "9" * 23


@pytest.mark.parametrize(
    "words",
    [
        ("dispute", "list", "--limit", BEYOND),
        ("log", "--limit", BEYOND),
        ("undo", BEYOND),
        ("undo", "0"),
        ("stats", "dispute", "--by", "category", "--top", BEYOND),
        ("audit", "draw", "--n", BEYOND, "--by", "单位", "--seed", "x"),
        ("due", "--days", BEYOND),
    ],
)
def test_numbers_beyond_64_bits(two_cases: Run, words: tuple[str, ...]) -> None:
    answer = two_cases(*words)
    assert answer.code == 2
    assert "整数" in answer.err


@pytest.mark.parametrize(
    "words",
    [
        ("stats", "--month", ""),
        ("stats", "--year", ""),
        ("stats", "--from", "", "--to", "2024-11-24"),
        ("stats", "--from", "2024-11", "--to", ""),
        ("stats", "--as-of", ""),
        ("dispute", "list", "--as-of", ""),
    ],
)
def test_a_variable_of_a_script_that_is_empty_is_no_period(two_cases: Run, words: tuple[str, ...]) -> None:
    answer = two_cases(*words)
    assert answer.code == 2
    assert "后面要写值" in answer.err


@pytest.mark.parametrize(
    "condition", [("--amount", "5000..100"), ("--accepted-on", "2024-12-01..2024-11-01"), ("--people", "9..3")]
)
def test_a_range_from_high_to_low(two_cases: Run, condition: tuple[str, str]) -> None:
    answer = two_cases("dispute", "list", *condition)
    assert answer.code == 2
    assert "颠倒" in answer.err


def test_a_range_of_one(two_cases: Run) -> None:
    assert two_cases("dispute", "list", "--amount", "12000..12000").code == 0


@pytest.mark.parametrize(
    "words", [("stats", "--month", "x" * 5000), ("stats", "dispute", "--by", "类" * 3000), ("find", "y" * 3000, "--nope")]
)
def test_what_was_pasted_by_mistake_is_not_said_back_in_full(two_cases: Run, words: tuple[str, ...]) -> None:
    answer = two_cases(*words)
    assert answer.code == 2
    assert len(answer.err) < 900


def test_a_round_that_nobody_named(two_cases: Run) -> None:
    answer = two_cases("audit", "draw", "--n", "3", "--by", "单位", "--seed", "x")
    assert answer.code == 3
    assert answer.err.startswith("错误：没有评查名册。")


@pytest.mark.parametrize("place, says", [("/proc/x.csv", "没有这个文件或文件夹"), ("x" * 300 + ".csv", "名字太长")])
def test_why_a_file_was_not_written_is_said_in_chinese(two_cases: Run, place: str, says: str) -> None:
    answer = two_cases("dispute", "list", "--to", place)
    assert answer.code == 6
    assert says in answer.err
