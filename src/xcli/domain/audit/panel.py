"""Who reads which file: nobody one of his own department, everyone about as many, a share of the files twice."""

from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

from xcli.domain.clean import fold
from xcli.errors import Conflict
from xcli.text import Text

WHOLE = 100_00


class NobodyLeft(Conflict):
    """A file has no reviewer who may read it."""

    sentence = Text(
        "{department} 的案卷没有可以评查的人：{n} 人评一卷，除去本单位的人只有 {have} 人。请增加评查人。",
        "Nobody may read the files of {department}: {n} to a file, and only {have} are of another department. "
        "Add a reviewer.",
    )


class File(NamedTuple):
    """A file to be read."""

    id: int
    department: str
    file_no: str


class Duty(NamedTuple):
    """A file that a reviewer is to read; `second` readings are made apart from the first."""

    file: File
    seat: int
    second: bool


def own(body: str | None, department: str) -> bool:
    """Tell whether a reviewer's body is the department reviewed, or one is a part of the other."""
    one, other = fold(body or ""), fold(department)
    return bool(one) and (one in other or other in one)


def assigned(files: Sequence[File], bodies: Sequence[str | None], seed: str, double: int) -> list[Duty]:
    """Return who reads what, from the seed alone; `double` is the share read twice, in hundredths of a per cent."""
    twice = set(_order(files, f"{seed}\ndouble")[: -(-len(files) * double // WHOLE)])
    load = [0] * len(bodies)
    duties: list[Duty] = []
    for file in _order(files, seed):
        allowed = [seat for seat, body in enumerate(bodies) if not own(body, file.department)]
        needed = 2 if file in twice else 1
        if len(allowed) < needed:
            raise NobodyLeft(department=file.department, n=needed, have=len(allowed))
        for second, seat in enumerate(sorted(allowed, key=lambda seat: (load[seat], seat))[:needed]):
            load[seat] += 1
            duties.append(Duty(file, seat, bool(second)))
    return duties


def _order(files: Sequence[File], seed: str) -> list[File]:
    return sorted(files, key=lambda f: sha256(f"{seed}\n{f.department}\n{f.file_no}".encode()).digest())
