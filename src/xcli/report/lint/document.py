"""From a file to paragraphs: plain text, Markdown, Word, HTML, in any of the usual encodings."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import PurePath
from typing import NamedTuple

from xcli.domain.encoding import is_utf32, sniff
from xcli.errors import NotValid
from xcli.report.source import SourceEmpty, read_source
from xcli.text import Text

_LOOK = 256 * 1024
_PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # a packed file, an old Office file
_HTML = re.compile(
    rb"\s*(?:<!--.{0,200}?-->\s*)?<(?:!doctype\s+html|html|head|body|table|div|p)\b", re.IGNORECASE | re.DOTALL
)
_MARKDOWN = re.compile(r"^\s{0,3}(?:#{1,6}\s+|>\s?|[-*+]\s+)|\*\*|__|`")
_RULE = re.compile(r"[\s|:=-]*")


class NotReadable(NotValid):
    """Bytes that are no text in any encoding that is read."""

    sentence = Text(
        "{name} 不是能读的文字：请用 UTF-8 或 GB18030 的 .txt、.md、.html，或 .docx。PDF、图片请先另存为文字。",
        "{name} is no text that can be read: give .txt, .md or .html in UTF-8 or GB18030, or .docx. "
        "Save a PDF or a picture as text first.",
    )


class Paragraph(NamedTuple):
    """A paragraph of a text: its number, where it begins in the whole, whether it is a row of a table."""

    number: int
    start: int
    text: str
    row: bool = False


class Document:
    """A text as paragraphs that are not empty."""

    def __init__(self, name: str, paragraphs: tuple[Paragraph, ...]) -> None:
        self.name = name
        self.paragraphs = paragraphs

    @cached_property
    def text(self) -> str:
        """Return the whole text, a line for each paragraph."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    @cached_property
    def _starts(self) -> list[int]:
        return [paragraph.start for paragraph in self.paragraphs]

    def at(self, offset: int) -> Paragraph:
        """Return the paragraph that holds an offset of the whole text."""
        return self.paragraphs[bisect_right(self._starts, offset) - 1]


def read_document(path: str) -> Document:
    """Read a file, or standard input for `-`."""
    data = read_source(path)
    document = document_of(path, _paragraphs(path, data))
    if not document.paragraphs:
        raise SourceEmpty(name=path)
    return document


def document_of(name: str, lines: Iterable[tuple[str, bool]]) -> Document:
    """Put lines together as paragraphs, those without text left out."""
    made: list[Paragraph] = []
    at = 0
    for text, row in lines:
        kept = text.strip(" \r\n\ufeff\u3000\xa0") if row else text.strip("\ufeff\r\n").rstrip()
        if kept.strip():
            made.append(Paragraph(len(made) + 1, at, kept, row))
            at += len(kept) + 1
    return Document(name, tuple(made))


def _paragraphs(name: str, data: bytes) -> Iterator[tuple[str, bool]]:
    suffix = PurePath(name).suffix.lower()
    if suffix == ".docx" or data.startswith(_PACKED):
        from xcli.report.wordfile import read_word

        yield from ((passage.text, passage.row) for passage in read_word(data, name).passages)
        return
    text = _decoded(name, data)
    if suffix in (".html", ".htm") or (suffix not in (".txt", ".md") and _HTML.match(data[:4096])):
        from xcli.report.lint.hypertext import html_lines

        yield from html_lines(text)
    elif suffix in (".md", ".markdown"):
        yield from _markdown(text)
    else:
        yield from ((line, False) for line in text.splitlines())


def _decoded(name: str, data: bytes) -> str:
    head = data[:_LOOK]
    encoding = None if is_utf32(head) else sniff(head, whole=len(head) == len(data))
    if encoding is None:
        raise NotReadable(name=name)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise NotReadable(name=name) from None
    if "\x00" in text:
        raise NotReadable(name=name)
    return text


def _markdown(text: str) -> Iterator[tuple[str, bool]]:
    for line in text.splitlines():
        bare = line.strip()
        if bare.startswith("|"):
            if not _RULE.fullmatch(bare):
                yield "\t".join(cell.strip() for cell in bare.strip("|").split("|")), True
        else:
            yield _MARKDOWN.sub("", line), False
