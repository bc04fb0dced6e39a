"""The command line. `main` is the only place where a mistake becomes a sentence and an exit code."""

import os
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    os.umask(0o077)
    from xcli.cli import output
    from xcli.cli.boundary import guarded

    output.set_up()
    arguments = list(sys.argv[1:] if argv is None else argv)
    return output.with_closed_pipe_as_end(lambda: guarded(arguments))
