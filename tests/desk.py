"""What a command gives, for tests to read."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """Exit code, answer, remarks."""

    code: int
    out: str
    err: str


Run = Callable[..., Answer]
TODAY = "2024-11-24"
