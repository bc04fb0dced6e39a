"""A desk with a ledger, and a way to run commands at it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.reports import fill
from desk import TODAY, Answer, Run
from offline import offline
from xcli.cli import main


@pytest.fixture(autouse=True)
def no_network() -> Iterator[None]:
    """Let every test of a command fail that opens a socket."""
    with offline() as opened:
        yield
    assert opened == [], "a command reached for the network"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command as of a fixed day, without a terminal."""
    monkeypatch.setenv("XCLI_TODAY", TODAY)

    def call(*arguments: str) -> Answer:
        capsys.readouterr()
        code = main(list(arguments))
        seen = capsys.readouterr()
        return Answer(code, seen.out, seen.err)

    return call


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make one ledger for all tests to copy."""
    from xcli.domain.keeping import Setting
    from xcli.ledger.journal import Act
    from xcli.ledger.ledger import open_ledger
    from xcli.ledger.schema import create

    place = tmp_path_factory.mktemp("made") / "ledger.db"
    create(str(place), "630122")
    with open_ledger(str(place)).writing(Act("王芳", "init", kind="setup")) as writer:
        for key, value in {"bureau_name": "湟中区司法局", "number.dispute": "湟调〔{year}〕{n}号"}.items():
            writer.add(Setting, {"key": key, "value": value})
    return place


@pytest.fixture
def desk(run: Run, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run commands at a desk that has a ledger and a clerk."""
    place = tmp_path / "ledger.db"
    shutil.copy(made, place)
    monkeypatch.setenv("XCLI_DB", str(place))
    monkeypatch.setenv("XCLI_CLERK", "王芳")
    return run


@pytest.fixture
def two_cases(desk: Run) -> Run:
    """Enter two disputes: one open, one settled on the spot."""
    one = ("--accepted-on", "2024-11-20", "--category", "邻里", "--party", "申请人=张三", "--party", "被申请人=李四")
    two = (
        "--accepted-on",
        TODAY,
        "--category",
        "合同",
        "--party",
        "申请人=欧阳明",
        "--outcome",
        "settled",
        "--amount",
        "1.2万元",
    )
    assert desk("dispute", "add", *one).code == 0
    assert desk("dispute", "add", *two).code == 0
    return desk


@pytest.fixture(scope="session")
def busy(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make one ledger with a year in it."""
    from xcli.ledger.journal import Act
    from xcli.ledger.ledger import open_ledger

    place = tmp_path_factory.mktemp("busy") / "ledger.db"
    shutil.copy(made, place)
    with open_ledger(str(place)).writing(Act("王芳", "fixture")) as writer:
        fill(writer)
    return place


@pytest.fixture
def year(
    run: Run,
    busy: Path,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> Run:
    """Run commands over a copy of it at the end of 2024, in an empty folder."""
    place = tmp_path_factory.mktemp("year") / "ledger.db"
    shutil.copy(busy, place)
    monkeypatch.setenv("XCLI_DB", str(place))
    monkeypatch.setenv("XCLI_CLERK", "王芳")
    monkeypatch.setenv("XCLI_TODAY", "2024-12-31")
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> Answer:
        monkeypatch.setenv("XCLI_TODAY", "2024-12-31")
        return run(*arguments)

    return call


@pytest.fixture(scope="session")
def files(busy: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write every kind of report once."""
    folder = tmp_path_factory.mktemp("reports")
    place = shutil.copy(busy, tmp_path_factory.mktemp("noted") / "ledger.db")
    told = {
        "XCLI_DB": str(place),
        "XCLI_CLERK": "王芳",
        "XCLI_TODAY": "2024-12-31",
        "HOME": str(folder),
        "LANG": "C.UTF-8",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in told.items():
            patch.setenv(name, value)
        for ending in ("docx", "xlsx", "html"):
            assert main(["report", "annual", "2024", "--to", str(folder / f"year.{ending}")]) == 0
        assert main(["report", "annual", "2024", "--to", str(folder / "english.html"), "--lang", "en"]) == 0
        assert main(["report", "month", "2024-05", "--to", str(folder / "month.docx")]) == 0
    return folder
