"""`demo`: a year of a bureau, sent as sheets, imported, mended, counted, beside the printed report."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

from xcli.cli import output
from xcli.cli.command import command, single_app
from xcli.cli.options import option
from xcli.text import Text

app = single_app()

Keep = Annotated[
    Path | None,
    option(
        "--keep",
        "--保留",
        help=Text("把表格和台账留在这个文件夹", "leave sheets and ledger in this folder"),
        metavar="DIR",
    ),
]
All = Annotated[bool, option("--all", "--全部", help=Text("显示每一步的全部输出", "show all that every step prints"))]


@command(
    app,
    "demo",
    "演示",
    Text(
        "用虚构的一年数据演示：导入、改错、统计、与印发的报告对照",
        "a rehearsal with an invented year: import, mend, count, compare with the printed report",
    ),
)
def demo(keep: Keep = None, everything: All = False) -> None:
    """Rehearse a bureau's year."""
    from xcli.cli.demo.story import told

    with _folder(keep) as folder:
        for line in told(folder, everything=everything, kept=keep):
            output.say(line)


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep.resolve()
        return
    folder = Path(tempfile.mkdtemp(prefix="xcli-demo-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
