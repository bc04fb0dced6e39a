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


@pytest.mark.parametrize(
    "written",
    [
        b'db = "x',
        b'clerk = "\xff"\n',
        'clerk = "王芳"\n'.encode("gbk"),
        'clerk = "王芳"\n'.encode("utf-16"),
        b'clerk = "\\ud800"\n',
        b"\0\0",
        b"a = " + b"[" * 5000 + b"]" * 5000,
    ],
    ids=["torn", "not_text", "gbk", "utf16", "surrogate", "nul", "deep"],
)
def test_a_file_that_cannot_be_read_is_named(written: bytes) -> None:
    settings.config_file().write_bytes(written)
    with pytest.raises(settings.BadSettings) as told:
        settings.read_file()
    assert str(settings.config_file()) in str(told.value)


def test_notepads_mark_is_not_part_of_the_first_name() -> None:
    settings.config_file().write_bytes('clerk = "王芳"\n'.encode("utf-8-sig"))
    assert settings.read_file() == {"clerk": "王芳"}


def test_a_folder_that_may_not_be_looked_into_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "is_file", refuse)
    with pytest.raises(settings.BadSettings, match="没有权限"):
        settings.read_file()


def test_a_file_that_cannot_be_written_names_what_to_use_instead() -> None:
    settings.config_file().mkdir()
    with pytest.raises(settings.NotKept, match="XCLI_CLERK"):
        settings.keep("clerk", "王芳")
