"""The bootstrap takes pip from where pip itself would look, believes its digest only, and starts at once when it may."""

import hashlib
import importlib.util
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
WHEEL = b"not really pip"


@pytest.fixture
def dev(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """Give dev.py as a module that takes our bytes for pip's wheel, on a machine without pip settings."""
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    spec = importlib.util.spec_from_file_location("dev", ROOT / "dev.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.PIP_SHA256 = hashlib.sha256(WHEEL).hexdigest()
    return module


def index(folder: Path, dev: ModuleType, content: bytes = WHEEL) -> str:
    """Make an index of one package in a folder and return its address."""
    pages = folder / "simple" / "pip"
    pages.mkdir(parents=True)
    (pages / "index.html").write_text(f'<a href="../../f/{dev.PIP_WHEEL}#sha256=00">pip</a>', "utf-8")
    (folder / "f").mkdir()
    (folder / "f" / dev.PIP_WHEEL).write_bytes(content)
    return (folder / "simple").as_uri()


def test_nothing_but_the_standard_library_is_imported() -> None:
    code = "import sys; sys.path.insert(0, '.'); import dev; print(*{m.split('.')[0] for m in sys.modules})"
    done = subprocess.run([sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert {name for name in done.stdout.split() if name not in sys.stdlib_module_names} <= {"__main__", "dev"}


def test_settings_of_pip_are_read_and_the_environment_wins(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    conf = tmp_path / "pip.conf"
    conf.write_text("[global]\nindex-url = https://a.example/simple\nfind-links = /offline\n", "utf-8")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(conf))
    assert dev.pip_settings()["index-url"] == "https://a.example/simple"
    monkeypatch.setenv("PIP_INDEX_URL", "https://b.example/simple")
    assert dev.places(dev.pip_settings()) == [Path("/offline").absolute().as_uri(), "https://b.example/simple/pip/"]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, ["https://pypi.org/simple/pip/"]),
        ({"no-index": "1"}, []),
        ({"extra-index-url": "https://x.example/s/"}, ["https://pypi.org/simple/pip/", "https://x.example/s/pip/"]),
    ],
)
def test_places_in_order(dev: ModuleType, settings: dict[str, str], expected: list[str]) -> None:
    assert dev.places(settings) == expected


@pytest.mark.parametrize(
    "page",
    [
        '<a href="/files/{wheel}#sha256=ab">x</a>',
        "<a data-x='1' href='https://m.example/files/{wheel}'>x</a>",
        '{{"files":[{{"filename":"o.whl","url":"https://m.example/o.whl"}},{{"url": "https://m.example/files/{wheel}"}}]}}',
    ],
)
def test_the_wheel_is_found_on_pages_of_either_kind(dev: ModuleType, page: str) -> None:
    text = page.format(wheel=dev.PIP_WHEEL).encode()
    found = dev.listed(text, "https://m.example/simple/pip/")
    assert found.split("#")[0] == f"https://m.example/files/{dev.PIP_WHEEL}"
    assert dev.listed(b'<a href="pip-9.0-py3-none-any.whl">', "https://m.example/simple/pip/") is None


def test_pip_comes_from_a_folder(dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / dev.PIP_WHEEL).write_bytes(WHEEL)
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    assert dev.pip_wheel() == WHEEL


def test_pip_comes_from_an_index(dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", index(tmp_path, dev))
    assert dev.pip_wheel() == WHEEL


def test_another_digest_is_refused_and_every_place_named(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", index(tmp_path, dev, b"tampered"))
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "none"))
    with pytest.raises(dev.Stop, match=r"(?s)PIP_INDEX_URL.*none: no pip.*digest differs"):
        dev.pip_wheel()


def test_a_stamp_lets_the_second_run_start_at_once(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "VENV", tmp_path)
    monkeypatch.setattr(dev, "PYTHON", Path(sys.executable))
    assert not dev.ready("run")
    dev.stamp("run").write_text(dev.fingerprint("run"), "ascii")
    assert (dev.ready("run"), dev.ready("dev")) == (True, False)
    dev.stamp("run").write_text("from an older lock", "ascii")
    dev.stamp("dev").write_text(dev.fingerprint("dev"), "ascii")
    assert (dev.ready("run"), dev.ready("dev")) == (True, True)
    monkeypatch.setattr(dev, "PYTHON", tmp_path / "gone")
    assert not dev.ready("run")


def test_words_and_exit_code_pass_through(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[str, ...]] = []
    monkeypatch.setitem(dev.TASKS, "run", (lambda *words: seen.append(words) or 7, ""))
    assert dev.main(["run", "stats", "--help", "--find-links", "x"]) == 7
    assert seen == [("stats", "--help", "--find-links", "x")]


def test_offline_means_no_index(dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PIP_FIND_LINKS", "PIP_NO_INDEX"):
        monkeypatch.setenv(name, "")
    monkeypatch.setitem(dev.TASKS, "run", (lambda: 0, ""))
    dev.main(["--find-links", str(tmp_path), "run"])
    assert dev.places(dev.pip_settings())[-1] == tmp_path.as_uri()
    assert "https" not in "".join(dev.places(dev.pip_settings()))


def test_the_child_decides_the_exit_code(dev: ModuleType) -> None:
    assert dev.call(sys.executable, "-c", "raise SystemExit(6)") == 6
