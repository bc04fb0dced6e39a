"""Commands that are interrupted, run beside one another, or at the wrong time."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from bench.data import write
from desk import TODAY, Run
from xcli.ledger.engine import PRAGMAS

ADD = ("dispute", "add", "--accepted-on", TODAY, "--category", "邻里")
ROWS = 2000
LATER = ("--today", "2025-06-01")


def child(*words: str, **more: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "XCLI_TODAY": TODAY, **more}
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-m", "xcli", *words], stdout=pipe, stderr=pipe, env=environment)


def journal_begun(place: Path) -> bool:
    return place.with_name(f"{place.name}-journal").exists()


@pytest.mark.parametrize("how, code", [(signal.SIGINT, 130), (signal.SIGTERM, None), (signal.SIGHUP, None)])
def test_process_02_03_an_import_that_is_stopped_leaves_nothing(
    desk: Run, tmp_path: Path, how: signal.Signals, code: int | None
) -> None:
    """Ctrl-C answers in one line; a closed window or a shut-down ends it at once. Nothing of the file is there."""
    sheet = write(tmp_path / "a.csv", ROWS)
    place = Path(os.environ["XCLI_DB"])
    running = child("import", str(sheet), "--new-offices", *LATER)
    began = time.monotonic()
    while not journal_begun(place) and running.poll() is None and time.monotonic() - began < 30:
        time.sleep(0.002)
    running.send_signal(how)
    said = running.communicate(timeout=60)[1].decode()
    assert "Traceback" not in said
    if code is not None and running.returncode != 0:
        assert running.returncode == code
        assert "没有保存" in said
    count = desk("db", "info").out
    assert ("纠纷：0" in count) != (running.returncode == 0)
    assert desk("db", "verify").code == 0
    assert desk("import", str(sheet), "--new-offices", *LATER).code == 0
    assert f"纠纷：{ROWS}" in desk("db", "info").out


def test_process_06_the_second_of_two_edits_is_refused(two_cases: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both looked at the same version; the second is told who came first, and nothing of the first is lost."""
    from xcli.ledger.ledger import Ledger

    honest: Any = Ledger.writing
    meanwhile = [("dispute", "edit", "1", "--village", "甲村", "--clerk", "李四", "--reason", "更正")]

    def late(self: Ledger, act: Any) -> Any:
        if meanwhile:
            command = meanwhile.pop()
            assert subprocess.run([sys.executable, "-m", "xcli", *command], check=False, capture_output=True).returncode == 0
        return honest(self, act)

    monkeypatch.setattr(Ledger, "writing", late)
    answer = two_cases("dispute", "edit", "1", "--village", "乙村")
    assert answer.code == 5
    assert "李四" in answer.err
    assert "甲村" in two_cases("dispute", "show", "1").out


def test_process_09_a_list_left_open_holds_no_lock(desk: Run) -> None:
    """The rows are fetched and the transaction ended before the first byte is printed."""
    import json

    from xcli.domain.pages.dispute import Dispute
    from xcli.ledger.journal import Act
    from xcli.ledger.ledger import open_ledger

    with open_ledger(os.environ["XCLI_DB"]).writing(Act("王芳", "import")) as writer:
        for n in range(2500):
            writer.add(Dispute, {"accepted_on": "2024-01-01", "category": "land", "village": "村" * 40, "people": n})
    reader = child("dispute", "list", "--format", "jsonl")
    assert reader.stdout
    first = reader.stdout.readline()
    assert json.loads(first)["people"] == 0
    answer = desk(*ADD, "--db", os.environ["XCLI_DB"])
    assert reader.poll() is None, "the pipe was not full: the list is too short for this test"
    reader.kill()
    reader.communicate()
    assert answer.code == 0


def test_process_10_nothing_opens_the_file_of_a_ledger_while_it_is_written() -> None:
    """Closing any handle on it would drop SQLite's locks: only looks before and after may."""
    sources = Path(__file__).parents[3] / "src" / "xcli"
    opening = [p.relative_to(sources).as_posix() for p in (sources / "ledger").glob("*.py") if ".open(" in p.read_text("utf-8")]
    assert sorted(opening) == ["ledger/age.py", "ledger/backup.py", "ledger/cipher.py", "ledger/durable.py", "ledger/engine.py"]


def test_process_17_a_program_that_is_older_than_the_ledger_stops(desk: Run) -> None:
    """The generation is read again inside every write: another clerk may upgrade between two commands."""
    from xcli.domain.keeping import Office
    from xcli.ledger.journal import Act
    from xcli.ledger.ledger import open_ledger
    from xcli.ledger.schema import Newer

    opened = open_ledger(os.environ["XCLI_DB"])
    with sqlite3.connect(opened.place) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
        raw.execute("PRAGMA user_version = 9999")
    raw.close()
    with pytest.raises(Newer), opened.writing(Act("王芳", "office add")) as writer:
        writer.add(Office, {"title": "多巴司法所"})


def test_db_file_24_replacing_a_past_row_is_a_deletion_too(two_cases: Run) -> None:
    assert two_cases("dispute", "edit", "1", "--village", "甲村").code == 0
    raw = sqlite3.connect(os.environ["XCLI_DB"])
    for pragma in PRAGMAS:
        raw.execute(f"PRAGMA {pragma}")
    for table in ("tx", "chain", "dispute_past", "batch"):
        if raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0]:
            with pytest.raises(sqlite3.IntegrityError, match="append only"):
                raw.execute(f"REPLACE INTO {table} SELECT * FROM {table} LIMIT 1")
    raw.close()


def test_clock_01_a_clock_in_1970_writes_nothing(two_cases: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import UTC, datetime

    from xcli.ledger import journal

    class Early(journal.datetime):  # type: ignore[misc]
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return datetime(1970, 1, 1, tzinfo=UTC)

    before = Path(os.environ["XCLI_DB"]).read_bytes()
    monkeypatch.setattr(journal, "datetime", Early)
    answer = two_cases(*ADD, "--force")
    assert (answer.code, "校准时钟" in answer.err) == (6, True)
    assert Path(os.environ["XCLI_DB"]).read_bytes() == before


@pytest.mark.parametrize("behind, code", [(4, 0), (10, 6)])
def test_clock_10_of_two_clerks_the_one_whose_clock_is_late_waits_or_is_told(
    two_cases: Run, monkeypatch: pytest.MonkeyPatch, behind: int, code: int
) -> None:
    """A few minutes are let pass under the time of the newest entry, more are refused: the chain's time never goes back."""
    from xcli.ledger import journal

    class Late(journal.datetime):  # type: ignore[misc]
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return super().now(tz) - journal.timedelta(minutes=behind)

    monkeypatch.setattr(journal, "datetime", Late)
    answer = two_cases(*ADD, "--force", "--clerk", "李明")
    assert (answer.code, "校准时钟" in answer.err) == (code, code == 6)
    with sqlite3.connect(os.environ["XCLI_DB"]) as raw:
        times = [at for (at,) in raw.execute("SELECT at FROM tx ORDER BY tx")]
    raw.close()
    assert times == sorted(times)
    assert two_cases("db", "verify").code == 0


def test_clock_04_06_08_figures_do_not_depend_on_where_the_machine_thinks_it_is(two_cases: Run, tmp_path: Path) -> None:
    """Another zone, no list of zones at all, a leap day: the same bytes."""
    said = set()
    for zone in ({}, {"TZ": "America/New_York", "PYTHONTZPATH": ""}, {"TZ": ":nonsense"}):
        with child("stats", "--format", "csv", **zone) as running:
            said.add(running.communicate()[0])
    assert len(said) == 1
    leap = two_cases("stats", "dispute", "--from", "2028-02-01", "--to", "2028-02-29", "--today", "2028-03-02")
    assert (leap.code, "2028-02-29" in leap.out) == (0, True)


def test_privacy_03_04_no_mistake_of_ours_prints_a_value(
    two_cases: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Neither on the screen nor in the log of errors, whatever the exception holds."""
    from xcli.ledger.ledger import Ledger

    def broken(*_: object, **__: object) -> None:
        number = "11010519491231002X"
        raise ValueError(number)

    monkeypatch.setattr(Ledger, "writing", broken)
    answer = two_cases(*ADD, "--party", "申请人=赵小兰", "--force")
    assert answer.code == 1
    log = next(tmp_path.rglob("errors.log"))
    assert log.stat().st_mode & 0o777 == 0o600
    for text in (answer.out, answer.err, log.read_text("utf-8")):
        assert "11010519491231002X" not in text
        assert "赵小兰" not in text
