"""Which encoding a text file is in: decided strictly, from its beginning, and said in the plan."""

import codecs
import re

from xcli.errors import Misuse, NotValid
from xcli.intake.read.opening import Contents
from xcli.text import Text

_NAMES = {
    "utf8": "utf-8-sig",
    "utf8sig": "utf-8-sig",
    "gb18030": "gb18030",
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "cp936": "gb18030",
    "ansi": "gb18030",
    "utf16": "utf-16",
    "utf16le": "utf-16-le",
    "utf16be": "utf-16-be",
    "unicode": "utf-16",
}
_HAN = re.compile("[一-鿿]")
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")
# Punctuation and full-width forms, and the 3,755 ideographs of level 1 of GB 2312.
_COMMON = re.compile(b"[\xa1-\xa3\xb0-\xd7][\xa1-\xfe]")
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
    if _is_utf32(contents.head):
        raise Utf32Refused(name=contents.name)
    if asked is not None:
        return _named(asked, contents.head)
    found = _sniff(contents.head, whole=contents.whole)
    if found is None:
        raise undecodable(contents, "utf-8-sig")
    return found


def label_of(encoding: str) -> str:
    """Return the name of an encoding as people write it."""
    return encoding.removesuffix("-sig").upper()


def undecodable(contents: Contents, encoding: str) -> Undecodable:
    """Find the first bytes that are not text, and return what to tell the clerk."""
    offset, line = _locate(contents, encoding)
    remedy = _TRY_UTF8 if encoding == "gb18030" else _TRY_GB18030
    return Undecodable(name=contents.name, offset=offset, line=line, encoding=label_of(encoding), remedy=remedy)


def _named(asked: str, head: bytes) -> str:
    encoding = _NAMES.get(re.sub("[-_ ]", "", asked.lower()))
    if encoding is None:
        raise EncodingUnknown(given=asked)
    if encoding == "utf-16" and head[:2] not in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return _utf16_order(head)
    return encoding


def _is_utf32(head: bytes) -> bool:
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return True
    # Text in UTF-16 is at most half NUL bytes, in UTF-32 at least half are.
    return len(head) >= 8 and head.count(0) > 0.5 * len(head) + 2


def _sniff(head: bytes, *, whole: bool) -> str | None:
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    if 0 in head and (wide := _bare_utf16(head, whole=whole)):
        return wide
    text = _decode(head, "utf-8", whole=whole)
    if text is not None:
        return "gb18030" if _is_disguised(text, head, whole=whole) else "utf-8-sig"
    # Surrogates written as UTF-8 (CESU-8) would pass as three wrong ideographs of GB18030.
    if _decode(head, "utf-8", whole=whole, errors="surrogatepass") is not None:
        return None
    text = _decode(head, "gb18030", whole=whole)
    return "gb18030" if text is not None and _is_common_chinese(text) else None


def _utf16_order(head: bytes) -> str:
    return "utf-16-le" if head[1::2].count(0) >= head[0::2].count(0) else "utf-16-be"


def _bare_utf16(head: bytes, *, whole: bool) -> str | None:
    """Return the byte order of UTF-16 without a mark; a stray NUL in other text has no commas or line ends there."""
    encoding = _utf16_order(head)
    text = _decode(head, encoding, whole=whole)
    if text is None or "\x00" in text or not re.search("[\r\n,\t]", text):
        return None
    return encoding


def _decode(head: bytes, encoding: str, *, whole: bool, errors: str = "strict") -> str | None:
    try:
        return codecs.getincrementaldecoder(encoding)(errors).decode(head, final=whole)
    except UnicodeDecodeError:
        return None


def _is_disguised(text: str, head: bytes, *, whole: bool) -> bool:
    """Tell whether short GBK text passes for UTF-8: then all of it looks like accented Latin or Greek."""
    beyond = max(_BEYOND_ASCII.findall(text), default="")
    if not beyond or beyond >= "\u0800":
        return False
    other = _decode(head, "gb18030", whole=whole)
    return other is not None and _HAN.search(other) is not None


def _is_common_chinese(text: str) -> bool:
    """Tell whether the characters are those people write: GB18030 decodes nearly anything into rare ones."""
    beyond = _BEYOND_ASCII.findall(text[:20000])
    common = sum(1 for char in beyond if _is_common(char))
    return common >= 0.4 * len(beyond)


def _is_common(char: str) -> bool:
    return _COMMON.fullmatch(char.encode("gb18030")) is not None


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
