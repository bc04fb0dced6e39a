"""A folder for a USB stick holds what the lock says and installs where there is no network."""

import hashlib
import importlib.util
import os
import platform
import re
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

import dev
import offline
from bundle import __main__ as maker
from bundle.lock import PLATFORMS, needed, pythons, read_lock

ROOT = Path(__file__).resolve().parent.parent
HERE = f"linux_{platform.machine()}"
PYTHON = "{}.{}".format(*sys.version_info[:2])
slow = pytest.mark.skipif(os.environ.get("XCLI_TEST_ALL") != "1", reason="downloads; dev.py test --all")


@pytest.fixture
def index() -> None:
    """Skip where no packages can be had."""
    try:
        dev.pip_wheel()
    except dev.Stop:
        pytest.skip("the index of packages is not here")


@pytest.fixture
def installer() -> ModuleType:
    """Give install.py as a module."""
    spec = importlib.util.spec_from_file_location("install", ROOT / "bundle" / "stick" / "install.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """Give a folder with the installers and one file that stands for the wheels."""
    folder = tmp_path / "U 盘"
    (folder / "wheels").mkdir(parents=True)
    (folder / "wheels" / "one.whl").write_bytes(b"a wheel")
    maker.write_installer(folder, "linux_x86_64", ["3.11", "3.12"])
    maker.write_sums(folder)
    return folder


# --- what goes in -----------------------------------------------------------------------------------------------


def names(system: str, *extras: str) -> set[str]:
    return {package.name for package in needed(system, extras)}


@pytest.mark.parametrize("system", PLATFORMS)
def test_what_is_needed_follows_from_the_lock(system: str) -> None:
    direct = {re.split("[<>=]", line)[0].lower() for line in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]}
    assert direct < names(system)
    assert {"mako", "lxml", "typing-extensions"} < names(system), "what those need in their turn"
    assert not names(system) & {"hatchling", "pytest", "pip", "xcli"}
    assert ("colorama" in names(system)) == (system == "win_amd64"), "only Windows needs it"
    assert pythons(system, needed(system))[:4] == ["3.11", "3.12", "3.13", "3.14"]


def test_an_extra_brings_what_it_needs() -> None:
    assert names("linux_x86_64", "pg") - names("linux_x86_64") == {"psycopg", "psycopg-binary"}


def test_a_platform_without_a_wheel_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PLATFORMS, "loongarch64", replace(PLATFORMS["linux_x86_64"], tags=("manylinux2014_loongarch64",)))
    assert pythons("loongarch64", needed("loongarch64")) == []


def test_a_version_of_python_without_wheels_is_refused() -> None:
    assert maker.chosen([], ["3.11", "3.12"]) == ["3.11", "3.12"]
    with pytest.raises(dev.Stop, match=r"3\.9"):
        maker.chosen(["3.9"], ["3.11"])


# --- the installers ---------------------------------------------------------------------------------------------


def test_the_guide_opens_in_an_old_notepad_and_the_scripts_in_their_shells(stick: Path) -> None:
    guide = (stick / "README.txt").read_bytes()
    assert guide.startswith(b"\xef\xbb\xbf")
    assert guide.count(b"\n") == guide.count(b"\r\n") > 50
    assert b"\r" not in (stick / "install.sh").read_bytes()
    command = (stick / "install.cmd").read_bytes()
    assert command.isascii()
    assert command.count(b"\n") == command.count(b"\r\n") > 5
    assert not [path for path in stick.iterdir() if path.is_file() and re.search(rb"@[A-Z]+@", path.read_bytes())]
    assert b"for version in 3.12 3.11 " in (stick / "install.sh").read_bytes()


def test_a_damaged_or_missing_file_stops_the_installation(installer: ModuleType, stick: Path) -> None:
    installer.whole(stick)
    (stick / "wheels" / "one.whl").write_bytes(b"A wheel")
    with pytest.raises(installer.Stop, match=r"wheels/one\.whl"):
        installer.whole(stick)
    (stick / "wheels" / "one.whl").unlink()
    with pytest.raises(installer.Stop, match=r"wheels/one\.whl"):
        installer.whole(stick)


def test_a_folder_for_another_computer_or_python_stops_the_installation(installer: ModuleType) -> None:
    about = {"platform": "linux_x86_64", "pythons": "3.11 3.12"}
    installer.fits(about, "3.12", "linux_x86_64")
    with pytest.raises(installer.Stop, match="win_amd64"):
        installer.fits(about, "3.12", "win_amd64")
    with pytest.raises(installer.Stop, match=r"3\.1 .*3\.11 3\.12"):
        installer.fits(about, "3.1", "linux_x86_64")


@pytest.mark.skipif(os.name == "nt", reason="the Windows launcher is another")
def test_the_launcher_finds_its_python_in_any_folder(installer: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    odd = tmp_path / "o'ne 王"
    odd.mkdir()
    (odd / "python").symlink_to(sys.executable)
    path = installer.launcher(odd / "python")
    assert path == tmp_path / ".local" / "bin" / "xcli"
    done = subprocess.run([path, "--version"], env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout[:5]) == (0, "xcli "), done.stderr


def test_earlier_installations_go_and_nothing_else(installer: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installer, "home", lambda: tmp_path / "xcli-program")
    for name in ("xcli-program/old", "xcli-program/new", "xcli"):
        (tmp_path / name).mkdir(parents=True)
    installer.tidy(tmp_path / "xcli-program" / "new")
    assert sorted(path.name for path in tmp_path.glob("**/*")) == ["new", "xcli", "xcli-program"]


@pytest.mark.skipif(os.name == "nt", reason="a shell of Linux; Windows has its own installer")
def test_without_a_python_it_says_which_to_install(stick: Path, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "dirname").symlink_to("/usr/bin/dirname")
    done = subprocess.run(["/bin/sh", stick / "install.sh"], env={"PATH": str(tmp_path / "bin")}, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert "3.12 3.11" in done.stderr


# --- the whole of it --------------------------------------------------------------------------------------------


@slow
@pytest.mark.usefixtures("index")
@pytest.mark.parametrize("system", PLATFORMS)
def test_what_is_downloaded_is_what_is_locked(system: str, tmp_path: Path) -> None:
    made = maker.bundle(["--platform", system, "--to", str(tmp_path / "usb")])
    assert made == tmp_path / "usb" / f"xcli-0.1.0-{system}"
    assert list(made.parent.iterdir()) == [made], "nothing half made stays behind"
    lock = {w["url"].rsplit("/", 1)[1]: w["hash"] for package in read_lock().values() for w in package.get("wheels", [])}
    files = {path.name: path for path in (made / "wheels").iterdir()}
    others = {"xcli-0.1.0-py3-none-any.whl", dev.PIP_WHEEL}
    assert others < set(files)
    for name in set(files) - others:
        assert lock[name] == f"sha256:{hashlib.sha256(files[name].read_bytes()).hexdigest()}"
    brought = {name.split("-")[0].lower().replace("_", "-") for name in set(files) - others}
    assert brought == names(system)
    for python in pythons(system, needed(system)):
        assert [name for name in files if name.startswith("lxml-") and f"-cp3{python[2:]}-" in name], python
    sums = (made / "SHA256SUMS").read_text().splitlines()
    assert len(sums) == sum(path.is_file() for path in made.rglob("*")) - 1


@slow
@pytest.mark.usefixtures("index")
@pytest.mark.skipif(HERE not in PLATFORMS or sys.platform != "linux", reason=f"a bundle for {HERE} is not here")
def test_it_installs_and_counts_without_a_network(tmp_path: Path) -> None:
    """An empty home, no settings, no network card where the system lets us, sockets refused everywhere."""
    made = maker.bundle(["--platform", HERE, "--python", PYTHON, "--to", str(tmp_path)])
    home = tmp_path / "home"
    home.mkdir(exist_ok=True)
    programs = Path(sys.executable).resolve().parent
    plain = {"HOME": str(home), "PATH": f"{programs}:/usr/bin:/bin", "LANG": "C.UTF-8", "PIP_NO_INDEX": "1", **offline.child(tmp_path)}

    def run(*words: str | Path) -> str:
        done = subprocess.run([*offline.namespace(), *words], cwd=home, env=plain, capture_output=True, text=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    assert str(home / ".local" / "bin" / "xcli") in run("/bin/sh", made / "install.sh")
    xcli = home / ".local" / "bin" / "xcli"
    run(xcli, "init", "--bureau", "630122", "--name", "湟中区司法局", "--clerk", "王芳")
    run(xcli, "dispute", "add", "--accepted-on", "2024-12-03", "--category", "邻里")
    figures = run(xcli, "stats", "dispute", "--month", "2024-12", "--format", "csv")
    assert "受理矛盾纠纷（件）,1,1," in figures
    assert not (tmp_path / "opened").exists()
    assert (home / ".local" / "share" / "xcli" / "ledger.db").is_file()
