"""Output files appear whole or not at all, and never over something else by mistake."""

import errno
import os
import stat
import sys
from pathlib import Path
from typing import BinaryIO

import pytest

from xcli.errors import XcliError
from xcli.report import files
from xcli.report.files import deliver

unix = pytest.mark.skipif(os.name == "nt", reason="modes, links and devices of Unix")


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def write(stream: BinaryIO) -> None:
    stream.write("张三".encode())


def test_a_file_is_written_for_its_owner_alone(tmp_path: Path) -> None:
    target = tmp_path / "名单.csv"
    assert deliver(target, write) == target
    assert target.read_text("utf-8") == "张三"
    assert names(tmp_path) == ["名单.csv"]
    if os.name != "nt":
        assert stat.S_IMODE(target.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("name", "mistake", "code"),
    [
        ("", files.NoFileName, 2),
        ("CON.xlsx", files.ReservedName, 2),
        ("con", files.ReservedName, 2),
        ("Nul.tar.gz", files.ReservedName, 2),
        ("COM1.csv", files.ReservedName, 2),
        ("lpt9", files.ReservedName, 2),
        ("名单.", files.BadEndOfName, 2),
        ("名单.xlsx ", files.BadEndOfName, 2),
        ("a\nb.xlsx", files.BadCharacterInName, 2),
        ("a\x00b.xlsx", files.BadCharacterInName, 2),
        ("a\u202eb.xlsx", files.BadCharacterInName, 2),
        ("there/", files.IsDirectory, 2),
        ("nowhere/名单.xlsx", files.NoSuchFolder, 3),
        ("old.csv", files.FileExists, 5),
    ],
)
def test_refused(
    name: str, mistake: type[XcliError], code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there").mkdir()
    (tmp_path / "old.csv").write_text("old")
    with pytest.raises(mistake) as caught:
        deliver(name, write)
    assert caught.value.exit_code == code
    assert str(caught.value)
    assert names(tmp_path) == ["old.csv", "there"]
    assert (tmp_path / "old.csv").read_text() == "old"


@pytest.mark.parametrize("name", ["console.xlsx", "communal.csv", "COM10.csv", ".hidden", "2024.5.xlsx", "a b.csv"])
def test_ordinary_names(name: str, tmp_path: Path) -> None:
    assert deliver(tmp_path / name, write) == tmp_path / name


def test_force_replaces(tmp_path: Path) -> None:
    target = tmp_path / "old.csv"
    target.write_text("old")
    deliver(target, write, force=True)
    assert target.read_text("utf-8") == "张三"


@pytest.mark.parametrize("force", [False, True])
def test_the_input_is_never_written_over(force: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    source = tmp_path / "in.csv"
    source.write_text("old")
    with pytest.raises(files.OverInput):
        deliver("./in.csv", write, force=force, inputs=["-", "gone.csv", source])
    assert source.read_text() == "old"


@unix
@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("aim", ["keys", "gone"])
def test_a_symlink_is_not_followed(aim: str, force: bool, tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("secret")
    link = tmp_path / "out.csv"
    link.symlink_to(tmp_path / aim)
    with pytest.raises(files.IsSymlink):
        deliver(link, write, force=force)
    assert (tmp_path / "keys").read_text() == "secret"
    assert not (tmp_path / "gone").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_device_is_reported() -> None:
    with pytest.raises(files.DiskFull) as caught:
        deliver("/dev/full", write)
    assert caught.value.exit_code == 6


@pytest.mark.parametrize(
    ("error", "mistake"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), files.DiskFull),
        (PermissionError(errno.EACCES, "Permission denied"), files.NotAllowed),
        (OSError(errno.EIO, "Input/output error"), files.CannotWrite),
    ],
)
@pytest.mark.parametrize("force", [False, True])
def test_a_failure_in_the_middle_leaves_all_as_it_was(
    error: OSError, mistake: type[XcliError], force: bool, tmp_path: Path
) -> None:
    target = tmp_path / "old.csv"
    if force:
        target.write_text("old")

    def breaks(stream: BinaryIO) -> None:
        stream.write(b"half")
        raise error

    with pytest.raises(mistake):
        deliver(target, breaks, force=force)
    assert names(tmp_path) == (["old.csv"] if force else [])
    assert not force or target.read_text() == "old"


def test_an_interruption_leaves_nothing(tmp_path: Path) -> None:
    def breaks(_stream: BinaryIO) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        deliver(tmp_path / "new.csv", breaks)
    assert names(tmp_path) == []


def test_a_file_that_appears_meanwhile_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "new.csv"

    def slow(stream: BinaryIO) -> None:
        target.write_text("another")
        write(stream)

    with pytest.raises(files.FileExists):
        deliver(target, slow)
    assert target.read_text() == "another"
    assert names(tmp_path) == ["new.csv"]


def test_without_hard_links_a_file_is_still_put_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    deliver(tmp_path / "new.csv", write)
    assert (tmp_path / "new.csv").read_text("utf-8") == "张三"


def test_home_is_expanded_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    (tmp_path / "~").mkdir()
    assert deliver("~/~/x.csv", write) == tmp_path / "~" / "x.csv"
    monkeypatch.chdir(tmp_path)
    deliver("./~/y.csv", write)
    assert (tmp_path / "~" / "y.csv").exists()


def test_dash_is_standard_output(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert deliver("-", write) is None
    sys.stdout.flush()
    assert capfdbinary.readouterr().out == "张三".encode()
