"""Every file that leaves names the entry of the ledger it comes from, with a check code that `db verify` takes."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

import xcli.cli
from desk import Run
from reviewwork import PANEL, filled, sheet
from reviewwork import files as framed
from xcli.cli.app import app
from xcli.domain.pages import lines

OPTIONS = {"--输出", "--ics", "--notice"}
STAMP = re.compile(r"第 (\d+) 笔，?　?校验码 ((?:[0-9A-F]{4}-){3}[0-9A-F]{4})")
DATA = {".csv", ".tsv", ".json", ".jsonl"}  # read by programs: whatever stood under them would be one row more

# Files that name no entry, and why.
NAMELESS = {
    ("indicator", "list", "--to", "known.md"): "definitions, which are there without a ledger",
    ("template", "纠纷", "--to", "form.xlsx"): "an empty form: nothing of the ledger stands in it",
    ("report", "lint", "report.txt", "--to", "lint.md"): "what a text says against itself: no ledger is opened",
    ("report", "verify", "month.docx", "--to", "kept.md", "--all"): "what became of a file: no ledger is opened",
}
ROUND = (
    ("audit", "frame", "import", "frame.csv", "--round", "甲"),
    ("audit", "frame", "freeze"),
    ("audit", "draw", "--n", "8", "--by", "单位", "--min", "1", "--seed", "s", "--exclude", "气罚〔2024〕2号=已移送"),
)
LATE = ("dispute", "add", "--accepted-on", "2024-05-20", "--category", "邻里", "--office", "多巴司法所", "--reason", "漏录")
RESTATE = ("period", "restate", "2024-05", "--line", "dispute", "--reason", "漏报", "--approved-by", "李局长")
LISTS = {(line, "list"): [(line, "list", "--to", f"{line}.md")] for line in [*lines(), "consult", "screen"]}
# Every command that writes files, in an order in which each finds something to write.
WRITES: dict[tuple[str, ...], list[tuple[str, ...]]] = LISTS | {
    ("audit", "sheets"): [("audit", "sheets", *PANEL, "--to", "sheets")],
    ("audit", "frame", "show"): [
        ("audit", "frame", "show", "--lines", "--to", "lines.txt"), ("audit", "frame", "show", "--to", "frame.xlsx"),
    ],
    ("audit", "draw", "list"): [("audit", "draw", "list", "--to", "draws.md")],
    ("audit", "scheme", "show"): [("audit", "scheme", "show", "--to", "scheme.md")],
    ("audit", "scheme", "list"): [("audit", "scheme", "list", "--to", "schemes.md")],
    ("audit", "results"): [("audit", "results", "--to", "results.md")],
    ("audit", "rectify"): [("audit", "rectify", "--to", "mend.md")],
    ("audit", "feedback"): [
        ("audit", "feedback", "--to", "told.docx"), ("audit", "feedback", "--to", "told", "--format", "xlsx"),
    ],
    ("register", "stock"): [("register", "stock", "--to", "stock.md")],
    ("register", "expiring"): [("register", "expiring", "--to", "expiring.md")],
    ("register", "work"): [("register", "work", "mediator", "--year", "2024", "--to", "work.md")],
    ("report", "month"): [("report", "month", "2024-05", "--to", "month.xlsx"), ("report", "month", "2024-05", "--as-of", "2", "--to", "then.html")],
    ("report", "annual"): [("report", "annual", "2024", "--to", "year.docx")],
    ("report", "compare"): [("report", "compare", "report.txt", "--year", "2024", "--to", "compared.md")],
    ("period", "restate"): [("period", "close", "2024-05", "--line", "dispute"), ("given", "add", "--to", "区委政法委", "--figure",
        "dispute.accepted 2024-05", "--via", "电话"), LATE, (*RESTATE, "--notice", "notice.docx")],
    ("given", "notice"): [("given", "notice", "2024-05", "--to", "again.docx")],
    ("given", "list"): [("given", "list", "--file", "given.md")],
    ("period", "list"): [("period", "list", "--to", "months.md")],
    ("due",): [("due", "--ics", "due.ics"), ("due", "--to", "due.md")],
    ("clock",): [("clock", "湟援〔2024〕1号", "--to", "clock.md")],
    ("stats",): [("stats", "--year", "2024", "--to", f"stats.{ending}") for ending in ("xlsx", "md", "txt", "csv", "json")],
    ("diff",): [("diff", "dispute.accepted", "2024-05", "2024-06", "--to", "diff.md")],
    ("why",): [("why", "dispute.accepted", "--year", "2024", "--to", "why.md")],
    ("figure", "list"): [("figure", "list", "--to", "figures.md")],
    ("target", "list"): [("target", "list", "--to", "targets.md")],
    ("office", "list"): [("office", "list", "--to", "offices.md")],
    ("calendar", "list"): [("calendar", "list", "--year", "2024", "--to", "calendar.md")],
    ("calendar", "diff"): [("calendar", "set", "2027-01-04", "work", "--why", "通知"), ("calendar", "diff", "--to", "shipped.md")],
    ("log",): [("log", "--to", "log.md")],
    ("backup", "make"): [("backup", "--to", ".")],
    ("db", "seal"): [("db", "seal", "--to", "seal.txt")],
}  # fmt: skip


def commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], set[str]]]:
    """Yield every command with its options; of a group that is one itself, its own too."""
    if path:
        yield path, {word for param in command.params for word in param.opts}
    for name in command.list_commands(None) if hasattr(command, "list_commands") else ():
        yield from commands(command.get_command(None, name), (*path, name))


def test_every_command_that_may_write_is_run_or_has_a_reason() -> None:
    may = {path for path, options in commands(get_command(app)) if OPTIONS & options}
    declared = [*WRITES, *(call[: 1 if call[0] == "template" else 2] for call in NAMELESS)]
    assert may == set(declared)
    assert len(declared) == len(set(declared))


def test_files_are_written_in_one_place() -> None:
    """The others: an entry of the seal itself, and the copy of a sheet that was sent, which holds nothing of the ledger."""
    top = Path(xcli.cli.__file__).parent
    found = {path.relative_to(top).as_posix() for path in top.rglob("*.py") if re.search(r"report\.files import .*(deliver|append)", path.read_text("utf-8"))}
    assert found == {"delivery.py", "db.py", "planning.py"}


def words(path: Path) -> str:
    """Return everything that a file says, and what its pages and properties do."""
    if path.suffix == ".ics":
        return path.read_bytes().decode().replace("\r\n ", "")
    if not zipfile.is_zipfile(path):
        return path.read_text("utf-8-sig")
    with zipfile.ZipFile(path) as pack:
        return "".join(pack.read(name).decode() for name in pack.namelist() if name.endswith((".xml", ".rels")))


@pytest.fixture
def reviewed(year: Run) -> Run:
    """Add a round of file review to the year: shared out, filled in and taken back."""
    sheet(Path("frame.csv"), framed())
    Path("report.txt").write_text("2024年，全年受理矛盾纠纷12件。", "utf-8")
    for command in ROUND:
        assert year(*command).code == 0
    return year


def take_back(run: Run) -> None:
    """Fill the score sheets in and import them."""
    Path("back").mkdir()
    for path in Path("sheets").iterdir():
        filled(path, Path("back") / path.name, off=1)
    assert run("audit", "sheets", "import", "back").code == 0


def test_every_file_names_the_entry_and_its_check_code(reviewed: Run) -> None:
    codes: set[str] = set()
    for path, calls in sorted(WRITES.items(), key=lambda item: item[0] != ("audit", "sheets")):
        for call in calls:
            before = set(Path().rglob("*.*"))
            answer = reviewed(*call)
            assert answer.code == 0, (call, answer.err)
            codes |= judged(call, answer.out + answer.err, sorted(set(Path().rglob("*.*")) - before))
        if path == ("audit", "sheets"):
            take_back(reviewed)
    verified = reviewed("db", "verify", *(word for code in codes for word in ("--code", code)))
    assert verified.code == 0, verified.out
    assert f"抄下的 {len(codes)} 个校验码都对得上" in verified.err
    assert len(codes) > 3


def judged(call: tuple[str, ...], said: str, written: list[Path]) -> set[str]:
    """Return the code that a command told; all that it wrote has it inside, where there is room for it."""
    if not OPTIONS & {"--输出" if word in ("--to", "--file") else word for word in call} or call[:2] == ("given", "add"):
        return set()  # it only prepares what follows
    assert written, call
    if call[0] in ("backup", "db"):
        return {f"{entry} {code}" for entry, code in re.findall(r"第 (\d+) 笔.*?((?:[0-9A-F]{4}-){3}[0-9A-F]{4})", said)}
    [(entry, code)] = set(STAMP.findall(said))
    for path in written:
        inside = path.suffix not in DATA and "--lines" not in call  # the digest of the frame is of these lines alone
        assert (code in words(path)) == inside, path
        assert not inside or re.search(rf"\b{entry}\b", words(path)), path
    return {f"{entry} {code}"}


@pytest.mark.parametrize("call", NAMELESS)
def test_files_without_an_entry_hold_nothing_of_the_ledger(year: Run, call: tuple[str, ...]) -> None:
    Path("report.txt").write_text("2024年，全年受理矛盾纠纷12件。", "utf-8")
    year("report", "month", "2024-05", "--to", "month.docx")
    answer = year(*call)
    assert "已写入" in answer.err
    assert not STAMP.search(words(Path(call[call.index("--to") + 1])))
    assert "台账第" not in answer.err


def test_a_file_without_its_entry_is_noticed(year: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    call = ("due", "--ics", "due.ics")
    assert judged(call, year(*call).err, [Path("due.ics")])
    monkeypatch.setattr("xcli.report.ics.calendar", lambda *_: "BEGIN:VCALENDAR")
    with pytest.raises(AssertionError):
        judged(call, year(*call, "--force").err, [Path("due.ics")])
