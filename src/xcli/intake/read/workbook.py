"""Workbooks: checked first, then read by a process that cannot harm this one."""

import io
import pickle
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any, ClassVar

from xcli.domain.fault import Fault
from xcli.errors import NotValid
from xcli.intake.read.guard import Checked, PasswordProtected, WorkbookDamaged, check_workbook
from xcli.intake.read.markup import SheetScan
from xcli.intake.read.opening import Contents, FileChanged
from xcli.intake.read.sheet import Cell, ErrorCell, Hidden, Row, Sheet
from xcli.text import Text

_CHILD = Path(__file__).with_name("child.py")
_PIECE = 1024 * 1024
Visibility = list[tuple[str, str]]


class HiddenData(NotValid):
    """A workbook hides sheets or rows, and nobody said what to do with them."""

    sentence = Text(
        "{name} 有隐藏的内容：{sheets} 个隐藏工作表{names}，{rows} 个隐藏或被筛选的行。"
        "请加 --hidden include（一并导入）或 --hidden skip（略过），或先在表格软件中取消隐藏和筛选。",
        "{name} hides data: {sheets} hidden sheets{names}, {rows} hidden or filtered rows. "
        "Add --hidden include (import them too) or --hidden skip (leave them out), or unhide them first.",
    )


class ReaderStopped(NotValid):
    """Reading took more memory or time than any proper workbook, or the reader broke down."""

    sentence = Text(
        "{name} 无法读取：读取时超出内存或时间限制（1 GiB、60 秒），或文件结构异常。"
        "请把数据复制到新工作簿，或另存为 CSV 再导入。",
        "{name} cannot be read: it needs more memory or time than allowed (1 GiB, 60 s), or its structure is broken. "
        "Copy the data to a new workbook, or save it as CSV.",
    )


@contextmanager
def workbook_sheets(
    contents: Contents, hidden: Hidden, *, allow_xlsm: bool
) -> Iterator[tuple[tuple[Fault, ...], Iterator[Sheet]]]:
    """Give what is to be noted and the sheets; the reading process ends with the block."""
    checked = check_workbook(contents, allow_xlsm=allow_xlsm)
    with _running(hidden) as (feed, pipe):
        _feed(contents, feed)
        reader = _Reader(contents, pipe, checked, hidden)
        notes = reader.begin()
        yield notes, reader.sheets()


@contextmanager
def _running(hidden: Hidden) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    # -P: the folder of the program is not searched for modules.
    command = [sys.executable, "-P", "-X", "utf8", str(_CHILD), hidden]
    process = subprocess.Popen(  # noqa: S603
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    if process.stdin is None or process.stdout is None:
        raise AssertionError
    try:
        yield process.stdin, process.stdout
    finally:
        process.kill()
        with suppress(OSError):
            process.stdin.close()
        process.stdout.close()
        process.wait()


def _feed(contents: Contents, feed: IO[bytes]) -> None:
    contents.stream.seek(0)
    # A reader that died early is found when its answer is read.
    with suppress(OSError):
        while piece := contents.stream.read(_PIECE):
            feed.write(piece)
        feed.close()


class _Plain(pickle.Unpickler):
    """An unpickler for plain values and dates: a reader taken over by a file can send nothing else."""

    _allowed: ClassVar = {("datetime", "date"): date, ("datetime", "datetime"): datetime}

    def find_class(self, module_name: str, global_name: str, /) -> Any:
        return self._allowed[module_name, global_name]


@dataclass(slots=True)
class _Reader:
    """The frames of the reading process, turned into sheets."""

    contents: Contents
    pipe: IO[bytes]
    checked: Checked
    hidden: Hidden
    in_sheet: bool = False

    def begin(self) -> tuple[Fault, ...]:
        """Read what the workbook holds; refuse hidden data that nobody decided on."""
        frame = self._frame()
        if frame[1] != self.contents.digest:
            raise FileChanged(name=self.contents.name)
        names = [name for name, visibility in frame[2] if visibility == "hidden" and self._holds_data(name)]
        rows = sum(
            len(self.checked.scans[name].hidden_rows)
            for name, visibility in frame[2]
            if visibility == "visible" and name in self.checked.scans
        )
        if self.hidden == "ask" and (names or rows):
            raise HiddenData(name=self.contents.name, sheets=len(names), names=_listed(names), rows=rows)
        return tuple(_notes(self.checked, self.hidden, names, rows, frame[2]))

    def sheets(self) -> Iterator[Sheet]:
        """Yield the sheets in the order of the workbook."""
        while (frame := self._frame())[0] == "sheet":
            self.in_sheet = True
            yield Sheet(frame[1], self._rows(self.checked.scans.get(frame[1])), tuple(frame[2]))
            while self.in_sheet:
                self._batch()
        self.contents.check_unchanged()

    def _holds_data(self, name: str) -> bool:
        scan = self.checked.scans.get(name)
        return scan is None or scan.last_row > 0

    def _rows(self, scan: SheetScan | None) -> Iterator[Row]:
        errors = scan.errors if scan else {}
        skipped = scan.hidden_rows if scan and self.hidden == "skip" else frozenset()
        while self.in_sheet:
            for number, row in self._batch():
                if number in errors:
                    _put_errors(row, errors[number])
                if number not in skipped:
                    yield number, row

    def _batch(self) -> Iterator[Row]:
        frame = self._frame()
        if frame[0] == "done":
            self.in_sheet = False
            return iter(())
        return enumerate(frame[2], frame[1])

    def _frame(self) -> Any:
        length = self.pipe.read(4)
        body = self.pipe.read(struct.unpack("<I", length)[0]) if len(length) == 4 else b""
        try:
            frame = _Plain(io.BytesIO(body)).load()
        except (EOFError, pickle.UnpicklingError, KeyError):
            raise ReaderStopped(name=self.contents.name) from None
        if frame[0] == "error":
            raise _ERRORS.get(frame[1], ReaderStopped)(name=self.contents.name)
        return frame


_ERRORS: dict[str, type[NotValid]] = {
    "PasswordError": PasswordProtected,
    "CalamineError": WorkbookDamaged,
    "XmlError": WorkbookDamaged,
    "ZipError": WorkbookDamaged,
}


def _put_errors(row: list[Cell], errors: dict[int, str]) -> None:
    for column, content in errors.items():
        row.extend([None] * (column - len(row)))
        row[column - 1] = ErrorCell(content)


def _listed(names: list[str]) -> Text:
    return Text(f"（{'、'.join(names)}）", f" ({', '.join(names)})") if names else Text("", "")


def _notes(checked: Checked, hidden: Hidden, names: list[str], rows: int, sheets: Visibility) -> Iterator[Fault]:
    if names or rows:
        done = Text("略过", "left out") if hidden == "skip" else Text("读入", "read")
        reason = Text(
            "已{done}隐藏内容：{sheets} 个隐藏工作表{names}，{rows} 个隐藏或被筛选的行",
            "hidden data {done}: {sheets} hidden sheets{names}, {rows} hidden or filtered rows",
        )
        yield Fault(reason.fill(done=done, sheets=len(names), names=_listed(names), rows=rows), weight="warning")
    unseen = [name for name, visibility in sheets if visibility == "program"]
    if unseen:
        reason = Text("未读取由程序隐藏的工作表{names}", "sheets hidden by a program are not read{names}")
        yield Fault(reason.fill(names=_listed(unseen)), weight="note")
    if checked.struck:
        reason = Text("有 {n} 处带删除线的文字，按原样读入", "{n} pieces of text are struck through; read as they are")
        yield Fault(reason.fill(n=checked.struck), Text("请核对是否应删除", "Check whether they count"), "warning")
    if checked.format != "xlsx":
        reason = Text(
            "{format} 文件中隐藏的行和错误单元格（#REF! 等）无法识别，按空白或普通行读入",
            "in {format} files hidden rows and error cells (such as #REF!) cannot be told; they are read as shown",
        )
        yield Fault(
            reason.fill(format=checked.format.upper()), Text("另存为 .xlsx 可识别", "Save as .xlsx to tell"), "note"
        )
