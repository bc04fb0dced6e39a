"""The table of commands; a command's module is loaded only when the command is called."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, NamedTuple

import typer
from typer.core import CompletionItem  # type: ignore[attr-defined]
from typer.main import get_command

from xcli.cli import help as pages
from xcli.cli.command import HELP_NAMES, Group
from xcli.cli.lines import is_line, shorts, titles
from xcli.cli.usage import misuse_of
from xcli.text import Text

INTERRUPTED = 130


class Entry(NamedTuple):
    """One top-level command: its group, where it is, its Chinese name, what it does."""

    group: str
    module: str
    zh: str
    help: Text


GROUPS = {
    "daily": Text("每日", "Daily"),
    "monthly": Text("每月", "Monthly"),
    "yearly": Text("每年", "Yearly"),
    "upkeep": Text("维护", "Upkeep"),
}
ENTRIES = {
    "find": Entry(
        "daily",
        "find",
        "查找",
        Text("在全部记录里查找案号、姓名、文字", "find a number, a name or words in all records"),
    ),
    "period": Entry(
        "monthly", "period", "期间", Text("结账、重开、重报，各月状态", "close, reopen and restate months")
    ),
    "given": Entry(
        "monthly", "giving", "报出", Text("报给了谁、哪个数、何时、怎么报的", "which figure was given to whom, and how")
    ),
    "diff": Entry("yearly", "diff", "差异", Text("两个数为什么不同", "why two figures differ, record by record")),
    "due": Entry(
        "daily", "due", "到期", Text("即将到期和逾期的法定期限", "what is due or overdue, and by which article")
    ),
    "clock": Entry("daily", "clock", "时限", Text("一件案件的各项法定期限", "the time limits of one case")),
    "import": Entry(
        "monthly",
        "importing",
        "导入",
        Text("导入表格：CSV、XLSX、XLS、ODS、JSON Lines", "import sheets: CSV, XLSX, XLS, ODS, JSON Lines"),
    ),
    "template": Entry("monthly", "template", "模板", Text("生成空白填报表", "write an empty sheet to fill in")),
    "stats": Entry(
        "monthly", "stats", "统计", Text("本月、本年累计、同期，及任意时段", "this month, the year to date, any period")
    ),
    "why": Entry("monthly", "why", "依据", Text("一个数字由哪些记录得来", "the records behind a figure")),
    "check": Entry("monthly", "check", "核对", Text("勾稽关系是否成立", "whether the figures agree with one another")),
    "report": Entry(
        "yearly",
        "reporting",
        "报告",
        Text("年报、月报，审读印发的报告", "the annual report, the monthly return; lint a published report"),
    ),
    "figure": Entry(
        "yearly",
        "figure",
        "手工数据",
        Text("台账启用以前的数字，用于对比", "figures from before the ledger, to compare with"),
    ),
    "target": Entry("yearly", "target", "目标", Text("指标的目标值", "what figures should reach")),
    "indicator": Entry(
        "yearly", "indicator", "指标", Text("指标的定义、口径和依据", "indicators: definition, terms and basis in law")
    ),
    "init": Entry("upkeep", "init", "新建", Text("新建台账", "make a new ledger")),
    "office": Entry("upkeep", "office", "机构", Text("司法所、调委会、工作室名册", "offices, committees and studios")),
    "code": Entry("upkeep", "code", "代码", Text("类别等代码表", "lists of codes such as categories")),
    "clerk": Entry("upkeep", "clerk", "填写人", Text("谁在填写", "who is writing")),
    "calendar": Entry(
        "upkeep",
        "calendar",
        "日历",
        Text("工作日历：放假、调休、本单位自定的日子", "working days: holidays and own days"),
    ),
    "opening": Entry("upkeep", "opening", "期初", Text("期初存量", "opening stocks")),
    "undo": Entry(
        "upkeep", "undo", "撤回", Text("撤回一笔操作（含整批导入）", "take back one entry, a whole import included")
    ),
    "log": Entry("upkeep", "log", "日志", Text("谁在何时做了什么", "who did what, and when")),
    "backup": Entry("upkeep", "backup", "备份", Text("备份台账，当场读回核对", "back up the ledger, proven when made")),
    "restore": Entry("upkeep", "restore", "恢复", Text("用备份恢复台账", "go back to a backup")),
    "purge": Entry(
        "upkeep", "purge", "清除", Text("清除旧案的个人信息，统计不变", "blank what is private in old cases")
    ),
    "db": Entry("upkeep", "db", "台账", Text("校验、升级、查看台账文件", "verify, upgrade or describe the ledger")),
    "demo": Entry("upkeep", "demo", "演示", Text("用虚构的一年数据演示", "a rehearsal with an invented year")),
}
_LINE_HELP = Text(
    "各类业务：登记、修改、结案、列表、查看、历史", "lines of work: add, edit, close, list, show, history"
)


def _lines(group: str) -> list[str]:
    names = [f"{name} {title.label.zh}" for name, title in titles().items() if title.rhythm == group]
    return names + ([f"{name} {short.label.zh}" for name, short in shorts().items()] if group == "daily" else [])


class Root(Group):
    """The first level of commands, told by the table."""

    def aliases(self) -> Mapping[str, str]:
        """Return the English names by their Chinese labels."""
        lines = {title.label.zh: name for name, title in titles().items()}
        short = {told.label.zh: name for name, told in shorts().items()}
        return {entry.zh: name for name, entry in ENTRIES.items()} | lines | short

    def list_commands(self, ctx: Any) -> list[str]:
        """Return all names without loading any command."""
        del ctx
        return [*titles(), *shorts(), *ENTRIES]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Load the one command that is called."""
        own = cmd_name in ENTRIES or is_line(cmd_name)
        name = cmd_name if own else self.aliases().get(cmd_name, cmd_name)
        if entry := ENTRIES.get(name):
            found = get_command(import_module(f"xcli.cli.{entry.module}").app)
            found.name = name
            return found
        if is_line(name):
            from xcli.cli.case import line_group

            return line_group(name)
        if name in shorts():
            from xcli.cli.preset import preset_group

            return preset_group(shorts()[name].line, name)
        del ctx
        return None

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the four groups."""
        listed = [(label, _lines(group), self._rows(group)) for group, label in GROUPS.items()]
        formatter.write(pages.of_root(listed, ctx.command_path))

    def _rows(self, group: str) -> list[tuple[str, Text]]:
        shared = [("", _LINE_HELP)] if group == "daily" else []
        return shared + [(f"{name} {entry.zh}", entry.help) for name, entry in ENTRIES.items() if entry.group == group]

    def shell_complete(self, ctx: Any, incomplete: str) -> list[CompletionItem]:
        """Complete command names from the table."""
        names = self.list_commands(ctx) if incomplete.isascii() else list(self.aliases())
        return [CompletionItem(name) for name in names if name.startswith(incomplete)]


app = typer.Typer(cls=Root, rich_markup_mode=None, pretty_exceptions_enable=False, context_settings=HELP_NAMES)


@app.callback()
def _root() -> None:
    return None


def run(arguments: list[str]) -> int:
    """Run one command; Typer's complaints become ours."""
    try:
        code = get_command(app).main(args=arguments, prog_name="xcli", standalone_mode=False)
    except typer.Abort as error:
        raise KeyboardInterrupt from error
    except typer.Exit as end:
        return end.exit_code
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):
            raise end.__context__ from None
        return end.code if isinstance(end.code, int) else 0
    except Exception as error:
        if hasattr(error, "format_message"):
            raise misuse_of(error) from error
        raise
    if code == INTERRUPTED:
        # Typer turns Ctrl-C into this code before we see it.
        raise KeyboardInterrupt
    return code if isinstance(code, int) else 0
