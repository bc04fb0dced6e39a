"""Any command with any words: no defect, no traceback, nothing raw on the screen, nothing changed by what failed.

Words are taken from the command itself: codes, days and names that it knows, mixed with what nobody should type.
"""

import io
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from typer.main import get_command

from torture.harness import sound
from xcli.cli import main
from xcli.cli.app import app
from xcli.domain.field import CaseNo, Choice, Day, Flag, Money, Name, OfficeField, Parts, Whole
from xcli.domain.pages import lines

TODAY = "2024-11-24"
CODES = {0, 2, 3, 4, 5, 6, 7}
NOT_RUN = {("demo",), ("calendar", "refresh")}  # an invented year takes seconds; the other looks for the network
SLOW = {"encrypt"}  # a password is made to take a second
MARKED = "_待改.xlsx"  # what an import gives back of a sheet that it refuses

RAW = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")

HOSTILE = (
    "", " ", "\t", "-", "--", "-1", "0", "00", "１２", "²", "١٢٣", "1e9", "1e309", "NaN", "-Infinity", "inf", "0x10", "1_000",
    "9" * 25, "-" + "9" * 25, "9223372036854775808", "1.005", "0.001", "1.5万元", "999999999999万元", "¥", "%", "0/0",
    "2024-02-30", "0001-01-01", "9999-12-31", "0000-00-00", "1899-12-31", "2024-W06-5", "20240209", "10000-01-01", "2024-13", "0000Q1",
    "9999Q4", "9999-12", "0001-01", "99999", "2024-11-24T00:00:00Z", "腊月三十", "明天", "上月", "本季度", "去年",
    "\x00", "张\x00三", "\x1b[2J", "\x1b]0;x\x07", "\x9b31m", "\r", "\n", "a\nb", "a\r\nb", "\x7f", "\ud800", "张\udfff",
    "\u202egnp.exe", "\u2066甲\u2069", "\u200b", "\ufeff", "\u2028", "\u0085", "\ufffe", "\U0001f600", "e\u0301\u0301\u0301", "\ue123",
    "[red]", "[/]", "[/x]", "[abc公司]", ":smile:", "{", "{}", "{0}", "{x.__class__}", "%s", "%", "$HOME", "`id`", "$(id)",
    "=cmd()|'/c calc'!A1", "+1", "@SUM(1)", "'; DROP TABLE tx;--", '" OR 1=1', "\\", "\\\\host\\share", "..", "../x", "./", "CON",
    "nul.csv", "a/b/c.csv", "x.csv/", ".csv", "a.xyz", "甲" * 70, "甲" * 5000, "a" * 300 + ".csv", "=", "==", "a=", "=b", "a=b=c", "，", "、", "；",
    "null", "None", "true", "*", "?", "@", "@1", "dispute.", ".", "dispute.settled@", "dispute.settled@9", "dispute.settled/2024-10@now",
    "<b>&amp;", "锟斤拷", "�", "ＡＢＣ", "ﬁ", "K", "ı", "ß", "İ", "(", "[", "(?", "^$",
)  # fmt: skip
DAYS = ("2024-10-08", "2024-10-31", "2024-11-01", "2024-11-24", "2024-02-29", "2023-12-31", "今天", "昨天", "2024-11-25", "1.5")
NUMBERS = ("0", "1", "2", "3", "7", "100", "12.34", "1.2万元", "-1")
CASES = ("1", "1", "1", "1", "2", "湟调〔2024〕1号", "湟调〔2024〕2号", "湟调", "2024", "9", "湟援〔2024〕1号")
NAMES = ("张三", "李四", "王芳", "欧阳明", "阿依古丽·买买提", "张三（曾用名：张四）")
PLACES = ("多巴司法所", "多巴", "共和司法所", "甲所", "湟中区司法局")
PARTS = ("申请人=张三", "被申请人=李四", "role=applicant,name=王五", "受援人=张三", "3场次", "人次=20", "0场", "场次=-1")
FILES = ("x.csv", "x.xlsx", "x.json", "x.jsonl", "x.md", "x.tsv", "x.txt", "x.docx", "x.html", "x.ics", "-", "sheet.csv", "ledger.db", "d/x.csv")
SOURCES = ("sheet.csv", "bad.csv", "empty.csv", "report.txt", "ledger.db", "none.csv", "-", ".", "d")
MONTHS = ("2024-10", "2024-09", "2024-11", "10月", "上月", "本月", "2024年5月", "2024")
WORDS = ("dispute", "aid", "recon", "register", "activity", "audit", "dispute.settled", "dispute.success_rate", "纠纷", "邻里", "合同", "村")
BY_NAME = {
    **dict.fromkeys(("case", "other", "duplicate_of", "to_case", "record"), CASES),
    **dict.fromkeys(("month", "period"), MONTHS),
    **dict.fromkeys(("from_", "on", "day", "until", "before", "due", "start", "off"), DAYS + MONTHS),
    **dict.fromkeys(("to", "file", "ics", "notice", "template", "original", "against"), FILES),
    **dict.fromkeys(("source", "files", "password_file", "codes", "folder", "file"), SOURCES + FILES),
    **dict.fromkeys(("line", "which"), (*WORDS, "dispute_category", "register_kind")),
    **dict.fromkeys(("name", "indicator", "words", "word", "rule", "figure"), WORDS + MONTHS + ("dispute.settled 2024-10",)),
    **dict.fromkeys(("office", "old", "new", "into", "parent", "body"), PLACES),
    **dict.fromkeys(("tx", "as_of", "entry", "first", "second", "version"), ("1", "2", "3", "4", "5", "99", "2024-11-24")),
    **dict.fromkeys(("reason", "why", "note", "text", "approved_by", "via"), (*NAMES, "登错了，应为合同纠纷", "张")),
    "format": ("table", "csv", "tsv", "json", "jsonl", "md", "xlsx"),
    "by": ("office", "category", "month", "clerk", "类别", "机构", "kind", "outcome", "王芳"),
    "sort": ("case_no", "accepted_on", "-amount", "amount", "受理日期"),
    "year": ("2024", "2023", "今年"), "quarter": ("2024Q3", "2024Q4", "本季度"), "half": ("2024H1", "上半年"),
    "json_text": ('{"受理日期":"2024-11-20","纠纷类别":"邻里"}', "{}", "[]", "-", '{"a":1e999}', "[[[[", '{"party":[{"person":1}]}', '"x"'),
    "map_": ("受理日期=accepted_on", "x=y"), "encoding": ("utf-8", "gb18030", "utf-16", "zip", "idna", "x"),
    "code": ("630122001", "x1", "0000-0000-0000-0000", "3 69AA-5D2B-76EA-97E8"), "keep": ("7d,4w", "0d", "1d"),
    "missing": ("amount", "office"), "clear": ("amount", "village", "category"), "add": ("party=张三", "参与人=李四"), "drop": ("party=1", "party=张三"),
    "limit": ("0", "1", "5"), "days": ("0", "7", "36500"), "seed": ("1", "桃"), "sample": ("1", "50"), "top": ("1", "3"),
}  # fmt: skip


def leaves(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield every command of the tree."""
    if hasattr(command, "list_commands"):
        for name in command.list_commands(None):
            yield from leaves(command.get_command(None, name), (*path, name))
    else:
        yield path, command


@cache
def tree() -> tuple[tuple[tuple[str, ...], Any], ...]:
    """Return every command that is run."""
    return tuple(one for one in leaves(get_command(app)) if one[0] not in NOT_RUN)


def known(path: tuple[str, ...], name: str) -> tuple[str, ...]:
    """Return words that a parameter takes, or at least expects."""
    page = lines().get(path[0])
    field = page.fields.get(name.removeprefix("field_")) if page else None
    if isinstance(field, OfficeField):
        return PLACES
    if isinstance(field, Choice):
        return tuple(word for code in field.codes.codes for word in (code.code, code.label.zh)) or ("x",)
    for kind, words in ((Day, DAYS), (Money | Whole, NUMBERS), (Parts, PARTS), (Name, NAMES), (CaseNo, CASES), (Flag, ("是", "否"))):
        if isinstance(field, kind):  # type: ignore[arg-type]
            return words
    return BY_NAME.get(name, NAMES + NUMBERS)


SAFE = st.text(max_size=12).filter(lambda text: not text.startswith(("/", "~", "\\")))
ANY = st.one_of(st.sampled_from(HOSTILE), st.sampled_from(HOSTILE), SAFE)


@st.composite
def commands(draw: st.DrawFn) -> list[str]:
    """Draw a command with words that fit, that might, and that do not."""
    path, command = draw(st.sampled_from(tree()))
    tame = draw(st.integers(0, 5))
    words = list(path)

    def word(name: str) -> str:
        wild = tame == 0 or (tame < 4 and draw(st.integers(0, 3)) == 0)
        return draw(ANY if wild else st.sampled_from(known(path, name)))

    options = [p for p in command.params if p.param_type_name == "option" and p.name not in SLOW]
    needed = [p for p in options if _needed(path, p)]
    for param in command.params:
        if param.param_type_name == "argument":
            words += [word(param.name) for _ in range(draw(st.sampled_from((1, 1, 1, 1, 1, 1, 1, 1, 0, 2))))]
    chosen = draw(st.lists(st.sampled_from(options), max_size=4, unique_by=lambda p: p.name)) if options else []
    for param in {p.name: p for p in [*(needed if tame else []), *chosen]}.values():
        words.append(draw(st.sampled_from(param.opts)))
        words += [] if param.is_flag else [word(param.name)]
    if draw(st.integers(0, 9)) == 0:
        name, few = draw(st.sampled_from(GLOBALS))
        words += [name, draw(ANY if tame < 2 else st.sampled_from(few))] if few else [name]
    return words


def _needed(path: tuple[str, ...], param: Any) -> bool:
    """Tell whether a command is seldom carried out without an option."""
    page = lines().get(path[0])
    field = page.fields.get(param.name.removeprefix("field_")) if page and path[-1] in ("add", "close") else None
    own = field is not None and page is not None and (field.required or field in page.closing)
    return own or param.required or param.name in ("reason", "why", "approved_by", "source")


GLOBALS = (("--lang", ("zh", "en")), ("--clerk", NAMES), ("--today", DAYS), ("--quiet", ()))


@dataclass
class Bench:
    """A small ledger in a folder of its own, put back after every command that changed it."""

    folder: Path
    place: Path
    whole: bytes

    @classmethod
    def of(cls, folder: Path) -> "Bench":
        """Put a copy of the ledger into a folder."""
        desk = cls(folder / "desk", folder / "desk" / "ledger.db", seeded())
        desk.folder.mkdir()
        desk.clear()
        return desk

    def put_files(self) -> None:
        """Write the files that commands may read."""
        head = "受理日期,纠纷类别,申请人,被申请人"
        files = {
            "sheet.csv": f"{head}\n2024-11-05,邻里,赵一,钱二\n",
            "bad.csv": f"{head}\n2024-13-05,=cmd(),[red],\x00\n,,,\n",
            "empty.csv": "",
            "report.txt": "全年受理纠纷100件，调解成功98件，成功率99%。",
        }
        for name, text in files.items():
            (self.folder / name).write_text(text, "utf-8")
        (self.folder / "d").mkdir(exist_ok=True)

    def clear(self) -> None:
        """Put everything back as it was."""
        for path in self.folder.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            elif path != self.place:
                path.unlink()
        if self.place.is_dir() or not self.place.exists() or self.place.read_bytes() != self.whole:
            self.place.write_bytes(self.whole)
        self.put_files()

    def run(self, words: list[str]) -> tuple[int, str, str]:
        """Run a command here, with nothing on its standard input."""
        streams = [io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(3)]
        before = sys.stdin, sys.stdout, sys.stderr, os.environ.copy(), Path.cwd()
        told = {"HOME": str(self.folder.parent / "home"), "XCLI_DB": str(self.place), "XCLI_CLERK": "王芳", "XCLI_TODAY": TODAY}
        sys.stdin, sys.stdout, sys.stderr = streams
        os.environ.update(told, XCLI_WAIT="1", XCLI_LANG="zh", XDG_CONFIG_HOME=told["HOME"], XDG_STATE_HOME=told["HOME"])
        os.chdir(self.folder)
        try:
            code = main(words)
        finally:
            for stream in streams[1:]:
                stream.flush()
            sys.stdin, sys.stdout, sys.stderr = before[:3]
            os.environ.clear()
            os.environ.update(before[3])
            os.chdir(before[4])
        out, err = (stream.buffer.getvalue().decode("utf-8", "replace") for stream in streams[1:])  # type: ignore[attr-defined]
        return code, out, err

    def judge(self, words: list[str]) -> None:
        """Run a command and hold it to what every command promises."""
        names = {path.name for path in self.folder.iterdir()}
        code, out, err = self.run(words)
        try:
            assert code in CODES, (code, err, self.log())
            assert "Traceback" not in err, err
            assert not raw(err), err
            assert not raw(out) or out.startswith("PK"), out
            assert code in (0, 7) or err or out, "it failed without a word"
            now = self.place.read_bytes()
            if code and not self._takes_a_folder(words):
                assert now == self.whole, "it failed and yet changed the ledger"
            if code not in (0, 7):
                more = {path.name for path in self.folder.iterdir()} - names
                assert not {name for name in more if not name.endswith(MARKED)}, more
            elif now != self.whole:
                assert sound(self.place), "the ledger does not hold together"
        finally:
            self.clear()

    def _takes_a_folder(self, words: list[str]) -> bool:
        """Tell whether files are imported one by one, each by an entry of its own."""
        return words[0] == "import" and any("\x00" not in word and (self.folder / word).is_dir() for word in words[1:] if word)

    def log(self) -> str:
        """Return what the log of defects says."""
        log = self.folder.parent / "home" / "xcli" / "errors.log"
        return log.read_text("utf-8")[-1500:] if log.exists() else ""


@cache
def emptied() -> bytes:
    """Return a ledger without records; made once."""
    from powercut.days import prepared

    with tempfile.TemporaryDirectory(prefix="xcli-fuzz-") as name:
        return (prepared(Path(name))[0] / "ledger.db").read_bytes()


@cache
def seeded() -> bytes:
    """Return a ledger with a little of everything, a month of which is closed; made once."""
    with tempfile.TemporaryDirectory(prefix="xcli-fuzz-") as name:
        place = Path(name) / "desk" / "ledger.db"
        place.parent.mkdir()
        desk = Bench(place.parent, place, emptied())
        desk.clear()
        for words in SEED:
            code, out, err = desk.run(words)
            assert code == 0, (words, out, err)
        return place.read_bytes()


def raw(text: str) -> list[str]:
    """Return the characters that a terminal would obey, or that would turn what is read around."""
    return RAW.findall(text)


ADD = ["dispute", "add", "--force", "--accepted-on"]
SEED = (
    ["office", "add", "多巴司法所"],
    ["office", "add", "共和司法所"],
    [*ADD, "2024-10-08", "--category", "邻里", "--party", "申请人=张三", "--outcome", "settled", "--mediated-on", "2024-10-09"],
    [*ADD, "2024-11-20", "--category", "合同", "--party", "申请人=李四", "--office", "多巴", "--amount", "1.2万元"],
    ["aid", "add", "--applied-on", "2024-11-01", "--kind", "civil", "--form", "litigation", "--recipient", "受援人=张三"],
    ["recon", "add", "--received-on", "2024-11-04", "--respondent", "区政府"],
    ["activity", "add", "--kind", "lecture", "--started-on", "2024-11-05"],
    ["register", "add", "--kind", "mediator", "--category", "full_time", "--person", "王五", "--since", "2024-01-01"],
    ["legality", "add", "--kind", "normative", "--title", "甲办法", "--body", "区住建局", "--requested-on", "2024-11-05"],
    ["rectify", "add", "--source", "inspection", "--problem", "台账不全", "--found-on", "2024-11-06"],
    ["litigation", "add", "--received-on", "2024-11-07", "--court", "湟中区法院", "--defendant", "区政府"],
    ["period", "close", "2024-10", "--line", "dispute"],
    ["given", "add", "--to", "区委政法委", "--figure", "dispute.settled 2024-10", "--via", "电话"],
    ["target", "set", "dispute.settled", "100", "--year", "2024", "--source", "年初计划"],
)


def fuzz(folder: Path, number: int, times: int = 600) -> dict[str, int]:
    """Run so many commands; a defect is printed with the words that made it."""
    desk = Bench.of(folder)

    @seed(number)
    @settings(max_examples=times, deadline=None, database=None, derandomize=False, suppress_health_check=list(HealthCheck))
    @given(commands())
    def every_command(words: list[str]) -> None:
        desk.judge(words)

    try:
        every_command()
    except (AssertionError, BaseExceptionGroup) as error:
        return {"commands": times, "lost": len(told(error))}
    return {"commands": times, "lost": 0}


def told(error: BaseException) -> tuple[BaseException, ...]:
    """Print what went wrong, with the steps that lead there."""
    mistakes = error.exceptions if isinstance(error, BaseExceptionGroup) else (error,)
    for mistake in mistakes:
        sys.stderr.write("\n".join([str(mistake), *getattr(mistake, "__notes__", []), ""]))
    return mistakes
