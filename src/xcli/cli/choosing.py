"""`indicator rule`: definitions that are the bureau's to choose - a setting of the ledger, changed by an entry."""

from typing import TYPE_CHECKING, Annotated

from xcli.cli import delivery, output
from xcli.cli.options import argument, option
from xcli.cli.session import book, clerk, ledger
from xcli.errors import Misuse, NotFound
from xcli.text import Text, listed

if TYPE_CHECKING:
    from xcli.domain.indicator import Indicator
    from xcli.ledger.book import Book

Rules = dict[str, list["Indicator"]]


class NoSuchRule(NotFound):
    """No such rule can be chosen."""

    sentence = Text(
        "没有“{said}”这条规则。可选的见：xcli indicator rule", "There is no rule “{said}”. See: xcli indicator rule"
    )


class NotAValue(Misuse):
    """The rule does not take this value."""

    sentence = Text(
        "{name} 不能是“{said}”。可写 yes、no，或日期（自该日起为 yes，此前为 no）。",
        "{name} cannot be “{said}”. Choose yes, no, or a day from which on it is yes.",
    )


def rule(
    name: Annotated[str | None, argument(Text("规则", "RULE"), Text("规则名", "the rule's name"))] = None,
    value: Annotated[
        str | None, argument(Text("值", "VALUE"), Text("yes、no 或日期", "yes, no, or a day"))
    ] = None,
    why: Annotated[str, option("--why", "--依据", help=Text("依据", "why"))] = "",
) -> None:
    """List the rules, or choose one."""
    from xcli.cli.usage import MissingOption

    opened = ledger()
    known = book(opened)
    rules = _rules(known)
    if name is None:
        _show(rules, known)
        return
    if name not in rules:
        raise NoSuchRule(said=name)
    chosen = _value(name, value or "")
    if not why:
        raise MissingOption(what="--why", path="xcli indicator rule")
    _choose(name, chosen, why)


def _rules(known: "Book") -> Rules:
    """Return the rules that definitions depend on, with the indicators that each changes."""
    from xcli.stats.catalogue import indicators

    found: Rules = {}
    for single in indicators(lists=known.lists):
        if single.setting:
            found.setdefault(single.setting, []).append(single)
    return found


def _show(rules: Rules, known: "Book") -> None:
    from xcli.domain.indicator import YES
    from xcli.report.table import Column, Table

    labels = Text("规则", "rule"), Text("现值", "now"), Text("影响的指标", "indicators")
    columns = [Column(key, label) for key, label in zip(("rule", "now", "indicators"), labels, strict=True)]
    rows = [
        [name, known.setting(name, YES), listed(one.label for one in ones)]
        for name, ones in rules.items()
    ]
    delivery.show_table(Table(Text("由本局选定的口径", "definitions that the bureau chooses"), columns, rows))


def _value(name: str, said: str) -> str:
    from xcli.domain.day import read_day
    from xcli.domain.indicator import NO, YES

    if said in (YES, NO):
        return said
    day, fault = read_day(said)
    if day is None or (fault and fault.weight == "error"):
        raise NotAValue(name=name, said=said)
    return day.isoformat()


def _choose(name: str, value: str, why: str) -> None:
    from xcli.domain.keeping import Setting
    from xcli.intake.keeping import put
    from xcli.ledger.journal import Act

    put(ledger(), Setting, {"key": name, "value": value}, ("key",), Act(clerk(), "indicator rule", reason=why))
    output.say(Text(f"{name} = {value}（依据：{why}）。", f"{name} = {value} ({why})."))
