"""`python -m xcli` and the installed command."""

import gc
from typing import NoReturn


def run() -> NoReturn:
    """Run the command that the process was started with."""
    # Most of what a command makes lives to its end: looking for garbage every 700 objects costs more than it finds.
    gc.set_threshold(50_000)
    from xcli.cli import main

    raise SystemExit(main())


if __name__ == "__main__":
    run()
