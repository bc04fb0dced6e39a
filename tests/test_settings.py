"""The desk's file: what is kept is read back, and so is what somebody wrote by hand."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xcli import settings


@pytest.fixture(autouse=True)
def _own_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "config_file", lambda: tmp_path / "settings.toml")


@pytest.mark.parametrize("value", ["王芳", 'a"b', "C:\\台账", "两\n行", "one\u2028two", "", "a = b", "#"])
def test_what_is_kept_is_read_back(value: str) -> None:
    settings.keep("db", "/first")
    settings.keep("clerk", value)
    assert settings.read_file() == {"clerk": value, "db": "/first"}


@pytest.mark.parametrize(
    "written",
    ['clerk="王芳"\n', "# mine\nclerk = '王芳'\n", 'clerk = "王芳" # me\n', 'clerk = "王芳"', 'clerk = "王芳"\r\n'],
)
def test_what_is_written_by_hand_is_read(written: str) -> None:
    settings.config_file().write_bytes(written.encode())
    assert settings.read_file() == {"clerk": "王芳"}


@given(st.text(st.characters(codec="utf-8"), max_size=6))
def test_any_value_comes_back_the_same(value: str) -> None:
    settings.keep("clerk", value)
    assert settings.read_file() == {"clerk": value}
