"""The draw of files: which ones follows from the frame and the seed alone, wherever and by whomever it is repeated.

Nothing here depends on the order of rows, on the machine or on Python's `random`: SHA-256 and whole numbers.
"""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple

from xcli.errors import Misuse
from xcli.text import Text

METHOD = "sha256-1"


class BeyondFrame(Misuse):
    """More files are to be drawn than there are."""

    sentence = Text(
        "名册里可抽的只有 {have} 卷，抽不出 {wanted} 卷。请减少 --n。",
        "The frame has {have} files to draw from, not {wanted}. Lower --n.",
    )


class BeyondStratum(Misuse):
    """A stratum holds fewer files than the least that each is to give."""

    sentence = Text(
        "每组至少 {least} 卷，而{named}。请减小 --min。",
        "Each stratum is to give {least} files, but {named}. Lower --min.",
    )


class MinimumsBeyond(Misuse):
    """The minimums of all strata together exceed the draw."""

    sentence = Text(
        "{count} 组、每组至少 {least} 卷，共 {total} 卷，多于 --n 的 {wanted} 卷。请加大 --n 或减小 --min。",
        "{count} strata of at least {least} files make {total}, more than the {wanted} of --n. "
        "Raise --n or lower --min.",
    )


class Unit(NamedTuple):
    """One file of the frame as it is digested; what is missing is empty."""

    department: str
    file_no: str
    procedure: str = ""
    decided_on: str = ""
    amount: str = ""


class Stratum(NamedTuple):
    """Files that are drawn from together: how many there are and how many of them are taken."""

    name: str
    files: int
    drawn: int


def lines(units: Iterable[Unit]) -> list[str]:
    """Return the frame as it is digested: a line for each file, its values parted by tabs, in the order of bytes."""
    return sorted("\t".join(unit) for unit in units)


def digest(units: Iterable[Unit]) -> str:
    """Return the digest of a frame: SHA-256 of its lines in UTF-8, each ended by a line feed."""
    return sha256("".join(f"{line}\n" for line in lines(units)).encode()).hexdigest()


def key(seed: str, frame: str, unit: Unit) -> str:
    """Return the number by which a file is ranked, from seed, digest of the frame, department and file number."""
    return sha256(f"{seed}\n{frame}\n{unit.department}\n{unit.file_no}".encode()).hexdigest()


def shares(sizes: Mapping[str, int], wanted: int, least: int) -> dict[str, int]:
    """Return how many files each stratum gives: in proportion, at least so many, by the largest remainder.

    Strata whose share would lie below the least give the least; the others share the rest in proportion to their
    files. Whole parts first, then one more to each of the largest remainders; of equal ones the larger stratum
    comes first, of equally large ones the name that is first in the order of bytes.
    """
    _check(sizes, wanted, least)
    given: dict[str, int] = {}
    rest, left = wanted, dict(sizes)
    while left:
        total = sum(left.values())
        low = [name for name, size in left.items() if rest * size < least * total]
        if not low:
            break
        for name in low:
            given[name] = least
            rest -= least
            del left[name]
    return given | _proportional(left, rest)


def _proportional(sizes: Mapping[str, int], wanted: int) -> dict[str, int]:
    total = sum(sizes.values())
    given = {name: wanted * size // total for name, size in sizes.items()}
    order = sorted(sizes, key=lambda name: (-(wanted * sizes[name] % total), -sizes[name], name.encode()))
    for name in order[: wanted - sum(given.values())]:
        given[name] += 1
    return given


def _check(sizes: Mapping[str, int], wanted: int, least: int) -> None:
    have = sum(sizes.values())
    if wanted > have:
        raise BeyondFrame(have=have, wanted=wanted)
    small = [f"{name} {size}" for name, size in sorted(sizes.items()) if size < least]
    if small:
        raise BeyondStratum(least=least, named="、".join(small[:5]))
    if least * len(sizes) > wanted:
        raise MinimumsBeyond(count=len(sizes), least=least, total=least * len(sizes), wanted=wanted)


def drawn(units: Sequence[Unit], frame: str, seed: str, given: Mapping[str, int], by: str | None) -> list[Unit]:
    """Return the files drawn, stratum by stratum: those whose keys come first."""
    found: list[Unit] = []
    for name, members in sorted(strata(units, by).items()):
        ranked = sorted(members, key=lambda unit: key(seed, frame, unit))
        found += ranked[: given[name]]
    return found


def strata(units: Iterable[Unit], by: str | None) -> dict[str, list[Unit]]:
    """Return the files by the value of a field; without one they are a single stratum without a name."""
    found: dict[str, list[Unit]] = {}
    for unit in units:
        found.setdefault(getattr(unit, by) if by else "", []).append(unit)
    return found


def draw(units: Sequence[Unit], frame: str, seed: str, wanted: int, *, by: str | None, least: int) -> list[Unit]:
    """Return the files that a seed draws from the files of a frame."""
    sizes = {name: len(members) for name, members in strata(units, by).items()}
    return drawn(units, frame, seed, shares(sizes, wanted, least), by)
