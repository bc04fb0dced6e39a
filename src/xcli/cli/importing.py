"""`import`: sheets of township offices become one batch a file, after a plan that can be read."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated, Literal

from xcli.cli import output
from xcli.cli.command import command, single_app
from xcli.cli.given import NoValue
from xcli.cli.options import Reason, argument, option
from xcli.errors import Conflict, Misuse, NotValid, XcliError
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.intake.apply import Outcome
    from xcli.intake.session import Prepared, Request
    from xcli.ledger.ledger import Ledger

app = single_app()

_HELP = Text("导入表格：先给出计划，有错不写入", "import sheets: first a plan, nothing is written while it has errors")
_HIDDEN: dict[str, Literal["include", "skip"]] = {
    "include": "include",
    "包含": "include",
    "skip": "skip",
    "跳过": "skip",
}


class BadHidden(Misuse):
    """--hidden says neither of its two words."""

    sentence = Text("--hidden 只能是 include（包含）或 skip（跳过）。", "--hidden takes include or skip.")


class RowsWrong(NotValid):
    """Some rows cannot be taken, and nothing was."""

    sentence = Text(
        "{file}：{count} 行有错，没有导入任何内容。{copy}改好后重新导入；或加 --accept-good 先导入其余 {good} 行。",
        "{file}: {count} rows are wrong; nothing was imported. {copy}Correct them and import again, "
        "or add --accept-good to import the other {good} rows.",
    )


class RowsDiffer(Conflict):
    """Rows would change records, and nobody said that they may."""

    sentence = Text(
        "{file}：{count} 行与台账不同，没有导入任何内容。按表修改请加 --update；只收新行请加 --accept-good。",
        "{file}: {count} rows differ from the ledger; nothing was imported. "
        "Add --update to change the records, or --accept-good to take only new rows.",
    )


class UnknownOffices(NotValid):
    """Offices that the ledger does not know, and nothing else wrong."""

    sentence = Text(
        "{file}：有 {count} 个机构不在名册里（{names}），没有导入任何内容。{copy}确是新机构请加 --new-offices。",
        "{file}: {count} offices are not known ({names}); nothing was imported. "
        "{copy}If they are new add --new-offices.",
    )


@command(app, "import", "导入", _HELP)
def import_(  # noqa: PLR0917 - the options of the command
    source: Annotated[
        str,
        argument(
            Text("文件", "FILE"), Text("文件、文件夹，或 - 表示标准输入", "a file, a folder, or - for standard input")
        ),
    ],
    line: Annotated[
        str | None,
        option(
            "--as",
            "--业务",
            help=Text("属于哪一项业务（一般能从表头认出）", "which line it belongs to (usually told by the heading)"),
        ),
    ] = None,
    office: Annotated[
        str | None,
        option("--office", "--机构", help=Text("表里没写承办机构时用它", "the office of rows that name none")),
    ] = None,
    dry_run: Annotated[
        bool, option("--dry-run", "--试导", help=Text("只看计划，不写入", "show the plan, write nothing"))
    ] = False,
    update: Annotated[
        bool,
        option("--update", "--更新", help=Text("表与台账不同的，按表修改", "change records where the sheet differs")),
    ] = False,
    accept_good: Annotated[
        bool,
        option(
            "--accept-good", "--只收好行", help=Text("有错的行留下，其余导入", "import the good rows, leave the others")
        ),
    ] = False,
    new_offices: Annotated[
        bool,
        option("--new-offices", "--新机构", help=Text("表里的新机构一并登记", "enter offices that are not known yet")),
    ] = False,
    map_: Annotated[
        list[str] | None,
        option(
            "--map",
            "--对应",
            help=Text("表头=字段；同一报送单位下次自动沿用", "heading=field; remembered for this sender"),
        ),
    ] = None,
    encoding: Annotated[
        str | None,
        option("--encoding", "--编码", help=Text("文本编码，如 gb18030", "encoding of a text file, such as gb18030")),
    ] = None,
    delimiter: Annotated[
        str | None,
        option("--delimiter", "--分隔符", help=Text("分隔符：comma、tab、semicolon", "comma, tab or semicolon")),
    ] = None,
    hidden: Annotated[
        str | None,
        option(
            "--hidden", "--隐藏", help=Text("隐藏的表和行：include 或 skip", "hidden sheets and rows: include or skip")
        ),
    ] = None,
    allow_xlsm: Annotated[
        bool,
        option(
            "--allow-xlsm",
            "--允许宏文件",
            help=Text("读带宏的工作簿（宏不运行）", "read a workbook that has macros (they never run)"),
        ),
    ] = False,
    allow_empty: Annotated[
        bool,
        option("--allow-empty", "--允许空表", help=Text("没有数据行也算成功", "a heading without rows is no error")),
    ] = False,
    accept_mojibake: Annotated[
        bool, option("--accept-mojibake", "--收下乱码", help=Text("收下锟斤拷一类的乱码", "let garbled text in"))
    ] = False,
    reason: Reason = None,
    json: Annotated[bool, option("--json", help=Text("以 JSON 给出结果", "give the result as JSON"))] = False,
) -> int:
    """Import each file as a batch of its own."""
    from xcli.cli.session import clerk, ledger
    from xcli.domain.day import today
    from xcli.intake.plan import Options
    from xcli.intake.read import files_of
    from xcli.intake.session import Request

    if hidden is not None and hidden not in _HIDDEN:
        raise BadHidden
    if "" in (line, office):
        # A script's variable that is empty must not mean that nothing was asked for.
        raise NoValue(option="--as" if line == "" else "--office")
    options = Options(
        encoding,
        delimiter,
        _HIDDEN.get(hidden or "", "ask"),
        allow_xlsm,
        allow_empty,
        accept_mojibake,
        new_offices,
    )
    wishes = _Wishes(dry_run, update, accept_good, json)
    opened, who = ledger(), clerk()
    codes = []
    for path in [source] if source == "-" else files_of(source):
        request = Request(path, who, today(), line, office, tuple(map_ or ()), options, reason=reason)
        codes.append(_one(opened, request, wishes))
    return max(codes)


@dataclass(frozen=True)
class _Wishes:
    """What is to be done with a plan."""

    dry_run: bool
    update: bool
    accept_good: bool
    json: bool

    @property
    def asks(self) -> bool:
        """Tell whether the clerk may be asked."""
        from xcli.cli.session import on_terminal

        return on_terminal() and not (self.json or self.dry_run)


def _one(ledger: "Ledger", request: "Request", wishes: _Wishes) -> int:
    """Import one file; what is wrong with it does not keep the next one out."""
    from xcli.cli import planning
    from xcli.intake.session import DoneBefore, prepared

    label = Text(f"读取 {PurePath(request.path).name}", f"reading {PurePath(request.path).name}")
    try:
        with output.progress(None, label) as step, prepared(ledger, request, step) as ready:
            if isinstance(ready, DoneBefore):
                planning.say_done(ready.source, ready.tx, as_json=wishes.json)
                return 0
            return _settle(ready, wishes)
    except XcliError as error:
        output.fail(error)
        return error.exit_code


def _settle(ready: "Prepared", wishes: _Wishes) -> int:
    from xcli.cli import planning

    if not wishes.json:
        planning.show(ready)
    mistake = _mistake(ready, wishes)
    if wishes.dry_run:
        _answer(ready, wishes, None)
        return mistake.exit_code if mistake else 0
    if mistake is not None and not (wishes.asks and _agreed(ready, mistake)):
        _answer(ready, wishes, None)
        output.fail(mistake)
        return mistake.exit_code
    _answer(ready, wishes, _written(ready, update=wishes.update or isinstance(mistake, RowsDiffer)))
    return 0


def _written(ready: "Prepared", *, update: bool) -> "Outcome":
    with output.progress(ready.plan.spool.count, Text("写入台账", "writing")) as step:
        return ready.write(update=update, step=step)


def _mistake(ready: "Prepared", wishes: _Wishes) -> XcliError | None:
    """Return why the plan may not simply be carried out."""
    plan, comparison = ready.plan, ready.comparison
    if wishes.accept_good:
        return None
    wrong = ready.wrong
    name = PurePath(plan.source.name).name
    if wrong:
        copy = "" if wishes.dry_run else _marked_copy(ready)
        missed = list(plan.offices.missed)
        if missed and all(
            "机构" in trouble.fault.reason.zh for trouble in plan.troubles if trouble.fault.weight == "error"
        ):
            return UnknownOffices(file=name, count=len(missed), names="、".join(missed[:8]), copy=copy)
        return RowsWrong(file=name, count=wrong, good=comparison.inserts + comparison.same, copy=copy)
    if comparison.changes and not wishes.update:
        return RowsDiffer(file=name, count=comparison.changes)
    return None


def _agreed(ready: "Prepared", mistake: XcliError) -> bool:
    """Ask whether to go on: with the good rows, or with the changes; Enter means no."""
    from xcli.cli.ask import confirm

    if isinstance(mistake, RowsDiffer):
        return confirm(
            Text(f"按表修改这 {ready.comparison.changes} 条记录？", f"change these {ready.comparison.changes} records?")
        )
    return confirm(
        Text(
            f"先导入其余 {ready.comparison.inserts} 行？不导入按回车。",
            f"import the other {ready.comparison.inserts} rows now?",
        )
    )


def _marked_copy(ready: "Prepared") -> Text | str:
    from xcli.cli.planning import write_copy

    written = write_copy(ready)
    return Text(f"错处已标在 {written}。", f"The wrong cells are marked in {written}. ") if written else ""


def _answer(ready: "Prepared", wishes: _Wishes, outcome: "Outcome | None") -> None:
    from xcli.cli import planning

    if wishes.json:
        planning.say_json(ready, outcome)
    else:
        planning.say_outcome(ready, outcome, dry_run=wishes.dry_run)
