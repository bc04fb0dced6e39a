"""Rows and files as offices send them, twice, in two versions, or with the same thing said twice."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cli.test_importing import GOOD, HEAD, OTHER, cases, result, sheet, with_cell
from desk import Run

NOW = ("--today", "2026-11-24")
BASE = {"受理日期": "2026-03-01", "纠纷类别": "邻里", "申请人": "张三", "被申请人": "李四"}


def row(path: Path, **more: str) -> str:
    """Write a sheet of one row."""
    cells = BASE | more
    return sheet(path, tuple(cells.values()), head=tuple(cells))


ROWS: dict[str, tuple[dict[str, str], str]] = {
    "date-30": ({"受理日期": "1926-03-10"}, "refuse"),
    "id-number-18": ({"申请人证件类型": "身份证", "申请人证件号码": "E12345678"}, "refuse"),
    "id-number-19": ({"申请人证件类型": "港澳居民居住证", "申请人证件号码": "810000199408230021"}, "take"),
    "case-no-07": ({"案号": "(2025)沪0101调9号"}, "warn"),
    "duplicate-08": ({"申请人2": "张三"}, "refuse"),
}


@pytest.mark.parametrize("listed", ROWS)
def test_rows_are_taken_or_refused_as_listed(desk: Run, tmp_path: Path, listed: str) -> None:
    cells, verdict = ROWS[listed]
    found = result(desk(*NOW, "import", row(tmp_path / "a.csv", **cells), "--json"))
    weights = {fault["weight"] for fault in found["faults"]}
    assert found["inserted"] == (0 if verdict == "refuse" else 1)
    assert ("error" if verdict == "refuse" else "warning" if verdict == "warn" else None) in weights | {None}


def test_id_number_22_one_number_under_two_names_is_a_warning_and_both_stay(desk: Run, tmp_path: Path) -> None:
    number = {"申请人证件号码": "11010519491231002X"}
    assert desk(*NOW, "import", row(tmp_path / "a.csv", **number)).code == 0
    for name, other in (("b.csv", "张三"), ("c.csv", "张山")):
        found = result(desk(*NOW, "import", row(tmp_path / name, 申请人=other, 受理日期=f"2026-03-0{ord(name[0]) - 95}", **number), "--json"))
        said = [fault for fault in found["faults"] if "证件号码" in json.dumps(fault, ensure_ascii=False)]
        assert found["inserted"] == 1
        assert bool(said) == (other == "张山"), found["faults"]
        assert "11010519491231002X" not in json.dumps(found)


def test_duplicate_01_one_number_in_two_rows(desk: Run, tmp_path: Path) -> None:
    answer = desk("import", sheet(tmp_path / "a.csv", GOOD, OTHER, with_cell("案号", GOOD[0], OTHER)))
    assert answer.code == 4
    assert "第 2、4 行" in answer.out
    assert cases(desk) == []


def test_duplicate_02_04_what_is_sent_again_is_counted_not_doubled(desk: Run, tmp_path: Path) -> None:
    first = sheet(tmp_path / "a.csv", GOOD)
    assert desk("import", first).code == 0
    assert desk("import", first).code == 0
    found = result(desk("import", sheet(tmp_path / "b.csv", GOOD, OTHER), "--json"))
    assert (found["inserted"], found["same"]) == (1, 1)
    assert len(cases(desk)) == 2


def test_duplicate_03_a_different_row_is_shown_and_kept_out_unless_told(desk: Run, tmp_path: Path) -> None:
    assert desk("import", sheet(tmp_path / "a.csv", GOOD)).code == 0
    changed = sheet(tmp_path / "b.csv", with_cell("申请人", "赵六", with_cell("涉案金额", "2000")))
    answer = desk("import", changed)
    assert answer.code == 5
    assert "1,000.00 → 2,000.00" in answer.out
    assert cases(desk)[0]["amount"] == "1000.00"


def test_duplicate_06_two_processes_import_one_file(desk: Run, tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.csv", *(with_cell("案号", f"多调〔2024〕{n}号") for n in range(1, 300)))
    words = [sys.executable, "-m", "xcli", "import", path, "--json"]
    both = [subprocess.Popen(words, stdout=subprocess.PIPE, env={**os.environ, "XCLI_TODAY": "2024-11-24"}) for _ in "ab"]
    said: list[Any] = [json.loads(child.communicate()[0].decode().splitlines()[-1]) for child in both]
    assert [child.returncode for child in both] == [0, 0]
    assert sorted(one["inserted"] for one in said) == [0, 299]
    assert len(cases(desk)) == 299


SHEETS = {
    "csv-structure-02": ("案号,当事人,收案日期,类别\n", 4, 0),
    "csv-structure-03": ("当事人,收案日期,类别\n张三,2024-01-02,邻里\n", 0, 1),
    "csv-structure-07": (' 案 号 ,当事人\u3000,"收案\n日期",类 别\n1号,张三,2024-01-02,邻里\n', 0, 1),
    "csv-structure-08": ("某区司法局2024年1月调解案件表,,,\n填表人：李四,,,\n案号,当事人,收案日期,类别\n1号,张三,2024-01-02,邻里\n", 0, 1),
    "csv-structure-10": ("案号,当事人,收案日期,类别\n1号,张三,2024-01-02,邻里,多余\n", 4, 0),
    "csv-structure-14": ("案号,当事人,收案日期,类别\r\n1号,张三,2024-01-02,邻里\n2号,李四,2024-01-03,邻里\r\n", 0, 2),
    "csv-structure-20": ("案号,当事人,收案日期,类别\n1号,张\0三,2024-01-02,邻里\n", 4, 0),
    "csv-structure-21": ("案号,当事人,收案日期,类别\n1号,张三,2024-01-02,邻里\n\x1a", 0, 1),
    "csv-structure-22": ("案号,当事人,收案日期,类别,金额\n1号,张三,2024-01-02,邻里,5\n合计,,,,5\n", 0, 1),
    "csv-structure-23": ("案号,当事人,收案日期,类别\n1号,张三,2024-01-02,邻里\n,,,\n,,,\n\n", 0, 1),
}


@pytest.mark.parametrize("listed", SHEETS)
def test_sheets_of_every_build(desk: Run, tmp_path: Path, listed: str) -> None:
    text, code, count = SHEETS[listed]
    (tmp_path / "a.csv").write_bytes(text.encode())
    assert desk("import", str(tmp_path / "a.csv")).code == code
    assert len(cases(desk)) == count


def test_the_heading_of_these_tests_is_that_of_the_importing_ones() -> None:
    assert HEAD[0] == "案号"
