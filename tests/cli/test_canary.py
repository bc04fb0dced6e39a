"""A number, a telephone, a name and a secret are planted; every command is run; everything written is searched."""

import csv
import io
import json
import os
import resource
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from desk import TODAY, Answer, Run
from xcli.cli.app import app
from xcli.domain.day import read_day
from xcli.domain.field import Document, Parts, Phone
from xcli.domain.page import Entry, Page
from xcli.domain.pages import lines
from xcli.ledger.journal import Act
from xcli.ledger.ledger import open_ledger

NUMBER, PHONE, NAME, SECRET = "630122198506072464", "13912345678", "赵小鸟", "桃花源密约"
CANARIES = (NUMBER, PHONE, NAME, SECRET)
HALF = ("630122****", "139****5678")
OWN_SCREEN = {"name", "secret"}
# The sender's own sheet comes back marked; a plain backup is the ledger once more.
OURS = ("ledger.db", "sent.csv", "sent_待改.xlsx")
NOT_RUN = {("demo",): "invents a year of its own", ("init",): "makes another ledger"}
WORDS = {
    "case": ["1"],
    "other": ["2"],
    "text": [NAME],
    "source": ["sent.csv"],
    "line": ["dispute"],
    "words": ["dispute"],
    "which": ["dispute_category"],
    "label": ["新类"],
    "name": ["dispute.accepted"],
    "old": ["甲所"],
    "new": ["乙所"],
    "into": ["乙所"],
    "file": ["none.db"],
    "day": ["2024-01-01"],
    "count": ["3"],
}
LONG = 60


def leaves(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield every command of the tree."""
    if hasattr(command, "list_commands"):
        for name in command.list_commands(None):
            yield from leaves(command.get_command(None, name), (*path, name))
    else:
        yield path, command


def planted(page: type[Page], n: int) -> dict[str, Any]:
    """Return a record of any page with a canary in everything private."""
    day, _ = read_day("2024-11-20")
    made: dict[str, Any] = {"case_no": f"湟试〔2024〕{n}号"} if "case_no" in page.fields else {}
    for name, field in page.fields.items():
        if isinstance(field, Parts):
            inner = {k: canary(f, n) for k, f in field.part.fields.items() if f.private}
            made |= {name: [inner]} if inner else {}
        elif field.private:
            made[name] = canary(field, n)
        elif field.required and name not in made:
            made[name] = day if field.kind == "day" else 1 if field.kind == "whole" else "other"
    return made


def canary(field: Any, n: int) -> str:
    if isinstance(field, Document):
        return NUMBER
    # Two people of one name could not both stand in a register.
    return PHONE if isinstance(field, Phone) else NAME + "乙" * (n - 1) if field.private == "name" else SECRET


@pytest.fixture
def sheet(desk: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Plant two records of every line in the ledger (nobody stands in a register twice), and a sheet with a good row and a bad."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", None)
    with open_ledger(os.environ["XCLI_DB"]).writing(Act("王芳", "import")) as writer:
        for page in lines().values():
            for n in (1,) if issubclass(page, Entry) else (1, 2):
                writer.add(page, planted(page, n))
    text = io.StringIO()
    out = csv.writer(text)
    out.writerow(["案号", "受理日期", "纠纷类别", "申请人", "申请人证件号码", "申请人电话", "简要情况"])
    out.writerow(["湟试〔2024〕8号", "2024-11-01", "邻里", NAME, NUMBER, PHONE, SECRET])
    out.writerow(["湟试〔2024〕9号", "2024-13-01", "邻里", NAME, NUMBER[:-1], PHONE[:-1] + "a", SECRET])
    (tmp_path / "sent.csv").write_bytes(text.getvalue().encode())
    return desk


def said(answer: Answer) -> str:
    return (answer.out + answer.err).replace("\n", "")


def inside(path: Path) -> str:
    """Return everything a file says, workbooks and archives unpacked."""
    data = path.read_bytes()
    if data[:2] == b"PK":
        archive = zipfile.ZipFile(io.BytesIO(data))
        data = b"\n".join(archive.read(name) for name in archive.namelist())
    return data.decode("utf-8", "replace") + "\n" + data.decode("gb18030", "replace")


def written(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and path.name not in OURS]


def leaks(folder: Path) -> list[tuple[str, str]]:
    """Return which file holds which canary; backups in the clear are the ledger itself."""
    files = [path for path in written(folder) if not (path.parent.name == "backups" and path.suffix == ".db")]
    return [(path.name, mark) for path in files for mark in (*CANARIES, *HALF) if mark in inside(path)]


def test_no_command_tells_what_it_should_not(sheet: Run, tmp_path: Path) -> None:
    """The table of what may be seen where, for every command there is."""
    tree = list(leaves(get_command(app)))
    assert len(tree) > LONG
    for path, command in tree:
        if path in NOT_RUN:
            continue
        words = [word for p in command.params if p.param_type_name == "argument" for word in WORDS.get(p.name, [])]
        options = {name for p in command.params for name in p.opts}
        variants: list[list[str]] = [[]]
        variants += [["--to", f"{'-'.join(path)}.csv"]] if "--to" in options and path != ("backup", "make") else []
        variants += [["--to", f"{'-'.join(path)}.xlsx"]] if "--to" in options and path[1:] == ("list",) else []
        variants += [["--format", "json"]] if "--format" in options else []
        for more in variants:
            answer = sheet(*path, *words, *more)
            assert answer.code != 1, (path, more, answer.err)
            text = said(answer)
            assert NUMBER not in text, (path, more)
            if path[1:] != ("show",):
                assert PHONE not in text, (path, more)
            if more:
                assert NAME not in answer.out or path == ("find",), (path, more)
                assert SECRET not in answer.out, (path, more)
    assert leaks(tmp_path) == []
    assert list((tmp_path / "tmp").iterdir()) == []
    for path in written(tmp_path):
        assert path.stat().st_mode & 0o077 == 0, path


def test_the_search_finds_a_leak(sheet: Run, tmp_path: Path) -> None:
    """What is revealed on purpose is found: the search is not blind."""
    for name in ("a.csv", "a.xlsx", "a.json"):
        assert sheet("dispute", "list", "--to", name, "--reveal", "核对").code == 0
    found = leaks(tmp_path)
    assert {name for name, _ in found} == {"a.csv", "a.xlsx", "a.json"}
    assert {mark for _, mark in found} == set(CANARIES)


def test_an_import_that_fails_names_places_and_no_values(sheet: Run, tmp_path: Path) -> None:
    answer = sheet("import", "sent.csv")
    assert answer.code == 4
    assert not [mark for mark in CANARIES if mark in said(answer)]
    answer = sheet("import", "sent.csv", "--accept-good", "--json")
    assert json.loads(answer.out.splitlines()[-1])["inserted"] == 1
    assert not [mark for mark in CANARIES if mark in said(answer)]
    assert (tmp_path / "sent_待改.xlsx").stat().st_mode & 0o077 == 0


def test_an_encrypted_backup_leaves_nothing_in_the_clear(sheet: Run, tmp_path: Path) -> None:
    pytest.importorskip("pyrage", reason="pyrage is not here (extra secure)")
    (tmp_path / "key").write_text("蓝天")
    assert sheet("backup", "--to", "usb", "--password-file", "key").code == 0
    assert leaks(tmp_path) == []


def test_secrets_have_no_option(sheet: Run) -> None:
    for page in lines().values():
        refused = sheet(page.name, "add", "--help").out
        assert "--id-no" not in refused
        assert "--phone" not in refused
    answer = sheet("dispute", "add", "--accepted-on", TODAY, "--category", "邻里", "--party", f"申请人=甲,证件号码={NUMBER}")
    assert (answer.code, NUMBER in answer.err) == (2, False)


def test_a_process_that_dies_writes_no_core(sheet: Run) -> None:
    """Memory holds what the ledger holds."""
    code = "import resource; from xcli.cli import main; main(['--version']); print(resource.getrlimit(resource.RLIMIT_CORE)[0])"
    limits = resource.getrlimit(resource.RLIMIT_CORE)
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (limits[1], limits[1])),
    )
    assert done.stdout.split()[-1] == "0"
