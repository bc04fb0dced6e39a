"""Regular expressions compiled when first used: a command that reads one date should not compile sixty."""

import re
from collections.abc import Callable
from typing import Any

_METHODS = frozenset({"search", "match", "fullmatch", "sub", "findall", "finditer"})


class Expression:
    """A regular expression; after its first use its methods are those of the compiled pattern."""

    search: Callable[[str], re.Match[str] | None]
    match: Callable[[str], re.Match[str] | None]
    fullmatch: Callable[[str], re.Match[str] | None]
    findall: Callable[[str], list[str]]
    sub: Callable[[str | Callable[[re.Match[str]], str], str], str]

    def __init__(self, source: str, flags: int = 0) -> None:
        """Keep what is to be compiled."""
        self.source = source
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        """Compile at the first use of a method; later uses no longer come here."""
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.source, self.flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)
