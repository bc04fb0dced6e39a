"""What is printed: safe on any terminal, encoding and pipe."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from xcli.cli import delivery, destination, output
from xcli.errors import Misuse, XcliError
from xcli.ledger.newest import Newest
from xcli.report.table import Column, Table
from xcli.report.width import measure_anew
from xcli.text import Text, same

unix = pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals or signals of Unix")

HOSTILE = [
    "案[/red]",
    "[/home/x]",
    "[abc公司]纠纷",
    "[link=http://evil]点此[/link]",
    "金额:smile:",
    "比例1:100:2",
    "\x1b[31m红\x1b[0m",
    "\x1b]0;pwned\x07",
    "\x1b[2J\x1b[H",
    "\x1b]52;c;cm0gLXJm\x07",
    "\x1b]8;;http://evil\x1b\\x\x1b]8;;\x1b\\",
    "\u009b31m",
    "已结\b\b未结",
    "名\u202e字",
    "行\n行",
]
LITERAL = [text for text in HOSTILE if text.isprintable()]

PRELUDE = """
import sys
from xcli.cli import delivery, destination, output
from xcli.report.table import Column, Table
from xcli.text import same
def table(*values):
    return Table(same("人民调解"), [Column("a", same("当事人")), Column("b", same("件数"), "whole")], [[v, 1] for v in values])
output.set_up()
"""


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("XCLI_AMBIGUOUS", "1")
    measure_anew()
    output.set_up()
    yield
    output.set_up()
    measure_anew()


def table(*values: object) -> Table:
    return Table(same(""), [Column("a", same("当事人"))], [[value] for value in values])


def run(code: str, env: dict[str, str] | None = None, **more: object) -> subprocess.CompletedProcess[bytes]:
    given = {key: value for key, value in os.environ.items() if key not in {"COLUMNS", "NO_COLOR", "TERM"}}
    command = [sys.executable, "-c", f"exec({PRELUDE + code!a})"]
    return subprocess.run(command, env=given | (env or {}), check=False, capture_output=True, **more)  # type: ignore[call-overload, no-any-return]


def on_terminal(code: str, env: dict[str, str] | None = None, columns: int = 80) -> str:
    """Run code on a pseudo-terminal and return all that it wrote there."""
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    given = {key: value for key, value in os.environ.items() if key not in {"COLUMNS", "LINES", "NO_COLOR"}}
    given |= {"TERM": "xterm-256color", "PYTHONUTF8": "1"} | (env or {})
    with subprocess.Popen([sys.executable, "-c", PRELUDE + code], stdout=theirs, stderr=theirs, env=given) as child:
        os.close(theirs)
        seen = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:
                break
            if not part:
                break
            seen += part
    os.close(ours)
    assert child.returncode == 0, seen.decode()
    return seen.decode().replace("\r\n", "\n")


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_from_data_is_obeyed(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    output.say(text)
    output.note(text)
    output.warn(text)
    output.fail(destination.UnknownFormat(format=text, formats="csv"))
    delivery.show_table(table(text))
    delivery.show_bars([(text, 1)])
    seen = capsys.readouterr()
    shown = seen.out + seen.err
    assert shown.replace("\n", "").isprintable()
    assert len(seen.out.splitlines()) == 5
    assert len(seen.err.splitlines()) == 3
    if text in LITERAL:
        assert shown.count(text) == 6


@unix
@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "jsonl", "md"])
def test_no_format_obeys_data_on_a_terminal(form: str) -> None:
    seen = on_terminal(f"delivery.show_table(table(*{HOSTILE!r}), {form!r})", {"NO_COLOR": "1"})
    assert seen.replace("\n", "").replace("\t", "").isprintable()


def test_data_in_a_pipe_is_exact() -> None:
    import csv
    import io

    text = run(f"delivery.show_table(table(*{HOSTILE!r}), 'csv')", {"PYTHONUTF8": "1"}).stdout.decode()
    rows = list(csv.reader(io.StringIO(text, newline="")))[1:]
    assert [row[0] for row in rows] == HOSTILE


@unix
def test_colour_only_on_a_terminal_that_wants_it() -> None:
    code = "delivery.show_table(table('甲')); output.warn('当心')"
    bold = "\x1b[1m人民调解\x1b[0m\n"
    seen = on_terminal(code)
    assert bold in seen
    assert "\x1b[33m注意：当心\x1b[0m" in seen
    for env in ({"NO_COLOR": "1"}, {"TERM": "dumb"}, {"COLUMNS": "1", "TERM": "dumb", "NO_COLOR": "1"}):
        assert "\x1b" not in on_terminal(code, env)
    assert b"\x1b" not in run(code).stdout + run(code).stderr


@unix
def test_a_table_keeps_to_the_terminal_and_a_pipe_has_no_width() -> None:
    code = "delivery.show_table(table('长' * 100))"
    folded = on_terminal(code, {"NO_COLOR": "1"})
    assert max(len(line) for line in folded.splitlines() if "长" in line) < 45
    assert folded.count("长") == 100
    assert "长" * 100 in run(code, {"PYTHONUTF8": "1"}).stdout.decode()


def test_gbk_console() -> None:
    result = run(
        "delivery.show_table(table('𬭊某', '张三')); delivery.show_bars([('1月', 2)])", {"PYTHONIOENCODING": "gbk"}
    )
    assert result.returncode == 0
    assert result.stdout.decode("gbk").splitlines() == [
        "人民调解",
        "当事人        件数",
        "------------  ----",
        "\\U0002cb4a某     1",
        "张三             1",
        "1月  2  " + "#" * 40,
    ]


@pytest.mark.parametrize("env", [{"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}])
def test_no_locale(env: dict[str, str]) -> None:
    result = run("delivery.show_table(table('张三')); output.fail(destination.UnknownFormat(format='甲', formats=''))", env)
    assert result.returncode == 0
    assert result.stdout
    assert b"Traceback" not in result.stderr


def test_a_closed_pipe_is_a_good_end() -> None:
    code = """
def work():
    delivery.show_table(table(*['张三'] * 200000))
    return 7
sys.exit(output.with_closed_pipe_as_end(work))
"""
    with subprocess.Popen(
        [sys.executable, "-c", PRELUDE + code], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        assert child.stdout
        assert child.stderr
        child.stdout.readline()
        child.stdout.close()
        assert child.stderr.read() == b""
        assert child.wait() == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("rows", [1, 5000])
def test_a_full_disk_behind_standard_output_is_told(rows: int) -> None:
    code = f"""
from xcli.errors import XcliError
def work():
    try:
        delivery.show_table(table(*['张三'] * {rows}))
    except XcliError as error:
        output.fail(error)
        return error.exit_code
    return 0
sys.exit(output.with_closed_pipe_as_end(work))
"""
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            [sys.executable, "-c", PRELUDE + code],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            env={**os.environ, "PYTHONUTF8": "1"},
        )
    assert result.returncode == 6
    assert result.stderr.decode().startswith("错误：输出没有写完")
    assert result.stderr.count(b"\n") == 1


@unix
def test_without_standard_streams() -> None:
    command = (
        f'"{sys.executable}" -c "from xcli.cli import output; output.set_up(); output.say(1); output.warn(2)" >&- 2>&-'
    )
    assert subprocess.run(command, shell=True, check=False).returncode == 0


def test_quiet_keeps_warnings(capsys: pytest.CaptureFixture[str]) -> None:
    output.set_up(quiet=True)
    output.note("说明")
    output.warn("当心")
    output.say("答")
    assert capsys.readouterr() == ("答\n", "注意：当心\n")


def test_say_keeps_lines_only_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    output.say("一\n二")
    output.say("一\n二", lines=True)
    assert capsys.readouterr().out == "一\\x0a二\n一\n二\n"


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("a.csv", b"\xef\xbb\xbf\xe5"),
        ("a.tsv", b"\xef\xbb\xbf\xe5"),
        ("a.JSON", b"[\n"),
        ("a.jsonl", b'{"a"'),
        ("a.ndjson", b'{"a"'),
        ("a.md", b"| "),
        ("a.txt", "当事人\n".encode()),
        ("a.xlsx", b"PK"),
    ],
)
def test_the_ending_names_the_format(name: str, start: bytes, tmp_path: Path) -> None:
    target = tmp_path / name
    assert delivery.show_table(table("张三"), to=target) == target
    assert target.read_bytes().startswith(start)


def test_a_file_for_excel_ends_lines_as_excel_does(tmp_path: Path) -> None:
    delivery.show_table(table("=1", "行\n行"), to=tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes() == '\ufeff当事人\r\n\'=1\r\n"行\n行"\r\n'.encode()


@pytest.mark.parametrize(
    ("form", "to", "mistake"),
    [
        ("xml", None, destination.UnknownFormat),
        (None, "a.docm", destination.UnknownEnding),
        (None, "名单", destination.UnknownEnding),
        ("xml", "a.csv", destination.UnknownFormat),
    ],
)
def test_unknown_formats(form: str | None, to: str | None, mistake: type[XcliError], tmp_path: Path) -> None:
    with pytest.raises(mistake) as caught:
        delivery.show_table(table("张三"), form, tmp_path / to if to else None)
    assert isinstance(caught.value, Misuse)
    assert list(tmp_path.iterdir()) == []


def test_every_file_is_told_once_with_what_it_holds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    delivery.comes_from(lambda: Newest(1, "1A2B"))
    delivery.show_table(table("张三"), to=tmp_path / "a.csv", holds=Text("1 件", "1 case"))
    delivery.show_table(table("张三"), to=tmp_path / "a.md", force=True)
    delivery.comes_from(None)
    delivery.write_tables([table("张三"), table("李四")], tmp_path / "b.csv")
    delivery.show_text("甲", tmp_path / "c.txt")
    said = [f"已写入 {tmp_path / 'a.csv'}：1 件", f"已写入 {tmp_path / 'a.md'}", f"已写入 {tmp_path / 'b.csv'}", f"已写入 {tmp_path / 'c.txt'}"]
    assert capsys.readouterr() == ("", "\n".join(["台账第 1 笔，校验码 1A2B", *said, ""]))


def test_a_format_given_goes_before_the_ending(tmp_path: Path) -> None:
    delivery.show_table(table("张三"), "jsonl", tmp_path / "a.txt")
    assert (tmp_path / "a.txt").read_text("utf-8") == '{"a": "张三"}\n'


def test_dash_is_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert delivery.show_table(table("张三"), "csv", "-") is None
    assert capsys.readouterr().out == "当事人\n张三\n"


@unix
def test_a_workbook_goes_into_a_pipe_but_not_on_a_terminal() -> None:
    assert run("delivery.show_table(table('张三'), 'xlsx')").stdout.startswith(b"PK")
    code = """
try:
    delivery.show_table(table('张三'), 'xlsx')
except destination.WorkbookOnScreen as error:
    output.fail(error)
"""
    assert "--to" in on_terminal(code)


def test_english(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from xcli.text import use_language

    monkeypatch.setattr(sys, "argv", ["xcli"])
    use_language("en")
    try:
        output.warn(Text("当心", "take care"))
        output.fail(destination.UnknownFormat(format="xml", formats="csv"))
    finally:
        use_language("zh")
    assert capsys.readouterr().err == "Warning: take care\nError: There is no format xml. Choose one of csv.\n"


def test_no_bar_in_a_pipe() -> None:
    code = """
output._PATIENCE = 0
with output.progress(3, "导入") as done:
    for _ in range(3):
        done(1)
print("rich" in sys.modules)
"""
    result = run(code)
    assert (result.stdout.strip(), result.stderr) == (b"False", b"")


@unix
def test_a_bar_on_a_terminal_only_for_long_work() -> None:
    code = """
output._PATIENCE = {patience}
with output.progress(3, "导入[red]一月[/red]") as done:
    for _ in range(3):
        done(1)
print("rich" in sys.modules)
"""
    assert on_terminal(code.format(patience=60)) == "False\n"
    seen = on_terminal(code.format(patience=-1))
    assert "导入[red]一月[/red]" in seen
    assert "True" in seen


def test_loading_is_light() -> None:
    heavy = ("rich", "xlsxwriter", "sqlalchemy", "csv", "json", "tempfile", "shutil", "decimal")
    code = f"import sys, xcli.cli.output, xcli.cli.delivery; print([name for name in {heavy!r} if name in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    assert result.stdout.strip() == b"[]"
