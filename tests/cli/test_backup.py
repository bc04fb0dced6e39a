"""`backup`, `backup check` and `restore` as a clerk types them."""

import os
import sys
from pathlib import Path

import pytest

from desk import TODAY, Run

ADD = ("dispute", "add", "--accepted-on", TODAY, "--category", "合同", "--party", "申请人=赵六")


def backups() -> list[Path]:
    found = (Path(os.environ["XCLI_DB"]).parent / "backups").glob("*.db*")
    return sorted(found, key=lambda path: path.stat().st_mtime_ns)  # names of one second do not tell which was first


def test_a_backup_is_made_checked_and_restored(two_cases: Run) -> None:
    made = two_cases("backup")
    assert made.code == 0
    assert "截至第 3 笔" in made.out
    assert str(backups()[0]) in made.out
    checked = two_cases("备份", "检查")
    assert (checked.code, "最新的备份可用" in checked.out, "今天做的" in checked.out) == (0, True, True)
    assert two_cases(*ADD).code == 0
    refused = two_cases("restore", str(backups()[0]))
    assert (refused.code, "之后的 1 笔" in refused.err) == (5, True)
    done = two_cases("恢复", str(backups()[0]), "--force", "--reason", "误删")
    assert done.code == 0
    assert str(backups()[-1]) in done.out
    assert "赵六" not in two_cases("dispute", "list").out
    assert "误删" in two_cases("log", "--limit", "1").out
    assert two_cases("db", "verify").code == 0
    assert two_cases("restore", str(backups()[-1]), "--force").code == 0
    assert "赵六" in two_cases("dispute", "list").out


def test_english_says_the_same(two_cases: Run) -> None:
    assert "up to entry 3" in two_cases("backup", "--lang", "en").out
    assert "The newest of 1 backups is good" in two_cases("backup", "check", "--lang", "en").out


def test_old_backups_go_and_the_newest_stays(two_cases: Run) -> None:
    assert two_cases("backup").code == 0
    first = backups()[0]
    first.rename(first.with_name("ledger-20200101-080000.db"))
    first.with_name("another-20200101-080000.db").touch()
    answer = two_cases("backup", "--keep", "1d")
    assert "删去旧备份 1 份" in answer.out
    assert [path.name[:8] for path in backups()] == ["another-", "ledger-2"]
    assert "20200101" not in backups()[1].name


def test_a_bad_newest_backup_is_told_with_a_good_one(two_cases: Run) -> None:
    assert two_cases("backup").code == 0
    good = backups()[0]
    good.with_name("ledger-20991231-000000.db").write_bytes(good.read_bytes()[:-4096])
    answer = two_cases("backup", "check")
    assert answer.code == 7
    assert str(good) in answer.err


def test_an_old_backup_is_a_warning(two_cases: Run) -> None:
    assert two_cases("backup").code == 0
    backups()[0].rename(backups()[0].with_name("ledger-20200101-080000.db"))
    answer = two_cases("backup", "check")
    assert answer.code == 0
    assert "天没有备份" in answer.err


@pytest.mark.parametrize(
    "words, code, says",
    [
        (("backup", "check"), 3, "xcli backup"),
        (("backup", "check", "/no/such"), 3, "/no/such"),
        (("backup", "--keep", "7x"), 2, "7d,4w,12m"),
        (("backup", "--encrypt"), 2, "密码"),
        (("backup", "--password-file", "/no/such"), 3, "/no/such"),
        (("backup", "--to", "/proc/no"), 6, "没有做成"),
        (("backup", "nothing"), 2, "nothing"),
        (("restore", "/no/such.db"), 3, "xcli backup check"),
        (("restore",), 2, "备份文件"),
    ],
)
def test_what_cannot_be_done_is_said(two_cases: Run, words: tuple[str, ...], code: int, says: str) -> None:
    answer = two_cases(*words)
    assert answer.code == code
    assert says in answer.err


def test_an_encrypted_backup_needs_its_password(two_cases: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyrage", None)
    secret = tmp_path / "secret"
    secret.write_text("蓝天\n", "utf-8")
    answer = two_cases("backup", "--encrypt", "--password-file", str(secret))
    assert (answer.code, "xcli[secure]" in answer.err) == (6, True)
    assert not backups()


def test_help_says_that_the_name_may_be_left_out(desk: Run) -> None:
    assert "不写命令即为 make" in desk("backup", "--help").out
    assert "--password-file" in desk("backup", "make", "--help").out


@pytest.mark.parametrize("name, says", [("a.file", "已有同名的文件"), ("x" * 300, "名字太长")])
def test_a_folder_that_cannot_be_made_is_said_in_chinese(two_cases: Run, tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / "a.file").write_text("", "utf-8")
    answer = two_cases("backup", "--to", str(tmp_path / name))
    assert (answer.code, says in answer.err) == (6, True), answer.err


def test_a_wrong_password_is_told_in_one_sentence(two_cases: Run, tmp_path: Path) -> None:
    for name in ("right", "wrong"):
        (tmp_path / name).write_text(name, "utf-8")
    made = two_cases("backup", "--to", str(tmp_path / "enc"), "--encrypt", "--password-file", str(tmp_path / "right"))
    assert made.code == 0
    answer = two_cases("backup", "check", str(tmp_path / "enc"), "--password-file", str(tmp_path / "wrong"))
    assert answer.code == 7
    assert "。）" not in answer.err
