"""`code`: the lists of codes, and what the bureau adds to them or retires."""

from difflib import get_close_matches
from typing import Annotated, Any

from xcli.cli import delivery, output
from xcli.cli.command import command, group_app
from xcli.cli.options import Format, Reason, argument, option
from xcli.cli.session import book, clerk, ledger
from xcli.domain.clean import fold
from xcli.domain.code import Code, CodeList
from xcli.domain.field import Choice
from xcli.domain.keeping import CodeEntry
from xcli.errors import Conflict, Misuse, NotFound
from xcli.text import Text

app = group_app(
    "代码",
    Text(
        "代码表：本单位可增补类别；停用的旧记录仍保留",
        "lists of codes: a bureau adds its own; old rows keep what is retired",
    ),
)
List = Annotated[
    str, argument(Text("代码表", "LIST"), Text("代码表名称，见 xcli code list", "the list; see xcli code list"))
]
Label = Annotated[str, argument(Text("名称", "LABEL"), Text("代码的名称", "what the code is called"))]

_OPEN, _RETIRED = Text("可增补", "open"), Text("停用", "retired")


class NoSuchList(NotFound):
    """There is no such list."""

    sentence = Text(
        "没有代码表“{said}”。{near}全部代码表见：xcli code list",
        "There is no list “{said}”. {near}For all see: xcli code list",
    )


class NoSuchCode(NotFound):
    """The list has no such code."""

    sentence = Text("{list}里没有“{said}”。可用：{known}。", "{list}: there is no “{said}”. Known: {known}.")


class ClosedList(Misuse):
    """The list belongs to rules and figures."""

    sentence = Text(
        "{list}由统计口径使用，不能增删。",
        "{list} is what rules and figures are built on; it cannot be added to or retired.",
    )


class CodeTaken(Conflict):
    """The code or label is in the list already."""

    sentence = Text("{list}里已有“{said}”。", "{list} has “{said}” already.")


class NotCountable(Misuse):
    """What is counted of a code, and in which unit, is said where it must not be, or not where it must."""

    sentence = Text("{list}：{reason}。", "{list}: {reason}.")


@command(app, "list", "列表", Text("全部代码表，或一张表的代码", "all lists, or the codes of one"))
def list_(
    which: Annotated[str | None, argument(Text("代码表", "LIST"), Text("代码表名称", "the list"))] = None,
    format: Format = None,
) -> None:
    """Show lists or codes."""
    from xcli.report.table import Column, Table

    lists = _lists(book(ledger()))
    if which is None:
        heads = {
            "list": Text("代码表", "list"),
            "label": Text("名称", "label"),
            "codes": Text("代码数", "codes"),
            "open": Text("增补", "additions"),
        }
        rows: list[tuple[object, ...]] = [
            (one.name, str(one.label), len(one.current), str(_OPEN) if one.open else "") for one in lists.values()
        ]
        title = Text("代码表", "Lists of codes")
    else:
        one = _named(lists, which)
        heads = {
            "code": Text("代码", "code"),
            "zh": Text("中文", "Chinese"),
            "en": Text("英文", "English"),
            "aliases": Text("别名", "aliases"),
            "retired": Text("停用", "retired"),
        }
        rows = [
            (e.code, e.label.zh, e.label.en, "、".join(e.aliases), str(_RETIRED) if e.retired else "")
            for e in one.codes
        ]
        title = one.label
        if one.measures:
            heads["takes"] = Text("计什么", "counted")
            counted = lists[one.measures.name]
            rows = [
                (*r, "、".join(str(counted.label_of(t)) for t in e.takes)) for r, e in zip(rows, one.codes, strict=True)
            ]
        elif any(e.unit.zh for e in one.codes):
            heads["unit"] = Text("单位", "unit")
            rows = [(*r, str(e.unit)) for r, e in zip(rows, one.codes, strict=True)]
    columns = [Column(key, label, "whole" if key == "codes" else "text") for key, label in heads.items()]
    delivery.show_table(Table(title, columns, rows), format)


@command(app, "add", "增补", Text("增补一个代码", "add a code"))
def add(
    which: List,
    label: Label,
    code: Annotated[
        str | None,
        option("--code", "--代码", help=Text("稳定的英文代码，默认自动编号", "a stable code; numbered by default")),
    ] = None,
    en: Annotated[str | None, option("--en", "--英文", help=Text("英文名称", "English label"))] = None,
    alias: Annotated[
        list[str] | None, option("--alias", "--别名", help=Text("表格里的其他写法", "what else sheets call it"))
    ] = None,
    quantity: Annotated[
        list[str] | None,
        option(
            "--quantity",
            "--数量",
            help=Text(
                "活动种类计什么：场次、人次……；新的数量项写成 赠书=册",
                "what is counted of a kind of activity: sessions; a new one with its unit: books=copies",
            ),
        ),
    ] = None,
    unit: Annotated[str | None, option("--unit", "--单位", help=Text("数量项的单位", "the unit of a quantity"))] = None,
) -> None:
    """Add a code to an open list."""
    opened, who = ledger(), clerk()
    lists = _lists(book(opened))
    one = _open(lists, which)
    name = code or _next_own(one)
    _check_free(one, name, label)
    _check_counted(lists, one, quantity, unit)
    takes, fresh = _measures(lists, one, quantity or [])
    cells = {"list": one.name, "code": name, "zh": label, "en": en, "aliases": "、".join(alias or []) or None}
    _write(opened, who, "code add", [*fresh, cells | {"unit": unit, "takes": "、".join(takes) or None}], None)
    output.say(Text(f"已增补 {one.label.zh}：{label}（{name}）。", f"Added to {one.label.en}: {label} ({name})."))


@command(app, "retire", "停用", Text("停用一个代码，旧记录不变", "retire a code; old rows keep it"))
def retire(which: List, label: Label, reason: Reason = None) -> None:
    """Retire a code of an open list."""
    opened, who = ledger(), clerk()
    one = _open(_lists(book(opened)), which)
    entry = one.find(label)
    if entry is None:
        raise NoSuchCode(
            list=one.label, said=label, known="、".join(e.label.zh for e in one.nearest(label) or one.current[:8])
        )
    cells = {
        "list": one.name,
        "code": entry.code,
        "zh": entry.label.zh,
        "en": entry.label.en,
        "aliases": "、".join(entry.aliases) or None,
        "retired": "是",
        "unit": str(entry.unit) or None,
        "takes": "、".join(entry.takes) or None,
    }
    _write(opened, who, "code retire", [cells], reason)
    output.say(Text(f"已停用 {one.label.zh}：{entry.label.zh}。", f"Retired in {one.label.en}: {entry.label.en}."))


def _lists(known: Any) -> dict[str, CodeList]:
    from xcli.ledger.book import shipped_lists

    return {name: known.lists.list_of(shipped) for name, shipped in shipped_lists().items()}


def _named(lists: dict[str, CodeList], said: str) -> CodeList:
    """Return the list of this name or label, else the one of the fields that are called so."""
    words = _words(lists)
    found = [one for one in lists.values() if one.name == said] or words.get(fold(said), [])
    inside = [one for one in lists.values() if said in one.name or said in one.label.zh]
    if len(found or inside) == 1:
        return (found or inside)[0]
    close = [one for word in get_close_matches(fold(said), words, n=3, cutoff=0.6) for one in words[word]]
    near = list(dict.fromkeys(one.name for one in (found or inside or close)))[:4]
    hint = Text(f"最接近的是：{'、'.join(near)}。", f"The nearest: {', '.join(near)}. ") if near else Text("", "")
    raise NoSuchList(said=said, near=hint)


def _words(lists: dict[str, CodeList]) -> dict[str, list[CodeList]]:
    """Return the lists by every folded word: their labels, and the fields that take their codes."""
    from xcli.domain.keeping import pages

    found: dict[str, list[CodeList]] = {}
    named = [(one.name, one) for one in lists.values()]
    named += [(word, one) for one in lists.values() for word in one.label]
    for page in pages().values():
        for single in page.fields.values():
            if isinstance(single, Choice) and single.codes.name in lists:
                named += [(word, lists[single.codes.name]) for word in (single.name, *single.label, *single.aliases)]
    for word, one in named:
        if one not in found.setdefault(fold(word), []):
            found[fold(word)].append(one)
    return found


def _open(lists: dict[str, CodeList], said: str) -> CodeList:
    one = _named(lists, said)
    if not one.open:
        raise ClosedList(list=one.label)
    return one


def _check_free(one: CodeList, name: str, label: str) -> None:
    taken = next((word for word in (name, label) if one.by_code.get(word) or one.by_word.get(fold(word))), None)
    if taken:
        raise CodeTaken(list=one.label, said=taken)


def _check_counted(lists: dict[str, CodeList], one: CodeList, quantity: list[str] | None, unit: str | None) -> None:
    """Refuse a kind of activity without what is counted of it, a quantity without unit, and either elsewhere."""
    counts = any(other.measures and other.measures.name == one.name for other in lists.values())
    reason = None
    if one.measures and not quantity:
        reason = Text("请用 --quantity 写明计什么", "say by --quantity what is counted")
    elif quantity and not one.measures:
        reason = Text("这张表不计数量", "nothing is counted of these")
    elif counts and not unit:
        reason = Text("请用 --unit 写明单位", "say by --unit in which unit")
    elif unit and not counts:
        reason = Text("这张表没有单位", "these have no unit")
    if reason:
        raise NotCountable(list=one.label, reason=reason)


def _measures(lists: dict[str, CodeList], one: CodeList, said: list[str]) -> tuple[list[str], list[dict[str, Any]]]:
    """Return the codes of what is counted of a kind, and the entries of those that are new: 赠书=册."""
    if one.measures is None:
        return [], []
    known, takes, fresh = lists[one.measures.name], list[str](), list[dict[str, Any]]()
    for text in said:
        word, equals, unit = (piece.strip() for piece in text.replace("＝", "=").partition("="))
        found = known.find(word)
        if equals and unit and found is None:
            code = _next_own(known, len(fresh))
            alias = None if fold(unit) in known.by_word else unit
            fresh.append({"list": known.name, "code": code, "zh": word, "unit": unit, "aliases": alias})
            takes.append(code)
        elif found is None or (equals and unit not in found.unit):
            raise NotCountable(list=known.label, reason=_no_measure(known, word, found))
        elif found.code not in takes:
            takes.append(found.code)
    return takes, fresh


def _no_measure(known: CodeList, word: str, found: Code | None) -> Text:
    if found:
        return Text(f"“{word}”的单位是{found.unit.zh}", f"the unit of “{word}” is {found.unit.en}")
    near = "、".join(entry.label.zh for entry in known.nearest(word) or known.current[:6])
    return Text(
        f"没有“{word}”；已有的如 {near}，新的写成 {word}=单位",
        f"there is no “{word}”; there are {near}; a new one is written {word}=UNIT",
    )


def _next_own(one: CodeList, after: int = 0) -> str:
    n = 1
    while f"own{n}" in one.by_code:
        n += 1
    return f"own{n + after}"


def _write(opened: Any, who: str, name: str, every: list[dict[str, Any]], reason: str | None) -> None:
    from xcli.intake.keeping import checked, write
    from xcli.ledger.journal import Act

    with opened.writing(Act(who, name, reason=reason)) as writer:
        for cells in every:
            write(writer, CodeEntry, checked(writer, CodeEntry, cells), ("list", "code"))
