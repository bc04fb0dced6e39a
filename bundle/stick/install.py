"""Installs xcli from this folder, without the internet and without any right but the user's own.

It is written so that an old Python can read it far enough to say that it is too old.
"""

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
WINDOWS = os.name == "nt"


class Stop(Exception):
    """It cannot go on; the sentence says what to do."""


def say(text: str) -> None:
    """Tell the person at the screen."""
    print(text, flush=True)


def fits(about: "dict[str, str]", python: str, platform: str) -> None:
    """Stop unless this folder was made for this computer and this Python."""
    pythons = about["pythons"]
    if platform != about["platform"]:
        made = about["platform"]
        raise Stop(
            f"这个安装夹是给 {made} 的，这台电脑是 {platform}，请另做一个。/ "
            f"This folder is for {made}, this computer is {platform}; make another."
        )
    if python not in pythons.split():
        raise Stop(
            f"这台电脑的 Python 是 {python}，安装夹里只有给 {pythons} 的，请先装其中一个。/ "
            f"Python {python} runs here, the folder holds packages for {pythons}; install one of those first."
        )


def whole(folder: Path) -> None:
    """Stop if a file is not as it was when the folder was made."""
    for line in (folder / "SHA256SUMS").read_text("ascii").splitlines():
        digest, _, name = line.partition("  ")
        path = folder / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            raise Stop(
                f"{name} 缺少或已损坏，未安装。请重新拷贝。/ {name} is missing or damaged; nothing was installed. Copy it again."
            )


def home() -> Path:
    """Return where the program goes; the ledger lies elsewhere and is not touched."""
    if WINDOWS:
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "xcli-program"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "xcli-program"


def environment(place: Path, pip: Path, plain: "dict[str, str]") -> Path:
    """Make a private environment with all packages of this folder in it and return its Python."""
    venv.EnvBuilder(with_pip=False, clear=True, symlinks=not WINDOWS).create(str(place))
    python = place / ("Scripts/python.exe" if WINDOWS else "bin/python")
    only = ["--no-index", "--no-deps", "--require-hashes", "--find-links", str(HERE / "wheels")]
    quiet = ["-q", "--isolated", "--disable-pip-version-check", "--no-cache-dir"]
    command = [str(python), str(pip / "pip"), "install", *quiet, *only, "-r", str(HERE / "requirements.txt")]
    runs = [str(python), "-m", "xcli", "--version"]
    if subprocess.call(command, env=plain) or subprocess.call(runs, env=plain):
        shutil.rmtree(str(place), ignore_errors=True)
        raise Stop("没有装上，原来的不变，见上面的说明。/ Not installed, what was there is unchanged; see above.")
    return python


def launcher(python: Path) -> Path:
    """Make the command `xcli`, where the system looks for commands if it can be."""
    if WINDOWS:
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home())
        folder = base / "Microsoft" / "WindowsApps"
        path = (folder if folder.is_dir() else home()) / "xcli.cmd"
        # The variable keeps the file plain where a user's name is not.
        text = '@"{}" -m xcli %*\r\n'.format(str(python).replace(str(base), "%LOCALAPPDATA%"))
    else:
        path = Path.home() / ".local" / "bin" / "xcli"
        text = "#!/bin/sh\nexec '{}' -m xcli \"$@\"\n".format(str(python).replace("'", "'\\''"))
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_bytes(text.encode(sys.getfilesystemencoding()))
    fresh.chmod(0o755)
    fresh.replace(path)
    return path


def tidy(kept: Path) -> None:
    """Remove the environments of earlier installations; one that is in use stays for the next time."""
    for place in home().iterdir():
        if place.is_dir() and place != kept:
            shutil.rmtree(str(place), ignore_errors=True)


def install() -> None:
    """Check, install beside what is there, then switch to it."""
    about = json.loads((HERE / "bundle.json").read_text("ascii"))
    fits(about, "{}.{}".format(*sys.version_info[:2]), sysconfig.get_platform().replace("-", "_"))
    whole(HERE)
    say("正在安装，约一分钟……/ Installing, about a minute ...")
    home().mkdir(parents=True, exist_ok=True)
    place = home() / "{}-{}".format(about["version"], os.urandom(4).hex())
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PIP_"))}
    plain["PIP_CONFIG_FILE"] = os.devnull
    path = launcher(environment(place, HERE / "wheels" / about["pip"], plain))
    tidy(place)
    found = shutil.which("xcli")
    name = "xcli" if found and Path(found).resolve() == path.resolve() else str(path)
    say(f"装好了。运行：{name} demo / Installed. Run: {name} demo")


def main() -> int:
    """Install and return the exit code."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    try:
        install()
    except Stop as stopped:
        say(str(stopped))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
