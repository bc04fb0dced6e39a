"""The text of a web page, block by block."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

_BLANKS = re.compile(r"[ \t\r\f\v\xa0\u3000]+")


def html_lines(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the blocks of a page; a row of a table is told apart."""
    reader = _Html()
    reader.feed(text)
    reader.close()
    reader.end_block()
    yield from reader.lines


class _Html(HTMLParser):
    """The text of a page by its blocks; rows of tables with a tab between cells."""

    _SILENT = frozenset({"script", "style", "head", "template", "noscript"})
    _INLINE = frozenset(
        {"a", "b", "strong", "em", "i", "u", "span", "font", "sup", "sub", "mark", "small", "ins", "code"}
    )

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[tuple[str, bool]] = []
        self._parts: list[str] = []
        self._silent = 0
        self._rows = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element; what is not inside a line ends the one before."""
        del attrs
        if tag in self._SILENT:
            self._silent += 1
        elif tag == "tr":
            self.end_block()
            self._rows += 1
        elif tag not in self._INLINE and not self._rows:
            self.end_block()

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        if tag in self._SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "tr":
            self.end_block()
            self._rows = max(0, self._rows - 1)
        elif tag in ("td", "th"):
            self._parts.append("\t")
        elif tag not in self._INLINE and not self._rows:
            self.end_block()

    def handle_data(self, data: str) -> None:
        """Take text; line ends in the source are blanks, and none between Chinese characters."""
        if not self._silent:
            self._parts.append(_BLANKS.sub(" ", data.replace("\n", "" if not self._rows else " ")))

    def end_block(self) -> None:
        """End the line that is being read."""
        text = "".join(self._parts)
        self._parts = []
        if text.strip():
            self.lines.append((text.strip(" \t") if self._rows else text, self._rows > 0))
