"""Expressions are compiled at their first use, not before."""

import re

import pytest

from xcli.domain.expression import Expression


def test_works_like_the_compiled_pattern() -> None:
    digits = Expression("[0-9]+")
    assert digits.findall("a1b22") == ["1", "22"]
    assert digits.sub("#", "a1b22") == "a#b#"
    assert digits.fullmatch("12x") is None
    assert Expression("a.b", re.DOTALL).search("a\nb") is not None


def test_is_compiled_at_first_use_and_only_then(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    compile_ = re.compile

    def watched(source: str, flags: int = 0) -> re.Pattern[str]:
        compiled.append(source)
        return compile_(source, flags)

    monkeypatch.setattr("xcli.domain.expression.re.compile", watched)
    expression = Expression("x+")
    assert compiled == []
    expression.search("x")
    expression.fullmatch("x")
    assert compiled == ["x+"]


def test_what_is_no_method_of_patterns_is_missing() -> None:
    with pytest.raises(AttributeError):
        _ = Expression("x").length
