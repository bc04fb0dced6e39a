"""A password: asked for on the terminal or read from a file, never in the command line that others can read."""

import sys
from pathlib import Path
from typing import Annotated

from xcli.cli.ask import ask_secret
from xcli.cli.options import option
from xcli.cli.session import on_terminal
from xcli.errors import Misuse, NotFound
from xcli.settings import small_file
from xcli.text import Text

PasswordFile = Annotated[
    str | None,
    option(
        "--password-file",
        "--密码文件",
        help=Text("密码所在文件的第一行，- 为标准输入", "a file whose first line is the password; - is standard input"),
    ),
]


class NoPassword(Misuse):
    """No password was given."""

    sentence = Text(
        "需要密码：在终端上输入，或加 --password-file 文件。",
        "A password is needed: type it on a terminal, or add --password-file FILE.",
    )


class PasswordsDiffer(Misuse):
    """The password was not typed the same twice."""

    sentence = Text("两次输入的密码不一样。", "The two passwords differ.")


class NoPasswordFile(NotFound):
    """The file of the password cannot be read."""

    sentence = Text("读不到密码文件 {path}。", "The password file {path} cannot be read.")


def password(file: str | None, *, twice: bool = False) -> str:
    """Return the password; a new one is asked for twice."""
    if file is not None:
        return _from_file(file)
    if not on_terminal():
        raise NoPassword
    said = ask_secret(Text("备份的密码", "Password of the backup"))
    if not said:
        raise NoPassword
    if twice and ask_secret(Text("再输一遍（忘了就打不开）", "Once more (without it the backup is lost)")) != said:
        raise PasswordsDiffer
    return said


def _from_file(file: str) -> str:
    try:
        text = sys.stdin.readline() if file == "-" else small_file(Path(file)).decode("utf-8")
    except (OSError, UnicodeError) as error:
        raise NoPasswordFile(path=file) from error
    said = text.partition("\n")[0].rstrip("\r")
    if not said:
        raise NoPassword
    return said
