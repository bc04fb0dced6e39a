"""`calendar rule`: how time is counted where the law leaves it open - a setting of the ledger, changed by an entry."""

from typing import TYPE_CHECKING, Annotated, Any

from xcli.cli import delivery, output
from xcli.cli.options import argument, option
from xcli.cli.session import book, clerk, ledger
from xcli.errors import Misuse, NotFound
from xcli.text import Text, listed

if TYPE_CHECKING:
    from xcli.domain.clock import Clock

_LONGEST = 366
Rules = dict[str, tuple[str, tuple[str, ...], "list[Clock]"]]


class NoSuchRule(NotFound):
    """No such rule can be chosen."""

    sentence = Text(
        "没有“{said}”这条规则。可改的见：xcli calendar rule", "There is no rule “{said}”. See: xcli calendar rule"
    )


class NotAValue(Misuse):
    """The rule does not take this value."""

    sentence = Text("{name} 不能是“{said}”。可选：{known}。", "{name} cannot be “{said}”. Choose from: {known}.")


def rule(
    name: Annotated[str | None, argument(Text("规则", "RULE"), Text("规则名", "the rule's name"))] = None,
    value: Annotated[str | None, argument(Text("值", "VALUE"), Text("选哪个值", "the value chosen"))] = None,
    why: Annotated[str, option("--why", "--依据", help=Text("依据", "why"))] = "",
) -> None:
    """List the rules, or choose one."""
    from xcli.cli.usage import MissingOption

    rules, opened = _rules(), ledger()
    if name is None:
        _show_rules(rules, book(opened).settings)
        return
    if name not in rules:
        raise NoSuchRule(said=name)
    known = rules[name][1]
    if value is None or not (value in known or (known == () and value.isdecimal() and 0 < int(value) < _LONGEST)):
        raise NotAValue(name=name, said=value or "", known=" ".join(known) or f"1-{_LONGEST - 1}")
    if not why:
        raise MissingOption(what="--why", path="xcli calendar rule")
    _choose(name, value, why)


def _rules() -> Rules:
    """Return what a ledger may choose: the default, the values (none: a number of days), the clocks it changes."""
    from xcli.domain.pages import lines

    found: Rules = {}
    for single in [clock for page in lines().values() for clock in page.clocks]:
        for name, default, values in (
            (single.unit_setting, single.unit, ("natural", "working")),
            (single.length_setting, str(single.length), ()),
            (single.pause.setting if single.pause else "", "yes", ("yes", "no")),
        ):
            if name:
                found.setdefault(name, (default, values, []))[2].append(single)
    return found


def _show_rules(rules: Rules, settings: Any) -> None:
    from xcli.report.table import Column, Table

    rows = [
        [
            name,
            settings.get(name, default),
            " ".join(values) or f"1-{_LONGEST - 1}",
            listed(dict.fromkeys(clock.label for clock in clocks)),
        ]
        for name, (default, values, clocks) in rules.items()
    ]
    labels = Text("规则", "rule"), Text("现值", "now"), Text("可选", "values"), Text("影响的期限", "time limits")
    columns = [Column(key, label) for key, label in zip(("rule", "now", "values", "clocks"), labels, strict=True)]
    delivery.show_table(Table(Text("计算期间的规则", "rules of counting"), columns, rows))


def _choose(name: str, value: str, why: str) -> None:
    from xcli.cli.calendar import say_moved
    from xcli.intake.workdays import choose
    from xcli.ledger.journal import Act

    moved = choose(ledger(), name, value, Act(clerk(), "calendar rule", reason=why))
    output.say(Text(f"{name} = {value}（依据：{why}）。", f"{name} = {value} ({why})."))
    say_moved(moved)
