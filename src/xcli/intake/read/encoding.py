"""Which encoding a text file is in: decided strictly, from its beginning, and said in the plan."""

import codecs

from xcli.domain.encoding import is_utf32, label_of, named, sniff
from xcli.errors import Misuse, NotValid
from xcli.intake.read.opening import Contents
from xcli.text import Text

_PIECE = 1024 * 1024


class EncodingUnknown(Misuse):
    """An encoding was asked for that is not read."""

    sentence = Text(
        "不支持编码 {given}。可用：utf-8、gb18030（含 GBK、GB2312）、utf-16。",
        "The encoding {given} is not read. Use utf-8, gb18030 (includes GBK, GB2312) or utf-16.",
    )


class Utf32Refused(NotValid):
    """A text is in UTF-32."""

    sentence = Text(
        "{name} 是 UTF-32 编码，不支持。请另存为 UTF-8（也可用 GB18030 或 UTF-16）再导入。",
        "{name} is in UTF-32, which is not read. Save it as UTF-8 (or GB18030, UTF-16) and import that.",
    )


class Undecodable(NotValid):
    """Bytes that are not text in the encoding of the file."""

    sentence = Text(
        "{name} 第 {line} 行（第 {offset} 字节处）有字节不是有效的 {encoding} 文字，没有导入任何内容。{remedy}",
        "{name}, line {line} (byte {offset}): the bytes are not valid {encoding}; nothing was imported. {remedy}",
    )


_TRY_GB18030 = Text(
    "如果文件是 GBK 或 GB18030 编码，请加 --encoding gb18030；否则文件已损坏，请向报送单位重新索取。",
    "If the file is in GBK or GB18030, add --encoding gb18030; otherwise it is damaged: ask the sender for it again.",
)
_TRY_UTF8 = Text(
    "如果文件是 UTF-8 编码，请加 --encoding utf-8；否则文件已损坏，请向报送单位重新索取。",
    "If the file is in UTF-8, add --encoding utf-8; otherwise it is damaged: ask the sender for it again.",
)


def encoding_of(contents: Contents, asked: str | None) -> str:
    """Return the encoding asked for, or the one that the beginning of the text shows."""
    if is_utf32(contents.head):
        raise Utf32Refused(name=contents.name)
    if asked is not None:
        return _named(asked, contents.head)
    found = sniff(contents.head, whole=contents.whole)
    if found is None:
        raise undecodable(contents, "utf-8-sig")
    return found


def undecodable(contents: Contents, encoding: str) -> Undecodable:
    """Find the first bytes that are not text, and return what to tell the clerk."""
    offset, line = _locate(contents, encoding)
    remedy = _TRY_UTF8 if encoding == "gb18030" else _TRY_GB18030
    return Undecodable(name=contents.name, offset=offset, line=line, encoding=label_of(encoding), remedy=remedy)


def _named(asked: str, head: bytes) -> str:
    encoding = named(asked, head)
    if encoding is None:
        raise EncodingUnknown(given=asked)
    return encoding


def _locate(contents: Contents, encoding: str) -> tuple[int, int]:
    # The plain codec: one that drops the byte order mark would count from behind it.
    decoder = codecs.getincrementaldecoder(encoding.removesuffix("-sig"))("strict")
    contents.stream.seek(0)
    offset, line = 0, 1
    while True:
        piece = contents.stream.read(_PIECE)
        held = len(decoder.getstate()[0])
        try:
            line += decoder.decode(piece, final=not piece).count("\n")
        except UnicodeDecodeError as error:
            before = error.object[: error.start].decode(encoding, "replace")
            return offset - held + error.start, line + before.count("\n")
        if not piece:
            return offset, line
        offset += len(piece)
