"""Reading what township offices send: text files and workbooks, each byte of which may be wrong."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from xcli.domain.encoding import label_of
from xcli.domain.fault import Fault
from xcli.intake.read.encoding import encoding_of
from xcli.intake.read.jsonl import json_rows
from xcli.intake.read.opening import Contents, files_of, opened
from xcli.intake.read.sheet import Cell, ErrorCell, Hidden, Kind, Row, Sheet, Source
from xcli.intake.read.text import csv_rows, delimiter_of

__all__ = ["Cell", "ErrorCell", "Hidden", "Row", "Sheet", "Source", "files_of", "open_source"]


@contextmanager
def open_source(
    path: str,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    hidden: Hidden = "ask",
    allow_xlsm: bool = False,
    stdin: BinaryIO | None = None,
) -> Iterator[tuple[Source, Iterator[Sheet]]]:
    """Open a file, or standard input for "-": its source and its sheets, good while the block lasts."""
    with opened(path, stdin) as contents:
        if contents.content in ("zip", "ole"):
            from xcli.intake.read.workbook import workbook_sheets

            with workbook_sheets(contents, hidden, allow_xlsm=allow_xlsm) as (notes, sheets):
                yield _source(contents, "workbook", None, notes), sheets
        else:
            yield _text_source(contents, encoding, delimiter)


def _text_source(contents: Contents, asked: str | None, delimiter: str | None) -> tuple[Source, Iterator[Sheet]]:
    encoding = encoding_of(contents, asked)
    if contents.content == "jsonl":
        return _source(contents, "jsonl", encoding), iter([Sheet("", json_rows(contents, encoding))])
    rows = csv_rows(contents, encoding, delimiter_of(contents, encoding, delimiter))
    return _source(contents, "csv", encoding), iter([Sheet("", rows)])


def _source(contents: Contents, kind: Kind, encoding: str | None, notes: tuple[Fault, ...] = ()) -> Source:
    shown = label_of(encoding) if encoding else None
    return Source(contents.name, contents.digest, kind, shown, contents.notes + notes)
