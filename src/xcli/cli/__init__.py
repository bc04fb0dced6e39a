"""The command line. `main` is the only place where a mistake becomes a sentence and an exit code."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    os.umask(0o077)
    _no_core()
    from xcli.cli import output
    from xcli.cli.boundary import guarded

    output.set_up()
    arguments = list(sys.argv[1:] if argv is None else argv)
    return output.with_closed_pipe_as_end(lambda: guarded(arguments))


def _no_core() -> None:
    """Let no crash write what memory holds into a file."""
    try:
        import resource
    except ImportError:
        return
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
