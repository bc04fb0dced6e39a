"""Sets up xcli on a machine that has nothing but Python, then runs it, its tests or its benchmark."""

from __future__ import annotations

import argparse
import configparser
import hashlib
import html
import io
import os
import re
import shutil
import ssl
import subprocess
import sys
import tempfile
import urllib.request
import venv
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCKS = {"run": ROOT / "requirements" / "run.txt", "dev": ROOT / "requirements" / "dev.txt"}
PIP_WHEEL = "pip-26.3-py3-none-any.whl"
PIP_SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"
SIMPLE = "application/vnd.pypi.simple.v1+json, text/html;q=0.5"
PYPI = "https://pypi.org/simple"


class Stop(Exception):
    """Setting up cannot go on; the sentence says what to do."""


def say(zh: str, en: str) -> None:
    """Tell the person at the terminal what is going on."""
    print(f"{zh} / {en}", file=sys.stderr, flush=True)


def call(*command: str | Path, **more: str) -> int:
    """Run a program here, with more environment, and return its exit code."""
    try:
        return subprocess.call([str(part) for part in command], cwd=ROOT, env={**os.environ, **more})
    except KeyboardInterrupt:
        return 130


# --- where packages come from: the same settings that pip reads ---------------------------------------------


def pip_settings() -> dict[str, str]:
    """Return pip's settings from its files and, stronger, from the environment."""
    home = Path.home()
    files = [Path("/etc/pip.conf"), home / ".pip" / "pip.conf", home / ".config" / "pip" / "pip.conf"]
    if os.environ.get("APPDATA"):
        files.append(Path(os.environ["APPDATA"]) / "pip" / "pip.ini")
    if os.environ.get("XDG_CONFIG_HOME"):
        files.append(Path(os.environ["XDG_CONFIG_HOME"]) / "pip" / "pip.conf")
    if os.environ.get("PIP_CONFIG_FILE"):
        files.append(Path(os.environ["PIP_CONFIG_FILE"]))
    reader = configparser.RawConfigParser()
    reader.read(files, encoding="utf-8")
    settings = dict(reader["global"]) if reader.has_section("global") else {}
    for name, value in os.environ.items():
        if name.startswith("PIP_") and value:
            settings[name[4:].lower().replace("_", "-")] = value
    return settings


def places(settings: dict[str, str]) -> list[str]:
    """Return the folders and index pages that may offer pip's wheel, in order."""
    found = settings.get("find-links", "").split()
    if settings.get("no-index", "").lower() not in {"1", "true", "yes", "on"}:
        indexes = [settings.get("index-url", PYPI), *settings.get("extra-index-url", "").split()]
        found += [f"{index.rstrip('/')}/pip/" for index in indexes]
    return [Path(place).absolute().as_uri() if "://" not in place else place for place in found]


def fetch(url: str, settings: dict[str, str]) -> bytes:
    """Return what stands at an address."""
    context = ssl.create_default_context(cafile=settings.get("cert"))
    request = urllib.request.Request(url, headers={"Accept": SIMPLE, "User-Agent": "xcli-dev"})
    with urllib.request.urlopen(request, timeout=60, context=context) as answer:
        return bytes(answer.read())


def listed(page: bytes, base: str) -> str | None:
    """Return the address of pip's wheel on an index page, JSON or HTML."""
    links = re.findall(r"""(?:href=|"url": ?)["']([^"']+)["']""", page.decode("utf-8", "replace"))
    urls = (urljoin(base, html.unescape(link)) for link in links)
    return next((url for url in urls if unquote(urlsplit(url).path).endswith("/" + PIP_WHEEL)), None)


def offered(place: str, settings: dict[str, str]) -> bytes | None:
    """Return pip's wheel from a folder or an index, if it is there."""
    if place.startswith("file:"):
        folder = Path(urllib.request.url2pathname(urlsplit(place).path))
        if (folder / PIP_WHEEL).is_file():
            return (folder / PIP_WHEEL).read_bytes()
        if not (folder / "index.html").is_file():
            return None
        place = (folder / "index.html").as_uri()
    url = listed(fetch(place, settings), place)
    return fetch(url, settings) if url else None


def pip_wheel() -> bytes:
    """Return pip's own wheel, its digest checked."""
    settings, tried = pip_settings(), []
    for place in places(settings):
        try:
            wheel = offered(place, settings)
        except OSError as broken:
            tried.append(f"{place}: {broken}")
            continue
        if wheel and hashlib.sha256(wheel).hexdigest() == PIP_SHA256:
            return wheel
        tried.append(f"{place}: " + ("digest differs" if wheel else f"no {PIP_WHEEL}"))
    raise Stop(
        f"找不到 {PIP_WHEEL}，请用 PIP_INDEX_URL 指定镜像，或用 --find-links 指定离线文件夹。"
        f" / {PIP_WHEEL} was not found; name a mirror in PIP_INDEX_URL or a folder with --find-links.\n  "
        + "\n  ".join(tried)
    )


# --- the private environment ---------------------------------------------------------------------------------


def works() -> bool:
    """Tell whether the environment's Python runs and is the version that runs us."""
    probe = f"import sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    try:
        return subprocess.run([PYTHON, "-c", probe], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def answers(*module: str) -> bool:
    """Tell whether the environment's Python runs this module."""
    return subprocess.run([PYTHON, "-m", *module], capture_output=True, check=False).returncode == 0


def make_environment() -> None:
    """Make .venv with pip in it; one that works already is kept."""
    if not works():
        venv.EnvBuilder(with_pip=False, clear=VENV.exists(), symlinks=os.name != "nt").create(VENV)
    if answers("pip", "--version") or answers("ensurepip"):
        return
    with tempfile.TemporaryDirectory() as folder:
        wheel = Path(folder) / PIP_WHEEL
        wheel.write_bytes(pip_wheel())
        if call(PYTHON, wheel / "pip", "install", "-q", "--no-index", wheel):
            raise Stop("pip 装不上。/ pip could not be installed.")


def fingerprint(kind: str) -> str:
    """Return what an up-to-date environment of this kind was made from."""
    parts = [LOCKS[kind].read_bytes(), (ROOT / "pyproject.toml").read_bytes(), sys.version.encode(), str(ROOT).encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def stamp(kind: str) -> Path:
    """Return the file that says what the environment was made from."""
    return VENV / f"xcli-{kind}"


def ready(kind: str) -> bool:
    """Tell whether the environment has what this kind of work needs; the tests' has what xcli needs."""
    enough = ("run", "dev") if kind == "run" else ("dev",)
    return (
        any(stamp(name).is_file() and stamp(name).read_text("ascii") == fingerprint(name) for name in enough)
        and works()
    )


def prepare(kind: str) -> None:
    """Install exactly what is locked, then xcli itself from this folder."""
    if ready(kind):
        return
    say("首次使用，正在准备环境 .venv（只做一次）……", "Setting up .venv, once ...")
    make_environment()
    pip = (PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "-q")
    # The lists are whole: a resolver that looks for more may find a newer release of what stands in them.
    locked = ("--no-deps", "--require-hashes", "-r", LOCKS[kind])
    itself = ("--no-deps", "--no-index", "--no-build-isolation", "-e", ROOT)
    for step in (locked, itself):
        if call(*pip, *step):
            raise Stop(
                "依赖没有装全，见上面 pip 的说明；可用 PIP_INDEX_URL 换镜像，或用 --find-links 指定离线文件夹。 / Packages "
                "are missing, see pip's message above; name a mirror in PIP_INDEX_URL or a folder with --find-links."
            )
    stamp(kind).write_text(fingerprint(kind), "ascii")


# --- what can be asked for -------------------------------------------------------------------------------------


def become(*command: str | Path) -> int:
    """Turn into another program where the system can; else run it and pass its exit code on."""
    words = [str(part) for part in command]
    if os.name == "posix":
        sys.stderr.flush()
        os.execv(words[0], words)
    return subprocess.call(words)


def xcli(*words: str) -> int:
    """Run xcli where the caller stands."""
    prepare("run")
    return become(PYTHON, "-m", "xcli", *words)


def lint() -> int:
    """Check style, types and layers; report every one of them."""
    prepare("dev")
    tools = {"ruff": ("ruff", "check", "-q"), "mypy": ("mypy", "--no-error-summary"), "lint-imports": ("lint-imports",)}
    failed = []
    for name, (tool, *words) in tools.items():
        say(f"检查 {name}", f"checking with {name}")
        if call(shutil.which(tool, path=PYTHON.parent) or tool, *words):
            failed.append(name)
    if failed:
        say(f"未通过：{'、'.join(failed)}", f"not passed: {', '.join(failed)}")
    return 1 if failed else 0


def test(*words: str) -> int:
    """Check the code, then run the tests on every core; with --all, skip nothing."""
    rest = [word for word in words if word != "--all"]
    everything = {"XCLI_TEST_ALL": "1"} if len(rest) < len(words) else {}
    checked = lint()
    ran = call(PYTHON, "-m", "pytest", "-n", "auto", "--maxprocesses", "4", *rest, **everything)
    return ran or checked


def bench(*words: str) -> int:
    """Measure xcli beside its peers in one run."""
    prepare("dev")
    return become(PYTHON, ROOT / "tests" / "bench", *words)


def torture(*words: str) -> int:
    """Kill clerks, cut the power, fill disks and damage files for so many minutes; print what was lost."""
    prepare("dev")
    return become(PYTHON, ROOT / "tests" / "torture", *words)


def bundle(*words: str) -> int:
    """Make one folder that installs xcli on a computer without the internet."""
    prepare("run")
    return become(PYTHON, ROOT / "bundle", *words)


def lock() -> int:
    """Renew uv.lock and the two lists for pip; needs uv."""
    uv = shutil.which("uv", path=os.pathsep.join([str(PYTHON.parent), os.environ.get("PATH", os.defpath)]))
    if not uv:
        raise Stop("需要 uv：.venv/bin/pip install uv。/ uv is needed: .venv/bin/pip install uv.")
    export = (uv, "export", "-q", "--frozen", "--no-emit-project", "--no-header", "--no-annotate", "-o")
    return (
        call(uv, "lock") or call(*export, LOCKS["run"], "--no-dev", "--group", "build") or call(*export, LOCKS["dev"])
    )


TASKS = {
    "demo": (lambda *words: xcli("demo", *words), "演示一年的工作 / a year of work in one minute"),
    "test": (test, "检查并测试；--all 一项不漏 / check and test; --all skips nothing"),
    "run": (xcli, "运行 xcli / run xcli"),
    "lint": (lint, "只做检查 / only check style, types and layers"),
    "bench": (bench, "与同类工具比快慢 / measure beside peers"),
    "torture": (torture, "折磨台账，--minutes N / kill, cut and damage, --minutes N"),
    "bundle": (bundle, "做 U 盘安装夹，--platform P / a folder for a USB stick, --platform P"),
    "lock": (lock, "更新依赖清单 / renew the locked dependencies"),
}


def main(arguments: list[str]) -> int:
    """Do what is asked and return its exit code."""
    tasks = "\n".join(f"  {name:<7} {about}" for name, (_, about) in TASKS.items())
    parser = argparse.ArgumentParser("dev.py", epilog=tasks, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--find-links", metavar="DIR", help="离线安装，只用此文件夹里的包 / offline, from this folder only"
    )
    parser.add_argument("task", choices=TASKS, metavar="TASK")
    parser.add_argument("words", nargs=argparse.REMAINDER, metavar="...")
    given = parser.parse_args(arguments)
    if given.find_links:
        os.environ.update(PIP_FIND_LINKS=str(Path(given.find_links).absolute()), PIP_NO_INDEX="1")
    try:
        return int(TASKS[given.task][0](*given.words))
    except Stop as stopped:
        print(stopped, file=sys.stderr)
        return 1


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    if sys.version_info < (3, 11):  # noqa: UP036
        say("需要 Python 3.11 或更新的版本。", "Python 3.11 or newer is needed.")
        raise SystemExit(1)
    raise SystemExit(main(sys.argv[1:]))
