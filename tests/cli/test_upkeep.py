"""The ledger, its offices, codes and opening stocks, what was done and taking it back."""

import sqlite3
from pathlib import Path

import pytest

from desk import TODAY, Run

NEW = ("init", "--bureau", "630122", "--name", "湟中区司法局", "--clerk", "王芳")


def test_init_makes_the_ledger_for_its_owner_alone(run: Run, tmp_path: Path) -> None:
    place = tmp_path / "home" / "xcli" / "ledger.db"
    answer = run(*NEW)
    assert answer.code == 0
    assert str(place) in answer.out
    assert place.stat().st_mode & 0o777 == 0o600
    assert run("dispute", "add", "--accepted-on", TODAY, "--category", "邻里").code == 0
    assert run(*NEW).code == 6


def test_init_remembers_another_place(run: Run, tmp_path: Path) -> None:
    assert run(*NEW, "--db", str(tmp_path / "elsewhere" / "my.db")).code == 0
    assert "my.db" in run("db", "info").out


@pytest.mark.parametrize(
    "more, says",
    [
        (["--bureau", "63"], "六位数字"),
        (["--rounding", "up"], "half-up、cut"),
        (["--first-day", "15"], "可选：1、21"),
        (["--first-day", "nothing=21"], "可用：dispute"),
        (["--number", "dispute=湟调{n}号"], "{year}"),
        (["--number", "dispute={n}-{year}"], "湟调〔{year}〕{n}号"),
        (["--start", "2024-13-01"], "没有 13 月"),
        (["--name", "\x00"], "名称"),
    ],
)
def test_init_refuses_what_it_cannot_use(run: Run, tmp_path: Path, more: list[str], says: str) -> None:
    answer = run(*NEW, *more)
    assert answer.code == 2
    assert says in answer.err
    assert not (tmp_path / "home" / "xcli" / "ledger.db").exists()


def test_init_without_a_terminal_names_what_is_missing(run: Run) -> None:
    answer = run("init", "--bureau", "630122")
    assert answer.code == 2
    assert "--name --clerk" in answer.err


@pytest.mark.parametrize(
    "command", [["dispute", "list"], ["dispute", "add", "--category", "邻里"], ["log"], ["db", "verify"]]
)
@pytest.mark.parametrize("way", ["option", "environment", "neither"])
def test_a_ledger_that_is_not_there_is_not_made(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str], way: str
) -> None:
    monkeypatch.setenv("XCLI_CLERK", "王芳")
    place = str(tmp_path / "lost" / "typo.db")
    if way == "environment":
        monkeypatch.setenv("XCLI_DB", place)
    answer = run(*command, *(["--db", place] if way == "option" else []))
    assert answer.code == 6
    assert "xcli init" in answer.err
    assert not list(tmp_path.rglob("*.db"))


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\x00" + b"\x00" * 4096])
def test_another_file_is_left_alone(run: Run, tmp_path: Path, content: bytes) -> None:
    other = tmp_path / "other.db"
    other.write_bytes(content)
    assert run("dispute", "list", "--db", str(other)).code == 6
    assert other.read_bytes() == content


def test_a_server_address_may_not_hold_a_password(run: Run) -> None:
    answer = run("dispute", "list", "--db", "postgresql://clerk:secret@localhost/xcli")
    assert answer.code == 2
    assert "secret" not in answer.err


def test_who_is_writing_must_be_known(two_cases: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XCLI_CLERK")
    assert two_cases("dispute", "add", "--category", "邻里", "--accepted-on", TODAY).code == 2
    assert two_cases("clerk", "use", "李二").code == 0
    assert two_cases("clerk", "show").out == "李二\n"
    assert "填写人 李二" in two_cases("dispute", "add", "--category", "邻里", "--accepted-on", TODAY).out
    assert two_cases("clerk", "use", " ").code == 2


def test_undo_takes_back_and_brings_back(two_cases: Run) -> None:
    assert "已撤回第 3 笔：恢复 0 条，去掉 1 条" in two_cases("undo").out
    assert two_cases("dispute", "show", "2").code == 3
    assert two_cases("undo", "4").code == 0
    assert two_cases("dispute", "show", "2").code == 0
    assert two_cases("undo", "99").code == 3
    assert two_cases("undo", "3", "--clerk", "李二").code == 0


def test_undo_refuses_what_was_changed_since(two_cases: Run) -> None:
    assert two_cases("dispute", "edit", "1", "--people", "3").code == 0
    answer = two_cases("undo", "2")
    assert answer.code == 5
    assert "湟调〔2024〕1号" in answer.err


def test_the_log_tells_who_did_what(two_cases: Run) -> None:
    two_cases("undo", "--reason", "误登")
    lines = two_cases("log", "--format", "csv").out.splitlines()
    assert [line.split(",")[2:] for line in lines[1:]] == [
        ["王芳", "undo", "纠纷 1", "误登"],
        ["王芳", "dispute add", "纠纷 1", ""],
        ["王芳", "dispute add", "纠纷 1", ""],
        ["王芳", "init", "设置 2", ""],
    ]
    assert "init" not in two_cases("log", "--limit", "2").out
    assert "dispute" not in two_cases("log", "--by", "李二").out


@pytest.mark.parametrize(
    "said, numbers",
    [
        ("2", ["2号"]),
        ("湟调〔2024〕1号", ["1号"]),
        ("张", ["1号"]),
        ("欧阳", ["2号"]),
        ("阳明", ["2号"]),
        ("水渠", ["1号"]),
        ("湟调", ["1号", "2号"]),
    ],
)
def test_find_looks_for_numbers_names_and_words(two_cases: Run, said: str, numbers: list[str]) -> None:
    two_cases("dispute", "edit", "1", "--summary", "为水渠争执")
    out = two_cases("find", said).out
    assert [number for number in ("1号", "2号") if f"湟调〔2024〕{number}" in out] == numbers


@pytest.mark.parametrize("said", ["%%%%", "_", "12", "王五", "'"])
def test_find_takes_text_literally(two_cases: Run, said: str) -> None:
    assert two_cases("find", said).code == 3


def test_verify_finds_what_was_altered(two_cases: Run, tmp_path: Path) -> None:
    assert two_cases("db", "verify").code == 0
    with sqlite3.connect(tmp_path / "ledger.db") as other:
        other.execute("UPDATE dispute SET category = 'family' WHERE category = 'neighbour'")
    other.close()
    answer = two_cases("db", "verify")
    assert answer.code == 7
    assert "发现 1 处不符" in answer.err


def test_upgrade_of_a_current_ledger_does_nothing(desk: Run, tmp_path: Path) -> None:
    before = (tmp_path / "ledger.db").read_bytes()
    assert desk("db", "upgrade").code == 0
    assert (tmp_path / "ledger.db").read_bytes() == before


def test_a_read_only_ledger_still_shows_with_the_phone_masked(
    two_cases: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from xcli.ledger.ledger import Ledger, ReadOnly

    def refused(*_: object) -> None:
        raise ReadOnly(place="x")

    monkeypatch.setattr(Ledger, "writing", refused)
    assert two_cases("dispute", "show", "1").code == 0
    assert two_cases("dispute", "edit", "1", "--people", "3").code == 6


@pytest.fixture
def offices(desk: Run) -> Run:
    """Add a judicial office with a committee under it."""
    assert desk("office", "add", "多巴镇司法所", "--alias", "多巴所").code == 0
    assert desk("office", "add", "多巴镇调委会", "--kind", "调委会", "--parent", "多巴所").code == 0
    return desk


def test_offices_are_found_by_alias_and_hold_those_below(offices: Run) -> None:
    assert offices("dispute", "add", "--accepted-on", TODAY, "--category", "邻里", "--office", "多巴镇调委会").code == 0
    assert "共 1 件" in offices("dispute", "list", "--office", "多巴所").out
    assert offices("office", "add", "多巴所").code == 5
    assert offices("office", "add", "新所", "--parent", "没有的所").code == 4
    assert offices("office", "add", "新所", "--kind", "x").code == 4


def test_a_renamed_office_keeps_its_old_name_as_alias(offices: Run) -> None:
    assert offices("dispute", "add", "--accepted-on", TODAY, "--category", "邻里", "--office", "多巴所").code == 0
    assert offices("office", "rename", "多巴所", "多巴司法所").code == 0
    assert "多巴司法所" in offices("dispute", "list", "--office", "多巴镇司法所").out
    assert offices("office", "rename", "多巴镇调委会", "多巴所").code == 5
    assert offices("undo").code == 0
    assert "多巴镇司法所" in offices("dispute", "show", "1").out


def test_merged_offices_share_records_and_names(offices: Run) -> None:
    assert offices("office", "add", "多巴调解委员会").code == 0
    assert offices("dispute", "add", "--accepted-on", TODAY, "--category", "邻里", "--office", "多巴镇调委会").code == 0
    answer = offices("office", "merge", "多巴镇调委会", "多巴调解委员会")
    assert answer.code == 0, answer.err
    assert "1 条记录归入" in answer.out
    assert "多巴调解委员会" in offices("dispute", "list", "--office", "多巴镇调委会").out
    assert offices("undo").code == 0
    assert "多巴镇调委会" in offices("dispute", "show", "1").out
    assert offices("office", "merge", "多巴所", "多巴所").code == 2
    assert offices("office", "merge", "多巴所", "多巴调解委员会").code == 5
    assert offices("office", "merge", "无此所", "多巴所").code == 3


def test_offices_come_from_a_sheet_once(desk: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "名册.csv"
    sheet.write_text(
        "机构名册\n序号,机构名称,机构类型,所属司法所,别名\n1,鲁沙尔司法所,司法所,,鲁沙尔所\n2,鲁沙尔调委会,调委会,鲁沙尔所,\n",
        "utf-8",
    )
    assert "已增加 2 个机构" in desk("office", "import", str(sheet)).out
    assert "已增加 0 个机构，2 个原已有" in desk("office", "import", str(sheet)).out
    sheet.write_text("a,b\n1,2\n", "utf-8")
    assert desk("office", "import", str(sheet)).code == 4
    assert desk("office", "retire", "鲁沙尔所", "--on", "2025-01-01").code == 0
    assert "停用" in desk("office", "list").out


def test_a_bureau_adds_a_category_and_retires_it(desk: Run) -> None:
    new = ("dispute", "add", "--accepted-on", TODAY, "--category", "草山")
    assert desk(*new).code == 4
    assert desk("code", "add", "纠纷类别", "草场", "--alias", "草山").code == 0
    assert "草场" in desk(*new).out
    assert desk("code", "add", "dispute_category", "草场").code == 5
    assert desk("code", "retire", "纠纷类别", "草场").code == 0
    assert "草场" in desk("dispute", "show", "1").out
    assert "草场" in desk("code", "list", "纠纷类别").out
    assert desk("code", "add", "调解结果", "别的").code == 2
    assert desk("code", "list", "没有的表").code == 3


def test_an_opening_stock_is_set_and_set_again(desk: Run) -> None:
    assert "期初未结 4 件" in desk("opening", "set", "dispute", "2024-01-01", "4", "--source", "2023 年报表").out
    assert desk("opening", "set", "纠纷", "2024-01-01", "5", "--source", "更正").code == 0
    assert [line.split(",")[1:] for line in desk("opening", "list", "--format", "csv").out.splitlines()[1:]] == [
        ["2024-01-01", "", "5", "更正"]
    ]
    assert desk("opening", "set", "x", "2024-01-01", "5", "--source", "y").code == 3
    assert desk("opening", "set", "dispute", "2024-02-30", "5.5", "--source", "y").code == 4
    assert desk("opening", "set", "dispute", "2024-01-01", "5").code == 2
