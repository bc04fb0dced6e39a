"""`db seal`, `db verify --code` and `purge` as a clerk types them."""

import os
import shutil
from pathlib import Path

import pytest

from desk import Run

OLD = ("dispute", "add", "--accepted-on", "2010-03-01", "--category", "合同", "--party", "申请人=赵小兰", "--outcome", "settled")


def test_a_seal_proves_later_that_nothing_was_put_back(two_cases: Run, tmp_path: Path) -> None:
    elsewhere = tmp_path / "usb.txt"
    line = two_cases("db", "seal").out.strip()
    assert line.startswith("630122 ")
    code = line.rsplit(" ", 1)[1]
    older = shutil.copy(os.environ["XCLI_DB"], tmp_path / "older.db")
    assert two_cases("db", "seal", "--to", str(elsewhere)).code == 0
    assert two_cases("undo").code == 0
    assert two_cases("台账", "封存", "--输出", str(elsewhere)).code == 0
    assert len(elsewhere.read_text("utf-8").splitlines()) == 2
    assert elsewhere.stat().st_mode & 0o777 == 0o600
    for given in (("--code", code), ("--code", f"3 {code}"), ("--codes", str(elsewhere))):
        answer = two_cases("db", "verify", *given)
        assert (answer.code, "对得上" in answer.err) == (0, True)
    shutil.copy(older, os.environ["XCLI_DB"])
    assert two_cases("db", "verify").code == 0
    answer = two_cases("db", "verify", "--codes", str(elsewhere))
    assert answer.code == 7
    assert "没有第 4 笔" in answer.out


@pytest.mark.parametrize(
    "words, code, says",
    [
        (("verify", "--code", "12"), 2, "69AA-5D2B-76EA-97E8"),
        (("verify", "--codes", "/no/such"), 3, "/no/such"),
        (("seal", "--to", "/no/such/file"), 3, "/no/such"),
        (("verify", "--code", "AAAA-BBBB-CCCC-DDDD"), 7, "改动或损坏"),
    ],
)
def test_what_cannot_be_compared_is_said(two_cases: Run, words: tuple[str, ...], code: int, says: str) -> None:
    answer = two_cases("db", *words)
    assert (answer.code, says in answer.err) == (code, True), answer.err


def test_a_purge_asks_first_backs_up_and_is_logged(two_cases: Run) -> None:
    assert two_cases(*OLD, "--mediated-on", "2010-03-02").code == 0
    before = two_cases("stats", "dispute", "--year", "2010", "--format", "csv").out
    place = Path(os.environ["XCLI_DB"])
    refused = two_cases("purge", "--before", "2015-01-01", "--reason", "保管期满")
    assert (refused.code, "1 件" in refused.err) == (2, True)
    done = two_cases("清除", "--早于", "2015-01-01", "--理由", "保管期满", "--force")
    assert done.code == 0
    assert "-before-purge.db" in done.err
    assert "赵小兰".encode() not in place.read_bytes()
    assert "赵小兰".encode() in next((place.parent / "backups").iterdir()).read_bytes()
    assert "保管期满" in two_cases("log", "--limit", "1").out
    assert two_cases("db", "verify").code == 0
    assert two_cases("stats", "dispute", "--year", "2010", "--format", "csv").out == before
    assert "张三" in two_cases("dispute", "list").out
    again = two_cases("purge", "--before", "2015-01-01", "--reason", "保管期满")
    assert (again.code, "没有需要清除" in again.out) == (0, True)


@pytest.mark.parametrize(
    "words, code",
    [
        ((), 2),
        (("--before", "昨天前"), 2),
        (("--before", "2999-01-01", "--reason", "x"), 2),
        (("--before", "2015-01-01"), 2),
        (("--before", "2015-01-01", "--reason", "x", "--as", "nothing"), 3),
    ],
)
def test_a_purge_must_be_clear(two_cases: Run, words: tuple[str, ...], code: int) -> None:
    assert two_cases("purge", *words).code == code
