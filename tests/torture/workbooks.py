"""Damaged workbooks, sent through the real import: each is taken whole or refused in one sentence, within time and memory."""

import io
import json
import random
import re
import struct
import sys
import time
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from torture.fuzz import Bench
from torture.harness import _count
from torture.packages import ROWS, ods, packed, parts_of, xls, xlsx

Dice = random.Random
Parts = dict[str, bytes]

SECONDS = 75.0  # a minute of processor for the reader, and what is around it
KIBIBYTES = 1_200_000  # the reader's GiB, and the interpreter's own
ERROR = "错误："
WAYS: tuple[tuple[str, ...], ...] = ((), (), ("--hidden", "include"), ("--accept-good",), ("--allow-xlsm",))
DISPUTES = "SELECT count(*) FROM dispute"

NUMBERS = (
    b"NaN", b"-1", b"1e308", b"1e309", b"-1e308", b"0", b"00", b"2958466", b"-693594", b"99999999999", b"18446744073709551616", b"1048577",
    b"16385", b"4294967295", b"-2147483649", b"0.1.2", b"0x10", b"\xef\xbc\x91", b"",
)  # fmt: skip
PLACES = (
    b"A0", b"A1048576", b"A1048577", b"XFD1", b"XFD1048576", b"XFE1", b"ZZZZ1", b"1A", b"A", b"$A$1", b"A1:XFD1048576", b"A1:A1", b"B2:A1",
    b"A1:", b"A1 B2", b"A99999999999999999999", b"a1",
)  # fmt: skip
WORDS = (
    b"s", b"e", b"b", b"str", b"inlineStr", b"d", b"true", b"rId1", b"rId99", b"xl/worksheets/sheet1.xml", b"/xl/workbook.xml", b"../../../etc/passwd",
    b"http://192.0.2.1/x", b"file:///etc/passwd", b"veryHidden", b"hidden", b"float", b"date", b"2024-02-30", b"9999-12-31T99:99:99", b"yyyy",
    b"[$-804]aaaa", b"#REF!", b"=1+1", b"&amp;", b"&bogus;", b"&#0;", b"&#x1F;", b"&#xD800;", b"&#xFFFE;", b"&#99999999;", b"\x00", b"\xff\xfe", b"<", b"]]>",
    b"\xe5\x8f\xb0\xe8\xb4\xa6", b"x" * 40_000, b"9" * 400,
)  # fmt: skip
ANYTHING = (*NUMBERS, *PLACES, *WORDS)
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"<>]*)"')
_TEXT = re.compile(rb">([^<>]+)<")
_PLACE = re.compile(rb'\b(?:r|ref|sqref|activeCell|spans|topLeftCell)="([^"]*)"')
_SHARED = re.compile(rb't="s"><v>(\d+)</v>')
_ELEMENT = re.compile(rb"<([\w:]+)[^<>]*>")


def some_part(parts: Parts, dice: Dice) -> str:
    """Return the name of a part, most often one that holds cells."""
    telling = [name for name in parts if re.search(r"sheet\d|content|workbook\.xml|shared|styles", name)]
    return dice.choice(telling if telling and dice.random() < 0.8 else list(parts))


def put(pattern: "re.Pattern[bytes]", group: int, words: tuple[bytes, ...], content: bytes, dice: Dice) -> bytes:
    """Return a part with another word in one of the places that a pattern finds."""
    found = list(pattern.finditer(content))
    if not found:
        return content
    at = dice.choice(found)
    return content[: at.start(group)] + dice.choice(words) + content[at.end(group) :]


def attribute(content: bytes, dice: Dice) -> bytes:
    """Give an attribute a value that it should not have."""
    return put(_ATTRIBUTE, 2, ANYTHING, content, dice)


def text(content: bytes, dice: Dice) -> bytes:
    """Give a cell, or whatever holds text, one that it should not have."""
    return put(_TEXT, 1, ANYTHING, content, dice)


def place(content: bytes, dice: Dice) -> bytes:
    """Put a cell, a merged range or a dimension where none can be."""
    return put(_PLACE, 1, PLACES, content, dice)


def shared(content: bytes, dice: Dice) -> bytes:
    """Ask for a shared text that is not there."""
    return put(_SHARED, 1, NUMBERS, content, dice)


def nested(content: bytes, dice: Dice) -> bytes:
    """Nest an element in itself."""
    found = list(_ELEMENT.finditer(content))
    if not found:
        return content
    at, often = dice.choice(found), dice.choice((3, 300, 30_000))
    return content[: at.start()] + at[0] * often + (b"</" + at[1] + b">") * dice.choice((0, often)) + content[at.start() :]


def declared(content: bytes, dice: Dice) -> bytes:
    """Declare a document type, an entity or another encoding."""
    head = dice.choice((
        b'<!DOCTYPE a [<!ENTITY b "c">]>', b'<!DOCTYPE a SYSTEM "file:///etc/passwd">', b"<?xml-stylesheet href='x'?>", b"<!-- -->", b"<![CDATA[a]]>",
        b'<?xml version="1.0" encoding="gb18030"?>', b'<?xml version="1.1" encoding="none"?>', b"\xef\xbb\xbf",
    ))  # fmt: skip
    return head + re.sub(rb"^<\?xml[^>]*>\s*", b"", content)


def formula(content: bytes, dice: Dice) -> bytes:
    """Put formulas without values, errors and merged ranges behind the rows."""
    more = dice.choice((
        b'<row r="9"><c r="A9"><f>1+1</f></c></row>', b'<row r="9"><c r="A9" t="e"><v>#DIV/0!</v></c></row>', b'<row r="2" hidden="1"><c r="A2"><v>1</v></c></row>',
        b'<row r="9"><c r="A9"><f t="shared" si="0" ref="A9:A1048576">A8</f><v>1</v></c></row>', b'<row r="9"><c r="A9" t="d"><v>2024-11-31</v></c></row>',
        b'<row r="3"><c r="A3"><v>1e308</v></c></row>', b"<row><c><v>45600</v></c></row>" * 300, b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>',
    ))  # fmt: skip
    return content.replace(b"</sheetData>", more + b"</sheetData>")


def merged(content: bytes, dice: Dice) -> bytes:
    """Merge ranges without end, over each other."""
    many = b"".join(b'<mergeCell ref="%s"/>' % dice.choice((b"A1:E1", b"A2:A4", b"A1:XFD1048576", b"E9:A1")) for _ in range(dice.choice((1, 9, 9000))))
    return re.sub(rb"<mergeCells.*?</mergeCells>", b"", content).replace(b"</sheetData>", b"</sheetData><mergeCells>" + many + b"</mergeCells>")


def bytes_of(content: bytes, dice: Dice) -> bytes:
    """Change, drop, double or insert some bytes."""
    whole = bytearray(content)
    for _ in range(dice.choice((1, 1, 4, 40))):
        at, size = dice.randrange(len(whole) + 1), dice.choice((1, 2, 4, 64))
        way = dice.randrange(4)
        if way == 0:
            whole[at : at + size] = dice.randbytes(min(size, len(whole) - at))
        elif way == 1:
            del whole[at : at + size]
        else:
            whole[at:at] = whole[at : at + size] if way == 2 else dice.randbytes(size)
    return bytes(whole)


INSIDE: tuple[Callable[[bytes, Dice], bytes], ...] = (
    attribute, attribute, text, text, place, shared, nested, declared, formula, merged, bytes_of,
)  # fmt: skip


def rearranged(parts: Parts, dice: Dice) -> Parts:
    """Drop a part, swap two, or add one that points elsewhere."""
    one, other = some_part(parts, dice), some_part(parts, dice)
    way = dice.randrange(5)
    if way == 0:
        return {name: content for name, content in parts.items() if name != one}
    if way == 1:
        return parts | {one: parts[other], other: parts[one]}
    if way == 2:
        return parts | {"xl/externalLinks/_rels/externalLink1.xml.rels": b'<Relationships xmlns="r"><Relationship Id="x" Target="http://192.0.2.1/" TargetMode="External"/></Relationships>'}
    if way == 3:
        return parts | {dice.choice(("xl/vbaProject.bin", "xl/workbook.bin", "../x.xml", "/etc/x.xml", "xl/x" * 60 + ".xml")): b"x"}
    return {(dice.choice((name.upper(), f"./{name}", name.replace("/", "\\"))) if name == one else name): content for name, content in parts.items()}


def headers(whole: bytes, dice: Dice) -> bytes:
    """Change what a package says of one of its parts: checksum, sizes, way of packing, flags, name, where it begins."""
    kind, fields = dice.choice((
        (b"PK\x01\x02", {8: 2, 10: 2, 12: 4, 16: 4, 20: 4, 24: 4, 28: 2, 30: 2, 32: 2, 42: 4, 46: 1}),
        (b"PK\x03\x04", {6: 2, 8: 2, 14: 4, 18: 4, 22: 4, 26: 2, 28: 2, 30: 1}),
        (b"PK\x05\x06", {4: 2, 6: 2, 8: 2, 10: 2, 12: 4, 16: 4, 20: 2}),
    ))  # fmt: skip
    starts = [found.start() for found in re.finditer(re.escape(kind), whole)]
    if not starts:
        return whole
    at = dice.choice(starts)
    off, size = dice.choice(list(fields.items()))
    value = dice.choice((0, 1, 8, 9, 12, 14, 0x801, 0xFFFF, 0xFFFFFFFF, dice.getrandbits(32))) & (256**size - 1)
    return whole[: at + off] + value.to_bytes(size, "little") + whole[at + off + size :]


def cut(whole: bytes, dice: Dice) -> bytes:
    """Cut it short, or put something before or behind it."""
    junk = dice.choice((bytes(dice.randrange(1, 5000)), dice.randbytes(500), whole, b"PK\x05\x06" + bytes(18)))
    return dice.choice((whole[: dice.randrange(len(whole))], whole + junk, junk + whole, whole[:4] + junk + whole[4:]))


def doubled(whole: bytes, dice: Dice) -> bytes:
    """Put a part into a package a second time, with other content."""
    parts, stream = parts_of(whole), io.BytesIO(whole)
    name = some_part(parts, dice)
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "a") as pack:
        warnings.simplefilter("ignore")  # zipfile warns of the name
        pack.writestr(name, dice.choice(INSIDE)(parts[name], dice))
    return stream.getvalue()


def records(whole: bytes, dice: Dice) -> bytes:
    """Change lengths, kinds and places in an old workbook, or the chain of its sectors."""
    data = bytearray(whole)
    for _ in range(dice.choice((1, 1, 3, 20))):
        at = 2 * dice.choice((dice.randrange(256, 320), dice.randrange(512, 600), dice.randrange(768, 1100), dice.randrange(20, 40)))
        struct.pack_into("<H", data, at, dice.choice((0, 1, 2, 0xFFFF, 0xFFFE, 0x809, 0x204, 0x85, dice.getrandbits(16))))
    return bytes(data)


class Sent(NamedTuple):
    """A damaged workbook; `rows` are in it whatever it says of itself, as far as that is known."""

    name: str
    whole: bytes
    rows: int | None = None


def damaged(dice: Dice) -> Sent:
    """Return a workbook with one to three things wrong."""
    ending, make = dice.choice((("xlsx", xlsx), ("xlsx", xlsx), ("xlsx", xlsx), ("ods", ods), ("xls", xls)))
    if ending == "xls":
        return Sent("sent.xls", dice.choice((records, records, bytes_of, cut))(make(), dice))
    if dice.random() < 0.3:
        # What is packed is sound: a reader that believes the package has all of it, any other none.
        return Sent(f"sent.{ending}", dice.choice((headers, headers, headers, cut))(make(), dice), len(ROWS))
    parts = parts_of(make())
    for _ in range(dice.choice((1, 1, 2, 3))):
        parts = rearranged(parts, dice) if dice.random() < 0.15 else spoilt(parts, dice)
    return Sent(f"sent.{ending}", doubled(packed(parts), dice) if dice.random() < 0.1 else packed(parts))


def spoilt(parts: Parts, dice: Dice) -> Parts:
    """Return the parts with one of them damaged inside."""
    name = some_part(parts, dice)
    return parts | {name: dice.choice(INSIDE)(parts[name], dice)}


@dataclass
class Importer(Bench):
    """A desk that imports, and looks at what was said, what was added, how long it took and how much it took."""

    added: int = 0
    took: float = 0.0
    answer: tuple[int, str, str] = (0, "", "")

    def run(self, words: list[str]) -> tuple[int, str, str]:
        """Run a command, and count."""
        began, before = time.monotonic(), _count(self.place, DISPUTES)
        self.answer = super().run(words)
        self.took, self.added = time.monotonic() - began, _count(self.place, DISPUTES) - before
        return self.answer

    def take(self, sent: Sent, ways: tuple[str, ...] = ()) -> None:
        """Import a workbook: what is taken is all that is said, and all that there is; else one sentence says why not."""
        (self.folder / sent.name).write_bytes(sent.whole)
        self.judge(["import", sent.name, "--json", *ways])
        code, out, err = self.answer
        assert self.took < SECONDS, f"{self.took:.0f} s"
        assert peak() < KIBIBYTES, f"{peak()} KiB"
        if code:
            assert self.added == 0
            assert len([line for line in err.splitlines() if line.startswith(ERROR)]) == 1, err
            return
        said = json.loads(out.splitlines()[-1])
        assert said["inserted"] == self.added, said
        assert sent.rows in (None, self.added), said


def peak() -> int:
    """Return the most memory that this process or one of its children had, in KiB."""
    import resource

    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def workbooks(folder: Path, seed: int, times: int = 150) -> dict[str, int]:
    """Import so many damaged workbooks; one that is not answered as promised is printed, and kept beside the desk."""
    dice, lost, desk = random.Random(seed), 0, Importer.of(folder)
    for number in range(times):
        sent, ways = damaged(dice), dice.choice(WAYS)
        try:
            desk.take(sent, ways)
        except AssertionError as error:
            lost += 1
            (folder / f"{number}-{sent.name}").write_bytes(sent.whole)
            sys.stderr.write(f"{folder / f'{number}-{sent.name}'} {ways}\n{str(error)!a}\n")
    return {"workbooks": times, "lost": lost}
