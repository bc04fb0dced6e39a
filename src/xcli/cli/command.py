"""Commands and groups that answer to an English name and its Chinese label, with help of our own."""

from collections.abc import Callable, Mapping
from copy import copy
from difflib import get_close_matches
from typing import Any, ClassVar

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_click_param
from typer.models import OptionInfo, ParamMeta

from xcli.cli import help as pages
from xcli.cli.options import packed
from xcli.errors import Misuse
from xcli.text import Text

HELP_NAMES = {"help_option_names": ["--help", "-h", "--帮助"]}


class NoSuchCommand(Misuse):
    """There is no command of this name."""

    sentence = Text(
        "没有命令“{name}”。{near}查看全部命令：{path} --help", "There is no command “{name}”. {near}See: {path} --help"
    )


class Command(TyperCommand):
    """One command."""

    zh: ClassVar[str] = ""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write help in the language in force."""
        formatter.write(pages.of_command(self, ctx))


class Group(TyperGroup):
    """Several commands under one name; `default` is the one that is meant where none is named."""

    zh: ClassVar[str] = ""
    default: ClassVar[str] = ""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Without a command, run the default one, or show which there are."""
        if self.default and not ctx.resilient_parsing and not self._names(ctx, args):
            return super().parse_args(ctx, [self.default, *args])
        return super().parse_args(ctx, args or ["--help"])

    def _names(self, ctx: Any, args: list[str]) -> bool:
        """Tell whether the words begin with a command of this group, or ask for help."""
        known = {*self.list_commands(ctx), *self.aliases(), *HELP_NAMES["help_option_names"]}
        return args != [] and args[0] in known

    def aliases(self) -> Mapping[str, str]:
        """Return the English names by their Chinese labels."""
        return {zh: name for name, single in self.commands.items() if (zh := getattr(single, "zh", ""))}

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Find a command by either name."""
        return super().get_command(ctx, self.aliases().get(cmd_name, cmd_name))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command to run, or say which come near."""
        name = args[0]
        found = self.get_command(ctx, name)
        if found is None and not ctx.resilient_parsing:
            self.refuse(ctx, name)
        return (found.name if found else None), found, args[1:]

    def refuse(self, ctx: Any, name: str) -> None:
        """Say that there is no such command, and what was perhaps meant; an option is looked up as one."""
        if name.startswith("-"):
            self.make_parser(ctx).parse_args(args=[name])
        known = [*self.list_commands(ctx), *self.aliases()]
        near = get_close_matches(name, known, n=3, cutoff=0.5)
        said = Text(f"是不是：{'、'.join(near)}？", f"Did you mean: {', '.join(near)}? ") if near else Text("", "")
        raise NoSuchCommand(name=name, near=said, path=ctx.command_path)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write help in the language in force."""
        formatter.write(pages.of_group(self, ctx))


def single_app() -> typer.Typer:
    """Return an app that will hold one command."""
    return typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


def group_app(zh: str, label: Text, default: str = "") -> typer.Typer:
    """Return an app of several commands, with its Chinese name, what it is for, and which is meant if none is named."""
    app = _several(type("Group", (Group,), {"zh": zh, "default": default}), label)
    app.callback()(_nothing)
    return app


def _several(group: type[Group], label: Text) -> typer.Typer:
    return typer.Typer(
        cls=group,
        help=packed(label),
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings=HELP_NAMES,
    )


class LedGroup(Group):
    """Several commands under one name that is itself a command."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Without a command, the group itself is called."""
        return TyperGroup.parse_args(self, ctx, args)


def led_app(zh: str, label: Text, itself: Callable[..., None]) -> typer.Typer:
    """Return an app of several commands whose name alone calls `itself`, with options."""
    app = _several(type("LedGroup", (LedGroup,), {"zh": zh}), label)
    app.callback(invoke_without_command=True, help=packed(label))(itself)
    return app


def _nothing() -> None:
    return None


def command(app: typer.Typer, name: str, zh: str, help: Text, **more: Any) -> Callable[[Any], Any]:
    """Declare a command of an app: its two names and what it does."""
    named = type("Command", (Command,), {"zh": zh})
    settings = HELP_NAMES | more.pop("context_settings", {})
    return app.command(name, cls=named, help=packed(help), context_settings=settings, **more)


def command_of(
    name: str, zh: str, help: Text, parameters: Mapping[str, Any], run: Callable[[dict[str, Any]], None]
) -> Command:
    """Return a command whose parameters are only known at run time: name -> annotated type."""
    # The same steps as Typer's, but for a signature made only to be taken apart again.
    made = [_parameter(key, annotated) for key, annotated in parameters.items()]
    readers = {param.name: read for param, read in made if read}

    def call(**values: Any) -> None:
        run({key: readers[key](value) if key in readers else value for key, value in values.items()})

    named = type("Command", (Command,), {"zh": zh})
    return named(  # type: ignore[no-any-return]
        name=name,
        params=[param for param, _ in made],
        callback=call,
        help=packed(help),
        context_settings=HELP_NAMES,
        rich_markup_mode=None,
    )


def _parameter(name: str, annotated: Any) -> tuple[Any, Any]:
    told = copy(annotated.__metadata__[0])
    if isinstance(told, OptionInfo):
        # In `Annotated`, Typer's `Option` takes the first name for its default.
        told.param_decls = (str(told.default), *(told.param_decls or ()))
    kind = annotated.__origin__
    told.default = ... if kind is str else False if kind is bool else None
    return get_click_param(ParamMeta(name=name, default=told, annotation=kind))
