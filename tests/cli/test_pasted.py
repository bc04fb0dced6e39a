"""What a clerk pastes in the wrong place: numbers of people, keys twice, reasons that nobody can read."""

import io
import sys
import time
from pathlib import Path

import pytest

from desk import Run

CARD, MOBILE = "630122198803120012", "13912345678"
ADD = ("dispute", "add", "--category", "邻里", "--accepted-on", "2024-11-20")


@pytest.mark.parametrize(
    "words",
    [
        ("dispute", "show", CARD),
        ("dispute", "list", "--category", MOBILE),
        ("dispute", "add", "--category", CARD, "--accepted-on", "2024-11-20"),
        ("stats", "--month", CARD),
        ("office", "add", "所", MOBILE),
        ("import", f"{CARD}.csv"),
        (MOBILE,),
    ],
)
def test_a_number_in_the_wrong_place_is_not_said_back(two_cases: Run, words: tuple[str, ...]) -> None:
    answer = two_cases(*words)
    assert answer.code != 0
    assert CARD not in answer.out + answer.err
    assert MOBILE not in answer.out + answer.err


@pytest.mark.parametrize("name", [f"张三{CARD}", f"张三 {MOBILE}", CARD, f"{MOBILE}（张三）"])
def test_a_name_that_holds_a_number_is_refused(two_cases: Run, name: str) -> None:
    answer = two_cases(*ADD, "--party", name)
    assert answer.code == 4
    assert "证件号码、联系电话一栏" in answer.err


def test_a_sheet_without_a_heading_is_not_said_back(two_cases: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "s.csv"
    sheet.write_text(f"赫连勃勃,{CARD},{MOBILE},某路1号\n张三,{CARD},{MOBILE},x\n", "utf-8")
    answer = two_cases("import", str(sheet))
    assert answer.code == 4
    assert "像是数据" in answer.err
    assert not {"赫连", CARD, MOBILE} & set(answer.err.split())
    assert "赫连" not in answer.err


def test_columns_that_nobody_knows_are_counted(two_cases: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "s.csv"
    more = ",".join(f"列{n}" for n in range(5000))
    sheet.write_text(f"受理日期,纠纷类别,张三{CARD},{more}\n2024-11-01,邻里,x{',' * 5000}\n", "utf-8")
    answer = two_cases("import", str(sheet), "--dry-run")
    assert answer.code == 0
    assert "等 5001 个" in answer.out
    assert CARD not in answer.out
    assert len(answer.out) < 600


@pytest.mark.parametrize("said, mark", [("boss=张三", "“boss”"), ("=张三", "“”")])
def test_a_role_that_is_none_is_told_the_roles(two_cases: Run, said: str, mark: str) -> None:
    answer = two_cases(*ADD, "--party", said)
    assert answer.code == 2
    assert mark in answer.err
    assert "申请人、被申请人" in answer.err
    assert "person" not in answer.err


def _give(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


def test_a_key_twice_in_json(two_cases: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    _give(monkeypatch, '{"受理日期": "2024-11-20", "纠纷类别": "邻里", "纠纷类别": "合同"}')
    answer = two_cases("dispute", "add", "--json", "-")
    assert answer.code == 2
    assert "“纠纷类别”出现了两次" in answer.err


def test_json_as_notepad_saves_it(two_cases: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    _give(monkeypatch, '\ufeff{"受理日期": "2024-11-20", "纠纷类别": "邻里"}')
    assert two_cases("dispute", "add", "--json", "-").code == 0


def test_many_keys_of_which_the_last_stands_twice(two_cases: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "s.jsonl"
    sheet.write_text("{" + ",".join(f'"k{n}":1' for n in [*range(70_000), 69_999]) + "}\n", "utf-8")
    began = time.monotonic()
    answer = two_cases("import", str(sheet))
    assert answer.code == 4
    assert "k69999" in answer.err
    assert time.monotonic() - began < 10


def test_json_lines_say_in_chinese_where_they_are_wrong(two_cases: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "s.jsonl"
    sheet.write_text('{"受理日期": "2024-11-20"} x\n', "utf-8")
    answer = two_cases("import", str(sheet))
    assert "个字符处写法不对" in answer.err
    assert "Extra" not in answer.err


@pytest.mark.parametrize(
    "reason, says", [("\u202e补录", "隐藏字符"), ("长" * 5000, "上限"), ("  ", "是空的"), ("a\x00b", "NUL")]
)
def test_a_reason_that_nobody_could_read_later(two_cases: Run, reason: str, says: str) -> None:
    answer = two_cases("dispute", "edit", "1", "--amount", "5", "--reason", reason)
    assert answer.code == 2
    assert says in answer.err
    assert len(answer.err) < 300


@pytest.mark.parametrize("option", ["--as", "--office"])
def test_an_empty_variable_of_a_script_is_no_line_and_no_office(two_cases: Run, tmp_path: Path, option: str) -> None:
    sheet = tmp_path / "s.csv"
    sheet.write_text("受理日期,纠纷类别\n2024-11-01,邻里\n", "utf-8")
    answer = two_cases("import", str(sheet), option, "")
    assert answer.code == 2
    assert option in answer.err


def test_one_row_that_got_a_number(two_cases: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "s.csv"
    sheet.write_text("受理日期,纠纷类别\n2024-11-01,邻里\n", "utf-8")
    assert "已编号：湟调〔2024〕3号\n" in two_cases("import", str(sheet)).out


@pytest.mark.parametrize("number", ["湟调〔2024〕1号之一", "湟调〔2024〕-1号", "湟调〔2024〕0001号", "湟调〔2024〕1e3号"])
def test_the_next_step_names_the_very_case(two_cases: Run, number: str) -> None:
    answer = two_cases(*ADD, "--case-no", number)
    assert f"close {number}" in answer.out
    step = answer.out.split("xcli ")[-1].split()
    assert two_cases("dispute", "show", step[-1]).code == 0
