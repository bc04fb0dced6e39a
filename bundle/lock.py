"""What the lock says a computer needs: which packages, which wheels fit it."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.markers import Marker
from packaging.tags import Tag, compatible_tags, cpython_tags
from packaging.utils import parse_wheel_filename

ROOT = Path(__file__).resolve().parent.parent
OLDEST, LATEST = 11, 30  # of Python 3, the first that xcli runs on and one that no wheel is made for yet


@dataclass(frozen=True)
class Platform:
    """A kind of computer: the tags of wheels that run on it, best first, and what markers see there."""

    tags: tuple[str, ...]
    system: str
    sys_platform: str
    machine: str

    def sees(self, python: str) -> dict[str, str]:
        """Return the environment that markers are evaluated in."""
        return {
            "sys_platform": self.sys_platform,
            "os_name": "nt" if self.system == "Windows" else "posix",
            "platform_system": self.system,
            "platform_machine": self.machine,
            "platform_python_implementation": "CPython",
            "implementation_name": "cpython",
            "python_version": python,
            "python_full_version": f"{python}.0",
        }


def _linux(machine: str) -> Platform:
    # The older C library first: such a wheel runs on more systems.
    return Platform((f"manylinux2014_{machine}", f"manylinux_2_28_{machine}"), "Linux", "linux", machine)


PLATFORMS = {
    "win_amd64": Platform(("win_amd64",), "Windows", "win32", "AMD64"),
    "linux_x86_64": _linux("x86_64"),
    "linux_aarch64": _linux("aarch64"),
}


@dataclass(frozen=True)
class Package:
    """One package as it is locked."""

    name: str
    version: str
    wheels: tuple[tuple[str, str], ...]  # the file's name and its SHA-256

    def fits(self, tags: frozenset[Tag]) -> bool:
        """Tell whether one of its wheels carries one of these tags."""
        return any(parse_wheel_filename(name)[3] & tags for name, _ in self.wheels)

    def requirement(self) -> str:
        """Return the line that lets pip take what is locked and nothing else."""
        hashes = sorted(digest for _, digest in self.wheels)
        return " \\\n    ".join([f"{self.name}=={self.version}", *(f"--hash=sha256:{digest}" for digest in hashes)])


def read_lock() -> dict[str, dict[str, Any]]:
    """Return the packages of the lock by name."""
    packages = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))["package"]
    return {package["name"]: package for package in packages}


def needed(platform: str, extras: Iterable[str] = ()) -> list[Package]:
    """Return what xcli needs to run on a platform, whichever Python is there."""
    lock = read_lock()
    names = {name for minor in range(OLDEST, LATEST) for name in _names(lock, platform, f"3.{minor}", tuple(extras))}
    return [_package(lock[name]) for name in sorted(names)]


def _names(lock: dict[str, dict[str, Any]], platform: str, python: str, extras: tuple[str, ...]) -> Iterator[str]:
    seen, rest = set(), [("xcli", extras)]
    environment = PLATFORMS[platform].sees(python)
    while rest:
        asked = rest.pop()
        if asked in seen:
            continue
        seen.add(asked)
        name, wanted = asked
        if name != "xcli":
            yield name
        package = lock[name]
        optional = package.get("optional-dependencies", {})
        follow = [*package.get("dependencies", []), *(d for extra in wanted for d in optional.get(extra, []))]
        rest += [
            (found["name"], tuple(found.get("extra", ())))
            for found in follow
            if "marker" not in found or Marker(found["marker"]).evaluate(environment)
        ]


def _package(locked: dict[str, Any]) -> Package:
    wheels = [(wheel["url"].rsplit("/", 1)[1], wheel["hash"].removeprefix("sha256:")) for wheel in locked["wheels"]]
    return Package(locked["name"], locked["version"], tuple(wheels))


def pythons(platform: str, packages: Iterable[Package]) -> list[str]:
    """Return the versions of Python for which every package has a wheel."""
    tags = PLATFORMS[platform].tags
    packages = list(packages)
    return [
        f"3.{minor}"
        for minor in range(OLDEST, LATEST)
        if all(package.fits(_tags((3, minor), tags)) for package in packages)
    ]


def _tags(python: tuple[int, int], platforms: tuple[str, ...]) -> frozenset[Tag]:
    own = cpython_tags(python, platforms=platforms)
    return frozenset(own) | frozenset(compatible_tags(python, interpreter=f"cp3{python[1]}", platforms=platforms))
