"""The hash chain: what a version weighs, and what a tx adds to the head.

A leaf is SHA-256 over the kind and id of a record, its public values sorted by name in a text form that no engine
changes, and the digest of its private values under a salt of its own. A value that is missing adds nothing, so a
new nullable column changes no old leaf.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from hashlib import sha256
from typing import NamedTuple

from xcli.domain.field import Parts
from xcli.domain.keeping import page_named

Content = dict[str, object]  # a record's values by field name; parts as lists of such, choices as tuples


class Seal(NamedTuple):
    """What is kept beside a record for the chain."""

    salt: bytes | None
    sealed: bytes | None
    leaf: bytes


@cache
def private_names(page: str) -> frozenset[str]:
    """Return the private values of a page: `summary`, `party.person`."""
    names: set[str] = set()
    for field in page_named(page).fields.values():
        if isinstance(field, Parts):
            names |= {f"{field.name}.{inner.name}" for inner in field.part.fields.values() if inner.private}
        elif field.private:
            names.add(field.name)
    return frozenset(names)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def values_of(page: str, content: Mapping[str, object]) -> tuple[list[str], list[str]]:
    """Return the public and the private values of a record as unambiguous lines, each sorted."""
    hidden = private_names(page)
    public: list[str] = []
    private: list[str] = []
    for name, value in content.items():
        if type(value) is str:  # most are, and a ledger is verified value by value
            (private if name in hidden else public).append(f"{name}={len(value)}:{value}")
        elif value is not None:
            for label, key, single in _flat(name, value):
                text = _plain(single)
                (private if key in hidden else public).append(f"{label}={len(text)}:{text}")
    public.sort()
    private.sort()
    return public, private


def _flat(name: str, value: object) -> Iterator[tuple[str, str, object]]:
    if isinstance(value, tuple):
        for n, item in enumerate(value, 1):
            yield f"{name}.{n}", name, item
    elif isinstance(value, list):
        for n, item in enumerate(value, 1):
            for inner, single in item.items():
                if single is not None:
                    yield f"{name}.{n}.{inner}", f"{name}.{inner}", single
    else:
        yield name, name, value


def sealed_of(salt: bytes, private: Iterable[str]) -> bytes:
    """Return the digest of private values under their salt."""
    return sha256(salt + "\n".join(private).encode()).digest()


def leaf_of(page: str, number: int, public: Iterable[str], sealed: bytes | None) -> bytes:
    """Return the leaf of a version."""
    return sha256(f"{page}:{number}\n{chr(10).join(public)}\n".encode() + (sealed or b"")).digest()


def seal(page: str, number: int, content: Mapping[str, object], salt: bytes | None = None) -> Seal:
    """Return salt, digest of private values and leaf of a version; a given salt is used again."""
    public, private = values_of(page, content)
    if not private:
        return Seal(None, None, leaf_of(page, number, public, None))
    salt = salt or os.urandom(16)
    sealed = sealed_of(salt, private)
    return Seal(salt, sealed, leaf_of(page, number, public, sealed))


class Change(NamedTuple):
    """A version that a tx created (+) or ended (-)."""

    page: str
    id: int
    sign: str
    leaf: bytes


def head_of(before: bytes, meta: str, changes: Iterable[Change]) -> bytes:
    """Return the head after a tx; the changes come ordered by page, id and sign."""
    digest = sha256(before + meta.encode())
    for page, number, sign, leaf in changes:
        digest.update(f"{page}:{number}:{sign}".encode() + leaf)
    return digest.digest()


def first_head(uuid: str) -> bytes:
    """Return what the first tx of a ledger follows."""
    return sha256(uuid.encode()).digest()


def check_code(head: bytes) -> str:
    """Return the sixteen digits that are printed, in groups that can be read aloud."""
    text = head.hex()[:16].upper()
    return "-".join(text[i : i + 4] for i in range(0, 16, 4))
