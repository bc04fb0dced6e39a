"""`python -m xcli` and the installed command."""

import gc
from typing import NoReturn


def run() -> NoReturn:
    """Run the command that the process was started with."""
    # Most of what a command makes lives to its end: looking for garbage every 700 objects costs more than it finds.
    gc.set_threshold(50_000)
    from xcli.cli import main

    code = main()
    # The end of the process takes everything back; sorting it first for garbage would only keep the clerk waiting.
    gc.freeze()
    raise SystemExit(code)


if __name__ == "__main__":
    run()
