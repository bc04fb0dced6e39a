"""Which encoding a text is in, decided strictly from its beginning."""

import codecs

from xcli.domain.expression import Expression

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
_HAN = Expression("[一-鿿]")
_BEYOND_ASCII = Expression("[^\x00-\x7f]")
_TABLE_ENDS = Expression("[\r\n,\t]")
_JOINTS = str.maketrans("", "", "-_ ")


def sniff(head: bytes, *, whole: bool) -> str | None:
    """Return the encoding that the beginning of a text shows, or None; `whole` says that there is no more of it."""
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


def label_of(encoding: str) -> str:
    """Return the name of an encoding as people write it."""
    return encoding.removesuffix("-sig").upper()


def named(asked: str, head: bytes) -> str | None:
    """Return the encoding that people call so, or None."""
    encoding = _NAMES.get(asked.lower().translate(_JOINTS))
    if encoding == "utf-16" and head[:2] not in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return _utf16_order(head)
    return encoding


def is_utf32(head: bytes) -> bool:
    """Tell whether a text is in UTF-32."""
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return True
    # Text in UTF-16 is at most half NUL bytes, in UTF-32 at least half are.
    return len(head) >= 8 and head.count(0) > 0.5 * len(head) + 2


def _utf16_order(head: bytes) -> str:
    return "utf-16-le" if head[1::2].count(0) >= head[0::2].count(0) else "utf-16-be"


def _bare_utf16(head: bytes, *, whole: bool) -> str | None:
    """Return the byte order of UTF-16 without a mark; a stray NUL in other text has no commas or line ends there."""
    encoding = _utf16_order(head)
    text = _decode(head, encoding, whole=whole)
    if text is None or "\x00" in text or not _TABLE_ENDS.search(text):
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
    """Tell whether it is punctuation, a full-width form, or one of the 3,755 ideographs of level 1 of GB 2312."""
    code = char.encode("gb18030")
    return len(code) == 2 and (0xA1 <= code[0] <= 0xA3 or 0xB0 <= code[0] <= 0xD7) and 0xA1 <= code[1] <= 0xFE
