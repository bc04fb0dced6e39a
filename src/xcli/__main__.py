"""`python -m xcli` and the installed command."""

from typing import NoReturn


def run() -> NoReturn:
    """Run the command that the process was started with."""
    from xcli.cli import main

    raise SystemExit(main())


if __name__ == "__main__":
    run()
