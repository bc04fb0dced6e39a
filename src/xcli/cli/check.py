"""`xcli check`: whether figures agree with one another, and records keep their rules."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

from xcli.cli import output
from xcli.cli.command import command, group_app
from xcli.cli.options import AsOf, argument
from xcli.cli.scope import Wanted, first_day, with_days
from xcli.cli.session import book, known_then, ledger, moment_of
from xcli.errors import CheckFailed, Misuse
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.domain.lists import Lists
    from xcli.domain.page import Line
    from xcli.domain.period import Period
    from xcli.ledger.moment import Moment
    from xcli.ledger.record import Record
    from xcli.stats.check import Breach, Difference, Verdict

app = group_app(
    "核对", Text("勾稽关系是否成立，编号、机构是否齐全", "whether figures agree; numbers, offices"), "figures"
)
Words = Annotated[
    list[str] | None,
    argument(
        Text("业务 月份", "LINE MONTH"),
        Text(
            "只核对这种业务、这个月；写月份时列出全部不符和提示", "this line, this month; a month lists every failure"
        ),
    ),
]

Found = tuple["type[Line]", "list[Verdict]", "list[Breach]"]


class NotAPeriod(Misuse):
    """A word is neither a line of work nor a period."""

    sentence = Text(
        "“{given}”不是时段，应写成 2024-05、2024Q1、2024H1、2024 或 2024-05-01..2024-05-20。",
        "“{given}” is not a period; write 2024-05, 2024Q1, 2024H1, 2024 or 2024-05-01..2024-05-20.",
    )


class DoesNotAgree(CheckFailed):
    """Something does not agree."""

    sentence = Text(
        "核对不符：{what}。详见上文，更正后请再核对一次。",
        "The check failed: {what}. See above; mend the records and check again.",
    )


@command(
    app,
    "figures",
    "数字",
    Text(
        "核对：各期各机构的勾稽关系是否成立，记录是否自相矛盾；不写期间为本年逐月",
        "check that the figures of every month and office agree, and that no record contradicts itself; "
        "by default this year",
    ),
)
@with_days
def figures(
    words: Words = None,
    *,
    want: Wanted,
    as_of: AsOf = None,
) -> None:
    """Check figures and records."""
    lines_, months = _sorted(words or [])
    then = moment_of(ledger(), as_of)
    if months:
        _refuse_both(months, want)
        check_months(lines_, months, then)
        return
    opened, tx = ledger(), then.tx if then else None
    known = book(opened, tx)
    with opened.reading() as conn:
        found = [_checked(conn, opened.bureau, page, _periods(want, first_day(known, page)), tx) for page in lines_]
    for remark in known_then(then):
        output.say(remark)
    for page, verdicts, breaches in found:
        for text in [*_identities(page, verdicts, known.lists), *_rules(page, breaches)]:
            output.say(text)
    _judge(found)


def _sorted(words: "Sequence[str]") -> "tuple[list[type[Line]], list[str]]":
    """Tell lines of work from months; all lines unless some are named."""
    from xcli.domain.pages import lines
    from xcli.stats.span import named_period

    months = [word for word in words if named_period(word) is not None]
    named = [_line(word) for word in words if word not in months]
    return named or list(lines().values()), months


def _refuse_both(months: "Sequence[str]", want: Wanted) -> None:
    """Refuse a period by word beside one by option, of which one would go unheeded."""
    from xcli.stats.span import SeveralPeriods

    options = [f"--{name}" for name, said in want.period.items() if said]
    if options:
        raise SeveralPeriods(options="、".join([*months, *options]))


def _line(word: str) -> "type[Line]":
    """Return the line of a name; a word with digits in it was meant for a period, as no line has any."""
    from xcli.stats.catalogue import line_named

    if any(letter.isdigit() for letter in word):
        raise NotAPeriod(given=word)
    return line_named(word)


def check_months(pages: "list[type[Line]]", months: "Sequence[str]", then: "Moment | None") -> None:
    """List every rule that fails in these months, with the explanations that still hold."""
    from xcli.cli.failing import said
    from xcli.domain.day import today
    from xcli.stats.query import Desk
    from xcli.stats.rules import failures

    opened, tx = ledger(), then.tx if then else None
    known = book(opened, tx)
    hard = 0
    for remark in known_then(then):
        output.say(remark)
    for page in pages:
        spans = list(dict.fromkeys(_months(months, first_day(known, page))))
        for month in spans:
            if len(spans) > 1:
                output.say(_heading(page, month))
            with opened.reading() as conn:
                found = failures(Desk(conn, page, opened.bureau, as_of=tx), month, known.lists, today())
            for failure in found:
                for text in said(page, failure):
                    output.say(text)
            hard += sum(failure.check.weight == "hard" for failure in found)
            if not found:
                zh, en = month.label()
                output.say(
                    Text(
                        f"相符  {page.label.zh}：{zh}全部规则成立", f"agrees  {page.label.en}: every rule holds in {en}"
                    )
                )
    if hard:
        raise DoesNotAgree(what=Text(f"{hard} 项不符", f"{hard} rules"))


def _heading(page: "type[Line]", month: "Period") -> Text:
    zh, en = month.label()
    return Text(f"{page.label.zh} {zh}：", f"{page.label.en}, {en}:")


def _months(words: "Sequence[str]", first: int) -> "Iterator[Period]":
    from xcli.domain.day import today
    from xcli.stats.span import NotBegun, named_period

    for word in words:
        if (period := named_period(word, first)) is not None:
            if period.start > today():
                raise NotBegun(period=period.label())
            yield from (month for month in period.split_months(first) if month.start <= today())


def _periods(want: Wanted, first: int) -> "list[Period]":
    """Return the whole period and its months."""
    from xcli.domain.day import today
    from xcli.domain.period import year_to_date

    asked = want.asked(first)
    whole = asked.cut(today()) if asked else year_to_date(today(), first)
    return list(dict.fromkeys([*whole.split_months(first), whole]))


def _checked(conn: Any, bureau: str, page: "type[Line]", periods: "list[Period]", as_of: int | None) -> Found:
    from xcli.stats.check import breaches, verdicts
    from xcli.stats.query import Desk

    desk = Desk(conn, page, bureau, as_of=as_of)
    return page, verdicts(desk, periods), breaches(desk)


def _identities(page: "type[Line]", verdicts: "list[Verdict]", lists: "Lists") -> Iterator[Text]:
    for verdict in verdicts:
        label = verdict.identity.label
        if verdict.holds:
            yield Text(
                f"相符  {page.label.zh}：{label.zh}（核对 {verdict.tried} 处）",
                f"agrees  {page.label.en}: {label.en} (tried {verdict.tried} times)",
            )
            continue
        wrong = len(verdict.differences)
        yield Text(
            f"不符  {page.label.zh}：{label.zh}（核对 {verdict.tried} 处，{wrong} 处不符）",
            f"DIFFERS  {page.label.en}: {label.en} (tried {verdict.tried} times, {wrong} differ)",
        )
        for difference in verdict.differences[:SHOWN]:
            yield _difference(difference, lists)
        if wrong > SHOWN:
            yield Text(f"      ……另有 {wrong - SHOWN} 处", f"      ... and {wrong - SHOWN} more")
        yield _records(verdict.breakers)


SHOWN = 10


def _difference(found: "Difference", lists: "Lists") -> Text:
    from xcli.stats.rules import both_sides

    zh, en = both_sides(found, lists)
    return Text(f"      {zh}", f"      {en}")


def _records(records: "tuple[Record, ...]") -> Text:
    named = [record.title for record in records]
    if not named:
        return Text("      没有单独一条记录能说明差异", "      no single record explains it")
    return Text(f"      涉及：{'、'.join(named)}", f"      records: {', '.join(named)}")


def _rules(page: "type[Line]", breaches: "list[Breach]") -> Iterator[Text]:
    errors = [breach for breach in breaches if breach.rule.weight == "error"]
    if not errors:
        yield Text(f"相符  {page.label.zh}：记录没有自相矛盾", f"agrees  {page.label.en}: no record contradicts itself")
    for breach in breaches:
        word = Text("不符", "DIFFERS") if breach.rule.weight == "error" else Text("提示", "note")
        yield Text(
            f"{word.zh}  {page.label.zh}：{breach.rule.says.zh}，{breach.count} {page.docket.noun.zh}",
            f"{word.en}  {page.label.en}: {breach.rule.says.en}: {breach.count}",
        )
        yield _records(breach.records)


def _judge(found: list[Found]) -> None:
    equations = sum(not verdict.holds for _, verdicts, _ in found for verdict in verdicts)
    rules = sum(breach.rule.weight == "error" for _, _, breaches in found for breach in breaches)
    if equations or rules:
        raise DoesNotAgree(
            what=Text(f"{equations} 条勾稽关系、{rules} 条记录规则", f"{equations} equations and {rules} rules")
        )


# The further verbs add themselves to the group.
import xcli.cli.checking  # noqa: E402, F401
