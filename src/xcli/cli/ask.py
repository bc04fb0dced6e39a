"""Questions on a terminal: Enter takes the default, Ctrl-C keeps nothing."""

import getpass

from xcli.domain.clean import visible
from xcli.text import Text

_YES = ("y", "yes", "是", "1", "好", "对")


def ask(question: str | Text, default: str = "") -> str:
    """Ask one question; an empty answer is the default."""
    _line_editing()
    shown = visible(str(question)) + (f" [{visible(default)}]" if default else "")
    try:
        answer = input(f"{shown}: ").strip()
    except EOFError as end:
        raise KeyboardInterrupt from end
    return answer or default


def ask_secret(question: str | Text) -> str:
    """Ask for something that must not be seen."""
    try:
        return getpass.getpass(f"{visible(str(question))}: ").strip()
    except EOFError as end:
        raise KeyboardInterrupt from end


def confirm(question: str | Text, *, default: bool = False) -> bool:
    """Ask yes or no."""
    answer = ask(f"{question} ({'Y/n' if default else 'y/N'})")
    return default if not answer else answer.lower() in _YES


def _line_editing() -> None:
    # Without readline a terminal erases hanzi by halves.
    try:
        import readline  # noqa: F401
    except ImportError:
        return
