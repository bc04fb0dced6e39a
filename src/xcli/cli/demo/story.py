"""The steps of the demonstration, each under the command that does it."""

import contextlib
import io
import os
import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

from xcli.cli.demo import activity, aid, audit, further, recon, register
from xcli.cli.demo.frames import write_frames
from xcli.cli.demo.plain import write
from xcli.cli.demo.printed import WIDTH, compared, parsed
from xcli.cli.demo.printed_report import write_report
from xcli.cli.demo.sheets import write_all, write_mended, write_offices
from xcli.errors import XcliError
from xcli.report.width import display_width, wrap
from xcli.text import Text, language

INIT = "init --bureau 630122 --name 西宁市湟中区司法局 --clerk 王芳"
TODAY = "2024-12-31"
MOST = 4
OTHERS = {
    "法律援助台账": aid,
    "行政复议台账": recon,
}


class StepFailed(XcliError):
    """A step of the demonstration did not do what it should."""

    exit_code = 1
    sentence = Text(
        "演示在这一步停下：xcli {words}（退出码 {code}）\n{said}",
        "The demonstration stopped at: xcli {words} (exit {code})\n{said}",
    )


def told(folder: Path, *, everything: bool, kept: Path | None) -> Iterator[str]:
    """Yield the lines of the demonstration; all happens inside the folder."""
    for name in ("sent", "mended"):
        (folder / name).mkdir(exist_ok=True)
    write_offices(folder / "offices.csv")
    write_frames(folder / "frames")
    write_all(folder / "sent")
    for name, sheet in OTHERS.items():
        write(folder / "sent" / f"{name}.xlsx", sheet.HEAD, sheet.rows())
    for name, (head, rows) in activity.SHEETS.items():
        write(folder / "sent" / f"{name}.xlsx", head, rows())
    register.write_all(folder / "sent")
    further.write_all(folder / "sent")
    write_mended(folder / "mended")
    write_report(folder)
    with _desk(folder):
        yield str(_TITLE)
        yield from _step(INIT, everything, first_sentence)
        yield from _step("office import offices.csv", everything)
        yield from _step("import sent --accept-good", everything, wrong_cells)
        yield from _step("import mended", everything, results)
        audit.prepared(_run)
        yield from _step(audit.DRAW, everything, drawn)
        audit.reviewed(_run, folder)
        yield from compared(parsed(_run("stats --year 2024 --format json")), everything=everything)
        for by in ("month", "category", "office"):
            yield from _counted(by, everything)
        yield from _step("check --year 2024", everything, lambda lines: lines[:1])
    yield from _to_try(kept)


def wrong_cells(lines: list[str]) -> list[str]:
    """Return what was wrong in the sheets, each under its file, and how much was taken."""
    found, name = [], ""
    for line in lines:
        if not line.startswith(" "):
            name = line.split("，")[0].split(",")[0]
        if line.lstrip().startswith(str(_WRONG)):
            found.append(_brief(f"  {name}{line.strip().removeprefix(str(_WRONG)).split(str(_REMEDY))[0]}"))
    return [*found, *results(lines)]


def _brief(line: str) -> str:
    """Return a line that fits, if need be without its reason."""
    return line if display_width(line) <= WIDTH else re.split("：|: ", line)[0]


def first_sentence(lines: list[str]) -> list[str]:
    """Return what was done, without the advice on what to do next."""
    return [re.split(r"(?<=。)|(?<=\.) ", lines[0])[0]]


def drawn(lines: list[str]) -> list[str]:
    """Return how many files were drawn of how many."""
    return [f"  {re.split('，种子|, seed', line)[0]}" for line in lines if "种子“" in line or "seed “" in line]


def results(lines: list[str]) -> list[str]:
    """Return the sum of what single imports say they did."""
    counts = [
        [int(number) for number in re.findall(r"\d+", re.split(r"）：|\): ", line)[-1])]
        for line in lines
        if _is_result(line)
    ]
    new, changed, same, left = (sum(column) for column in zip(*counts, strict=True))
    return [f"  {_TAKEN.fill(files=len(counts), new=new, changed=changed, same=same, left=left)}"]


def _is_result(line: str) -> bool:
    return line.startswith(("已导入", "imported"))


def _counted(by: str, everything: bool) -> Iterator[str]:
    """Show one count for each group, as many to a line as fit; all columns with --all."""
    words = f"stats dispute --year 2024 --by {by}"
    if everything:
        yield from _step(words, everything)
        return
    yield f"$ xcli {words}"
    rows = [row for row in parsed(_run(f"{words} --format json")) if row["indicator"] == "dispute.accepted"]
    names = [f"{int(row['from'][5:7])}{_MONTH}" if by == "month" else str(row[by]) for row in rows]
    counted = sorted(zip(names, rows, strict=True), key=lambda one: 0 if by == "month" else -int(one[1]["value"]))
    items = [f"{name} {row['value']}" for name, row in counted]
    yield from _filled(items if by == "month" else [*items[:MOST], str(_MORE.fill(count=len(items) - MOST))])


def _filled(items: list[str], width: int = WIDTH) -> Iterator[str]:
    line = " "
    for item in items:
        if display_width(f"{line} {item}") > width:
            yield line.rstrip()
            line = " "
        line += f" {item} "
    yield line.rstrip()


_MONTH = Text("月", "")
_MORE = Text("其余 {count} 个略", "and {count} more")
_WRONG = Text("错", "error:")
_REMEDY = Text("；", "; ")
_TAKEN = Text(
    "{files} 个文件：新增 {new}，修改 {changed}，相同 {same}，未收 {left}",
    "{files} files: {new} new, {changed} changed, {same} the same, {left} not taken",
)
_TITLE = Text(
    "演示：西宁市湟中区的 15 个司法所，虚构的 2024 年（人名、案情均为杜撰）",
    "A rehearsal: 15 judicial offices of Huangzhong, a 2024 that is made up",
)
_TRY = Text("接着试：", "Now try:")


@contextlib.contextmanager
def _desk(folder: Path) -> Iterator[None]:
    """Work in the folder as on a desk of its own, on the last day of the year."""
    home = {name: str(folder) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA")}
    before = Path.cwd()
    with patch.dict(
        os.environ, {**home, "XCLI_TODAY": TODAY, "XCLI_DB": str(folder / "ledger.db"), "XCLI_LANG": language()}
    ):
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)


def _run(words: str) -> str:
    """Run one command inside this process; return what it says on both streams."""
    from xcli.cli import main

    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        code = main(shlex.split(words))
    said = out.buffer.getvalue().decode().replace(f"{Path.cwd()}{os.sep}", "")
    if code not in (0, 4):
        raise StepFailed(words=words, code=code, said=said)
    return str(said)


def _step(words: str, everything: bool, brief: Callable[[list[str]], list[str]] = list) -> Iterator[str]:
    yield f"$ xcli {words}"
    lines = _run(words).splitlines()
    yield from lines if everything else [piece for line in brief(lines) for piece in wrap(line, WIDTH)]


def _to_try(kept: Path | None) -> Iterator[str]:
    yield str(_TRY)
    if not kept:
        yield "  xcli demo --keep demo      " + str(Text("把表格和台账留下", "leaves the sheets and the ledger"))
    db = f" --db {kept / 'ledger.db'}" if kept else ""
    yield f"  xcli why 调解成功率 --year 2024{db}"
    yield f"  xcli dispute list --category 邻里 --limit 5{db}"
    if kept:
        yield f"  xcli stats --year 2024 --by month{db}"
