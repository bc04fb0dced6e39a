"""From a log of calls to the states that a power cut could leave behind.

What was synced is on the disk. What was not may be there, or not, in any order, the last of it torn at 512 bytes; names
in the folder are durable once the folder was synced, and those after it up to some point. Drives that lie about
flushing are not modelled.
"""

import random
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import NamedTuple

SECTOR = 512


class Call(NamedTuple):
    """One logged call: c create, w write, t truncate, s sync, u unlink, n rename, l link, a answer."""

    op: str
    name: str
    offset: int
    data: bytes


def calls(log: Path) -> Iterator[Call]:
    """Read a log."""
    data = log.read_bytes()
    at = 0
    while at < len(data):
        op = chr(data[at])
        name_length, offset, length = struct.unpack_from("=QQQ", data, at + 1)
        at += 25
        name = data[at : at + name_length].decode()
        at += name_length
        body = data[at : at + length] if op in "wanl" else b""
        at += len(body)
        yield Call(op, name, offset, body)


@dataclass
class Content:
    """One file: what is durable, and the calls that are not yet."""

    durable: bytes = b""
    pending: list[Call] = field(default_factory=list)


def applied(durable: bytes, pending: list[Call]) -> bytes:
    """Return a file's bytes after some calls."""
    made = bytearray(durable)
    for call in pending:
        if call.op == "t":
            del made[call.offset :]
            made.extend(b"\0" * (call.offset - len(made)))
        else:
            made.extend(b"\0" * (call.offset + len(call.data) - len(made)))
            made[call.offset : call.offset + len(call.data)] = call.data
    return bytes(made)


@dataclass
class Disk:
    """A folder as the system remembers it, and as a power cut would find it."""

    now: dict[str, Content] = field(default_factory=dict)
    names: dict[str, Content] = field(default_factory=dict)
    renamed: list[tuple[str, Content | None]] = field(default_factory=list)

    @classmethod
    def of(cls, folder: Path) -> "Disk":
        """Take a folder as durable."""
        found = {path.name: Content(path.read_bytes()) for path in folder.iterdir() if path.is_file()}
        return cls(dict(found), dict(found))

    def take(self, call: Call) -> None:
        """Follow one call."""
        if call.op == "c":
            self._name(call.name, Content())
        elif call.op in "nl" and call.name in self.now:
            self._name(call.data.decode(), self.now[call.name])
        if call.op in "un":
            self._name(call.name, None)
        elif call.op == "s" and call.name not in self.now:
            self._sync_folder(call.name)
        elif call.op == "s":
            content = self.now[call.name]
            content.durable, content.pending = applied(content.durable, content.pending), []
        elif call.op in "wt" and call.name in self.now:
            self.now[call.name].pending.append(call)

    def _name(self, name: str, content: Content | None) -> None:
        """Give a content a name, or take a name away; on the disk that is so once the folder is synced."""
        _put(self.now, name, content)
        self.renamed.append((name, content))

    def _sync_folder(self, folder: str) -> None:
        for name, content in self.renamed:
            if str(PurePosixPath(name).parent) == folder:
                _put(self.names, name, content)
        self.renamed = [(name, content) for name, content in self.renamed if str(PurePosixPath(name).parent) != folder]

    def states(self, dice: random.Random) -> Iterator[dict[str, bytes]]:
        """Yield what may be found after a cut here: all, nothing, some, or all with the last write torn."""
        yield self._state(len(self.renamed), lambda pending: pending)
        if self.renamed or any(content.pending for content in self.now.values()):
            yield self._state(0, lambda _pending: [])
            yield self._state(
                dice.randint(0, len(self.renamed)), lambda pending: [call for call in pending if dice.random() < 0.5]
            )
            yield self._state(len(self.renamed), lambda pending: [*pending[:-1], *(torn(c, dice) for c in pending[-1:])])

    def _state(self, renamed: int, chosen: "object") -> dict[str, bytes]:
        names = dict(self.names)
        for name, content in self.renamed[:renamed]:
            _put(names, name, content)
        return {n: applied(c.durable, chosen(c.pending)) for n, c in names.items()}  # type: ignore[operator]


def _put(names: dict[str, Content], name: str, content: Content | None) -> None:
    if content is None:
        names.pop(name, None)
    else:
        names[name] = content


def torn(call: Call, dice: random.Random) -> Call:
    """Return a write of which only some whole sectors came."""
    if call.op != "w":
        return call
    return call._replace(data=call.data[: SECTOR * dice.randint(0, len(call.data) // SECTOR)])
