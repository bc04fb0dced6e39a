"""The base of what a page is made of: values with named parts that never change.

It reads like a dataclass and is checked like one, but makes no methods of its own for each class: compiling six of
them for each of twenty classes would take longer than the rest of a short command.
"""

from inspect import get_annotations
from typing import Any, ClassVar, Self, dataclass_transform


@dataclass_transform(frozen_default=True)
class Declaration:
    """A frozen value; its annotations are its parts, in order, and may have defaults."""

    __match_args__: ClassVar[tuple[str, ...]] = ()
    _needed: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls) -> None:
        """Take the parts from the annotations; those inherited come first."""
        own = tuple(name for name in get_annotations(cls) if name not in cls.__match_args__)
        cls.__match_args__ = (*cls.__match_args__, *own)  # type: ignore[misc]
        cls._needed = frozenset(name for name in cls.__match_args__ if not hasattr(cls, name))

    def __init__(self, *values: object, **named: object) -> None:
        """Take the parts by place or by name."""
        parts = self.__match_args__
        given = dict(zip(parts, values, strict=False)) | named
        known = len(given) == len(values) + len(named) and given.keys() <= set(parts)
        if not known or not self._needed <= given.keys():
            message = f"{type(self).__name__}({', '.join(parts)}) does not take {[*values, *named]}"
            raise TypeError(message)
        self.__dict__.update(given)

    def but(self, **changes: Any) -> Self:
        """Return the same value with some parts changed."""
        return type(self)(**(dict(zip(self.__match_args__, self._parts(), strict=True)) | changes))

    def _parts(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in self.__match_args__)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._parts() == other._parts()

    def __hash__(self) -> int:
        known = self.__dict__
        if "_hash" not in known:
            known["_hash"] = hash((type(self), self._parts()))
        return known["_hash"]  # type: ignore[no-any-return]

    def __repr__(self) -> str:
        said = ", ".join(f"{name}={value!r}" for name, value in zip(self.__match_args__, self._parts(), strict=True))
        return f"{type(self).__name__}({said})"

    def __setattr__(self, name: str, value: object) -> None:
        message = f"{type(self).__name__} does not change: {name} = {value!r}"
        raise AttributeError(message)

    def __delattr__(self, name: str) -> None:
        message = f"{type(self).__name__} does not change: {name}"
        raise AttributeError(message)
