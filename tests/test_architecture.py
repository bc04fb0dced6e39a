"""The house stays as designed; every fence is shown a planted break, so that none dies silently."""

import ast
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "xcli"
HEAVY = ("alembic", "docxtpl", "python_calamine", "rich", "sqlalchemy", "xlsxwriter")
LONGEST_FILE = 400
LONGEST_LINE = 120


def modules(source: Path = SOURCE) -> list[Path]:
    return sorted(source.rglob("*.py"))


def plant(source: Path, name: str, text: str) -> None:
    """Append a break to a module of the copied tree, or make the module."""
    path = source / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text((path.read_text("utf-8") if path.exists() else "") + text, "utf-8")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Give a copy of the sources that may be broken."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(SOURCE, tmp_path / "src" / "xcli", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "src" / "xcli"


# --- layers -----------------------------------------------------------------------------------------------------


def lint_imports(source: Path) -> subprocess.CompletedProcess[str]:
    program = shutil.which("lint-imports", path=sysconfig.get_path("scripts"))
    assert program, "import-linter is not installed beside this Python"
    command = [program, "--config", str(source.parent.parent / "pyproject.toml"), "--no-cache"]
    return subprocess.run(command, cwd=source.parent, capture_output=True, text=True, encoding="utf-8", check=False)


def test_layers_are_kept() -> None:
    done = lint_imports(SOURCE)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("module", "planted", "contract"),
    [
        ("domain/day.py", "import xcli.ledger", "layers"),
        ("stats/evaluate.py", "import xcli.report", "layers"),
        ("intake/validate.py", "import xcli.report.table", "layers"),
        ("text.py", "import xcli.errors", "layers"),
        ("elsewhere.py", '"""A module that stands in no layer."""', "layers"),
        ("domain/day.py", "import sqlite3", "the domain is pure"),
        ("report/table.py", "def late():\n    import sqlalchemy", "SQLAlchemy only"),
        ("stats/check.py", "import sqlalchemy", "SQLAlchemy only"),
        ("cli/output.py", "def late():\n    import alembic", "Alembic only"),
        ("report/table.py", "import rich", "Typer and Rich only"),
        ("cli/output.py", "import python_calamine", "workbooks are read"),
        ("stats/evaluate.py", "import xlsxwriter", "workbooks and documents"),
    ],
)
def test_a_planted_import_is_found(copy: Path, module: str, planted: str, contract: str) -> None:
    plant(copy, module, f"\n{planted}\n")
    done = lint_imports(copy)
    assert done.returncode != 0
    assert any(line.startswith(contract) and "BROKEN" in line for line in done.stdout.splitlines()), done.stdout


# --- start-up ---------------------------------------------------------------------------------------------------


def module_level(tree: ast.Module) -> Iterator[ast.stmt]:
    """Give the statements that run when the module is imported, those for type checkers left out."""
    for node in tree.body:
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        yield node
        if isinstance(node, ast.If | ast.Try | ast.With):
            yield from (inner for inner in ast.walk(node) if isinstance(inner, ast.Import | ast.ImportFrom))


def heavy_imports(source: Path) -> list[str]:
    """List what is imported at module level though it is heavy; SQLAlchemy is at home in two places."""
    found = []
    for path in modules(source):
        name = path.relative_to(source).as_posix()
        for node in module_level(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found += [f"{name}: {top}" for top in {n.split(".")[0] for n in names} if top in HEAVY]
    return [f for f in found if not (f.startswith(("ledger/", "stats/query.py")) and f.endswith("sqlalchemy"))]


def test_heavy_packages_wait_until_they_are_needed(copy: Path) -> None:
    assert heavy_imports(SOURCE) == []
    plant(copy, "ledger/engine.py", "\nimport alembic\n")
    plant(copy, "cli/output.py", "\ntry:\n    from rich.console import Console\nexcept ImportError:\n    pass\n")
    assert heavy_imports(copy) == ["cli/output.py: rich", "ledger/engine.py: alembic"]


def loaded(source: Path, *arguments: str) -> set[str]:
    """Tell which heavy packages a fresh process has loaded once the command has ended."""
    code = f"""if True:
        import sys
        sys.path.insert(0, {str(source.parent)!r})
        sys.argv = ["xcli", *{arguments!r}]
        try:
            from xcli.__main__ import run
            run()
        except SystemExit as ended:
            if ended.code not in (None, 0, 2):
                raise
        import xcli
        assert xcli.__file__.startswith({str(source)!r}), xcli.__file__
        print("loaded:", *(name for name in {HEAVY!r} if name in sys.modules))
    """
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines()[-1].split()[1:])


@pytest.mark.parametrize(
    "arguments", [["--version"], ["--help"], ["dispute", "--help"], ["dispute", "add", "--help"], ["dispute", "addd"]]
)
def test_help_and_mistakes_load_nothing_heavy(arguments: list[str]) -> None:
    assert loaded(SOURCE, *arguments) == set()


def test_a_heavy_start_is_found(copy: Path) -> None:
    plant(copy, "cli/__init__.py", "\nimport sqlalchemy\nimport rich\n")
    assert loaded(copy, "--help") >= {"sqlalchemy", "rich"}


# --- files ------------------------------------------------------------------------------------------------------


def untidy(source: Path) -> list[str]:
    """List files that are too long, lines that are too long, names that say nothing, and prints outside of output."""
    found = []
    for path in modules(source):
        name, text = path.relative_to(source).as_posix(), path.read_text("utf-8")
        lines = text.splitlines()
        if len(lines) > LONGEST_FILE:
            found.append(f"{name}: {len(lines)} lines")
        if not name.startswith("domain/pages/"):  # there a field is one line
            found += [f"{name}:{n}: long line" for n, line in enumerate(lines, 1) if len(line) > LONGEST_LINE]
        if {"utils", "util", "helpers", "common", "misc"} & set(path.with_suffix("").parts[-3:]):
            found.append(f"{name}: a name that says nothing")
        calls = (node.func for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call))
        if name != "cli/output.py" and any(isinstance(call, ast.Name) and call.id == "print" for call in calls):
            found.append(f"{name}: prints")
    return found


def test_files_are_short_well_named_and_silent() -> None:
    assert untidy(SOURCE) == []


@pytest.mark.parametrize(
    ("module", "planted", "complaint"),
    [
        ("domain/long.py", "x = 1\n" * 401, "domain/long.py: 401 lines"),
        ("domain/wide.py", f'x = "{"字" * 120}"\n', "domain/wide.py:1: long line"),
        ("domain/utils.py", "", "domain/utils.py: a name that says nothing"),
        ("domain/loud.py", "print('x')\n", "domain/loud.py: prints"),
        ("cli/delivery.py", "print('x')\n", "cli/delivery.py: prints"),
    ],
)
def test_an_untidy_file_is_found(copy: Path, module: str, planted: str, complaint: str) -> None:
    plant(copy, module, planted)
    assert complaint in untidy(copy)


# --- locks ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["run.txt", "dev.txt"])
def test_the_locks_name_no_index_and_hash_everything(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text("utf-8")
    packages = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert "://" not in text
    assert not [line for line in packages if line.startswith("-")]
    assert all("==" in line and line.endswith("\\") for line in packages)


def test_the_tests_lock_holds_what_xcli_needs() -> None:
    run, dev = ((ROOT / "requirements" / name).read_text("utf-8").splitlines() for name in ("run.txt", "dev.txt"))
    assert set(run) <= set(dev)
