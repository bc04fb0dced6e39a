"""A number, a telephone, a name and a secret are planted; every command is run; everything written is searched."""

import csv
import dataclasses
import io
import random
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typer.main import get_command

from desk import Answer, Run
from torture.fuzz import Bench, emptied, leaves
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
    """Return what is planted in a private field."""
    if isinstance(field, Document):
        return NUMBER
    # Two people of one name could not both stand in a register.
    return PHONE if isinstance(field, Phone) else NAME + "乙" * (n - 1) if field.private == "name" else SECRET


def plant(place: Path, sent: Path) -> None:
    """Plant two records of every line in a ledger (nobody stands in a register twice), and write a sheet with a good row and a bad."""
    with open_ledger(str(place)).writing(Act("王芳", "import")) as writer:
        for page in lines().values():
            for n in (1,) if issubclass(page, Entry) else (1, 2):
                writer.add(page, planted(page, n))
    text = io.StringIO()
    out = csv.writer(text)
    out.writerow(["案号", "受理日期", "纠纷类别", "申请人", "申请人证件号码", "申请人电话", "简要情况"])
    out.writerow(["湟试〔2024〕8号", "2024-11-01", "邻里", NAME, NUMBER, PHONE, SECRET])
    out.writerow(["湟试〔2024〕9号", "2024-13-01", "邻里", NAME, NUMBER[:-1], PHONE[:-1] + "a", SECRET])
    sent.write_bytes(text.getvalue().encode())


def said(answer: Answer) -> str:
    """Return both streams, as if they were not folded."""
    return (answer.out + answer.err).replace("\n", "")


def inside(path: Path) -> str:
    """Return everything a file says, workbooks and archives unpacked."""
    data = path.read_bytes()
    if data[:2] == b"PK":
        archive = zipfile.ZipFile(io.BytesIO(data))
        data = b"\n".join(archive.read(name) for name in archive.namelist())
    return data.decode("utf-8", "replace") + "\n" + data.decode("gb18030", "replace")


def written(folder: Path) -> list[Path]:
    """Return what the commands wrote."""
    return [path for path in folder.rglob("*") if path.is_file() and path.name not in OURS]


def leaks(folder: Path) -> list[tuple[str, str]]:
    """Return which file holds which canary; backups in the clear are the ledger itself."""
    files = [path for path in written(folder) if not (path.parent.name == "backups" and path.suffix == ".db")]
    return [(path.name, mark) for path in files for mark in (*CANARIES, *HALF) if mark in inside(path)]


@dataclass
class Searched:
    """How many commands and files were searched, and what was found where it must not be."""

    commands: int = 0
    files: int = 0
    hits: list[str] = dataclasses.field(default_factory=list)

    def see(self, path: tuple[str, ...], more: list[str], answer: Answer) -> None:
        """Look for what a command must not tell: the table of what may be seen where."""
        self.commands += 1
        text, forbidden = said(answer), [NUMBER]
        forbidden += [PHONE] if path[1:] != ("show",) else []
        self.hits += [f"{path} {more}: {mark}" for mark in forbidden if mark in text]
        shown = [SECRET, *([NAME] if path != ("find",) else [])] if more else []
        self.hits += [f"{path} {more}: {mark}" for mark in shown if mark in answer.out]
        self.hits += [f"{path} {more}: a defect"] if answer.code == 1 else []


def variants(path: tuple[str, ...], command: Any) -> Iterator[list[str]]:
    """Yield the options with which a command is run: none, and those by which something leaves."""
    options = {name for p in command.params for name in p.opts}
    yield []
    if "--to" in options and path != ("backup", "make"):
        yield ["--to", f"{'-'.join(path)}.csv"]
    if "--to" in options and path[1:] == ("list",):
        yield ["--to", f"{'-'.join(path)}.xlsx"]
    if "--format" in options:
        yield ["--format", "json"]


def search(run: Run, folder: Path, shuffle: Callable[[list[Any]], None] = lambda _tree: None) -> Searched:
    """Run every command, and search what each said and what all of them wrote."""
    searched = Searched()
    tree = [one for one in leaves(get_command(app)) if one[0] not in NOT_RUN]
    shuffle(tree)
    for path, command in tree:
        words = [word for p in command.params if p.param_type_name == "argument" for word in WORDS.get(p.name, [])]
        for more in variants(path, command):
            searched.see(path, more, run(*path, *words, *more))
    searched.files = len(written(folder))
    searched.hits += [f"{name}: {mark}" for name, mark in leaks(folder)]
    searched.hits += [f"{path}: open to others" for path in written(folder) if path.stat().st_mode & 0o077]
    searched.hits += [f"{path}: left behind" for path in (folder / "tmp").iterdir()]
    return searched


def leaking(folder: Path, seed: int) -> dict[str, int]:
    """Run the commands, each time in another order; count the commands and, of these, the files written."""
    place = folder / "desk" / "ledger.db"
    place.parent.mkdir()
    (folder / "tmp").mkdir()
    place.write_bytes(emptied())
    place.chmod(0o600)
    desk = Bench(place.parent, place, b"")
    plant(place, place.with_name("sent.csv"))
    before, tempfile.tempdir = tempfile.tempdir, str(folder / "tmp")
    try:
        found = search(lambda *words: Answer(*desk.run(list(words))), folder, random.Random(seed).shuffle)
    finally:
        tempfile.tempdir = before
    for hit in found.hits:
        sys.stderr.write(f"{hit}\n")
    return {"commands searched": found.commands, "and files that they wrote": found.files, "lost": len(found.hits)}
