"""A frame of three departments, imported and frozen."""

import csv
from collections.abc import Iterable
from pathlib import Path

import pytest

from desk import Run

HEAD = ("执法单位", "处罚决定书文号", "处罚程序", "处罚日期", "罚款金额（元）")
SIZES = {"市场监管局": ("市监罚", 12), "城管局": ("城管罚", 6), "气象局": ("气罚", 2)}
Rows = list[tuple[object, ...]]


def files() -> Rows:
    return [
        (name, f"{mark}〔2024〕{n}号", "简易程序" if n % 4 == 0 else "普通程序", f"2024-03-{n:02}", n * 100)
        for name, (mark, count) in SIZES.items()
        for n in range(1, count + 1)
    ]


def sheet(path: Path, rows: Iterable[tuple[object, ...]], head: tuple[str, ...] = HEAD) -> str:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([head, *rows])
    return str(path)


@pytest.fixture
def framed(desk: Run, tmp_path: Path) -> Run:
    """Import the frame of a round."""
    assert desk("audit", "frame", "import", sheet(tmp_path / "frame.csv", files()), "--round", "2024").code == 0
    return desk


@pytest.fixture
def frozen(framed: Run) -> Run:
    """Freeze it."""
    assert framed("audit", "frame", "freeze").code == 0
    return framed
