"""The wheel alone, in an empty environment, is the whole program; the source archive can be tested."""

import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import venv
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    """Run a program that must succeed and return what it printed."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    words = [str(part) for part in command]
    done = subprocess.run(
        words, cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr or done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder with the wheel and the source archive."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-d", folder)
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    return next(built.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the programs' folder of an environment that holds the wheel, and borrows only what it depends on."""
    home = tmp_path_factory.mktemp("env")
    venv.EnvBuilder(with_pip=False, symlinks=os.name != "nt").create(home)
    programs = home / ("Scripts" if os.name == "nt" else "bin")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", programs / "python")
    run(*pip, "install", "-q", "--no-deps", "--no-index", wheel)
    site = Path(run(programs / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return programs


def test_the_wheel_holds_every_module_and_migration_and_nothing_else(wheel: Path) -> None:
    inside = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    sources = {"xcli/" + p.relative_to(ROOT / "src/xcli").as_posix() for p in (ROOT / "src/xcli").rglob("*.py")}
    steps = {"xcli/" + path.relative_to(ROOT).as_posix() for path in (ROOT / "migrations").rglob("*.py")}
    assert "xcli/migrations/env.py" in steps
    assert sources | steps <= inside
    assert {name.split("/")[0] for name in inside} == {"xcli"}


def test_the_wheel_says_what_it_needs(wheel: Path) -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    archive = zipfile.ZipFile(wheel)
    name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
    metadata = Parser().parsestr(archive.read(name).decode())
    needed = [line.split(";")[0].strip() for line in metadata.get_all("Requires-Dist", []) if "extra ==" not in line]
    ranges = {re.split("[<>=]", line)[0].lower(): line for line in needed}
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata["License-Expression"] == "MIT"
    assert set(metadata.get_all("Provides-Extra", [])) == {"pg", "secure", "cipher"}
    assert len(ranges) == len(declared["dependencies"])
    assert set(ranges["typer"].removeprefix("typer").split(",")) == {">=0.26", "<0.29"}
    assert not [line for line in needed if line.startswith("psycopg")]


def test_the_wheel_runs_and_makes_a_ledger_with_its_own_migrations(installed: Path, tmp_path: Path) -> None:
    where = run(installed / "python", "-c", "import xcli; print(xcli.__file__)", cwd=tmp_path)
    assert installed.parent in Path(where).parents
    assert run(installed / "xcli", "--version", cwd=tmp_path).startswith("xcli ")
    code = "from xcli.ledger.schema import create; create('ledger.db', '630122')"
    run(installed / "python", "-c", code, cwd=tmp_path)
    assert (tmp_path / "ledger.db").stat().st_size > 0


def test_the_source_archive_can_be_built_and_tested(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        inside = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    needed = {"dev.py", "LICENSE", "README.md", "pyproject.toml", "migrations/env.py", "tests/conftest.py", "uv.lock"}
    assert needed <= inside
    assert not [name for name in inside if "__pycache__" in name]
