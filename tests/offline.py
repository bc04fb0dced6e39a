"""A machine without a network, for tests: whatever opens a socket is noted and refused."""

import contextlib
import functools
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

# Also the text of a child's sitecustomize. A process may talk with its own children (family 1, Unix), with nobody else.
GUARD = '''
import os
import sys

opened = []
watching = [True]


def refuse(event, arguments):
    """Note and refuse what reaches beyond this machine; a program cannot take the hook out again."""
    if not watching[0] or not event.startswith("socket."):
        return
    beyond = arguments[1] != 1 if event == "socket.__new__" else event.startswith(("socket.get", "socket.connect"))
    if beyond and event != "socket.gethostname":
        opened.append(event)
        if "XCLI_TEST_OPENED" in os.environ:
            with open(os.environ["XCLI_TEST_OPENED"], "a") as log:
                print(event, file=log)
        raise PermissionError(f"{event}: no network in this test")


sys.addaudithook(refuse)
'''


@functools.cache
def _guard() -> dict[str, list[object]]:
    made: dict[str, list[object]] = {}
    exec(GUARD, made)
    return made


@contextlib.contextmanager
def offline() -> Iterator[list[object]]:
    """Refuse sockets in this process and give the list of what was tried."""
    guard = _guard()
    guard["watching"][0] = True
    guard["opened"].clear()
    try:
        yield guard["opened"]
    finally:
        guard["watching"][0] = False


def child(folder: Path) -> dict[str, str]:
    """Return the environment in which a Python child refuses sockets and notes them in `folder`/opened."""
    (folder / "guard").mkdir(exist_ok=True)
    (folder / "guard" / "sitecustomize.py").write_text(GUARD, "utf-8")
    return {"PYTHONPATH": str(folder / "guard"), "XCLI_TEST_OPENED": str(folder / "opened")}


@functools.cache
def namespace() -> tuple[str, ...]:
    """Return the words that run a program without any network card; none where that is not allowed."""
    program = shutil.which("unshare")
    words = (program or "", "--map-root-user", "--net")
    alone = program and subprocess.run((*words, sys.executable, "-c", ""), capture_output=True, check=False).returncode == 0
    return words if alone else ()
