"""Makes one folder that installs xcli where there is no internet: python3 dev.py bundle --platform win_amd64."""

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bundle.lock import PLATFORMS, ROOT, Package, needed, pythons
from dev import PIP_SHA256, PIP_WHEEL, Stop, say

PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check")
STICK = Path(__file__).resolve().parent / "stick"
SUMS = "SHA256SUMS"
# Notepad of an older Windows needs the mark to see UTF-8, and its own ends of lines; a shell wants neither.
WRITTEN = {"README.txt": ("utf-8-sig", "\r\n"), "install.cmd": ("ascii", "\r\n"), "install.sh": ("utf-8", "\n")}


def download(packages: Sequence[Package], platform: str, versions: Iterable[str], folder: Path) -> None:
    """Take the wheels of these packages for each version of Python; pip compares each with the lock."""
    name, version = PIP_WHEEL.split("-")[:2]
    listed = folder.parent / "requirements.txt"
    pip = Package(name, version, ((PIP_WHEEL, PIP_SHA256),))
    listed.write_text("".join(f"{package.requirement()}\n" for package in (*packages, pip)), "ascii")
    tags = [word for tag in PLATFORMS[platform].tags for word in ("--platform", tag)]
    only = ("--no-deps", "--only-binary=:all:", "--require-hashes", "--implementation", "cp")
    for python in versions:
        say(f"下载 Python {python} 用的安装包", f"fetching the packages for Python {python}")
        what = ("--python-version", python, "-d", str(folder), "-r", str(listed))
        if subprocess.run((*PIP, "download", "-qq", *only, *tags, *what), check=False).returncode:
            raise Stop("安装包没有下全，见上面 pip 的说明。/ Packages are missing, see pip's message above.")


def build(folder: Path) -> Path:
    """Make xcli's own wheel from this checkout."""
    command = (sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder)
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stderr, file=sys.stderr)
        raise Stop("xcli 自己的安装包没有做成。/ xcli's own wheel could not be built.")
    return next(folder.glob("xcli-*.whl"))


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def version() -> str:
    """Return the version of this checkout."""
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"])


def write_installer(folder: Path, platform: str, versions: Sequence[str]) -> None:
    """Put in the installer for each system and the guide."""
    newest_first = sorted(versions, key=lambda v: int(v.split(".")[1]), reverse=True)
    words = {"@VERSION@": version(), "@PLATFORM@": platform, "@PYTHONS@": " ".join(newest_first)}
    for name, (encoding, newline) in WRITTEN.items():
        text = (STICK / name).read_text("utf-8")
        for word, value in words.items():
            text = text.replace(word, value)
        (folder / name).write_text(text, encoding, newline=newline)
    shutil.copy(STICK / "install.py", folder)
    about = {"version": version(), "platform": platform, "pythons": " ".join(versions), "pip": PIP_WHEEL}
    (folder / "bundle.json").write_text(json.dumps(about, indent=1) + "\n", "ascii")


def write_sums(folder: Path) -> None:
    """Write down the digest of every file, so that a bad stick is noticed."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    lines = "".join(f"{digest(path)}  {path.relative_to(folder).as_posix()}\n" for path in files)
    (folder / SUMS).write_text(lines, "ascii", newline="\n")


def make(folder: Path, platform: str, versions: Sequence[str], packages: Sequence[Package]) -> None:
    """Fill a folder with all that an installation takes."""
    wheels = folder / "wheels"
    wheels.mkdir()
    download(packages, platform, versions, wheels)
    own = build(wheels)
    with (folder / "requirements.txt").open("a", encoding="ascii") as listed:
        listed.write(f"xcli=={version()} --hash=sha256:{digest(own)}\n")
    write_installer(folder, platform, versions)
    write_sums(folder)


def chosen(asked: Sequence[str], offered: Sequence[str]) -> list[str]:
    """Return the versions of Python that were asked for; all there are wheels for, if none was."""
    if missing := [python for python in asked if python not in offered]:
        raise Stop(
            f"没有 Python {'、'.join(missing)} 的安装包，只有 {'、'.join(offered)}。 / "
            f"There are no packages for Python {', '.join(missing)}, only for {', '.join(offered)}."
        )
    return list(dict.fromkeys(asked)) or list(offered)


def parser() -> argparse.ArgumentParser:
    """Return what can be asked for."""
    made = argparse.ArgumentParser("dev.py bundle", description="U 盘安装夹 / one folder for a USB stick")
    made.add_argument("--platform", required=True, choices=PLATFORMS)
    made.add_argument("--to", type=Path, default=ROOT / "dist", metavar="DIR", help="放在哪里 / where to put it (dist)")
    made.add_argument(
        "--python", action="append", default=[], metavar="3.X", help="只要这个版本，可重复 / only this one; repeatable"
    )
    made.add_argument(
        "--extra",
        action="append",
        default=[],
        choices=("pg", "secure", "cipher"),
        help="另加，可重复 / add to it; repeatable",
    )
    return made


def bundle(arguments: Sequence[str] | None = None) -> Path:
    """Make the folder that was asked for and return it."""
    given = parser().parse_args(arguments)
    place: Path = given.to
    target = place / f"xcli-{version()}-{given.platform}"
    if target.exists():
        raise Stop(f"{target} 已存在，请先删去或另选地方。/ {target} exists; remove it or name another place.")
    packages = needed(given.platform, given.extra)
    versions = chosen(given.python, pythons(given.platform, packages))
    place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place, prefix=".making-") as folder:
        fresh = Path(folder) / target.name
        fresh.mkdir()
        make(fresh, given.platform, versions, packages)
        fresh.rename(target)
    return target


def main() -> int:
    """Make the folder and say where it is."""
    try:
        made = bundle()
    except Stop as stopped:
        print(stopped, file=sys.stderr)
        return 1
    size = sum(path.stat().st_size for path in made.rglob("*")) / 1_000_000
    say(f"已做好，{size:.0f} MB；先看其中的 README.txt", f"made, {size:.0f} MB; read its README.txt first")
    print(made)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
