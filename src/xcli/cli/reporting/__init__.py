"""`report`: the bureau's reports; a verb's module is loaded only when the verb is called."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, NamedTuple

import typer
from typer.main import get_command

from xcli.cli.command import HELP_NAMES, Group
from xcli.cli.options import packed
from xcli.text import Text


class Verb(NamedTuple):
    """One verb: its Chinese name and the module beside this one that holds it."""

    zh: str
    module: str


VERBS = {
    "annual": Verb("年报", "annual"),
    "month": Verb("月报", "month"),
    "lint": Verb("审读", "lint"),
    "compare": Verb("对照", "compare"),
    "verify": Verb("核验", "verify"),
}


class Reporting(Group):
    """The verbs of the table."""

    zh = "报告"

    def aliases(self) -> Mapping[str, str]:
        """Return the English verbs by their Chinese names."""
        return {verb.zh: name for name, verb in VERBS.items()}

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the verbs."""
        del ctx
        return list(VERBS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Load the one verb that is called."""
        del ctx
        name = self.aliases().get(cmd_name, cmd_name)
        if name not in VERBS:
            return None
        found = get_command(import_module(f"xcli.cli.reporting.{VERBS[name].module}").app)
        found.name = name
        return found


app = typer.Typer(
    cls=Reporting,
    help=packed(Text("报告：生成、审读、对照、核验", "reports: write, lint, compare, verify")),
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=HELP_NAMES,
)


@app.callback()
def _reports() -> None:
    return None
