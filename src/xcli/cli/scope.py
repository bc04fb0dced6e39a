"""What stats, why and check are asked about: a period, a line, conditions on its fields."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from xcli.cli.destination import leaves
from xcli.cli.given import NoValue
from xcli.cli.options import argument, option
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.domain.figure import Rounding
    from xcli.domain.page import Line
    from xcli.ledger.book import Book
    from xcli.stats.span import Asked

Month = Annotated[str | None, option("--month", "--月份", help=Text("月份：2024-05、上月", "a month: 2024-05, last"))]
Quarter = Annotated[
    str | None, option("--quarter", "--季度", help=Text("季度：2024Q1、本季度", "a quarter: 2024Q1, this"))
]
Half = Annotated[str | None, option("--half", "--半年", help=Text("半年：2024H1、上半年", "a half-year: 2024H1"))]
Year = Annotated[str | None, option("--year", "--年度", help=Text("年度：2024、去年", "a year: 2024, last"))]
From = Annotated[str | None, option("--from", "--自", help=Text("起始日（或月）", "the first day (or month)"))]
Until = Annotated[
    list[str] | None,
    option(
        "--to",
        "--至",
        "--输出",
        help=Text(
            "截止日（或月）；也用来指定输出文件，如 月报.xlsx",
            "the last day (or month); also the file to write, such as may.xlsx",
        ),
    ),
]
PERIOD: dict[str, Any] = {"month": Month, "quarter": Quarter, "half": Half, "year": Year, "from": From, "to": Until}
Last = Annotated[list[str] | None, option("--to", "--至", help=Text("截止日（或月）", "the last day (or month)"))]
DAYS = PERIOD | {"to": Last}
Corrected = Annotated[
    bool,
    option(
        "--corrected",
        "--更正后",
        help=Text("已结账的月份按现在的台账重算", "count closed months anew, with what was entered since"),
    ),
]

Lines = Annotated[
    list[str] | None, argument(Text("业务", "LINE"), Text("哪种业务；不写为全部", "the line of work; all unless named"))
]
Indicator = Annotated[
    list[str] | None, argument(Text("指标", "INDICATOR"), Text("编号、名称或其一部分", "id, label or a part"))
]

# Conditions on fields are only known once the line is: Typer leaves them among the words.
OPEN_ENDED = {"ignore_unknown_options": True}
_FLAGS = frozenset({"--incomplete", "--缺"})


@dataclass(frozen=True)
class Wanted:
    """The period options as typed, and the file to write."""

    period: dict[str, str | None]
    file: str | None

    @property
    def leaves(self) -> bool:
        """Tell whether the answer leaves the screen for a file."""
        return leaves(self.file)

    def asked(self, first_day: int = 1) -> "Asked | None":
        """Read the period."""
        from xcli.stats.span import asked_for

        return asked_for(self.period, first_day)


def wanted(values: dict[str, Any]) -> Wanted:
    """Sort the options of a command into period and file: `--to` is a day where it reads as one."""
    for name, value in values.items():
        if value == "" or (name == "to" and "" in (value or ())):
            # A script's variable that is empty must not mean this month.
            raise NoValue(option=f"--{name}")
    ends = [text for text in values.get("to") or () if _is_day(text)]
    files = [text for text in values.get("to") or () if not _is_day(text)]
    period = {name: values.get(name) for name in PERIOD if name != "to"}
    return Wanted(period | {"to": ends[-1] if ends else None}, files[-1] if files else None)


def with_period(run: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a period where it takes `want`; it is called with them sorted."""
    return _with(run, PERIOD)


def with_days(run: Callable[..., None]) -> Callable[..., None]:
    """Give the options of a period to a command that writes no file: `--to` is a day, else it is refused."""
    return _with(run, DAYS)


def _with(run: Callable[..., None], options: dict[str, Any]) -> Callable[..., None]:
    from inspect import Parameter, Signature, signature

    taken: list[Parameter] = []
    for name, own in signature(run).parameters.items():
        periods = (Parameter(_variable(key), own.kind, default=None, annotation=kind) for key, kind in options.items())
        taken += periods if name == "want" else (own,)

    def call(**values: Any) -> None:
        want = wanted({key: values.pop(_variable(key)) for key in options})
        if want.file is not None and options is DAYS:
            _read_day(want.file)
        run(want=want, **values)

    call.__signature__ = Signature(taken)  # type: ignore[attr-defined]
    call.__annotations__ = {one.name: one.annotation for one in taken}
    call.__doc__ = run.__doc__
    return call


def _variable(option: str) -> str:
    return f"{option}_" if option == "from" else option


def _read_day(text: str) -> None:
    """Refuse what is no day, and no month."""
    from xcli.domain.period import span

    span(text, text)


def _is_day(text: str) -> bool:
    from xcli.domain.period import BadPeriod

    try:
        _read_day(text)
    except BadPeriod:
        return False
    return True


def words_and_filters(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """Tell the words of a command from conditions on fields, each with its value."""
    words: list[str] = []
    filters: list[str] = []
    stream = iter(arguments)
    for given in stream:
        if not given.startswith("--"):
            words.append(given)
        elif "=" in given or given in _FLAGS:
            filters.append(given)
        else:
            filters += [given, *([value] if (value := next(stream, None)) is not None else [])]
    return words, filters


def first_day(book: "Book", page: "type[Line]") -> int:
    """Return the day on which a line's statistical month begins."""
    return int(book.setting(f"first_day.{page.name}", "1"))


def rounding(book: "Book") -> "Rounding":
    """Return how the bureau rounds."""
    from xcli.domain.figure import Rounding

    return Rounding(int(book.setting("decimals", "1")), cut=book.setting("rounding", "half-up") == "cut")


def is_for_programs(want: Wanted, values: dict[str, Any]) -> bool:
    """Tell whether JSON was asked for, by format or by the ending of the file."""
    return values["format"] in ("json", "jsonl") or (want.file or "").endswith((".json", ".jsonl"))
