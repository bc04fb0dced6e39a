"""Options that every command takes, before or after its name: which ledger, language, day and clerk."""

import os
import sys
from contextvars import ContextVar
from dataclasses import dataclass, field

from xcli.errors import Misuse
from xcli.settings import setting
from xcli.text import Language, Text, use_language


class NoValue(Misuse):
    """An option stands without its value."""

    sentence = Text("{option} 后面要写值。", "{option} needs a value after it.")


class UnknownLanguage(Misuse):
    """There is no such language."""

    sentence = Text("没有语言“{lang}”。可选：zh、en。", "There is no language “{lang}”. Choose zh or en.")


class BadToday(Misuse):
    """The day of a rehearsal is not a date."""

    sentence = Text(
        "--today（或 XCLI_TODAY）的“{day}”不能用：{why}。应写成 2024-03-05。",
        "--today (or XCLI_TODAY): “{day}” cannot be used: {why}. Write it as 2024-03-05.",
    )


@dataclass
class Given:
    """What the clerk gave beside the command."""

    values: dict[str, str] = field(default_factory=dict)
    quiet: bool = False
    debug: bool = False

    def value(self, name: str) -> str | None:
        """Return the value of a global option, if given."""
        return self.values.get(name)


WITH_VALUE = {
    "--db": ("db", "--台账"),
    "--lang": ("lang", "--语言"),
    "--today": ("today", "--今天"),
    "--clerk": ("clerk", "--填写人"),
}
FLAGS = {"--quiet": ("quiet", "--安静"), "--debug": ("debug", "--调试")}

_BY_NAME = {name: key for option, (key, zh) in WITH_VALUE.items() for name in (option, zh)}
_FLAG_BY_NAME = {name: key for option, (key, zh) in FLAGS.items() for name in (option, zh)} | {"-q": "quiet"}
_now: ContextVar[Given | None] = ContextVar("given", default=None)


def given() -> Given:
    """Return what was given to the command that is running."""
    return _now.get() or Given()


def split(arguments: list[str]) -> tuple[Given, list[str]]:
    """Take the global options out of the arguments; what follows `--` is left alone."""
    taken, rest = Given(), []
    stream = iter(arguments)
    for argument in stream:
        name, equals, value = argument.partition("=")
        if argument == "--":
            rest += [argument, *stream]
        elif name in _BY_NAME:
            found = value if equals else next(stream, None)
            if not found:
                raise NoValue(option=name)
            taken.values[_BY_NAME[name]] = found
        elif argument in _FLAG_BY_NAME:
            setattr(taken, _FLAG_BY_NAME[argument], True)
        else:
            rest.append(argument)
    return taken, rest


def begin(taken: Given) -> None:
    """Put the global options in force."""
    _now.set(taken)
    use_language(wanted_language(taken.value("lang")))
    _rehearse(setting("today", taken.value("today")))


def _rehearse(text: str) -> None:
    # The module of dates is loaded only where a command needs it; without it there is no rehearsal to end.
    if not text and "xcli.domain.day" not in sys.modules:
        return
    from xcli.domain.day import read_day, set_today

    day, fault = read_day(text)
    if text and day is None:
        raise BadToday(day=text, why=fault.reason if fault else Text("不是日期", "not a date"))
    set_today(day)


def wanted_language(flag: str | None = None) -> Language:
    """Return the language: as told, else as the locale has it; a machine without a locale speaks Chinese."""
    told = setting("lang", flag)
    if told in ("zh", "en"):
        return "zh" if told == "zh" else "en"
    if flag:
        raise UnknownLanguage(lang=flag)
    locale = next((v for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (v := os.environ.get(name))), "")
    silent = locale.split(".")[0] in ("", "C", "POSIX")
    return "zh" if silent or locale.lower().startswith("zh") else "en"
