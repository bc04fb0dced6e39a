"""A line of work as a command: its verbs, each built from the page when it is called."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, NamedTuple

from typer.main import get_command

from xcli.cli.command import HELP_NAMES, Command, Group
from xcli.cli.options import packed
from xcli.domain.page import Entry, Line, OwnVerb, ShortForm
from xcli.domain.pages import line
from xcli.text import Text


class Verb(NamedTuple):
    """One verb: its Chinese name, the module that builds it, what it does."""

    zh: str
    module: str
    help: Text


VERBS = {
    "add": Verb("登记", "adding", Text("登记一件", "enter one")),
    "edit": Verb("修改", "editing", Text("修改一件", "change one")),
    "close": Verb("结案", "editing", Text("结案", "close one")),
    "list": Verb(
        "列表", "listing", Text("按任意字段筛选、导出", "those that fulfil conditions on any field; the export")
    ),
    "show": Verb("查看", "showing", Text("查看一件", "show one")),
    "history": Verb("历史", "showing", Text("谁在何时改了什么", "who changed what, and when")),
    "retract": Verb("撤销", "ending", Text("撤销一件（登错、重复）", "take one out: entered by mistake, or twice")),
    "link": Verb("关联", "ending", Text("把两件联系起来", "tie two together")),
}
ENTRY_VERBS = {
    "stock": Verb(
        "在册", "standing", Text("某一天在册多少，本年新增和退出多少", "how many stand on a day, came and left")
    ),
    "expiring": Verb("到期", "standing", Text("不久到期的", "what expires soon")),
    "work": Verb("办件", "work", Text("在册的各办了多少件，谁一件没有", "how many cases each handled, and who none")),
}


class LineGroup(Group):
    """The verbs of one page; building one builds no other."""

    page: type[Line]

    @property
    def own_verbs(self) -> Mapping[str, OwnVerb]:
        """Return the verbs with modules of their own."""
        return {verb.name: verb for verb in self.page.verbs}

    @property
    def short_forms(self) -> Mapping[str, ShortForm]:
        """Return the steps of a case that only this line has."""
        return {form.name: form for form in self.page.short_forms}

    def aliases(self) -> Mapping[str, str]:
        """Return the English verbs by their Chinese names."""
        steps = {form.label.zh: name for name, form in self.short_forms.items()}
        own = {verb.label.zh: name for name, verb in self.own_verbs.items()}
        return {verb.zh: name for name, verb in self.verbs.items()} | steps | own

    @property
    def verbs(self) -> Mapping[str, Verb]:
        """Return the verbs that this line shares with others: what has no closing step is not closed."""
        own = ENTRY_VERBS if issubclass(self.page, Entry) else {}
        return {name: verb for name, verb in VERBS.items() if name != "close" or self.page.closing} | own

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the verbs."""
        del ctx
        return [*self.verbs, *self.short_forms, *self.own_verbs]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Build the one verb that is called."""
        del ctx
        name = self.aliases().get(cmd_name, cmd_name)
        if form := self.short_forms.get(name):
            from xcli.cli.short import short_command

            return short_command(self.page, form)
        if name in self.own_verbs:
            return own_verb(self.page, self.own_verbs[name])
        if name not in self.verbs:
            return None
        build: Callable[[type[Line]], Command] = getattr(
            import_module(f"xcli.cli.{self.verbs[name].module}"), f"{name}_command"
        )
        return build(self.page)


def own_verb(page: type[Line], verb: OwnVerb) -> Any:
    """Load a verb that only one line has: a command, or a group of commands."""
    found: Any = get_command(import_module(f"xcli.cli.{page.name}.{verb.name}").app)
    found.name, found.zh = verb.name, verb.label.zh
    return found


def line_group(name: str) -> LineGroup:
    """Return the command of a line of work."""
    page = line(name)
    group = LineGroup(name=name, help=packed(page.label), context_settings=HELP_NAMES, rich_markup_mode=None)
    group.page = page
    group.zh = page.label.zh  # type: ignore[misc]
    return group


def verb_help(page: type[Line], name: str) -> Text:
    """Return what a verb does, with the line's name."""
    verb = VERBS.get(name) or ENTRY_VERBS[name]
    return Text(f"{page.label.zh}：{verb.help.zh}", f"{page.label.en}: {verb.help.en}")
