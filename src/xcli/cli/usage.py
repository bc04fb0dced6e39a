"""Wrong calls, as Typer finds them, in the words of the clerk."""

from difflib import get_close_matches
from typing import Any

from xcli.cli.given import NoValue
from xcli.errors import Misuse
from xcli.text import Text


class NoSuchOption(Misuse):
    """There is no such option."""

    sentence = Text(
        "没有选项 {option}。{near}查看全部选项：{path} --help", "There is no option {option}. {near}See: {path} --help"
    )


class MissingOption(Misuse):
    """Something that the command needs was not given."""

    sentence = Text("缺少 {what}。用法：{path} --help", "{what} is missing. See: {path} --help")


class BadValue(Misuse):
    """A value does not fit its option."""

    sentence = Text(
        "{what} 的值不对{wanted}。用法：{path} --help", "The value of {what} is not right{wanted}. See: {path} --help"
    )


class TooMany(Misuse):
    """More was given than the command takes."""

    sentence = Text(
        "多出的内容或写法不对：{what}。带空格的内容请加引号；用法：{path} --help",
        "Too many or misplaced arguments: {what}. Quote text that has spaces; see: {path} --help",
    )


def misuse_of(error: Any) -> Misuse:
    """Return our mistake for one of Typer's, told apart by the name of its class."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "xcli"
    match type(error).__name__:
        case "NoSuchOption":
            return NoSuchOption(option=error.option_name, near=_near(error.option_name, context), path=path)
        case "MissingParameter":
            return MissingOption(what=_named(error.param), path=path)
        case "BadParameter":
            return BadValue(what=_named(error.param), wanted=_wanted(error.param), path=path)
        case "BadOptionUsage":
            return NoValue(option=error.option_name)
    return TooMany(what=_last_words(error.format_message()), path=path)


def _wanted(param: Any) -> Text:
    """Return what the value should have been, as far as its type tells."""
    match type(getattr(param, "type", None)).__name__:
        case "IntRange" if param.type.min is not None:
            least, most = param.type.min, param.type.max
            return Text(f"，应为 {least} 到 {most} 的整数", f": a whole number from {least} to {most} is wanted")
        case "IntRange" | "IntParamType":
            return Text("，应为整数", ": a whole number is wanted")
        case "Tuple" if param.metavar:
            return Text(f"，应为 {param.metavar}", f": {param.metavar} is wanted")
    return Text("", "")


def _near(option: str, context: Any) -> Text:
    known = (
        [name for param in context.command.params for name in param.opts if name.startswith("--")] if context else []
    )
    near = get_close_matches(option, known, n=3, cutoff=0.55)
    return Text(f"是不是：{'、'.join(near)}？", f"Did you mean: {', '.join(near)}? ") if near else Text("", "")


def _named(param: Any) -> str | Text:
    if param is None:
        return "?"
    if param.param_type_name == "argument":
        zh, _, en = (param.metavar or param.name).partition("\x1f")
        return Text(zh, en or zh)
    return str(param.opts[0])


def _last_words(message: str) -> str:
    return message.rpartition("(")[2].rstrip(")") if "(" in message else message
