"""`init`: a new ledger, by questions with defaults or by options alone."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, TypeVar

from xcli.cli import output
from xcli.cli.ask import ask, confirm
from xcli.cli.command import command, single_app
from xcli.cli.given import given
from xcli.cli.options import option
from xcli.cli.session import on_terminal, place
from xcli.cli.usage import MissingOption
from xcli.domain.case_no import Pattern, year_and_serial
from xcli.domain.day import read_day, today
from xcli.domain.page import Case
from xcli.domain.pages import lines
from xcli.errors import Misuse, NotReady
from xcli.settings import default_ledger, keep, setting
from xcli.text import Text

app = single_app()

Answer = TypeVar("Answer")

_CODE = re.compile(r"[1-8][0-9]{5}")
_ROUNDINGS = {"half-up": "half-up", "cut": "cut", "四舍五入": "half-up", "截尾": "cut", "截取": "cut"}


class NotAnAnswer(Misuse):
    """An answer does not fit its question."""

    sentence = Text("{what}：“{said}”不对。{remedy}", "{what}: “{said}” is not right. {remedy}")


class SyncFolder(NotReady):
    """The ledger would be copied by another program while it is written."""

    sentence = Text(
        "{folder} 是同步文件夹，会把写到一半的台账传走，没有新建。请用 --db 指明别的位置。",
        "{folder} is a synchronised folder, which copies a ledger half-written; none was made. "
        "Name another place with --db.",
    )


class ServerCipher(Misuse):
    """A server's files are not ours to encrypt."""

    sentence = Text(
        "--cipher 只用于文件；PostgreSQL 的加密由服务器管理。",
        "--cipher is for files; a server encrypts its own disks.",
    )


@dataclass
class Plan:
    """What a new ledger is told of its bureau."""

    bureau: str
    name: str
    clerk: str
    rounding: str = "half-up"
    first_days: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    start: str = ""

    def settings(self) -> dict[str, str]:
        """Return the settings of the ledger."""
        told = {
            "bureau_name": self.name,
            "bureau_code": self.bureau,
            "rounding": self.rounding,
            "ledger_start": self.start,
        }
        told |= {f"first_day.{line}": day for line, day in self.first_days.items()}
        return told | {f"number.{line}": pattern for line, pattern in self.numbers.items()}


@command(app, "init", "新建", Text("新建台账：不带选项时逐项询问", "make a new ledger; without options it asks"))
def init(
    bureau: Annotated[
        str | None, option("--bureau", "--单位代码", help=Text("六位行政区划代码", "the six-digit code of the bureau"))
    ] = None,
    name: Annotated[str | None, option("--name", "--单位名称", help=Text("单位名称", "the bureau's name"))] = None,
    rounding: Annotated[
        str | None, option("--rounding", "--取整", help=Text("half-up 四舍五入、cut 截尾", "half-up or cut"))
    ] = None,
    first_day: Annotated[
        list[str] | None,
        option(
            "--first-day",
            "--统计月起日",
            help=Text("统计月起日：1 或 21，或 业务=21", "first day of the statistical month: 1 or 21, or LINE=21"),
        ),
    ] = None,
    number: Annotated[
        list[str] | None,
        option(
            "--number",
            "--编号格式",
            help=Text("编号格式：业务=湟调〔{year}〕{n}号", "pattern of case numbers: LINE=湟调〔{year}〕{n}号"),
        ),
    ] = None,
    start: Annotated[
        str | None,
        option(
            "--start",
            "--起始日",
            help=Text("台账起始日，默认今年 1 月 1 日", "first day of the ledger; default 1 January"),
        ),
    ] = None,
    cipher: Annotated[
        bool,
        option(
            "--cipher",
            "--加密",
            help=Text(
                "整个文件加密；密钥在 XCLI_KEY_FILE 指明的文件里，没有就新建",
                "encrypt the whole file; the key is the file in XCLI_KEY_FILE, made if there is none",
            ),
        ),
    ] = False,
) -> None:
    """Make a new ledger."""
    if on_terminal() and not (bureau or name):
        _make(_converse(), cipher=cipher)
        return
    clerk = setting("clerk", given().value("clerk"))
    missing = [o for o, v in (("--bureau", bureau), ("--name", name), ("--clerk", clerk)) if not v]
    if missing:
        raise MissingOption(what=" ".join(missing), path="xcli init")
    plan = Plan(check_code(bureau or ""), check_name(name or ""), check_name(clerk))
    plan.rounding = check_rounding(rounding or "half-up")
    plan.start = check_start(start or f"{today().year}-01-01")
    plan.first_days = _per_line(first_day or ["1"], check_first_day)
    plan.numbers = default_numbers(plan.name) | _per_line(number or [], check_pattern)
    _make(plan, cipher=cipher)


def offer() -> bool:
    """Offer a new ledger at the first command on a terminal."""
    if not confirm(
        Text(f"还没有台账（{place()}）。现在新建？", f"There is no ledger yet ({place()}). Make one now?"), default=True
    ):
        return False
    _make(_converse())
    return True


def _make(plan: Plan, *, cipher: bool = False) -> None:
    from xcli.domain.keeping import Setting
    from xcli.ledger.engine import is_server, synced
    from xcli.ledger.journal import Act
    from xcli.ledger.ledger import open_ledger
    from xcli.ledger.schema import create

    where = place()
    if folder := "" if is_server(where) else synced(Path(where)):
        raise SyncFolder(folder=folder)
    key_file = _key_for(where) if cipher else None
    create(where, plan.bureau, encrypted=cipher)
    opened = open_ledger(where, plan.bureau)
    with opened.writing(Act(plan.clerk, "init", kind="setup")) as writer:
        for key, value in plan.settings().items():
            writer.add(Setting, {"key": key, "value": value})
    _keep_here(plan.clerk, where)
    if key_file:
        output.warn(
            Text(
                f"台账已加密，密钥在 {key_file}。请另存一份放在别处：没有它，台账和备份谁也打不开",
                f"the ledger is encrypted, its key is {key_file}. Keep a copy elsewhere: without it nobody opens "
                "the ledger or its backups",
            )
        )
    output.say(
        Text(
            f"已新建 {plan.name} 的台账：{where}（填写人 {plan.clerk}）。下一步：xcli {next(iter(lines()))} add",
            f"Made the ledger of {plan.name}: {where} (clerk {plan.clerk}). Next: xcli {next(iter(lines()))} add",
        )
    )


def _keep_here(clerk: str, where: str) -> None:
    """Remember clerk and ledger at this desk; the ledger is made already, whatever becomes of that."""
    try:
        keep("clerk", clerk)
        if where != str(default_ledger()):
            keep("db", where if "://" in where else str(Path(where).resolve()))
    except NotReady as error:
        output.warn(str(error).rstrip("。."))


def _key_for(where: str) -> Path:
    """Return the key file of a ledger that will be encrypted."""
    from xcli.ledger.cipher import ready_key
    from xcli.ledger.engine import is_server

    if is_server(where):
        raise ServerCipher
    return ready_key()


def _converse() -> Plan:
    name = _until(Text("单位名称，如 湟中区司法局", "Name of the bureau"), "", check_name)
    code = _until(Text("六位行政区划代码", "Six-digit code"), "", check_code)
    clerk = _until(Text("填写人姓名", "Your name"), setting("clerk", given().value("clerk")), check_name)
    plan = Plan(code, name, clerk)
    plan.rounding = _until(
        Text("取整：half-up 四舍五入、cut 截尾", "Rounding: half-up or cut"), "half-up", check_rounding
    )
    plan.first_days = _until(
        Text("统计月从几日起：1 或 21，个别业务不同的写 纠纷=21", "First day of the statistical month: 1, 21, or LINE=21"),
        "1",
        lambda said: _per_line(["1", *_apart(said)], check_first_day),
    )
    output.note(_patterns(name))
    plan.numbers = default_numbers(name) | _until(
        Text("编号格式：回车照此，要改的写 纠纷=湟人调〔{year}〕{n}号", "Numbers: Enter, or LINE=湟人调〔{year}〕{n}号"),
        "",
        lambda said: _per_line([check_named(one) for one in _apart(said)], check_pattern),
    )
    plan.start = _until(Text("台账起始日", "First day of the ledger"), f"{today().year}-01-01", check_start)
    return plan


def _until(question: Text, default: str, check: Callable[[str], Answer]) -> Answer:
    while True:
        try:
            return check(ask(question, default))
        except Misuse as error:
            output.fail(error)


def _apart(said: str) -> list[str]:
    """Return the several answers of one line: 1、纠纷=21."""
    return [word for word in re.split(r"[\s,，、;；]+", said) if word]


def _patterns(name: str) -> Text:
    """Return how the cases of each line will be numbered; what is no case seldom has numbers that others know."""
    cases = [(page.label, default_numbers(name)[line]) for line, page in lines().items() if issubclass(page, Case)]
    return Text(
        "、".join(f"{label.zh} {pattern}" for label, pattern in cases),
        ", ".join(f"{label.en} {pattern}" for label, pattern in cases),
    )


def default_numbers(name: str) -> dict[str, str]:
    """Return each line's pattern of numbers unless the bureau wants another."""
    return {line: f"{initial(name)}{page.mark}〔{{year}}〕{{n}}号" for line, page in lines().items()}


def initial(name: str) -> str:
    """Return the character a bureau's numbers begin with: 湟 of 西宁市湟中区司法局."""
    place = name.removesuffix("局").removesuffix("司法")
    pieces = [piece for piece in re.split("[省市州盟]", place) if piece]
    return (pieces or [name])[-1][:1]


def _per_line(said: list[str], check: Callable[[str], str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for text in said:
        line, equals, value = text.partition("=")
        names = {page.label.zh: key for key, page in lines().items()} | {key: key for key in lines()}
        if equals and line not in names:
            raise NotAnAnswer(
                what=Text("业务", "line"),
                said=line,
                remedy=Text(f"可用：{'、'.join(lines())}。", f"Known: {', '.join(lines())}."),
            )
        wanted = [names[line]] if equals else list(lines())
        found |= {key: check(value if equals else text) for key in wanted}
    return found


def check_code(said: str) -> str:
    """Return a six-digit code of a county, or refuse."""
    if not _CODE.fullmatch(said):
        raise NotAnAnswer(
            what=Text("行政区划代码", "code"),
            said=said,
            remedy=Text("应为六位数字，如 630122。", "It has six digits, such as 630122."),
        )
    return said


def check_name(said: str) -> str:
    """Return a name, or refuse."""
    from xcli.domain.name import read_name

    name, fault = read_name(said)
    if name is None:
        reason = fault.reason if fault else Text("不能为空", "it may not be empty")
        raise NotAnAnswer(what=Text("名称", "name"), said=said[:20], remedy=Text(f"{reason.zh}。", f"{reason.en}."))
    return str(name)


def check_rounding(said: str) -> str:
    """Return a way of rounding, or refuse."""
    if said not in _ROUNDINGS:
        raise NotAnAnswer(
            what=Text("取整", "rounding"), said=said, remedy=Text("可选：half-up、cut。", "Choose half-up or cut.")
        )
    return _ROUNDINGS[said]


def check_first_day(said: str) -> str:
    """Return the first day of the statistical month, or refuse."""
    if said not in ("1", "21"):
        raise NotAnAnswer(
            what=Text("统计月起日", "first day"), said=said, remedy=Text("可选：1、21。", "Choose 1 or 21.")
        )
    return said


def check_start(said: str) -> str:
    """Return the first day of the ledger, or refuse."""
    day, fault = read_day(said)
    if day is None:
        reason = fault.reason if fault else Text("不是日期", "not a date")
        raise NotAnAnswer(
            what=Text("起始日", "first day"), said=said[:20], remedy=Text(f"{reason.zh}。", f"{reason.en}.")
        )
    return day.isoformat()


def check_named(said: str) -> str:
    """Return an answer that names its line, or refuse."""
    if "=" not in said:
        raise NotAnAnswer(
            what=Text("编号格式", "pattern"),
            said=said,
            remedy=Text(f"请写明哪项业务：纠纷={said}。", f"Say of which line: dispute={said}."),
        )
    return said


def check_pattern(said: str) -> str:
    """Return a pattern of numbers from which year and serial can be read back, or refuse."""
    pattern, fault = Pattern.parse(said)
    remedy = Text("应写成 湟调〔{year}〕{n}号。", "Write it as 湟调〔{year}〕{n}号.")
    if pattern is None:
        reason = fault.reason if fault else Text("", "")
        raise NotAnAnswer(
            what=Text("编号格式", "pattern"),
            said=said,
            remedy=Text(f"{reason.zh}。{remedy.zh}", f"{reason.en}. {remedy.en}"),
        )
    if year_and_serial(pattern.format(2024, 7)) != (2024, 7):
        raise NotAnAnswer(what=Text("编号格式", "pattern"), said=said, remedy=remedy)
    return pattern.text
