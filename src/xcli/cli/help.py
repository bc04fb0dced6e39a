"""Help pages in the language in force, aligned by display width and folded, never cut."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from xcli.cli import output
from xcli.cli.options import unpacked
from xcli.report.width import display_width, pad, wrap
from xcli.text import Text, language

FIELDS, REQUIRED = "fields", "required fields"
_USAGE, _OPTIONS = Text("用法：", "Usage: "), Text("[选项]", "[options]")
_HERE = Text("选项", "Options")
_FIELD_HEAD = Text("字段（中文选项同样可用）", "Fields (the Chinese options work as well)")
_FIELD_HEAD_STARRED = Text("字段（* 必填；中文选项同样可用）", "Fields (* required; the Chinese options work as well)")
_EVERYWHERE = Text("各命令通用：", "With every command: ")
_COMMAND, _MORE = (
    Text("命令", "COMMAND"),
    Text("各命令的用法：{path} 命令 --help", "For one command: {path} COMMAND --help"),
)
_UNSAID = Text("不写命令即为 {name}", "Without a command: {name}")
_GLOBALS = Text(
    "--db 台账  --lang zh|en  --today 日期  --clerk 填写人  --quiet  --debug  --help",
    "--db LEDGER  --lang zh|en  --today DAY  --clerk NAME  --quiet  --debug  --help",
)
_GLOBAL_NAMES = "--db --lang --today --clerk --quiet --debug --help"
_REPEATS = Text("可重复", "repeatable")
_WIDEST = 100
_SCREEN = 24
_MOST_FOR_NAME = 34


def width() -> int:
    """Return the width that help is folded to."""
    return min(output.console_width() or 80, _WIDEST)


def of_command(command: Any, ctx: Any) -> str:
    """Return the help of one command."""
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option" and not p.hidden and "--help" not in p.opts]
    fields = [p for p in options if getattr(p, "rich_help_panel", None) in (FIELDS, REQUIRED)]
    others = [p for p in options if p not in fields]
    usage = [ctx.command_path, *(_argument(p) for p in arguments), *([str(_OPTIONS)] if options else [])]
    lines = [*_folded(str(_USAGE), " ".join(usage)), *wrap(unpacked(command.help), width()), ""]
    lines += _pairs((_argument(p), unpacked(p.help)) for p in arguments)
    if fields:
        starred = any(p.rich_help_panel == REQUIRED for p in fields)
        lines += [str(_FIELD_HEAD_STARRED if starred else _FIELD_HEAD), *_two_columns([_names(p) for p in fields])]
    if others:
        lines += ([str(_HERE)] if fields else []) + list(_pairs((_names(p), _explained(p)) for p in others))
    return _page([*lines, *_folded(str(_EVERYWHERE), _GLOBAL_NAMES), *_example(command)])


def of_group(group: Any, ctx: Any) -> str:
    """Return the help of a group: its commands with both names."""
    singles = [
        single for name in group.list_commands(ctx) if (single := group.get_command(ctx, name)) and not single.hidden
    ]
    rows = [(f"{single.name} {getattr(single, 'zh', '')}".strip(), unpacked(single.help)) for single in singles]
    default = getattr(group, "default", "")
    wanted = f"[{_COMMAND}]" if default else _COMMAND
    own = [p for p in group.params if p.param_type_name == "option" and "--help" not in p.opts and not p.hidden]
    usage = [*([f"{ctx.command_path} {_OPTIONS}"] if own else []), f"{ctx.command_path} {wanted} …"]
    head = [*_folded(str(_USAGE), "  |  ".join(usage)), *wrap(unpacked(group.help), width()), ""]
    options = [*_pairs((_names(p), _explained(p)) for p in own), ""] if own else []
    foot = [str(_UNSAID.fill(name=default))] if default else []
    return _page([*head, *options, *_pairs(rows), "", *foot, str(_MORE.fill(path=ctx.command_path))])


def of_root(entries: Iterable[tuple[Text, Sequence[str], Sequence[tuple[str, Text]]]], path: str) -> str:
    """Return the first help page: groups with the names of their lines and a row for each other command.

    Groups give up their explanations from the last one on until the page fits a screen.
    """
    head = Text(
        f"用法：{path} 命令 …    基层司法行政台账：登记、导入、统计、核对",
        f"Usage: {path} COMMAND …    the ledger of a judicial bureau's work",
    )
    foot = ["", *_folded("", str(_GLOBALS)), str(_MORE.fill(path=path))]
    groups = [(str(label), names, rows) for label, names, rows in entries]
    left = max(display_width(label) for label, _, _ in groups)
    middle = max(display_width(name) for _, _, rows in groups for name, _ in rows)
    indent = left + 2
    shown = [[*_flowing(names, indent), *_explained_rows(rows, indent, middle)] for _, names, rows in groups]
    for number, (_, names, rows) in reversed(list(enumerate(groups))):
        if 1 + sum(map(len, shown)) + len(foot) > _SCREEN:
            shown[number] = _flowing([*names, *(name for name, _ in rows if name)], indent)
    for (label, _, _), lines in zip(groups, shown, strict=True):
        lines[0] = pad(label, indent) + lines[0].lstrip()
    return _page([*wrap(str(head), width()), *(line for lines in shown for line in lines), *foot])


def _flowing(names: Sequence[str], indent: int) -> list[str]:
    """Return names side by side, as many to a line as fit."""
    lines: list[str] = []
    for name in names:
        if lines and display_width(f"{lines[-1]}   {name}") <= width():
            lines[-1] += f"   {name}"
        else:
            lines.append(" " * indent + name)
    return lines


def _explained_rows(rows: Sequence[tuple[str, Text]], indent: int, middle: int) -> list[str]:
    starts = ((" " * indent + (f"{pad(name, middle)}  " if name else ""), str(text)) for name, text in rows)
    return [line for start, text in starts for line in _folded(start, text)]


def _page(lines: Iterable[str]) -> str:
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _argument(param: Any) -> str:
    name = unpacked(param.metavar) if param.metavar else str(param.name).upper()
    name = f"{name}…" if param.nargs == -1 else name
    return name if param.required else f"[{name}]"


def _names(param: Any) -> str:
    shown = [name for name in (*param.opts, *param.secondary_opts) if name.startswith("--")]
    mark = "*" if getattr(param, "rich_help_panel", None) == REQUIRED else ""
    return " ".join(shown[:2]) + mark


def _explained(param: Any) -> str:
    text = unpacked(param.help)
    if not param.multiple:
        return text
    return f"{text}（{_REPEATS}）" if language() == "zh" else f"{text} ({_REPEATS})"


def _example(command: Any) -> list[str]:
    return ["", *unpacked(command.epilog).splitlines()] if command.epilog else []


def _pairs(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    listed = list(rows)
    side = max((display_width(name) for name, _ in listed if display_width(name) <= _MOST_FOR_NAME), default=0)
    for name, text in listed:
        yield from _folded(f"  {pad(name, side)}  ", text)


def _folded(start: str, text: str) -> Iterator[str]:
    indent = display_width(start)
    for n, line in enumerate(wrap(text, max(width() - indent, 12))):
        yield (start if n == 0 else " " * indent) + line


def _two_columns(names: list[str]) -> Iterator[str]:
    half = (len(names) + 1) // 2
    left, right = names[:half], names[half:]
    side = max((display_width(name) for name in left), default=0)
    if 4 + side + max((display_width(name) for name in right), default=0) > width():
        yield from (f"  {name}" for name in names)
        return
    for n, name in enumerate(left):
        yield f"  {pad(name, side)}  {right[n] if n < len(right) else ''}"
