"""Every listed cell through `import`: what is taken reads as it should, what is refused is named, in one plan."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from cli.listed.cells import CELLS, READS
from desk import Run
from xcli.domain.identity import check_digit

NOW = ("--today", "2026-11-24")
OWN_COLUMN = {"人数": "people", "涉及人数": "people", "涉案金额": "amount", "受理日期": "accepted_on", "案号": "case_no"}
PARTY_COLUMN = {"申请人": "party_1_person", "申请人证件号码": "party_1_id_no", "申请人电话": "party_1_phone"}
EVERY = [(mark, column, cell, verdict) for column, cells in CELLS.items() for mark, cell, verdict in cells]


def sheet(path: Path, column: str, cells: list[str]) -> str:
    """Write a sheet whose rows are good but for one column; no two rows may be taken for the same case."""
    rows = [
        {"受理日期": "2026-01-05", "纠纷类别": "邻里", "申请人": "张三", "被申请人": f"李四{chr(0x4E00 + n)}"} | {column: cell}
        for n, cell in enumerate(cells)
    ]
    text = io.StringIO()
    out = csv.DictWriter(text, list(rows[0]))
    out.writeheader()
    out.writerows(rows)
    path.write_bytes(text.getvalue().encode())
    return str(path)


def imported(desk: Run, path: str, *more: str) -> dict[str, Any]:
    """Import the good rows and return what `--json` says."""
    answer = desk(*NOW, "import", path, "--accept-good", "--json", *more)
    assert "Traceback" not in answer.err
    return json.loads(answer.out.splitlines()[-1])  # type: ignore[no-any-return]


def verdicts(found: dict[str, Any], count: int) -> list[str]:
    """Return what became of each row."""
    weights: dict[int, set[str]] = {}
    for fault in found["faults"]:
        weights.setdefault(fault["row"], set()).add(fault["weight"])
    rows = [weights.get(n + 2, set()) for n in range(count)]
    return ["refuse" if "error" in row else "warn" if "warning" in row else "take" for row in rows]


def groups() -> list[Any]:
    """Cells of one column share a sheet; numbers of cases that fold to the same would meet in it."""
    together = {column: cells for column, cells in CELLS.items() if column != "案号"}
    alone = [("案号", (cell,)) for cell in CELLS["案号"]]
    return [pytest.param(column, cells, id=f"{column} {cells[0][0]}") for column, cells in [*together.items(), *alone]]


@pytest.mark.parametrize("column, cells", groups())
def test_every_cell_is_taken_or_refused_as_listed(desk: Run, tmp_path: Path, column: str, cells: Any) -> None:
    found = imported(desk, sheet(tmp_path / "a.csv", column, [cell for _, cell, _ in cells]))
    wanted = {mark: "refuse" if verdict == "garbled" else verdict for mark, _, verdict in cells}
    assert dict(zip(wanted, verdicts(found, len(cells)), strict=True)) == wanted
    taken = [mark for mark, verdict in wanted.items() if verdict != "refuse"]
    assert found["inserted"] == len(taken)
    export = desk("dispute", "list", "--format", "json", "--reveal", "核对", "--sort", "case_no")
    held = [row.get(OWN_COLUMN.get(column) or PARTY_COLUMN.get(column, "")) for row in json.loads(export.out)] if taken else []
    reads = sorted(str(READS[mark]) for mark in taken if mark in READS)
    assert sorted(str(value) for value in held if str(value) in reads) == reads


def test_garbled_text_is_taken_only_when_told(desk: Run, tmp_path: Path) -> None:
    garbled = [cell for _, _, cell, verdict in EVERY if verdict == "garbled"]
    found = imported(desk, sheet(tmp_path / "a.csv", "申请人", garbled), "--accept-mojibake")
    assert (found["inserted"], verdicts(found, 1)) == (len(garbled), ["warn"])


def test_id_number_20_women_whose_cards_are_those_of_men_are_a_warning(desk: Run, tmp_path: Path) -> None:
    """Where a sex is told beside a number, in legal aid alone, the two are compared."""
    path = tmp_path / "a.csv"
    men, woman = [body + check_digit(body) for body in (f"11010519491231{n:03}" for n in (3, 5, 7))], "11010519491231002X"
    rows = (("妇女", men[0]), ("妇女", woman), ("妇女、老年人", men[1]), ("老年人", men[2]), ("妇女", ""))
    head = "申请日期,案件类型,援助形式,受援人,受援人证件号码,受援人类别"
    lines = [f"2026-01-05,民事,诉讼代理,张{chr(0x4E00 + n)},{number},{who}" for n, (who, number) in enumerate(rows)]
    path.write_text("\n".join([head, *lines, ""]), "utf-8")
    found = imported(desk, str(path))
    assert verdicts(found, len(rows)) == ["warn", "take", "warn", "take", "take"]
    assert {fault["column"] for fault in found["faults"] if fault["weight"] == "warning"} == {"F"}
